
# ---------------------------------------------------------------- waiting: for services that are queued still, and for the other replicas

assay_lease_looked=0 assay_looked=0
assay_linger() { # DIRECTORY SECONDS -- one step of a wait that may be long; ends the job when nobody wants it or its time is nearly over
  assay_pause 0.2
  if [ "$SECONDS" -ge $((assay_time_limit - (assay_time_limit > 120 ? 60 : 10))) ]; then assay_end time-limit 143; fi
  if [ $((SECONDS - assay_looked)) -ge "$2" ]; then # a file system that remembers what a directory lacks looks anew after a change
    assay_looked=$SECONDS
    : > "$1/.look.$assay_token" && rm -f "$1/.look.$assay_token"
  fi
  if [ $((SECONDS - assay_lease_looked)) -lt "$assay_lease_check" ]; then return; fi
  assay_lease_looked=$SECONDS
  assay_lease && return
  assay_pause 1 # a second look: the runner may be about to touch it
  assay_lease || assay_end lease-expired 74
}

assay_await_services() { # no other limit than the job's own time: their jobs may be queued still
  local pair missing said=''
  while :; do
    missing=''
    for pair in "${assay_services[@]}"; do [ -r "endpoints/${pair#*=}.env" ] || missing+="${missing:+ }${pair%%=*}"; done
    [ -n "$missing" ] || return 0
    [ -n "$said" ] || assay_event PHASE phase waiting for "$missing"
    said=1
    assay_linger endpoints 5
  done
}

assay_place() { # WHAT -- sets assay_place: where replicas meet for it. When their service begins again, they all do, and meet elsewhere.
  local target=${ASSAY_TARGET_TOKEN:-service-a1}
  target=${target%%.*}
  assay_place=start/$assay_component.a${target##*-a}.$1
}

assay_gather() { # WHAT REPETITION -- says that this replica has come to it, and waits until all have
  local come
  assay_place "$1"
  if [ "${ASSAY_BY_HAND:-}" = 1 ]; then assay_say 'by hand: the other replicas are not waited for'; return; fi
  assay_event PHASE phase waiting for replicas repetition "$2"
  if ! { mkdir -p start && printf '%s\n' "$assay_token" > "$assay_place.$assay_replica"; }; then
    assay_say "cannot write $PWD/$assay_place.$assay_replica"
    assay_end program-failed 73
  fi
  come=("$assay_place".[0-9]*)
  while [ ${#come[@]} -lt "$assay_replicas" ]; do
    assay_linger start 1
    come=("$assay_place".[0-9]*)
  done
}

assay_agree() { # WHAT -- sets assay_agreed, in microseconds: whoever links first has set it, a moment ahead for the others to see it
  local mine=start/.at.$assay_token
  assay_place "$1"
  assay_now
  assay_agreed=$((10#${assay_at/./} + 2000000))
  if [ "${ASSAY_BY_HAND:-}" = 1 ]; then return; fi
  printf '%s\n' "$assay_agreed" > "$mine"
  ln "$mine" "$assay_place.at" 2>/dev/null
  rm -f "$mine"
  assay_read assay_agreed < "$assay_place.at" && return
  assay_say "cannot agree on a start in $PWD/$assay_place.at"
  assay_end program-failed 73
}

assay_start_together() { # REPETITION -- returns at the instant agreed on; assay_agreement: what is said of it
  local left=1 late text
  assay_gather "rep-$1" "$1"
  assay_agree "rep-$1"
  while assay_now && left=$((assay_agreed - 10#${assay_at/./})) && [ "$left" -gt 0 ]; do
    printf -v text '0.%06d' "$((left < 200000 ? left : 200000))"
    assay_pause "$text"
  done
  printf -v text '%d.%06d' "$((assay_agreed / 1000000))" "$((assay_agreed % 1000000))"
  assay_agreement=(agreed "$text")
  export ASSAY_AGREED=$assay_agreed
  late=$((-left))
  if [ "$late" -le 1000000 ]; then return; fi
  printf -v text '%d.%03d' "$((late / 1000000))" "$((late / 1000 % 1000))"
  assay_agreement+=(late "$text")
  assay_say "this window begins $text s after the instant that the replicas agreed on"
}
