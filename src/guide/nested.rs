//! Placement in a guide without levels: loops open at their first segment and close when a segment of an outer loop
//! comes.

use super::placer::{Fit, Placer};
use crate::report::IssueCode;
use crate::syntax::Tag;

impl Placer<'_> {
    /// Places a segment in the innermost open loop that has a row for it or a loop that it opens.
    pub(super) fn nested(&mut self, tag: Tag, bytes: &[u8]) {
        if bytes.is_empty() {
            self.issue(IssueCode::SegmentEmpty);
            return self.put_nowhere();
        }
        let mut foreign = None;
        let mut at = self.level;
        loop {
            if let Some(loop_index) = self.opened_by(at, tag) {
                return self.open_plain(loop_index, at);
            }
            match self.fit(at, tag, bytes) {
                // The first row of a loop opens the next loop of its kind, which is a matter of the loop around it.
                Fit::Row(row) if at == 0 || !self.opens(at, tag) => {
                    self.level = at;
                    return self.place_in(row, at);
                }
                Fit::Foreign(element) => foreign = foreign.or(Some((at, element))),
                Fit::Row(_) | Fit::No => {}
            }
            let outer = self.parent_of(at);
            if outer == at {
                break;
            }
            at = outer;
        }
        match foreign {
            Some((at, element)) => self.foreign(at, tag, element, bytes),
            None => self.unplaced(tag),
        }
    }

    /// The loop below an instance that a segment opens.
    fn opened_by(&self, instance: u32, tag: Tag) -> Option<usize> {
        let children = &self.loop_row(instance)?.children;
        children.iter().copied().find(|child| self.guide.loops.get(*child).is_some_and(|row| row.opener == tag))
    }

    fn opens(&self, instance: u32, tag: Tag) -> bool {
        self.loop_row(instance).is_some_and(|row| row.opener == tag)
    }

    fn open_plain(&mut self, loop_index: usize, parent: u32) {
        let Some(row) = self.guide.loops.get(loop_index) else { return self.put_nowhere() };
        let (max, position, first_row) = (row.max, row.position, row.rows.start);
        let over = self.child_count(parent, loop_index) >= max;
        let late = self.pass(parent, position);
        self.level = self.open(loop_index, parent, false);
        if over {
            self.issue_in(IssueCode::LoopOverMaximum, self.level, 0);
        }
        if late {
            self.issue_in(IssueCode::SegmentOutOfOrder, self.level, 0);
        }
        self.place_in(first_row, self.level);
    }
}
