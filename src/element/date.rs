//! Dates and times: raw as sent, and as chrono values on request.

use super::Word;
use chrono::{NaiveDate, NaiveTime};
use std::fmt;

/// A date element (X12 type DT) as it stands in the file, up to eight characters.
///
/// ```
/// use x12_278::element::Date;
/// let date = Date::read("20260105").unwrap();
/// assert_eq!(date.day().unwrap().to_string(), "2026-01-05");
/// assert_eq!(Date::read("20260230").unwrap().day(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Date(Word);

impl Date {
    /// Reads one; `None` when it is empty, longer than eight characters or not printable ASCII.
    #[inline]
    #[must_use]
    pub const fn read(text: &str) -> Option<Self> {
        match Word::read(text) {
            Some(word) => Some(Self(word)),
            None => None,
        }
    }

    /// The date of a day, as `CCYYMMDD`; `None` outside the years 0 to 9999.
    #[must_use]
    pub fn of(day: NaiveDate) -> Option<Self> {
        Self::read(&day.format("%Y%m%d").to_string())
    }

    /// As it stands in the file.
    #[must_use]
    pub const fn word(self) -> Word {
        self.0
    }

    /// The day, if the date is `CCYYMMDD` and exists in the calendar. Six digits (`YYMMDD`) stand in ISA09 and TA102
    /// only and name no century; they give `None` here.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        day(&self.0.text())
    }
}

/// A time element (X12 type TM) as it stands in the file: `HHMM`, `HHMMSS`, with one or two digits of decimal seconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Time(Word);

impl Time {
    /// Reads one; `None` when it is empty, longer than eight characters or not printable ASCII.
    #[inline]
    #[must_use]
    pub const fn read(text: &str) -> Option<Self> {
        match Word::read(text) {
            Some(word) => Some(Self(word)),
            None => None,
        }
    }

    /// As it stands in the file.
    #[must_use]
    pub const fn word(self) -> Word {
        self.0
    }

    /// The time of day, if it has 4, 6, 7 or 8 digits and exists on a clock.
    #[must_use]
    pub fn time(self) -> Option<NaiveTime> {
        let text = self.0.text();
        let digits = text.as_str();
        if !matches!(digits.len(), 4 | 6..=8) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = |from: usize, to: usize| digits.get(from..to).map_or(Some(0), |part| part.parse::<u32>().ok());
        let milliseconds = match digits.len() {
            7 => number(6, 7)? * 100,
            8 => number(6, 8)? * 10,
            _ => 0,
        };
        NaiveTime::from_hms_milli_opt(number(0, 2)?, number(2, 4)?, number(4, 6)?, milliseconds)
    }
}

/// A period of whole days, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DatePeriod {
    /// First day.
    pub from: NaiveDate,
    /// Last day; the same as the first for a single day.
    pub through: NaiveDate,
}

impl DatePeriod {
    /// Reads `CCYYMMDD` or `CCYYMMDD-CCYYMMDD`; `None` when a day does not exist or the period runs backwards.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (from, through) = text.split_once('-').unwrap_or((text, text));
        let period = Self { from: day(from)?, through: day(through)? };
        (period.from <= period.through).then_some(period)
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({} characters)", self.0.len())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Time({} characters)", self.0.len())
    }
}

impl fmt::Debug for DatePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatePeriod({} days)", (self.through - self.from).num_days() + 1)
    }
}

impl fmt::Display for DatePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.through {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{} to {}", self.from, self.through)
        }
    }
}
