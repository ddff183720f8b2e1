//! A short wire value that is copied, never allocated.

use std::fmt;
use std::num::NonZeroU64;

/// One wire value of one to eight printable ASCII characters: a code, a qualifier, a date, a time.
///
/// It is `Copy`, costs eight bytes (`Option<Word>` too) and keeps *any* value of that size, known or not, exactly as
/// it stood in the file. Words order as their text does.
///
/// `Debug` never shows the value, since it may be patient data; `Display` and [`Word::text`] do.
///
/// ```
/// use x12_278::element::Word;
/// let word = Word::read("A1").unwrap();
/// assert_eq!(word.to_string(), "A1");
/// assert!(Word::read("").is_none() && Word::read("NINE CHARS").is_none());
/// assert_eq!(format!("{word:?}"), "Word(2 characters)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(NonZeroU64);

const BLANKS: u64 = 0x2020_2020_2020_2020;

/// Whether eight bytes are printable ASCII: each has the high bit clear, and has it clear still when a blank is taken
/// from it, or when one is added.
#[inline]
const fn is_printable(bytes: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    (bytes | bytes.wrapping_sub(BLANKS) | bytes.wrapping_add(ONES)) & (ONES << 7) == 0
}

impl Word {
    /// The most characters a word can hold.
    pub const MAX: usize = 8;

    /// Reads a word; `None` when the text is empty, longer than eight bytes, or not printable ASCII.
    #[inline]
    #[must_use]
    pub const fn read(text: &str) -> Option<Self> {
        Self::of_bytes(text.as_bytes())
    }

    /// Reads a word as [`Word::read`] does.
    #[inline]
    pub(crate) const fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let length = bytes.len();
        let value = match (bytes, bytes.first_chunk(), bytes.last_chunk()) {
            // From both ends at once: what they have in common is the same.
            (_, Some(first), Some(last)) if length <= Self::MAX => {
                let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
                (first as u64) << 32 | (last as u64) << (8 * (Self::MAX - length))
            }
            (&[a, b, c], ..) => (a as u64) << 56 | (b as u64) << 48 | (c as u64) << 40,
            (&[a, b], ..) => (a as u64) << 56 | (b as u64) << 48,
            (&[a], ..) => (a as u64) << 56,
            _ => return None,
        };
        if !is_printable(value | BLANKS >> (4 * length) >> (4 * length)) {
            return None;
        }
        match NonZeroU64::new(value) {
            Some(value) => Some(Self(value)),
            None => None,
        }
    }

    /// The word of a constant of this crate; one that is no word does not compile.
    #[allow(clippy::panic, reason = "only evaluated while the crate is compiled")]
    pub(crate) const fn constant(text: &str) -> Self {
        match Self::read(text) {
            Some(word) => word,
            None => panic!("a constant must be one to eight printable characters"),
        }
    }

    /// How many characters it has, 1 to 8.
    #[inline]
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a word is never empty")]
    pub const fn len(self) -> usize {
        Self::MAX - (self.0.get().trailing_zeros() / 8) as usize
    }

    /// The characters, and zeros behind them.
    #[inline]
    pub(crate) const fn bytes(self) -> [u8; Self::MAX] {
        self.0.get().to_be_bytes()
    }

    /// The text, on the stack.
    #[inline]
    #[must_use]
    pub const fn text(self) -> WordText {
        WordText { bytes: self.0.get().to_be_bytes(), len: self.len() as u8 }
    }
}

/// The characters of a [`Word`], on the stack; dereferences to `str`.
#[derive(Clone, Copy)]
pub struct WordText {
    bytes: [u8; Word::MAX],
    len: u8,
}

impl WordText {
    /// The characters.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl std::ops::Deref for WordText {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for WordText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordText({} characters)", self.len)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word({} characters)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn a_word_is_what_was_read_and_nothing_unprintable() {
        for length in 0..=9 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = b"AbC 9~xYz".iter().copied().take(length).collect::<Vec<u8>>();
                    bytes.splice(place..=place, [byte]);
                    let word = Word::of_bytes(&bytes);
                    let is_word = length <= 8 && (b' '..=b'~').contains(&byte);
                    assert_eq!(word.map(|word| word.text().as_bytes().to_vec()), is_word.then_some(bytes));
                }
            }
        }
        assert!(Word::of_bytes(b"").is_none());
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::Word;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    impl Serialize for Word {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.text().as_str())
        }
    }

    impl<'de> Deserialize<'de> for Word {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl de::Visitor<'_> for Visitor {
                type Value = Word;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("one to eight printable characters")
                }
                fn visit_str<E: de::Error>(self, text: &str) -> Result<Word, E> {
                    Word::read(text).ok_or_else(|| E::custom("not one to eight printable characters"))
                }
            }
            deserializer.deserialize_str(Visitor)
        }
    }
}
