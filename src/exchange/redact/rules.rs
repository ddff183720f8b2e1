//! What is done with which element.

use crate::element::Word;
use crate::guide::{ElementRow, ElementType, Guide, SegmentRow, has_code};
use crate::validate::{CodeSet, CodeSets};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is done with a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// Replaced.
    Text,
    /// Kept when it is one of the codes of these rows, or X12 has it for them, else replaced by another that is none.
    Code(&'static [&'static ElementRow]),
    /// Kept when X12 lists it for this data element.
    Listed(&'static str),
    /// Kept when it has at most so many characters, letters and digits only.
    Short(usize),
    /// Kept when it has at most so many digits and nothing else.
    Digits(usize),
    /// A control number: kept when it is a number of at most four digits behind its zeros, else replaced by one of as many.
    Control,
    /// Kept when it is a number of at most four digits before the point.
    Number,
    /// A date, moved.
    Date,
    /// Two dates, or a date and a time, moved.
    Period,
    /// Kept when it is a time of day and no date.
    Time,
    /// The identifier of a company: what kind it is, which the first digit tells, stays.
    Company,
    /// A tooth becomes a tooth.
    Tooth,
    /// Kept when it is a country whose states and postal codes are checked.
    Country,
    /// Kept when it is the id of a loop.
    Loop,
    /// The name of a guide, kept as far as it is one.
    Version,
    /// Kept when it is a segment id that X12 has.
    SegmentId,
    /// Kept when it is the name of a context (CTX01 of the 999).
    Context,
}

/// Elements that hold the frame together, and codes that the tables do not list. They go before the tables.
const FRAME: &[(&str, &[(usize, Rule)])] = &[
    ("ST", &[(1, Rule::Digits(3)), (2, Rule::Control), (3, Rule::Version)]),
    ("SE", &[(1, Rule::Digits(6)), (2, Rule::Control)]),
    ("BHT", &[(1, Rule::Listed("1005")), (2, Rule::Short(2)), (6, Rule::Short(2))]),
    ("HL", &[(1, Rule::Digits(6)), (2, Rule::Digits(6)), (3, Rule::Short(2)), (4, Rule::Short(1))]),
    (
        "GS",
        &[
            (1, Rule::Short(2)),
            (4, Rule::Date),
            (5, Rule::Time),
            (6, Rule::Control),
            (7, Rule::Short(2)),
            (8, Rule::Version),
        ],
    ),
    // The reasons of a decision: an external list of two characters.
    ("HCR", &[(3, Rule::Short(2))]),
    ("TOO", &[(2, Rule::Tooth)]),
    // What the data of a BDS went through; the length and the data behind it are told apart before.
    ("BDS", &[(1, Rule::Short(3))]),
    ("AK1", &[(1, Rule::Short(2)), (2, Rule::Control), (3, Rule::Version)]),
    ("AK2", &[(1, Rule::Digits(3)), (2, Rule::Control), (3, Rule::Version)]),
    ("AK9", &[(2, Rule::Digits(6)), (3, Rule::Digits(6)), (4, Rule::Digits(6))]),
    ("GE", &[(1, Rule::Digits(6)), (2, Rule::Control)]),
    ("IEA", &[(1, Rule::Digits(5)), (2, Rule::Control)]),
    ("TA1", &[(1, Rule::Control), (2, Rule::Date), (3, Rule::Time), (4, Rule::Short(1)), (5, Rule::Digits(3))]),
    (
        "ISA",
        &[
            (1, Rule::Short(2)),
            (3, Rule::Short(2)),
            (5, Rule::Short(2)),
            (7, Rule::Short(2)),
            (9, Rule::Date),
            (10, Rule::Time),
            (11, Rule::Short(1)),
            (12, Rule::Digits(5)),
            (13, Rule::Control),
            (14, Rule::Short(1)),
            (15, Rule::Short(1)),
        ],
    ),
];

/// Data elements whose type does not say what they hold.
const BY_DATA_ELEMENT: &[(&str, Rule)] = &[
    ("1251", Rule::Period),
    ("1314", Rule::Short(1)),
    ("1315", Rule::Short(1)),
    ("1331", Rule::Short(2)),
    ("1352", Rule::Short(2)),
    ("1361", Rule::Short(2)),
    ("26", Rule::Country),
    ("447", Rule::Loop),
    ("509", Rule::Company),
    ("719", Rule::Digits(6)),
    ("721", Rule::SegmentId),
    ("9999", Rule::Context),
];

/// The guides whose rows say what an element holds.
const GUIDES: [fn() -> &'static Guide; 3] = [Guide::request, Guide::response, Guide::acknowledgment];

/// Segment id, element, component.
type Designator = (&'static str, u16, u16);

/// The rows of all guides, by segment id, element and component.
static ROWS: LazyLock<HashMap<Designator, Vec<&'static ElementRow>>> = LazyLock::new(|| {
    let mut rows: HashMap<_, Vec<&'static ElementRow>> = HashMap::new();
    for segment in GUIDES.iter().flat_map(|guide| &guide().rows) {
        for row in &segment.elements {
            rows.entry((segment.id, row.element, row.component)).or_default().push(row);
        }
    }
    rows
});

/// The rule for a value: an element of a segment, or a component of it (from 1).
///
/// Codes that another place of the guides has under the same id and element are codes here too: they tell why a segment
/// has no place, and which.
pub(super) fn rule(id: &'static str, segment: Option<&SegmentRow>, element: usize, component: usize) -> Rule {
    let frame = FRAME.iter().find(|(frame, _)| *frame == id);
    if let Some((_, rules)) = frame {
        let own = rules.iter().find(|(number, _)| *number == element).filter(|_| component == 1);
        if let Some((_, rule)) = own {
            return *rule;
        }
    }
    let (Ok(element), Ok(component)) = (u16::try_from(element), u16::try_from(component)) else { return Rule::Text };
    let rows = match ROWS.get(&(id, element, component)) {
        Some(rows) => rows,
        None if component == 1 => match ROWS.get(&(id, element, 0)) {
            Some(rows) => rows,
            None => return Rule::Text,
        },
        None => return Rule::Text,
    };
    let own = segment.and_then(|segment| {
        let rows = || segment.elements.iter().filter(|row| row.element == element);
        rows()
            .find(|row| row.component == component)
            .or_else(|| rows().find(|row| component == 1 && row.component == 0))
    });
    own.or_else(|| rows.iter().find(|row| row.kind != ElementType::Composite).copied())
        .map_or(Rule::Text, |row| by_row(row, rows))
}

fn by_row(row: &ElementRow, rows: &'static [&'static ElementRow]) -> Rule {
    if let Some((_, rule)) = BY_DATA_ELEMENT.iter().find(|(number, _)| *number == row.data_element) {
        return *rule;
    }
    match row.kind {
        ElementType::Code => Rule::Code(rows),
        ElementType::Date => Rule::Date,
        ElementType::Time => Rule::Time,
        ElementType::Decimal | ElementType::Whole => Rule::Number,
        ElementType::Text | ElementType::Binary | ElementType::Composite => Rule::Text,
    }
}

/// Whether a value is one of the codes of some rows, or one that X12 has for their data element, in any letter case.
pub(super) fn is_code(value: &[u8], rows: &[&ElementRow]) -> bool {
    let text = std::str::from_utf8(value.trim_ascii()).ok().map(str::to_ascii_uppercase);
    let Some(word) = text.as_deref().and_then(Word::read) else { return false };
    rows.iter().any(|row| row.codes.contains(&word) || has_code(row.data_element, word))
}

/// Whether X12 lists a value for a data element.
pub(super) fn is_listed(value: &[u8], data_element: &str) -> bool {
    std::str::from_utf8(value).ok().and_then(Word::read).is_some_and(|word| has_code(data_element, word))
}

/// Whether a value is the name of a context: what tells the CTX rows of the 999 apart.
pub(super) fn is_context(value: &[u8]) -> bool {
    let word = std::str::from_utf8(value).ok().and_then(Word::read);
    let rows = Guide::acknowledgment().rows.iter().filter(|row| row.id == "CTX");
    rows.filter_map(|row| row.matching.as_ref())
        .any(|matching| matching.takes_text(value) || word.is_some_and(|word| matching.takes(word)))
}

/// Whether a value is the id of a loop, or the four characters of it that a 999 has room for.
pub(super) fn is_loop(value: &[u8]) -> bool {
    let begins = |id: &str| id.as_bytes().starts_with(value);
    value.len() >= 4 && GUIDES.iter().flat_map(|guide| &guide().loops).any(|row| begins(row.id))
}

/// Whether a value is the number of a tooth.
pub(super) fn is_tooth(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| CodeSets::default().holds(CodeSet::Tooth, text))
}

/// Whether a value is a country whose states and postal codes are checked.
pub(super) fn is_domestic(value: &[u8]) -> bool {
    matches!(value, b"US" | b"CA")
}

/// How many bytes of a value are the name of a guide: `005010`, `005010X217`, `005010X217A1`.
pub(super) fn version_length(value: &[u8]) -> usize {
    let digits = |from: usize, count: usize| {
        value.get(from..from + count).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    if !value.starts_with(b"00") || !digits(0, 6) || digits(6, 1) {
        return 0;
    }
    if value.get(6) != Some(&b'X') || !digits(7, 3) {
        return 6;
    }
    match value.get(10..) {
        Some([b'A' | b'E', b'0'..=b'9']) => 12,
        _ => 10,
    }
}
