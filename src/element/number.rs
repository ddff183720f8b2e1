//! Exact numbers.

use rust_decimal::Decimal;
use std::str::FromStr;

/// An X12 number (types R and N0) as an exact decimal: an optional sign, digits, at most one point.
///
/// What stands in the file stays text, so `+1`, `01` and `.5` survive; this is how a program asks for the value.
///
/// ```
/// use x12_278::element::decimal;
/// assert_eq!(decimal("012.50").unwrap().to_string(), "12.50");
/// assert_eq!(decimal("1,000"), None);
/// assert_eq!(decimal("1e3"), None);
/// ```
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let points = digits.bytes().filter(|&byte| byte == b'.').count();
    let shaped = points <= 1 && digits.len() > points && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if shaped { Decimal::from_str(text).ok() } else { None }
}
