//! Business days: weekends, holidays of the caller, and the federal holidays by their rules.

use super::when::{Day, Moment};
use crate::guide::Table;
use chrono::{Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone, Weekday};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The calendar that deadlines are counted on. It knows no clock and no time zone: the caller gives both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// How far the payer's clocks are from UTC: -08:00 in California in winter, -07:00 in summer.
    pub offset: FixedOffset,
    /// Whether the federal holidays of the United States are no business days.
    pub federal_holidays: bool,
    /// Further holidays.
    pub holidays: BTreeSet<Day>,
}

impl Calendar {
    /// A calendar with the federal holidays, at this offset from UTC.
    #[must_use]
    pub const fn new(offset: FixedOffset) -> Self {
        Self { offset, federal_holidays: true, holidays: BTreeSet::new() }
    }

    /// Whether business is done on a day.
    #[must_use]
    pub fn is_business_day(&self, day: Day) -> bool {
        let weekend = matches!(day.0.weekday(), Weekday::Sat | Weekday::Sun);
        !(weekend || self.holidays.contains(&day) || self.federal_holidays && is_federal_holiday(day))
    }

    /// The business day that is so many business days after a day; the day itself is not counted. `None` beyond the
    /// end of the calendar.
    #[must_use]
    pub fn business_days_after(&self, day: Day, count: u16) -> Option<Day> {
        self.business_days_away(day, count, |day| day.succ_opt())
    }

    /// The business day that is so many business days before a day; the day itself is not counted. `None` beyond the
    /// beginning of the calendar.
    #[must_use]
    pub fn business_days_before(&self, day: Day, count: u16) -> Option<Day> {
        self.business_days_away(day, count, |day| day.pred_opt())
    }

    fn business_days_away(&self, day: Day, count: u16, next: fn(NaiveDate) -> Option<NaiveDate>) -> Option<Day> {
        let mut current = day;
        let mut left = count;
        // A year has more than 200 business days, unless the caller's holidays leave none.
        let mut steps = u32::from(count) * 3 + 4000;
        while left > 0 {
            current = Day(next(current.0)?);
            steps = steps.checked_sub(1)?;
            if self.is_business_day(current) {
                left -= 1;
            }
        }
        Some(current)
    }

    /// How many business days lie after the first day, up to the second.
    #[must_use]
    pub fn business_days_between(&self, from: Day, through: Day) -> usize {
        let days = from.0.iter_days().skip(1).take_while(|day| *day <= through.0);
        days.filter(|day| self.is_business_day(Day(*day))).count()
    }

    /// The last moment of a day, on the payer's clocks.
    #[must_use]
    pub fn end_of(&self, day: Day) -> Option<Moment> {
        let time = NaiveTime::from_hms_opt(23, 59, 59)?;
        self.offset.from_local_datetime(&day.0.and_time(time)).single().map(Moment)
    }

    /// The first moment of a day, on the payer's clocks.
    #[must_use]
    pub fn start_of(&self, day: Day) -> Option<Moment> {
        self.offset.from_local_datetime(&day.0.and_time(NaiveTime::MIN)).single().map(Moment)
    }
}

/// The day so many days later.
pub(super) fn days_after(day: Day, count: u16) -> Option<Day> {
    day.0.checked_add_days(Days::new(count.into())).map(Day)
}

/// The day so many days earlier.
pub(super) fn days_before(day: Day, count: u16) -> Option<Day> {
    day.0.checked_sub_days(Days::new(count.into())).map(Day)
}

/// The same day of the month so many months later, or the last day of a shorter month.
pub(super) fn months_after(day: Day, count: u16) -> Option<Day> {
    day.0.checked_add_months(Months::new(count.into())).map(Day)
}

/// The same day of the month so many months earlier, or the last day of a shorter month.
pub(super) fn months_before(day: Day, count: u16) -> Option<Day> {
    day.0.checked_sub_months(Months::new(count.into())).map(Day)
}

struct HolidayRow {
    month: u32,
    /// A fixed day; else a weekday and which one of the month, -1 for the last.
    day: Option<u32>,
    weekday: Option<Weekday>,
    nth: i32,
    since: i32,
}

static FEDERAL: LazyLock<Vec<HolidayRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/federal_holidays.tsv")).records();
    rows.map(|row| HolidayRow {
        month: row.get("month").parse().unwrap_or_default(),
        day: row.get("day").parse().ok(),
        weekday: row.get("weekday").parse().ok(),
        nth: row.get("nth").parse().unwrap_or_default(),
        since: row.get("since").parse().unwrap_or_default(),
    })
    .collect()
});

impl HolidayRow {
    /// The day off in a year: a holiday on a Saturday is kept on Friday, one on a Sunday on Monday.
    fn observed(&self, year: i32) -> Option<NaiveDate> {
        if year < self.since {
            return None;
        }
        if let Some(day) = self.day {
            let date = NaiveDate::from_ymd_opt(year, self.month, day)?;
            return match date.weekday() {
                Weekday::Sat => date.pred_opt(),
                Weekday::Sun => date.succ_opt(),
                _ => Some(date),
            };
        }
        let weekday = self.weekday?;
        match u8::try_from(self.nth) {
            Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth),
            Err(_) => (1..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, n)),
        }
    }
}

/// Whether a day is a federal holiday of the United States, or the day on which one is kept.
///
/// ```
/// use x12_278::decision::{Day, is_federal_holiday};
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// assert!(is_federal_holiday(day("2026-07-03"))); // the 4th is a Saturday
/// assert!(is_federal_holiday(day("2021-12-31"))); // New Year's Day 2022 is a Saturday
/// assert!(!is_federal_holiday(day("2026-07-06")));
/// ```
#[must_use]
pub fn is_federal_holiday(day: Day) -> bool {
    let year = day.0.year();
    let years = [year, year.saturating_add(1)];
    FEDERAL.iter().any(|row| years.into_iter().any(|year| row.observed(year) == Some(day.0)))
}
