//! A stay in a hospital that the therapy begins with, and an accident behind it.

use crate::catalog::value::Day;
use crate::code::{AdmissionSource, AdmissionType, PatientStatus};
use crate::element::Text;

/// An admission: the review is then that of a stay (UM01 `AR`), its lines those of the stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Admission {
    /// The day of the admission, planned or actual (DTP `435`). Required.
    pub on: Option<Day>,
    /// The day of the discharge, where it is known (DTP `096`).
    pub discharge: Option<Day>,
    /// How many days are asked for (HSD of the event).
    pub days: Option<u32>,
    /// How urgent the admission is (CL101): `1` emergency, `2` urgent, `3` elective. Required.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub kind: Option<AdmissionType>,
    /// Where the patient comes from (CL102).
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub source: Option<AdmissionSource>,
    /// Still a patient, or discharged and to where (CL103).
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub status: Option<PatientStatus>,
}

impl Admission {
    /// An admission on a day.
    #[must_use]
    pub fn new(on: Day, kind: AdmissionType) -> Self {
        Self { on: Some(on), kind: Some(kind), ..Self::default() }
    }
}

/// An accident, the patient's work or another party that has to do with the therapy (UM05, DTP `439`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accident {
    /// What it was. At least one, each once.
    pub causes: Vec<AccidentCause>,
    /// The day, where it is known.
    pub on: Option<Day>,
    /// The state of a car accident, two letters.
    pub state: Option<Text<'static>>,
}

/// What an accident was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AccidentCause {
    /// A car accident.
    #[default]
    Auto,
    /// Another party is responsible.
    AnotherParty,
    /// The patient's work.
    Employment,
}
