//! How a set, a group or an interchange ended.

use crate::element::IntoOwned;

/// Whether the control number of a trailer is that of the header: to the letter but for blanks around it, or both numbers,
/// and the same but for leading zeros.
pub(crate) fn is_same_number(trailer: &[u8], header: &[u8]) -> bool {
    let (trailer, header) = (trailer.trim_ascii(), header.trim_ascii());
    let digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let plain = |text: &[u8]| text.iter().copied().skip_while(|byte| *byte == b'0').collect::<Vec<_>>();
    trailer == header || digits(trailer) && digits(header) && plain(trailer) == plain(header)
}

/// The trailer of a set (SE), a group (GE) or an interchange (IEA).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Trailer<S> {
    /// Right: as it would be computed. What a program builds has this.
    #[default]
    Computed,
    /// As it was read, where it differs from what would be computed.
    Read(Box<S>),
    /// There was none.
    Missing,
}

impl<S> Trailer<S> {
    /// Whether it is as it would be computed.
    #[must_use]
    pub const fn is_computed(&self) -> bool {
        matches!(self, Self::Computed)
    }

    /// The trailer as it was read, where it differs.
    #[must_use]
    pub fn as_read(&self) -> Option<&S> {
        match self {
            Self::Read(segment) => Some(segment),
            _ => None,
        }
    }
}

impl<S: IntoOwned> IntoOwned for Trailer<S> {
    type Owned = Trailer<S::Owned>;
    fn into_owned(self) -> Self::Owned {
        match self {
            Self::Computed => Trailer::Computed,
            Self::Read(segment) => Trailer::Read(segment.into_owned()),
            Self::Missing => Trailer::Missing,
        }
    }
}
