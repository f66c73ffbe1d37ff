#!/usr/bin/env bash
# one.sh FILE SECONDS: plans one instance, checks the plan, prints its line and
# the most memory it held.
set -euo pipefail
file=$1 seconds=$2
plan=$(mktemp)
trap 'rm -f "$plan" "$plan.said"' EXIT
bin/ourdays plan "$file" --time "${seconds}s" --gap 0 -o "$plan" 2> "$plan.said" &
job=$!
most=0
while kill -0 $job 2>/dev/null; do
  held=$(awk '/VmHWM/ {print $2}' "/proc/$job/status" 2>/dev/null || true)
  most=$(( ${held:-0} > most ? ${held:-0} : most ))
  sleep 0.1
done
wait $job
echo "$(tail -1 "$plan.said"), ${seconds} s, $((most / 1024)) MB"
bin/ourdays plan "$file" --check "$plan"
