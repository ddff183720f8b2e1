//! Batches of answers and requests, read as streams: the same as in memory, and in no more time than their size asks.

use super::decision::{enveloped, response};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use x12_278::decision::{
    Acknowledged, Answer, Asked, Circumstances, Found, Latest, MatchedBy, Message, Messages, RequestIndex, Requests,
    State, Warning, acknowledgments, answers, supersede,
};
use x12_278::syntax::Delimiters;
use x12_278::{Document, ReadOptions};

fn options() -> ReadOptions {
    ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() }
}

/// What a stream gives, read twice, so that decisions outside of sets are known.
fn streamed(bytes: &[u8]) -> (Vec<Answer>, Vec<Asked>, Vec<Acknowledged>) {
    let circumstances = Circumstances::default();
    let mut first = Messages::with_options(bytes, &options(), &circumstances);
    while let Some(Ok(_)) = first.next() {}
    let second = Messages::with_options(bytes, &options(), &circumstances).doubting(first.doubted().clone());
    let mut found = (Vec::new(), Vec::new(), Vec::new());
    for message in second.map_while(Result::ok) {
        match message {
            Message::Answer(answer) => found.0.push(answer),
            Message::Asked(asked) => found.1.push(asked),
            Message::Acknowledged(all) => found.2.extend(all),
        }
    }
    found
}

fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "edi") {
            found.push(path);
        }
    }
}

fn sorted(mut all: Vec<Acknowledged>) -> Vec<Acknowledged> {
    all.sort_by_key(|one| serde_json::to_string(one).unwrap());
    all
}

#[test]
fn a_stream_gives_what_the_whole_file_gives() {
    let mut files = Vec::new();
    all_files(Path::new("examples/data"), &mut files);
    all_files(Path::new("tests/fixtures"), &mut files);
    if let Some(folder) = std::env::var_os("X12_278_SAMPLES").filter(|folder| !folder.is_empty()) {
        all_files(Path::new(&folder), &mut files);
    }
    let mut compared = 0;
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(read) = Document::read_with(&bytes, &options()) else { continue };
        let (found, asked, acknowledged) = streamed(&bytes);
        assert_eq!(found, answers(&read, &Circumstances::default()), "{}", path.display());
        assert_eq!(asked, read.document.transactions().filter_map(Asked::read).collect::<Vec<_>>());
        assert_eq!(sorted(acknowledged), sorted(acknowledgments(&read.document)), "{}", path.display());
        compared += found.len();
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn a_decision_outside_of_every_set_is_doubted_in_a_stream_too() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &["SV1*HC:J1459**UN*1~"]);
    assert_eq!(streamed(file.as_bytes()).0[0].state, State::Approved);
    for damaged in [file.replace("GE*", "HCR*A3~GE*"), file.replace("IEA*", "AAA*N**15*C~IEA*")] {
        let found = streamed(damaged.as_bytes()).0;
        assert_eq!((found[0].state, &found[0].warnings[..]), (State::ReviewManually, &[Warning::UnreadDecision][..]));
    }
}

/// A set that is larger than the limit may be an answer.
#[test]
fn a_set_that_is_too_large_is_an_answer_that_was_not_read() {
    let file = response("UM*HS*I*42~HCR*A1*N1~", &["SV1*HC:J1459**UN*1~"]);
    let options = ReadOptions { set_limit: 100, ..options() };
    let found: Vec<_> = Messages::with_options(file.as_bytes(), &options, &Circumstances::default()).collect();
    let [Ok(Message::Answer(answer))] = &found[..] else { panic!("{found:?}") };
    assert_eq!((answer.state, &answer.warnings[..]), (State::ReviewManually, &[Warning::NotRead][..]));
    assert_eq!(answer.transaction, *"0001");
}

fn request(number: usize, lines: &[usize]) -> String {
    let mut set = format!(
        "ST*278*0001*005010X217~BHT*0007*13*R{number}*20260201*0900~HL*1**20*1~NM1*X3*2*PLAN*****PI*HT1~HL*2*1*21*1~\
         NM1*1P*2*FERN*****XX*2900100019~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M{number}~HL*4*3*EV*1~\
         TRN*1*E{number}*9FERN00001~UM*HS*I*42*12:B~"
    );
    for (level, line) in (5..).zip(lines) {
        set.push_str(&format!("HL*{level}*4*SS*0~TRN*1*L{number}-{line}*9FERN00001~SV1*HC:J1{line:03}**UN*10~"));
    }
    enveloped(&set)
}

fn asked(file: &str) -> Asked {
    Document::read(file.as_bytes()).unwrap().document.transactions().find_map(Asked::read).unwrap()
}

/// What is known of an answer that was made: which request it is of, by which keys it can be found.
#[derive(Clone, Debug)]
struct Made {
    request: usize,
    line_keys: bool,
    event_key: bool,
    number_key: bool,
    clearing: bool,
    lines: Vec<usize>,
    minute: u32,
    decision: &'static str,
}

fn made() -> impl Strategy<Value = Made> {
    let keys = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let lines = prop::collection::vec(0_usize..5, 0..7);
    (0_usize..6, keys, lines, 0_u32..4, prop::sample::select(vec!["A1", "A3", "A4", "A6"])).prop_map(
        |(request, (line_keys, event_key, number_key, clearing), lines, minute, decision)| Made {
            request,
            line_keys,
            event_key,
            number_key,
            clearing,
            lines,
            minute,
            decision,
        },
    )
}

impl Made {
    fn file(&self) -> String {
        let number = self.request;
        let clearing = if self.clearing { "TRN*2*CH-77*9CLEARING1~TRN*1*E0*9PAYER00001~" } else { "" };
        let event = if self.event_key { format!("TRN*2*E{number}*9FERN00001~") } else { String::new() };
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| {
                let trace = if self.line_keys { format!("TRN*2*L{number}-{line}*9FERN00001~") } else { String::new() };
                format!("{trace}HCR*{}*N{number}~SV1*HC:J1{line:03}**UN*10~", self.decision)
            })
            .collect();
        let event = format!("{clearing}{event}UM*HS*I*42~HCR*{}*N{number}~", self.decision);
        let file = response(&event, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let returned = if self.number_key { format!("R{number}") } else { "OTHER".to_owned() };
        file.replace("REQ-1", &returned).replace("*1410*18", &format!("*141{}*18", self.minute))
    }

    fn expected(&self) -> Option<MatchedBy> {
        let by_trace = self.event_key || self.line_keys && self.lines.iter().any(|line| *line < 3);
        if by_trace { Some(MatchedBy::Trace) } else { self.number_key.then_some(MatchedBy::RequestNumber) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Six requests, any answers to the first five in any order: services permuted, dropped, doubled, strange; numbers of
    /// clearinghouses and of the payer beside ours. What is found is right, what is not is said, and an index that keeps
    /// only numbers finds the same as requests in memory.
    #[test]
    fn every_pair_is_right_and_what_has_none_is_said(all in prop::collection::vec(made(), 1..8)) {
        let sent: Vec<Asked> = (0..5).map(|number| asked(&request(number, &[0, 1, 2]))).collect();
        let (mut requests, mut index) = (Requests::new(), RequestIndex::new());
        for one in &sent {
            requests.push(one.clone());
            index.add(one);
        }
        let circumstances = Circumstances::default();
        let mut latest = Latest::new();
        let (mut found, mut matched) = (Vec::new(), Vec::new());
        for one in &all {
            let (mut answer, _, _) = streamed(one.file().as_bytes());
            let mut again = answer[0].clone();
            let by_index = again.pair_with(&index, |index| sent.get(index), &circumstances);
            let by_memory = answer[0].pair(&requests, &circumstances);
            prop_assert_eq!(by_index, by_memory);
            prop_assert_eq!(&again, &answer[0]);
            // The sixth was never sent.
            let expected = one.expected().filter(|_| one.request < 5);
            prop_assert_eq!(by_index, expected.map(|_| one.request));
            prop_assert_eq!(answer[0].matched_by, expected);
            if let Some(request) = by_index {
                for line in answer[0].lines().take(one.lines.len()).filter(|_| one.line_keys) {
                    let strange = line.asked_lines.is_empty();
                    prop_assert_eq!(strange, line.code.as_deref().is_some_and(|code| code > "J1002"));
                }
                latest.note(request, &answer[0]);
            }
            matched.push(by_index);
            found.append(&mut answer);
        }
        // The newest of several wins, whether they are kept or only noted.
        let mut judged = found.clone();
        for (answer, request) in judged.iter_mut().zip(&matched) {
            if let Some(request) = request {
                latest.judge(*request, answer, &circumstances);
            }
        }
        supersede(&mut found, &matched, &circumstances);
        prop_assert_eq!(&judged, &found);
        for (one, answer) in all.iter().zip(&judged).filter(|(one, _)| one.expected().is_some() && one.request < 5) {
            let same = all.iter().filter(|other| other.request == one.request && other.expected().is_some());
            let newer = same.clone().any(|other| other.minute > one.minute);
            prop_assert_eq!(answer.warnings.contains(&Warning::Superseded), newer);
            if newer {
                prop_assert!(answer.lines().all(|line| line.schedulable().is_none()));
            }
        }
        for number in 0..5 {
            prop_assert_eq!(latest.is_answered(number), matched.contains(&Some(number)));
        }
    }
}

#[test]
fn an_index_asks_for_few_requests() {
    let mut index = RequestIndex::new();
    let sent: Vec<Asked> = (0..400).map(|number| asked(&request(number, &[0]))).collect();
    sent.iter().for_each(|one| {
        index.add(one);
    });
    assert_eq!((index.len(), format!("{index:?}").as_str()), (400, "RequestIndex(400)"));
    let made = |request| Made {
        request,
        line_keys: true,
        event_key: true,
        number_key: true,
        clearing: true,
        lines: vec![0],
        minute: 0,
        decision: "A1",
    };
    let mut fetched = 0;
    for number in 0..400 {
        let mut answer = streamed(made(number).file().as_bytes()).0.remove(0);
        let fetch = |index: usize| {
            fetched += 1;
            sent.get(index)
        };
        assert_eq!(answer.pair_with(&index, fetch, &Circumstances::default()), Some(number));
    }
    assert_eq!(fetched, 400, "one request an answer");
    let stranger = streamed(made(401).file().as_bytes()).0.remove(0);
    assert_eq!(index.find(&stranger, |index| sent.get(index)), Found::None);
}

/// Sets behind GE stand in no group, wherever they are: each keeps the findings of its own.
#[test]
fn sets_in_no_group_keep_their_findings() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &["SV1*HC:J1459**UN*1~"]);
    let (head, rest) = file.split_once("GS*").unwrap();
    let (group, end) = rest.split_once("IEA*").unwrap();
    let set = &group[group.find("ST*").unwrap()..group.find("GE*").unwrap()];
    let numbered = |number: usize| {
        let set = set.replace("*0001", &format!("*900{number}"));
        set.replace("REQ-1", &format!("REQ-{number}"))
    };
    let wrong = |number| numbered(number).replace("SE*1", "SE*9");
    let odd = |all: &[Answer]| {
        let warnings = all.iter().map(|one| one.warnings.clone()).enumerate();
        warnings.filter(|(index, _)| index % 2 == 1).map(|(_, warnings)| warnings).collect::<Vec<_>>()
    };
    let doubt = |set: &str| if set.contains("SE*9") { vec![Warning::CountWrong] } else { vec![] };
    for (first, second) in [(numbered(2), wrong(3)), (wrong(2), numbered(3)), (wrong(2), wrong(3))] {
        // Both in one interchange, and each in its own.
        for between in [String::new(), format!("IEA*{end}{head}")] {
            let file = format!("{head}GS*{group}{first}{between}GS*{group}{second}IEA*{end}");
            let read = Document::read_with(file.as_bytes(), &options()).unwrap();
            let expected = [doubt(&first), doubt(&second)];
            assert_eq!(odd(&answers(&read, &Circumstances::default())), expected, "{between}");
            assert_eq!(odd(&streamed(file.as_bytes()).0), expected, "{between}");
        }
    }
}
