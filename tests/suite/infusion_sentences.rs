//! What is said, so that whoever reads it can act on it: where it stands, what is wanted, who says so.

use crate::infusion_orders::{ORDERS, options, order};
use crate::infusion_plausible::{Change, said};
use x12_278::infusion::{Contraindication, Dose, InfusionRequest, IntentKind, Measure, MeasureUnit};

const NONE: [&str; 0] = [];

#[test]
fn a_preferred_drug_is_named_and_a_renewal_is_left_alone() {
    let reference: Change = |o| o.drugs[0].code = "J1745".into();
    let first = "warning: drugs[0].code: the plan prefers another drug first, and no trial of it is given: Q5103, Q5104, \
                 Q5121 (INFLIXIMAB-DYYB, INFLIXIMAB-ABDA, INFLIXIMAB-AXXQ, INFLECTRA, RENFLEXIS, AVSOLA) (2000E MSG01) \
                 [judgement: biosimilars before the reference product; plans differ]";
    assert_eq!(said("infliximab_home", reference), [first]);
    assert_eq!(said("renewal", reference), NONE, "it works, and the order says so");
    let silent = said("renewal", |o| {
        reference(o);
        o.clinical.response_to_therapy = None;
    });
    assert!(silent.contains(&first.to_owned()), "{silent:#?}");
}

#[test]
fn modifiers_are_two_characters() {
    let said = said("infliximab_home", |o| o.drugs[0].modifiers = vec!["JA".into(), "JAB".into()]);
    assert_eq!(
        said,
        ["error: drugs[0].modifiers[1]: not of the shape of a modifier: two letters or digits (2000F SV101-3)"]
    );
}

#[test]
fn a_character_that_cannot_be_sent_is_named_where_it_stands() {
    let characters = |path: &str, place: &str| {
        [format!(
            "error: {path}: holds a character that the 278 cannot carry: only printable ASCII without * : ^ ~ ({place})"
        )]
    };
    let event = "2000E MSG01";
    let lab = said("infliximab_home", |o| o.clinical.labs[1].result = "NEG*".into());
    assert_eq!(lab, characters("clinical.labs[1].result", event));
    let tried = said("infliximab_home", |o| o.clinical.prior_therapies.as_mut().unwrap()[1].drug = "6~MP".into());
    assert_eq!(tried, characters("clinical.priorTherapies[1].drug", event));
    let against = said("infliximab_home", |o| {
        let (drug, reason) = ("GOLD".into(), Some("a:b".into()));
        o.clinical.contraindications = Some(vec![Contraindication { drug, reason }]);
    });
    assert_eq!(against, characters("clinical.contraindications[0].reason", event));
    let response = said("renewal", |o| o.clinical.response_to_therapy = Some("caf\u{e9}".into()));
    assert_eq!(response, characters("clinical.responseToTherapy", event));
    let criterion = said("infliximab_home", |o| o.clinical.criteria[0].source = "MCG^".into());
    assert_eq!(criterion, characters("clinical.criteria[0].source", event));
    let label = said("infliximab_home", |o| o.drugs[0].phases[0].label = Some("UP:KEEP".into()));
    assert_eq!(label, characters("drugs[0].phases[0].label", "2000F MSG01"));
    let urgent = said("vancomycin_opat", |o| o.urgency.as_mut().unwrap().reason = Some("now^".into()));
    assert_eq!(urgent, characters("urgency.reason", event));
}

#[test]
fn an_order_may_begin_with_a_byte_order_mark() {
    let text = crate::infusion_orders::text("infliximab_home");
    assert_eq!(InfusionRequest::from_json(&format!("\u{feff}{text}")).unwrap(), order("infliximab_home"));
}

#[test]
fn the_number_of_the_earlier_request_is_asked_for_by_its_name() {
    let kind = |kind: IntentKind| {
        let all = said("infliximab_home", move |o| {
            o.intent.kind = kind;
            o.urgency = Some(x12_278::infusion::Urgency::urgent("A DOCTOR", "CANNOT WAIT"));
            o.clinical.response_to_therapy = Some("REMISSION".into());
        });
        all.into_iter().filter(|said| said.starts_with("error")).collect::<Vec<_>>()
    };
    let authorization = "error: intent.authorizationNumber: missing: the authorization number of the earlier request, \
                         which this one goes on from (2000E REF)";
    let reference = "error: intent.referenceNumber: missing: the reference number of the decision that this request is \
                     about (2000E REF)";
    let either = "error: intent.authorizationNumber, intent.referenceNumber: missing: the number of the earlier request, \
                  one of the two (2000E REF)";
    assert_eq!(kind(IntentKind::Renewal), [authorization]);
    assert_eq!(kind(IntentKind::Extension), [authorization]);
    assert_eq!(kind(IntentKind::UrgentAppeal), [reference]);
    assert_eq!(kind(IntentKind::StandardAppeal), [reference]);
    assert_eq!(kind(IntentKind::Reconsideration), [reference]);
    assert_eq!(kind(IntentKind::Revision), [either]);
    assert_eq!(kind(IntentKind::Cancel), [either]);
}

#[test]
fn no_units_a_visit_are_named_where_they_stand() {
    let said = said("infliximab_home", |o| o.services[2].units_per_visit = Some(0));
    assert_eq!(said, ["error: services[2].unitsPerVisit: must be more than zero (2000F SV104)"]);
}

#[test]
fn notes_are_about_what_somebody_can_do() {
    let notes = |name: &str, change: Change| {
        let mut order = order(name);
        change(&mut order);
        let built = order.build(&options()).unwrap();
        built.warnings.iter().map(|one| format!("{}: {one}", one.severity)).collect::<Vec<_>>()
    };
    for name in ORDERS.into_iter().filter(|name| !["inpatient_start", "ivig_course"].contains(name)) {
        assert_eq!(notes(name, |_| {}), NONE, "{name}");
    }
    let unverified: Change = |o| {
        (o.drugs[0].code, o.drugs[0].vial) = ("J1748".into(), None);
        o.drugs[0].dose = Some(Dose::flat(120, MeasureUnit::Milligram));
    };
    assert_eq!(
        notes("infliximab_home", unverified),
        ["note: drugs[0].billingUnit: the code table has the billing unit of this code from a list that was not \
          verified: compare it with the current HCPCS list and state it here (2000F SV104)"]
    );
    let stated: Change = |o| {
        (o.drugs[0].code, o.drugs[0].vial) = ("J1748".into(), None);
        o.drugs[0].dose = Some(Dose::flat(120, MeasureUnit::Milligram));
        o.drugs[0].billing_unit = Some(Measure::new(10, MeasureUnit::Milligram));
    };
    assert_eq!(notes("infliximab_home", stated), NONE);
}

#[test]
fn an_employer_number_is_sent_in_nine_digits() {
    let sent = |text: &'static str| {
        let mut order = order("infliximab_home");
        order.requester.tax_id = Some(text.into());
        let built = order.build(&options()).map_err(|problems| problems.to_string())?;
        let written =
            x12_278::infusion::Envelope::new("SENDER", "RECEIVER").wrap(built.request, 1, crate::infusion_orders::at());
        let bytes = written.unwrap().write().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        Ok::<_, String>(text.split('~').find(|segment| segment.starts_with("REF*EI")).unwrap().to_owned())
    };
    assert_eq!(sent("00-9990001").unwrap(), "REF*EI*009990001");
    assert_eq!(sent("009990001").unwrap(), "REF*EI*009990001");
    for wrong in ["00-999000", "0099900011", "00-99900X1", "00/9990001"] {
        assert_eq!(
            sent(wrong).unwrap_err().lines().last().unwrap(),
            "error: requester.taxId: not an employer number: nine digits (2010B REF)",
            "{wrong}"
        );
    }
}

#[test]
fn shapes_are_named_by_what_they_are_of() {
    let bill = said("infliximab_home", |o| o.site.as_mut().unwrap().bill_type = Some("131".into()));
    assert_eq!(bill, ["error: site.billType: not the first two digits of a type of bill (2000E UM04)"]);
    let revenue = said("infliximab_home", |o| o.drugs[0].revenue_code = Some("63A6".into()));
    assert!(
        revenue.contains(&"error: drugs[0].revenueCode: not a revenue code: four digits (2000F SV201)".to_owned()),
        "{revenue:#?}"
    );
}
