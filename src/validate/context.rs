//! What the rules over a whole set look at.

use crate::guide::{Guide, Instance, Placement, SegmentRow};
use crate::report::{Issue, IssueCode, Location, RuleText};
use crate::syntax::{ElementIndex, RawSet, tag};

/// A placed set with its guide: the rows, the loops, the bytes.
///
/// Segments are named by their index from 0 (ST = 0), loops by their index among the instances of the placement.
#[derive(Debug)]
pub(crate) struct SetContext<'c> {
    /// The guide, a profile laid over it.
    pub(crate) guide: &'c Guide,
    /// The segments, from ST to the one before SE.
    pub(crate) set: RawSet<'c, 'c>,
    /// Where each segment was placed.
    pub(crate) placement: &'c Placement,
    /// Where the elements of its segments lie.
    pub(crate) elements: &'c ElementIndex,
    lists: &'c InstanceLists,
}

/// The segments and the loops of each loop instance, as linked lists. Reused from set to set.
#[derive(Clone, Debug, Default)]
pub(crate) struct InstanceLists {
    first_segment: Vec<u32>,
    next_segment: Vec<u32>,
    first_child: Vec<u32>,
    next_child: Vec<u32>,
}

const END: u32 = u32::MAX;

impl InstanceLists {
    /// Takes up the latest placement.
    pub(crate) fn fill(&mut self, placement: &Placement) {
        let (placed, instances) = (placement.placed(), placement.instances());
        for (list, length) in [
            (&mut self.first_segment, instances.len()),
            (&mut self.next_segment, placed.len()),
            (&mut self.first_child, instances.len()),
            (&mut self.next_child, instances.len()),
        ] {
            list.clear();
            list.resize(length, END);
        }
        for (index, placed) in placed.iter().enumerate().rev() {
            link(&mut self.first_segment, &mut self.next_segment, placed.instance, index);
        }
        for (index, instance) in instances.iter().enumerate().skip(1).rev() {
            link(&mut self.first_child, &mut self.next_child, instance.parent, index);
        }
    }
}

/// Puts `index` in front of the list of `owner`.
fn link(first: &mut [u32], next: &mut [u32], owner: u32, index: usize) {
    if let (Some(first), Some(next)) = (first.get_mut(owner as usize), next.get_mut(index)) {
        *next = *first;
        *first = u32::try_from(index).unwrap_or(END);
    }
}

fn walk(first: &[u32], next: &[u32], owner: u32) -> impl Iterator<Item = u32> {
    let start = first.get(owner as usize).copied().filter(|index| *index != END);
    std::iter::successors(start, move |index| next.get(*index as usize).copied().filter(|next| *next != END))
}

impl<'c> SetContext<'c> {
    /// The context of a set that was read and placed; `lists` are those of the placement.
    pub(crate) const fn new(
        guide: &'c Guide,
        set: RawSet<'c, 'c>,
        placement: &'c Placement,
        elements: &'c ElementIndex,
        lists: &'c InstanceLists,
    ) -> Self {
        Self { guide, set, placement, elements, lists }
    }

    /// A loop instance.
    pub(crate) fn instance(&self, instance: u32) -> Option<&'c Instance> {
        self.placement.instances().get(instance as usize)
    }

    /// All instances of the loop with an id, in the order of the file.
    pub(crate) fn loops(&self, id: &str) -> impl Iterator<Item = u32> + use<'c> {
        let wanted = self.guide.loop_index(id);
        let instances = self.placement.instances().iter().enumerate();
        instances
            .filter(move |(_, instance)| Some(instance.loop_index) == wanted)
            .filter_map(|(index, _)| u32::try_from(index).ok())
    }

    /// The loops right below an instance, in the order of the file.
    pub(crate) fn children(&self, instance: u32) -> impl Iterator<Item = u32> + use<'c> {
        walk(&self.lists.first_child, &self.lists.next_child, instance)
    }

    /// The loops with an id right below an instance.
    pub(crate) fn children_of(&self, instance: u32, id: &str) -> impl Iterator<Item = u32> + use<'c> {
        let wanted = self.guide.loop_index(id);
        let instances = self.placement.instances();
        let of = move |child: &u32| instances.get(*child as usize).map(|instance| instance.loop_index);
        self.children(instance).filter(move |child| wanted.is_some() && of(child) == wanted)
    }

    /// All segments that stand in an instance itself, the unplaced ones too.
    pub(crate) fn segments(&self, instance: u32) -> impl Iterator<Item = usize> + use<'c> {
        walk(&self.lists.first_segment, &self.lists.next_segment, instance).map(|index| index as usize)
    }

    /// The placed segments of an instance with an id, such as `DTP`, in the order of the file.
    pub(crate) fn segments_of(&self, instance: u32, id: &str) -> impl Iterator<Item = usize> + use<'c> {
        let (guide, placement, wanted) = (self.guide, self.placement, tag(id.as_bytes()));
        self.segments(instance).filter(move |index| {
            let row = placement.placed().get(*index).and_then(|placed| guide.rows.get(placed.row()?));
            row.is_some_and(|row| row.tag == wanted)
        })
    }

    /// The row of a segment; `None` when it fits none.
    pub(crate) fn row(&self, segment: usize) -> Option<&'c SegmentRow> {
        self.guide.rows.get(self.placement.placed().get(segment)?.row()?)
    }

    /// The place of a segment.
    pub(crate) fn location(&self, segment: usize) -> Location {
        self.placement.location(self.guide, &self.set, segment)
    }

    /// The place of an element (and repetition and component, 0 for "as a whole") of a segment.
    pub(crate) fn at(&self, segment: usize, element: u16, repetition: u16, component: u16) -> Location {
        Location { element, repetition, component, ..self.location(segment) }
    }

    /// Where a segment with this id should have stood in an instance.
    pub(crate) fn missing(&self, instance: u32, id: &'static str) -> Location {
        let of = self.instance(instance).and_then(|instance| self.guide.loops.get(instance.loop_index));
        let rows = of.and_then(|of| self.guide.rows.get(of.rows.clone())).unwrap_or_default();
        let position = rows.iter().find(|row| row.id == id).map_or(u16::MAX, |row| row.position);
        self.placement.missing(self.guide, &self.set, instance, id, position)
    }

    /// The place of a loop that is missing below an instance: the segment that would open it, where it should have
    /// stood.
    pub(crate) fn missing_loop(&self, parent: u32, id: &str) -> Location {
        let row = self.guide.loops.iter().find(|row| row.id == id);
        let Some((row, opener)) = row.and_then(|row| Some((row, self.guide.rows.get(row.rows.start)?))) else {
            return self.set.location(self.set.len());
        };
        let position = if row.is_level() { u16::MAX } else { row.position };
        let at = self.placement.missing(self.guide, &self.set, parent, opener.id, position);
        Location { loop_id: Some(row.id), loop_number: 1, ..at }
    }

    /// A finding of a rule, with the severity and the SNIP type of the code.
    pub(crate) const fn issue(code: IssueCode, at: Location, rule: RuleText) -> Issue {
        let mut issue = Issue::new(code, at);
        issue.rule = Some(rule);
        issue
    }
}
