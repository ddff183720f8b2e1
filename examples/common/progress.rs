//! How far the work on long input is, on standard error when that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Read};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// From how many bytes on there is a progress bar.
const LONG: u64 = 16 << 20;

/// When the output comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// While the input is read: on a terminal it shows by itself how far the work is, and a bar would stand in its midst.
    Meanwhile,
    /// Behind the input.
    Afterwards,
}

/// The bar that is shown now.
static SHOWN: Mutex<Option<(ProgressBar, Output)>> = Mutex::new(None);

fn shown() -> Option<(ProgressBar, Output)> {
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Shows a bar, or none any more.
fn show(bar: Option<(ProgressBar, Output)>) {
    let before = std::mem::replace(&mut *SHOWN.lock().unwrap_or_else(PoisonError::into_inner), bar);
    if let Some((bar, _)) = before {
        bar.finish_and_clear();
    }
}

/// Nothing is shown any more.
pub(crate) fn clear() {
    show(None);
}

/// Output comes: a bar about the work before it goes.
pub(crate) fn before_output() {
    if shown().is_some_and(|(_, output)| output == Output::Afterwards) {
        clear();
    }
}

/// Writes to standard error, without a bar in the way.
pub(crate) fn aside(write: impl FnOnce()) {
    match shown() {
        Some((bar, _)) => bar.suspend(write),
        None => write(),
    }
}

/// Input that shows how far it is read.
pub(crate) struct Watched<R> {
    input: R,
    /// `None` for what has no known length: it is long when so much was read.
    length: Option<u64>,
    output: Output,
    read: u64,
    bar: Option<ProgressBar>,
}

impl<R> Watched<R> {
    pub(crate) fn new(input: R, length: Option<u64>, output: Output) -> Self {
        let mut watched = Self { input, length, output, read: 0, bar: None };
        if length.is_some_and(|length| length >= LONG) {
            watched.show();
        }
        watched
    }

    fn show(&mut self) {
        let is_free = self.output == Output::Afterwards || !io::stdout().is_terminal();
        if is_free && io::stderr().is_terminal() {
            let template = if self.length.is_some() { "{bar:40} {percent}% {eta}" } else { "{spinner} {bytes} read" };
            let bar = ProgressBar::with_draw_target(self.length, ProgressDrawTarget::stderr());
            let bar = bar.with_style(style(template));
            show(Some((bar.clone(), self.output)));
            self.bar = Some(bar);
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.read += count as u64;
        let before = self.read - count as u64;
        if self.length.is_none() && before < LONG && self.read >= LONG {
            self.show();
        }
        match &self.bar {
            Some(bar) if count > 0 => bar.set_position(self.read),
            Some(bar) if self.output == Output::Afterwards && !bar.is_finished() => {
                // All is read; the work on it may take as long again.
                bar.set_style(style("{spinner} all {bytes} are read"));
                bar.enable_steady_tick(Duration::from_millis(200));
            }
            _ => {}
        }
        Ok(count)
    }
}

impl<R> Drop for Watched<R> {
    fn drop(&mut self) {
        if self.output == Output::Meanwhile && self.bar.is_some() {
            clear();
        }
    }
}
