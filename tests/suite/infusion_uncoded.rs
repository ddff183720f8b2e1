//! What no code of the 278 can say: it is listed, and it stands where the list says.

use crate::files::assert_golden;
use crate::infusion_orders::{ORDERS, options, order};
use std::fmt::Write;
use x12_278::infusion::{Built, Carrier, InfusionRequest, MessagePart, ProblemKind};
use x12_278::transaction::request::PatientEvent;

fn event(built: &Built) -> PatientEvent<'static> {
    let subscriber = &built.request.utilization_management_organizations[0].requesters[0].subscribers[0];
    subscriber.events.iter().chain(subscriber.dependents.iter().flat_map(|one| &one.events)).next().unwrap().clone()
}

fn messages(built: &Built) -> String {
    let event = event(built);
    let lines = event.services.iter().filter_map(|service| service.message.clone());
    let all = event.message.clone().into_iter().chain(lines);
    all.filter_map(|message| message.text).map(|text| text.to_string()).collect::<Vec<_>>().join("\n")
}

fn descriptions(built: &Built) -> String {
    let texts = event(built).services.into_iter().filter_map(|service| {
        let one = service.professional_service.and_then(|line| line.procedure);
        one.or_else(|| service.institutional_service.and_then(|line| line.procedure))?.description
    });
    texts.map(|text| text.to_string()).collect::<Vec<_>>().join("\n")
}

/// The words that must be sent for an entry of the list, taken from the order.
fn words(order: &InfusionRequest, what: &str) -> Vec<String> {
    let clinical = &order.clinical;
    let nth = |list: &str| -> Option<(usize, String)> {
        let (index, rest) = what.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?;
        Some((index.parse().unwrap(), rest.trim_start_matches(['.', ',', ' ']).to_owned()))
    };
    if let Some((index, rest)) = nth("drugs") {
        let drug = &order.drugs[index];
        let text =
            |text: &Option<x12_278::element::Text<'static>>| text.iter().map(ToString::to_string).collect::<Vec<_>>();
        return match rest.as_str() {
            "name and strength" => [text(&drug.name), text(&drug.strength)].concat(),
            "dose" => {
                drug.dose.as_ref().unwrap().each_time(&clinical.body).unwrap().iter().map(ToString::to_string).collect()
            }
            "vial" => vec![format!("{} VIALS", drug.vial.unwrap())],
            "route" => vec![drug.route.unwrap().sign().to_owned()],
            "diagnoses of an institutional line" => drug.diagnoses.iter().map(|code| code.replace('.', "")).collect(),
            "phases beyond the pattern" => drug.phases.iter().filter_map(x12_278::infusion::Phase::uncoded).collect(),
            other => panic!("{other}"),
        };
    }
    if let Some((index, rest)) = nth("services") {
        let service = &order.services[index];
        return match rest.as_str() {
            "description" => service.description.iter().map(ToString::to_string).collect(),
            _ => service.phase.iter().filter_map(x12_278::infusion::Phase::uncoded).collect(),
        };
    }
    let tried = clinical.prior_therapies.iter().flatten();
    match what {
        "clinical.body" => {
            let numbers =
                [clinical.body.weight_kilograms, clinical.body.surface_square_meters, clinical.body.height_centimeters];
            numbers
                .into_iter()
                .zip(["KG", "M2", "CM"])
                .filter_map(|(number, unit)| Some(format!("{} {unit}", number?)))
                .collect()
        }
        "clinical.priorTherapies" => tried.map(|one| one.drug.to_string()).collect(),
        "clinical.contraindications" => {
            clinical.contraindications.iter().flatten().map(|one| one.drug.to_string()).collect()
        }
        "clinical.labs" => clinical
            .labs
            .iter()
            .map(|lab| match lab.date {
                Some(date) => format!("{} {} {date}", lab.name, lab.result),
                None => format!("{} {}", lab.name, lab.result),
            })
            .collect(),
        "clinical.responseToTherapy" => clinical.response_to_therapy.iter().map(ToString::to_string).collect(),
        "clinical.home" => vec!["HOME ".to_owned()],
        "clinical.criteria" => clinical.criteria.iter().map(|one| one.source.to_string()).collect(),
        "clinical.continuityOfCare" => vec!["CONTINUITY OF CARE".to_owned()],
        "site.exception" => vec![order.site.as_ref().unwrap().exception.unwrap().sign().to_owned()],
        "urgency.reason" => {
            order.urgency.iter().filter_map(|one| one.reason.as_ref()).map(ToString::to_string).collect()
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_no_code_can_say_stands_where_the_list_says() {
    let mut golden = String::new();
    for name in ORDERS {
        let order = order(name);
        let built = order.build(&options()).unwrap();
        let (messages, descriptions) = (messages(&built), descriptions(&built));
        let _ = writeln!(golden, "{name}");
        for item in &built.uncoded {
            let _ = writeln!(golden, "  {}: {}", item.what, item.carrier.name());
            let within = match item.carrier {
                Carrier::Message => &messages,
                Carrier::Description => &descriptions,
                Carrier::Document => {
                    assert!(!event(&built).paperwork.is_empty(), "{name}: {}", item.what);
                    continue;
                }
                Carrier::Case => continue,
                other => panic!("{name}: {} is carried by {}", item.what, other.name()),
            };
            let words = words(&order, &item.what);
            assert!(!words.is_empty(), "{name}: {}", item.what);
            for word in words {
                assert!(within.contains(&word.to_ascii_uppercase()), "{name}: {}: {word} in {within}", item.what);
            }
        }
    }
    assert_golden("infusion/uncoded.txt", &golden);
}

#[test]
fn what_nothing_carries_is_warned_of_until_a_document_does() {
    let mut allergic = order("infliximab_home");
    allergic.clinical.allergies = Some(vec!["penicillin".into()]);
    let built = allergic.build(&options()).unwrap();
    let warning = built.warnings.iter().find(|warning| warning.kind == ProblemKind::Unsaid).unwrap();
    assert_eq!(
        warning.to_string(),
        "clinical.allergies: neither a code nor a message nor a document carries it: attach a document that does \
         (2000E PWK)"
    );
    let document = x12_278::infusion::Attachment::electronic(x12_278::infusion::DocumentKind::Allergies, "A-9");
    let carried = allergic.attachment(document).build(&options()).unwrap();
    assert!(carried.warnings.is_empty());
    let entry = carried.uncoded.iter().find(|item| item.what == "clinical.allergies").unwrap();
    assert_eq!(entry.carrier, Carrier::Document);
}

#[test]
fn the_message_has_a_fixed_order_and_is_never_cut() {
    let mut order = order("ivig_child");
    order.clinical.criteria = vec![x12_278::infusion::Criterion {
        source: "MCG".into(),
        version: Some("29".into()),
        id: Some("A-0310".into()),
    }];
    order.clinical.contraindications =
        Some(vec![x12_278::infusion::Contraindication { drug: "rituximab".into(), reason: Some("hbv".into()) }]);
    order.clinical.prior_therapies = Some(vec![x12_278::infusion::PriorTherapy::failed("prednisone", 3)]);
    order.clinical.labs.truncate(1);
    order.clinical.response_to_therapy = Some("stable".into());
    order.clinical.continuity_of_care = true;
    let built = order.build(&options()).unwrap();
    let text = event(&built).message.unwrap().text.unwrap().to_string();
    let mut rest = text.as_str();
    for part in [
        "FAILED PREDNISONE 3 MO; ",
        "NOT RITUXIMAB (HBV); ",
        "IGG ",
        "STABLE; ",
        "CONTINUITY OF CARE; ",
        "MCG 29 A-0310",
    ] {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part} in {text}")).1;
    }

    let room = 264 - text.len();
    let of_length = |extra: usize| {
        let mut longer = order.clone();
        longer.clinical.response_to_therapy = Some(format!("stable{}", "X".repeat(extra)).into());
        longer
    };
    let full = of_length(room).build(&options()).unwrap();
    assert_eq!(event(&full).message.unwrap().text.unwrap().len(), 264);
    let over = of_length(room + 1);
    let problems = over.build(&options()).unwrap_err();
    assert_eq!(
        problems.list()[0].to_string(),
        "clinical: the message has 265 characters, 264 fit: leave a part to a document (PWK) and say so in \
         leftToDocuments (2000E MSG01)"
    );
    let mut left = over;
    left.left_to_documents = vec![MessagePart::Response];
    let built = left.build(&options()).unwrap();
    let entry = built.uncoded.iter().find(|item| item.what == "clinical.responseToTherapy").unwrap();
    assert_eq!(entry.carrier, Carrier::Document);
    left.attachments.clear();
    assert!(left.build(&options()).unwrap_err().list().iter().any(|problem| problem.kind == ProblemKind::NoDocument));
}
