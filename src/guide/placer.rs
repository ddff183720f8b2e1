//! The pass over the segments of a set: each is put into the innermost open loop that has a row for it.

use super::choice::Choice;
use super::place::{CHILDREN, Instance, Placed, Placement};
use super::rows::{ElementRow, Guide, LoopRow};
use super::standard::has_code;
use crate::element::Word;
use crate::report::{Issue, IssueCode, Location, Report, Severity};
use crate::syntax::{RawSet, Tag, segment_id, tag, tag_of};
use std::ops::Range;

const HL: Tag = tag(b"HL");
const NM1: Tag = tag(b"NM1");

/// Which name loop is open in the current level.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
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
    pub(super) set: &'p RawSet<'p, 'p>,
    pub(super) out: &'p mut Placement,
    pub(super) report: &'p mut Report,
    pub(super) level: u32,
    pub(super) name: Name,
    pub(super) index: usize,
}

impl<'p> Placer<'p> {
    /// Places every segment, then says what is missing.
    pub(super) fn run(guide: &'p Guide, set: &'p RawSet<'p, 'p>, out: &'p mut Placement, report: &'p mut Report) {
        let mut placer = Self { guide, set, out, report, level: 0, name: Name::None, index: 0 };
        placer.open(0, 0, false);
        let element = set.delimiters().element();
        for (index, span) in set.spans().iter().enumerate() {
            placer.index = index;
            let bytes = set.text().get(span.start as usize..span.end as usize).unwrap_or_default();
            let tag = tag_of(bytes, element);
            match tag {
                _ if guide.is_plain => placer.nested(tag, bytes),
                HL => placer.level(bytes),
                NM1 => placer.name(bytes),
                _ => placer.segment(tag, bytes),
            }
        }
        placer.finish();
    }

    /// The instance that segments go to: the open name loop, else the level.
    fn inner(&self) -> u32 {
        match self.name {
            Name::Open(instance) => instance,
            _ => self.level,
        }
    }

    #[inline]
    pub(super) fn loop_row(&self, instance: u32) -> Option<&'p LoopRow> {
        let instance = self.out.instances.get(instance as usize)?;
        self.guide.loops.get(instance.loop_index)
    }

    /// Opens a loop below `parent`.
    pub(super) fn open(&mut self, loop_index: usize, parent: u32, implied: bool) -> u32 {
        let Some(row) = self.guide.loops.get(loop_index) else { return parent };
        let slot = self.child_slot(parent, loop_index);
        let count = slot.and_then(|slot| self.out.instances.get_mut(parent as usize)?.children.get_mut(slot));
        let number = count.map_or(0, |count| {
            *count += 1;
            *count - 1
        });
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
            slot: slot.unwrap_or(usize::MAX),
            last_position: 0,
            says_children: None,
            has_levels: false,
            counts,
            seen: 0,
            children: [0; CHILDREN],
            rejected: false,
        });
        if let Some(latest) = self.out.latest.get_mut(loop_index) {
            *latest = Some(index);
        }
        index
    }

    /// The number of a kind of loops among those that an instance may have.
    fn child_slot(&self, parent: u32, loop_index: usize) -> Option<usize> {
        self.loop_row(parent)?.children.iter().position(|child| *child == loop_index)
    }

    /// How many loops of a kind an instance has.
    pub(super) fn child_count(&self, parent: u32, loop_index: usize) -> u32 {
        let slot = self.child_slot(parent, loop_index);
        slot.and_then(|slot| self.out.instances.get(parent as usize)?.children.get(slot)).copied().unwrap_or_default()
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
        self.issue_in(code, self.inner(), 0);
    }

    pub(super) fn issue_in(&mut self, code: IssueCode, instance: u32, element: u16) {
        let at = self.out.location_in(self.guide, self.set, self.index, instance);
        self.report.push(Issue::new(code, Location { element, ..at }));
    }

    pub(super) fn put_nowhere(&mut self) {
        self.out.placed.push(Placed::nowhere(self.inner()));
    }

    /// The row for a segment in a loop instance.
    #[inline]
    pub(super) fn fit(&self, instance: u32, tag: Tag, bytes: &[u8]) -> Fit {
        let Some(row) = self.loop_row(instance) else { return Fit::No };
        match self.guide.tag_number(tag).and_then(|number| row.by_tag.get(number)) {
            None | Some(Choice::None) => Fit::No,
            Some(Choice::Row(row)) => Fit::Row(usize::from(*row)),
            Some(Choice::ByCode(rows)) => {
                let code = word(self.first_element(bytes));
                let row = rows.iter().find(|(of, _)| Some(*of) == code);
                row.map_or(Fit::Foreign(1), |(_, row)| Fit::Row(usize::from(*row)))
            }
            Some(Choice::OneOf(rows)) => self.fit_one_of(rows.clone(), bytes),
        }
    }

    /// The first of some rows that takes a segment.
    fn fit_one_of(&self, rows: Range<usize>, bytes: &[u8]) -> Fit {
        let first = rows.start;
        let rows = self.guide.rows.get(rows).unwrap_or_default();
        let mut foreign = 0;
        // Rows of one id are told apart by one element, nearly always: it is looked at once.
        let mut looked_at = None;
        for (index, row) in rows.iter().enumerate() {
            let Some(matching) = &row.matching else { return Fit::Row(first + index) };
            let (element, component) = (matching.element, matching.component);
            let value = match looked_at {
                Some((known, value)) if known == (element, component) => value,
                _ => self.value(bytes, element, component),
            };
            looked_at = Some(((element, component), value));
            if value.1.is_some_and(|word| matching.takes(word)) || matching.takes_text(value.0) {
                return Fit::Row(first + index);
            }
            foreign = element;
        }
        Fit::Foreign(foreign)
    }

    /// The value of an element or, beyond component 0, of a component; and the same as a word.
    fn value<'b>(&self, bytes: &'b [u8], element: u16, component: u16) -> (&'b [u8], Option<Word>) {
        let mut value = self.element(bytes, usize::from(element));
        if component > 0 {
            let separator = self.set.delimiters().component();
            value = value.split(|&byte| byte == separator).nth(usize::from(component) - 1).unwrap_or_default();
        }
        (value, word(value))
    }

    /// The first element of a segment whose id is one of the guide's.
    #[inline]
    fn first_element<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let element = self.set.delimiters().element();
        let start = if bytes.get(2) == Some(&element) { 3 } else { 4 };
        let rest = bytes.get(start..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == element).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    pub(super) fn element<'b>(&self, bytes: &'b [u8], number: usize) -> &'b [u8] {
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
        let inner = self.inner();
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
        names.filter_map(|row| row.by_tag.get(number)).any(|choice| !matches!(choice, Choice::None))
    }

    #[inline]
    pub(super) fn place_in(&mut self, row_index: usize, instance: u32) {
        let Some(row) = self.guide.targets.get(row_index) else { return self.put_nowhere() };
        let Some(at) = self.out.instances.get_mut(instance as usize) else { return self.put_nowhere() };
        let late = row.position < at.last_position;
        at.last_position = at.last_position.max(row.position);
        at.seen |= row.bit();
        let slot = at.counts as usize + usize::from(row.slot);
        let Some(count) = self.out.counts.get_mut(slot) else { return self.put_nowhere() };
        *count = count.saturating_add(1);
        let count = *count;
        if count > row.max {
            return self.over_maximum(row_index, instance, u32::from(count));
        }
        if row.rejects {
            self.reject(instance);
        }
        if late {
            self.issue_in(IssueCode::SegmentOutOfOrder, instance, 0);
        }
        self.out.placed.push(Placed::in_row(row_index, instance));
    }

    /// One segment more than the row allows.
    #[cold]
    fn over_maximum(&mut self, row_index: usize, instance: u32, count: u32) {
        let Some(row) = self.guide.rows.get(row_index) else { return self.put_nowhere() };
        // Only the first one too many is held against the one that is placed; later ones need not look again.
        if let Some(qualifier) = row.sole_qualifier()
            && self.settle_foreign(row_index, instance, qualifier, count == row.max + 1)
        {
            if let Some(at) = self.out.instances.get(instance as usize)
                && let Some(count) = self.out.counts.get_mut(at.counts as usize + row.slot)
            {
                *count -= 1;
            }
            return;
        }
        let at = self.out.location_in(self.guide, self.set, self.index, instance);
        let mut issue = Issue::new(IssueCode::SegmentOverMaximum, at);
        if count > row.standard_max.max(row.max) {
            issue.snip = 1;
        }
        self.report.push(issue);
        self.out.placed.push(Placed::nowhere(instance));
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
        let place = Placed::in_row(row_index, instance);
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
            *placed = Placed::nowhere(instance);
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
        self.out.placed.push(Placed::nowhere(instance));
    }

    /// Reports a qualifier that leads nowhere: absent, none of X12's, or none that this place uses.
    pub(super) fn qualifier_issue(
        &mut self,
        unused: IssueCode,
        data_element: &str,
        instance: u32,
        element: u16,
        bytes: &[u8],
    ) {
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
        let instance = self.inner();
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
        let level = self.level;
        let found = word(self.first_element(bytes)).zip(self.loop_row(level)).and_then(|(code, row)| {
            let index = row.names.binary_search_by_key(&code, |(code, _)| *code).ok()?;
            row.names.get(index).map(|(_, index)| *index)
        });
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
        let have = self.child_count(level, loop_index);
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

    pub(super) fn is_level(&self, loop_index: usize) -> bool {
        self.guide.loops.get(loop_index).is_some_and(LoopRow::is_level)
    }
}

/// A short element as a word.
#[inline]
pub(super) fn word(bytes: &[u8]) -> Option<Word> {
    Word::of_bytes(bytes)
}
