//! The shapes of segments, composites and loops: the traits, and the macros that declare them.
//!
//! A declaration holds designators, names and documentation. It holds no fact about usage, length or codes, and makes
//! no decision: those are in the tables of [`guide`](crate::guide). `ARCHITECTURE.md` shows one macro written out by
//! hand.

mod at;
mod composite;
mod group;
mod loops;
mod names;
mod segment;
mod set_out;
mod unplaced;

pub use at::At;
pub(crate) use composite::composite;
pub(crate) use group::group;
pub(crate) use loops::x12_loop;
pub use loops::{Loop, LoopShape, LoopSlot, Put, SegmentSlot, Visit, VisitMut};
pub(crate) use names::names;
pub(crate) use segment::segment;
pub(crate) use segment::used;
pub use segment::{AnySegment, Composite, Field, Segment, position};
pub use set_out::SetOut;
pub(crate) use set_out::{End, Manner, OrderKey, Written};
pub use unplaced::{RawText, Unplaced};
