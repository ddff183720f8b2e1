//! What supports the request: earlier therapies, laboratory values, allergies, suitability for home, criteria.

use super::admission::Accident;
use super::dose::Body;
use crate::catalog::value::{Day, Number};
use crate::code::{DelayReason, HealthCondition, Prognosis};
use crate::element::Text;

/// The clinical facts. The 278 has coded places for few of them; the rest goes into messages and documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clinical {
    /// Weight, height and surface.
    pub body: Body,
    /// What was tried before. Say so with an empty list when nothing was: absent means not stated.
    pub prior_therapies: Option<Vec<PriorTherapy>>,
    /// Drugs that must not be given, and why. An empty list says that there are none.
    pub contraindications: Option<Vec<Contraindication>>,
    /// Laboratory and imaging values that payers ask for, such as TB, HBV, IGG.
    pub labs: Vec<Lab>,
    /// Allergies. An empty list says that none are known.
    pub allergies: Option<Vec<Text<'static>>>,
    /// Whether the drug can be given at home.
    pub home: Option<HomeSuitability>,
    /// The criteria that the request cites.
    pub criteria: Vec<Criterion>,
    /// How the patient has responded so far, for a renewal; goes into the message.
    pub response_to_therapy: Option<Text<'static>>,
    /// The patient was on this therapy under another plan.
    pub continuity_of_care: bool,
    /// An accident that has to do with the therapy.
    pub accident: Option<Accident>,
    /// Present state of health (UM07).
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub condition: Option<HealthCondition>,
    /// Outlook (UM08).
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub prognosis: Option<Prognosis>,
    /// Why the request comes late (UM10).
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub delay_reason: Option<DelayReason>,
}

/// A therapy that was tried before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriorTherapy {
    /// The drug.
    pub drug: Text<'static>,
    /// Its HCPCS code, if it has one.
    pub code: Option<Text<'static>>,
    /// Its class.
    pub class: Option<Text<'static>>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub through: Option<Day>,
    /// For how many months, where days are not known.
    pub months: Option<u32>,
    /// The dose, in words.
    pub dose: Option<Text<'static>>,
    /// How it ended.
    pub outcome: Outcome,
    /// More, in words; stays out of the message.
    pub note: Option<Text<'static>>,
}

impl PriorTherapy {
    /// A therapy that failed after so many months.
    #[must_use]
    pub fn failed(drug: impl Into<Text<'static>>, months: u32) -> Self {
        Self { drug: drug.into(), months: Some(months), ..Self::default() }
    }
}

/// How an earlier therapy ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It did not work, or no longer.
    #[default]
    Failed,
    /// It was not tolerated.
    Intolerant,
    /// It must not be given.
    Contraindicated,
}

impl Outcome {
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Failed => "FAILED",
            Self::Intolerant => "INTOLERANT",
            Self::Contraindicated => "CONTRAINDICATED",
        }
    }
}

/// A drug that must not be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contraindication {
    /// The drug or class.
    pub drug: Text<'static>,
    /// Why.
    pub reason: Option<Text<'static>>,
}

/// A laboratory or imaging value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lab {
    /// What was measured, such as `TB`, `HBV`, `IGG`.
    pub name: Text<'static>,
    /// The result, such as `NEG` or `412 MG/DL`.
    pub result: Text<'static>,
    /// The day.
    pub date: Option<Day>,
    /// LOINC code of the test.
    pub loinc: Option<Text<'static>>,
    /// The result as a number, if it is one.
    pub value: Option<Number>,
}

/// Whether the drug can be given at home. Homebound the patient need not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HomeSuitability {
    /// The member is willing to learn.
    pub member_willing: Option<bool>,
    /// A caregiver is willing and able.
    pub caregiver_able: Option<bool>,
    /// Qualified staff gives the drug.
    pub qualified_staff: Option<bool>,
    /// The drug is mixed by a pharmacy or home health agency.
    pub admixed: Option<bool>,
    /// The patient needs intensive therapy into a vein (CRC `9H`).
    pub intensive_intravenous: bool,
}

impl HomeSuitability {
    /// Whether somebody at home can take part; `None` when that is not stated.
    #[must_use]
    pub fn somebody_able(&self) -> Option<bool> {
        match (self.member_willing, self.caregiver_able) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }
    }
}

/// A clinical criterion that the request cites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Whose it is: MCG, InterQual, Medicare, the plan's policy, or another.
    pub source: Text<'static>,
    /// Its version or year.
    pub version: Option<Text<'static>>,
    /// Its number.
    pub id: Option<Text<'static>>,
}
