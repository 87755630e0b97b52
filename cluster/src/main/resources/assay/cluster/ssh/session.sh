# Answers requests, one after another, in one sh on the machine where a cluster's commands are. POSIX sh and coreutils; nothing is installed.
# A request is a line "SCRIPT INPUT MOST", SCRIPT bytes of shell that end with the comment "#whole", and INPUT bytes for its standard input. The
# answer is base64: what the script wrote, at most MOST bytes, and behind a line break its exit code; then a line ":" with its standard error.
exec 3>&1
unset CDPATH

take() { dd bs="$1" count=1 iflag=fullblock 2> /dev/null; }

# A file of its own, since what is cut off must not be read by half.
input() {
  file=$(mktemp "${TMPDIR:-/tmp}/assay.XXXXXXXXXX") && take "$1" > "$file"
  [ "$(wc -c < "$file")" -eq "$1" ] && return
  rm -f "$file"
  return 1
}

echo assay-session >&3
while IFS=' ' read -r script input most; do
  body=$(take "$script")
  case $body in *'#whole') ;; *) break ;; esac
  file=/dev/null
  [ "$input" = 0 ] || input "$input" || break
  err=$({ { (exec < "$file" 3>&- && { [ "$input" = 0 ] || rm -f "$file"; } && eval "$body"); printf '\n%s' "$?"; } | head -c "$most" | base64 >&3; } 2>&1 | head -c 65536 | base64 -w 0)
  printf ':%s\n' "$err" >&3
done
