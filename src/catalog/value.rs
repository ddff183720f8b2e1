//! Days and numbers of an order. Both are patient data: `Debug` never shows them.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A calendar day, in JSON as ISO 8601 (`2026-01-05`).
///
/// ```
/// use x12_278::catalog::Day;
/// let day: Day = "2026-01-05".parse().unwrap();
/// assert_eq!(day.to_string(), "2026-01-05");
/// assert_eq!(day.wire(), "20260105");
/// assert_eq!(format!("{day:?}"), "Day");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub NaiveDate);

impl Day {
    /// As it stands in a 278: `CCYYMMDD`.
    #[must_use]
    pub fn wire(self) -> String {
        self.0.format("%Y%m%d").to_string()
    }

    /// Reads `CCYYMMDD`.
    #[must_use]
    pub fn from_wire(text: &str) -> Option<Self> {
        crate::element::Date::read(text)?.day().map(Self)
    }

    /// The day so many days later; `None` beyond the calendar.
    #[must_use]
    pub fn plus_days(self, days: u64) -> Option<Self> {
        self.0.checked_add_days(Days::new(days)).map(Self)
    }

    /// The day so many months later, the last of the month where that day does not exist.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(months)).map(Self)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.0.pred_opt().map(Self)
    }

    /// Full years from a birth date to this day; `None` when the birth lies later.
    ///
    /// Whoever is born on 29 February is a year older on 1 March of a common year.
    #[must_use]
    pub fn age_of_born(self, birth: Self) -> Option<u32> {
        self.0.years_since(birth.0)
    }

    /// Whether the year can stand in a 278, which has four digits for it.
    #[must_use]
    pub fn is_plausible(self) -> bool {
        (1900..=2999).contains(&self.0.year())
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self).map_err(|_| NotADay::Form)?;
        if day.is_plausible() { Ok(day) } else { Err(NotADay::Year) }
    }
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADay {
    /// It has not the form `2026-01-05`, or the calendar has no such day.
    #[error("not a day of the form 2026-01-05")]
    Form,
    /// It lies in another millennium.
    #[error("not a day from 1900 to 2999")]
    Year,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Day")
    }
}

/// An exact decimal number, in JSON a string (`"12.5"`) or a whole number (`5`); never a binary fraction.
///
/// ```
/// use x12_278::catalog::Number;
/// let number: Number = "12.50".parse().unwrap();
/// assert_eq!(number.to_string(), "12.5");
/// assert_eq!(Number::from(5), "5.0".parse().unwrap());
/// assert_eq!(format!("{number:?}"), "Number");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl FromStr for Number {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        crate::element::decimal(text).map(Self).ok_or(NotANumber)
    }
}

/// A text is no decimal number of the form `12.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of the form 12.5")]
pub struct NotANumber;

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number")
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::{Day, Number};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
    use std::fmt;

    impl Serialize for Day {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        }
    }

    impl Serialize for Number {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Number {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl de::Visitor<'_> for Visitor {
                type Value = Number;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a decimal number in a string, or a whole number")
                }
                fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                    text.parse().map_err(E::custom)
                }
                fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
                    Ok(Number(number.into()))
                }
            }
            deserializer.deserialize_any(Visitor)
        }
    }
}
