#!/usr/bin/env bash
# Runs one target for a number of seconds from the seeds: bash fuzz/run.sh read 60 [libfuzzer options]
set -euo pipefail
cd "$(dirname "$0")"
target=$1 seconds=$2
shift 2
bin=target/$(rustc -vV | sed -n 's/^host: //p')/release/$target
corpus=corpus/$target
mkdir -p "$corpus" artifacts
if [ -z "$(ls -A "$corpus")" ]; then
    case $target in
    build_request) cp ../examples/data/orders/*.json "$corpus" ;;
    profile) cp ../examples/data/profiles/*.toml ../src/profile/tables/*.toml "$corpus" ;;
    json_in) find ../tests/golden -name '*.json' -size -64k -exec cp -t "$corpus" {} + 2>/dev/null || true ;;
    *) find ../examples/data ../tests/fixtures -name '*.edi' -size -64k -exec cp --backup=numbered -t "$corpus" {} + ;;
    esac
fi
"$bin" "$corpus" -dict=x12.dict -artifact_prefix="artifacts/$target-" -max_total_time="$seconds" -max_len=16384 \
    -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 "$@"
