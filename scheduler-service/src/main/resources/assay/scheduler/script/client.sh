
# ---------------------------------------------------------------- a client

assay_alias_target() { # ASSAY_TARGET_... beside ASSAY_<SERVICE>_...
  local upper name
  [ -n "$assay_target" ] || return 0
  upper=$(assay_upper "$assay_target")
  for name in $(compgen -A variable "ASSAY_${upper}_"); do export "ASSAY_TARGET_${name#"ASSAY_${upper}_"}=${!name}"; done
}

assay_output() { # NAME -- an empty directory below the scratch for the next program's output
  export ASSAY_OUTPUT=$ASSAY_SCRATCH/output/$1
  rm -rf "$assay_scratch/output/$1"
  mkdir -p "$assay_scratch/output/$1" && assay_give "$assay_scratch/output" "$assay_scratch/output/$1"
}

assay_keep_lease() { # inside a measured window the client itself keeps its service alive
  local pause=$((assay_lease_seconds / 4))
  while printf . > "lease/$assay_token"; do assay_pause "$((pause > 0 ? pause : 1))"; done
}

assay_failed() { # WHAT
  assay_say "$1 ended with $assay_program_exit"
  assay_end program-failed "$assay_program_exit"
}

assay_warm_up() { # REPETITION
  [ -n "$assay_warmup" ] || return 0
  assay_output warmup
  assay_event PHASE phase warmup repetition "$1"
  assay_bash warmup "$assay_warmup"
  assay_wait || assay_failed "the warm-up of repetition $1"
  assay_clear
  rm -rf "$assay_scratch/output/warmup"
}

assay_window() { # REPETITION
  local kept=$ASSAY_RUN_DIR/results/$assay_job/rep-$1
  export ASSAY_REPETITION=$1
  assay_warm_up "$1"
  if ! assay_lease; then assay_end lease-expired 74; fi
  rm -rf "$kept"
  mkdir -p "$kept" || assay_end program-failed 73
  # Another account may not be able to enter the run directory: it writes below the scratch, and what it wrote is brought over.
  if [ ${#assay_as[@]} = 0 ]; then export ASSAY_OUTPUT=$kept; else assay_output "rep-$1"; fi
  : > "$kept/stdout.txt" || assay_end program-failed 73
  assay_agreement=()
  if [ "$assay_replicas" -gt 1 ]; then assay_start_together "$1"; fi
  assay_stdout=$kept/stdout.txt
  assay_now
  assay_when=$assay_at
  assay_start_program run >> "$assay_stdout"
  assay_keep_lease 2>/dev/null &
  assay_toucher=$!
  assay_event PHASE phase measure repetition "$1" "${assay_agreement[@]}"
  assay_wait
  assay_now
  assay_when=$assay_at
  assay_clear
  assay_forget "$assay_toucher"
  assay_toucher=''
  assay_show_output
  [ "$ASSAY_OUTPUT" = "$kept" ] || cp -R "$assay_scratch/output/rep-$1/." "$kept" || assay_program_exit=73
  assay_event PHASE phase measured repetition "$1" exit "$assay_program_exit"
  [ "$assay_program_exit" = 0 ] || assay_failed "repetition $1"
}

assay_client() {
  local pair repetition
  if [ "$assay_early" = 1 ]; then assay_await_services; fi
  for pair in "${assay_services[@]}"; do assay_reach "${pair%%=*}" "${pair#*=}"; done
  assay_alias_target
  export ASSAY_REPETITION=$assay_first ASSAY_REPLICA=$assay_replica ASSAY_REPLICAS=$assay_replicas
  if [ -n "$assay_prepare" ]; then
    assay_output prepare
    assay_event PHASE phase prepare repetition "$assay_first"
    assay_run_prepare
    if [ "$assay_replicas" -gt 1 ]; then assay_gather "prepared-$assay_first" "$assay_first"; fi
  fi
  for ((repetition = assay_first; repetition < assay_first + assay_windows; repetition++)); do assay_window "$repetition"; done
  assay_end 'done' 0
}

assay_begin
assay_client
