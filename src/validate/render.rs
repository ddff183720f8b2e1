//! A finding shown in its segment.

use crate::report::Issue;
use crate::syntax::{Delimiters, RawSegment, parse_header};

/// The most characters of a segment that are shown.
const WIDTH: usize = 100;
/// Where the marked part begins in a segment that is longer.
const LEAD: usize = 40;

impl Issue {
    /// The segment that the finding is about, and a line below it that marks the place. It shows data of the file, which
    /// may be about a patient: nothing else does, so ask for it on purpose. `input` is the whole input.
    ///
    /// ```
    /// use x12_278::validate::Validator;
    ///
    /// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
    /// let file = String::from_utf8(file).unwrap().replace("HCR*A1*", "HCR*Z9*");
    /// let report = Validator::default().read(file.as_bytes()).unwrap();
    /// let issue = report.all_issues().find(|issue| issue.at.segment_id == Some("HCR")).unwrap();
    /// let shown = issue.render(file.as_bytes());
    /// assert!(shown.starts_with("HCR*Z9*"));
    /// assert_eq!(shown.lines().nth(1), Some("    ^^"));
    /// ```
    #[must_use]
    pub fn render(&self, input: &[u8]) -> String {
        let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let start = at(self.at.offset).min(input.len());
        let rest = input.get(start..).unwrap_or_default();
        let delimiters = delimiters_at(input, start);
        let length = match self.at.length as usize {
            // What is missing is marked before the segment that stands in its place.
            0 => rest.iter().position(|byte| *byte == delimiters.segment()).unwrap_or(rest.len()),
            length => length,
        };
        let segment = rest.get(..length).unwrap_or(rest);
        let (from, through) = if self.at.length == 0 { (0, 0) } else { self.marked(segment, delimiters) };
        let cut = if segment.len() > WIDTH { from.saturating_sub(LEAD) } else { 0 };
        let shown = segment.get(cut..).unwrap_or_default();
        let shown = shown.get(..WIDTH).unwrap_or(shown);
        let text: String = String::from_utf8_lossy(shown).chars().map(printable).collect();
        let before = String::from_utf8_lossy(segment.get(cut..from).unwrap_or_default()).chars().count();
        let marked = String::from_utf8_lossy(segment.get(from..through).unwrap_or_default()).chars().count();
        let marks = marked.clamp(1, WIDTH.saturating_sub(before).max(1));
        format!("{text}\n{}{}", " ".repeat(before), "^".repeat(marks))
    }

    /// Which bytes of the segment the finding is about.
    fn marked(&self, segment: &[u8], delimiters: Delimiters) -> (usize, usize) {
        let whole = (0, segment.len());
        if self.at.element == 0 {
            return whole;
        }
        let element = nth(segment, whole, usize::from(self.at.element), Some(delimiters.element()));
        if RawSegment::new(segment, 1, 0, delimiters).counts_bytes()
            || self.at.repetition == 0 && self.at.component == 0
        {
            return element;
        }
        let repetition = usize::from(self.at.repetition.max(1)) - 1;
        let repetition = nth(segment, element, repetition, delimiters.repetition());
        match self.at.component {
            0 => repetition,
            component => nth(segment, repetition, usize::from(component) - 1, Some(delimiters.component())),
        }
    }
}

/// The n-th part (from 0) of a range of a segment; its end when there are fewer.
fn nth(segment: &[u8], (from, through): (usize, usize), number: usize, separator: Option<u8>) -> (usize, usize) {
    let range = segment.get(from..through).unwrap_or_default();
    let mut start = from;
    for (index, part) in range.split(|byte| Some(*byte) == separator).enumerate() {
        if index == number {
            return (start, start + part.len());
        }
        start += part.len() + 1;
    }
    (through, through)
}

/// The delimiters of the interchange around an offset.
fn delimiters_at(input: &[u8], offset: usize) -> Delimiters {
    let before = input.get(..(offset + 3).min(input.len())).unwrap_or(input);
    let starts = before.windows(3).enumerate().rev().filter(|(_, bytes)| bytes == b"ISA").map(|(start, _)| start);
    let mut headers = starts.filter_map(|start| parse_header(input.get(start..)?, true).ok());
    headers.next().map_or(Delimiters::STANDARD, |header| header.delimiters)
}

/// A character that no terminal takes for a command.
fn printable(character: char) -> char {
    if character.is_control() { '\u{FFFD}' } else { character }
}
