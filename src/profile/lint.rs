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
    /// It cites nobody.
    NoSource,
    /// It holds on no day on which the profile does.
    NeverInForce,
    /// An earlier entry says the same on some day.
    Repeated,
    /// An earlier entry about the same thing says otherwise on some day, and goes before it.
    Contradicted,
    /// An earlier route decides wherever this one could.
    NeverReached,
    /// It names a line of business that the profile does not declare.
    LineUnknown,
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
            Advice::NoSource => "the entry cites no source",
            Advice::NeverInForce => "the entry holds on no day on which the profile does",
            Advice::Repeated => "an earlier entry says the same on some day",
            Advice::Contradicted => "an earlier entry about the same thing says otherwise on some day",
            Advice::NeverReached => "an earlier route decides wherever this one could",
            Advice::LineUnknown => "the profile declares no such line of business",
            Advice::NoFirstDay => "the profile has no first day: old sets are held against it, too",
            Advice::NoEntries => "the profile has no entries",
        };
        write!(f, "{sentence} (line {})", self.line)
    }
}
