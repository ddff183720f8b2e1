//! What a set lacks, once every segment is placed.

use super::placer::Placer;
use super::rows::Usage;
use crate::report::{Issue, IssueCode, Location, Severity};

impl Placer<'_> {
    /// Reports what is missing, once everything is placed.
    pub(super) fn finish(&mut self) {
        let is_response = self.guide.name == "response";
        for index in 0..self.out.instances.len() {
            let Some(instance) = self.out.instances.get(index) else { continue };
            let Some(row) = self.guide.loops.get(instance.loop_index) else { continue };
            let (seen, children, implied) = (instance.seen, instance.children, instance.implied);
            if instance.says_children.is_some_and(|says| says != instance.has_levels) {
                self.index = instance.first as usize;
                self.issue_in(IssueCode::ChildCodeWrong, u32::try_from(index).unwrap_or(0), 4);
            }
            if implied {
                continue;
            }
            let mut missing = row.required & !seen;
            while missing != 0 {
                self.missing_segment(index, row.rows.start + missing.trailing_zeros() as usize, is_response);
                missing &= missing - 1;
            }
            for (&child, count) in row.children.iter().zip(children) {
                if count == 0 && self.wants_loop(child, index, is_response) {
                    self.missing_loop(index, child);
                }
            }
        }
    }

    /// Whether a loop must stand at this parent.
    fn wants_loop(&self, child: usize, parent: usize, is_response: bool) -> bool {
        let Some(row) = self.guide.loops.get(child) else { return false };
        if row.is_level() && (is_response || row.parents.len() > 1) {
            self.wants_level(child, parent, is_response)
        } else {
            row.usage == Usage::Required
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
