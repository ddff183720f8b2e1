//! What validation says of whole files: a golden list over the fixtures, every issue code once at least, the envelope,
//! sets one by one.

use crate::files::assert_golden;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use x12_278::ReadOptions;
use x12_278::report::{IssueCode, Severity};
use x12_278::syntax::Delimiters;
use x12_278::validate::{CodeSet, CodeSets, FileReport, Policy, Validator};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "edi"));
    found.sort();
    found
}

fn validate(input: &[u8]) -> FileReport {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    Validator::default().with_options(options).read(input).unwrap()
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// `code-name DESIGNATOR` of each finding above a note.
fn found(text: &str) -> Vec<String> {
    let report = validate(text.as_bytes());
    let above = report.all_issues().filter(|issue| issue.severity > Severity::Note);
    above.map(|issue| format!("{} {}", issue.code.info().name, issue.at.designator())).collect()
}

/// The minimal request with one change.
fn changed(old: &str, new: &str) -> String {
    let text = fixture("valid/request_minimal.edi");
    assert!(text.contains(old), "{old}");
    text.replace(old, new)
}

#[test]
fn valid_files_are_clean() {
    for path in files("tests/fixtures/valid") {
        let report = validate(&std::fs::read(&path).unwrap());
        let above: Vec<_> = report.all_issues().filter(|issue| issue.severity > Severity::Note).collect();
        assert!(above.is_empty() && report.is_accepted(), "{}: {above:?}", path.display());
        for interchange in &report.interchanges {
            assert_eq!((interchange.ta104(), interchange.ta105()), ("A", "000"), "{}", path.display());
            assert!(interchange.groups.iter().all(|group| group.ak901() == "A"), "{}", path.display());
        }
    }
}

/// Held against what the README of the fixtures says of each file.
#[test]
fn reports_of_the_fixtures() {
    let mut listing = String::new();
    for path in files("tests/fixtures/recoverable") {
        let report = validate(&std::fs::read(&path).unwrap());
        let name = path.file_name().unwrap().to_string_lossy();
        let verdicts: Vec<String> = report
            .interchanges
            .iter()
            .flat_map(|interchange| {
                let ta1 = format!("TA1 {} {}", interchange.ta104(), interchange.ta105());
                let groups = interchange.groups.iter().map(|group| format!("AK9 {}", group.ak901()));
                std::iter::once(ta1).chain(groups)
            })
            .collect();
        listing.push_str(&format!("{name}: {}\n", verdicts.join(", ")));
        for issue in report.all_issues().filter(|issue| issue.code != IssueCode::WhiteSpace) {
            let info = issue.code.info();
            let codes = [info.ik304, info.ik403, info.ik502, info.ak905, issue.ta105()];
            let codes: Vec<&str> = codes.into_iter().map(|code| if code.is_empty() { "-" } else { code }).collect();
            let codes = codes.join(" ");
            listing.push_str(&format!("    {} S{} {codes} {}: {issue}\n", issue.severity, issue.snip, info.name));
        }
    }
    assert_golden("validation_reports.txt", &listing);
}

#[test]
fn the_interchange_header_is_checked_element_by_element() {
    // Element, what stands there, what is put there, TA105.
    for (old, new, note) in [
        ("ISA*00*", "ISA*99*", "010"),
        ("*00*          *ZZ*", "*77*          *ZZ*", "012"),
        ("*ZZ*SENDER", "*Q1*SENDER", "005"),
        ("*ZZ*RECEIVER", "*Q1*RECEIVER", "007"),
    ] {
        let text = fixture("valid/request_minimal.edi");
        let Some(_) = text.find(old) else { continue };
        let report = validate(text.replacen(old, new, 1).as_bytes());
        assert_eq!((report.interchanges[0].ta104(), report.interchanges[0].ta105()), ("R", note), "{new}");
    }
    let text = fixture("valid/request_minimal.edi");
    let elements: Vec<&str> = text.split('~').next().unwrap().split('*').collect();
    let with = |number: usize, value: &str| {
        let mut elements = elements.clone();
        elements[number] = value;
        format!("{}~{}", elements.join("*"), text.split_once('~').unwrap().1)
    };
    for (number, value, note) in [
        (1, "99", "010"),
        (3, "99", "012"),
        (5, "Q1", "005"),
        (6, "               ", "006"),
        (7, "Q1", "007"),
        (8, "               ", "008"),
        (9, "261301", "014"),
        (10, "2460", "015"),
        (12, "00600", "017"),
        (14, "2", "019"),
        (15, "X", "020"),
    ] {
        let report = validate(with(number, value).as_bytes());
        assert_eq!((report.interchanges[0].ta104(), report.interchanges[0].ta105()), ("R", note), "ISA{number:02}");
    }
    let old = validate(with(12, "00401").as_bytes());
    assert_eq!((old.interchanges[0].ta104(), old.interchanges[0].ta105()), ("A", "000"));
}

#[test]
fn the_group_header_is_checked() {
    let text = fixture("valid/request_minimal.edi");
    let gs = text.lines().find(|line| line.starts_with("GS*")).unwrap();
    let elements: Vec<&str> = gs.trim_end_matches('~').split('*').collect();
    let with = |number: usize, value: &str| {
        let mut elements = elements.clone();
        elements[number] = value;
        let text = text.replace(gs, &format!("{}~", elements.join("*")));
        if number == 6 { text.replace("GE*1*1~", &format!("GE*1*{value}~")) } else { text }
    };
    for (number, value, name) in [
        (1, "HS", "group-kind"),
        (2, "A", "group-partner"),
        (3, "", "group-partner"),
        (4, "20261301", "group-element"),
        (5, "2560", "group-element"),
        (6, "1A", "group-number-invalid"),
        (7, "T", "group-element"),
    ] {
        assert_eq!(found(&with(number, value)), [format!("{name} GS{number:02}")], "{value}");
    }
    let longer = text.replace(gs, &format!("{}*MORE~", gs.trim_end_matches('~')));
    assert_eq!(found(&longer), ["envelope-element-too-many GS09"]);
}

#[test]
fn set_headers_and_trailers_are_checked() {
    let text = fixture("valid/request_minimal.edi");
    let number = |number: &str| {
        let changed = text.replace("ST*278*0001*", &format!("ST*278*{number}*"));
        let se = changed.lines().find(|line| line.starts_with("SE*")).unwrap().to_owned();
        changed.replace(&se, &se.replace("*0001~", &format!("*{number}~")))
    };
    assert_eq!(found(&number("001")), ["set-number-invalid ST02"]);
    assert_eq!(found(&number("0000000001")), ["set-number-invalid ST02"]);
    assert_eq!(found(&number("000000001")), Vec::<String>::new());
    let identifier = text.replace("ST*278*", "ST*27*");
    assert_eq!(found(&identifier), ["set-identifier-invalid ST01"]);
    let longer = text.replace("*005010X217~\nBHT", "*005010X217*MORE~\nBHT");
    assert_eq!(found(&longer), ["element-too-many ST04"]);
    let longer = text.replace("*0001~\nGE", "*0001*MORE~\nGE");
    assert_eq!(found(&longer), ["element-too-many SE03"]);
}

#[test]
fn an_interchange_is_sent_once() {
    let text = fixture("valid/request_minimal.edi");
    assert_eq!(found(&format!("{text}{text}")), ["interchange-repeated ISA13"]);
}

#[test]
fn dates_before_a_foreign_one_keep_their_field() {
    // The service date comes second: it is the one that the field holds.
    let text = fixture("recoverable/dtp_102_at_service.edi");
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("DTP*472")).unwrap();
    let mut swapped = lines.clone();
    swapped.swap(first, first + 1);
    assert!(swapped[first].starts_with("DTP*102"));
    let swapped = swapped.join("\n");
    assert_eq!(found(&swapped), ["qualifier-unplaced DTP01"]);
    let read = x12_278::Document::read(swapped.as_bytes()).unwrap();
    let set = read.document.transactions().next().unwrap();
    let json = serde_json::to_string(&set.request()).unwrap();
    assert!(json.contains("\"qualifier\":\"472\""), "{json}");
}

#[test]
fn external_sets_warn_and_can_be_replaced() {
    let text = fixture("valid/request_institutional.edi");
    let strict = Validator::new(Policy::strict()).read(text.as_bytes()).unwrap();
    assert!(strict.is_accepted());
    let sets = CodeSets::default().with_list(CodeSet::Icd10Diagnosis, ["Z9989"]);
    let report = Validator::default().with_code_sets(sets).read(text.as_bytes()).unwrap();
    let names: BTreeSet<_> = report.all_issues().map(|issue| issue.code.info().name).collect();
    assert!(names.contains("external-code-unknown"), "{names:?}");
    assert!(report.is_accepted(), "an unknown code of a set that others keep rejects nothing");
    let set = &report.interchanges[0].groups[0].transactions[0];
    assert_eq!(set.ik501(), "A");
}

#[test]
fn elements_in_odd_forms() {
    for (old, new, expected) in [
        ("BHT*0007*13*", "BHT*0007*13 *", &[][..]),
        ("*TE*", "*TE:X*", &["component-too-many PER03"]),
        ("DMG*D8*", "DMG**", &["required-element-missing DMG01"]),
    ] {
        let text = fixture("valid/request_dependent_patient.edi");
        if text.contains(old) {
            assert_eq!(found(&text.replacen(old, new, 1)), expected, "{new}");
        }
    }
    let blank = changed("~\nUM*", "~\nUM* *");
    assert!(!found(&blank).is_empty());
}

/// An address with a state and with a subdivision of a country.
fn two_regions() -> String {
    let text = fixture("valid/request_providers_all_parts.edi");
    let address = text.lines().find(|line| line.starts_with("N4*")).unwrap();
    let parts: Vec<&str> = address.trim_end_matches('~').split('*').collect();
    let both = format!("N4*{}*{}*{}*US***{}~", parts[1], parts[2], parts[3], parts[2]);
    text.replacen(address, &both, 1)
}

#[test]
fn elements_that_exclude_each_other() {
    assert_eq!(found(&two_regions()), ["element-excluded N407"]);
}

#[test]
fn lenient_and_strict_policies() {
    let text = fixture("recoverable/um_missing.edi");
    let lenient = Validator::new(Policy::lenient()).read(text.as_bytes()).unwrap();
    assert!(lenient.is_accepted());
    assert_eq!(lenient.interchanges[0].groups[0].ak901(), "E");
    let text = fixture("recoverable/isa_blank_lost.edi");
    let lenient = Validator::new(Policy::lenient()).read(text.as_bytes()).unwrap();
    assert_eq!((lenient.interchanges[0].ta104(), lenient.interchanges[0].ta105()), ("A", "000"));
    let text = fixture("recoverable/npi_check_digit.edi");
    assert!(!Validator::new(Policy::strict()).read(text.as_bytes()).unwrap().is_accepted());
}

/// Severity of a finding by its code, else by its SNIP type, else by the kind of policy; acceptance follows.
#[test]
fn policies_by_snip_type_and_by_code() {
    let um_missing = fixture("recoverable/um_missing.edi");
    let verdict = |policy: Policy, text: &str| {
        let report = Validator::new(policy).read(text.as_bytes()).unwrap();
        let group = &report.interchanges[0].groups[0];
        (group.transactions[0].ik501(), group.ak901())
    };
    let missing = IssueCode::RequiredSegmentMissing;
    assert_eq!(verdict(Policy::default(), &um_missing), ("R", "R"));
    assert_eq!(verdict(Policy::default().with_snip(2, Severity::Warning), &um_missing), ("E", "E"));
    assert_eq!(verdict(Policy::default().with_snip(2, Severity::Note), &um_missing), ("A", "A"));
    assert_eq!(verdict(Policy::default().with_code(missing, Severity::Warning), &um_missing), ("E", "E"));
    let by_both = Policy::lenient().with_snip(2, Severity::Note).with_code(missing, Severity::Error);
    assert_eq!(verdict(by_both, &um_missing), ("R", "R"), "the code goes before the SNIP type");
    let check_digit = fixture("recoverable/npi_check_digit.edi");
    assert_eq!(verdict(Policy::default(), &check_digit), ("A", "A"), "SNIP 5 warnings are no reason for E");
    assert_eq!(verdict(Policy::default().with_snip(5, Severity::Error), &check_digit), ("R", "R"));
    assert_eq!(verdict(Policy::strict().with_snip(5, Severity::Warning), &check_digit), ("A", "A"));
    // The codes of the envelope follow the same policy.
    let trailer = fixture("recoverable/ge01_wrong.edi");
    assert_eq!(verdict(Policy::default(), &trailer), ("A", "R"));
    assert_eq!(verdict(Policy::default().with_code(IssueCode::SetCountWrong, Severity::Warning), &trailer), ("A", "A"));
}

#[test]
fn sets_one_by_one_give_the_same_verdicts() {
    for path in crate::files::all() {
        let input = std::fs::read(&path).unwrap();
        let Ok(whole) = Validator::default().read(&input[..]) else { continue };
        let mut issues = 0;
        let each = Validator::default().read_each(&input[..], |_, _, set| issues += set.issues.len()).unwrap();
        let verdicts = |report: &FileReport| -> Vec<String> {
            let groups = report.interchanges.iter().flat_map(|interchange| &interchange.groups);
            let groups = groups.map(|group| {
                let kind = (group.is_of_another_kind(), group.is_acknowledgment());
                format!("{} {} {} {kind:?}", group.ak901(), group.received_sets(), group.accepted_sets())
            });
            report.interchanges.iter().map(|interchange| interchange.ta104().to_owned()).chain(groups).collect()
        };
        assert_eq!(verdicts(&whole), verdicts(&each), "{}", path.display());
        assert_eq!(whole.is_accepted(), each.is_accepted(), "{}", path.display());
        assert_eq!(whole.all_issues().count(), issues + each.all_issues().count(), "{}", path.display());
    }
}

#[test]
fn every_issue_can_be_shown_in_its_segment() {
    for path in crate::files::all() {
        let input = std::fs::read(&path).unwrap();
        let Ok(report) = Validator::default().read(&input[..]) else { continue };
        for issue in report.all_issues() {
            let shown = issue.render(&input);
            assert!(shown.lines().count() == 2 && shown.contains('^'), "{}: {issue}", path.display());
        }
    }
    let input = fixture("recoverable/extra_components.edi");
    let report = validate(input.as_bytes());
    let issue = report.all_issues().find(|issue| issue.code == IssueCode::ComponentTooMany).unwrap();
    let shown = issue.render(input.as_bytes());
    let (segment, marks) = shown.split_once('\n').unwrap();
    let start = marks.find('^').unwrap();
    assert_eq!(segment[start..start + marks.trim().len()].matches(':').count(), 3, "{shown}");
}

/// One edit of a clean file for each code that no fixture, no row of `fixtures/rules.tsv` and no profile shows: what is
/// replaced, by what, and the place of the finding.
const EDITS: &[(IssueCode, &str, &str, &str)] = &[
    (IssueCode::InterchangeContent, "GE*1*", "NTE*ADD*BETWEEN~GE*1*", "NTE"),
    (IssueCode::GuideNotSupported, "*005010X217~BHT", "*005010X215~BHT", "ST03"),
    (IssueCode::GroupHeaderUnusable, "GS*HI*", "GS*H*", "GS"),
    (IssueCode::GroupNumberInvalid, "*1*X*005010X217~ST", "*1A*X*005010X217~ST", "GS06"),
    (IssueCode::GroupKind, "GS*HI*", "GS*HC*", "GS01"),
    (IssueCode::GroupPartner, "GS*HI*HEARTHSTONE*", "GS*HI*H*", "GS02"),
    (IssueCode::EnvelopeElementTooMany, "GE*1*1~", "GE*1*1*MORE~", "GE03"),
    (IssueCode::AcknowledgmentElement, "GS*HI*", "TA1*X*260101*0900*A*000~GS*HI*", "TA101"),
    (IssueCode::GroupElement, "*X*005010X217~ST", "*T*005010X217~ST", "GS07"),
    (IssueCode::HeaderElement, "ISA*00*", "ISA*99*", "ISA01"),
    (IssueCode::HeaderVersionOld, "*00501*", "*00401*", "ISA12"),
    (IssueCode::SetIdentifierInvalid, "ST*278*", "ST*2*", "ST01"),
    (IssueCode::SetNotSupported, "ST*278*", "ST*837*", "ST"),
    (IssueCode::SetNotSupported, "ST*278*", "ST*999*", "ST"),
    (IssueCode::SetNumberInvalid, "ST*278*0001*", "ST*278*01*", "ST02"),
    (IssueCode::TimeInvalid, "*0930~", "*2460~", "BHT05"),
];

/// The minimal request on one line with one edit.
fn edited(old: &str, new: &str) -> String {
    let text = fixture("valid/request_minimal.edi").replace('\n', "");
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1)
}

#[test]
fn one_edit_shows_each_code_at_its_place() {
    for (code, old, new, place) in EDITS {
        let report = validate(edited(old, new).as_bytes());
        let found: Vec<_> = report.all_issues().filter(|issue| issue.code == *code).collect();
        let places: Vec<String> = found.iter().map(|issue| issue.at.designator()).collect();
        let all: Vec<String> = report.all_issues().map(ToString::to_string).collect();
        assert_eq!(places, [*place], "{new}: {all:?}");
    }
}

/// What an edit of one segment cannot show: repeated headers and groups, limits, sets of other kinds.
fn shown_by_files() -> BTreeSet<IssueCode> {
    let request = fixture("valid/request_minimal.edi");
    let group = request.lines().skip(1).take_while(|line| !line.starts_with("IEA")).collect::<String>();
    let small = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    let one = ReadOptions { issue_limit: 1, ..ReadOptions::default() };
    let read = |text: &str, options| Validator::default().with_options(options).read(text.as_bytes()).unwrap();
    let cases = [
        (IssueCode::HeaderUnreadable, validate(format!("{request}ISA*00*{}~", "NOT A HEADER*".repeat(100)).as_bytes())),
        (IssueCode::InterchangeRepeated, validate(format!("{request}{request}").as_bytes())),
        (IssueCode::GroupNumberRepeated, validate(request.replacen("IEA*1", &format!("{group}IEA*2"), 1).as_bytes())),
        (IssueCode::SetTooLarge, read(&request, small)),
        (IssueCode::TooManyFindings, read(&fixture("recoverable/lower_case_codes.edi"), one)),
        (IssueCode::SetNotChecked, validate(edited("GS*HI*", "GS*HC*").replace("ST*278*", "ST*837*").as_bytes())),
        (IssueCode::ElementExcluded, validate(two_regions().as_bytes())),
        (IssueCode::NoEnvelope, validate(b"ST*278*0001*005010X217~SE*2*0001~")),
    ];
    let mut shown = BTreeSet::new();
    for (code, report) in cases {
        let found: Vec<_> = report.all_issues().map(|issue| issue.code).collect();
        assert!(found.contains(&code), "{code:?} in {found:?}");
        shown.insert(code);
    }
    // Reading alone says what no field holds; checking says it better, at the same element.
    let read = x12_278::Document::read(fixture("recoverable/extra_elements.edi").as_bytes()).unwrap().report;
    assert!(read.issues().iter().any(|issue| issue.code == IssueCode::NotHeld));
    shown.insert(IssueCode::NotHeld);
    shown
}

/// The files of other people, by a hash of their content: accepted or not, and the first error. Read by a person: each
/// error is a fault of the file, each acceptance is deserved.
#[test]
fn samples_are_judged_as_before() {
    let Some(samples) = std::env::var_os("X12_278_SAMPLES").filter(|folder| !folder.is_empty()) else { return };
    let mut lines = BTreeSet::new();
    let of_others = |path: &PathBuf| path.starts_with(&samples) && path.extension().is_some_and(|kind| kind == "edi");
    for path in crate::files::all().into_iter().filter(of_others) {
        let input = std::fs::read(&path).unwrap();
        let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
        let line = match Validator::default().with_options(options).read(&input[..]) {
            Err(error) => format!("not readable: {error}"),
            Ok(report) => {
                let verdict = if report.is_accepted() { "accepted" } else { "rejected" };
                let errors: Vec<_> = report.all_issues().filter(|issue| issue.severity == Severity::Error).collect();
                let first =
                    errors.first().map(|issue| format!(": {} {}", issue.code.info().name, issue.at.designator()));
                format!("{verdict}{}, {} errors", first.unwrap_or_default(), errors.len())
            }
        };
        lines.insert(format!("{:016x} {line}", crate::files::hash(&input)));
    }
    assert_golden("samples_validated.txt", &lines.into_iter().map(|line| line + "\n").collect::<String>());
}

#[test]
fn every_issue_code_is_shown_by_a_test() {
    let mut shown = shown_by_files();
    shown.extend(EDITS.iter().map(|edit| edit.0));
    for path in crate::files::all().into_iter().filter(|path| path.starts_with(env!("CARGO_MANIFEST_DIR"))) {
        let Ok(input) = std::fs::read(&path) else { continue };
        let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
        let Ok(report) = Validator::default().with_options(options).read(&input[..]) else { continue };
        shown.extend(report.all_issues().map(|issue| issue.code));
    }
    // By rules of the guide, and by profiles.
    let elsewhere = [include_str!("../fixtures/rules.tsv"), include_str!("profile.rs")];
    let is_elsewhere = |code: &IssueCode| elsewhere.iter().any(|text| text.contains(code.info().name));
    let left: Vec<_> = IssueCode::ALL.iter().filter(|code| !shown.contains(code) && !is_elsewhere(code)).collect();
    println!("{} codes, without a test: {left:?}", IssueCode::ALL.len());
    assert!(left.is_empty(), "{left:?}");
}

/// Places are counted beyond what sixteen bits hold.
#[test]
fn a_set_of_seventy_thousand_segments_keeps_its_places() {
    let text = fixture("valid/request_minimal.edi").replace('\n', "");
    let start = text.find("~SE*").unwrap() + 1;
    let many = format!("{}{}QQX*1~{}", &text[..start], "NTE*1~".repeat(70_000), &text[start..]);
    let options = ReadOptions { issue_limit: 100_000, ..ReadOptions::default() };
    let report = Validator::default().with_options(options).read(many.as_bytes()).unwrap();
    let last = report.all_issues().find(|issue| issue.code == IssueCode::SegmentUnknown).unwrap();
    assert_eq!(last.at.segment, 70_012);
    assert!(last.render(many.as_bytes()).starts_with("QQX*1\n^"));
    let answer = x12_278::ack::acknowledge_group(&report.interchanges[0].groups[0], "0001", Delimiters::STANDARD, None);
    let positions =
        answer.unwrap().transactions[0].errors.iter().filter_map(|error| error.segment.clone()?.position).count();
    assert_eq!(positions, 70_000);
}

/// Notes about white space say where it begins, once, however much there is.
#[test]
fn white_space_has_a_place() {
    let text = fixture("valid/request_minimal.edi");
    let report = validate(format!("\u{feff}{}\n\n{text}", text.replace('\n', "")).as_bytes());
    let notes: Vec<_> = report.all_issues().filter(|issue| issue.severity == Severity::Note).collect();
    let said: Vec<String> = notes.iter().map(ToString::to_string).collect();
    let place = 3 + text.replace('\n', "").len() + 2 + 106;
    let expected = [
        "the input: a byte order mark before the first segment (byte 0)".to_owned(),
        format!("the input: white space between segments (byte {place})"),
    ];
    assert_eq!(said, expected);
    assert_eq!(notes[1].at.interchange, 2);
}

/// An acknowledgment in a group that says it holds something else: GS01 is at fault, not the set.
#[test]
fn acknowledgments_stand_in_their_own_group() {
    let text = "ST*999*0001*005010X231A1~AK1*HI*1*005010X217~AK9*A*1*1*1~SE*4*0001~";
    let request = fixture("valid/request_minimal.edi").replace('\n', "");
    let (start, end) = (request.find("ST*").unwrap(), request.find("GE*").unwrap());
    let group = |id: &str| {
        let whole = format!("{}{text}{}", &request[..start], &request[end..]);
        found(&whole.replace("GS*HI*", &format!("GS*{id}*")))
    };
    assert_eq!(group("FA"), Vec::<String>::new());
    assert_eq!(group("HC"), ["group-kind GS01"]);
    assert_eq!(group("HI"), ["set-not-supported ST"]);
}
