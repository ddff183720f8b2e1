//! Control numbers of interchanges and groups. None is given twice.

use super::durable::{self, failed};
use crate::error::{Error, ErrorKind};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a number is for; each has a series of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Series {
    /// ISA13 and IEA02.
    Interchange,
    /// GS06 and GE02.
    Group,
}

impl Series {
    /// Every series, with its name in files.
    const ALL: [(Self, &'static str); 2] = [(Self::Interchange, "interchange"), (Self::Group, "group")];
}

/// Gives out control numbers from 1 to 999,999,999.
///
/// A number that was given out is spent, used or not: who checks numbers for gaps must bear gaps.
pub trait ControlNumbers {
    /// The next number of a series.
    ///
    /// # Errors
    /// [`ErrorKind::ControlNumbersSpent`] behind the last one: a series does not begin again by itself, for then a number
    /// would be given twice. [`ErrorKind::Io`] when a state cannot be kept; the number is then not given out.
    fn next(&mut self, series: Series) -> Result<u32, Error>;
}

impl<T: ControlNumbers + ?Sized> ControlNumbers for &mut T {
    fn next(&mut self, series: Series) -> Result<u32, Error> {
        (**self).next(series)
    }
}

/// The largest number that has nine digits.
const LAST: u32 = 999_999_999;

/// The next number of each series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    interchange: u32,
    group: u32,
}

impl Marks {
    const fn of(number: u32) -> Self {
        Self { interchange: number, group: number }
    }

    const fn mark(&mut self, series: Series) -> &mut u32 {
        match series {
            Series::Interchange => &mut self.interchange,
            Series::Group => &mut self.group,
        }
    }
}

/// Numbers that live as long as the value: for tests, for single files, for callers that keep the numbers themselves.
///
/// ```
/// use x12_278::exchange::control_numbers::{ControlNumbers, MemoryControlNumbers, Series};
///
/// let mut numbers = MemoryControlNumbers::from(41);
/// assert_eq!(numbers.next(Series::Interchange).unwrap(), 41);
/// assert_eq!(numbers.next(Series::Interchange).unwrap(), 42);
/// assert_eq!(numbers.next(Series::Group).unwrap(), 41);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MemoryControlNumbers(Marks);

impl From<u32> for MemoryControlNumbers {
    /// Both series begin at this number; 0 counts as 1.
    fn from(first: u32) -> Self {
        Self(Marks::of(first.max(1)))
    }
}

impl Default for MemoryControlNumbers {
    fn default() -> Self {
        Self::from(1)
    }
}

impl ControlNumbers for MemoryControlNumbers {
    fn next(&mut self, series: Series) -> Result<u32, Error> {
        let mark = self.0.mark(series);
        let number = *mark;
        if number > LAST {
            return Err(Error::of(ErrorKind::ControlNumbersSpent));
        }
        *mark = number + 1;
        Ok(number)
    }
}

/// Numbers that outlive the process.
///
/// The file says up to which number everything may have been given out. It is moved ahead *before* numbers are given, a
/// block at a time, by writing a new file, syncing it and renaming it. So a kill or a power cut at any moment loses at
/// most the rest of a block, and never gives a number twice. A file that does not hold what was written is an error: to
/// begin again at 1 would be worse than to stop. A second process on the same file is refused.
#[derive(Debug)]
pub struct FileControlNumbers {
    path: PathBuf,
    next: Marks,
    reserved: Marks,
    block: u32,
    _alone: File,
}

impl FileControlNumbers {
    /// How many numbers are reserved at a time.
    pub const BLOCK: u32 = 64;
    const FIRST_LINE: &'static str = "x12-278 control numbers 1";

    /// Opens the file, or makes it and begins at 1 when there is none: a caller that knows of earlier work looks for the
    /// file first. A second file, with `.lock` behind its name, stands beside it.
    ///
    /// # Errors
    /// [`ErrorKind::StateDamaged`], [`ErrorKind::StateInUse`], [`ErrorKind::Io`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_or(path.as_ref(), |content| match content {
            Some(_) => Err(Error::of(ErrorKind::StateDamaged)),
            None => Ok(Marks::of(1)),
        })
    }

    /// Goes on behind a file that is lost or damaged: both series begin at `first`, 0 counting as 1. Only who runs the system
    /// knows which numbers were never given.
    ///
    /// # Errors
    /// [`ErrorKind::Io`], its source of the kind `AlreadyExists`, when the file is there and sound: its numbers go on by
    /// themselves. [`ErrorKind::StateInUse`].
    pub fn restart(path: impl AsRef<Path>, first: u32) -> Result<Self, Error> {
        let path = path.as_ref();
        let mut fresh = false;
        let numbers = Self::open_or(path, |_| {
            fresh = true;
            Ok(Marks::of(first.clamp(1, LAST + 1)))
        })?;
        if fresh { Ok(numbers) } else { Err(failed(path)(std::io::ErrorKind::AlreadyExists.into())) }
    }

    /// Opens the file; where it is not there, or not sound, writes it anew with what `otherwise` says.
    fn open_or(path: &Path, otherwise: impl FnOnce(Option<&[u8]>) -> Result<Marks, Error>) -> Result<Self, Error> {
        let alone = durable::open_alone(&durable::beside(path, ".lock")).map_err(|error| error.with_path(path))?;
        let content = match std::fs::read(path) {
            Ok(content) => Some(content),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(path)(error)),
        };
        let marks = match content.as_deref().and_then(Self::parse) {
            Some(marks) => marks,
            None => {
                let marks = otherwise(content.as_deref()).map_err(|error| error.with_path(path))?;
                Self::keep(path, marks)?;
                marks
            }
        };
        Ok(Self { path: path.to_path_buf(), next: marks, reserved: marks, block: Self::BLOCK, _alone: alone })
    }

    /// Writes the marks to the file.
    fn keep(path: &Path, mut marks: Marks) -> Result<(), Error> {
        let mut text = format!("{}\n", Self::FIRST_LINE);
        for (series, name) in Series::ALL {
            text.push_str(&format!("{name} {}\n", marks.mark(series)));
        }
        durable::replace(path, text.as_bytes()).map_err(failed(path))
    }

    /// The same with another number of numbers reserved at a time; at least 1.
    #[must_use]
    pub fn with_block(mut self, block: u32) -> Self {
        self.block = block.max(1);
        self
    }

    fn parse(content: &[u8]) -> Option<Marks> {
        let mut lines = std::str::from_utf8(content).ok()?.strip_suffix('\n')?.split('\n');
        if lines.next() != Some(Self::FIRST_LINE) {
            return None;
        }
        let mut marks = Marks::of(1);
        for (series, name) in Series::ALL {
            let number = lines.next()?.strip_prefix(name)?.strip_prefix(' ')?.parse().ok()?;
            *marks.mark(series) = number;
        }
        let sound = lines.next().is_none() && marks.interchange >= 1 && marks.group >= 1;
        sound.then_some(marks)
    }

    fn reserve(&mut self, series: Series) -> Result<(), Error> {
        let mut ahead = self.reserved;
        let mark = ahead.mark(series);
        *mark = mark.saturating_add(self.block).min(LAST + 1);
        Self::keep(&self.path, ahead)?;
        self.reserved = ahead;
        Ok(())
    }
}

impl ControlNumbers for FileControlNumbers {
    fn next(&mut self, series: Series) -> Result<u32, Error> {
        let number = *self.next.mark(series);
        if number > LAST {
            return Err(Error::of(ErrorKind::ControlNumbersSpent));
        }
        if number >= *self.reserved.mark(series) {
            self.reserve(series)?;
        }
        *self.next.mark(series) = number + 1;
        Ok(number)
    }
}
