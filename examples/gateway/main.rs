//! A gateway: checks the files of a folder, sends accepted sets to their payers' folders, answers, quarantines the rest.

mod acknowledge;
#[path = "../common/mod.rs"]
mod common;
mod file;

use clap::Parser;
use common::{Failure, Outcome, complain};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::exchange::control_numbers::FileControlNumbers;
use x12_278::exchange::outbox::{Batch, Outbox, Unit};
use x12_278::validate::Validator;

/// Checks every file of a folder and distributes what is in it. The folder itself is not changed.
///
/// Below OUT_DIR: `accepted/UMO/` holds accepted sets by the payer that they name, each in an interchange of its own with
/// new control numbers; `quarantine/` everything else, each with a report beside it; `acknowledgments/` the answers (TA1,
/// 999); `journal` and `control-numbers` what the gateway remembers. It can be killed at any time and started again: a file
/// that is done is not done again, and nothing of a file is to be seen before all of it is. Small files are published
/// together, so that the disk need not be waited for after each.
///
/// Exit code 0: all was accepted; 1: something was quarantined; 2: wrong usage; 3: something could not be read or written.
#[derive(Parser)]
struct Arguments {
    /// The folder of incoming files. Hidden files are passed over.
    in_dir: PathBuf,
    /// The folder for everything that comes out; made if it is not there.
    out_dir: PathBuf,
    /// What holds for a payer, laid over the guide for the sets that it is about: `health-net`, or a profile in TOML.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// How many files are published together at most.
    #[arg(long, value_name = "FILES", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    together: u16,
}

/// From how many bytes on there is a progress bar.
const LONG: u64 = 16 << 20;
/// Files that are published together have no more bytes than this, if they are more than one.
const TOGETHER: u64 = 16 << 20;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(outcome) => outcome.into(),
        Err(Failure::BrokenPipe) => Outcome::Failed.into(),
        Err(Failure::Message(message)) => {
            complain(&message);
            Outcome::Failed.into()
        }
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { in_dir, out_dir, profile, together } = arguments;
    let mut validator = Validator::default();
    if let Some(path) = profile {
        validator = validator.with_profile(common::profile(path)?);
    }
    let mut outbox = Outbox::open(out_dir)?;
    let mut gateway = Gateway {
        validator,
        numbers: FileControlNumbers::open(out_dir.join("control-numbers"))?,
        bar: ProgressBar::hidden(),
        worst: Outcome::Good,
    };
    let files = incoming(in_dir)?;
    gateway.bar = progress_bar(files.iter().map(|file| file.bytes).sum());
    let mut rest = files.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(first_few(rest, usize::from(*together)));
        rest = later;
        gateway.publish(now, &mut outbox)?;
    }
    Ok(gateway.worst)
}

/// A file that came in.
struct Incoming {
    path: PathBuf,
    bytes: u64,
}

impl Incoming {
    fn unit(&self, bar: &ProgressBar) -> Result<Unit, Failure> {
        let name = self.path.file_name().unwrap_or_default().as_encoded_bytes().escape_ascii().to_string();
        Ok(Unit::of(&name, bar.wrap_read(std::fs::File::open(&self.path)?))?)
    }
}

/// How many of the files are published together: at least one.
fn first_few(files: &[Incoming], most: usize) -> usize {
    let mut bytes = 0;
    let few = files.iter().take(most).take_while(|file| {
        bytes += file.bytes;
        bytes <= TOGETHER
    });
    few.count().max(1)
}

struct Gateway {
    validator: Validator,
    numbers: FileControlNumbers,
    bar: ProgressBar,
    worst: Outcome,
}

impl Gateway {
    /// Works on some files and publishes what comes of them together. What goes wrong with one does not stop the others.
    fn publish(&mut self, files: &[Incoming], outbox: &mut Outbox) -> Result<(), Failure> {
        let mut units = Vec::new();
        for file in files {
            match file.unit(&self.bar) {
                Ok(unit) if outbox.is_done(&unit) => self.bar.inc(file.bytes * (READS - 1)),
                Ok(unit) => units.push((file, unit)),
                Err(failure) => self.failed(file, failure)?,
            }
        }
        let Some((_, first)) = units.first() else { return Ok(()) };
        let mut batch = outbox.begin(first)?;
        for (index, (file, unit)) in units.iter().enumerate() {
            if index > 0 {
                batch.add(unit)?;
            }
            match self.distribute(file, unit, &mut batch) {
                Ok(outcome) => self.worst = self.worst.max(outcome),
                Err(failure) => {
                    batch.give_up()?;
                    self.failed(file, failure)?;
                }
            }
        }
        Ok(batch.commit()?)
    }

    fn distribute(&mut self, file: &Incoming, unit: &Unit, batch: &mut Batch<'_>) -> Result<Outcome, Failure> {
        let Self { validator, numbers, bar, .. } = self;
        let outcome = file::distribute(&file.path, &unit.label(), validator, bar, batch, numbers)?;
        if file.unit(bar)? != *unit {
            return Err(Failure::Message("the file changed while it was read; it will be taken next time".to_owned()));
        }
        Ok(outcome)
    }

    fn failed(&mut self, file: &Incoming, failure: Failure) -> Result<(), Failure> {
        let Failure::Message(message) = failure else { return Err(failure) };
        complain(&format!("{}: {message}", common::name(&file.path)));
        self.worst = Outcome::Failed;
        Ok(())
    }
}

/// The files of the folder, in the order of their names.
fn incoming(folder: &Path) -> Result<Vec<Incoming>, Failure> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !hidden && entry.file_type()?.is_file() {
            files.push(Incoming { path: entry.path(), bytes: entry.metadata()?.len() });
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// How often each file is read: to know it, to check it, to take it apart, to be sure that it stayed the same.
const READS: u64 = 4;

/// A bar on standard error when that is a terminal and there is much to do.
fn progress_bar(bytes: u64) -> ProgressBar {
    if bytes < LONG || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(bytes * READS), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{bar:40} {percent}% {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style)
}
