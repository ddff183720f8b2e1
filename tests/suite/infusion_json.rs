//! Orders as JSON: what is no order is refused with its path, in plain words, without a value of it.

use crate::infusion_orders::text;
use crate::json::places;
use x12_278::infusion::InfusionRequest;

fn refused(json: &str) -> String {
    InfusionRequest::from_json(json).unwrap_err().to_string()
}

/// What `infliximab_home` says when one text of it is another.
fn changed(from: &str, to: &str) -> String {
    let whole = text("infliximab_home");
    assert!(whole.contains(from), "{from}");
    refused(&whole.replacen(from, to, 1))
}

#[test]
fn each_message_names_the_path_and_what_is_wanted() {
    let rows = [
        (
            "\"weightKilograms\"",
            "\"SECRET\"",
            "clinical.body: a key that has no meaning here; known are weightKilograms, \
          heightCentimeters, surfaceSquareMeters",
        ),
        ("\"2026-02-16\"", "\"SECRET\"", "drugs[0].phases[0].from: not a day of the form 2026-01-05"),
        ("\"2026-02-16\"", "\"2026-02-30\"", "drugs[0].phases[0].from: not a day of the form 2026-01-05"),
        ("\"1988-02-14\"", "19880214", "subscriber.birthDate: not a text"),
        ("\"1988-02-14\"", "\"0088-02-14\"", "subscriber.birthDate: not a day from 1900 to 2999"),
        (
            "\"weightKilograms\": 80",
            "\"weightKilograms\": 80.5",
            "clinical.body.weightKilograms: not a decimal number in a string, or a whole number",
        ),
        (
            "\"weightKilograms\": 80",
            "\"weightKilograms\": \"SECRET kg\"",
            "clinical.body.weightKilograms: not a decimal number of the form 12.5",
        ),
        (
            "\"weightKilograms\": 80",
            "\"weightKilograms\": -1",
            "clinical.body.weightKilograms: not a decimal number in a string, or a whole number",
        ),
        (
            "\"amount\": 5,",
            "\"amount\": 5.5,",
            "drugs[0].dose: a value in it is not a decimal number in a string, or a whole number",
        ),
        (
            "\"unit\": \"mg\"",
            "\"unit\": \"SECRET\"",
            "drugs[0].dose: a word in it is none of g, mg, mcg, ng, L, mL, units, IU",
        ),
        (
            "\"kind\": \"perKilogram\"",
            "\"kind\": \"perSECRET\"",
            "drugs[0].dose: a word in it is none of flat, perKilogram, perSquareMeter, areaUnderCurve, rate, billingUnits",
        ),
        ("\"amount\": 5,", "", "drugs[0].dose: amount is missing"),
        (
            "\"kind\": \"home\"",
            "\"kind\": \"SECRET\"",
            "site.kind: none of home, infusionSuite, office, \
          hospitalOnCampus, hospitalOffCampus, surgeryCenter, hospitalInpatient",
        ),
        ("\"kind\": \"home\"", "\"exception\": \"firstDose\"", "site: kind is missing"),
        (
            "\"kind\": \"home\"",
            "\"kind\": 12",
            "site.kind: not one of home, infusionSuite, office, hospitalOnCampus, \
          hospitalOffCampus, surgeryCenter, hospitalInpatient",
        ),
        ("\"memberWilling\": true", "\"memberWilling\": \"yes\"", "clinical.home.memberWilling: not true or false"),
        (
            "\"months\": 4",
            "\"months\": 99999999999",
            "clinical.priorTherapies[0].months: not a whole number that fits u32",
        ),
        ("\"months\": 6", "\"months\": -6", "clinical.priorTherapies[1].months: not a whole number"),
        (
            "\"gender\": \"F\"",
            "\"gender\": \"SECRET SECRET\"",
            "subscriber.gender: not one to eight printable characters",
        ),
        ("\"gender\": \"F\"", "\"gender\": \"F\", \"gender\": \"M\"", "subscriber: gender stands twice"),
        ("\"QUILLFEATHER\"", "7", "providers[0].name.person.last: not a text"),
        ("\"times\": 1,", "\"times\": \"1\",", "drugs[0].phases[0].frequency: a value in it is not a whole number"),
        (
            "x12-278/infusion-order/1",
            "x12-278/infusion-order/2",
            "schema: not x12-278/infusion-order/1, the only format there is",
        ),
    ];
    for (from, to, message) in rows {
        assert_eq!(changed(from, to), message, "{from} -> {to}");
    }
    assert_eq!(refused("{\"drugs\": 1}"), "drugs: not a list");
    assert_eq!(refused("{\"drugs\": [1]}"), "drugs[0]: not an object");
    assert_eq!(refused("[]"), "the order: not an object");
    assert_eq!(refused(""), "the order: not JSON (line 1, column 0)");
    assert_eq!(refused("{\"id\": \"SECRET\n\"}"), "the order: not JSON (line 2, column 0)");
    assert_eq!(refused("{\"id\": SECRET}"), "the order: not JSON (line 1, column 8)");
    assert_eq!(refused(&"[".repeat(100_000)), "the order: not JSON (line 1, column 128)");
}

#[test]
fn the_parts_of_an_error_can_be_asked_for() {
    let error = InfusionRequest::from_json("{\"drugs\": [{\"SECRET\": 1}]}").unwrap_err();
    assert_eq!(error.path(), "drugs[0]");
    assert!(matches!(error.problem(), x12_278::infusion::OrderProblem::UnknownKey(known) if known.contains(&"ndc")));
    assert!(!format!("{error:?} {error}").contains("SECRET"));
}

/// Every place of an order, without it and with something else there: all is read but that, and what cannot be read is said
/// once, as the first thing.
#[test]
fn a_draft_leaves_out_what_does_not_fit_and_nothing_else() {
    use serde_json::{Value, json};
    let mut refusals = 0;
    for name in ["chemotherapy_hospital", "ivig_child"] {
        let whole: Value = serde_json::from_str(&text(name)).unwrap();
        let mut found = Vec::new();
        places(&whole, "", &mut found);
        // The order as a whole stands first, and has nothing above it.
        for place in found.iter().skip(1) {
            let (above, last) = place.rsplit_once('/').unwrap();
            for other in [None, Some(json!({ "QZXSECRET": [] })), Some(json!(-0.5))] {
                let mut order = whole.clone();
                match (&other, order.pointer_mut(above).unwrap()) {
                    (None, Value::Object(map)) => drop(map.remove(last)),
                    (None, Value::Array(list)) => drop(list.remove(last.parse().unwrap())),
                    (Some(other), _) => *order.pointer_mut(place).unwrap() = other.clone(),
                    _ => assert!(above.is_empty(), "every place stands in a list or an object"),
                }
                let order = order.to_string();
                let draft = InfusionRequest::draft_from_json(&order).unwrap();
                match InfusionRequest::from_json(&order) {
                    Ok(order) => {
                        assert_eq!((draft.errors(), draft.order()), (&[][..], &order), "{place}");
                        assert_eq!(draft.path_in_text("drugs[2].phases[1].from"), "drugs[2].phases[1].from");
                    }
                    Err(error) => {
                        refusals += 1;
                        assert_eq!(draft.errors().first(), Some(&error), "{name} {place} {other:?}");
                        assert!(draft.errors().iter().all(|other| other.path() == error.path()), "{name} {place}");
                        assert!(!format!("{draft:?}").contains("QZX"), "{place}");
                        let mut rest = whole.clone();
                        let mut kept = serde_json::to_value(draft.order()).unwrap();
                        let key = place.split('/').nth(1).unwrap();
                        for order in [&mut rest, &mut kept] {
                            order.as_object_mut().unwrap().remove(key);
                            // Which drug a service goes with is told of the drugs.
                            let services =
                                order.get_mut("services").and_then(Value::as_array_mut).filter(|_| key == "drugs");
                            services.into_iter().flatten().for_each(|service| service["drug"] = Value::Null);
                        }
                        let rest = InfusionRequest::from_json(&rest.to_string()).unwrap();
                        assert_eq!(InfusionRequest::from_json(&kept.to_string()).unwrap(), rest, "{name} {place}");
                    }
                }
            }
        }
    }
    assert!(refusals > 300, "{refusals}");
}

/// All of a text is looked at, whatever else is wrong in it; a text of nothing but faults ends.
#[test]
fn a_draft_says_all_that_is_wrong() {
    let said = |json: &str| {
        let draft = InfusionRequest::draft_from_json(json).unwrap();
        draft.errors().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(said("[]"), ["the order: not an object"]);
    assert_eq!(said("{}"), [""; 0]);
    let services =
        r#"{"services": [{"kind": "nursing", "SECRET": 1}, {"code": 7, "kind": 8}, {"code": "99601"}], "id": 1}"#;
    let all = said(services);
    assert_eq!(all.len(), 6, "{all:#?}");
    assert!(all[0].starts_with("services[0]: a key that has no meaning here; known are kind, code, "), "{all:#?}");
    let code = ["services[0]: code is missing", "services[1].code: not a text"];
    assert_eq!(all[1..3], code);
    assert!(all[3].starts_with("services[1].kind: not one of "), "{all:#?}");
    assert_eq!(all[4..], ["services[2]: kind is missing", "id: not a text"]);
    let twice = r#"{"payer": {"id": "A", "id": "B", "name": "C"}, "requester": {"role": "requester", "name": {"person": {"last": 1}}}}"#;
    assert_eq!(said(twice), ["payer: id stands twice", "requester.name.person.last: not a text"]);
    let draft = InfusionRequest::draft_from_json(twice).unwrap();
    assert_eq!(draft.order().payer.id.as_str(), "", "neither of the two is taken");
    let many = format!("{{\"id\": \"A\", \"drugs\": [{}1]}}", "1,".repeat(10_000));
    let draft = InfusionRequest::draft_from_json(&many).unwrap();
    assert_eq!(draft.errors().len(), x12_278::infusion::OrderDraft::MOST + 1);
    assert_eq!(draft.order(), &InfusionRequest::default());
}

/// A service names its drug by number. Of a text with a drug that cannot be read it names the same drug as before, or none.
#[test]
fn a_draft_never_gives_a_service_another_drug() {
    let draft = |drugs: &str, service: &str| {
        let text = format!(
            r#"{{"drugs": [{drugs}], "services": [7, {{"kind": "administration", "code": "96413"{service}}}],
                "attachments": [{{"kind": "order", "sent": "fax", "line": 2}}]}}"#
        );
        InfusionRequest::draft_from_json(&text).unwrap()
    };
    let (one, two) = (r#"{"code": "J9045", "phases": []}"#, r#"{"code": "J9271", "phases": []}"#);
    let named = |drugs: &str, service: &str| {
        let draft = draft(drugs, service);
        let order = draft.order();
        let number = order.services[0].drug.unwrap_or(1);
        let drug = order.drugs.get(number - 1).map(|drug| drug.code.to_string());
        (drug, draft.is_left_out("services[0].drug"))
    };
    let (third, second) = (r#", "drug": 3"#, r#", "drug": 2"#);
    let is = |code: &str| (Some(code.to_owned()), false);
    assert_eq!(named(&format!("{one}, 5, {two}"), third), is("J9271"));
    assert_eq!(named(&format!("{one}, 5, {two}"), ""), is("J9045"));
    assert_eq!(named(&format!("{one}, {two}, 5"), second), is("J9271"));
    assert_eq!(named(&format!("5, 6, {two}"), third), is("J9271"));
    assert_eq!(named(&format!("{one}, 5, {two}"), second), (None, true), "the one that cannot be read");
    assert_eq!(named(&format!("5, {one}, {two}"), ""), (None, true), "the first one, unsaid");
    assert_eq!(named(&format!("{one}, 5"), third), (None, false), "one that never was");
    // So does an attachment its line.
    let line = draft(&format!("5, {one}, {two}"), "");
    assert!(line.is_left_out("attachments[0].line"));
    assert_eq!(line.order().attachments[0].line, Some(usize::MAX));
    // A problem about two entries has the paths of both.
    assert_eq!(line.path_in_text("drugs[0], drugs[1].phases[0]"), "drugs[1], drugs[2].phases[0]");
    assert!(line.is_left_out("drugs[0], services[0].drug"));
}

/// Every value of an order replaced by every other kind of value: refused or read, and never shown.
#[test]
fn no_value_is_ever_shown() {
    use serde_json::{Value, json};
    let whole: Value = serde_json::from_str(&text("chemotherapy_hospital")).unwrap();
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let others = [
        json!("QZXSECRET"),
        json!(987_654_321),
        json!(-98765.4321),
        json!(true),
        json!(null),
        json!(["QZXSECRET"]),
        json!({ "QZXSECRET": "QZXSECRET" }),
        json!({ "kind": "QZXSECRET", "QZXSECRET": 1 }),
    ];
    let mut refusals = 0;
    for place in &found {
        for other in &others {
            let mut order = whole.clone();
            *order.pointer_mut(place).unwrap() = other.clone();
            match InfusionRequest::from_json(&order.to_string()) {
                Err(error) => {
                    refusals += 1;
                    let shown = format!("{error} {error:?}");
                    assert!(!shown.contains("QZX") && !shown.contains("98765"), "{place}: {shown}");
                }
                Ok(order) => {
                    let shown = format!("{order:?}");
                    assert!(!shown.contains("QZX"), "{place}");
                    if let Err(problems) = order.build(&crate::infusion_orders::options()) {
                        assert!(!format!("{problems} {problems:?}").contains("QZX"), "{place}");
                    }
                }
            }
        }
    }
    assert!(refusals > found.len() * 4);
}
