//! What is said of an order that is none, contradicts itself or is out of all proportion: the path, in plain words.

use crate::infusion_orders::{options, text};
use x12_278::infusion::InfusionRequest;

/// Everything that is said of `infliximab_home` when the value at a place is another; a place that ends in `/+` adds to
/// a list.
fn said(place: &str, value: &str) -> Vec<String> {
    let mut order: serde_json::Value = serde_json::from_str(&text("infliximab_home")).unwrap();
    let value: serde_json::Value = serde_json::from_str(value).unwrap();
    match place.strip_suffix("/+") {
        Some(list) => order.pointer_mut(list).unwrap().as_array_mut().unwrap().push(value),
        None => {
            let (parent, name) = place.rsplit_once('/').unwrap();
            let parent = order.pointer_mut(parent).unwrap();
            match parent.as_array_mut() {
                Some(list) => list[name.parse::<usize>().unwrap()] = value,
                None => parent[name] = value,
            }
        }
    }
    let order = InfusionRequest::from_json(&order.to_string()).unwrap();
    match order.build(&options()) {
        Ok(built) => built.warnings.iter().map(|one| format!("{}: {one}", one.severity)).collect(),
        Err(problems) => problems.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn one_thing_wrong_is_one_plain_sentence() {
    let rows = [
        (
            "/drugs/0/dose/amount",
            "\"79228162514264337593543950335\"",
            "error: drugs[0].dose: the number is too large (2000F SV104)",
        ),
        (
            "/drugs/0/dose/amount",
            "0",
            "error: drugs[0].dose: a dose, weight, surface or unit must be more than zero (2000F SV104)",
        ),
        (
            "/drugs/0/dose/unit",
            "\"mL\"",
            "error: drugs[0].dose.unit: the unit of the dose does not convert to the unit of the code or of the vial (2000F SV104)",
        ),
        (
            "/drugs/0/phases/0/from",
            "\"2999-12-01\"",
            "error: drugs[0].phases[0]: a day is not plausible (2000F HSD, DTP)",
        ),
        (
            "/drugs/0/phases/0/doses",
            "7",
            "error: drugs[0].phases[0]: the stated number of doses is not what interval and duration give (2000F HSD, DTP)",
        ),
        (
            "/drugs/0/phases/0/through",
            "\"2026-03-01\"",
            "error: drugs[0].phases[0]: the last dose lies behind the stated last day (2000F HSD, DTP)",
        ),
        (
            "/drugs/0/phases/0/frequency/span",
            "4000000000",
            "error: drugs[0].phases[0]: an interval or a duration has more digits than the 278 has room for (2000F HSD, DTP)",
        ),
        (
            "/drugs/0/billingUnit",
            "{\"amount\": 100, \"unit\": \"mg\"}",
            "warning: drugs[0].billingUnit: the stated billing unit is not that of the code table (2000F SV104)",
        ),
        (
            "/drugs/0/diagnoses",
            "[\"K51.90\"]",
            "error: drugs[0].diagnoses: names a diagnosis that the order does not list (2000F SV107)",
        ),
        ("/services/0/drug", "0", "error: services[0].drug: names a drug that the order does not have"),
        ("/services/0/quantity", "0", "error: services[0].quantity: must be more than zero (2000F SV104)"),
        (
            "/services/2/unitsPerVisit",
            "25",
            "warning: services[2].unitsPerVisit: more hours in one visit than a day has (2000F SV104)",
        ),
        (
            "/services/0/site",
            "{\"kind\": \"hospitalInpatient\"}",
            "error: services[0].site.kind: a hospitalInpatient site needs the admission (2000E UM01, 2000F UM04)",
        ),
        (
            "/subscriber/birthDate",
            "\"2027-01-01\"",
            "error: subscriber.birthDate: the birth lies behind the day of the request (2010C or 2010D DMG02)",
        ),
        ("/subscriber/gender", "\"Q\"", "error: subscriber.gender: a code that its list does not have (2010C DMG)"),
        ("/subscriber/memberId", "\"\"", "error: subscriber.memberId: missing (2010C NM109)"),
        ("/payer/id", "\"\"", "error: payer.id: missing (2010A NM1)"),
        ("/payer/idQualifier", "\"QQ\"", "error: payer.idQualifier: as it would be sent: not a code of this element"),
        (
            "/serviceType",
            "\"9\"",
            "error: serviceType: as it would be sent: a code that X12 has and the guide does not use here",
        ),
        ("/clinical/condition", "\"Z\"", "error: clinical.condition: as it would be sent: not a code of this element"),
        (
            "/clinical/body/weightKilograms",
            "8000",
            "error: clinical.body.weightKilograms: not possible for a person: is the unit right? (2000F MSG01) [house \
          rule: nobody is known to have weighed more than 635 kg]",
        ),
        (
            "/clinical/body/weightKilograms",
            "401",
            "warning: clinical.body.weightKilograms: not plausible for a person: is the unit right? (2000F MSG01) \
          [house rule: nobody is known to have weighed more than 635 kg]",
        ),
        (
            "/drugs/0/dose",
            "{\"kind\": \"perKilogram\", \"amount\": 5, \"unit\": \"g\"}",
            "error: drugs[0].dose: more than 25000 billing units in one dose: are amount and unit right? (2000F SV104) \
          [house rule: the labels of the drugs in the code table stay below 3000]",
        ),
        (
            "/drugs/0/vial/unit",
            "\"g\"",
            "error: drugs[0].vial: one vial is enough for more than 90 doses: are its size and unit right? (2000F \
          SV104) [house rule: g instead of mg makes it a thousand times as many; a vial of 500 mg for the 6 mg of a \
          preterm child still passes]",
        ),
        (
            "/intent",
            "{\"kind\": \"renewal\"}",
            "error: intent.authorizationNumber: missing: the authorization number of the earlier request, which this one \
          goes on from (2000E REF)",
        ),
        (
            "/intent",
            "{\"kind\": \"new\", \"authorizationNumber\": \"A\"}",
            "warning: intent: a number of an earlier request that is not sent with such a request (2000E REF)",
        ),
        (
            "/urgency",
            "{\"level\": \"urgent\", \"attestedBy\": \" \"}",
            "error: urgency.attestedBy: urgent or emergency, but no clinician attests it (2000E UM06)",
        ),
        (
            "/diagnoses/+",
            "{\"code\": \"K51.90\", \"kind\": \"principal\"}",
            "error: diagnoses: exactly one diagnosis must be the principal one (2000E HI)",
        ),
        (
            "/attachments/+",
            "{\"kind\": \"labResults\", \"sent\": \"fax\", \"controlNumber\": \"0101-A1\"}",
            "warning: attachments[2].controlNumber: an entry stands more than once (2000E PWK06)",
        ),
        (
            "/providers/+",
            "{\"role\": \"requester\", \"name\": {\"organization\": \"X\"}, \"npi\": \"2900100019\"}",
            "error: providers[2].role: a role that a provider cannot have here (2010EA NM101)",
        ),
        (
            "/requester/npi",
            "\"2900100018\"",
            "error: requester.npi: not a national provider identifier: ten digits with a valid check digit (2010B NM1)",
        ),
        (
            "/id",
            "\"Ünïcode\"",
            "error: id: holds a character that the 278 cannot carry: only printable ASCII without * : ^ ~ (HEADER BHT03)",
        ),
        (
            "/drugs/0/phases/+",
            "{\"from\": \"2026-04-13\", \"frequency\": {\"kind\": \"once\"}}",
            "warning: drugs[0].phases[1]: gives the drug on days on which another phase gives it: its per diem days are \
          counted for both (2000F DTP)",
        ),
    ];
    for (place, value, sentence) in rows {
        let found: Vec<String> = said(place, value).into_iter().filter(|one| !one.contains("wants it")).collect();
        let errors: Vec<&String> =
            found.iter().filter(|one| one.starts_with("error") || sentence.starts_with("warning")).collect();
        assert_eq!(errors, [sentence], "{place} = {value}: {found:#?}");
    }
}

#[test]
fn a_dependent_is_related_as_a_dependent_can_be() {
    let child = |relationship: &str| {
        let person = format!(
            "{{\"name\": {{\"last\": \"PENNYWHISTLE\"}}, \"birthDate\": \"2016-01-01\", \"gender\": \"F\", \
              \"relationship\": \"{relationship}\"}}"
        );
        said("/dependent", &person).join("\n")
    };
    assert_eq!(child("19"), "");
    assert_eq!(child("18"), "error: dependent.relationship: not 01 (spouse), 19 (child) or G8 (another) (2010D INS02)");
}

#[test]
fn infliximab_at_home_fits_on_one_screen() {
    let program = include_str!("../../examples/infliximab_at_home.rs");
    assert!(program.lines().count() <= 48, "{} lines", program.lines().count());
    assert!(program.lines().all(|line| line.len() <= 120));
    assert!(include_str!("../../src/manual/mod.rs").contains("examples/infliximab_at_home.rs"));
}
