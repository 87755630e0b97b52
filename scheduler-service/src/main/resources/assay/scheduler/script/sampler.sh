
# ---------------------------------------------------------------- sampler: one line for each step and interval, no process for it

assay_sample() { # writes CSV to standard output until it is ended; source says what the line was read from, an empty column was not measured
  local memory='' cpu='' io='' way='' base='' source=cgroup controllers path
  while IFS=: read -r _ controllers path; do
    [[ "$path/" == *"/job_$SLURM_JOB_ID/"* ]] || continue
    path=${path%%"/job_$SLURM_JOB_ID"*}/job_$SLURM_JOB_ID
    case ,$controllers, in
      ,,) base=/sys/fs/cgroup$path ;;
      *,memory,*) memory=/sys/fs/cgroup/memory$path ;;
      *,cpuacct,*) cpu=/sys/fs/cgroup/cpuacct$path ;;
      *,blkio,*) io=/sys/fs/cgroup/blkio$path ;;
    esac
  done < /proc/self/cgroup
  if [ -n "$base" ] && [ -r "$base/memory.current" ]; then way=two
  elif [ -r "$memory/memory.usage_in_bytes" ]; then way=one
  elif [ -r "/proc/$$/task/$$/children" ]; then way=processes source=proc
  else return; fi # this kernel does not tell which processes are ours
  echo t,source,node,step,cpu_seconds,memory_bytes,memory_peak_bytes,read_bytes,write_bytes,processes
  while :; do
    assay_now
    "assay_sample_$way"
    assay_pause "$assay_sample_interval"
  done
}

assay_sample_two() { # cgroup version 2
  local step name value processes used peak read write word words
  for step in "$base"/step_*; do
    used='' peak='' processes='' value='' read='' write=''
    while read -r name word; do [ "$name" != usage_usec ] || value=$word; done < "$step/cpu.stat"
    read -r used < "$step/memory.current"
    [ ! -r "$step/memory.peak" ] || read -r peak < "$step/memory.peak"
    read -r processes < "$step/pids.current"
    while read -r _ words; do
      for word in $words; do
        case $word in rbytes=*) read=$((read + ${word#*=})) ;; wbytes=*) write=$((write + ${word#*=})) ;; esac
      done
    done < "$step/io.stat"
    assay_sample_line "${step##*/step_}" "$value" "$used" "$peak" "$read" "$write" "$processes"
  done 2>/dev/null
}

assay_sample_one() { # cgroup version 1: a tree for each controller
  local step name value used peak read write count pids processes
  for step in "$memory"/step_*; do
    name=${step##*/} used='' peak='' value='' read='' write='' processes=''
    read -r used < "$step/memory.usage_in_bytes"
    read -r peak < "$step/memory.max_usage_in_bytes"
    ! read -r value < "$cpu/$name/cpuacct.usage" || value=$((value / 1000))
    while read -r _ count; do
      case $count in Read\ *) read=$((read + ${count#* })) ;; Write\ *) write=$((write + ${count#* })) ;; esac
    done < "$io/$name/blkio.throttle.io_service_bytes"
    for pids in "$step"/cgroup.procs "$step"/*/cgroup.procs; do
      while read -r _; do processes=$((processes + 1)); done < "$pids"
    done
    assay_sample_line "${name#step_}" "$value" "$used" "$peak" "$read" "$write" "$processes"
  done 2>/dev/null
}

# No cgroup of this job: the processes below this shell. Shared memory is counted once. Bytes read and written are left out: /proc tells what
# passed through calls, and the writes it blames on a process are whole large folios, 20 times what was written and more.
assay_sample_processes() {
  local pids=($$) pid children stat words shared=0 private=0 ticks=0 count=0 index
  for ((index = 0; index < ${#pids[@]}; index++)); do
    pid=${pids[index]}
    { read -r stat < "/proc/$pid/stat" && read -ra words < "/proc/$pid/statm"; } || continue
    private=$((private + words[1] - words[2]))
    [ "${words[2]}" -le "$shared" ] || shared=${words[2]}
    # shellcheck disable=SC2206  # a letter and numbers
    words=(${stat##*) })
    ticks=$((ticks + words[11] + words[12] + words[13] + words[14])) # with those of its ended children
    count=$((count + 1))
    for children in "/proc/$pid/task"/*/children; do
      words=() # of a thread that has ended meanwhile nothing is read
      read -ra words < "$children"
      pids+=("${words[@]}")
    done
  done 2>/dev/null
  assay_sample_line batch "$((ticks * 1000000 / assay_ticks))" "$(((private + shared) * assay_page))" '' '' '' "$count"
}

assay_sample_line() { # STEP CPU-MICROSECONDS MEMORY PEAK READ WRITTEN PROCESSES
  local cpu=''
  [ -z "$2" ] || printf -v cpu '%d.%06d' "$(($2 / 1000000))" "$(($2 % 1000000))"
  printf '%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$assay_at" "$source" "$assay_node" "$1" "$cpu" "$3" "$4" "$5" "$6" "$7"
}

assay_start_sampler() {
  [ -n "$assay_sample_interval" ] || return 0
  assay_page=$(getconf PAGESIZE) assay_ticks=$(getconf CLK_TCK)
  assay_sample > "metrics/$assay_token.$assay_node.csv" 2>/dev/null &
  assay_sampler=$!
}
