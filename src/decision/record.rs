//! How the values of this module are declared: owned, comparable, quiet in `Debug`, camel case in JSON.

use crate::element::Text;

/// A text of the wire that a value keeps. `Debug` shows its length only.
pub(super) type OwnedText = Text<'static>;

/// Keeps a text.
pub(super) fn own(text: &Text<'_>) -> OwnedText {
    OwnedText::from(text.as_str().to_owned())
}

/// Keeps the wire value of a code.
pub(super) fn own_code(code: impl Into<crate::element::Word>) -> OwnedText {
    OwnedText::from(code.into().text().as_str().to_owned())
}

/// Whether a field has nothing to say in JSON.
#[cfg(feature = "serde")]
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
}

#[cfg(feature = "serde")]
mod absent {
    use super::{Absent, OwnedText};
    use crate::decision::{State, Terms};

    impl<T> Absent for Option<T> {
        fn is_absent(&self) -> bool {
            self.is_none()
        }
    }

    impl<T> Absent for Vec<T> {
        fn is_absent(&self) -> bool {
            self.is_empty()
        }
    }

    impl Absent for bool {
        fn is_absent(&self) -> bool {
            !*self
        }
    }

    impl Absent for OwnedText {
        fn is_absent(&self) -> bool {
            self.is_empty()
        }
    }

    impl Absent for Terms {
        fn is_absent(&self) -> bool {
            *self == Self::default()
        }
    }

    /// A state is never left out.
    impl Absent for State {
        fn is_absent(&self) -> bool {
            false
        }
    }
}

/// Declares a struct of owned values: every field may be absent, and an absent one is left out of the JSON.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
        pub struct $name {
            $($(#[$field_meta])*
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::decision::record::Absent::is_absent"))]
            pub $field: $type,)*
        }
    };
}
pub(super) use crate::shape::names;
pub(super) use record;
