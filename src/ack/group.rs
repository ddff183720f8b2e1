//! The 999 that answers a functional group.

use super::copies::{Copies, Traces};
use super::echo::Echo;
use crate::code::{ElementFault, GroupFault, GroupResult, SegmentFault, SetFault, SetResult};
use crate::element::{Repeats, Run, Text, Word};
use crate::guide::Guide;
use crate::report::{Issue, Location, Severity, Trigger};
use crate::segment::{Ak1, Ak2, Ak9, ContextIdentification, Ctx, ElementPosition, Ik3, Ik4, Ik5, St};
use crate::syntax::Delimiters;
use crate::transaction::Kind;
use crate::transaction::acknowledgment::{ElementError, ImplementationAcknowledgment, SegmentError, SetResponse};
use crate::validate::{GroupReport, SetReport};
use std::collections::HashMap;

/// The guide by which the 999 is written.
pub(super) const GUIDE: &str = "005010X231A1";
/// Stands for a control number that the set does not have, or has in a form that no 999 can carry. IK502 7 says so. (RFI
/// 1339 would reject the whole group instead, by a code of AK905 that was not made for it; the good sets beside it would
/// fall too.)
const NO_NUMBER: &str = "0000";
/// Most CTX for one segment, and for one element.
const TRIGGERS: (usize, usize) = (9, 10);

/// The 999 that answers a group, with its own control number (ST02).
///
/// Every set of the group is reported, unless the group is rejected for its own faults (AK905): then `IK5*A` beside
/// `AK9*R` would tell the sender that a set was accepted which was not, and no IK502 says "good, but in a bad group". The
/// sets with errors of their own are reported all the same, so that one resend mends both. (Practice differs: other
/// translators let IK5 speak for the set alone.) A finding counts when it is an error or a warning of SNIP types 1 to 4; a
/// set that is accepted without any such has no IK3. No IK3 is written for a segment id that X12 does not have (RFI
/// 1257): IK5 says that a segment is in error. AK203 gives back whatever ST03 held, when its characters are valid (RFI
/// 1438). Nothing else of the file is copied unless `copies` asks for it.
///
/// `delimiters` are those of the interchange received.
///
/// `None` when the group is not to be answered: it is made of acknowledgments, it is of another kind than 278 and was not
/// checked, or it has no usable GS01 and GS06 by which its sender would know it.
#[must_use]
pub fn acknowledge_group(
    group: &GroupReport,
    control_number: &str,
    delimiters: Delimiters,
    copies: Option<&Copies<'_>>,
) -> Option<ImplementationAcknowledgment<'static>> {
    if group.is_acknowledgment() || group.is_of_another_kind() {
        return None;
    }
    let echo = Echo::answering(delimiters);
    let header = St {
        transaction_set: Word::read("999"),
        control_number: Some(control_number.to_owned().into()),
        guide: Some(GUIDE.into()),
        ..St::default()
    };
    let answered = Ak1 {
        functional_id: Some(echo.word(&group.functional_id, 2..=2)?),
        control_number: Some(echo.text(&group.control_number, 1..=9)?),
        version: echo.text(&group.version, 1..=12),
        ..Ak1::default()
    };
    let writer = Writer { echo, copies };
    Some(ImplementationAcknowledgment {
        header: Some(header),
        group: Some(answered),
        transactions: reported(group).map(|set| writer.set(set)).collect(),
        result: Some(result(group)),
        unplaced: Vec::new(),
    })
}

/// The sets that get an AK2.
fn reported(group: &GroupReport) -> impl Iterator<Item = &SetReport> {
    let all = !group.is_rejected_itself();
    group.transactions.iter().filter(move |set| all || !set.is_accepted())
}

fn result(group: &GroupReport) -> Ak9<'static> {
    let count = |number: usize| Some(Text::from(number.to_string()));
    let found = group.transactions.len();
    let declared = group.declared_sets.trim();
    let is_number = (1..=6).contains(&declared.len()) && declared.bytes().all(|byte| byte.is_ascii_digit());
    let errors = group.issues.iter().filter(|issue| issue.severity == Severity::Error);
    Ak9 {
        result: GroupResult::read(group.ak901()),
        included_sets: if is_number { Some(declared.to_owned().into()) } else { count(found) },
        received_sets: count(found),
        accepted_sets: count(group.accepted_sets()),
        faults: distinct(errors.filter_map(|issue| GroupFault::read(issue.code.info().ak905))),
        ..Ak9::default()
    }
}

/// The first five of several codes, each once.
fn distinct<C: Copy + PartialEq>(codes: impl Iterator<Item = C>) -> Run<C, 5> {
    let mut run = Run::default();
    for code in codes {
        if run.iter().all(|other| *other != code) && run.push(code).is_err() {
            break;
        }
    }
    run
}

struct Writer<'w> {
    echo: Echo,
    copies: Option<&'w Copies<'w>>,
}

impl Writer<'_> {
    fn set(&self, set: &SetReport) -> SetResponse<'static> {
        let answered = Ak2 {
            transaction_set: self.echo.word(&set.transaction_set, 3..=3).or(Word::read("278")),
            control_number: self.echo.text(&set.control_number, 4..=9).or(Some(NO_NUMBER.into())),
            guide: self.echo.text(&set.guide_reference, 1..=35),
            ..Ak2::default()
        };
        let result = set.ik501();
        let counted = || set.issues.iter().filter(|issue| result != "A" && SetReport::counts(issue));
        let of = |severity| counted().filter(move |issue| issue.severity == severity);
        let by_severity = of(Severity::Error).chain(of(Severity::Warning));
        let mut faults = distinct(by_severity.filter_map(|issue| SetFault::read(issue.code.info().ik502)));
        if result != "A" && faults.is_empty() {
            faults = Run::default();
            let _ = faults.push(SetFault::SEGMENTS_IN_ERROR);
        }
        SetResponse {
            set: Some(answered),
            errors: self.errors(set, counted()),
            result: Some(Ik5 { result: SetResult::read(result), faults, ..Ik5::default() }),
            unplaced: Vec::new(),
        }
    }

    /// One IK3 for each segment and segment code, in the order of the segments.
    fn errors<'s>(&self, set: &SetReport, issues: impl Iterator<Item = &'s Issue>) -> Vec<SegmentError<'static>> {
        let traces = self.copies.map(|copies| copies.traces(set.offset, self.echo.delimiters));
        let mut errors: Vec<(u32, SegmentError<'static>)> = Vec::new();
        let mut known = HashMap::new();
        for issue in issues {
            let (at, info) = (&issue.at, issue.code.info());
            let Some(fault) = SegmentFault::read(info.ik304).filter(|fault| *fault != SegmentFault::UNKNOWN) else {
                continue;
            };
            let Some(id) = at.segment_id else { continue };
            let element = self.element(set.kind, issue);
            if fault == SegmentFault::ELEMENTS_IN_ERROR && element.is_none() {
                continue;
            }
            let index = *known.entry((at.segment, id, fault)).or_insert_with(|| {
                errors.push((at.segment, self.segment(issue, id, fault, traces.as_ref())));
                errors.len() - 1
            });
            if let (Some((_, error)), Some(element)) = (errors.get_mut(index), element)
                && error.elements.last() != Some(&element)
            {
                error.elements.push(element);
            }
        }
        errors.sort_by_key(|(segment, _)| *segment);
        errors.into_iter().map(|(_, error)| error).collect()
    }

    fn segment(
        &self,
        issue: &Issue,
        id: &'static str,
        fault: SegmentFault,
        traces: Option<&Traces<'_>>,
    ) -> SegmentError<'static> {
        let at = &issue.at;
        let depends = matches!(fault, SegmentFault::DEPENDENT_MISSING | SegmentFault::DEPENDENT_NOT_USED);
        let trigger = issue.trigger.filter(|_| depends);
        SegmentError {
            segment: Some(Ik3 {
                segment_id: Word::read(id),
                position: number(at.segment),
                // Four characters at most: the loops of a 278 have five or six, though some senders put those here.
                loop_id: at.loop_id.filter(|id| id.len() <= 4).map(Text::from),
                fault: Some(fault),
                ..Ik3::default()
            }),
            triggers: trigger.iter().map(situation).take(TRIGGERS.0).collect(),
            business_unit: traces.and_then(|traces| traces.business_unit(at.segment, self.echo.delimiters)),
            ..SegmentError::default()
        }
    }

    fn element(&self, kind: Kind, issue: &Issue) -> Option<ElementError<'static>> {
        let at = &issue.at;
        let fault = ElementFault::read(issue.code.info().ik403).filter(|_| (1..=99).contains(&at.element))?;
        let depends = matches!(fault, ElementFault::DEPENDENT_MISSING | ElementFault::DEPENDENT_NOT_USED);
        let trigger = issue.trigger.filter(|_| depends);
        // A number that its place cannot hold is left out: the element is named all the same.
        let up_to = |most: u16, count: u16| number(count.into()).filter(|_| (1..=most).contains(&count));
        let position = ElementPosition {
            element: number(at.element.into()),
            component: up_to(99, at.component),
            repetition: up_to(9999, at.repetition),
        };
        Some(ElementError {
            element: Some(Ik4 {
                position: Some(position),
                data_element: data_element(kind, at).map(Text::from),
                fault: Some(fault),
                copy: self.copies.and_then(|copies| copies.element(at, self.echo.delimiters)),
                ..Ik4::default()
            }),
            triggers: trigger.iter().map(situation).take(TRIGGERS.1).collect(),
            unplaced: Vec::new(),
        })
    }
}

fn number(count: u32) -> Option<Text<'static>> {
    Some(count.to_string().into())
}

fn situation(trigger: &Trigger) -> Ctx<'static> {
    let optional = |count: u16| if count == 0 { None } else { number(count.into()) };
    let context = ContextIdentification { name: Some("SITUATIONAL TRIGGER".into()), reference: None };
    let position = ElementPosition {
        element: optional(trigger.element),
        component: optional(trigger.component),
        repetition: None,
    };
    Ctx {
        context: Repeats::from_iter([context]),
        segment_id: Word::read(trigger.segment_id),
        position: number(trigger.segment),
        element: (trigger.element > 0).then_some(position),
        ..Ctx::default()
    }
}

/// The number of a data element in the dictionary, as the guide's row says; a composite has none.
fn data_element(kind: Kind, at: &Location) -> Option<&'static str> {
    let guide = if kind == Kind::Response { Guide::response() } else { Guide::request() };
    let id = at.segment_id?;
    let in_loop = at.loop_id.and_then(|id| guide.loop_index(id));
    let rows = || guide.rows.iter().filter(move |row| row.id == id);
    let here = rows().filter(|row| Some(row.in_loop) == in_loop);
    let mut elements = here.chain(rows()).flat_map(|row| &row.elements);
    let element = elements.find(|element| element.element == at.element && element.component == at.component)?;
    let is_number = element.data_element.len() <= 4 && element.data_element.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(element.data_element)
}
