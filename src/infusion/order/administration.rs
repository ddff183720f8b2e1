//! What goes with the drug: administration, home per diem, nursing visits, supplies.

use super::intent::Intent;
use super::party::Provider;
use super::schedule::Phase;
use super::site::Site;
use crate::element::Text;

/// A service that goes with the drug. It becomes a line (loop 2000F).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Service {
    /// What kind of service it is: what its units count.
    pub kind: ServiceKind,
    /// CPT or HCPCS code. Required.
    pub code: Text<'static>,
    /// What is asked about this service, where it is not what the request as a whole is.
    pub intent: Option<Intent>,
    /// Up to four modifiers.
    #[cfg_attr(feature = "serde", serde(default))]
    pub modifiers: Vec<Text<'static>>,
    /// Units of one visit, such as the further hours of an infusion; 1 when absent.
    pub units_per_visit: Option<u32>,
    /// The whole quantity, where it does not follow from the visits.
    pub quantity: Option<u32>,
    /// When, where it is not given with every dose of the drug.
    pub phase: Option<Phase>,
    /// Which drug of the order it goes with, from 1; the first when absent.
    pub drug: Option<usize>,
    /// What the code does not say; needed for unlisted codes.
    pub description: Option<Text<'static>>,
    /// Revenue code, where the facility bills; the line is then an institutional one (SV2).
    pub revenue_code: Option<Text<'static>>,
    /// Another place than that of the order.
    pub site: Option<Site>,
    /// Another provider than those of the order, such as the nursing agency.
    pub provider: Option<Provider>,
}

impl Service {
    /// A service with a code.
    #[must_use]
    pub fn new(kind: ServiceKind, code: impl Into<Text<'static>>) -> Self {
        Self { kind, code: code.into(), ..Self::default() }
    }

    /// The lines of an infusion of so many minutes: the first hour, and the further hours of each visit; empty when it is
    /// too short to be reported.
    #[must_use]
    pub fn of_minutes(codes: TimedCodes, minutes: u32) -> Vec<Self> {
        let lines = codes.of_minutes(minutes).into_iter();
        lines.map(|(code, units)| Self::new(ServiceKind::Administration, code).units_per_visit(units)).collect()
    }

    /// Whether it is asked for, as opposed to withdrawn.
    #[must_use]
    pub fn asks_for_care(&self) -> bool {
        self.intent.as_ref().is_none_or(|intent| intent.kind.asks_for_care())
    }

    /// With so many units a visit.
    #[must_use]
    pub fn units_per_visit(self, units: u32) -> Self {
        Self { units_per_visit: Some(units), ..self }
    }

    /// By another provider.
    #[must_use]
    pub fn by(self, provider: Provider) -> Self {
        Self { provider: Some(provider), ..self }
    }
}

/// What a service is, and what its units count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ServiceKind {
    /// Giving the drug: units times visits.
    #[default]
    Administration,
    /// A home infusion per diem: days on which therapy is given.
    PerDiem,
    /// A nursing visit: units times visits.
    Nursing,
    /// Supplies and equipment: the stated quantity.
    Supply,
}

/// The time rules of a family of administration codes: up to so many minutes it is a push, then the first hour, then a
/// further hour for every thirty-one minutes or more beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedCodes {
    /// The code of a push, where a short infusion counts as one.
    pub push: Option<&'static str>,
    /// The code of the first hour.
    pub first: &'static str,
    /// The code of each further hour.
    pub further: &'static str,
    /// The most minutes that are not yet the first hour.
    pub below: u32,
}

impl TimedCodes {
    /// Hydration.
    pub const HYDRATION: Self = Self { push: None, first: "96360", further: "96361", below: 30 };
    /// Therapeutic drugs into a vein.
    pub const THERAPEUTIC: Self = Self { push: Some("96374"), first: "96365", further: "96366", below: 15 };
    /// Therapeutic drugs under the skin, by a pump that is set up.
    pub const SUBCUTANEOUS: Self = Self { push: None, first: "96369", further: "96370", below: 15 };
    /// Chemotherapy into an artery.
    pub const INTRA_ARTERIAL: Self = Self { push: Some("96420"), first: "96422", further: "96423", below: 15 };
    /// Chemotherapy and complex biologics into a vein.
    pub const CHEMOTHERAPY: Self = Self { push: Some("96409"), first: "96413", further: "96415", below: 15 };

    /// The codes and units of one infusion of so many minutes; empty when it is too short to be reported.
    ///
    /// ```
    /// use x12_278::infusion::TimedCodes;
    /// assert_eq!(TimedCodes::THERAPEUTIC.of_minutes(240), [("96365", 1), ("96366", 3)]);
    /// assert_eq!(TimedCodes::THERAPEUTIC.of_minutes(90), [("96365", 1)]);
    /// assert_eq!(TimedCodes::HYDRATION.of_minutes(30), []);
    /// ```
    #[must_use]
    pub fn of_minutes(self, minutes: u32) -> Vec<(&'static str, u32)> {
        if minutes <= self.below {
            return self.push.into_iter().filter(|_| minutes > 0).map(|push| (push, 1)).collect();
        }
        let further = (minutes.saturating_sub(60).saturating_add(29)) / 60;
        let mut codes = vec![(self.first, 1)];
        if further > 0 {
            codes.push((self.further, further));
        }
        codes
    }
}
