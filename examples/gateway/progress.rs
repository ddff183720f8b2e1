//! How far the work is: files read and checked, and what comes of them published.

use crate::folders::Incoming;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// From how many bytes on there is a bar.
const LONG: u64 = 16 << 20;
/// From how many files on there is a bar.
const MANY: usize = 256;
/// How often each file is read: to know it, to check it, to take it apart, to be sure that it stayed the same.
const READS: u64 = 4;
/// What publishing takes: so much as reading the file this many times. Most of the time goes into waiting for the disk.
const PUBLISHING: u64 = 12;
/// What a file takes however short it is, in bytes.
const EACH: u64 = 4096;

/// The whole work, in bytes that are read or as good as read.
pub(crate) struct Progress {
    pub(crate) bar: ProgressBar,
    /// What is done for good: all that stands before the present files.
    done: u64,
}

impl Progress {
    /// A bar on standard error when that is a terminal and there is much to do.
    pub(crate) fn over(files: &[Incoming]) -> Self {
        let bytes: u64 = files.iter().map(|file| file.bytes).sum();
        if bytes < LONG && files.len() < MANY || !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden(), done: 0 };
        }
        let whole = reading(files) + publishing(files);
        let bar = ProgressBar::with_draw_target(Some(whole), ProgressDrawTarget::stderr());
        let style =
            ProgressStyle::with_template("{bar:40} {percent}% {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style), done: 0 }
    }

    /// Publishing what comes of some files has come so far: the step, of how many.
    pub(crate) fn publishing(&self, files: &[Incoming], step: u64, steps: u64) {
        let part = u128::from(publishing(files)) * u128::from(step) / u128::from(steps.max(1));
        self.bar.set_position(self.done + reading(files) + u64::try_from(part).unwrap_or_default());
    }

    /// Some files are done, whatever was to be done with them.
    pub(crate) fn finish(&mut self, files: &[Incoming]) {
        self.done += reading(files) + publishing(files);
        self.bar.set_position(self.done);
    }
}

fn reading(files: &[Incoming]) -> u64 {
    files.iter().map(|file| file.bytes * READS).sum()
}

fn publishing(files: &[Incoming]) -> u64 {
    files.iter().map(|file| file.bytes * PUBLISHING + EACH).sum()
}
