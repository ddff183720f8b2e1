//! Roads: what is not known gives no road, what no table says is passed over and said, what a table says is cited.

use crate::infusion_checks::{by, covered, day, group, road};
use crate::infusion_orders::{at, options, order};
use x12_278::infusion::{
    Arrangement, Benefit, BuildOptions, Dispensing, Frequency, Hint, InfusionRequest, Injectable, Phase, Policies,
    Reviewer, Site, SiteException, SiteKind, Therapy, route,
};
use x12_278::profile::Profile;

/// The texts of the reasons, each with `?` when it is not verified.
fn reasons(order: &InfusionRequest) -> Vec<String> {
    let doubt = |verified: bool| if verified { "" } else { "?" };
    route(order, &options()).reasons.iter().map(|one| format!("{}{}", doubt(one.verified), one.text)).collect()
}

/// An adult in Medi-Cal with these drugs.
fn adult(codes: &[&str]) -> InfusionRequest {
    let mut order = covered(|o| o.dependent.as_mut().unwrap().birth_date = Some(day("1980-01-01")));
    order.drugs = codes
        .iter()
        .map(|code| {
            let mut drug = order.drugs[0].clone();
            drug.code = (*code).to_owned().into();
            drug
        })
        .collect();
    order
}

#[test]
fn what_no_table_says_is_passed_over_and_said() {
    assert_eq!(
        reasons(&adult(&["J1569"])),
        [
            "?the medical benefit, reviewed by the plan: the 278, the portal or fax",
            "the class of the injectable stands in no table, so rule mediCalCarveOut was passed over",
            "who holds the risk of the injectable stands in no table, so rule planPharmacy was passed over",
        ]
    );
    let mut no_drug = adult(&[]);
    no_drug.therapy = Therapy::ParenteralNutrition;
    let looked_up = |reason: &String| reason.contains("stands in no table");
    assert!(!reasons(&no_drug).iter().any(looked_up), "without a drug there is nothing to look up");
}

/// Factor and HIV drugs of Medi-Cal go to the state; the crosswalk that says which they are is cited, with its doubts.
#[test]
fn carved_out_drugs_go_to_the_state() {
    let state = by(Hint::StatePharmacy, "mediCalCarveOut");
    for code in ["J7189", "J7192", "J7195", "J0739", "J0741", "J1324", "J1746", "J1961"] {
        assert_eq!(road(&adult(&[code])), state, "{code}");
        let mut commercial = adult(&[code]);
        commercial.coverage.line_of_business = "commercialHmo".into();
        assert_eq!(road(&commercial), by(Hint::X12, "healthNet"), "{code}");
    }
    let why = "clotting factors and HIV drugs are carved out of Medi-Cal managed care";
    assert_eq!(reasons(&adult(&["J7192"])), [why, "the class of the injectable stands in a table"]);
    assert_eq!(reasons(&adult(&["J1746"])), [why, "?the class of the injectable stands in a table"]);
    let cited = route(&adult(&["J1746"]), &options()).reasons[1].cited.to_string();
    assert!(cited.starts_with("Medi-Cal carve-out of HIV drugs"), "{cited}");
    assert_eq!(road(&adult(&["J7192", "J1746"])), state);
}

/// What a provider bills on a medical claim stays with the plan; what a pharmacy bills goes to the state, whatever the
/// benefit is called.
#[test]
fn who_bills_decides_under_medi_cal() {
    let billed = |dispensing, benefit| {
        let mut order = adult(&["J1569"]);
        (order.coverage.dispensing, order.coverage.benefit) = (dispensing, benefit);
        road(&order)
    };
    let (plan, state) = (by(Hint::X12, "healthNet"), by(Hint::StatePharmacy, "mediCalRx"));
    for dispensing in [Dispensing::BuyAndBill, Dispensing::HomeInfusion] {
        assert_eq!(billed(Some(dispensing), Some(Benefit::Medical)), plan);
    }
    assert_eq!(billed(Some(Dispensing::BuyAndBill), None), plan);
    assert_eq!(billed(None, Some(Benefit::Medical)), plan);
    for benefit in [None, Some(Benefit::Pharmacy), Some(Benefit::Split), Some(Benefit::Medical)] {
        assert_eq!(billed(Some(Dispensing::Pharmacy), benefit), state);
    }
    assert_eq!(billed(None, Some(Benefit::Split)), state);
    assert_eq!(billed(None, None), (Hint::AskBenefit, None));
    assert_eq!(billed(Some(Dispensing::HomeInfusion), None), (Hint::AskBenefit, None), "it may bill either");
    assert_eq!(billed(Some(Dispensing::BuyAndBill), Some(Benefit::Pharmacy)), (Hint::Unknown, None), "a contradiction");
}

/// One request has one road: drugs that go different ways are asked for by themselves.
#[test]
fn drugs_that_go_different_ways_have_no_road_together() {
    for codes in [["J7192", "J1569"], ["J1569", "J7192"]] {
        assert_eq!(road(&adult(&codes)), (Hint::Unknown, None));
        assert_eq!(
            reasons(&adult(&codes)),
            [
                "the class of the injectable is not the same for every drug (ask for them in separate requests), and rule \
              mediCalCarveOut depends on it"
            ]
        );
    }
    let crosswalk =
        "code\tclass\tholder\nJ1569\ttherapeutic\tplan\nJ2919\ttherapeutic\tgroup\nJ1745\ttherapeutic\tshared\n";
    let policies = Policies { injectables: Injectable::load(crosswalk).unwrap(), ..Policies::default() };
    let held = |codes: &[&str]| {
        let mut order = adult(codes);
        order.coverage.line_of_business = "commercialPpo".into();
        let routing = route(&order, &BuildOptions { policies: &policies, ..options() });
        (routing.hint, routing.reviewer)
    };
    assert_eq!(held(&["J1569", "J1745"]), (Hint::PayerPharmacy, Some(Reviewer::PlanPharmacy)));
    assert_eq!(held(&["J1569", "J2919"]), (Hint::Unknown, None));
    assert_eq!(held(&["J2919"]), (Hint::X12, Some(Reviewer::PlanUm)), "the risk is the group's");
}

/// A key that the profile does not have, or not on that day, is no line of business: no rule is decided by it.
#[test]
fn a_line_of_business_that_the_profile_does_not_have_is_not_known() {
    let of = |line: &'static str, first: &str| {
        let mut order = adult(&["J7192"]);
        order.coverage.line_of_business = line.into();
        order.drugs[0].phases = vec![Phase::new(day(first), Frequency::Once)];
        order
    };
    for line in ["medi_cal", "MediCal", "calMediConnect"] {
        assert_eq!(road(&of(line, "2026-02-16")), (Hint::Unknown, None), "{line}");
        let said = reasons(&of(line, "2026-02-16"));
        assert_eq!(
            said,
            [
                "the line of business is none that the profile has on this day, and rule mediCalCarveOut depends on it",
                "the class of the injectable is not known, and rule mediCalCarveOut depends on it"
            ]
        );
    }
    assert_eq!(road(&of("calMediConnect", "2022-12-31")), by(Hint::X12, "healthNet"), "its last day");
    assert_eq!(road(&of("calMediConnect", "2023-01-01")), (Hint::Unknown, None));
    assert!(reasons(&of("", "2026-02-16"))[0].starts_with("the line of business is not known, and rule"));
    let mut any = of("medi_cal", "2026-02-16");
    any.drugs[0].code = "J7030".into();
    assert_eq!(
        road(&any),
        by(Hint::X12, "healthNet"),
        "no rule asks an adult without a group for the line of business"
    );
    let common = route(&of("medi_cal", "2026-02-16"), &BuildOptions::new(at()));
    assert_eq!(common.hint, Hint::X12, "a payer of which no line of business is known takes any key");
}

/// Every therapy on the last day before the vendor closed, and on the first day after.
#[test]
fn the_vendor_takes_what_it_takes_on_each_day() {
    let shared = |therapy, from: &str| {
        let mut order = adult(&["J1569"]);
        group(&mut order, Arrangement::SharedRisk, None);
        order.therapy = therapy;
        order.drugs[0].phases = vec![Phase::new(day(from), Frequency::Once)];
        order.services.clear();
        let routing = route(&order, &options());
        (routing.hint, routing.rule.unwrap().to_string())
    };
    for therapy in Therapy::all() {
        let after = match therapy {
            Therapy::ImmuneGlobulin
            | Therapy::AntiTnf
            | Therapy::Biologic
            | Therapy::EnzymeReplacement
            | Therapy::Hemophilia => (Hint::HomeInfusionVendor, "vendorOpen".to_owned()),
            Therapy::Chemotherapy | Therapy::Iron | Therapy::Other => (Hint::CallPlan, "vendorUnknown".to_owned()),
            _ => (Hint::CallPlan, "vendorClosed".to_owned()),
        };
        let before = (Hint::HomeInfusionVendor, "vendorOpen".to_owned());
        assert_eq!(shared(therapy, "2024-10-07"), before, "{}", therapy.key());
        assert_eq!(shared(therapy, "2024-10-08"), after, "{}", therapy.key());
    }
    let mut open = adult(&["J1569"]);
    group(&mut open, Arrangement::SharedRisk, None);
    assert!(reasons(&open).contains(&"?the home infusion vendor stands in a table".to_owned()));
}

/// The day on which a road changes may lie in a service without a drug; a request without a day says so.
#[test]
fn days_of_services_and_no_days_count() {
    let mut nutrition = order("tpn_cycle");
    nutrition.coverage.line_of_business = "mediCal".into();
    nutrition.coverage.ccs_eligible = Some(true);
    group(&mut nutrition, Arrangement::PlanManaged, None);
    nutrition.subscriber.birth_date = Some(day("2005-03-01"));
    let first = nutrition.first_day().unwrap();
    assert!(first < day("2026-03-01"));
    let changes = "before the last day of the request the road changes to x12";
    assert!(reasons(&nutrition).contains(&changes.to_owned()), "{:?}", reasons(&nutrition));

    let mut undated = adult(&["J1569"]);
    undated.drugs[0].phases.clear();
    undated.services.clear();
    let today = "no first day is given: this is the road on the day of the request";
    assert!(reasons(&undated).contains(&today.to_owned()));
    assert!(!reasons(&order("cancel")).contains(&today.to_owned()), "a withdrawal needs no day");
}

/// Whoever is born on 29 February is 21 on 1 March of a common year.
#[test]
fn the_twenty_first_birthday_of_a_leap_day() {
    let on = |first: &str| {
        let mut order = covered(|o| o.coverage.ccs_eligible = Some(true));
        order.dependent.as_mut().unwrap().birth_date = Some(day("2004-02-29"));
        order.drugs[0].phases = vec![Phase::new(day(first), Frequency::Once)];
        order.services.clear();
        route(&order, &options()).hint
    };
    assert_eq!((on("2025-02-28"), on("2025-03-01")), (Hint::StateChildren, Hint::X12));
}

/// Who reviews is data: a profile may name each of them.
#[test]
fn each_reviewer_can_be_named() {
    let names = ["planUm", "planPharmacy", "delegatedGroup", "umVendor", "pbm", "stateProgram"];
    assert_eq!(Reviewer::ALL.iter().map(|reviewer| reviewer.name()).collect::<Vec<_>>(), names);
    for name in names {
        let toml = format!(
            "name = \"A\"\n[[route]]\nrule = \"r\"\nhint = \"callPlan\"\nreviewer = \"{name}\"\nreason = \"because\"\n"
        );
        let profile = Profile::load(&toml).unwrap();
        let routing = route(&adult(&["J1569"]), &BuildOptions::new(at()).profile(&profile));
        assert_eq!((routing.hint, routing.reviewer.map(Reviewer::name)), (Hint::CallPlan, Some(name)));
    }
    let health_net = Profile::health_net().facts().routes.iter().map(|route| route.reviewer);
    let named: Vec<&str> = Reviewer::ALL
        .iter()
        .filter(|reviewer| health_net.clone().any(|own| own == Some(**reviewer)))
        .map(|reviewer| reviewer.name())
        .collect();
    assert_eq!(
        named,
        ["planUm", "planPharmacy", "delegatedGroup", "pbm", "stateProgram"],
        "no vendor is known to review"
    );
}

/// A payer that asks about one drug, one class or one therapy, and takes few reasons.
#[test]
fn a_payer_asks_about_the_drugs_that_it_names() {
    let warns = |risk: &str, change: &dyn Fn(&mut InfusionRequest)| {
        let toml = format!("name = \"A\"\n[[site-risk]]\nsites = [\"hospitalOnCampus\"]\n{risk}");
        let profile = Profile::load(&toml).unwrap();
        let crosswalk = "code\tclass\tholder\nJ1745\ttherapeutic\tplan\n";
        let policies = Policies { injectables: Injectable::load(crosswalk).unwrap(), ..Policies::default() };
        let mut order = order("infliximab_loading_suite");
        order.site = Some(Site::new(SiteKind::HospitalOnCampus));
        change(&mut order);
        let options = BuildOptions { policies: &policies, ..BuildOptions::new(at()).profile(&profile) };
        let built = order.build(&options).unwrap();
        let sentence = ": a hospital outpatient department without a reason why: payers often want another site";
        let warnings = built.warnings.iter().map(ToString::to_string);
        warnings.filter_map(|warning| Some(warning.split_once(sentence)?.0.to_owned())).collect::<Vec<_>>()
    };
    let none = |_: &mut InfusionRequest| {};
    let reference = |order: &mut InfusionRequest| order.drugs[0].code = "J1745".into();
    assert_eq!(warns("", &none), ["site"], "any drug");
    assert_eq!(warns("therapies = \"antiTnf\"", &none), ["site"]);
    assert!(warns("therapies = \"iron\"", &none).is_empty());
    assert_eq!(warns("codes = \"Q5121\"", &none), ["site"]);
    assert!(warns("codes = \"Q5121\"", &reference).is_empty());
    assert_eq!(warns("classes = \"therapeutic\"", &reference), ["site"]);
    assert!(warns("classes = \"therapeutic\"", &none).is_empty(), "no class is known");
    assert!(warns("", &|order| order.site.as_mut().unwrap().kind = SiteKind::HospitalOffCampus).is_empty());
    let because = |reason| move |order: &mut InfusionRequest| order.site.as_mut().unwrap().exception = Some(reason);
    assert!(warns("", &because(SiteException::FirstDose)).is_empty());
    let few = "exceptions = [\"unstable\", \"drugShortage\"]";
    assert_eq!(warns(few, &because(SiteException::FirstDose)), ["site.exception"], "a reason that it does not take");
    assert!(warns(few, &because(SiteException::Unstable)).is_empty());
    let all: Vec<&str> = SiteException::all().map(SiteException::key).collect();
    assert_eq!(all.len(), 9);
    assert!(all.into_iter().all(|key| SiteException::from_key(key).is_some_and(|reason| reason.key() == key)));
}
