#!/usr/bin/env bash
# The API under many: 200 followers of all events and 50 submissions a second for 60 s, on the server that hosts everything.
#
#   benchmarks/gateway.sh [FOLLOWERS [RATE [SECONDS]]]      200, 50 and 60 unless told
#
# It runs the program as it was built last (`./assay --version` builds it). What is submitted is a recipe that the parser rejects, so that each is three events
# in the log and no job; RECIPE=FILE submits another one, as a plan. At the end it fails when one answer was neither 2xx nor 429, the 99th percentile is above
# 250 ms, the server took more than 700 MB, a run that was acknowledged is not in the list, or a follower missed the end of one.
set -Eeuo pipefail

followers=${1:-200} rate=${2:-50} seconds=${3:-60}
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
loadgen=$home/loadgen/target/loadgen/bin/loadgen
[ -x "$loadgen" ] || "$home/dev/loadgen-image"
data=$(mktemp -d "${TMPDIR:-/tmp}/assay-gateway.XXXXXX")
# shellcheck source=dev/jdk.sh
source "$home/dev/jdk.sh"
find_jdk
port=$((20000 + RANDOM % 10000)) server='' watching=''
trap '[ -z "$watching" ] || kill "$watching" 2> /dev/null || true; [ -z "$server" ] || kill "$server" 2> /dev/null || true; rm -rf "$data"' EXIT

export XDG_CONFIG_HOME=$data/config
: > "$data/said"
"$home/assay" server --data-dir "$data/data" --http "127.0.0.1:$port" 2>> "$data/said" &
server=$!
until grep -q 'the API is served' "$data/said"; do
  kill -0 "$server" 2> /dev/null || { cat "$data/said" >&2; exit 1; }
  sleep 0.1
done
key=$(< "$data/config/assay/admin.key")
printf 'recipe: 1\nname: load\nservices: { db: { uses: nothing-of-this-name } }\nclients: { load: { uses: pgbench, target: db } }\n' > "$data/recipe"
[ -z "${RECIPE:-}" ] || cp "$RECIPE" "$data/recipe"

follow() { ASSAY_KEY=$key "$jdk/bin/java" -Xmx256m -XX:+UseSerialGC "$home/benchmarks/Followers.java" "http://127.0.0.1:$port" "$@"; }
mkfifo "$data/done"
follow "$followers" "$data/done" > "$data/followed" &
watching=$!
until grep -q '^following' "$data/followed"; do
  kill -0 "$watching" 2> /dev/null || { cat "$data/followed" >&2; exit 1; }
  sleep 0.1
done

"$loadgen" http --url "http://127.0.0.1:$port/v1/runs?mode=plan" --method POST --header "Authorization: Bearer $key" --header 'Content-Type: application/yaml' \
  --body "@$data/recipe" --expect 202,429 --users 64 --rate "$rate" --warmup 5s --duration "${seconds}s" --drain 10s --quiet --records --output "$data/load" > "$data/out" || true
highest=$(awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")
echo end > "$data/done"
wait "$watching" || true
watching=''
figure() { sed -n "s/^$1 = \([0-9.]*\).*/\1/p" "$data/out"; }
p99=$(figure latency_p99) answered=$(figure requests_per_second)
cat "$data/followed"
acknowledged=$(zcat "$data/load/requests.jsonl.gz" | grep -c '"result":"ok"' || true)
listed=$(sed -n 's/^\([0-9]*\) runs listed.*/\1/p' "$data/followed")
grep '^problem\|^errors' "$data/out" || true
printf '%s followers, %s submissions/s for %s s: answered %s/s, p50 %s ms, p99 %s ms, most resident %s MB\n' \
  "$followers" "$rate" "$seconds" "$answered" "$(figure latency_p50)" "$p99" "$highest"
printf '%s requests of the window were answered as they should be, %s runs are listed (those of the warm-up too)\n' "$acknowledged" "${listed:-0}"
[ "${listed:-0}" -ge "$acknowledged" ]
awk -v p99="$p99" -v mb="$highest" -v errors="$(figure errors)" 'BEGIN { exit !(p99 <= 250 && mb <= 700 && errors + 0 == 0) }' && grep -q '^nothing lost' "$data/followed"
