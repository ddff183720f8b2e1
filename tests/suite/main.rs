//! All integration tests, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

mod ack;
mod decision;
mod decision_answers;
mod decision_pairing;
mod decision_reasons;
mod decision_time;
mod files;
mod json;
mod programs;
mod rules;
