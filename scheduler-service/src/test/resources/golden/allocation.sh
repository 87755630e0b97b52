#!/bin/bash -l
# Assay's script for the job allocation. The same recipe always gives the same script: it holds nothing of one run.
# The job's name is the attempt's token and the working directory is the run directory; both come from the command line of sbatch.
# To try it by hand, without Slurm:  ASSAY_BY_HAND=1 bash THIS_FILE
# shellcheck disable=SC2016,SC2034  # a recipe's texts stand in single quotes, so that nothing is expanded before they run
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --time=00:15:00
#SBATCH --no-requeue
#SBATCH --export=NONE
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60
#SBATCH hetjob
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --time=00:15:00
#SBATCH --no-requeue
#SBATCH --export=NONE
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60
#SBATCH --cpus-per-task=1

export SLURM_EXPORT_ENV=ALL   # else srun would see --export=NONE and strip even PATH from its steps

# ---------------------------------------------------------------- values: what the recipe says
assay_job=allocation
assay_component=allocation
assay_time_limit=900
assay_lease_seconds=900
assay_lease_check=30
assay_scratch_root='/tmp'
assay_sample_interval=''
assay_setup=''
assay_services=()   # each with the job that provides it
assay_image=''
assay_binds=()
assay_nv=0
assay_writable=0
assay_accounts=()
assay_environment=()
assay_confidential=()   # variables, each with the name of the user's secret that it gets
assay_files=()
assay_staging=()   # variables, each with the reference of what was staged and lies there
assay_prepare=''
assay_command=('true')
assay_run=''
assay_stop_signal=TERM
assay_stop_grace=10
assay_places=('db --het-group=0 --cpus-per-task=1 --mem=0' 'load --het-group=1 --cpus-per-task=1 --mem=0')   # each job's, as options of srun

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

# ---------------------------------------------------------------- what was staged before any job of the run was submitted

assay_staged() { # REFERENCE -- sets assay_staged_path: where it lies, or the reference itself where the run's list does not name it, and by hand, where
  local reference path digest # there is no list; and assay_staged_sha256, empty where not known
  assay_staged_path=$1 assay_staged_sha256=''
  while IFS=$'\t' read -r reference path digest; do
    if [ "$reference" = "$1" ]; then
      assay_staged_path=$path assay_staged_sha256=$digest
      return
    fi
  done < <(cat "$ASSAY_RUN_DIR/artifacts.tsv" 2> /dev/null)
}

assay_find_staged() { # sets the program's variables to where things lie
  local pair path
  for pair in "${assay_staging[@]}"; do
    assay_staged "${pair#*=}"
    path=$assay_staged_path
    if [ ! -e "$path" ] && [ "${ASSAY_BY_HAND:-}" = 1 ]; then
      assay_say "by hand: ${pair#*=} was not staged, so ${pair%%=*} is what your shell exports"
      continue
    fi
    if [ ! -r "$path" ]; then
      assay_say "${pair#*=} was staged to $path, which cannot be read on $assay_node: is it on the shared file system? A profile's 'cache' names a directory that is"
      assay_end prepare-failed 66
    fi
    assay_environment+=("${pair%%=*}=$path")
    export "${pair%%=*}=$path"
  done
}

# ---------------------------------------------------------------- the image that programs run in; nothing is taken from the host instead

assay_enter_image() { # inside, /tmp is the job's scratch, on the node and as large as it, and with paths that are short enough for sockets
  local runtime sha256 version
  [ -n "$assay_image" ] || return 0
  runtime=$(command -v apptainer || command -v singularity) || assay_no_image 69 "the recipe names the image $assay_image, but this job has neither apptainer nor singularity on $assay_node"
  assay_find_image
  assay_container=("$runtime" --quiet exec --cleanenv --no-eval --no-mount 'tmp,cwd' --home "$assay_scratch:/tmp" --pwd /tmp)
  if [ "$(id -u)" = 0 ] && [ ${#assay_as[@]} = 0 ]; then assay_container+=(--userns); fi
  [ "$assay_nv" = 0 ] || assay_container+=(--nv)
  [ "$assay_writable" = 0 ] || assay_container+=(--writable-tmpfs)
  assay_bind "$assay_scratch" /var/tmp
  if "${assay_as[@]}" test -x "$ASSAY_RUN_DIR"; then assay_bind "$ASSAY_RUN_DIR" "$ASSAY_RUN_DIR"; fi
  assay_bind_more
  assay_container+=("$assay_image_path")
  assay_mark_mounters
  export ASSAY_SCRATCH=/tmp ASSAY_IMAGE=$assay_image
  sha256=$assay_staged_sha256 # as staging read it; where nothing was staged the file is read here
  if [ -z "$sha256" ] && [ ! -d "$assay_image_path" ]; then assay_read sha256 _ < <(sha256sum < "$assay_image_path"); fi
  version=$("$runtime" --version 2> /dev/null)
  assay_event ENTERED image "$assay_image" runtime "${version/ version / }" sha256 "$sha256"
  if [ -n "$assay_run$assay_prepare" ] && ! (assay_exec bash -c :); then assay_no_image 69 "bash cannot be started in the image $assay_image on $assay_node, as $assay_user"; fi
}

assay_no_image() { # EXIT-CODE WORDS
  assay_say "$2"
  assay_end no-image "$1"
}

assay_find_image() { # sets assay_image_path
  assay_staged "$assay_image"
  assay_image_path=$assay_staged_path
  case $assay_image_path in *://*) assay_no_image 66 "the image $assay_image was not staged, and is not fetched inside a job" ;; esac
  [ -e "$assay_image_path" ] || assay_no_image 66 "there is no image $assay_image_path on $assay_node"
  "${assay_as[@]}" test -r "$assay_image_path" || assay_no_image 66 "the image $assay_image_path cannot be read by $assay_user on $assay_node"
}

assay_bind() { # SOURCE INSIDE [ro]
  assay_container+=(--mount "type=bind,\"source=${1//\"/\"\"}\",\"destination=${2//\"/\"\"}\"${3:+,$3}")
}

assay_bind_more() { # what was staged for the run, and what the recipe names
  local bind mode path
  if [ -r artifacts.tsv ]; then
    while IFS=$'\t' read -r _ path _; do
      if "${assay_as[@]}" test -r "$path"; then assay_bind "$path" "$path" ro; fi
    done < artifacts.tsv
  fi
  for bind in "${assay_binds[@]}"; do
    mode=''
    case $bind in *:ro) mode=ro ;; esac
    bind=${bind%:r[ow]}
    "${assay_as[@]}" test -e "${bind%%:*}" || assay_no_image 66 "${bind%%:*}, which the recipe binds into the image, is not there for $assay_user on $assay_node"
    assay_bind "${bind%%:*}" "${bind#*:}" "$mode"
  done
}

# What mounts an image is a process of its own. Unless it bears the token, nobody knows whose it is once the runtime that started it was killed.
assay_mark_mounters() {
  local name program
  mkdir "$assay_scratch/.mounters"
  for name in squashfuse_ll squashfuse fuse2fs fuse-overlayfs gocryptfs; do
    program=$(command -v "$name") || continue
    printf '#!/bin/sh\nASSAY_TOKEN=%q exec %q "$@"\n' "$assay_token" "$program" > "$assay_scratch/.mounters/$name"
    chmod 700 "$assay_scratch/.mounters/$name"
  done
  assay_give -R "$assay_scratch/.mounters"
}

assay_variables() { # sets assay_inside: a container's environment is its own, but for what is named so
  local name pair prefix=${assay_container[0]##*/}
  prefix=${prefix^^}
  assay_inside=("PATH=$assay_scratch/.mounters:$PATH" "${prefix}_TMPDIR=$assay_scratch")
  for pair in "${assay_environment[@]}"; do assay_inside+=("${prefix}ENV_$pair"); done
  for name in "${!ASSAY_@}" "${!SLURM_@}" ${PORT+PORT} ${CUDA_VISIBLE_DEVICES+CUDA_VISIBLE_DEVICES} ${ROCR_VISIBLE_DEVICES+ROCR_VISIBLE_DEVICES}; do
    assay_inside+=("${prefix}ENV_$name=${!name}")
  done
}

assay_payload() { # TREE -- prints the program's process: below the container's runtime, which is the first of the tree
  local process
  for process in "$@"; do
    if [ "${process%:*}" != "$assay_program" ] && assay_life "${process%:*}" && [ "$assay_life_group" = "$assay_program" ]; then
      echo "${process%:*}"
      return
    fi
  done
  echo "$assay_program"
}

assay_signal_program() { # TREE -- with its own stop signal. The runtime of a container would pass it on, and to the program alone: it is left out.
  local process stat target=$assay_program
  if [ ${#assay_container[@]} -gt 0 ]; then target=$(assay_payload "$@"); fi
  # A shell passes no signal on, so a program that is still one is signalled with all its group.
  case $(cat "/proc/$target/comm" 2> /dev/null) in
    bash | sh | dash)
      if [ "$target" = "$assay_program" ]; then kill "-$assay_stop_signal" -- "-$assay_program" 2> /dev/null; return; fi
      for stat in /proc/[0-9]*/stat; do
        process=${stat//[!0-9]/}
        if [ "$process" != "$assay_program" ] && assay_life "$process" && [ "$assay_life_group" = "$assay_program" ]; then kill "-$assay_stop_signal" "$process" 2> /dev/null; fi
      done
      ;;
    *) kill "-$assay_stop_signal" "$target" 2> /dev/null ;;
  esac
}

# ---------------------------------------------------------------- running programs

assay_drop_root() {
  local account group
  if [ "$(id -u)" != 0 ] || [ ${#assay_accounts[@]} = 0 ]; then return; fi
  for account in "${assay_accounts[@]}"; do
    group=$(id -g "$account" 2>/dev/null) || continue
    assay_user=$account
    assay_as=(setpriv "--reuid=$account" "--regid=$group" --init-groups)
    assay_home=("HOME=$assay_scratch" "USER=$account" "LOGNAME=$account")
    return
  done
  assay_say "the program must not run as root, and none of these accounts exists on $assay_node: ${assay_accounts[*]}"
  assay_end prepare-failed 77
}

assay_sweep() { # scratch of jobs that were killed outright: nobody holds it any more. What is young may be about to be held.
  local left held
  while read -r left; do
    { exec {held}< "$left"; } 2>/dev/null || continue
    if flock -n "$held" 2>/dev/null && assay_remove_scratch "$left" 2>/dev/null; then
      assay_say "removed $left, which a job that was killed had left on $assay_node"
    fi
    exec {held}<&-
  done < <(find "$assay_scratch_root" -maxdepth 1 -type d -name 'assay-*.assay' -mmin +1 2>/dev/null)
}

assay_remove_scratch() { # SCRATCH -- with the directories elsewhere that its program noted in it, which must bear its name
  local place
  if [ -f "$1/elsewhere" ]; then
    while read -r place; do
      [[ $place != /*/"${1##*/}" ]] || rm -rf "$place"
    done < "$1/elsewhere"
  fi
  rm -rf "$1" || rm -rf "$1"
}

assay_make_scratch() { # and holds it, by a lock that goes with the last process of the job
  if command -v flock > /dev/null; then assay_sweep; fi
  rm -rf "$assay_scratch"
  mkdir "$assay_scratch" && exec {assay_held}< "$assay_scratch" && { flock -n "$assay_held" || :; } 2>/dev/null && mkdir "$assay_scratch/secrets" && assay_give "$assay_scratch" "$assay_scratch/secrets" && return
  assay_say "cannot make $assay_scratch on $assay_node"
  assay_end prepare-failed 73
}

assay_give() { # PATH... -- to the program's account
  [ ${#assay_as[@]} = 0 ] || chown -h "$assay_user:" "$@"
}

assay_secret() { # NAME VARIABLE FILE -- a copy that only the program's account can read
  cp "$3" "$assay_scratch/secrets/$1" && assay_give "$assay_scratch/secrets/$1" || return
  export "$2=$ASSAY_SCRATCH/secrets/$1"
}

assay_bring_files() { # the recipe's small files, into the program's working directory
  local file
  for file in "${assay_files[@]}"; do
    if [ ! -r "files/$file" ] && [ "${ASSAY_BY_HAND:-}" = 1 ]; then
      assay_say "by hand: $PWD/files/$file is not there, so the program runs without $file; put it there to run with it"
      continue
    fi
    assay_bring "$file" && continue
    assay_say "the recipe's file files/$file cannot be brought to $assay_scratch on $assay_node"
    assay_end prepare-failed 66
  done
}

assay_bring() { # FILE
  local rest=$1 directory=$assay_scratch
  while [[ $rest == */* ]]; do
    directory+=/${rest%%/*}
    rest=${rest#*/}
    mkdir -p "$directory" && assay_give "$directory" || return
  done
  cp "files/$1" "$directory/$rest" && assay_give "$directory/$rest"
}

assay_look_for_secrets() { # the user's own
  local pair
  for pair in "${assay_confidential[@]}"; do
    [ ! -r "secrets/own/${pair#*=}" ] || continue
    if [ "${ASSAY_BY_HAND:-}" = 1 ]; then
      assay_say "by hand: the secret ${pair#*=} is not in $PWD/secrets/own, so ${pair%%=*} is what your shell exports"
      continue
    fi
    assay_say "the secret secrets/own/${pair#*=} for ${pair%%=*} cannot be read"
    assay_end prepare-failed 66
  done
}

assay_upper() { # NAME -- as it stands in a variable's name
  local name=${1^^}
  printf '%s' "${name//-/_}"
}

assay_exec() { # COMMAND... -- the calling subshell becomes the program, and everything below it bears the token
  local assay_inside=() prefix=''
  cd "$assay_scratch" || exit 73
  if [ ${#assay_container[@]} -gt 0 ]; then
    assay_variables
    prefix=${assay_container[0]##*/} prefix=${prefix^^}
  fi
  local assay_argv=("${assay_as[@]}" env "${assay_home[@]}" "${assay_environment[@]}" "${assay_inside[@]}" "ASSAY_TOKEN=$assay_token" "${assay_limited[@]}"
    "${assay_container[@]}" "$@") assay_pair assay_file
  { set +x; } 2>/dev/null # from here on secrets are handled: they go into the environment, never into a command line or a log
  for assay_pair in "${assay_confidential[@]}"; do
    assay_file=$ASSAY_RUN_DIR/secrets/own/${assay_pair#*=}
    [ -r "$assay_file" ] || continue
    [ -z "$prefix" ] || export "${prefix}ENV_${assay_pair%%=*}=$(< "$assay_file")"
    export "${assay_pair%%=*}=$(< "$assay_file")"
  done
  exec "${assay_argv[@]}" </dev/null
}

assay_start() { # COMMAND... -- in a process group of its own, with INT and QUIT not ignored as they else are in the background
  set -m
  assay_exec "$@" &
  assay_program=$!
  set +m
}

assay_wait() { # until the started program has ended; sets assay_program_exit and returns it
  wait "$assay_program" 2>/dev/null
  assay_program_exit=$?
  # After a signal to the whole job the program may be gone before the signal has reached this shell: let it come.
  [ "$assay_program_exit" -le 128 ] || assay_pause 0.2
  assay_group=$assay_program assay_program=''
  return "$assay_program_exit"
}

assay_clear() { # what the ended program left in the background must not work beside the next window
  kill -KILL -- "-$assay_group" 2>/dev/null
}

assay_bash() { # WHAT TEXT -- bash text of the recipe, verbatim
  assay_start bash -euo pipefail -c "$2" "assay-$1"
}

assay_words() { # NAME COMMAND... -- sets the array NAME to the command with $PORT and $ASSAY_... names replaced, and nothing else
  local -n assay_result=$1
  local word out
  local bare='^(PORT|ASSAY_[A-Z0-9_]+)([^A-Za-z0-9_].*)?$' braced='^[{](PORT|ASSAY_[A-Z0-9_]+)[}](.*)$'
  shift
  assay_result=()
  for word in "$@"; do
    out=''
    while [[ $word == *'$'* ]]; do
      out+=${word%%'$'*}
      word=${word#*'$'}
      if [[ $word =~ $bare || $word =~ $braced ]]; then
        out+=${!BASH_REMATCH[1]-}
        word=${BASH_REMATCH[2]}
      else
        out+='$'
      fi
    done
    assay_result+=("$out$word")
  done
}

assay_start_program() { # WHAT
  local words
  if [ -n "$assay_run" ]; then assay_bash "$1" "$assay_run"; return; fi
  assay_words words "${assay_command[@]}"
  assay_start "${words[@]}"
}

assay_run_prepare() {
  [ -n "$assay_prepare" ] || return 0
  assay_bash prepare "$assay_prepare"
  assay_wait && { assay_program_exit=''; return; }
  assay_say "prepare ended with $assay_program_exit"
  assay_end prepare-failed "$assay_program_exit"
}

# ---------------------------------------------------------------- ending programs

assay_listeners() { # prints the inodes of the sockets that listen at PORT
  local port words
  printf -v port ':%04X' "$PORT"
  while read -ra words; do
    [[ ${words[1]-} != *"$port" || ${words[3]-} != 0A ]] || printf '%s ' "${words[9]}"
  done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
}

assay_same_listener() { # a service that listens at another socket than when it became ready began again, whatever watches over it inside
  local inode now
  [ -n "$assay_listening" ] || return 0
  now=" $(assay_listeners)"
  for inode in $assay_listening; do [[ $now != *" $inode "* ]] || return 0; done
  return 1
}

assay_life() { # PID -- sets assay_life to when it began, which tells it from a later process of the same number, and assay_life_group
  local stat words
  assay_life=''
  read -r stat 2>/dev/null < "/proc/$1/stat" || return
  read -ra words <<< "${stat##*) }"
  assay_life=${words[19]} assay_life_group=${words[2]}
}

assay_below() { # PID -- it and its descendants, each with its beginning
  local pids=("$1") words children index
  for ((index = 0; index < ${#pids[@]}; index++)); do
    assay_life "${pids[index]}" && echo "${pids[index]}:$assay_life"
    for children in "/proc/${pids[index]}/task"/*/children; do
      words=()
      read -ra words < "$children"
      pids+=("${words[@]}")
    done
  done 2>/dev/null
}

assay_kill() { # PID:BEGINNING...
  local process
  for process in "$@"; do
    assay_life "${process%:*}" && [ "$assay_life" = "${process#*:}" ] && kill -KILL "${process%:*}" 2>/dev/null
  done
}

assay_bearers() { # TOKEN -- what bears it: services may leave their process group and their parents
  local file pid up=$BASHPID own=" "
  while [ "${up:-0}" -gt 1 ]; do
    own+="$up "
    up=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$up/status" 2>/dev/null)
  done
  while read -r file; do
    pid=${file//[!0-9]/}
    [[ $own == *" $pid "* ]] || echo "$pid"
  done < <(grep -lzxsF "ASSAY_TOKEN=$1" /proc/[0-9]*/environ)
}

assay_kill_bearers() { # TOKEN
  local bearers round
  for ((round = 0; round < 20; round++)); do
    bearers=$(assay_bearers "$1")
    [ -n "$bearers" ] || return
    # shellcheck disable=SC2086  # a list
    kill -KILL $bearers 2>/dev/null
    assay_pause 0.05
  done
  assay_say "processes that could not be ended:" "$bearers"
}

assay_stop_program() { # its own signal, then grace, then KILL for all that is left of it
  local tree left=$((assay_stop_grace * 10))
  if [ -n "$assay_program" ]; then
    tree=$(assay_below "$assay_program")
    # shellcheck disable=SC2086  # a list
    assay_signal_program $tree
    while kill -0 "$assay_program" 2>/dev/null && [ $((left--)) -gt 0 ]; do assay_pause 0.1; done
    kill -KILL -- "-$assay_program" 2>/dev/null
    # shellcheck disable=SC2086  # a list
    assay_kill $tree
    wait "$assay_program" 2>/dev/null
    assay_program_exit=$?
    assay_program=''
  fi
  assay_kill_bearers "$assay_token"
}

assay_show_output() { # the end of what the program printed in a window that is over, for the job's log
  local bytes
  [ -n "$assay_stdout" ] || return 0
  bytes=$(stat -c %s "$assay_stdout") || bytes=0
  [ "$bytes" -le 65536 ] || assay_say "the last 65536 of $bytes bytes of ${assay_stdout#"$ASSAY_RUN_DIR/"}:"
  [ "$bytes" = 0 ] || tail -c 65536 "$assay_stdout"
  assay_stdout=''
}

assay_forget() { # PID... -- ends the wrapper's own children
  local pid
  for pid in "$@"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
}

assay_end() { # REASON EXIT-CODE -- the only way out
  local stalls='' listener=''
  [ -z "$assay_ending" ] || return
  assay_ending=$1 assay_when=''
  trap : TERM INT HUP USR1 USR2
  trap - EXIT
  # scancel leaves 30 s by default until it kills, so the program gets less than that
  case $1 in signal) [ "$assay_stop_grace" -le 20 ] || assay_stop_grace=20 ;; esac
  # shellcheck disable=SC2086  # empty ones vanish
  assay_forget $assay_watchdog $assay_toucher
  if [ "$1" = stop-requested ] && ! assay_same_listener; then listener=changed; fi
  [ ${#assay_steps[@]} = 0 ] || assay_stop_steps
  assay_stop_program
  assay_show_output
  # shellcheck disable=SC2086
  assay_forget $assay_sampler
  read -r stalls 2>/dev/null < "$assay_scratch/stalls"
  assay_remove_scratch "$assay_scratch"
  rm -f "lease/$assay_token"
  [ "${ASSAY_BY_HAND:-}" = 1 ] || assay_fresh lease/* || rm -rf secrets # Assay is gone, and so are the others: nobody else would remove them
  rm -f "lease/.now.$assay_token"
  assay_event STOPPED reason "$1" exit "$2" program_exit "$assay_program_exit" ${stalls:+stalls "$stalls"} ${listener:+listener "$listener"}
  exit "$2"
}

# ---------------------------------------------------------------- sampler: one line for each step and interval, no process for it

assay_sample() { # writes CSV to standard output until it is ended; source says what the line was read from, an empty column was not measured
  local memory='' cpu='' io='' way='' base='' source=cgroup controllers path
  while IFS=: read -r _ controllers path; do
    [[ "$path/" == *"/job_$SLURM_JOB_ID/"* ]] || continue
    path=${path%%"/job_$SLURM_JOB_ID"*}/job_$SLURM_JOB_ID
    case ,$controllers, in
      ,,) base=/sys/fs/cgroup$path ;;
      *,memory,*) memory=/sys/fs/cgroup/memory$path ;;
      *,cpuacct,*) cpu=/sys/fs/cgroup/cpuacct$path ;;
      *,blkio,*) io=/sys/fs/cgroup/blkio$path ;;
    esac
  done < /proc/self/cgroup
  if [ -n "$base" ] && [ -r "$base/memory.current" ]; then way=two
  elif [ -r "$memory/memory.usage_in_bytes" ]; then way=one
  elif [ -r "/proc/$$/task/$$/children" ]; then way=processes source=proc
  else return; fi # this kernel does not tell which processes are ours
  echo t,source,node,step,cpu_seconds,memory_bytes,memory_peak_bytes,read_bytes,write_bytes,processes
  while :; do
    assay_now
    "assay_sample_$way"
    assay_pause "$assay_sample_interval"
  done
}

assay_sample_two() { # cgroup version 2
  local step name value processes used peak read write word words
  for step in "$base"/step_*; do
    used='' peak='' processes='' value='' read='' write=''
    while read -r name word; do [ "$name" != usage_usec ] || value=$word; done < "$step/cpu.stat"
    read -r used < "$step/memory.current"
    [ ! -r "$step/memory.peak" ] || read -r peak < "$step/memory.peak"
    read -r processes < "$step/pids.current"
    while read -r _ words; do
      for word in $words; do
        case $word in rbytes=*) read=$((read + ${word#*=})) ;; wbytes=*) write=$((write + ${word#*=})) ;; esac
      done
    done < "$step/io.stat"
    assay_sample_line "${step##*/step_}" "$value" "$used" "$peak" "$read" "$write" "$processes"
  done 2>/dev/null
}

assay_sample_one() { # cgroup version 1: a tree for each controller
  local step name value used peak read write count pids processes
  for step in "$memory"/step_*; do
    name=${step##*/} used='' peak='' value='' read='' write='' processes=''
    read -r used < "$step/memory.usage_in_bytes"
    read -r peak < "$step/memory.max_usage_in_bytes"
    ! read -r value < "$cpu/$name/cpuacct.usage" || value=$((value / 1000))
    while read -r _ count; do
      case $count in Read\ *) read=$((read + ${count#* })) ;; Write\ *) write=$((write + ${count#* })) ;; esac
    done < "$io/$name/blkio.throttle.io_service_bytes"
    for pids in "$step"/cgroup.procs "$step"/*/cgroup.procs; do
      while read -r _; do processes=$((processes + 1)); done < "$pids"
    done
    assay_sample_line "${name#step_}" "$value" "$used" "$peak" "$read" "$write" "$processes"
  done 2>/dev/null
}

# No cgroup of this job: the processes below this shell. Shared memory is counted once. Bytes read and written are left out: /proc tells what
# passed through calls, and the writes it blames on a process are whole large folios, 20 times what was written and more.
assay_sample_processes() {
  local pids=($$) pid children stat words shared=0 private=0 ticks=0 count=0 index
  for ((index = 0; index < ${#pids[@]}; index++)); do
    pid=${pids[index]}
    { read -r stat < "/proc/$pid/stat" && read -ra words < "/proc/$pid/statm"; } || continue
    private=$((private + words[1] - words[2]))
    [ "${words[2]}" -le "$shared" ] || shared=${words[2]}
    # shellcheck disable=SC2206  # a letter and numbers
    words=(${stat##*) })
    ticks=$((ticks + words[11] + words[12] + words[13] + words[14])) # with those of its ended children
    count=$((count + 1))
    for children in "/proc/$pid/task"/*/children; do
      words=() # of a thread that has ended meanwhile nothing is read
      read -ra words < "$children"
      pids+=("${words[@]}")
    done
  done 2>/dev/null
  assay_sample_line batch "$((ticks * 1000000 / assay_ticks))" "$(((private + shared) * assay_page))" '' '' '' "$count"
}

assay_sample_line() { # STEP CPU-MICROSECONDS MEMORY PEAK READ WRITTEN PROCESSES
  local cpu=''
  [ -z "$2" ] || printf -v cpu '%d.%06d' "$(($2 / 1000000))" "$(($2 % 1000000))"
  printf '%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$assay_at" "$source" "$assay_node" "$1" "$cpu" "$3" "$4" "$5" "$6" "$7"
}

assay_start_sampler() {
  [ -n "$assay_sample_interval" ] || return 0
  assay_page=$(getconf PAGESIZE) assay_ticks=$(getconf CLK_TCK)
  assay_sample > "metrics/$assay_token.$assay_node.csv" 2>/dev/null &
  assay_sampler=$!
}

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
