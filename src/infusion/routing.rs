//! Which road a request takes: the 278, the pharmacy's electronic prior authorization, a state program, a medical
//! group, a vendor. A hint with reasons; unknown is an answer.

use super::build::BuildOptions;
use super::order::InfusionRequest;
use super::value::Day;
use crate::element::Text;
use crate::profile::{Hint, Reviewer, RouteCondition, RouteKey, SiteKind};

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

/// The answer: which road, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routing {
    /// The road.
    pub hint: Hint,
    /// Who reviews, where that is known.
    pub reviewer: Option<Reviewer>,
    /// The rule that decided.
    pub rule: Option<Text<'static>>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words.
    pub text: Text<'static>,
    /// Who says so; empty for what follows from the order itself.
    pub cited: Text<'static>,
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
            let text = format!("before the last day of the request the road changes to {}", later.hint);
            routing.reasons.push(Reason { text: text.into(), cited: Text::default(), verified: true });
        }
    }
    routing
}

fn route_on(order: &InfusionRequest, options: &BuildOptions<'_>, on: Day) -> Routing {
    let look = Look { order, options, on };
    for route in options.profile.routes(on) {
        let met: Vec<(Option<bool>, &RouteCondition)> =
            route.conditions.iter().map(|condition| (look.holds(condition), condition)).collect();
        if met.iter().any(|(holds, _)| *holds == Some(false)) {
            continue;
        }
        let open: Vec<&RouteCondition> = met.iter().filter(|(holds, _)| holds.is_none()).map(|(_, c)| *c).collect();
        if open.is_empty() {
            let reason = Reason {
                text: route.reason.clone(),
                cited: route.source.cited.clone(),
                verified: route.source.verified,
            };
            let (hint, reviewer) = (route.hint, route.reviewer);
            return Routing { hint, reviewer, rule: Some(route.rule.clone()), reasons: vec![reason] };
        }
        let about_benefit =
            open.iter().all(|c| matches!(c, RouteCondition::Is(RouteKey::Benefit | RouteKey::Dispensing, _)));
        let hint = if about_benefit { Hint::AskBenefit } else { Hint::Unknown };
        let reasons = open.iter().map(|condition| Reason {
            text: format!("{} is not known, and rule {} depends on it", condition.subject(), route.rule).into(),
            cited: route.source.cited.clone(),
            verified: route.source.verified,
        });
        return Routing { hint, reviewer: None, rule: None, reasons: reasons.collect() };
    }
    let text = "no rule of this payer applies".into();
    let reasons = vec![Reason { text, cited: Text::default(), verified: true }];
    Routing { hint: Hint::Unknown, reviewer: None, rule: None, reasons }
}

struct Look<'l> {
    order: &'l InfusionRequest,
    options: &'l BuildOptions<'l>,
    on: Day,
}

impl Look<'_> {
    /// Whether a condition holds; `None` when that is not known.
    fn holds(&self, condition: &RouteCondition) -> Option<bool> {
        match condition {
            RouteCondition::AgeBelow(limit) => Some(self.on.age_of_born(self.order.birth_date()?)? < *limit),
            RouteCondition::Is(key, values) => {
                let value = self.value(*key)?;
                Some(values.iter().any(|one| *one == value))
            }
        }
    }

    fn value(&self, key: RouteKey) -> Option<&str> {
        let coverage = &self.order.coverage;
        let yes_no = |flag: bool| if flag { "yes" } else { "no" };
        let value = match key {
            RouteKey::Line => Some(coverage.line_of_business.as_str()).filter(|text| !text.is_empty())?,
            RouteKey::Benefit => match (coverage.benefit, coverage.dispensing) {
                (Some(Benefit::Medical), _) => "medical",
                (Some(Benefit::Pharmacy), _) | (None, Some(Dispensing::Pharmacy)) => "pharmacy",
                (Some(Benefit::Split), _) => "split",
                (None, Some(Dispensing::BuyAndBill)) => "medical",
                _ => return None,
            },
            RouteKey::Dispensing => match (coverage.dispensing, coverage.benefit) {
                (Some(Dispensing::BuyAndBill), _) => "buyAndBill",
                (Some(Dispensing::HomeInfusion), _) => "homeInfusion",
                (Some(Dispensing::Pharmacy), _) | (None, Some(Benefit::Pharmacy | Benefit::Split)) => "pharmacy",
                (None, Some(Benefit::Medical)) => "medical",
                (None, None) => return None,
            },
            RouteKey::ChildrensServices => yes_no(coverage.ccs_eligible?),
            RouteKey::Arrangement => match coverage.group.as_ref()?.arrangement? {
                Arrangement::PlanManaged => "planManaged",
                Arrangement::SharedRisk => "sharedRisk",
                Arrangement::Delegated => "delegated",
            },
            RouteKey::ReviewedByGroup => yes_no(coverage.group.as_ref()?.reviews_this?),
            RouteKey::Site => self.order.site.as_ref().map(|site| site.kind).map(SiteKind::key)?,
            RouteKey::Class => self.injectable().map_or("none", |row| row.class.as_str()),
            RouteKey::Holder => self.injectable().map_or("none", |row| row.holder.as_str()),
            RouteKey::Vendor => {
                let vendor = self.options.profile.vendor(self.order.therapy, self.on);
                vendor.map_or("none", |vendor| if vendor.accepts { "open" } else { "closed" })
            }
        };
        Some(value)
    }

    fn injectable(&self) -> Option<&super::policy::Injectable> {
        let line = self.order.coverage.line_of_business.as_str();
        let mut codes = self.order.drugs.iter().map(|drug| drug.code.trim());
        codes.find_map(|code| self.options.policies.injectable(code, line, self.on))
    }
}
