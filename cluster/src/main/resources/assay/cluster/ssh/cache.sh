# What is kept by digest on the cluster's file system: functions that requests call, and the receiving of an upload, which has a session of its own.

# cache DIRECTORY: enters it, the usual one where none is named; it is made when it is missing
cache() {
  place=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/assay}
  mkdir -p -- "$place" && cd -P -- "$place" || exit 1
}

# stamp PATH: the same as long as nobody writes to a file below it, adds one or takes one away
stamp() { find -L "$1" -type f -exec stat -L -c '%s %.9Y %.9Z %i %n' -- {} + | sort | sha256sum | cut -c 1-64; }

# digest PATH: of a file that of its bytes; of a directory that of the lines that sha256sum prints for its files, named ./PATH
digest() {
  if [ -d "$1" ]; then
    (cd -- "$1" && find -L . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64)
  else
    sha256sum < "$1" | cut -c 1-64
  fi
}

# lying PATH CACHE find|read: "KIND BYTES KNOWN DIGEST" of what lies there; the digest is remembered by the stamp, and not made out by find
lying() {
  [ -e "$1" ] || nothing
  if [ -d "$1" ]; then kind=directory; else kind='file'; fi
  cache "$2"
  entry=lying/$(printf '%s' "$1" | sha256sum | cut -c 1-32)
  now=$(stamp "$1")
  known=yes
  [ "$(sed -n 1p "$entry" 2> /dev/null)" = "$now" ] || known=no
  if [ "$known $3" = 'no read' ]; then
    sum=$(digest "$1") || exit 1
    [ "$(stamp "$1")" = "$now" ] || refuse "$1 was written to while it was read"
    mkdir -p lying && printf '%s\n%s\n' "$now" "$sum" > "$entry.$$" && mv -f "$entry.$$" "$entry" || exit 1
  fi
  bytes=$(find -L "$1" -type f -exec stat -L -c %s -- {} + | awk '{ sum += $1 } END { printf "%.0f", sum }')
  printf '%s %s %s %s' "$kind" "${bytes:-0}" "$known" "$(sed -n 2p "$entry" 2> /dev/null)"
}

# kept DIGEST NAME CACHE: where it is, as it was brought
kept() {
  cache "$3"
  [ -e "sha256/$1/$2" ] || nothing
  if [ "$(cat "sha256/$1.stamp" 2> /dev/null)" != "$(stamp "sha256/$1/$2")" ]; then
    [ "$(digest "sha256/$1/$2")" = "$1" ] || nothing
    stamp "sha256/$1/$2" > "sha256/$1.stamp"
  fi
  printf '%s/sha256/%s/%s' "$(pwd -P)" "$1" "$2"
}

# hold DIGEST: waits until nobody else brings it; a lock that was not renewed for two minutes belongs to one who died
hold() {
  mkdir -p locks work
  until mkdir "locks/$1.d" 2> /dev/null; do
    now=$(mktemp locks/.now.XXXXXXXXXX) && age=$(($(stat -c %Y "$now") - $(stat -c %Y "locks/$1.d" 2> /dev/null || stat -c %Y "$now")))
    rm -f "$now"
    if [ "$age" -gt 120 ]; then rmdir "locks/$1.d" 2> /dev/null; else sleep 1; fi
  done
  trap 'rm -rf "work/$held."*; rmdir "locks/$held.d" 2> /dev/null; kill "$beat" 2> /dev/null' EXIT
  trap 'exit 1' HUP INT TERM PIPE
  held=$1
  while kill -0 "$$" 2> /dev/null && touch "locks/$1.d"; do sleep 10; done > /dev/null 2>&1 3>&- < /dev/null &
  beat=$!
}

# receive DIGEST NAME CACHE: reads "BYTES MODE PATH" and so many bytes for each file, and "." at the end; says where it is
receive() {
  cache "$3"
  hold "$1"
  echo assay-receives
  rm -rf "work/$1."*
  new=work/$1.$$
  mkdir -p "$new"
  while IFS=' ' read -r bytes mode path; do
    [ "$bytes" != . ] || break
    file=$new/$2${path:+/$path}
    mkdir -p -- "$(dirname -- "$file")" || exit 1
    if [ "$bytes" = 0 ]; then : > "$file"; else dd bs=65536 iflag=fullblock,count_bytes count="$bytes" of="$file" 2> "$new.words" || { cat "$new.words" >&2; exit 1; }; fi
    chmod "$mode" "$file"
  done
  [ "${bytes-}" = . ] || refuse 'the upload broke off'
  [ "$(digest "$new/$2")" = "$1" ] || refuse 'what arrived is not what was sent'
  mkdir -p sha256
  rm -rf "sha256/$1"
  mv -T "$new" "sha256/$1" || exit 1
  stamp "sha256/$1/$2" > "sha256/$1.stamp"
  printf '%s/sha256/%s/%s' "$(pwd -P)" "$1" "$2"
}
