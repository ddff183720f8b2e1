//! Placement: every segment of a set gets its row of the guide, or none.
//!
//! One pass, linear, deterministic. The hierarchy follows HL02 where it is sound, else HL03; HL04 never drives it.

use super::levels::Levels;
use super::placer::Placer;
use super::rows::{Guide, LoopRow};
use crate::report::{Location, Report};
use crate::syntax::{RawSet, Tag, tag};

const SE: Tag = tag(b"SE");

/// Where one segment of a set was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    row: u16,
    /// Index of the loop instance that it stands in.
    pub instance: u32,
}

impl Placed {
    const NONE: u16 = u16::MAX;

    /// In a row of an instance.
    pub(super) fn in_row(row: usize, instance: u32) -> Self {
        Self { row: u16::try_from(row).unwrap_or(Self::NONE), instance }
    }

    /// In an instance, in no row.
    pub(super) const fn nowhere(instance: u32) -> Self {
        Self { row: Self::NONE, instance }
    }

    /// Index of its row in the guide; `None` when it fits none.
    #[inline]
    #[must_use]
    pub const fn row(self) -> Option<usize> {
        if self.row == Self::NONE { None } else { Some(self.row as usize) }
    }
}

/// One loop of a set.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Index of its row in the guide.
    pub loop_index: usize,
    /// Index of the instance that it stands in; its own for the root.
    pub parent: u32,
    /// Its number (from 0) among the loops of the same kind in its parent.
    pub number: u32,
    /// Its number (from 1) among the loops of the same kind in the set.
    pub number_in_set: u32,
    /// Index of its first segment in the set.
    pub first: u32,
    /// Whether it stands for a level that the file leaves out.
    pub implied: bool,
    /// The number of its kind among the children of the row of its parent.
    pub(crate) slot: usize,
    pub(super) last_position: u16,
    pub(super) says_children: Option<bool>,
    pub(super) has_levels: bool,
    pub(super) counts: u32,
    /// A bit for each slot that holds a segment.
    pub(super) seen: u64,
    pub(super) children: [u32; CHILDREN],
    /// Whether an AAA stands in it or in one of its name loops.
    pub(super) rejected: bool,
}

impl Instance {
    /// How many loops of one kind stand in it, by the number of the kind among the children of its row.
    pub(crate) fn children(&self, slot: usize) -> usize {
        self.children.get(slot).map_or(0, |count| *count as usize)
    }
}

/// No loop has more kinds of loops below it.
pub(super) const CHILDREN: usize = 4;

/// The rows of all segments of a set, and the loops that they form. Reused from set to set.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    pub(super) placed: Vec<Placed>,
    pub(super) instances: Vec<Instance>,
    pub(super) counts: Vec<u16>,
    pub(super) in_set: Vec<u32>,
    /// For each loop of the guide, its latest instance.
    pub(super) latest: Vec<Option<u32>>,
    pub(super) levels: Levels,
    pub(super) rejected: bool,
}

impl Placement {
    /// Where each segment of the set was placed, in order.
    #[must_use]
    pub fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// The loops of the set; the first is the set itself (HEADER).
    #[must_use]
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// Forgets the latest set.
    pub(crate) fn clear(&mut self) {
        self.placed.clear();
        self.instances.clear();
        self.counts.clear();
        self.in_set.clear();
        self.levels.clear();
        self.rejected = false;
    }

    /// Places every segment of a set and reports what is wrong with its structure. The SE that ends a set is in the
    /// header (HEADER), wherever the levels have got to; that it is missing, or wrong, is a matter of the envelope.
    pub fn place(&mut self, guide: &Guide, set: &RawSet<'_, '_>, report: &mut Report) {
        self.clear();
        self.in_set.resize(guide.loops.len(), 0);
        self.latest.clear();
        self.latest.resize(guide.loops.len(), None);
        let before = report.issues().len();
        let last = set.len().saturating_sub(1);
        let has_trailer = last > 0 && set.tag(last) == SE;
        let body = if has_trailer { set.up_to(last) } else { *set };
        Placer::run(guide, &body, self, report);
        if has_trailer {
            self.placed.push(guide.trailer().map_or(Placed::nowhere(0), |row| Placed::in_row(row, 0)));
        }
        report.sort_from(before);
    }

    /// Where a segment stands, for a finding about it.
    #[must_use]
    pub fn location(&self, guide: &Guide, set: &RawSet<'_, '_>, index: usize) -> Location {
        let instance = self.placed.get(index).map_or(0, |placed| placed.instance);
        self.location_in(guide, set, index, instance)
    }

    /// The place of a segment that is missing in an instance: where one with this id and position should have stood.
    pub(crate) fn missing(
        &self,
        guide: &Guide,
        set: &RawSet<'_, '_>,
        instance: u32,
        id: &'static str,
        position: u16,
    ) -> Location {
        let index = self.insertion(guide, set, instance as usize, position);
        let at = self.location_in(guide, set, index, instance);
        Location { segment_id: Some(id), length: 0, ..at }
    }

    /// The index at which a segment with this position should have stood in an instance.
    pub(super) fn insertion(&self, guide: &Guide, set: &RawSet<'_, '_>, instance: usize, position: u16) -> usize {
        let first = self.instances.get(instance).map_or(0, |instance| instance.first as usize);
        let behind = self.placed.iter().enumerate().skip(first).find(|(_, placed)| {
            let row = placed.row().and_then(|row| guide.rows.get(row));
            if placed.instance as usize == instance {
                row.is_some_and(|row| row.position > position)
            } else {
                self.inner_loop(guide, placed.instance, instance).is_none_or(|inner| position < inner.position)
            }
        });
        behind.map_or(set.len(), |(index, _)| index)
    }

    /// The loop of an instance that stands in another one and at the same level, directly or further inside.
    fn inner_loop<'g>(&self, guide: &'g Guide, mut inner: u32, outer: usize) -> Option<&'g LoopRow> {
        loop {
            let of = self.instances.get(inner as usize)?;
            let row = guide.loops.get(of.loop_index).filter(|row| !row.is_level())?;
            if of.parent as usize == outer {
                return (inner != of.parent).then_some(row);
            }
            if of.parent == inner {
                return None;
            }
            inner = of.parent;
        }
    }

    pub(super) fn location_in(&self, guide: &Guide, set: &RawSet<'_, '_>, index: usize, instance: u32) -> Location {
        let mut at = set.location(index);
        if let Some(instance) = self.instances.get(instance as usize) {
            at.loop_id = guide.loops.get(instance.loop_index).map(|row| row.id);
            at.loop_number = instance.number_in_set;
        }
        at
    }
}
