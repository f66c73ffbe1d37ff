#!/usr/bin/env bash
# Everything that `make test` runs. Sets up what the tests need, runs each suite,
# says how many seconds it took, and fails when one failed or, with CI=true,
# when one could not run.
set -uo pipefail
cd "$(dirname "$0")/.."

fetch() { # fetch PROGRAM PACKAGE: installs a package when a program is missing and the rights are there
  command -v "$1" >/dev/null 2>&1 && return 0
  ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1 && return 0
  package "$2"
}
package() { # package NAME: installs it where the rights are there
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
  echo "installing $1"
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}
fetch initdb postgresql
# The same engine without the windows, which are most of its work; some distributions have only the whole.
fetch chromium-headless-shell chromium-headless-shell || fetch chromium chromium

# Pages ask for Arial. A machine without a font of its widths breaks lines where no user's does.
fc-match Arial 2>/dev/null | grep -qiE 'arial|liberation' || package fonts-liberation

# What could not run is written into not-run by the tests themselves, with the reason.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OURDAYS_NOT_RUN=$work/not-run
touch "$work/summary" "$OURDAYS_NOT_RUN"
suite() { # suite NAME COMMAND…
  local name=$1 start=$SECONDS state=passed
  shift
  echo "== $name"
  "$@" || { state=FAILED; touch "$work/failed"; }
  printf '%-12s %-7s %4d s\n' "$name" "$state" $((SECONDS - start)) >> "$work/summary"
}
beside() { # beside NAME COMMAND…: runs a suite while others run, and says all of it once it is waited for
  suite "$@" > "$work/beside" 2>&1 &
}
told() { # told: waits for what runs beside, and says it
  wait
  cat "$work/beside"
}

# Tests make much that is soon forgotten: collected as often as usual it costs a fifth of their time.
export GOGC=400
tests() { # tests PACKAGE…: they are looked over once, by go vet below, and a busy machine is given time
  go test -vet=off -timeout 20m "$@"
}
# First and alone, because the planner is held to its time.
suite engines tests ./internal/engine/... ./cmd/...
# Beside all that follows, because the processes that are killed leave half of the machine idle; so do
# databases that are waited for.
others=$(go list ./... | grep -vE '^ourdays/internal$|/internal/(engine|platform|area|site|app)(/|$)|/cmd/|/test/(browser|walk|processes)$')
# What passed, and does not depend on what has changed since, is not run again. Of the program that
# runs as a process of its own the tests do not know on what it depends, so they always run.
outside() {
  local state=0
  tests -count=1 ./test/processes || state=1
  # shellcheck disable=SC2086
  tests $others || state=1
  return $state
}
beside others outside
suite vet go vet ./...
suite house tests ./internal
suite platform tests ./internal/platform/...
# One command, because at its end the largest area keeps no more than half of the machine busy.
suite areas,pages tests ./internal/area/... ./internal/site/... ./internal/app/... ./test/walk
suite browser tests ./test/browser
told

echo
cat "$work/summary"
printf '%-12s %-7s %4d s\n' all '' "$SECONDS"
sort -u "$OURDAYS_NOT_RUN"
if [ "${CI:-}" = true ] && [ -s "$OURDAYS_NOT_RUN" ]; then
  echo "with CI=true a suite that did not run is a failure"
  touch "$work/failed"
fi
# One test, not a suite: LibreOffice is large and is not installed for it. Another evaluator follows
# every formula in another test, so it may be missing with CI=true too.
command -v soffice >/dev/null 2>&1 || echo "not run: LibreOffice is not installed, so the workbook's formulas were not recalculated"
[ -d ../shared ] || [ -n "${OURDAYS_SHARED:-}" ] || echo "not run: tests on real data; there is no ../shared"
[ ! -e "$work/failed" ]
