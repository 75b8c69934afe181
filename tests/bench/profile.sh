#!/usr/bin/env bash
# Where the time of a run goes: profile.sh [CITIES MILLS FURNACES [SECONDS]], by default the region for 90 s.
# Needs perf (linux-perf) and a release build; prints Markdown: time in and below our functions, then time in each function itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
cities=${1:-64} mills=${2:-450} furnaces=${3:-1500} seconds=${4:-90}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
stagger=${STAGGER:-target/release/stagger}

"$stagger" generate --cities "$cities" --mills "$mills" --furnaces "$furnaces" --seed 2026 -o "$folder/scenario.toml"
# unwound from copies of the stack: neither our code nor HiGHS keeps frame pointers
perf record -q -F 49 --call-graph dwarf,16384 -o "$folder/perf.data" -- \
    "$stagger" plan "$folder/scenario.toml" -o "$folder/plan.toml" --gap 0 --tidy 0 --time-limit "$seconds" >"$folder/log" 2>&1
tail -n 3 "$folder/log"

report() { perf report -i "$folder/perf.data" --stdio --no-inline -g none --sort symbol "$@" 2>/dev/null | grep -v '^#' | sed 's/ *-  *- *$//'; }
short() { sed -E 's/steel_stagger:://g; s/<impl [^>]*>:://g; s/\{\{closure\}\}/closure/g'; }

printf '\n| in it and below | function |\n| --- | --- |\n'
report --children --percent-limit 1 | grep -E 'steel_stagger::planner|Highs::run' | short |
    sed -E 's/^ *([0-9.]+)% +[0-9.]+% +\[.\] (.*)$/| \1 % | `\2` |/' | head -30
printf '\n| in itself | function |\n| --- | --- |\n'
report --no-children --percent-limit 1 | grep -F '[' | short | sed -E 's/^ *([0-9.]+)% +\[.\] (.*)$/| \1 % | `\2` |/' | head -20
