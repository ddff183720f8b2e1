//! Placement: every segment of a set gets its row of the guide, or none.
//!
//! One pass, linear, deterministic. The hierarchy follows HL02 where it is sound, else HL03; HL04 never drives it.

use super::rows::{CodeMatch, ElementRow, Guide, LoopRow, SegmentRow};
use super::standard::has_code;
use crate::element::Word;
use crate::report::{Issue, IssueCode, Location, Report, Severity};
use crate::syntax::{RawSet, Tag, segment_id, tag, tag_of};
use std::collections::HashMap;

const HL: Tag = tag(b"HL");
const NM1: Tag = tag(b"NM1");
const AAA: Tag = tag(b"AAA");

/// Where one segment of a set was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    row: u16,
    /// Index of the loop instance that it stands in.
    pub instance: u32,
}

impl Placed {
    const NONE: u16 = u16::MAX;

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
    last_position: u16,
    says_children: Option<bool>,
    has_levels: bool,
    counts: u32,
    children: [u32; CHILDREN],
    /// Whether an AAA stands in it or in one of its name loops.
    rejected: bool,
}

/// No loop has more kinds of loops below it.
const CHILDREN: usize = 4;

/// The rows of all segments of a set, and the loops that they form. Reused from set to set.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    placed: Vec<Placed>,
    instances: Vec<Instance>,
    counts: Vec<u16>,
    in_set: Vec<u32>,
    /// For each loop of the guide, its latest instance.
    latest: Vec<Option<u32>>,
    levels: Levels,
    rejected: bool,
}

/// The levels met so far, by HL01.
#[derive(Clone, Debug, Default)]
struct Levels {
    /// The instance of the n-th HL whose HL01 is n.
    in_sequence: Vec<Option<u32>>,
    /// Those that are numbered otherwise.
    otherwise: HashMap<Vec<u8>, u32>,
}

impl Levels {
    fn clear(&mut self) {
        self.in_sequence.clear();
        self.otherwise.clear();
    }

    /// Adds the next HL; says how its number fits.
    fn add(&mut self, id: &[u8], instance: u32) -> Numbering {
        let number = whole(id);
        let expected = self.in_sequence.len() as u64 + 1;
        if number == Some(expected) && !self.otherwise.contains_key(id) {
            self.in_sequence.push(Some(instance));
            return Numbering::Next;
        }
        let repeated = self.find(id).is_some();
        self.in_sequence.push(None);
        if !repeated {
            self.otherwise.insert(id.to_vec(), instance);
        }
        if repeated || number.is_none() { Numbering::Repeated } else { Numbering::Otherwise }
    }

    fn find(&self, id: &[u8]) -> Option<u32> {
        let index = whole(id).and_then(|number| usize::try_from(number.checked_sub(1)?).ok());
        let in_sequence = index.and_then(|index| *self.in_sequence.get(index)?);
        in_sequence.or_else(|| self.otherwise.get(id).copied())
    }
}

enum Numbering {
    Next,
    Otherwise,
    Repeated,
}

/// A number without leading zeros.
fn whole(digits: &[u8]) -> Option<u64> {
    let plain = matches!(digits, [b'1'..=b'9', ..]) && digits.len() <= 12;
    plain.then(|| digits.iter().try_fold(0, |n: u64, d| d.is_ascii_digit().then(|| n * 10 + u64::from(d - b'0'))))?
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

    /// Places every segment of a set and reports what is wrong with its structure.
    pub fn place(&mut self, guide: &Guide, set: &RawSet<'_, '_>, report: &mut Report) {
        self.clear();
        self.in_set.resize(guide.loops.len(), 0);
        self.latest.clear();
        self.latest.resize(guide.loops.len(), None);
        let before = report.issues().len();
        let mut placer = Placer { guide, set, out: self, report, level: 0, name: Name::None, index: 0 };
        placer.open(0, 0, false);
        placer.run();
        placer.finish();
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
    fn insertion(&self, guide: &Guide, set: &RawSet<'_, '_>, instance: usize, position: u16) -> usize {
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

    fn location_in(&self, guide: &Guide, set: &RawSet<'_, '_>, index: usize, instance: u32) -> Location {
        let mut at = set.location(index);
        if let Some(instance) = self.instances.get(instance as usize) {
            at.loop_id = guide.loops.get(instance.loop_index).map(|row| row.id);
            at.loop_number = instance.number_in_set;
        }
        at
    }
}

/// Which name loop is open in the current level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    /// None yet.
    None,
    /// This instance.
    Open(u32),
    /// One that has no place: what follows it has none either.
    Unplaced,
    /// The level itself has no place.
    LevelUnplaced,
}

pub(super) enum Fit {
    Row(usize),
    /// The id has rows here, but none for this qualifier, which stands in this element.
    Foreign(u16),
    No,
}

pub(super) struct Placer<'p> {
    pub(super) guide: &'p Guide,
    set: &'p RawSet<'p, 'p>,
    out: &'p mut Placement,
    report: &'p mut Report,
    pub(super) level: u32,
    name: Name,
    index: usize,
}

impl Placer<'_> {
    fn run(&mut self) {
        let element = self.set.delimiters().element();
        for index in 0..self.set.len() {
            self.index = index;
            let bytes = self.set.bytes(index);
            let tag = tag_of(bytes, element);
            match tag {
                _ if self.guide.is_plain => self.nested(tag, bytes),
                HL => self.level(bytes),
                NM1 => self.name(bytes),
                _ => self.segment(tag, bytes),
            }
        }
    }

    pub(super) fn loop_row(&self, instance: u32) -> Option<&LoopRow> {
        let instance = self.out.instances.get(instance as usize)?;
        self.guide.loops.get(instance.loop_index)
    }

    /// Opens a loop below `parent`.
    pub(super) fn open(&mut self, loop_index: usize, parent: u32, implied: bool) -> u32 {
        let Some(row) = self.guide.loops.get(loop_index) else { return parent };
        let number = self.child_count(parent, loop_index);
        if let Some(count) = number {
            *count += 1;
        }
        let number = self.child_count(parent, loop_index).map_or(0, |count| *count - 1);
        let number_in_set = self.out.in_set.get_mut(loop_index).map_or(0, |count| {
            *count += 1;
            *count
        });
        let index = u32::try_from(self.out.instances.len()).unwrap_or(u32::MAX);
        let counts = u32::try_from(self.out.counts.len()).unwrap_or(u32::MAX);
        self.out.counts.resize(self.out.counts.len() + row.rows.len(), 0);
        self.out.instances.push(Instance {
            loop_index,
            parent,
            number,
            number_in_set,
            first: u32::try_from(self.index).unwrap_or(u32::MAX),
            implied,
            last_position: 0,
            says_children: None,
            has_levels: false,
            counts,
            children: [0; CHILDREN],
            rejected: false,
        });
        if let Some(latest) = self.out.latest.get_mut(loop_index) {
            *latest = Some(index);
        }
        index
    }

    pub(super) fn child_count(&mut self, parent: u32, loop_index: usize) -> Option<&mut u32> {
        let parent = self.out.instances.get_mut(parent as usize)?;
        let children = &self.guide.loops.get(parent.loop_index)?.children;
        let slot = children.iter().position(|child| *child == loop_index)?;
        parent.children.get_mut(slot)
    }

    pub(super) fn parent_of(&self, instance: u32) -> u32 {
        self.out.instances.get(instance as usize).map_or(instance, |instance| instance.parent)
    }

    /// Notes that a position of an instance is reached; whether a later one was reached before.
    pub(super) fn pass(&mut self, instance: u32, position: u16) -> bool {
        let Some(at) = self.out.instances.get_mut(instance as usize) else { return false };
        let late = position < at.last_position;
        at.last_position = at.last_position.max(position);
        late
    }

    pub(super) fn issue(&mut self, code: IssueCode) {
        let instance = match self.name {
            Name::Open(instance) => instance,
            _ => self.level,
        };
        self.issue_in(code, instance, 0);
    }

    pub(super) fn issue_in(&mut self, code: IssueCode, instance: u32, element: u16) {
        let at = self.out.location_in(self.guide, self.set, self.index, instance);
        self.report.push(Issue::new(code, Location { element, ..at }));
    }

    fn put(&mut self, row: usize, instance: u32) {
        self.out.placed.push(Placed { row: u16::try_from(row).unwrap_or(Placed::NONE), instance });
    }

    pub(super) fn put_nowhere(&mut self) {
        self.out.placed.push(Placed {
            row: Placed::NONE,
            instance: match self.name {
                Name::Open(instance) => instance,
                _ => self.level,
            },
        });
    }

    /// The row for a segment in a loop instance.
    #[inline]
    pub(super) fn fit(&self, instance: u32, tag: Tag, bytes: &[u8]) -> Fit {
        let Some(row) = self.loop_row(instance) else { return Fit::No };
        let Some(&(first, count)) = self.guide.tag_number(tag).and_then(|number| row.by_tag.get(number)) else {
            return Fit::No;
        };
        if count == 0 {
            return Fit::No;
        }
        let first = row.rows.start + usize::from(first);
        let rows = self.guide.rows.get(first..first + usize::from(count)).unwrap_or_default();
        let mut foreign = 0;
        for (index, row) in rows.iter().enumerate() {
            let Some(matching) = &row.matching else { return Fit::Row(first + index) };
            if self.takes(matching, bytes) {
                return Fit::Row(first + index);
            }
            foreign = matching.element;
        }
        Fit::Foreign(foreign)
    }

    fn takes(&self, matching: &CodeMatch, bytes: &[u8]) -> bool {
        let mut value = self.element(bytes, usize::from(matching.element));
        if matching.component > 0 {
            let component = self.set.delimiters().component();
            let place = usize::from(matching.component) - 1;
            value = value.split(|&byte| byte == component).nth(place).unwrap_or_default();
        }
        word(value).is_some_and(|word| matching.takes(word)) || matching.takes_text(value)
    }

    fn element<'b>(&self, bytes: &'b [u8], number: usize) -> &'b [u8] {
        let element = self.set.delimiters().element();
        bytes.split(|&byte| byte == element).nth(number).unwrap_or_default()
    }

    fn segment(&mut self, tag: Tag, bytes: &[u8]) {
        if bytes.is_empty() {
            self.issue(IssueCode::SegmentEmpty);
            return self.put_nowhere();
        }
        if self.name == Name::LevelUnplaced {
            return self.below_unplaced(tag);
        }
        let inner = match self.name {
            Name::Open(instance) => instance,
            _ => self.level,
        };
        let fit = match self.name {
            Name::Unplaced if self.is_of_a_name(tag) => return self.below_unplaced(tag),
            _ => self.fit(inner, tag, bytes),
        };
        match fit {
            Fit::Row(row) => self.place_in(row, inner),
            Fit::Foreign(element) => self.foreign(inner, tag, element, bytes),
            Fit::No if inner != self.level => match self.fit(self.level, tag, bytes) {
                Fit::Row(row) => self.place_in(row, self.level),
                Fit::Foreign(element) => self.foreign(self.level, tag, element, bytes),
                Fit::No => self.unplaced(tag),
            },
            Fit::No => self.unplaced(tag),
        }
    }

    /// Whether some name loop of the current level has rows for the tag.
    fn is_of_a_name(&self, tag: Tag) -> bool {
        let Some(number) = self.guide.tag_number(tag) else { return false };
        let Some(level) = self.loop_row(self.level) else { return false };
        let names =
            level.children.iter().filter_map(|child| self.guide.loops.get(*child)).filter(|row| !row.is_level());
        names.filter_map(|row| row.by_tag.get(number)).any(|(_, count)| *count > 0)
    }

    pub(super) fn place_in(&mut self, row_index: usize, instance: u32) {
        let Some(row) = self.guide.rows.get(row_index) else { return self.put_nowhere() };
        let (max, slot, position, standard_max) = (row.max, row.slot, row.position, row.standard_max);
        let qualified = row.sole_qualifier();
        let Some(at) = self.out.instances.get_mut(instance as usize) else { return self.put_nowhere() };
        let late = position < at.last_position;
        at.last_position = at.last_position.max(position);
        let Some(count) = self.out.counts.get_mut(at.counts as usize + slot) else { return self.put_nowhere() };
        *count = count.saturating_add(1);
        let count = u32::from(*count);
        if count > max {
            // Only the first one too many is held against the one that is placed; later ones need not look again.
            if let Some(qualifier) = qualified
                && self.settle_foreign(row_index, instance, qualifier, count == max + 1)
            {
                if let Some(at) = self.out.instances.get(instance as usize)
                    && let Some(count) = self.out.counts.get_mut(at.counts as usize + slot)
                {
                    *count -= 1;
                }
                return;
            }
            let at = self.out.location_in(self.guide, self.set, self.index, instance);
            let mut issue = Issue::new(IssueCode::SegmentOverMaximum, at);
            if count > standard_max.max(max) {
                issue.snip = 1;
            }
            self.report.push(issue);
            return self.out.placed.push(Placed { row: Placed::NONE, instance });
        }
        if row.tag == AAA {
            self.reject(instance);
        }
        if late {
            self.issue_in(IssueCode::SegmentOutOfOrder, instance, 0);
        }
        self.put(row_index, instance);
    }

    /// Notes an AAA in a loop, and in the level that a name loop belongs to.
    fn reject(&mut self, instance: u32) {
        self.out.rejected = true;
        let Some(at) = self.out.instances.get_mut(instance as usize) else { return };
        at.rejected = true;
        let (loop_index, parent) = (at.loop_index, at.parent);
        if self.is_level(loop_index) {
            return;
        }
        if let Some(level) = self.out.instances.get_mut(parent as usize) {
            level.rejected = true;
        }
    }

    /// Two segments for a row that holds one, and one of them has a qualifier that the row does not list: that one is
    /// unplaced, and its qualifier is the finding. Whether that was so.
    fn settle_foreign(&mut self, row_index: usize, instance: u32, qualifier: &ElementRow, look_back: bool) -> bool {
        let lists = |bytes: &[u8]| word(self.element(bytes, 1)).is_some_and(|code| qualifier.codes.contains(&code));
        let bytes = self.set.bytes(self.index);
        let place = Placed { row: u16::try_from(row_index).unwrap_or(Placed::NONE), instance };
        if !lists(bytes) {
            self.foreign(instance, tag_of(bytes, self.set.delimiters().element()), 1, bytes);
            return true;
        }
        if !look_back {
            return false;
        }
        let Some(first) = self.out.placed.iter().rposition(|placed| *placed == place) else { return false };
        let earlier = self.set.bytes(first);
        if lists(earlier) {
            return false;
        }
        if let Some(placed) = self.out.placed.get_mut(first) {
            *placed = Placed { row: Placed::NONE, instance };
        }
        let here = std::mem::replace(&mut self.index, first);
        self.qualifier_issue(IssueCode::QualifierUnplaced, qualifier.data_element, instance, 1, earlier);
        self.index = here;
        self.out.placed.push(place);
        true
    }

    pub(super) fn foreign(&mut self, instance: u32, tag: Tag, element: u16, bytes: &[u8]) {
        let row = self.loop_row(instance).and_then(|row| self.guide.rows.get(row.rows.clone()));
        let row = row.and_then(|rows| rows.iter().find(|row| row.tag == tag));
        let data_element = row.map_or("", |row| row.data_element(element));
        self.qualifier_issue(IssueCode::QualifierUnplaced, data_element, instance, element, bytes);
        self.out.placed.push(Placed { row: Placed::NONE, instance });
    }

    /// Reports a qualifier that leads nowhere: absent, none of X12's, or none that this place uses.
    fn qualifier_issue(&mut self, unused: IssueCode, data_element: &str, instance: u32, element: u16, bytes: &[u8]) {
        let code = self.element(bytes, usize::from(element)).trim_ascii();
        let issue = if code.is_empty() {
            IssueCode::RequiredElementMissing
        } else if word(code).is_some_and(|code| has_code(data_element, code)) {
            unused
        } else {
            IssueCode::CodeUnknown
        };
        let at = self.out.location_in(self.guide, self.set, self.index, instance);
        let mut issue = Issue::new(issue, Location { element, ..at });
        if code.is_empty() {
            issue.snip = 1; // the standard makes every such qualifier mandatory
        }
        self.report.push(issue);
    }

    pub(super) fn unplaced(&mut self, tag: Tag) {
        let code = match segment_id(tag) {
            None => IssueCode::SegmentUnknown,
            Some(_) if self.guide.has_in_standard(tag) => IssueCode::SegmentNotUsed,
            Some(_) => IssueCode::SegmentForeign,
        };
        let instance = match self.name {
            Name::Open(instance) => instance,
            _ => self.level,
        };
        let at = self.out.location_in(self.guide, self.set, self.index, instance);
        let mut issue = Issue::new(code, at);
        let copied = |instance: u32| self.loop_row(instance).is_some_and(|row| row.echoed.contains(&tag));
        if copied(instance) || copied(self.level) {
            issue.severity = Severity::Warning;
        }
        self.report.push(issue);
        self.put_nowhere();
    }

    /// A segment that follows a level or a name without a place: kept there; an unknown one is still reported as such.
    fn below_unplaced(&mut self, tag: Tag) {
        if self.guide.has_in_standard(tag) {
            self.issue(IssueCode::SegmentBelowUnplaced);
            self.put_nowhere();
        } else {
            self.unplaced(tag);
        }
    }

    fn name(&mut self, bytes: &[u8]) {
        if self.name == Name::LevelUnplaced {
            return self.below_unplaced(NM1);
        }
        let code = word(self.element(bytes, 1));
        let found = self.loop_row(self.level).and_then(|level| {
            level.children.iter().copied().find(|child| {
                let row = self.guide.loops.get(*child).filter(|row| !row.is_level());
                let matching = row.and_then(|row| row.matching.as_ref());
                code.zip(matching).is_some_and(|(code, matching)| matching.takes(code))
            })
        });
        let level = self.level;
        let Some((loop_index, row)) = found.and_then(|index| Some((index, self.guide.loops.get(index)?))) else {
            let has_names = self.loop_row(level).is_some_and(|row| {
                row.children.iter().filter_map(|child| self.guide.loops.get(*child)).any(|row| !row.is_level())
            });
            self.name = Name::Unplaced;
            if has_names {
                self.qualifier_issue(IssueCode::QualifierUnplaced, "98", level, 1, bytes);
            } else {
                self.issue_in(IssueCode::SegmentNotUsed, level, 0);
            }
            return self.put_nowhere();
        };
        let (max, position, first_row) = (row.max, row.position, row.rows.start);
        let have = self.child_count(level, loop_index).map_or(0, |count| *count);
        if have >= max {
            self.issue_in(IssueCode::LoopOverMaximum, level, 0);
            if max == 1 {
                // The one place is taken; a list holds more than the guide allows.
                self.name = Name::Unplaced;
                return self.put_nowhere();
            }
        }
        if let Some(at) = self.out.instances.get_mut(level as usize) {
            at.last_position = at.last_position.max(position);
        }
        let instance = self.open(loop_index, level, false);
        self.name = Name::Open(instance);
        self.place_in(first_row, instance);
    }

    fn level(&mut self, bytes: &[u8]) {
        let element = self.set.delimiters().element();
        let mut elements = bytes.split(|&byte| byte == element).skip(1);
        let mut next = || elements.next().unwrap_or_default();
        let (id, parent_id, code, child) = (next(), next(), next(), next());
        let loop_index = word(code).and_then(|code| {
            self.guide
                .loops
                .iter()
                .position(|row| row.is_level() && row.matching.as_ref().is_some_and(|m| m.takes(code)))
        });
        let Some(loop_index) = loop_index else {
            self.levels_add(id, self.level, self.level);
            self.qualifier_issue(IssueCode::LevelUnknown, "735", self.level, 3, bytes);
            if child.is_empty() {
                self.issue_in(IssueCode::RequiredElementMissing, self.level, 4);
            }
            self.name = Name::LevelUnplaced;
            return self.put_nowhere();
        };
        let parent = self.parent(loop_index, parent_id);
        let over = self.is_over_maximum(loop_index, parent.0);
        let instance = self.open(loop_index, parent.0, false);
        self.level = instance;
        self.name = Name::None;
        if let Some(at) = self.out.instances.get_mut(instance as usize) {
            at.says_children = match child {
                b"1" => Some(true),
                b"0" => Some(false),
                _ => None,
            };
        }
        if let Some(at) = self.out.instances.get_mut(parent.0 as usize) {
            at.has_levels = true;
        }
        self.levels_add(id, instance, instance);
        if let Some(code) = parent.1 {
            self.issue_in(code, instance, 2);
        }
        if over {
            self.issue_in(IssueCode::LoopOverMaximum, instance, 0);
        }
        let first_row = self.guide.loops.get(loop_index).map_or(0, |row| row.rows.start);
        self.place_in(first_row, instance);
    }

    fn levels_add(&mut self, id: &[u8], instance: u32, place: u32) {
        match self.out.levels.add(id, instance) {
            // That HL01 is missing is a finding of its own.
            _ if id.is_empty() => {}
            Numbering::Next => {}
            Numbering::Otherwise => self.issue_in(IssueCode::LevelNumberOrder, place, 1),
            Numbering::Repeated => self.issue_in(IssueCode::LevelNumberRepeated, place, 1),
        }
    }

    /// A loop with several parents counts once for the whole set.
    fn is_over_maximum(&mut self, loop_index: usize, parent: u32) -> bool {
        let Some(row) = self.guide.loops.get(loop_index) else { return false };
        let have = if row.parents.len() > 1 {
            self.out.in_set.get(loop_index).copied().unwrap_or_default()
        } else {
            self.child_count(parent, loop_index).map_or(0, |count| *count)
        };
        have >= row.max
    }

    /// The parent of a level: what HL02 names where that is sound, else the latest level of the right kind; and what is
    /// wrong with HL02.
    fn parent(&mut self, loop_index: usize, named: &[u8]) -> (u32, Option<IssueCode>) {
        let Some(row) = self.guide.loops.get(loop_index) else { return (0, None) };
        let parents = &row.parents;
        if parents.first() == Some(&0) {
            return (0, None);
        }
        let of = |instance: u32| self.out.instances.get(instance as usize);
        let problem = if named.is_empty() {
            IssueCode::ParentMissing
        } else {
            match self.out.levels.find(named).and_then(|found| Some((found, of(found)?))) {
                Some((found, instance)) if parents.contains(&instance.loop_index) => return (found, None),
                Some((_, instance)) if instance.loop_index == loop_index && row.id == "2000F" => {
                    return (instance.parent, Some(IssueCode::ParentIsService));
                }
                Some(_) => IssueCode::ParentWrongLevel,
                None => IssueCode::ParentUnknown,
            }
        };
        (self.latest(loop_index), Some(problem))
    }

    /// The latest instance of the loops that a loop may stand in.
    fn latest_parent(&self, row: &LoopRow) -> Option<u32> {
        row.parents.iter().filter_map(|parent| *self.out.latest.get(*parent)?).max()
    }

    /// The latest instance that may be the parent of a loop; levels that the file leaves out are implied.
    fn latest(&mut self, loop_index: usize) -> u32 {
        let Some(row) = self.guide.loops.get(loop_index) else { return 0 };
        if row.parents.contains(&0) {
            return 0;
        }
        if let Some(found) = self.latest_parent(row) {
            return found;
        }
        let Some(&parent_loop) = row.parents.first() else { return 0 };
        let grandparent = self.latest(parent_loop);
        let implied = self.open(parent_loop, grandparent, true);
        let at = self.out.location_in(self.guide, self.set, self.index, implied);
        self.report.push(Issue::new(IssueCode::RequiredLoopMissing, Location { segment_id: Some("HL"), ..at }));
        if let Some(at) = self.out.instances.get_mut(grandparent as usize) {
            at.has_levels = true;
        }
        implied
    }

    /// What is missing, once everything is placed.
    fn finish(&mut self) {
        let is_response = self.guide.name == "response";
        for index in 0..self.out.instances.len() {
            let Some(instance) = self.out.instances.get(index).cloned() else { continue };
            let Some(row) = self.guide.loops.get(instance.loop_index) else { continue };
            if instance.says_children.is_some_and(|says| says != instance.has_levels) {
                self.index = instance.first as usize;
                self.issue_in(IssueCode::ChildCodeWrong, u32::try_from(index).unwrap_or(0), 4);
            }
            if instance.implied {
                continue;
            }
            let counts = self.out.counts.get(instance.counts as usize..).unwrap_or_default();
            let missing: Vec<usize> = row
                .rows
                .clone()
                .zip(counts)
                .filter(|(row, count)| **count == 0 && self.guide.rows.get(*row).is_some_and(SegmentRow::is_required))
                .map(|(row, _)| row)
                .collect();
            for row in missing {
                self.missing_segment(index, row, is_response);
            }
            for (slot, &child) in row.children.iter().enumerate() {
                let none = instance.children.get(slot).is_none_or(|count| *count == 0);
                let Some(child_row) = self.guide.loops.get(child) else { continue };
                let wanted = if child_row.is_level() && (is_response || child_row.parents.len() > 1) {
                    self.wants_level(child, index, is_response)
                } else {
                    none && child_row.usage == super::Usage::Required
                };
                if wanted && none {
                    self.missing_loop(index, child);
                }
            }
        }
    }

    /// Whether a set lacks a level that it must have at this parent: in a response only where nothing was rejected.
    fn wants_level(&self, child: usize, parent: usize, is_response: bool) -> bool {
        let Some(row) = self.guide.loops.get(child) else { return false };
        if is_response && self.out.rejected || matches!(row.id, "2000D" | "2000F") {
            return false;
        }
        let absent = self.out.in_set.get(child).is_some_and(|count| *count == 0);
        absent && self.latest_parent(row).is_some_and(|deepest| deepest as usize == parent)
    }

    fn missing_segment(&mut self, instance: usize, row_index: usize, is_response: bool) {
        let Some(row) = self.guide.rows.get(row_index) else { return };
        self.index = self.out.insertion(self.guide, self.set, instance, row.position);
        let at = self.out.location_in(self.guide, self.set, self.index, u32::try_from(instance).unwrap_or(0));
        let at = Location { segment_id: Some(row.id), length: 0, ..at };
        let mut issue = Issue::new(IssueCode::RequiredSegmentMissing, at);
        if matches!(row.id, "ST" | "BHT" | "HL" | "SE") {
            issue.snip = 1;
        }
        let is_rejected = self.out.instances.get(instance).is_some_and(|event| event.rejected);
        if row.doubted || is_response && row.id == "UM" && is_rejected {
            issue.severity = Severity::Warning;
        }
        self.report.push(issue);
    }

    fn is_level(&self, loop_index: usize) -> bool {
        self.guide.loops.get(loop_index).is_some_and(LoopRow::is_level)
    }

    fn missing_loop(&mut self, parent: usize, child: usize) {
        let Some(row) = self.guide.loops.get(child) else { return };
        let Some(opener) = self.guide.rows.get(row.rows.start) else { return };
        let position = if row.is_level() { u16::MAX } else { row.position };
        self.index = self.out.insertion(self.guide, self.set, parent, position);
        let at = self.set.location(self.index);
        let at = Location { segment_id: Some(opener.id), loop_id: Some(row.id), loop_number: 1, length: 0, ..at };
        let mut issue = Issue::new(IssueCode::RequiredLoopMissing, at);
        if self.out.instances.len() == 1 {
            issue.snip = 1; // the standard wants one level at least
        }
        self.report.push(issue);
    }
}

impl SegmentRow {
    fn is_required(&self) -> bool {
        self.usage == super::Usage::Required && self.id != "SE"
    }

    /// The data element of an element; empty when the row has none with that number.
    fn data_element(&self, element: u16) -> &'static str {
        let row = self.elements.iter().find(|row| row.element == element && row.component == 0);
        row.map_or("", |row| row.data_element)
    }

    /// The kind of date or reference of a row that takes one segment and is the only one of its id in the loop.
    fn sole_qualifier(&self) -> Option<&ElementRow> {
        const DATE_QUALIFIER: &str = "374";
        const REFERENCE_QUALIFIER: &str = "128";
        let first = self.elements.first().filter(|row| !row.codes.is_empty())?;
        let is_qualifier = matches!(first.data_element, DATE_QUALIFIER | REFERENCE_QUALIFIER);
        (self.max == 1 && self.matching.is_none() && is_qualifier).then_some(first)
    }
}

/// A short element as a word.
#[inline]
fn word(bytes: &[u8]) -> Option<Word> {
    Word::of_bytes(bytes)
}
