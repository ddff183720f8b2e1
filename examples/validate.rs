//! Validates X12 278 files against the guide: what is wrong, where, by which codes, and whether it is accepted.

#[path = "common/mod.rs"]
mod common;

use clap::{Parser, ValueEnum};
use common::{Failure, Outcome};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::ReadOptions;
use x12_278::report::{Issue, Severity};
use x12_278::syntax::Delimiters;
use x12_278::validate::{FileReport, GroupReport, InterchangeReport, SetReport, Validator, reports_to_json};

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
    /// A line for each finding.
    Text,
    /// One document.
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
    let report = if show_values { validator.read(bytes.as_slice())? } else { validator.read(common::open(path)?)? };
    let worst = report.all_issues().map(|issue| issue.severity).max();
    let mut text = String::new();
    let lines = |text: &mut String, indent: &str, issues: &[Issue]| {
        for issue in issues {
            text.push_str(&format!("{indent}{}\n", line(issue)));
            if show_values && issue.at.segment > 0 {
                for shown in issue.render(&bytes).lines() {
                    text.push_str(&format!("{indent}    | {shown}\n"));
                }
            }
        }
    };
    text.push_str(&format!("{name}: {}\n", if report.is_accepted() { "accepted" } else { "not accepted" }));
    lines(&mut text, "  ", &report.issues);
    for interchange in &report.interchanges {
        let number = &interchange.control_number;
        text.push_str(&format!("  interchange {number}: TA1 {} {}\n", interchange.ta104(), interchange.ta105()));
        lines(&mut text, "    ", &interchange.issues);
        for group in &interchange.groups {
            text.push_str(&format!("    group {} {}: AK9 {}\n", group.control_number, group.version, group.ak901()));
            lines(&mut text, "      ", &group.issues);
            for set in &group.transactions {
                text.push_str(&format!("      set {} {:?}: IK5 {}\n", set.control_number, set.kind, set.ik501()));
                lines(&mut text, "        ", &set.issues);
            }
        }
    }
    if report.dropped > 0 {
        text.push_str(&format!("  and {} findings more\n", report.dropped));
    }
    common::print(text.as_bytes())?;
    Ok((report, worst))
}

/// `error [required-element-missing, SNIP 2, IK3 8, IK4 1] UM02 in 2000E[1]: required, but empty (segment 14, byte 611)`
fn line(issue: &Issue) -> String {
    let info = issue.code.info();
    let codes =
        [("IK3", info.ik304), ("IK4", info.ik403), ("IK5", info.ik502), ("AK9", info.ak905), ("TA1", issue.ta105())];
    let codes: String =
        codes.iter().filter(|(_, code)| !code.is_empty()).map(|(name, code)| format!(", {name} {code}")).collect();
    format!("{} [{}, SNIP {}{codes}] {issue}", issue.severity, info.name, issue.snip)
}

/// A line for each set as soon as it is done, then one for the envelope of the file.
fn show_lines(validator: &mut Validator, path: &Path, name: &str) -> Result<(FileReport, Option<Severity>), Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
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
