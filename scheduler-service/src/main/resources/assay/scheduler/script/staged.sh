
# ---------------------------------------------------------------- what was staged before any job of the run was submitted

assay_staged() { # REFERENCE -- sets assay_staged_path: where it lies, or the reference itself where the run's list does not name it, and by hand, where
  local reference path digest # there is no list; and assay_staged_sha256, empty where not known
  assay_staged_path=$1 assay_staged_sha256=''
  while IFS=$'\t' read -r reference path digest; do
    if [ "$reference" = "$1" ]; then
      assay_staged_path=$path assay_staged_sha256=$digest
      return
    fi
  done < <(cat "$ASSAY_RUN_DIR/artifacts.tsv" 2> /dev/null)
}

assay_find_staged() { # sets the program's variables to where things lie
  local pair path
  for pair in "${assay_staging[@]}"; do
    assay_staged "${pair#*=}"
    path=$assay_staged_path
    if [ ! -e "$path" ] && [ "${ASSAY_BY_HAND:-}" = 1 ]; then
      assay_say "by hand: ${pair#*=} was not staged, so ${pair%%=*} is what your shell exports"
      continue
    fi
    if [ ! -r "$path" ]; then
      assay_say "${pair#*=} was staged to $path, which cannot be read on $assay_node: is it on the shared file system? A profile's 'cache' names a directory that is"
      assay_end prepare-failed 66
    fi
    assay_environment+=("${pair%%=*}=$path")
    export "${pair%%=*}=$path"
  done
}
