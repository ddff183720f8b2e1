//! Which road a request takes: routing rules in order, each with its reason.

use super::{SiteKind, Source};
use crate::element::Text;
use crate::shape::names;

names! {
    /// Which road to take.
    #[non_exhaustive]
    pub enum Hint {
        X12 = "x12", "the 278, to the payer";
        EPrescribing = "ePrescribing", "electronic prior authorization by NCPDP SCRIPT, to the pharmacy benefit manager";
        Both = "both", "the drug by NCPDP SCRIPT, the rest by a 278 without the drug";
        PayerPharmacy = "payerPharmacy", "the pharmacy department of the payer: portal, network or form";
        StatePharmacy = "statePharmacy", "the pharmacy program of the state";
        StateChildren = "stateChildren", "the children's program of the state";
        HomeInfusionVendor = "homeInfusionVendor", "the home infusion vendor under contract";
        DelegatedGroup = "delegatedGroup", "the medical group that reviews for the plan";
        CallPlan = "callPlan", "nobody that accepts the referral is known: call the plan";
        AskBenefit = "askBenefit", "which benefit pays is not known: ask (270/271) or call";
        Unknown = "unknown", "something is not known that decides";
    }
}

names! {
    /// Who reviews.
    #[non_exhaustive]
    pub enum Reviewer {
        PlanUm = "planUm", "the plan's utilization management";
        PlanPharmacy = "planPharmacy", "the plan's pharmacy department";
        DelegatedGroup = "delegatedGroup", "a medical group";
        UmVendor = "umVendor", "a utilization review vendor";
        Pbm = "pbm", "a pharmacy benefit manager";
        StateProgram = "stateProgram", "a program of the state";
    }
}

names! {
    /// What a condition of a routing rule asks for.
    #[non_exhaustive]
    pub enum RouteKey {
        Line = "line", "the line of business";
        Benefit = "benefit", "the benefit";
        Dispensing = "dispensing", "who dispenses and bills the drug";
        ChildrensServices = "ccs", "whether the condition is one of California Children's Services";
        Arrangement = "group", "the arrangement of the medical group";
        ReviewedByGroup = "reviewed-by-group", "whether the medical group reviews this service";
        Site = "site", "the site of care";
        Class = "class", "the class of the injectable";
        Holder = "holder", "who holds the risk of the injectable";
        Vendor = "vendor", "the home infusion vendor";
    }
}

impl RouteKey {
    /// Whether a value may stand behind it in a condition.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        let values: &[&str] = match self {
            Self::Line | Self::Class => return !value.is_empty(),
            Self::Site => return SiteKind::from_key(value).is_some(),
            Self::Benefit => &["medical", "pharmacy", "split"],
            Self::Dispensing => &["buyAndBill", "homeInfusion", "pharmacy", "medical"],
            Self::ChildrensServices | Self::ReviewedByGroup => &["yes", "no"],
            Self::Arrangement => &["planManaged", "sharedRisk", "delegated"],
            Self::Holder => &["plan", "group", "shared", "state", "none"],
            Self::Vendor => &["open", "closed", "none"],
        };
        values.contains(&value)
    }
}

/// One routing rule: where all conditions hold, it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its name.
    pub rule: Text<'static>,
    /// Its conditions; a rule without any always decides.
    pub conditions: Vec<RouteCondition>,
    /// The road.
    pub hint: Hint,
    /// Who reviews, where that is known.
    pub reviewer: Option<Reviewer>,
    /// Why, in words.
    pub reason: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// One condition: a key and the values that meet it, or an age below a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteCondition {
    /// The value of the key is one of these.
    Is(RouteKey, Vec<Text<'static>>),
    /// The age in years at the date of service is below this.
    AgeBelow(u32),
}

impl RouteCondition {
    /// What it asks for, in words.
    #[must_use]
    pub const fn subject(&self) -> &'static str {
        match self {
            Self::AgeBelow(_) => "the age at the date of service",
            Self::Is(key, _) => key.title(),
        }
    }
}
