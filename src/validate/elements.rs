//! Every placed segment against its row of the guide: usage, length, type, characters, codes, repetitions.

use super::code_sets::CodeSets;
use super::external;
use super::parts::{MOST, Part, split};
use super::types;
use crate::element::{Encoding, Word};
use crate::guide::{Demands, ElementRow, ElementType, Glance, Guide, Placement, SegmentRow, Usage, bit, has_code};
use crate::report::{Issue, IssueCode, Location, Report, RuleText, Severity};
use crate::syntax::{ElementIndex, Layout, RawSet, between};
use std::ops::Range;

/// The check of the elements of a set. Its memory is used again for the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct ElementCheck {
    nothings: Nothings,
    parts: Vec<Part>,
    known: Vec<(u32, u16)>,
}

/// What stands in a segment for nothing.
#[derive(Clone, Debug, Default)]
struct Nothings {
    /// Parts that are blanks alone.
    blank: Vec<Part>,
    /// The elements that end with a separator; 0 when the segment itself does.
    trailing: Vec<u16>,
}

/// A placed set whose elements are checked.
#[derive(Clone, Copy)]
pub(super) struct Checked<'c> {
    /// The guide.
    pub(super) guide: &'c Guide,
    /// The segments, from ST to the one before SE.
    pub(super) set: RawSet<'c, 'c>,
    /// Where they were placed.
    pub(super) placement: &'c Placement,
    /// Where their elements lie.
    pub(super) elements: &'c ElementIndex,
    /// How their characters stand in bytes.
    pub(super) encoding: Encoding,
    /// The external code sets.
    pub(super) code_sets: &'c CodeSets,
}

impl ElementCheck {
    /// Checks all placed segments. `before` findings of the report are not about this set; those behind them are what
    /// reading found, and are not repeated.
    pub(super) fn run(&mut self, of: &Checked<'_>, before: usize, report: &mut Report) {
        let read = report.issues().get(before..).unwrap_or_default();
        let gives_way = |issue: &&Issue| matches!(issue.code, IssueCode::NotHeld | IssueCode::ChildCodeWrong);
        let at_element = read.iter().filter(|issue| issue.at.element > 0 && !gives_way(issue));
        self.known.clear();
        self.known.extend(at_element.map(|issue| (issue.at.segment, issue.at.element)));
        self.known.sort_unstable();
        let give_way = read.iter().any(|issue| gives_way(&issue));
        let found = report.issues().len();
        // ST is checked with the envelope, for sets of every kind.
        for (index, placed) in of.placement.placed().iter().enumerate().skip(1) {
            let Some(row) = placed.row().and_then(|row| of.guide.rows.get(row)) else { continue };
            let Self { nothings, parts, known } = self;
            nothings.blank.clear();
            nothings.trailing.clear();
            let layout = of.elements.layout(index);
            let report = &mut *report;
            SegmentCheck { of, known, index, layout, nothings, qualifier: None, report }.segment(row, parts);
        }
        if give_way {
            drop_covered(before, report);
        }
        if report.issues().len() > found && before < found {
            report.sort_from(before);
        }
    }
}

/// Drops what another finding about the same element says better: notes about what no field could hold, and an HL04
/// that disagrees with the levels below when its row does not allow it at all.
fn drop_covered(before: usize, report: &mut Report) {
    let place = |issue: &Issue| (issue.at.segment, issue.at.element);
    let gives_way = |issue: &Issue| matches!(issue.code, IssueCode::NotHeld | IssueCode::ChildCodeWrong);
    let others = report.issues().get(before..).unwrap_or_default().iter();
    let mut others: Vec<_> = others
        .filter(|issue| !gives_way(issue) && issue.at.element > 0)
        .map(|issue| (place(issue), issue.code == IssueCode::ElementTooMany))
        .collect();
    others.sort_unstable();
    report.retain_from(before, |issue| {
        let at = place(issue);
        let behind = others.partition_point(|(other, _)| *other <= at);
        let nearest = behind.checked_sub(1).and_then(|index| others.get(index));
        // What is beyond the last element is reported once, at the first of them.
        let is_covered = nearest.is_some_and(|(other, beyond)| *other == at || *beyond && other.0 == at.0);
        !gives_way(issue) || !is_covered
    });
}

/// The check of one segment.
struct SegmentCheck<'c, 'r> {
    of: &'c Checked<'c>,
    /// Elements that reading has reported already.
    known: &'c [(u32, u16)],
    index: usize,
    /// Where its elements lie in the set.
    layout: Layout<'c>,
    nothings: &'r mut Nothings,
    /// The latest code met: what stands before a value that it qualifies.
    qualifier: Option<Word>,
    report: &'r mut Report,
}

impl SegmentCheck<'_, '_> {
    /// Checks the segment; `parts` is reused.
    fn segment(&mut self, row: &SegmentRow, parts: &mut Vec<Part>) {
        let demands = &row.demands;
        let mut present = 0;
        let mut beyond = false;
        for (position, &[before, behind]) in self.layout.bounds.array_windows().enumerate() {
            let range = between(before, behind);
            let number = u16::try_from(position + 1).unwrap_or(u16::MAX);
            if range.is_empty() {
                if position + 1 == self.layout.len() {
                    self.nothings.trailing.push(0);
                }
            } else if !self.layout.is_split(position)
                && demands.glances.get(position).is_some_and(|glance| self.passes(glance, range.clone()))
            {
                present |= bit(number);
            } else {
                self.closer(row, number, &range, parts, &mut present, &mut beyond);
            }
        }
        if !self.nothings.blank.is_empty() || !self.nothings.trailing.is_empty() {
            self.nothings();
        }
        if present == 0 {
            return self.empty(row);
        }
        let missing = demands.required & !present;
        if missing != 0 {
            self.missing(row, demands, missing, None);
        }
        self.notes(demands, present, None);
    }

    /// Whether a value passes at a glance.
    #[inline]
    fn passes(&mut self, glance: &Glance, range: Range<usize>) -> bool {
        let Some(bytes) = self.of.set.text().get(range) else { return false };
        match glance {
            Glance::Codes(codes) => {
                // A code of the list has the right length, type and characters: nothing more is to be looked at.
                let word = Word::of_bytes(bytes);
                let is_listed = word.is_some_and(|word| lists(codes, word));
                if is_listed {
                    self.qualifier = word;
                }
                is_listed
            }
            Glance::Text { min, max } => self.is_clean(bytes, *min, *max),
            Glance::Number { decimal, min, max } => types::digits(bytes, *decimal)
                .is_some_and(|digits| (usize::from(*min)..=usize::from(*max)).contains(&digits)),
            Glance::Day => types::date(bytes).is_none(),
            Glance::Meant { content, min, max } => {
                self.is_clean(bytes, *min, *max) && external::passes(*content, bytes, self.qualifier, self.of.code_sets)
            }
            Glance::Closer => false,
        }
    }

    /// Whether a text has one of these lengths, no blank at its end and no characters beyond those of X12.
    #[inline]
    fn is_clean(&self, bytes: &[u8], min: u16, max: u16) -> bool {
        let fits = (usize::from(min)..=usize::from(max)).contains(&bytes.len());
        fits && bytes.last() != Some(&b' ') && (self.of.encoding == Encoding::Ascii || types::is_plain(bytes))
    }

    /// One element that does not pass at a glance.
    #[inline(never)]
    fn closer(
        &mut self,
        row: &SegmentRow,
        number: u16,
        range: &Range<usize>,
        parts: &mut Vec<Part>,
        present: &mut u64,
        beyond: &mut bool,
    ) {
        let set = self.of.set.text();
        let whole = [Part::whole(range, number)];
        let filled = if self.layout.is_split(usize::from(number) - 1) {
            if split(set, range, number, self.of.set.delimiters(), parts) {
                self.nothings.trailing.push(number);
            }
            parts.as_slice()
        } else {
            whole.as_slice()
        };
        if filled.iter().any(|part| part.is_blank(set)) {
            let rest: Vec<Part> = filled.iter().copied().filter(|part| !part.is_blank(set)).collect();
            let room = MOST.saturating_sub(self.nothings.blank.len());
            self.nothings.blank.extend(filled.iter().filter(|part| part.is_blank(set)).take(room));
            self.element(row, number, &rest, present, beyond);
        } else {
            self.element(row, number, filled, present, beyond);
        }
    }

    /// One element, by what is filled of it.
    #[inline]
    fn element(&mut self, row: &SegmentRow, number: u16, filled: &[Part], present: &mut u64, beyond: &mut bool) {
        if filled.is_empty() {
            return;
        }
        *present |= bit(number);
        match row.demands.row(number).and_then(|index| row.elements.get(index)) {
            None if *beyond => {}
            None => {
                *beyond = true;
                self.push(IssueCode::ElementTooMany, number, 0, 0);
            }
            Some(element) if element.usage == Usage::NotUsed => self.not_used(element, 0),
            Some(element) if element.kind == ElementType::Composite => self.composite(row, element, filled),
            Some(element) => self.simple(element, filled),
        }
    }

    /// Parts of blanks, and separators with nothing behind them.
    fn nothings(&mut self) {
        let Nothings { blank, trailing } = std::mem::take(self.nothings);
        for part in &blank {
            let component = if part.component > 1 { part.component } else { 0 };
            self.push(IssueCode::ElementBlank, part.element, repetition(part), component);
        }
        let mut last = None;
        for element in &trailing {
            if last != Some(*element) {
                self.push(IssueCode::TrailingEmpty, *element, 0, 0);
            }
            last = Some(*element);
        }
    }

    /// A segment without any element: one finding, at the first element that it should have.
    fn empty(&mut self, row: &SegmentRow) {
        let required = row.elements.iter().find(|element| element.usage == Usage::Required);
        let used = row.elements.iter().find(|element| element.usage != Usage::NotUsed);
        let (code, element) = match (required, used) {
            (Some(element), _) => (IssueCode::RequiredElementMissing, element.element),
            (None, Some(element)) => (IssueCode::ConditionalElementMissing, element.element),
            (None, None) => (IssueCode::SegmentEmpty, 0),
        };
        self.push_with(code, element, 0, 0, |issue| issue.snip = 1);
    }

    /// Required elements, or components of a composite, that are empty.
    fn missing(&mut self, row: &SegmentRow, demands: &Demands, missing: u64, composite: Option<&Part>) {
        for number in (1..=demands.last).filter(|number| missing & bit(*number) != 0) {
            let Some(of) = demands.row(number).and_then(|index| row.elements.get(index)) else { continue };
            let (element, repetition, component) = match composite {
                None => (number, 0, 0),
                Some(part) => (part.element, repetition(part), number),
            };
            self.push_with(IssueCode::RequiredElementMissing, element, repetition, component, |issue| {
                if demands.mandatory & bit(number) != 0 {
                    issue.snip = 1;
                }
                if of.doubts.usage {
                    issue.severity = Severity::Warning;
                }
            });
        }
    }

    fn not_used(&mut self, row: &ElementRow, repetition: u16) {
        self.push_with(IssueCode::ElementNotUsed, row.element, repetition, row.component, |issue| {
            if row.echoed {
                issue.severity = Severity::Warning;
            }
        });
    }

    /// An element without components.
    fn simple(&mut self, row: &ElementRow, parts: &[Part]) {
        if let [part] = parts
            && part.component == 1
            && part.repetition == 1
        {
            return self.value(row, part, parts);
        }
        self.repetitions(row, parts);
        if parts.iter().any(|part| part.component > 1) {
            return self.push(IssueCode::ComponentTooMany, row.element, 0, 0);
        }
        for part in parts {
            self.value(row, part, parts);
        }
    }

    fn repetitions(&mut self, row: &ElementRow, parts: &[Part]) {
        if parts.last().is_some_and(|last| last.repetition > row.repeat) {
            self.push(IssueCode::RepetitionTooMany, row.element, 0, 0);
        }
    }

    /// An element of several components.
    fn composite(&mut self, segment: &SegmentRow, row: &ElementRow, parts: &[Part]) {
        self.repetitions(row, parts);
        let demands = &row.components;
        for parts in parts.chunk_by(|one, other| one.repetition == other.repetition) {
            let Some(first) = parts.first() else { continue };
            self.qualifier = None;
            let (mut present, mut beyond) = (0, false);
            for part in parts {
                present |= bit(part.component);
                match demands.row(part.component).and_then(|index| segment.elements.get(index)) {
                    None if beyond => {}
                    None => {
                        beyond = true;
                        self.push(IssueCode::ComponentTooMany, row.element, repetition(part), 0);
                    }
                    Some(component) if component.usage == Usage::NotUsed => self.not_used(component, repetition(part)),
                    Some(_) if glance(demands, part.component).is_some_and(|of| self.passes(of, part.range())) => {}
                    Some(component) => self.value(component, part, parts),
                }
            }
            let missing = demands.required & !present;
            if missing != 0 {
                self.missing(segment, demands, missing, Some(first));
            }
            self.notes(demands, present, Some(first));
        }
    }

    #[inline]
    fn notes(&mut self, demands: &Demands, present: u64, composite: Option<&Part>) {
        for note in &demands.notes {
            let Some((code, number)) = super::syntax_notes::broken(note, demands, present) else { continue };
            let (element, repetition, component) = match composite {
                None => (number, 0, 0),
                Some(part) => (part.element, repetition(part), number),
            };
            self.push_rule(code, element, repetition, component, note.rule);
        }
    }

    /// The value of an element or component; `parts` are those of its element or composite.
    fn value(&mut self, row: &ElementRow, part: &Part, parts: &[Part]) {
        let set = self.of.set.text();
        let mut bytes = part.of(set);
        if bytes.last() == Some(&b' ') {
            bytes = bytes.trim_ascii_end();
            self.at(IssueCode::TrailingBlank, row, part);
        }
        let is_ascii = self.of.encoding == Encoding::Ascii;
        if !is_ascii && !types::is_plain(bytes) {
            return self.at(IssueCode::CharacterInvalid, row, part);
        }
        let mut length = bytes.len();
        match row.kind {
            ElementType::Decimal | ElementType::Whole => match types::digits(bytes, row.kind == ElementType::Decimal) {
                Some(digits) => length = digits,
                None => return self.at(IssueCode::NumberInvalid, row, part),
            },
            _ => {}
        }
        if !(usize::from(row.min)..=usize::from(row.max)).contains(&length) {
            return self.length(row, part, length);
        }
        if !row.codes.is_empty() {
            return self.code(row, part, bytes);
        }
        let issue = match row.kind {
            ElementType::Date => types::date(bytes),
            ElementType::Time => types::time(bytes),
            _ => {
                let (index, layout, guide) = (self.index, self.layout, self.of.guide);
                let beside = external::Beside { set: &self.of.set, index, layout, parts, part, guide };
                external::issue(row.content, bytes, self.qualifier, &beside, self.of.code_sets)
            }
        };
        if let Some(code) = issue {
            self.at(code, row, part);
        }
    }

    fn length(&mut self, row: &ElementRow, part: &Part, length: usize) {
        let code = if length < usize::from(row.min) { IssueCode::ElementTooShort } else { IssueCode::ElementTooLong };
        self.push_with(code, row.element, repetition(part), row.component, |issue| {
            if row.doubts.size || row.doubts.repeats {
                issue.severity = Severity::Warning;
            }
        });
    }

    fn code(&mut self, row: &ElementRow, part: &Part, bytes: &[u8]) {
        let word = Word::of_bytes(bytes);
        self.qualifier = word;
        if !word.is_some_and(|word| lists(&row.codes, word)) {
            self.foreign_code(row, part, word);
        }
    }

    fn foreign_code(&mut self, row: &ElementRow, part: &Part, word: Option<Word>) {
        let is_x12 = word.is_some_and(|word| has_code(row.data_element, word));
        let code = if is_x12 { IssueCode::CodeNotInGuide } else { IssueCode::CodeUnknown };
        self.push_with(code, row.element, repetition(part), row.component, |issue| {
            let tolerated = word.is_some_and(|word| row.tolerated.contains(&word));
            if tolerated || is_x12 && row.doubts.codes || row.doubts.repeats {
                issue.severity = Severity::Warning;
            }
        });
    }

    fn at(&mut self, code: IssueCode, row: &ElementRow, part: &Part) {
        self.push_with(code, row.element, repetition(part), row.component, |issue| {
            if row.doubts.repeats && issue.severity == Severity::Error {
                issue.severity = Severity::Warning;
            }
        });
    }

    fn push(&mut self, code: IssueCode, element: u16, repetition: u16, component: u16) {
        self.push_with(code, element, repetition, component, |_| {});
    }

    fn push_rule(&mut self, code: IssueCode, element: u16, repetition: u16, component: u16, rule: RuleText) {
        self.push_with(code, element, repetition, component, |issue| issue.rule = Some(rule));
    }

    #[cold]
    fn push_with(
        &mut self,
        code: IssueCode,
        element: u16,
        repetition: u16,
        component: u16,
        change: impl FnOnce(&mut Issue),
    ) {
        let segment = u32::try_from(self.index + 1).unwrap_or(u32::MAX);
        let is_note = code.info().severity == Severity::Note;
        if !is_note && !self.known.is_empty() && self.known.binary_search(&(segment, element)).is_ok() {
            return;
        }
        let at = self.of.placement.location(self.of.guide, &self.of.set, self.index);
        let mut issue = Issue::new(code, Location { element, repetition, component, ..at });
        change(&mut issue);
        self.report.push(issue);
    }
}

/// What passes at a glance as a component.
#[inline]
fn glance(demands: &Demands, component: u16) -> Option<&Glance> {
    demands.glances.get(usize::from(component).wrapping_sub(1))
}

/// Whether a sorted list holds a code.
#[inline]
fn lists(codes: &[Word], code: Word) -> bool {
    match codes {
        [only] => *only == code,
        codes => codes.binary_search(&code).is_ok(),
    }
}

/// The repetition for a finding: none for the first one.
fn repetition(part: &Part) -> u16 {
    if part.repetition > 1 { part.repetition } else { 0 }
}
