//! Dates moved back by the same number of days.

use chrono::{Days, NaiveDate};

/// Moves `CCYYMMDD`, or `YYMMDD` of the years 2000 to 2099, in its place. `false`, and nothing changed, when it is no date
/// of the calendar or would leave it.
pub(super) fn shift(value: &mut [u8], days: Days) -> bool {
    let Some(moved) = moved(value, days) else { return false };
    value.copy_from_slice(moved.as_bytes());
    true
}

fn moved(value: &[u8], days: Days) -> Option<String> {
    let text = std::str::from_utf8(value).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let short = text.len() == 6;
    let full = if short { format!("20{text}") } else { text.to_owned() };
    let day = parse(&full)?.checked_sub_days(days)?;
    let moved = day.format(if short { "%y%m%d" } else { "%Y%m%d" }).to_string();
    let century = !short || chrono::Datelike::year(&day) >= 2000;
    (century && moved.len() == value.len()).then_some(moved)
}

fn parse(full: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| full.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(part(0, 4)?).ok().filter(|year| *year > 0)?;
    if full.len() == 8 { NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?) } else { None }
}

/// Whether eight (or six) digits are a date of the calendar.
pub(super) fn is_date(value: &[u8]) -> bool {
    moved(value, Days::new(0)).is_some()
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
