//! What the generator makes is valid: the reader finds nothing in it.

use crate::generate::{Direction, Fill, Options, Wish, interchange};
use x12_278::guide::{Placement, Usage};
use x12_278::report::Report;
use x12_278::validate::Validator;
use x12_278::{Document, Kind, Reader};

#[test]
fn nothing_is_found_in_generated_sets() {
    for direction in Direction::BOTH {
        for fill in [Fill::Required, Fill::Random, Fill::Maximal] {
            for seed in 0..if fill == Fill::Maximal { 10 } else { 60 } {
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

/// Placement of a whole set, its trailer included: SE ends the header, wherever the levels have got to.
#[test]
fn whole_sets_are_placed() {
    for direction in Direction::BOTH {
        let guide = direction.guide();
        for seed in 0..20 {
            let bytes = interchange(seed, &Options { direction, fill: Fill::Random, ..Options::default() });
            for set in Reader::new(bytes.as_slice()).into_sets().map(Result::unwrap) {
                let (mut placement, mut report) = (Placement::default(), Report::default());
                placement.place(guide, &set.raw(), &mut report);
                assert!(report.is_empty(), "{direction:?} seed {seed}");
                assert_eq!(placement.placed().len(), set.raw().len());
                let last = placement.placed().last().unwrap();
                assert_eq!((guide.rows[last.row().unwrap()].id, last.instance), ("SE", 0));
            }
        }
    }
}

/// Not one finding, warnings and notes included: other tests take these sets as clean.
#[test]
fn generated_sets_keep_every_rule() {
    let mut found = std::collections::BTreeMap::<String, u64>::new();
    for direction in Direction::BOTH {
        for fill in [Fill::Required, Fill::Random, Fill::Maximal] {
            for seed in 0..if fill == Fill::Maximal { 10 } else { 80 } {
                let bytes = interchange(seed, &Options { direction, fill, ..Options::default() });
                let report = Validator::default().read(bytes.as_slice()).unwrap();
                for issue in issues(&report) {
                    found.entry(format!("{direction:?}: {issue}")).or_insert(seed);
                }
            }
        }
    }
    assert!(found.is_empty(), "finding: first seed {found:#?}");
}

#[test]
fn sets_with_a_wished_element_keep_every_rule() {
    let mut found = std::collections::BTreeSet::new();
    for direction in Direction::BOTH {
        let rows = direction.guide().rows.iter().enumerate().filter(|(_, row)| row.id != "SE");
        for (row, segment) in rows {
            for element in (0..segment.elements.len()).filter(|at| segment.elements[*at].usage != Usage::NotUsed) {
                let wish = Some(Wish { row, element: Some(element) });
                let fill = if element % 2 == 0 { Fill::Required } else { Fill::Random };
                let bytes = interchange(element as u64, &Options { direction, fill, wish, ..Options::default() });
                let report = Validator::default().read(bytes.as_slice()).unwrap();
                let designator = segment.elements[element].designator;
                found.extend(issues(&report).into_iter().map(|issue| format!("{direction:?}, {designator}: {issue}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The judge of the two tests above can say no.
#[test]
fn one_wrong_digit_is_found() {
    let text = String::from_utf8(interchange(1, &Options { fill: Fill::Maximal, ..Options::default() })).unwrap();
    let at = text.find("*XX*").unwrap() + 13;
    let digit = if &text[at..=at] == "0" { "1" } else { "0" };
    let wrong = format!("{}{digit}{}", &text[..at], &text[at + 1..]);
    let report = Validator::default().read(wrong.as_bytes()).unwrap();
    assert_eq!(issues(&report).len(), 1, "{:?}", issues(&report));
}

/// What is found, without the number of the loop.
fn issues(report: &x12_278::validate::FileReport) -> Vec<String> {
    let interchanges = &report.interchanges;
    let groups = interchanges.iter().flat_map(|interchange| &interchange.groups);
    let sets = groups.clone().flat_map(|group| &group.transactions).flat_map(|set| &set.issues);
    let all = report.issues.iter().chain(interchanges.iter().flat_map(|interchange| &interchange.issues));
    let all = all.chain(groups.flat_map(|group| &group.issues)).chain(sets);
    all.map(|issue| {
        let at = x12_278::report::Location { loop_number: 0, ..issue.at };
        format!("{} {}: {}", issue.severity, at, issue.code.info().name)
    })
    .collect()
}
