#!/usr/bin/env bash
# A short run of every target from a fixed seed, the same each time: bash fuzz/smoke.sh [seconds]
set -euo pipefail
cd "$(dirname "$0")"
bash build.sh
for file in fuzz_targets/*.rs; do
    bash run.sh "$(basename "$file" .rs)" "${1:-10}" -seed=278 -runs=4000
done
