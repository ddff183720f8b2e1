//! Facts that stand in each other's way: the same said twice, something else said of the same days, routes that are
//! never reached.

use super::facts::{
    Choice, ClaimsPayer, Clock, ItemSeverity, LineOfBusiness, Meaning, Route, RouteCondition, RouteKey,
    ServiceTypeChoice, SiteRisk, Source, Vendor,
};
use super::lint::Advice;
use super::load_facts::At;
use crate::element::Text;
use std::collections::HashSet;

/// Advice, and the byte at which its entry begins.
type Found = Vec<At<Advice>>;

/// Whether one holds on every day on which another does.
fn covers(one: &Source, other: &Source) -> bool {
    one.from.is_none_or(|from| other.from.is_some_and(|other| from <= other))
        && one.through.is_none_or(|through| other.through.is_some_and(|other| other <= through))
}

/// Whether a condition holds wherever a narrower one does.
fn follows_from(condition: &RouteCondition, narrower: &RouteCondition) -> bool {
    match (condition, narrower) {
        (RouteCondition::AgeBelow(limit), RouteCondition::AgeBelow(narrower)) => narrower <= limit,
        (RouteCondition::Is(key, values), RouteCondition::Is(same, narrower)) => {
            key == same && narrower.iter().all(|value| values.contains(value))
        }
        _ => false,
    }
}

/// Of entries about the same thing on the same days the first counts: the others say it again, or in vain.
fn compare<T>(
    entries: &[At<T>],
    source: impl Fn(&T) -> &Source,
    is_same_thing: impl Fn(&T, &T) -> bool,
    says_the_same: impl Fn(&T, &T) -> bool,
) -> Found {
    let mut found = Vec::new();
    for (index, (start, later)) in entries.iter().enumerate() {
        let mut earlier = entries.iter().take(index).map(|(_, earlier)| earlier);
        let earlier = earlier.find(|earlier| source(earlier).meets(source(later)) && is_same_thing(earlier, later));
        if let Some(earlier) = earlier {
            let advice = if says_the_same(earlier, later) { Advice::Repeated } else { Advice::Contradicted };
            found.push((*start, advice));
        }
    }
    found
}

/// Whether two lists are for something together; an empty one is for all that no other names.
fn share<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() && other.is_empty() || one.iter().any(|entry| other.contains(entry))
}

pub(super) fn of_lines(
    lines: &[At<LineOfBusiness>],
    clocks: &[At<Clock>],
    payers: &[At<ClaimsPayer>],
    routes: &[At<Route>],
) -> Found {
    let declared: HashSet<&Text<'static>> = lines.iter().map(|(_, line)| &line.key).collect();
    let unknown = |names: &[Text<'static>]| names.iter().any(|name| !declared.contains(name));
    let in_route = |route: &Route| {
        route.conditions.iter().any(|condition| match condition {
            RouteCondition::Is(RouteKey::Line, names) => unknown(names),
            _ => false,
        })
    };
    let mut starts: Vec<usize> = Vec::new();
    starts.extend(clocks.iter().filter(|(_, clock)| unknown(&clock.lines)).map(|(start, _)| start));
    starts.extend(payers.iter().filter(|(_, payer)| unknown(&payer.lines)).map(|(start, _)| start));
    starts.extend(routes.iter().filter(|(_, route)| in_route(route)).map(|(start, _)| start));
    let mut found: Found = starts.into_iter().map(|start| (start, Advice::LineUnknown)).collect();
    let (same_key, same) = (
        |one: &LineOfBusiness, other: &LineOfBusiness| one.key == other.key,
        |one: &LineOfBusiness, other: &LineOfBusiness| one.program == other.program && one.title == other.title,
    );
    found.extend(compare(lines, |line| &line.source, same_key, same));
    found
}

/// Clocks of several regimes may run beside each other, and the strictest counts. One regime has one clock.
pub(super) fn of_clocks(clocks: &[At<Clock>]) -> Found {
    let same_thing = |one: &Clock, other: &Clock| {
        let kind = one.kind == other.kind && one.regime == other.regime;
        let case = one.urgency == other.urgency && one.scope == other.scope;
        kind && case && share(&one.lines, &other.lines) && one.programs == other.programs
    };
    let same_time = |one: &Clock, other: &Clock| one.amount == other.amount && one.unit == other.unit;
    compare(clocks, |clock| &clock.source, same_thing, same_time)
}

/// A route is never reached where an earlier one holds on all its days, and under all its conditions.
pub(super) fn of_routes(routes: &[At<Route>]) -> Found {
    let hides = |earlier: &Route, later: &Route| {
        let implied =
            |condition: &RouteCondition| later.conditions.iter().any(|narrower| follows_from(condition, narrower));
        covers(&earlier.source, &later.source) && earlier.conditions.iter().all(implied)
    };
    let hidden = routes.iter().enumerate().filter(|(index, (_, later))| {
        let mut earlier = routes.iter().take(*index);
        earlier.any(|(_, earlier)| hides(earlier, later))
    });
    hidden.map(|(_, (start, _))| (*start, Advice::NeverReached)).collect()
}

pub(super) fn of_checklist(entries: &[At<ItemSeverity>]) -> Found {
    let same_item = |one: &ItemSeverity, other: &ItemSeverity| share(&one.items, &other.items);
    compare(entries, |entry| &entry.source, same_item, |one, other| one.severity == other.severity)
}

pub(super) fn of_vendors(vendors: &[At<Vendor>]) -> Found {
    let same_therapy = |one: &Vendor, other: &Vendor| share(&one.therapies, &other.therapies);
    let same = |one: &Vendor, other: &Vendor| one.name == other.name && one.accepts == other.accepts;
    compare(vendors, |vendor| &vendor.source, same_therapy, same)
}

pub(super) fn of_service_types(entries: &[At<ServiceTypeChoice>]) -> Found {
    let same_case = |one: &ServiceTypeChoice, other: &ServiceTypeChoice| {
        let sites = one.sites.is_empty() || share(&one.sites, &other.sites);
        sites && share(&one.therapies, &other.therapies)
    };
    compare(entries, |entry| &entry.source, same_case, |one, other| one.service_type == other.service_type)
}

pub(super) fn of_claims_payers(payers: &[At<ClaimsPayer>]) -> Found {
    let same_line = |one: &ClaimsPayer, other: &ClaimsPayer| one.lines.is_empty() || share(&one.lines, &other.lines);
    compare(payers, |payer| &payer.source, same_line, |one, other| one.id == other.id)
}

pub(super) fn of_choices<T: PartialEq>(choices: &[At<Choice<T>>]) -> Found {
    compare(choices, |choice| &choice.source, |_, _| true, |one, other| one.value == other.value)
}

pub(super) fn of_site_risks(risks: &[At<SiteRisk>]) -> Found {
    let any = |risk: &SiteRisk| risk.therapies.is_empty() && risk.codes.is_empty() && risk.classes.is_empty();
    let same_thing = |one: &SiteRisk, other: &SiteRisk| {
        let named = |one: &[Text<'static>], other: &[Text<'static>]| one.iter().any(|entry| other.contains(entry));
        let therapy = one.therapies.iter().any(|therapy| other.therapies.contains(therapy));
        let drug = therapy || named(&one.codes, &other.codes) || named(&one.classes, &other.classes);
        share(&one.sites, &other.sites) && (any(one) || drug)
    };
    let same = |one: &SiteRisk, other: &SiteRisk| one.exceptions == other.exceptions;
    compare(risks, |risk| &risk.source, same_thing, same)
}

pub(super) fn of_meanings(meanings: &[At<Meaning>]) -> Found {
    let same_code = |one: &Meaning, other: &Meaning| {
        let here = one.in_loop.is_none() || one.in_loop == other.in_loop;
        one.of == other.of && one.code == other.code && here
    };
    compare(meanings, |meaning| &meaning.source, same_code, |one, other| one.text == other.text)
}
