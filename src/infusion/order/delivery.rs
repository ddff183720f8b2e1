//! How a schedule stands in a 278 (HSD), and how many doses that makes.

use super::schedule::{Period, ScheduleError};
use crate::code::{DeliveryPattern, DeliveryTime, QuantityQualifier, TimePeriod, Unit};
use crate::element::Text;
use crate::segment::Hsd;

/// So many days, weeks or months.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Period,
}

/// So many visits, days or hours in every interval, for a whole span, on these days and at this time: HSD.
///
/// The count rule: doses = quantity times the number of intervals in the span, both in the same unit. A week has
/// seven days; months never convert; a span that is no multiple of the interval has no certain number of doses.
///
/// ```
/// use x12_278::infusion::{Delivery, Frequency};
/// let every_8_weeks = Frequency::every_weeks(8, 48).delivery().unwrap();
/// assert_eq!(every_8_weeks.doses(), Ok(6));
/// assert_eq!(Delivery::read(&every_8_weeks.hsd()), Some(every_8_weeks));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// What is counted (HSD01).
    pub what: QuantityQualifier,
    /// How many of them in each interval (HSD02).
    pub quantity: u32,
    /// The interval (HSD03, HSD04); without one the quantity is a plain total.
    pub every: Option<Interval>,
    /// The whole time (HSD05, HSD06).
    pub span: Option<Interval>,
    /// On which days (HSD07).
    pub days: Option<DeliveryPattern>,
    /// At what time of the day (HSD08).
    pub time: Option<DeliveryTime>,
}

/// Which codes stand for a period: in HSD03, and in HSD05.
const PERIODS: [(Period, Unit, TimePeriod); 3] = [
    (Period::Day, Unit::DAYS, TimePeriod::DAY),
    (Period::Week, Unit::WEEKS, TimePeriod::WEEK),
    (Period::Month, Unit::MONTHS, TimePeriod::MONTH),
];

impl Delivery {
    /// A plain total.
    #[must_use]
    pub const fn total(what: QuantityQualifier, quantity: u32) -> Self {
        Self { what, quantity, every: None, span: None, days: None, time: None }
    }

    /// So many on each day, for so many days.
    #[must_use]
    pub const fn daily(what: QuantityQualifier, quantity: u32, days: u32) -> Self {
        let day = Interval { number: 1, unit: Period::Day };
        let span = Some(Interval { number: days, ..day });
        Self { what, quantity, every: Some(day), span, days: None, time: None }
    }

    /// How many intervals a span holds.
    pub(crate) fn intervals(every: Interval, span: Interval) -> Result<u32, ScheduleError> {
        if every.number == 0 || span.number == 0 {
            return Err(ScheduleError::Zero);
        }
        let (interval, whole) = match (every.unit.days(), span.unit.days()) {
            (Some(one), Some(other)) => (every.number.checked_mul(one), span.number.checked_mul(other)),
            (None, None) => (Some(every.number), Some(span.number)),
            _ => return Err(ScheduleError::MonthsAgainstWeeks),
        };
        let (Some(interval), Some(whole)) = (interval, whole) else { return Err(ScheduleError::TooLong) };
        if whole.is_multiple_of(interval) { Ok(whole / interval) } else { Err(ScheduleError::NotAMultiple) }
    }

    /// How many times the drug is given. Hours a day are one dose a day.
    ///
    /// # Errors
    /// [`ScheduleError`] where no certain number follows, or where the 278 has no room for the numbers.
    pub fn doses(&self) -> Result<u32, ScheduleError> {
        if self.quantity == 0 {
            return Err(ScheduleError::Zero);
        }
        let too_long = |interval: Option<Interval>, most| interval.is_some_and(|interval| interval.number > most);
        if too_long(self.every, 999_999) || too_long(self.span, 999) {
            return Err(ScheduleError::TooLong);
        }
        let each = if self.what == QuantityQualifier::HOURS { 1 } else { self.quantity };
        let intervals = match (self.every, self.span) {
            (Some(every), Some(span)) => Self::intervals(every, span)?,
            (None, None) => 1,
            _ => return Err(ScheduleError::NotAMultiple),
        };
        each.checked_mul(intervals).ok_or(ScheduleError::TooLong)
    }

    /// The segment.
    #[must_use]
    pub fn hsd(&self) -> Hsd<'static> {
        let codes = |interval: Interval| PERIODS.iter().find(|(period, ..)| *period == interval.unit);
        let text = |number: u32| Some(Text::from(number.to_string()));
        Hsd {
            quantity_qualifier: Some(self.what),
            quantity: text(self.quantity),
            unit: self.every.and_then(codes).map(|(_, unit, _)| *unit),
            every: self.every.and_then(|every| text(every.number)),
            period: self.span.and_then(codes).map(|(.., period)| *period),
            period_count: self.span.and_then(|span| text(span.number)),
            pattern: self.days,
            time: self.time,
            ..Hsd::default()
        }
    }

    /// Reads the segment; `None` when it says more or something else than a count in an interval over a span.
    #[must_use]
    pub fn read(hsd: &Hsd<'_>) -> Option<Self> {
        let number = |text: Option<&Text<'_>>| text.map(|text| text.parse::<u32>().ok());
        let every = match (hsd.unit, number(hsd.every.as_ref())) {
            (None, None) => None,
            (Some(code), count) => {
                let (unit, ..) = *PERIODS.iter().find(|(_, unit, _)| *unit == code)?;
                Some(Interval { number: count.unwrap_or(Some(1))?, unit })
            }
            (None, Some(_)) => return None,
        };
        let span = match (hsd.period, number(hsd.period_count.as_ref())) {
            (None, None) => None,
            (Some(code), Some(count)) => {
                let (unit, ..) = *PERIODS.iter().find(|(.., period)| *period == code)?;
                Some(Interval { number: count?, unit })
            }
            _ => return None,
        };
        if !hsd.as_sent.is_empty() {
            return None;
        }
        let (what, quantity) = (hsd.quantity_qualifier?, number(hsd.quantity.as_ref())??);
        Some(Self { what, quantity, every, span, days: hsd.pattern, time: hsd.time })
    }
}
