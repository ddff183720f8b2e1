//! The program `gateway`, run as users run it, and killed while it runs.

use crate::exchange::{Folder, ends_with};
use crate::programs::programs;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use x12_278::{Document, Event, Kind, Reader, SetBuffer, Transaction};

fn gateway(incoming: &Path, out: &Path) -> Command {
    let mut command = Command::new(programs().join("gateway"));
    command.arg(incoming).arg(out).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// All files below a folder but for what the gateway remembers.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.parent() != Some(folder) {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The bytes of every set below `accepted` and `quarantine`, sorted.
fn sets_in(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<Vec<u8>> {
    let placed = files.iter().filter(|(path, _)| !path.starts_with("acknowledgments"));
    let mut sets: Vec<_> =
        placed.filter(|(path, _)| path.extension().unwrap() == "edi").flat_map(|(_, file)| sets(file)).collect();
    sets.sort();
    sets
}

fn sets(file: &[u8]) -> Vec<Vec<u8>> {
    Reader::new(file).into_sets().map_while(Result::ok).map(|set| set.bytes().to_vec()).collect()
}

/// ISA13 and GS06 of every file that was written. What is in no set is kept as it stood, with the sender's numbers.
fn numbers_in(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<(&'static str, String)> {
    let mut numbers = Vec::new();
    let written = |path: &Path| path.extension().unwrap() == "edi" && !path.to_string_lossy().ends_with("-rest.edi");
    for (_, file) in files.iter().filter(|(path, _)| written(path)) {
        let (mut reader, mut set) = (Reader::new(&file[..]), SetBuffer::new());
        loop {
            match reader.next_event(&mut set).unwrap() {
                Event::InterchangeStart => {
                    numbers.push(("ISA", set.interchange_header().unwrap().control_number.to_string()));
                }
                Event::GroupStart => {
                    let number = set.group_header().unwrap().control_number.unwrap();
                    numbers.push(("GS", number.to_string()));
                }
                Event::End => break,
                _ => {}
            }
        }
    }
    numbers
}

/// Files of one set and of many, with sets that are accepted and sets that are not.
fn incoming(folder: &Folder) -> PathBuf {
    let incoming = folder.join("in");
    std::fs::create_dir_all(&incoming).unwrap();
    for name in ["batch_mixed.edi", "broken.edi", "infusion_request_dependent.edi", "response_denied.edi"] {
        std::fs::copy(Path::new("examples/data").join(name), incoming.join(name)).unwrap();
    }
    incoming
}

#[test]
fn accepted_sets_go_to_their_payer_and_the_rest_to_quarantine() {
    let folder = Folder::new("gateway");
    let (incoming, out) = (incoming(&folder), folder.join("out"));
    std::fs::write(incoming.join("page.html"), b"<html>MARIGOLD</html>").unwrap();
    std::fs::write(incoming.join(".hidden"), b"not looked at").unwrap();
    let done = gateway(&incoming, &out).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "something was quarantined");
    assert!(done.stdout.is_empty() && done.stderr.is_empty(), "no bar where no terminal is");
    let files = files_below(&out);
    let request = files.keys().find(|path| path.to_string_lossy().contains("infusion_request_dependent")).unwrap();
    assert!(request.starts_with("accepted/PI-LVHP0001"), "{request:?}");
    let written = Document::read(&files[request]).unwrap();
    assert!(!written.report.has_errors());
    let original = std::fs::read("examples/data/infusion_request_dependent.edi").unwrap();
    assert_eq!(sets(&files[request]), sets(&original));
    for (path, report) in files.iter().filter(|(path, _)| path.extension().unwrap() == "txt") {
        assert!(path.starts_with("quarantine") && files.contains_key(&path.with_extension("edi")));
        let report = std::str::from_utf8(report).unwrap();
        assert!(report.starts_with("quarantined: "));
        assert!(!report.contains("MARIGOLD") && !report.contains("PENNYWHISTLE"), "no value in a report");
    }
    let answer =
        files.keys().find(|path| path.starts_with("acknowledgments") && path.to_string_lossy().contains("broken"));
    let answer = Document::read(&files[answer.unwrap()]).unwrap();
    assert!(!answer.report.has_errors());
    assert_eq!(answer.document.interchanges[0].header.as_ref().unwrap().receiver.as_str(), "HEARTHSTONE");
    assert_eq!(
        answer.document.transactions().map(Transaction::kind).collect::<Vec<_>>(),
        [Kind::ImplementationAcknowledgment]
    );
    assert_eq!(files.keys().filter(|path| path.starts_with("acknowledgments")).count(), 4, "each file is answered");
    let page = files.keys().find(|path| path.to_string_lossy().contains("page.html")).unwrap();
    assert!(page.starts_with("quarantine"));
    assert_eq!(files[&page.with_extension("edi")], b"<html>MARIGOLD</html>");
    // Once more: nothing is done twice, and a new file is done.
    let again = gateway(&incoming, &out).output().unwrap();
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(files_below(&out), files);
    std::fs::write(incoming.join("new.edi"), &original).unwrap();
    assert_eq!(gateway(&incoming, &out).output().unwrap().status.code(), Some(0));
    assert_eq!(sets_in(&files_below(&out)).len(), sets_in(&files).len() + 1);
}

/// What a payer wants as an error keeps a set of its own out, and no set of another payer.
#[test]
fn a_profile_quarantines_or_warns() {
    let folder = Folder::new("gateway-profile");
    let incoming = folder.join("in");
    std::fs::create_dir_all(&incoming).unwrap();
    let request = "infusion_request_dependent.edi";
    std::fs::copy(Path::new("examples/data").join(request), incoming.join(request)).unwrap();
    let run = |name: &str, payer: &str, severity: &str| {
        let profile = folder.join(format!("{name}.toml"));
        let text = format!(
            "name = \"A\"\nfrom = 2020-01-01\npayers = [\"{payer}\"]\n[[request.segment]]\nid = \"P1\"\nloop = \"2000E\"\nsegment = \"CL1\"\n\
             usage = \"required\"\nseverity = \"{severity}\"\ntext = \"We ask for the kind of admission.\"\n"
        );
        std::fs::write(&profile, text).unwrap();
        let out = folder.join(name);
        let done = gateway(&incoming, &out).arg("--profile").arg(profile).output().unwrap();
        assert!(done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
        let files = files_below(&out);
        let answer = files.iter().find(|(path, _)| path.starts_with("acknowledgments")).unwrap().1;
        let answer = String::from_utf8(answer.clone()).unwrap();
        let report = files.iter().find(|(path, _)| path.extension().unwrap() == "txt");
        let report = report.map(|(_, text)| String::from_utf8(text.clone()).unwrap());
        let accepted = files.keys().any(|path| path.starts_with("accepted"));
        assert_eq!(accepted, answer.contains("~AK9*A*1*1*1~"), "{answer}");
        (done.status.code(), accepted, report)
    };
    let (code, accepted, report) = run("strict", "LVHP0001", "error");
    assert_eq!((code, accepted), (Some(1), false));
    let wanted = "CL1 in 2000E[1]: the payer requires it, but it is missing: We ask for the kind of admission. [P1]";
    assert!(report.unwrap().contains(&format!("error: {wanted}")));
    assert_eq!(run("lax", "LVHP0001", "warning"), (Some(0), true, None));
    assert_eq!(run("other", "SOMEBODY", "error"), (Some(0), true, None));
    let bad = folder.join("bad.toml");
    std::fs::write(&bad, "name = \"MARIGOLD").unwrap();
    let done = gateway(&incoming, &folder.join("none")).arg("--profile").arg(bad).output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(!String::from_utf8(done.stderr).unwrap().contains("MARIGOLD"));
    assert!(!folder.join("none").exists(), "nothing is made before the profile is known to be good");
}

#[test]
fn wrong_folders_end_with_three() {
    let folder = Folder::new("gateway");
    let done = gateway(&folder.join("missing"), &folder.join("out")).output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    std::fs::create_dir_all(folder.join("in")).unwrap();
    std::fs::write(folder.join("out/journal"), b"somebody wrote over it").unwrap();
    let done = gateway(&folder.join("in"), &folder.join("out")).output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    let wanted = format!("{}: a state file is not as it was written\n", folder.join("out/journal").display());
    assert_eq!(String::from_utf8(done.stderr).unwrap(), wanted);
}

/// Every set and everything else of a file is found again in what comes out, byte for byte.
#[test]
fn nothing_of_a_file_vanishes() {
    let folder = Folder::in_memory("gateway");
    let (incoming, out) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(&incoming).unwrap();
    let mut sources = BTreeMap::new();
    for path in crate::files::all() {
        let name = format!("{}-{}", sources.len(), path.file_name().unwrap().to_string_lossy());
        std::fs::copy(&path, incoming.join(&name)).unwrap();
        sources.insert(name, std::fs::read(path).unwrap());
    }
    // A group without a set, a stray in a group with one, a stray GE, and an interchange without anything.
    let file = std::fs::read_to_string("tests/fixtures/valid/several_groups.edi").unwrap();
    let group = &file[file.find("GS*").unwrap()..file.find("ST*").unwrap()];
    let odd =
        file.replacen("IEA*", &format!("GE*9*9~\n{group}GE*0*77~\nIEA*"), 1).replacen("ST*", "ZZZ*STRAY~\nST*", 1);
    let end = &file[file.find("IEA*").unwrap()..];
    let odd = format!("{odd}{}\n{end}", &file[..106]);
    std::fs::write(incoming.join("odd.edi"), &odd).unwrap();
    sources.insert("odd.edi".to_owned(), odd.into_bytes());
    let done = gateway(&incoming, &out).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let files = files_below(&out);
    let mut rests = 0;
    for (name, source) in &sources {
        let of_it = |path: &Path| {
            let placed = path.starts_with("accepted") || path.starts_with("quarantine");
            placed
                && path.extension().unwrap() == "edi"
                && path.file_name().unwrap().to_string_lossy().starts_with(&format!("{name}."))
        };
        let found: Vec<&[u8]> =
            files.iter().filter(|(path, _)| of_it(path)).map(|(_, bytes)| bytes.as_slice()).collect();
        assert!(!found.is_empty(), "{name}");
        let (mut reader, mut set) = (Reader::new(&source[..]), SetBuffer::new());
        while let Ok(event) = reader.next_event(&mut set) {
            match event {
                Event::End => break,
                Event::Set | Event::Acknowledgment | Event::Outside if !set.bytes().is_empty() => {
                    let is_there = found.iter().any(|file| memchr::memmem::find(file, set.bytes()).is_some());
                    assert!(is_there, "{name}: {event:?} at byte {}", set.place().offset);
                    rests += usize::from(event != Event::Set);
                }
                _ => {}
            }
        }
    }
    assert!(rests > 5);
    let text = |end: &str| {
        let of_odd = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("odd.edi.");
        let path = files.keys().filter(of_odd).find(|path| path.to_string_lossy().ends_with(end));
        std::str::from_utf8(&files[path.unwrap()]).unwrap()
    };
    let (header, number) = (&file[..107], &end[4..]);
    let first = &file[file.find("GS*").unwrap()..];
    let (first, first_end) = (&first[..first.find("ST*").unwrap()], &first[first.find("GE*").unwrap()..]);
    let first_end = &first_end[..=first_end.find('\n').unwrap()];
    assert_eq!(
        text("1-rest.edi"),
        format!("{header}{first}ZZZ*STRAY~\n{first_end}GE*9*9~\n{group}GE*0*77~\nIEA*{number}")
    );
    assert!(text("1-rest.txt").starts_with(
        "quarantined: it is in no transaction set (other segments or texts: 2, groups without a set: 1)\n"
    ));
    assert_eq!(text("2-rest.edi"), format!("{header}IEA*{number}"));
    assert!(
        text("2-rest.txt").starts_with("quarantined: it is in no transaction set (interchanges without a set: 1)\n")
    );
}

/// Counted data that is cut short takes whatever is written behind it for its own.
#[test]
fn a_set_that_ends_in_counted_data_cut_short_is_quarantined_as_it_stood() {
    let folder = Folder::new("gateway");
    let (incoming, out) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(&incoming).unwrap();
    let file = ends_with("BIN*9000*abc");
    let set = &file[file.find("ST*").unwrap()..];
    std::fs::write(incoming.join("a.edi"), &file).unwrap();
    std::fs::write(incoming.join("bare.edi"), format!("{}{set}", &file[..107])).unwrap();
    let done = gateway(&incoming, &out).output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap()), (Some(1), String::new()));
    let files = files_below(&out);
    let placed = |path: &&PathBuf| !path.starts_with("acknowledgments") && path.extension().unwrap() == "edi";
    let placed: Vec<_> = files.keys().filter(placed).collect();
    assert_eq!(placed.len(), 2, "{placed:?}");
    for path in placed {
        assert!(path.starts_with("quarantine"));
        assert_eq!(std::str::from_utf8(&files[path]).unwrap(), set);
    }
}

#[test]
fn a_file_of_ta1_alone_is_quarantined_whole() {
    let folder = Folder::new("gateway");
    let (incoming, out) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(&incoming).unwrap();
    std::fs::copy("tests/fixtures/valid/ta1_only.edi", incoming.join("a.edi")).unwrap();
    let done = gateway(&incoming, &out).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let files: Vec<_> = files_below(&out).into_iter().collect();
    assert_eq!(files.len(), 2);
    assert_eq!(files[0].1, std::fs::read("tests/fixtures/valid/ta1_only.edi").unwrap());
    assert!(files[1].1.starts_with(b"quarantined: there is no set in the file\n"));
}

/// What was quarantined is told by the first run that ends by itself, though another did the work.
#[test]
fn a_run_that_could_not_publish_leaves_its_exit_code_to_the_next() {
    let folder = Folder::new("gateway");
    let (incoming, out) = (incoming(&folder), folder.join("out"));
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("accepted"), b"in the way").unwrap();
    let done = gateway(&incoming, &out).output().unwrap();
    let complaint = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(complaint.starts_with(&format!("cannot write to {}: ", out.join("accepted").display())), "{complaint}");
    std::fs::remove_file(out.join("accepted")).unwrap();
    let code = || gateway(&incoming, &out).output().unwrap().status.code();
    assert_eq!((code(), code()), (Some(1), Some(0)));
}

#[test]
fn lost_control_numbers_stop_the_work() {
    let folder = Folder::new("gateway");
    let (incoming, out) = (incoming(&folder), folder.join("out"));
    let numbers = out.join("control-numbers");
    assert_eq!(gateway(&incoming, &out).output().unwrap().status.code(), Some(1));
    let how = "put it back from a copy, or say with --restart-numbers N from which number on none was given";
    let run = |arguments: &[&str]| {
        let done = gateway(&incoming, &out).args(arguments).output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    let name = numbers.display();
    std::fs::remove_file(&numbers).unwrap();
    let why = "the control numbers are lost, although the journal has entries";
    assert_eq!(run(&[]), (Some(3), format!("{name}: {why}: {how}\n")));
    std::fs::write(&numbers, b"").unwrap();
    let why = "a state file is not as it was written";
    assert_eq!(run(&[]), (Some(3), format!("{name}: {why}: {how}\n")));
    std::fs::copy("examples/data/response_certified.edi", incoming.join("new.edi")).unwrap();
    assert_eq!(run(&["--restart-numbers", "700000"]), (Some(0), String::new()));
    let given: Vec<_> =
        numbers_in(&files_below(&out)).into_iter().filter(|(_, number)| number.ends_with("700000")).collect();
    assert_eq!(given.len(), 2, "an interchange and a group");
    let why = "the file is sound, and its numbers go on by themselves: leave --restart-numbers out";
    assert_eq!(run(&["--restart-numbers", "900000"]), (Some(3), format!("{name}: {why}\n")));
}

#[test]
fn the_folders_must_be_apart() {
    let folder = Folder::new("gateway");
    let incoming = incoming(&folder);
    std::fs::create_dir_all(folder.join("out/quarantine")).unwrap();
    let cases =
        [("in", "in"), ("in", "in/out"), ("in", "out/../in/new/out"), ("in/../in", "in/."), ("out/quarantine", "out")];
    for (from, to) in cases {
        let done = gateway(&folder.join(from), &folder.join(to)).output().unwrap();
        assert_eq!(done.status.code(), Some(2), "{from} {to}");
        let complaint = String::from_utf8(done.stderr).unwrap();
        assert!(complaint.starts_with("error: IN_DIR and OUT_DIR must be apart"), "{complaint}");
    }
    assert_eq!(std::fs::read_dir(&incoming).unwrap().count(), 4, "nothing was made");
    let done = gateway(&incoming, &folder.join("in-out")).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "a name that begins alike is another folder");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("gateway");
    let (incoming, out) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(incoming.join("sub")).unwrap();
    std::fs::create_dir_all(incoming.join(".hidden")).unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/response_certified.edi");
    symlink(&source, incoming.join("a.edi")).unwrap();
    let run = || {
        let done = gateway(&incoming, &out).output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    let inside = |name: &str, what: &str| format!("{}: passed over: it is {what}\n", incoming.join(name).display());
    assert_eq!(run(), (Some(1), inside("sub", "a folder")));
    assert_eq!(sets_in(&files_below(&out)), sets(&std::fs::read(source).unwrap()), "a link to a file is read");
    symlink(folder.join("nothing"), incoming.join("b.edi")).unwrap();
    symlink(&incoming, incoming.join("c.edi")).unwrap();
    let named = [inside("b.edi", "a link to nothing"), inside("c.edi", "a folder"), inside("sub", "a folder")];
    assert_eq!(run(), (Some(1), named.concat()));
    // A link to itself stops no other file.
    symlink("d.edi", incoming.join("d.edi")).unwrap();
    std::fs::copy("examples/data/response_denied.edi", incoming.join("e.edi")).unwrap();
    let (code, complaints) = run();
    let unread = format!("cannot read {}: ", incoming.join("d.edi").display());
    assert!(
        code == Some(3) && complaints.starts_with(&unread) && complaints.ends_with(&named.concat()),
        "{complaints}"
    );
    assert_eq!(sets_in(&files_below(&out)).len(), 2);
}

#[test]
fn a_hundred_kills_lose_and_double_nothing() {
    const THREADS: u8 = 2;
    // Of each thread. On a busy machine many kills come too early or too late to meet work: then there are more.
    const KILLS: u32 = 50;
    const MOST_KILLS: u32 = 5 * KILLS;
    let folder = Folder::in_memory("kills");
    let incoming = incoming(&folder);
    let files = std::fs::read_dir(&incoming).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    let mut expected: Vec<_> = files.flat_map(|file| sets(&file)).collect();
    expected.sort();
    let whole = folder.join("whole");
    gateway(&incoming, &whole).output().unwrap();
    let all = files_below(&whole);
    assert_eq!(sets_in(&all), expected);
    let mut met = Met::default();
    std::thread::scope(|scope| {
        let begin = |thread| {
            let (folder, incoming, expected, all) = (&folder, &incoming, &expected, all.len());
            scope.spawn(move || {
                let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[thread; 32]);
                let mut met = Met::default();
                for round in 0.. {
                    let out = folder.join(format!("out-{thread}-{round}"));
                    kill_and_finish(incoming, &out, expected, all, &mut random, &mut met);
                    if met.kills >= KILLS && met.meets(10, 25, 2) || met.kills >= MOST_KILLS {
                        break;
                    }
                }
                met
            })
        };
        let threads: Vec<_> = (0..THREADS).map(begin).collect();
        for thread in threads {
            let more = thread.join().unwrap();
            met.kills += more.kills;
            met.staged += more.staged;
            met.published += more.published;
            met.told_later += more.told_later;
        }
    });
    println!("{met:?}");
    assert!(met.kills >= 100);
    // The kills must meet work: units that were begun, and folders in which much was published already.
    assert!(met.meets(20, 50, 4), "{met:?}");
}

/// What the kills met.
#[derive(Debug, Default)]
struct Met {
    kills: u32,
    /// A unit was begun and not finished.
    staged: u32,
    /// Something was published.
    published: u32,
    /// The run behind the kills told what a killed one had quarantined.
    told_later: u32,
}

impl Met {
    fn meets(&self, staged: u32, published: u32, told_later: u32) -> bool {
        self.staged >= staged && self.published >= published && self.told_later >= told_later
    }
}

/// Kills the program a few times, each time when it has published some random number of files and a moment has passed,
/// lets it finish, and holds what came out against the sets that came in.
fn kill_and_finish(incoming: &Path, out: &Path, expected: &[Vec<u8>], all: usize, random: &mut TestRng, met: &mut Met) {
    let published_before = met.published;
    let mut below = |limit: usize| random.next_u32() as usize % limit;
    let mut seen: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for _ in 0..1 + below(4) {
        let target = seen.len() + below(all - seen.len() + 1);
        let pause = Duration::from_micros(below(5000) as u64);
        // One file after the other, or some or all of them together.
        let together = ["1", "2", "256"][below(3)];
        let mut child = gateway(incoming, out).args(["--together", together]).spawn().unwrap();
        while published(out) < target && child.try_wait().unwrap().is_none() {}
        std::thread::sleep(pause);
        child.kill().unwrap();
        let killed = child.wait().unwrap().code().is_none();
        if !out.exists() {
            continue;
        }
        let mut now = files_below(out);
        now.retain(|path, _| !path.starts_with(".staging"));
        met.kills += u32::from(killed);
        met.staged += u32::from(killed && out.join(".staging").exists());
        met.published += u32::from(killed && !now.is_empty());
        assert!(seen.iter().all(|(path, bytes)| now.get(path) == Some(bytes)), "what was published stays");
        seen = now;
    }
    // Something was quarantined, and the first run that ends by itself tells so. One that was killed between telling and
    // ending has told.
    let told = was_told(out);
    let end = gateway(incoming, out).output().unwrap();
    assert_eq!(end.status.code(), Some(i32::from(!told)), "{}", String::from_utf8_lossy(&end.stderr));
    met.told_later += u32::from(!told && met.published > published_before);
    assert_eq!(gateway(incoming, out).output().unwrap().status.code(), Some(0));
    let files = files_below(out);
    assert!(seen.iter().all(|(path, bytes)| files.get(path) == Some(bytes)), "what was published stays");
    assert!(!out.join(".staging").exists());
    assert_eq!(files.len(), all);
    assert_eq!(sets_in(&files), expected, "every set in one place");
    let numbers = numbers_in(&files);
    let distinct: HashSet<_> = numbers.iter().collect();
    assert_eq!(distinct.len(), numbers.len(), "every control number once");
}

/// Whether the journal ends with a run that ended by itself: an entry of one byte. It is not opened, for the lock would go on
/// to the programs that other threads start meanwhile.
fn was_told(out: &Path) -> bool {
    let journal = std::fs::read(out.join("journal")).unwrap_or_default();
    matches!(journal.as_slice(), [.., 1, 0, 0, 0, _, _, _, _, b'.'])
}

/// How many files are to be seen.
fn published(out: &Path) -> usize {
    let list = |path: PathBuf| std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let accepted = list(out.join("accepted")).flat_map(list).count();
    accepted + list(out.join("quarantine")).count() + list(out.join("acknowledgments")).count()
}
