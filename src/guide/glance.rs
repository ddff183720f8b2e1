//! What a glance tells of nearly every value: that it is good.

use super::demands::Content;
use super::rows::{ElementRow, ElementType, Usage};
use crate::element::Word;

/// A row of an element in the few bytes that most values are held against. What does not pass is looked at with the row
/// itself, which says what is wrong, if anything is.
#[derive(Clone, Debug, Default)]
pub(crate) enum Glance {
    /// One of these codes, sorted.
    Codes(Box<[Word]>),
    /// Any text of this length.
    Text { min: u16, max: u16 },
    /// Nothing passes: the row is to be asked.
    #[default]
    Closer,
}

impl Glance {
    /// The glance for a row.
    pub(super) fn of(row: &ElementRow) -> Self {
        let is_text = matches!(row.kind, ElementType::Code | ElementType::Text | ElementType::Binary);
        match row.usage {
            Usage::NotUsed => Self::Closer,
            _ if row.kind == ElementType::Composite => Self::Closer,
            _ if !row.codes.is_empty() => Self::Codes(row.codes.as_slice().into()),
            _ if is_text && row.content == Content::Plain => Self::Text { min: row.min, max: row.max },
            _ => Self::Closer,
        }
    }
}
