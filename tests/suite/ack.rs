//! Acknowledgments: what a receiver answers, and what a sender makes of it.

use crate::files::assert_golden;
use std::collections::BTreeSet;
use std::path::Path;
use x12_278::ack::{
    Acknowledge, Acknowledgments, Answers, Copies, Outcome, Overlay, acknowledge_group, answer, explain,
};
use x12_278::report::{Issue, IssueCode};
use x12_278::syntax::Delimiters;
use x12_278::transaction::LineBreaks;
use x12_278::validate::{FileReport, GroupReport, SetReport, Validator};
use x12_278::{Document, ReadOptions, WriteOptions};

fn how<'i>() -> Acknowledge<'i> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
    Acknowledge::new(501, day.and_hms_opt(10, 15, 30).unwrap())
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn report(input: &[u8]) -> FileReport {
    Validator::default().read(input).unwrap()
}

fn written(answers: &Answers) -> String {
    let options = WriteOptions { line_breaks: LineBreaks::Lf, ..WriteOptions::default() };
    String::from_utf8(answers.document.write_with(&options).unwrap()).unwrap()
}

fn answered(input: &[u8]) -> String {
    written(&answer(&report(input), &how()))
}

/// The answer without its envelope.
fn inner(text: &str) -> Vec<&str> {
    let envelope = ["ISA", "GS*", "ST*", "SE*", "GE*", "IEA"];
    text.lines().filter(|line| !envelope.contains(&&line[..3])).collect()
}

/// Fixtures whose answers are golden files: one for each finding that reading makes.
const FIXTURES: [&str; 57] = [
    "bht02_13_in_response",
    "bht02_unknown",
    "cut_in_last_segment",
    "dtp_472_at_event",
    "empty_segment",
    "event_segment_after_provider",
    "ge01_wrong",
    "ge02_differs",
    "ge02_leading_zeros",
    "ge_missing",
    "gs06_repeated",
    "gs08_with_release_only",
    "hcr_in_request",
    "hi_at_service",
    "hl01_out_of_sequence",
    "hl01_repeated",
    "hl02_missing",
    "hl_only_number",
    "hl02_names_nothing",
    "hl02_service_names_service",
    "hl02_wrong_level",
    "hl03_unknown",
    "hl04_one_without_children",
    "hl04_zero_with_children",
    "iea01_wrong",
    "iea02_differs",
    "iea02_leading_zeros_lost",
    "iea_missing",
    "isa11_letter_u",
    "isa_blank_lost",
    "isa_broken_over_lines",
    "isa_ids_not_padded",
    "isa_nothing_padded",
    "latin1_byte",
    "level_event_missing",
    "level_requester_missing",
    "name_loop_missing",
    "name_code_outside_loop",
    "providers_over_maximum",
    "se01_wrong",
    "se02_differs",
    "se02_leading_zero",
    "se_missing",
    "se_missing_between_sets",
    "segment_not_in_guide",
    "segment_of_another_set",
    "segments_out_of_order",
    "set_without_group",
    "st02_repeated",
    "st03_absent",
    "st03_differs_from_gs08",
    "text_after_iea",
    "two_events_in_request",
    "um_missing",
    "um_second",
    "unknown_segment_id",
    "wrapped_every_84",
];

#[test]
fn each_finding_of_reading_is_answered_by_its_codes() {
    for name in FIXTURES {
        let input = read(&format!("tests/fixtures/recoverable/{name}.edi"));
        assert_golden(&format!("ack/{name}.edi"), &answered(&input));
    }
}

#[test]
fn no_finding_of_reading_is_left_out_above() {
    let mut shown = BTreeSet::new();
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recoverable")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(input) = std::fs::read(&path) else { continue };
        let Ok(read) = Document::read(&input) else { continue };
        let codes = read.report.issues().iter().map(|issue| issue.code);
        found.extend(codes.clone());
        if FIXTURES.iter().any(|name| path.file_stem().unwrap() == *name) {
            shown.extend(codes);
        }
    }
    let without_codes = [
        IssueCode::WhiteSpace,
        IssueCode::ByteOrderMark,
        IssueCode::NotHeld,
        IssueCode::AcknowledgmentCount,
        // Reading finds it where a qualifier is empty; mostly the check of the elements does.
        IssueCode::RequiredElementMissing,
    ];
    let left: Vec<_> = found.difference(&shown).filter(|code| !without_codes.contains(code)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Whatever we write is a clean file under the guide of the 999, and its counts agree.
#[test]
fn what_is_written_is_clean() {
    let mut sets = 0;
    for path in crate::files::all() {
        let input = std::fs::read(&path).unwrap();
        let Ok(report) = Validator::default().read(&input[..]) else { continue };
        let answers = answer(&report, &how());
        let bytes = answers.document.write().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if bytes.is_empty() {
            continue;
        }
        let back = Document::read(&bytes).unwrap();
        assert!(back.report.is_empty(), "{}: {:?}", path.display(), back.report.issues());
        assert_eq!(back.document.write().unwrap(), bytes, "{}", path.display());
        for (read, made) in back.document.transactions().zip(answers.document.transactions()) {
            assert_eq!(read.content, made.content, "{}", path.display());
        }
        let again = Validator::default().read(&bytes[..]).unwrap();
        // TA101 to TA103 repeat what the header of the received interchange said, right or wrong.
        // AK101 repeats GS01, which may be none that X12 has.
        let echoes = |issue: &&Issue| {
            issue.code == IssueCode::AcknowledgmentElement
                || (issue.at.segment_id, issue.at.element) == (Some("AK1"), 1)
        };
        let mut own = again.all_issues().filter(|issue| !echoes(issue));
        assert_eq!(own.next(), None, "{}", path.display());
        assert!(again.is_accepted(), "{}", path.display());
        assert!(answer(&again, &how()).document.interchanges.is_empty(), "an acknowledgment is not acknowledged");
        for set in back.document.transactions() {
            sets += 1;
            let acknowledgment = set.acknowledgment().unwrap();
            let results: Vec<_> =
                acknowledgment.transactions.iter().map(|set| set.result.as_ref().unwrap().result.unwrap()).collect();
            let accepted = results.iter().filter(|result| matches!(&*result.text(), "A" | "E")).count();
            let end = acknowledgment.result.as_ref().unwrap();
            let received: usize = end.received_sets.as_deref().unwrap().parse().unwrap();
            let is_rejected = end.result.unwrap().text().as_str() == "R";
            assert!(!is_rejected || accepted == 0, "{}: no set is accepted in a rejected group", path.display());
            // Of a group that is rejected for itself only the sets with errors of their own are reported.
            let itself = !end.faults.is_empty();
            assert!(results.len() == received || itself && results.len() < received, "{}", path.display());
            assert_eq!(end.accepted_sets.as_deref(), Some(&*accepted.to_string()), "{}", path.display());
            for error in acknowledgment.transactions.iter().flat_map(|set| &set.errors) {
                let fault = error.segment.as_ref().unwrap().fault.unwrap();
                assert!(fault.text().as_str() != "8" || !error.elements.is_empty(), "8 always has IK4");
                assert!(fault.text().as_str() != "1", "an id that X12 does not have is not named");
            }
        }
    }
    assert!(sets > 150, "{sets}");
}

/// A 999 must repeat what was sent, so what is wrong with that is no error of it.
#[test]
fn a_999_that_repeats_what_was_sent_wrong_is_accepted() {
    let file = read("examples/data/response_certified.edi");
    let file = String::from_utf8(file).unwrap().replace("GS*HI*", "GS*UM*").replace("*9001*X*", "*90A1*X*");
    let text = answered(file.replace("GE*1*9001", "GE*1*90A1").as_bytes()).replace('\n', "");
    assert!(text.contains("~AK1*UM*90A1*005010X217~"), "{text}");
    let report = Validator::default().read(text.as_bytes()).unwrap();
    assert!(report.is_accepted());
    let found: Vec<_> = report.all_issues().map(|issue| (issue.severity, issue.to_string())).collect();
    let warning = x12_278::report::Severity::Warning;
    let said = [
        (warning, "AK101: not a code of this element (segment 2, byte 194)".to_owned()),
        (warning, "AK102: not a number as X12 writes it (segment 2, byte 194)".to_owned()),
    ];
    assert_eq!(found, said);
    // What a 999 says itself is judged as ever.
    let wrong = text.replace("AK9*R*", "AK9*Q*");
    assert!(!Validator::default().read(wrong.as_bytes()).unwrap().is_accepted());
}

#[test]
fn an_accepted_file_is_answered_set_by_set() {
    let text = answered(&read("examples/data/response_certified.edi"));
    assert_golden("ack/accepted.edi", &text);
    assert_eq!(inner(&text), ["AK1*HI*9001*005010X217~", "AK2*278*0001*005010X217~", "IK5*A~", "AK9*A*1*1*1~"]);
}

#[test]
fn several_groups_and_sets_of_other_kinds() {
    let input = read("examples/data/batch_mixed.edi");
    let text = answered(&input);
    assert_golden("ack/batch_mixed.edi", &text);
    assert!(!text.contains("AK1*HC*") && !text.contains("AK2*837*"), "a group of another kind is not answered here");
    assert!(report(&input).is_accepted());
    let in_ours = String::from_utf8(input).unwrap().replace("GS*HC*", "GS*HI*");
    assert!(!report(in_ours.as_bytes()).is_accepted());
    let text = answered(in_ours.as_bytes());
    assert!(text.contains("AK2*837*0001*005010X222A1~\nIK5*R*1~\n"), "in a group of 278s it is rejected");
}

#[test]
fn a_ta1_is_sent_when_it_is_asked_for_or_must_be() {
    let input = read("examples/data/response_certified.edi");
    assert!(!answered(&input).contains("TA1*"));
    let text = String::from_utf8(input.clone()).unwrap();
    let asked = text.replacen("*0*T*:", "*1*T*:", 1);
    assert_ne!(asked, text);
    assert!(answered(asked.as_bytes()).contains("*A*000~\nGS*FA*"));
    let always = answer(&report(&input), &Acknowledge { always_ta1: true, ..how() });
    assert!(written(&always).contains("*A*000~\nGS*FA*"));
    let only = asked.lines().filter(|line| line.starts_with("ISA")).collect::<String>() + "IEA*0*";
    let only = format!("{only}{}~", asked.lines().next().unwrap().split('*').nth(13).unwrap());
    assert_eq!(inner(&answered(only.as_bytes())).len(), 1, "an empty interchange that asks gets a TA1 alone");
}

#[test]
fn a_rejected_interchange_gets_a_ta1_alone() {
    for (name, note) in [
        ("iea02_differs", "001"),
        ("iea01_wrong", "021"),
        ("iea_missing", "023"),
        ("set_without_group", "024"),
        ("isa_nothing_padded", "011"),
        ("isa_ids_not_padded", "006"),
        ("isa_broken_over_lines", "014"),
    ] {
        let text = answered(&read(&format!("tests/fixtures/recoverable/{name}.edi")));
        let lines = inner(&text);
        assert_eq!(lines.len(), 1, "{name}: {lines:?}");
        assert!(lines[0].starts_with("TA1*") && lines[0].ends_with(&format!("*R*{note}~")), "{name}: {lines:?}");
        assert!(text.contains("\nIEA*0*000000501~"), "{name}");
    }
}

#[test]
fn who_cannot_be_named_is_not_answered() {
    let answers = answer(&report(&read("tests/fixtures/recoverable/isa_sender_too_long.edi")), &how());
    assert!(answers.document.interchanges.is_empty());
    assert_eq!(answers.unanswerable, [1]);
}

#[test]
fn sender_and_receiver_change_places() {
    let text = answered(&read("tests/fixtures/recoverable/um_missing.edi"));
    assert!(text.starts_with(
        "ISA*00*          *00*          *ZZ*LANTERNVALLEY  *ZZ*HEARTHSTONE    *260203*1015*^*00501*000000501*0*T*:~\n\
         GS*FA*LANTERNVALLEY*HEARTHSTONE*20260203*1015*1*X*005010X231A1~\nST*999*0001*005010X231A1~\n"
    ));
}

#[test]
fn the_delimiters_are_those_of_the_file() {
    let text = answered(&read("tests/fixtures/valid/delimiters_bar_gt_brace.edi"));
    assert!(text.contains("AK9|A|2|2|2~"), "{text}");
    let off = answered(&read("tests/fixtures/recoverable/isa11_letter_u.edi"));
    assert!(off.starts_with("ISA*") && off[..106].contains("*^*00501*"), "a usable separator again");
}

/// What another element or segment asks for, or rules out, is told in a CTX with that element or segment.
#[test]
fn what_follows_from_other_data_names_its_trigger() {
    for (base, old, new, lines) in [
        (
            "tests/fixtures/valid/request_admission_ar.edi",
            "CL1*",
            "",
            "IK3*CL1*19**I6~\nCTX*SITUATIONAL TRIGGER*UM*14**1~\nIK5*E*I5~\n",
        ),
        (
            "tests/fixtures/valid/request_minimal.edi",
            "BHT*0007*13*",
            "BHT*0007*13*MIN-1*20260202*0930*RU~\n",
            "IK3*BHT*2**8~\nIK4*6*640*I13~\nCTX*SITUATIONAL TRIGGER*UM*10**1~\nIK5*R*I5~\n",
        ),
    ] {
        let text = String::from_utf8(read(base)).unwrap();
        let old = text.lines().find(|line| line.starts_with(old)).unwrap();
        let damaged = counted(&text.replacen(&format!("{old}\n"), new, 1));
        let text = answered(damaged.as_bytes());
        assert!(text.contains(lines), "{text}");
    }
    let text = answered(&read("tests/fixtures/recoverable/two_sv_in_service.edi"));
    assert!(text.contains("*I9~\nCTX*SITUATIONAL TRIGGER*SV1*"), "{text}");
    let text = answered(&read("tests/fixtures/recoverable/admission_without_date.edi"));
    assert!(text.contains("IK3*DTP*14**I6~\nCTX*SITUATIONAL TRIGGER*UM*13**1~\n"), "{text}");
}

/// Sets SE01 of a file with one set.
fn counted(text: &str) -> String {
    let segments: Vec<&str> = text.split('~').map(str::trim).collect();
    let place = |id: &str| segments.iter().position(|segment| segment.starts_with(id)).unwrap();
    let trailer = segments[place("SE*")];
    let number = trailer.rsplit('*').next().unwrap();
    text.replace(trailer, &format!("SE*{}*{number}", place("SE*") - place("ST*") + 1))
}

#[allow(clippy::field_reassign_with_default, reason = "the report keeps a field to itself")]
fn group_of(set: SetReport) -> GroupReport {
    let mut group = GroupReport::default();
    group.functional_id = "HI".into();
    group.control_number = "7".into();
    group.transactions.push(set);
    group
}

/// A number that no set has: the place is filled, the reason said.
/// A set that is too large to be read is answered under its own number, and a number that is used twice is found.
#[test]
fn a_set_beyond_the_limit_is_answered_by_its_number() {
    let file = String::from_utf8(read("examples/data/infusion_request_dependent.edi")).unwrap();
    let (start, end) = (file.find("ST*278*").unwrap(), file.find("GE*").unwrap());
    let set = &file[start..end];
    let number = set.split('*').nth(2).unwrap();
    let several = file.replace(set, &format!("{set}{set}")).replace("GE*1*", "GE*2*");
    let small = Validator::default().with_options(ReadOptions { set_limit: 200, ..ReadOptions::default() });
    for (file, sets) in [(&file, 1), (&several, 2)] {
        let report = small.clone().read(file.as_bytes()).unwrap();
        let told = format!("AK2*278*{number}*005010X217~");
        let wanted = [told.as_str(), "IK5*R*5~", told.as_str(), "IK5*R*23*5~"];
        let text = written(&answer(&report, &how()));
        let found = inner(&text).into_iter().filter(|line| line.starts_with("AK2") || line.starts_with("IK5"));
        assert_eq!(found.collect::<Vec<_>>(), wanted[..sets * 2]);
        let repeated = report.all_issues().filter(|issue| issue.code == IssueCode::SetControlRepeated).count();
        assert_eq!(repeated, sets - 1);
    }
    // An ST that is none is not copied.
    let long = file.replacen(number, &"9".repeat(2000), 1);
    let text = written(&answer(&small.clone().read(long.as_bytes()).unwrap(), &how()));
    assert!(inner(&text).contains(&"AK2*278*0000~"), "{text}");
}

#[test]
fn a_set_without_a_number_can_be_answered() {
    let set = SetReport { control_number: "1".into(), ..SetReport::default() };
    let group = group_of(set);
    let set = acknowledge_group(&group, "0001", Delimiters::STANDARD, None).unwrap();
    let answered = set.transactions[0].set.as_ref().unwrap();
    assert_eq!(answered.control_number.as_deref(), Some("0000"));
}

#[test]
fn values_are_copied_on_request_alone() {
    let input = read("tests/fixtures/recoverable/dtp_472_at_event.edi");
    let report = report(&input);
    assert!(!answered(&input).contains("472"));
    let copies = Copies { input: &input, elements: true, business_unit: true };
    let text = written(&answer(&report, &Acknowledge { copies: Some(copies), ..how() }));
    assert!(text.contains("IK3*DTP*14**8~\nCTX*TRN02:EV-1~\nIK4*1*374*I6*472~\n"), "{text}");
    let back = Document::read(text.as_bytes()).unwrap();
    assert!(!back.report.has_errors(), "{:?}", back.report.issues());
}

/// Every value of the sets is replaced by a canary; none of them is in the answer.
#[test]
fn no_value_of_a_set_is_in_a_999() {
    for path in crate::files::all() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        // A header behind other words is planted as if it were a segment of a set.
        let is_odd = path.ends_with("text_between_interchanges.edi");
        if !text.contains("~") || path.to_string_lossy().contains("samples") || is_odd {
            continue;
        }
        let planted: Vec<String> = text.split('~').map(plant).collect();
        let input = planted.join("~");
        let Ok(report) = Validator::default().read(input.as_bytes()) else { continue };
        let answers = answer(&report, &how());
        assert!(!written(&answers).contains("CANARY"), "{}", path.display());
        assert!(!format!("{report:?}{answers:?}").contains("CANARY"), "{}", path.display());
    }
}

/// Puts a canary in place of each value that is longer than a code, in segments of the body.
fn plant(segment: &str) -> String {
    let id = segment.trim_start_matches('\u{feff}').trim_start().split('*').next().unwrap_or_default();
    let holds_header = segment.contains("ISA*");
    if holds_header || ["ISA", "GS", "ST", "SE", "GE", "IEA", "HL", "BHT", "TA1"].contains(&id) {
        return segment.to_owned();
    }
    let plant = |(index, value): (usize, &str)| {
        if index > 0 && value.len() > 3 { "CANARY".to_owned() } else { value.to_owned() }
    };
    segment.split('*').enumerate().map(plant).collect::<Vec<_>>().join("*")
}

#[test]
fn a_set_with_more_findings_than_are_kept_is_not_accepted() {
    let mut text = String::from_utf8(read("tests/fixtures/recoverable/um_missing.edi")).unwrap();
    text = text.replacen("DMG*", &format!("{}DMG*", "QQX*1~".repeat(20)), 1);
    let options = ReadOptions { issue_limit: 5, ..ReadOptions::default() };
    let report = Validator::default().with_options(options).read(text.as_bytes()).unwrap();
    assert!(!report.is_accepted());
    let two = text.repeat(2);
    let report = Validator::default().with_options(options).read(two.as_bytes()).unwrap();
    let sets =
        report.interchanges.iter().flat_map(|interchange| &interchange.groups).flat_map(|group| &group.transactions);
    assert!(sets.clone().count() == 2 && sets.clone().all(|set| !set.is_accepted()), "the second has an error too");
    assert!(report.dropped > 0);
}

#[test]
fn a_received_999_is_read_in_plain_terms() {
    let original = read("tests/fixtures/recoverable/st02_repeated.edi");
    let text = answered(&original);
    let read = Document::read(text.as_bytes()).unwrap();
    let said = Acknowledgments::of(&read.document);
    let group = &said.groups[0];
    assert_eq!((group.outcome, group.received_sets, group.accepted_sets), (Outcome::PartlyAccepted, Some(2), Some(1)));
    assert_eq!(group.outcome_of("0001"), Outcome::Unclear, "two sets have this number");
    assert_eq!(group.outcome_of("0009"), Outcome::Accepted, "not reported, and the counts leave no other way");
}

#[test]
fn a_group_that_is_rejected_has_no_accepted_set() {
    let text = "ST*999*0001*005010X231A1~AK1*HI*1*005010X217~AK2*278*0001~IK5*A~AK9*R*1*1*1*4~SE*6*0001~";
    let bare = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let group = |text: &str| {
        Acknowledgments::of(&Document::read_with(text.as_bytes(), &bare).unwrap().document).groups.remove(0)
    };
    assert_eq!(group(text).outcome_of("0001"), Outcome::Rejected);
    let cut = "ST*999*0001*005010X231A1~AK1*HI*1*005010X217~AK2*278*0001~IK5*A~SE*5*0001~";
    assert_eq!(group(cut).outcome_of("0001"), Outcome::Unclear);
    let other = text.replace("AK9*R*", "AK9*P*");
    assert_eq!(group(&other).outcome_of("0001"), Outcome::Accepted);
    assert_eq!(group(&other).outcome_of("0002"), Outcome::Accepted);
    let lost = text.replace("AK9*R*1*1*1", "AK9*P*2*2*1");
    assert_eq!(group(&lost).outcome_of("0002"), Outcome::Unclear, "one was rejected, and it is not said which");
}

/// A good set in a group that is rejected for its own faults is not called accepted; one with errors is reported.
#[test]
fn a_rejected_group_says_of_no_set_that_it_is_accepted() {
    let lines = answered(&read("tests/fixtures/recoverable/ge02_differs.edi"));
    assert_eq!(inner(&lines)[1..], ["AK9*R*1*1*0*4~"], "{lines}");
    let text = String::from_utf8(read("tests/fixtures/recoverable/um_missing.edi")).unwrap();
    let good = String::from_utf8(read("tests/fixtures/valid/request_minimal.edi")).unwrap();
    let set = good.lines().filter(|line| !["ISA", "GS*", "GE*", "IEA"].contains(&&line[..3])).collect::<Vec<_>>();
    let second = set.join("\n").replace("*0001*", "*0002*").replace("*0001~", "*0002~");
    let both = text.replace("GE*1*", &format!("{second}\nGE*3*"));
    let lines = answered(both.as_bytes());
    assert!(lines.contains("IK5*R*5~\nAK9*R*3*2*0*5~\n") && lines.matches("AK2*").count() == 1, "{lines}");
}

/// IK401-3 has four digits: what is beyond is named by its element alone, and the 999 stays clean.
#[test]
fn places_that_a_999_cannot_hold_are_left_out() {
    let text = String::from_utf8(read("tests/fixtures/valid/request_minimal.edi")).unwrap();
    let name = text.lines().find(|line| line.starts_with("NM1*")).unwrap();
    let mut elements: Vec<&str> = name.split('*').collect();
    let long = format!("{}{}", "^".repeat(10_000), "X".repeat(61));
    elements[3] = &long;
    let text = text.replace(name, &elements.join("*"));
    let answer = answered(text.as_bytes());
    let errors: Vec<&str> = answer.lines().filter(|line| line.starts_with("IK4*")).collect();
    assert_eq!(errors, ["IK4*3*1035*12~", "IK4*3*1035*5~"]);
    assert_eq!(report(answer.as_bytes()).all_issues().count(), 1, "white space alone");
}

#[test]
fn a_997_is_the_lesser_form() {
    let text = "ST*997*0001~AK1*HI*1~AK2*278*0001~AK3*DTP*14**8~AK4*1*374*7~AK5*R*5~AK9*R*1*1*0~SE*8*0001~";
    let bare = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let said = Acknowledgments::of(&Document::read_with(text.as_bytes(), &bare).unwrap().document);
    let set = &said.groups[0].sets[0];
    assert_eq!(set.outcome, Outcome::Rejected);
    assert_eq!(set.errors[0].segment.as_ref().unwrap().position.as_deref(), Some("14"));
    let original = read("tests/fixtures/recoverable/dtp_472_at_event.edi");
    let items = explain(&said, &original).unwrap().items;
    assert_eq!(
        items[0].to_string(),
        "DTP01 (Date Time Qualifier) in 2000E[1], segment 14: not a code of the list. \
         Send a code of the list that is valid on the day of service."
    );
}

#[test]
fn a_ta1_behind_a_group_is_not_lost() {
    let text = answered(&read("tests/fixtures/recoverable/um_missing.edi"));
    let text = text.replace("IEA*", "TA1*000000009*260101*0900*R*018~\nIEA*");
    let said = Acknowledgments::of(&Document::read(text.as_bytes()).unwrap().document);
    assert_eq!(said.interchanges.len(), 1);
    assert_eq!((&*said.interchanges[0].control_number, said.interchanges[0].outcome), ("000000009", Outcome::Rejected));
}

/// Our own answers, laid over the files that they answer, name the places of the report.
#[test]
fn what_is_explained_is_what_was_found() {
    let mut laid = 0;
    for name in FIXTURES {
        let original = read(&format!("tests/fixtures/recoverable/{name}.edi"));
        let text = answered(&original);
        let Ok(back) = Document::read(text.as_bytes()) else { continue };
        let report = report(&original);
        for item in explain(&Acknowledgments::of(&back.document), &original).unwrap().items {
            if item.overlay == Overlay::Ambiguous {
                continue;
            }
            assert_eq!(item.overlay, Overlay::Found, "{name}: {item}");
            laid += 1;
            let (at, element) = (item.at.segment, item.at.element);
            if element > 0 {
                assert!(!item.name.is_empty(), "{name}: {item}");
                let same = |issue: &&Issue| issue.at.segment == at && issue.at.element == element;
                assert!(report.all_issues().any(|issue| same(&issue)), "{name}: {item}");
            }
        }
    }
    assert!(laid > 50, "{laid}");
}

#[test]
fn explanations_in_words() {
    let original = read("tests/fixtures/recoverable/um_missing.edi");
    let text = answered(&original);
    let said = Acknowledgments::of(&Document::read(text.as_bytes()).unwrap().document);
    let items = explain(&said, &original).unwrap().items;
    let words: Vec<String> = items.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "UM (Health Care Services Review Information) in 2000E[1], segment 13: a required segment is missing. Send the segment."
        ]
    );
    let other = read("examples/data/response_certified.edi");
    let items = explain(&said, &other).unwrap().items;
    assert!(items[0].overlay != Overlay::Found || items[0].at.segment == 13);
}

/// Foreign 999, 997 and TA1 files: read, written back, explained, never answered.
#[test]
fn samples_are_read_and_explained() {
    let Some(samples) = std::env::var_os("X12_278_SAMPLES") else { return };
    let bare = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let original = read("examples/data/batch_mixed.edi");
    for folder in ["999", "ta1"] {
        for entry in std::fs::read_dir(Path::new(&samples).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let input = std::fs::read(&path).unwrap();
            let Ok(read) = Document::read_with(&input, &bare) else { continue };
            let said = Acknowledgments::of(&read.document);
            assert!(!said.interchanges.is_empty() || !said.groups.is_empty(), "{}", path.display());
            let explained = explain(&said, &original).unwrap();
            let objects =
                said.groups.iter().any(|group| !group.outcome.is_accepted() && group.outcome != Outcome::Unclear);
            assert!(!objects || !explained.items.is_empty(), "{}", path.display());
            println!("{}: {:?}", path.display(), said.groups.iter().map(|group| group.outcome).collect::<Vec<_>>());
            for issue in read.report.issues() {
                println!("    {issue}");
            }
            for item in explained.items {
                println!("    {item}");
            }
        }
    }
}
