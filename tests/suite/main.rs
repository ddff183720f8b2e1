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
mod bad_headers;
mod bad_input;
mod check_files;
mod check_rows;
mod corpus;
mod damage;
mod decision;
mod decision_answers;
mod decision_batch;
mod decision_damage;
mod decision_doubts;
mod decision_levels;
mod decision_pairing;
mod decision_parts;
mod decision_reasons;
mod decision_terms;
mod decision_time;
mod exchange;
mod exchange_state;
mod faults;
mod files;
mod floors;
mod gateway;
mod generate;
mod infusion_checks;
mod infusion_codes;
mod infusion_days;
mod infusion_doubts;
mod infusion_intents;
mod infusion_json;
mod infusion_messages;
mod infusion_orders;
mod infusion_plausible;
mod infusion_regimens;
mod infusion_routes;
mod infusion_sentences;
mod infusion_tables;
mod infusion_uncoded;
mod infusion_units;
mod infusion_usual;
mod json;
mod laws;
mod leaks;
mod limits;
mod profile;
mod profile_facts;
mod profile_uses;
mod programs;
mod redact;
mod redact_laws;
mod rows;
mod rules;
mod samples;
mod shape;
mod split;
mod syntax;
mod threads;
mod tools;
mod valid;
mod write_refusals;
mod write_values;
