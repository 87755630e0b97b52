#!/bin/bash
# Supervises one job on this machine, as slurmstepd does for Slurm: starts the script, keeps its time limit, cancels it, ends all it left
# behind, and records what came of it. It runs in a session of its own, so it survives whoever submitted the job.
#
# supervise.sh STAGING JOB DEADLINE ID TOKEN LIMIT WARNING SIGNAL KILL_WAIT RUN_DIRECTORY NAME=VALUE...
#   STAGING    where the job was prepared; JOB: where it is as soon as it exists; both on one file system
#   DEADLINE   Unix time in milliseconds, after which the job must not come into being
#   LIMIT WARNING KILL_WAIT   in 1/100 s; LIMIT 0: none; SIGNAL is sent at WARNING, empty: no warning
#   NAME=VALUE the environment of the script, beside what this process has
# Says "accepted" and closes both outputs once the job exists; says why and ends when it never will.
#
# In JOB: supervisor (pid, its start, boot), started (Unix ms), cancel (made by others: end the job), ended (state, exit code, Unix ms, reason).
set -u
staging=$1 job=$2 deadline=$3 id=$4 token=$5 limit=$6 warning=$7 signal=$8 kill_wait=$9 directory=${10}
shift 10
variables=("$@")
asked='' batch=''

exec {never}<> <(:) # nothing ever arrives here: reading it with a time-out sleeps without a process

pause() { read -r -t "$1" -u "$never" _ || :; }

tick() { # sets now: 1/100 s that nobody can set back
  read -r now _ < /proc/uptime
  now=$((10#${now/./}))
}

stamp() { date +%s%3N; }

about() { # PID -- sets state, parent, session and life (when it began) of a process
  local text words
  text=''
  read -r -d '' text 2>/dev/null < "/proc/$1/stat"
  [ -n "$text" ] || return
  read -r -a words <<< "${text##*) }"
  state=${words[0]} parent=${words[1]} session=${words[3]} life=${words[19]}
}

# ---------------------------------------------------------------- all that belongs to the job, wherever it went

bears() { # ENTRY FILE... -- the files of those whose environment has the entry
  grep -lzxsF -- "$@"
}

bearers() { # by the token alone only what belongs to the attempt's owner: a twin of it does nothing that could be left
  local files owner=''
  mapfile -t files < <(bears "SLURM_JOB_NAME=$token" /proc/[0-9]*/environ)
  [ ${#files[@]} = 0 ] || bears "SLURM_JOB_ID=$id" "${files[@]}"
  bears "ASSAY_ALLOCATION=$token" /proc/[0-9]*/environ # of jobs that run in this one's allocation
  read -r owner 2>/dev/null < "$directory/claims/$token"
  case $owner in '' | "$id") bears "ASSAY_TOKEN=$token" /proc/[0-9]*/environ ;; esac
}

members() { # sets members: what runs of this job, but for this process and its own passing children
  local file pid
  members=()
  for file in /proc/[0-9]*/stat; do
    pid=${file//[!0-9]/}
    about "$pid" || continue
    if [ "$session" != $$ ] || [ "$pid" = $$ ] || [ "$state" = Z ]; then continue; fi
    if [ "$parent" = $$ ] && [ "$pid" != "$batch" ]; then continue; fi
    members+=("$pid")
  done
  mapfile -t -O ${#members[@]} members < <(bearers | sed 's/[^0-9]//g')
}

sweep() { # fails when something is left
  members
  [ ${#members[@]} = 0 ] && return
  kill -KILL "${members[@]}" 2>/dev/null
  return 1
}

# ---------------------------------------------------------------- the job

finish() { # STATE EXIT-CODE REASON
  local round
  for ((round = 0; round < 100; round++)); do
    if sweep; then break; fi
    pause 0.05
  done
  [ ${#members[@]} = 0 ] || set -- "$1" "$2" "$3; processes that could not be ended: ${members[*]}"
  printf '%s %s %s %s\n' "$1" "$2" "$(stamp)" "$3" > "$job/ended"
  exit 0
}

begin() { # the job comes into being here, or never
  local boot
  read -r boot < /proc/sys/kernel/random/boot_id
  about $$
  printf '%s %s %s\n' $$ "$life" "$boot" > "$staging/supervisor" || exit 73
  if [ "$(stamp)" -ge "$deadline" ]; then
    rm -rf "$staging"
    echo "the deadline of the submission had passed" >&2
    exit 75
  fi
  mv -T -- "$staging" "$job" || exit 73
  echo accepted
  exec < /dev/null >> "$job/supervisor.log" 2>&1
}

start() {
  local log=$directory/logs/$token.$id.log
  { cd "$directory" && : >> "$log"; } || finish FAILED 1 "cannot write $log"
  set -m # in a process group of its own, with no signal ignored
  env -u OLDPWD "${variables[@]}" "$job/script" < /dev/null >> "$log" 2>&1 {never}>&- &
  batch=$!
  set +m
  stamp > "$job/started"
}

ask() { # WHY -- like scancel: TERM to the script, KILL to everything after a while
  asked=$1
  kill -CONT "$batch" 2>/dev/null
  kill -TERM "$batch" 2>/dev/null
  kill_at=$((now + kill_wait))
}

look() {
  tick
  if [ -n "$asked" ]; then
    [ "$now" -lt "$kill_at" ] || sweep
  elif [ -e "$job/cancel" ]; then
    ask CANCELLED
  elif [ "$limit" -gt 0 ] && [ "$((now - began))" -ge "$limit" ]; then
    ask TIMEOUT
  elif [ -n "$signal" ] && [ "$((now - began))" -ge "$warning" ]; then
    kill "-$signal" "$batch" 2>/dev/null
    signal=''
  fi
}

supervise() {
  local code
  while kill -0 "$batch" 2>/dev/null; do
    pause 0.1
    look
  done
  wait "$batch"
  code=$?
  case $asked in
    CANCELLED) finish CANCELLED "$code" None ;;
    TIMEOUT) finish TIMEOUT "$code" TimeLimit ;;
  esac
  [ "$code" != 0 ] || finish COMPLETED 0 None
  finish FAILED "$code" NonZeroExitCode
}

trap : HUP INT QUIT USR1 USR2 PIPE # whoever submitted the job may be gone before it hears that it began
trap '[ ! -d "$job" ] || : > "$job/cancel"' TERM
begin
tick
began=$now
start
supervise
