//! Finds delimiters eight bytes at a time, without intrinsics.

use super::Delimiters;

/// One byte in each of eight lanes.
const LANES: u64 = 0x0101_0101_0101_0101;
/// The high bit of each lane.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where the delimiters of a text stand.
///
/// To compare all bytes needs no branch and becomes vector code; to go from hit to hit needs one branch for each. That is
/// faster than to do both in one pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// The element separators and the terminators.
    pub(crate) ends: Vec<u32>,
    /// The separators inside elements: of components and of repetitions.
    pub(crate) inside: Vec<u32>,
}

/// So many bytes are compared at a time: one bit of a number for each.
const BLOCK: usize = 64;

impl Marks {
    /// Finds the delimiters of a text.
    pub(crate) fn fill(&mut self, text: &[u8], delimiters: Delimiters) {
        let component = delimiters.component();
        let ends = [delimiters.element(), delimiters.segment()];
        let inside = [component, delimiters.repetition().unwrap_or(component)];
        self.ends.clear();
        self.inside.clear();
        let mut base = 0_u32;
        let mut add_block = |block: &[u8; BLOCK]| {
            add(&mut self.ends, base, &hits(block, ends));
            let inside = hits(block, inside);
            // Composites are rare.
            if inside.iter().fold(0, |any, word| any | word) != 0 {
                add(&mut self.inside, base, &inside);
            }
            base = base.saturating_add(BLOCK as u32);
        };
        let (blocks, rest) = text.as_chunks();
        blocks.iter().for_each(&mut add_block);
        // No delimiter is a zero.
        let mut last = [0; BLOCK];
        last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        add_block(&last);
    }
}

/// Which bytes of a block are one of two: a lane for each, 1 or 0. Plain loops over arrays, for those become vector code.
#[inline(always)]
fn hits(block: &[u8; BLOCK], [one, other]: [u8; 2]) -> [u64; BLOCK / 8] {
    let mut lanes = [0; BLOCK];
    for (lane, byte) in lanes.iter_mut().zip(block) {
        *lane = u8::from(*byte == one) | u8::from(*byte == other);
    }
    let mut words = [0; BLOCK / 8];
    for (word, lanes) in words.iter_mut().zip(lanes.as_chunks().0) {
        *word = u64::from_le_bytes(*lanes);
    }
    words
}

/// Adds the position of each byte of a block that was hit.
#[inline(always)]
fn add(positions: &mut Vec<u32>, base: u32, hits: &[u64; BLOCK / 8]) {
    // Puts the lowest bit of each of eight lanes into the highest byte, side by side.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut bits = hits.iter().rev().fold(0, |bits, word| bits << 8 | word.wrapping_mul(GATHER) >> 56);
    // Their number is known, so that there is room for all of them before the first is added.
    positions.extend((0..bits.count_ones()).map(|_| {
        let position = base + bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        position
    }));
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
    fn delimiters_are_found_wherever_they_stand() {
        let text = b"HI*ABK:K5090*ABF:D500^X**~\x80\xFF*:^".repeat(5);
        let mut marks = Marks::default();
        for end in 0..=text.len() {
            let text = &text[..end];
            marks.fill(text, Delimiters::STANDARD);
            let all = |of: &[u8]| (0..).zip(text).filter(|(_, byte)| of.contains(byte)).map(|(at, _)| at).collect();
            let (ends, inside): (Vec<u32>, Vec<u32>) = (all(b"*~"), all(b":^"));
            assert_eq!((&marks.ends, &marks.inside), (&ends, &inside));
        }
        let without_repetition = Delimiters::new(b'*', b':', None, b'~').unwrap();
        marks.fill(b"A*B:C^D", without_repetition);
        assert_eq!((&marks.ends[..], &marks.inside[..]), (&[1][..], &[3][..]));
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
