//! Acknowledgments in words: what a receiver says about files that it got. They say nothing about a decision.

use crate::page::{Page, joined};
use crate::parts::{after, text, titled};
use x12_278::code::{CodeList, InterchangeNote, InterchangeResult};
use x12_278::segment::Ta1;
use x12_278::transaction::ImplementationAcknowledgment;
use x12_278::transaction::acknowledgment::{ElementError, SegmentError, SetResponse};

/// TA1: what became of an interchange.
pub(crate) fn interchange_answer(ta1: &Ta1<'_>) -> String {
    let result = titled(ta1.acknowledgment.map(InterchangeResult::from));
    let note = titled(ta1.note.map(InterchangeNote::from));
    let number = after("TA1 for interchange", &text(ta1.control_number.as_ref()));
    format!("{number}: {}", joined([result, note]))
}

/// 999: what became of a group and of its sets.
pub(crate) fn acknowledgment(page: &mut Page, answer: &ImplementationAcknowledgment<'_>) {
    if let Some(group) = &answer.group {
        let kind = group.functional_id.map(|word| word.to_string()).unwrap_or_default();
        page.line("group", joined([text(group.control_number.as_ref()), kind, text(group.version.as_ref())]));
    }
    if let Some(result) = &answer.result {
        page.line(
            "result",
            joined(std::iter::once(titled(result.result)).chain(result.faults.iter().map(|one| one.titled()))),
        );
        let counts = [
            ("included", &result.included_sets),
            ("received", &result.received_sets),
            ("accepted", &result.accepted_sets),
        ];
        page.line("sets", joined(counts.map(|(word, count)| after(word, &text(count.as_ref())))));
    }
    answer.transactions.iter().for_each(|set| show_set(page, set));
}

fn show_set(page: &mut Page, set: &SetResponse<'_>) {
    let Some(ak2) = &set.set else { return };
    let id = ak2.transaction_set.map(|word| word.to_string()).unwrap_or_default();
    page.line("set", joined([text(ak2.control_number.as_ref()), id, text(ak2.guide.as_ref())]));
    page.below(|page| {
        if let Some(result) = &set.result {
            page.line(
                "result",
                joined(std::iter::once(titled(result.result)).chain(result.faults.iter().map(|one| one.titled()))),
            );
        }
        set.errors.iter().for_each(|error| show_error(page, error));
    });
}

fn show_error(page: &mut Page, error: &SegmentError<'_>) {
    if let Some(ik3) = &error.segment {
        let id = ik3.segment_id.map(|word| word.to_string()).unwrap_or_default();
        let place = [after("segment", &text(ik3.position.as_ref())), after("in loop", &text(ik3.loop_id.as_ref()))];
        page.line("fault", joined([id].into_iter().chain(place).chain([titled(ik3.fault)])));
    }
    page.below(|page| error.elements.iter().for_each(|element| show_element(page, element)));
}

fn show_element(page: &mut Page, error: &ElementError<'_>) {
    let Some(ik4) = &error.element else { return };
    let place = ik4.position.as_ref();
    let element = after("element", &text(place.and_then(|place| place.element.as_ref())));
    let component = after("component", &text(place.and_then(|place| place.component.as_ref())));
    page.line("fault", joined([element, component, titled(ik4.fault), after("sent:", &text(ik4.copy.as_ref()))]));
}
