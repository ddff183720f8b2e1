//! A gateway: checks the files of a folder, sends accepted sets to their payers' folders, answers, quarantines the rest.

mod acknowledge;
#[path = "../common/mod.rs"]
mod common;
mod file;

use clap::Parser;
use common::{Failure, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::exchange::control_numbers::FileControlNumbers;
use x12_278::exchange::outbox::{Outbox, Unit};

/// Checks every file of a folder and distributes what is in it. The folder itself is not changed.
///
/// Below OUT_DIR: `accepted/UMO/` holds accepted sets by the payer that they name, each in an interchange of its own with
/// new control numbers; `quarantine/` everything else, each with a report beside it; `acknowledgments/` the answers (TA1,
/// 999); `journal` and `control-numbers` what the gateway remembers. It can be killed at any time and started again: a file
/// that is done is not done again, and nothing of a file is to be seen before all of it is.
///
/// Exit code 0: all was accepted; 1: something was quarantined; 2: wrong usage; 3: something could not be read or written.
#[derive(Parser)]
struct Arguments {
    /// The folder of incoming files. Hidden files are passed over.
    in_dir: PathBuf,
    /// The folder for everything that comes out; made if it is not there.
    out_dir: PathBuf,
}

/// From how many bytes on there is a progress bar.
const LONG: u64 = 16 << 20;

fn main() -> ExitCode {
    let Arguments { in_dir, out_dir } = Arguments::parse();
    match run(&in_dir, &out_dir) {
        Ok(code) => code,
        Err(Failure::BrokenPipe) => Outcome::Failed.into(),
        Err(Failure::Message(message)) => {
            common::complain(&message);
            Outcome::Failed.into()
        }
    }
}

fn run(in_dir: &Path, out_dir: &Path) -> Result<ExitCode, Failure> {
    let mut outbox = Outbox::open(out_dir)?;
    let mut numbers = FileControlNumbers::open(out_dir.join("control-numbers"))?;
    let files = incoming(in_dir)?;
    let bar = progress_bar(&files)?;
    Ok(common::for_each_file(&files, |path| {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes().escape_ascii().to_string();
        let identify = || Unit::of(&name, bar.wrap_read(std::fs::File::open(path)?));
        let unit = identify()?;
        if outbox.is_done(&unit) {
            return Ok(Outcome::Good);
        }
        let mut batch = outbox.begin(&unit)?;
        let outcome = file::distribute(path, &unit.label(), &bar, &mut batch, &mut numbers)?;
        if identify()? != unit {
            return Err(Failure::Message("the file changed while it was read; it will be taken next time".to_owned()));
        }
        batch.commit()?;
        Ok(outcome)
    }))
}

/// The files of the folder, in the order of their names.
fn incoming(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !hidden && entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// A bar on standard error when that is a terminal and there is much to do.
fn progress_bar(files: &[PathBuf]) -> Result<ProgressBar, Failure> {
    let mut bytes = 0;
    for file in files {
        bytes += std::fs::metadata(file)?.len();
    }
    if bytes < LONG || !std::io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    // Each file is read four times: to know it, to check it, to take it apart, to be sure that it stayed the same.
    let bar = ProgressBar::with_draw_target(Some(bytes * 4), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{bar:40} {percent}% {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    Ok(bar.with_style(style))
}
