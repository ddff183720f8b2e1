//! The kinds of places where drugs are infused.

use crate::code::PlaceOfService;

/// The kinds of places where drugs are infused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SiteKind {
    /// The patient's home.
    #[default]
    Home,
    /// An infusion suite of its own.
    InfusionSuite,
    /// A physician's office.
    Office,
    /// A hospital's outpatient department on its campus.
    HospitalOnCampus,
    /// A hospital's outpatient department away from its campus.
    HospitalOffCampus,
    /// An ambulatory surgery center.
    SurgeryCenter,
    /// A hospital, where the patient stays; wants the admission.
    HospitalInpatient,
}

/// For each kind of place: its key in tables, and its place of service code.
const SITES: [(SiteKind, &str, PlaceOfService); 7] = [
    (SiteKind::Home, "home", PlaceOfService::HOME),
    (SiteKind::InfusionSuite, "infusionSuite", PlaceOfService::INDEPENDENT_CLINIC),
    (SiteKind::Office, "office", PlaceOfService::OFFICE),
    (SiteKind::HospitalOnCampus, "hospitalOnCampus", PlaceOfService::OUTPATIENT_HOSPITAL_ON_CAMPUS),
    (SiteKind::HospitalOffCampus, "hospitalOffCampus", PlaceOfService::OUTPATIENT_HOSPITAL_OFF_CAMPUS),
    (SiteKind::SurgeryCenter, "surgeryCenter", PlaceOfService::AMBULATORY_SURGICAL_CENTER),
    (SiteKind::HospitalInpatient, "hospitalInpatient", PlaceOfService::INPATIENT_HOSPITAL),
];

impl SiteKind {
    /// The kind of a key; `None` when there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        SITES.iter().find(|(_, own, _)| *own == key).map(|(kind, ..)| *kind)
    }

    /// Its key in tables and in JSON, such as `infusionSuite`.
    #[must_use]
    pub fn key(self) -> &'static str {
        SITES.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, key, _)| key)
    }

    /// The place of service code.
    #[must_use]
    pub fn place_of_service(self) -> PlaceOfService {
        SITES.iter().find(|(kind, ..)| *kind == self).map_or(PlaceOfService::OTHER, |(.., place)| *place)
    }

    /// Whether it is a hospital's outpatient department, which payers ask about.
    #[must_use]
    pub const fn is_hospital(self) -> bool {
        matches!(self, Self::HospitalOnCampus | Self::HospitalOffCampus)
    }
}
