//! The types of elements: characters, numbers, dates, times.

use crate::report::IssueCode;

/// Whether all bytes are printable ASCII: the characters of X12, basic and extended.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// How many digits a number has (what counts for its length); `None` when it is no number as X12 writes one: an
/// optional minus, digits, and for a decimal one point.
#[inline]
pub(super) fn digits(bytes: &[u8], decimal: bool) -> Option<usize> {
    let unsigned = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let mut points = 0;
    for byte in unsigned {
        match byte {
            b'0'..=b'9' => {}
            b'.' if decimal => points += 1,
            _ => return None,
        }
    }
    let digits = unsigned.len() - points;
    (points <= 1 && digits > 0).then_some(digits)
}

/// A day as a number that grows with time; what is wrong when it is none.
#[inline]
fn day(bytes: &[u8]) -> Result<u32, IssueCode> {
    let number = eight(bytes).ok_or(IssueCode::FormatWrong)?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    if (1..=last).contains(&day) { Ok(number) } else { Err(IssueCode::DateInvalid) }
}

/// Eight digits as a number.
#[inline]
fn eight(bytes: &[u8]) -> Option<u32> {
    let number = |n: u32, byte: &u8| byte.is_ascii_digit().then(|| n * 10 + u32::from(byte - b'0'));
    if bytes.len() == 8 { bytes.iter().try_fold(0, number) } else { None }
}

/// What is wrong with a date of type DT, `CCYYMMDD`.
#[inline]
pub(super) fn date(bytes: &[u8]) -> Option<IssueCode> {
    day(bytes).err().map(|_| IssueCode::DateInvalid)
}

/// What is wrong with a date of six digits, `YYMMDD`, as the interchange header has it.
pub(super) fn short_date(bytes: &[u8]) -> Option<IssueCode> {
    let mut full = *b"20000000";
    match full.get_mut(2..) {
        Some(rest) if bytes.len() == rest.len() => rest.copy_from_slice(bytes),
        _ => return Some(IssueCode::DateInvalid),
    }
    date(&full)
}

/// What is wrong with a time of type TM: `HHMM`, `HHMMSS`, `HHMMSSD`, `HHMMSSDD`.
#[inline]
pub(super) fn time(bytes: &[u8]) -> Option<IssueCode> {
    let number = |from: usize| match bytes.get(from..from + 2) {
        Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    };
    let clock = number(0).is_some_and(|hour| hour < 24) && number(2).is_some_and(|minute| minute < 60);
    let seconds = bytes.len() == 4 || number(4).is_some_and(|second| second < 60);
    let is_time = matches!(bytes.len(), 4 | 6..=8) && clock && seconds && bytes.iter().all(u8::is_ascii_digit);
    (!is_time).then_some(IssueCode::TimeInvalid)
}

/// What is wrong with a day, `CCYYMMDD` (format D8).
#[inline]
pub(super) fn single_day(bytes: &[u8]) -> Option<IssueCode> {
    day(bytes).err()
}

/// What is wrong with a period, `CCYYMMDD-CCYYMMDD` (format RD8).
pub(super) fn period(bytes: &[u8]) -> Option<IssueCode> {
    let Some((from, through)) = bytes.get(..8).zip(bytes.get(9..)).filter(|_| bytes.get(8) == Some(&b'-')) else {
        return Some(IssueCode::FormatWrong);
    };
    match (day(from), day(through)) {
        (Ok(from), Ok(through)) if from <= through => None,
        (Ok(_), Ok(_)) => Some(IssueCode::PeriodBackwards),
        (Err(IssueCode::FormatWrong), _) | (_, Err(IssueCode::FormatWrong)) => Some(IssueCode::FormatWrong),
        (Err(code), _) | (_, Err(code)) => Some(code),
    }
}

/// What is wrong with a National Provider Identifier: ten digits, the last one a check digit (Luhn, over the number with
/// the prefix 80840 of health cards in the United States).
pub(super) fn provider_number(bytes: &[u8]) -> Option<IssueCode> {
    if bytes.len() != 10 || !bytes.iter().all(u8::is_ascii_digit) {
        return Some(IssueCode::ProviderNumberWrong);
    }
    /// What the prefix adds to the sum.
    const PREFIX: u32 = 24;
    let sum = bytes.iter().enumerate().fold(PREFIX, |sum, (index, byte)| {
        let digit = u32::from(byte - b'0');
        // From the right every second digit is doubled: in ten digits those with an even index.
        let digit = if index % 2 == 0 { digit * 2 } else { digit };
        sum + digit / 10 + digit % 10
    });
    (sum % 10 != 0).then_some(IssueCode::ProviderCheckDigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(digits(b"-12.5", true), Some(3));
        assert_eq!(digits(b".5", true), Some(1));
        for wrong in [&b""[..], b"-", b".", b"+1", b"1,5", b"1.2.3", b"1-", b"TEN", b"1E3"] {
            assert_eq!(digits(wrong, true), None);
        }
        assert_eq!(digits(b"1.0", false), None);
    }

    #[test]
    fn days_and_periods() {
        assert_eq!(single_day(b"20240229"), None);
        assert_eq!(single_day(b"20230229"), Some(IssueCode::DateInvalid));
        assert_eq!(single_day(b"2023-02-01"), Some(IssueCode::FormatWrong));
        assert_eq!(period(b"20230101-20230101"), None);
        assert_eq!(period(b"20230102-20230101"), Some(IssueCode::PeriodBackwards));
        assert_eq!(period(b"20230102-20231301"), Some(IssueCode::DateInvalid));
        assert_eq!(period(b"20230102"), Some(IssueCode::FormatWrong));
        assert_eq!(period(b"20230102-2023010"), Some(IssueCode::FormatWrong));
        assert_eq!(short_date(b"260230"), Some(IssueCode::DateInvalid));
        assert_eq!(short_date(b"260228"), None);
    }

    #[test]
    fn times() {
        for right in [&b"0000"[..], b"2359", b"235959", b"2359599", b"23595999"] {
            assert_eq!(time(right), None);
        }
        for wrong in [&b"2400"[..], b"2360", b"235960", b"23595", b"23:59", b"2359599A"] {
            assert_eq!(time(wrong), Some(IssueCode::TimeInvalid));
        }
    }

    #[test]
    fn provider_numbers() {
        assert_eq!(provider_number(b"1234567893"), None);
        assert_eq!(provider_number(b"1234567890"), Some(IssueCode::ProviderCheckDigit));
        assert_eq!(provider_number(b"123456789"), Some(IssueCode::ProviderNumberWrong));
    }
}
