#!/bin/bash -l
# Assay's script for the job load of the client load. The same recipe always gives the same script: it holds nothing of one run.
# The job's name is the attempt's token and the working directory is the run directory; both come from the command line of sbatch.
# To try it by hand, without Slurm:  ASSAY_BY_HAND=1 bash THIS_FILE
# shellcheck disable=SC2016  # a recipe's texts stand in single quotes, so that nothing is expanded before they run
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --time=00:10:00
#SBATCH --no-requeue
#SBATCH --export=NONE
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60
#SBATCH --cpus-per-task=1

export SLURM_EXPORT_ENV=ALL   # else srun would see --export=NONE and strip even PATH from its steps

# ---------------------------------------------------------------- values: what the recipe says
assay_job=load
assay_component=load
assay_time_limit=600
assay_lease_seconds=900
assay_lease_check=30
assay_scratch_root='/tmp'
assay_sample_interval='1'
assay_setup=''
assay_services=('db=db')   # each with the job that provides it
assay_image=''
assay_binds=()
assay_nv=0
assay_writable=0
assay_accounts=()
assay_environment=('ASSAY_WITH_SCALE=10' 'ASSAY_WITH_CLIENTS=4' 'ASSAY_WITH_THREADS=0' 'ASSAY_WITH_WARMUP=5' 'ASSAY_WITH_DURATION=20' 'ASSAY_WITH_MODE=prepared' 'ASSAY_WITH_SCRIPT=tpcb-like' 'ASSAY_WITH_RATE=0')
assay_confidential=()   # variables, each with the name of the user's secret that it gets
assay_files=()
assay_staging=()   # variables, each with the reference of what was staged and lies there
assay_prepare='# Debian'\''s pgbench in PATH is a wrapper that looks for the program each time: the program itself is wanted.
bin='\'''\'' in_path=$(command -v pgbench || true)
while read -r directory; do
  if [ -x "$directory/pgbench" ] && [ -x "$directory/psql" ]; then bin=$directory; fi
done < <(printf '\''%s\n'\'' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -V)
if [ -n "$in_path" ] && [[ -z $bin || $(readlink -f "$in_path") != */pg_wrapper ]]; then bin=${in_path%/*}; fi
if [ -z "$bin" ]; then
  echo "pgbench is not installed ${ASSAY_IMAGE:+in $ASSAY_IMAGE }on $(hostname). Install PostgreSQL'\''s contrib programs, or load a module that puts pgbench into PATH." >&2
  exit 69
fi
password=$(<"$ASSAY_TARGET_SECRET_PASSWORD")
password=${password//\\/\\\\}
export PGHOST=$ASSAY_TARGET_HOST PGPORT=$ASSAY_TARGET_PORT PGUSER=$ASSAY_TARGET_USER PGDATABASE=$ASSAY_TARGET_DATABASE
export PGPASSFILE=$ASSAY_SCRATCH/pgpass PGCONNECT_TIMEOUT=10
printf '\''*:*:*:*:%s\n'\'' "${password//:/\\:}" > "$PGPASSFILE"
chmod 600 "$PGPASSFILE"
threads=$ASSAY_WITH_THREADS
if [ "$threads" = 0 ]; then
  threads=${SLURM_CPUS_ON_NODE:-$(nproc)}
  if [ "$threads" -gt "$ASSAY_WITH_CLIENTS" ]; then threads=$ASSAY_WITH_CLIENTS; fi
fi
load=(-n -c "$ASSAY_WITH_CLIENTS" -j "$threads" -M "$ASSAY_WITH_MODE" -b "$ASSAY_WITH_SCRIPT" -P 1 --progress-timestamp)
if [[ ! $ASSAY_WITH_RATE =~ ^0*[.]?0*$ ]]; then load+=(-R "$ASSAY_WITH_RATE"); fi
declare -p PGHOST PGPORT PGUSER PGDATABASE PGPASSFILE PGCONNECT_TIMEOUT bin load > "$ASSAY_SCRATCH/load.sh"
if [ "${ASSAY_REPLICA:-1}" = 1 ]; then # the other replicas wait for the tables and share them
  "$bin/pgbench" -i -q -s "$ASSAY_WITH_SCALE"
  "$bin/psql" -X -w -q -c CHECKPOINT
fi
'
assay_command=()
assay_run='bin='\'''\'' load=()
. "$ASSAY_SCRATCH/load.sh"
seed=$((ASSAY_REPETITION + 1000 * (${ASSAY_REPLICA:-1} - 1))) # replicas do not walk in step
# The summary goes to its file; what is told on the way goes to its file and to the job'\''s log. pgbench'\''s exit code counts.
{ "$bin/pgbench" "${load[@]}" -T "$ASSAY_WITH_DURATION" -l --log-prefix="$ASSAY_OUTPUT/tx" --random-seed="$seed" \
  > "$ASSAY_OUTPUT/summary.txt"; } 2>&1 | tee "$ASSAY_OUTPUT/progress.txt" >&2
'
assay_stop_signal=TERM
assay_stop_grace=10
assay_target='db'
assay_early=0
assay_first=1
assay_windows=3
assay_replica=1
assay_replicas=1
assay_warmup='if [ "$ASSAY_WITH_WARMUP" -gt 0 ]; then
  bin='\'''\'' load=()
  . "$ASSAY_SCRATCH/load.sh"
  "$bin/pgbench" "${load[@]}" -T "$ASSAY_WITH_WARMUP"
fi
'
## here stands wrapper.sh
## here stands staged.sh
## here stands image.sh
## here stands programs.sh
## here stands sampler.sh
## here stands job.sh
## here stands waiting.sh
## here stands client.sh
