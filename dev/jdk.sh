# shellcheck shell=bash
# Finds a JDK, for the scripts that source this file.

oldest_jdk=21

# Prints the major version of a JDK's folder, or nothing.
major_of() {
  local line
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case $line in JAVA_VERSION=*) line=${line#*\"}; printf '%s' "${line%%[.\"-]*}"; return 0 ;; esac
  done < "$1/release"
}

# Sets jdk and major to JAVA_HOME where that is new enough, else to the newest JDK among the usual places.
find_jdk() {
  local folder its on_path
  jdk='' major=0
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(readlink -f "$on_path")
  for folder in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* /opt/jdk* /opt/java/* /usr/java/* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* "${HOME:-/root}"/jdk*; do
    [ -n "$folder" ] || continue
    its=$(major_of "$folder")
    if [[ ! $its =~ ^[0-9]+$ ]] || [ "$its" -lt "$oldest_jdk" ]; then continue; fi
    # shellcheck disable=SC2034 # for the script that sources this
    if [ "$its" -gt "$major" ]; then jdk=$folder major=$its; fi
    if [ "$folder" = "${JAVA_HOME:-}" ]; then return; fi
  done
}
