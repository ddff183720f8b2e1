//! Shows X12 278 files: as text for people, as one JSON document, or as a line of JSON for each transaction set.

mod acknowledgment;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/page.rs"]
mod page;
mod parts;
mod request;
mod response;
mod text;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use common::{Failure, Outcome};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::report::{Issue, Report, Severity};
use x12_278::syntax::Delimiters;
use x12_278::transaction::{SetLine, SetReader};
use x12_278::{Document, Event, ReadOptions, Reader, SetBuffer};

/// Shows X12 278 files.
///
/// Exit code 0: no error found; 1: an error was found, the content is shown all the same; 2: wrong usage; 3: a file
/// could not be read.
#[derive(Parser)]
struct Arguments {
    /// How to show them.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// X12 files; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What a person wants to see.
    Text,
    /// The document of one file, which `encode` takes.
    Json,
    /// One line for each transaction set, however large the file is.
    Jsonl,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.format == Format::Json && arguments.files.len() > 1 {
        let sentence = "--format json shows one file; take --format jsonl for several";
        Arguments::command().error(ErrorKind::TooManyValues, sentence).exit();
    }
    common::for_each_file(&arguments.files, |path| match arguments.format {
        Format::Text => show_text(path),
        Format::Json => show_json(path),
        Format::Jsonl => show_lines(path),
    })
}

/// A set may stand bare, without an interchange around it.
fn options() -> ReadOptions {
    ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() }
}

fn show_text(path: &Path) -> Result<Outcome, Failure> {
    let bytes = common::read(path)?;
    let read = Document::read_with(&bytes, &options())?;
    common::print(text::document(&common::name(path), &read).as_bytes())?;
    Ok(outcome(&read.report))
}

fn show_json(path: &Path) -> Result<Outcome, Failure> {
    let bytes = common::read(path)?;
    let read = Document::read_with(&bytes, &options())?;
    let mut json = read.document.to_json(&read.report)?;
    json.push('\n');
    common::print(json.as_bytes())?;
    Ok(outcome(&read.report))
}

/// Set by set, so that a file of any size streams. Findings outside of sets go to standard error.
fn show_lines(path: &Path) -> Result<Outcome, Failure> {
    let mut reader = Reader::with_options(common::open(path)?, &options());
    let (mut sets, mut set, mut worst) = (SetReader::default(), SetBuffer::new(), Outcome::Good);
    let mut out = common::output();
    loop {
        let event = reader.next_event(&mut set)?;
        let envelope = reader.take_report();
        worst = worst.max(outcome(&envelope));
        let (mut issues, outside): (Vec<Issue>, Vec<Issue>) =
            envelope.issues().iter().partition(|issue| event == Event::Set && issue.at.set > 0);
        for issue in outside {
            common::complain(&format!("{}: {}: {issue}", common::name(path), issue.severity));
        }
        if event == Event::Set {
            let read = sets.read(&set);
            worst = worst.max(outcome(&read.report));
            issues.extend(read.report.issues());
            let (interchange, group) = (set.interchange_header(), set.group_header());
            let line = SetLine {
                interchange: interchange.as_ref().map(|header| header.control_number.as_str()).unwrap_or_default(),
                group: group.as_ref().and_then(|header| header.control_number.as_deref()).unwrap_or_default(),
                delimiters: set.delimiters(),
                set: &read.transaction,
                issues: &issues,
            };
            writeln!(out, "{}", line.to_json()?)?;
        } else if event == Event::End {
            out.flush()?;
            return Ok(worst);
        }
    }
}

fn outcome(report: &Report) -> Outcome {
    if report.worst() == Some(Severity::Error) { Outcome::FallsShort } else { Outcome::Good }
}
