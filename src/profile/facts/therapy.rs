//! What kind of therapy it is.

use super::site_kind::SiteKind;
use crate::code::ServiceType;

/// The category of a therapy, as home infusion benefits name them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Therapy {
    /// Total parenteral nutrition.
    ParenteralNutrition,
    /// Antibiotics and antifungals into a vein.
    Antibiotic,
    /// Antivirals into a vein.
    Antiviral,
    /// A drug that is inhaled.
    Aerosolized,
    /// Pain management by infusion.
    PainManagement,
    /// Chelation.
    Chelation,
    /// Inotropic drugs.
    Inotropic,
    /// Immune globulin.
    ImmuneGlobulin,
    /// Hydration.
    Hydration,
    /// Corticosteroids.
    Steroid,
    /// Infliximab and other anti-TNF drugs.
    AntiTnf,
    /// Chemotherapy.
    Chemotherapy,
    /// Other biologics.
    Biologic,
    /// Iron.
    Iron,
    /// Enzyme replacement.
    EnzymeReplacement,
    /// Clotting factors.
    Hemophilia,
    /// Any other.
    #[default]
    Other,
}

/// For each therapy: its key in tables, and the service type (UM03) away from home. No service type means infusion.
const THERAPIES: [(Therapy, &str, ServiceType); 17] = [
    (Therapy::ParenteralNutrition, "parenteralNutrition", ServiceType::MEDICAL_CARE),
    (Therapy::Antibiotic, "antibiotic", ServiceType::MEDICAL_CARE),
    (Therapy::Antiviral, "antiviral", ServiceType::MEDICAL_CARE),
    (Therapy::Aerosolized, "aerosolized", ServiceType::INHALATION_THERAPY),
    (Therapy::PainManagement, "painManagement", ServiceType::MEDICAL_CARE),
    (Therapy::Chelation, "chelation", ServiceType::MEDICAL_CARE),
    (Therapy::Inotropic, "inotropic", ServiceType::MEDICAL_CARE),
    (Therapy::ImmuneGlobulin, "immuneGlobulin", ServiceType::MEDICAL_CARE),
    (Therapy::Hydration, "hydration", ServiceType::MEDICAL_CARE),
    (Therapy::Steroid, "steroid", ServiceType::MEDICAL_CARE),
    (Therapy::AntiTnf, "antiTnf", ServiceType::MEDICAL_CARE),
    (Therapy::Chemotherapy, "chemotherapy", ServiceType::CHEMOTHERAPY),
    (Therapy::Biologic, "biologic", ServiceType::MEDICAL_CARE),
    (Therapy::Iron, "iron", ServiceType::MEDICAL_CARE),
    (Therapy::EnzymeReplacement, "enzymeReplacement", ServiceType::MEDICAL_CARE),
    (Therapy::Hemophilia, "hemophilia", ServiceType::MEDICAL_CARE),
    (Therapy::Other, "other", ServiceType::MEDICAL_CARE),
];

impl Therapy {
    /// Every therapy.
    pub fn all() -> impl Iterator<Item = Self> {
        THERAPIES.iter().map(|(therapy, ..)| *therapy)
    }

    /// The therapy of a key; `None` when there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        THERAPIES.iter().find(|(_, own, _)| *own == key).map(|(therapy, ..)| *therapy)
    }

    /// Its key in tables and in JSON, such as `antiTnf`.
    #[must_use]
    pub fn key(self) -> &'static str {
        THERAPIES.iter().find(|(therapy, ..)| *therapy == self).map_or("other", |(_, key, _)| key)
    }

    /// The service type (UM03) unless payer or order say another: home health care at home, else by therapy.
    #[must_use]
    pub fn service_type(self, site: SiteKind) -> ServiceType {
        if site == SiteKind::Home {
            return ServiceType::HOME_HEALTH_CARE;
        }
        let row = THERAPIES.iter().find(|(therapy, ..)| *therapy == self);
        row.map_or(ServiceType::MEDICAL_CARE, |(.., service)| *service)
    }
}
