//! Damages valid interchanges at random: segments moved, doubled, dropped and inserted, elements overwritten.

use crate::split::{Marks, marks};
use proptest::prelude::*;

/// One blow. The numbers are taken modulo what is there.
#[derive(Clone, Copy, Debug)]
pub struct Blow {
    pub kind: u8,
    pub at: u16,
    pub to: u16,
    pub what: u16,
}

pub fn blows(most: usize) -> impl Strategy<Value = Vec<Blow>> {
    let blow = (0_u8..8, any::<u16>(), any::<u16>(), any::<u16>());
    let blow = blow.prop_map(|(kind, at, to, what)| Blow { kind, at, to, what });
    prop::collection::vec(blow, 1..most)
}

/// What an element is overwritten with; `:` `^` and `*` stand for the interchange's own marks.
const GARBAGE: [&[u8]; 32] = [
    b"",
    b":",
    b"::",
    b"^",
    b"^^",
    b"A:B",
    b"A^B",
    b"A^B:C",
    b":::X",
    b"^X",
    b"X^",
    b"X:",
    b"X::",
    b":^:",
    b"^:X:^",
    b"   ",
    b" X",
    b"X ",
    b"-1",
    b"999999999",
    b"QQ",
    b"ABCDEFGHI",
    b"*",
    b"X*Y",
    b"*****Z",
    b"A*B*C*D*E*F*G",
    "caf\u{e9}".as_bytes(),
    "\u{2013} dash".as_bytes(),
    "O\u{2019}HARA".as_bytes(),
    b"\xE9\xFF",
    b"TAB\tBEL\x07",
    b"\0",
];

const INSERTED: [&[u8]; 30] = [
    b"",
    b"QQX*1*2",
    b"ZZZZZ*1",
    b"lower*x",
    b"*",
    b"*A",
    b"N2*SECOND",
    b"CLM*1*2",
    b"HL",
    b"HL*5",
    b"HL*x*y*z*w",
    b"HL*1**20*1",
    b"HL*9*8*SS*0",
    b"HL*7*7*EV*1",
    b"NM1",
    b"NM1*ZZ*1",
    b"NM1*SJ*1*DOE",
    b"SE*1*2",
    b"SE",
    b"ST*278*9",
    b"ST",
    b"GS",
    b"GS*HI*A*B*1*2*3*X*005010X217",
    b"GE*1*1",
    b"GE",
    b"IEA*1*1",
    b"TA1*000000001*260105*0930*A*000",
    b"UM*HS",
    b"HCR*A1*1",
    b"X",
];

/// The damaged input. The interchange header stays as it is.
pub fn damage(input: &[u8], blows: &[Blow]) -> Vec<u8> {
    let marks = marks(input);
    let mut segments: Vec<Vec<u8>> = input[106..].split(|byte| *byte == marks.terminator).map(<[u8]>::to_vec).collect();
    segments.pop();
    for blow in blows {
        strike(&mut segments, *blow, marks);
    }
    let mut output = input[..106].to_vec();
    for segment in segments {
        output.extend(segment);
        output.push(marks.terminator);
    }
    output
}

fn strike(segments: &mut Vec<Vec<u8>>, blow: Blow, marks: Marks) {
    let own = |bytes: &[u8]| -> Vec<u8> {
        let own = |byte: &u8| match byte {
            b'*' => marks.element,
            b':' => marks.component,
            b'^' => marks.repetition,
            other => *other,
        };
        bytes.iter().map(own).collect()
    };
    if segments.is_empty() {
        return;
    }
    let at = usize::from(blow.at) % segments.len();
    let (to, what) = (usize::from(blow.to), usize::from(blow.what));
    match blow.kind {
        0 => {
            let segment = segments.remove(at);
            segments.insert(to % (segments.len() + 1), segment);
        }
        1 => segments.insert(to % (segments.len() + 1), segments[at].clone()),
        2 => {
            segments.remove(at);
        }
        3 => segments.insert(at, own(INSERTED[what % INSERTED.len()])),
        4 => segments[at].extend(own([b"*".as_slice(), b"***", b":", b"^", b"*:", b"^^*"][what % 6])),
        5 => {
            let blanks: [&[u8]; 4] = [b"\n", b"\r\n", b"  ", b"\n\n\t"];
            let blanks = if marks.terminator == b'\n' { b"  " } else { blanks[what % 4] };
            let mut segment = blanks.to_vec();
            segment.extend(&segments[at]);
            segments[at] = segment;
        }
        _ => {
            let mut elements: Vec<Vec<u8>> = segments[at].split(|b| *b == marks.element).map(<[u8]>::to_vec).collect();
            let index = 1 + to % elements.len();
            elements.resize(elements.len().max(index + 1), Vec::new());
            elements[index] = own(GARBAGE[what % GARBAGE.len()]);
            segments[at] = elements.join(&marks.element);
        }
    }
}
