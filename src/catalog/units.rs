//! Measures of a dose and the conversions between them. What is not in the list does not convert.

use super::value::Number;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The unit of a dose, a strength or a billing unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MeasureUnit {
    /// Gram.
    #[cfg_attr(feature = "serde", serde(rename = "g"))]
    Gram,
    /// Milligram.
    #[default]
    #[cfg_attr(feature = "serde", serde(rename = "mg"))]
    Milligram,
    /// Microgram.
    #[cfg_attr(feature = "serde", serde(rename = "mcg"))]
    Microgram,
    /// Nanogram.
    #[cfg_attr(feature = "serde", serde(rename = "ng"))]
    Nanogram,
    /// Liter.
    #[cfg_attr(feature = "serde", serde(rename = "L"))]
    Liter,
    /// Milliliter.
    #[cfg_attr(feature = "serde", serde(rename = "mL"))]
    Milliliter,
    /// Units of activity as the maker of the drug defines them.
    #[cfg_attr(feature = "serde", serde(rename = "units"))]
    Units,
    /// International units. They never convert to units of activity: only the label of a drug can say so.
    #[cfg_attr(feature = "serde", serde(rename = "IU"))]
    InternationalUnits,
}

/// Every unit: its sign, what it measures, and how many of the base of its kind it is. Conversions are these and no
/// others: never from mass to volume, nor from either to units of activity.
const UNITS: [(MeasureUnit, &str, &str, u32); 8] = [
    (MeasureUnit::Gram, "g", "mass", 1_000_000_000),
    (MeasureUnit::Milligram, "mg", "mass", 1_000_000),
    (MeasureUnit::Microgram, "mcg", "mass", 1_000),
    (MeasureUnit::Nanogram, "ng", "mass", 1),
    (MeasureUnit::Liter, "L", "volume", 1_000),
    (MeasureUnit::Milliliter, "mL", "volume", 1),
    (MeasureUnit::Units, "units", "activity", 1),
    (MeasureUnit::InternationalUnits, "IU", "international", 1),
];

impl MeasureUnit {
    fn row(self) -> (&'static str, &'static str, u32) {
        let row = UNITS.iter().find(|(unit, ..)| *unit == self);
        row.map_or(("", "", 1), |(_, sign, kind, factor)| (sign, kind, *factor))
    }

    /// The sign, such as `mg`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        self.row().0
    }
}

impl FromStr for MeasureUnit {
    type Err = UnknownUnit;
    fn from_str(text: &str) -> Result<Self, UnknownUnit> {
        UNITS.iter().find(|(_, sign, ..)| *sign == text).map(|(unit, ..)| *unit).ok_or(UnknownUnit)
    }
}

/// A text names no unit of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the units g, mg, mcg, ng, L, mL, units, IU")]
pub struct UnknownUnit;

/// An amount in a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Copy)]
pub struct Measure {
    /// How many.
    pub amount: Number,
    /// Of what.
    pub unit: MeasureUnit,
}

impl Measure {
    /// So many of a unit.
    #[must_use]
    pub fn new(amount: impl Into<Number>, unit: MeasureUnit) -> Self {
        Self { amount: amount.into(), unit }
    }

    /// The same amount in another unit; `None` when the two do not convert.
    ///
    /// ```
    /// use x12_278::catalog::{Measure, MeasureUnit};
    /// let gram = Measure::new(1, MeasureUnit::Gram);
    /// assert_eq!(gram.into_unit(MeasureUnit::Milligram), Some(Measure::new(1000, MeasureUnit::Milligram)));
    /// assert_eq!(gram.into_unit(MeasureUnit::Milliliter), None);
    /// ```
    #[must_use]
    pub fn into_unit(self, unit: MeasureUnit) -> Option<Self> {
        if self.unit == unit {
            return Some(self);
        }
        let ((_, kind, factor), (_, other, divisor)) = (self.unit.row(), unit.row());
        if kind != other {
            return None;
        }
        let divisor = Decimal::from(divisor);
        let base = exact_product(self.amount.0, Decimal::from(factor))?;
        let amount = base.checked_div(divisor)?;
        (exact_product(amount, divisor)? == base).then_some(Self { amount: Number(amount), unit })
    }
}

/// As people write it: `400 MG`.
impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount, self.unit.sign().to_ascii_uppercase())
    }
}

/// A product without rounding; `None` when it does not fit. (The multiplication of the decimal type drops digits
/// silently where there are too many.)
pub(crate) fn exact_product(one: Decimal, other: Decimal) -> Option<Decimal> {
    if one.is_zero() || other.is_zero() {
        return Some(Decimal::ZERO);
    }
    one.checked_mul(other).filter(|product| product.scale() == one.scale() + other.scale())
}
