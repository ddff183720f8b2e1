//! TA1 and 999 as answers: the request did not get through. Neither is a denial, and neither approves anything.

use super::next_step::{NextStep, steps_of_rejections};
use super::record::{OwnedText, names, record};
use super::{Rejection, State, Warning};
use crate::guide::Table;
use crate::segment::Ta1;
use crate::syntax::RawSegment;
use crate::transaction::{Content, Document, Kind};
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

fn text(bytes: &[u8]) -> Option<OwnedText> {
    let text = String::from_utf8_lossy(bytes).trim().to_owned();
    (!text.is_empty()).then(|| text.into())
}

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
            if let Content::Raw(Kind::ImplementationAcknowledgment, raw) = &transaction.content {
                found.extend(of_999(raw.segments()));
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
            interchange: ta1.control_number.as_ref().map(super::record::own),
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
    fn settle(&mut self, code: &[u8]) {
        match code.trim_ascii() {
            b"A" => {}
            code => {
                self.state = Some(State::RejectedSyntax);
                if matches!(code, b"E" | b"P") {
                    self.warnings.push(Warning::AcceptedWithErrors);
                }
            }
        }
        self.next();
    }
}

/// What a 999 says about each set, and about the group when it names no set.
fn of_999<'r>(segments: impl Iterator<Item = RawSegment<'r>>) -> Vec<Acknowledged> {
    let mut found: Vec<Acknowledged> = Vec::new();
    let mut group = Acknowledged { by: Some(AcknowledgedBy::Implementation), ..Acknowledged::default() };
    let mut open: Option<Acknowledged> = None;
    let mut segment_name = String::new();
    for segment in segments {
        match segment.id().trim_ascii() {
            b"AK1" => group.group = text(segment.element(2)),
            b"AK2" => {
                // A set without its IK5 was not accepted.
                if let Some(mut unfinished) = open.take() {
                    unfinished.settle(b"");
                    found.push(unfinished);
                }
                open = Some(Acknowledged { transaction: text(segment.element(2)), ..group.clone() });
            }
            b"IK3" => {
                let place = text(segment.element(3)).unwrap_or_else(|| "999".into());
                segment_name = String::from_utf8_lossy(segment.element(1)).trim().to_owned();
                let code = String::from_utf8_lossy(segment.element(4)).trim().to_owned();
                let element = Some(segment_name.clone()).filter(|name| !name.is_empty());
                let mut one = rejection("segment", &place, &code, element);
                one.segment = text(segment.element(2));
                if let Some(open) = &mut open {
                    open.rejections.push(one);
                }
            }
            b"IK4" => {
                let code = String::from_utf8_lossy(segment.element(3)).trim().to_owned();
                let place = String::from_utf8_lossy(segment.element(1)).into_owned();
                let mut parts = place.split(char::from(segment.delimiters().component()));
                let number: u16 = parts.next().and_then(|part| part.trim().parse().ok()).unwrap_or_default();
                let component = parts.next().map(|part| format!("-{}", part.trim())).filter(|part| part.len() > 1);
                let element = format!("{segment_name}{number:02}{}", component.unwrap_or_default());
                let above = open.as_ref().and_then(|open| open.rejections.last());
                let loop_id = above.map_or_else(|| "999".to_owned(), |one| one.r#loop.to_string());
                let at = above.and_then(|one| one.segment.clone());
                let mut one = rejection("element", &loop_id, &code, Some(element));
                one.segment = at;
                if let Some(open) = &mut open {
                    // The element says more than "elements are wrong" about its segment.
                    if open.rejections.last().is_some_and(|last| last.reason.as_deref() == Some("8")) {
                        open.rejections.pop();
                    }
                    open.rejections.push(one);
                }
            }
            b"IK5" => {
                if let Some(mut set) = open.take() {
                    if set.rejections.is_empty() {
                        let codes = (2..=6).map(|number| segment.element(number)).filter(|code| !code.is_empty());
                        let codes = codes.map(|code| String::from_utf8_lossy(code).trim().to_owned());
                        set.rejections.extend(codes.map(|code| rejection("set", "999", &code, None)));
                    }
                    set.settle(segment.element(1));
                    found.push(set);
                }
            }
            b"AK9" if open.is_none() && found.is_empty() => {
                let mut whole = group.clone();
                whole.settle(segment.element(1));
                found.push(whole);
            }
            _ => {}
        }
    }
    if let Some(mut unfinished) = open {
        unfinished.settle(b"");
        found.push(unfinished);
    }
    found
}
