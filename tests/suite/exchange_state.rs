//! What outlives a kill: control numbers, journal, outbox.

use crate::exchange::Folder;
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::time::Duration;
use x12_278::exchange::control_numbers::{ControlNumbers, FileControlNumbers, MemoryControlNumbers, Series};
use x12_278::exchange::journal::Journal;
use x12_278::exchange::outbox::{Outbox, Unit};
use x12_278::{Error, ErrorKind};

/// Opens what is free, or will be in a moment: a program that another test starts takes the open files of this process along
/// until it runs, and the locks with them.
fn free<T>(open: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
    let mut opened = open();
    for _ in 0..500 {
        if !opened.as_ref().is_err_and(|error| error.kind() == ErrorKind::StateInUse) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
        opened = open();
    }
    opened
}

#[test]
fn control_numbers_outlive_kills() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    let mut given = HashSet::new();
    for round in 0..20 {
        let mut numbers = free(|| FileControlNumbers::open(&path)).unwrap().with_block(3);
        for _ in 0..round {
            assert!(given.insert(numbers.next(Series::Interchange).unwrap()));
        }
        // The value goes without a word, as a process does that is killed; an unfinished new file is left behind.
        drop(numbers);
        std::fs::write(folder.join("numbers.new"), b"x12-278 control num").unwrap();
    }
    let mut numbers = free(|| FileControlNumbers::open(&path)).unwrap();
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
        let error = free(|| FileControlNumbers::open(&path)).unwrap_err();
        assert_eq!((error.kind(), error.path()), (ErrorKind::StateDamaged, Some(path.as_path())), "{bad:?}");
    }
    std::fs::write(&path, good).unwrap();
    let mut numbers = free(|| FileControlNumbers::open(&path)).unwrap();
    assert_eq!(numbers.next(Series::Interchange).unwrap(), 999_999_998);
    assert_eq!(numbers.next(Series::Interchange).unwrap(), 999_999_999);
    assert_eq!(numbers.next(Series::Interchange).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    drop(numbers);
    let mut numbers = free(|| FileControlNumbers::open(&path)).unwrap();
    assert_eq!(numbers.next(Series::Interchange).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    let mut numbers = MemoryControlNumbers::from(u32::MAX);
    assert_eq!(numbers.next(Series::Group).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
    let mut last = MemoryControlNumbers::from(999_999_999);
    assert_eq!(last.next(Series::Group).unwrap(), 999_999_999);
    assert_eq!(last.next(Series::Group).unwrap_err().kind(), ErrorKind::ControlNumbersSpent);
}

#[test]
fn control_numbers_are_restarted_only_where_they_are_lost_or_damaged() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    drop(free(|| FileControlNumbers::open(&path)).unwrap());
    assert!(path.exists(), "so that it is known later that it was there");
    let refused = free(|| FileControlNumbers::restart(&path, 500)).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Io);
    assert_eq!(
        free(|| FileControlNumbers::open(&path)).unwrap().next(Series::Group).unwrap(),
        1,
        "nothing was changed"
    );
    std::fs::write(&path, "damaged").unwrap();
    let mut numbers = free(|| FileControlNumbers::restart(&path, 500)).unwrap();
    assert_eq!([Series::Interchange, Series::Group].map(|series| numbers.next(series).unwrap()), [500, 500]);
    assert_eq!(FileControlNumbers::restart(&path, 500).unwrap_err().kind(), ErrorKind::StateInUse);
    drop(numbers);
    std::fs::remove_file(&path).unwrap();
    drop(free(|| FileControlNumbers::restart(&path, 700)).unwrap());
    let next = free(|| FileControlNumbers::open(&path)).unwrap().next(Series::Interchange).unwrap();
    assert_eq!(next, 700, "kept before it was given");
}

#[test]
fn a_state_that_cannot_be_read_is_an_error_and_not_a_first_start() {
    let folder = Folder::new("numbers");
    let path = folder.join("numbers");
    std::fs::create_dir(&path).unwrap();
    assert_eq!(free(|| FileControlNumbers::open(&path)).unwrap_err().kind(), ErrorKind::Io);
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
        let (mut journal, entries) = free(|| replay(&path)).unwrap();
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
            let Ok((mut journal, entries)) = free(|| replay(&path)) else {
                assert!(content.len() > cut, "a cut alone never damages");
                continue;
            };
            assert!(entries.len() >= expected, "cut at {cut}: no whole entry is lost");
            assert_eq!(entries, all[..entries.len()]);
            journal.append(b"after").unwrap();
            drop(journal);
            assert_eq!(free(|| replay(&path)).unwrap().1.last().unwrap(), b"after");
        }
    }
}

#[test]
fn a_journal_that_was_changed_is_refused() {
    let folder = Folder::new("journal");
    let path = folder.join("journal");
    let (mut journal, _) = free(|| replay(&path)).unwrap();
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
        match free(|| replay(&path)) {
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
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
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
    let outbox = free(|| Outbox::open(&root)).unwrap();
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
    drop(free(|| Outbox::open(&root)).unwrap());
    assert_eq!(std::fs::read(root.join("a/1")).unwrap(), b"late");
    assert!(!root.join("b/c/1").exists() && !root.join(".staging").exists());
}

#[test]
fn units_of_a_batch_are_published_together() {
    let folder = Folder::new("batch");
    let root = folder.join("out");
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
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
    let outbox = free(|| Outbox::open(&root)).unwrap();
    assert_eq!(names.map(|name| outbox.is_done(&unit(name))), [true, true, false, true]);
}

#[test]
fn an_outbox_that_stops_among_the_moves_goes_on_later() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    // A folder where a file should go stops the work as a kill does: after the entry in the journal, before all is moved.
    for obstacle in ["a/1", "b/c/1"] {
        std::fs::create_dir_all(root.join(obstacle).join("x")).unwrap();
    }
    let error = put(&mut outbox, "1").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    let folders = [root.join("a"), root.join("b")];
    assert!(folders.iter().any(|folder| error.path() == Some(folder)), "it names the folder");
    drop(outbox);
    assert_eq!(
        free(|| Outbox::open(&root)).unwrap_err().kind(),
        ErrorKind::Io,
        "it does not go on past what it could not finish"
    );
    for obstacle in ["a/1", "b/c/1"] {
        std::fs::remove_dir_all(root.join(obstacle)).unwrap();
    }
    let outbox = free(|| Outbox::open(&root)).unwrap();
    assert!(outbox.is_done(&unit("1")), "the journal has it");
    assert_eq!(std::fs::read(root.join("a/1")).unwrap(), b"1");
    assert_eq!(std::fs::read(root.join("b/c/1")).unwrap(), b"1");
}

/// Its staged files are those of units that are in the journal: whatever else were done with it would lose them.
#[test]
fn an_outbox_that_could_not_publish_does_nothing_until_it_is_opened_again() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    std::fs::create_dir_all(root.join("a/1/x")).unwrap();
    let mut batch = outbox.begin(&unit("1")).unwrap();
    batch.create("a/1").unwrap().write_all(b"1").unwrap();
    batch.fall_short();
    assert_eq!(batch.commit().unwrap_err().kind(), ErrorKind::Io);
    std::fs::remove_dir_all(root.join("a/1")).unwrap();
    let refused = outbox.begin(&unit("2")).map(|_| ()).unwrap_err();
    assert_eq!((refused.kind(), refused.path()), (ErrorKind::Io, Some(root.as_path())));
    let why = std::error::Error::source(&refused).unwrap().to_string();
    assert_eq!(why, "an earlier batch could not be published");
    assert_eq!(outbox.run_ended().unwrap_err().kind(), ErrorKind::Io);
    assert!(outbox.falls_short());
    drop(outbox);
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    assert!(outbox.is_done(&unit("1")) && outbox.falls_short());
    assert_eq!(std::fs::read(root.join("a/1")).unwrap(), b"1");
    put(&mut outbox, "2").unwrap();
    outbox.run_ended().unwrap();
}

/// What fell short is told by the next run that ends by itself, and once.
#[test]
fn what_fell_short_is_known_until_a_run_has_told_it() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    assert!(outbox.is_new() && !outbox.falls_short());
    outbox.begin(&unit("good")).unwrap().commit().unwrap();
    assert!(!outbox.is_new() && !outbox.falls_short());
    // A unit that was given up takes what was said of it along.
    let mut batch = outbox.begin(&unit("given up")).unwrap();
    batch.fall_short();
    batch.give_up().unwrap();
    batch.fall_short();
    batch.commit().unwrap();
    assert!(!outbox.falls_short());
    let mut batch = outbox.begin(&unit("short")).unwrap();
    batch.fall_short();
    batch.add(&unit("good too")).unwrap();
    batch.commit().unwrap();
    assert!(outbox.falls_short());
    drop(outbox);
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    assert!(outbox.falls_short() && outbox.is_done(&unit("short")) && outbox.is_done(&unit("good too")));
    outbox.run_ended().unwrap();
    assert!(!outbox.falls_short());
    drop(outbox);
    let mut outbox = free(|| Outbox::open(&root)).unwrap();
    assert!(!outbox.falls_short() && outbox.is_done(&unit("short")));
    outbox.begin(&unit("good three")).unwrap().commit().unwrap();
    drop(outbox);
    assert!(!free(|| Outbox::open(&root)).unwrap().falls_short());
}

#[test]
fn a_journal_without_a_word_of_what_fell_short_is_read() {
    let folder = Folder::new("outbox");
    let root = folder.join("out");
    std::fs::create_dir_all(&root).unwrap();
    let lines = "9 cbf43926 a\n9 cbf43926 b";
    Journal::open(root.join("journal"), |_| {}).unwrap().append(lines.as_bytes()).unwrap();
    let outbox = free(|| Outbox::open(&root)).unwrap();
    let of = |name: &str| Unit::of(name, &b"123456789"[..]).unwrap();
    assert!(outbox.is_done(&of("a")) && outbox.is_done(&of("b")) && !outbox.falls_short());
}

#[test]
fn publishing_tells_how_far_it_is() {
    let folder = Folder::new("outbox");
    let mut outbox = free(|| Outbox::open(folder.join("out"))).unwrap();
    let mut batch = outbox.begin(&unit("many")).unwrap();
    for number in 0..40 {
        batch.create(format!("files/{number}")).unwrap();
    }
    let told = std::sync::Mutex::new(Vec::new());
    batch.commit_with(|step, steps| told.lock().unwrap().push((step, steps))).unwrap();
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, (1..=81).map(|step| (step, 81)).collect::<Vec<_>>(), "each synced, each moved, and their list");
}

#[test]
fn a_unit_is_its_name_and_its_content() {
    let of = |name: &str, content: &[u8]| Unit::of(name, content).unwrap();
    assert_eq!(of("a/b", b"123456789").label(), "a_b.9-cbf43926-07f4401c", "CRC-32 has this check value");
    assert_ne!(of("a", b"x"), of("a", b"y"));
    assert_ne!(of("a", b"x"), of("b", b"x"));
}
