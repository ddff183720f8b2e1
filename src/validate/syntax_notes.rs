//! Syntax notes: which elements of a segment, or components of a composite, need or exclude each other.

use crate::guide::{Demands, NoteKind, SyntaxNote, bit};
use crate::report::IssueCode;

/// Whether a note is broken, and at which number. `present` has a bit for each filled one.
///
/// What the guide requires anyway is reported as missing for that reason alone, and so is what it never uses.
#[inline]
pub(super) fn broken(note: &SyntaxNote, demands: &Demands, present: u64) -> Option<(IssueCode, u16)> {
    let have = present & note.mask;
    let first = note.first;
    let is_broken = match note.kind {
        NoteKind::Paired => have != 0 && have != note.mask,
        NoteKind::Required => have == 0,
        NoteKind::Exclusion => have.count_ones() > 1,
        NoteKind::Conditional => have & first != 0 && have != note.mask,
        NoteKind::List => have == first,
    };
    if is_broken { found(note, demands, present) } else { None }
}

#[cold]
fn found(note: &SyntaxNote, demands: &Demands, present: u64) -> Option<(IssueCode, u16)> {
    let is_present = |number: &u16| present & bit(*number) != 0;
    if note.kind == NoteKind::Exclusion {
        let is_used = |number: &u16| is_present(number) && demands.not_used & bit(*number) == 0;
        let used: Vec<u16> = note.numbers.iter().copied().filter(is_used).collect();
        let later = used.iter().copied().max().filter(|_| used.len() > 1)?;
        return Some((IssueCode::ElementExcluded, later));
    }
    let wanted = note.numbers.iter().copied().filter(|number| !is_present(number));
    let reported = demands.required | demands.not_used;
    let asked_by_unused = note.kind != NoteKind::Required && present & note.mask & !demands.not_used == 0;
    let required_instead = note.kind == NoteKind::Required && note.mask & demands.required != 0;
    if asked_by_unused || required_instead {
        return None;
    }
    wanted
        .filter(|number| reported & bit(*number) == 0)
        .map(|number| (IssueCode::ConditionalElementMissing, number))
        .next()
}
