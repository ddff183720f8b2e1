//! Documents as JSON, both ways.
//!
//! What is written is read back to the same segments, in the same order, with the same element text, whatever the file
//! was like. Typed loops are their structs, field by field. Where a segment stood is not part of its value; a set says
//! it in `order`, and only when the order is not the guide's.

mod delimiters;
mod document;
mod order;
mod raw;
mod set;
mod trailer;

pub use set::SetLine;

use super::document::Document;
use crate::error::{Error, ErrorKind, Place};
use crate::report::Report;

impl Document<'_> {
    /// The document with its report as JSON, indented: schema `x12-278/document/1`.
    ///
    /// The document itself is [`serde::Serialize`] too, for other layouts; it then carries no issues.
    ///
    /// ```
    /// use x12_278::Document;
    ///
    /// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
    /// let read = Document::read(&file).unwrap();
    /// let json = read.document.to_json(&read.report).unwrap();
    /// let again = Document::from_json(&json).unwrap();
    /// assert_eq!(again, read.document);
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Json`] when a set from another file, put into this document by a program, holds a delimiter of this
    /// one in a value.
    pub fn to_json(&self, report: &Report) -> Result<String, Error> {
        serde_json::to_string_pretty(&document::WithReport { document: self, report })
            .map_err(|source| Error::json(&source))
    }
}

impl Document<'static> {
    /// Reads the JSON of a document. Its issues are not read: they are found anew by reading what is written.
    ///
    /// # Errors
    /// [`ErrorKind::Json`] with line and column when the text is no JSON, not of the documented shape, or holds a key
    /// that the shape does not have. A raw segment with a value that X12 cannot carry, with its place in the set.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let wire: document::ReadDocument = serde_json::from_str(text).map_err(|source| Error::json(&source))?;
        wire.into_document()
    }
}

/// A value of a raw segment that cannot be written.
fn value_fault(kind: ErrorKind, segment: u32, element: Option<u16>, component: Option<u16>) -> Error {
    Error::new(kind, Place { segment: Some(segment), element, component, ..Place::default() })
}
