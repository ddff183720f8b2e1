//! The rules of the guide that look at more than one element.
//!
//! The registry says for every rule id who checks it, and by which issue code it is reported; the rule tables
//! say which segment it is about, how bad it is to break it, and what it asks for. The other files hold the checks, one
//! file a family.

mod clinical;
mod condition;
mod dates;
mod decision;
mod delivery;
mod diagnosis;
mod envelope;
mod fields;
mod hierarchy;
mod lint;
mod other_umo;
mod paperwork;
mod plan;
mod provider;
mod registry;
mod review;
mod service;
mod trace;
mod transport;

use super::context::SetContext;
use crate::guide::{Guide, Lint};
use crate::report::{Location, Report, Trigger};
use fields::Fields;
use plan::{Bound, Plan};
use registry::REGISTRY;

/// Who checks a rule of a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedBy {
    /// A check of its own; findings name the rule.
    Rule,
    /// The check of each element against its row: codes, types, lengths, repeats, dates, syntax notes.
    Elements,
    /// The placement of segments: hierarchy, maxima.
    Placement,
    /// The reading of the set and its envelope: counts, control numbers, the guide that is named.
    Reading,
    /// Nobody, for this reason.
    Nobody(&'static str),
}

/// Who checks the rule with an id; `None` when there is no such rule.
///
/// ```
/// use x12_278::validate::{CheckedBy, checked_by};
/// assert_eq!(checked_by("Q174"), Some(CheckedBy::Rule));
/// assert!(matches!(checked_by("Q178"), Some(CheckedBy::Nobody(_))));
/// ```
#[must_use]
pub fn checked_by(id: &str) -> Option<CheckedBy> {
    if let Some(entry) = REGISTRY.iter().find(|entry| entry.ids.contains(&id)) {
        return Some(entry.checked_by());
    }
    let rules = [Guide::request(), Guide::response()].into_iter().flat_map(Guide::rules);
    let known = rules.into_iter().find(|rule| rule.text.id == id)?;
    known.is_syntax_note.then_some(CheckedBy::Elements)
}

/// Checks the rules over a placed set; `lints` are the sets of rules beside the guide that are asked for.
pub(crate) fn check_rules(ctx: &SetContext<'_>, lints: &[Lint], report: &mut Report) {
    let plan = Plan::of(ctx.guide);
    let wanted = |bound: &&Bound| bound.lint.is_none_or(|lint| lints.contains(&lint));
    for (index, placed) in ctx.placement.placed().iter().enumerate() {
        let checks = placed.row().map(|row| plan.of_row(row)).unwrap_or_default();
        if checks.is_empty() {
            continue;
        }
        let fields = Fields::new(ctx, index);
        for (bound, check) in checks.iter().filter(|(bound, _)| wanted(&bound)) {
            check(&fields, &mut Findings { ctx, bound, report, trigger: None });
        }
    }
    for (index, instance) in ctx.placement.instances().iter().enumerate().filter(|(_, instance)| !instance.implied) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        for (bound, check) in plan.of_loop(instance.loop_index).iter().filter(|(bound, _)| wanted(&bound)) {
            check(index, &mut Findings { ctx, bound, report, trigger: None });
        }
    }
}

/// Where the check of one rule puts what it finds.
struct Findings<'f, 'c> {
    ctx: &'f SetContext<'c>,
    bound: &'f Bound,
    report: &'f mut Report,
    /// What asks for, or rules out, what the next findings are about.
    trigger: Option<Trigger>,
}

impl<'f, 'c> Findings<'f, 'c> {
    const fn ctx(&self) -> &'f SetContext<'c> {
        self.ctx
    }

    /// A finding about a place.
    fn at(&mut self, at: Location) {
        let mut issue = SetContext::issue(self.bound.code, at, self.bound.rule);
        issue.severity = self.bound.severity;
        issue.trigger = self.trigger;
        self.report.push(issue);
    }

    /// Findings from here on follow from this segment, or from an element or a component of it (0 for "as a whole").
    fn because(&mut self, fields: &Fields<'_>, element: u16, component: u16) -> &mut Self {
        let at = self.ctx.location(fields.segment);
        self.trigger = at.segment_id.map(|segment_id| Trigger { segment_id, segment: at.segment, element, component });
        self
    }

    /// A finding about a segment as a whole.
    fn segment(&mut self, segment: usize) {
        self.at(self.ctx.location(segment));
    }

    /// A finding about an element.
    fn element(&mut self, fields: &Fields<'_>, element: u16) {
        self.at(self.ctx.at(fields.segment, element, 0, 0));
    }

    /// A finding about a component.
    fn component(&mut self, fields: &Fields<'_>, element: u16, component: u16) {
        self.at(self.ctx.at(fields.segment, element, 0, component));
    }

    /// A segment that is missing in a loop.
    fn missing(&mut self, instance: u32, id: &'static str) {
        self.at(self.ctx.missing(instance, id));
    }

    /// A loop that is missing below another.
    fn missing_loop(&mut self, parent: u32, id: &str) {
        self.at(self.ctx.missing_loop(parent, id));
    }

    /// The first segment of a loop with an id.
    fn first(&self, instance: u32, id: &str) -> Option<Fields<'f>> {
        let segment = self.ctx.segments_of(instance, id).next()?;
        Some(Fields::new(self.ctx, segment))
    }

    /// The first segment of a loop with an id and a qualifier in its first element.
    fn qualified(&self, instance: u32, id: &str, qualifier: &str) -> Option<Fields<'f>> {
        self.all(instance, id).find(|fields| fields.is(1, qualifier))
    }

    /// The segments of a loop with an id.
    fn all(&self, instance: u32, id: &str) -> impl Iterator<Item = Fields<'f>> + use<'f, 'c> {
        let ctx = self.ctx;
        ctx.segments_of(instance, id).map(move |segment| Fields::new(ctx, segment))
    }
}
