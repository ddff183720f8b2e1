//! Writes generated requests and responses to a file: `cargo bench --bench corpus -- FILE MEGABYTES [faults]`.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a tool of the benches may fail loudly"
)]

#[path = "shared/corpus.rs"]
mod corpus;

use std::io::{BufWriter, Write};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (path, megabytes, faults) = match arguments.as_slice() {
        [path, megabytes] => (path, megabytes, false),
        [path, megabytes, faults] if faults == "faults" => (path, megabytes, true),
        _ => panic!("FILE MEGABYTES [faults]"),
    };
    let bytes = megabytes.parse::<u64>().unwrap() * 1_000_000;
    let mut file = BufWriter::new(std::fs::File::create(path).unwrap());
    let sets = corpus::write(&corpus::Options { bytes, faults, ..corpus::Options::default() }, &mut file).unwrap();
    file.flush().unwrap();
    eprintln!("{sets} sets");
}
