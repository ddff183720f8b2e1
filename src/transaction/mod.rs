//! Transaction sets, typed: the loops of the request, of the response and of the 999, the envelope around them, reading and
//! writing.

mod access;
pub mod acknowledgment;
mod document;
mod envelope;
mod file;
#[cfg(feature = "serde")]
mod json;
mod kind;
#[cfg(feature = "rayon")]
pub mod parallel;
mod read;
pub mod request;
pub mod response;
mod seen;
mod set;
mod stream;
mod trailer;
mod write;

pub use acknowledgment::ImplementationAcknowledgment;
pub use document::{Document, Group, Interchange, InterchangeHeader};
pub use file::Read;
#[cfg(feature = "serde")]
pub use json::SetLine;
pub use kind::Kind;
pub use read::ReadOptions;
pub use request::Request;
pub use response::Response;
pub(crate) use seen::SeenNumbers;
pub use set::{Content, Transaction};
pub use stream::{Event, Framer, ReadSet, Reader, SetBuffer, SetReader};
pub use trailer::Trailer;
pub(crate) use trailer::is_same_number;
pub use write::{Counts, LineBreaks, Order, WriteOptions};
