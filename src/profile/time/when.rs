//! Days and moments that a value keeps: ISO 8601 in text and JSON, quiet in `Debug`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use std::fmt;
use std::str::FromStr;

/// Declares a newtype on a chrono value that is written and read as one text.
macro_rules! written {
    ($(#[$meta:meta])* pub struct $name:ident($inner:ty), $debug:literal, $write:expr, $read:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let write: fn(&$inner) -> String = $write;
                f.pad(&write(&self.0))
            }
        }

        /// A date is patient data: logs do not show it.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($debug)
            }
        }

        impl FromStr for $name {
            type Err = chrono::ParseError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let read: fn(&str) -> Result<$inner, chrono::ParseError> = $read;
                read(text).map(Self)
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(concat!("not a ", $debug)))
            }
        }
    };
}

written! {
    /// A calendar day: `2026-02-16`.
    pub struct Day(NaiveDate), "Day", |day| day.format("%Y-%m-%d").to_string(), |text| NaiveDate::parse_from_str(text, "%Y-%m-%d")
}

written! {
    /// A point in time with its offset from UTC: `2026-02-16T09:30:00-08:00`.
    pub struct Moment(DateTime<FixedOffset>), "Moment", |moment| moment.to_rfc3339(), DateTime::parse_from_rfc3339
}

written! {
    /// A day and a time of day without an offset, as BHT04 and BHT05 state them: `2026-02-16T09:30:00`.
    pub struct LocalTime(NaiveDateTime), "LocalTime", |time| time.format("%Y-%m-%dT%H:%M:%S").to_string(),
    |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl LocalTime {
    /// The day.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.date())
    }
}

impl Moment {
    /// The day on the calendar of a place that is so far from UTC.
    #[must_use]
    pub fn day_at(self, offset: FixedOffset) -> Day {
        Day(self.0.with_timezone(&offset).date_naive())
    }
}
