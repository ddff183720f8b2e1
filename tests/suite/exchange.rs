//! Index, split, merge, route.

use crate::files;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use x12_278::exchange::control_numbers::MemoryControlNumbers;
use x12_278::exchange::index::Index;
use x12_278::exchange::merge::Merge;
use x12_278::exchange::route::Umo;
use x12_278::exchange::split::{Part, Splitter, envelop};
use x12_278::report::{Issue, IssueCode, Severity};
use x12_278::validate::{GroupReport, SetReport, Validator};
use x12_278::{ErrorKind, ReadOptions, Reader, SetBuffer};

/// A folder that is gone when the test is over.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), name)
    }

    /// A folder in memory where the system has one, so that nobody waits for a disk. A kill is no power cut: it spares what
    /// was written and not synced, so the medium makes no difference to it.
    pub(crate) fn in_memory(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory, name) } else { Self::new(name) }
    }

    fn below(parent: &Path, name: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("x12-278-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn options() -> ReadOptions {
    ReadOptions { bare: Some(x12_278::syntax::Delimiters::STANDARD), ..ReadOptions::default() }
}

/// The sets of a file; `None` when it cannot be read.
fn sets(file: &[u8]) -> Option<Vec<SetBuffer>> {
    Reader::with_options(file, &options()).into_sets().collect::<Result<_, _>>().ok()
}

/// A number without blanks around it and zeros before it.
fn plain(number: &[u8]) -> Option<&[u8]> {
    let number = number.trim_ascii();
    let digits = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    digits.then(|| &number[number.iter().take_while(|byte| **byte == b'0').count()..])
}

/// A set with ST02 and an SE02 that repeats it taken out.
fn unnumbered(set: &SetBuffer) -> Vec<Vec<u8>> {
    let raw = set.raw();
    let number = raw.segment(0).unwrap().element(2);
    let count = raw.len();
    let separator = set.delimiters().element();
    raw.segments()
        .enumerate()
        .map(|(index, segment)| {
            let mut elements: Vec<_> = segment.bytes().split(|byte| *byte == separator).collect();
            let same = |other: &&[u8]| *other == number || plain(other).is_some() && plain(other) == plain(number);
            let trailer = index + 1 == count && elements[0] == b"SE" && elements.get(2).is_some_and(same);
            if (index == 0 || trailer) && elements.len() > 2 {
                elements[2] = b"";
            }
            elements.join(&separator)
        })
        .collect()
}

#[test]
fn an_index_covers_each_set_exactly() {
    for path in files::all() {
        let file = std::fs::read(&path).unwrap();
        let Some(sets) = sets(&file) else { continue };
        let entries: Vec<_> = Index::with_options(&file[..], &options()).map(Result::unwrap).collect();
        assert_eq!(entries.len(), sets.len(), "{path:?}");
        for (entry, set) in entries.iter().zip(&sets) {
            let start = usize::try_from(entry.offset).unwrap();
            let end = start + usize::try_from(entry.length).unwrap();
            assert_eq!(&file[start..end], set.bytes(), "{path:?}");
            assert_eq!(entry.segments as usize, set.raw().len(), "{path:?}");
            assert_eq!(entry.kind, Some(set.read().transaction.kind()), "{path:?}");
        }
        assert!(entries.windows(2).all(|pair| pair[0].offset + pair[0].length <= pair[1].offset), "{path:?}");
    }
}

#[test]
fn an_index_names_the_keys_of_a_set() {
    let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    let entry = Index::new(&file[..]).nth(10).unwrap().unwrap();
    assert_eq!((entry.interchange, entry.group, entry.set), (1, 3, 1));
    assert_eq!(entry.group_number.as_str(), "13");
    assert_eq!(entry.transaction_set.as_str(), "837");
    assert_eq!(entry.kind, Some(x12_278::Kind::Other));
}

#[test]
fn a_set_beyond_the_limit_is_indexed_and_not_split() {
    let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    let all: Vec<_> = Index::new(&file[..]).map(Result::unwrap).collect();
    let mut lengths: Vec<_> = all.iter().map(|entry| usize::try_from(entry.length).unwrap()).collect();
    lengths.sort_unstable();
    let options = ReadOptions { set_limit: lengths[lengths.len() / 2], ..ReadOptions::default() };
    let some: Vec<_> = Index::with_options(&file[..], &options).map(Result::unwrap).collect();
    assert_eq!(all.len(), some.len());
    assert!(some.iter().any(|entry| entry.kind.is_none()) && some.iter().any(|entry| entry.kind.is_some()));
    for (whole, entry) in all.iter().zip(&some) {
        assert_eq!(whole.offset, entry.offset);
        let beyond = entry.length - whole.length;
        assert_eq!(beyond > 0, entry.kind.is_none());
        assert!(beyond <= 3, "the terminator and a line break");
    }
    let mut splitter = Splitter::with_options(&file[..], MemoryControlNumbers::default(), &options);
    let (mut out, mut parts) = (Vec::new(), Vec::new());
    while let Some(part) = splitter.next_part(&mut out).unwrap() {
        assert_eq!(matches!(part, Part::Set | Part::Acknowledgment), !out.is_empty());
        parts.push(part);
    }
    let too_large = parts.iter().filter(|part| **part == Part::TooLarge).count();
    assert_eq!(too_large, some.iter().filter(|entry| entry.kind.is_none()).count());
}

#[test]
fn an_index_names_a_set_beyond_the_limit() {
    let file = std::fs::read("tests/fixtures/valid/request_minimal.edi").unwrap();
    let options = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    let entry = Index::with_options(&file[..], &options).next().unwrap().unwrap();
    assert_eq!((entry.kind, entry.segments), (None, 0));
    assert_eq!((entry.transaction_set.as_str(), entry.set_number.as_str()), ("278", "0001"));
}

/// A 278 whose last segment is counted data, at the end of the file and without SE.
pub(crate) fn ends_with(counted: &str) -> String {
    let file = std::fs::read_to_string("tests/fixtures/valid/request_minimal.edi").unwrap();
    format!("{}{counted}", &file[..file.find("SE*").unwrap()])
}

/// What stood behind such data would be read as a part of it: another set, a trailer.
#[test]
fn nothing_is_written_behind_a_set_that_ends_in_counted_data_cut_short() {
    let whole = std::fs::read("tests/fixtures/valid/request_minimal.edi").unwrap();
    let whole = &sets(&whole).unwrap()[0];
    for (data, short) in [("BIN*9000*abc", true), ("BDS*ASC*4*abc", true), ("BIN*4*", true), ("BIN*3*abc", false)] {
        let file = ends_with(data);
        let set = &sets(file.as_bytes()).unwrap()[0];
        assert!(set.bytes().ends_with(data.as_bytes()));
        let (mut merge, mut out) = (Merge::new(), Vec::new());
        let done = [merge.add(set), envelop(set, &mut MemoryControlNumbers::default(), &mut out)];
        for done in done {
            let refused = done.map_err(|error| (error.kind(), error.place().offset));
            let at = (file.len() - data.len()) as u64;
            assert_eq!(refused, if short { Err((ErrorKind::CountedDataShort, Some(at))) } else { Ok(()) }, "{data}");
        }
        assert_eq!(out.is_empty(), short, "{data}");
        merge.add(whole).unwrap();
        let mut merged = Vec::new();
        merge.write(&mut MemoryControlNumbers::default(), &mut merged).unwrap();
        let found = sets(&merged).unwrap();
        assert_eq!(found.len(), if short { 1 } else { 2 }, "{data}");
        assert_eq!(unnumbered(found.last().unwrap()), unnumbered(whole), "{data}");
        let mut splitter = Splitter::new(file.as_bytes(), MemoryControlNumbers::default());
        let part = splitter.next_part(&mut out).unwrap();
        assert_eq!(part, Some(if short { Part::CountedDataShort } else { Part::Set }), "{data}");
        assert_eq!(out.is_empty(), short, "{data}");
        assert_eq!(splitter.next_part(&mut out).unwrap(), None);
    }
    // Also where there is no envelope to repeat.
    let file = ends_with("BIN*9000*abc");
    let bare = &sets(&file.as_bytes()[file.find("ST*").unwrap()..]).unwrap()[0];
    assert_eq!(Merge::new().add(bare).unwrap_err().kind(), ErrorKind::CountedDataShort);
}

#[test]
fn what_was_split_and_merged_is_the_same() {
    let mut merged_files = 0;
    for path in files::all() {
        let file = std::fs::read(&path).unwrap();
        let Some(before) = sets(&file) else { continue };
        let mut splitter = Splitter::with_options(&file[..], MemoryControlNumbers::from(70), &options());
        let (mut one, mut merge, mut kept) = (Vec::new(), Merge::new(), Vec::new());
        let mut index = 0;
        while let Some(part) = splitter.next_part(&mut one).unwrap() {
            match part {
                Part::Set => {
                    let parts = sets(&one).unwrap();
                    assert_eq!(parts.len(), 1, "{path:?}");
                    assert_eq!(parts[0].bytes(), before[index].bytes(), "{path:?}: split keeps every byte");
                    merge.add(&parts[0]).unwrap();
                    kept.push(unnumbered(&before[index]));
                    index += 1;
                }
                Part::EnvelopeMissing => index += 1,
                Part::Outside | Part::Acknowledgment => {}
                _ => panic!("no set is that large"),
            }
        }
        assert_eq!(index, before.len());
        let mut merged = Vec::new();
        merge.write(&mut MemoryControlNumbers::from(900), &mut merged).unwrap();
        if merge.is_empty() {
            assert!(merged.is_empty());
            continue;
        }
        merged_files += 1;
        let mut after: Vec<_> = sets(&merged).unwrap().iter().map(unnumbered).collect();
        after.sort();
        kept.sort();
        assert_eq!(after, kept, "{path:?}");
    }
    assert!(merged_files > 200);
}

/// Whatever was accepted before a file was taken apart, or put together with others, is accepted after it.
#[test]
fn what_was_accepted_stays_accepted() {
    let check = |file: &[u8]| Validator::default().read(file).ok();
    let (mut accepted, mut softly) = (0, 0);
    for path in files::all() {
        let file = std::fs::read(&path).unwrap();
        let Some(report) = check(&file) else { continue };
        let (mut splitter, mut one) = (Splitter::new(&file[..], MemoryControlNumbers::from(70)), Vec::new());
        let mut merge = Merge::new();
        // Before it another set, so that every number changes.
        let first = std::fs::read("tests/fixtures/valid/request_minimal.edi").unwrap();
        merge.add(&sets(&first).unwrap()[0]).unwrap();
        merge.add(&sets(&first).unwrap()[0]).unwrap();
        while let Some(part) = splitter.next_part(&mut one).unwrap() {
            let place = splitter.set().place();
            let interchange = &report.interchanges[place.interchange as usize - 1];
            let group = interchange.groups.iter().find(|group| group.number == place.group);
            let set = group.and_then(|group| group.transactions.iter().find(|set| set.offset == place.offset));
            let whole = |group: &GroupReport| group.ak901() != "R" && interchange.ta104() != "R";
            let good = group.is_some_and(whole) && set.is_some_and(SetReport::is_accepted);
            if part != Part::Set || !good {
                continue;
            }
            assert!(check(&one).unwrap().is_accepted(), "{path:?}: split");
            merge.add(splitter.set()).unwrap();
            accepted += 1;
            softly += usize::from(report.all_issues().any(|issue| issue.code == IssueCode::SetControlZeros));
        }
        let mut merged = Vec::new();
        merge.write(&mut MemoryControlNumbers::from(900), &mut merged).unwrap();
        let report = check(&merged).unwrap();
        let errors: Vec<_> = report.all_issues().filter(|issue| issue.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{path:?}: merged: {errors:?}");
    }
    assert!(accepted > 100 && softly > 0);
}

#[test]
fn merged_files_have_right_counts_and_fresh_numbers() {
    let names = ["infusion_request_dependent", "response_certified", "response_denied", "batch_mixed"];
    let mut merge = Merge::new();
    for name in names {
        for set in sets(&std::fs::read(format!("examples/data/{name}.edi")).unwrap()).unwrap() {
            merge.add(&set).unwrap();
        }
    }
    let mut merged = Vec::new();
    merge.write(&mut MemoryControlNumbers::from(500), &mut merged).unwrap();
    let report = Validator::default().read(&merged[..]).unwrap();
    let envelope: Vec<_> = report.all_issues().filter(|issue| issue.severity == Severity::Error).collect();
    assert!(envelope.iter().all(|issue| issue.at.segment_id == Some("ST")), "only the 837 is refused: {envelope:?}");
    let numbers: Vec<_> = report.interchanges.iter().map(|one| one.control_number.to_string()).collect();
    assert_eq!(numbers, (500..500 + numbers.len()).map(|number| format!("{number:09}")).collect::<Vec<_>>());
    assert!(numbers.len() >= 2, "the request and the answers go different ways");
    for interchange in &report.interchanges {
        let sets = interchange.groups.iter().flat_map(|group| &group.transactions);
        let numbers: Vec<_> = sets.map(|set| set.control_number.clone()).collect();
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    }
}

#[test]
fn test_and_production_are_not_merged() {
    let file = std::fs::read_to_string("examples/data/response_certified.edi").unwrap();
    let other = file.replacen("*T*:~", "*P*:~", 1);
    assert_ne!(file, other);
    let mut merge = Merge::new();
    for file in [&file, &other, &file] {
        merge.add(&sets(file.as_bytes()).unwrap()[0]).unwrap();
    }
    let mut merged = Vec::new();
    merge.write(&mut MemoryControlNumbers::default(), &mut merged).unwrap();
    let report = Validator::default().read(&merged[..]).unwrap();
    let counts: Vec<_> = report.interchanges.iter().map(|one| one.groups[0].transactions.len()).collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn a_trailer_number_that_was_wrong_stays_wrong() {
    let file = std::fs::read("tests/fixtures/recoverable/se02_differs.edi").unwrap();
    let set = &sets(&file).unwrap()[0];
    let mut merge = Merge::new();
    merge.add(set).unwrap();
    let mut merged = Vec::new();
    merge.write(&mut MemoryControlNumbers::default(), &mut merged).unwrap();
    let after = &sets(&merged).unwrap()[0];
    let trailer = |set: &SetBuffer| set.raw().segments().last().unwrap().element(2).to_vec();
    assert_eq!(trailer(after), trailer(set));
    assert_ne!(trailer(after), after.raw().segment(0).unwrap().element(2));
}

/// Two numbers that a check takes for one go on together: the numbers of a trailer are the header's but for zeros and blanks.
#[test]
fn a_trailer_number_that_was_softly_right_becomes_right() {
    for name in ["se02_leading_zero", "blank_before_terminator"] {
        let file = std::fs::read(format!("tests/fixtures/recoverable/{name}.edi")).unwrap();
        let set = &sets(&file).unwrap()[0];
        let mut merge = Merge::new();
        merge.add(set).unwrap();
        merge.add(set).unwrap();
        let mut merged = Vec::new();
        merge.write(&mut MemoryControlNumbers::default(), &mut merged).unwrap();
        let after = sets(&merged).unwrap();
        let trailers: Vec<_> = after.iter().map(|set| set.raw().segments().last().unwrap().element(2)).collect();
        assert_eq!(trailers, [b"0001", b"0002"], "{name}");
    }
    // Wrong it stays, however many zeros it has: 2 is not 0001, and must not become 0002 by its place.
    let file = std::fs::read_to_string("tests/fixtures/recoverable/se02_differs.edi").unwrap();
    let trailer = &file[file.find("SE*").unwrap()..file.find("GE*").unwrap()];
    let file = file.replace(trailer, &format!("{}*2~\n", &trailer[..trailer.rfind('*').unwrap()]));
    let set = &sets(file.as_bytes()).unwrap()[0];
    let mut merge = Merge::new();
    merge.add(set).unwrap();
    merge.add(set).unwrap();
    let mut merged = Vec::new();
    merge.write(&mut MemoryControlNumbers::default(), &mut merged).unwrap();
    let numbers = |set: &SetBuffer| {
        let raw = set.raw();
        [raw.segment(0), raw.segments().last()]
            .map(|segment| String::from_utf8(segment.unwrap().element(2).to_vec()).unwrap())
    };
    let numbers: Vec<_> = sets(&merged).unwrap().iter().map(numbers).collect();
    assert_eq!(numbers, [["0001", "2"], ["0003", "2"]]);
}

#[test]
fn a_ta1_goes_on_in_an_interchange_of_its_own() {
    for (name, wanted) in [("ta1_only", "A"), ("ta1_with_group", "AAS")] {
        let file = std::fs::read(format!("tests/fixtures/valid/{name}.edi")).unwrap();
        let mut splitter = Splitter::new(&file[..], MemoryControlNumbers::from(7));
        let (mut one, mut parts, mut number) = (Vec::new(), String::new(), 7);
        while let Some(part) = splitter.next_part(&mut one).unwrap() {
            assert!(Validator::default().read(&one[..]).unwrap().is_accepted(), "{name}");
            let text = String::from_utf8(one.clone()).unwrap();
            if part == Part::Acknowledgment {
                let sent = String::from_utf8(splitter.set().bytes().to_vec()).unwrap();
                let header = String::from_utf8(file[..90].to_vec()).unwrap();
                assert!(sent.starts_with("TA1*") && text.starts_with(&header));
                assert!(text.ends_with(&format!("~{sent}~IEA*0*{number:09}~")), "{text}");
            }
            parts.push(if part == Part::Set { 'S' } else { 'A' });
            number += 1;
        }
        assert_eq!(parts, wanted);
        assert!(!splitter.take_report().has_errors());
    }
}

/// What the new envelopes of the parts do not show any more can be asked for.
#[test]
fn a_splitter_tells_what_was_wrong_with_the_envelope() {
    let cases = [
        ("ge01_wrong", "GE01: the count of transaction sets differs from the sets found"),
        ("iea01_wrong", "IEA01: the count of groups differs from the groups found"),
        ("ge_missing", "GE: the group has no GE"),
        ("iea_missing", "IEA: the interchange has no IEA"),
        ("ge02_differs", "GE02: the control number differs from the group header's"),
        ("iea02_differs", "IEA02: the control number differs from the header's"),
    ];
    for (name, wanted) in cases {
        let file = std::fs::read(format!("tests/fixtures/recoverable/{name}.edi")).unwrap();
        let mut splitter = Splitter::new(&file[..], MemoryControlNumbers::default());
        let (mut one, mut found) = (Vec::new(), Vec::new());
        while splitter.next_part(&mut one).unwrap().is_some() {
            found.extend(splitter.take_report().issues().iter().map(Issue::message));
        }
        found.extend(splitter.take_report().issues().iter().map(Issue::message));
        assert!(found.iter().any(|message| message == wanted), "{name}: {found:?}");
    }
}

/// Behind GE a set stands in no group: the header of the group that is over is not its own.
#[test]
fn a_set_behind_the_end_of_a_group_is_in_none() {
    let file = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let set = &file[file.find("ST*").unwrap()..file.find("GE*").unwrap()];
    let behind = file.replacen("IEA*", &format!("{set}IEA*"), 1);
    let found: Vec<_> = Index::new(behind.as_bytes()).map(Result::unwrap).collect();
    let places: Vec<_> = found.iter().map(|entry| (entry.group, entry.set, entry.group_number.as_str())).collect();
    let group = found[0].group_number.as_str();
    assert!(!group.is_empty());
    assert_eq!(places, [(1, 1, group), (0, 2, "")]);
    let mut splitter = Splitter::new(behind.as_bytes(), MemoryControlNumbers::default());
    let (mut parts, mut one) = (Vec::new(), Vec::new());
    while let Some(part) = splitter.next_part(&mut one).unwrap() {
        parts.push((part, one.is_empty()));
    }
    assert_eq!(parts, [(Part::Set, false), (Part::EnvelopeMissing, true)]);
    let mut merge = Merge::new();
    let added: Vec<_> = sets(behind.as_bytes()).unwrap().iter().map(|set| merge.add(set).is_ok()).collect();
    assert_eq!((added, merge.len()), (vec![true, false], 1));
}

#[test]
fn sets_are_routed_by_the_umo() {
    let file = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let umo = |file: &str| Umo::of(&sets(file.as_bytes()).unwrap()[0]);
    let found = umo(&file).unwrap();
    assert_eq!((found.qualifier.as_str(), found.id.as_str()), ("PI", "LVHP0001"));
    assert_eq!(found.folder_name(), "PI-LVHP0001");
    let name = "NM1*X3*2*LANTERN VALLEY HEALTH PLAN*****PI*LVHP0001~";
    let with = |other: &str| file.replacen(name, other, 1);
    assert_eq!(umo(&with("NM1*X3*2*LANTERN VALLEY HEALTH PLAN~")), None, "no number");
    assert_eq!(umo(&with("NM1*1P*2*SOMEBODY*****XX*2900100019~")), None, "not a UMO");
    assert_eq!(umo(&with(&format!("{name}NM1*PR*2*OTHER*****PI*OTHER~"))), None, "two that differ");
    assert_eq!(umo(&with(&format!("{name}{name}"))).as_ref(), Some(&found), "twice the same");
    assert_eq!(umo(&with("NM1*X3*2*A*****PI*../../etc~")).unwrap().folder_name(), "PI-_2E_2E_2F_2E_2E_2Fetc");
    assert_eq!(umo(&with(&format!("NM1*X3*2*A*****PI*{}~", "9".repeat(81)))), None, "too long");
    assert!(!format!("{found:?}").contains("LVHP"));
}
