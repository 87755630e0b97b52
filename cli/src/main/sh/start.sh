# shellcheck shell=bash disable=SC2154
# How a build of the command line is started, for the scripts that source this file. They set home (where Assay lies), jdk and major.

say() { printf 'assay: %s\n' "$*" >&2; }

# The machine's name for its processor, as libraries of the JDK's world have it.
architecture() {
  case ${HOSTTYPE:-} in x86_64) printf amd64 ;; powerpc64le) printf ppc64le ;; i?86) printf i386 ;; *) printf '%s' "${HOSTTYPE:-}" ;; esac
}

# Sets options to what every start of a build's JVM has in common.
set_options() {
  classpath=$(printf '%s:' "$1"/*.jar)
  options=(-XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr
    -XX:-UsePerfData "-Djava.library.path=$1/native/net/jpountz/util/linux/$(architecture)" # nothing of ours in /tmp, also after kill -9
    -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dassay.build=${1##*/}" "-Dassay.home=$home" -cp "${classpath%:}${ASSAY_CLASSES:+:$ASSAY_CLASSES}")
  if [ "$major" -ge 23 ]; then options+=(--sun-misc-unsafe-memory-access=allow); fi # Kafka's; a warning on every start otherwise
  archive=$1/classes-$major
  main=assay.cli.Assay # the command line alone, unless the build has more
  if compgen -G "$1/assay-server-*.jar" > /dev/null; then
    main=assay.server.Program
  else
    options+=(-Djdk.reflect.useNativeAccessorOnly=true) # quicker in what ends at once, slower in a server
  fi
  if [ "$major" -ge 25 ]; then
    archive_use=-XX:AOTCache= archive_make=-XX:AOTCacheOutput=
  else
    archive_use=-XX:SharedArchiveFile= archive_make=-XX:ArchiveClassesAtExit=
  fi
}

# warm_up BUILD SCRATCH LOG: keeps the classes of one small run as the JVM has them loaded: later starts take half the time. They also do without.
# The whole of Assay refuses its recipe (exit code 4). The command line alone asks the server that ASSAY_SERVER names, which tells it of all that happens
# in a run of a service that ends at once (exit code 3). The exit code is that of the run.
warm_up() {
  local code=0 command
  set_options "$1"
  rm -rf "$2"
  mkdir "$2"
  printf 'recipe: 1\nname: warm-up\n' > "$2/recipe.yaml"
  command=(run "$2/recipe.yaml" -o "$2/out")
  if [ "$main" = assay.server.Program ]; then
    command+=(--foreground --data-dir "$2/data")
  else
    printf '%s\n' 'cluster: local' 'services: { none: { run: "true" } }' 'clients: { none-either: { target: none, run: "true" } }' >> "$2/recipe.yaml"
  fi
  "$jdk/bin/java" "${options[@]}" "$archive_make$archive" "$main" "${command[@]}" < /dev/null >> "$3" 2>&1 || code=$?
  rm -rf "$2"
  return "$code"
}

# start BUILD ARGUMENTS...: becomes the command line of this build
start() {
  local rows columns
  set_options "$1"
  shift
  [ ! -s "$archive" ] || options+=("$archive_use$archive")
  # A picture needs a terminal that can move its cursor.
  if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${NO_COLOR:-}" ]; then
    read -r rows columns < <(stty size < /dev/tty 2> /dev/null || echo 24 80) || true
    options+=("-Dassay.columns=${columns:-80}" "-Dassay.rows=${rows:-24}")
  fi
  # Names of files may have any letter, also where the locale is C.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*) ;; *) export LC_ALL=C.UTF-8 ;; esac
  trap '' HUP # a lost terminal leaves a run going
  # ASSAY_MAIN: not the command line but another class of the program, such as assay.runner.RunnerMain, an Assay service alone.
  exec "$jdk/bin/java" -XX:TieredStopAtLevel=1 "${options[@]}" "${ASSAY_MAIN:-$main}" "$@"
}
