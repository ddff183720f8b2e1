//! What an order asks for, worked out a second time day by day, against what the X12 of its request says.

use crate::infusion_orders::{at, clean, options, order};
use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use x12_278::Document;
use x12_278::infusion::{
    Body, Built, CodeTable, Day, Dose, Drug, Frequency, InfusionRequest, Measure, MeasureUnit, Number, Period, Phase,
    ProblemKind, RateTime, Regimen, Service, ServiceKind, regimens,
};
use x12_278::report::Severity;

fn after(from: NaiveDate, unit: Period, number: u32) -> NaiveDate {
    match unit {
        Period::Day => from + Days::new(number.into()),
        Period::Week => from + Days::new(u64::from(number) * 7),
        Period::Month => from + Months::new(number),
    }
}

fn unit_days(unit: Period) -> Option<u32> {
    match unit {
        Period::Day => Some(1),
        Period::Week => Some(7),
        Period::Month => None,
    }
}

/// The day of each dose, one after the other. Doses of one interval stand on days of their own, as far as it has them.
fn doses(phase: &Phase) -> Vec<NaiveDate> {
    let from = phase.from.unwrap().0;
    match phase.frequency.clone().unwrap() {
        Frequency::Once => vec![from],
        Frequency::Every { times, every, unit, span, span_unit } => {
            let end = after(from, span_unit.unwrap_or(unit), span);
            let starts = (0..).map(|nth| after(from, unit, nth * every)).take_while(|start| *start < end);
            let room = unit_days(unit).map_or(u32::MAX, |days| every * days);
            starts.flat_map(|start| (0..times).map(move |nth| start + Days::new((nth % room).into()))).collect()
        }
        Frequency::Hourly { every_hours, days } => {
            (0..days * 24 / every_hours).map(|nth| from + Days::new(u64::from(nth * every_hours / 24))).collect()
        }
        Frequency::Continuous { days } | Frequency::Cycle { days, .. } => {
            (0..days).map(|nth| from + Days::new(nth.into())).collect()
        }
        Frequency::At { unit, points } => points.into_iter().map(|point| after(from, unit, point)).collect(),
    }
}

/// An amount in the smallest unit of its kind.
fn base(amount: Decimal, unit: MeasureUnit) -> Decimal {
    amount
        * match unit {
            MeasureUnit::Gram => Decimal::from(1_000_000),
            MeasureUnit::Milligram | MeasureUnit::Liter => Decimal::from(1_000),
            _ => Decimal::ONE,
        }
}

fn whole(amount: Decimal, size: Decimal) -> Decimal {
    (amount / size).ceil()
}

/// The billing units of one dose.
fn units(drug: &Drug, body: &Body, codes: &CodeTable, on: Day) -> Decimal {
    let weight = || body.weight_kilograms.unwrap().0;
    let (amount, unit) = match drug.dose.clone().unwrap() {
        Dose::BillingUnits { units } => return units.into(),
        Dose::Flat { amount, unit } => (amount.0, unit),
        Dose::PerKilogram { amount, unit } => (amount.0 * weight(), unit),
        Dose::PerSquareMeter { amount, unit } => (amount.0 * body.surface_square_meters.unwrap().0, unit),
        Dose::AreaUnderCurve { target, filtration_rate } => {
            (target.0 * (filtration_rate.0 + Decimal::from(25)), MeasureUnit::Milligram)
        }
        Dose::Rate { amount, unit, per_kilogram, per, hours } => {
            let minutes = Decimal::from(if per == RateTime::Minute { 60 } else { 1 });
            let kilograms = if per_kilogram { weight() } else { Decimal::ONE };
            (amount.0 * kilograms * minutes * hours.0, unit)
        }
    };
    let size = |measure: Measure| base(measure.amount.0, measure.unit);
    let billed = drug.billing_unit.or_else(|| codes.find(&drug.code, on).in_force()?.unit).unwrap();
    let drawn = match drug.vial.map(size) {
        Some(vial) => whole(base(amount, unit), vial) * vial,
        None => base(amount, unit),
    };
    whole(drawn, size(billed))
}

/// What a line should say: code, units, doses or days, first day, and a day that it must reach.
type Expected = (String, Option<Decimal>, Option<usize>, Option<(NaiveDate, NaiveDate)>);

fn span(days: &[NaiveDate]) -> Option<(NaiveDate, NaiveDate)> {
    Some((*days.iter().min()?, *days.iter().max()?))
}

fn of_service(order: &InfusionRequest, service: &Service) -> Expected {
    let own = service.phase.as_ref().map(doses);
    let with = order.drugs.get(service.drug.unwrap_or(1) - 1);
    let given = own.or_else(|| Some(with?.phases.iter().flat_map(doses).collect::<Vec<_>>())).unwrap_or_default();
    let days: BTreeSet<&NaiveDate> = given.iter().collect();
    let each = Decimal::from(service.units_per_visit.unwrap_or(1));
    let counted = match service.kind {
        ServiceKind::Administration | ServiceKind::Nursing => Some(given.len()),
        ServiceKind::PerDiem => Some(days.len()),
        ServiceKind::Supply => None,
    };
    let quantity = service.quantity.map(Decimal::from).or(counted.map(|count| each * Decimal::from(count)));
    (service.code.to_string(), quantity, counted, span(&given))
}

fn expected(order: &InfusionRequest) -> Vec<Expected> {
    let mut lines = Vec::new();
    for drug in &order.drugs {
        let on = drug.phases.iter().filter_map(|phase| phase.from).min();
        for phase in &drug.phases {
            let given = doses(phase);
            let total =
                units(drug, &order.clinical.body, CodeTable::shipped(), on.unwrap()) * Decimal::from(given.len());
            lines.push((drug.code.to_string(), Some(total), Some(given.len()), span(&given)));
        }
    }
    lines.extend(order.services.iter().map(|service| of_service(order, service)));
    lines
}

fn said(line: &Regimen) -> Expected {
    let doses = line.delivery.map(|delivery| delivery.doses().unwrap() as usize);
    (line.code.clone(), line.quantity.map(Decimal::from), doses, line.period.map(|(from, through)| (from.0, through.0)))
}

/// Writes the request, reads it back and gives what its lines ask for.
pub(crate) fn decoded(order: &InfusionRequest, built: &Built) -> Vec<Regimen> {
    let document = order.envelope.clone().unwrap().wrap(built.request.clone(), 7, at()).unwrap();
    let bytes = document.write().unwrap();
    clean(&bytes).unwrap_or_else(|finding| panic!("{finding}"));
    let read = Document::read(&bytes).unwrap();
    assert!(read.report.is_empty(), "{:?}", read.report.issues());
    let request = read.document.transactions().next().unwrap().request().unwrap().clone();
    regimens(&request)
}

fn agree(name: &str, order: &InfusionRequest) {
    let built = order.build(&options()).unwrap_or_else(|problems| panic!("{name}: {problems}"));
    reads_back(name, order, &built);
}

fn reads_back(name: &str, order: &InfusionRequest, built: &Built) {
    let lines = decoded(order, built);
    let expected = expected(order);
    assert_eq!(lines.len(), expected.len(), "{name}: lines");
    for (nth, (line, expected)) in lines.iter().zip(expected).enumerate() {
        let (code, quantity, doses, period) = said(line);
        let place = format!("{name}, line {}", nth + 1);
        assert_eq!((code, quantity, doses), (expected.0, expected.1, expected.2), "{place}");
        match (period, expected.3) {
            (Some((from, through)), Some((first, last))) => {
                assert!(from == first && last <= through, "{place}: {from} to {through}, doses {first} to {last}");
            }
            (said, expected) => assert_eq!(said, expected, "{place}"),
        }
    }
}

#[test]
fn every_order_reads_back_as_its_regimen() {
    for name in crate::infusion_orders::ORDERS.into_iter().filter(|name| *name != "revision_of_lines") {
        agree(name, &order(name));
    }
}

fn frequencies() -> impl proptest::strategy::Strategy<Value = Frequency> {
    use proptest::prelude::*;
    let period = prop::sample::select(vec![Period::Day, Period::Week, Period::Month]);
    prop_oneof![
        Just(Frequency::Once),
        (1_u32..6, 1_u32..13, 1_u32..20, period.clone()).prop_map(|(times, every, intervals, unit)| {
            Frequency::Every { times, every, unit, span: every * intervals, span_unit: None }
        }),
        (1_u32..30).prop_map(|weeks| Frequency::Every {
            times: 1,
            every: 1,
            unit: Period::Week,
            span: weeks * 7,
            span_unit: Some(Period::Day)
        }),
        (prop::sample::select(vec![1_u32, 2, 3, 4, 6, 8, 12, 24]), 1_u32..120)
            .prop_map(|(every_hours, days)| Frequency::Hourly { every_hours, days }),
        (1_u32..120).prop_map(|days| Frequency::Continuous { days }),
        (1_u32..25, 1_u32..120).prop_map(|(hours, days)| Frequency::Cycle { hours, days }),
        (prop::collection::btree_set(1_u32..60, 0..8), period)
            .prop_map(|(points, unit)| Frequency::At { unit, points: std::iter::once(0).chain(points).collect() }),
    ]
}

fn dosed() -> impl proptest::strategy::Strategy<Value = Dose> {
    use proptest::prelude::*;
    let below = |most: i64| (1..most).prop_map(|tenths| Number(Decimal::new(tenths, 1)));
    let unit = MeasureUnit::Milligram;
    prop_oneof![
        below(20_000).prop_map(move |amount| Dose::Flat { amount, unit }),
        below(2_000).prop_map(move |amount| Dose::PerKilogram { amount, unit }),
        below(20_000).prop_map(move |amount| Dose::PerSquareMeter { amount, unit }),
        (1_u32..8, 20_u32..130).prop_map(|(target, filtration_rate)| Dose::AreaUnderCurve {
            target: target.into(),
            filtration_rate: filtration_rate.into()
        }),
        (below(20), any::<bool>(), any::<bool>(), 1_u32..25).prop_map(move |(amount, per_kilogram, minute, hours)| {
            let per = if minute { RateTime::Minute } else { RateTime::Hour };
            Dose::Rate { amount, unit, per_kilogram, per, hours: hours.into() }
        }),
        (1_u32..500).prop_map(|units| Dose::BillingUnits { units }),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    /// Whatever regimen is built reads back without any finding, and says the doses, units and days that the regimen
    /// has when every day of it is gone through.
    #[test]
    fn random_regimens_read_back_clean(
        name in proptest::sample::select(
            crate::infusion_orders::ORDERS.into_iter()
                .filter(|name| !["cancel", "revision_of_lines"].contains(name)).collect::<Vec<_>>()
        ),
        phases in proptest::collection::vec(frequencies(), 1..4), dose in dosed(),
        start in 0_u64..700, weight in 30_i64..1500, surface in 100_i64..260, vial in proptest::option::of(1_u32..500),
        billed in 1_u32..600,
    ) {
        let mut order = order(name);
        let from = Day(at().date() + Days::new(start));
        order.clinical.body.weight_kilograms = Some(Number(Decimal::new(weight, 1)));
        order.clinical.body.surface_square_meters = Some(Number(Decimal::new(surface, 2)));
        // What is continuous runs all day.
        let mut dose = dose;
        let continuous = phases.iter().any(|frequency| matches!(frequency, Frequency::Continuous { .. }));
        if let (Dose::Rate { hours, .. }, true) = (&mut dose, continuous) {
            *hours = 24.into();
        }
        for drug in &mut order.drugs {
            drug.dose = Some(dose.clone());
            drug.billing_unit = Some(Measure::new(billed, MeasureUnit::Milligram));
            drug.vial = vial.map(|size| Measure::new(size, MeasureUnit::Milligram));
            let mut next = from;
            drug.phases.clear();
            for frequency in &phases {
                let phase = Phase::new(next, frequency.clone());
                next = Day(doses(&phase).into_iter().max().unwrap() + Days::new(1));
                drug.phases.push(phase);
            }
        }
        if let Some(admission) = &mut order.admission {
            (admission.on, admission.discharge) = (Some(from), None);
        }
        let totals = order.drugs.iter().flat_map(|drug| &drug.phases).map(doses);
        proptest::prop_assume!(totals.flatten().all(|day| day.year() < 2999));
        match order.build(&options()) {
            Ok(built) => reads_back(name, &order, &built),
            Err(problems) => {
                let errors = problems.list().iter().filter(|problem| problem.severity == Severity::Error);
                let others = errors.filter(|problem| !is_beyond_bounds(problem.kind)).count();
                proptest::prop_assert_eq!(others, 0, "{}: {}", name, problems);
                proptest::prop_assume!(false);
            }
        }
    }
}

/// Whether it is a number that no order means.
fn is_beyond_bounds(kind: ProblemKind) -> bool {
    use ProblemKind as P;
    let dose = matches!(kind, P::DoseAbove(_) | P::UnitsPerDose(_) | P::VialOverDose(_) | P::VialsForDose(_));
    let body = matches!(kind, P::DosePerKilogram(_) | P::DosePerSquareMeter(_) | P::BodyOfAgeImpossible);
    dose || body || matches!(kind, P::BodyImpossible | P::DosesADay(_))
}
