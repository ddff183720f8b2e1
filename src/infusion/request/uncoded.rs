//! What an order says and no code of the 278 can, and what carries it instead.

use crate::infusion::order::InfusionRequest;
use crate::infusion::order::attachments::DocumentKind as D;
use crate::infusion::order::documentation::PriorTherapy;
use crate::infusion::order::message::MessagePart;

/// Something that the order says and that no code of the 278 can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncoded {
    /// What it is, in the words of the order.
    pub what: String,
    /// What carries it.
    pub carrier: Carrier,
}

/// What carries a thing that has no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carrier {
    /// A message (MSG).
    Message,
    /// A description (SV101-7).
    Description,
    /// A document (PWK).
    Document,
    /// Nothing that is sent: it stays with the case, where it belongs.
    Case,
    /// Nothing, though a reviewer may want it: attach a document.
    Nothing,
}

impl Carrier {
    /// In one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Description => "description",
            Self::Document => "document",
            Self::Case => "case",
            Self::Nothing => "nothing",
        }
    }
}

/// What has no code, and what carries it.
pub(crate) fn uncoded(order: &InfusionRequest, parts: &[MessagePart]) -> Vec<Uncoded> {
    let document = |kinds: &[D]| {
        let there = order.attachments.iter().any(|attachment| kinds.contains(&attachment.kind));
        if there { Carrier::Document } else { Carrier::Nothing }
    };
    let by = |part: MessagePart| match parts.contains(&part) {
        true => Carrier::Message,
        false if order.left_to_documents.contains(&part) => Carrier::Document,
        false => Carrier::Nothing,
    };
    let mut list = Vec::new();
    let mut add = |there: bool, what: String, carrier| {
        if there {
            list.push(Uncoded { what, carrier });
        }
    };
    for (index, drug) in order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care()) {
        let named = drug.name.is_some() || drug.strength.is_some();
        add(named, format!("drugs[{index}], name and strength"), Carrier::Description);
        add(drug.dose.is_some(), format!("drugs[{index}].dose"), by(MessagePart::Dose));
        add(drug.vial.is_some(), format!("drugs[{index}].vial"), by(MessagePart::Dose));
        add(drug.route.is_some(), format!("drugs[{index}].route"), by(MessagePart::Route));
        let pointed = drug.revenue_code.is_some() && !drug.diagnoses.is_empty();
        add(pointed, format!("drugs[{index}].diagnoses of an institutional line"), by(MessagePart::Drug));
        let beyond = drug.phases.iter().any(|phase| phase.uncoded().is_some());
        add(beyond, format!("drugs[{index}].phases beyond the pattern"), by(MessagePart::Frequency));
    }
    for (index, service) in order.services.iter().enumerate() {
        add(service.description.is_some(), format!("services[{index}].description"), Carrier::Description);
        let beyond = service.phase.as_ref().is_some_and(|phase| phase.uncoded().is_some());
        add(beyond, format!("services[{index}].phase beyond the pattern"), by(MessagePart::Frequency));
    }
    let (clinical, urgency) = (&order.clinical, order.urgency.as_ref());
    let (tried, against) = (clinical.prior_therapies.as_ref(), clinical.contraindications.as_ref());
    let filled = |there: Option<bool>| there == Some(true);
    let dosed = order.drugs.iter().any(|drug| drug.asks_for_care() && drug.dose.is_some());
    let body = clinical.body != crate::infusion::order::dose::Body::default();
    let history =
        [D::PriorTherapy, D::NecessityLetter, D::VisitNote, D::ConsultNote, D::HistoryAndPhysical, D::WholeChart];
    let detailed = |tried: &PriorTherapy| {
        tried.from.or(tried.through).is_some() || tried.note.is_some() || tried.class.is_some() || tried.code.is_some()
    };
    let rows = [
        (body && dosed, "clinical.body", by(MessagePart::Dose)),
        (body && !dosed, "clinical.body", document(&history)),
        (filled(tried.map(|list| !list.is_empty())), "clinical.priorTherapies", by(MessagePart::PriorTherapies)),
        (filled(tried.map(Vec::is_empty)), "clinical.priorTherapies, that there are none", Carrier::Case),
        (
            tried.into_iter().flatten().any(detailed),
            "clinical.priorTherapies, days, classes, codes and notes",
            document(&history),
        ),
        (
            filled(against.map(|list| !list.is_empty())),
            "clinical.contraindications",
            by(MessagePart::Contraindications),
        ),
        (filled(against.map(Vec::is_empty)), "clinical.contraindications, that there are none", Carrier::Case),
        (!clinical.labs.is_empty(), "clinical.labs", by(MessagePart::Labs)),
        (clinical.labs.iter().any(|lab| lab.loinc.is_some()), "clinical.labs, LOINC codes", document(&[D::LabResults])),
        (clinical.response_to_therapy.is_some(), "clinical.responseToTherapy", by(MessagePart::Response)),
        (
            filled(clinical.allergies.as_ref().map(|list| !list.is_empty())),
            "clinical.allergies",
            document(&[D::Allergies]),
        ),
        (
            filled(clinical.allergies.as_ref().map(Vec::is_empty)),
            "clinical.allergies, that there are none",
            Carrier::Case,
        ),
        (clinical.home.is_some(), "clinical.home", by(MessagePart::Home)),
        (!clinical.criteria.is_empty(), "clinical.criteria", by(MessagePart::Criteria)),
        (clinical.continuity_of_care, "clinical.continuityOfCare", by(MessagePart::Urgency)),
        (order.site.as_ref().is_some_and(|site| site.exception.is_some()), "site.exception", by(MessagePart::Site)),
        (urgency.is_some_and(|urgency| urgency.reason.is_some()), "urgency.reason", by(MessagePart::Urgency)),
        (urgency.is_some_and(|urgency| urgency.attested_by.is_some()), "urgency.attestedBy", Carrier::Case),
        (order.coverage != crate::infusion::order::coverage::Coverage::default(), "coverage", Carrier::Case),
        (true, "therapy", Carrier::Case),
    ];
    for (there, what, carrier) in rows {
        add(there, what.to_owned(), carrier);
    }
    list
}
