//! Doses to units, schedules to HSD: the worked examples, exactly, and laws over random regimens.

use proptest::prelude::*;
use x12_278::code::QuantityQualifier;
use x12_278::element::{Encoding, Out};
use x12_278::infusion::{
    Body, Day, Delivery, Dose, DoseError, DoseUnits, Frequency, Measure, MeasureUnit, NdcError, Number, Period, Phase,
    RateTime, ScheduleError, TimedCodes, Weekday, ndc_11,
};
use x12_278::shape::AnySegment;
use x12_278::syntax::Delimiters;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn mg(text: &str) -> Measure {
    Measure { amount: number(text), unit: MeasureUnit::Milligram }
}

fn flat(text: &str) -> Dose {
    Dose::flat(number(text), MeasureUnit::Milligram)
}

fn units(dose: &Dose, unit: Measure, doses: u32) -> DoseUnits {
    dose.units(&Body::default(), Some(unit), None, doses).unwrap()
}

fn hsd(delivery: Delivery) -> String {
    let mut bytes = Vec::new();
    let segment = delivery.hsd();
    let mut out = Out::new(&mut bytes, Delimiters::STANDARD, Encoding::default());
    segment.write(&mut out);
    out.finish().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn worked_unit_examples() {
    let rows = [
        (flat("400"), mg("10"), 6, 40, 240),
        (Dose::flat(35, MeasureUnit::Gram), mg("500"), 12, 70, 840),
        (flat("300"), mg("1"), 6, 300, 1800),
        (flat("125"), mg("12.5"), 1, 10, 10),
        (flat("3300"), mg("10"), 1, 330, 330),
        (flat("1250"), mg("500"), 1, 3, 3),
    ];
    for (index, (dose, unit, doses, per_dose, total)) in rows.into_iter().enumerate() {
        let found = units(&dose, unit, doses);
        assert_eq!((found.per_dose, found.total), (per_dose, total), "row {index}");
    }
}

#[test]
fn rounding_each_dose_and_once_are_both_known() {
    let vancomycin = units(&flat("1250"), mg("500"), 126);
    assert_eq!((vancomycin.per_dose, vancomycin.total, vancomycin.total_rounded_once), (3, 378, 315));
}

#[test]
fn whole_vials_come_before_whole_units() {
    let dose = Dose::per_kilogram(3, MeasureUnit::Milligram);
    let body = Body { weight_kilograms: Some(number("67.5")), ..Body::default() };
    let without = dose.units(&body, Some(mg("10")), None, 1).unwrap();
    let with = dose.units(&body, Some(mg("10")), Some(mg("100")), 1).unwrap();
    assert_eq!((without.per_dose, with.per_dose), (21, 30));
}

#[test]
fn doses_by_body_area_under_curve_and_rate() {
    let body = Body {
        weight_kilograms: Some(number("80")),
        surface_square_meters: Some(number("1.68")),
        height_centimeters: None,
    };
    let each = |dose: Dose| dose.each_time(&body).unwrap().unwrap().to_string();
    assert_eq!(each(Dose::per_kilogram(5, MeasureUnit::Milligram)), "400 MG");
    assert_eq!(each(Dose::PerSquareMeter { amount: number("85"), unit: MeasureUnit::Milligram }), "142.8 MG");
    assert_eq!(each(Dose::AreaUnderCurve { target: number("5"), filtration_rate: number("90") }), "575 MG");
    let milrinone = Dose::Rate {
        amount: number("0.375"),
        unit: MeasureUnit::Microgram,
        per_kilogram: true,
        per: RateTime::Minute,
        hours: number("24"),
    };
    assert_eq!(each(milrinone.clone()), "43200 MCG");
    assert_eq!(milrinone.units(&body, Some(mg("5")), None, 30).unwrap().total, 270);
}

#[test]
fn what_does_not_compute_is_said() {
    let per_kilogram = Dose::per_kilogram(5, MeasureUnit::Milligram);
    let fails = |dose: &Dose, unit| dose.units(&Body::default(), unit, None, 1).unwrap_err();
    assert_eq!(fails(&per_kilogram, Some(mg("10"))), DoseError::WeightMissing);
    assert_eq!(fails(&flat("5"), None), DoseError::UnitUnknown);
    assert_eq!(fails(&Dose::BillingUnits { units: 0 }, None), DoseError::NotPositive);
    assert_eq!(fails(&flat("0"), Some(mg("1"))), DoseError::NotPositive);
    assert_eq!(fails(&flat("5"), Some(mg("0"))), DoseError::NotPositive);
    assert_eq!(fails(&Dose::flat(5, MeasureUnit::InternationalUnits), Some(mg("1"))), DoseError::UnitMismatch);
    let activity = Measure::new(1, MeasureUnit::Units);
    assert_eq!(fails(&Dose::flat(5, MeasureUnit::InternationalUnits), Some(activity)), DoseError::UnitMismatch);
    assert_eq!(fails(&flat("79228162514264337593543950335"), Some(mg("0.0001"))), DoseError::TooLarge);
}

#[test]
fn no_digit_is_dropped() {
    let fine = number("0.00000000000001");
    let body = Body { weight_kilograms: Some(fine), ..Body::default() };
    let dose = Dose::PerKilogram { amount: fine, unit: MeasureUnit::Milligram };
    assert_eq!(dose.each_time(&body).unwrap().unwrap().amount, number("0.0000000000000000000000000001"));
    let finer = Dose::PerKilogram { amount: number("0.000000000000001"), unit: MeasureUnit::Milligram };
    assert_eq!(finer.each_time(&body), Err(DoseError::TooLarge));
    let third = units(&flat("1"), mg("3"), 3);
    assert_eq!((third.per_dose, third.total, third.total_rounded_once), (1, 3, 1));
    let tenths = units(&flat("0.3"), mg("0.1"), 1);
    assert_eq!(tenths.per_dose, 3, "a binary fraction would give 4");
}

#[test]
fn drug_codes_take_their_zero_where_the_hyphens_say() {
    assert_eq!(ndc_11("0409-4332-01").unwrap(), "00409433201");
    assert_eq!(ndc_11("57894-030-01").unwrap(), "57894003001");
    assert_eq!(ndc_11("12345-6789-1").unwrap(), "12345678901");
    assert_eq!(ndc_11("12345-6789-12").unwrap(), "12345678912");
    assert_eq!(ndc_11("12345678912").unwrap(), "12345678912");
    assert_eq!(ndc_11("1234567891"), Err(NdcError::Ambiguous));
    for wrong in ["", "123", "1234-5678-9", "12345-678-9", "a2345-678-90", "12345--90", "123456789123", "12-34-56-78"] {
        assert_eq!(ndc_11(wrong), Err(NdcError::Shape), "{wrong}");
    }
}

#[test]
fn patterns_of_delivery() {
    let every = |times, every, unit, span| Frequency::Every { times, every, unit, span, span_unit: None };
    let rows = [
        (Frequency::every_weeks(8, 48), "HSD*VS*1*WK*8*35*48~", 6),
        (Frequency::every_weeks(4, 52), "HSD*VS*1*WK*4*35*52~", 13),
        (Frequency::every_months(1, 12), "HSD*VS*1*MO*1*34*12~", 12),
        (Frequency::every_months(6, 12), "HSD*VS*1*MO*6*34*12~", 2),
        (every(3, 1, Period::Week, 4), "HSD*VS*3*WK*1*35*4~", 12),
        (Frequency::every_days(1, 14), "HSD*VS*1*DA*1*7*14~", 14),
        (Frequency::Hourly { every_hours: 8, days: 42 }, "HSD*VS*3*DA*1*7*42~", 126),
        (Frequency::every_days(2, 10), "HSD*VS*1*DA*2*7*10~", 5),
        (Frequency::Once, "HSD*VS*1~", 1),
        (every(5, 4, Period::Week, 24), "HSD*VS*5*WK*4*35*24~", 30),
        (Frequency::Continuous { days: 30 }, "HSD*HS*24*DA*1*7*30~", 30),
        (Frequency::Cycle { hours: 12, days: 90 }, "HSD*DY*1*DA*1*7*90~", 90),
    ];
    for (frequency, segment, doses) in rows {
        let delivery = frequency.delivery().unwrap();
        assert_eq!((hsd(delivery).as_str(), delivery.doses()), (segment, Ok(doses)));
        assert_eq!(Delivery::read(&delivery.hsd()), Some(delivery), "{segment}");
    }
    let days = Delivery::total(QuantityQualifier::DAYS, 14);
    assert_eq!((hsd(days).as_str(), days.doses()), ("HSD*DY*14~", Ok(14)));
    let per_diem = Frequency::Hourly { every_hours: 8, days: 42 }.therapy_days();
    assert_eq!(per_diem, Ok(42));
}

#[test]
fn units_convert_within_their_kind_and_never_beyond() {
    use MeasureUnit::{Gram, InternationalUnits, Liter, Microgram, Milligram, Milliliter, Units};
    let kinds: [&[(MeasureUnit, &str)]; 4] = [
        &[(Gram, "1.5"), (Milligram, "1500"), (Microgram, "1500000")],
        &[(Liter, "1.5"), (Milliliter, "1500")],
        &[(Units, "1.5")],
        &[(InternationalUnits, "1.5")],
    ];
    for (nth, (from, amount)) in (0..).zip(kinds).flat_map(|(nth, kind)| kind.iter().map(move |one| (nth, *one))) {
        let measure = Measure { amount: number(amount), unit: from };
        for (other, (to, same)) in (0..).zip(kinds).flat_map(|(other, kind)| kind.iter().map(move |one| (other, *one)))
        {
            let wanted = (nth == other).then(|| Measure { amount: number(same), unit: to });
            assert_eq!(measure.into_unit(to), wanted, "{} to {}", from.sign(), to.sign());
        }
    }
    assert!("cc".parse::<MeasureUnit>().is_err() && "MG".parse::<MeasureUnit>().is_err());
}

#[test]
fn schedules_that_do_not_hold_together() {
    let every = |every, unit, span, span_unit| Frequency::Every { times: 1, every, unit, span, span_unit };
    let rows = [
        (every(8, Period::Week, 12, Some(Period::Month)), ScheduleError::MonthsAgainstWeeks),
        (every(1, Period::Month, 52, Some(Period::Week)), ScheduleError::MonthsAgainstWeeks),
        (every(8, Period::Week, 50, None), ScheduleError::NotAMultiple),
        (every(0, Period::Week, 50, None), ScheduleError::Zero),
        (every(1, Period::Day, 1000, None), ScheduleError::TooLong),
        (Frequency::Hourly { every_hours: 7, days: 3 }, ScheduleError::HoursOfDay),
        (Frequency::Hourly { every_hours: 0, days: 3 }, ScheduleError::HoursOfDay),
        (Frequency::Cycle { hours: 25, days: 3 }, ScheduleError::HoursOfDay),
        (Frequency::Continuous { days: 0 }, ScheduleError::Zero),
        (Frequency::At { unit: Period::Week, points: vec![0, 6, 2] }, ScheduleError::Points),
        (Frequency::At { unit: Period::Week, points: vec![0, 2, 2] }, ScheduleError::Points),
        (Frequency::At { unit: Period::Week, points: vec![] }, ScheduleError::Points),
    ];
    for (frequency, error) in rows {
        assert_eq!(frequency.delivery().unwrap_err(), error, "{frequency:?}");
    }
    let weeks_and_days = every(1, Period::Week, 42, Some(Period::Day)).delivery().unwrap();
    assert_eq!((hsd(weeks_and_days).as_str(), weeks_and_days.doses()), ("HSD*VS*1*WK*1*7*42~", Ok(6)));
}

#[test]
fn a_daily_schedule_has_all_days_of_the_week_or_says_none() {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let week = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
    let daily = [
        Frequency::every_days(1, 14),
        Frequency::Hourly { every_hours: 8, days: 14 },
        Frequency::Continuous { days: 14 },
        Frequency::Cycle { hours: 12, days: 14 },
    ];
    let planned = |frequency: &Frequency, weekdays: &[Weekday]| {
        let phase =
            Phase { weekdays: weekdays.to_vec(), ..Phase::new("2026-01-05".parse().unwrap(), frequency.clone()) };
        phase.plan().map(|planned| planned.doses > 0)
    };
    for frequency in &daily {
        assert_eq!(planned(frequency, &week), Ok(true), "{frequency:?}");
        assert_eq!(planned(frequency, &week[..6]), Err(vec![ScheduleError::Weekdays]), "{frequency:?}");
    }
    for other in [Frequency::Once, Frequency::every_days(2, 14), Frequency::every_months(1, 2)] {
        assert_eq!(planned(&other, &week), Err(vec![ScheduleError::Weekdays]), "{other:?}");
    }
}

#[test]
fn the_name_of_a_phase_goes_into_the_message() {
    let phase = phase_from("2026-01-05").labeled("Loading").through("2026-01-06".parse().unwrap());
    assert_eq!(phase.from, Some("2026-01-05".parse().unwrap()));
    assert_eq!(phase.through, Some("2026-01-06".parse().unwrap()));
    assert_eq!(phase.uncoded().as_deref(), Some("LOADING"));
}

#[test]
fn days_of_the_278_are_real_days_of_eight_digits() {
    let day: Day = "2028-02-29".parse().unwrap();
    assert_eq!((day.wire().as_str(), Day::from_wire("20280229")), ("20280229", Some(day)));
    for wrong in ["", "20260229", "2026-01-05", "260105", "202601050", "ABCDEFGH"] {
        assert_eq!(Day::from_wire(wrong), None, "{wrong}");
    }
}

fn phase_from(day: &str) -> Phase {
    Phase::new(day.parse().unwrap(), Frequency::Once)
}

#[test]
fn days_of_therapy_are_never_more_than_the_days_there_are() {
    let days = |times, every, unit, span| {
        Frequency::Every { times, every, unit, span, span_unit: None }.therapy_days().unwrap()
    };
    assert_eq!(days(3, 1, Period::Day, 10), 10);
    assert_eq!(days(3, 2, Period::Day, 10), 10, "three doses in two days are two days of therapy");
    assert_eq!(days(3, 1, Period::Week, 4), 12);
    assert_eq!(days(14, 1, Period::Week, 4), 28);
    assert_eq!(days(2, 1, Period::Month, 6), 12);
}

#[test]
fn dates_hold_the_doses_and_no_more() {
    let phase = Phase::new("2026-01-05".parse().unwrap(), Frequency::every_weeks(8, 48));
    let planned = phase.plan().unwrap();
    assert_eq!((planned.doses, planned.through.to_string().as_str()), (6, "2026-12-06"));
    let through = |day: &str| phase.clone().through(day.parse().unwrap()).plan().map(|planned| planned.doses);
    assert_eq!(through("2026-10-12"), Ok(6), "the day of the last dose");
    assert_eq!(through("2026-12-07"), Ok(6), "an interval counted to its end");
    assert_eq!(through("2026-10-11"), Err(vec![ScheduleError::EndsLater]));
    assert_eq!(through("2026-12-08"), Err(vec![ScheduleError::RoomForMore]));
    let stated = Phase { doses: Some(7), ..phase };
    assert_eq!(stated.plan().unwrap_err(), [ScheduleError::DosesDiffer]);
    let course = Phase {
        consecutive_days: true,
        frequency: Some(Frequency::Every { times: 5, every: 4, unit: Period::Week, span: 24, span_unit: None }),
        ..phase_from("2026-01-05")
    };
    assert_eq!(course.plan().unwrap().last.to_string(), "2026-05-29", "the fifth day of the last course");
    let cut = Phase { through: Some("2026-05-28".parse().unwrap()), ..course };
    assert_eq!(cut.plan().unwrap_err(), [ScheduleError::EndsLater]);
    let months = Phase::new("2026-01-31".parse().unwrap(), Frequency::every_months(1, 1)).plan().unwrap();
    assert_eq!(months.through.to_string(), "2026-02-27");
    assert_eq!(Phase::default().plan().unwrap_err(), [ScheduleError::FromMissing, ScheduleError::FrequencyMissing]);
}

#[test]
fn hours_of_administration() {
    let of = |minutes| TimedCodes::CHEMOTHERAPY.of_minutes(minutes);
    assert_eq!(of(0), []);
    assert_eq!(of(15), [("96409", 1)]);
    assert_eq!(of(16), [("96413", 1)]);
    assert_eq!(of(90), [("96413", 1)]);
    assert_eq!(of(91), [("96413", 1), ("96415", 1)]);
    assert_eq!(of(150), [("96413", 1), ("96415", 1)]);
    assert_eq!(of(151), [("96413", 1), ("96415", 2)]);
    assert_eq!(TimedCodes::HYDRATION.of_minutes(31), [("96360", 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Units, doses and patterns say the same, whatever the regimen.
    #[test]
    fn units_visits_and_dates_agree(
        dose in 1_u32..100_000, unit in 1_u32..1_000, times in 1_u32..8, every in 1_u32..13, intervals in 1_u32..40,
        period in prop::sample::select(vec![Period::Day, Period::Week, Period::Month]),
    ) {
        let frequency = Frequency::Every { times, every, unit: period, span: every * intervals, span_unit: None };
        let planned = Phase::new("2026-01-05".parse().unwrap(), frequency).plan().unwrap();
        prop_assert_eq!(planned.doses, times * intervals);
        let read = Delivery::read(&planned.delivery.hsd()).unwrap();
        prop_assert_eq!(read.doses().unwrap(), planned.doses);
        prop_assert!(planned.from <= planned.through);
        let dose = Dose::Flat { amount: Number(rust_decimal(dose)), unit: MeasureUnit::Milligram };
        let size = Measure { amount: Number(rust_decimal(unit)), unit: MeasureUnit::Milligram };
        let units = dose.units(&Body::default(), Some(size), None, planned.doses).unwrap();
        prop_assert_eq!(units.total, units.per_dose * u64::from(planned.doses));
        prop_assert!(units.total_rounded_once <= units.total);
        prop_assert!(units.total < units.total_rounded_once + u64::from(planned.doses));
    }

    /// Whole vials never give less than the dose, and less than one vial more.
    #[test]
    fn vials_cover_the_dose(dose in 1_u32..100_000, vial in 1_u32..2_000) {
        let amount = |number: u32| Measure { amount: Number(rust_decimal(number)), unit: MeasureUnit::Milligram };
        let ordered = Dose::Flat { amount: amount(dose).amount, unit: MeasureUnit::Milligram };
        let one = Measure { amount: number("0.1"), unit: MeasureUnit::Milligram };
        let tenths = ordered.units(&Body::default(), Some(one), Some(amount(vial)), 1).unwrap().per_dose;
        prop_assert!(tenths >= u64::from(dose));
        prop_assert!(tenths < u64::from(dose) + u64::from(vial));
        prop_assert_eq!(tenths % u64::from(vial), 0);
    }
}

/// Tenths, so that fractions are met.
fn rust_decimal(tenths: u32) -> rust_decimal::Decimal {
    rust_decimal::Decimal::new(i64::from(tenths), 1)
}

/// Prostacyclins are ordered in nanograms.
#[test]
fn a_microgram_is_a_thousand_nanograms() {
    use x12_278::infusion::{Measure, MeasureUnit};
    let microgram = Measure::new(1, MeasureUnit::Microgram);
    assert_eq!(microgram.into_unit(MeasureUnit::Nanogram), Some(Measure::new(1000, MeasureUnit::Nanogram)));
    assert_eq!("ng".parse(), Ok(MeasureUnit::Nanogram));
}
