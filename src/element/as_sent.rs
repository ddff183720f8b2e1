//! What no field could hold, kept as it was sent.

use super::{IntoOwned, Text};

/// A part of a segment that no field could hold: an over-long code, data in an element that the guide does not use, a
/// component or a repetition too many, a trailing empty component.
///
/// Kept so that writing gives back what was read. Numbers count from 1.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct AsSent<'a> {
    /// Element number.
    pub element: u32,
    /// Repetition number; 1 where the element does not repeat.
    #[cfg_attr(feature = "serde", serde(default = "first", skip_serializing_if = "is_first"))]
    pub repetition: u32,
    /// Component number; 0 where the repetition has no components.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_zero"))]
    pub component: u32,
    /// The text; empty where only a trailing separator stood.
    pub text: Text<'a>,
}

#[cfg(feature = "serde")]
const fn first() -> u32 {
    1
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
const fn is_first(number: &u32) -> bool {
    *number == 1
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl IntoOwned for AsSent<'_> {
    type Owned = AsSent<'static>;
    fn into_owned(self) -> AsSent<'static> {
        let Self { element, repetition, component, text } = self;
        AsSent { element, repetition, component, text: text.into_owned() }
    }
}

/// All that no field of one segment could hold, in the order of the places. Eight bytes, and no allocation when empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[allow(clippy::box_collection, reason = "a thin pointer, for segments are many and this is nearly always empty")]
pub struct Extra<'a>(Option<Box<Vec<AsSent<'a>>>>);

impl<'a> Extra<'a> {
    /// Adds one, in its place in the order.
    pub fn push(&mut self, part: AsSent<'a>) {
        let list = self.0.get_or_insert_default();
        let place = |p: &AsSent<'_>| (p.element, p.repetition, p.component);
        let index = list.partition_point(|other| place(other) <= place(&part));
        list.insert(index, part);
    }

    /// The parts, in the order of their places.
    #[must_use]
    pub fn parts(&self) -> &[AsSent<'a>] {
        self.0.as_ref().map_or(&[], |list| list.as_slice())
    }

    /// Whether every field could hold what was sent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<'a> FromIterator<AsSent<'a>> for Extra<'a> {
    fn from_iter<I: IntoIterator<Item = AsSent<'a>>>(parts: I) -> Self {
        let mut list: Vec<_> = parts.into_iter().collect();
        list.sort_by_key(|part| (part.element, part.repetition, part.component));
        Self((!list.is_empty()).then(|| Box::new(list)))
    }
}

impl IntoOwned for Extra<'_> {
    type Owned = Extra<'static>;
    fn into_owned(self) -> Extra<'static> {
        Extra(self.0.map(|list| Box::new((*list).into_owned())))
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::{AsSent, Extra};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    impl Serialize for Extra<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.parts().serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Extra<'_> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let extra: Self = Vec::<AsSent<'_>>::deserialize(deserializer)?.into_iter().collect();
            // Two texts at one place would be written as one; element 0 would become part of the segment id.
            let place = |part: &AsSent<'_>| (part.element, part.repetition.max(1), part.component.max(1));
            let twice = extra.parts().windows(2).any(|pair| matches!(pair, [a, b] if place(a) == place(b)));
            let nowhere = extra.parts().first().is_some_and(|part| part.element == 0);
            if twice || nowhere { Err(de::Error::custom("two parts at one place, or an element 0")) } else { Ok(extra) }
        }
    }
}
