#!/usr/bin/env bash
# Prints the table of targets: measured ratio, gate, goal. Ends with 1 when a gate is missed.
# --quick: fewer rounds and smaller files; under a minute once built.
set -euo pipefail
cd "$(dirname "$0")/.."
crates=$(cargo tree --quiet -e normal --prefix none --no-default-features | sed 's/ .*//' | sort -u | wc -l)
echo "# crates in the default tree: $crates (gate 15, goal 13)"
# Memory that is given back to the system and asked for again would count as work: glibc is told to keep it.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=4000000000
RAYON_NUM_THREADS=2 cargo bench --quiet --bench targets -- "$@"
[ "$crates" -le 15 ]
