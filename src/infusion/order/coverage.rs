//! How the patient is insured.

use crate::element::Text;

/// How the patient is insured, as far as routing asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Line of business, by the key of the payer's table, such as `commercialHmo`, `mediCal`, `medicareAdvantage`.
    pub line_of_business: Text<'static>,
    /// The product, in words.
    pub product: Option<Text<'static>>,
    /// Which benefit pays for the drug.
    pub benefit: Option<Benefit>,
    /// Who dispenses and bills the drug.
    pub dispensing: Option<Dispensing>,
    /// The condition is one of California Children's Services. Only you can know: the crate has no list.
    pub ccs_eligible: Option<bool>,
    /// The medical group of the member.
    pub group: Option<MedicalGroup>,
}

/// Which benefit pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Benefit {
    /// The medical benefit.
    #[default]
    Medical,
    /// The pharmacy benefit.
    Pharmacy,
    /// The drug under the pharmacy benefit, per diem and nursing under the medical one.
    Split,
}

/// Who dispenses and bills the drug.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Dispensing {
    /// The provider buys the drug and bills it.
    #[default]
    BuyAndBill,
    /// A home infusion pharmacy, on a medical claim.
    HomeInfusion,
    /// A pharmacy, on a pharmacy claim.
    Pharmacy,
}

/// The medical group (PPG) of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MedicalGroup {
    /// Name.
    pub name: Option<Text<'static>>,
    /// Number at the payer.
    pub id: Option<Text<'static>>,
    /// How it shares the risk and the review.
    pub arrangement: Option<Arrangement>,
    /// The service is among those that the group reviews.
    pub reviews_this: Option<bool>,
}

/// How a medical group shares risk and review with the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Arrangement {
    /// The plan holds both.
    #[default]
    PlanManaged,
    /// The risk is shared. The group may review all the same.
    SharedRisk,
    /// The review is the group's.
    Delegated,
}
