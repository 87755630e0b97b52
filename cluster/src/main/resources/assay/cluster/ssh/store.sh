# What is done to run directories: functions that requests call, each in a shell of its own. They end with 3 where there is nothing, or where a name
# is taken, and else with the reason on standard error. Nothing leads out of a run directory, since jobs write there too.

refuse() { printf '%s' "$*" >&2; exit 1; }
nothing() { exit 3; }

# enter_run RUN
enter_run() {
  [ -d "$1" ] || refuse 'there is no such run directory'
  cd -P -- "$1" 2> /dev/null || refuse "no permission for $1"
  top=$(pwd -P)
}

# enter DIRECTORY: below the run directory; 1 when it is not there
enter() {
  if ! cd -P -- "./$1" 2> /dev/null; then
    [ ! -e "./$1" ] || refuse "$1 is no directory that can be entered"
    return 1
  fi
  case $(pwd -P)/ in "${top%/}"/*) ;; *) refuse 'a symbolic link leads out of the run directory' ;; esac
}

# make DIRECTORY: enters it; what is missing of it is made
make() {
  enter "$1" && return
  there=$1
  while [ ! -e "./$there" ] && [ ! -L "./$there" ]; do
    case $there in */*) there=${there%/*} ;; *) there=. ;; esac
  done
  enter "$there" || refuse 'a symbolic link leads nowhere'
  cd -P -- "$top" && mkdir -p -- "./$1" && enter "$1" || exit 1
}

# aside NAME MODE: writes standard input beside it, whole, as $aside
aside() {
  [ ! -L "./$1" ] || refuse 'it is a symbolic link'
  [ ! -d "./$1" ] || refuse 'it is a directory'
  aside=$(mktemp ./.assay.XXXXXXXXXX) || exit 1
  cat > "$aside" && chmod "$2" "$aside" && return
  rm -f "$aside"
  exit 1
}

# plain NAME
plain() {
  [ ! -L "./$1" ] || refuse 'it is a symbolic link'
  [ -e "./$1" ] || nothing
  [ -f "./$1" ] || refuse 'it is no plain file'
  [ -r "./$1" ] || refuse 'no permission to read it'
}

# create RUN
create() {
  mkdir -p -- "$(dirname -- "$1")" || exit 1
  mkdir -m 700 -- "$1" 2> /dev/null || [ -d "$1" ] || mkdir -- "$1"
}

# furnish RUN DIRECTORY...
furnish() {
  enter_run "$1"
  shift
  [ -d secrets ] || mkdir -m 700 secrets || exit 1
  mkdir -p -- "$@"
}

# put RUN DIRECTORY NAME MODE
put() {
  enter_run "$1"
  make "$2"
  aside "$3" "$4"
  mv -fT -- "$aside" "./$3" && return
  rm -f "$aside"
  exit 1
}

# put_if_absent RUN DIRECTORY NAME MODE
put_if_absent() {
  enter_run "$1"
  make "$2"
  aside "$3" "$4"
  words=$(ln -T -- "$aside" "./$3" 2>&1) && taken='' || taken=1
  rm -f "$aside"
  [ -n "$taken" ] || return 0
  [ ! -e "./$3" ] || nothing
  refuse "$words"
}

# get RUN DIRECTORY NAME OFFSET MOST
get() {
  [ -e "$1" ] || nothing
  enter_run "$1"
  enter "$2" || nothing
  plain "$3"
  size=$(stat -c %s -- "./$3") || nothing
  from=$4
  [ "$from" -ge 0 ] || from=$((size + from))
  [ "$from" -ge 0 ] || from=0
  [ "$from" -lt "$size" ] || return 0
  tail -c "+$((from + 1))" -- "./$3" | head -c "$5"
}

# age RUN DIRECTORY NAME: seconds, compared with a file that is made for it, since this machine's clock may be another one
age() {
  enter_run "$1"
  mark=$(mktemp ./.now.XXXXXXXXXX) || exit 1
  now=$(stat -c %Y "$mark")
  rm -f "$mark"
  enter "$2" || nothing
  [ ! -L "./$3" ] || refuse 'it is a symbolic link'
  touched=$(stat -c %Y -- "./$3" 2> /dev/null) || nothing
  printf '%s' $((now - touched))
}

# look RUN DIRECTORY KNOWN MOST: NAME and base64 of what is there and not known
look() {
  enter_run "$1"
  enter "$2" || return 0
  [ -r . ] || refuse "no permission to read $2"
  # shellcheck disable=SC2010 # what ls cannot write on a line is no event
  ls -1A | grep -vxF -f /dev/fd/7 7<<KNOWN | while IFS= read -r name; do
$3
KNOWN
    case $name in .* | *.tmp) continue ;; esac
    if [ -f "./$name" ] && [ ! -L "./$name" ] && [ -r "./$name" ]; then
      printf '+%s %s\n' "$(head -c "$4" -- "./$name" | base64 -w 0)" "$name"
    fi
  done
}

# news RUN DIRECTORY KNOWN MOST: a line "=" for the place, then what is new there, or "!" and why it cannot be looked into
news() {
  echo '='
  exec 6>&1
  reason=$({ look "$@"; } 2>&1 >&6) || printf '!%s\n' "$(printf '%s' "$reason" | tr '\n' ' ')"
}

# renew RUN DIRECTORY NAME: its time is now; where its directory is gone, nothing happens
renew() {
  reason=$({
    enter_run "$1"
    enter "$2" || exit 0
    [ ! -L "./$3" ] || refuse 'it is a symbolic link'
    touch -- "./$3"
  } 2>&1) || printf '%s/%s/%s: %s\n' "$1" "$2" "$3" "$reason"
}

# delete RUN DIRECTORY NAME
delete() {
  [ -e "$1" ] || return 0
  enter_run "$1"
  enter "$2" || return 0
  rm -rf -- "./$3"
}

# describe RUN DIRECTORY NAME MOST: a line "SIZE:PATH" for each file, "=", and lines of sha256sum; those of files that grew meanwhile come again, right
describe() {
  [ -e "$1" ] || return 0
  enter_run "$1"
  enter "$2" || return 0
  [ ! -L "./$3" ] || refuse 'it is a symbolic link'
  [ -e "./$3" ] || return 0
  cd -P -- "$top" || exit 1
  line='
'
  files=$(find "./$2/$3" -type f ! -path "*$line*" | sort | head -n "$4")
  [ -n "$files" ] || return 0
  sizes=$(printf '%s\n' "$files" | tr '\n' '\0' | xargs -0 stat -c %s:%n -- 2> /dev/null)
  printf '%s\n=\n' "$sizes"
  printf '%s\n' "$files" | tr '\n' '\0' | xargs -0 sha256sum -- 2> /dev/null
  now=$(printf '%s\n' "$files" | tr '\n' '\0' | xargs -0 stat -c %s:%n -- 2> /dev/null)
  printf '%s\n' "$sizes" | grep -vxF -f /dev/fd/7 7<<NOW | while IFS=: read -r size name; do
$now
NOW
    [ ! -f "$name" ] || printf '%s  %s\n' "$(head -c "$size" -- "$name" | sha256sum | cut -c 1-64)" "$name"
  done
}

# unreadable PATH: why; nothing when it can be read, or when its file system is not seen here
unreadable() {
  first=${1#/}
  first=/${first%%/*}
  [ "$first" = "$1" ] || [ -e "$first" ] || return 0
  [ ! -r "$1" ] || return 0
  [ ! -e "$1" ] || { printf 'it cannot be read by %s' "$(id -un)"; return; }
  there=$(dirname -- "$1")
  [ ! -e "$there" ] || { printf 'it is not there'; return; }
  while [ ! -e "$there" ]; do there=$(dirname -- "$there"); done
  printf 'it is not there; of its path there is %s' "$there"
}
