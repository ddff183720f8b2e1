//! Where a fact comes from and when it holds.

use crate::element::Text;
use chrono::NaiveDate;

/// Where a fact comes from and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Source {
    /// First day on which it holds; `None` for as far back as is known.
    pub from: Option<NaiveDate>,
    /// Last day on which it holds; `None` for as far ahead as is known.
    pub through: Option<NaiveDate>,
    /// Who says so.
    pub cited: Text<'static>,
    /// Whether the source was seen and says just this. What is not verified may warn, never more.
    pub verified: bool,
}

impl Source {
    /// Whether the fact holds on a day.
    #[must_use]
    pub fn holds(&self, on: impl Into<NaiveDate>) -> bool {
        let on = on.into();
        self.from.is_none_or(|from| from <= on) && self.through.is_none_or(|through| on <= through)
    }

    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let before = |through: Option<NaiveDate>, from: Option<NaiveDate>| {
            through.zip(from).is_some_and(|(through, from)| through < from)
        };
        !before(self.through, other.from) && !before(other.through, self.from)
    }
}
