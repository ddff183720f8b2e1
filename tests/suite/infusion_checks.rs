//! The audit before submission, the rules about codes, and the roads: each rule and its neighbors.

use crate::infusion_orders::{ORDERS, at, options, order};
use x12_278::code::DelayReason;
use x12_278::infusion::{
    Arrangement, AuthorizationQuestion, Benefit, BuildOptions, CodeTable, Day, Dispensing, DocumentFact, DocumentKind,
    Frequency, Hint, InfusionRequest, IntentKind, Measure, MeasureUnit, MedicalGroup, Needed, Phase, Policies,
    ProblemKind, Role, Service, ServiceKind, SiteException, SiteKind, State, TableProblem, Therapy, checklist, route,
};
use x12_278::profile::Profile;
use x12_278::report::Severity;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn item(order: &InfusionRequest, options: &BuildOptions<'_>, key: &str) -> (State, Severity) {
    let item = checklist(order, options).into_iter().find(|item| item.key == key).unwrap();
    (item.state, item.severity)
}

pub(crate) type Change = fn(&mut InfusionRequest);

/// Key, an order that has it, how it is taken away, how bad that is for any payer and for Health Net.
fn items() -> Vec<(&'static str, &'static str, Change, Severity, Severity)> {
    use Severity::{Error, Note, Warning};
    fn documents(order: &mut InfusionRequest, kinds: &[DocumentKind]) {
        order.attachments.retain(|one| !kinds.contains(&one.kind));
    }
    fn roles(order: &mut InfusionRequest, roles: &[Role]) {
        order.providers.retain(|one| !roles.contains(&one.role));
    }
    vec![
        ("patientDemographics", "infliximab_home", |o| o.subscriber.birth_date = None, Error, Error),
        ("patientDemographics", "ivig_child", |o| o.dependent.as_mut().unwrap().gender = None, Error, Error),
        ("memberId", "infliximab_home", |o| o.subscriber.member_id = "".into(), Error, Error),
        ("groupNumber", "infliximab_home", |o| o.subscriber.group_number = None, Note, Note),
        ("accountNumber", "infliximab_home", |o| o.subscriber.account_number = None, Note, Note),
        ("lineOfBusiness", "infliximab_home", |o| o.coverage.line_of_business = "".into(), Warning, Warning),
        ("payerId", "infliximab_home", |o| o.payer.id = "".into(), Error, Error),
        ("requester", "infliximab_home", |o| o.requester.npi = "".into(), Error, Error),
        ("requesterContact", "infliximab_home", |o| o.requester.contact.as_mut().unwrap().fax = None, Warning, Warning),
        ("orderingProvider", "infliximab_home", |o| roles(o, &[Role::Ordering]), Warning, Warning),
        (
            "infusionProvider",
            "infliximab_home",
            |o| {
                roles(o, &[Role::Infusing]);
                o.services.iter_mut().for_each(|service| service.provider = None);
            },
            Warning,
            Warning,
        ),
        ("primaryCare", "ivig_child", |o| roles(o, &[Role::PrimaryCare]), Warning, Warning),
        ("diagnoses", "infliximab_home", |o| o.diagnoses.clear(), Error, Error),
        ("procedureCodes", "infliximab_home", |o| o.drugs[0].code = "".into(), Error, Error),
        ("administrationCode", "ocrelizumab_suite", |o| o.services.clear(), Warning, Warning),
        ("perDiem", "infliximab_home", |o| o.services.retain(|s| s.kind != ServiceKind::PerDiem), Warning, Warning),
        ("nursing", "infliximab_home", |o| o.services.retain(|s| s.kind != ServiceKind::Nursing), Note, Note),
        ("units", "infliximab_home", |o| o.drugs[0].dose = None, Error, Error),
        ("visits", "infliximab_home", |o| o.drugs[0].phases[0].frequency = None, Error, Error),
        ("visits", "infliximab_home", |o| o.drugs[0].phases.clear(), Error, Error),
        ("drugName", "infliximab_home", |o| o.drugs[0].name = None, Warning, Warning),
        ("ndc", "infliximab_home", |o| o.drugs[0].ndc = None, Note, Note),
        ("dose", "infliximab_home", |o| o.drugs[0].dose = None, Error, Error),
        ("weight", "infliximab_home", |o| o.clinical.body.weight_kilograms = None, Error, Error),
        ("surface", "chemotherapy_hospital", |o| o.clinical.body.surface_square_meters = None, Error, Error),
        ("route", "infliximab_home", |o| o.drugs[0].route = None, Warning, Warning),
        ("serviceDates", "infliximab_home", |o| o.drugs[0].phases[0].from = None, Error, Error),
        ("siteOfCare", "infliximab_home", |o| o.site = None, Error, Error),
        ("homeSuitability", "infliximab_home", |o| o.clinical.home = None, Warning, Warning),
        ("siteReason", "chemotherapy_hospital", |o| o.site.as_mut().unwrap().exception = None, Warning, Warning),
        ("urgency", "infliximab_home", |o| o.urgency = None, Warning, Error),
        ("urgencyAttestation", "vancomycin_opat", |o| o.urgency.as_mut().unwrap().attested_by = None, Error, Error),
        (
            "priorTherapies",
            "infliximab_loading_suite",
            |o| {
                o.drugs[0].code = "J1745".into();
                o.clinical.prior_therapies = None;
            },
            Warning,
            Warning,
        ),
        ("clinicalNotes", "infliximab_home", |o| documents(o, &[DocumentKind::VisitNote]), Warning, Error),
        ("prescription", "infliximab_home", |o| documents(o, &[DocumentKind::Order]), Warning, Warning),
        ("treatmentPlan", "chemotherapy_hospital", |o| documents(o, &[DocumentKind::OncologyPlan]), Note, Note),
        ("allergies", "infliximab_home", |o| o.clinical.allergies = None, Warning, Warning),
        ("nutrition", "tpn_cycle", |o| documents(o, &[DocumentKind::ParenteralNutrition]), Warning, Warning),
        ("earlierNumber", "renewal", |o| o.intent.authorization_number = None, Error, Error),
        ("earlierNumber", "urgent_appeal", |o| o.intent.reference_number = None, Error, Error),
        ("earlierNumber", "cancel", |o| o.intent.authorization_number = None, Error, Error),
        (
            "responseToTherapy",
            "renewal",
            |o| {
                o.clinical.response_to_therapy = None;
                documents(o, &[DocumentKind::VisitNote, DocumentKind::DrugsGiven]);
            },
            Warning,
            Warning,
        ),
        ("admission", "inpatient_start", |o| o.admission.as_mut().unwrap().kind = None, Error, Error),
        ("accident", "accident", |o| o.clinical.accident.as_mut().unwrap().on = None, Warning, Warning),
        ("denialLetter", "urgent_appeal", |o| documents(o, &[DocumentKind::DenialLetter]), Warning, Warning),
    ]
}

fn after_an_accident() -> InfusionRequest {
    let mut order = order("infliximab_home");
    let on = Some(day("2025-12-01"));
    order.clinical.accident = Some(x12_278::infusion::Accident { on, causes: vec![Default::default()], state: None });
    order
}

/// The items of a documentation checklist as infusion centers keep it, and the keys under which they are found.
const SEED: [(&str, &[&str]); 26] = [
    ("patient demographics", &["patientDemographics"]),
    ("insurance", &["payerId", "memberId", "groupNumber", "lineOfBusiness"]),
    ("patient account or case number", &["accountNumber"]),
    ("requesting provider", &["requester", "requesterContact"]),
    ("referring or ordering physician", &["orderingProvider"]),
    ("rendering facility or infusion provider", &["infusionProvider"]),
    ("primary care or medical group", &["primaryCare"]),
    ("diagnoses", &["diagnoses"]),
    ("drug and procedure codes", &["procedureCodes"]),
    ("administration code", &["administrationCode", "perDiem", "nursing"]),
    ("units", &["units"]),
    ("drug name and NDC", &["drugName", "ndc"]),
    ("dose, weight, surface", &["dose", "weight", "surface"]),
    ("route", &["route"]),
    ("frequency and duration", &["visits"]),
    ("service dates", &["serviceDates"]),
    ("site of care", &["siteOfCare", "siteReason"]),
    ("home therapy suitability", &["homeSuitability"]),
    ("urgency", &["urgency", "urgencyAttestation"]),
    ("failed therapies and contraindications", &["priorTherapies", "contraindications"]),
    ("clinical notes", &["clinicalNotes"]),
    ("laboratory and imaging", &["labs"]),
    ("treatment plan, prescription", &["treatmentPlan", "prescription"]),
    ("allergies, nutrition", &["allergies", "nutrition"]),
    ("accident, admission", &["accident", "admission"]),
    ("late request", &["delayReason"]),
];

#[test]
fn every_seed_item_is_in_the_list_and_tested() {
    let list = checklist(&order("infliximab_home"), &options());
    let elsewhere = ["delayReason", "contraindications", "labs"];
    for key in SEED.iter().flat_map(|(_, keys)| keys.iter()) {
        assert!(list.iter().any(|item| item.key == *key), "{key}");
        assert!(elsewhere.contains(key) || items().iter().any(|(tested, ..)| tested == key), "{key}");
    }
    // What nobody says is missing is said to be unknown, with the severity that it would have.
    let mut bare = order("infliximab_home");
    bare.clinical.contraindications = None;
    bare.clinical.labs.clear();
    for key in ["contraindications", "labs"] {
        assert_eq!(item(&bare, &options(), key), (State::Unknown, Severity::Warning), "{key}");
    }
}

#[test]
fn each_item_that_is_missing_is_said_and_is_as_bad_as_the_payer_has_it() {
    let any = BuildOptions::new(at());
    for (key, name, take_away, for_any, for_health_net) in items() {
        let whole = if name == "accident" { after_an_accident() } else { order(name) };
        assert_eq!(item(&whole, &any, key).0, State::Present, "{key} of {name}");
        let mut less = whole.clone();
        take_away(&mut less);
        assert_eq!(item(&less, &any, key), (State::Missing, for_any), "{key} of {name}");
        assert_eq!(item(&less, &options(), key), (State::Missing, for_health_net), "{key} of {name}");
        if for_health_net == Severity::Error {
            less.build(&options()).expect_err(key);
        }
    }
}

#[test]
fn every_item_has_a_test() {
    let mut tested: Vec<&str> = items().into_iter().map(|(key, ..)| key).collect();
    tested.extend(["contraindications", "labs", "criteria", "delayReason"]);
    for item in checklist(&order("cancel"), &options()) {
        assert!(tested.contains(&item.key), "{}", item.key);
    }
}

#[test]
fn what_nobody_can_know_is_unknown_and_what_is_not_needed_is_not_applicable() {
    let mut bare = order("infliximab_home");
    bare.clinical.contraindications = None;
    bare.clinical.labs.clear();
    bare.clinical.criteria.clear();
    bare.clinical.prior_therapies = None;
    for key in ["contraindications", "labs", "criteria", "priorTherapies"] {
        assert_eq!(item(&order("infliximab_home"), &options(), key).0, State::Present, "{key}");
        assert_eq!(item(&bare, &options(), key).0, State::Unknown, "{key}");
    }
    for key in
        ["surface", "siteReason", "nutrition", "denialLetter", "earlierNumber", "delayReason", "administrationCode"]
    {
        assert_eq!(item(&bare, &options(), key).0, State::NotApplicable, "{key}");
    }
    for key in ["units", "clinicalNotes", "urgency", "dose"] {
        assert_eq!(item(&order("cancel"), &options(), key).0, State::NotApplicable, "{key}");
    }
}

#[test]
fn a_late_request_wants_a_reason() {
    let mut late = order("infliximab_home");
    late.drugs[0].phases[0].from = Some(day("2026-01-27"));
    assert_eq!(item(&late, &options(), "delayReason"), (State::Missing, Severity::Warning));
    assert!(warned(&late, ProblemKind::Retroactive));
    late.clinical.delay_reason = Some(DelayReason::AUTHORIZATION_DELAYS);
    assert_eq!(item(&late, &options(), "delayReason").0, State::Present);
    assert!(!warned(&late, ProblemKind::Retroactive));
    let mut today = order("infliximab_home");
    today.drugs[0].phases[0].from = Some(day("2026-01-28"));
    assert_eq!(item(&today, &options(), "delayReason").0, State::NotApplicable);
}

#[test]
fn a_fact_that_is_not_verified_warns_at_most() {
    let entry = |verified| {
        format!(
            "name = \"A\"\n[[checklist]]\nitems = [\"route\"]\nseverity = \"error\"\nfrom = 2026-01-28\n\
             through = 2026-01-28\nsource = \"page\"\nverified = {verified}\n"
        )
    };
    let mut less = order("infliximab_home");
    less.drugs[0].route = None;
    let severity = |text: &str, at| {
        let profile = Profile::load(text).unwrap();
        item(&less, &BuildOptions::new(at).profile(&profile), "route").1
    };
    assert_eq!(severity(&entry(true), at()), Severity::Error);
    assert_eq!(severity(&entry(false), at()), Severity::Warning);
    let later = at() + chrono::Days::new(1);
    assert_eq!(severity(&entry(true).replace("error", "note"), later), Severity::Warning, "no longer in force");
}

fn warned(order: &InfusionRequest, kind: ProblemKind) -> bool {
    order.build(&options()).unwrap().warnings.iter().any(|warning| warning.kind == kind)
}

#[test]
fn codes_that_do_not_fit_together_warn() {
    let mut alone = order("ocrelizumab_suite");
    assert!(!warned(&alone, ProblemKind::AddOnAlone));
    alone.services.remove(0);
    assert!(warned(&alone, ProblemKind::AddOnAlone));

    let mut frequency = order("vancomycin_opat");
    assert!(!warned(&frequency, ProblemKind::PerDiemFrequency));
    frequency.services[0].code = "S9503".into();
    assert!(warned(&frequency, ProblemKind::PerDiemFrequency));

    let mut twice = order("vancomycin_opat");
    twice.services.push(Service::new(ServiceKind::PerDiem, "S9494"));
    assert!(warned(&twice, ProblemKind::PerDiemTwice));
    twice.services.last_mut().unwrap().modifiers.push("SH".into());
    assert!(!warned(&twice, ProblemKind::PerDiemTwice));
}

#[test]
fn codes_are_known_in_their_time() {
    let mut steroid = order("methylprednisolone_home");
    assert!(!warned(&steroid, ProblemKind::CodeNotInForce));
    steroid.drugs[0].code = "J2930".into();
    steroid.drugs[0].billing_unit = Some(Measure::new(125, MeasureUnit::Milligram));
    assert!(warned(&steroid, ProblemKind::CodeNotInForce));
    steroid.drugs[0].code = "J0001".into();
    assert!(warned(&steroid, ProblemKind::CodeUnknown));
    steroid.drugs[0].billing_unit = None;
    let problems = steroid.build(&options()).unwrap_err();
    assert!(
        problems
            .to_string()
            .contains("drugs[0].billingUnit: the billing unit of the code is not known: state it (2000F SV104)")
    );

    let header = CodeTable::COLUMNS.join("\t");
    let own = format!("{header}\nHCPCS\tJ0001\tdrug\tdrug:steroid\town\tamount\t40\tmg\t\t\t2026-01-01\t\tme\tyes\n");
    let codes = CodeTable::shipped().clone().overlaid_by(CodeTable::load(&own).unwrap());
    let built = steroid.build(&options().codes(&codes)).unwrap();
    assert_eq!(built.lines[0].quantity, Some(125));
    let error = CodeTable::load(&own.replace("\tamount\t40", "\thandful\t40")).unwrap_err();
    assert_eq!((error.line, error.problem), (2, TableProblem::Value("basis")));
    assert_eq!(error.to_string(), "line 2, cell 6: the column basis holds a value that this table does not know");
}

#[test]
fn a_code_without_a_drug_wants_its_name() {
    let mut unnamed = order("methylprednisolone_home");
    unnamed.drugs[0].code = "J3490".into();
    unnamed.drugs[0].billing_unit = Some(Measure::new(1, MeasureUnit::Gram));
    unnamed.build(&options()).unwrap();
    unnamed.drugs[0].ndc = None;
    let problems = unnamed.build(&options()).unwrap_err();
    assert!(problems.list().iter().any(|problem| problem.kind == ProblemKind::NameNeeded));
}

#[test]
fn preferred_drugs_and_sites_warn() {
    let mut reference = order("infliximab_loading_suite");
    assert!(!warned(&reference, ProblemKind::StepTherapy));
    reference.drugs[0].code = "J1745".into();
    assert!(warned(&reference, ProblemKind::StepTherapy));
    reference.clinical.prior_therapies.as_mut().unwrap()[0].drug = "Inflectra".into();
    assert!(!warned(&reference, ProblemKind::StepTherapy));

    // Of which drugs a payer asks why they are given in a hospital, its profile says.
    let mut hospital = order("infliximab_loading_suite");
    hospital.site = Some(x12_278::infusion::Site::new(SiteKind::HospitalOnCampus));
    assert!(warned(&hospital, ProblemKind::SiteOfCare));
    hospital.site.as_mut().unwrap().exception = Some(SiteException::PriorReaction);
    assert!(!warned(&hospital, ProblemKind::SiteOfCare));
    hospital.site = Some(x12_278::infusion::Site::new(SiteKind::Office));
    assert!(!warned(&hospital, ProblemKind::SiteOfCare));
    let mut chemotherapy = order("chemotherapy_hospital");
    chemotherapy.site.as_mut().unwrap().exception = None;
    assert!(!warned(&chemotherapy, ProblemKind::SiteOfCare));
}

#[test]
fn intents_say_what_they_are() {
    let um02 = |kind: IntentKind| kind.certification_type().to_string();
    let rows = [
        (IntentKind::New, "I"),
        (IntentKind::Referral, "I"),
        (IntentKind::Renewal, "R"),
        (IntentKind::Extension, "4"),
        (IntentKind::Revision, "S"),
        (IntentKind::Cancel, "3"),
        (IntentKind::Reconsideration, "N"),
        (IntentKind::UrgentAppeal, "1"),
        (IntentKind::StandardAppeal, "2"),
    ];
    for (kind, code) in rows {
        assert_eq!(um02(kind), code);
        assert_eq!(kind.category().to_string(), if kind == IntentKind::Referral { "SC" } else { "HS" });
        let mut order = order("infliximab_home");
        order.intent.kind = kind;
        order.intent.authorization_number = Some("A1".into());
        order.intent.reference_number = Some("T1".into());
        order.urgency = Some(x12_278::infusion::Urgency::urgent("A DOCTOR", "CANNOT WAIT"));
        let built = order.build(&options()).unwrap();
        let event = &built.request.utilization_management_organizations[0].requesters[0].subscribers[0].events[0];
        let sent = [&event.previous_authorization, &event.administrative_reference].map(Option::is_some);
        let should = match kind {
            IntentKind::New | IntentKind::Referral => [false, false],
            IntentKind::Reconsideration | IntentKind::UrgentAppeal | IntentKind::StandardAppeal => [false, true],
            _ => [true, false],
        };
        assert_eq!(sent, should, "{kind:?}");
    }
    let mut calm = order("urgent_appeal");
    calm.urgency = Some(x12_278::infusion::Urgency::elective());
    let problems = calm.build(&options()).unwrap_err();
    assert!(problems.to_string().contains("urgency.level: an urgent appeal cannot be elective (2000E UM06)"));
}

#[test]
fn limits_are_errors_not_cuts() {
    let fails = |change: Change, kind: ProblemKind| {
        let mut order = order("infliximab_home");
        change(&mut order);
        let problems = order.build(&options()).unwrap_err();
        assert!(problems.list().iter().any(|problem| problem.kind == kind), "{kind:?}: {problems}");
    };
    fails(
        |o| (0..12).for_each(|n| o.diagnoses.push(x12_278::infusion::Diagnosis::other(format!("A0{n:X}")))),
        ProblemKind::TooMany(12),
    );
    fails(|o| o.providers = vec![o.providers[0].clone(); 15], ProblemKind::TooMany(14));
    fails(|o| o.attachments = vec![o.attachments[0].clone(); 11], ProblemKind::TooMany(10));
    fails(|o| o.drugs[0].modifiers = vec!["JA".into(); 5], ProblemKind::TooMany(4));
    fails(|o| o.subscriber.name.last = "X".repeat(61).into(), ProblemKind::TooLong(60));
    fails(|o| o.subscriber.name.last = "O~NEIL".into(), ProblemKind::Characters);
    fails(|o| o.drugs[0].name = Some("X".repeat(70).into()), ProblemKind::Description(92, 80));
    fails(|o| o.clinical.labs[0].result = "Y".repeat(300).into(), ProblemKind::Message(454, 264));
    fails(|o| o.drugs[0].diagnoses.push("Z00.0".into()), ProblemKind::DiagnosisNotListed);
    fails(|o| o.services[0].drug = Some(2), ProblemKind::DrugNotListed);
    fails(|o| o.attachments[0].line = Some(9), ProblemKind::LineNotThere);
    fails(|o| o.requester.contact.as_mut().unwrap().telephone = Some("555-0101".into()), ProblemKind::Telephone);
    fails(|o| o.trace_assigner = Some("HEARTHSTON".into()), ProblemKind::TraceAssigner);
    fails(|o| o.drugs = vec![o.drugs[0].clone(); 501], ProblemKind::TooMany(500));
    fails(|o| (o.drugs.clear(), o.services.clear()).0, ProblemKind::NothingAsked);
}

#[test]
fn tables_that_ship_can_be_used() {
    assert!(CodeTable::shipped().len() > 400);
    assert_eq!(DocumentKind::ALL.iter().filter(|kind| kind.fact().is_none()).count(), 0);
    let letter: &DocumentFact = DocumentKind::DenialLetter.fact().unwrap();
    assert_eq!((letter.report_type.to_string().as_str(), letter.loinc.as_deref()), ("77", Some("52032-0")));
    assert!(Policies::shipped().preferred.len() == 9 && Policies::shipped().injectables.len() == 29);
    assert_eq!(Therapy::all().count(), 17);
}

#[test]
fn need_of_authorization_is_unknown_unless_a_table_says_so() {
    let table = "lines_of_business\tcodes\tplaces_of_service\tage_from\tage_through\tanswer\tfrom\tthrough\n\
                 mediCal\tJ1745 Q5103\t\t\t20\tnotify\t2026-01-01\t2026-12-31\n\
                 mediCal\tJ1745\t22 19\t21\t\tyes\t\t\n\
                 \tJ7030\t\t\t\tno\t\t\n";
    let policies = Policies::load(table, "", "").unwrap();
    let ask = |line_of_business, code, place_of_service, on: &str, age| {
        policies.needs_authorization(AuthorizationQuestion {
            line_of_business,
            code,
            place_of_service,
            on: day(on),
            age,
        })
    };
    assert_eq!(ask("mediCal", "J1745", "12", "2026-06-01", Some(20)), Needed::Notify);
    assert_eq!(ask("mediCal", "J1745", "22", "2026-06-01", Some(21)), Needed::Yes);
    assert_eq!(ask("mediCal", "J1745", "12", "2026-06-01", Some(21)), Needed::Unknown);
    assert_eq!(ask("mediCal", "J1745", "22", "2026-06-01", None), Needed::Unknown);
    assert_eq!(ask("mediCal", "J1745", "12", "2027-01-01", Some(20)), Needed::Unknown);
    assert_eq!(ask("commercialPpo", "J1745", "22", "2026-06-01", Some(30)), Needed::Unknown);
    assert_eq!(ask("anything", "J7030", "", "2026-06-01", None), Needed::No);
    let shipped = Policies::shipped().needs_authorization(AuthorizationQuestion {
        line_of_business: "mediCal",
        code: "J1745",
        place_of_service: "22",
        on: day("2026-06-01"),
        age: Some(40),
    });
    assert_eq!(shipped, Needed::Unknown);
}

/// The child's order, on another day and otherwise covered.
pub(crate) fn covered(change: Change) -> InfusionRequest {
    let mut order = order("ivig_child");
    change(&mut order);
    order
}

pub(crate) fn road(order: &InfusionRequest) -> (Hint, Option<String>) {
    let routing = route(order, &options());
    (routing.hint, routing.rule.map(|rule| rule.to_string()))
}

pub(crate) fn by(hint: Hint, rule: &str) -> (Hint, Option<String>) {
    (hint, Some(rule.to_owned()))
}

pub(crate) fn group(order: &mut InfusionRequest, arrangement: Arrangement, reviews_this: Option<bool>) {
    order.coverage.group =
        Some(MedicalGroup { arrangement: Some(arrangement), reviews_this, ..MedicalGroup::default() });
}

#[test]
fn childrens_services_end_at_twenty_one() {
    let ccs = |birth: &str, eligible, line: &'static str| {
        let mut order = covered(|_| {});
        order.dependent.as_mut().unwrap().birth_date = Some(day(birth));
        order.coverage.ccs_eligible = eligible;
        order.coverage.line_of_business = line.into();
        order
    };
    let program = by(Hint::StateChildren, "childrensServices");
    let plan = by(Hint::X12, "healthNet");
    // The first dose is on 2026-02-16.
    assert_eq!(road(&ccs("2005-02-17", Some(true), "mediCal")), program, "20 until the next day");
    assert_eq!(road(&ccs("2005-02-16", Some(true), "mediCal")), plan, "21 on that day");
    assert_eq!(road(&ccs("2016-09-05", Some(false), "mediCal")), plan);
    assert_eq!(road(&ccs("2016-09-05", None, "mediCal")), (Hint::Unknown, None));
    assert_eq!(road(&ccs("2005-02-16", None, "mediCal")), plan, "too old for the question");
    assert_eq!(road(&ccs("2016-09-05", Some(true), "commercialHmo")), plan);
    let growing_up = route(&ccs("2005-02-17", Some(true), "mediCal"), &options());
    assert_eq!(growing_up.reasons[1].text, "before the last day of the request the road changes to x12");
    let mut unborn = ccs("2016-09-05", Some(true), "mediCal");
    unborn.dependent.as_mut().unwrap().birth_date = None;
    let routing = route(&unborn, &options());
    assert_eq!(routing.hint, Hint::Unknown);
    assert!(routing.reasons[0].text.starts_with("the age at the date of service is not known"));
}

#[test]
fn pharmacy_claims_are_no_278() {
    let medi_cal = covered(|o| o.coverage.dispensing = Some(Dispensing::Pharmacy));
    assert_eq!(road(&medi_cal), by(Hint::StatePharmacy, "mediCalRx"));
    let commercial = covered(|o| {
        o.coverage.line_of_business = "commercialPpo".into();
        o.coverage.dispensing = Some(Dispensing::Pharmacy);
        o.coverage.benefit = Some(Benefit::Pharmacy);
    });
    assert_eq!(road(&commercial), by(Hint::EPrescribing, "pharmacyClaim"));
    let split = covered(|o| {
        o.coverage.line_of_business = "commercialPpo".into();
        o.coverage.benefit = Some(Benefit::Split);
    });
    assert_eq!(road(&split), by(Hint::Both, "splitBenefit"));
    let unknown = covered(|o| {
        o.coverage.line_of_business = "commercialPpo".into();
        (o.coverage.benefit, o.coverage.dispensing) = (None, None);
    });
    assert_eq!(road(&unknown), (Hint::AskBenefit, None));
    let bought = covered(|o| {
        o.coverage.line_of_business = "commercialPpo".into();
        (o.coverage.benefit, o.coverage.dispensing) = (None, Some(Dispensing::BuyAndBill));
    });
    assert_eq!(road(&bought), by(Hint::X12, "healthNet"));
    let factor = |line: &'static str| {
        let mut order = covered(|o| o.drugs[0].code = "J7192".into());
        order.coverage.line_of_business = line.into();
        order
    };
    assert_eq!(road(&factor("mediCal")), by(Hint::StatePharmacy, "mediCalCarveOut"));
    assert_eq!(road(&factor("commercialHmo")), by(Hint::X12, "healthNet"));
}

#[test]
fn shared_risk_goes_to_the_vendor_while_it_accepts() {
    let shared = |therapy, from: &str| {
        let mut order = covered(|o| group(o, Arrangement::SharedRisk, None));
        order.therapy = therapy;
        order.drugs[0].phases = vec![Phase::new(day(from), Frequency::every_weeks(4, 4))];
        order.services.retain(|service| service.phase.is_none());
        order
    };
    let open = by(Hint::HomeInfusionVendor, "vendorOpen");
    let closed = by(Hint::CallPlan, "vendorClosed");
    assert_eq!(road(&shared(Therapy::ImmuneGlobulin, "2026-02-16")), open);
    assert_eq!(road(&shared(Therapy::Antibiotic, "2026-02-16")), closed);
    assert_eq!(road(&shared(Therapy::Antibiotic, "2024-10-08")), closed, "the first day of the closing");
    let before = shared(Therapy::Antibiotic, "2024-10-07");
    assert_eq!(road(&before), open, "the day before");
    assert!(route(&before, &options()).reasons.iter().any(|reason| reason.text.contains("callPlan")));
    assert!(!route(&before, &options()).reasons[0].verified);
    let suite = |reviews| {
        let mut order = covered(|o| o.site.as_mut().unwrap().kind = SiteKind::InfusionSuite);
        group(&mut order, Arrangement::SharedRisk, reviews);
        road(&order)
    };
    assert_eq!(suite(Some(false)), by(Hint::X12, "healthNet"));
    assert_eq!(suite(Some(true)), by(Hint::DelegatedGroup, "delegatedGroup"));
    assert_eq!(suite(None), (Hint::Unknown, None), "a group that shares the risk may review, too");
    let mut ppo = shared(Therapy::Antibiotic, "2026-02-16");
    ppo.coverage.line_of_business = "commercialPpo".into();
    assert_eq!(road(&ppo), by(Hint::X12, "healthNet"), "no medical group in a PPO");
}

#[test]
fn delegated_groups_review_what_they_have() {
    let delegated = |reviews| {
        let mut order = covered(|_| {});
        group(&mut order, Arrangement::Delegated, reviews);
        order
    };
    assert_eq!(road(&delegated(Some(true))), by(Hint::DelegatedGroup, "delegatedGroup"));
    assert_eq!(road(&delegated(Some(false))), by(Hint::X12, "healthNet"));
    assert_eq!(road(&delegated(None)), (Hint::Unknown, None));
    let nobody = covered(|o| o.coverage.group = None);
    assert_eq!(road(&nobody), (Hint::Unknown, None));

    let crosswalk = "code\tlines_of_business\tclass\tholder\tfrom\tthrough\tsource\tverified\n\
                     J1569\t\ttherapeutic\tplan\t2026-01-01\t\town\tyes\n";
    let policies = Policies::load("", "", crosswalk).unwrap();
    let options = BuildOptions { policies: &policies, ..options() };
    let held = route(&delegated(Some(true)), &options);
    assert_eq!((held.hint, held.rule.as_deref()), (Hint::PayerPharmacy, Some("planPharmacy")));
}

#[test]
fn a_payer_of_which_nothing_is_known_has_the_common_roads() {
    let any = BuildOptions::new(at());
    for name in ORDERS.into_iter().filter(|name| *name != "cancel") {
        let routing = route(&order(name), &any);
        assert_eq!((routing.hint, routing.rule.as_deref()), (Hint::X12, Some("medicalBenefit")), "{name}");
    }
}
