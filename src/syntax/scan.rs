//! Finds delimiters eight bytes at a time, without intrinsics.

use super::Delimiters;
use std::ops::Range;

/// One byte in each of eight lanes.
const LANES: u64 = 0x0101_0101_0101_0101;
/// The high bit of each lane.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// What each byte of a text is: data, an element separator, or a separator inside an element.
///
/// To mark a byte needs no branch and becomes vector code; to collect the marks looks at eight bytes at a time. That is
/// faster than to do both in one pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks(Vec<u8>);

impl Marks {
    /// The high bit of a mark is set for every separator.
    const ELEMENT: u8 = 0x80;
    const INSIDE: u8 = 0xC0;

    /// Marks the separators of a text.
    pub(crate) fn fill(&mut self, text: &[u8], delimiters: Delimiters) {
        let (element, component) = (delimiters.element(), delimiters.component());
        let repetition = delimiters.repetition().unwrap_or(component);
        let one = |byte: &u8| {
            let inside = (*byte == component) | (*byte == repetition);
            (u8::from(*byte == element) * Self::ELEMENT) | (u8::from(inside) * Self::INSIDE)
        };
        self.0.clear();
        self.0.extend(text.iter().map(one));
        self.0.extend([0; 8]); // so that eight marks can be looked at from any byte on
    }

    /// Calls `found` with the position of every separator in a range, in order, and whether it ends an element.
    #[inline(always)]
    pub(crate) fn each(&self, range: Range<usize>, mut found: impl FnMut(usize, bool)) {
        let mut in_word = |word: u64, base: usize| {
            let mut hits = word & HIGH;
            while hits != 0 {
                let bit = hits.trailing_zeros() & !7;
                found(base + (bit / 8) as usize, (word >> bit) as u8 == Self::ELEMENT);
                hits &= hits - 1;
            }
        };
        let mut base = range.start;
        let (words, rest) = self.0.get(range).unwrap_or_default().as_chunks::<8>();
        for word in words {
            in_word(u64::from_le_bytes(*word), base);
            base += 8;
        }
        if !rest.is_empty() {
            // What stands behind the range is looked at along with its last marks, and left out.
            let word = self.0.get(base..).and_then(|rest| rest.first_chunk::<8>());
            let inside = (1 << (8 * rest.len())) - 1;
            in_word(word.map_or(0, |word| u64::from_le_bytes(*word)) & inside, base);
        }
    }
}

/// The parts of a text that one byte parts.
#[derive(Clone, Debug)]
pub(crate) struct Split<'a> {
    text: &'a [u8],
    /// The separator in each lane.
    separator: u64,
    /// Where the next part begins.
    start: usize,
    /// The separators that are still ahead in the word that is looked at, and where that word ends.
    hits: u64,
    word_end: usize,
    /// What stands behind that word.
    ahead: &'a [u8],
    done: bool,
}

impl<'a> Split<'a> {
    #[inline]
    pub(crate) fn new(text: &'a [u8], separator: u8) -> Self {
        let separator = LANES * u64::from(separator);
        Self { text, separator, start: 0, hits: 0, word_end: 0, ahead: text, done: false }
    }

    /// Goes to the next eight bytes; whether there are such.
    #[inline]
    fn next_word(&mut self) -> bool {
        let word = match (self.ahead.split_first_chunk::<8>(), self.text.last_chunk::<8>()) {
            (Some((word, ahead)), _) => {
                self.ahead = ahead;
                u64::from_le_bytes(*word)
            }
            (None, _) if self.ahead.is_empty() => return false,
            // Fewer than eight bytes are left: they are taken with those before them, which are shifted out. The zeros
            // that come in are no separators.
            (None, Some(last)) => {
                let left = std::mem::take(&mut self.ahead).len();
                u64::from_le_bytes(*last) >> (8 * (8 - left))
            }
            (None, None) => {
                let bytes = std::mem::take(&mut self.ahead);
                bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
            }
        };
        self.word_end += 8;
        self.hits = !filled_lanes(word ^ self.separator) & HIGH;
        true
    }
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        while self.hits == 0 {
            if !self.next_word() {
                let last = self.text.get(self.start..).filter(|_| !self.done);
                self.done = true;
                return last;
            }
        }
        let end = self.word_end - 8 + (self.hits.trailing_zeros() / 8) as usize;
        self.hits &= self.hits - 1;
        let part = self.text.get(self.start..end);
        self.start = end + 1;
        part
    }
}

/// The high bit of each lane that is not zero; the other bits are noise. No lane disturbs its neighbour.
#[inline(always)]
const fn filled_lanes(word: u64) -> u64 {
    ((word & !HIGH) + !HIGH) | word
}

/// Whether every byte is printable ASCII.
#[inline]
pub(crate) fn is_printable(bytes: &[u8]) -> bool {
    // No early exit inside a chunk, so that it becomes vector code.
    bytes.chunks(128).all(|chunk| chunk.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte)))
}

/// How many bytes are no plain data: delimiters, and what is not printable ASCII.
pub(crate) fn count_marks(bytes: &[u8], delimiters: Delimiters) -> usize {
    let (element, component, segment) = (delimiters.element(), delimiters.component(), delimiters.segment());
    let repetition = delimiters.repetition().unwrap_or(element);
    let is_mark = |byte: u8| {
        // No early exit, so that it becomes vector code.
        !(b' '..=b'~').contains(&byte)
            | (byte == element)
            | (byte == component)
            | (byte == segment)
            | (byte == repetition)
    };
    let count = |chunk: &[u8]| chunk.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(is_mark(*byte))));
    bytes.chunks(224).map(|chunk| usize::from(count(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use super::{Delimiters, Marks, Split, count_marks, is_printable};

    #[test]
    fn separators_are_found_wherever_they_stand() {
        let text = b"HI*ABK:K5090*ABF:D500^X**~\x80\xFF*:^";
        let mut marks = Marks::default();
        marks.fill(text, Delimiters::STANDARD);
        for end in 0..=text.len() {
            for start in 0..=end {
                let mut found = Vec::new();
                marks.each(start..end, |position, ends_element| found.push((position, ends_element)));
                let in_range = text.iter().enumerate().take(end).skip(start);
                let separators = in_range.filter(|(_, byte)| b"*:^".contains(byte));
                let expected: Vec<_> = separators.map(|(index, byte)| (index, *byte == b'*')).collect();
                assert_eq!(found, expected);
            }
        }
        let without_repetition = Delimiters::new(b'*', b':', None, b'~').unwrap();
        marks.fill(b"A*B:C^D", without_repetition);
        let mut found = Vec::new();
        marks.each(0..7, |position, ends_element| found.push((position, ends_element)));
        assert_eq!(found, [(1, true), (3, false)]);
    }

    #[test]
    fn printable_is_from_blank_to_tilde() {
        for byte in 0..=255_u8 {
            assert_eq!(is_printable(&[b'A', byte, b'Z']), (b' '..=b'~').contains(&byte), "byte {byte}");
        }
    }

    #[test]
    fn parts_are_those_of_the_slice_method() {
        let text = b"*A*BCDEFGHIJKLMNOPQRSTUVW**X*\0*YZ*12345678*\x80\xAA*\xFF\xC3\xA9*";
        for end in 0..=text.len() {
            for start in 0..=end {
                let text = &text[start..end];
                let expected: Vec<&[u8]> = text.split(|byte| *byte == b'*').collect();
                assert_eq!(Split::new(text, b'*').collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn marks_are_delimiters_and_what_is_not_printable() {
        let plain = b"A".repeat(300);
        assert_eq!(count_marks(&plain, Delimiters::STANDARD), 0);
        let mixed = [plain.as_slice(), b"*:^~\n\x7F\xC3 |", &plain, b"~"].concat();
        assert_eq!(count_marks(&mixed, Delimiters::STANDARD), 8);
        // Each counts once, also one that is not printable, and without a repetition separator the others are as many.
        let control = Delimiters::new(0x1D, 0x1F, Some(0x1E), b'\n').unwrap();
        assert_eq!(count_marks(b"A\x1DB\x1FC\x1ED\n*", control), 4);
        let three = Delimiters::new(b'*', b':', None, b'~').unwrap();
        assert_eq!(count_marks(b"A*B:C^D~", three), 3);
    }
}
