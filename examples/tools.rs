//! Tools for gateways: redact, split, merge, index.

#[path = "common/mod.rs"]
mod common;

use clap::{Args, Parser, Subcommand};
use common::{Failure, Outcome};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::exchange::control_numbers::{ControlNumbers, FileControlNumbers, MemoryControlNumbers};
use x12_278::exchange::index::Index;
use x12_278::exchange::merge::Merge;
use x12_278::exchange::redact::Redactor;
use x12_278::exchange::split::{envelop, envelop_acknowledgment};
use x12_278::report::{Issue, IssueCode, Report, Severity};
use x12_278::syntax::SetPlace;
use x12_278::{Event, Reader, SetBuffer};

/// Tools for X12 files, whatever sets they hold.
///
/// Exit code 0: all was handled; 1: something could not be (a set without an envelope, a set beyond the limit, a set that
/// ends in counted data cut short, something that is in no set), or split or merge put a right envelope where a wrong one was, and standard error says what was wrong
/// with it; 2: wrong usage; 3: a file could not be read or written.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Subcommand)]
enum Tool {
    /// Writes the files to standard output with everything that could name a person replaced. Read the notes on
    /// `exchange::redact` before you show the result to anybody.
    Redact {
        /// A file of at least 16 random bytes; the same key gives the same tokens.
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
        /// X12 files; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes each set, and each TA1, into a file of its own, with its envelope around it.
    ///
    /// A run that was killed can be done again with the same --control-number; with --numbers it cannot, for each run gives
    /// other numbers: take out what the killed one left first. A file name that begins with a dot gives names with `_` for it.
    Split {
        #[command(flatten)]
        numbers: Numbers,
        /// The folder for the files; made if it is not there. No file in it is overwritten: one that is there already must
        /// have the same content. A file is there whole or not at all.
        #[arg(long, value_name = "FOLDER")]
        into: PathBuf,
        /// X12 files; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes the sets of all files to standard output, in one interchange for each pair of partners. What is no set, TA1
    /// too, is left out and named on standard error.
    Merge {
        #[command(flatten)]
        numbers: Numbers,
        /// X12 files; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Prints a line for each set: file, offset, length, segments, ISA13, GS06, ST01, ST02, kind; between tabs.
    Index {
        /// X12 files; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Where control numbers come from.
#[derive(Args)]
struct Numbers {
    /// The first ISA13 and GS06.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=999_999_999))]
    control_number: u32,
    /// A file that keeps the numbers from run to run, so that none is given twice.
    #[arg(long, value_name = "FILE", conflicts_with = "control_number")]
    numbers: Option<PathBuf>,
}

impl Numbers {
    fn open(&self) -> Result<Box<dyn ControlNumbers>, Failure> {
        Ok(match &self.numbers {
            Some(path) => Box::new(FileControlNumbers::open(path)?),
            None => Box::new(MemoryControlNumbers::from(self.control_number)),
        })
    }
}

fn main() -> ExitCode {
    let done = match Arguments::parse().tool {
        Tool::Redact { key_file, files } => redact(&key_file, &files),
        Tool::Split { numbers, into, files } => split(&numbers, &into, &files),
        Tool::Merge { numbers, files } => merge(&numbers, &files),
        Tool::Index { files } => Ok(index(&files)),
    };
    match done {
        Ok(code) => code,
        Err(Failure::BrokenPipe) => Outcome::Good.into(),
        Err(Failure::Message(message)) => {
            common::complain(&message);
            Outcome::Failed.into()
        }
    }
}

fn redact(key_file: &Path, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut redactor = Redactor::new(&common::read(key_file)?)?;
    Ok(common::for_each_file(files, |path| {
        let done = redactor.redact(common::open(path)?, common::output())?;
        if done.too_large > 0 {
            common::complain(&format!(
                "{}: {} sets beyond the limit were overwritten",
                common::name(path),
                done.too_large
            ));
            return Ok(Outcome::FallsShort);
        }
        Ok(Outcome::Good)
    }))
}

fn split(numbers: &Numbers, folder: &Path, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut numbers = numbers.open()?;
    std::fs::create_dir_all(folder).map_err(common::cannot("write to", folder))?;
    Ok(common::for_each_file(files, |path| {
        let stem = path.file_stem().filter(|_| !common::is_dash(path)).map(|stem| stem.to_string_lossy());
        let stem = stem.unwrap_or_else(|| "stdin".into());
        // A hidden file would be passed over, and taken for one that a killed run left.
        let stem = stem.strip_prefix('.').map_or_else(|| stem.to_string(), |rest| format!("_{rest}"));
        let (mut one, mut acknowledgments) = (Vec::new(), 0);
        for_each_part(path, |event, part| {
            let SetPlace { interchange, group, set, .. } = part.place();
            one.clear();
            if event == Event::Acknowledgment {
                envelop_acknowledgment(part, &mut *numbers, &mut one)?;
                acknowledgments += 1;
                return put(folder, &format!("{stem}-{interchange}-TA1-{acknowledgments}.edi"), &one);
            }
            envelop(part, &mut *numbers, &mut one)?;
            put(folder, &format!("{stem}-{interchange}-{group}-{set}.edi"), &one)
        })
    }))
}

fn merge(numbers: &Numbers, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut numbers = numbers.open()?;
    let mut merge = Merge::new();
    let read = common::for_each_file(files, |path| {
        for_each_part(path, |event, part| match event {
            Event::Acknowledgment => Err(Refusal::Part("a TA1 is no set and was not merged")),
            _ => Ok(merge.add(part)?),
        })
    });
    let mut out = common::output();
    merge.write(&mut *numbers, &mut out)?;
    out.flush()?;
    Ok(read)
}

/// Why something of a file was not handled.
enum Refusal {
    /// This part is left out.
    Part(&'static str),
    /// The file cannot be gone on with.
    File(Failure),
}

impl From<x12_278::Error> for Refusal {
    fn from(error: x12_278::Error) -> Self {
        match error.kind() {
            x12_278::ErrorKind::EnvelopeMissing => Self::Part("no interchange and group around it"),
            x12_278::ErrorKind::CountedDataShort => Self::Part(
                "it ends in counted data (BIN, BDS) that is cut short: what is written behind it would be read as a part of it",
            ),
            _ => Self::File(error.into()),
        }
    }
}

/// Hands on every set and every TA1 of a file. What cannot be handled is said, and what a new envelope shows no more.
fn for_each_part(
    path: &Path,
    mut work: impl FnMut(Event, &SetBuffer) -> Result<(), Refusal>,
) -> Result<Outcome, Failure> {
    let mut reader = Reader::new(common::open(path)?);
    let (mut set, mut outcome) = (SetBuffer::new(), Outcome::Good);
    // How much the interchange and the group hold in which we are.
    let (mut interchange, mut group) = (None, None);
    loop {
        let event = reader.next_event(&mut set)?;
        if envelope_trouble(path, &reader.take_report()) {
            outcome = Outcome::FallsShort;
        }
        if matches!(event, Event::Set | Event::SetTooLarge | Event::Acknowledgment | Event::GroupStart) {
            interchange = interchange.map(|count: u64| count + 1);
            group = group.map(|count: u64| count + 1);
        }
        let done = match event {
            Event::Set | Event::Acknowledgment => work(event, &set),
            Event::SetTooLarge => Err(Refusal::Part("beyond the limit")),
            Event::GroupEnd if group.take() == Some(0) => Err(Refusal::Part("a group without a set")),
            Event::InterchangeEnd if interchange.take() == Some(0) => {
                Err(Refusal::Part("an interchange without a set"))
            }
            Event::End => return Ok(outcome),
            _ => Ok(()),
        };
        match event {
            Event::InterchangeStart => (interchange, group) = (Some(0), None),
            Event::GroupStart => group = Some(0),
            _ => {}
        }
        match done {
            Ok(()) => {}
            Err(Refusal::File(failure)) => return Err(failure),
            Err(Refusal::Part(why)) => {
                common::complain(&format!("{}: byte {}: {why}", common::name(path), set.place().offset));
                outcome = Outcome::FallsShort;
            }
        }
    }
}

/// Puts a file into a folder, whole or not at all, and over no other.
fn put(folder: &Path, name: &str, content: &[u8]) -> Result<(), Refusal> {
    let (path, fresh) = (folder.join(name), folder.join(format!(".{name}.{}", std::process::id())));
    let linked = std::fs::write(&fresh, content).and_then(|()| link(&fresh, &path));
    // Where it was moved it is gone already.
    std::fs::remove_file(&fresh).ok();
    let failure = match linked {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match std::fs::read(&path) {
            Ok(there) if there == content => return Ok(()),
            Ok(_) => Failure::Message(format!("{}: the file exists, with other content", common::name(&path))),
            Err(error) => common::cannot("read", &path)(error),
        },
        Err(error) => common::cannot("write to", &path)(error),
    };
    Err(Refusal::File(failure))
}

/// Gives a file another name that is not taken. A link is made over no other file; a system without links has to look
/// first.
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    match std::fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            if to.try_exists()? {
                Err(ErrorKind::AlreadyExists.into())
            } else {
                std::fs::rename(from, to)
            }
        }
        linked => linked,
    }
}

/// Says what is wrong with an envelope: a new one around the sets shows it no more. Also what is in no set.
fn envelope_trouble(path: &Path, report: &Report) -> bool {
    // Of sets that cannot be handled more is said elsewhere.
    let told = |code| matches!(code, IssueCode::SetTooLarge | IssueCode::GroupHeaderMissing);
    let is_trouble =
        |issue: &&Issue| issue.severity == Severity::Error || issue.code == IssueCode::TextAfterInterchange;
    let mut found = report.dropped() > 0;
    for issue in report.issues().iter().filter(is_trouble).filter(|issue| !told(issue.code)) {
        let group = if issue.at.group > 0 { format!(", group {}", issue.at.group) } else { String::new() };
        common::complain(&format!("{}: interchange {}{group}: {issue}", common::name(path), issue.at.interchange));
        found = true;
    }
    found
}

fn index(files: &[PathBuf]) -> ExitCode {
    common::for_each_file(files, |path| {
        let mut out = common::output();
        let mut outcome = Outcome::Good;
        let name = if common::is_dash(path) { common::name(path) } else { shown(&path.display().to_string()) };
        for entry in Index::new(common::open(path)?) {
            let entry = entry?;
            let kind = entry.kind.map_or_else(|| "tooLarge".to_owned(), |kind| format!("{kind:?}"));
            outcome = if entry.kind.is_some() { outcome } else { Outcome::FallsShort };
            writeln!(
                out,
                "{name}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{kind}",
                entry.offset,
                entry.length,
                entry.segments,
                shown(&entry.interchange_number),
                shown(&entry.group_number),
                shown(&entry.transaction_set),
                shown(&entry.set_number),
            )?;
        }
        out.flush()?;
        Ok(outcome)
    })
}

/// A key or a name without control characters, so that it can break neither a line nor a terminal.
fn shown(key: &str) -> String {
    key.escape_debug().to_string()
}
