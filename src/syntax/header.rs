//! The interchange header: the one segment of fixed width, which states the delimiters.

use super::Delimiters;
use crate::error::ErrorKind;
use nom::bytes::complete::{tag, take, take_till};
use nom::multi::fold_many_m_n;
use nom::sequence::terminated;
use nom::{IResult, Parser};

/// Widths of ISA01 to ISA16.
pub(crate) const WIDTHS: [usize; 16] = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
/// No header is longer than this, blanks apart, however its elements are stretched. Blanks do not count because writing
/// drops those between segments: what was no header must not become one.
const LONGEST: usize = 1024;

/// Nor is it longer than this with its blanks: a stream has to hold it. Each byte is looked at for no more headers than
/// begin in so many bytes before it that are no blanks.
const LONGEST_WITH_BLANKS: usize = 1 << 16;

/// A parsed interchange header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Header<'a> {
    /// ISA01 to ISA16 as they stood, line breaks included.
    pub(crate) elements: [&'a [u8]; 16],
    pub(crate) delimiters: Delimiters,
    /// Bytes from `I` to the terminator, the terminator included.
    pub(crate) length: usize,
}

impl Header<'_> {
    /// The first element (from 1) whose width is not the fixed one.
    pub(crate) fn bad_width(&self) -> Option<u16> {
        let bad = self.elements.iter().zip(WIDTHS).position(|(element, width)| without_breaks(element) != width)?;
        u16::try_from(bad + 1).ok()
    }

    /// Whether an element is wider than its place, or holds a delimiter that is not its own.
    pub(crate) fn is_over_wide(&self) -> bool {
        let is_break = |byte: u8| matches!(byte, b'\r' | b'\n');
        let holds = |element: &[u8]| element.iter().any(|&byte| self.delimiters.contains(byte) && !is_break(byte));
        let mut values = self.elements.iter().zip(WIDTHS).enumerate();
        values.any(|(index, (element, width))| {
            // Of ISA16 one byte is a value, what follows it is padding.
            index < 15 && without_breaks(without_padding(element)) > width
                || !matches!(index, 10 | 15) && holds(element)
        })
    }

    /// The first element (from 1) that is broken over lines.
    pub(crate) fn line_break(&self) -> Option<u16> {
        let own = [self.delimiters.component(), self.delimiters.repetition().unwrap_or_default()];
        let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n') && !own.contains(byte);
        let broken = self.elements.iter().position(|element| element.iter().any(is_break))?;
        u16::try_from(broken + 1).ok()
    }
}

fn without_padding(element: &[u8]) -> &[u8] {
    match element {
        [_] => element,
        _ => {
            let padding = element.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\r' | b'\n')).count();
            element.get(..element.len() - padding).unwrap_or_default()
        }
    }
}

fn without_breaks(element: &[u8]) -> usize {
    match element {
        [_] => 1,
        _ => element.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).count(),
    }
}

/// Why a header cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderError {
    /// More bytes are needed to tell.
    Incomplete,
    /// It will never be one.
    Invalid(ErrorKind),
}

/// Parses a header at the start of `input`; `last` says that no more bytes will come.
pub(crate) fn parse_header(input: &[u8], last: bool) -> Result<Header<'_>, HeaderError> {
    // Nearly every header ends long before the limit, and then it need not be known: the component separator, the
    // terminator and what stands behind that are no blanks, or end with one that is none.
    let near = input.get(..LONGEST).unwrap_or(input);
    let is_near = fifteen(near).is_ok_and(|(rest, _)| rest.iter().filter(|byte| !is_blank(**byte)).nth(2).is_some());
    let window = if is_near { near } else { input.get(..longest(input)).unwrap_or(input) };
    let cut_short = if last || window.len() < input.len() || window.len() == LONGEST_WITH_BLANKS {
        HeaderError::Invalid(ErrorKind::HeaderTruncated)
    } else {
        HeaderError::Incomplete
    };
    let Ok((rest, (separator, elements))) = fifteen(window) else { return Err(cut_short) };
    let behind = window.len() - rest.len();
    let is_all = last && window.len() == input.len();
    if rest.len() <= 2 && !is_all {
        return Err(cut_short);
    }
    // What follows the sixteenth separator: the component separator, then the terminator. In a header that is broken
    // over lines either may stand on the next line, blanks before it.
    let breaks = |bytes: &[u8]| match bytes.first() {
        Some(b'\r' | b'\n') => bytes.iter().take_while(|byte| is_blank(**byte)).count(),
        _ => 0,
    };
    let lead = if rest.len() > 2 { breaks(rest) } else { 0 };
    let Some((&component, tail)) = rest.get(lead..).unwrap_or_default().split_first() else { return Err(cut_short) };
    let blanks = tail.iter().take_while(|&&byte| matches!(byte, b' ' | 0 | 0x1A)).count();
    let tail = tail.get(blanks..).unwrap_or_default();
    let broken = breaks(tail);
    if broken > 0 && tail.len() == broken && !is_all {
        return Err(cut_short);
    }
    let isa11 = elements.get(10).map(|e| strip(e)).and_then(|e| e.first().copied()).unwrap_or(b' ');
    let skipped = if broken > 0 && tail.get(broken) == Some(&b'~') {
        // `:` line break `~`: the line break is no terminator when the usual terminator is the first that stands behind.
        broken
    } else if [separator, component, isa11].contains(&b'\r') {
        // A carriage return that parts something else ends nothing: the line feed behind it does.
        tail.iter().take_while(|&&byte| byte == b'\r').count()
    } else {
        0
    };
    let Some(&terminator) = tail.get(skipped) else { return Err(cut_short) };
    let delimiters = Delimiters::stated(separator, component, isa11, terminator).map_err(HeaderError::Invalid)?;
    let mut all: [&[u8]; 16] = [b""; 16];
    for (place, element) in all.iter_mut().zip(elements.iter().copied()) {
        *place = element;
    }
    let component_at = behind + lead;
    if let Some(place) = all.last_mut() {
        *place = window.get(component_at..component_at + 1 + blanks).unwrap_or_default();
    }
    Ok(Header { elements: all, delimiters, length: component_at + 1 + blanks + skipped + 1 })
}

/// So many bytes at most may belong to the header.
fn longest(input: &[u8]) -> usize {
    let mut values = input.iter().take(LONGEST_WITH_BLANKS).enumerate().filter(|(_, byte)| !is_blank(**byte));
    values.nth(LONGEST - 1).map_or(LONGEST_WITH_BLANKS, |(at, _)| at + 1)
}

/// White space, and what else pads a file between segments: zero bytes, and the mark that ended files once.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x1A)
}

fn strip(element: &[u8]) -> &[u8] {
    match element {
        [_] => element,
        _ => element.trim_ascii(),
    }
}

/// `ISA`, the separator, and fifteen elements each ended by it.
fn fifteen(input: &[u8]) -> IResult<&[u8], (u8, Vec<&[u8]>)> {
    let (input, _) = tag(&b"ISA"[..]).parse(input)?;
    let (input, separator) = take(1_usize).parse(input)?;
    let separator: u8 = separator.first().copied().unwrap_or_default();
    let element = terminated(take_till(move |byte| byte == separator), take(1_usize));
    let (input, elements) = fold_many_m_n(15, 15, element, Vec::new, |mut list: Vec<&[u8]>, element| {
        list.push(element);
        list
    })
    .parse(input)?;
    Ok((input, (separator, elements)))
}

#[cfg(test)]
mod tests {
    use super::{HeaderError, parse_header};

    /// However many bytes are there, the answer is the one for all of them, or "wait".
    #[test]
    fn a_part_of_a_header_never_says_something_else() {
        let header = b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*0930*^*00501*000000001*0*T*:";
        for behind in [
            "~GS*HI*A*B*20260101*0930*1*X*005010X217~",
            "\n~GS*HI*A*B*20260101~~~",
            "\n ~GS*HI*A*B*20260101*0930~",
            "  \r\nGS*HI*A*B*2026*1*X\r\n",
            "\r\n                                        ~GS*HI*A*B*20260101*0930~",
        ] {
            let whole = [&header[..], behind.as_bytes()].concat();
            let answer = parse_header(&whole, false).map(|header| (header.delimiters, header.length));
            assert!(answer.is_ok());
            for end in 0..whole.len() {
                match parse_header(&whole[..end], false).map(|header| (header.delimiters, header.length)) {
                    Err(HeaderError::Incomplete) => {}
                    part => assert_eq!(part, answer, "{end} bytes"),
                }
            }
        }
    }
}
