# shellcheck shell=bash
# What `module` is in a job's login shell on dev/meluxina: a function, as Lmod's is. An application is there only when a release was loaded.
module() {
  local name
  case ${1:-} in
    load | add)
      shift
      for name in "$@"; do
        case $name in
          env/release/2024.1) export LMOD_RELEASE=$name ;;
          Apptainer | Apptainer/1.*)
            if [ -z "${LMOD_RELEASE:-}" ]; then
              printf 'Lmod has detected the following error:  The following module(s) are unknown: "%s"\n' "$name" >&2
              return 1
            fi
            case :$PATH: in *:/mnt/apps/apptainer/bin:*) ;; *) PATH=/mnt/apps/apptainer/bin:$PATH ;; esac ;;
          *)
            printf 'Lmod has detected the following error:  The following module(s) are unknown: "%s"\n' "$name" >&2
            return 1 ;;
        esac
      done ;;
    avail) printf 'env/release/2024.1 Apptainer/1.4\n' >&2 ;;
    purge) unset LMOD_RELEASE; PATH=$(printf '%s' "$PATH" | sed 's|/mnt/apps/apptainer/bin:||') ;;
    *) printf 'this stand-in has module load, avail and purge\n' >&2; return 1 ;;
  esac
}
