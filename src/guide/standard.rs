//! The 278 of the 005010 standard, without any guide.

use super::table::Table;
use crate::syntax::{Tag, tag};
use std::sync::LazyLock;

static OF_278: LazyLock<Vec<Tag>> = LazyLock::new(|| {
    let table = Table::new(include_str!("tables/base278.segments.tsv"));
    let mut tags: Vec<Tag> = table.records().map(|record| tag(record.get("id").as_bytes())).collect();
    tags.sort_unstable();
    tags
});

/// Whether the 278 of the standard has the segment.
pub(crate) fn is_of_278(tag: Tag) -> bool {
    tag != 0 && OF_278.binary_search(&tag).is_ok()
}
