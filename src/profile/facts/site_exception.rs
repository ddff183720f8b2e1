//! Why a drug has to be given in a hospital.

/// Why a hospital has to be the place, as public site-of-care policies accept it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SiteException {
    /// The first dose, or the first after six months or more.
    #[default]
    FirstDose,
    /// A severe reaction before.
    PriorReaction,
    /// Heart, lungs or kidneys are not stable.
    Unstable,
    /// Access to the vein is a problem.
    VascularAccess,
    /// The safety of a child.
    PediatricSafety,
    /// No other place within reach.
    NoOtherSite,
    /// The home is not safe.
    HomeUnsafe,
    /// The drug is in short supply elsewhere.
    DrugShortage,
    /// Part of a cancer regimen of the same day.
    SameDayOncology,
}

/// For each reason: its key in tables and in JSON.
const EXCEPTIONS: [(SiteException, &str); 9] = [
    (SiteException::FirstDose, "firstDose"),
    (SiteException::PriorReaction, "priorReaction"),
    (SiteException::Unstable, "unstable"),
    (SiteException::VascularAccess, "vascularAccess"),
    (SiteException::PediatricSafety, "pediatricSafety"),
    (SiteException::NoOtherSite, "noOtherSite"),
    (SiteException::HomeUnsafe, "homeUnsafe"),
    (SiteException::DrugShortage, "drugShortage"),
    (SiteException::SameDayOncology, "sameDayOncology"),
];

impl SiteException {
    /// Every reason.
    pub fn all() -> impl Iterator<Item = Self> {
        EXCEPTIONS.iter().map(|(reason, _)| *reason)
    }

    /// The reason of a key; `None` when there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        EXCEPTIONS.iter().find(|(_, own)| *own == key).map(|(reason, _)| *reason)
    }

    /// Its key in tables and in JSON, such as `firstDose`.
    #[must_use]
    pub fn key(self) -> &'static str {
        EXCEPTIONS.iter().find(|(reason, _)| *reason == self).map_or("", |(_, key)| key)
    }
}
