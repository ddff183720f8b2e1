//! The directory of segment ids of release 005010.

use super::segment::{Tag, tag};
use std::sync::LazyLock;

static IDS: LazyLock<Vec<(Tag, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("segment_ids.txt").lines().filter(|line| matches!(line.len(), 2 | 3));
    let mut ids: Vec<_> = lines.map(|id| (tag(id.as_bytes()), id)).collect();
    ids.sort_unstable();
    ids
});

/// The id of a tag, if X12 has such a segment. Findings name no other id, for it may be data.
pub(crate) fn segment_id(tag: Tag) -> Option<&'static str> {
    let index = IDS.binary_search_by_key(&tag, |(tag, _)| *tag).ok()?;
    IDS.get(index).map(|(_, id)| *id)
}
