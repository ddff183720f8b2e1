//! What is given as labels and protocols have it is never doubted: doses, intervals, routes and codes of giving.

use crate::infusion_plausible::{day, said};
use x12_278::infusion::{Dose, DrugRoute, Frequency, Measure, MeasureUnit, Number, Phase};

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// Code, amount, unit, for what, weight in kilograms, days between two doses: the largest that a label or a common protocol
/// has, and the smallest patient that has it.
const USUAL: &str = "
Q5103 10 mg kilogram 40 28
J1745 10 mg kilogram 15 14
J1602 2 mg kilogram 40 28
J0129 10 mg kilogram 40 14
J3262 12 mg kilogram 15 14
J3380 300 mg dose 30 28
J2323 300 mg dose 40 28
J3358 520 mg dose 60 56
J2327 1200 mg dose 40 28
J2350 600 mg dose 40 168
J9312 1000 mg dose 40 14
J0202 12 mg dose 40 1
J0490 10 mg kilogram 20 14
J0491 300 mg dose 40 28
J1299 1200 mg dose 40 14
J1303 3600 mg dose 40 56
J9332 10 mg kilogram 50 7
J2357 600 mg dose 40 14
J2786 3 mg kilogram 40 28
J2182 300 mg dose 40 28
J3032 300 mg dose 40 84
J3241 20 mg kilogram 50 21
J2507 8 mg dose 50 14
J0638 300 mg dose 40 28
J0174 10 mg kilogram 50 14
J0175 1400 mg dose 50 28
J0897 120 mg dose 40 28
J3489 5 mg dose 40 365
J3111 210 mg dose 40 30
J0584 90 mg dose 40 14
J1439 1000 mg dose 40 7
J1437 20 mg kilogram 50 7
J1756 400 mg dose 40 14
J2916 125 mg dose 40 7
Q0138 510 mg dose 40 3
J1750 1000 mg dose 40 7
J1569 2 g kilogram 10 28
J1459 1 g kilogram 40 1
J1559 20 g dose 40 7
J1575 60 g dose 40 28
J1786 60 units kilogram 20 14
J0180 1 mg kilogram 40 14
J0221 40 mg kilogram 10 7
J0219 40 mg kilogram 10 14
J1931 0.58 mg kilogram 10 7
J1743 0.5 mg kilogram 10 7
J1322 2 mg kilogram 10 7
J0222 0.3 mg kilogram 40 21
J0256 120 mg kilogram 40 14
J0597 20 units kilogram 40 3
J7170 6 mg kilogram 40 28
J7189 270 mcg kilogram 20 1
J7192 100 IU kilogram 20 1
J0690 3 g dose 60 1
J0692 2 g dose 40 1
J0696 4 g dose 40 1
J0713 2 g dose 40 1
J2185 40 mg kilogram 20 1
J2543 18000 mg dose 60 1
J2540 24000000 units dose 60 1
J3370 60 mg kilogram 70 1
J0878 12 mg kilogram 50 1
J0875 1500 mg dose 40 7
J2407 1200 mg dose 40 7
J1580 7 mg kilogram 50 1
J3260 12 mg kilogram 30 1
J0278 20 mg kilogram 40 1
J0289 10 mg kilogram 40 1
J0637 70 mg dose 30 1
J2248 10 mg kilogram 20 1
J1450 12 mg kilogram 40 1
J0133 20 mg kilogram 4 1
J1570 6 mg kilogram 40 1
J1455 120 mg kilogram 40 1
J0248 200 mg dose 40 1
J0895 60 mg kilogram 20 1
J2919 30 mg kilogram 20 1
J1100 40 mg dose 40 1
J2506 6 mg dose 45 14
J1442 32 mcg kilogram 60 1
J0885 60000 units dose 45 7
J0881 500 mcg dose 45 21
J9271 400 mg dose 40 42
J9299 480 mg dose 40 28
J9228 10 mg kilogram 40 21
J9022 1680 mg dose 40 28
J9173 1500 mg dose 40 28
J9306 840 mg dose 40 21
J9145 16 mg kilogram 40 7
J9144 1800 mg dose 40 7
J9042 1.8 mg kilogram 40 14
J9035 15 mg kilogram 40 14
J9355 8 mg kilogram 40 7
J9263 130 mg squareMeter 50 14
J9190 5000 mg squareMeter 50 14
J9267 250 mg squareMeter 50 21
J9264 260 mg squareMeter 50 21
J9171 100 mg squareMeter 50 21
J9060 120 mg squareMeter 50 21
J9206 350 mg squareMeter 50 21
J9201 1250 mg squareMeter 50 7
J9305 500 mg squareMeter 50 21
J9000 75 mg squareMeter 50 21
J9370 2 mg squareMeter 50 7
J9370 2 mg dose 50 7
J9000 150 mg dose 50 21
J2270 100 mg dose 50 1
J1171 20 mg dose 50 1
J3010 1 mg dose 50 1
J1644 15000 units dose 60 1
J1642 3000 units dose 40 1
J9041 1.6 mg squareMeter 50 3
J9047 70 mg squareMeter 50 1
J9045 400 mg squareMeter 50 28
J9040 20 units squareMeter 50 7
J9312 375 mg squareMeter 50 7
";

/// What is said about the dose, the interval and the weight of a row, its amount so many times as large.
fn doubts(row: &str, times: u32) -> Vec<String> {
    let cells: Vec<&str> = row.split(' ').collect();
    let (amount, unit): (Number, MeasureUnit) = (number(cells[1]), cells[2].parse().unwrap());
    let amount = Number(amount.0 * Number::from(times).0);
    let dose = match cells[3] {
        "kilogram" => Dose::PerKilogram { amount, unit },
        "squareMeter" => Dose::PerSquareMeter { amount, unit },
        _ => Dose::Flat { amount, unit },
    };
    let (code, weight, every) = (cells[0].to_owned(), number(cells[4]), cells[5].parse().unwrap());
    let mut said = said("chemotherapy_hospital", move |o| {
        let small = weight < number("30");
        let born = if weight < number("8") { "2025-12-01" } else { "2020-06-01" };
        o.subscriber.birth_date = Some(day(if small { born } else { "1970-06-01" }));
        o.clinical.prior_therapies = Some(Vec::new());
        o.diagnoses.iter_mut().for_each(|diagnosis| diagnosis.date = None);
        o.clinical.body.weight_kilograms = Some(weight);
        o.clinical.body.height_centimeters = None;
        o.clinical.body.surface_square_meters = Some(number(if small { "0.7" } else { "1.5" }));
        o.drugs.truncate(1);
        o.drugs[0].code = code.into();
        o.drugs[0].dose = Some(dose);
        o.drugs[0].phases = vec![Phase::new(day("2026-02-10"), Frequency::every_days(every, every * 2))];
        o.services.clear();
    });
    said.retain(|text| text.contains(".dose") || text.contains("frequency") || text.contains("Kilograms"));
    said
}

#[test]
fn what_labels_have_is_not_doubted() {
    let rows: Vec<&str> = USUAL.lines().filter(|line| !line.is_empty()).collect();
    for row in &rows {
        assert_eq!(doubts(row, 1), [""; 0], "{row}");
    }
    assert!(rows.len() > 100);
    let tenfold: Vec<&&str> = rows.iter().filter(|row| doubts(row, 10).is_empty()).collect();
    assert_eq!(tenfold, [&""; 0], "ten times as much");
}

/// Milligrams instead of micrograms, or a tenfold dose of what is deadly; and what a pump holds for a day or for days.
#[test]
fn a_deadly_dose_is_doubted_and_what_a_pump_holds_is_not() {
    for row in [
        "J9370 10 mg dose 50 7",
        "J9370 20 mg dose 50 7",
        "J9370 5 mg squareMeter 50 7",
        "J9000 600 mg dose 50 21",
        "J3010 100 mg dose 50 1",
        "J3010 50 mg dose 50 1",
        "J1171 2 g dose 50 1",
        "J2270 10 g dose 50 1",
        "J1644 250000 units dose 60 1",
    ] {
        assert_eq!(doubts(row, 1).len(), 1, "{row}");
    }
    let pump = |code: &'static str, amount: &'static str, unit: &'static str, rate: bool| {
        let (amount, unit): (Number, MeasureUnit) = (number(amount), unit.parse().unwrap());
        let hourly = Number(amount.0 / Number::from(24).0);
        let said = said("pain_home", move |o| {
            o.drugs[0].code = code.into();
            let flat = Dose::Flat { amount, unit };
            match &mut o.drugs[0].dose {
                Some(Dose::Rate { amount, unit: own, .. }) if rate => (*amount, *own) = (hourly, unit),
                dose => *dose = Some(flat),
            }
        });
        said.into_iter().filter(|text| text.contains(".dose:")).collect::<Vec<_>>()
    };
    for (code, amount, unit) in
        [("J1171", "240", "mg"), ("J2270", "720", "mg"), ("J3010", "12", "mg"), ("J1644", "48000", "units")]
    {
        assert_eq!(pump(code, amount, unit, true), [""; 0], "{code} at a rate");
        assert_eq!(pump(code, amount, unit, false), [""; 0], "{code} without a break");
    }
}

#[test]
fn what_is_given_into_the_spine_is_not_doubted() {
    for (code, amount, unit) in
        [("J2278", "0.0192", "mg"), ("J0475", "1", "mg"), ("J2274", "1", "mg"), ("J3010", "0.1", "mg")]
    {
        let dose = Dose::Flat { amount: number(amount), unit: unit.parse().unwrap() };
        let said = said("pain_home", |o| {
            (o.drugs[0].code, o.drugs[0].route) = (code.into(), Some(DrugRoute::Intrathecal));
            o.drugs[0].dose = Some(dose);
            o.drugs[0].billing_unit = Some(Measure::new(1, MeasureUnit::Milligram));
        });
        assert!(!said.iter().any(|text| text.contains(".route") || text.contains(".dose:")), "{code}: {said:#?}");
    }
}

/// What charts write for penicillin is penicillin; "normal" names no saline.
#[test]
fn an_allergy_is_read_as_charts_write_it() {
    let allergic = |code: &'static str, allergy: &'static str| {
        let all = said("infliximab_home", move |o| {
            (o.drugs[0].code, o.drugs[0].name) = (code.into(), None);
            o.clinical.allergies = Some(vec![allergy.into()]);
        });
        all.iter().any(|said| said.contains("named among the allergies"))
    };
    for allergy in ["Penicillin", "Penicillins", "PCN", "pcn (rash)", "Penicillin G"] {
        assert!(allergic("J2540", allergy), "{allergy}");
    }
    assert!(allergic("J7030", "Normal saline"));
    assert!(!allergic("J7030", "Normal"));
    assert!(!allergic("J0690", "PCN"), "another drug");
}

/// The days between two doses are those of the drug, in whatever phases and entries the doses stand.
#[test]
fn doses_of_two_phases_or_entries_keep_their_interval() {
    let said = |code: &'static str, days: &'static [&'static str], entries: bool| {
        let all = said("infliximab_home", move |o| {
            o.drugs[0].code = code.into();
            o.drugs[0].phases = days.iter().map(|text| Phase::new(day(text), Frequency::Once)).collect();
            if entries {
                let mut second = o.drugs[0].clone();
                second.phases.remove(0);
                o.drugs[0].phases.truncate(1);
                o.drugs.push(second);
            }
        });
        all.into_iter().filter(|said| said.contains("days between two doses")).collect::<Vec<_>>()
    };
    let close = |paths: &str| {
        format!(
            "warning: {paths}: less than 21 days between two doses: are the times and the interval right? (2000F HSD, \
             DTP 472) [house rule: well below the usual interval]"
        )
    };
    assert_eq!(said("J2323", &["2026-02-10", "2026-02-12"], false), [close("drugs[0].phases[0], drugs[0].phases[1]")]);
    assert_eq!(said("J2323", &["2026-02-10", "2026-02-12"], true), [close("drugs[0].phases[0], drugs[1].phases[0]")]);
    assert_eq!(
        said("J2323", &["2026-03-12", "2026-04-10", "2026-02-24"], false),
        [close("drugs[0].phases[0], drugs[0].phases[2]")],
        "in whatever order"
    );
    assert_eq!(said("J2323", &["2026-02-10", "2026-03-03"], false), [""; 0]);
    assert_eq!(said("J2323", &["2026-02-10", "2026-03-10"], true), [""; 0]);
    assert_eq!(said("J2323", &["2026-02-10", "2026-02-10"], true), [""; 0], "two packages of one dose");
    assert_eq!(said("J0690", &["2026-02-10", "2026-02-11"], false), [""; 0], "a drug of every day");
}

/// What has labels for one way of giving only, given another way.
#[test]
fn a_route_that_no_label_has_is_doubted() {
    let by = |code: &'static str, route: DrugRoute| {
        let all = said("infliximab_home", move |o| {
            o.drugs[0].code = code.into();
            (o.drugs[0].name, o.drugs[0].route) = (None, Some(route));
        });
        all.iter().filter(|said| said.starts_with("warning: drugs[0].route: ")).count()
    };
    for code in ["J9144", "J2351", "J1559", "J0897", "Q5136"] {
        assert_eq!(by(code, DrugRoute::Intravenous), 1, "{code}");
        assert_eq!(by(code, DrugRoute::Subcutaneous), 0, "{code}");
    }
    for code in ["J9312", "Q5115", "J9035", "Q5107"] {
        assert_eq!(by(code, DrugRoute::Intrathecal), 1, "{code}");
        assert_eq!(by(code, DrugRoute::Intravenous), 0, "{code}");
    }
}
