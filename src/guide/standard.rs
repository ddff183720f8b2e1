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

/// The segments of the 278 of the standard, sorted.
pub(super) fn of_278() -> &'static [Tag] {
    &OF_278
}
