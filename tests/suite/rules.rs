//! Every rule of the guides that a program can check: a set that breaks it, and a neighbour that does not.
//!
//! `tests/fixtures/rules.tsv` holds one small edit of a clean file a row, and all findings that it gives. Rows with the
//! word `clean` are near misses.

use std::collections::BTreeSet;
use x12_278::guide::{Guide, Lint};
use x12_278::report::{Issue, Severity};
use x12_278::validate::{CheckedBy, Validator, checked_by};

struct Row {
    id: &'static str,
    base: &'static str,
    edits: &'static str,
    expected: &'static str,
}

fn rows() -> Vec<Row> {
    let table = include_str!("../fixtures/rules.tsv");
    let row = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, base, edits, expected] = columns[..] else { panic!("{line}: four columns") };
        Row { id, base, edits, expected }
    };
    table.lines().skip(1).map(row).collect()
}

fn base(name: &str) -> String {
    let places = [format!("tests/fixtures/valid/{name}.edi"), format!("examples/data/{name}.edi")];
    places.iter().find_map(|path| std::fs::read_to_string(path).ok()).unwrap_or_else(|| panic!("no file {name}"))
}

/// Replaces the first occurrence of each left side, and counts the segments anew unless the edit is about SE.
fn edited(row: &Row) -> String {
    let mut text = base(row.base);
    for edit in row.edits.split(" ;; ") {
        let (old, new) = edit.split_once(" >> ").unwrap();
        let lines = |text: &str| text.replace('~', "~\n");
        let (old, new) = (lines(old), lines(&services(new)));
        assert!(text.contains(&old), "{} {}: nothing to edit", row.id, row.base);
        text = text.replacen(&old, &new, 1);
    }
    if row.edits.contains("SE*12*") { text } else { counted(&text) }
}

/// `100 services:` stands for that many services with numbers from 5 on.
fn services(new: &str) -> String {
    let Some((count, rest)) = new.split_once(" services:") else { return new.to_owned() };
    let count: usize = count.parse().unwrap();
    let services: String = (5..5 + count).map(|number| format!("HL*{number}*4*SS*0~SV1*HC:J1459**UN*28~")).collect();
    format!("{services}{rest}")
}

fn counted(text: &str) -> String {
    let mut count = 0;
    let mut out = String::new();
    for line in text.lines() {
        count = if line.starts_with("ST*") { 1 } else { count + 1 };
        match line.strip_prefix("SE*") {
            Some(rest) => out.push_str(&format!("SE*{count}*{}", rest.split_once('*').unwrap().1)),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// `Q174 error situational-element-missing UM06 in 2000E[1] #13`
fn line(issue: &Issue) -> String {
    let rule = issue.rule.map_or("-", |rule| rule.id);
    format!("{rule} {} {} {} #{}", issue.severity, issue.code.info().name, issue.at, issue.at.segment)
}

fn findings(text: &str, lints: &[Lint]) -> Vec<String> {
    let report = Validator::default().with_lints(lints).read(text.as_bytes()).unwrap();
    report.all_issues().filter(|issue| issue.severity > Severity::Note).map(line).collect()
}

/// The rules beside the guide that a row asks for.
fn lints(id: &str) -> &'static [Lint] {
    match id.as_bytes()[0] {
        b'C' => &[Lint::LineOfService, Lint::Core],
        b'M' => &[Lint::LineOfService, Lint::Cms0057],
        _ => &[Lint::LineOfService],
    }
}

#[test]
fn each_rule_is_found_at_its_place_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for row in rows() {
        let found = findings(&edited(&row), lints(row.id)).join(" ;; ");
        let found = if found.is_empty() { "clean" } else { &found };
        if std::env::var_os("PRINT_ROWS").is_some() {
            println!("ROW\t{}\t{}\t{}\t{found}", row.id, row.base, row.edits);
        }
        if found != row.expected {
            wrong.push(format!(
                "{} {} {}\n  expected {}\n  found    {found}",
                row.id, row.base, row.edits, row.expected
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_checkable_rule_has_a_row() {
    let broken: BTreeSet<&str> = rows().iter().filter(|row| row.expected != "clean").map(|row| row.id).collect();
    let rules: Vec<_> = [Guide::request(), Guide::response()].into_iter().flat_map(Guide::rules).collect();
    let checkable = rules.iter().filter(|rule| rule.severity.is_some() && !rule.is_syntax_note);
    let without: Vec<&str> = checkable.clone().map(|rule| rule.text.id).filter(|id| !broken.contains(id)).collect();
    println!("{} rules, {} without a row: {without:?}", checkable.count(), without.len());
    assert!(without.is_empty());
}

#[test]
fn every_rule_is_checked_once_or_has_a_reason() {
    for rule in [Guide::request(), Guide::response()].into_iter().flat_map(Guide::rules) {
        let by = checked_by(rule.text.id).unwrap_or_else(|| panic!("{} is in no registry", rule.text.id));
        let decidable = !matches!(by, CheckedBy::Nobody(_));
        assert_eq!(decidable, rule.severity.is_some(), "{}", rule.text.id);
    }
}

#[test]
fn a_rule_with_a_check_of_its_own_is_named_in_its_findings() {
    let named: BTreeSet<&str> = rows()
        .iter()
        .flat_map(|row| {
            row.expected.split(" ;; ").filter(|finding| finding.split(' ').next() == Some(row.id)).map(|_| row.id)
        })
        .collect();
    for row in rows().iter().filter(|row| checked_by(row.id) == Some(CheckedBy::Rule)) {
        assert!(named.contains(row.id), "{}", row.id);
    }
}

#[test]
fn clean_files_break_no_rule() {
    for folder in ["tests/fixtures/valid", "examples/data"] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "edi") || path.ends_with("broken.edi") {
                continue;
            }
            let report = Validator::default().read(&std::fs::read(&path).unwrap()[..]).unwrap();
            let found: Vec<String> = report.all_issues().filter(|issue| issue.rule.is_some()).map(line).collect();
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
}
