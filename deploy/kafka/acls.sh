#!/usr/bin/env bash
# Gives each Assay service, and those who submit and read, the least rights on an outside Kafka: one user each, and none may create, alter or delete.
# usage: acls.sh --bootstrap-server HOST:PORT [--command-config FILE] [--prefix NAME] [--print]
#   --command-config  client properties of somebody who may alter ACLs
#   --prefix          what the users' names begin with: assay- unless given
#   --print           prints the commands instead of running them
set -euo pipefail

# user        operations                 resource         name            pattern
grants='
parser        Read                       topic            assay.recipes   literal
parser        Read,Write                 topic            assay.jobs      literal
parser        Describe,DescribeConfigs   topic            assay.          prefixed
parser        Write,Describe             transactional-id assay-parser-   prefixed
parser        Read                       group            assay-parser    literal

scheduler     Read,Write                 topic            assay.jobs      literal
scheduler     Describe,DescribeConfigs   topic            assay.          prefixed
scheduler     Write,Describe             transactional-id assay-scheduler- prefixed
scheduler     Read                       group            assay-scheduler literal

runner        Read,Write                 topic            assay.jobs      literal
runner        Describe,DescribeConfigs   topic            assay.          prefixed
runner        Write,Describe             transactional-id assay-runner-   prefixed
runner        Read                       group            assay-runner    literal
runner        Write,Describe             transactional-id assay-discovery- prefixed
runner        Read                       group            assay-discovery literal

monitor       Read,Write                 topic            assay.jobs      literal
monitor       Write                      topic            assay.metrics   literal
monitor       Describe,DescribeConfigs   topic            assay.          prefixed
monitor       Write,Describe             transactional-id assay-monitor-  prefixed
monitor       Read                       group            assay-monitor   literal

report        Read,Write                 topic            assay.jobs      literal
report        Describe,DescribeConfigs   topic            assay.          prefixed
report        Write,Describe             transactional-id assay-report-   prefixed
report        Read                       group            assay-report    literal

gateway       Write                      topic            assay.recipes   literal
gateway       Read,DescribeConfigs       topic            assay.          prefixed

submitter     Write                      topic            assay.recipes   literal
submitter     Describe                   topic            assay.          prefixed

reader        Read                       topic            assay.          prefixed
reader        Read                       group            ext-            prefixed
'

connection=() prefix=assay- print=
while (($#)); do
  case $1 in
    --bootstrap-server | --command-config) connection+=("$1" "${2:?$1 needs a value}"); shift 2 ;;
    --prefix) prefix=${2?--prefix needs a value}; shift 2 ;;
    --print) print=yes; shift ;;
    *) sed -n '2,6s/^# //p' "$0" >&2; exit 64 ;;
  esac
done
((${#connection[@]})) || { sed -n '2,6s/^# //p' "$0" >&2; exit 64; }

# Kafka's own distribution calls its commands NAME.sh, most packages call them NAME.
tool=$(command -v kafka-acls.sh || command -v kafka-acls || true)
[ -n "$tool" ] || [ -n "$print" ] || { echo "acls.sh: neither kafka-acls.sh nor kafka-acls is on PATH; they come with Kafka (bin/)" >&2; exit 69; }

while read -r user operations resource name pattern; do
  [ -n "$user" ] || continue
  command=("${tool:-kafka-acls.sh}" "${connection[@]}" --add --force --allow-principal "User:$prefix$user")
  for operation in ${operations//,/ }; do command+=(--operation "$operation"); done
  command+=("--$resource" "$name" --resource-pattern-type "$pattern")
  if [ -n "$print" ]; then echo "${command[*]}"; else "${command[@]}" > /dev/null; fi
done <<< "$grants"
