//! From a dose to billing units, in exact decimals.

use crate::catalog::units::{Measure, MeasureUnit, exact_product};
use crate::catalog::value::Number;
use crate::profile::QuantityBasis;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How a dose is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Dose {
    /// So much each time.
    Flat {
        /// How much.
        amount: Number,
        /// Of which unit.
        unit: MeasureUnit,
    },
    /// So much for each kilogram of body weight.
    PerKilogram {
        /// How much for a kilogram.
        amount: Number,
        /// Of which unit.
        unit: MeasureUnit,
    },
    /// So much for each square meter of body surface.
    PerSquareMeter {
        /// How much for a square meter.
        amount: Number,
        /// Of which unit.
        unit: MeasureUnit,
    },
    /// An area under the curve (carboplatin): target times the sum of the glomerular filtration rate in mL/min and 25,
    /// in milligrams (Calvert).
    AreaUnderCurve {
        /// The target, in mg/mL times minutes.
        target: Number,
        /// The glomerular filtration rate, in mL/min, capped as the clinic caps it.
        filtration_rate: Number,
    },
    /// A rate, for a pump: each time is one run of so many hours.
    Rate {
        /// How much in one unit of time.
        amount: Number,
        /// Of which unit.
        unit: MeasureUnit,
        /// Whether the amount is for each kilogram of body weight.
        per_kilogram: bool,
        /// The unit of time.
        per: RateTime,
        /// How many hours one run, or one day of a continuous infusion, lasts.
        hours: Number,
    },
    /// So many billing units each time, where the code counts days, visits or pieces and no amount of drug.
    BillingUnits {
        /// How many.
        units: u32,
    },
}

/// The unit of time of a rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RateTime {
    /// A minute.
    #[default]
    Minute,
    /// An hour.
    Hour,
}

/// The body that a dose is computed for. Nothing of it is ever computed from the rest: the clinic states the surface
/// that it uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Copy)]
pub struct Body {
    /// Body weight in kilograms.
    pub weight_kilograms: Option<Number>,
    /// Height in centimeters; goes into the message alone.
    pub height_centimeters: Option<Number>,
    /// Body surface in square meters.
    pub surface_square_meters: Option<Number>,
}

/// Why a dose cannot be turned into units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DoseError {
    /// A dose for each kilogram without a weight.
    #[error("the dose is for each kilogram, but no body weight is given")]
    WeightMissing,
    /// A dose for each square meter without a body surface.
    #[error("the dose is for each square meter, but no body surface is given")]
    SurfaceMissing,
    /// The dose, the weight or another factor is zero or below.
    #[error("a dose, weight, surface or unit must be more than zero")]
    NotPositive,
    /// The unit of the dose does not convert to the unit of the code or of the vial.
    #[error("the unit of the dose does not convert to the unit of the code or of the vial")]
    UnitMismatch,
    /// The billing unit of the code is not known.
    #[error("the billing unit of the code is not known: state it")]
    UnitUnknown,
    /// The result does not fit.
    #[error("the number is too large")]
    TooLarge,
}

impl Dose {
    /// A flat dose.
    #[must_use]
    pub fn flat(amount: impl Into<Number>, unit: MeasureUnit) -> Self {
        Self::Flat { amount: amount.into(), unit }
    }

    /// A dose for each kilogram of body weight.
    #[must_use]
    pub fn per_kilogram(amount: impl Into<Number>, unit: MeasureUnit) -> Self {
        Self::PerKilogram { amount: amount.into(), unit }
    }

    /// The drug given each time; `None` when the dose counts billing units.
    ///
    /// # Errors
    /// What is missing or does not compute.
    pub fn each_time(&self, body: &Body) -> Result<Option<Measure>, DoseError> {
        let positive = |number: Number| Some(number.0).filter(|n| n > &Decimal::ZERO).ok_or(DoseError::NotPositive);
        let weight = || positive(body.weight_kilograms.ok_or(DoseError::WeightMissing)?);
        let surface = || positive(body.surface_square_meters.ok_or(DoseError::SurfaceMissing)?);
        let product = |factors: &[Decimal]| {
            let all = factors.iter().try_fold(Decimal::ONE, |all, factor| exact_product(all, *factor));
            all.ok_or(DoseError::TooLarge)
        };
        let (amount, unit) = match *self {
            Self::Flat { amount, unit } => (positive(amount)?, unit),
            Self::PerKilogram { amount, unit } => (product(&[positive(amount)?, weight()?])?, unit),
            Self::PerSquareMeter { amount, unit } => (product(&[positive(amount)?, surface()?])?, unit),
            Self::AreaUnderCurve { target, filtration_rate } => {
                let rate = positive(filtration_rate)?.checked_add(Decimal::from(25)).ok_or(DoseError::TooLarge)?;
                (product(&[positive(target)?, rate])?, MeasureUnit::Milligram)
            }
            Self::Rate { amount, unit, per_kilogram, per, hours } => {
                let body = if per_kilogram { weight()? } else { Decimal::ONE };
                let times = if per == RateTime::Minute { Decimal::from(60) } else { Decimal::ONE };
                (product(&[positive(amount)?, body, times, positive(hours)?])?, unit)
            }
            Self::BillingUnits { .. } => return Ok(None),
        };
        Ok(Some(Measure { amount: Number(amount), unit }))
    }

    /// The billing units of one dose and of all of them.
    ///
    /// Every dose is rounded up to a whole unit; with a vial size the dose is first rounded up to whole vials, since
    /// what is left of a single-dose vial is discarded. The second total rounds once over the whole span, for payers
    /// that count so.
    ///
    /// ```
    /// use x12_278::infusion::{Body, Dose, Measure, MeasureUnit};
    /// let infliximab = Dose::flat(400, MeasureUnit::Milligram);
    /// let unit = Measure::new(10, MeasureUnit::Milligram);
    /// let units = infliximab.units(&Body::default(), Some(unit), None, 6).unwrap();
    /// assert_eq!((units.per_dose, units.total), (40, 240));
    /// ```
    ///
    /// # Errors
    /// What is missing or does not compute.
    pub fn units(
        &self,
        body: &Body,
        unit: Option<Measure>,
        vial: Option<Measure>,
        doses: u32,
    ) -> Result<DoseUnits, DoseError> {
        let Some(dose) = self.each_time(body)? else {
            let Self::BillingUnits { units } = *self else { return Err(DoseError::UnitUnknown) };
            let total = u64::from(units).checked_mul(u64::from(doses)).ok_or(DoseError::TooLarge)?;
            let zero = units == 0;
            let units = DoseUnits { per_dose: u64::from(units), doses, total, total_rounded_once: total };
            return if zero { Err(DoseError::NotPositive) } else { Ok(units) };
        };
        let unit = unit.ok_or(DoseError::UnitUnknown)?;
        let all = exact_product(dose.amount.0, Decimal::from(doses)).ok_or(DoseError::TooLarge)?;
        let per_dose = whole_units(dose, unit, vial)?;
        let total_rounded_once = whole_units(Measure { amount: Number(all), ..dose }, unit, vial)?;
        let total = per_dose.checked_mul(u64::from(doses)).ok_or(DoseError::TooLarge)?;
        Ok(DoseUnits { per_dose, doses, total, total_rounded_once })
    }
}

/// An amount in whole vials, then in whole units.
fn whole_units(amount: Measure, unit: Measure, vial: Option<Measure>) -> Result<u64, DoseError> {
    let drawn = match vial {
        Some(vial) => {
            let vials = parts(amount, vial)?;
            let amount = exact_product(vial.amount.0, vials).ok_or(DoseError::TooLarge)?;
            Measure { amount: Number(amount), unit: vial.unit }
        }
        None => amount,
    };
    parts(drawn, unit)?.to_u64().ok_or(DoseError::TooLarge)
}

/// How many parts of one size hold the amount, rounded up.
fn parts(amount: Measure, size: Measure) -> Result<Decimal, DoseError> {
    if size.amount.0 <= Decimal::ZERO {
        return Err(DoseError::NotPositive);
    }
    let amount = amount.into_unit(size.unit).ok_or(DoseError::UnitMismatch)?.amount.0;
    let whole = amount.checked_div(size.amount.0).ok_or(DoseError::TooLarge)?.floor();
    let exact = exact_product(whole, size.amount.0).ok_or(DoseError::TooLarge)?;
    // The quotient may have been rounded; the product of whole numbers of parts is exact.
    Ok(match exact.cmp(&amount) {
        std::cmp::Ordering::Less => whole + Decimal::ONE,
        _ => whole,
    })
}

/// The billing units of a regimen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DoseUnits {
    /// Units of one dose, rounded up.
    pub per_dose: u64,
    /// How many doses.
    pub doses: u32,
    /// Units of all doses, each rounded up by itself.
    pub total: u64,
    /// Units of all doses, rounded up once.
    pub total_rounded_once: u64,
}

impl DoseUnits {
    /// The quantity to send, by what the quantity of a line counts for the payer.
    #[must_use]
    pub const fn by(self, basis: QuantityBasis) -> u64 {
        match basis {
            QuantityBasis::Span => self.total,
            QuantityBasis::SpanRoundedOnce => self.total_rounded_once,
            QuantityBasis::Dose => self.per_dose,
        }
    }
}
