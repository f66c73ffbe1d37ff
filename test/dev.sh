#!/usr/bin/env bash
# Serves the demo from a throw-away file, and builds and starts it again after
# every change of the code, the words or the look. Reload the page to see it.
set -uo pipefail
cd "$(dirname "$0")/.."
addr=${ADDR:-:8080}
serving=
stop() { [ -z "$serving" ] || kill "$serving" 2>/dev/null; }
trap 'stop; exit 0' INT TERM
while :; do
  touch bin/.built
  if go build -o bin/ourdays-dev ./cmd/ourdays; then
    stop
    [ -z "$serving" ] || wait "$serving" 2>/dev/null
    bin/ourdays-dev demo --db sqlite:bin/dev.db --addr "$addr" &
    serving=$!
  fi
  until [ -n "$(find cmd internal -newer bin/.built -type f -print -quit)" ]; do sleep 0.5; done
done
