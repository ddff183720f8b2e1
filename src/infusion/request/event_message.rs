//! The message of the event: what is known of the patient and no code can say.

use super::message::Message;
use crate::element::Text;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::documentation::{HomeSuitability, Lab, Outcome, PriorTherapy};
use crate::infusion::order::message::MessagePart;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::segment::Msg;

/// What no code of the event can say, and which parts that is.
pub(crate) fn event_message(
    order: &InfusionRequest,
    problems: &mut Problems,
) -> (Option<Msg<'static>>, Vec<MessagePart>) {
    let clinical = &order.clinical;
    let mut message = Message::default();
    for (part, path, text) in texts(order) {
        if !order.left_to_documents.contains(&part) {
            message.holds(Some(text), || path, "2000E MSG01", problems);
        }
    }
    let list = |texts: Vec<String>| texts.join(", ");
    let mut add = |part, text: String| {
        if !order.left_to_documents.contains(&part) {
            message.add(part, text);
        }
    };
    let tried = clinical.prior_therapies.as_deref().unwrap_or_default();
    let of_outcome = |outcome: Outcome| {
        let drugs: Vec<String> = tried.iter().filter(|tried| tried.outcome == outcome).map(tried_text).collect();
        (!drugs.is_empty()).then(|| format!("{} {}", outcome.sign(), list(drugs)))
    };
    let outcomes = [Outcome::Failed, Outcome::Intolerant, Outcome::Contraindicated];
    add(MessagePart::PriorTherapies, outcomes.into_iter().filter_map(of_outcome).collect::<Vec<_>>().join("; "));
    let against = clinical.contraindications.as_deref().unwrap_or_default().iter();
    let against = list(
        against
            .map(|entry| match &entry.reason {
                Some(reason) => format!("{} ({reason})", entry.drug),
                None => entry.drug.to_string(),
            })
            .collect(),
    );
    if !against.is_empty() {
        add(MessagePart::Contraindications, format!("NOT {against}"));
    }
    add(MessagePart::Labs, list(clinical.labs.iter().map(lab_text).collect()));
    if let Some(response) = &clinical.response_to_therapy {
        add(MessagePart::Response, response.to_string());
    }
    if let Some(text) = clinical.home.as_ref().and_then(home_text) {
        add(MessagePart::Home, text);
    }
    if let Some(exception) = order.site.as_ref().and_then(|site| site.exception) {
        add(MessagePart::Site, exception.sign().to_owned());
    }
    let going_on = clinical.continuity_of_care.then(|| "CONTINUITY OF CARE".to_owned());
    let reason = order.urgency.as_ref().and_then(|urgency| urgency.reason.as_ref()).map(ToString::to_string);
    add(MessagePart::Urgency, [reason, going_on].into_iter().flatten().collect::<Vec<_>>().join("; "));
    let cited = clinical.criteria.iter().map(|criterion| {
        let parts = [Some(&criterion.source), criterion.version.as_ref(), criterion.id.as_ref()];
        parts.into_iter().flatten().map(Text::as_str).collect::<Vec<_>>().join(" ")
    });
    add(MessagePart::Criteria, list(cited.collect()));
    if !order.left_to_documents.is_empty() && order.attachments.is_empty() {
        problems.push(ProblemKind::NoDocument, "leftToDocuments", "2000E PWK");
    }
    let parts = message.parts().collect();
    let text = message.compose("clinical", "2000E MSG01", problems);
    (text.map(|text| Msg { text: Some(text), ..Msg::default() }), parts)
}

/// The texts of the order that go into the message as they are, each with its part and its path.
fn texts<'o>(order: &'o InfusionRequest) -> Vec<(MessagePart, String, &'o str)> {
    let mut texts = Vec::new();
    let mut add = |part, path: String, name: &str, text: Option<&'o Text<'static>>| {
        texts.extend(text.map(|text| (part, format!("{path}{name}"), text.as_str())));
    };
    let clinical = &order.clinical;
    for (index, tried) in clinical.prior_therapies.iter().flatten().enumerate() {
        let path = format!("clinical.priorTherapies[{index}]");
        add(MessagePart::PriorTherapies, path.clone(), ".drug", Some(&tried.drug));
        add(MessagePart::PriorTherapies, path, ".dose", tried.dose.as_ref());
    }
    for (index, against) in clinical.contraindications.iter().flatten().enumerate() {
        let path = format!("clinical.contraindications[{index}]");
        add(MessagePart::Contraindications, path.clone(), ".drug", Some(&against.drug));
        add(MessagePart::Contraindications, path, ".reason", against.reason.as_ref());
    }
    for (index, lab) in clinical.labs.iter().enumerate() {
        let path = format!("clinical.labs[{index}]");
        add(MessagePart::Labs, path.clone(), ".name", Some(&lab.name));
        add(MessagePart::Labs, path, ".result", Some(&lab.result));
    }
    add(MessagePart::Response, "clinical".to_owned(), ".responseToTherapy", clinical.response_to_therapy.as_ref());
    let reason = order.urgency.as_ref().and_then(|urgency| urgency.reason.as_ref());
    add(MessagePart::Urgency, "urgency".to_owned(), ".reason", reason);
    for (index, criterion) in clinical.criteria.iter().enumerate() {
        let path = format!("clinical.criteria[{index}]");
        add(MessagePart::Criteria, path.clone(), ".source", Some(&criterion.source));
        add(MessagePart::Criteria, path.clone(), ".version", criterion.version.as_ref());
        add(MessagePart::Criteria, path, ".id", criterion.id.as_ref());
    }
    texts
}

/// A value with its day: reviewers ask how old it is.
fn lab_text(lab: &Lab) -> String {
    let day = lab.date.map(|day| day.to_string());
    [Some(lab.name.as_str()), Some(lab.result.as_str()), day.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who can take part at home, and what is done; no word about what was not said.
fn home_text(home: &HomeSuitability) -> Option<String> {
    let said = [
        (home.member_willing, "MEMBER WILLING", "MEMBER NOT WILLING"),
        (home.caregiver_able, "CAREGIVER ABLE", "NO ABLE CAREGIVER"),
        (home.qualified_staff, "GIVEN BY QUALIFIED STAFF", "NOT GIVEN BY STAFF"),
        (home.admixed, "ADMIXED", "NOT ADMIXED"),
    ];
    let words = said.into_iter().filter_map(|(said, yes, no)| said.map(|said| if said { yes } else { no }));
    let text = words.collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then(|| format!("HOME {text}"))
}

fn tried_text(tried: &PriorTherapy) -> String {
    let months = tried.months.map(|months| format!("{months} MO"));
    let parts = [Some(tried.drug.to_string()), tried.dose.as_ref().map(ToString::to_string), months];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
