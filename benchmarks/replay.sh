#!/usr/bin/env bash
# What a log full of finished runs costs: folding it beside only decoding it, and a server's start with and without snapshots.
#
#   benchmarks/replay.sh [RUNS [ROUNDS]]      10000 and 3 unless told
#
# It runs the program as it was built last (`./assay --version` builds it) and the sample run of the tests (`mvn -Dquick package` packs it); each
# run has 3 windows and two scripts as long as those of a real one.
set -Eeuo pipefail

runs=${1:-10000} rounds=${2:-3}
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
build=$home/server/target/dist/$(< "$home/server/target/dist/build")
data=$(mktemp -d "${TMPDIR:-/tmp}/assay-replay.XXXXXX")
# shellcheck source=dev/jdk.sh
source "$home/dev/jdk.sh"
find_jdk
server=''
trap '[ -z "$server" ] || kill "$server" 2> /dev/null || true; rm -rf "$data"' EXIT

classpath=$(printf '%s:' "$build"/*.jar "$home"/testkit/target/assay-testkit-*.jar)
bench() { "$jdk/bin/java" -Xlog:disable --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xmx2g -cp "$classpath" "$home/benchmarks/Replay.java" "$@"; }

# start WORDS: how long a server takes to be ready, and what it holds then
start() {
  local begun=$EPOCHREALTIME ready
  : > "$data/said"
  "$home/assay" server --data-dir "$data/data" 2>> "$data/said" &
  server=$!
  until grep -q 'the server is ready' "$data/said"; do
    kill -0 "$server" || { cat "$data/said"; exit 1; }
    sleep 0.05
  done
  ready=$EPOCHREALTIME
  sleep 3
  awk -v words="$1" -v seconds="$(echo "$ready $begun" | awk '{print $1 - $2}')" -v rss="$(awk '/VmRSS/ {print $2}' "/proc/$server/status")" \
    'BEGIN { printf "%-22s ready after %.1f s, %.0f MB resident\n", words, seconds, rss / 1024 }'
  kill "$server"
  wait "$server" || true
  server=''
}

head -c 30000 < <(cat "$home"/scheduler-service/src/main/resources/assay/scheduler/script/*.sh) > "$data/script"
bench fill "$data/data" "$runs" "$data/script"
bench compare "$data/data" "$rounds"
start 'server, whole log'
start 'server, snapshots'
rm -rf "$data/data/state"
start 'server, whole log'
start 'server, snapshots'
du -sh "$data/data/state" | awk '{print "snapshots of six loops: " $1}'
