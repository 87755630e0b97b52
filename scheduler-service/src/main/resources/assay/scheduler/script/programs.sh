
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
