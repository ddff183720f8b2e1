//! How a set, a group or an interchange ended.

use crate::element::IntoOwned;

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
