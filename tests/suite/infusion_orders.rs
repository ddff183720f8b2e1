//! The orders of the examples: what X12 they give, and what of them the X12 still says.

use crate::files::assert_golden;
use chrono::{NaiveDate, NaiveDateTime};
use x12_278::infusion::{BuildOptions, InfusionRequest, regimens};
use x12_278::profile::Profile;
use x12_278::report::Severity;
use x12_278::validate::Validator;
use x12_278::{Document, WriteOptions};

pub(crate) const ORDERS: [&str; 25] = [
    "acyclovir_home",
    "cancel",
    "carboplatin_auc_office",
    "chelation_home",
    "chemotherapy_hospital",
    "enzyme_home",
    "extension",
    "factor_home",
    "hydration_home",
    "infliximab_home",
    "infliximab_loading_suite",
    "inpatient_start",
    "iron_office",
    "ivig_child",
    "ivig_course",
    "methylprednisolone_home",
    "milrinone_continuous",
    "ocrelizumab_suite",
    "pain_home",
    "pentamidine_aerosol",
    "renewal",
    "revision_of_lines",
    "tpn_cycle",
    "urgent_appeal",
    "vancomycin_opat",
];

pub(crate) fn at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, 28).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

pub(crate) fn options() -> BuildOptions<'static> {
    BuildOptions::new(at()).profile(Profile::health_net())
}

pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/examples/data/orders/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub(crate) fn order(name: &str) -> InfusionRequest {
    InfusionRequest::from_json(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether a file validates without any finding but notes.
pub(crate) fn clean(bytes: &[u8]) -> Result<(), String> {
    let report = Validator::default().read(bytes).unwrap();
    let finding = report.all_issues().find(|issue| issue.severity > Severity::Note);
    finding.map_or(Ok(()), |finding| Err(finding.to_string()))
}

#[test]
fn every_order_is_tested() {
    let folder = format!("{}/examples/data/orders", env!("CARGO_MANIFEST_DIR"));
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
    names.retain(|name| name != "cannot_become_a_request");
    names.sort();
    assert_eq!(names, ORDERS);
}

#[test]
fn every_order_gives_its_request() {
    for name in ORDERS {
        let order = order(name);
        let built = order.build(&options()).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let document = order.envelope.clone().unwrap().wrap(built.request.clone(), 7, at()).unwrap();
        let lines = x12_278::transaction::LineBreaks::Lf;
        let bytes = document.write_with(&WriteOptions { line_breaks: lines, ..WriteOptions::default() }).unwrap();
        assert_golden(&format!("infusion/{name}.edi"), std::str::from_utf8(&bytes).unwrap());

        let plain = document.write().unwrap();
        clean(&plain).unwrap_or_else(|finding| panic!("{name}: {finding}"));
        let read = Document::read(&plain).unwrap();
        assert!(read.report.is_empty(), "{name}: {:?}", read.report.issues());
        let set = read.document.transactions().next().unwrap().request().unwrap();
        assert_eq!(regimens(set), built.lines, "{name}: the same regimen");
        assert_eq!(*set, built.request, "{name}: the same request");
    }
}

#[test]
fn lines_say_the_regimen_of_the_order() {
    let line = |name: &str, nth: usize| {
        let line = order(name).build(&options()).unwrap().lines[nth].clone();
        let period = line.period.map(|(from, through)| format!("{from} {through}")).unwrap_or_default();
        let doses = line.delivery.map(|delivery| delivery.doses().unwrap());
        (line.code, line.quantity.unwrap(), doses.unwrap_or_default(), period)
    };
    let own = |code: &str, quantity, doses, period: &str| (code.to_owned(), quantity, doses, period.to_owned());
    assert_eq!(line("infliximab_home", 0), own("Q5103", 240, 6, "2026-02-16 2027-01-17"));
    assert_eq!(line("infliximab_home", 1), own("S9359", 6, 6, "2026-02-16 2027-01-17"));
    assert_eq!(line("infliximab_loading_suite", 0), own("Q5121", 90, 3, "2026-03-02 2026-04-26"));
    assert_eq!(line("infliximab_loading_suite", 1), own("Q5121", 150, 5, "2026-04-27 2027-01-31"));
    assert_eq!(line("infliximab_loading_suite", 2), own("96413", 8, 8, "2026-03-02 2027-01-31"));
    assert_eq!(line("ivig_course", 0), own("J1569", 2100, 30, "2026-02-02 2026-07-19"));
    assert_eq!(line("vancomycin_opat", 0), own("J3370", 378, 126, "2026-02-03 2026-03-16"));
    assert_eq!(line("vancomycin_opat", 1), own("S9502", 42, 42, "2026-02-03 2026-03-16"));
    assert_eq!(line("tpn_cycle", 0), own("S9366", 90, 90, "2026-02-09 2026-05-09"));
    assert_eq!(line("milrinone_continuous", 0), own("J2260", 270, 30, "2026-02-05 2026-03-06"));
    assert_eq!(line("ocrelizumab_suite", 0), own("J2350", 1200, 2, "2026-03-09 2027-03-08"));
    assert_eq!(line("carboplatin_auc_office", 0), own("J9045", 48, 4, "2026-02-11 2026-05-05"));
}

#[test]
fn an_order_that_cannot_become_a_request_says_all_at_once() {
    let problems = order("cannot_become_a_request").build(&options()).unwrap_err();
    assert_golden("infusion/cannot_become_a_request.txt", &format!("{problems}\n"));
    assert!(!problems.to_string().contains("555.9") && !format!("{problems:?}").contains("MARIGOLD"));
}

#[test]
fn orders_come_back_from_json_as_they_were() {
    for name in ORDERS.into_iter().chain(["cannot_become_a_request"]) {
        let order = order(name);
        let json = order.to_json().unwrap();
        assert_eq!(InfusionRequest::from_json(&json).unwrap(), order, "{name}");
    }
}

#[test]
fn debug_shows_no_patient() {
    let shown = format!("{:?}", order("infliximab_home"));
    for secret in ["PENNYWHISTLE", "LVM000100200", "1988", "K50", "adalimumab", "80", "ACCT"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    let built = order("infliximab_home").build(&options()).unwrap();
    let shown = format!("{built:?}");
    for secret in ["PENNYWHISTLE", "LVM000100200", "19880214", "K50", "ADALIMUMAB", "5 MG"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn the_schema_knows_the_orders() {
    let schema = serde_json::to_value(InfusionRequest::json_schema()).unwrap();
    for name in ORDERS.into_iter().chain(["cannot_become_a_request"]) {
        let order: serde_json::Value = serde_json::from_str(&text(name)).unwrap();
        obeys(&schema, &schema, &order).unwrap_or_else(|place| panic!("{name}: {place}"));
    }
    let mut wrong: serde_json::Value = serde_json::from_str(&text("infliximab_home")).unwrap();
    wrong["site"]["kind"] = "castle".into();
    assert!(obeys(&schema, &schema, &wrong).is_err());
    for (path, other) in [
        ("/drugs/0/phases/0/from", serde_json::json!("16 Feb 2026")),
        ("/drugs/0/dose/amount", serde_json::json!("5 mg")),
        ("/drugs/0/dose/amount", serde_json::json!(5.5)),
        ("/drugs/0/dose", serde_json::json!({ "kind": "flat", "amount": 5 })),
        ("/services/0/quantity", serde_json::json!("6")),
        ("/diagnoses", serde_json::json!({})),
    ] {
        let mut order: serde_json::Value = serde_json::from_str(&text("infliximab_home")).unwrap();
        order["services"][0]["quantity"] = 6.into();
        *order.pointer_mut(path).unwrap() = other;
        assert!(obeys(&schema, &schema, &order).is_err(), "{path}");
        assert!(InfusionRequest::from_json(&order.to_string()).is_err(), "{path}");
    }
    wrong["site"] = serde_json::json!({});
    assert!(obeys(&schema, &schema, &wrong).is_err());
    assert_golden("infusion/order.schema.json", &format!("{schema:#}\n"));
}

/// As much of JSON schema as the schema of orders uses.
fn obeys(root: &serde_json::Value, schema: &serde_json::Value, value: &serde_json::Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        obeys(root, &root["$defs"][name], value)?;
    }
    for word in ["anyOf", "oneOf"] {
        let fits = |all: &Vec<serde_json::Value>| {
            let fitting = all.iter().filter(|one| obeys(root, one, value).is_ok()).count();
            if word == "oneOf" { fitting == 1 } else { fitting > 0 }
        };
        if schema[word].as_array().is_some_and(|all| !fits(all)) {
            return Err(format!("none of {word}"));
        }
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a type that the test does not know: {other}"),
    };
    let fits = match &schema["type"] {
        serde_json::Value::String(name) => is(name),
        serde_json::Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        _ => true,
    };
    let is_one = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    if !fits || !is_one || schema.get("const").is_some_and(|only| only != value) {
        return Err("another type or value".to_owned());
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str()) {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let obeyed = match pattern {
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
                text.split('-').map(str::len).eq([4, 2, 2]) && text.split('-').all(digits)
            }
            "^[0-9]+(\\.[0-9]+)?$" => text.split('.').count() < 3 && text.split('.').all(digits),
            other => panic!("a pattern that the test does not know: {other}"),
        };
        if !obeyed {
            return Err("against the pattern".to_owned());
        }
    }
    if let Some(map) = value.as_object() {
        let known = schema["properties"].as_object();
        for name in schema["required"].as_array().into_iter().flatten() {
            map.get(name.as_str().unwrap()).ok_or(format!("{name} is missing"))?;
        }
        for (name, value) in map {
            match known.and_then(|known| known.get(name)) {
                Some(schema) => obeys(root, schema, value).map_err(|place| format!("{name}/{place}"))?,
                None if schema["additionalProperties"] == false => return Err(format!("{name} is not known")),
                None => {}
            }
        }
    }
    let items = value.as_array().filter(|_| schema.get("items").is_some());
    items.into_iter().flatten().try_for_each(|item| obeys(root, &schema["items"], item))
}
