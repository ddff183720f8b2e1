//! A gateway: checks the files of a folder, sends accepted sets to their payers' folders, answers, quarantines the rest.

mod acknowledge;
#[path = "../common/mod.rs"]
mod common;
mod file;
mod folders;
mod progress;
mod rest;

use clap::{CommandFactory, Parser};
use common::{Failure, Outcome, complain};
use file::Distribution;
use folders::{Incoming, Listing, are_apart, incoming};
use indicatif::ProgressBar;
use progress::Progress;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::ErrorKind;
use x12_278::exchange::control_numbers::FileControlNumbers;
use x12_278::exchange::outbox::{Batch, Outbox, Unit};
use x12_278::validate::Validator;

/// Checks every file of a folder and distributes what is in it. The folder itself is not changed.
///
/// Below OUT_DIR: `accepted/UMO/` holds accepted sets by the payer that they name, each in an interchange of its own with
/// new control numbers; `quarantine/` everything else, each with a report beside it: other sets, files that are no X12, and
/// for each interchange as `-rest` what is in no set (TA1, strays, text around it) as it stood; `acknowledgments/` the
/// answers (TA1, 999); `journal` and `control-numbers` what the gateway remembers. It can be killed at any time and started
/// again: a file that is done is not done again, and nothing of a file is to be seen before all of it is. Small files are
/// published together, so that the disk need not be waited for after each. No ISA13 and no GS06 is given twice.
///
/// Exit code 0: all was accepted; 1: something was quarantined, by this run or by one before it that was killed or ended
/// with 3; or something in IN_DIR is no file and was passed over; 2: wrong usage; 3: something could not be read or written.
#[derive(Parser)]
struct Arguments {
    /// The folder of incoming files. Links to files are read; hidden files are passed over; folders, links to nothing and
    /// whatever else is no file are named on standard error, with exit code 1.
    in_dir: PathBuf,
    /// The folder for everything that comes out; made if it is not there. It and IN_DIR must be apart: neither may lie in
    /// the other, or what comes out could come in again.
    out_dir: PathBuf,
    /// What holds for a payer, laid over the guide for the sets that it is about: `health-net`, or a profile in TOML.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// How many files are published together at most.
    #[arg(long, value_name = "FILES", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    together: u16,
    /// The first ISA13 and GS06, where OUT_DIR/control-numbers is lost or damaged: higher than any that was given before.
    /// Refused where that file is sound.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=999_999_999))]
    restart_numbers: Option<u32>,
}

/// Files that are published together have no more bytes than this, if they are more than one.
const TOGETHER: u64 = 16 << 20;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // What cannot be resolved cannot be read either, which is said then.
    if are_apart(&arguments.in_dir, &arguments.out_dir).is_ok_and(|apart| !apart) {
        let why =
            "IN_DIR and OUT_DIR must be apart: one is the other, or lies in it, and what comes out would come in again";
        Arguments::command().bin_name("gateway").error(clap::error::ErrorKind::ArgumentConflict, why).exit();
    }
    match run(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(Failure::BrokenPipe) => Outcome::Failed.into(),
        Err(Failure::Message(message)) => {
            complain(&message);
            Outcome::Failed.into()
        }
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { in_dir, out_dir, profile, together, .. } = arguments;
    let mut validator = Validator::default();
    if let Some(path) = profile {
        validator = validator.with_profile(common::profile(path)?);
    }
    let mut outbox = Outbox::open(out_dir)?;
    let numbers = control_numbers(out_dir, !outbox.is_new(), arguments.restart_numbers)?;
    let Listing { files, outcome } = incoming(in_dir)?;
    let worst = if outbox.falls_short() { outcome.max(Outcome::FallsShort) } else { outcome };
    let progress = Progress::over(&files);
    let mut gateway = Gateway { out_dir, validator, numbers, progress, worst };
    let mut rest = files.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(first_few(rest, usize::from(*together)));
        rest = later;
        gateway.publish(now, &mut outbox)?;
        gateway.progress.finish(now);
    }
    // An exit code of 3 does not tell what was quarantined: the next run still has to.
    if gateway.worst < Outcome::Failed {
        outbox.run_ended()?;
    }
    Ok(gateway.worst)
}

/// The control numbers. Where the journal has entries they cannot begin at 1 again: a number would be given twice.
fn control_numbers(out_dir: &Path, work_was_done: bool, restart: Option<u32>) -> Result<FileControlNumbers, Failure> {
    let path = out_dir.join("control-numbers");
    let how = "put it back from a copy, or say with --restart-numbers N from which number on none was given";
    if let Some(first) = restart {
        return FileControlNumbers::restart(&path, first).map_err(|error| {
            let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<std::io::Error>());
            let refused = source.is_some_and(|source| source.kind() == std::io::ErrorKind::AlreadyExists);
            let why = "the file is sound, and its numbers go on by themselves: leave --restart-numbers out";
            if refused { Failure::Message(format!("{}: {why}", common::name(&path))) } else { error.into() }
        });
    }
    if work_was_done && !path.try_exists().map_err(common::cannot("read", &path))? {
        let why = "the control numbers are lost, although the journal has entries";
        return Err(Failure::Message(format!("{}: {why}: {how}", common::name(&path))));
    }
    FileControlNumbers::open(&path).map_err(|error| {
        let damaged = error.kind() == ErrorKind::StateDamaged;
        match Failure::from(error) {
            Failure::Message(message) if damaged => Failure::Message(format!("{message}: {how}")),
            failure => failure,
        }
    })
}

/// The unit of a file: its name and its content.
fn unit(file: &Incoming, bar: &ProgressBar) -> Result<Unit, Failure> {
    let name = file.path.file_name().unwrap_or_default().as_encoded_bytes().escape_ascii().to_string();
    Ok(Unit::of(&name, bar.wrap_read(std::fs::File::open(&file.path)?))?)
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

struct Gateway<'g> {
    out_dir: &'g Path,
    validator: Validator,
    numbers: FileControlNumbers,
    progress: Progress,
    worst: Outcome,
}

impl Gateway<'_> {
    /// Works on some files and publishes what comes of them together. What goes wrong with one does not stop the others.
    fn publish(&mut self, files: &[Incoming], outbox: &mut Outbox) -> Result<(), Failure> {
        let mut units = Vec::new();
        for file in files {
            match unit(file, &self.progress.bar) {
                Ok(unit) if outbox.is_done(&unit) => {}
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
        Ok(batch.commit_with(|step, steps| self.progress.publishing(files, step, steps))?)
    }

    fn distribute(&mut self, file: &Incoming, of: &Unit, batch: &mut Batch<'_>) -> Result<Outcome, Failure> {
        let Self { out_dir, validator, numbers, progress, .. } = self;
        let label = of.label();
        let out = Distribution { path: &file.path, label: &label, out_dir, batch, outcome: Outcome::Good };
        let outcome = out.distribute(validator, &progress.bar, numbers)?;
        if unit(file, &progress.bar)? != *of {
            return Err(Failure::Message("the file changed while it was read; it will be taken next time".to_owned()));
        }
        Ok(outcome)
    }

    fn failed(&mut self, file: &Incoming, failure: Failure) -> Result<(), Failure> {
        let Failure::Message(message) = failure else { return Err(failure) };
        common::complain_about(&file.path, &message);
        self.worst = Outcome::Failed;
        Ok(())
    }
}
