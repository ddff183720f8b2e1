//! The program `gateway`, run as users run it, and killed while it runs.

use crate::exchange::Folder;
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

/// ISA13 and GS06 of every file that was written.
fn numbers_in(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<(&'static str, String)> {
    let mut numbers = Vec::new();
    for (path, file) in files.iter().filter(|(path, _)| path.extension().unwrap() == "edi") {
        let (mut reader, mut set) = (Reader::new(&file[..]), SetBuffer::new());
        loop {
            match reader.next_event(&mut set).unwrap() {
                Event::InterchangeStart => {
                    numbers.push(("ISA", set.interchange_header().unwrap().control_number.to_string()));
                }
                // Groups of an answer are numbered within their interchange.
                Event::GroupStart if !path.starts_with("acknowledgments") => {
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
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "a state file is not as it was written\n");
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
                    if met.kills >= KILLS && met.meets(10, 25) || met.kills >= MOST_KILLS {
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
        }
    });
    println!("{met:?}");
    assert!(met.kills >= 100);
    // The kills must meet work: units that were begun, and folders in which much was published already.
    assert!(met.meets(20, 50), "{met:?}");
}

/// What the kills met.
#[derive(Debug, Default)]
struct Met {
    kills: u32,
    /// A unit was begun and not finished.
    staged: u32,
    /// Something was published.
    published: u32,
}

impl Met {
    fn meets(&self, staged: u32, published: u32) -> bool {
        self.staged >= staged && self.published >= published
    }
}

/// Kills the program a few times, each time when it has published some random number of files and a moment has passed,
/// lets it finish, and holds what came out against the sets that came in.
fn kill_and_finish(incoming: &Path, out: &Path, expected: &[Vec<u8>], all: usize, random: &mut TestRng, met: &mut Met) {
    let mut below = |limit: usize| random.next_u32() as usize % limit;
    let mut seen: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for _ in 0..4 {
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
    let end = gateway(incoming, out).output().unwrap();
    assert!(matches!(end.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&end.stderr));
    let files = files_below(out);
    assert!(seen.iter().all(|(path, bytes)| files.get(path) == Some(bytes)), "what was published stays");
    assert!(!out.join(".staging").exists());
    assert_eq!(files.len(), all);
    assert_eq!(sets_in(&files), expected, "every set in one place");
    let numbers = numbers_in(&files);
    let distinct: HashSet<_> = numbers.iter().collect();
    assert_eq!(distinct.len(), numbers.len(), "every control number once");
}

/// How many files are to be seen.
fn published(out: &Path) -> usize {
    let list = |path: PathBuf| std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let accepted = list(out.join("accepted")).flat_map(list).count();
    accepted + list(out.join("quarantine")).count() + list(out.join("acknowledgments")).count()
}
