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
    /// A number of so many digits.
    Number { decimal: bool, min: u16, max: u16 },
    /// A day, `CCYYMMDD`.
    Day,
    /// A text of this length that others give a meaning.
    Meant { content: Content, min: u16, max: u16 },
    /// Nothing passes: the row is to be asked.
    #[default]
    Closer,
}

impl Glance {
    /// The glance for a row.
    pub(super) fn of(row: &ElementRow) -> Self {
        let (content, min, max) = (row.content, row.min, row.max);
        match (row.kind, content) {
            _ if row.usage == Usage::NotUsed => Self::Closer,
            (ElementType::Composite | ElementType::Time, _) => Self::Closer,
            _ if !row.codes.is_empty() => Self::Codes(row.codes.as_slice().into()),
            (ElementType::Code | ElementType::Text | ElementType::Binary, Content::Plain) => Self::Text { min, max },
            (ElementType::Code | ElementType::Text | ElementType::Binary, _) => Self::Meant { content, min, max },
            (ElementType::Decimal, Content::Plain) => Self::Number { decimal: true, min, max },
            (ElementType::Whole, Content::Plain) => Self::Number { decimal: false, min, max },
            (ElementType::Date, _) if (min, max) == (8, 8) => Self::Day,
            _ => Self::Closer,
        }
    }
}
