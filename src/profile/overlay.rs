//! The entries of a profile, bound to the rows of a guide.

use super::facts::Source;
use crate::guide::Usage;
use crate::report::{RuleText, Severity};

/// What a profile asks of one direction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlay {
    /// Elements, by the row of their segment.
    pub(crate) elements: Vec<ElementEntry>,
    pub(crate) segments: Vec<SegmentEntry>,
    pub(crate) loops: Vec<LoopEntry>,
    pub(crate) rules: Vec<RuleEntry>,
}

impl Overlay {
    pub(crate) const fn len(&self) -> usize {
        self.elements.len() + self.segments.len() + self.loops.len() + self.rules.len()
    }
}

/// What every entry has.
#[derive(Clone, Debug)]
pub(crate) struct EntryHead {
    pub(crate) rule: RuleText,
    /// How bad it is not to do as the entry asks; a warning at most when it is not verified.
    pub(crate) severity: Severity,
    pub(crate) source: Source,
}

/// What is asked of an element of a row.
#[derive(Clone, Debug)]
pub(crate) struct ElementEntry {
    pub(crate) head: EntryHead,
    pub(crate) row: usize,
    pub(crate) element: u16,
    pub(crate) component: u16,
    pub(crate) usage: Option<Usage>,
    pub(crate) codes: Vec<String>,
    pub(crate) min: Option<usize>,
    pub(crate) max: Option<usize>,
    pub(crate) repeat: Option<usize>,
}

/// What is asked of the segments of a row.
#[derive(Clone, Debug)]
pub(crate) struct SegmentEntry {
    pub(crate) head: EntryHead,
    pub(crate) row: usize,
    pub(crate) usage: Option<Usage>,
    pub(crate) max: Option<usize>,
}

/// What is asked of the loops of a kind in each of their parents.
#[derive(Clone, Debug)]
pub(crate) struct LoopEntry {
    pub(crate) head: EntryHead,
    pub(crate) loop_index: usize,
    pub(crate) usage: Option<Usage>,
    pub(crate) max: Option<usize>,
}

/// A condition over a loop, and what follows from it.
#[derive(Clone, Debug)]
pub(crate) struct RuleEntry {
    pub(crate) head: EntryHead,
    pub(crate) loop_index: usize,
    pub(crate) when: Vec<Condition>,
    pub(crate) then: Demand,
}

/// One condition; those of a rule must all hold.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The loop to look in: that of the rule, or one that it stands in.
    pub(crate) loop_index: usize,
    pub(crate) target: Target,
    pub(crate) expected: Expected,
}

/// What a rule asks for.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    pub(crate) target: Target,
    pub(crate) expected: Expected,
}

/// What a condition or a demand is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// An element (or component, else 0) of the segments of a row.
    Element { row: usize, element: u16, component: u16 },
    /// The segments of a row.
    Segment { row: usize },
    /// The loops of a kind below.
    Loop { loop_index: usize },
}

/// What it is to be.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    Present,
    Absent,
    OneOf(Vec<String>),
    /// None of these, though it may be empty. Only conditions say so.
    NoneOf(Vec<String>),
}
