
# ---------------------------------------------------------------- constant text from here on
eval "$assay_setup"           # the profile's own lines, such as `module load ...`, in this shell
set -uo pipefail              # without -e: what fails is looked at, and every way out goes through assay_end
umask 077

if [ "${ASSAY_BY_HAND:-}" = 1 ]; then
  SLURM_JOB_ID=${SLURM_JOB_ID:-$$}
  SLURM_JOB_NAME=by-hand.$SLURM_JOB_ID
  ASSAY_RUN_DIR=${ASSAY_RUN_DIR:-$(mktemp -d "${TMPDIR:-/tmp}/assay-run.XXXXXX")}
  cd "$ASSAY_RUN_DIR" || exit 64
  echo "assay: by hand; the run directory is $ASSAY_RUN_DIR" >&2
fi
if [[ ! ${SLURM_JOB_NAME:-} =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ || -z ${SLURM_JOB_ID:-} ]]; then
  echo "assay: this is a job script: submit it with sbatch, or try it with ASSAY_BY_HAND=1" >&2
  exit 64
fi

assay_token=$SLURM_JOB_NAME
assay_node=${SLURMD_NODENAME:-$HOSTNAME}
assay_restart=${SLURM_RESTART_COUNT:-0}
assay_scratch=$assay_scratch_root/assay-$assay_token
export ASSAY_RUN_DIR=$PWD ASSAY_SCRATCH=$assay_scratch
unset ASSAY_TOKEN
# shellcheck disable=SC2034  # a command may name it
ASSAY_TOKEN=$assay_token                           # not exported: only the program and what it starts shall bear it
assay_as=() assay_home=() assay_limited=() assay_container=() # how a program is run: as whom, with which home, how long, inside what
assay_user=$(id -un)
assay_steps=()                                     # of an allocation: what runs in it, each with the process that started it
assay_sequence=0 assay_ending='' assay_program='' assay_program_exit='' assay_group='' assay_listening='' assay_watchdog='' assay_sampler='' assay_toucher='' assay_stdout=''
exec {assay_never}<> <(:)                          # nothing ever arrives here: reading it with a time-out sleeps without a process

mkdir -p claims events lease stop metrics || exit 64

assay_reading='' assay_due=()
assay_read() { # ARGUMENTS of read -- bash runs a trap inside of read, where little else works: what the trap wants is done behind it
  local result=0
  assay_reading=1
  read -r "$@" || result=$?
  assay_reading=''
  [ ${#assay_due[@]} = 0 ] || assay_end "${assay_due[@]}"
  return "$result"
}

assay_asked() { # REASON EXIT-CODE -- a trap wants the job to end
  if [ -z "$assay_reading" ]; then assay_end "$@"; fi
  [ ${#assay_due[@]} -gt 0 ] || assay_due=("$@")
}

assay_pause() { assay_read -t "$1" -u "$assay_never" _ || :; }

assay_now() { # sets assay_at: Unix time with microseconds
  if [ -n "${EPOCHREALTIME:-}" ]; then assay_at=${EPOCHREALTIME/,/.}; else assay_at=$(date +%s.%6N); fi
}

assay_say() { printf 'assay: %s\n' "$*" >&2; }

assay_when=''
assay_event() { # TYPE [NAME VALUE]... -- one small file an event: written aside, then renamed; assay_when: not now but then
  local line name file value try
  [ -n "$assay_when" ] || assay_now
  [ -z "$assay_when" ] || assay_at=$assay_when
  assay_when=''
  assay_sequence=$((assay_sequence + 1))
  line="{\"v\":\"1\",\"token\":\"$assay_token\",\"job\":\"$SLURM_JOB_ID\",\"restart\":\"$assay_restart\",\"seq\":\"$assay_sequence\""
  line+=",\"at\":\"$assay_at\",\"node\":\"$assay_node\",\"type\":\"$1\""
  name=$1
  shift
  while [ $# -gt 1 ]; do
    value=${2//[[:cntrl:]]/ }
    value=${value//\\/\\\\}
    value=${value//\"/\\\"}
    line+=",\"$1\":\"$value\""
    name+=" $1=$value"
    shift 2
  done
  assay_say "$name"
  printf -v file '%s.%s.%s.%06d.json' "$assay_token" "$SLURM_JOB_ID" "$assay_restart" "$assay_sequence"
  for try in 1 2 3; do # scancel may hit the very process that renames it
    printf '%s}\n' "$line" > "events/.$file.tmp" && mv -f "events/.$file.tmp" "events/$file" && return
    assay_say "could not write events/$file (attempt $try)"
  done
}

# ---------------------------------------------------------------- whose attempt is it, and does anybody still want it

assay_claim() { # whoever links first owns the attempt; any other submission of it ends here, having done nothing
  local mine=claims/.$assay_token.$SLURM_JOB_ID.$assay_restart owner
  printf '%s\n' "$SLURM_JOB_ID" > "$mine"
  ln "$mine" "claims/$assay_token" 2>/dev/null
  owner=$(cat "claims/$assay_token")
  rm -f "$mine"
  if [ -z "$owner" ]; then
    assay_say "cannot claim the attempt in $PWD/claims"
    exit 73
  fi
  if [ "$owner" != "$SLURM_JOB_ID" ]; then
    assay_event DUPLICATE owner "$owner"
    exit 0
  fi
}

assay_fresh() { # FILE... -- is one of them younger than the lease? By the file system's clock, not by this node's.
  local now time
  printf . > "lease/.now.$assay_token" || return 1
  now=$(stat -c %Y "lease/.now.$assay_token") || return 1
  while assay_read time; do
    [ $((now - time)) -gt "$assay_lease_seconds" ] || return 0
  done < <(stat -c %Y "$@" 2>/dev/null)
  return 1
}

assay_lease() { [ "${ASSAY_BY_HAND:-}" = 1 ] || assay_fresh lease/runner; }

assay_watch() { # tells the main shell when a stop is asked for (USR1), or when nobody holds a lease any more (USR2); notes when all stood still
  local next=$((SECONDS + assay_lease_check)) last=$SECONDS
  while assay_pause 0.25; do
    if [ $((SECONDS - last)) -ge 5 ]; then # nothing ran meanwhile: suspended, or a node that froze
      assay_now
      printf '%s+%s ' "$assay_at" "$((SECONDS - last))" >> "$assay_scratch/stalls"
    fi
    last=$SECONDS
    if [ -e "stop/$assay_token" ]; then kill -USR1 $$; return; fi
    if [ "$SECONDS" -lt "$next" ] || [ "${ASSAY_BY_HAND:-}" = 1 ]; then continue; fi
    next=$((SECONDS + assay_lease_check))
    assay_fresh lease/* && continue
    assay_pause 1 # a second look: a file may have come while the first one was under way
    assay_fresh lease/* || kill -USR2 $$ # again and again: a window under way does not heed it
  done
}

assay_signalled() {
  if [ "$SECONDS" -ge $((assay_time_limit - 65)) ]; then assay_asked time-limit 143; else assay_asked signal 143; fi
}
