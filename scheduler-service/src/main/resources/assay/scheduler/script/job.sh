
# ---------------------------------------------------------------- endpoints of other services

assay_accepts() { # HOST PORT
  # shellcheck disable=SC2016  # the inner shell expands them
  timeout 2 bash -c 'exec 3<> "/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
}

assay_reach() { # SERVICE JOB -- its variables, once an address of it accepts a connection; waits for that up to a minute
  local service=$1 file=endpoints/$2.env upper until=$((SECONDS + 60)) variable candidates candidate
  upper=$(assay_upper "$service")
  while :; do
    if [ -r "$file" ]; then
      set -a
      # shellcheck disable=SC1090  # written by the runner
      . "$file"
      set +a
      variable=ASSAY_${upper}_ADDRESSES candidates=${!variable:-}
      variable=ASSAY_${upper}_HOST candidates="chosen=${!variable:-} $candidates"
      variable=ASSAY_${upper}_PORT
      for candidate in $candidates; do
        candidate=${candidate#*=}
        if [ -n "$candidate" ] && assay_accepts "$candidate" "${!variable:-0}"; then
          export "ASSAY_${upper}_HOST=$candidate"
          assay_secrets_of "$service"
          return
        fi
      done
    fi
    if [ "$SECONDS" -ge "$until" ]; then
      assay_say "no address of $service accepted a connection from $assay_node within 60 s; tried:${candidates:- none, $file is missing}"
      assay_end no-endpoint 78
    fi
    assay_pause 0.2
  done
}

assay_secrets_of() { # SERVICE
  local file name
  for file in secrets/"$1".*; do
    [ -r "$file" ] || continue
    name=${file#secrets/"$1".}
    assay_secret "$1.$name" "ASSAY_$(assay_upper "$1")_SECRET_$(assay_upper "$name")" "$file"
  done
}

# ---------------------------------------------------------------- the job

assay_begin() {
  local variable
  assay_claim
  trap assay_signalled TERM INT HUP
  trap 'assay_end program-failed "$?"' EXIT
  if [ "$assay_restart" != 0 ]; then assay_end requeued 75; fi
  if ! assay_lease; then assay_end no-lease 76; fi
  trap 'if [ -e "stop/$assay_token" ]; then assay_asked stop-requested 0; fi' USR1
  trap '[ -n "$assay_toucher" ] || assay_asked lease-expired 74' USR2 # a measured window is never cut by a lease
  for variable in "${assay_environment[@]}"; do
    case $variable in ASSAY_WITH_*) export "${variable?}" ;; esac
  done
  assay_drop_root
  assay_event STARTED nodes "${SLURM_JOB_NODELIST:-$assay_node}" cpus "${SLURM_CPUS_ON_NODE:-$(nproc)}" user "$assay_user" host_user "$(id -un)"
  assay_make_scratch
  assay_watch &
  assay_watchdog=$!
  assay_bring_files
  assay_look_for_secrets
  assay_find_staged
  assay_start_sampler
  assay_enter_image
}
