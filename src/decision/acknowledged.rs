//! TA1 and 999 as answers: the request did not get through. Neither is a denial, and neither approves anything.

use super::next_step::{NextStep, steps_of_rejections};
use super::record::{OwnedText, names, own, record};
use super::{Rejection, State, Warning};
use crate::guide::Table;
use crate::segment::Ta1;
use crate::transaction::acknowledgment::{ElementError, ImplementationAcknowledgment, SegmentError, SetResponse};
use crate::transaction::{Content, Document};
use std::sync::LazyLock;

names! {
    /// What acknowledged a file.
    #[derive(Default)]
    pub enum AcknowledgedBy {
        #[default]
        Interchange = "TA1", "TA1: about the envelope";
        Implementation = "999", "999: about the syntax and the guide";
    }
}

record! {
    /// What an acknowledgment says about one interchange, group or transaction set that was sent.
    pub struct Acknowledged {
        /// Which acknowledgment.
        pub by: Option<AcknowledgedBy>,
        /// The control number of the interchange that was sent (TA101).
        pub interchange: Option<OwnedText>,
        /// The control number of the group that was sent (AK102).
        pub group: Option<OwnedText>,
        /// The control number of the transaction set that was sent (AK202); absent when it is about a whole group.
        pub transaction: Option<OwnedText>,
        /// Rejected for its envelope or its syntax; absent when it was accepted: then the payer's answer is still to
        /// come.
        pub state: Option<State>,
        /// What to mend, each with the segment that was sent.
        pub rejections: Vec<Rejection>,
        /// What stands against a quick reading.
        pub warnings: Vec<Warning>,
        /// What to do.
        pub next_steps: Vec<NextStep>,
    }
}

struct CodeRow {
    level: &'static str,
    code: &'static str,
    cause: &'static str,
    fix: &'static str,
    element: &'static str,
}

static CODES: LazyLock<Vec<CodeRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/acknowledgments.tsv")).records();
    rows.map(|row| CodeRow {
        level: row.get("level"),
        code: row.get("code"),
        cause: row.get("cause"),
        fix: row.get("fix"),
        element: row.get("element"),
    })
    .collect()
});

/// A code with what the table knows of it; one that the table does not know stays as it is.
fn rejection(level: &str, place: &str, code: &str, element: Option<String>) -> Rejection {
    let row = CODES.iter().find(|row| row.level == level && row.code == code);
    let known = |text: &'static str| (!text.is_empty()).then(|| OwnedText::from(text));
    Rejection {
        r#loop: place.to_owned().into(),
        reason: Some(code.to_owned().into()),
        cause: row.and_then(|row| known(row.cause)),
        text: row.and_then(|row| known(row.cause)),
        fix: row.and_then(|row| known(row.fix)),
        element: element.map(OwnedText::from).or_else(|| row.and_then(|row| known(row.element))),
        ..Rejection::default()
    }
}

/// All acknowledgments of a document, in order.
#[must_use]
pub fn acknowledgments(document: &Document<'_>) -> Vec<Acknowledged> {
    let mut found = Vec::new();
    for interchange in &document.interchanges {
        found.extend(interchange.acknowledgments.iter().map(Acknowledged::of_ta1));
        for transaction in interchange.groups.iter().flat_map(|group| &group.transactions) {
            if let Content::Acknowledgment(acknowledgment) = &transaction.content {
                found.extend(of_999(acknowledgment));
            }
        }
    }
    found
}

impl Acknowledged {
    /// What a TA1 says. Only `A` and `E` accept; anything else is a rejection.
    #[must_use]
    pub fn of_ta1(ta1: &Ta1<'_>) -> Self {
        let code = ta1.acknowledgment.map(|code| code.to_string()).unwrap_or_default();
        let note = ta1.note.map(|note| note.to_string()).unwrap_or_default();
        let mut found = Self {
            by: Some(AcknowledgedBy::Interchange),
            interchange: ta1.control_number.as_ref().map(own),
            state: (!matches!(code.as_str(), "A" | "E")).then_some(State::RejectedTransport),
            ..Self::default()
        };
        if code != "A" {
            found.rejections.push(rejection("ta1", "TA1", &note, None));
        }
        if code == "E" {
            found.warnings.push(Warning::AcceptedWithErrors);
        }
        found.next();
        found
    }

    fn next(&mut self) {
        if self.state.is_some() {
            self.next_steps = steps_of_rejections(&self.rejections);
            if self.next_steps.is_empty() {
                self.next_steps = super::next_step::steps(self.state.unwrap_or_default(), &[]);
            }
        }
    }

    /// Settles a set or a group by its code (IK501, AK901). `R` and everything but `A` is a rejection for its syntax;
    /// with `E` (and `P` of a group) the payer may go on with what it accepted, which is warned of.
    fn settle(&mut self, code: &str) {
        match code {
            "A" => {}
            code => {
                self.state = Some(State::RejectedSyntax);
                if matches!(code, "E" | "P") {
                    self.warnings.push(Warning::AcceptedWithErrors);
                }
            }
        }
        self.next();
    }
}

/// What a 999 says about each set, and about the group when it names no set.
fn of_999(acknowledgment: &ImplementationAcknowledgment<'_>) -> Vec<Acknowledged> {
    let group = Acknowledged {
        by: Some(AcknowledgedBy::Implementation),
        group: acknowledgment.group.as_ref().and_then(|group| group.control_number.as_ref()).map(own),
        ..Acknowledged::default()
    };
    if acknowledgment.transactions.is_empty() {
        let result = acknowledgment.result.as_ref().and_then(|result| result.result);
        let mut whole = group;
        // A group without its AK9 was not accepted.
        whole.settle(&result.map(|code| code.to_string()).unwrap_or_default());
        return vec![whole];
    }
    acknowledgment.transactions.iter().map(|response| of_set(response, &group)).collect()
}

fn of_set(response: &SetResponse<'_>, group: &Acknowledged) -> Acknowledged {
    let transaction = response.set.as_ref().and_then(|set| set.control_number.as_ref()).map(own);
    let mut found = Acknowledged { transaction, ..group.clone() };
    found.rejections = response.errors.iter().flat_map(of_segment).collect();
    if let Some(result) = response.result.as_ref().filter(|_| found.rejections.is_empty()) {
        found.rejections =
            result.faults.iter().map(|fault| rejection("set", "999", &fault.to_string(), None)).collect();
    }
    let result = response.result.as_ref().and_then(|result| result.result);
    // A set without its IK5 was not accepted.
    found.settle(&result.map(|code| code.to_string()).unwrap_or_default());
    found
}

/// A segment in error: its elements, or the segment itself when it names none.
fn of_segment(error: &SegmentError<'_>) -> Vec<Rejection> {
    let Some(segment) = &error.segment else { return Vec::new() };
    let place = segment.loop_id.as_deref().unwrap_or("999");
    let name = segment.segment_id.map(|id| id.to_string()).unwrap_or_default();
    let mut found: Vec<Rejection> = error.elements.iter().filter_map(|one| of_element(one, place, &name)).collect();
    if found.is_empty() {
        let code = segment.fault.map(|fault| fault.to_string()).unwrap_or_default();
        found.push(rejection("segment", place, &code, Some(name).filter(|name| !name.is_empty())));
    }
    for one in &mut found {
        one.segment = segment.position.as_ref().map(own);
    }
    found
}

fn of_element(error: &ElementError<'_>, place: &str, segment: &str) -> Option<Rejection> {
    let error = error.element.as_ref()?;
    let position = error.position.as_ref();
    let number = position.and_then(|position| position.element.as_deref()).unwrap_or_default();
    let component =
        position.and_then(|position| position.component.as_deref()).map(|component| format!("-{component}"));
    let designator = format!("{segment}{number:0>2}{}", component.unwrap_or_default());
    let code = error.fault.map(|fault| fault.to_string()).unwrap_or_default();
    Some(rejection("element", place, &code, Some(designator)))
}
