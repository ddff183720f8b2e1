//! What a pharmacist would ask about: a body of another age, a tenfold dose, a route that kills, a drug that the order
//! itself rules out. The rules are tables, which users replace.

use crate::infusion_orders::options;
use crate::infusion_plausible::{day, said, said_to_anyone, said_with};
use x12_278::infusion::{
    AdministrationFit, AgeBound, Bounded, CodeKind, CodeRoute, CodeTable, Contraindication, Dose, DoseLab, DrugRoute,
    ForbiddenRoute, Frequency, HomeSuitability, HouseRules, InfusionRequest, Lab, LeastInterval, Measure, MeasureUnit,
    ModifierRule, Number, Outcome, Period, Phase, PriorTherapy, Service, ServiceKind, SiteException, TableError,
    TableProblem,
};

const NONE: [&str; 0] = [];

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn per_square_meter(amount: &str) -> Option<Dose> {
    Some(Dose::PerSquareMeter { amount: number(amount), unit: MeasureUnit::Milligram })
}

#[test]
fn a_weight_fits_the_age() {
    let weighs = |born: &'static str, kilograms: &'static str| {
        said("hydration_home", move |o| {
            o.subscriber.birth_date = Some(day(born));
            o.clinical.body.weight_kilograms = Some(number(kilograms));
        })
    };
    let grown = "clinical.body.weightKilograms: not possible for a person of this age: are the unit and the birth date \
                 right? (2000F MSG01) [house rule: no grown person is known to have weighed less than 5 kg]";
    assert_eq!(weighs("1995-08-08", "4"), [format!("error: {grown}")]);
    assert_eq!(weighs("1995-08-08", "8"), [format!("warning: {}", grown.replace("possible", "plausible"))]);
    assert_eq!(weighs("1995-08-08", "25"), NONE);
    let infant = "clinical.body.weightKilograms: not possible for a person of this age: are the unit and the birth date \
                  right? (2000F MSG01) [house rule: no child is known to have weighed 45 kg in its first year]";
    assert_eq!(weighs("2026-01-20", "90"), [format!("error: {infant}")]);
    assert_eq!(weighs("2026-01-20", "20"), [format!("warning: {}", infant.replace("possible", "plausible"))]);
    assert_eq!(weighs("2026-01-20", "1"), NONE, "a preterm child");
    assert_eq!(weighs("2025-02-20", "11"), NONE);
    assert_eq!(weighs("2016-09-05", "90"), NONE, "a heavy child");
    let tall = said("hydration_home", |o| o.clinical.body.height_centimeters = Some(number("45")));
    assert_eq!(
        tall,
        ["error: clinical.body.heightCentimeters: not possible for a person of this age: are the unit and the birth \
          date right? (2000F MSG01) [house rule: no grown person is known to have been smaller than 54 cm]"]
    );
}

#[test]
fn a_surface_fits_the_age() {
    let measures = |surface: &'static str| {
        let all = said("chemotherapy_hospital", move |o| {
            o.clinical.body.surface_square_meters = Some(number(surface));
        });
        all.into_iter().filter(|said| said.contains("surfaceSquareMeters")).collect::<Vec<_>>()
    };
    let said = "clinical.body.surfaceSquareMeters: not possible for a person of this age: are the unit and the birth date \
                right? (2000F MSG01) [house rule: a grown person of 25 kg and 100 cm has 0.83 square meters]";
    assert_eq!(measures("0.168"), [format!("error: {said}")]);
    assert_eq!(measures("0.5"), [format!("warning: {}", said.replace("possible", "plausible"))]);
    assert_eq!(measures("0.9"), NONE);
}

#[test]
fn a_weight_that_is_doubted_is_no_measure_of_the_dose() {
    let said = said("infliximab_home", |o| {
        o.subscriber.birth_date = Some(day("2026-01-20"));
        o.clinical.body.weight_kilograms = Some(number("90"));
        o.clinical.prior_therapies = Some(Vec::new());
        o.diagnoses[0].date = None;
        o.clinical.labs.clear();
    });
    assert_eq!(said.len(), 1, "{said:#?}");
}

#[test]
fn a_dose_by_area_under_the_curve_has_its_facts() {
    let auc = |target: &'static str, rate: &'static str| {
        said("carboplatin_auc_office", move |o| {
            let (target, filtration_rate) = (number(target), number(rate));
            o.drugs[0].dose = Some(Dose::AreaUnderCurve { target, filtration_rate });
        })
    };
    let target = "drugs[0].dose.target: hardly the target of an area under the curve: are target and filtration rate \
                  each in their place? (2000F SV104) [house rule: targets are from 1 to 10 mg/mL times minutes]";
    assert_eq!(auc("5", "90"), NONE);
    assert_eq!(auc("10", "90"), NONE);
    assert_eq!(auc("10.5", "90"), [format!("warning: {target}")]);
    assert_eq!(auc("0.5", "90"), [format!("warning: {target}")]);
    assert_eq!(auc("90", "5"), [format!("error: {target}")]);
    let rate = "drugs[0].dose.filtrationRate: hardly a filtration rate for a dose: is it in mL/min, and capped? (2000F \
                SV104) [FDA, 2010: an estimated filtration rate for carboplatin is capped at 125 mL/min]";
    assert_eq!(auc("5", "125"), NONE);
    assert_eq!(auc("5", "126"), [format!("warning: {rate}")]);
    let of_code = |code: &'static str, name: &'static str| {
        let all = said("carboplatin_auc_office", move |o| {
            (o.drugs[0].code, o.drugs[0].name) = (code.into(), Some(name.into()));
        });
        all.into_iter().filter(|said| said.contains("hardly a drug")).collect::<Vec<_>>()
    };
    assert_eq!(
        of_code("J9060", "CISPLATIN"),
        [
            "warning: drugs[0].dose: hardly a drug that is dosed by area under the curve: are drug and kind of dose right? \
          (2000F SV104) [Calvert, 1989: the formula is that of carboplatin]"
        ]
    );
    assert_eq!(of_code("J9999", "Carboplatin, 10 mg/mL"), NONE);
    let without = "warning: clinical.labs: the dose is by a filtration rate, and the value that it comes from stands \
                   neither here nor in a document with laboratory results (2000E MSG01) [house rule: reviewers ask for \
                   the creatinine or the filtration rate of a dose by area under the curve]";
    let labs = |labs: Vec<Lab>| said("carboplatin_auc_office", move |o| o.clinical.labs = labs);
    let lab = |name: &'static str| Lab { name: name.into(), result: "1.0".into(), ..Lab::default() };
    assert!(labs(vec![lab("ANC")]).contains(&without.to_owned()));
    for name in ["GFR", "eGFR CKD-EPI", "creatinine", "Serum creatinine", "CrCl"] {
        assert_eq!(labs(vec![lab(name)]), NONE, "{name}");
    }
    assert_eq!(
        labs(vec![Lab { loinc: Some("2160-0".into()), ..lab("KIDNEY") }]).len(),
        1,
        "all but that LOINC codes want a document"
    );
}

#[test]
fn a_tenfold_dose_is_seen() {
    let usual = |most: &str, each: &str, body: &str| {
        format!(
            "warning: drugs[0].dose: more than {most} for each {each} in one dose: are amount, unit and {body} right? \
             (2000F SV104) [house rule: several times the usual dose]"
        )
    };
    let surface = |code: &'static str, amount: &'static str| {
        let all = said("chemotherapy_hospital", move |o| {
            (o.drugs[0].code, o.drugs[0].dose) = (code.into(), per_square_meter(amount));
        });
        all.into_iter().filter(|said| said.contains(".dose:")).collect::<Vec<_>>()
    };
    assert_eq!(surface("J9263", "85"), NONE);
    assert_eq!(surface("J9263", "850"), [usual("260 MG", "square meter", "surface")]);
    assert_eq!(surface("J9370", "1.4"), NONE);
    assert_eq!(
        surface("J9370", "14"),
        ["warning: drugs[0].dose: more than 5 MG in one dose: are amount and unit right? \
        (2000F SV104) [house rule: several times the usual dose]"]
    );
    assert_eq!(surface("J9370", "6"), surface("J9370", "14"), "the limit of the dose comes first");
    assert_eq!(surface("J9000", "160"), [usual("150 MG", "square meter", "surface")]);
    assert_eq!(surface("J9267", "175"), NONE);
    assert_eq!(surface("J9267", "800"), [usual("400 MG", "square meter", "surface")]);
    // A flat dose for a known surface or weight is held against the same rows.
    let flat = said("chemotherapy_hospital", |o| o.drugs[0].dose = Some(Dose::flat(1428, MeasureUnit::Milligram)));
    assert_eq!(flat, [usual("260 MG", "square meter", "surface")]);
    let vancomycin = said("vancomycin_opat", |o| {
        o.clinical.body.weight_kilograms = Some(number("80"));
        o.drugs[0].dose = Some(Dose::flat(8_001, MeasureUnit::Milligram));
    });
    assert_eq!(vancomycin, [usual("100 MG", "kilogram", "weight")]);
    let milrinone = said("milrinone_continuous", |o| {
        let (amount, unit, per) = (number("3.75"), MeasureUnit::Microgram, x12_278::infusion::RateTime::Minute);
        o.drugs[0].dose = Some(Dose::Rate { amount, unit, per_kilogram: true, per, hours: 24.into() });
    });
    assert_eq!(milrinone, [usual("4 MG", "kilogram", "weight")]);
    let immune_globulin = said("ivig_course", |o| {
        o.drugs[0].dose = Some(Dose::Flat { amount: number("350"), unit: MeasureUnit::Gram });
    });
    assert!(immune_globulin.contains(&usual("3 G", "kilogram", "weight")), "{immune_globulin:#?}");
}

#[test]
fn what_no_table_knows_has_limits_for_each_kilogram_and_square_meter() {
    let unknown = |dose: Dose| {
        let all = said("chemotherapy_hospital", move |o| {
            (o.drugs[0].code, o.drugs[0].dose) = ("J3490".into(), Some(dose));
            o.drugs[0].billing_unit = Some(Measure::new(1, MeasureUnit::Gram));
        });
        all.into_iter().filter(|said| said.contains(".dose:")).collect::<Vec<_>>()
    };
    let kilogram = |amount: &str| unknown(Dose::PerKilogram { amount: number(amount), unit: MeasureUnit::Milligram });
    let surface = |amount: &str| unknown(per_square_meter(amount).unwrap());
    let sentence = |most: &str, each: &str, body: &str, why: &str| {
        format!(
            "warning: drugs[0].dose: more than {most} for each {each} in one dose: are amount, unit and {body} right? \
             (2000F SV104) [{why}]"
        )
    };
    let by_weight = "house rule: the largest doses of labels by weight are those of immune globulin, 2 g/kg, and few \
                     others exceed 500 mg/kg";
    let by_surface = "house rule: the largest doses by surface are those of methotrexate, 12 g/m2";
    assert_eq!(kilogram("600"), NONE);
    assert_eq!(kilogram("601"), [sentence("600 MG", "kilogram", "weight", by_weight)]);
    assert_eq!(surface("15000"), NONE);
    assert_eq!(surface("15001"), [sentence("15000 MG", "square meter", "surface", by_surface)]);
}

#[test]
fn a_home_that_does_not_suit_is_named() {
    let unsafe_home = said("infliximab_home", |o| {
        o.site.as_mut().unwrap().exception = Some(SiteException::HomeUnsafe);
    });
    assert_eq!(
        unsafe_home,
        ["warning: site.exception: says that the home is not safe, but the site is the home (2000E UM04, MSG01)"]
    );
    let home = |member: Option<bool>, caregiver: Option<bool>, staff: Option<bool>, nurses: bool| {
        said("infliximab_home", move |o| {
            o.clinical.home = Some(HomeSuitability {
                member_willing: member,
                caregiver_able: caregiver,
                qualified_staff: staff,
                ..HomeSuitability::default()
            });
            o.services.retain(|service| nurses || service.kind != ServiceKind::Nursing);
        })
    };
    let unsuitable = "warning: clinical.home: the site is the home, but neither member nor caregiver can take part, and \
                      no qualified staff gives the drug (2000E UM04, MSG01)";
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(home(no, no, no, true), [unsuitable]);
    assert_eq!(home(no, no, None, false), [unsuitable]);
    assert_eq!(home(no, no, yes, true), NONE);
    assert_eq!(home(yes, no, no, true), NONE);
}

#[test]
fn modifiers_that_contradict_are_named() {
    let with = |modifiers: &'static [&'static str], route: DrugRoute| {
        said("infliximab_home", move |o| {
            o.drugs[0].modifiers = modifiers.iter().map(|modifier| (*modifier).into()).collect();
            o.drugs[0].route = Some(route);
        })
    };
    let (vein, skin) = (DrugRoute::Intravenous, DrugRoute::Subcutaneous);
    let contradict = |why: &str| {
        format!("warning: drugs[0].modifiers: modifiers that contradict each other (2000F SV101-3) [{why}]")
    };
    let discarded = "HCPCS: JW is for the part of a vial that was discarded, JZ says that none was";
    assert_eq!(with(&["JW", "jz"], vein), [contradict(discarded)]);
    assert_eq!(with(&["JZ", "JA"], vein), NONE);
    let route = |why: &str| {
        format!(
            "warning: drugs[0].modifiers: a modifier of another route than that of the drug (2000F SV101-3) [{why}]"
        )
    };
    assert_eq!(with(&["JB"], vein), [route("HCPCS: JB is for what is given under the skin")]);
    assert_eq!(with(&["JA"], skin), [route("HCPCS: JA is for what is given into a vein")]);
    assert_eq!(with(&["JB"], skin), NONE);
    assert_eq!(
        with(&["JW", "JZ", "JA"], skin),
        [contradict(discarded), route("HCPCS: JA is for what is given into a vein")],
        "each is said"
    );
    assert_eq!(with(&["JW", "JZ", "JA", "JB"], skin).len(), 2, "each pair once");
    let both = said("infliximab_home", |o| {
        (o.drugs[0].route, o.drugs[0].modifiers) = (None, vec!["JA".into(), "JB".into()]);
    });
    assert!(both.contains(&contradict("HCPCS: JA is for what is given into a vein")), "{both:#?}");
    let therapies = said("vancomycin_opat", |o| o.services[0].modifiers = vec!["SH".into(), "SJ".into()]);
    assert!(therapies[0].starts_with("warning: services[0].modifiers: modifiers that contradict"), "{therapies:#?}");
}

#[test]
fn a_drug_that_the_order_rules_out_is_named() {
    let against = |drug: &'static str| {
        said("infliximab_home", move |o| {
            let reason = Some("reaction".into());
            o.clinical.contraindications = Some(vec![Contraindication { drug: drug.into(), reason }]);
        })
    };
    let named = "warning: drugs[0].code, clinical.contraindications[0].drug: the drug that is asked for is named as one \
                 that must not be given (2000E MSG01)";
    for drug in
        ["Infliximab", "infliximab-dyyb 5 mg/kg", "Q5103", "infliximab-abda", "any infliximab", "gold; infliximab"]
    {
        assert_eq!(against(drug), [named], "{drug}");
    }
    for drug in ["adalimumab", "certolizumab", "J1745 reference", "iron dextran", "TNF", "not specified"] {
        assert_eq!(against(drug), NONE, "{drug}");
    }
    let combined = said("vancomycin_opat", |o| {
        (o.drugs[0].code, o.drugs[0].name) = ("J2543".into(), None);
        o.clinical.allergies = Some(vec!["Piperacillin".into()]);
    });
    assert!(combined.iter().any(|said| said.contains("named among the allergies")), "one of two: {combined:#?}");
    let iron = said("iron_office", |o| {
        let drug = "Iron dextran".into();
        o.clinical.contraindications = Some(vec![Contraindication { drug, reason: None }]);
    });
    assert_eq!(iron, NONE, "another drug of the same kind is what is asked for instead");
    let allergic = said("infliximab_home", |o| o.clinical.allergies = Some(vec!["latex".into(), "INFLIXIMAB".into()]));
    assert!(
        allergic.contains(
            &"warning: drugs[0].code, clinical.allergies[1]: the drug that is asked for is named among the allergies \
              (2000E PWK A3)"
                .to_owned()
        ),
        "{allergic:#?}"
    );
    let tried = said("infliximab_home", |o| {
        let tried = &mut o.clinical.prior_therapies.as_mut().unwrap()[0];
        (tried.code, tried.outcome) = (Some("Q5103".into()), Outcome::Contraindicated);
    });
    assert!(tried.contains(&named.replace("contraindications[0].drug", "priorTherapies[0].drug")), "{tried:#?}");
}

#[test]
fn a_route_that_kills_is_refused() {
    let given = |code: &'static str, name: &'static str, route: DrugRoute| {
        let all = said("chemotherapy_hospital", move |o| {
            (o.drugs[2].code, o.drugs[2].name, o.drugs[2].route) = (code.into(), Some(name.into()), Some(route));
            o.drugs[2].dose = Some(Dose::flat(2, MeasureUnit::Milligram));
            o.drugs[2].billing_unit = Some(Measure::new(1, MeasureUnit::Milligram));
        });
        all.into_iter().filter(|said| said.contains(".route:")).collect::<Vec<_>>()
    };
    let fatal = "error: drugs[2].route: must never be given by this route (2000F MSG01) [labels of vincristine, \
                 vinblastine and vinorelbine: for intravenous use only, fatal if given by other routes]";
    for code in ["J9370", "J9360", "J9390", "J9371", " j9370"] {
        assert_eq!(given(code, "DRUG", DrugRoute::Intrathecal), [fatal], "{code}");
    }
    assert_eq!(given("J9370", "DRUG", DrugRoute::Epidural), [fatal]);
    assert_eq!(
        given("J9999", "vinCRIStine sulfate", DrugRoute::Intrathecal),
        [fatal],
        "by name, where the code has none"
    );
    assert_eq!(given("J9370", "VINCRISTINE", DrugRoute::Intravenous), NONE);
    assert_eq!(given("J2274", "MORPHINE", DrugRoute::Intrathecal), NONE);
    let paclitaxel = given("J9267", "PACLITAXEL", DrugRoute::Intrathecal);
    assert!(paclitaxel[0].starts_with("warning: drugs[2].route: must never be given by this route"), "{paclitaxel:#?}");
    let bortezomib = given("J9041", "BORTEZOMIB", DrugRoute::Intrathecal);
    assert!(bortezomib[0].starts_with("error: drugs[2].route: must never be given by this route"), "{bortezomib:#?}");
    assert_eq!(given("J9041", "BORTEZOMIB", DrugRoute::Subcutaneous), NONE);
}

#[test]
fn a_code_of_giving_is_of_the_route_of_the_drug() {
    let gives = |code: &'static str, route: Option<DrugRoute>| {
        said("carboplatin_auc_office", move |o| (o.services[0].code, o.drugs[0].route) = (code.into(), route))
    };
    let other = |why: &str| {
        format!("warning: services[0].code: a code for another route than that of the drug (2000F SV101-2) [{why}]")
    };
    assert_eq!(gives("96413", Some(DrugRoute::Intravenous)), NONE);
    assert_eq!(gives("96413", Some(DrugRoute::Subcutaneous)), [other("CPT: a code for a vein")]);
    assert_eq!(
        gives("96401", Some(DrugRoute::Intravenous)),
        [other("CPT: a code for under the skin or into a muscle")]
    );
    let fatal = said("carboplatin_auc_office", |o| {
        (o.services[0].code, o.drugs[0].code, o.drugs[0].route) = ("96450".into(), "J9370".into(), None);
        o.drugs[0].dose = Some(Dose::flat(2, MeasureUnit::Milligram));
    });
    assert!(
        fatal.contains(
            &"error: services[0].code: must never be given by this route (2000F SV101-2) [labels of vincristine, \
              vinblastine and vinorelbine: for intravenous use only, fatal if given by other routes]"
                .to_owned()
        ),
        "{fatal:#?}"
    );
}

#[test]
fn therapies_of_the_same_days_have_their_modifiers() {
    let catheter = said("vancomycin_opat", |o| {
        o.services.insert(0, Service::new(ServiceKind::PerDiem, "S5498"));
    });
    assert_eq!(catheter, NONE, "care that no drug comes with");
    let hydration = |change: fn(&mut InfusionRequest)| {
        said("vancomycin_opat", move |o| {
            o.services.push(Service::new(ServiceKind::PerDiem, "S9374"));
            change(o);
        })
    };
    let second = "warning: services[2].code: a second per diem code for the same days, without the modifier of a second \
                  or further therapy: SH, SJ (2000F SV101-3) [HCPCS names it a home therapy]";
    let said = hydration(|_| {});
    assert!(said.contains(&second.to_owned()), "{said:#?}");
    assert_eq!(hydration(|o| o.services[2].modifiers.push("SH".into())), NONE);
    let later = hydration(|o| {
        o.services[2].phase = Some(Phase::new(day("2026-03-17"), Frequency::every_days(1, 7)));
    });
    assert!(!later.contains(&second.to_owned()), "other days: {later:#?}");
    let third = hydration(|o| {
        o.services[2].modifiers.push("SH".into());
        o.services.push(Service::new(ServiceKind::PerDiem, "S9490"));
        o.services[3].modifiers.push("SH".into());
    });
    assert_eq!(
        third,
        ["warning: services[3].modifiers: another therapy of the same days has this modifier of a second one, too: a \
          further one has another modifier: SH, SJ (2000F SV101-3) [HCPCS names it a home therapy]"]
    );
    // Other days of the same weeks are no concurrent therapy.
    let alternating = said_to_anyone("infliximab_home", |o| {
        let mut steroid = Service::new(ServiceKind::PerDiem, "S9338");
        steroid.phase = Some(Phase::new(day("2026-02-17"), Frequency::every_weeks(8, 48)));
        o.services.push(steroid);
    });
    assert!(!alternating.iter().any(|said| said.contains("second per diem")), "{alternating:#?}");
}

#[test]
fn drugs_have_the_codes_of_their_giving() {
    let complex = "warning: services[0].code: a code for giving another kind of drug than those of the order (2000F \
                   SV101-2) [CPT: 96401 to 96549 are for chemotherapy and complex biologics]";
    let simple = said("iron_office", |o| o.services[0].code = "96413".into());
    assert!(simple.contains(&complex.to_owned()), "{simple:#?}");
    let plain = said("carboplatin_auc_office", |o| o.services[0].code = "96365".into());
    assert_eq!(
        plain,
        ["warning: services[0].code: a code for giving another kind of drug than those of the order (2000F SV101-2) \
          [CPT: 96360 to 96379 are for other drugs than chemotherapy]"]
    );
    let one_of_two = said("chemotherapy_hospital", |o| o.services[3].drug = Some(1));
    assert!(one_of_two.iter().any(|said| said.starts_with("warning: services[3].code: a code for giving")));
    assert_eq!(said("ocrelizumab_suite", |o| o.services.truncate(1)), NONE);
    assert_eq!(
        said("ocrelizumab_suite", |o| {
            o.services.truncate(1);
            o.services[0].code = "96365".into();
        }),
        NONE,
        "payers differ about biologics"
    );
}

/// What is given against nausea before chemotherapy is often not listed as a drug; its codes are added to that of the
/// chemotherapy.
#[test]
fn the_codes_of_a_premedication_are_not_doubted() {
    let given = |codes: &'static [&'static str]| {
        let said = said("carboplatin_auc_office", move |o| {
            o.drugs.truncate(1);
            let services = codes.iter().map(|code| Service::new(ServiceKind::Administration, *code));
            o.services = services.collect();
        });
        said.into_iter().filter(|said| said.contains("another kind of drug")).collect::<Vec<_>>()
    };
    assert_eq!(given(&["96413", "96415", "96367", "96375"]), NONE);
    assert_eq!(given(&["96413", "96375"]), NONE);
    assert_eq!(given(&["96409", "96367", "96366", "96376"]), NONE);
    assert_eq!(given(&["96413", "96368"]), NONE);
    // As the only way of giving it they stay in doubt, and so does the code of a first hour.
    assert_eq!(given(&["96365", "96375"]).len(), 2);
    assert_eq!(given(&["96413", "96365"]).len(), 1);
}

#[test]
fn a_start_years_ahead_warns() {
    let from = |text: &'static str| {
        said("ocrelizumab_suite", move |o| {
            o.drugs[0].phases[0].from = Some(day(text));
            o.drugs[0].phases[0].through = None;
        })
    };
    assert_eq!(from("2027-01-29"), NONE);
    let far = "begins more than 366 days after the day of the request";
    assert!(from("2027-01-30").iter().any(|said| said.contains(far)), "a day more");
    assert_eq!(
        from("2036-03-09"),
        [
            "warning: drugs[0].phases[0].from: begins more than 366 days after the day of the request: is the year right? \
          (2000F DTP 472) [house rule: requests are for the next year at most]"
        ]
    );
}

#[test]
fn doses_too_close_to_each_other_warn() {
    let close = |least: u32| {
        format!(
            "warning: drugs[0].phases[0].frequency: less than {least} days between two doses: are the times and the \
             interval right? (2000F HSD) [house rule: well below the usual interval]"
        )
    };
    let every = |frequency: Frequency| {
        said("infliximab_home", move |o| {
            (o.drugs[0].phases[0].frequency, o.drugs[0].phases[0].through) = (Some(frequency), None);
        })
    };
    let near = |said: Vec<String>| said.into_iter().filter(|said| said.contains("frequency:")).collect::<Vec<_>>();
    assert_eq!(near(every(Frequency::every_days(1, 28))), [close(7)]);
    assert_eq!(near(every(Frequency::every_weeks(1, 4))), NONE);
    let times = |times| Frequency::Every { times, every: 4, unit: Period::Week, span: 24, span_unit: None };
    assert_eq!(near(every(times(8))), [close(7)]);
    assert_eq!(near(every(times(4))), NONE);
    // On consecutive days, a day passes between two doses; a single dose of an interval stands alone all the same.
    let consecutive = |number| {
        near(said("infliximab_home", move |o| {
            let phase = &mut o.drugs[0].phases[0];
            (phase.frequency, phase.through, phase.consecutive_days) = (Some(times(number)), None, true);
        }))
    };
    assert_eq!(consecutive(1), NONE);
    assert_eq!(consecutive(2), [close(7)]);
    assert_eq!(consecutive(4), [close(7)]);
    assert_eq!(near(every(Frequency::At { unit: Period::Day, points: vec![0, 1, 42] })), [close(7)]);
    assert_eq!(near(every(Frequency::At { unit: Period::Week, points: vec![0, 2, 6] })), NONE);
    assert_eq!(near(every(Frequency::Hourly { every_hours: 8, days: 3 })), [close(7)]);
    assert_eq!(near(every(Frequency::Once)), NONE);
    assert_eq!(near(every(Frequency::every_days(1, 1))), NONE, "a single dose");
}

#[test]
fn a_therapy_longer_than_the_life_is_refused() {
    let tried = |months| {
        said("infliximab_home", move |o| {
            o.clinical.prior_therapies = Some(vec![PriorTherapy::failed("METHOTREXATE", months)]);
        })
    };
    assert_eq!(tried(456), NONE, "455 months and two weeks");
    assert_eq!(tried(457).len(), 1);
    assert_eq!(
        tried(500),
        ["error: clinical.priorTherapies[0].months: longer than the patient has lived (2000E MSG01)"]
    );
    assert_eq!(tried(u32::MAX).len(), 1);
}

/// Every code and category that the rules name is one of the code table, and what a rule is about is said once.
#[test]
fn the_rules_name_what_there_is() {
    let rules = HouseRules::shipped();
    assert!(rules.ages.len() == 18 && rules.intervals.len() > 40 && rules.routes.len() == 6, "they are read");
    let codes = rules.intervals.iter().flat_map(|row| &row.codes).chain(rules.routes.iter().flat_map(|row| &row.codes));
    for code in codes.chain(rules.doses.iter().flat_map(|row| &row.codes)) {
        assert_eq!(CodeTable::shipped().kind(code), Some(CodeKind::Drug), "{code}");
    }
    let table = include_str!("../../src/catalog/tables/codes.tsv");
    let known: Vec<&str> = table.lines().filter_map(|line| line.split('\t').nth(3)).collect();
    let fits = rules.administrations.iter().flat_map(|fit| fit.categories.iter().chain(&fit.not_for));
    for category in fits.chain(rules.intervals.iter().map(|row| &row.category).filter(|name| !name.is_empty())) {
        assert!(known.contains(&category.as_str()), "{category}");
    }
    for modifier in rules.modifiers.iter().map(|rule| &rule.modifier) {
        assert!(table.contains(&format!("HCPCS-MODIFIER\t{modifier}\t")), "{modifier}");
    }
    for code in rules.code_routes.iter().flat_map(|row| &row.codes) {
        assert_eq!(CodeTable::shipped().kind(code), Some(CodeKind::Administration), "{code}");
    }
    assert!(rules.intervals.iter().all(|row| !row.source.verified && !row.source.cited.is_empty()));
    for (nth, row) in rules.doses.iter().enumerate() {
        let same = |other: &x12_278::infusion::UsualDose| {
            let alike = other.most.into_unit(row.most.unit).is_some() && other.per == row.per;
            alike && other.category == row.category && other.codes.iter().any(|code| row.codes.contains(code))
        };
        assert!(!rules.doses.iter().take(nth).any(same), "{:?} twice", row.codes);
    }
    // Every age has a row for each measure, and the bounds of a row rise.
    for age in 0..120 {
        for of in [Bounded::Weight, Bounded::Height, Bounded::Surface] {
            let bound = rules.age_bound(of, age, day("2026-01-28")).unwrap();
            let all = [bound.refused_below, bound.warned_below, bound.warned_above, bound.refused_above];
            assert!(all.into_iter().flatten().is_sorted(), "{of} at {age}");
        }
    }
}

#[test]
fn a_user_can_replace_each_table() {
    let mut rules = HouseRules::shipped().clone();
    rules.routes.clear();
    let routed = said_with(&options().house_rules(&rules), "chemotherapy_hospital", |o| {
        (o.drugs[2].code, o.drugs[2].route) = ("J9370".into(), Some(DrugRoute::Intrathecal));
        o.drugs[2].dose = Some(Dose::flat(2, MeasureUnit::Milligram));
    });
    assert!(!routed.iter().any(|said| said.contains(".route:")), "{routed:#?}");
    let own = "codes\tnames\troutes\trefused\tsource\tverified\nQ5103\t\tintravenous\tyes\tme\t";
    let given = |verified: &str| {
        let mut rules = HouseRules::shipped().clone();
        rules.routes = ForbiddenRoute::load(&format!("{own}{verified}\n")).unwrap();
        said_with(&options().house_rules(&rules), "infliximab_home", |_| {})
    };
    assert_eq!(given("yes"), ["error: drugs[0].route: must never be given by this route (2000F MSG01) [me]"]);
    assert_eq!(given("no"), ["warning: drugs[0].route: must never be given by this route (2000F MSG01) [me]"]);

    fn refused<T>(loaded: Result<Vec<T>, TableError>) -> (usize, TableProblem) {
        let error = loaded.err().unwrap();
        (error.line, error.problem)
    }
    use TableProblem::{AgesReversed, ColumnMissing, Empty, Value};
    let ages = "age_from\tage_through\tbound\trefused_below\twarned_below\twarned_above\trefused_above\n";
    assert_eq!(refused(AgeBound::load(&format!("{ages}2\t1\tweight\t\t\t9\t\n"))), (2, AgesReversed));
    assert_eq!(refused(AgeBound::load(&format!("{ages}\t1\twait\t\t\t9\t\n"))), (2, Value("bound")));
    let interval = |row: &str| refused(LeastInterval::load(&format!("codes\tcategory\tdays\n{row}\n")));
    assert_eq!((interval("J1745\t\t"), interval("J1745\t\tweek")), ((2, Empty("days")), (2, Value("days"))));
    let route = |row: &str| refused(ForbiddenRoute::load(&format!("codes\tnames\troutes\trefused\n{row}\n")));
    assert_eq!(route("J9370\t\t\tyes"), (2, Empty("routes")));
    assert_eq!(route("J9370\t\tspinal\tyes"), (2, Value("routes")));
    assert_eq!(route("J9370\t\tintrathecal\tnever"), (2, Value("refused")));
    assert_eq!(refused(DoseLab::load("dose\tnames\tloincs\nflat\tGFR\t\n")), (2, Value("dose")));
    assert_eq!(refused(ModifierRule::load("modifier\tnot_with\troutes\nJWX\tJZ\t\n")), (2, Value("modifier")));
    assert_eq!(refused(AdministrationFit::load("categories\n")), (1, ColumnMissing("not_for")));
    assert_eq!(refused(CodeRoute::load("codes\troutes\n9645\tintrathecal\n")), (2, Value("codes")));
}

/// The keys of the table of routes are those of the orders.
#[test]
fn routes_have_the_keys_of_the_orders() {
    for key in ["intravenous", "subcutaneous", "intramuscular", "inhaled", "intrathecal", "epidural"] {
        let route: DrugRoute = serde_json::from_value(key.into()).unwrap();
        assert_eq!(DrugRoute::from_key(key), Some(route), "{key}");
    }
    assert_eq!(DrugRoute::from_key("spinal"), None);
}
