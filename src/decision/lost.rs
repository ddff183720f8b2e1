//! Signs that a separator was lost or an id was hurt: a segment that stands inside another one, a decision whose id is
//! nearly right, a level that is none. What such a set says of any one service is not certain.

use super::Warning;
use super::action::action_row;
use crate::element::{Encoding, Out};
use crate::shape::{AnySegment, Unplaced};
use crate::syntax::{Delimiters, segment_id, tag};

/// The codes of the levels (HL03).
const LEVELS: [&str; 6] = ["20", "21", "22", "23", "EV", "SS"];

/// A segment that changes an answer: its id, and whether the elements behind it can be its own.
struct Opening {
    id: &'static str,
    fits: fn(&[&str]) -> bool,
}

const OPENINGS: [Opening; 13] = [
    Opening { id: "HL", fits: is_level },
    Opening { id: "HCR", fits: |elements| is_short(first(elements), 1..=2) },
    Opening { id: "AAA", fits: |elements| matches!(first(elements), "Y" | "N") },
    Opening { id: "TRN", fits: |elements| matches!(first(elements), "1" | "2") },
    Opening { id: "UM", fits: |elements| matches!(first(elements), "HS" | "AR" | "SC" | "IN") },
    Opening { id: "REF", fits: |elements| matches!(first(elements), "BB" | "NT") },
    Opening { id: "DTP", fits: |elements| is_short(first(elements), 3..=3) && elements.len() > 2 },
    Opening { id: "HSD", fits: |elements| is_short(first(elements), 2..=2) && elements.len() > 1 },
    Opening { id: "SV1", fits: |elements| !first(elements).is_empty() },
    Opening { id: "SV2", fits: |elements| !elements.is_empty() },
    Opening { id: "SV3", fits: |elements| !first(elements).is_empty() },
    Opening { id: "PWK", fits: |elements| is_short(first(elements), 2..=2) },
    Opening { id: "MSG", fits: |elements| !first(elements).is_empty() },
];

fn first<'e>(elements: &[&'e str]) -> &'e str {
    elements.first().copied().unwrap_or_default()
}

fn is_short(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_level(elements: &[&str]) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let [number, parent, level, ..] = elements else { return false };
    !number.is_empty() && digits(number) && digits(parent) && LEVELS.contains(&level.trim())
}

/// Whether an element ends with the id of a segment whose first elements follow: a terminator is missing between them.
fn runs_together(elements: &[&str]) -> bool {
    let ends_with = |text: &str, id: &str| {
        let tail = text.len().checked_sub(id.len()).and_then(|start| text.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(id))
    };
    (1..elements.len()).any(|next| {
        let (before, behind) = elements.split_at_checked(next).unwrap_or_default();
        let last = before.last().copied().unwrap_or_default();
        OPENINGS.iter().any(|opening| ends_with(last, opening.id) && (opening.fits)(behind))
    })
}

/// Looks at the segments of one set, with the same working memory for all of them.
#[derive(Default)]
pub(super) struct Scan {
    buffer: Vec<u8>,
}

impl Scan {
    /// What stands against a typed segment: it holds another one, or opens a level that is none.
    pub(super) fn doubt(&mut self, segment: &dyn AnySegment) -> Option<Warning> {
        // Separators that stand in no text; a value that holds one all the same is doubtful too.
        let Ok(separators) = Delimiters::new(0x1D, 0x1F, Some(0x1E), 0x1C) else { return Some(Warning::RunTogether) };
        self.buffer.clear();
        let mut out = Out::new(&mut self.buffer, separators, Encoding::Utf8);
        segment.write(&mut out);
        if out.finish().is_err() {
            return Some(Warning::RunTogether);
        }
        // What no field holds may be in another encoding; ids are read all the same.
        let text = String::from_utf8_lossy(&self.buffer);
        let elements: Vec<&str> = text.trim_end_matches('\u{1C}').split('\u{1D}').skip(1).collect();
        if runs_together(&elements) {
            return Some(Warning::RunTogether);
        }
        (segment.id() == "HL" && !is_level(&elements)).then_some(Warning::HierarchyUnclear)
    }
}

/// Whether a text that was kept because it fits nowhere holds a decision or a rejection, or what may have been one.
pub(super) fn is_decision(unplaced: &Unplaced<'_>) -> bool {
    unplaced.raw.segments().any(|segment| {
        let id = segment.id().trim_ascii();
        // What the first element of a decision may be stands as an id, or behind one that X12 does not have. A code that
        // no table knows has two characters at most.
        let begins = |text: &[u8]| {
            let text = std::str::from_utf8(text).unwrap_or_default().trim();
            action_row(text).is_some() || matches!(text, "Y" | "N")
        };
        is_decision_id(id)
            || begins(id)
            || segment_id(tag(id)).is_none() && (matches!(id.len(), 1 | 2) || begins(segment.element(1)))
    })
}

/// Whether a text that was kept because it fits nowhere opens a level, or holds a segment that lost its terminator. A
/// level whose kind cannot be told is one too.
pub(super) fn is_level_or_more(unplaced: &Unplaced<'_>) -> bool {
    unplaced.raw.segments().any(|segment| {
        if segment.id().trim_ascii().eq_ignore_ascii_case(b"HL") {
            return true;
        }
        let elements: Vec<_> = segment.elements().map(String::from_utf8_lossy).collect();
        let elements: Vec<&str> = elements.iter().map(AsRef::as_ref).collect();
        is_level(&elements) || runs_together(&elements)
    })
}

/// Whether an id is that of a decision or a rejection, holds one, or is one character away from one.
pub(super) fn is_decision_id(id: &[u8]) -> bool {
    let id = id.trim_ascii().to_ascii_uppercase();
    [b"HCR", b"AAA"].into_iter().any(|known| {
        id.windows(known.len()).any(|part| part == known) || id.len() <= known.len() + 1 && is_one_away(&id, known)
    })
}

/// Whether one character was changed, lost or added.
fn is_one_away(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |text: &[u8], from: usize| text.get(from..).unwrap_or_default().to_vec();
    let behind = if short.len() == long.len() { rest(short, same + 1) } else { rest(short, same) };
    behind == rest(long, same + 1)
}

#[cfg(test)]
mod tests {
    use super::{is_decision_id, is_level, runs_together};

    #[test]
    fn levels_have_a_number_a_parent_and_a_kind() {
        for elements in [&["5", "4", "SS"][..], &["1", "", "20", "1"], &["12", "4", "EV ", "1"]] {
            assert!(is_level(elements), "{elements:?}");
        }
        for elements in [&["", "4", "SS"][..], &["X", "4", "SS"], &["5", "X", "SS"], &["5", "4", "XX"], &["5", "4"]] {
            assert!(!is_level(elements), "{elements:?}");
        }
    }

    #[test]
    fn ids_that_are_nearly_those_of_decisions() {
        for id in [
            "HCR", "hcr", " HCR", "HXR", "HC", "CR", "HCRR", "1HCR", "HCRA3", "HXCR", "AAA", "AXAA", "AA", "AAAN",
            "BAA",
        ] {
            assert!(is_decision_id(id.as_bytes()), "{id}");
        }
        for id in ["", "HL", "HI", "HSD", "CR1", "CRC", "REF", "DTP", "NM1", "A"] {
            assert!(!is_decision_id(id.as_bytes()), "{id}");
        }
    }

    #[test]
    fn segments_inside_of_others() {
        for elements in [
            &["2", "L0", "9FERN00001HCR", "A3", "N1"][..],
            &["2", "L0", "9FERN00001", "HCR", "A3"],
            &["HC:J1459", "", "UN", "1HL", "6", "4", "SS", "0"],
            &["A1", "N1REF", "BB", "X"],
            &["A1", "N1\nDTP", "007", "RD8", "20260216-20260815"],
            &["NOTHING MOREAAA", "N", "", "15"],
        ] {
            assert!(runs_together(elements), "{elements:?}");
        }
        for elements in [
            &["IL", "1", "DRUM", "MARY", "", "", "", "MI", "1"][..],
            &["1P", "2", "TRIPLE AAA", "", "", "", "", "XX", "1"],
            &["2", "HCR", "9FERN00001"],
            &["5", "4", "SS", "0"],
        ] {
            assert!(!runs_together(elements), "{elements:?}");
        }
    }
}
