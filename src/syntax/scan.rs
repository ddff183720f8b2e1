//! Finds delimiters eight bytes at a time, without intrinsics.

use super::Delimiters;

/// One byte in each of eight lanes.
const LANES: u64 = 0x0101_0101_0101_0101;
/// The high bit of each lane.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The separators inside a segment, spread over the lanes of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Separators {
    element: u64,
    component: u64,
    repetition: u64,
}

impl Separators {
    pub(crate) fn new(delimiters: Delimiters) -> Self {
        let spread = |byte: u8| LANES * u64::from(byte);
        let component = spread(delimiters.component());
        Self {
            element: spread(delimiters.element()),
            component,
            repetition: delimiters.repetition().map_or(component, spread),
        }
    }

    /// The high bit of each lane whose byte is a separator.
    #[inline]
    const fn hits(self, word: u64) -> u64 {
        zero_lanes(word ^ self.element) | zero_lanes(word ^ self.component) | zero_lanes(word ^ self.repetition)
    }

    /// Calls `found` with the position and the byte of every separator in `bytes`, in order.
    #[inline(always)]
    pub(crate) fn each(self, bytes: &[u8], mut found: impl FnMut(usize, u8)) {
        let (words, rest) = bytes.as_chunks::<8>();
        let mut base = 0;
        for word in words {
            self.in_word(u64::from_le_bytes(*word), base, &mut found);
            base += 8;
        }
        if !rest.is_empty() {
            let mut last = [0_u8; 8];
            for (place, byte) in last.iter_mut().zip(rest) {
                *place = *byte;
            }
            self.in_word(u64::from_le_bytes(last), base, &mut found);
        }
    }

    #[inline(always)]
    fn in_word(self, word: u64, base: usize, found: &mut impl FnMut(usize, u8)) {
        let mut hits = self.hits(word);
        while hits != 0 {
            let lane = hits.trailing_zeros() / 8;
            found(base + lane as usize, (word >> (lane * 8)) as u8);
            hits &= hits - 1;
        }
    }
}

/// The high bit of each lane that is zero; exact, no lane disturbs its neighbour.
#[inline]
const fn zero_lanes(word: u64) -> u64 {
    !(((word & !HIGH) + !HIGH) | word | !HIGH)
}

/// Whether every byte is printable ASCII.
#[inline]
pub(crate) fn is_printable(bytes: &[u8]) -> bool {
    // No early exit inside a chunk, so that it becomes vector code.
    bytes.chunks(128).all(|chunk| chunk.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte)))
}

#[cfg(test)]
mod tests {
    use super::{Delimiters, Separators, is_printable};

    #[test]
    fn separators_are_found_wherever_they_stand() {
        let text = b"HI*ABK:K5090*ABF:D500^X**~\x80\xFF*:^";
        let mut found = Vec::new();
        Separators::new(Delimiters::STANDARD).each(text, |position, byte| {
            assert_eq!(text[position], byte);
            found.push(position);
        });
        let expected: Vec<usize> =
            text.iter().enumerate().filter(|(_, byte)| b"*:^".contains(byte)).map(|(index, _)| index).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn printable_is_from_blank_to_tilde() {
        for byte in 0..=255_u8 {
            assert_eq!(is_printable(&[b'A', byte, b'Z']), (b' '..=b'~').contains(&byte), "byte {byte}");
        }
    }
}
