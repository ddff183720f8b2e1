//! The report as text: set by set while the file is read, and the verdict on it behind its sets.

use crate::common::{self, Failure};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::path::Path;
use x12_278::report::{Issue, IssueCode, Location, Severity};
use x12_278::validate::{FileReport, GroupReport, InterchangeReport, SetReport, Validator, identifier};

/// Shows the report of a file and tells the worst finding in it.
pub(crate) fn show(
    validator: &mut Validator,
    path: &Path,
    name: &str,
    show_values: bool,
) -> Result<Option<Severity>, Failure> {
    // Only what is shown needs the bytes of the file again.
    let bytes = if show_values { Some(common::read(path)?) } else { None };
    let lines = RefCell::new(Lines::default());
    let mut page = Page {
        out: common::output(),
        failed: None,
        name,
        bytes: bytes.as_deref(),
        lines: &lines,
        advised: BTreeSet::new(),
        below: None,
        found: Found::default(),
    };
    let each =
        |interchange: &InterchangeReport, group: &GroupReport, set: &SetReport| page.set(interchange, group, set);
    let report = match bytes.as_deref() {
        Some(bytes) => validator.read_each(Lined { reader: bytes, lines: &lines }, each)?,
        None => validator.read_each(Lined { reader: common::open(path)?, lines: &lines }, each)?,
    };
    page.envelope(&report);
    match page.failed.take() {
        Some(error) => return Err(error.into()),
        None => page.out.flush()?,
    }
    Ok(page.found.worst)
}

/// What was found so far.
#[derive(Default)]
struct Found {
    errors: u64,
    warnings: u64,
    worst: Option<Severity>,
}

impl Found {
    fn add(&mut self, severity: Severity) {
        self.errors += u64::from(severity == Severity::Error);
        self.warnings += u64::from(severity == Severity::Warning);
        self.worst = self.worst.max(Some(severity));
    }
}

/// `, 2 errors, 1 warning`
impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (count, severity) in [(self.errors, Severity::Error), (self.warnings, Severity::Warning)] {
            match count {
                0 => {}
                1 => write!(f, ", 1 {severity}")?,
                more => write!(f, ", {more} {severity}s")?,
            }
        }
        Ok(())
    }
}

/// The group of which a set was shown last.
#[derive(PartialEq, Eq)]
struct Below {
    interchange: String,
    number: u32,
}

/// The report of one file, as it is written.
struct Page<'p, W> {
    out: W,
    failed: Option<std::io::Error>,
    name: &'p str,
    bytes: Option<&'p [u8]>,
    lines: &'p RefCell<Lines>,
    /// What to do about a finding is said once.
    advised: BTreeSet<IssueCode>,
    below: Option<Below>,
    found: Found,
}

impl<W: Write> Page<'_, W> {
    fn line(&mut self, indent: &str, line: &str) {
        if self.failed.is_none() {
            self.failed = writeln!(self.out, "{indent}{line}").err();
        }
    }

    /// A set that is done, below the names of what it stands in.
    fn set(&mut self, interchange: &InterchangeReport, group: &GroupReport, set: &SetReport) {
        let title = interchange_title(interchange);
        let is_new = match &self.below {
            None => {
                self.line("", &format!("{}, set by set", self.name));
                true
            }
            // Numbers of groups rise in an interchange.
            Some(below) if below.interchange == title => match below.number.cmp(&group.number) {
                Ordering::Less => false,
                Ordering::Equal => group.handed_on.sets == 1,
                Ordering::Greater => true,
            },
            Some(_) => true,
        };
        if is_new {
            self.line("  ", &title);
        }
        let below = Below { interchange: title, number: group.number };
        if is_new || self.below.as_ref() != Some(&below) {
            self.line("    ", &group_title(group));
            self.below = Some(below);
        }
        let (id, number) = (named(&set.transaction_set), named(&set.control_number));
        self.line("      ", &format!("set {id} {number}, {}: {}", set.kind, set_verdict(interchange, group, set)));
        for (issue, cause) in set.issues.iter().zip(set.causes()) {
            self.issue("        ", issue, own_advice(issue, cause, set));
        }
        self.lines.borrow_mut().forget();
    }

    /// The verdict on the file and on what its sets stand in.
    fn envelope(&mut self, report: &FileReport) {
        let mut found = std::mem::take(&mut self.found);
        report.all_issues().for_each(|issue| found.add(issue.severity));
        let verdict = if report.is_accepted() { "accepted" } else { "not accepted" };
        self.line("", &format!("{}: {verdict}{found}", self.name));
        self.issues("  ", &report.issues);
        for interchange in &report.interchanges {
            let title = interchange_title(interchange);
            let verdict = format!(": TA1 {} {}", interchange.ta104(), interchange.ta105());
            let verdict = if interchange.header.is_some() { verdict } else { String::new() };
            self.line("  ", &format!("{title}{verdict}"));
            self.issues("    ", &interchange.issues);
            for group in &interchange.groups {
                let (accepted, received) = (group.accepted_sets(), group.received_sets());
                let verdict = format!(": AK9 {}, {accepted} of {received} sets accepted", group.ak901());
                let verdict = if group.number > 0 { verdict } else { String::new() };
                self.line("    ", &format!("{}{verdict}", group_title(group)));
                self.issues("      ", &group.issues);
            }
        }
        if report.dropped > 0 {
            self.line("  ", &format!("and {} findings more", report.dropped));
        }
        self.found = found;
    }

    fn issues(&mut self, indent: &str, issues: &[Issue]) {
        for issue in issues {
            self.issue(indent, issue, None);
        }
    }

    /// `error: UM02 in 2000E[1]: required, but empty (segment 14, line 15, byte 611) [required-element-missing, SNIP 2, IK3 8]`,
    /// and what to do.
    fn issue(&mut self, indent: &str, issue: &Issue, own_advice: Option<String>) {
        self.found.add(issue.severity);
        let (severity, message, place) = (issue.severity, issue.message(), self.place(issue));
        self.line(indent, &format!("{severity}: {message}{place} [{}]", codes(issue)));
        if let Some(advice) = own_advice {
            self.line(indent, &format!("    {advice}"));
        } else if self.advised.insert(issue.code) {
            self.line(indent, &format!("    {}", issue.code.info().advice));
        }
        if let Some(bytes) = self.bytes.filter(|_| issue.at.segment > 0) {
            for shown in issue.render(bytes).lines() {
                self.line(indent, &format!("    | {shown}"));
            }
        }
    }

    fn place(&self, issue: &Issue) -> String {
        let Location { segment, offset, .. } = issue.at;
        let segment = if segment > 0 { format!("segment {segment}, ") } else { String::new() };
        let line = self.lines.borrow().number(offset).map(|number| format!("line {number}, ")).unwrap_or_default();
        format!(" ({segment}{line}byte {offset})")
    }
}

fn interchange_title(interchange: &InterchangeReport) -> String {
    match &interchange.header {
        Some(_) => format!("interchange {}", named(&interchange.control_number)),
        None => "no interchange".to_owned(),
    }
}

fn group_title(group: &GroupReport) -> String {
    match group.number {
        0 => "no group".to_owned(),
        _ => format!("group {} {}", named(&group.control_number), named(&group.version)),
    }
}

/// IK5 of a set with errors. One without them falls with its group and its interchange, whose trailers may still come.
fn set_verdict(interchange: &InterchangeReport, group: &GroupReport, set: &SetReport) -> String {
    if !set.is_accepted() {
        "IK5 R".to_owned()
    } else if interchange.ta104() == "R" {
        "no error of its own, rejected with its interchange".to_owned()
    } else if group.is_rejected_itself() {
        "no error of its own, rejected with its group".to_owned()
    } else {
        format!("no error of its own, IK5 {} if group and interchange stand", set.ik501())
    }
}

/// An identifier of the envelope; a question mark stands for what does not look like one.
fn named(text: &str) -> &str {
    Some(identifier(text)).filter(|text| !text.is_empty()).unwrap_or("?")
}

/// Where the lines of a file begin, found while it is read: as many as may still be asked for, so memory stays bounded.
#[derive(Default)]
struct Lines {
    /// Where each line begins, but the first and those that were forgotten.
    starts: VecDeque<u64>,
    /// How many were forgotten.
    forgotten: usize,
    /// Bytes read.
    length: u64,
}

impl Lines {
    /// So many are kept when a set is done, for findings about its envelope: more than any set may have.
    const KEPT: usize = 1 << 17;

    /// The number of the line in which a byte stands; `None` where the file is one line, or too far back.
    fn number(&self, offset: u64) -> Option<usize> {
        let begun = self.starts.partition_point(|start| *start <= offset);
        let is_known = begun > 0 || self.forgotten == 0 && !self.starts.is_empty();
        is_known.then_some(self.forgotten + begun + 1)
    }

    fn forget(&mut self) {
        let old = self.starts.len().saturating_sub(Self::KEPT);
        self.starts.drain(..old);
        self.forgotten += old;
    }
}

/// A reader that notes where lines begin.
struct Lined<'l, R> {
    reader: R,
    lines: &'l RefCell<Lines>,
}

impl<R: Read> Read for Lined<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        let mut lines = self.lines.borrow_mut();
        let first = lines.length + 1;
        lines.starts.extend((first..).zip(read).filter(|(_, byte)| **byte == b'\n').map(|(start, _)| start));
        lines.length += count as u64;
        Ok(count)
    }
}

/// What is to be said of this finding alone: which other to mend first, or which codes the guide lists.
fn own_advice(issue: &Issue, cause: Option<usize>, set: &SetReport) -> Option<String> {
    if let Some(Issue { at, .. }) = cause.and_then(|cause| set.issues.get(cause)) {
        return Some(format!("This may follow from {}, segment {}: mend that first.", at.designator(), at.segment));
    }
    let codes: Vec<String> = set.allowed_codes(issue).iter().map(ToString::to_string).collect();
    (!codes.is_empty()).then(|| format!("The guide lists here: {}.", codes.join(", ")))
}

/// `required-element-missing, SNIP 2, IK3 8, IK4 1, IK5 5`
fn codes(issue: &Issue) -> String {
    let info = issue.code.info();
    let codes =
        [("IK3", info.ik304), ("IK4", info.ik403), ("IK5", info.ik502), ("AK9", info.ak905), ("TA1", issue.ta105())];
    let codes: String =
        codes.iter().filter(|(_, code)| !code.is_empty()).map(|(name, code)| format!(", {name} {code}")).collect();
    format!("{}, SNIP {}{codes}", info.name, issue.snip)
}
