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

/// The digits of a whole number, on the stack.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Digits([u8; 10]);

impl Digits {
    /// Writes a number down and gives its text.
    pub(crate) fn of(&mut self, number: u32) -> &str {
        let (mut first, mut rest) = (self.0.len(), number);
        for place in self.0.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            first -= 1;
            if rest == 0 {
                break;
            }
        }
        std::str::from_utf8(self.0.get(first..).unwrap_or_default()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn digits_are_those_of_the_number() {
        for number in [0, 7, 10, 57, 1_234_567_890, u32::MAX] {
            assert_eq!(Digits::default().of(number), number.to_string());
        }
    }
}
