//! The generated files of the benches are what they say: clean, or with one fault in each set.

#[path = "../../benches/shared/corpus.rs"]
mod generated;

use generated::{Options, Sets, corpus};
use x12_278::Reader;
use x12_278::transaction::parallel::map_sets;
use x12_278::validate::Validator;

#[test]
fn generated_sets_are_clean() {
    for sets in [Sets::Requests, Sets::Responses] {
        let (data, count) = corpus(&Options { sets, bytes: 400_000, ..Options::default() });
        let report = Validator::default().read(&data[..]).unwrap();
        let found: Vec<String> = report.all_issues().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{} findings in {count} sets: {:#?}", found.len(), &found[..found.len().min(20)]);
    }
}

#[test]
fn faults_are_found_in_every_set() {
    let options = Options { bytes: 400_000, faults: true, ..Options::default() };
    let (data, count) = corpus(&options);
    let (mut sets, mut clean) = (0, Vec::new());
    let each = |_: &_, _: &_, set: &x12_278::validate::SetReport| {
        sets += 1;
        if set.issues.is_empty() {
            clean.push(sets);
        }
    };
    let report = Validator::default().read_each(&data[..], each).unwrap();
    assert!(report.issues.is_empty(), "counts and numbers are right");
    assert_eq!((sets, clean), (count, Vec::new()), "sets without a finding");
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let options = Options { bytes: 50_000, ..Options::default() };
    assert!(corpus(&options) == corpus(&options));
    assert!(corpus(&options) != corpus(&Options { seed: 1, ..options }));
}

/// What is worked on side by side is what one thread finds, in its order, whole or damaged.
#[test]
fn many_threads_find_what_one_finds() {
    let (clean, _) = corpus(&Options { bytes: 2_500_000, ..Options::default() });
    let (faulty, _) = corpus(&Options { bytes: 300_000, faults: true, ..Options::default() });
    let cut = &faulty[..faulty.len() - 5000];
    let broken = std::fs::read("examples/data/broken.edi").unwrap();
    for data in [&clean[..], &faulty, cut, &broken, &b""[..], b"<html>"] {
        let mut reader = Reader::new(data);
        let mut alone = Vec::new();
        let mut set = x12_278::SetBuffer::new();
        let one = loop {
            match reader.read_set(&mut set) {
                Ok(true) => alone.push((set.bytes().to_vec(), set.place(), set.read().report)),
                Ok(false) => break Ok(()),
                Err(error) => break Err(error.to_string()),
            }
        };
        let issues = reader.take_report();
        let mut reader = Reader::new(data);
        let mut together = Vec::new();
        let many = map_sets(
            &mut reader,
            |sets, set| (set.bytes().to_vec(), set.place(), sets.read(set).report),
            |result| together.push(result),
        );
        assert_eq!(many.map_err(|error| error.to_string()), one);
        assert!(together == alone);
        assert!(reader.take_report() == issues);
    }
}
