//! Segments as structs.

use super::At;
use crate::element::{AsSent, Out, Parts};

/// One field of a declared segment or composite: which element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Designator of its first element, such as `UM02`, or `C022-2` in a composite.
    pub designator: &'static str,
    /// Name of the field in Rust.
    pub name: &'static str,
    /// How many positions it takes.
    pub width: usize,
}

/// A typed segment.
pub trait Segment<'a>: Default + AnySegment {
    /// Segment id.
    const ID: &'static str;
    /// The fields, in the order of the elements.
    const FIELDS: &'static [Field];

    /// Reads the segment from its elements. Never fails: what no field can hold is kept as it was sent.
    fn read(elements: &Parts<'a, '_>, at: At) -> Self;

    /// What no field could hold.
    fn kept(&self) -> &[AsSent<'a>];
}

/// What is common to all typed segments, for code that walks them.
pub trait AnySegment {
    /// Segment id.
    fn id(&self) -> &'static str;
    /// Where it stood.
    fn at(&self) -> At;
    /// Sets where it stands.
    fn set_at(&mut self, at: At);
    /// What no field could hold.
    fn as_sent(&self) -> &[AsSent<'_>];
    /// Writes the id and the elements.
    fn write<'s>(&'s self, out: &mut Out<'s>);
}

/// A big or rare segment may stand in a box.
impl<'a, S: Segment<'a>> Segment<'a> for Box<S> {
    const ID: &'static str = S::ID;
    const FIELDS: &'static [Field] = S::FIELDS;

    fn read(elements: &Parts<'a, '_>, at: At) -> Self {
        Self::new(S::read(elements, at))
    }

    fn kept(&self) -> &[AsSent<'a>] {
        self.as_ref().kept()
    }
}

impl<S: AnySegment> AnySegment for Box<S> {
    fn id(&self) -> &'static str {
        self.as_ref().id()
    }

    fn at(&self) -> At {
        self.as_ref().at()
    }

    fn set_at(&mut self, at: At) {
        self.as_mut().set_at(at);
    }

    fn as_sent(&self) -> &[AsSent<'_>] {
        self.as_ref().as_sent()
    }

    fn write<'s>(&'s self, out: &mut Out<'s>) {
        self.as_ref().write(out);
    }
}

/// The position (from 0) that a designator names: `UM02` is 1 in `UM`, `C022-2` is 1 in `C022`.
#[must_use]
pub const fn position(designator: &str, id: &str) -> usize {
    let (mut bytes, mut skip) = (designator.as_bytes(), id.len());
    let mut number = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        if skip > 0 {
            skip -= 1;
        } else if byte.is_ascii_digit() {
            number = number * 10 + (*byte - b'0') as usize;
        }
        bytes = rest;
    }
    number - 1
}

/// Declares a segment: its id, and for each field the designator of its first element, its name and its type.
macro_rules! segment {
    ($(#[$meta:meta])* pub struct $name:ident<$lt:lifetime> = $id:literal {
        $($(#[$field_meta:meta])* $designator:literal $field:ident: $type:ty;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
        #[doc(alias = $id)]
        pub struct $name<$lt> {
            $($(#[$field_meta])* #[doc(alias = $designator)]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::element::Slot::is_absent"))]
            pub $field: $type,)*
            /// What no field could hold, as it was sent.
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::element::Extra::is_empty"))]
            pub as_sent: crate::element::Extra<$lt>,
            /// Where the segment stood; not part of its value.
            #[cfg_attr(feature = "serde", serde(skip))]
            pub at: crate::shape::At,
        }

        impl<$lt> crate::shape::Segment<$lt> for $name<$lt> {
            const ID: &'static str = $id;
            const FIELDS: &'static [crate::shape::Field] = &[$(crate::shape::Field {
                designator: $designator,
                name: stringify!($field),
                width: <$type as crate::element::Slot<'_>>::WIDTH,
            },)*];

            fn read(elements: &crate::element::Parts<$lt, '_>, at: crate::shape::At) -> Self {
                let mut extra = crate::element::Extra::default();
                $(let $field = crate::element::Slot::read(elements, const { crate::shape::position($designator, $id) }, &mut extra);)*
                elements.keep_unused(const { crate::shape::used(<$name<'static> as crate::shape::Segment<'static>>::FIELDS, $id) }, &mut extra);
                Self { $($field,)* as_sent: extra, at }
            }

            fn kept(&self) -> &[crate::element::AsSent<$lt>] { self.as_sent.parts() }
        }

        impl<$lt> crate::shape::AnySegment for $name<$lt> {
            fn id(&self) -> &'static str { $id }
            fn at(&self) -> crate::shape::At { self.at }
            fn set_at(&mut self, at: crate::shape::At) { self.at = at; }
            fn as_sent(&self) -> &[crate::element::AsSent<'_>] { self.as_sent.parts() }
            fn write<'s>(&'s self, out: &mut crate::element::Out<'s>) {
                out.begin($id, self.as_sent.parts());
                $(crate::element::Slot::write(&self.$field, const { crate::shape::position($designator, $id) }, out);)*
            }
        }

        impl<$lt> crate::element::IntoOwned for $name<$lt> {
            type Owned = $name<'static>;
            fn into_owned(self) -> $name<'static> {
                $name { $($field: self.$field.into_owned(),)* as_sent: self.as_sent.into_owned(), at: self.at }
            }
        }
    };
}
pub(crate) use segment;

/// A bit for each position that a field reads.
pub(crate) const fn used(fields: &[Field], id: &str) -> u64 {
    let (mut bits, mut rest) = (0_u64, fields);
    while let Some((field, tail)) = rest.split_first() {
        bits |= ((1 << field.width) - 1) << position(field.designator, id);
        rest = tail;
    }
    bits
}

/// A typed composite: several components in one element.
pub trait Composite {
    /// Composite id, such as `C003`.
    const ID: &'static str;
    /// The fields, in the order of the components.
    const FIELDS: &'static [Field];
}
