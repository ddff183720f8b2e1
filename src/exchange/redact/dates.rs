//! Dates moved back by the same number of days.

use chrono::{Datelike, Days, NaiveDate};

/// Moves `CCYYMMDD`, or `YYMMDD` of the years 2000 to 2099, in its place. `false`, and nothing changed, when it is no date
/// of the calendar.
///
/// The calendar is a circle: before its first day comes its last. So no two dates become the same.
pub(super) fn shift(value: &mut [u8], days: i32) -> bool {
    let Some(moved) = moved(value, days) else { return false };
    value.copy_from_slice(moved.as_bytes());
    true
}

fn moved(value: &[u8], days: i32) -> Option<String> {
    let text = std::str::from_utf8(value).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (full, form, first, last) = match text.len() {
        6 => (format!("20{text}"), "%y%m%d", 2000, 2099),
        8 => (text.to_owned(), "%Y%m%d", 1, 9999),
        _ => return None,
    };
    let day = parse(&full)?;
    let first = NaiveDate::from_ymd_opt(first, 1, 1)?;
    let length = NaiveDate::from_ymd_opt(last, 12, 31)?.num_days_from_ce() - first.num_days_from_ce() + 1;
    let since = day.num_days_from_ce() - first.num_days_from_ce();
    let since = u64::try_from((since - days).rem_euclid(length)).ok()?;
    let moved = first.checked_add_days(Days::new(since))?;
    Some(moved.format(form).to_string()).filter(|moved| moved.len() == value.len())
}

fn parse(full: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| full.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(part(0, 4)?).ok().filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)
}

/// Whether eight (or six) digits are a date of the calendar.
pub(super) fn is_date(value: &[u8]) -> bool {
    moved(value, 0).is_some()
}

/// Whether digits are a time of day: `HHMM`, `HHMMSS`, with up to two decimals.
pub(super) fn is_time(value: &[u8]) -> bool {
    let below = |from: usize, limit: u32| match value.get(from..from + 2) {
        Some(pair) => {
            std::str::from_utf8(pair).ok().and_then(|pair| pair.parse::<u32>().ok()).is_some_and(|n| n < limit)
        }
        None => true,
    };
    let digits = matches!(value.len(), 4 | 6..=8) && value.iter().all(u8::is_ascii_digit);
    digits && below(0, 24) && below(2, 60) && below(4, 60)
}

/// Whether 12 or 14 digits are a date and a time of day.
pub(super) fn is_moment(value: &[u8]) -> bool {
    matches!(value.len(), 12 | 14)
        && value.split_at_checked(8).is_some_and(|(date, time)| is_date(date) && is_time(time))
}
