//! No byte of the input in anything that a log may show: `Debug` of all types, sentences of errors and findings.

use crate::generate::model::Set;
use crate::generate::{self, Direction, Fill, Options, interchange_of};
use chrono::NaiveDateTime;
use std::fmt::Debug;
use x12_278::ack::{Acknowledge, answer};
use x12_278::element::IntoOwned;
use x12_278::syntax::{Delimiters, segments};
use x12_278::validate::Validator;
use x12_278::{Document, Framer, ReadOptions};

/// Stands where a patient's data may stand; no code and no id of X12.
const CANARIES: [&str; 3] = ["XYZZY", "QJZ", "xyzzyplugh"];

fn assert_quiet(value: &impl Debug, what: &str) {
    let text = format!("{value:?}");
    assert!(CANARIES.iter().all(|canary| !text.contains(canary)), "Debug of {what} shows the input");
}

fn assert_input_is_quiet(input: &[u8], what: &str) {
    let read = match Document::read(input) {
        Ok(read) => read,
        Err(error) => {
            assert_quiet(&error, what);
            assert!(CANARIES.iter().all(|canary| !error.to_string().contains(canary)), "{what}: {error}");
            return;
        }
    };
    assert_quiet(&read, what);
    assert_quiet(&read.document.clone().into_owned(), what);
    for issue in read.report.issues() {
        assert!(CANARIES.iter().all(|canary| !issue.to_string().contains(canary)), "{what}: {issue}");
        assert_quiet(issue, what);
    }
    let validated = Validator::default().read(input).unwrap();
    assert_quiet(&validated, what);
    for issue in validated.all_issues() {
        assert!(CANARIES.iter().all(|canary| !issue.to_string().contains(canary)), "{what}: {issue}");
    }
    let at = NaiveDateTime::default();
    assert_quiet(&answer(&validated, &Acknowledge { always_ta1: true, ..Acknowledge::new(1, at) }), what);
    for segment in segments(input, Delimiters::STANDARD) {
        assert_quiet(&segment, what);
    }
}

/// Every element overwritten, one after the other and all at once.
#[test]
fn no_element_is_shown() {
    for direction in Direction::BOTH {
        let set = generate::set(12, &Options { direction, fill: Fill::Random, ..Options::default() });
        let write = |set: &Set| interchange_of(1, std::slice::from_ref(set), Delimiters::STANDARD, "");
        for canary in CANARIES {
            for element in 1..=12_usize {
                let mut changed = set.clone();
                changed.each_mut(&mut |segment| {
                    // HL03, NM101 and BHT02 say what is read as what; they have their turn below.
                    let steers = matches!((segment.id, element), ("HL", 3) | ("NM1", 1) | ("BHT", 2) | ("ST", _));
                    if !steers && segment.elements.len() >= element {
                        segment.set(element, canary);
                    }
                });
                assert_input_is_quiet(&write(&changed), &format!("element {element}"));
            }
            for id in ["HL", "NM1", "BHT", "ST", "DTP", "REF", "HI"] {
                let mut changed = set.clone();
                changed.each_mut(&mut |segment| {
                    if segment.id == id {
                        (1..=segment.elements.len()).for_each(|number| segment.set(number, canary));
                    }
                });
                assert_input_is_quiet(&write(&changed), id);
            }
        }
    }
}

#[test]
fn no_id_and_no_stray_text_is_shown() {
    let clean = generate::interchange(3, &Options::default());
    let text = String::from_utf8(clean).unwrap();
    for canary in CANARIES {
        let places = [
            text.replace("~HL*", &format!("~{canary}~HL*")),
            text.replace("~HL*", &format!("~{canary}*{canary}*{canary}:{canary}~HL*")),
            text.replace("~UM*", &format!("~{canary}*")),
            text.replace("~GS*", &format!("~{canary}*1~GS*")),
            text.replace("~GE*", &format!("~{canary}*1~GE*")),
            text.replace("~IEA*", &format!("~{canary}*1~IEA*")),
            format!("{text}{canary}"),
            format!("{text}\n{canary}~{canary}*{canary}~"),
            format!("{canary}{text}"),
            format!("ISA{canary}"),
            text.replacen("SENDER", canary, 2),
            text.replace("GS*HI", &format!("GS*{canary}")),
            text.replace("005010X217", canary),
            text.replace("~SE*", &format!("~SE*{canary}*{canary}*")),
            text.replace("~GE*", &format!("~GE*{canary}*{canary}*")),
            text.replace("~IEA*", &format!("~IEA*{canary}*{canary}*")),
            text.replace("~IEA*", &format!("~TA1*{canary}*{canary}*{canary}*{canary}*{canary}~IEA*")),
        ];
        for (number, input) in places.iter().enumerate() {
            assert_input_is_quiet(input.as_bytes(), &format!("place {number}"));
        }
    }
}

#[test]
fn a_framer_does_not_show_what_it_holds() {
    let mut framer = Framer::new(&ReadOptions::default());
    framer.feed(b"ISA*XYZZY");
    assert_eq!(format!("{framer:?}"), "Framer(9 bytes held)");
}

#[test]
fn what_cannot_be_written_is_not_shown() {
    let text = String::from_utf8(generate::interchange(3, &Options::default())).unwrap();
    let text = text.replace("~HL*1*", "~XYZZY*a|b~HL*1*").replace("BHT*0007*13*", "BHT*0007*13*QJZ|");
    let document = Document::read(text.as_bytes()).unwrap().document;
    let other = Delimiters::new(b'|', b'>', Some(b'!'), b'\n').unwrap();
    let options = x12_278::WriteOptions { delimiters: Some(other), ..x12_278::WriteOptions::default() };
    let error = document.write_with(&options).unwrap_err();
    assert_eq!(error.to_string(), "a value contains a delimiter, which X12 cannot carry (BHT03, segment 2)");
    assert_quiet(&error, "the error");
}

/// What the programs print, to standard output and to standard error, without `--show-values`. An acknowledgment repeats
/// the partners, the version and the numbers of what it answers, so it is asked only where no canary stands in those.
#[test]
fn the_programs_show_no_value() {
    let folder = std::env::temp_dir().join(format!("x12-278-canaries-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let quiet = |program: &str, arguments: &[&str]| {
        let output = crate::programs::run(program, arguments, b"");
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            let shown = text.lines().find(|line| CANARIES.iter().any(|canary| line.contains(canary)));
            assert_eq!(shown, None, "{program} {arguments:?}");
        }
    };
    let mut files = Vec::new();
    for direction in Direction::BOTH {
        let (inside, around) = planted(direction);
        for (number, text) in inside.iter().chain(&around).enumerate() {
            let path = folder.join(format!("{direction:?}{number}.edi"));
            std::fs::write(&path, text).unwrap();
            let path = path.to_str().unwrap().to_owned();
            if number < inside.len() && number % 3 == 0 {
                quiet("acknowledge", &["--at", "2026-02-03T10:15:30", "--always-ta1", &path]);
            }
            files.push(path);
        }
    }
    assert!(files.len() > 60, "{}", files.len());
    for format in ["text", "json", "jsonl"] {
        let mut arguments = vec!["--format", format];
        arguments.extend(files.iter().map(String::as_str));
        quiet("validate", &arguments);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Files with a canary in each element and each id of a set, and with one somewhere around the sets.
fn planted(direction: Direction) -> (Vec<String>, Vec<String>) {
    let set = generate::set(12, &Options { direction, fill: Fill::Random, ..Options::default() });
    let write =
        |set: &Set| String::from_utf8(interchange_of(1, std::slice::from_ref(set), Delimiters::STANDARD, "")).unwrap();
    let clean = write(&set);
    let mut inside = Vec::new();
    for element in 1..=12_usize {
        let mut changed = set.clone();
        changed.each_mut(&mut |segment| {
            let steers = matches!((segment.id, element), ("HL", 3) | ("NM1", 1) | ("BHT", 2) | ("ST", _));
            if !steers && segment.elements.len() >= element {
                segment.set(element, CANARIES[0]);
            }
        });
        inside.push(write(&changed));
    }
    for (id, number) in [("UM", 1), ("DMG", 2), ("HL", 3), ("NM1", 1), ("BHT", 2)] {
        let mut changed = set.clone();
        changed.each_mut(&mut |segment| {
            if segment.id == id {
                segment.set(number, CANARIES[0]);
            }
        });
        inside.push(write(&changed));
    }
    let mut around = Vec::new();
    for canary in CANARIES {
        inside.push(clean.replace("~HL*", &format!("~{canary}*{canary}*{canary}:{canary}~HL*")));
        inside.push(clean.replace("~HL*", &format!("~{canary}~HL*")));
        around.extend([
            clean.replace("~GS*", &format!("~{canary}*1~GS*")),
            clean.replace("~GE*", &format!("~{canary}*1~GE*")),
            clean.replace("~IEA*", &format!("~{canary}*1~IEA*")),
            format!("{clean}{canary}"),
            format!("{clean}\n{canary}~{canary}*{canary}~"),
            format!("{canary}{clean}"),
            clean.replace("005010X217", canary),
            clean.replace("ST*278*0001*", &format!("ST*{canary}*{canary}*")),
            clean.replace("~SE*", &format!("~SE*{canary}*{canary}*")),
            clean.replace("~GE*", &format!("~GE*{canary}*{canary}*")),
            clean.replace("~IEA*", &format!("~IEA*{canary}*{canary}*")),
            clean.replacen("SENDER", canary, 2),
        ]);
    }
    (inside, around)
}

/// A profile that is wrong is complained about without a word of it.
#[test]
fn a_wrong_profile_is_not_shown() {
    let folder = std::env::temp_dir().join(format!("x12-278-leaks-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("profile.toml");
    let good = std::fs::read_to_string("examples/data/profiles/example_payer.toml").unwrap();
    for text in [
        "XYZZY".to_owned(),
        "XYZZY = 1\n".to_owned(),
        format!("{good}\n[[XYZZY]]\nid = 1\n"),
        good.replacen("from = ", "from = \"XYZZY\" #", 1),
        good.replacen("2000E", "XYZZY", 1),
        good.replacen("UM", "QJZ", 1),
    ] {
        std::fs::write(&path, &text).unwrap();
        let arguments = ["--profile", path.to_str().unwrap(), "examples/data/response_certified.edi"];
        let output = crate::programs::run("validate", &arguments, b"");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(CANARIES.iter().all(|canary| !said.contains(canary)), "{said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
