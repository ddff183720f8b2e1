//! Control numbers that were met, in bounded memory.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

/// The control numbers met so far, whatever their leading zeros.
///
/// They are kept as runs of neighbours, so that a group of a million sets numbered one after the other takes the memory
/// of one. However long the numbers are, and in whatever order, what is remembered is bounded: beyond a million runs,
/// which no group and no file comes near, repeats of later ones are not looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct SeenNumbers {
    /// The first number of each run, and its last.
    runs: BTreeMap<u64, u64>,
    hasher: RandomState,
}

impl SeenNumbers {
    const MOST: usize = 1 << 20;
    /// Marks what is no number of up to 18 digits.
    const NO_NUMBER: u64 = 1 << 63;

    /// Whether the number was met before; it is from now on.
    pub(crate) fn is_repeated(&mut self, number: &[u8]) -> bool {
        let digits = (number.len() <= 18 && number.iter().all(u8::is_ascii_digit)).then_some(number);
        let key = digits.map(|digits| digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')));
        let key = key.unwrap_or_else(|| self.hasher.hash_one(without_zeros(number)) | Self::NO_NUMBER);
        !self.add(key)
    }

    /// Adds a number to the run that it touches; `false` when it is in one already.
    fn add(&mut self, key: u64) -> bool {
        let behind = key.checked_add(1).filter(|behind| self.runs.contains_key(behind));
        match self.runs.range_mut(..=key).next_back() {
            Some((_, last)) if *last >= key => return false,
            Some((_, last)) if key - *last == 1 => {
                *last = key;
                if let Some(end) = behind.and_then(|behind| self.runs.remove(&behind))
                    && let Some((_, last)) = self.runs.range_mut(..=key).next_back()
                {
                    *last = end;
                }
            }
            _ => {
                let end = behind.and_then(|behind| self.runs.remove(&behind)).unwrap_or(key);
                if self.runs.len() < Self::MOST {
                    self.runs.insert(key, end);
                }
            }
        }
        true
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
    }
}

/// A number of digits without its leading zeros.
fn without_zeros(number: &[u8]) -> &[u8] {
    let digits = number.iter().all(u8::is_ascii_digit);
    let zeros = number.iter().take_while(|byte| digits && **byte == b'0').count();
    number.get(zeros..).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::SeenNumbers;

    #[test]
    fn each_number_is_met_once_in_any_order() {
        let mut seen = SeenNumbers::default();
        // All numbers below a prime, in an order that leaves gaps and closes them.
        let numbers = (0..997_u64).map(|n| n * 331 % 997);
        for number in numbers.clone() {
            assert!(!seen.is_repeated(format!("{number:04}").as_bytes()));
        }
        assert_eq!(seen.runs.len(), 1, "neighbours are one run");
        for number in numbers {
            assert!(seen.is_repeated(number.to_string().as_bytes()));
        }
        assert!(!seen.is_repeated(b"997") && !seen.is_repeated(b"A1") && seen.is_repeated(b"A1"));
        assert!(!seen.is_repeated(b"999999999999999999") && seen.is_repeated(b"0999999999999999999"[1..].as_ref()));
    }
}
