//! Entries of a profile that are allowed, yet do nothing or are not what was meant.

use std::fmt;

/// Advice about one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileAdvice {
    /// Line of the entry, from 1.
    pub line: u32,
    /// What about it.
    pub advice: Advice,
}

/// What about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// It says what the guide says already.
    NoNarrower,
    /// It has no text, so that a finding cannot say why.
    NoText,
    /// The condition names a code that the guide does not allow: it never holds in a clean set.
    NeverHolds,
    /// The profile has no first day.
    NoFirstDay,
    /// The profile has no entries.
    NoEntries,
}

impl fmt::Display for ProfileAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self.advice {
            Advice::NoNarrower => "the entry asks for no more than the guide does",
            Advice::NoText => "the entry has no text: a finding will not say why",
            Advice::NeverHolds => "the condition names a code that the guide does not allow",
            Advice::NoFirstDay => "the profile has no first day: old sets are held against it, too",
            Advice::NoEntries => "the profile has no entries",
        };
        write!(f, "{sentence} (line {})", self.line)
    }
}
