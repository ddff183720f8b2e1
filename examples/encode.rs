//! Writes X12 from the JSON of `decode --format json`.

#[path = "common/mod.rs"]
mod common;

use clap::{Parser, ValueEnum};
use common::{Failure, Outcome};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::syntax::Delimiters;
use x12_278::transaction::LineBreaks;
use x12_278::validate::Validator;
use x12_278::{Document, ReadOptions, WriteOptions};

/// Writes X12 from the JSON of a document.
///
/// Exit code 0: what was written validates clean; 1: it does not, and is written all the same, or the document holds no
/// interchange; 2: wrong usage; 3: the JSON could not be read, is not a document, or holds a value that X12 cannot carry.
#[derive(Parser)]
struct Arguments {
    /// What stands behind each segment.
    #[arg(long, value_enum, default_value = "none")]
    line_breaks: Breaks,
    /// Element, component, repetition and segment delimiter, such as `*:^~`, instead of those of the document.
    #[arg(long, value_parser = delimiters)]
    delimiters: Option<Delimiters>,
    /// The JSON file; `-` is standard input.
    file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Breaks {
    None,
    Lf,
    Crlf,
}

fn delimiters(text: &str) -> Result<Delimiters, String> {
    match *text.as_bytes() {
        [element, component, repetition, segment] => {
            Delimiters::new(element, component, Some(repetition), segment).map_err(|error| error.to_string())
        }
        _ => Err("four characters are needed".to_owned()),
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let line_breaks = match arguments.line_breaks {
        Breaks::None => LineBreaks::None,
        Breaks::Lf => LineBreaks::Lf,
        Breaks::Crlf => LineBreaks::CrLf,
    };
    let options = WriteOptions { line_breaks, delimiters: arguments.delimiters, ..WriteOptions::default() };
    common::for_each_file(&[&arguments.file], |path| encode(path, &options))
}

fn encode(path: &Path, options: &WriteOptions) -> Result<Outcome, Failure> {
    let json =
        String::from_utf8(common::read(path)?).map_err(|_| Failure::Message("the JSON is not UTF-8".to_owned()))?;
    let document = Document::from_json(&json)?;
    if document.interchanges.is_empty() {
        common::complain_about(path, "the document holds no interchange, so there is nothing to write");
        return Ok(Outcome::FallsShort);
    }
    let bytes = document.write_with(options)?;
    common::print(&bytes)?;
    judge(path, &bytes, options.delimiters)
}

/// Whether what was written validates clean; what does not is said on standard error, without values.
fn judge(path: &Path, bytes: &[u8], delimiters: Option<Delimiters>) -> Result<Outcome, Failure> {
    let options = ReadOptions { bare: Some(delimiters.unwrap_or_default()), ..ReadOptions::default() };
    let report = Validator::default().with_options(options).read(bytes)?;
    if report.is_accepted() {
        return Ok(Outcome::Good);
    }
    for issue in report.all_issues() {
        common::complain(&format!("{}: {}: {issue}", common::name(path), issue.severity));
    }
    Ok(Outcome::FallsShort)
}
