//! Days of the week and times of the day of a schedule.

use crate::catalog::value::Day;
use crate::code::{DeliveryPattern, DeliveryTime};
use chrono::Datelike;

/// A day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    #[default]
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

use DeliveryPattern as P;
use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};

/// Which code says which days (HSD07). Codes that share a quantity out among days are not among them: a visit is whole.
const PATTERNS: [(P, &[Weekday]); 21] = [
    (P::MONDAY, &[Monday]),
    (P::TUESDAY, &[Tuesday]),
    (P::WEDNESDAY, &[Wednesday]),
    (P::THURSDAY, &[Thursday]),
    (P::FRIDAY, &[Friday]),
    (P::SATURDAY, &[Saturday]),
    (P::SUNDAY, &[Sunday]),
    (P::WEDNESDAY_THURSDAY, &[Wednesday, Thursday]),
    (P::MONDAY_TUESDAY_THURSDAY, &[Monday, Tuesday, Thursday]),
    (P::MONDAY_TUESDAY_FRIDAY, &[Monday, Tuesday, Friday]),
    (P::MONDAY_WEDNESDAY_THURSDAY, &[Monday, Wednesday, Thursday]),
    (P::TUESDAY_THURSDAY_FRIDAY, &[Tuesday, Thursday, Friday]),
    (P::MONDAY_THROUGH_THURSDAY, &[Monday, Tuesday, Wednesday, Thursday]),
    (P::TUESDAY_THROUGH_FRIDAY, &[Tuesday, Wednesday, Thursday, Friday]),
    (P::MONDAY_THROUGH_FRIDAY, &[Monday, Tuesday, Wednesday, Thursday, Friday]),
    (P::TUESDAY_THROUGH_SATURDAY, &[Tuesday, Wednesday, Thursday, Friday, Saturday]),
    (P::SUNDAY_MONDAY_THURSDAY_FRIDAY_SATURDAY, &[Monday, Thursday, Friday, Saturday, Sunday]),
    (P::SUNDAY_WEDNESDAY_THURSDAY_FRIDAY_SATURDAY, &[Wednesday, Thursday, Friday, Saturday, Sunday]),
    (P::MONDAY_WEDNESDAY_THURSDAY_FRIDAY_SATURDAY, &[Monday, Wednesday, Thursday, Friday, Saturday]),
    (P::MONDAY_THROUGH_SATURDAY, &[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]),
    (P::MONDAY_THROUGH_SUNDAY, &[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]),
];

/// The code that says just these days; `None` when no code does.
pub(crate) fn pattern(days: &[Weekday]) -> Option<DeliveryPattern> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    PATTERNS.iter().find(|(_, days)| *days == sorted.as_slice()).map(|(code, _)| *code)
}

impl Weekday {
    /// The day of the week of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        match day.0.weekday() {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }

    /// Two letters, as messages have it.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Monday => "MO",
            Self::Tuesday => "TU",
            Self::Wednesday => "WE",
            Self::Thursday => "TH",
            Self::Friday => "FR",
            Self::Saturday => "SA",
            Self::Sunday => "SU",
        }
    }
}

/// A time of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TimeOfDay {
    /// The first shift.
    FirstShift,
    /// The second shift.
    SecondShift,
    /// The third shift.
    ThirdShift,
    /// In the morning.
    #[default]
    Morning,
    /// In the afternoon.
    Afternoon,
    /// At any shift.
    AnyShift,
    /// As directed.
    AsDirected,
}

impl TimeOfDay {
    /// HSD08.
    #[must_use]
    pub const fn code(self) -> DeliveryTime {
        match self {
            Self::FirstShift => DeliveryTime::FIRST_SHIFT,
            Self::SecondShift => DeliveryTime::SECOND_SHIFT,
            Self::ThirdShift => DeliveryTime::THIRD_SHIFT,
            Self::Morning => DeliveryTime::MORNING,
            Self::Afternoon => DeliveryTime::AFTERNOON,
            Self::AnyShift => DeliveryTime::ANY_SHIFT,
            Self::AsDirected => DeliveryTime::AS_DIRECTED,
        }
    }
}
