//! Validates X12 278 files against the guide: what is wrong, where, by which codes, and whether it is accepted.

#[path = "../common/mod.rs"]
mod common;
mod text;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use common::{Failure, Outcome};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::ReadOptions;
use x12_278::report::Severity;
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
    /// Shows each segment that a finding is about; it may hold data of a patient. Text format only; the file is held in
    /// memory.
    #[arg(long)]
    show_values: bool,
    /// X12 files; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each finding, set by set, however large the file is; the verdict on the file and the findings about its
    /// envelope stand behind its sets.
    Text,
    /// One document, about all files; held until the last one ends. A file that cannot be read is in it, with the error.
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
    if arguments.show_values && arguments.format != Format::Text {
        let sentence = "--show-values goes with --format text alone: what machines read never holds a value";
        Arguments::command().error(ErrorKind::ArgumentConflict, sentence).exit();
    }
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
        let worst = match arguments.format {
            Format::Text => text::show(&mut validator, path, &name, arguments.show_values)?,
            Format::Json => match read_whole(&mut validator, path) {
                Ok(report) => {
                    let worst = report.all_issues().map(|issue| issue.severity).max();
                    reports.push((name, Ok(report)));
                    worst
                }
                Err(Failure::Message(message)) => {
                    reports.push((name, Err(message.clone())));
                    return Err(Failure::Message(message));
                }
                Err(failure) => return Err(failure),
            },
            Format::Jsonl => show_lines(&mut validator, path, &name)?,
        };
        let falls_short = worst >= Some(arguments.fail_on.into());
        Ok(if falls_short { Outcome::FallsShort } else { Outcome::Good })
    });
    if arguments.format == Format::Json {
        let reports = reports.iter().map(|(name, report)| (name.as_str(), report.as_ref().map_err(String::as_str)));
        let json = reports_to_json(reports);
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

fn read_whole(validator: &mut Validator, path: &Path) -> Result<FileReport, Failure> {
    Ok(validator.read(common::open_first(path)?)?)
}

/// A line for each set as soon as it is done, then one for the envelope of the file.
fn show_lines(validator: &mut Validator, path: &Path, name: &str) -> Result<Option<Severity>, Failure> {
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
    Ok(worst.max(report.all_issues().map(|issue| issue.severity).max()))
}
