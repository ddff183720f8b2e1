//! Loops as structs.

use super::{AnySegment, At, Segment, SetOut, Unplaced};
use crate::element::{AsSent, Parts};

/// What a walk over a typed set meets, in the order of the guide.
#[derive(Clone, Copy)]
pub enum Visit<'s> {
    /// A typed segment.
    Segment(&'s dyn AnySegment),
    /// A segment that fits no row.
    Unplaced(&'s Unplaced<'s>),
}

/// What a walk that may change a typed set meets, in the order of the guide.
pub enum VisitMut<'s, 'a> {
    /// A typed segment.
    Segment(&'s mut dyn AnySegment),
    /// A segment that fits no row.
    Unplaced(&'s mut Unplaced<'a>),
}

impl std::fmt::Debug for Visit<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Segment(segment) => write!(f, "Segment({})", segment.id()),
            Self::Unplaced(unplaced) => unplaced.fmt(f),
        }
    }
}

impl std::fmt::Debug for VisitMut<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Segment(segment) => write!(f, "Segment({})", segment.id()),
            Self::Unplaced(unplaced) => unplaced.fmt(f),
        }
    }
}

/// What became of a segment that was put into a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put<'s, 'a> {
    /// It is stored; these parts of it no field could hold.
    Stored(&'s [AsSent<'a>]),
    /// The loop has no room for it.
    NoRoom,
}

/// A typed loop: segments, then loops, then what closes it. The slots are the rows of the guide's table, in its order.
pub trait Loop<'a> {
    /// Loop id of the guide.
    fn id(&self) -> &'static str;
    /// Puts a segment into a slot.
    fn put(&mut self, slot: usize, elements: &Parts<'a, '_>, at: At) -> Put<'_, 'a>;
    /// Keeps a segment that fits no row.
    fn keep(&mut self, unplaced: Unplaced<'a>);
    /// The loop with a number (from 0) in a slot, made when it is the next one; `all` is how many there will be, for
    /// which room is made at once.
    fn child(&mut self, slot: usize, number: usize, all: usize) -> Option<&mut dyn Loop<'a>>;
    /// Walks all segments in the order of the guide.
    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>));
    /// Walks all segments in the order of the guide, to change them.
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>));
    /// Writes all segments in the order of the guide.
    fn write<'s>(&'s self, out: &mut SetOut<'s>);
}

/// A big or rare loop may stand in a box.
impl<'a, L: Loop<'a>> Loop<'a> for Box<L> {
    fn id(&self) -> &'static str {
        self.as_ref().id()
    }

    fn put(&mut self, slot: usize, elements: &Parts<'a, '_>, at: At) -> Put<'_, 'a> {
        self.as_mut().put(slot, elements, at)
    }

    fn keep(&mut self, unplaced: Unplaced<'a>) {
        self.as_mut().keep(unplaced);
    }

    fn child(&mut self, slot: usize, number: usize, all: usize) -> Option<&mut dyn Loop<'a>> {
        self.as_mut().child(slot, number, all)
    }

    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>)) {
        self.as_ref().visit(visitor);
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>)) {
        self.as_mut().visit_mut(visitor);
    }

    fn write<'s>(&'s self, out: &mut SetOut<'s>) {
        self.as_ref().write(out);
    }
}

/// The names of a declared loop, for tests that hold them against the tables.
#[derive(Clone, Copy, Debug)]
pub struct LoopShape {
    /// Loop id.
    pub id: &'static str,
    /// Segment slots: designator and field name.
    pub segments: &'static [(&'static str, &'static str)],
    /// Loop slots: loop id and field name.
    pub loops: &'static [(&'static str, &'static str)],
}

/// Where a loop keeps the segments of one row.
pub trait SegmentSlot<'a> {
    /// Puts a segment there.
    fn put(&mut self, elements: &Parts<'a, '_>, at: At) -> Put<'_, 'a>;
    /// Walks the segments.
    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>));
    /// Walks the segments, to change them.
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>));
    /// Writes the segments.
    fn write<'s>(&'s self, out: &mut SetOut<'s>);
    /// Whether there is none.
    fn is_absent(&self) -> bool;
}

impl<'a, S: Segment<'a>> SegmentSlot<'a> for Option<S> {
    fn put(&mut self, elements: &Parts<'a, '_>, at: At) -> Put<'_, 'a> {
        if self.is_some() { Put::NoRoom } else { Put::Stored(self.insert(S::read(elements, at)).kept()) }
    }

    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>)) {
        if let Some(segment) = self {
            visitor(Visit::Segment(segment));
        }
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>)) {
        if let Some(segment) = self {
            visitor(VisitMut::Segment(segment));
        }
    }

    fn write<'s>(&'s self, out: &mut SetOut<'s>) {
        if let Some(segment) = self {
            out.segment(segment);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<'a, S: Segment<'a>> SegmentSlot<'a> for Vec<S> {
    fn put(&mut self, elements: &Parts<'a, '_>, at: At) -> Put<'_, 'a> {
        if self.is_empty() {
            // Most such lists have one segment, and Vec would make room for four.
            *self = Self::with_capacity(1);
        }
        self.push(S::read(elements, at));
        self.last().map_or(Put::NoRoom, |segment| Put::Stored(segment.kept()))
    }

    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>)) {
        for segment in self {
            visitor(Visit::Segment(segment));
        }
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>)) {
        for segment in self {
            visitor(VisitMut::Segment(segment));
        }
    }

    fn write<'s>(&'s self, out: &mut SetOut<'s>) {
        for segment in self {
            out.segment(segment);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Where a loop keeps the loops of one kind below it.
pub trait LoopSlot<'a> {
    /// The loop with a number (from 0) of `all` that there will be, made when it is the next one.
    fn open(&mut self, number: usize, all: usize) -> Option<&mut dyn Loop<'a>>;
    /// Walks the loops.
    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>));
    /// Walks the loops, to change them.
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>));
    /// Writes the loops.
    fn write<'s>(&'s self, out: &mut SetOut<'s>);
    /// Whether there is none.
    fn is_absent(&self) -> bool;
}

impl<'a, L: Loop<'a> + Default> LoopSlot<'a> for Option<L> {
    fn open(&mut self, number: usize, _: usize) -> Option<&mut dyn Loop<'a>> {
        if number > 0 {
            return None;
        }
        Some(self.get_or_insert_default())
    }

    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>)) {
        if let Some(inner) = self {
            inner.visit(visitor);
        }
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>)) {
        if let Some(inner) = self {
            inner.visit_mut(visitor);
        }
    }

    fn write<'s>(&'s self, out: &mut SetOut<'s>) {
        if let Some(inner) = self {
            inner.write(out);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<'a, L: Loop<'a> + Default> LoopSlot<'a> for Vec<L> {
    fn open(&mut self, number: usize, all: usize) -> Option<&mut dyn Loop<'a>> {
        if number == self.len() {
            if number == 0 {
                *self = Self::with_capacity(all);
            }
            // It comes into being in its place: pushed, it would be moved there.
            self.resize_with(number + 1, L::default);
        }
        self.get_mut(number).map(|inner| inner as &mut dyn Loop<'a>)
    }

    fn visit<'s>(&'s self, visitor: &mut dyn FnMut(Visit<'s>)) {
        for inner in self {
            inner.visit(visitor);
        }
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(VisitMut<'_, 'a>)) {
        for inner in self {
            inner.visit_mut(visitor);
        }
    }

    fn write<'s>(&'s self, out: &mut SetOut<'s>) {
        for inner in self {
            inner.write(out);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Declares a loop: its id, its segments by id or by id and qualifier, the loops below it, and the segments that stand
/// behind those, if there are such. The order is the table's.
macro_rules! x12_loop {
    ($(#[$meta:meta])* pub struct $name:ident<$lt:lifetime> = $id:literal {
        $($(#[$field_meta:meta])* $designator:literal $field:ident: $type:ty;)*
    } loops {
        $($(#[$loop_meta:meta])* $loop_id:literal $loop_field:ident: $loop_type:ty;)*
    } $(closing {
        $($(#[$closing_meta:meta])* $closing_designator:literal $closing_field:ident: $closing_type:ty;)*
    })?) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
        #[doc(alias = $id)]
        pub struct $name<$lt> {
            $($(#[$field_meta])* #[doc(alias = $designator)]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::shape::SegmentSlot::is_absent"))]
            pub $field: $type,)*
            $($(#[$loop_meta])* #[doc(alias = $loop_id)]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::shape::LoopSlot::is_absent"))]
            pub $loop_field: $loop_type,)*
            $($($(#[$closing_meta])* #[doc(alias = $closing_designator)]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::shape::SegmentSlot::is_absent"))]
            pub $closing_field: $closing_type,)*)?
            /// Segments that stood in this loop and fit no row of it.
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
            pub unplaced: Vec<crate::shape::Unplaced<$lt>>,
        }

        impl $name<'_> {
            /// The names of its slots.
            pub const SHAPE: crate::shape::LoopShape = crate::shape::LoopShape {
                id: $id,
                segments: &[$(($designator, stringify!($field)),)* $($(($closing_designator, stringify!($closing_field)),)*)?],
                loops: &[$(($loop_id, stringify!($loop_field)),)*],
            };
        }

        impl<$lt> crate::shape::Loop<$lt> for $name<$lt> {
            fn id(&self) -> &'static str { $id }

            #[allow(unused_assignments, unused_mut, unused_variables, reason = "the last slot is counted too, or there is none")]
            fn put(&mut self, slot: usize, elements: &crate::element::Parts<$lt, '_>, at: crate::shape::At) -> crate::shape::Put<'_, $lt> {
                let mut number = 0;
                $(if slot == number {
                    return crate::shape::SegmentSlot::put(&mut self.$field, elements, at);
                }
                number += 1;)*
                $($(if slot == number {
                    return crate::shape::SegmentSlot::put(&mut self.$closing_field, elements, at);
                }
                number += 1;)*)?
                crate::shape::Put::NoRoom
            }

            fn keep(&mut self, unplaced: crate::shape::Unplaced<$lt>) {
                self.unplaced.push(unplaced);
            }

            #[allow(unused_assignments, unused_mut, unused_variables, reason = "the last slot is counted too, or there is none")]
            fn child(&mut self, slot: usize, number: usize, all: usize) -> Option<&mut dyn crate::shape::Loop<$lt>> {
                let mut count = 0;
                $(if slot == count {
                    return crate::shape::LoopSlot::open(&mut self.$loop_field, number, all);
                }
                count += 1;)*
                None
            }

            fn visit<'s>(&'s self, visitor: &mut dyn FnMut(crate::shape::Visit<'s>)) {
                $(crate::shape::SegmentSlot::visit(&self.$field, visitor);)*
                for unplaced in &self.unplaced {
                    visitor(crate::shape::Visit::Unplaced(unplaced));
                }
                $(crate::shape::LoopSlot::visit(&self.$loop_field, visitor);)*
                $($(crate::shape::SegmentSlot::visit(&self.$closing_field, visitor);)*)?
            }

            fn visit_mut(&mut self, visitor: &mut dyn FnMut(crate::shape::VisitMut<'_, $lt>)) {
                $(crate::shape::SegmentSlot::visit_mut(&mut self.$field, visitor);)*
                for unplaced in &mut self.unplaced {
                    visitor(crate::shape::VisitMut::Unplaced(unplaced));
                }
                $(crate::shape::LoopSlot::visit_mut(&mut self.$loop_field, visitor);)*
                $($(crate::shape::SegmentSlot::visit_mut(&mut self.$closing_field, visitor);)*)?
            }

            fn write<'s>(&'s self, out: &mut crate::shape::SetOut<'s>) {
                $(crate::shape::SegmentSlot::write(&self.$field, out);)*
                for unplaced in &self.unplaced {
                    out.unplaced(unplaced);
                }
                $(crate::shape::LoopSlot::write(&self.$loop_field, out);)*
                $($(crate::shape::SegmentSlot::write(&self.$closing_field, out);)*)?
            }
        }

        impl<$lt> crate::element::IntoOwned for $name<$lt> {
            type Owned = $name<'static>;
            fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: self.$field.into_owned(),)*
                    $($loop_field: self.$loop_field.into_owned(),)*
                    $($($closing_field: self.$closing_field.into_owned(),)*)?
                    unplaced: self.unplaced.into_owned(),
                }
            }
        }
    };
}
pub(crate) use x12_loop;
