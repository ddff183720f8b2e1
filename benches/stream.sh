#!/usr/bin/env bash
# Streams 10 MB and 1 GB through `decode --format jsonl` and `validate` (jsonl and text) and prints the most memory that
# each took. The other formats show a file as one document.
# Ends with 1 when one takes more than 32 MiB, or the large file 2 MiB more than the small one. The goals are 12 MiB and
# half a MiB.
# Needs 1.1 GB of disk below target/ (STREAM_MB=100 for less) and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
large=${STREAM_MB:-1000}
folder=target/stream
mkdir -p "$folder"
trap 'rm -rf "$folder"' EXIT
cargo build --quiet --release --example decode --example validate
for megabytes in 10 "$large"; do
    cargo bench --quiet --bench corpus -- "$folder/$megabytes.edi" "$megabytes"
done
missed=0
# Whether no file took more than so many KiB, and the large one no more than so many beyond the small one.
within() {
    [ "$small" -le "$1" ] && [ "$big" -le "$1" ] && [ $((big - small)) -le "$2" ]
}
# What is streamed, and how: prints the memory for both files.
stream() {
    local name=$1 peak=() small big
    shift
    for megabytes in 10 "$large"; do
        /usr/bin/time -f '%M %e' -o "$folder/used" "$@" "$folder/$megabytes.edi" >/dev/null
        read -r kilobytes seconds <"$folder/used"
        peak+=("$kilobytes")
        printf '%-24s %5d MB: %3d.%02d MiB at most, %6.1f s\n' "$name" "$megabytes" \
            $((kilobytes / 1024)) $((kilobytes % 1024 * 100 / 1024)) "$seconds"
    done
    small=${peak[0]} big=${peak[1]}
    if within $((12 * 1024)) 512; then
        echo "$name: goal"
    elif within $((32 * 1024)) 2048; then
        echo "$name: ok"
    else
        echo "$name: ABOVE the gate (32 MiB, 2 MiB of growth)"
        missed=1
    fi
}
stream "decode --format jsonl" target/release/examples/decode --format jsonl
stream "validate --format jsonl" target/release/examples/validate --format jsonl
stream "validate --format text" target/release/examples/validate --format text
exit $missed
