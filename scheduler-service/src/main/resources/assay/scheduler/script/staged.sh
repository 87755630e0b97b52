
# ---------------------------------------------------------------- what was staged before any job of the run was submitted

assay_staged() { # REFERENCE -- where it lies; the reference itself where the run's list does not name it, and by hand, where there is no list
  local reference path
  while IFS=$'\t' read -r reference path; do
    if [ "$reference" = "$1" ]; then printf '%s' "$path"; return; fi
  done < <(cat "$ASSAY_RUN_DIR/artifacts.tsv" 2>/dev/null)
  printf '%s' "$1"
}

assay_find_staged() { # sets the program's variables to where things lie
  local pair path
  for pair in "${assay_staging[@]}"; do
    path=$(assay_staged "${pair#*=}")
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
