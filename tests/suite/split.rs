//! An X12 splitter of the tests' own: what the library wrote is judged by it, never by the library.

/// A segment: its id, then its elements, as bytes; trailing empty elements left out.
pub type Split = Vec<Vec<u8>>;

/// What parts a text: element separator, component separator, repetition separator, terminator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub element: u8,
    pub component: u8,
    pub repetition: u8,
    pub terminator: u8,
}

/// The marks of a well-formed interchange header, 106 bytes long.
pub fn marks(input: &[u8]) -> Marks {
    assert!(input.starts_with(b"ISA") && input.len() >= 106, "no fixed header");
    Marks { element: input[3], component: input[104], repetition: input[82], terminator: input[105] }
}

/// All segments of an input whose first header is well-formed.
pub fn split(input: &[u8]) -> Vec<Split> {
    split_by(input, marks(input))
}

pub fn split_by(input: &[u8], marks: Marks) -> Vec<Split> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let (mut segments, mut rest, mut outside) = (Vec::<Split>::new(), input, false);
    loop {
        // Behind an interchange an empty line is no empty segment.
        match segments.last().map(|segment| segment[0].as_slice()) {
            Some(b"IEA") => outside = true,
            Some(b"ISA") => outside = false,
            _ => {}
        }
        while rest.first().is_some_and(|byte| blank(*byte) && (outside || *byte != marks.terminator)) {
            rest = &rest[1..];
        }
        if rest.is_empty() {
            return segments;
        }
        let end = rest.iter().position(|byte| *byte == marks.terminator).unwrap_or(rest.len());
        let mut bytes = &rest[..end];
        while marks.terminator == b'\n' && bytes.last() == Some(&b'\r') {
            bytes = &bytes[..bytes.len() - 1];
        }
        let mut elements: Split = bytes.split(|byte| *byte == marks.element).map(<[u8]>::to_vec).collect();
        while elements.len() > 1 && elements.last().is_some_and(Vec::is_empty) {
            elements.pop();
        }
        segments.push(elements);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
}

/// Leaves out what writing may change: the padding of ISA, and with `counts` the counts and numbers of trailers.
pub fn normal(mut segments: Vec<Split>, counts: bool) -> Vec<Split> {
    for segment in &mut segments {
        match segment[0].as_slice() {
            b"ISA" => {
                for element in segment.iter_mut() {
                    let end = element.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
                    element.truncate(end);
                }
            }
            b"SE" | b"GE" | b"IEA" if counts => {
                segment.resize(segment.len().max(3), Vec::new());
                segment[1].clear();
                segment[2].clear();
            }
            _ => {}
        }
    }
    segments
}

/// Holds two texts against each other, segment by segment.
pub fn assert_same(before: &[Split], after: &[Split], what: &str) {
    let text = |segment: Option<&Split>| segment.map(|s| String::from_utf8_lossy(&s.join(&b'|')).into_owned());
    for index in 0..before.len().max(after.len()) {
        let (old, new) = (before.get(index), after.get(index));
        assert!(old == new, "{what}: segment {} was {:?}, is {:?}", index + 1, text(old), text(new));
    }
}

/// The marks that a header states, however wide its elements are: the sixteenth separator is counted. Also where the
/// header ends. `None` where there is no such header.
pub fn stated_marks(input: &[u8]) -> Option<(Marks, usize)> {
    if !input.starts_with(b"ISA") {
        return None;
    }
    let element = *input.get(3)?;
    let separators: Vec<usize> = (3..input.len()).filter(|at| input[*at] == element).take(16).collect();
    let (&before, &last) = (separators.get(10)?, separators.get(15)?);
    let component = *input.get(last + 1)?;
    let at = (last + 2..input.len()).find(|at| input[*at] != b' ')?;
    let repetition = *input.get(before)?;
    Some((Marks { element, component, repetition, terminator: input[at] }, at + 1))
}
