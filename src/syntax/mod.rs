//! Bytes to segments: delimiters, the interchange header, segments, whole transaction sets out of a stream.
//!
//! Nothing here knows what a 278 is.

mod delimiters;
mod directory;
mod elements;
mod header;
mod scan;
mod segment;
mod set;
mod walk;

pub use delimiters::Delimiters;
pub(crate) use directory::segment_id;
pub(crate) use elements::{ElementIndex, Layout, between, lay_out, small};
pub(crate) use header::{Header, WIDTHS, parse_header};
pub(crate) use scan::{count_marks, is_printable};
#[cfg(any(feature = "serde", feature = "redact"))]
pub(crate) use segment::length_element;
pub use segment::{RawSegment, segments};
pub(crate) use segment::{Tag, Unit, counted_data, joins_line_end, segments_in, tag, tag_of};
pub use set::{RawSet, SetPlace};
pub use walk::Span;
pub(crate) use walk::{Offsets, Step, Walk};
