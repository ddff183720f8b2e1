//! What is made of whole files: ours against golden files, those of others by their hash, and random damage against a
//! reading of the bytes that shares nothing with the crate.
//!
//! `X12_278_GOLDEN=write cargo test --test suite decision_answers` writes the golden files anew; read the difference.

use super::decision::response;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use x12_278::decision::{Answer, Circumstances, LineDecision, acknowledgments, answers};
use x12_278::syntax::Delimiters;
use x12_278::{Document, ReadOptions};

fn read_answers(bytes: &[u8]) -> Option<(Vec<Answer>, usize)> {
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

fn compare_with_golden(name: &str, text: &str) {
    let path = Path::new("tests/golden/answers").join(name);
    if std::env::var_os("X12_278_GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (ours, theirs) in text.lines().zip(golden.lines()) {
        assert_eq!(ours, theirs, "{name}");
    }
    assert_eq!(text.lines().count(), golden.lines().count(), "{name}");
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
    compare_with_golden("ours.txt", &text);
}

#[test]
fn the_json_of_an_answer_is_as_before() {
    for name in ["certified", "modified", "denied", "pended", "rejected_aaa", "rejected_aaa_dependent"] {
        let bytes = std::fs::read(format!("examples/data/response_{name}.edi")).unwrap();
        let (all, _) = read_answers(&bytes).unwrap();
        let json = serde_json::to_string_pretty(&all).unwrap();
        compare_with_golden(&format!("response_{name}.json"), &json);
        assert_eq!(serde_json::from_str::<Vec<Answer>>(&json).unwrap(), all, "{name}");
    }
}

/// FNV-1a, 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn hash_is_fnv_1a() {
    assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
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
    if std::env::var_os("X12_278_GOLDEN").is_some_and(|value| value == "write") {
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

/// The decisions of the bytes between one HL and the next, read without the crate.
fn decisions(block: &str) -> Vec<(String, String)> {
    let segments = block.split('~').map(|segment| segment.split('*').collect::<Vec<_>>());
    let decisions = segments.filter(|segment| segment[0] == "HCR");
    decisions
        .map(|segment| {
            let element = |number: usize| segment.get(number).copied().unwrap_or_default().to_owned();
            (element(1), element(2))
        })
        .collect()
}

/// Whether the bytes bear out that a service is certified under a number.
fn is_borne_out(file: &str, line: &LineDecision) -> bool {
    let number = line.schedulable().unwrap().number;
    let certifies = |code: &str| matches!(code, "A1" | "A6");
    let blocks: Vec<&str> = file.split("~HL*").collect();
    let trace = line.trace.as_deref().unwrap_or_default();
    // A service that lost its number is one of those without a number.
    let is_own = |block: &&&str| match trace {
        "" => block.contains("*SS*") && !block.contains("TRN*2*"),
        trace => block.contains(&format!("TRN*2*{trace}*")),
    };
    let event: Vec<_> = blocks.iter().filter(|b| b.contains("*EV*")).flat_map(|block| decisions(block)).collect();
    blocks.iter().filter(is_own).map(|block| decisions(block)).any(|own| {
        let deciding = if own.is_empty() { &event } else { &own };
        let certified = !deciding.is_empty() && deciding.iter().all(|(code, _)| certifies(code));
        let numbered = own.iter().any(|(code, found)| certifies(code) && *found == *number)
            || event.iter().any(|(code, found)| (certifies(code) || code == "A2") && *found == *number);
        certified && numbered
    })
}

const CODES: [&str; 12] = ["A1", "A1", "A6", "A2", "A3", "A4", "CT", "NA", "C", "Z9", "a1", ""];

fn decision() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec!["N1", "N2", ""]);
    (prop::sample::select(CODES.to_vec()), number).prop_map(|(code, number)| match code {
        "" => String::new(),
        code => format!("HCR*{code}*{number}~"),
    })
}

fn file() -> impl Strategy<Value = String> {
    let span = prop::sample::select(vec!["DTP*007*RD8*20260216-20260815~", "DTP*007*D8*20260216~", ""]);
    let line = (decision(), span.clone(), prop::sample::select(vec!["", "", "", "AAA*N**AG*C~"]));
    (decision(), span, prop::collection::vec(line, 0..4)).prop_map(|(own, span, lines)| {
        let lines: Vec<String> = lines
            .into_iter()
            .enumerate()
            .map(|(i, (own, span, aaa))| format!("TRN*2*L{i}*9FERN00001~{aaa}{own}{span}SV1*HC:J1459**UN*1~"))
            .collect();
        response(&format!("UM*HS*I*42~{own}{span}"), &lines.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

/// One hurt to a file: a segment lost, doubled, or swapped with the next; a byte changed; the end cut off.
fn hurt(file: &str, kind: u8, at: usize, byte: u8) -> String {
    let mut segments: Vec<&str> = file.split_inclusive('~').collect();
    let body = 2 + at % (segments.len() - 2);
    match kind % 5 {
        0 => drop(segments.remove(body)),
        1 => segments.insert(body, segments[body]),
        2 if body + 1 < segments.len() => segments.swap(body, body + 1),
        3 => {
            let mut bytes = file.as_bytes().to_vec();
            let index = 106 + at % (bytes.len() - 106);
            bytes[index] = b' ' + byte % 95;
            return String::from_utf8(bytes).unwrap();
        }
        _ => segments.truncate(body),
    }
    segments.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_may_be_scheduled_is_borne_out_by_the_bytes(file in file()) {
        let (all, _) = read_answers(file.as_bytes()).unwrap();
        for line in all.iter().flat_map(Answer::lines).filter(|line| line.schedulable().is_some()) {
            prop_assert!(is_borne_out(&file, line), "{}", file);
        }
    }

    #[test]
    fn no_damage_makes_an_approval(
        file in file(),
        hurts in prop::collection::vec((any::<u8>(), any::<usize>(), any::<u8>()), 1..3),
    ) {
        let damaged = hurts.iter().fold(file, |file, (kind, at, byte)| {
            if file.matches('~').count() > 4 { hurt(&file, *kind, *at, *byte) } else { file }
        });
        let Some((all, _)) = read_answers(damaged.as_bytes()) else { return Ok(()) };
        for line in all.iter().flat_map(Answer::lines).filter(|line| line.schedulable().is_some()) {
            prop_assert!(is_borne_out(&damaged, line), "{}", damaged);
        }
    }

    /// The decoder says something about any bytes, and never stops.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in any::<usize>()) {
        read_answers(&bytes);
        let mut file = response("UM*HS*I*42~HCR*A1*N1~", &["HCR*A1*N1~"]).into_bytes();
        let at = 106 + cut % (file.len() - 106);
        file.splice(at..at, bytes);
        read_answers(&file);
    }
}

#[test]
fn certified_services_can_be_scheduled_at_all() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let line = format!("TRN*2*L0*9FERN00001~HCR*A1*N1~{span}SV1*HC:J1459**UN*1~");
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &[&line]);
    let (all, _) = read_answers(file.as_bytes()).unwrap();
    let line = all[0].lines().next().unwrap();
    assert!(line.schedulable().is_some() && is_borne_out(&file, line));
}

/// A lost terminator makes the segment behind HL a part of it: whose trace that was, nobody knows.
#[test]
fn a_trace_inside_a_level_segment_leaves_no_approval() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let line = format!("TRN*2*L0*9FERN00001~HCR*A1*N1~{span}SV1*HC:J1459**UN*1~");
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &[&line]);
    let file = file.replace("*SS*0~TRN", "*SS*0 TRN");
    let (all, _) = read_answers(file.as_bytes()).unwrap();
    let line = all[0].lines().next().unwrap();
    assert_eq!((line.outcome.state, line.schedulable().is_some()), (x12_278::State::ReviewManually, false));
}

fn is_send_sync<T: Send + Sync + 'static>() {}

#[test]
fn answers_go_to_other_threads() {
    is_send_sync::<Answer>();
    is_send_sync::<x12_278::decision::Case>();
    is_send_sync::<x12_278::decision::Requests>();
    is_send_sync::<x12_278::profile::Profile>();
}

/// Rejections times events, services times services: what grows with the square of a file would stop a gateway.
#[test]
fn hostile_files_take_no_more_time_than_their_size_asks() {
    use x12_278::decision::{Asked, Requests};
    let many = 3000;
    let mut set = "ST*278*0001*005010X217~BHT*0007*11*R*20260203*1410*18~HL*1**20*1~".to_owned();
    set.push_str(&"AAA*N**42*R~".repeat(many));
    set.push_str("NM1*X3*2*PLAN*****PI*HT1~HL*2*1*21*1~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~");
    (0..many).for_each(|index| write!(set, "HL*{}*3*EV*0~HCR*A1*N1~", index + 4).unwrap());
    let start = std::time::Instant::now();
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
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
