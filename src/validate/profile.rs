//! A placed set against the companion guide of its payer.

use super::context::SetContext;
use crate::element::Date;
use crate::guide::Usage;
use crate::profile::{
    Condition, ElementEntry, EntryHead, Expected, LoopEntry, Overlay, Profile, RuleEntry, SegmentEntry, Target,
};
use crate::report::{Issue, IssueCode, Location, Report};
use chrono::NaiveDate;

/// Checks a set against a profile, if the profile is about its payer and holds on its day (BHT04); a set that does not
/// say when it was made is held against all entries.
pub(super) fn check(ctx: &SetContext<'_>, profile: &Profile, report: &mut Report) {
    let payer = text_of(ctx, "2010A", "NM1", 9);
    let made_on = Date::read(text_of(ctx, "HEADER", "BHT", 4)).and_then(Date::day);
    if made_on.is_some_and(|day| !profile.holds_on(day)) || !profile.is_about(payer) {
        return;
    }
    let overlay = if ctx.guide.name == "response" { profile.of_responses() } else { profile.of_requests() };
    Check { ctx, report, made_on }.run(overlay);
}

/// An element of the first segment with an id in the first loop with an id.
fn text_of<'c>(ctx: &SetContext<'c>, loop_id: &str, id: &str, number: usize) -> &'c str {
    let segment = ctx.loops(loop_id).next().and_then(|instance| ctx.segments_of(instance, id).next());
    let bytes = segment.map(|segment| element(ctx, segment, number)).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default().trim_end()
}

/// An element of a segment, repetitions and components included.
fn element<'c>(ctx: &SetContext<'c>, segment: usize, number: usize) -> &'c [u8] {
    ctx.set.segment(segment).map(|segment| segment.element(number)).unwrap_or_default()
}

/// The segments of a row in an instance.
fn in_row(ctx: &SetContext<'_>, instance: u32, row: usize) -> impl Iterator<Item = usize> {
    let placed = ctx.placement.placed();
    ctx.segments(instance).filter(move |index| placed.get(*index).and_then(|placed| placed.row()) == Some(row))
}

struct Check<'c, 'r> {
    ctx: &'c SetContext<'c>,
    report: &'r mut Report,
    made_on: Option<NaiveDate>,
}

impl Check<'_, '_> {
    fn run(&mut self, overlay: &Overlay) {
        let made_on = self.made_on;
        let holds = |head: &EntryHead| made_on.is_none_or(|day| head.source.holds(day));
        for entry in overlay.elements.iter().filter(|entry| holds(&entry.head)) {
            for (segment, placed) in self.ctx.placement.placed().iter().enumerate() {
                if placed.row() == Some(entry.row) {
                    self.element(entry, segment);
                }
            }
        }
        for entry in overlay.segments.iter().filter(|entry| holds(&entry.head)) {
            let of = self.ctx.guide.rows.get(entry.row).map(|row| row.in_loop);
            self.each(of, |check, instance| check.segment(entry, instance));
        }
        for entry in overlay.loops.iter().filter(|entry| holds(&entry.head)) {
            let row = self.ctx.guide.loops.get(entry.loop_index);
            for &parent in row.map(|row| row.parents.as_slice()).unwrap_or_default() {
                self.each(Some(parent), |check, instance| check.of_loop(entry, instance));
            }
        }
        for entry in overlay.rules.iter().filter(|entry| holds(&entry.head)) {
            self.each(Some(entry.loop_index), |check, instance| check.rule(entry, instance));
        }
    }

    /// Runs a check on each instance of a loop that is really there.
    fn each(&mut self, loop_index: Option<usize>, mut check: impl FnMut(&mut Self, u32)) {
        for (index, instance) in self.ctx.placement.instances().iter().enumerate() {
            if Some(instance.loop_index) == loop_index && !instance.implied {
                check(self, u32::try_from(index).unwrap_or(u32::MAX));
            }
        }
    }

    fn push(&mut self, code: IssueCode, at: Location, head: &EntryHead) {
        let issue = Issue::new(code, at);
        self.report.push(Issue { rule: Some(head.rule), severity: head.severity, ..issue });
    }

    fn element(&mut self, entry: &ElementEntry, segment: usize) {
        let (head, element, component) = (&entry.head, entry.element, entry.component);
        let ctx = self.ctx;
        let filled: Vec<(u16, &[u8])> = values(ctx, segment, element, component).collect();
        let at = |repetition| ctx.at(segment, element, repetition, component);
        // A component is asked for where its composite is sent.
        let is_sent = component == 0 || !self::element(ctx, segment, usize::from(element)).is_empty();
        match entry.usage {
            Some(Usage::Required) if filled.is_empty() && is_sent => {
                self.push(IssueCode::ProfileElementMissing, at(0), head);
            }
            Some(Usage::NotUsed) if !filled.is_empty() => {
                return self.push(IssueCode::ProfileElementUnwanted, at(0), head);
            }
            _ => {}
        }
        if entry.repeat.is_some_and(|most| filled.len() > most) {
            self.push(IssueCode::ProfileRepetitions, at(0), head);
        }
        for (repetition, value) in filled {
            let repetition = if repetition > 1 { repetition } else { 0 };
            if !entry.codes.is_empty() && !is_one_of(value, &entry.codes) {
                self.push(IssueCode::ProfileCode, at(repetition), head);
            }
            let length = String::from_utf8_lossy(value).chars().count();
            if entry.min.is_some_and(|min| length < min) || entry.max.is_some_and(|max| length > max) {
                self.push(IssueCode::ProfileLength, at(repetition), head);
            }
        }
    }

    fn segment(&mut self, entry: &SegmentEntry, instance: u32) {
        let found: Vec<usize> = in_row(self.ctx, instance, entry.row).collect();
        self.presence(entry.usage, instance, Target::Segment { row: entry.row }, &entry.head);
        if let Some(&beyond) = entry.max.and_then(|most| found.get(most)) {
            self.push(IssueCode::ProfileSegmentCount, self.ctx.location(beyond), &entry.head);
        }
    }

    fn of_loop(&mut self, entry: &LoopEntry, parent: u32) {
        let found = below(self.ctx, parent, entry.loop_index);
        let target = Target::Loop { loop_index: entry.loop_index };
        // A loop with several parents is asked for in the innermost.
        let elsewhere = self.ctx.guide.loops.get(entry.loop_index).is_some_and(|row| row.parents.len() > 1);
        let usage = entry.usage.filter(|usage| *usage != Usage::Required || !elsewhere);
        self.presence(usage, parent, target, &entry.head);
        if let Some(beyond) = entry.max.and_then(|most| found.get(most)).and_then(|child| self.ctx.instance(*child)) {
            let at = self.ctx.location(beyond.first as usize);
            self.push(IssueCode::ProfileLoopCount, at, &entry.head);
        }
    }

    fn presence(&mut self, usage: Option<Usage>, instance: u32, target: Target, head: &EntryHead) {
        let expected = match usage {
            Some(Usage::Required) => Expected::Present,
            Some(Usage::NotUsed) => Expected::Absent,
            _ => return,
        };
        self.demand(target, &expected, instance, head);
    }

    fn rule(&mut self, entry: &RuleEntry, instance: u32) {
        if entry.when.iter().all(|condition| holds(self.ctx, condition, instance)) {
            self.demand(entry.then.target, &entry.then.expected, instance, &entry.head);
        }
    }

    /// Reports where a demand is not met in a loop.
    fn demand(&mut self, target: Target, expected: &Expected, instance: u32, head: &EntryHead) {
        let ctx = self.ctx;
        match target {
            Target::Element { row, element, component } => {
                let segments: Vec<usize> = in_row(ctx, instance, row).collect();
                for segment in segments {
                    let at = ctx.at(segment, element, 0, component);
                    let mut filled = values(ctx, segment, element, component).map(|(_, value)| value).peekable();
                    let code = match expected {
                        Expected::Present if filled.peek().is_none() => IssueCode::ProfileElementMissing,
                        Expected::Absent if filled.peek().is_some() => IssueCode::ProfileElementUnwanted,
                        Expected::OneOf(_) if filled.peek().is_none() => IssueCode::ProfileElementMissing,
                        Expected::OneOf(codes) if !filled.all(|value| is_one_of(value, codes)) => {
                            IssueCode::ProfileCode
                        }
                        _ => continue,
                    };
                    self.push(code, at, head);
                }
            }
            Target::Segment { row } => {
                let first = in_row(ctx, instance, row).next();
                let Some(of) = ctx.guide.rows.get(row) else { return };
                match (expected, first) {
                    (Expected::Present, None) => {
                        let at = ctx.placement.missing(ctx.guide, &ctx.set, instance, of.id, of.position);
                        self.push(IssueCode::ProfileSegmentMissing, at, head);
                    }
                    (Expected::Absent, Some(first)) => {
                        self.push(IssueCode::ProfileSegmentUnwanted, ctx.location(first), head);
                    }
                    _ => {}
                }
            }
            Target::Loop { loop_index } => {
                let first = below(ctx, instance, loop_index).first().and_then(|child| ctx.instance(*child));
                match (expected, first) {
                    (Expected::Present, None) => {
                        let id = ctx.guide.loops.get(loop_index).map_or("", |row| row.id);
                        self.push(IssueCode::ProfileLoopMissing, ctx.missing_loop(instance, id), head);
                    }
                    (Expected::Absent, Some(first)) => {
                        let at = ctx.location(first.first as usize);
                        self.push(IssueCode::ProfileLoopUnwanted, at, head);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Whether a condition of a rule holds for a loop.
fn holds(ctx: &SetContext<'_>, condition: &Condition, instance: u32) -> bool {
    let Some(instance) = around(ctx, instance, condition.loop_index) else { return false };
    let found = match condition.target {
        Target::Element { row, element, component } => in_row(ctx, instance, row).any(|segment| {
            values(ctx, segment, element, component).any(|(_, value)| match &condition.expected {
                Expected::OneOf(codes) | Expected::NoneOf(codes) => is_one_of(value, codes),
                Expected::Present | Expected::Absent => true,
            })
        }),
        Target::Segment { row } => in_row(ctx, instance, row).next().is_some(),
        Target::Loop { loop_index } => !below(ctx, instance, loop_index).is_empty(),
    };
    found != matches!(condition.expected, Expected::Absent | Expected::NoneOf(_))
}

/// The loop of a kind that an instance is, or stands in.
fn around(ctx: &SetContext<'_>, mut instance: u32, loop_index: usize) -> Option<u32> {
    loop {
        let of = ctx.instance(instance)?;
        if of.loop_index == loop_index {
            return Some(instance);
        }
        if of.parent == instance {
            return None;
        }
        instance = of.parent;
    }
}

/// The loops of a kind right below an instance.
fn below(ctx: &SetContext<'_>, instance: u32, loop_index: usize) -> Vec<u32> {
    let is_kind = |child: &u32| ctx.instance(*child).is_some_and(|child| child.loop_index == loop_index);
    ctx.children(instance).filter(is_kind).collect()
}

/// The filled values of an element or component, with the numbers of their repetitions.
fn values<'c>(
    ctx: &SetContext<'c>,
    segment: usize,
    element: u16,
    component: u16,
) -> impl Iterator<Item = (u16, &'c [u8])> {
    let delimiters = ctx.set.delimiters();
    let repetitions = self::element(ctx, segment, usize::from(element));
    let repetitions = repetitions.split(move |byte| Some(*byte) == delimiters.repetition());
    let values = repetitions.map(move |one| match component {
        0 => one,
        component => {
            let mut components = one.split(|byte| *byte == delimiters.component());
            components.nth(usize::from(component) - 1).unwrap_or_default()
        }
    });
    (1..).zip(values).filter(|(_, value)| !value.trim_ascii().is_empty())
}

fn is_one_of(value: &[u8], codes: &[String]) -> bool {
    codes.iter().any(|code| code.as_bytes() == value.trim_ascii_end())
}
