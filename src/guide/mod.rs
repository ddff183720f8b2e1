//! The implementation guides as data, and the placement of segments in them.
//!
//! The tables in `tables/` hold the facts: loops, segments, elements, usage, sizes, codes, rules. They are parsed once.
//! Placement gives every segment of a set its row; checking holds it against the row; the typed loops only give the
//! rows names.

mod choice;
mod demands;
mod glance;
mod levels;
mod load;
mod missing;
mod nested;
mod place;
mod placer;
mod rows;
mod rules;
mod standard;
mod table;

pub(crate) use demands::{Content, Demands, NoteKind, SyntaxNote, bit};
pub(crate) use glance::Glance;
pub use place::{Instance, Placed, Placement};
pub use rows::{CodeMatch, ElementRow, ElementType, Guide, LoopRow, SegmentRow, Usage};
pub use rules::{Lint, Rule};
pub(crate) use standard::{envelope_rows, has_code};
pub(crate) use table::{Record, Table};
