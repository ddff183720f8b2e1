//! A value that takes several neighbouring positions.

use super::part::{Element, Parts, Slot};
use super::{Extra, IntoOwned, Out};
use std::fmt;

/// What a [`Run`] is made of: a single element, or a small group of neighbouring elements.
pub trait Item<'a>: Sized {
    /// How many positions one item takes.
    const WIDTH: usize;

    /// Reads an item; `None` when all its positions are empty.
    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Option<Self>;

    /// Writes an item.
    fn write(&self, position: usize, out: &mut Out<'_>);
}

impl<'a, E: Element<'a>> Item<'a> for E {
    const WIDTH: usize = 1;

    #[inline]
    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Option<Self> {
        Option::<E>::read(parts, position, extra)
    }

    #[inline]
    fn write(&self, position: usize, out: &mut Out<'_>) {
        Element::write(self, position, out);
    }
}

/// `N` neighbouring items of one kind, gaps kept: the twelve codes of HI, the four modifiers of a procedure, the three
/// communication numbers of PER.
///
/// [`Run::iter`] gives the items that are there; [`Run::get`] gives one by its number, as diagnosis pointers name them.
#[derive(Clone, PartialEq, Eq)]
pub struct Run<T, const N: usize>([Option<T>; N]);

impl<T, const N: usize> Default for Run<T, N> {
    fn default() -> Self {
        Self([const { None }; N])
    }
}

impl<T, const N: usize> Run<T, N> {
    /// The item with a number, from 1.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&T> {
        self.0.get(number.checked_sub(1)?)?.as_ref()
    }

    /// The first item, if there is one in the first place.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.get(1)
    }

    /// The items that are there, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// All places, gaps included.
    #[must_use]
    pub const fn places(&self) -> &[Option<T>; N] {
        &self.0
    }

    /// All places, to change them.
    pub const fn places_mut(&mut self) -> &mut [Option<T>; N] {
        &mut self.0
    }

    /// Whether no item is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Puts an item behind the last one; gives it back when all places behind are taken.
    ///
    /// # Errors
    /// The item, when there is no place left.
    pub fn push(&mut self, item: T) -> Result<(), T> {
        let next = self.0.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        match self.0.get_mut(next) {
            Some(place) => {
                *place = Some(item);
                Ok(())
            }
            None => Err(item),
        }
    }
}

impl<T, const N: usize> From<[T; N]> for Run<T, N> {
    fn from(items: [T; N]) -> Self {
        Self(items.map(Some))
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Run<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        f.debug_list().entries(self.0.iter().take(end)).finish()
    }
}

impl<'a, T: Item<'a>, const N: usize> Slot<'a> for Run<T, N> {
    const WIDTH: usize = N * T::WIDTH;

    #[inline]
    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Self {
        let mut run = Self::default();
        for (index, place) in run.0.iter_mut().enumerate() {
            *place = T::read(parts, position + index * T::WIDTH, extra);
        }
        run
    }

    #[inline]
    fn write(&self, position: usize, out: &mut Out<'_>) {
        for (index, place) in self.0.iter().enumerate() {
            if let Some(item) = place {
                item.write(position + index * T::WIDTH, out);
            }
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: IntoOwned, const N: usize> IntoOwned for Run<T, N> {
    type Owned = Run<T::Owned, N>;
    fn into_owned(self) -> Self::Owned {
        Run(self.0.map(|place| place.map(T::into_owned)))
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::Run;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    impl<T: Serialize, const N: usize> Serialize for Run<T, N> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let end = self.0.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            serializer.collect_seq(self.0.iter().take(end))
        }
    }

    impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for Run<T, N> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let items = Vec::<Option<T>>::deserialize(deserializer)?;
            if items.len() > N {
                return Err(de::Error::custom("more items than there are places"));
            }
            let mut run = Self::default();
            for (place, item) in run.0.iter_mut().zip(items) {
                *place = item;
            }
            Ok(run)
        }
    }
}
