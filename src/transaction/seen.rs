//! Control numbers that were met, in bounded memory.

use std::collections::HashSet;
use std::hash::BuildHasher;

/// The control numbers met so far, whatever their leading zeros. However long they are, and however many, what is
/// remembered is bounded: beyond four million, which no group and no file comes near, repeats of later ones are not
/// looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct SeenNumbers(HashSet<u64>);

impl SeenNumbers {
    const MOST: usize = 4 << 20;
    /// Marks what is no number of up to 18 digits.
    const NO_NUMBER: u64 = 1 << 63;

    /// Whether the number was met before; it is from now on.
    pub(crate) fn is_repeated(&mut self, number: &[u8]) -> bool {
        let digits = (number.len() <= 18 && number.iter().all(u8::is_ascii_digit)).then_some(number);
        let key = digits.map(|digits| digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')));
        let key = key.unwrap_or_else(|| self.0.hasher().hash_one(without_zeros(number)) | Self::NO_NUMBER);
        if self.0.len() < Self::MOST { !self.0.insert(key) } else { self.0.contains(&key) }
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A number of digits without its leading zeros.
fn without_zeros(number: &[u8]) -> &[u8] {
    let digits = number.iter().all(u8::is_ascii_digit);
    let zeros = number.iter().take_while(|byte| digits && **byte == b'0').count();
    number.get(zeros..).unwrap_or(number)
}
