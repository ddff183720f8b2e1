//! The table of codes: every range that infusion needs, add-on rules, families; and the tables that users load.

use crate::infusion_orders::{options, order};
use x12_278::catalog::{Basis, CodeKind, CodeTable, Lookup};
use x12_278::decision::{is_administration_code, is_drug_code};
use x12_278::infusion::{
    Day, Dose, Drug, Frequency, InfusionRequest, MeasureUnit, Phase, Policies, ProblemKind, Service, ServiceKind,
    SiteKind, TableProblem, Therapy, TimedCodes,
};

fn day() -> Day {
    "2026-02-16".parse().unwrap()
}

fn known(code: &str) -> bool {
    matches!(CodeTable::shipped().find(code, day()), Lookup::Known(_))
}

fn warnings(order: &InfusionRequest) -> Vec<ProblemKind> {
    order.build(&options()).unwrap().warnings.into_iter().map(|warning| warning.kind).collect()
}

#[test]
fn the_administration_codes_are_all_there() {
    let absent = ["96362", "96363", "96364", "96378"];
    let codes = (96360..=96379).chain([96401, 96402, 96405, 96406, 96409, 96411, 96413, 96415, 96416, 96417]);
    for code in codes.chain([96420, 96422, 96423, 96425, 99601, 99602]) {
        let code = code.to_string();
        assert_eq!(known(&code), !absent.contains(&code.as_str()), "{code}");
        assert!(is_administration_code(&code) && !is_drug_code(&code), "{code}");
    }
    for code in ["S9325", "S9338", "S9348", "S9355", "S9359", "S9365", "S9374", "S9490", "S9500", "S9061", "S9329"] {
        let fact = CodeTable::shipped().find(code, day()).in_force().unwrap();
        assert_eq!(fact.basis, Basis::Day, "{code}");
        assert!(is_administration_code(code), "{code}");
    }
}

/// Every add-on code warns alone, and is at rest beside any of the codes that it adds to.
#[test]
fn an_add_on_code_wants_one_of_its_primaries() {
    let rules = [
        ("96361", "96360 96365 96374 96409 96413"),
        ("96366", "96365 96367"),
        ("96367", "96365 96374 96409 96413"),
        ("96368", "96365 96366 96413 96415 96416"),
        ("96370", "96369"),
        ("96371", "96369"),
        ("96375", "96365 96374 96409 96413"),
        ("96376", "96365 96374 96409 96413"),
        ("96411", "96409 96413"),
        ("96415", "96413"),
        ("96417", "96413"),
        ("96423", "96422"),
        ("99602", "99601"),
    ];
    let mut suite = order("ocrelizumab_suite");
    let with = |suite: &mut InfusionRequest, codes: &[&str]| {
        suite.services = codes.iter().map(|code| Service::new(ServiceKind::Administration, code.to_string())).collect();
        warnings(suite).contains(&ProblemKind::AddOnAlone)
    };
    for (code, primaries) in rules {
        assert!(with(&mut suite, &[code]), "{code} alone");
        for primary in primaries.split(' ') {
            assert!(
                !with(&mut suite, &[code, primary]) || rules.iter().any(|(other, _)| *other == primary),
                "{code} {primary}"
            );
        }
        let fact = CodeTable::shipped().find(code, day()).in_force().unwrap();
        assert_eq!(fact.add_on_to.join(" "), primaries, "{code}");
    }
    let listed = rules.map(|(code, _)| code);
    for code in (96360..=96379).chain(96401..=96425).chain([99601, 99602]).map(|code| code.to_string()) {
        let fact = CodeTable::shipped().find(&code, day()).in_force();
        let adds = fact.is_some_and(|fact| !fact.add_on_to.is_empty());
        assert_eq!(adds, listed.contains(&code.as_str()), "{code}");
    }
}

#[test]
fn codes_that_contradict_their_place_warn() {
    let mut suite = order("ocrelizumab_suite");
    assert_eq!(warnings(&suite), [], "nobody can do anything about a row of the code table");
    suite.services.push(Service::new(ServiceKind::Administration, "96368").units_per_visit(2));
    assert!(warnings(&suite).contains(&ProblemKind::OncePerVisit));
    suite.services = vec![Service::new(ServiceKind::Administration, "J1100")];
    assert!(warnings(&suite).contains(&ProblemKind::CodeKind));
    let mut wrong = order("methylprednisolone_home");
    wrong.drugs[0].code = "96365".into();
    wrong.drugs[0].billing_unit = Some(x12_278::infusion::Measure::new(5, MeasureUnit::Milligram));
    assert!(warnings(&wrong).contains(&ProblemKind::CodeKind));
}

#[test]
fn the_hours_of_each_family_are_counted() {
    let of = |codes: TimedCodes, minutes| {
        let lines = Service::of_minutes(codes, minutes);
        lines.iter().map(|one| format!("{} x{}", one.code, one.units_per_visit.unwrap())).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(of(TimedCodes::HYDRATION, 30), "");
    assert_eq!(of(TimedCodes::HYDRATION, 91), "96360 x1, 96361 x1");
    assert_eq!(of(TimedCodes::THERAPEUTIC, 15), "96374 x1");
    assert_eq!(of(TimedCodes::THERAPEUTIC, 240), "96365 x1, 96366 x3");
    assert_eq!(of(TimedCodes::SUBCUTANEOUS, 15), "");
    assert_eq!(of(TimedCodes::SUBCUTANEOUS, 150), "96369 x1, 96370 x1");
    assert_eq!(of(TimedCodes::CHEMOTHERAPY, 151), "96413 x1, 96415 x2");
    assert_eq!(of(TimedCodes::INTRA_ARTERIAL, 10), "96420 x1");
    assert_eq!(of(TimedCodes::INTRA_ARTERIAL, 121), "96422 x1, 96423 x1");
}

#[test]
fn a_family_says_what_a_code_without_a_row_is() {
    let kind = |code| CodeTable::shipped().kind(code);
    assert_eq!(
        (kind("J0120"), kind("J9999"), kind(" j8765 ")),
        (Some(CodeKind::Drug), Some(CodeKind::Drug), Some(CodeKind::Drug))
    );
    assert_eq!((kind("J0119"), kind("Q5200"), kind("97110"), kind("J874"), kind("")), (None, None, None, None, None));
    assert_eq!(
        (kind("Q5199"), kind("S9377"), kind("S9489")),
        (Some(CodeKind::Drug), Some(CodeKind::Administration), None)
    );
    assert_eq!(
        (kind("S9364"), kind("S9340"), kind("G0299")),
        (Some(CodeKind::Therapy), Some(CodeKind::Care), Some(CodeKind::Nursing))
    );
    assert_eq!(CodeTable::shipped().find("J8765", day()), Lookup::Unknown, "a family knows no unit of a code");

    let header = CodeTable::COLUMNS.join("\t");
    let own = format!("{header}\nHCPCS\tJ0120-J9999\tcare\tfamily\town\t\t\t\t\t\t\t\tme\tyes\n");
    let laid = CodeTable::shipped().clone().overlaid_by(CodeTable::load(&own).unwrap());
    assert_eq!((laid.kind("J8765"), laid.kind("J1745")), (Some(CodeKind::Care), Some(CodeKind::Drug)));
    let wrong = CodeTable::load(&own.replace("\tcare\t", "\tcastle\t")).unwrap_err();
    assert_eq!((wrong.line, wrong.problem), (2, TableProblem::Value("kind")));
    let short = CodeTable::load("system\tcode\n").unwrap_err();
    assert_eq!(short.to_string(), "line 1: the header row lacks the column kind");
}

/// Every therapy at every site becomes a request, with the service type and the place of service of the tables.
#[test]
fn every_therapy_at_every_site() {
    let sites = [
        (SiteKind::Home, "12"),
        (SiteKind::InfusionSuite, "49"),
        (SiteKind::Office, "11"),
        (SiteKind::HospitalOnCampus, "22"),
        (SiteKind::HospitalOffCampus, "19"),
        (SiteKind::SurgeryCenter, "24"),
        (SiteKind::HospitalInpatient, "21"),
    ];
    let mut keys = Vec::new();
    for therapy in Therapy::all() {
        keys.push(therapy.key());
        for (site, place) in sites {
            let mut order = order("inpatient_start");
            order.therapy = therapy;
            order.site = Some(x12_278::infusion::Site::new(site));
            if site != SiteKind::HospitalInpatient {
                order.admission = None;
            }
            let built = order.build(&options()).unwrap_or_else(|problems| panic!("{}: {problems}", therapy.key()));
            let event = &built.request.utilization_management_organizations[0].requesters[0].subscribers[0].events[0];
            let review = event.review.as_ref().unwrap();
            let wanted = match (site, therapy) {
                (SiteKind::Home, _) => "42",
                (_, Therapy::Chemotherapy) => "78",
                (_, Therapy::Aerosolized) => "72",
                _ => "1",
            };
            assert_eq!(review.service_type.unwrap().to_string(), wanted, "{}", therapy.key());
            let facility = review.facility.clone().unwrap();
            assert_eq!(
                (facility.code.unwrap().to_string().as_str(), facility.qualifier.unwrap().to_string().as_str()),
                (place, "B")
            );
        }
    }
    assert_eq!(
        keys,
        [
            "parenteralNutrition",
            "antibiotic",
            "antiviral",
            "aerosolized",
            "painManagement",
            "chelation",
            "inotropic",
            "immuneGlobulin",
            "hydration",
            "steroid",
            "antiTnf",
            "chemotherapy",
            "biologic",
            "iron",
            "enzymeReplacement",
            "hemophilia",
            "other",
        ]
    );
}

#[test]
fn a_type_of_bill_stands_for_the_place() {
    let mut order = order("chemotherapy_hospital");
    order.site.as_mut().unwrap().bill_type = Some("13".into());
    let built = order.build(&options()).unwrap();
    let event = &built.request.utilization_management_organizations[0].requesters[0].subscribers[0].events[0];
    let facility = event.review.as_ref().unwrap().facility.clone().unwrap();
    assert_eq!(
        (facility.code.unwrap().to_string().as_str(), facility.qualifier.unwrap().to_string().as_str()),
        ("13", "A")
    );
    order.site.as_mut().unwrap().bill_type = Some("131".into());
    let problems = order.build(&options()).unwrap_err();
    assert!(problems.to_string().contains("site.billType: "), "{problems}");
}

/// A drug of each kind of the table, at its billing unit, becomes a line of one unit a dose.
#[test]
fn every_drug_of_the_table_can_be_asked_for() {
    let table = include_str!("../../src/catalog/tables/codes.tsv");
    let mut asked = 0;
    for row in table.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| row[2] == "drug") {
        let Some(fact) = CodeTable::shipped().find(row[1], day()).in_force() else { continue };
        let mut order = order("methylprednisolone_home");
        let dose = match fact.unit {
            Some(unit) => Dose::flat(unit.amount, unit.unit),
            None => Dose::BillingUnits { units: 1 },
        };
        order.drugs = vec![Drug { dose: Some(dose), code: row[1].to_owned().into(), ..order.drugs[0].clone() }];
        order.drugs[0].phases = vec![Phase::new(day(), Frequency::every_weeks(1, 4))];
        let built = order.build(&options()).unwrap_or_else(|problems| panic!("{}: {problems}", row[1]));
        assert_eq!(built.lines[0].quantity, Some(4), "{}", row[1]);
        asked += 1;
    }
    assert!(asked > 200);
}

/// What each row of the shipped table holds, and what holds between rows.
#[test]
fn the_rows_of_the_table_hold_together() {
    let table = include_str!("../../src/catalog/tables/codes.tsv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let own: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    for row in &rows {
        let [system, code, kind, category, name, basis, amount, unit, add_on_to, doses, .., source, verified] = row[..]
        else {
            panic!("{row:?}")
        };
        assert!(!system.is_empty() && !name.is_empty() && !source.is_empty(), "{code}");
        assert_eq!(
            verified == "yes",
            !source.contains("professional knowledge") && source != "public list of the code family",
            "{code}"
        );
        let family = code.contains('-');
        let length = match system {
            "CPT" | "HCPCS" => 5,
            "HCPCS-MODIFIER" => 2,
            "Revenue" => 4,
            _ => panic!("{code}"),
        };
        assert!(code.split('-').all(|code| code.len() == length), "{code}");
        let measured = match kind {
            "drug" if family => "",
            // The one code of two drugs.
            "drug" if code == "J0741" => "",
            "drug" if category == "drug:unclassified" => "payer-rule",
            "drug" => "amount",
            "modifier" | "revenue" => "",
            _ => basis,
        };
        assert_eq!(basis, measured, "{code}");
        assert_eq!(basis == "amount", !amount.is_empty() && !unit.is_empty(), "{code}");
        assert_eq!(category.starts_with("drug:"), kind == "drug" && !family, "{code}");
        for primary in add_on_to.split_whitespace() {
            assert!(own.contains(&primary) && primary != code && kind == "administration", "{code} {primary}");
        }
        let doses_a_day = match code {
            "S9500" => "1",
            "S9501" => "2",
            "S9502" => "3",
            "S9503" => "4",
            "S9504" => "6",
            "S9497" => "8",
            _ => "",
        };
        assert_eq!(doses, doses_a_day, "{code}");
    }
}

/// What a unit of each code counts: the days of a per diem, the hours of a nurse, a visit, the first hour and the next.
#[test]
fn each_code_counts_what_it_counts() {
    let table = include_str!("../../src/catalog/tables/codes.tsv");
    let basis = |code: &str| CodeTable::shipped().find(code, day()).in_force().map(|fact| fact.basis);
    // Codes of these ranges that are no per diem.
    let per_event = ["S9381", "S9430", "S9529"];
    let mut days = 0;
    for code in table.lines().map(|line| line.split('\t').nth(1).unwrap()).filter(|code| code.len() == 5) {
        let ranges = ["S5497".."S5503", "S9061".."S9062", "S9325".."S9380", "S9490".."S9505", "S9537".."S9591"];
        if ranges.iter().any(|range| range.contains(&code)) && !per_event.contains(&code) {
            assert_eq!(basis(code), Some(Basis::Day), "{code}");
            days += 1;
        }
    }
    assert_eq!(days, 62);
    for (codes, counts) in [
        ("99601 Q0081 Q0084 Q2052", Basis::Visit),
        ("99602 S9123 S9124 S9810 96361 96366 96370 96415 96423", Basis::Hour),
        ("G0299 G0300 G0068 G0090", Basis::QuarterHour),
        ("T1030 T1031 B4189 B4220", Basis::Day),
        // The first hour, and the next drug: once each, however long.
        ("96360 96365 96369 96413 96422 96367 96417 96375 96411 96416", Basis::Each),
        ("96368 96371", Basis::Encounter),
        ("S5035 S5517 S9529 A4221 E0781", Basis::Each),
    ] {
        for code in codes.split(' ') {
            assert_eq!(basis(code), Some(counts), "{code}");
        }
    }
}

/// An old code on its last day and the day after, its successor on the first day and the day before.
#[test]
fn codes_follow_each_other_without_a_gap() {
    let in_force = |code: &str, on: &str| CodeTable::shipped().find(code, on.parse().unwrap()).in_force().is_some();
    for (old, new, last, first) in [
        ("J1170", "J1171", "2024-09-30", "2024-10-01"),
        ("J2920", "J2919", "2024-03-31", "2024-04-01"),
        ("J2930", "J2919", "2024-03-31", "2024-04-01"),
        ("J1300", "J1299", "2025-03-31", "2025-04-01"),
    ] {
        assert_eq!((in_force(old, last), in_force(old, first)), (true, false), "{old}");
        assert_eq!((in_force(new, last), in_force(new, first)), (false, true), "{new}");
    }
    for code in ["J2351", "Q5151", "Q5152"] {
        assert_eq!((in_force(code, "2025-03-31"), in_force(code, "2025-04-01")), (false, true), "{code}");
    }
}

/// Every code of the other tables is a drug of this one, by its row or by its family.
#[test]
fn the_tables_speak_of_the_same_codes() {
    let policies = Policies::shipped();
    for row in &policies.preferred {
        assert!(known(&row.code) && row.first.iter().all(|first| known(first)), "{}", row.code);
        assert!(!row.names.is_empty(), "{}", row.code);
    }
    for row in &policies.injectables {
        assert_eq!(CodeTable::shipped().kind(&row.code), Some(CodeKind::Drug), "{}", row.code);
    }
    let hiv = ["J0739", "J0741", "J1324", "J1746", "J1961"];
    let of_class = policies.injectables.iter().filter(|row| row.class == "hiv").map(|row| row.code.as_str());
    assert_eq!(of_class.collect::<Vec<_>>(), hiv);
    assert!(hiv.iter().all(|code| known(code)));
}
