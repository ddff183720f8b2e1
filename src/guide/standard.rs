//! The 278 of the 005010 standard, without any guide: its segments, what it makes mandatory, its code lists.

use super::load::element_row;
use super::rows::ElementRow;
use super::table::Table;
use crate::element::Word;
use crate::syntax::{Tag, tag};
use std::sync::LazyLock;

/// The segments of the 278 with the most uses that the standard allows, in a level and in a name loop alike.
static SEGMENTS: LazyLock<Vec<(Tag, u32)>> = LazyLock::new(|| {
    let table = Table::new(include_str!("tables/base278.segments.tsv"));
    let segments = table.records().filter(|record| record.get("kind") == "segment");
    let mut segments: Vec<_> = segments
        .map(|record| (tag(record.get("id").as_bytes()), record.get("max").parse().unwrap_or(u32::MAX)))
        .collect();
    segments.sort_unstable();
    segments
});

static OF_278: LazyLock<Vec<Tag>> = LazyLock::new(|| SEGMENTS.iter().map(|(tag, _)| *tag).collect());

/// The segments of the 278 of the standard, sorted.
pub(super) fn of_278() -> &'static [Tag] {
    &OF_278
}

/// The most uses of a segment in one loop of the standard.
pub(super) fn maximum(of: Tag) -> u32 {
    SEGMENTS.iter().filter(|(tag, _)| *tag == of).map(|(_, max)| *max).max().unwrap_or(u32::MAX)
}

/// The designators of the elements and components that the standard makes mandatory.
static MANDATORY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let table = Table::new(include_str!("tables/base278.elements.tsv"));
    let mandatory = table.records().filter(|record| record.get("req") == "M");
    let mut designators: Vec<_> = mandatory.map(|record| record.get("ref")).collect();
    designators.sort_unstable();
    designators
});

/// Whether the standard makes an element or component mandatory.
pub(super) fn is_mandatory(designator: &str) -> bool {
    MANDATORY.binary_search(&designator).is_ok()
}

/// Every value that X12 lists, by data element.
static CODES: LazyLock<Vec<(&'static str, Word)>> = LazyLock::new(|| {
    let records = Table::new(include_str!("tables/codes_base.tsv")).records();
    let mut codes: Vec<_> =
        records.filter_map(|record| Some((record.get("data_element"), Word::read(record.get("code"))?))).collect();
    codes.sort_unstable();
    codes
});

/// Whether X12 lists a value for a data element.
pub(crate) fn has_code(data_element: &str, code: Word) -> bool {
    CODES.binary_search_by(|(element, other)| (*element, *other).cmp(&(data_element, code))).is_ok()
}

/// The elements of ISA, TA1, GS, ST, SE, GE and IEA, by segment.
static ENVELOPE: LazyLock<Vec<(&'static str, ElementRow)>> = LazyLock::new(|| {
    let table = Table::new(include_str!("tables/envelope.elements.tsv"));
    table.records().map(|record| (record.get("segment"), element_row(&record, record.get("segment")))).collect()
});

/// The elements of a segment of the envelope.
pub(crate) fn envelope_rows(segment: &str) -> impl Iterator<Item = &'static ElementRow> {
    ENVELOPE.iter().filter(move |(id, _)| *id == segment).map(|(_, row)| row)
}
