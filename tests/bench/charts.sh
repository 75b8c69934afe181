#!/usr/bin/env bash
# Seconds and bytes of each form of a chart, by the program as its user runs it: of a city (scenarios/tangshan.toml with its plan)
# and of a region of 4,500 units. Wanted: under 1 s each but the region's pictures, the page under 3 MB.
set -euo pipefail
cd "$(dirname "$0")/../.."
stagger=${STAGGER:-target/release/stagger}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$stagger" generate --cities 10 --mills 400 --furnaces 1580 --seed 1 -o "$folder/region.toml" --witness "$folder/region-plan.toml"
measure() { # what, scenario, plan, form, more
    local file=$folder/chart.$4
    local -a seconds=()
    for _ in 1 2 3 4 5; do
        seconds+=("$({ TIMEFORMAT=%R; time "$stagger" gantt "$2" "$3" -o "$file" "${@:5}" >/dev/null 2>&1; } 2>&1)")
    done
    echo "| $1 | $4 | $(printf '%s\n' "${seconds[@]}" | sort -n | sed -n 3p) s | $(stat -c %s "$file") |"
}
echo "| what | form | median of 5 | bytes |"
echo "| --- | --- | --- | --- |"
for form in svg png html xlsx; do
    measure tangshan scenarios/tangshan.toml tests/witness/tangshan.toml "$form"
done
measure tangshan scenarios/tangshan.toml tests/witness/tangshan.toml pdf --paper a3-landscape
for form in svg html; do
    measure "$(grep -c '^kind' "$folder/region.toml") units" "$folder/region.toml" "$folder/region-plan.toml" "$form"
done
