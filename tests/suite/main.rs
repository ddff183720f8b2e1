//! All integration tests, in one binary: one module a concern.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod ack;
mod files;
mod generate;
mod json;
mod programs;
mod valid;
