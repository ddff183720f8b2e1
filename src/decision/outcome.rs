//! What an event and a service have in common: the decision, its numbers, period and terms, and what is to do.

use super::authorization::Numbers;
use super::certified::Span;
use super::granted::{Difference, Terms};
use super::next_step::NextStep;
use super::reasons::Reason;
use super::record::{OwnedText, names, own, own_code, record};
use super::rejection::Rejection;
use super::{State, Warning};
use crate::code::{CodeListQualifier, ReportType};
use crate::profile::time::Day;
use crate::segment::{Hi, N3Address, N4City, Nm1, Per, Pwk};

names! {
    /// Where a decision stood.
    pub enum Basis {
        Own = "own", "a decision or rejection of its own";
        Event = "event", "inherited from the event";
        Lines = "lines", "put together from the services";
    }
}

names! {
    /// A level of the answer.
    #[derive(Default)]
    pub enum Level {
        #[default]
        Event = "event", "the whole event";
        Line = "line", "one service";
    }
}

/// The answer about one event or one service.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct Outcome {
    /// What was decided.
    pub state: State,
    /// Its numbers, each for what it is.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub numbers: Numbers,
    /// Everything else.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub details: Details,
}

record! {
    /// What belongs to a decision beside its state and its numbers.
    pub struct Details {
        /// HCR01 as it was sent.
        pub action: Option<OwnedText>,
        /// Where the decision stood; absent when there was none.
        pub basis: Option<Basis>,
        /// The certified period.
        pub certified: Option<Span>,
        /// The day on which the certification was issued (DTP 102).
        pub decided_on: Option<Day>,
        /// Why, as list 886 says it (HCR03).
        pub reasons: Vec<Reason>,
        /// What could not be processed (AAA).
        pub rejections: Vec<Rejection>,
        /// Documents and data that the payer asks for.
        pub documents: Vec<DocumentRequest>,
        /// Whom to ask, and where to send documents.
        pub contacts: Vec<Contact>,
        /// What the payer wrote: reasons, criteria, terms (MSG).
        pub messages: Vec<OwnedText>,
        /// What was asked; only with the request at hand.
        pub asked: Option<Terms>,
        /// What was granted, as far as the answer says it; the rest is as asked. Meaningless without an approval.
        pub granted: Terms,
        /// How the grant differs from what was asked.
        pub differences: Vec<Difference>,
        /// What stands against a quick reading.
        pub warnings: Vec<Warning>,
        /// What to do, in order.
        pub next_steps: Vec<NextStep>,
    }
}

impl Details {
    /// Whether there is such a warning.
    #[must_use]
    pub fn warns(&self, warning: Warning) -> bool {
        self.warnings.contains(&warning)
    }
}

record! {
    /// A document, or an item of data, that the payer asks for.
    pub struct DocumentRequest {
        /// Whether it is about the event or about one service.
        pub level: Option<Level>,
        /// The kind of document (PWK01).
        pub report_type: Option<OwnedText>,
        /// The kind of document in words.
        pub text: Option<OwnedText>,
        /// The LOINC code of the data wanted (HI LOI).
        pub loinc: Option<OwnedText>,
        /// How it is to be sent (PWK02).
        pub transmission: Option<OwnedText>,
        /// The number to put on it (PWK06).
        pub control_number: Option<OwnedText>,
        /// The document in the payer's words (PWK07).
        pub description: Option<OwnedText>,
        /// The last day, by a rule that the caller's clocks name.
        pub due: Option<Day>,
    }
}

record! {
    /// A telephone number, or another way to reach somebody.
    pub struct Reach {
        /// `TE` telephone, `FX` fax, `EM` e-mail, `UR` web address, `EX` extension.
        pub kind: Option<OwnedText>,
        /// The number or address.
        pub number: OwnedText,
    }
}

record! {
    /// Whom to ask.
    pub struct Contact {
        /// The name.
        pub name: Option<OwnedText>,
        /// Where they can be reached, in the order sent.
        pub numbers: Vec<Reach>,
        /// Street, city, state and ZIP code, line by line.
        pub address: Vec<OwnedText>,
    }
}

impl Contact {
    /// A contact out of its segments; `None` when they say nothing.
    pub(super) fn of(
        name: Option<&Nm1<'_>>,
        street: Option<&N3Address<'_>>,
        city: Option<&N4City<'_>>,
        contact: Option<&Per<'_>>,
    ) -> Option<Self> {
        let person = contact.and_then(|contact| contact.name.as_ref()).filter(|name| !name.is_empty()).map(own);
        let organization = name.map(Nm1::full_name).filter(|name| !name.is_empty()).map(OwnedText::from);
        let ways = contact.iter().flat_map(|contact| contact.numbers.iter());
        let numbers = ways
            .filter_map(|way| Some(Reach { kind: way.qualifier.map(own_code), number: way.number.as_ref().map(own)? }))
            .collect();
        let lines = street.iter().flat_map(|street| [&street.line_1, &street.line_2]).flatten().map(own);
        let place = city.map(|city| {
            let state = city.state.map(|state| state.to_string());
            let parts = [city.city.as_deref(), state.as_deref(), city.postal_code.as_deref()];
            OwnedText::from(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        });
        let address: Vec<OwnedText> = lines.chain(place).collect();
        let found = Self { name: person.or(organization), numbers, address };
        (found != Self::default()).then_some(found)
    }
}

/// The documents of one level: PWK, and HI with LOINC codes.
pub(super) fn documents(level: Level, paperwork: &[Pwk<'_>], codes: Option<&Hi<'_>>) -> Vec<DocumentRequest> {
    let papers = paperwork.iter().map(|paper| DocumentRequest {
        level: Some(level),
        report_type: paper.report_type.map(own_code),
        text: paper.report_type.and_then(ReportType::title).map(OwnedText::from),
        transmission: paper.transmission.map(own_code),
        control_number: paper.control_number.as_ref().map(own),
        description: paper.description.as_ref().map(own),
        ..DocumentRequest::default()
    });
    let wanted = codes.iter().flat_map(|codes| codes.codes.iter());
    let wanted = wanted.filter(|code| code.kind == Some(CodeListQualifier::LOINC_CODE)).map(|code| DocumentRequest {
        level: Some(level),
        loinc: code.code.as_ref().map(own),
        ..DocumentRequest::default()
    });
    papers.chain(wanted).collect()
}
