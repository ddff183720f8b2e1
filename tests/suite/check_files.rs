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

#[test]
fn elements_that_exclude_each_other() {
    let text = fixture("valid/request_providers_all_parts.edi");
    let address = text.lines().find(|line| line.starts_with("N4*")).unwrap();
    let parts: Vec<&str> = address.trim_end_matches('~').split('*').collect();
    let both = format!("N4*{}*{}*{}*US***{}~", parts[1], parts[2], parts[3], parts[2]);
    assert_eq!(found(&text.replacen(address, &both, 1)), ["element-excluded N407"]);
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

#[test]
fn sets_one_by_one_give_the_same_verdicts() {
    for path in crate::files::all() {
        let input = std::fs::read(&path).unwrap();
        let Ok(whole) = Validator::default().read(&input[..]) else { continue };
        let mut issues = 0;
        let each = Validator::default().read_each(&input[..], |_, _, set| issues += set.issues.len()).unwrap();
        let verdicts = |report: &FileReport| -> Vec<String> {
            let groups = report.interchanges.iter().flat_map(|interchange| &interchange.groups);
            let groups =
                groups.map(|group| format!("{} {} {}", group.ak901(), group.received_sets(), group.accepted_sets()));
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

/// Edits of clean files that show the codes which no fixture shows.
fn shown_by_edits() -> BTreeSet<IssueCode> {
    let request = fixture("valid/request_minimal.edi");
    let edits = [
        ("GE*1*", "NTE*ADD*BETWEEN~GE*1*", IssueCode::InterchangeContent),
        ("*005010X217~", "*005010X215~", IssueCode::GuideNotSupported),
        ("GS*HI*", "GS*H*", IssueCode::GroupHeaderUnusable),
        ("GE*1*1~", "GE*1*1*MORE~", IssueCode::EnvelopeElementTooMany),
        ("GS*HI*", "TA1*X*260101*0900*A*000~GS*HI*", IssueCode::AcknowledgmentElement),
        ("*20260", "*20269", IssueCode::GroupElement),
        ("ST*278*", "ST*2*", IssueCode::SetIdentifierInvalid),
        ("ST*278*", "ST*837*", IssueCode::SetNotSupported),
        ("ST*278*0001*", "ST*278*01*", IssueCode::SetNumberInvalid),
    ];
    let mut shown = BTreeSet::new();
    for (old, new, code) in edits {
        let text =
            request.replace('\n', "").replacen(old, new, if code == IssueCode::GuideNotSupported { 2 } else { 1 });
        let report = validate(text.as_bytes());
        let codes: BTreeSet<IssueCode> = report.all_issues().map(|issue| issue.code).collect();
        assert!(codes.contains(&code), "{new}: {codes:?}");
        shown.extend(codes);
    }
    let unreadable = validate(format!("{request}ISA*00*{}~", "NOT A HEADER*".repeat(100)).as_bytes());
    shown.extend(unreadable.all_issues().map(|issue| issue.code));
    let twice = validate(format!("{request}{request}").as_bytes());
    shown.extend(twice.all_issues().map(|issue| issue.code));
    let small = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    let large = Validator::default().with_options(small).read(request.as_bytes()).unwrap();
    shown.extend(large.all_issues().map(|issue| issue.code));
    let one = ReadOptions { issue_limit: 1, ..ReadOptions::default() };
    let broken = fixture("recoverable/lower_case_codes.edi");
    let many = Validator::default().with_options(one).read(broken.as_bytes()).unwrap();
    shown.extend(many.all_issues().map(|issue| issue.code));
    let read = x12_278::Document::read(fixture("recoverable/extra_elements.edi").as_bytes()).unwrap().report;
    shown.extend(read.issues().iter().map(|issue| issue.code));
    shown
}

/// The files of other people, by a hash of their content: accepted or not, and the first error. Read by a person: each
/// error is a fault of the file, each acceptance is deserved.
#[test]
fn samples_are_judged_as_before() {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let Some(samples) = std::env::var_os("X12_278_SAMPLES") else { return };
    let mut lines = BTreeSet::new();
    let folder = Path::new(&samples).join("278");
    for path in crate::files::all().into_iter().filter(|path| path.starts_with(&folder)) {
        let input = std::fs::read(&path).unwrap();
        let mut hasher = DefaultHasher::new();
        input.hash(&mut hasher);
        let line = match Validator::default().read(&input[..]) {
            Err(error) => format!("not readable: {error}"),
            Ok(report) => {
                let verdict = if report.is_accepted() { "accepted" } else { "rejected" };
                let first = report.all_issues().find(|issue| issue.severity == Severity::Error);
                let first = first.map(|issue| format!(": {} {}", issue.code.info().name, issue.at.designator()));
                format!("{verdict}{}", first.unwrap_or_default())
            }
        };
        lines.insert(format!("{:016x} {line}", hasher.finish()));
    }
    assert_golden("samples_validated.txt", &lines.into_iter().map(|line| line + "\n").collect::<String>());
}

#[test]
fn every_issue_code_is_shown_by_a_test() {
    let mut shown = shown_by_edits();
    for path in crate::files::all() {
        let Ok(input) = std::fs::read(&path) else { continue };
        let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
        let Ok(report) = Validator::default().with_options(options).read(&input[..]) else { continue };
        shown.extend(report.all_issues().map(|issue| issue.code));
    }
    // By rules of the guide, and by profiles.
    let elsewhere = [include_str!("../fixtures/rules.tsv"), include_str!("profile.rs"), include_str!("check_files.rs")];
    let is_elsewhere = |code: &IssueCode| elsewhere.iter().any(|text| text.contains(code.info().name));
    let left: Vec<_> = IssueCode::ALL.iter().filter(|code| !shown.contains(code) && !is_elsewhere(code)).collect();
    assert!(left.is_empty(), "{left:?}");
}
