
# ---------------------------------------------------------------- the image that programs run in; nothing is taken from the host instead

assay_enter_image() { # inside, /tmp is the job's scratch, on the node and as large as it, and with paths that are short enough for sockets
  local runtime sha256 version
  [ -n "$assay_image" ] || return 0
  runtime=$(command -v apptainer || command -v singularity) || assay_no_image 69 "the recipe names the image $assay_image, but this job has neither apptainer nor singularity on $assay_node"
  assay_find_image
  assay_container=("$runtime" --quiet exec --cleanenv --no-eval --no-mount 'tmp,cwd' --home "$assay_scratch:/tmp" --pwd /tmp)
  if [ "$(id -u)" = 0 ] && [ ${#assay_as[@]} = 0 ]; then assay_container+=(--userns); fi
  [ "$assay_nv" = 0 ] || assay_container+=(--nv)
  [ "$assay_writable" = 0 ] || assay_container+=(--writable-tmpfs)
  assay_bind "$assay_scratch" /var/tmp
  if "${assay_as[@]}" test -x "$ASSAY_RUN_DIR"; then assay_bind "$ASSAY_RUN_DIR" "$ASSAY_RUN_DIR"; fi
  assay_bind_more
  assay_container+=("$assay_image_path")
  assay_mark_mounters
  export ASSAY_SCRATCH=/tmp ASSAY_IMAGE=$assay_image
  sha256=$assay_staged_sha256 # as staging read it; where nothing was staged the file is read here
  if [ -z "$sha256" ] && [ ! -d "$assay_image_path" ]; then assay_read sha256 _ < <(sha256sum < "$assay_image_path"); fi
  version=$("$runtime" --version 2> /dev/null)
  assay_event ENTERED image "$assay_image" path "$assay_image_path" runtime "${version/ version / }" sha256 "$sha256"
  if [ -n "$assay_run$assay_prepare" ] && ! (assay_exec bash -c :); then assay_no_image 69 "bash cannot be started in the image $assay_image on $assay_node, as $assay_user"; fi
}

assay_no_image() { # EXIT-CODE WORDS
  assay_say "$2"
  assay_end no-image "$1"
}

assay_find_image() { # sets assay_image_path
  assay_staged "$assay_image"
  assay_image_path=$assay_staged_path
  case $assay_image_path in *://*) assay_no_image 66 "the image $assay_image was not staged, and is not fetched inside a job" ;; esac
  [ -e "$assay_image_path" ] || assay_no_image 66 "there is no image $assay_image_path on $assay_node"
  "${assay_as[@]}" test -r "$assay_image_path" || assay_no_image 66 "the image $assay_image_path cannot be read by $assay_user on $assay_node"
}

assay_bind() { # SOURCE INSIDE [ro]
  assay_container+=(--mount "type=bind,\"source=${1//\"/\"\"}\",\"destination=${2//\"/\"\"}\"${3:+,$3}")
}

assay_bind_more() { # what was staged for the run, and what the recipe names
  local bind mode path
  if [ -r artifacts.tsv ]; then
    while IFS=$'\t' read -r _ path _; do
      if "${assay_as[@]}" test -r "$path"; then assay_bind "$path" "$path" ro; fi
    done < artifacts.tsv
  fi
  for bind in "${assay_binds[@]}"; do
    mode=''
    case $bind in *:ro) mode=ro ;; esac
    bind=${bind%:r[ow]}
    "${assay_as[@]}" test -e "${bind%%:*}" || assay_no_image 66 "${bind%%:*}, which the recipe binds into the image, is not there for $assay_user on $assay_node"
    assay_bind "${bind%%:*}" "${bind#*:}" "$mode"
  done
}

# What mounts an image is a process of its own. Unless it bears the token, nobody knows whose it is once the runtime that started it was killed.
assay_mark_mounters() {
  local name program
  mkdir "$assay_scratch/.mounters"
  for name in squashfuse_ll squashfuse fuse2fs fuse-overlayfs gocryptfs; do
    program=$(command -v "$name") || continue
    printf '#!/bin/sh\nASSAY_TOKEN=%q exec %q "$@"\n' "$assay_token" "$program" > "$assay_scratch/.mounters/$name"
    chmod 700 "$assay_scratch/.mounters/$name"
  done
  assay_give -R "$assay_scratch/.mounters"
}

assay_variables() { # sets assay_inside: a container's environment is its own, but for what is named so
  local name pair prefix=${assay_container[0]##*/}
  prefix=${prefix^^}
  assay_inside=("PATH=$assay_scratch/.mounters:$PATH" "${prefix}_TMPDIR=$assay_scratch")
  for pair in "${assay_environment[@]}"; do assay_inside+=("${prefix}ENV_$pair"); done
  for name in "${!ASSAY_@}" "${!SLURM_@}" ${PORT+PORT} ${CUDA_VISIBLE_DEVICES+CUDA_VISIBLE_DEVICES} ${ROCR_VISIBLE_DEVICES+ROCR_VISIBLE_DEVICES}; do
    assay_inside+=("${prefix}ENV_$name=${!name}")
  done
}

assay_payload() { # TREE -- prints the program's process: below the container's runtime, which is the first of the tree
  local process
  for process in "$@"; do
    if [ "${process%:*}" != "$assay_program" ] && assay_life "${process%:*}" && [ "$assay_life_group" = "$assay_program" ]; then
      echo "${process%:*}"
      return
    fi
  done
  echo "$assay_program"
}

assay_signal_program() { # TREE -- with its own stop signal. The runtime of a container would pass it on, and to the program alone: it is left out.
  local process stat target=$assay_program
  if [ ${#assay_container[@]} -gt 0 ]; then target=$(assay_payload "$@"); fi
  # A shell passes no signal on, so a program that is still one is signalled with all its group.
  case $(cat "/proc/$target/comm" 2> /dev/null) in
    bash | sh | dash)
      if [ "$target" = "$assay_program" ]; then kill "-$assay_stop_signal" -- "-$assay_program" 2> /dev/null; return; fi
      for stat in /proc/[0-9]*/stat; do
        process=${stat//[!0-9]/}
        if [ "$process" != "$assay_program" ] && assay_life "$process" && [ "$assay_life_group" = "$assay_program" ]; then kill "-$assay_stop_signal" "$process" 2> /dev/null; fi
      done
      ;;
    *) kill "-$assay_stop_signal" "$target" 2> /dev/null ;;
  esac
}
