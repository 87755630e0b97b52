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
assay_image='docker://redis:7.4'
assay_binds=()
assay_nv=0
assay_writable=0
assay_accounts=()
assay_environment=('LANG=C')
assay_confidential=()   # variables, each with the name of the user's secret that it gets
assay_files=()
assay_staging=()   # variables, each with the reference of what was staged and lies there
assay_prepare=''
assay_command=('redis-server' '--port' '$PORT')
assay_run=''
assay_stop_signal=TERM
assay_stop_grace=15
assay_secrets=()
assay_port_low=20000
assay_port_span=12000
assay_ready_command=('redis-cli' '-p' '$PORT' 'ping')
assay_ready_run=''
assay_ready_timeout=60
assay_version=''
## here stands wrapper.sh
## here stands staged.sh
## here stands image.sh
## here stands programs.sh
## here stands sampler.sh
## here stands job.sh
## here stands service.sh
