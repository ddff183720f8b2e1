//! The dose in words, for the message of the line.

use crate::catalog::units::MeasureUnit;
use crate::infusion::order::dose::{Body, Dose, RateTime};
use crate::infusion::order::drug::Drug;

/// What each dose comes to, and in brackets how it was ordered, for which body, and in which vials:
/// `400 MG (5 MG/KG, 80 KG, 100 MG VIALS)`.
pub(crate) fn dose_text(body: &Body, drug: &Drug) -> Option<String> {
    let dose = drug.dose.as_ref()?;
    let each = dose.each_time(body).ok()??;
    let sign = |unit: MeasureUnit| unit.sign().to_ascii_uppercase();
    let ordered = match *dose {
        Dose::PerKilogram { amount, unit } => vec![format!("{amount} {}/KG", sign(unit))],
        Dose::PerSquareMeter { amount, unit } => vec![format!("{amount} {}/M2", sign(unit))],
        Dose::AreaUnderCurve { target, filtration_rate } => {
            vec![format!("AUC {target}"), format!("GFR {filtration_rate} ML/MIN")]
        }
        Dose::Rate { amount, unit, per_kilogram, per, hours } => {
            let time = if per == RateTime::Minute { "MIN" } else { "H" };
            let by_weight = if per_kilogram { "/KG" } else { "" };
            vec![format!("{amount} {}{by_weight}/{time}", sign(unit)), format!("{hours} H")]
        }
        Dose::Flat { .. } | Dose::BillingUnits { .. } => Vec::new(),
    };
    let known = [
        body.weight_kilograms.map(|weight| format!("{weight} KG")),
        body.surface_square_meters.map(|surface| format!("{surface} M2")),
        body.height_centimeters.map(|height| format!("{height} CM")),
        drug.vial.map(|vial| format!("{vial} VIALS")),
    ];
    let details: Vec<String> = ordered.into_iter().chain(known.into_iter().flatten()).collect();
    Some(if details.is_empty() { each.to_string() } else { format!("{each} ({})", details.join(", ")) })
}
