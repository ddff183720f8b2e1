//! What is made of whole files: ours against golden files, those of others by their hash.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite decision_answers` writes the golden files anew; read the difference.

use super::decision::response;
use super::files::{assert_golden, hash};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use x12_278::decision::{Answer, Circumstances, acknowledgments, answers};
use x12_278::syntax::Delimiters;
use x12_278::{Document, ReadOptions};

pub(crate) fn read_answers(bytes: &[u8]) -> Option<(Vec<Answer>, usize)> {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let read = Document::read_with(bytes, &options).ok()?;
    Some((answers(&read, &Circumstances::default()), acknowledgments(&read.document).len()))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "edi") {
            found.push(path);
        }
    }
}

/// One line an answer: the whole, then each event with its services; `+` where care may be scheduled.
fn outline(answer: &Answer) -> String {
    let mut text = format!("{}", answer.state);
    for event in &answer.events {
        let action = event.outcome.details.action.as_deref().unwrap_or("-");
        write!(text, " [{action} {}", event.outcome.state).unwrap();
        for line in &event.lines {
            let plus = if line.schedulable().is_some() { "+" } else { "" };
            write!(text, "; {}{plus}", line.outcome.state).unwrap();
        }
        text.push(']');
    }
    for warning in &answer.warnings {
        write!(text, " !{warning}").unwrap();
    }
    text
}

#[test]
fn our_files_are_answered_as_before() {
    let mut files = Vec::new();
    files_below(Path::new("examples/data"), &mut files);
    files_below(Path::new("tests/fixtures"), &mut files);
    assert!(files.len() > 150);
    let mut text = String::new();
    for path in files {
        let Some((all, _)) = read_answers(&std::fs::read(&path).unwrap()) else { continue };
        for answer in all {
            let name = path.to_string_lossy().replace('\\', "/");
            writeln!(text, "{name} {}: {}", answer.transaction, outline(&answer)).unwrap();
        }
    }
    assert_golden("answers/ours.txt", &text);
}

#[test]
fn the_json_of_an_answer_is_as_before() {
    for name in ["certified", "modified", "denied", "pended", "rejected_aaa", "rejected_aaa_dependent"] {
        let bytes = std::fs::read(format!("examples/data/response_{name}.edi")).unwrap();
        let (all, _) = read_answers(&bytes).unwrap();
        let json = serde_json::to_string_pretty(&all).unwrap();
        assert_golden(&format!("answers/response_{name}.json"), &json);
        assert_eq!(serde_json::from_str::<Vec<Answer>>(&json).unwrap(), all, "{name}");
    }
}

/// Files that others published are not part of this repository; what is made of them is, by the hash of their bytes.
#[test]
fn the_files_of_others_are_answered_as_reviewed() {
    let Some(folder) = std::env::var_os("X12_278_SAMPLES").filter(|folder| !folder.is_empty()) else { return };
    let mut files = Vec::new();
    files_below(Path::new(&folder), &mut files);
    let mut found = BTreeMap::new();
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let Some((all, acknowledged)) = read_answers(&bytes) else { continue };
        let mut outlines: Vec<String> = all.iter().map(outline).collect();
        if acknowledged > 0 {
            outlines.push(format!("{acknowledged} acknowledgments"));
        }
        if !outlines.is_empty() {
            found.insert(hash(&bytes), outlines.join(" | "));
        }
    }
    let text: String = found.iter().map(|(hash, outline)| format!("{hash:016x}\t{outline}\n")).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write("tests/golden/answers/samples.tsv", &text).unwrap();
    }
    let golden = std::fs::read_to_string("tests/golden/answers/samples.tsv").unwrap();
    let golden: BTreeMap<&str, &str> = golden.lines().filter_map(|line| line.split_once('\t')).collect();
    for (hash, outline) in &found {
        // A file that was never reviewed may say anything but that care may be scheduled.
        match golden.get(format!("{hash:016x}").as_str()) {
            Some(reviewed) => assert_eq!(outline, reviewed, "{hash:016x}"),
            None => assert!(!outline.contains('+'), "{hash:016x}: review it"),
        }
    }
}

fn is_send_sync<T: Send + Sync + 'static>() {}

#[test]
fn answers_go_to_other_threads() {
    is_send_sync::<Answer>();
    is_send_sync::<x12_278::decision::Case>();
    is_send_sync::<x12_278::decision::Requests>();
    is_send_sync::<x12_278::profile::Profile>();
}

/// Rejections times events, services times services: nothing of it is believed.
#[test]
fn crowds_are_told_apart_by_nothing() {
    use x12_278::decision::{Asked, Requests};
    let many = 3000;
    let mut set = "ST*278*0001*005010X217~BHT*0007*11*R*20260203*1410*18~HL*1**20*1~".to_owned();
    set.push_str(&"AAA*N**42*R~".repeat(many));
    set.push_str("NM1*X3*2*PLAN*****PI*HT1~HL*2*1*21*1~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~");
    (0..many).for_each(|index| write!(set, "HL*{}*3*EV*0~HCR*A1*N1~", index + 4).unwrap());
    let (all, _) = read_answers(super::decision::enveloped(&set).as_bytes()).unwrap();
    assert!(all[0].events.iter().all(|event| !event.outcome.state.is_approval()));

    let service = "TRN*2*L*9FERN00001~HCR*A1*N1~SV1*HC:J1459**UN*1~";
    let event = "TRN*2*E*9FERN00001~UM*HS*I*42~HCR*A1*N1~";
    let answered = response(event, &vec![service; many]);
    let asked = answered.replace("BHT*0007*11", "BHT*0007*13").replace("TRN*2", "TRN*1").replace("HCR*A1*N1~", "");
    let asked = Document::read(asked.as_bytes()).unwrap();
    let mut requests = Requests::new();
    for asked in asked.document.transactions().filter_map(Asked::read) {
        for _ in 0..65 {
            requests.push(asked.clone());
        }
    }
    let (mut all, _) = read_answers(answered.as_bytes()).unwrap();
    assert_eq!(requests.asked().len(), 65);
    assert_eq!(all[0].pair(&requests, &Circumstances::default()), None);
    let asked = requests.asked()[0].clone();
    all[0].compare(&asked, x12_278::decision::MatchedBy::Trace, &Circumstances::default());
    assert!(all[0].lines().all(|line| line.schedulable().is_none()));
}
