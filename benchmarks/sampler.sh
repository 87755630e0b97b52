#!/usr/bin/env bash
# What the in-job sampler costs at 1 Hz beside ten processes: the processor time of the sampler itself, as the kernel accounts it.
#
#   benchmarks/sampler.sh [SECONDS [PROCESSES]]      60 and 10 unless told
#
# It runs the functions that stand in each job's script. Outside a job there is no cgroup of one, so that every process is looked at: the dearer
# way. Inside a Slurm job that has a cgroup, that is read.
# shellcheck disable=SC2034  # what is set here is read by those functions
set -uo pipefail               # without -e, as in a job

seconds=${1:-60} processes=${2:-10}
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
script=$home/scheduler-service/src/main/resources/assay/scheduler/script
aside=$(mktemp -d "${TMPDIR:-/tmp}/assay-sampler.XXXXXX")
trap 'rm -rf "$aside"' EXIT

for name in assay_read assay_pause assay_now; do
  # shellcheck disable=SC1090  # the function of this name
  . <(sed -n "/^$name() .*}\$/{p;q}; /^$name() /,/^}/p" "$script/wrapper.sh")
done
# shellcheck source=/dev/null
. "$script/sampler.sh"

SLURM_JOB_ID=${SLURM_JOB_ID:-none} assay_node=here assay_reading='' assay_due=() assay_sample_interval=1
assay_page=$(getconf PAGESIZE) assay_ticks=$(getconf CLK_TCK)
exec {assay_never}<> <(:)

others=()
for ((i = 0; i < processes; i++)); do
  sleep "$((seconds + 60))" &
  others+=($!)
done
sampler() {
  trap 'times > "$aside/times"; exit' TERM
  assay_sample > "$aside/samples" 2> /dev/null
}
sampler &
others+=($!)
sleep "$seconds"
kill "${others[@]}"
wait "${others[@]}" 2> /dev/null

lines=$(($(wc -l < "$aside/samples") - 1))
awk -v samples="$lines" -v seconds="$seconds" -v last="$(tail -n 1 "$aside/samples")" '
  NR == 1 { split($0, part, /[ms ]+/); cpu = part[1] * 60 + part[2] + part[3] * 60 + part[4]; user = part[2]; system_ = part[4] }
  END {
    split(last, field, ",")
    printf "source %s, %d processes, %d samples in %d s\n", field[2], field[10], samples, seconds
    printf "user %.3f s, system %.3f s: %.2f ms a second, %.2f ms a sample, %.3f %% of one core\n",
      user, system_, 1000 * cpu / seconds, 1000 * cpu / samples, 100 * cpu / seconds
  }' "$aside/times"
