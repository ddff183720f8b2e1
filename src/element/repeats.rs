//! An element that repeats.

use super::part::{Element, Parts, Slot, read_repetitions};
use super::{Extra, IntoOwned, Out};
use std::fmt;

/// The repetitions of one element, such as the reasons of a decision (HCR03), gaps kept. Any number is held; how many
/// the guide allows is a finding, not a type.
#[derive(Clone, PartialEq, Eq)]
pub struct Repeats<E>(Vec<Option<E>>);

impl<E> Default for Repeats<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E> Repeats<E> {
    /// The values that are there, in order.
    pub fn iter(&self) -> impl Iterator<Item = &E> {
        self.0.iter().flatten()
    }

    /// The first value.
    #[must_use]
    pub fn first(&self) -> Option<&E> {
        self.iter().next()
    }

    /// Whether there is no value.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a repetition.
    pub fn push(&mut self, value: E) {
        self.0.push(Some(value));
    }
}

impl<E> FromIterator<E> for Repeats<E> {
    fn from_iter<I: IntoIterator<Item = E>>(values: I) -> Self {
        Self(values.into_iter().map(Some).collect())
    }
}

impl<E: fmt::Debug> fmt::Debug for Repeats<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

impl<'a, E: Element<'a>> Slot<'a> for Repeats<E> {
    const WIDTH: usize = 1;

    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Self {
        Self(read_repetitions(parts, position, extra))
    }

    fn write(&self, position: usize, out: &mut Out<'_>) {
        out.repetitions(position, |out| {
            for (index, value) in self.0.iter().enumerate() {
                value.write(index, out);
            }
        });
    }

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl<E: IntoOwned> IntoOwned for Repeats<E> {
    type Owned = Repeats<E::Owned>;
    fn into_owned(self) -> Self::Owned {
        Repeats(self.0.into_owned())
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::Repeats;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl<E: Serialize> Serialize for Repeats<E> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }

    impl<'de, E: Deserialize<'de>> Deserialize<'de> for Repeats<E> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Vec::deserialize(deserializer).map(Self)
        }
    }
}
