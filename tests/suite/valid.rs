//! What the generator makes is valid: the reader finds nothing in it.

use crate::generate::{Direction, Fill, Options, interchange};
use x12_278::{Document, Kind};

#[test]
fn nothing_is_found_in_generated_sets() {
    for direction in Direction::BOTH {
        for fill in [Fill::Required, Fill::Random, Fill::Maximal] {
            for seed in 0..150 {
                let options = Options { direction, fill, sets: 2, ..Options::default() };
                let bytes = interchange(seed, &options);
                let read = Document::read(&bytes).unwrap();
                let issues: Vec<String> = read.report.issues().iter().map(ToString::to_string).collect();
                assert!(issues.is_empty(), "{direction:?} {fill:?} seed {seed}: {issues:#?}");
                let kind = if direction == Direction::Request { Kind::Request } else { Kind::Response };
                assert!(read.document.transactions().all(|set| set.kind() == kind));
                assert_eq!(read.document.write().unwrap(), bytes, "{direction:?} {fill:?} seed {seed}");
            }
        }
    }
}

#[test]
#[ignore = "writes files for other checkers, into the folder that X12_278_GENERATED names"]
fn write_generated_files() {
    let folder = std::env::var("X12_278_GENERATED").unwrap();
    for direction in Direction::BOTH {
        for fill in [Fill::Required, Fill::Random, Fill::Maximal] {
            for seed in 0..60 {
                let options = Options { direction, fill, sets: 2, line_end: "\n", ..Options::default() };
                std::fs::write(format!("{folder}/{direction:?}_{fill:?}_{seed}.edi"), interchange(seed, &options))
                    .unwrap();
            }
        }
    }
}
