//! The hierarchy: HL segments, the numbers they carry and the levels they open.

use super::placer::{Name, Placer, word};
use super::rows::LoopRow;
use crate::report::{Issue, IssueCode, Location};
use std::collections::HashMap;

/// The levels met so far, by HL01.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    /// The instance of the n-th HL whose HL01 is n.
    in_sequence: Vec<Option<u32>>,
    /// Those that are numbered otherwise.
    otherwise: HashMap<Vec<u8>, u32>,
}

impl Levels {
    pub(super) fn clear(&mut self) {
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

impl Placer<'_> {
    /// HL: opens a level below the one that it names.
    pub(super) fn level(&mut self, bytes: &[u8]) {
        let element = self.set.delimiters().element();
        let mut elements = bytes.split(|&byte| byte == element).skip(1);
        let mut next = || elements.next().unwrap_or_default();
        let (id, parent_id, code, child) = (next(), next(), next(), next());
        let loop_index = word(code).and_then(|code| {
            let takes = |row: &LoopRow| row.matching.as_ref().is_some_and(|matching| matching.takes(code));
            self.guide.levels.iter().copied().find(|index| self.guide.loops.get(*index).is_some_and(takes))
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
            self.child_count(parent, loop_index)
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
    pub(super) fn latest_parent(&self, row: &LoopRow) -> Option<u32> {
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
}
