//! What is wrong with a profile.

use std::fmt;

/// A profile that cannot be used. It says where and what, and shows nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong there.
    pub fault: ProfileFault,
}

/// What is wrong at one place of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileFault {
    /// The text is no TOML.
    NotToml,
    /// A key that the format does not have here.
    KeyUnknown,
    /// A key is missing.
    KeyMissing(&'static str),
    /// A value of another type; this one is wanted.
    WrongType(&'static str),
    /// A value that is none of the words of the format.
    WordUnknown,
    /// The guide has no such loop, or not below the loop of the rule.
    LoopUnknown,
    /// The loop has no such segment.
    SegmentUnknown,
    /// The segment has no such element.
    ElementUnknown,
    /// The loop has several rows of the segment; `row` must say which.
    RowMissing,
    /// No row of the segment has this qualifier.
    RowUnknown,
    /// What the guide requires cannot be forbidden, and what it never uses cannot be required.
    UsageWidens,
    /// A code that the guide does not allow.
    CodeWidens,
    /// Shorter or longer than the guide allows.
    LengthWidens,
    /// More often than the guide allows.
    CountWidens,
    /// The last day is before the first.
    DaysReversed,
    /// An id that another entry has.
    IdRepeated,
    /// An entry that asks for nothing.
    AsksNothing,
    /// More entries of a kind than a payer has.
    TooMany,
    /// More values in one list than a payer means.
    TooManyValues,
    /// Not exactly one of the keys that say what it is about, or what is asked.
    NotOneForm,
}

impl ProfileError {
    /// An error at a byte of the text.
    pub(super) fn at(text: &str, offset: usize, fault: ProfileFault) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { line: number(line), column: number(column), fault }
    }
}

impl fmt::Display for ProfileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotToml => "not TOML",
            Self::KeyUnknown => "a key that the format does not have here",
            Self::KeyMissing(key) => return write!(f, "the key `{key}` is missing"),
            Self::WrongType(wanted) => return write!(f, "not {wanted}"),
            Self::WordUnknown => "none of the words that the format has here",
            Self::LoopUnknown => "the guide has no such loop here",
            Self::SegmentUnknown => "the loop has no such segment",
            Self::ElementUnknown => "the segment has no such element",
            Self::RowMissing => "the loop has several of these segments: the key `row` must say which",
            Self::RowUnknown => "no segment of the loop has this qualifier",
            Self::UsageWidens => "the guide does not allow this usage",
            Self::CodeWidens => "a code that the guide does not allow here",
            Self::LengthWidens => "a length that the guide does not allow",
            Self::CountWidens => "more often than the guide allows",
            Self::DaysReversed => "the last day is before the first",
            Self::IdRepeated => "another entry has this id",
            Self::AsksNothing => "an entry that asks for nothing",
            Self::TooMany => "more than 500 entries of this kind",
            Self::TooManyValues => "more than 50 values",
            Self::NotOneForm => "exactly one form is wanted here",
        })
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {}, column {})", self.fault, self.line, self.column)
    }
}

impl std::error::Error for ProfileError {}
