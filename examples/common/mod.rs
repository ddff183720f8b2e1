//! What the example programs share: files and `-`, exit codes, one line for what went wrong.

#![allow(dead_code, reason = "no program uses all of it")]

mod named;
mod progress;

pub(crate) use named::{cannot, sentence};
pub(crate) use progress::Output;

use chrono::{DateTime, NaiveDateTime};
use named::{Named, is_broken_pipe, tells_of};
use progress::Watched;
use std::fs::File;
use std::io::{self, BufWriter, Read, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use x12_278::profile::Profile;

/// How a program ended, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All is well: 0.
    Good,
    /// The content falls short: 1.
    FallsShort,
    /// It could not be read or written: 3. (2 is wrong usage, which clap reports.)
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Good => Self::SUCCESS,
            Outcome::FallsShort => Self::from(1),
            Outcome::Failed => Self::from(3),
        }
    }
}

/// What stops a program.
#[derive(Debug)]
pub(crate) enum Failure {
    /// One line for standard error.
    Message(String),
    /// Nobody reads the output any more; no reason to complain.
    BrokenPipe,
}

impl From<x12_278::Error> for Failure {
    fn from(error: x12_278::Error) -> Self {
        if is_broken_pipe(&error) { Self::BrokenPipe } else { Self::Message(sentence(&error)) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::Message(error.to_string()) }
    }
}

/// Opens a file, or standard input for `-`. What goes wrong, also later, is said with the name of the file; how far long
/// input is read is shown on a terminal. Output is written meanwhile.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    open_for(path, Output::Meanwhile)
}

/// The same for input that is read to its end before anything is written.
pub(crate) fn open_first(path: &Path) -> Result<Box<dyn Read>, Failure> {
    open_for(path, Output::Afterwards)
}

fn open_for(path: &Path, output: Output) -> Result<Box<dyn Read>, Failure> {
    if is_dash(path) {
        return Ok(Box::new(Named::read(Watched::new(io::stdin().lock(), None, output), path)));
    }
    Ok(Box::new(open_file(path, output)?))
}

/// Opens a file of that name; nothing shows how far it is read.
pub(crate) fn open_named(path: &Path) -> Result<Named<File>, Failure> {
    File::open(path).map(|file| Named::read(file, path)).map_err(cannot("read", path))
}

/// Opens a file.
pub(crate) fn open_file(path: &Path, output: Output) -> Result<Named<Watched<File>>, Failure> {
    let file = File::open(path).map_err(cannot("read", path))?;
    // A folder and a pipe have no length of theirs.
    let length = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
    Ok(Named::read(Watched::new(file, length, output), path))
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open_first(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Standard output; what goes wrong with it is said with its name.
pub(crate) fn output() -> BufWriter<impl Write> {
    BufWriter::new(Named::<StdoutLock<'_>>::output())
}

/// The profile that ships, by its name on the command line.
const SHIPPED: &str = "health-net";

/// What holds for a payer: `health-net`, or a profile in TOML. What is odd about it goes to standard error.
pub(crate) fn profile(name_or_path: &Path) -> Result<Profile, Failure> {
    if name_or_path.as_os_str() == SHIPPED {
        return Ok(Profile::health_net().clone());
    }
    let unread = |error: &dyn std::fmt::Display| {
        let name = name(name_or_path);
        Failure::Message(format!("{name}: neither {SHIPPED}, the profile that ships, nor a file to read: {error}"))
    };
    let said = |what: &dyn std::fmt::Display| format!("{}: {what}", name(name_or_path));
    let text = std::fs::read_to_string(name_or_path).map_err(|error| unread(&error))?;
    let profile = Profile::load(&text).map_err(|error| Failure::Message(said(&error)))?;
    for advice in profile.lint() {
        complain(&said(advice));
    }
    Ok(profile)
}

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = output();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Writes one line to standard error.
pub(crate) fn complain(line: &str) {
    // When even this fails there is nobody left to tell.
    progress::aside(|| drop(writeln!(io::stderr(), "{line}")));
}

/// Writes one line about a file to standard error; a line that names the file stands as it is.
pub(crate) fn complain_about(path: &Path, message: &str) {
    if tells_of(message, path) { complain(message) } else { complain(&format!("{}: {message}", name(path))) }
}

/// Does the work for each file and gives the worst outcome. What goes wrong with one file does not stop the others.
pub(crate) fn for_each_file<P: AsRef<Path>>(
    files: &[P],
    mut work: impl FnMut(&Path) -> Result<Outcome, Failure>,
) -> ExitCode {
    let mut worst = Outcome::Good;
    for path in files.iter().map(AsRef::as_ref) {
        let done = work(path);
        progress::clear();
        match done {
            Ok(outcome) => worst = worst.max(outcome),
            Err(Failure::BrokenPipe) => break,
            Err(Failure::Message(message)) => {
                complain_about(path, &message);
                worst = Outcome::Failed;
            }
        }
    }
    worst.into()
}

/// The time of now, UTC; the library itself never reads a clock.
pub(crate) fn now() -> Option<NaiveDateTime> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0).map(|time| time.naive_utc())
}

/// The name of a file for people, on one line.
pub(crate) fn name(path: &Path) -> String {
    if is_dash(path) {
        return "standard input".to_owned();
    }
    let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    path.display().to_string().chars().map(shown).collect()
}

pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}
