//! Validates X12 278 files against the guide: what is wrong, where, by which codes, and whether it is accepted.

#[path = "common/mod.rs"]
mod common;

use clap::{Parser, ValueEnum};
use common::{Failure, Outcome};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::ReadOptions;
use x12_278::report::{Issue, IssueCode, Location, Severity};
use x12_278::syntax::Delimiters;
use x12_278::validate::{
    FileReport, GroupReport, InterchangeReport, SetReport, Validator, identifier, reports_to_json,
};

/// Validates X12 278 files.
///
/// Exit code 0: nothing at or above `--fail-on`; 1: something was; 2: wrong usage; 3: a file could not be read.
#[derive(Parser)]
struct Arguments {
    /// How to show the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Which findings make the exit code 1.
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// What a payer asks for, laid over the guide: `health-net`, or a profile in TOML.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// Shows each segment that a finding is about; it may hold data of a patient. Text format only.
    #[arg(long)]
    show_values: bool,
    /// X12 files; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each finding, below the verdict on the file; so the findings of a file are held until it ends.
    Text,
    /// One document, about all files; held until the last one ends.
    Json,
    /// A line for each transaction set and one for each file, however large it is.
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

impl From<FailOn> for Severity {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut validator = match validator(&arguments) {
        Ok(validator) => validator,
        Err(failure) => {
            if let Failure::Message(message) = failure {
                common::complain(&message);
            }
            return Outcome::Failed.into();
        }
    };
    let mut reports = Vec::new();
    let code = common::for_each_file(&arguments.files, |path| {
        let name = common::name(path);
        let (report, worst) = match arguments.format {
            Format::Text => show_text(&mut validator, path, &name, arguments.show_values)?,
            Format::Json => read(&mut validator, path)?,
            Format::Jsonl => show_lines(&mut validator, path, &name)?,
        };
        if arguments.format == Format::Json {
            reports.push((name, report));
        }
        let falls_short = worst >= Some(arguments.fail_on.into());
        Ok(if falls_short { Outcome::FallsShort } else { Outcome::Good })
    });
    if arguments.format == Format::Json {
        let json = reports_to_json(reports.iter().map(|(name, report)| (name.as_str(), report)));
        if let Err(Failure::Message(message)) = common::print(format!("{json}\n").as_bytes()) {
            common::complain(&message);
            return Outcome::Failed.into();
        }
    }
    code
}

/// A set may stand bare, without an interchange around it.
fn validator(arguments: &Arguments) -> Result<Validator, Failure> {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let validator = Validator::default().with_options(options);
    let Some(path) = &arguments.profile else { return Ok(validator) };
    let profile = common::profile(path)?;
    Ok(validator.with_profile(profile))
}

/// The report of a file, and the worst finding in it.
fn read(validator: &mut Validator, path: &Path) -> Result<(FileReport, Option<Severity>), Failure> {
    let report = validator.read(common::open(path)?)?;
    let worst = report.all_issues().map(|issue| issue.severity).max();
    Ok((report, worst))
}

fn show_text(
    validator: &mut Validator,
    path: &Path,
    name: &str,
    show_values: bool,
) -> Result<(FileReport, Option<Severity>), Failure> {
    // Only what is shown needs the bytes of the file again.
    let bytes = if show_values { common::read(path)? } else { Vec::new() };
    let mut lines = Lines::default();
    let report = if show_values {
        validator.read(lines.of(bytes.as_slice()))?
    } else {
        validator.read(lines.of(common::open(path)?))?
    };
    let worst = report.all_issues().map(|issue| issue.severity).max();
    let mut page = Page { text: String::new(), bytes: &bytes, lines, show_values, advised: BTreeSet::new() };
    let verdict = if report.is_accepted() { "accepted" } else { "not accepted" };
    page.line("", &format!("{name}: {verdict}{}", counts(&report)));
    page.issues("  ", &report.issues);
    for interchange in &report.interchanges {
        let title = match &interchange.header {
            Some(_) => format!(
                "interchange {}: TA1 {} {}",
                named(&interchange.control_number),
                interchange.ta104(),
                interchange.ta105()
            ),
            None => "no interchange".to_owned(),
        };
        page.line("  ", &title);
        page.issues("    ", &interchange.issues);
        for group in &interchange.groups {
            page.line("    ", &group_title(group));
            page.issues("      ", &group.issues);
            for set in &group.transactions {
                let (id, number) = (named(&set.transaction_set), named(&set.control_number));
                page.line(
                    "      ",
                    &format!("set {id} {number}, {}: {}", set.kind, set_verdict(interchange, group, set)),
                );
                page.set("        ", set);
            }
        }
    }
    if report.dropped > 0 {
        page.line("  ", &format!("and {} findings more", report.dropped));
    }
    common::print(page.text.as_bytes())?;
    Ok((report, worst))
}

/// IK5; a good set falls with its group and its interchange.
fn set_verdict(interchange: &InterchangeReport, group: &GroupReport, set: &SetReport) -> String {
    if !set.is_accepted() {
        "IK5 R".to_owned()
    } else if interchange.ta104() == "R" {
        "no error of its own, rejected with its interchange".to_owned()
    } else if group.is_rejected_itself() {
        "no error of its own, rejected with its group".to_owned()
    } else {
        format!("IK5 {}", set.ik501())
    }
}

/// An identifier of the envelope; a question mark stands for what does not look like one.
fn named(text: &str) -> &str {
    Some(identifier(text)).filter(|text| !text.is_empty()).unwrap_or("?")
}

fn group_title(group: &GroupReport) -> String {
    if group.number == 0 {
        return "no group".to_owned();
    }
    let (number, version) = (named(&group.control_number), named(&group.version));
    let (accepted, received) = (group.accepted_sets(), group.received_sets());
    format!("group {number} {version}: AK9 {}, {accepted} of {received} sets accepted", group.ak901())
}

/// `, 2 errors, 1 warning`
fn counts(report: &FileReport) -> String {
    let count = |severity| report.all_issues().filter(|issue| issue.severity == severity).count();
    let named = |severity: Severity| match count(severity) {
        0 => String::new(),
        1 => format!(", 1 {severity}"),
        more => format!(", {more} {severity}s"),
    };
    named(Severity::Error) + &named(Severity::Warning)
}

/// The report of one file, as it grows.
struct Page<'b> {
    text: String,
    bytes: &'b [u8],
    lines: Lines,
    show_values: bool,
    /// What to do about a finding is said once.
    advised: BTreeSet<IssueCode>,
}

impl Page<'_> {
    fn line(&mut self, indent: &str, line: &str) {
        self.text.push_str(indent);
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn issues(&mut self, indent: &str, issues: &[Issue]) {
        for issue in issues {
            self.issue(indent, issue, None);
        }
    }

    fn set(&mut self, indent: &str, set: &SetReport) {
        for (issue, cause) in set.issues.iter().zip(set.causes()) {
            self.issue(indent, issue, own_advice(issue, cause, set));
        }
    }

    /// `error: UM02 in 2000E[1]: required, but empty (segment 14, line 15, byte 611) [required-element-missing, SNIP 2, IK3 8]`,
    /// and what to do.
    fn issue(&mut self, indent: &str, issue: &Issue, own_advice: Option<String>) {
        let (severity, message, place) = (issue.severity, issue.message(), self.place(issue));
        self.line(indent, &format!("{severity}: {message}{place} [{}]", codes(issue)));
        if let Some(advice) = own_advice {
            self.line(indent, &format!("    {advice}"));
        } else if self.advised.insert(issue.code) {
            self.line(indent, &format!("    {}", issue.code.info().advice));
        }
        if self.show_values && issue.at.segment > 0 {
            for shown in issue.render(self.bytes).lines() {
                self.line(indent, &format!("    | {shown}"));
            }
        }
    }

    fn place(&self, issue: &Issue) -> String {
        let Location { segment, offset, .. } = issue.at;
        let segment = if segment > 0 { format!("segment {segment}, ") } else { String::new() };
        let line = self.lines.number(offset).map(|number| format!("line {number}, ")).unwrap_or_default();
        format!(" ({segment}{line}byte {offset})")
    }
}

/// The lines of a file, found while it is read.
#[derive(Default)]
struct Lines {
    /// Where each line but the first begins.
    starts: Vec<u64>,
    /// Bytes read.
    length: u64,
}

impl Lines {
    /// Of a file of more lines than this, the later findings have no line number: memory stays bounded.
    const MOST: usize = 1 << 20;

    fn of<R>(&mut self, reader: R) -> Lined<'_, R> {
        Lined { reader, lines: self }
    }

    /// The number of the line in which a byte stands; `None` where the file is one line, or too far behind.
    fn number(&self, offset: u64) -> Option<usize> {
        let number = self.starts.partition_point(|start| *start <= offset) + 1;
        (!self.starts.is_empty() && number <= Self::MOST).then_some(number)
    }
}

/// A reader that notes where lines begin.
struct Lined<'l, R> {
    reader: R,
    lines: &'l mut Lines,
}

impl<R: Read> Read for Lined<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        let starts = (self.lines.length + 1..).zip(read).filter(|(_, byte)| **byte == b'\n').map(|(start, _)| start);
        self.lines.starts.extend(starts.take(Lines::MOST - self.lines.starts.len()));
        self.lines.length += count as u64;
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

/// A line for each set as soon as it is done, then one for the envelope of the file.
fn show_lines(validator: &mut Validator, path: &Path, name: &str) -> Result<(FileReport, Option<Severity>), Failure> {
    let mut out = common::output();
    let (mut worst, mut failed) = (None, None);
    let each = |interchange: &InterchangeReport, group: &GroupReport, set: &SetReport| {
        worst = worst.max(set.issues.iter().map(|issue| issue.severity).max());
        if failed.is_none() {
            failed = writeln!(out, "{}", set.to_json_line(name, interchange, group)).err();
        }
    };
    let report = validator.read_each(common::open(path)?, each)?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    writeln!(out, "{}", report.to_json_line(name))?;
    out.flush()?;
    let worst = worst.max(report.all_issues().map(|issue| issue.severity).max());
    Ok((report, worst))
}
