//! Which road a request takes: the 278, the pharmacy's electronic prior authorization, a state program, a medical
//! group, a vendor. A hint with reasons; unknown is an answer.

use super::build::BuildOptions;
use super::order::InfusionRequest;
use super::site::SiteKind;
use super::table::{Source, TableError, TableProblem, rows};
use super::value::Day;
use crate::element::Text;
use std::str::FromStr;

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
    /// The risk is shared.
    SharedRisk,
    /// The review is the group's.
    Delegated,
}

/// The keys of an enumeration, as tables have them.
macro_rules! keys {
    ($what:literal $name:ident { $($variant:ident = $key:literal, $doc:literal;)* }) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $(#[doc = $doc] $variant,)* }

        impl $name {
            /// Its key in tables.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($key => Ok(Self::$variant),)* _ => Err(()) }
            }
        }
    };
}

keys! { "Which road to take." Hint {
    X12 = "x12", "The 278, to the payer.";
    EPrescribing = "ePrescribing", "Electronic prior authorization by NCPDP SCRIPT, to the pharmacy benefit manager.";
    Both = "both", "The drug by NCPDP SCRIPT, the rest by a 278 without the drug.";
    PayerPharmacy = "payerPharmacy", "The pharmacy department of the payer: portal, network or form.";
    StatePharmacy = "statePharmacy", "The pharmacy program of the state.";
    StateChildren = "stateChildren", "The children's program of the state.";
    HomeInfusionVendor = "homeInfusionVendor", "The home infusion vendor under contract.";
    DelegatedGroup = "delegatedGroup", "The medical group that reviews for the plan.";
    CallPlan = "callPlan", "Nobody that accepts the referral is known: call the plan.";
    AskBenefit = "askBenefit", "Which benefit pays is not known: ask (270/271) or call.";
    Unknown = "unknown", "Something is not known that decides.";
} }

keys! { "Who reviews." Reviewer {
    PlanUm = "planUm", "The plan's utilization management.";
    PlanPharmacy = "planPharmacy", "The plan's pharmacy department.";
    DelegatedGroup = "delegatedGroup", "A medical group.";
    UmVendor = "umVendor", "A utilization review vendor.";
    Pbm = "pbm", "A pharmacy benefit manager.";
    StateProgram = "stateProgram", "A program of the state.";
} }

/// One routing rule: where all conditions hold, it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its name.
    pub rule: String,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// The road.
    pub hint: Hint,
    /// Who reviews.
    pub reviewer: Option<Reviewer>,
    /// Why, in words.
    pub reason: String,
    /// Where it comes from and when it holds.
    pub source: Source,
}

/// One condition: a key and the values that meet it, or an age below a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The value of the key is one of these.
    Is(Key, Vec<String>),
    /// The age in years at the date of service is below this.
    AgeBelow(u32),
}

keys! { "What a condition asks for." Key {
    LineOfBusiness = "lob", "Line of business.";
    Benefit = "benefit", "`medical`, `pharmacy` or `split`.";
    Dispensing = "dispensed", "`buyAndBill`, `homeInfusion`, `pharmacy`, or `medical` where only that is known.";
    ChildrensServices = "ccs", "`yes` or `no`.";
    Arrangement = "group", "`planManaged`, `sharedRisk` or `delegated`.";
    ReviewsThis = "delegated", "`yes` or `no`: the group reviews this service.";
    Site = "site", "The site of care, such as `home`.";
    Class = "class", "The class of the first drug that the injectable crosswalk knows, or `none`.";
    Holder = "holder", "Who holds the risk of that drug, or `none`.";
    Vendor = "vendor", "Whether the payer's home infusion vendor accepts the therapy: `open`, `closed` or `none`.";
} }

impl Route {
    /// The columns of the table of rules, tab-separated, read by name. `when` holds conditions parted by blanks:
    /// `lob=mediCal|dsnp age<21 ccs=yes`.
    pub const COLUMNS: [&'static str; 9] =
        ["rule", "when", "hint", "reviewer", "reason", "from", "through", "source", "verified"];

    pub(super) fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let mut routes = Vec::new();
        for row in rows(text, &Self::COLUMNS)? {
            let bad = || row.error(TableProblem::Value("when"));
            let mut conditions = Vec::new();
            for term in row.get("when").split_whitespace() {
                conditions.push(match term.strip_prefix("age<") {
                    Some(limit) => Condition::AgeBelow(limit.parse().map_err(|_| bad())?),
                    None => {
                        let (key, values) = term.split_once('=').ok_or_else(bad)?;
                        let values = values.split('|').map(str::to_owned).collect();
                        Condition::Is(key.parse().map_err(|()| bad())?, values)
                    }
                });
            }
            routes.push(Self {
                rule: row.filled("rule")?.to_owned(),
                conditions,
                hint: row.filled("hint")?.parse().map_err(|()| row.error(TableProblem::Value("hint")))?,
                reviewer: row.parsed("reviewer")?,
                reason: row.filled("reason")?.to_owned(),
                source: row.source()?,
            });
        }
        Ok(routes)
    }
}

/// The answer: which road, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routing {
    /// The road.
    pub hint: Hint,
    /// Who reviews, where that is known.
    pub reviewer: Option<Reviewer>,
    /// The rule that decided.
    pub rule: Option<String>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// Who says so; empty for what follows from the order itself.
    pub cited: String,
    /// Whether the source is verified.
    pub verified: bool,
}

/// Which road a request takes, by the rules of the payer, on the first day of the service.
///
/// The first rule of which all conditions hold decides. A rule that might hold, were something known, makes the answer
/// unknown and says what to find out.
#[must_use]
pub fn route(order: &InfusionRequest, options: &BuildOptions<'_>) -> Routing {
    let first = order.first_day().unwrap_or(options.today());
    let mut routing = route_on(order, options, first);
    let phases = order.drugs.iter().flat_map(|drug| &drug.phases).filter_map(|phase| phase.plan().ok());
    if let Some(last) = phases.map(|phase| phase.through).max() {
        let later = route_on(order, options, last);
        if later.rule != routing.rule {
            let text = format!("before the last day of the request the road changes to {}", later.hint.key());
            routing.reasons.push(Reason { text, cited: String::new(), verified: true });
        }
    }
    routing
}

fn route_on(order: &InfusionRequest, options: &BuildOptions<'_>, on: Day) -> Routing {
    let look = Look { order, options, on };
    for route in options.payer.routes.iter().filter(|route| route.source.holds(on)) {
        let met: Vec<(Option<bool>, &Condition)> =
            route.conditions.iter().map(|condition| (look.holds(condition), condition)).collect();
        if met.iter().any(|(holds, _)| *holds == Some(false)) {
            continue;
        }
        let open: Vec<&Condition> = met.iter().filter(|(holds, _)| holds.is_none()).map(|(_, c)| *c).collect();
        if open.is_empty() {
            let reason = Reason {
                text: route.reason.clone(),
                cited: route.source.cited.clone(),
                verified: route.source.verified,
            };
            let (hint, reviewer) = (route.hint, route.reviewer);
            return Routing { hint, reviewer, rule: Some(route.rule.clone()), reasons: vec![reason] };
        }
        let about_benefit = open.iter().all(|c| matches!(c, Condition::Is(Key::Benefit | Key::Dispensing, _)));
        let hint = if about_benefit { Hint::AskBenefit } else { Hint::Unknown };
        let reasons = open.iter().map(|condition| Reason {
            text: format!("{} is not known, and rule {} depends on it", condition.subject(), route.rule),
            cited: route.source.cited.clone(),
            verified: route.source.verified,
        });
        return Routing { hint, reviewer: None, rule: None, reasons: reasons.collect() };
    }
    let text = "no rule of this payer applies".to_owned();
    let reasons = vec![Reason { text, cited: String::new(), verified: true }];
    Routing { hint: Hint::Unknown, reviewer: None, rule: None, reasons }
}

impl Condition {
    /// What it asks for, in words.
    #[must_use]
    pub const fn subject(&self) -> &'static str {
        match self {
            Self::AgeBelow(_) => "the age at the date of service",
            Self::Is(key, _) => match key {
                Key::LineOfBusiness => "the line of business",
                Key::Benefit => "the benefit",
                Key::Dispensing => "who dispenses and bills the drug",
                Key::ChildrensServices => "whether the condition is one of California Children's Services",
                Key::Arrangement => "the arrangement of the medical group",
                Key::ReviewsThis => "whether the medical group reviews this service",
                Key::Site => "the site of care",
                Key::Class | Key::Holder => "the class of the injectable",
                Key::Vendor => "the home infusion vendor",
            },
        }
    }
}

struct Look<'l> {
    order: &'l InfusionRequest,
    options: &'l BuildOptions<'l>,
    on: Day,
}

impl Look<'_> {
    /// Whether a condition holds; `None` when that is not known.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::AgeBelow(limit) => Some(self.on.age_of_born(self.order.birth_date()?)? < *limit),
            Condition::Is(key, values) => {
                let value = self.value(*key)?;
                Some(values.contains(&value))
            }
        }
    }

    fn value(&self, key: Key) -> Option<String> {
        let coverage = &self.order.coverage;
        let yes_no = |flag: bool| if flag { "yes" } else { "no" };
        let value = match key {
            Key::LineOfBusiness => Some(coverage.line_of_business.as_str()).filter(|text| !text.is_empty())?,
            Key::Benefit => match (coverage.benefit, coverage.dispensing) {
                (Some(Benefit::Medical), _) => "medical",
                (Some(Benefit::Pharmacy), _) | (None, Some(Dispensing::Pharmacy)) => "pharmacy",
                (Some(Benefit::Split), _) => "split",
                (None, Some(Dispensing::BuyAndBill)) => "medical",
                _ => return None,
            },
            Key::Dispensing => match (coverage.dispensing, coverage.benefit) {
                (Some(Dispensing::BuyAndBill), _) => "buyAndBill",
                (Some(Dispensing::HomeInfusion), _) => "homeInfusion",
                (Some(Dispensing::Pharmacy), _) | (None, Some(Benefit::Pharmacy | Benefit::Split)) => "pharmacy",
                (None, Some(Benefit::Medical)) => "medical",
                (None, None) => return None,
            },
            Key::ChildrensServices => yes_no(coverage.ccs_eligible?),
            Key::Arrangement => match coverage.group.as_ref()?.arrangement? {
                Arrangement::PlanManaged => "planManaged",
                Arrangement::SharedRisk => "sharedRisk",
                Arrangement::Delegated => "delegated",
            },
            Key::ReviewsThis => yes_no(coverage.group.as_ref()?.reviews_this?),
            Key::Site => self.order.site.as_ref().map(|site| site.kind).map(SiteKind::key)?,
            Key::Class => self.injectable().map_or("none", |row| row.class.as_str()),
            Key::Holder => self.injectable().map_or("none", |row| row.holder.as_str()),
            Key::Vendor => {
                let therapy = self.order.therapy.key();
                let mut vendors = self.options.payer.of_kind("vendor", self.on);
                let vendor =
                    vendors.find(|fact| fact.detail.split_whitespace().any(|one| one == therapy || one == "any"));
                vendor.map_or("none", |fact| fact.value.as_str())
            }
        };
        Some(value.to_owned())
    }

    fn injectable(&self) -> Option<&super::policy::Injectable> {
        let line = self.order.coverage.line_of_business.as_str();
        let mut codes = self.order.drugs.iter().map(|drug| drug.code.trim());
        codes.find_map(|code| self.options.policies.injectable(code, line, self.on))
    }
}
