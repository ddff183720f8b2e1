//! Which row of a loop takes a segment, in the form that placing wants: computed once, asked for every segment.

use super::rows::{Guide, LoopRow, SegmentRow, TAGS, slot_of};
use crate::element::Word;
use crate::syntax::{Tag, tag};
use std::ops::Range;

/// Which row of a loop takes a segment of one id.
#[derive(Clone, Debug, Default)]
pub(crate) enum Choice {
    /// None: the loop has no such segment.
    #[default]
    None,
    /// This one, whatever the segment holds.
    Row(u16),
    /// The one that stands beside the code in the first element.
    ByCode(Box<[(Word, u16)]>),
    /// These are to be asked one by one.
    OneOf(Range<usize>),
}

impl Choice {
    /// The choice between the rows of one id, which begin at an index of the guide.
    fn between(rows: &[SegmentRow], first: usize) -> Self {
        let index = |row: usize| u16::try_from(first + row).unwrap_or(u16::MAX);
        if rows.first().is_some_and(|row| row.matching.is_none()) {
            return Self::Row(index(0));
        }
        let mut codes: Vec<(Word, u16)> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            match &row.matching {
                Some(matching) if matching.is_first_element() => {
                    codes.extend(matching.codes.iter().chain(&matching.tolerated).map(|code| (*code, index(number))));
                }
                _ => return Self::OneOf(first..first + rows.len()),
            }
        }
        Self::ByCode(codes.into())
    }
}

/// What placing asks of a row for every segment, in eight bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    /// Position in the loop.
    pub(super) position: u16,
    /// Most uses in one loop; beyond what is counted, no limit.
    pub(super) max: u16,
    /// Its number among the rows of the loop.
    pub(super) slot: u16,
    /// Whether it is an AAA, which rejects what it stands in.
    pub(super) rejects: bool,
}

impl Target {
    fn of(row: &SegmentRow) -> Self {
        Self {
            position: row.position,
            max: u16::try_from(row.max).unwrap_or(u16::MAX),
            slot: u16::try_from(row.slot).unwrap_or(u16::MAX),
            rejects: row.tag == AAA,
        }
    }

    /// The bit of the slot; a test holds that no loop has more rows than there are bits.
    #[inline]
    pub(super) const fn bit(self) -> u64 {
        if self.slot < 64 { 1 << self.slot } else { 0 }
    }
}

const AAA: Tag = tag(b"AAA");

/// Fills in the choices of all loops of a guide.
pub(super) fn prepare(guide: &mut Guide) {
    let Guide { loops, rows, multiplier, targets, .. } = guide;
    *targets = rows.iter().map(Target::of).collect();
    for row in loops.iter_mut() {
        row.by_tag = vec![Choice::None; TAGS];
        let own = rows.get(row.rows.clone()).unwrap_or_default();
        row.required = own.iter().filter(|row| row.is_required()).fold(0, |all, row| all | Target::of(row).bit());
        let mut first = row.rows.start;
        for rows in own.chunk_by(|one, other| one.tag == other.tag) {
            let tag: Tag = rows.first().map_or(0, |row| row.tag);
            if let Some(choice) = row.by_tag.get_mut(slot_of(tag, *multiplier)) {
                *choice = Choice::between(rows, first);
            }
            first += rows.len();
        }
    }
    let names: Vec<Vec<(Word, usize)>> = loops.iter().map(|row| names(loops, row)).collect();
    for (row, names) in loops.iter_mut().zip(names) {
        row.names = names;
    }
}

/// The codes that open the name loops below a loop. A code of two loops opens the first.
fn names(loops: &[LoopRow], row: &LoopRow) -> Vec<(Word, usize)> {
    let children = row.children.iter().filter_map(|index| Some((*index, loops.get(*index)?)));
    let names = children.filter(|(_, row)| !row.is_level());
    let codes = names.filter_map(|(index, row)| Some((index, row.matching.as_ref()?)));
    let mut all: Vec<(Word, usize)> = codes
        .flat_map(|(index, matching)| matching.codes.iter().chain(&matching.tolerated).map(move |code| (*code, index)))
        .collect();
    all.sort_by_key(|(code, _)| *code);
    all.dedup_by_key(|(code, _)| *code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_bit_and_stands_with_those_of_its_id() {
        for guide in [Guide::request(), Guide::response(), Guide::acknowledgment()] {
            for row in &guide.loops {
                let own = &guide.rows[row.rows.clone()];
                assert!(own.iter().all(|row| Target::of(row).bit() != 0), "{}", row.id);
                let chosen = row.by_tag.iter().filter(|choice| !matches!(choice, Choice::None)).count();
                assert_eq!(chosen, own.chunk_by(|one, other| one.tag == other.tag).count(), "{}", row.id);
            }
        }
    }
}
