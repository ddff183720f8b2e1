//! Documents as JSON: the shape is public, and nothing is lost there and back.

use crate::files::{all, assert_golden};
use proptest::prelude::*;
use x12_278::report::IssueCode;
use x12_278::syntax::Delimiters;
use x12_278::transaction::{Counts, SetLine};
use x12_278::{Document, ErrorKind, ReadOptions, WriteOptions};

const BARE: ReadOptions = ReadOptions {
    bare: Some(Delimiters::STANDARD),
    set_limit: 64 << 20,
    set_segment_limit: 100_000,
    segment_limit: 16 << 20,
    issue_limit: 10_000,
};

#[test]
fn golden() {
    for name in ["infusion_request_dependent", "response_pended", "batch_mixed", "broken"] {
        let file = std::fs::read(format!("examples/data/{name}.edi")).unwrap();
        let read = Document::read(&file).unwrap();
        let json = read.document.to_json(&read.report).unwrap();
        assert_golden(&format!("json/{name}.json"), &format!("{json}\n"));
    }
}

#[test]
fn golden_lines() {
    let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    let read = Document::read(&file).unwrap();
    let mut lines = String::new();
    for group in &read.document.interchanges[0].groups {
        let number = group.header.as_ref().unwrap().control_number.as_ref().unwrap();
        for set in &group.transactions {
            let delimiters = Delimiters::STANDARD;
            let line = SetLine { interchange: "1", group: number, delimiters, set, issues: &[] };
            lines += &(line.to_json().unwrap() + "\n");
        }
    }
    assert_eq!(lines.lines().count(), 11);
    assert_golden("json/batch_mixed.jsonl", &lines);
}

/// What is written from the JSON is what is written from the document: with the counts as read, and computed.
#[test]
fn nothing_is_lost_there_and_back() {
    let (mut files, mut conformant) = (0, 0);
    for path in all() {
        let input = std::fs::read(&path).unwrap();
        let Ok(read) = Document::read_with(&input, &BARE) else { continue };
        files += 1;
        let json = read.document.to_json(&read.report).unwrap();
        let again = Document::from_json(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for counts in [Counts::AsRead, Counts::Recompute] {
            let options = WriteOptions { counts, ..WriteOptions::default() };
            let (direct, through) = (read.document.write_with(&options), again.write_with(&options));
            assert_eq!(direct.unwrap(), through.unwrap(), "{}, {counts:?}", path.display());
        }
        assert_eq!(again.to_json(&read.report).unwrap(), json, "{}", path.display());
        let ours = path.components().any(|part| matches!(part.as_os_str().to_str(), Some("valid" | "data")));
        if ours && read.report.issues().iter().all(|issue| issue.code == IssueCode::WhiteSpace) {
            conformant += 1;
            let terminators: Vec<u8> = read.document.interchanges.iter().map(|one| one.delimiters.segment()).collect();
            let as_read = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
            assert_eq!(
                again.write_with(&as_read).unwrap(),
                without_line_breaks(&input, &terminators),
                "{}",
                path.display()
            );
        }
    }
    println!("{files} files there and back, {conformant} of them byte for byte");
    assert!(files > 150 && conformant > 60, "{files} {conformant}");
}

/// The input without line breaks behind terminators and without padding of the file's end.
fn without_line_breaks(input: &[u8], terminators: &[u8]) -> Vec<u8> {
    let padding = input.iter().rev().take_while(|byte| matches!(byte, 0 | 0x1a)).count();
    let input = &input[..input.len() - padding];
    let mut out = Vec::new();
    for (index, &byte) in input.iter().enumerate() {
        let is_break = matches!(byte, b'\r' | b'\n') && !terminators.contains(&byte);
        let after = out.last().is_some_and(|last| terminators.contains(last));
        let before = terminators.contains(&b'\n') && input.get(index + 1) == Some(&b'\n');
        if !(is_break && (after || before)) {
            out.push(byte);
        }
    }
    out
}

#[test]
fn sets_that_were_too_large_to_type_come_back() {
    let file = std::fs::read("examples/data/response_pended.edi").unwrap();
    let read = Document::read_with(&file, &ReadOptions { set_limit: 500, ..ReadOptions::default() }).unwrap();
    let again = Document::from_json(&read.document.to_json(&read.report).unwrap()).unwrap();
    assert_eq!(again.write().unwrap(), read.document.write().unwrap());
}

#[test]
fn binary_data_may_hold_delimiters() {
    let set = "ST*275*0001~BIN*9*a*b~c:d^e~BDS*ASC*3*~~~~N1*PR*A:B^C*::*^~SE*5*0001~";
    let read = Document::read_with(set.as_bytes(), &BARE).unwrap();
    let json = read.document.to_json(&read.report).unwrap();
    let squeezed: String = json.split_whitespace().collect();
    assert!(squeezed.contains(r#"["BIN","9","a*b~c:d^e"],["BDS","ASC","3","~~~"]"#), "{json}");
    assert!(squeezed.contains(r#"["N1","PR",[["A","B"],["C"]],[["","",""]],[[""],[""]]]"#), "{json}");
    assert_eq!(Document::from_json(&json).unwrap().write().unwrap(), read.document.write().unwrap());
    assert_eq!(String::from_utf8(read.document.write().unwrap()).unwrap(), set);
    // The input ends inside of the counted data.
    let cut = Document::read_with(b"ST*275*0001~BIN*5*~~~", &BARE).unwrap();
    let again = Document::from_json(&cut.document.to_json(&cut.report).unwrap()).unwrap();
    assert_eq!(again.write().unwrap(), cut.document.write().unwrap());
}

#[test]
fn implementation_acknowledgments_are_typed() {
    let set = "ST*999*0001*005010X231A1~AK1*HI*417*005010X217~AK2*278*0001*005010X217~IK3*UM*14*2000E*8~CTX*A:B~IK4*2*1322*1~IK5*R*5~QQX*1~AK9*R*1*1*0~SE*10*0001~";
    let read = Document::read_with(set.as_bytes(), &BARE).unwrap();
    let json = read.document.to_json(&read.report).unwrap();
    assert!(json.contains(r#""implementationAcknowledgment": {"#), "{json}");
    let again = Document::from_json(&json).unwrap();
    assert_eq!(String::from_utf8(again.write().unwrap()).unwrap(), set);
}

#[test]
fn sets_of_another_interchange_are_parted_anew() {
    let read = |path: &str| Document::read(&std::fs::read(path).unwrap()).map(|read| read.document).is_ok();
    assert!(read("examples/data/broken.edi"));
    let broken = std::fs::read("examples/data/broken.edi").unwrap();
    let mut document = Document::read(&broken).unwrap().document;
    let written = document.write().unwrap();
    document.interchanges[0].delimiters = Delimiters::new(b'|', b'>', Some(b'}'), b'!').unwrap();
    let report = x12_278::report::Report::default();
    let mut again = Document::from_json(&document.to_json(&report).unwrap()).unwrap();
    assert_eq!(again.write().unwrap(), document.write().unwrap());
    again.interchanges[0].delimiters = Delimiters::STANDARD;
    assert_eq!(again.write().unwrap(), written);
}

fn refusal(json: &str) -> x12_278::Error {
    Document::from_json(json).unwrap_err()
}

#[test]
fn what_is_not_of_the_shape_is_refused_with_its_place_and_without_its_value() {
    let set = |set: &str| {
        format!(r#"{{"schema":"x12-278/document/1","interchanges":[{{"groups":[{{"transactions":[{set}]}}]}}]}}"#)
    };
    let known = |known: &str| format!("a key that has no meaning here; known are {known}");
    let cases = [
        ("", "no JSON", "line 1, column 0"),
        ("{", "no JSON", "line 1, column 1"),
        ("{\"schema\": SECRET}", "no JSON", "line 1, column 12"),
        (
            r#"{"schema":"x12-278/document/2"}"#,
            "schema is not x12-278/document/1, the only format that is read",
            "line 1, column 30",
        ),
        (
            "{\"schema\":\"x12-278/document/1\",\n\"SECRET\":1}",
            &known("schema, interchanges, issues, issuesDropped"),
            "line 2, column 8",
        ),
        (
            &set(r#"{"kind":"SECRET"}"#),
            "none of request, response, inquiry, inquiryResponse, notification, notificationAcknowledgment, implementationAcknowledgment, unclear, other",
            "line 1, column 91",
        ),
        (
            &set(r#"{"kind":"request","response":{}}"#),
            "a set holds what its kind names, or segments",
            "line 1, column 108",
        ),
        (
            &set(r#"{"kind":"request","request":{"header":{"SECRET":1}}}"#),
            &known("transactionSet, controlNumber, guide, asSent"),
            "line 1, column 122",
        ),
        (
            &set(r#"{"kind":"request","request":{"header":{"a`, expected `SECRET` at line 1":1}}}"#),
            &known("transactionSet, controlNumber, guide, asSent"),
            "line 1, column 147",
        ),
        (&set(r#"{"kind":"request","request":{"header":{"controlNumber":7}}}"#), "not a text", "line 1, column 131"),
        (
            &set(r#"{"kind":"request","request":{"header":"SECRET, expected SECRET"}}"#),
            "not an object",
            "line 1, column 138",
        ),
        (
            &set(r#"{"kind":"request","request":{"header":{}},"order":[1,2]}"#),
            "an order has one number for each typed segment",
            "line 1, column 132",
        ),
        (
            &set(r#"{"kind":"request","request":{"beginning":{"purpose":"SECRET-SECRET"}}}"#),
            "not one to eight printable characters",
            "line 1, column 142",
        ),
        (&set(r#"{"kind":"other","segments":[]}"#), "a set without segments", "line 1, column 105"),
        (&set(r#"{"segments":[["ST"]]}"#), "kind is missing", "line 1, column 96"),
        (&set(r#"{"kind":"other","kind":"request"}"#), "kind stands twice", "line 1, column 97"),
        (
            &set(r#"{"kind":"request","request":{},"trailer":{"missing":true,"segments":3}}"#),
            "a trailer that is missing and has values",
            "line 1, column 146",
        ),
        (
            &set(r#"{"kind":"request","request":{},"trailer":{"groups":3}}"#),
            "a trailer with a count that it does not have",
            "line 1, column 129",
        ),
        (
            r#"{"schema":"x12-278/document/1","interchanges":[{"delimiters":"*::~"}]}"#,
            "two delimiters are the same character",
            "line 1, column 68",
        ),
        (
            r#"{"schema":"x12-278/document/1","interchanges":[{"delimiters":"*:~"}]}"#,
            "delimiters are four characters",
            "line 1, column 67",
        ),
        (
            r#"{"schema":"x12-278/document/1","interchanges":[{"delimiters":7}]}"#,
            "delimiters are four characters, or an object that names each",
            "line 1, column 63",
        ),
    ];
    for (json, detail, place) in cases {
        let error = refusal(json);
        assert_eq!(error.kind(), ErrorKind::Json);
        let sentence = format!("the JSON text is not of the documented shape: {detail} ({place})");
        assert_eq!(error.to_string(), sentence, "{json}");
        assert!(!format!("{error:?}").contains("SECRET"));
    }
}

#[test]
fn raw_values_that_x12_cannot_carry_are_refused_with_their_place() {
    let set = |segments: &str| {
        format!(
            r#"{{"schema":"x12-278/document/1","interchanges":[{{"groups":[{{"transactions":[{{"kind":"other","segments":{segments}}}]}}]}}]}}"#
        )
    };
    let cases = [
        (r#"[["ST","837"],["N1","A~B"]]"#, ErrorKind::DelimiterInValue, "element 1, segment 2"),
        (r#"[["ST","837"],["N1","A",[["B","C*"]]]]"#, ErrorKind::DelimiterInValue, "element 2, segment 2"),
        (r#"[["ST","837"],["N1","\u0007"]]"#, ErrorKind::ControlInValue, "element 1, segment 2"),
        (r#"[["ST","837"],["N1","\u2019"]]"#, ErrorKind::NonAsciiInValue, "element 1, segment 2"),
        (r#"[["ST","837"],["BIN","1","~~"]]"#, ErrorKind::DelimiterInValue, "segment 1"),
    ];
    for (segments, kind, place) in cases {
        let error = refusal(&set(segments));
        assert_eq!(error.kind(), kind, "{segments}");
        assert!(error.to_string().ends_with(&format!("({place})")), "{error}");
    }
    let error = refusal(
        r#"{"schema":"x12-278/document/1","interchanges":[{"groups":[{"transactions":[{"kind":"request","request":{"unplaced":[{"after":3,"text":"QQX*1~HL*2"}]}}]}]}]}"#,
    );
    assert_eq!(error.to_string(), "a value contains a delimiter, which X12 cannot carry (segment 4)");
}

/// Deep nesting and long lists end in an error or a document, not in a panic.
#[test]
fn hostile_json() {
    refusal(&"[".repeat(100_000));
    refusal(&format!(r#"{{"schema":"x12-278/document/1","issues":{}"#, "[".repeat(100_000)));
    let orders = "1,".repeat(500_000);
    refusal(&format!(
        r#"{{"schema":"x12-278/document/1","interchanges":[{{"groups":[{{"transactions":[{{"kind":"request","request":{{}},"order":[{orders}1]}}]}}]}}]}}"#
    ));
    let parts: Vec<_> = (0..200_000_u32).map(|n| format!(r#"{{"element":{},"text":""}}"#, 200_000 - n)).collect();
    let json = format!(
        r#"{{"schema":"x12-278/document/1","interchanges":[{{"groups":[{{"transactions":[{{"kind":"request","request":{{"header":{{"asSent":[{}]}}}}}}]}}]}}]}}"#,
        parts.join(",")
    );
    Document::from_json(&json).unwrap();
    // Parts that name far places must not grow into gigabytes of separators.
    let far = r#"{"element":4294967295,"repetition":4294967295,"component":4294967295,"text":"x"},"#;
    refusal(&json.replace(r#"{"asSent":["#, &format!(r#"{{"asSent":[{far}"#)));
    let far: String =
        (1..2_000).map(|n| format!(r#"{{"element":9,"repetition":{n},"component":65535,"text":"x"}},"#)).collect();
    refusal(&json.replace(r#"{"asSent":["#, &format!(r#"{{"asSent":[{far}"#)));
    // Two texts at one place would be written as one, and element 0 as part of the segment id.
    for parts in [
        r#"{"element":9,"text":"A"},{"element":9,"text":"B"},"#,
        r#"{"element":9,"text":"A"},{"element":9,"component":1,"text":"B"},"#,
        r#"{"element":0,"text":"A"},"#,
    ] {
        refusal(&json.replace(r#"{"asSent":["#, &format!(r#"{{"asSent":[{parts}"#)));
    }
}

/// Element, repetition and component numbers have no end: beyond 65,535 nothing is merged, and JSON takes all of it.
#[test]
fn seventy_thousand_parts_of_a_segment_come_back() {
    for um in [
        format!("UM*HS{}*A*B", "*x".repeat(70_000)),
        format!("UM*HS*I*42*11:B{}", ":x".repeat(70_000)),
        format!("UM*HS*I*42*11:B{}:y", "^x".repeat(70_000)),
    ] {
        let input = format!("ST*278*0001*005010X217~BHT*0007*13*A1*20260105*0930~HL*1**EV*0~{um}~SE*5*0001~");
        let read = Document::read_with(input.as_bytes(), &BARE).unwrap();
        assert!(read.document.write().unwrap() == input.as_bytes());
        let again = Document::from_json(&read.document.to_json(&read.report).unwrap()).unwrap();
        assert!(again.write().unwrap() == input.as_bytes());
    }
}

#[test]
fn empty_segments_at_the_end_of_a_raw_set() {
    for set in ["ST*837*1~N1*A~~SE*4*1~", "ST*837*1~N1*A~~~~", "ST*837*1~~SE*3*1~"] {
        let read = Document::read_with(set.as_bytes(), &BARE).unwrap();
        let options = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
        assert_eq!(String::from_utf8(read.document.write_with(&options).unwrap()).unwrap(), set);
        let again = Document::from_json(&read.document.to_json(&read.report).unwrap()).unwrap();
        assert_eq!(String::from_utf8(again.write_with(&options).unwrap()).unwrap(), set);
    }
}

/// One hurt of a file: where, as a fraction; how many bytes go; which bytes come.
type Damage = (u16, u8, Vec<u8>);

fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let comes = prop_oneof![
        Just(Vec::new()),
        Just(b"~".to_vec()),
        Just(b"~~".to_vec()),
        Just(b"*".to_vec()),
        Just(b":^".to_vec()),
        Just(b"~SE*1*1~ST*837*9".to_vec()),
        Just(b"~HL*9*1*SS*0~UM*HS".to_vec()),
        Just(b"~BIN*5*~~~".to_vec()),
        Just(b"\xe2\x80\x93".to_vec()),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec((any::<u16>(), 0_u8..40, comes), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The same law for files that are damaged at random.
    #[test]
    fn nothing_is_lost_of_damaged_files(file in any::<prop::sample::Index>(), damage in damage()) {
        let files = ["examples/data", "tests/fixtures/valid"].map(|folder| std::fs::read_dir(folder).unwrap());
        let mut files: Vec<_> = files.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "edi"));
        files.sort();
        let mut input = std::fs::read(file.get(&files)).unwrap();
        for (place, gone, comes) in damage {
            let start = usize::from(place) * input.len() / 65_536;
            let end = input.len().min(start + usize::from(gone));
            input.splice(start..end, comes);
        }
        if let Ok(read) = Document::read_with(&input, &BARE) {
            let json = read.document.to_json(&read.report).unwrap();
            let again = Document::from_json(&json).unwrap();
            for counts in [Counts::AsRead, Counts::Recompute] {
                let options = WriteOptions { counts, ..WriteOptions::default() };
                match (read.document.write_with(&options), again.write_with(&options)) {
                    (Ok(direct), Ok(through)) => prop_assert_eq!(direct, through),
                    (Err(direct), Err(through)) => prop_assert_eq!(direct.to_string(), through.to_string()),
                    _ => prop_assert!(false, "one of the two cannot be written"),
                }
            }
        }
    }
}

/// The JSON pointer of every value.
pub(crate) fn places(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
    use serde_json::Value;
    found.push(path.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, &format!("{path}/{key}"), found)),
        Value::Array(list) => {
            (0..).zip(list).for_each(|(n, value): (usize, _)| places(value, &format!("{path}/{n}"), found));
        }
        _ => {}
    }
}

/// Every value of a document replaced by other kinds of values: refused or read, and what is said shows none of it.
#[test]
fn no_value_of_a_document_is_ever_shown() {
    use serde_json::{Value, json};
    let bytes = std::fs::read("examples/data/response_pended.edi").unwrap();
    let read = Document::read(&bytes).unwrap();
    let whole: Value = serde_json::from_str(&read.document.to_json(&read.report).unwrap()).unwrap();
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let others = [
        json!("QZXSECRET`, expected `QZXSECRET"),
        json!("QZX, expected QZXSECRET at line 1"),
        json!(987_654_321),
        json!(-98765.4321),
        json!(true),
        json!(["QZXSECRET"]),
        json!({ "QZXSECRET`, expected `QZX` at line 1, expected QZX": "QZXSECRET" }),
    ];
    let mut refusals = 0;
    for place in &found {
        for other in &others {
            let mut document = whole.clone();
            *document.pointer_mut(place).unwrap() = other.clone();
            if let Err(error) = Document::from_json(&document.to_string()) {
                refusals += 1;
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("QZX") && !shown.contains("98765"), "{place}: {shown}");
            }
        }
    }
    assert!(refusals > found.len() * 4, "{refusals}");
}
