#!/bin/bash -l
# Assay's script for the job db of the service db. The same recipe always gives the same script: it holds nothing of one run.
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
#SBATCH --mem=2G

export SLURM_EXPORT_ENV=ALL   # else srun would see --export=NONE and strip even PATH from its steps

# ---------------------------------------------------------------- values: what the recipe says
assay_job=db
assay_component=db
assay_time_limit=600
assay_lease_seconds=900
assay_lease_check=30
assay_scratch_root='/tmp'
assay_sample_interval='1'
assay_setup=''
assay_services=()   # each with the job that provides it
assay_image=''
assay_binds=()
assay_nv=0
assay_writable=0
assay_accounts=('postgres' 'nobody')
assay_environment=('ASSAY_WITH_VERSION=' 'ASSAY_WITH_SETTINGS=shared_buffers=256MB
' 'ASSAY_WITH_DATA=local' 'ASSAY_WITH_SHARED_DIRECTORY=')
assay_confidential=()   # variables, each with the name of the user's secret that it gets
assay_files=()
assay_staging=()   # variables, each with the reference of what was staged and lies there
assay_prepare='# A module'\''s PostgreSQL stands in PATH; Debian and Red Hat keep theirs out of it. The last one that fits is taken.
wanted=${ASSAY_WITH_VERSION:-} bin='\'''\'' seen='\'''\''
major() { [[ $("$1/postgres" --version 2>/dev/null) =~ \)\ ([0-9]+) ]] && printf '\''%s'\'' "${BASH_REMATCH[1]}"; }
in_path=$(command -v initdb || true)
while read -r directory; do
  if ! { [ -x "$directory/initdb" ] && [ -x "$directory/psql" ] && number=$(major "$directory"); }; then continue; fi
  seen+=" $number"
  if [ -z "$wanted" ] || [ "$number" = "$wanted" ]; then bin=$directory; fi
done < <(printf '\''%s\n'\'' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -V; echo "${in_path%/*}")
if [ -z "$bin" ]; then
  echo "PostgreSQL${wanted:+ $wanted} is not installed ${ASSAY_IMAGE:+in $ASSAY_IMAGE }on $(hostname); found:${seen:- none}." >&2
  echo "Load a module that puts initdb and postgres into PATH, or choose another version." >&2
  exit 69
fi
ln -s "$bin" "$ASSAY_SCRATCH/bin"
case $ASSAY_WITH_DATA in
  local) place='\'''\'' ;;
  shared) place=${ASSAY_WITH_SHARED_DIRECTORY:-$ASSAY_RUN_DIR}/assay-$ASSAY_TOKEN ;;
  memory) place=/dev/shm/assay-$ASSAY_TOKEN ;;
esac
if [ -n "$place" ]; then # what is noted here is removed with the scratch
  echo "$place" > "$ASSAY_SCRATCH/elsewhere"
  mkdir -m 700 "$place"
  ln -s "$place" "$ASSAY_SCRATCH/data"
fi
"$bin/initdb" --pgdata="$ASSAY_SCRATCH/data" --username=assay --pwfile="$ASSAY_SECRET_PASSWORD" --encoding=UTF8 --locale=C \
  --auth-local=scram-sha-256 --auth-host=scram-sha-256 --data-checksums --no-sync > "$ASSAY_SCRATCH/initdb.log" || {
  cat "$ASSAY_SCRATCH/initdb.log" >&2
  exit 1
}
echo "host all all all scram-sha-256" >> "$ASSAY_SCRATCH/data/pg_hba.conf"
"$bin/postgres" --single -D "$ASSAY_SCRATCH/data" template1 <<< "CREATE DATABASE assay" > /dev/null
password=$(<"$ASSAY_SECRET_PASSWORD")
password=${password//\\/\\\\}
printf '\''*:*:*:*:%s\n'\'' "${password//:/\\:}" > "$ASSAY_SCRATCH/pgpass"
chmod 600 "$ASSAY_SCRATCH/pgpass"
'
assay_command=()
assay_run='settings=()
while IFS= read -r setting; do
  [ -z "$setting" ] || settings+=(-c "$setting")
done <<< "${ASSAY_WITH_SETTINGS:-}"
exec "$ASSAY_SCRATCH/bin/postgres" -D "$ASSAY_SCRATCH/data" -p "$PORT" \
  -c listen_addresses='\''*'\'' -c unix_socket_directories="$ASSAY_SCRATCH" "${settings[@]}"
'
assay_stop_signal=INT
assay_stop_grace=30
assay_secrets=('password')
assay_port_low=20000
assay_port_span=12000
assay_ready_command=()
assay_ready_run='# Accepting connections is not enough: a query must work, over TCP and with the password.
PGPASSFILE=$ASSAY_SCRATCH/pgpass PGCONNECT_TIMEOUT=5 "$ASSAY_SCRATCH/bin/psql" -X -w -q -At -h 127.0.0.1 -p "$PORT" -U assay -d assay \
  -c '\''select 1'\''
'
assay_ready_timeout=60
assay_version='text=$("$ASSAY_SCRATCH/bin/postgres" --version)
[[ $text =~ \)\ ([^ ]+) ]]
where=host
if [ -n "${ASSAY_IMAGE:-}" ]; then where="image ${ASSAY_IMAGE##*/}"; fi
echo "PostgreSQL ${BASH_REMATCH[1]}, $where, data $ASSAY_WITH_DATA ($(stat -f -c %T "$ASSAY_SCRATCH/data/"))"
'
## here stands wrapper.sh
## here stands staged.sh
## here stands image.sh
## here stands programs.sh
## here stands sampler.sh
## here stands job.sh
## here stands service.sh
