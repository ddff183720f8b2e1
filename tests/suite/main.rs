//! All integration tests, in one binary: one module a concern.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_debug_implementations,
    unreachable_pub,
    reason = "tests may fail loudly"
)]

mod ack;
mod bad_input;
mod check_files;
mod check_rows;
mod damage;
mod files;
mod floors;
mod generate;
mod json;
mod laws;
mod leaks;
mod profile;
mod programs;
mod rows;
mod rules;
mod samples;
mod shape;
mod split;
mod valid;
