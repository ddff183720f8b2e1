//! Companion guides of payers: what they may say, what is wrong with one, what they find.

use crate::files::text;
use x12_278::profile::{Advice, Profile};
use x12_278::report::Severity;
use x12_278::validate::Validator;

fn fault(profile: &str) -> String {
    Profile::load(profile).unwrap_err().to_string()
}

/// A profile of entries that holds always.
fn profile(entries: &str) -> Profile {
    Profile::load(&format!("name = \"Test\"\nfrom = 2020-01-01\n{entries}")).unwrap()
}

/// `code-name DESIGNATOR id` of what a profile finds.
fn found(entries: &str, input: &str) -> Vec<String> {
    let report = Validator::default().with_profile(profile(entries)).read(input.as_bytes()).unwrap();
    let issues = report.all_issues().filter(|issue| issue.snip == 7);
    issues
        .map(|issue| {
            let id = issue.rule.map_or("-", |rule| rule.id);
            format!("{} {} {id}", issue.code.info().name, issue.at)
        })
        .collect()
}

#[test]
fn the_example_is_sound_and_says_what_it_means() {
    let example = Profile::load(&text("examples/data/profiles/example_payer.toml")).unwrap();
    assert_eq!((example.name(), example.version()), ("Example Payer", "2026.1"));
    assert!(example.lint().is_empty(), "{:?}", example.lint());
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert!(example.holds_on(day("2026-12-31")) && !example.holds_on(day("2027-01-01")));
    assert!(example.is_about("ANYBODY"));
    let input = text("examples/data/infusion_request_dependent.edi");
    let report = Validator::default().with_profile(example).read(input.as_bytes()).unwrap();
    let messages: Vec<String> = report.all_issues().filter(|i| i.snip == 7).map(ToString::to_string).collect();
    assert_eq!(
        messages,
        ["NM109 in 2010C[1]: the payer asks for another length: Member numbers have eleven characters, without the \
          suffix on the card. [EP01] (segment 13, byte 522)"]
    );
    assert!(report.is_accepted());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (profile, sentence) in [
        ("name = ", "not TOML (line 1, column 8)"),
        ("", "the key `name` is missing (line 1, column 1)"),
        ("name = 7", "not a text (line 1, column 8)"),
        ("name = \"A\"\ncolour = \"red\"", "a key that the format does not have here (line 2, column 1)"),
        ("name = \"A\"\nfrom = \"2026\"", "not a day, such as 2026-01-01 (line 2, column 8)"),
        (
            "name = \"A\"\nfrom = 2026-02-01\nthrough = 2026-01-01",
            "the last day is before the first (line 3, column 11)",
        ),
    ] {
        assert_eq!(fault(profile), sentence);
    }
    let entry = |lines: &str| fault(&format!("name = \"A\"\n[[request.element]]\nid = \"E1\"\n{lines}"));
    for (lines, sentence) in [
        ("loop = \"2000X\"", "the guide has no such loop here (line 4, column 8)"),
        ("loop = \"2000E\"\nelement = \"ZZ01\"", "the loop has no such segment (line 5, column 11)"),
        ("loop = \"2000E\"\nelement = \"UM77\"", "the segment has no such element (line 5, column 11)"),
        (
            "loop = \"2000E\"\nelement = \"DTP03\"",
            "the loop has several of these segments: the key `row` must say which (line 5, column 11)",
        ),
        (
            "loop = \"2000E\"\nelement = \"DTP03\"\nrow = \"DTP01=999\"",
            "no segment of the loop has this qualifier (line 6, column 7)",
        ),
        (
            "loop = \"2000E\"\nelement = \"UM01\"\nusage = \"optional\"",
            "none of the words that the format has here (line 6, column 9)",
        ),
        (
            "loop = \"2000E\"\nelement = \"UM01\"\nusage = \"not-used\"",
            "the guide does not allow this usage (line 6, column 9)",
        ),
        (
            "loop = \"2000E\"\nelement = \"UM01\"\ncodes = [\"ZZ\"]",
            "a code that the guide does not allow here (line 6, column 10)",
        ),
        ("loop = \"2000E\"\nelement = \"UM01\"\nmax = 9", "a length that the guide does not allow (line 6, column 7)"),
        ("loop = \"2000E\"\nelement = \"UM01\"\nrepeat = 2", "more often than the guide allows (line 6, column 10)"),
        ("loop = \"2000E\"\nelement = \"UM01\"", "an entry that asks for nothing (line 2, column 1)"),
    ] {
        assert_eq!(entry(lines), sentence);
    }
    let twice = "[[request.loop]]\nid = \"E1\"\nloop = \"2010EA\"\nmax = 2\n";
    assert_eq!(fault(&format!("name = \"A\"\n{twice}{twice}")), "another entry has this id (line 7, column 6)");
    let rule = |then: &str| {
        let when = "when = [{ element = \"UM01\", present = true }]";
        fault(&format!("name = \"A\"\n[[request.rule]]\nid = \"R\"\nloop = \"2000E\"\n{when}\nthen = {then}"))
    };
    assert_eq!(rule("{ element = \"UM02\" }"), "exactly one form is wanted here (line 6, column 8)");
    assert_eq!(
        rule("{ loop = \"2010C\", usage = \"required\" }"),
        "the guide has no such loop here (line 6, column 17)"
    );
}

#[test]
fn advice_about_entries_that_do_nothing() {
    let profile = Profile::load(
        "name = \"A\"\n[[request.element]]\nid = \"E1\"\nloop = \"2000E\"\nelement = \"UM01\"\nusage = \"required\"\n",
    )
    .unwrap();
    let advice: Vec<_> = profile.lint().iter().map(|advice| (advice.line, advice.advice)).collect();
    assert_eq!(advice, [(1, Advice::NoFirstDay), (2, Advice::NoText), (2, Advice::NoNarrower)]);
    assert_eq!(profile.lint()[2].to_string(), "the entry asks for no more than the guide does (line 2)");
}

/// Entry, edit of the clean file, what is found.
#[test]
fn every_form_of_entry_finds_its_fault() {
    let input = text("examples/data/infusion_request_dependent.edi");
    let element = |lines: &str| format!("[[request.element]]\nid = \"P1\"\n{lines}\ntext = \"T\"");
    let segment = |lines: &str| format!("[[request.segment]]\nid = \"P1\"\n{lines}\ntext = \"T\"");
    let of_loop = |lines: &str| format!("[[request.loop]]\nid = \"P1\"\n{lines}\ntext = \"T\"");
    for (entry, expected) in [
        (
            element("loop = \"2000E\"\nelement = \"UM10\"\nusage = \"required\""),
            "profile-element-missing UM10 in 2000E[1] P1",
        ),
        (
            element("loop = \"2000E\"\nelement = \"UM03\"\nusage = \"not-used\""),
            "profile-element-unwanted UM03 in 2000E[1] P1",
        ),
        (element("loop = \"2000E\"\nelement = \"UM01\"\ncodes = [\"AR\"]"), "profile-code UM01 in 2000E[1] P1"),
        (element("loop = \"2010C\"\nelement = \"NM103\"\nmax = 2"), "profile-length NM103 in 2010C[1] P1"),
        (
            segment("loop = \"2000E\"\nsegment = \"CL1\"\nusage = \"required\""),
            "profile-segment-missing CL1 in 2000E[1] P1",
        ),
        (
            segment("loop = \"2010B\"\nsegment = \"PER\"\nusage = \"not-used\""),
            "profile-segment-unwanted PER in 2010B[1] P1",
        ),
        (of_loop("loop = \"2010EB\"\nusage = \"required\""), "profile-loop-missing NM1 in 2010EB[1] P1"),
        (of_loop("loop = \"2010EA\"\nusage = \"not-used\""), "profile-loop-unwanted NM1 in 2010EA[1] P1"),
        (of_loop("loop = \"2010EA\"\nmax = 1"), "profile-loop-count NM1 in 2010EA[2] P1"),
    ] {
        assert_eq!(found(&entry, &input).first().map(String::as_str), Some(expected), "{entry}");
    }
    let maxima = text("tests/fixtures/valid/request_maxima.edi");
    let pwk = segment("loop = \"2000E\"\nsegment = \"PWK\"\nmax = 2");
    assert_eq!(
        found(&pwk, &maxima).first().map(|found| found.split(' ').next().unwrap()),
        Some("profile-segment-count")
    );
    let reasons = text("tests/fixtures/valid/response_reasons_repeated.edi");
    let hcr = "[[response.element]]\nid = \"P1\"\nloop = \"2000E\"\nelement = \"HCR03\"\nrepeat = 1\ntext = \"T\"";
    assert_eq!(found(hcr, &reasons), ["profile-repetitions HCR03 in 2000E[1] P1"]);
}

#[test]
fn rules_hold_when_all_conditions_do() {
    let input = text("examples/data/infusion_request_dependent.edi");
    let rule = |when: &str, then: &str| {
        format!("[[request.rule]]\nid = \"R1\"\nloop = \"2000F\"\nwhen = [{when}]\nthen = {then}\ntext = \"T\"")
    };
    let then = "{ segment = \"HSD\", usage = \"not-used\" }";
    let holds = "{ element = \"SV101-1\", equals = [\"HC\"] }";
    let above = "{ in = \"2000E\", element = \"UM01\", equals = [\"HS\"] }";
    let not_above = "{ in = \"2000E\", element = \"UM01\", equals = [\"AR\"] }";
    let absent = "{ segment = \"SV2\", present = false }";
    let all = found(&rule(&[holds, above, absent].join(", "), "{ element = \"SV103\", one-of = [\"F2\"] }"), &input);
    assert!(!all.is_empty() && all.iter().all(|one| one.starts_with("profile-code SV103 in 2000F")), "{all:?}");
    assert!(found(&rule(&[holds, not_above].join(", "), then), &input).is_empty());
    assert!(found(&rule("{ segment = \"SV2\", present = true }", then), &input).is_empty());
}

#[test]
fn a_profile_is_asked_only_of_its_sets() {
    let input = text("examples/data/infusion_request_dependent.edi");
    let entry = "[[request.segment]]\nid = \"P\"\nloop = \"2000E\"\nsegment = \"CL1\"\nusage = \"required\"\nseverity = \"error\"";
    let with = |head: &str| {
        let profile = Profile::load(&format!("name = \"A\"\n{head}\n{entry}")).unwrap();
        let report = Validator::default().with_profile(profile).read(input.as_bytes()).unwrap();
        report.all_issues().any(|issue| issue.severity == Severity::Error)
    };
    assert!(with(""));
    assert!(!with("through = 2001-01-01"));
    assert!(!with("from = 2099-01-01"));
    assert!(!with("payers = [\"SOMEBODY ELSE\"]"));
}

/// Errors and `Debug` show nothing of a profile.
#[test]
fn a_profile_is_not_shown() {
    let canary = "name = \"CANARY\"\npayers = [\"CANARY\"]\n[[request.element]]\nid = \"CANARY\"\nloop = \"CANARY\"";
    let error = Profile::load(canary).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("CANARY"));
    let sound = Profile::load("name = \"CANARY\"\npayers = [\"CANARY\"]").unwrap();
    assert!(!format!("{sound:?}").contains("CANARY"));
}
