# Looks for what bears a token on this machine: functions that requests call.

# processes: a line "P PID TICKS TOKEN DIRECTORY" for each process of ours that names a token, TICKS being when it began, since the machine did
processes() {
  # shellcheck disable=SC2013 # these names have no spaces
  for file in $(grep -lzE '^(ASSAY_TOKEN|SLURM_JOB_NAME)=.*[.]assay$' /proc/[0-9]*/environ 2> /dev/null); do
    words=$(tr '\0' '\n' < "$file" 2> /dev/null) || continue
    token=$(printf '%s\n' "$words" | sed -nE 's/^(ASSAY_TOKEN|SLURM_JOB_NAME)=//p' | head -n 1)
    place=$(printf '%s\n' "$words" | sed -n 's/^ASSAY_RUN_DIR=//p' | head -n 1)
    process=${file%/environ}
    [ -n "$place" ] || place=$(readlink "$process/cwd") || place=''
    facts=$(cat "$process/stat" 2> /dev/null) || continue
    # shellcheck disable=SC2086 # the numbers behind the name
    set -- ${facts##*)}
    [ "$1" != Z ] && shift 19 && printf 'P %s %s %s %s\n' "${process#/proc/}" "$1" "$token" "$place"
  done
  true
}

# scratch ROOT: a line "S TIME PATH" for each
scratch() {
  for place in "$1"/assay-*; do
    if [ -d "$place" ] && [ ! -L "$place" ] && [ -r "$place" ]; then printf 'S %s %s\n' "$(stat -c %Y -- "$place")" "$place"; fi
  done
}
