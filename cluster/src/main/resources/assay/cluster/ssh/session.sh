# Answers requests, one after another, in one sh on the machine where a cluster's commands are. POSIX sh and coreutils; nothing is installed.
# A request is a line "SCRIPT INPUT MOST", SCRIPT bytes of shell that end with the comment "#whole", and INPUT bytes for its standard input. The
# answer is base64: what the script wrote, at most MOST bytes, and behind a line break its exit code; then a line ":" with its standard error.
exec 3>&1
unset CDPATH

take() { dd bs="$1" count=1 iflag=fullblock 2> /dev/null; }

# Into a file, since what is cut off must not be read by half; without a name, so that nothing is left of it wherever this shell is killed.
input() {
  file=$(mktemp "${TMPDIR:-/tmp}/assay.XXXXXXXXXX") || return
  exec 4> "$file"
  exec 5< "$file"
  exec 6< "$file"
  rm -f "$file"
  take "$1" >&4
  exec 4>&-
  [ "$(wc -c <&5)" -eq "$1" ]
}

echo assay-session >&3
while IFS=' ' read -r script input most; do
  body=$(take "$script")
  case $body in *'#whole') ;; *) break ;; esac
  exec 5< /dev/null 6< /dev/null
  [ "$input" = 0 ] || input "$input" || break
  err=$({ { (exec <&6 3>&- 5<&- 6<&- && eval "$body"); printf '\n%s' "$?"; } | head -c "$most" | base64 >&3; } 2>&1 | head -c 65536 | base64 -w 0)
  printf ':%s\n' "$err" >&3
done
