
# ---------------------------------------------------------------- an allocation: the run's other jobs are begun in it when the runner wants them

assay_place_of() { # TOKEN -- sets assay_srun: what puts the step of that job to its place; nothing on a machine that is no Slurm cluster
  local job=${1%%.*} pair
  job=${job%-a*}
  assay_srun=()
  if [ "${SLURM_CLUSTER_NAME:-local}" = local ]; then return; fi
  for pair in "${assay_places[@]}"; do
    case $pair in "$job "*) read -r -a assay_srun <<< "${pair#* }" ;; esac
  done
  assay_srun=(srun --job-name="$1" --nodes=1 --ntasks=1 --exact --input=none --open-mode=append "${assay_srun[@]}" --output="logs/$1.$SLURM_JOB_ID.log")
}

assay_begin_step() { # TOKEN
  local log=logs/$1.$SLURM_JOB_ID.log
  assay_begun+="$1 "
  assay_place_of "$1"
  set -m # in a process group of its own
  "${assay_srun[@]}" env SLURM_JOB_NAME="$1" ASSAY_ALLOCATION="$assay_token" bash -l "start/$assay_token/$1.sh" < /dev/null >> "$log" 2>&1 &
  set +m
  assay_steps+=("$1=$!")
  assay_say "$1 begins"
}

assay_look_for_steps() { # a file system that remembers what a directory lacks looks anew after a change
  local file token
  if [ $((SECONDS - assay_looked)) -ge 1 ]; then
    assay_looked=$SECONDS
    : > "start/$assay_token/.look" && rm -f "start/$assay_token/.look"
  fi
  for file in "start/$assay_token"/*.sh; do
    token=${file##*/} token=${token%.sh}
    if [ -e "$file" ] && [[ $assay_begun != *" $token "* ]]; then assay_begin_step "$token"; fi
  done
}

assay_clear_up() { # TOKEN -- what a step left that could not do it itself, on this node
  assay_kill_bearers "$1"
  [ ! -d "$assay_scratch_root/assay-$1" ] || assay_remove_scratch "$assay_scratch_root/assay-$1"
}

assay_reap_steps() { # says of those that have ended how
  local pair code left=()
  for pair in "${assay_steps[@]}"; do
    if kill -0 "${pair##*=}" 2>/dev/null; then
      left+=("$pair")
    else
      wait "${pair##*=}"
      code=$?
      [ "$code" = 0 ] || assay_clear_up "${pair%=*}"
      assay_event PHASE phase ended step "${pair%=*}" exit "$code"
    fi
  done
  assay_steps=("${left[@]}")
}

assay_kill_step() { # TOKEN PROCESS
  local step name
  kill -KILL -- "-$2" 2>/dev/null
  if [ ${#assay_srun[@]} = 0 ]; then return; fi
  while read -r step name; do
    if [ "$name" = "$1" ]; then scancel --signal=KILL "$step"; fi
  done < <(squeue --noheader --steps --jobs="$SLURM_JOB_ID" --format='%i %j')
}

assay_kill_unwanted() {
  local pair
  for pair in "${assay_steps[@]}"; do
    if [ -e "stop/${pair%=*}.kill" ]; then
      assay_place_of "${pair%=*}"
      assay_kill_step "${pair%=*}" "${pair##*=}"
    fi
  done
}

assay_stop_steps() { # each ends by itself when it is asked to; srun passes the signal on
  local pair rounds=200
  for pair in "${assay_steps[@]}"; do kill -TERM -- "-${pair##*=}" 2>/dev/null; done
  while assay_reap_steps && [ ${#assay_steps[@]} -gt 0 ] && [ $((rounds--)) -gt 0 ]; do assay_pause 0.1; done
  for pair in "${assay_steps[@]}"; do
    assay_place_of "${pair%=*}"
    assay_kill_step "${pair%=*}" "${pair##*=}"
  done
  assay_reap_steps
}

assay_allocation() {
  mkdir -p "start/$assay_token" logs || assay_end prepare-failed 73
  while assay_pause 0.1; do
    assay_look_for_steps
    assay_reap_steps
    assay_kill_unwanted
  done
}

assay_begun=' ' assay_looked=0 assay_srun=()
assay_begin
assay_allocation
