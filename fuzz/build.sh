#!/usr/bin/env bash
# Builds the fuzz targets with coverage feedback on the stable toolchain. With cargo-fuzz installed, `cargo fuzz run` does
# the same with a sanitizer on top.
set -euo pipefail
cd "$(dirname "$0")"
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
cargo build --release --quiet --target "$(rustc -vV | sed -n 's/^host: //p')" "$@"
