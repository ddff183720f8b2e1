//! Index, split, merge, route, control numbers, journal, outbox.

use crate::files;
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use x12_278::exchange::control_numbers::{ControlNumbers, FileControlNumbers, MemoryControlNumbers, Series};
use x12_278::exchange::index::Index;
use x12_278::exchange::journal::Journal;
use x12_278::exchange::merge::Merge;
use x12_278::exchange::outbox::{Outbox, Unit};
use x12_278::exchange::route::Umo;
use x12_278::exchange::split::{Part, Splitter};
use x12_278::report::Severity;
use x12_278::validate::Validator;
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
            let trailer = index + 1 == count && elements[0] == b"SE" && elements.get(2) == Some(&number);
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
        assert_eq!(part == Part::Set, !out.is_empty());
        parts.push(part);
    }
    let too_large = parts.iter().filter(|part| **part == Part::TooLarge).count();
    assert_eq!(too_large, some.iter().filter(|entry| entry.kind.is_none()).count());
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
                Part::Outside => {}
                Part::TooLarge => panic!("no set is that large"),
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

#[test]
fn control_numbers_outlive_kills() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    let mut given = HashSet::new();
    for round in 0..20 {
        let mut numbers = FileControlNumbers::open(&path).unwrap().with_block(3);
        for _ in 0..round {
            assert!(given.insert(numbers.next(Series::Interchange).unwrap()));
        }
        // The value goes without a word, as a process does that is killed; an unfinished new file is left behind.
        drop(numbers);
        std::fs::write(folder.join("numbers.new"), b"x12-278 control num").unwrap();
    }
    let mut numbers = FileControlNumbers::open(&path).unwrap();
    assert_eq!(numbers.next(Series::Group).unwrap(), 1, "each series is its own");
    let second = FileControlNumbers::open(&path).unwrap_err();
    assert_eq!(second.kind(), ErrorKind::StateInUse);
}

#[test]
fn damaged_or_spent_control_numbers_stop_the_work() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    let good = "x12-278 control numbers 1\ninterchange 999999998\ngroup 7\n";
    for bad in
        ["", "1\n", &good[..good.len() - 1], &good.replace("999999998", "0"), &good.replace('7', "7 "), &good.repeat(2)]
    {
        std::fs::write(&path, bad).unwrap();
        assert_eq!(FileControlNumbers::open(&path).unwrap_err().kind(), ErrorKind::StateDamaged, "{bad:?}");
    }
    std::fs::write(&path, good).unwrap();
    let mut numbers = FileControlNumbers::open(&path).unwrap();
    assert_eq!(numbers.next(Series::Interchange).unwrap(), 999_999_998);
    assert_eq!(numbers.next(Series::Interchange).unwrap(), 999_999_999);
    assert_eq!(numbers.next(Series::Interchange).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    drop(numbers);
    let mut numbers = FileControlNumbers::open(&path).unwrap();
    assert_eq!(numbers.next(Series::Interchange).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    let mut numbers = MemoryControlNumbers::from(u32::MAX);
    assert_eq!(numbers.next(Series::Group).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    let mut last = MemoryControlNumbers::from(999_999_999);
    assert_eq!(last.next(Series::Group).unwrap(), 999_999_999);
    assert_eq!(last.next(Series::Group).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
}

#[test]
fn a_state_that_cannot_be_read_is_an_error_and_not_a_first_start() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    std::fs::create_dir(&path).unwrap();
    assert_eq!(FileControlNumbers::open(&path).unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn lent_control_numbers_are_those_of_the_lender() {
    fn two(mut numbers: impl ControlNumbers) -> [u32; 2] {
        [Series::Group, Series::Group].map(|series| numbers.next(series).unwrap())
    }
    let mut numbers = MemoryControlNumbers::from(41);
    assert_eq!(two(&mut numbers), [41, 42]);
    assert_eq!(numbers.next(Series::Group).unwrap(), 43);
}

fn replay(path: &Path) -> Result<(Journal, Vec<Vec<u8>>), x12_278::Error> {
    let mut entries = Vec::new();
    let journal = Journal::open(path, |entry| entries.push(entry.to_vec()))?;
    Ok((journal, entries))
}

#[test]
fn a_journal_recovers_after_a_kill_at_any_byte() {
    let folder = Folder::new("journal");
    let path = folder.join("journal");
    let all: Vec<Vec<u8>> = (1..6).map(|number| vec![number; usize::from(number) * 7]).collect();
    let mut ends = Vec::new();
    {
        let (mut journal, entries) = replay(&path).unwrap();
        assert!(entries.is_empty());
        for entry in &all {
            journal.append(entry).unwrap();
            ends.push(usize::try_from(std::fs::metadata(&path).unwrap().len()).unwrap());
        }
        assert_eq!(replay(&path).unwrap_err().kind(), ErrorKind::StateInUse);
        assert_eq!(journal.append(b"").unwrap_err().kind(), ErrorKind::Io);
    }
    let whole = std::fs::read(&path).unwrap();
    for cut in 0..=whole.len() {
        let expected = ends.iter().filter(|end| **end <= cut).count();
        // Cut off, cut off with blocks of zeros behind it, and the last entry spoilt.
        let mut zeros = whole[..cut].to_vec();
        zeros.resize(whole.len(), 0);
        for content in [whole[..cut].to_vec(), zeros] {
            std::fs::write(&path, &content).unwrap();
            let Ok((mut journal, entries)) = replay(&path) else {
                assert!(content.len() > cut, "a cut alone never damages");
                continue;
            };
            assert!(entries.len() >= expected, "cut at {cut}: no whole entry is lost");
            assert_eq!(entries, all[..entries.len()]);
            journal.append(b"after").unwrap();
            drop(journal);
            assert_eq!(replay(&path).unwrap().1.last().unwrap(), b"after");
        }
    }
}

#[test]
fn a_journal_that_was_changed_is_refused() {
    let folder = Folder::new("journal");
    let path = folder.join("journal");
    let (mut journal, _) = replay(&path).unwrap();
    for entry in [b"one", b"two", b"six"] {
        journal.append(entry).unwrap();
    }
    drop(journal);
    let whole = std::fs::read(&path).unwrap();
    let first_and_second = whole.len() - 11;
    for place in 0..first_and_second {
        let mut changed = whole.clone();
        changed[place] ^= 0x20;
        std::fs::write(&path, &changed).unwrap();
        match replay(&path) {
            Err(error) => assert_eq!(error.kind(), ErrorKind::StateDamaged),
            // A length that was made larger than the file cannot be told from an entry that was cut off.
            Ok((_, entries)) => assert!(entries.len() < 3 && whole.len() - place > 8, "byte {place}"),
        }
    }
}

fn unit(name: &str) -> Unit {
    Unit::of(name, name.as_bytes()).unwrap()
}

fn put(outbox: &mut Outbox, name: &str) -> Result<(), x12_278::Error> {
    let mut batch = outbox.begin(&unit(name))?;
    for folder in ["a", "b/c"] {
        let mut file = batch.create(Path::new(folder).join(name))?;
        file.write_all(name.as_bytes())?;
        file.flush()?;
    }
    batch.commit()
}

#[test]
fn an_outbox_publishes_once_or_not_at_all() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    let mut outbox = Outbox::open(&root).unwrap();
    put(&mut outbox, "1").unwrap();
    assert!(outbox.is_done(&unit("1")));
    assert_eq!(put(&mut outbox, "1").unwrap_err().kind(), ErrorKind::Io, "no unit is done twice");
    // Begun and not committed: thrown away.
    let mut batch = outbox.begin(&unit("2")).unwrap();
    batch.create("a/2").unwrap().write_all(b"2").unwrap();
    for bad in ["", "/etc/x", "../x", "a/../../x"] {
        assert!(batch.create(bad).is_err(), "{bad}");
    }
    drop(outbox);
    let outbox = Outbox::open(&root).unwrap();
    assert!(!outbox.is_done(&unit("2")) && outbox.is_done(&unit("1")));
    assert!(!root.join("a/2").exists() && !root.join(".staging").exists());
    assert_eq!(Outbox::open(&root).unwrap_err().kind(), ErrorKind::StateInUse);
    drop(outbox);
    // Committed and killed in the middle of the moves: finished. One file is staged still, the other was moved, and
    // fetched by somebody.
    std::fs::create_dir_all(root.join(".staging/files/a")).unwrap();
    std::fs::write(root.join(".staging/files/a/1"), b"late").unwrap();
    std::fs::write(root.join(".staging/units"), "1 83dcefb7 1").unwrap();
    std::fs::remove_file(root.join("b/c/1")).unwrap();
    drop(Outbox::open(&root).unwrap());
    assert_eq!(std::fs::read(root.join("a/1")).unwrap(), b"late");
    assert!(!root.join("b/c/1").exists() && !root.join(".staging").exists());
}

#[test]
fn units_of_a_batch_are_published_together() {
    let folder = Folder::new("batch");
    let root = folder.join("out");
    let mut outbox = Outbox::open(&root).unwrap();
    let names = ["1", "two\nlines", "given up", "back\\slash"];
    let mut batch = outbox.begin(&unit(names[0])).unwrap();
    let write = |batch: &mut x12_278::exchange::outbox::Batch<'_>, name: &str| {
        for number in 0..40 {
            batch.create(format!("{name}/{number}")).unwrap().write_all(name.as_bytes()).unwrap();
        }
    };
    write(&mut batch, "a");
    for (name, place) in names.iter().zip(["a", "b", "c", "d"]).skip(1) {
        batch.add(&unit(name)).unwrap();
        assert_eq!(batch.add(&unit(name)).unwrap_err().kind(), ErrorKind::Io, "a unit is in a batch once");
        write(&mut batch, place);
        if place == "c" {
            batch.give_up().unwrap();
            assert!(batch.create("c/late").is_err(), "there is no unit that it could belong to");
            batch.give_up().unwrap();
        }
    }
    assert!(!root.join("a").exists(), "nothing is to be seen before all is there");
    batch.commit().unwrap();
    let count = |place: &str| std::fs::read_dir(root.join(place)).map_or(0, Iterator::count);
    assert_eq!(["a", "b", "c", "d"].map(count), [40, 40, 0, 40]);
    drop(outbox);
    let outbox = Outbox::open(&root).unwrap();
    assert_eq!(names.map(|name| outbox.is_done(&unit(name))), [true, true, false, true]);
}

#[test]
fn an_outbox_that_stops_among_the_moves_goes_on_later() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    let mut outbox = Outbox::open(&root).unwrap();
    // A folder where a file should go stops the work as a kill does: after the entry in the journal, before all is moved.
    for obstacle in ["a/1", "b/c/1"] {
        std::fs::create_dir_all(root.join(obstacle).join("x")).unwrap();
    }
    assert_eq!(put(&mut outbox, "1").unwrap_err().kind(), ErrorKind::Io);
    drop(outbox);
    assert_eq!(
        Outbox::open(&root).unwrap_err().kind(),
        ErrorKind::Io,
        "it does not go on past what it could not finish"
    );
    for obstacle in ["a/1", "b/c/1"] {
        std::fs::remove_dir_all(root.join(obstacle)).unwrap();
    }
    let outbox = Outbox::open(&root).unwrap();
    assert!(outbox.is_done(&unit("1")), "the journal has it");
    assert_eq!(std::fs::read(root.join("a/1")).unwrap(), b"1");
    assert_eq!(std::fs::read(root.join("b/c/1")).unwrap(), b"1");
}

#[test]
fn a_unit_is_its_name_and_its_content() {
    let of = |name: &str, content: &[u8]| Unit::of(name, content).unwrap();
    assert_eq!(of("a/b", b"123456789").label(), "a_b.9-cbf43926-07f4401c", "CRC-32 has this check value");
    assert_ne!(of("a", b"x"), of("a", b"y"));
    assert_ne!(of("a", b"x"), of("b", b"x"));
}
