# Who uses what is kept by digest, what there is, and taking it away: functions that requests call. uses/DIGEST/OWNER holds the owner's run directory.

# clock: $now is the file system's time, which may be another one than this machine's
clock() {
  mkdir -p work && mark=$(mktemp work/.now.XXXXXXXXXX) || exit 1
  now=$(stat -c %Y "$mark")
  rm -f "$mark"
}

# younger PATH SECONDS
younger() { touched=$(stat -c %Y -- "$1" 2> /dev/null) && [ $((now - touched)) -lt "$2" ]; }

# in_use MARK: while a lease of the run is fresh; before its first job, which finds a list of what was staged, for half a day
in_use() {
  run=$(cat -- "$1" 2> /dev/null)
  [ -n "$run" ] || return 1
  if [ ! -e "$run/artifacts.tsv" ]; then
    younger "$1" 43200
    return
  fi
  for lease in "$run"/lease/*; do ! younger "$lease" 3600 || return 0; done
  return 1
}

# users DIGEST: a line for each
users() {
  for mark in "uses/$1"/*; do ! in_use "$mark" || printf '%s\n' "${mark##*/}"; done
}

# use DIGEST OWNER RUN REFERENCE CACHE: marks it, whether it is there or not; marks of runs that are over, but the newest, go
use() {
  cache "$5"
  clock
  mkdir -p "uses/$1" references || exit 1
  for mark in "uses/$1"/*; do in_use "$mark" || rm -f -- "$mark"; done
  printf '%s' "$3" > "uses/$1/$2" || exit 1
  grep -qxF -e "$4" "references/$1" 2> /dev/null || printf '%s\n' "$4" >> "references/$1"
}

# holdings CACHE: for each digest "=DIGEST BYTES SINCE USED", and a line for each name (!), user (+) and reference (-)
holdings() {
  cache "$1"
  clock
  for home in sha256/*/; do
    [ -d "$home" ] || continue
    sum=${home#sha256/} sum=${sum%/}
    since=$(stat -c %Y "$home")
    used=$(stat -c %Y "uses/$sum"/* 2> /dev/null | sort -n | tail -n 1)
    bytes=$(find -L "$home" -type f -exec stat -L -c %s -- {} + | awk '{ sum += $1 } END { printf "%.0f", sum }')
    printf '=%s %s %s %s\n' "$sum" "${bytes:-0}" "$since" "${used:-$since}"
    find "$home" -mindepth 1 -maxdepth 1 -printf '!%f\n'
    users "$sum" | sed 's/^/+/'
    sed 's/^/-/' "references/$sum" 2> /dev/null
  done
  return 0
}

# discard DIGEST CACHE: takes it away, unless it is in use: then it says by whom. What is marked meanwhile is put back
discard() {
  cache "$2"
  hold "$1"
  clock
  users=$(users "$1")
  if [ -z "$users" ] && [ -d "sha256/$1" ]; then
    mv -T "sha256/$1" "work/$1.$$" || exit 1
    users=$(users "$1")
    if [ -n "$users" ]; then
      mv -T "work/$1.$$" "sha256/$1" || exit 1
    else
      rm -rf "work/$1.$$" "sha256/$1.stamp" "uses/$1" "references/$1"
    fi
  fi
  printf '%s' "$users"
}
