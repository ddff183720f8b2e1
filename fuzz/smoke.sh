#!/usr/bin/env bash
# Every target for so many seconds, from the seeds and from a fixed number: bash fuzz/smoke.sh [seconds]
set -euo pipefail
cd "$(dirname "$0")"
bash build.sh
for file in fuzz_targets/*.rs; do
    bash run.sh "$(basename "$file" .rs)" "${1:-20}" -seed=278
done
