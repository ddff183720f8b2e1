//! No byte of the input in anything that a log may show: `Debug` of all types, sentences of errors and findings.

use crate::generate::model::Set;
use crate::generate::{self, Direction, Fill, Options, interchange_of};
use chrono::NaiveDateTime;
use std::fmt::Debug;
use x12_278::Document;
use x12_278::ack::{Acknowledge, answer};
use x12_278::element::IntoOwned;
use x12_278::syntax::{Delimiters, segments};
use x12_278::validate::Validator;

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
