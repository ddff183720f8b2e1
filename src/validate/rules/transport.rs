//! The stops of a transport.

use super::{Fields, Findings};

const PICKUP: &str = "PW";
const FINAL_DESTINATION: &str = "FS";

fn has_stop(event: u32, kind: &str, found: &Findings<'_, '_>) -> bool {
    let mut stops = found.ctx().children_of(event, "2010EB");
    stops.any(|stop| found.first(stop, "NM1").is_some_and(|nm1| nm1.is(1, kind)))
}

/// A transport has two stops at least.
pub(super) fn two_stops(event: u32, found: &mut Findings<'_, '_>) {
    if found.ctx().children_of(event, "2010EB").count() == 1 {
        found.missing_loop(event, "2010EB");
    }
}

/// Of several stops one is the pickup; of exactly two the other is the final destination.
pub(super) fn pickup_and_destination(event: u32, found: &mut Findings<'_, '_>) {
    let count = found.ctx().children_of(event, "2010EB").count();
    let lacks = |kind| !has_stop(event, kind, found);
    if count >= 2 && lacks(PICKUP) || count == 2 && lacks(FINAL_DESTINATION) {
        let first = found.ctx().children_of(event, "2010EB").next().and_then(|stop| found.first(stop, "NM1"));
        if let Some(name) = first {
            found.because(&name, 0, 0);
        }
        found.missing_loop(event, "2010EB");
    }
}

/// A stop has a ZIP code, or a city with its state.
pub(super) fn stop_can_be_found(n4: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let is_found = n4.has(3) || n4.has(1) && n4.has(2);
    if !is_found {
        found.element(n4, 3);
    }
}

/// Each kind of stop comes once.
pub(super) fn stops_differ(event: u32, found: &mut Findings<'_, '_>) {
    let mut kinds: Vec<&[u8]> = Vec::new();
    for stop in found.ctx().children_of(event, "2010EC") {
        let Some(nm1) = found.first(stop, "NM1") else { continue };
        if kinds.contains(&nm1.element(1)) {
            found.element(&nm1, 1);
        } else {
            kinds.push(nm1.element(1));
        }
    }
}
