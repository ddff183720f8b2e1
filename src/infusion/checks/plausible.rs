//! Numbers that are hardly or never meant: a body, a dose, a vial, a day of doses.

use crate::catalog::CodeFact;
use crate::catalog::units::{Measure, MeasureUnit, exact_product};
use crate::catalog::value::{Day, Number};
use crate::infusion::facts::drug_rules::{DosePer, LabDose};
use crate::infusion::facts::house_rules::{Bound, Bounded};
use crate::infusion::options::BuildOptions;
use crate::infusion::order::administration::Service;
use crate::infusion::order::dose::{Body, Dose};
use crate::infusion::order::drug::Drug;
use crate::infusion::order::schedule::{Frequency, Phase};
use crate::infusion::problem::{ProblemKind, Problems};
use crate::report::Severity;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Holds a number against its bound; the sentence is made of how bad it is and of the bound.
pub(crate) fn check(
    options: &BuildOptions<'_>,
    on: Day,
    (of, number): (Bounded, Number),
    problems: &mut Problems,
    path: &str,
    place: &'static str,
    kind: impl Fn(Severity, Number) -> ProblemKind,
) {
    let bound = options.house_rules.bound(of, on);
    if let Some((bound, (severity, limit))) = bound.and_then(|bound| Some((bound, bound.judge(number)?))) {
        problems.cite(severity, kind(severity, limit), path.to_owned(), place, bound.cited(limit));
    }
}

/// An age that nobody reaches: a year that was guessed, or a day that stands for none.
pub(crate) fn check_age(birth: Day, path: &str, options: &BuildOptions<'_>, problems: &mut Problems) {
    let on = options.today();
    let Some(age) = on.age_of_born(birth) else { return };
    let kind = |_, limit| ProblemKind::Age(whole(limit));
    check(options, on, (Bounded::Age, age.into()), problems, path, "2010C or 2010D DMG02", kind);
}

/// What is wrong with a number of a body, for anybody or for somebody of that age: the worse of the two.
fn judge_body<'o>(
    options: &BuildOptions<'o>,
    (of, number): (Bounded, Number),
    age: Option<u32>,
) -> Option<(Severity, ProblemKind, &'o str)> {
    let (rules, on) = (options.house_rules, options.today());
    let judge = |bound: Option<&'o Bound>, doubted, impossible| {
        let (bound, (severity, limit)) = bound.and_then(|bound| Some((bound, bound.judge(number)?)))?;
        let kind = if severity == Severity::Error { impossible } else { doubted };
        Some((severity, kind, bound.cited(limit)))
    };
    let anybody = judge(rules.bound(of, on), ProblemKind::Body, ProblemKind::BodyImpossible);
    let of_age = age.and_then(|age| rules.age_bound(of, age, on));
    let of_age = judge(of_age, ProblemKind::BodyOfAge, ProblemKind::BodyOfAgeImpossible);
    match (anybody, of_age) {
        (Some(one), Some(other)) => Some(if other.0 > one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// A body as no person has one, or hardly any: at all, or at the age of the patient.
pub(crate) fn check_body(body: &Body, age: Option<u32>, options: &BuildOptions<'_>, problems: &mut Problems) {
    let numbers = [
        (Bounded::Weight, body.weight_kilograms, "clinical.body.weightKilograms"),
        (Bounded::Height, body.height_centimeters, "clinical.body.heightCentimeters"),
        (Bounded::Surface, body.surface_square_meters, "clinical.body.surfaceSquareMeters"),
    ];
    for (of, number, path) in numbers {
        let Some(number) = number else { continue };
        if let Some((severity, kind, source)) = judge_body(options, (of, number), age) {
            problems.cite(severity, kind, path, "2000F MSG01", source);
        }
    }
}

/// A dose of one drug in one phase.
pub(crate) struct Given<'g> {
    pub(crate) drug: &'g Drug,
    /// Path of the drug in the order.
    pub(crate) path: &'g str,
    pub(crate) code: &'g str,
    pub(crate) fact: Option<&'g CodeFact>,
    pub(crate) unit: Option<Measure>,
    /// Age of the patient in full years, if it is known.
    pub(crate) age: Option<u32>,
}

impl Given<'_> {
    /// Dose and vial, at most one problem: a dose that is doubted is no measure of the vial, and a body that is doubted
    /// is none of the dose.
    pub(crate) fn check(&self, body: &Body, options: &BuildOptions<'_>, on: Day, problems: &mut Problems) {
        let believed = |of, number: &Number| judge_body(options, (of, *number), self.age).is_none();
        let body = Body {
            weight_kilograms: body.weight_kilograms.filter(|weight| believed(Bounded::Weight, weight)),
            surface_square_meters: body.surface_square_meters.filter(|area| believed(Bounded::Surface, area)),
            ..*body
        };
        let Some(dose) = &self.drug.dose else { return };
        let Ok(each) = dose.each_time(&body) else { return };
        if self.check_curve(dose, options, on, problems) {
            return;
        }
        // The units of the dose itself, whatever the vial makes of them.
        let Ok(units) = dose.units(&body, self.unit, None, 1) else { return };
        if let Some((severity, kind, source)) = self.excess(each, units.per_dose, &body, options, on) {
            problems.cite(severity, kind, format!("{}.dose", self.path), "2000F SV104", source);
        } else if let (Some(each), Some(vial)) = (each, self.drug.vial) {
            self.check_vial(each, vial, options, on, problems);
        }
    }

    /// Whether a dose by area under the curve has a target or a filtration rate that is doubted.
    fn check_curve(&self, dose: &Dose, options: &BuildOptions<'_>, on: Day, problems: &mut Problems) -> bool {
        let Dose::AreaUnderCurve { target, filtration_rate } = *dose else { return false };
        let numbers = [
            (Bounded::AreaUnderCurve, target, "target", ProblemKind::CurveTarget),
            (Bounded::FiltrationRate, filtration_rate, "filtrationRate", ProblemKind::FiltrationRate),
        ];
        let mut formulas = options.house_rules.formulas.iter();
        let formula = formulas.find(|row| row.dose == LabDose::AreaUnderCurve && row.source.holds(on));
        if let Some(formula) = formula.filter(|formula| !formula.is_met_by(self.drug)) {
            let (path, cited) = (format!("{}.dose", self.path), &formula.source.cited);
            problems.cite(Severity::Warning, ProblemKind::CurveDrug, path, "2000F SV104", cited);
        }
        let doubted = |of, number| options.house_rules.bound(of, on).is_some_and(|bound| bound.judge(number).is_some());
        for (of, number, name, kind) in numbers {
            let path = format!("{}.dose.{name}", self.path);
            check(options, on, (of, number), problems, &path, "2000F SV104", |_, _| kind);
        }
        numbers.into_iter().any(|(of, number, ..)| doubted(of, number))
    }

    /// What is wrong with the dose: the worst of all rules, the first of the worst.
    fn excess<'o>(
        &self,
        each: Option<Measure>,
        units: u64,
        body: &Body,
        options: &BuildOptions<'o>,
        on: Day,
    ) -> Option<(Severity, ProblemKind, &'o str)> {
        let rules = options.house_rules;
        let mut found: Vec<(Severity, ProblemKind, &'o str)> = Vec::new();
        let mut judge = |of, number: Number, kind: fn(Number) -> ProblemKind, refused_only: bool| {
            let bound: Option<&'o Bound> = rules.bound(of, on);
            let judged = bound.and_then(|bound| Some((bound, bound.judge(number)?)));
            if let Some((bound, (severity, limit))) = judged
                && (severity == Severity::Error || !refused_only)
            {
                found.push((severity, kind(limit), &bound.source.cited));
            }
        };
        let own: Vec<_> = rules.usual_doses(self.code, self.fact, on).collect();
        // A drug with a rule of its own is warned about by that rule.
        let ruled = |per| own.iter().any(|row| row.per == per && each.is_some_and(|each| converts(each, row.most)));
        let known = ruled(DosePer::Dose);
        if let Some(grams) = each.and_then(|each| amount_in(each, MeasureUnit::Gram)) {
            judge(Bounded::MassOfDose, grams, |limit| above(limit, MeasureUnit::Gram), known);
        }
        if let Some(milliliters) = each.and_then(|each| amount_in(each, MeasureUnit::Milliliter)) {
            judge(Bounded::VolumeOfDose, milliliters, |limit| above(limit, MeasureUnit::Milliliter), known);
        }
        let of = if self.unit.is_some_and(is_small) { Bounded::SmallUnitsPerDose } else { Bounded::UnitsPerDose };
        let counted = Number(Decimal::from(units));
        judge(of, counted, |limit| ProblemKind::UnitsPerDose(limit.0.to_u64().unwrap_or_default()), known);
        // What is ordered for a unit of the body has a limit for that unit.
        let milligrams = each.and_then(|each| amount_in(each, MeasureUnit::Milligram));
        let by = |size: Option<Number>| milligrams.and_then(|all| all.0.checked_div(size?.0)).map(Number);
        match self.drug.dose {
            Some(Dose::PerKilogram { .. } | Dose::Rate { per_kilogram: true, .. }) => {
                if let Some(amount) = by(body.weight_kilograms) {
                    let kind = |limit| ProblemKind::DosePerKilogram(milligrams_of(limit));
                    judge(Bounded::MassPerKilogram, amount, kind, ruled(DosePer::Kilogram));
                }
            }
            Some(Dose::PerSquareMeter { .. }) => {
                if let Some(amount) = by(body.surface_square_meters) {
                    let kind = |limit| ProblemKind::DosePerSquareMeter(milligrams_of(limit));
                    judge(Bounded::MassPerSquareMeter, amount, kind, ruled(DosePer::SquareMeter));
                }
            }
            _ => {}
        }
        for row in own {
            let (size, kind): (Option<Number>, fn(Measure) -> ProblemKind) = match row.per {
                DosePer::Dose => (Some(1.into()), ProblemKind::DoseAbove),
                DosePer::AtOnce => (self.is_at_once().then(|| 1.into()), ProblemKind::DoseAbove),
                DosePer::Kilogram => (body.weight_kilograms, ProblemKind::DosePerKilogram),
                DosePer::SquareMeter => (body.surface_square_meters, ProblemKind::DosePerSquareMeter),
            };
            let most = size.and_then(|size| exact_product(row.most.amount.0, size.0));
            let amount = each.and_then(|each| amount_in(each, row.most.unit));
            if amount.zip(most).is_some_and(|(amount, most)| amount.0 > most) {
                found.push((Severity::Warning, kind(row.most), &row.source.cited));
            }
        }
        let worst = found.iter().map(|(severity, ..)| *severity).max()?;
        found.into_iter().find(|(severity, ..)| *severity == worst)
    }

    /// Whether a dose is given at once, as opposed to what a pump gives in hours or days.
    fn is_at_once(&self) -> bool {
        let lasts =
            |phase: &Phase| matches!(phase.frequency, Some(Frequency::Continuous { .. } | Frequency::Cycle { .. }));
        !matches!(self.drug.dose, Some(Dose::Rate { .. })) && !self.drug.phases.iter().any(lasts)
    }

    /// A vial that would be enough for many doses, or of which a dose takes very many: another unit was meant.
    fn check_vial(&self, each: Measure, vial: Measure, options: &BuildOptions<'_>, on: Day, problems: &mut Problems) {
        let Some(size) = amount_in(vial, each.unit).map(|size| size.0) else { return };
        let path = format!("{}.vial", self.path);
        let ratio = |one: Decimal, other: Decimal| one.checked_div(other).map(Number);
        if let Some(doses) = ratio(size, each.amount.0) {
            let kind = |_, limit| ProblemKind::VialOverDose(whole(limit));
            check(options, on, (Bounded::VialOverDose, doses), problems, &path, "2000F SV104", kind);
        }
        if let Some(vials) = ratio(each.amount.0, size) {
            let kind = |_, limit| ProblemKind::VialsForDose(whole(limit));
            check(options, on, (Bounded::VialsForDose, vials), problems, &path, "2000F SV104", kind);
        }
    }
}

/// More doses on a day than are given.
pub(crate) fn check_day(phase: &Phase, on: Day, path: &str, options: &BuildOptions<'_>, problems: &mut Problems) {
    let Some(Frequency::Every { times, every, unit, .. }) = phase.frequency else { return };
    // The longest month: never a doubt too many.
    let days = u64::from(every) * u64::from(unit.days().unwrap_or(31));
    let of_a_day = Decimal::from(times).checked_div(Decimal::from(days)).map(Number);
    let Some(doses) = of_a_day else { return };
    let path = format!("{path}.frequency");
    let kind = |_, limit| ProblemKind::DosesADay(whole(limit));
    check(options, on, (Bounded::DosesADay, doses), problems, &path, "2000F HSD", kind);
}

/// Doses of a drug closer to each other than they are given.
pub(crate) fn check_interval(
    given: &Given<'_>,
    phase: &Phase,
    on: Day,
    path: &str,
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) {
    let category = given.fact.map(|fact| fact.category.as_str());
    let Some(row) = options.house_rules.interval(given.code, category, on) else { return };
    if phase.spacing().is_some_and(|(days, doses)| days < u64::from(row.days).saturating_mul(doses)) {
        let kind = ProblemKind::IntervalBelow(row.days);
        problems.cite(Severity::Warning, kind, format!("{path}.frequency"), "2000F HSD", &row.source.cited);
    }
}

/// A rate that runs for other than 24 hours a day, though the infusion is continuous.
pub(crate) fn check_continuous(drug: &Drug, path: &str, problems: &mut Problems) {
    let Some(Dose::Rate { hours, .. }) = drug.dose else { return };
    let continuous = drug.phases.iter().any(|phase| matches!(phase.frequency, Some(Frequency::Continuous { .. })));
    if continuous && hours != Number::from(24) {
        problems.push(ProblemKind::ContinuousHours, format!("{path}.dose.hours"), "2000F SV104, HSD");
    }
}

/// More units of a service at one visit than a visit has, or more in all than anybody gets.
pub(crate) fn check_service(
    service: &Service,
    by_hours: bool,
    path: &str,
    on: Day,
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) {
    let place = "2000F SV104";
    // The hours of a visit have a doubt of their own; what is refused is refused of hours too.
    let refused = |units: u32| {
        let bound = options.house_rules.bound(Bounded::UnitsPerVisit, on);
        bound.and_then(|bound| bound.judge(units.into())).is_some_and(|(severity, _)| severity == Severity::Error)
    };
    if let Some(units) = service.units_per_visit.filter(|units| !by_hours || refused(*units)) {
        let kind = |_, limit| ProblemKind::UnitsPerVisit(whole(limit));
        let path = format!("{path}.unitsPerVisit");
        check(options, on, (Bounded::UnitsPerVisit, units.into()), problems, &path, place, kind);
    }
    if let Some(units) = service.quantity {
        let kind = |_, limit| ProblemKind::UnitsOfService(whole(limit));
        let path = format!("{path}.quantity");
        check(options, on, (Bounded::UnitsOfService, units.into()), problems, &path, place, kind);
    }
}

/// A bound as a sentence has it.
fn whole(limit: Number) -> u32 {
    limit.0.to_u32().unwrap_or_default()
}

fn milligrams_of(limit: Number) -> Measure {
    Measure { amount: limit, unit: MeasureUnit::Milligram }
}

fn above(limit: Number, unit: MeasureUnit) -> ProblemKind {
    ProblemKind::DoseAbove(Measure { amount: limit, unit })
}

/// How many of a unit an amount is; `None` where the two do not convert.
fn amount_in(amount: Measure, unit: MeasureUnit) -> Option<Number> {
    amount.into_unit(unit).map(|measure| measure.amount)
}

/// Whether two amounts are of one kind of measure.
fn converts(one: Measure, other: Measure) -> bool {
    Measure::new(1, other.unit).into_unit(one.unit).is_some()
}

/// Whether a billing unit is of a microgram or less, or of units of activity.
fn is_small(unit: Measure) -> bool {
    let activity = matches!(unit.unit, MeasureUnit::Units | MeasureUnit::InternationalUnits);
    activity || amount_in(unit, MeasureUnit::Microgram).is_some_and(|amount| amount <= Number::from(1))
}
