# Runs the program, whose words and exit code are read from files. Without anybody who renews the lease it ends within minutes.
# shellcheck shell=bash disable=SC2154  # program: above
set -m
if [ "${program[0]}" = apptainer ] && ! command -v apptainer > /dev/null; then program[0]=singularity; fi
"${program[@]}" > out 2> err < /dev/null &
running=$!
(
  seen='' since=$SECONDS
  while sleep 5; do
    now=$(cat lease 2> /dev/null)
    if [ "$now" != "$seen" ]; then
      seen=$now since=$SECONDS
    elif [ $((SECONDS - since)) -ge 300 ]; then
      kill -KILL -- "-$running"
    fi
  done
) > /dev/null 2>&1 &
watch=$!
code=0
wait "$running" || code=$?
kill -KILL -- "-$watch"
echo "$code" > code.new
mv code.new code
