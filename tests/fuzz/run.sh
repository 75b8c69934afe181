#!/usr/bin/env bash
# Runs the targets of cargo-fuzz, one after the other:
#   tests/fuzz/run.sh EXECUTIONS [TARGET...]   so many executions of each (default: all targets)
#   tests/fuzz/run.sh coverage [TARGET...]     which of our lines the corpora reach
# What is found stands in target-fuzz/corpus and, where the program did not stand it, in target-fuzz/artifacts. Needs the nightly
# toolchain and cargo-fuzz (cargo install cargo-fuzz --locked); for coverage also its llvm-tools.
set -euo pipefail
cd "$(dirname "$0")/../.."

what=${1:?"how many executions, or coverage"}
shift
all=(scenario policy plan csv workbook records check)
[ $# -gt 0 ] || set -- "${all[@]}"
# no sanitizer: the one module with unsafe code (planner/stoppable.rs) is read by none of these
fuzz=(--fuzz-dir tests/fuzz --target-dir target-fuzz)
export RAYON_NUM_THREADS=1

if [ "$what" = coverage ]; then
    tools=$(dirname "$(find "$(rustc +nightly --print sysroot)" -name llvm-cov | head -1)")
    for target; do
        cargo +nightly fuzz coverage "${fuzz[@]}" -s none "$target" "target-fuzz/corpus/$target" >/dev/null 2>&1
        echo "== $target: lines reached, of, by folder of src"
        "$tools/llvm-cov" report --instr-profile "tests/fuzz/coverage/$target/coverage.profdata" --ignore-filename-regex '/\.cargo/|/rustc/|tests/fuzz' \
            "target-fuzz/x86_64-unknown-linux-gnu/release/$target" |
            awk '$1 ~ /\.rs$/ { split($1, path, "/"); all[path[1]] += $8; missed[path[1]] += $9 }
                 END { for (f in all) if (all[f] > missed[f]) print f, all[f] - missed[f], all[f] }' | sort
    done
    exit
fi

cargo +nightly fuzz build "${fuzz[@]}" -s none
for target; do
    # workbooks are larger than any other file
    longest=16384
    [ "$target" != workbook ] || longest=65536
    mkdir -p "target-fuzz/corpus/$target" "target-fuzz/artifacts/$target"
    "target-fuzz/x86_64-unknown-linux-gnu/release/$target" "target-fuzz/corpus/$target" "tests/fuzz/seeds/$target" -runs="$what" \
        -max_len=$longest -timeout=10 -rss_limit_mb=2048 -artifact_prefix="target-fuzz/artifacts/$target/" -print_final_stats=1
done
