#!/usr/bin/env bash
# loadgen against pgbench on the same PostgreSQL server, in turns: throughput, latency, processor time for each transaction; then loadgen's
# schedule delay in an open load at half of what it reached.
#
#   benchmarks/loadgen-vs-pgbench.sh [ROUNDS [SECONDS [CONNECTIONS [SCRIPT]]]]      3, 15, 4 and tpcb-like unless told
#
# The server is started here, under an account that is not root's, with its data in memory where there is /dev/shm. It runs on one half of the
# CPUs, and whoever puts the load on it on the other half, so that neither takes the server's time. SCRIPT may be select-only, too.
set -euo pipefail

rounds=${1:-3} seconds=${2:-15} connections=${3:-4} script=${4:-tpcb-like}
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
loadgen=$home/loadgen/target/loadgen/bin/loadgen
[ -x "$loadgen" ] || "$home/dev/loadgen-image"

bin=''
while read -r directory; do if [ -x "$directory/pgbench" ]; then bin=$directory; fi; done < <(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -V)
[ -n "$bin" ] || { echo "PostgreSQL's server and pgbench are not installed." >&2; exit 69; }

cpus=$(nproc)
half=$((cpus / 2))
servers=0-$((half > 0 ? half - 1 : 0)) clients=$half-$((cpus - 1))
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid=postgres --regid=postgres --clear-groups)

memory=/dev/shm
[ -w "$memory" ] || memory=${TMPDIR:-/tmp}
aside=$(mktemp -d "$memory/assay-loadgen.XXXXXX")
[ "$(id -u)" != 0 ] || chown postgres "$aside"
port=$((20000 + RANDOM % 10000))
cleanup() {
  cd /
  "${as[@]}" "$bin/pg_ctl" -D "$aside/data" -m immediate -w stop > /dev/null 2>&1 || true
  rm -rf "$aside"
}
trap cleanup EXIT
cd "$aside"
"${as[@]}" "$bin/initdb" -D "$aside/data" -A trust -U postgres > /dev/null
"${as[@]}" taskset -c "$servers" "$bin/pg_ctl" -D "$aside/data" -l "$aside/log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories=$aside -c shared_buffers=256MB -c max_wal_size=4GB -c checkpoint_timeout=1h -c autovacuum=off" start > /dev/null
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres PGDATABASE=postgres
# As many branches as there are ever connections: with fewer, transactions would wait for one another's rows.
"$bin/pgbench" -i -q -s "$((4 * connections))" 2> /dev/null

# cpu COMMAND...: runs it on the clients' CPUs; its output goes to $aside/out, its processor time in seconds is printed.
cpu() {
  local TIMEFORMAT='%U %S'
  { time taskset -c "$clients" "$@" > "$aside/out" 2> "$aside/err"; } 2>&1 | awk '{ print $1 + $2 }'
}
figure() { sed -n "s/^$1 = \([0-9.]*\).*/\1/p" "$aside/out"; }

# The median of what stands on standard input.
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

printf '%s, %d connections, %d s in each of %d rounds, server on CPUs %s, load from CPUs %s, data in %s\n' \
  "$script" "$connections" "$seconds" "$rounds" "$servers" "$clients" "$memory"
for ((round = 1; round <= rounds; round++)); do
  # Both warm up on their own: pgbench has no warm-up, and needs none; loadgen's has to compile its code.
  "$bin/pgbench" -n -M prepared -b "$script" -c "$connections" -j "$((cpus - half))" -T 3 > /dev/null 2>&1
  used=$(cpu "$bin/pgbench" -n -M prepared -b "$script" -c "$connections" -j "$((cpus - half))" -T "$seconds")
  tps=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$aside/out")
  latency=$(sed -n 's/^latency average = \([0-9.]*\).*/\1/p' "$aside/out")
  count=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' "$aside/out")
  micros=$(awk -v used="$used" -v count="$count" 'BEGIN { printf "%.0f", 1e6 * used / count }')
  echo "$tps" >> "$aside/pgbench.tps"
  echo "$micros" >> "$aside/pgbench.cpu"
  printf 'round %d  pgbench  tps %s  latency avg %s ms  CPU %s us a transaction\n' "$round" "$tps" "$latency" "$micros"

  cpu "$loadgen" postgresql --no-prepare --script "$script" --users "$connections" --warmup 10s --duration "${seconds}s" --seed "$round" --quiet --output "$aside/result" > /dev/null
  tps=$(figure tps)
  micros=$(awk -F'[:,]' -v tps="$tps" -v seconds="$seconds" '/"cpu_seconds"/ { printf "%.0f", 1e6 * $2 / (tps * seconds) }' "$aside/result/result.json")
  echo "$tps" >> "$aside/loadgen.tps"
  echo "$micros" >> "$aside/loadgen.cpu"
  printf 'round %d  loadgen  tps %s  latency avg %s ms  CPU %s us a transaction  p99 %s ms\n' "$round" "$tps" "$(figure latency_avg)" "$micros" "$(figure latency_p99)"
done

pgbench=$(median < "$aside/pgbench.tps") own=$(median < "$aside/loadgen.tps")
rate=$(awk -v tps="$own" 'BEGIN { printf "%.0f", tps / 2 }')
"$bin/pgbench" -n -M prepared -b "$script" -c "$((4 * connections))" -j "$((cpus - half))" -T 3 > /dev/null 2>&1
cpu "$bin/pgbench" -n -M prepared -b "$script" -c "$((4 * connections))" -j "$((cpus - half))" -T "$seconds" -R "$rate" -l --log-prefix="$aside/lag" > /dev/null
cat "$aside"/lag.* | awk '{ print $7 }' | sort -n | awk -v rate="$rate" '{ v[NR] = $1 / 1000 }
  END { printf "open     pgbench  rate %s  schedule lag p50 %.3f ms  p99 %.3f ms  max %.3f ms\n", rate, v[int((NR + 1) * 0.5)], v[int(NR * 0.99)], v[NR] }'
cpu "$loadgen" postgresql --no-prepare --script "$script" --users "$((4 * connections))" --rate "$rate" --warmup 10s --duration "${seconds}s" --quiet --output "$aside/result" > /dev/null
printf 'open     loadgen  rate %s  schedule delay p50 %s ms  p99 %s ms  max %s ms  of those not blocked p99 %s ms  latency p99 %s ms\n' "$rate" "$(figure schedule_delay_p50)" "$(figure schedule_delay_p99)" \
  "$(figure schedule_delay_max)" "$(figure pacing_delay_p99)" "$(figure latency_p99)"
grep '^problem' "$aside/out" || true
awk -v a="$own" -v b="$pgbench" -v c="$(median < "$aside/loadgen.cpu")" -v d="$(median < "$aside/pgbench.cpu")" 'BEGIN {
  printf "medians: loadgen %.0f tps, pgbench %.0f tps (%+.1f %%); CPU a transaction %.0f us and %.0f us\n", a, b, 100 * (a / b - 1), c, d }'
