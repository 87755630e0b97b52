# What `assay doctor --job` runs on a node: looks around, and leaves what it found in the run directory, one name=value a line.
# shellcheck disable=SC2154  # probe_setup and probe_scratch stand above
export SLURM_EXPORT_ENV=ALL
probe=$PWD/probe
mkdir -p "$probe" || exit 73

fact() { printf '%s=%s\n' "$1" "${2//$'\n'/; }" >> "$probe/facts.part"; }
now() { if [ -n "${EPOCHREALTIME:-}" ]; then printf '%s' "${EPOCHREALTIME/,/.}"; else date +%s.%6N; fi; }

await() { # FILE SECONDS -- until the other side has written it
  local left=$(($2 * 10))
  until [ -e "$1" ]; do
    ((left-- > 0)) || return 1
    ls "$probe" > /dev/null # some file systems keep what a directory held until it is read
    sleep 0.1
  done
}

# First, the two sides meet: a file of ours is seen there, and the answer here.
fact node "$(hostname)"
fact said "$(now)"
printf 'said=%s\n' "$(now)" > "$probe/hello.part" && mv "$probe/hello.part" "$probe/hello" || exit 73
if await "$probe/answer" 30; then fact answered "$(now)"; fi

fact bash "$BASH_VERSION"

for line in "${probe_setup[@]}"; do # in this shell, as a job does it
  eval "$line" > "$probe/setup.out" 2>&1
  code=$?
  if [ "$code" != 0 ]; then
    fact setup_failed "$line"
    fact setup_words "ended with $code: $(tail -n 3 "$probe/setup.out" | sed 's/^.*: line [0-9]*: //')"
    break
  fi
done

runtime=$(command -v apptainer || command -v singularity)
if [ -n "$runtime" ]; then
  fact container "$("$runtime" --version 2>&1 | head -n 1)"
  mkdir -p "$probe/image"/{bin,usr,lib,lib64,proc,sys,dev,tmp,etc,root,home,var/tmp}
  as_root=()
  [ "$(id -u)" != 0 ] || as_root=(--userns)
  binds=/usr
  for place in /bin /lib /lib64; do [ ! -e "$place" ] || binds+=,$place; done
  if words=$(cd / && timeout 20 "$runtime" exec "${as_root[@]}" --no-home --bind "$binds" "$probe/image" /usr/bin/env true 2>&1); then
    fact container_runs yes
  else
    fact container_words "$(grep -E 'ERROR|FATAL' <<< "$words" | tail -n 1 | sed 's/\x1b\[[0-9;]*m//g')"
  fi
  if [ -r /dev/fuse ] && [ -w /dev/fuse ]; then fact fuse yes; fi
fi

if words=$(mktemp -d "$probe_scratch/assay-doctor-XXXXXX" 2>&1); then
  fact scratch_free "$(df -Pk "$words" | awk 'NR == 2 { print $4 }')"
  rm -rf "$words"
else
  fact scratch_words "${words##*: }"
fi

addresses() { # interface=address of every interface that others may reach
  local name address
  while read -r _ name _ address _; do printf '%s=%s\n' "${name%%@*}" "${address%%/*}"; done < <(ip -o -4 addr show scope global up 2> /dev/null)
}
fact addresses "$(addresses | tr '\n' ' ')"

# A port of this node, from the other one.
listen() {
  if command -v perl > /dev/null; then
    exec perl -MIO::Socket::INET -e '$| = 1; $s = IO::Socket::INET->new(Listen => 20, LocalAddr => "0.0.0.0") or die "$@\n"; print $s->sockport, "\n";
      alarm 60; while ($c = $s->accept) { close $c }'
  fi
  exec python3 -uc 'import signal, socket
s = socket.socket(); s.bind(("0.0.0.0", 0)); s.listen(20); signal.alarm(60); print(s.getsockname()[1])
while True: s.accept()[0].close()'
}

ports() {
  local nodes candidates port='' listener
  mapfile -t nodes < <(scontrol show hostnames "${SLURM_JOB_NODELIST:-}" 2> /dev/null)
  [ ${#nodes[@]} -gt 1 ] || return 0
  fact other_node "${nodes[1]}"
  listen > "$probe/port" 2> "$probe/listen.err" &
  listener=$!
  for _ in {1..50}; do read -r port < "$probe/port" && break; sleep 0.1; done
  if [ -z "$port" ]; then fact ports_words "no program here could listen: $(tail -n 1 "$probe/listen.err")"; return 0; fi
  mapfile -t candidates < <(addresses)
  # shellcheck disable=SC2016  # the other node expands them
  timeout 60 srun --overlap --mem=0 -N1 -n1 -w "${nodes[1]}" bash -c '
    port=$1; shift
    for candidate in "$@"; do
      if timeout 4 bash -c ": < /dev/tcp/${candidate#*=}/$port" 2> /dev/null; then echo "port_${candidate%%=*}=open"; else echo "port_${candidate%%=*}=closed"; fi
    done' probe "$port" "hostname=$(hostname)" "${candidates[@]}" > "$probe/ports.out" 2> "$probe/ports.err"
  if [ -s "$probe/ports.out" ]; then cat "$probe/ports.out" >> "$probe/facts.part"; else fact ports_words "srun: $(tail -n 1 "$probe/ports.err")"; fi
  kill "$listener" 2> /dev/null
}
ports

mv "$probe/facts.part" "$probe/facts"
await "$probe/leave" 20
exit 0
