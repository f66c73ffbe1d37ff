#!/usr/bin/env bash
# bench.sh INSTANCES SECONDS GENERATOR: the planner on every shared instance,
# beside it HiGHS on the same model for ten times as long; generalised
# assignment; and growth, when the generator of instances is there. It prints
# and judges nothing but the plans, which must keep every rule.
set -euo pipefail
instances=$1 seconds=$2 generator=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

beside() {
  bash test/highs/one.sh "$1" "$seconds"
  node test/highs/peer.mjs "$1" $((seconds * 10)) || echo "HiGHS: ended with an error"
}

for file in "$instances"/*.json; do
  test -f "$file" && beside "$file"
done
for problem in "C 5 100 1" "C 10 100 2" "C 20 100 3" "D 5 100 1" "D 10 100 2" "D 20 100 3"; do
  # shellcheck disable=SC2086
  node test/highs/assignment.mjs $problem > "$work/assignment.json"
  beside "$work/assignment.json"
done
if [ -d "$generator" ]; then
  for growth in "5560 60" "55600 420"; do
    set -- $growth
    (cd "$generator" && go run . -scenario closure -seed 1 -people "$1") > "$work/growth.json"
    bash test/highs/one.sh "$work/growth.json" "$2"
  done
fi
