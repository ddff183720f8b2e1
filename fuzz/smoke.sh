#!/usr/bin/env bash
# Every seed and a few hundred cases of every target, the same each time: bash fuzz/smoke.sh [seconds]
set -euo pipefail
cd "$(dirname "$0")"
bash build.sh
for file in fuzz_targets/*.rs; do
    bash run.sh "$(basename "$file" .rs)" "${1:-10}" -seed=278 -runs=600
done
