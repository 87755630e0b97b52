
# ---------------------------------------------------------------- a service

assay_listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

assay_choose_port() { # every attempt begins to look at another place; what answers there is left alone
  local first try port
  first=$(printf '%s' "$assay_token" | cksum)
  first=${first%% *}
  for ((try = 0; try < 200; try++)); do
    port=$((assay_port_low + (first + try * 13) % assay_port_span))
    if ! assay_listens "$port"; then
      export PORT=$port ASSAY_PORT=$port
      return
    fi
  done
  assay_end no-free-port 71
}

assay_own_secrets() {
  local name file
  for name in "${assay_secrets[@]}"; do
    file=secrets/$assay_component.$name
    if [ ! -r "$file" ] && [ "${ASSAY_BY_HAND:-}" = 1 ]; then
      mkdir -p secrets
      od -An -N16 -tx1 /dev/urandom | tr -d ' \n' > "$file"
    fi
    assay_secret "$name" "ASSAY_SECRET_$(assay_upper "$name")" "$file" && continue
    assay_say "the secret $file cannot be read"
    assay_end prepare-failed 66
  done
}

assay_probe() { # a probe that hangs counts as failed
  local words
  if [ -n "$assay_ready_run" ]; then
    words=(bash -euo pipefail -c "$assay_ready_run" assay-ready)
  elif [ ${#assay_ready_command[@]} -gt 0 ]; then
    assay_words words "${assay_ready_command[@]}"
  else
    assay_listens "$PORT"
    return
  fi
  (assay_limited=(timeout -k 1 10) && assay_exec "${words[@]}") &
  wait $!
}

assay_until_ready() {
  local until=$((SECONDS + assay_ready_timeout)) pause=0.1 tries=0 said eager=50
  [ ${#assay_container[@]} = 0 ] || eager=10 # each probe starts a container, which costs the service what it needs itself
  while :; do
    said=0
    assay_probe >/dev/null 2>&1 || said=$?
    [ "$said" != 0 ] || break
    if ! kill -0 "$assay_program" 2>/dev/null; then assay_ended; fi
    case $said in 86) assay_unready never-ready "the probe says that $assay_job will not become ready, however long it is waited for:" ;; esac
    if [ "$SECONDS" -ge "$until" ]; then assay_unready not-ready "$assay_job was not ready after $assay_ready_timeout s; the probe says:"; fi
    [ $((tries++)) -lt "$eager" ] || pause=0.5
    assay_pause "$pause"
  done
  kill -0 "$assay_program" 2>/dev/null || assay_ended
}

assay_unready() { # REASON WORDS
  assay_say "$2"
  assay_probe >&2
  assay_end "$1" 72
}

assay_ended() { # a service that ends by itself is a failure, whatever it says
  assay_wait
  assay_say "$assay_job ended by itself with $assay_program_exit"
  assay_end program-exited "$((assay_program_exit ? assay_program_exit : 1))"
}

assay_addresses() { # interface=address of every interface that others may reach
  local name address all=''
  while read -r _ name _ address _; do
    all+="${all:+ }${name%%@*}=${address%%/*}"
  done < <(ip -o -4 addr show scope global up 2>/dev/null)
  if [ -z "$all" ]; then for address in $(hostname -I 2>/dev/null); do [[ $address == *:* ]] || all+="${all:+ }host=$address"; done; fi
  printf '%s' "${all:-lo=127.0.0.1}"
}

assay_service() {
  local pair began version='' seconds fd
  for pair in "${assay_services[@]}"; do assay_reach "${pair%%=*}" "${pair#*=}"; done
  assay_choose_port
  assay_own_secrets
  assay_run_prepare
  assay_now
  began=$assay_at
  assay_start_program run
  exec {fd}< <([ -z "$assay_version" ] || { assay_limited=(timeout -k 1 10) && assay_exec bash -euo pipefail -c "$assay_version" assay-version 2>/dev/null; })
  assay_until_ready
  assay_now
  seconds=$((10#${assay_at/./} - 10#${began/./}))
  assay_read -t 10 -u "$fd" version
  printf -v seconds '%d.%03d' "$((seconds / 1000000))" "$((seconds / 1000 % 1000))"
  assay_listening=$(assay_listeners)
  assay_event READY host "$assay_node" port "$PORT" addresses "$(assay_addresses)" version "$version" seconds "$seconds"
  assay_ended
}

assay_begin
assay_service
