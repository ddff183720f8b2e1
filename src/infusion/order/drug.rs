//! The drug: what, how much, how, when.

use super::dose::Dose;
use super::intent::Intent;
use super::schedule::Phase;
use crate::catalog::units::Measure;
use crate::element::Text;

/// One drug of the order. Each of its phases becomes a line (loop 2000F).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drug {
    /// HCPCS code. Required.
    pub code: Text<'static>,
    /// What is asked about this drug, where it is not what the request as a whole is: a revision that withdraws one
    /// drug, say. Dose and phases of a withdrawn drug may be left out.
    pub intent: Option<Intent>,
    /// Up to four modifiers.
    pub modifiers: Vec<Text<'static>>,
    /// Name; needed where the code names no drug. Goes into the description.
    pub name: Option<Text<'static>>,
    /// Strength as the package says it, such as `100MG`.
    pub strength: Option<Text<'static>>,
    /// National drug code, with its hyphens or in eleven digits.
    pub ndc: Option<Text<'static>>,
    /// How it is given.
    pub route: Option<Route>,
    /// The dose. Required.
    pub dose: Option<Dose>,
    /// The amount of drug of one billing unit, where the code table does not know it or is out of date.
    pub billing_unit: Option<Measure>,
    /// The size of the single-dose vial, where whole vials are billed.
    pub vial: Option<Measure>,
    /// The phases. At least one.
    pub phases: Vec<Phase>,
    /// For which diagnoses, by code; for the principal one when empty. At most four.
    pub diagnoses: Vec<Text<'static>>,
    /// Revenue code, where the facility bills; the line is then an institutional one (SV2).
    pub revenue_code: Option<Text<'static>>,
}

impl Drug {
    /// A drug with its dose.
    #[must_use]
    pub fn new(code: impl Into<Text<'static>>, dose: Dose) -> Self {
        Self { code: code.into(), dose: Some(dose), ..Self::default() }
    }

    /// A drug of an earlier request that is no longer wanted.
    #[must_use]
    pub fn withdrawn(code: impl Into<Text<'static>>, intent: Intent) -> Self {
        Self { code: code.into(), intent: Some(intent), ..Self::default() }
    }

    /// Whether it is asked for, as opposed to withdrawn.
    #[must_use]
    pub fn asks_for_care(&self) -> bool {
        self.intent.as_ref().is_none_or(|intent| intent.kind.asks_for_care())
    }

    /// With name and strength for the description.
    #[must_use]
    pub fn named(self, name: impl Into<Text<'static>>, strength: impl Into<Text<'static>>) -> Self {
        Self { name: Some(name.into()), strength: Some(strength.into()), ..self }
    }

    /// With a national drug code.
    #[must_use]
    pub fn ndc(self, ndc: impl Into<Text<'static>>) -> Self {
        Self { ndc: Some(ndc.into()), ..self }
    }

    /// With a route.
    #[must_use]
    pub fn route(self, route: Route) -> Self {
        Self { route: Some(route), ..self }
    }

    /// With a further phase.
    #[must_use]
    pub fn phase(mut self, phase: Phase) -> Self {
        self.phases.push(phase);
        self
    }

    /// Billed in whole vials of this size.
    #[must_use]
    pub fn vial(self, size: Measure) -> Self {
        Self { vial: Some(size), ..self }
    }
}

/// How a drug is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Route {
    /// Into a vein.
    #[default]
    Intravenous,
    /// Under the skin.
    Subcutaneous,
    /// Into a muscle.
    Intramuscular,
    /// Inhaled.
    Inhaled,
    /// Into the spinal fluid.
    Intrathecal,
    /// Into the epidural space.
    Epidural,
}

/// For each route: its key in tables and in JSON, and its sign in messages.
const ROUTES: [(Route, &str, &str); 6] = [
    (Route::Intravenous, "intravenous", "IV"),
    (Route::Subcutaneous, "subcutaneous", "SC"),
    (Route::Intramuscular, "intramuscular", "IM"),
    (Route::Inhaled, "inhaled", "INHALED"),
    (Route::Intrathecal, "intrathecal", "INTRATHECAL"),
    (Route::Epidural, "epidural", "EPIDURAL"),
];

impl Route {
    /// As messages have it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        ROUTES.iter().find(|(route, ..)| *route == self).map_or("", |(.., sign)| sign)
    }

    /// The route of a key, such as `intravenous`; `None` when there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROUTES.iter().find(|(_, own, _)| *own == key).map(|(route, ..)| *route)
    }
}
