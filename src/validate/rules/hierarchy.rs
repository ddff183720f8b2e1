//! Levels that the placement alone does not judge.

use super::{Fields, Findings};

/// How many services of one event some payers take at most.
const MOST_SERVICES: usize = 99;

/// Where the subscriber has a dependent, the event hangs below the dependent.
pub(super) fn event_is_of_the_dependent(subscriber: u32, found: &mut Findings<'_, '_>) {
    let ctx = found.ctx();
    if ctx.children_of(subscriber, "2000D").next().is_none() {
        return;
    }
    for event in ctx.children_of(subscriber, "2000E") {
        if let Some(hl) = found.first(event, "HL").filter(|hl| hl.has(2)) {
            found.element(&hl, 2);
        }
    }
}

/// The hundredth service is reported, not those after it.
pub(super) fn at_most_99_services(event: u32, found: &mut Findings<'_, '_>) {
    let ctx = found.ctx();
    if let Some(hl) = ctx.children_of(event, "2000F").nth(MOST_SERVICES).and_then(|service| found.first(service, "HL"))
    {
        found.segment(hl.segment);
    }
}

/// An AAA of the payer level ends the response.
pub(super) fn nothing_below_rejected_umo(umo: u32, found: &mut Findings<'_, '_>) {
    if let Some(rejection) = found.first(umo, "AAA") {
        levels_below(umo, &rejection, found);
    }
}

/// An AAA of the payer's name ends the response. One of the level too is reported there.
pub(super) fn nothing_below_rejected_umo_name(umo: u32, found: &mut Findings<'_, '_>) {
    if found.first(umo, "AAA").is_some() {
        return;
    }
    let mut names = found.ctx().children_of(umo, "2010A");
    if let Some(rejection) = names.find_map(|name| found.first(name, "AAA")) {
        levels_below(umo, &rejection, found);
    }
}

fn levels_below(umo: u32, rejection: &Fields<'_>, found: &mut Findings<'_, '_>) {
    found.because(rejection, 0, 0);
    for requester in found.ctx().children_of(umo, "2000B") {
        if let Some(hl) = found.first(requester, "HL") {
            found.segment(hl.segment);
        }
    }
}
