//! The TA1: the answer to the envelope of an interchange.

use super::echo::Echo;
use crate::element::{Date, Time, Word};
use crate::segment::Ta1;
use crate::validate::InterchangeReport;

/// The TA1 that answers an interchange; `None` when it has no header.
///
/// Number, date and time are those of the interchange answered; one that no TA1 can carry is left out.
#[must_use]
pub fn interchange_acknowledgment(report: &InterchangeReport) -> Option<Ta1<'static>> {
    let header = report.header.as_ref()?;
    let echo = Echo::answering(report.delimiters);
    let number = header.control_number.as_str();
    let digits = !number.is_empty() && number.len() <= 9 && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { format!("{number:0>9}") } else { number.to_owned() };
    let word = |value: &str| echo.word(value, 1..=Word::MAX).map(Word::text);
    Some(Ta1 {
        control_number: echo.text(&number, 1..=9),
        date: word(&header.date).and_then(|date| Date::read(&date)),
        time: word(&header.time).and_then(|time| Time::read(&time)),
        acknowledgment: Word::read(report.ta104()),
        note: Word::read(report.ta105()),
        ..Ta1::default()
    })
}
