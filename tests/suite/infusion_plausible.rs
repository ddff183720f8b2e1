//! What an intake nurse would ask about: numbers that cannot be meant, entries that stand twice, codes that go with
//! another place or therapy; and where what is missing belongs.

use crate::infusion_orders::{ORDERS, at, options, order};
use x12_278::infusion::{
    Bounded, BuildOptions, Day, Dose, Frequency, HouseRules, InfusionRequest, Intent, IntentKind, Measure, MeasureUnit,
    Number, ProblemKind, Service, ServiceKind, SiteKind, TableProblem, Therapy, checklist,
};
use x12_278::report::Severity;

pub(crate) type Change = fn(&mut InfusionRequest);

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// What is said about an order beyond notes, each with its severity.
pub(crate) fn said_with(
    options: &BuildOptions<'_>,
    name: &str,
    change: impl FnOnce(&mut InfusionRequest),
) -> Vec<String> {
    let mut order = order(name);
    change(&mut order);
    let problems = match order.build(options) {
        Ok(built) => built.warnings,
        Err(problems) => problems.list().to_vec(),
    };
    let more = problems.iter().filter(|problem| problem.severity > Severity::Note);
    more.map(|problem| format!("{}: {problem}", problem.severity)).collect()
}

pub(crate) fn said(name: &str, change: impl FnOnce(&mut InfusionRequest)) -> Vec<String> {
    said_with(&options(), name, change)
}

/// The rules hold for any payer: what is said without a profile.
pub(crate) fn said_to_anyone(name: &str, change: Change) -> Vec<String> {
    said_with(&BuildOptions::new(at()), name, change)
}

#[test]
fn the_orders_of_the_examples_are_plausible() {
    for name in ORDERS {
        let late = ["inpatient_start", "ivig_course"].contains(&name);
        let said = said(name, |_| {});
        assert_eq!(said.len(), usize::from(late), "{name}: {said:#?}");
        assert_eq!(said_to_anyone(name, |_| {}), [""; 0], "{name}");
    }
}

#[test]
fn a_vial_of_another_unit_is_refused() {
    let vial = |amount: &str, unit| {
        let size = Measure::new(number(amount), unit);
        said("infliximab_home", move |o| o.drugs[0].vial = Some(size))
    };
    // The dose is 400 mg.
    let many = "one vial is enough for more than 90 doses: are its size and unit right? (2000F SV104) [house rule: g \
                instead of mg makes it a thousand times as many; a vial of 500 mg for the 6 mg of a preterm child still \
                passes]";
    assert_eq!(vial("100", MeasureUnit::Gram), [format!("error: drugs[0].vial: {many}")]);
    assert_eq!(vial("36", MeasureUnit::Gram), [format!("warning: drugs[0].vial: {}", many.replace("90", "20"))]);
    assert_eq!(vial("8", MeasureUnit::Gram), [""; 0], "a single vial of twenty doses");
    let few = "one dose takes more than 900 vials: are their size and unit right? (2000F SV104) [house rule: mcg instead \
               of mg makes it a thousand times as many; 240 g of immune globulin are 48 vials of 5 g]";
    assert_eq!(vial("100", MeasureUnit::Microgram), [format!("error: drugs[0].vial: {few}")]);
    assert_eq!(vial("2", MeasureUnit::Milligram), [format!("warning: drugs[0].vial: {}", few.replace("900", "100"))]);
    assert_eq!(vial("4", MeasureUnit::Milligram), [""; 0]);
}

#[test]
fn one_vial_for_a_small_child_is_no_mistake() {
    let small = said("infliximab_home", |o| {
        o.drugs[0].dose = Some(Dose::flat(20, MeasureUnit::Milligram));
        o.drugs[0].vial = Some(Measure::new(100, MeasureUnit::Milligram));
    });
    assert_eq!(small, [""; 0]);
    let mut order = order("infliximab_home");
    order.drugs[0].dose = Some(Dose::flat(20, MeasureUnit::Milligram));
    assert_eq!(order.build(&options()).unwrap().lines[0].quantity, Some(60), "ten units of a whole vial, six times");
}

#[test]
fn a_dose_of_another_unit_is_refused() {
    let flat = |name: &str, amount: u32, unit| said(name, move |o| o.drugs[0].dose = Some(Dose::flat(amount, unit)));
    let kilogram = flat("infliximab_home", 1000, MeasureUnit::Gram);
    let mass = "error: drugs[0].dose: more than 500 G in one dose: are amount and unit right? (2000F SV104) [house \
                rule: the largest doses are those of immune globulin, 2 g/kg]";
    assert_eq!(kilogram, [mass]);
    // g instead of mg
    let units = "error: drugs[0].dose: more than 25000 billing units in one dose: are amount and unit right? (2000F \
                 SV104) [house rule: the labels of the drugs in the code table stay below 3000]";
    assert_eq!(flat("infliximab_home", 400, MeasureUnit::Gram), [units]);
    assert!(flat("ocrelizumab_suite", 600, MeasureUnit::Gram)[0].starts_with("error: drugs[0].dose: more than"));
    assert!(flat("vancomycin_opat", 1250, MeasureUnit::Gram)[0].starts_with("error: drugs[0].dose: more than"));
    // Ten times too much
    let usual = |most: &str| {
        format!(
            "warning: drugs[0].dose: more than {most} in one dose: are amount and unit right? (2000F SV104) [house \
             rule: several times the usual dose]"
        )
    };
    assert_eq!(flat("infliximab_home", 4001, MeasureUnit::Milligram), [usual("4 G")]);
    assert_eq!(flat("ocrelizumab_suite", 6000, MeasureUnit::Milligram), [usual("5 G")]);
    let child = "warning: drugs[0].dose: more than 20 MG for each kilogram in one dose: are amount, unit and weight \
                 right? (2000F SV104) [house rule: several times the usual dose]";
    assert_eq!(flat("infliximab_home", 1601, MeasureUnit::Milligram), [child], "80 kg");
    assert_eq!(flat("infliximab_home", 1600, MeasureUnit::Milligram), [""; 0]);
    // Two grams a kilogram for a heavy patient
    assert_eq!(flat("ivig_child", 240, MeasureUnit::Gram), [""; 0]);
}

#[test]
fn what_no_table_knows_has_general_limits() {
    let own = |amount: &str, unit, billed: Measure| {
        let dose = Dose::Flat { amount: number(amount), unit };
        said("methylprednisolone_home", move |o| {
            o.drugs[0].code = "J3490".into();
            (o.drugs[0].dose, o.drugs[0].billing_unit) = (Some(dose), Some(billed));
        })
    };
    let (milligram, unit) = (Measure::new(1, MeasureUnit::Milligram), Measure::new(1, MeasureUnit::Units));
    let starts = |said: Vec<String>, wanted: &str| {
        assert!(said.len() == 1 && said[0].starts_with(wanted), "{said:#?}");
    };
    assert_eq!(own("9.999", MeasureUnit::Gram, milligram), [""; 0]);
    starts(own("10.001", MeasureUnit::Gram, milligram), "warning: drugs[0].dose: more than 10000 billing units in one");
    starts(own("25.001", MeasureUnit::Gram, milligram), "error: drugs[0].dose: more than 25000 billing units in one");
    assert_eq!(own("50000", MeasureUnit::Units, unit), [""; 0]);
    starts(own("50001", MeasureUnit::Units, unit), "warning: drugs[0].dose: more than 50000 billing units");
    starts(own("250001", MeasureUnit::Units, unit), "error: drugs[0].dose: more than 250000 billing units");
    let liter = Measure::new(1, MeasureUnit::Liter);
    assert_eq!(own("10", MeasureUnit::Liter, liter), [""; 0]);
    starts(own("10.5", MeasureUnit::Liter, liter), "warning: drugs[0].dose: more than 10000 ML in one dose");
    starts(own("51", MeasureUnit::Liter, liter), "error: drugs[0].dose: more than 50000 ML in one dose");
    let gram = Measure::new(1, MeasureUnit::Gram);
    starts(own("51", MeasureUnit::Gram, gram), "warning: drugs[0].dose: more than 50 G in one dose");
    starts(own("501", MeasureUnit::Gram, gram), "error: drugs[0].dose: more than 500 G in one dose");
    // A rule in another kind of measure does not take the place of the general ones.
    let liquid = said("infliximab_home", |o| {
        (o.drugs[0].vial, o.drugs[0].billing_unit) = (None, Some(Measure::new(10, MeasureUnit::Milliliter)));
        o.drugs[0].dose = Some(Dose::flat(11, MeasureUnit::Liter));
    });
    assert!(liquid[1].starts_with("warning: drugs[0].dose: more than 10000 ML in one dose"), "{liquid:#?}");
    let counted = said("methylprednisolone_home", |o| o.drugs[0].dose = Some(Dose::BillingUnits { units: u32::MAX }));
    assert!(counted[0].starts_with("error: drugs[0].dose: more than 25000 billing units"), "{counted:#?}");
}

#[test]
fn more_than_a_day_has_is_refused() {
    let every = |times| {
        said("methylprednisolone_home", move |o| {
            (o.drugs[0].phases[0].through, o.drugs[0].phases[0].consecutive_days) = (None, false);
            o.drugs[0].phases[0].frequency = Some(Frequency::Every {
                times,
                every: 1,
                unit: x12_278::infusion::Period::Day,
                span: 5,
                span_unit: None,
            });
        })
    };
    let day = |limit| {
        format!(
            "drugs[0].phases[0].frequency: more than {limit} doses on one day: are the times and the interval right? \
             (2000F HSD) [house rule: more than one an hour is a continuous infusion]"
        )
    };
    assert_eq!(every(24), [""; 0]);
    assert_eq!(every(25), [format!("warning: {}", day(24))]);
    assert_eq!(every(97), [format!("error: {}", day(96))]);
    let monthly = said("methylprednisolone_home", |o| {
        (o.drugs[0].phases[0].through, o.drugs[0].phases[0].consecutive_days) = (None, false);
        o.drugs[0].phases[0].frequency = Some(Frequency::Every {
            times: 4_000_000,
            every: 1,
            unit: x12_278::infusion::Period::Month,
            span: 999,
            span_unit: None,
        });
    });
    assert!(monthly.contains(&format!("error: {}", day(96))), "{monthly:#?}");
    let visit = said("methylprednisolone_home", |o| {
        o.services[1] = Service::new(ServiceKind::Nursing, "G0299").units_per_visit(1001);
    });
    assert_eq!(
        visit,
        ["error: services[1].unitsPerVisit: more than 1000 units at one visit: is the whole quantity meant? (2000F \
          SV104) [house rule: a visit of 24 hours has 96 quarters of an hour]"]
    );
}

#[test]
fn more_units_than_anybody_gets_are_refused() {
    let pump = |units| said("milrinone_continuous", move |o| o.services[2].quantity = Some(units));
    let sentence = |limit| {
        format!(
            "services[2].quantity: more than {limit} units: is the quantity right? (2000F SV104) [house rule: a year \
             of 20 units a day are 7300]"
        )
    };
    assert_eq!(pump(10_000), [""; 0]);
    assert_eq!(pump(10_001), [format!("warning: {}", sentence("10000"))]);
    assert_eq!(pump(u32::MAX), [format!("error: {}", sentence("1000000"))]);
}

#[test]
fn an_age_that_nobody_reaches_is_refused() {
    let born = |text: &'static str| said("hydration_home", move |o| o.subscriber.birth_date = Some(day(text)));
    let sentence = |limit| {
        format!(
            "subscriber.birthDate: would make an age of more than {limit}: is the year right? (2010C or 2010D DMG02) \
             [house rule: nobody is known to have lived longer than 122 years]"
        )
    };
    assert_eq!(born("1900-01-01"), [format!("error: {}", sentence(122))]);
    assert_eq!(born("1914-06-01"), [format!("warning: {}", sentence(110))]);
    assert_eq!(born("1916-06-01"), [""; 0]);
}

#[test]
fn what_is_withdrawn_may_have_been_wrong() {
    let wrong: Change = |o| {
        o.drugs[0].dose = Some(Dose::flat(1000, MeasureUnit::Gram));
        o.subscriber.birth_date = Some(day("2026-01-01"));
        o.drugs[0].phases[0].from = Some(day("2025-12-01"));
        o.clinical.body.weight_kilograms = Some(8000.into());
        o.clinical.labs[0].date = Some(day("2027-01-01"));
        o.drugs.push(o.drugs[0].clone());
    };
    assert!(said("infliximab_home", wrong).len() > 3);
    let withdrawn = said("infliximab_home", |o| {
        wrong(o);
        o.intent = Intent::about_authorization(IntentKind::Cancel, "LV26-A-80012");
    });
    assert_eq!(withdrawn, [""; 0]);
}

#[test]
fn a_body_that_nobody_has_is_refused() {
    let born = |birth: &'static str, kilograms: &str| {
        let kilograms = number(kilograms);
        said("hydration_home", move |o| {
            (o.subscriber.birth_date, o.clinical.body.weight_kilograms) = (Some(day(birth)), Some(kilograms));
        })
    };
    // A grown person, and a child of a week.
    let (weighs, child) =
        (|kilograms: &str| born("1995-08-08", kilograms), |kilograms: &str| born("2026-01-21", kilograms));
    let impossible = "error: clinical.body.weightKilograms: not possible for a person: is the unit right? (2000F \
                      MSG01) [house rule: nobody is known to have weighed more than 635 kg]";
    let unusual = impossible.replace("error", "warning").replace("possible", "plausible");
    let lighter = |said: &str| {
        said.replace(
            "is known to have weighed more than 635 kg",
            "born lighter than 0.2 kg is \
        known to have lived, and hardly anybody below 1 kg has such an order",
        )
    };
    for (kilograms, said) in
        [("8000", impossible), ("700.1", impossible), ("0", &lighter(impossible)), ("0.1", &lighter(impossible))]
    {
        assert_eq!(weighs(kilograms), [said], "{kilograms}");
    }
    for kilograms in ["700", "401"] {
        assert_eq!(weighs(kilograms), [unusual.as_str()], "{kilograms}");
    }
    for kilograms in ["400", "176", "40"] {
        assert_eq!(weighs(kilograms), [""; 0], "{kilograms}: pounds cannot be told from kilograms");
    }
    assert_eq!((child("0.9"), child("1")), (vec![lighter(&unusual)], vec![]));
    assert_eq!(child("0.1"), [lighter(impossible)]);
    let measures = |height: &str, surface: &str| {
        let (height, surface) = (number(height), number(surface));
        let said = said("hydration_home", move |o| {
            o.clinical.body.height_centimeters = Some(height);
            o.clinical.body.surface_square_meters = Some(surface);
        });
        said.into_iter().map(|said| said.split(':').take(3).collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(measures("180", "2"), [""; 0]);
    assert_eq!(
        measures("301", "5.1"),
        [
            "error clinical.body.heightCentimeters not possible for a person",
            "error clinical.body.surfaceSquareMeters not possible for a person"
        ]
    );
    assert_eq!(
        measures("1.8", "0"),
        [
            "error clinical.body.heightCentimeters not possible for a person",
            "error clinical.body.surfaceSquareMeters not possible for a person"
        ]
    );
    assert_eq!(
        measures("231", "3.6"),
        [
            "warning clinical.body.heightCentimeters not plausible for a person",
            "warning clinical.body.surfaceSquareMeters not plausible for a person"
        ]
    );
}

#[test]
fn a_weight_of_nothing_and_a_dose_by_weight() {
    let said = said("infliximab_home", |o| o.clinical.body.weight_kilograms = Some(0.into()));
    assert!(said.iter().any(|said| said.contains("clinical.body.weightKilograms: not possible")), "{said:#?}");
    assert!(said.iter().any(|said| said.contains("must be more than zero")), "{said:#?}");
}

#[test]
fn entries_that_stand_twice_are_named_both() {
    let twice = said("infliximab_home", |o| o.drugs.push(o.drugs[0].clone()));
    assert_eq!(twice, ["error: drugs[0], drugs[1]: the same entry twice: it would be asked for twice (2000F)"]);
    let nurse = said("infliximab_home", |o| o.services.push(o.services[1].clone()));
    assert_eq!(nurse, ["error: services[1], services[3]: the same entry twice: it would be asked for twice (2000F)"]);

    let overlaps = "warning: drugs[0].phases[0], drugs[1].phases[0]: the same drug for overlapping days in two \
                    entries: it would be asked for twice, unless both are meant (2000F SV101-2, DTP 472)";
    let another = |change: fn(&mut x12_278::infusion::Drug)| {
        said("infliximab_home", move |o| {
            let mut drug = o.drugs[0].clone();
            change(&mut drug);
            o.drugs.push(drug);
        })
    };
    assert_eq!(another(|drug| drug.dose = Some(Dose::flat(300, MeasureUnit::Milligram))), [overlaps]);
    assert_eq!(another(|drug| drug.code = " q5103".into()), [overlaps]);
    assert_eq!(another(|drug| drug.phases[0].from = Some(day("2026-11-23"))), [overlaps], "the day of the last dose");
    let after = another(|drug| drug.phases[0].from = Some(day("2026-11-24")));
    assert!(after.len() == 1 && after[0].contains("less than 7 days between two doses"), "the day after: {after:#?}");
    assert_eq!(another(|drug| drug.phases[0].from = Some(day("2026-11-30"))), [""; 0], "the week after");
    assert_eq!(another(|drug| drug.code = "Q5104".into()), [""; 0], "another drug");
    assert_eq!(another(|drug| drug.ndc = Some("00069-0810-01".into())), [""; 0], "another package");
    assert_eq!(another(|drug| drug.modifiers.push("JW".into())), [""; 0], "another modifier");
    let withdrawn = said("revision_of_lines", |o| {
        o.drugs.push(o.drugs[0].clone());
        let number = "LV26-A-80012";
        o.drugs[2].intent = Some(Intent::about_authorization(IntentKind::Cancel, number));
    });
    assert_eq!(withdrawn, [""; 0], "one of the two is withdrawn");
}

#[test]
fn codes_of_another_therapy_or_place_warn() {
    let therapy = "warning: services[0].code: a code of another kind of therapy than that of the order (2000F SV101-2) \
                   [HCPCS names it a home therapy]";
    let per_diem = |code: &'static str| said("vancomycin_opat", move |o| o.services[0].code = code.into());
    assert_eq!(per_diem("S9338"), [therapy]);
    assert_eq!(per_diem("S9359"), [therapy]);
    assert_eq!(per_diem("S9494"), [""; 0]);
    let unlisted = said("vancomycin_opat", |o| {
        (o.services[0].code, o.services[0].description) = ("S9379".into(), Some("HOME INFUSION".into()));
    });
    assert_eq!(unlisted, [""; 0], "a home infusion without a kind");
    let second = said("vancomycin_opat", |o| {
        let mut hydration = Service::new(ServiceKind::PerDiem, "S9374");
        hydration.modifiers.push("SH".into());
        o.services.push(hydration);
    });
    assert_eq!(second, [""; 0], "a second therapy beside the first says so");
    assert_eq!(said("vancomycin_opat", |o| o.therapy = Therapy::Other), [""; 0], "no kind is said");

    let home = "a code of care at home, but the site is not the home (2000F SV101-2, 2000E UM04)";
    let office = said("infliximab_home", |o| o.site.as_mut().unwrap().kind = SiteKind::Office);
    let homes: Vec<&String> = office.iter().filter(|said| said.contains(home)).collect();
    assert_eq!(
        homes,
        [
            &format!("warning: services[0].code: {home} [HCPCS names it a home therapy]"),
            &format!("warning: services[1].code: {home} [CPT and HCPCS name it nursing at home]"),
            &format!("warning: services[2].code: {home} [CPT and HCPCS name it nursing at home]"),
        ]
    );
    let suite = said("infliximab_home", |o| {
        o.site.as_mut().unwrap().kind = SiteKind::InfusionSuite;
        o.services.iter_mut().for_each(|service| service.modifiers.push("SS".into()));
    });
    assert!(!suite.iter().any(|said| said.contains(home)), "the suite of the home infusion provider: {suite:#?}");
    let elsewhere =
        said("infliximab_home", |o| o.services[0].site = Some(x12_278::infusion::Site::new(SiteKind::Office)));
    assert_eq!(elsewhere, [homes[0].as_str()], "the site of the service goes before that of the order");

    let facility = said("infliximab_home", |o| o.services[1] = Service::new(ServiceKind::Nursing, "96365"));
    assert!(
        facility.contains(
            &"warning: services[1].code: a code of offices and facilities, but the site is the home: home infusion \
              has codes of its own (2000F SV101-2, 2000E UM04) [CPT: for offices and facilities; home infusion has \
              99601, 99602 and per diem codes]"
                .to_owned()
        ),
        "{facility:#?}"
    );
}

#[test]
fn hours_of_a_visit_have_the_bound_of_every_service() {
    let said = said("infliximab_home", |o| o.services[2].units_per_visit = Some(4_000_000_000));
    assert!(said.iter().any(|text| text.starts_with("error: services[2].unitsPerVisit: ")), "{said:#?}");
}

#[test]
fn a_stated_quantity_agrees_with_the_days_of_the_therapy() {
    let said = |quantity| said("infliximab_home", move |o| o.services[0].quantity = Some(quantity));
    assert_eq!(said(6), [""; 0]);
    assert_eq!(said(365), ["warning: services[0].quantity: units and visits do not agree (2000F SV104, HSD)"]);
}

#[test]
fn a_continuous_infusion_runs_all_day() {
    let said = |text: &str| {
        let hours = number(text);
        said("milrinone_continuous", move |o| match &mut o.drugs[0].dose {
            Some(Dose::Rate { hours: own, .. }) => *own = hours,
            _ => panic!("a rate"),
        })
    };
    assert_eq!(said("24"), [""; 0]);
    for hours in ["12", "48"] {
        let expected = "error: drugs[0].dose.hours: a continuous infusion runs for 24 hours a day, and the dose is for \
                        another time (2000F SV104, HSD)";
        assert!(said(hours).contains(&expected.to_owned()), "{hours}: {:#?}", said(hours));
    }
}

#[test]
fn lines_of_business_and_roads_are_named() {
    let line = |key: &'static str| said("infliximab_home", move |o| o.coverage.line_of_business = key.into());
    assert_eq!(line("mediCal"), [""; 0]);
    let unknown = "warning: coverage.lineOfBusiness: not a line of business that the profile of the payer has on this \
                   day (case)";
    for key in ["medi_cal", "calMediConnect"] {
        assert_eq!(line(key), [unknown], "{key}");
    }
    let child = said("ivig_child", |o| o.coverage.ccs_eligible = Some(true));
    assert_eq!(
        child,
        ["warning: coverage: the request takes another road than the 278: the children's program of the \
                        state (case)"]
    );
}

#[test]
fn diagnoses_and_providers_that_stand_twice_warn() {
    let said = said("infliximab_home", |o| {
        o.diagnoses.push(x12_278::infusion::Diagnosis::other("K5090"));
        o.providers.push(o.providers[0].clone());
    });
    let again =
        |list: &str, place: &str| said.iter().any(|text| *text == format!("warning: {list}: stands twice ({place})"));
    assert!(again("diagnoses[0], diagnoses[1]", "2000E HI"), "{said:#?}");
    assert!(said.iter().any(|text| text.starts_with("warning: providers[0], providers[")), "{said:#?}");
}

#[test]
fn a_withdrawal_needs_no_attestation() {
    let urgent = |o: &mut InfusionRequest| {
        o.urgency =
            Some(x12_278::infusion::Urgency { level: x12_278::infusion::UrgencyLevel::Urgent, ..Default::default() });
    };
    assert!(order("cancel").build(&options()).is_ok());
    let mut cancel = order("cancel");
    urgent(&mut cancel);
    assert!(cancel.build(&options()).is_ok());
}

#[test]
fn a_renewal_of_what_has_begun_wants_a_reason() {
    let said = said("renewal", |o| o.drugs[0].phases[0].from = Some(day("2026-01-20")));
    assert!(
        said.iter().any(|text| text.starts_with("warning: clinical.delayReason: begins before the day")),
        "{said:#?}"
    );
    assert!(said.iter().all(|text| !text.contains("business days")), "{said:#?}");
}

#[test]
fn every_item_says_where_it_would_stand() {
    let schema = serde_json::to_value(InfusionRequest::json_schema()).unwrap();
    for name in ["infliximab_home", "ivig_child"] {
        for item in checklist(&order(name), &options()) {
            for path in item.path.split(", ") {
                find(&schema, path).unwrap_or_else(|at| panic!("{}: {path}: {at}", item.key));
            }
        }
    }
    let weight = said("infliximab_home", |o| o.clinical.allergies = None);
    assert_eq!(
        weight,
        [
            "warning: clinical.allergies: missing, and this payer wants it: allergies, or that none are known (2000E PWK \
          A3)"
        ]
    );
    let shown = |change: Change, key: &str| {
        let mut order = order("infliximab_home");
        change(&mut order);
        checklist(&order, &options()).into_iter().find(|item| item.key == key).unwrap().to_string()
    };
    assert_eq!(
        shown(|o| o.urgency = None, "urgency"),
        "missing, error: urgent or elective (2000E UM06). Urgent or elective must be chosen. Put it at urgency"
    );
    assert_eq!(
        shown(|o| o.clinical.labs.clear(), "labs"),
        "unknown: laboratory values (2000E MSG01, PWK). Put it at clinical.labs"
    );
}

/// Finds a path of an order in the schema, and the words that it may have there.
fn find(schema: &serde_json::Value, path: &str) -> Result<(), String> {
    let resolved = |mut at: serde_json::Value| loop {
        let inner = at["anyOf"].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null").cloned());
        if let Some(inner) = inner {
            at = inner;
        } else if let Some(name) = at["$ref"].as_str() {
            at = schema["$defs"][name.trim_start_matches("#/$defs/")].clone();
        } else {
            return at;
        }
    };
    let (path, words) = path.split_once(" = ").map_or((path, None), |(path, words)| (path, Some(words)));
    let mut at = schema.clone();
    for step in path.split('.') {
        let (name, list) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
        at = resolved(at["properties"].get(name).ok_or_else(|| name.to_owned())?.clone());
        if list {
            at = resolved(at.get("items").ok_or_else(|| step.to_owned())?.clone());
        }
    }
    let known = at.to_string();
    let unknown =
        words.into_iter().flat_map(|words| words.split(" | ")).find(|word| !known.contains(&format!("\"{word}\"")));
    unknown.map_or(Ok(()), |word| Err(word.to_owned()))
}

/// Whatever the schedule: what is not refused has a quantity that SV104 has room for.
#[test]
fn no_quantity_outgrows_its_element() {
    for times in [1, 96, 96 * 31, 96 * 32, 1_000_000, u32::MAX] {
        for unit in [x12_278::infusion::Period::Day, x12_278::infusion::Period::Week, x12_278::infusion::Period::Month]
        {
            for (every, span) in [(1, 999), (999, 999), (999_999, 999_999), (1, u32::MAX)] {
                let mut order = order("factor_home");
                let phase = &mut order.drugs[0].phases[0];
                (phase.through, phase.weekdays) = (None, Vec::new());
                phase.frequency = Some(Frequency::Every { times, every, unit, span, span_unit: None });
                order.drugs[0].vial = None;
                order.drugs[0].dose = Some(Dose::flat(250_000, MeasureUnit::InternationalUnits));
                match order.build(&options()) {
                    Ok(built) => assert!(built.lines[0].quantity.unwrap().to_string().len() <= 15),
                    Err(problems) => assert!(!problems.to_string().contains("as it would be sent"), "{problems}"),
                }
            }
        }
    }
}

#[test]
fn the_rules_of_the_house_are_tables() {
    let shipped = HouseRules::shipped();
    assert_eq!(shipped.bounds.len(), Bounded::ALL.len());
    assert!(Bounded::ALL.iter().all(|of| shipped.bound(*of, day("2026-01-28")).is_some()));
    assert!(shipped.doses.len() > 80 && shipped.doses.iter().all(|row| !row.source.verified));
    assert!(shipped.fits.len() > 15);
    // Every code and every category that the rules name is one of the code table.
    let codes = include_str!("../../src/catalog/tables/codes.tsv");
    let cells: Vec<Vec<&str>> = codes.lines().map(|line| line.split('\t').collect()).collect();
    for code in shipped.doses.iter().flat_map(|row| &row.codes) {
        assert!(cells.iter().any(|row| row[1] == code), "{code}");
    }
    let of_doses = shipped.doses.iter().map(|row| &row.category).filter(|category| !category.is_empty());
    for category in of_doses.chain(shipped.fits.iter().flat_map(|fit| &fit.categories)) {
        assert!(cells.iter().any(|row| row[3] == category), "{category}");
    }
    let own = HouseRules::load("bound\trefused_below\twarned_below\twarned_above\trefused_above\n", "", "").unwrap();
    let heavy = |o: &mut InfusionRequest| o.clinical.body.weight_kilograms = Some(number("8000"));
    assert_eq!(said_with(&options().house_rules(&own), "vancomycin_opat", heavy), [""; 0], "rules can be replaced");
    let unverified = "bound\trefused_below\twarned_below\twarned_above\trefused_above\tsource\tverified\n\
                      weight\t\t\t\t100\tme\tno\n";
    let own = HouseRules::load(unverified, "", "").unwrap();
    assert_eq!(
        said_with(&options().house_rules(&own), "vancomycin_opat", heavy),
        ["warning: clinical.body.weightKilograms: not plausible for a person: is the unit right? (2000F MSG01) [me]"],
        "what is not verified warns at most"
    );
    let bounds = "bound\trefused_below\twarned_below\twarned_above\trefused_above\n";
    let doses = "codes\tcategory\tmost\tunit\tper\n";
    let fits = "categories\ttherapies\ttherapy_modifiers\tsites\tsite_modifiers\n";
    let refused = |bounds: &str, doses: &str, fits: &str| {
        let error = HouseRules::load(bounds, doses, fits).unwrap_err();
        (error.line, error.problem)
    };
    use TableProblem::{ColumnMissing, Empty, Value};
    assert_eq!(refused("bound\trefused_below\n", doses, fits), (1, ColumnMissing("warned_below")));
    assert_eq!(refused(&format!("{bounds}wait\t\t\t\t1\n"), doses, fits), (2, Value("bound")));
    assert_eq!(refused(&format!("{bounds}weight\t\t\t\tten\n"), doses, fits), (2, Value("refused_above")));
    assert_eq!(refused(bounds, &format!("{doses}J1745\t\t4\tg\tweek\n"), fits), (2, Value("per")));
    assert_eq!(refused(bounds, &format!("{doses}J1745\t\t\tg\tdose\n"), fits), (2, Empty("most")));
    assert_eq!(refused(bounds, doses, &format!("{fits}home-pain\tpain\t\thome\t\n")), (2, Value("therapies")));
    assert_eq!(refused(bounds, doses, &format!("{fits}home-pain\t\t\tcastle\t\n")), (2, Value("sites")));
    assert_eq!(ProblemKind::Body.to_string(), "not plausible for a person: is the unit right?");
}
