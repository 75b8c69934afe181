#!/usr/bin/env bash
# The whole comparison: about 45 minutes on 2 cores that do nothing else. Begun again it goes on where it was: what has a result in
# FOLDER is not run again. run.sh [FOLDER], by default /tmp/peers; the solvers' environment is VENV, by default /tmp/peers-venv.
set -euo pipefail
cd "$(dirname "$0")/../../.."
folder=${1:-/tmp/peers} venv=${VENV:-/tmp/peers-venv}

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install -q -r tests/bench/peers/requirements.txt
cargo build --release
"$venv/bin/python" tests/bench/peers/run.py --folder "$folder" --into docs/measurements.md
cargo run --release --example figure -- "$folder/results.json" docs/images
