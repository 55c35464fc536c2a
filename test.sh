#!/usr/bin/env bash
# Sets up what the tests need and runs them. --quick leaves out the tests marked long; --all adds those marked soak (kills, whole trainings) and those in a browser,
# which take about ten minutes more; DEEPANATOMY_SOAK_MINUTES=10 lets each of the soak tests of the server go on for so long instead of half a minute. Other arguments go to `dotnet test`.
set -uo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
. tools/packages.sh
need_dotnet || exit 1
need_node || exit 1
need_packages "${TEST_PACKAGES[@]}" || exit 1
export OMP_WAIT_POLICY=passive DOTNET_NOLOGO=1

filter=(--filter "Speed!=soak") all=false
case "${1-}" in
  --quick) filter=(--filter "Speed!=long&Speed!=soak"); shift ;;
  --all) filter=() all=true; shift ;;
esac

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
dotnet build -c Release -v q -nologo >"$log/build" 2>&1 || { cat "$log/build"; echo "The build failed."; exit 1; }

status=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  started=$SECONDS
  dotnet test "$project" -c Release --no-build "${filter[@]}" "$@" >"$log/$name" 2>&1 || status=1
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed:' "$log/$name" | tail -n 1)
  if [ -z "$line" ]; then cat "$log/$name"; status=1; continue; fi
  grep -qE '^Passed!|^Skipped!' <<<"$line" || cat "$log/$name"
  grep -E '\[SKIP\]' "$log/$name" | sed 's/^ */  skipped: /'
  sed -E "s/.*Failed: *([0-9]+), Passed: *([0-9]+), Skipped: *([0-9]+).*/\2 \1 \3/" <<<"$line" >>"$log/.totals"
  printf '%-36s %s  (%d s)\n' "$name" "$(sed -E 's/^[A-Za-z]+! +- //; s/, Duration.*//' <<<"$line")" $((SECONDS - started))
done
page() { # name, npm script: a step of the web page, of which only the last line is shown when it passes
  local started=$SECONDS
  if (cd web && npm run --silent "$2") >"$log/page" 2>&1; then
    printf '%-36s %s  (%d s)\n' "$1" "$(grep -vE '^ *$|Start at|Duration' "$log/page" | tail -n 1 | sed 's/\x1b\[[0-9;]*m//g; s/^ *//')" $((SECONDS - started))
  else
    cat "$log/page"; echo "$1 failed."; status=1
  fi
}
if (cd web && { [ node_modules/.deepanatomy-installed -nt package-lock.json ] || { npm ci --no-audit --no-fund && touch node_modules/.deepanatomy-installed; }; }) >"$log/npm" 2>&1; then
  page "web: types and build" build
  page "web: lint" lint
  page "web: units" test
  if [ "$all" = true ]; then page "web: in a browser" e2e; fi
else
  cat "$log/npm"; echo "npm could not install the packages of the web page."; status=1
fi

awk '{p += $1; f += $2; s += $3} END {printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0}' "$log/.totals" || status=1
exit $status
