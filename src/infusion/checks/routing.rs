//! Which road a request takes: the 278, the pharmacy's electronic prior authorization, a state program, a medical
//! group, a vendor. A hint with reasons; unknown is an answer.

use crate::catalog::value::Day;
use crate::element::Text;
use crate::infusion::facts::policy::Injectable;
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::coverage::{Arrangement, Benefit, Dispensing};
use crate::infusion::order::drug::Drug;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::{Hint, Reviewer, RouteCondition, RouteKey, SiteKind, Source};

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
/// unknown and says what to find out. A rule that no table lets hold (no row of the crosswalk, no vendor of the profile)
/// is passed over, and a reason says so.
#[must_use]
pub fn route(order: &InfusionRequest, options: &BuildOptions<'_>) -> Routing {
    let first = order.first_day();
    let mut routing = route_on(order, options, first.unwrap_or(options.today()));
    if first.is_none() && order.asks_for_care() {
        routing.reasons.push(Reason::own("no first day is given: this is the road on the day of the request"));
    }
    let services = order.services.iter().filter_map(|service| service.phase.as_ref());
    let phases = order.drugs.iter().flat_map(|drug| &drug.phases).chain(services);
    if let Some(last) = phases.filter_map(|phase| phase.plan().ok()).map(|phase| phase.through).max() {
        let later = route_on(order, options, last);
        if later.rule != routing.rule {
            let text = format!("before the last day of the request the road changes to {}", later.hint);
            routing.reasons.push(Reason::own(text));
        }
    }
    routing
}

fn route_on(order: &InfusionRequest, options: &BuildOptions<'_>, on: Day) -> Routing {
    let look = Look { order, options, on };
    let mut passed_over = Vec::new();
    for route in options.profile.routes(on) {
        let held: Vec<(Held<'_>, &RouteCondition)> =
            route.conditions.iter().map(|condition| (look.holds(condition), condition)).collect();
        let of = |kind: fn(&Held<'_>) -> bool| held.iter().filter(move |(held, _)| kind(held)).map(|(_, c)| *c);
        if of(|held| matches!(held, Held::No)).next().is_some() {
            continue;
        }
        let mut unlisted = of(|held| matches!(held, Held::Unlisted)).peekable();
        if unlisted.peek().is_some() {
            let text = |condition: &RouteCondition| {
                format!("{} stands in no table, so rule {} was passed over", condition.subject(), route.rule)
            };
            passed_over.extend(unlisted.map(|condition| Reason::own(text(condition))));
            continue;
        }
        let open: Vec<&RouteCondition> = of(|held| matches!(held, Held::Unknown | Held::Differ)).collect();
        let (hint, reviewer, rule, mut reasons) = if open.is_empty() {
            let tables = held.iter().filter_map(|(held, condition)| match held {
                Held::ByTable(source) => Some(Reason::by(format!("{} stands in a table", condition.subject()), source)),
                _ => None,
            });
            let reasons = std::iter::once(Reason::by(route.reason.clone(), &route.source)).chain(tables).collect();
            (route.hint, route.reviewer, Some(route.rule.clone()), reasons)
        } else {
            let is_benefit =
                |c: &&RouteCondition| matches!(c, RouteCondition::Is(RouteKey::Benefit | RouteKey::Dispensing, _));
            let hint = if open.iter().all(is_benefit) { Hint::AskBenefit } else { Hint::Unknown };
            let missing = held.iter().filter_map(|(held, condition)| Some((look.lacks(held, condition)?, condition)));
            let reasons: Vec<Reason> = missing
                .map(|(lacks, condition)| {
                    Reason::by(
                        format!("{} {lacks}, and rule {} depends on it", condition.subject(), route.rule),
                        &route.source,
                    )
                })
                .collect();
            (hint, None, None, reasons)
        };
        reasons.append(&mut passed_over);
        return Routing { hint, reviewer, rule, reasons };
    }
    let mut reasons = vec![Reason::own("no rule of this payer applies")];
    reasons.append(&mut passed_over);
    Routing { hint: Hint::Unknown, reviewer: None, rule: None, reasons }
}

impl Reason {
    /// What follows from the order itself.
    fn own(text: impl Into<Text<'static>>) -> Self {
        Self { text: text.into(), cited: Text::default(), verified: true }
    }

    fn by(text: impl Into<Text<'static>>, source: &Source) -> Self {
        Self { text: text.into(), cited: source.cited.clone(), verified: source.verified }
    }
}

/// Whether a condition holds.
enum Held<'l> {
    /// It does, by the order.
    Yes,
    /// It does, by a row of a table.
    ByTable(&'l Source),
    /// It does not.
    No,
    /// It does not, for no table has a row about it.
    Unlisted,
    /// What decides is not known.
    Unknown,
    /// It does for one drug and not for another.
    Differ,
}

struct Look<'l> {
    order: &'l InfusionRequest,
    options: &'l BuildOptions<'l>,
    on: Day,
}

impl<'l> Look<'l> {
    fn holds(&self, condition: &RouteCondition) -> Held<'l> {
        let (key, values) = match condition {
            RouteCondition::AgeBelow(limit) => {
                let age = self.order.birth_date().and_then(|birth| self.on.age_of_born(birth));
                return Held::of(age.map(|age| age < *limit));
            }
            RouteCondition::Is(key, values) => (*key, values),
        };
        let fits = |value: &str| values.iter().any(|one| *one == value);
        match key {
            RouteKey::Class | RouteKey::Holder => {
                let of = |row: &'l Injectable| if key == RouteKey::Class { &row.class } else { &row.holder };
                self.of_drugs(|row| fits(of(row)), fits("none"))
            }
            RouteKey::Vendor => match self.options.profile.vendor(self.order.therapy, self.on) {
                Some(vendor) if fits(if vendor.accepts { "open" } else { "closed" }) => Held::ByTable(&vendor.source),
                Some(_) => Held::No,
                None if fits("none") => Held::Yes,
                None => Held::Unlisted,
            },
            _ => Held::of(self.value(key).map(fits)),
        }
    }

    /// Whether a condition holds for every drug, by its row of the crosswalk. `none`: it holds for a drug without one.
    fn of_drugs(&self, fits: impl Fn(&'l Injectable) -> bool, none: bool) -> Held<'l> {
        let mut all: Option<Held<'l>> = None;
        // Drugs that are withdrawn count where there are no others.
        let asked = self.order.drugs.iter().any(Drug::asks_for_care);
        for drug in self.order.drugs.iter().filter(|drug| drug.asks_for_care() || !asked) {
            let held = match self.injectable(&drug.code) {
                None => Held::Unknown,
                Some(None) if none => Held::Yes,
                Some(None) => Held::Unlisted,
                Some(Some(row)) if fits(row) => Held::ByTable(&row.source),
                Some(Some(_)) => Held::No,
            };
            all = Some(match all {
                None => held,
                Some(earlier) => earlier.with(held),
            });
        }
        all.unwrap_or(if none { Held::Yes } else { Held::No })
    }

    /// The row of a drug in the crosswalk; `None` when that depends on the line of business and it is not known.
    fn injectable(&self, code: &str) -> Option<Option<&'l Injectable>> {
        match self.line() {
            Some(line) => Some(self.options.policies.injectable(code, line, self.on)),
            None => self.options.policies.injectable_of_any_line(code, self.on),
        }
    }

    /// The line of business. One that the profile does not have on this day, though it has others, is not known.
    fn line(&self) -> Option<&'l str> {
        let line = Some(self.order.coverage.line_of_business.as_str()).filter(|line| !line.is_empty())?;
        let profile = self.options.profile;
        let declared = profile.line_of_business(line, self.on).is_some();
        (declared || profile.facts().lines_of_business.is_empty()).then_some(line)
    }

    /// What is amiss with what a condition asks for; `None` when nothing is.
    fn lacks(&self, held: &Held<'_>, condition: &RouteCondition) -> Option<&'static str> {
        let named = !self.order.coverage.line_of_business.is_empty();
        match (held, condition) {
            (Held::Differ, _) => Some("is not the same for every drug (ask for them in separate requests)"),
            (Held::Unknown, RouteCondition::Is(RouteKey::Line, _)) if named => {
                Some("is none that the profile has on this day")
            }
            (Held::Unknown, _) => Some("is not known"),
            _ => None,
        }
    }

    /// What the order says of a key; `None` when it does not say.
    fn value(&self, key: RouteKey) -> Option<&'l str> {
        let coverage = &self.order.coverage;
        let yes_no = |flag: bool| if flag { "yes" } else { "no" };
        let value = match key {
            RouteKey::Line => self.line()?,
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
            RouteKey::Class | RouteKey::Holder | RouteKey::Vendor => return None,
        };
        Some(value)
    }
}

impl<'l> Held<'l> {
    fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// Of two drugs.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Differ, _) | (_, Self::Differ) => Self::Differ,
            (one @ (Self::Yes | Self::ByTable(_)), Self::Yes) | (Self::Yes, one @ Self::ByTable(_)) => one,
            // What is less sure goes before.
            (Self::ByTable(one), Self::ByTable(other)) => Self::ByTable(if one.verified { other } else { one }),
            (Self::Yes | Self::ByTable(_), _) | (_, Self::Yes | Self::ByTable(_)) => Self::Differ,
            (Self::Unlisted, _) | (_, Self::Unlisted) => Self::Unlisted,
            (Self::No, Self::No) => Self::No,
        }
    }
}

/// A line of business that the payer does not have, and a road that is known to be none of the 278.
pub(crate) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    if !order.intent.kind.asks_for_care() {
        return;
    }
    let on = order.first_day().unwrap_or(options.today());
    let line = order.coverage.line_of_business.trim();
    let has_lines = !options.profile.facts().lines_of_business.is_empty();
    if has_lines && !line.is_empty() && options.profile.line_of_business(line, on).is_none() {
        problems.warn(ProblemKind::LineOfBusiness, "coverage.lineOfBusiness", "case");
    }
    let hint = route(order, options).hint;
    if !matches!(hint, Hint::X12 | Hint::Both | Hint::AskBenefit | Hint::Unknown) {
        problems.warn(ProblemKind::Road(hint), "coverage", "case");
    }
}
