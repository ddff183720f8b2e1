//! The laws of reading and writing, over random valid sets and over the same sets damaged at random.

use crate::damage::{blows, damage};
use crate::generate::{Direction, Fill, Options, interchange};
use crate::limits::events;
use crate::split::{Split, assert_same, normal, split};
use proptest::prelude::*;
use x12_278::element::{Encoding, IntoOwned};
use x12_278::report::IssueCode;
use x12_278::segment::Iea;
use x12_278::syntax::Delimiters;
use x12_278::transaction::{Counts, LineBreaks, Reader, SetBuffer, Trailer};
use x12_278::{Document, ReadOptions, Transaction, WriteOptions};

const AS_READ: WriteOptions = WriteOptions {
    counts: Counts::AsRead,
    order: x12_278::transaction::Order::AsRead,
    line_breaks: LineBreaks::None,
    delimiters: None,
};

/// So many cases, times the number in the environment variable X12_278_CASES.
fn cases(cases: u32) -> ProptestConfig {
    let factor: u32 = std::env::var("X12_278_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let cases = cases * factor;
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn delimiters() -> impl Strategy<Value = Delimiters> {
    prop::sample::select(vec![
        Delimiters::STANDARD,
        Delimiters::new(b'|', b'>', Some(b'^'), b'\n').unwrap(),
        Delimiters::new(b'+', b'<', Some(b'!'), b'}').unwrap(),
        Delimiters::new(0x1D, 0x1F, Some(0x1E), 0x1C).unwrap(),
    ])
}

/// An input, shown as text when a law is broken.
#[derive(Clone)]
pub struct Input(Vec<u8>);

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}\n", self.0.escape_ascii())
    }
}

impl std::ops::Deref for Input {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Valid interchanges of one to three sets.
pub fn valid() -> impl Strategy<Value = Input> {
    let line_end = prop::sample::select(vec!["", "", "\n", "\r\n"]);
    (any::<u64>(), any::<bool>(), delimiters(), line_end, 1..4_usize).prop_map(
        |(seed, response, delimiters, end, sets)| {
            let direction = Direction::BOTH[usize::from(response)];
            let line_end = if delimiters.segment() == b'\n' { "" } else { end };
            let fill = if seed % 11 == 0 { Fill::Required } else { Fill::Random };
            Input(interchange(seed, &Options { direction, fill, sets, delimiters, line_end, ..Options::default() }))
        },
    )
}

/// The same, damaged; mostly with the usual delimiters.
pub fn damaged() -> impl Strategy<Value = Input> {
    (valid(), blows(8)).prop_map(|(input, blows)| Input(damage(&input, &blows)))
}

/// Pieces in which carriage returns, separators, empty elements and empty segments stand wherever they can, in files whose
/// segments end with line feeds.
const PIECES: &[&str] = &[
    "\r",
    "\r",
    "\r",
    "*",
    "*",
    "\n",
    "\n",
    "\n",
    "",
    "A",
    "1",
    ":",
    "^",
    " ",
    "\t",
    "MSG*X",
    "GE",
    "GE*1*1",
    "IEA",
    "IEA*1*000000001",
    "TA1*000000001*260105*0930*A*000",
    "ST*278*0001*005010X217",
    "ST*837*0002",
    "SE*2*0001",
    "HL*1**20*1",
    "BHT*0007*13*A*20260105*0930",
    "NM1*X3*2*PAYER",
    "HI*ABK:K5090",
    "HCR*A1",
    "ZZZ",
    "é",
    "GS*HI*S*R*20260105*0930*1*X*005010X217",
    HEADER,
];

/// More of them: what may be part of a header, what may be padding, counted data, and what is no UTF-8.
const HARD: &[&[u8]] = &[
    b"ISA",
    b"ISA*",
    b"*X*X*X*X",
    b"\0",
    b"\x1A",
    b"~",
    b"BIN*2*A\r",
    b"BIN*1*",
    b"BIN*3*\r",
    b"BIN*2*\xE9",
    b"BDS*ASC*2*",
    b"\xE9",
    b"\xC3",
    b"                ",
];

const HEADER: &str =
    "\nISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:\n";

/// Files whose segments end with line feeds, the first header whole.
fn returns(hard: usize) -> impl Strategy<Value = Input> {
    let lead = prop::sample::select(vec![
        "",
        "GS*HI*S*R*20260105*0930*1*X*005010X217\n",
        "GS*HI*S*R*20260105*0930*1*X*005010X217\nST*278*0001*005010X217\nBHT*0007*13*A*20260105*0930\nHL*1**20*1\n",
        "IEA*0*000000001\n",
    ]);
    let body = prop::collection::vec(prop::sample::select(PIECES), 0..24);
    let hard = prop::collection::vec((prop::sample::select(HARD), any::<prop::sample::Index>()), 0..=hard);
    (lead, body, hard).prop_map(|(lead, body, hard)| {
        let mut pieces: Vec<&[u8]> = body.into_iter().map(str::as_bytes).collect();
        for (piece, at) in hard {
            pieces.insert(at.index(pieces.len() + 1), piece);
        }
        Input([HEADER.trim_start().as_bytes(), lead.as_bytes(), &pieces.concat()].concat())
    })
}

/// What may make a further header, or the half of one, or nearly one, behind a good interchange.
const HEADINGS: &[&[u8]] = &[
    b"ISA",
    b"ISA*",
    b"ISA|",
    b"ISA~",
    b"ISA\t",
    b"ISA\n",
    b"\t\n\t\t\n\t\t\n\t\t\n\t\t\n\t",
    b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000002*0*T*:",
    b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000002*0*T*:~",
    b"ISA|00|          |00|          |ZZ|S              |ZZ|R              |260105|0930|^|00501|000000003|0|T|>",
    b"ISA|00|          |00|          |ZZ|S              |ZZ|R              |260105|0930|^|00501|000000003|0|T|>\x1C",
    b"|00|          |00|          |ZZ|S              |ZZ|R",
    b"*ZZ*R*260105*0930*\r*00501*000000004*0*T*:",
    b"|X|X|X|X|X|X|X|X|X|X|X|X|X|X|X",
    b"~X~X~X~X~X~X~X~X~X~X~X~X~X~X~X",
    b"~",
    b"~",
    b"*",
    b"|",
    b":",
    b">",
    b"\x1C",
    b"^",
    b"X",
    b" ",
    b"          ",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b"\0\0\0\0\0\0\0\0\0",
    b"\x1A",
    b"JUNK",
    b"MSG*DATA",
    b"IEA*1*000000001",
    b"IEA*0*000000002",
    b"GS*HI*S*R*20260105*0930*1*X*005010X217",
    b"ST*278*0001*005010X217",
    b"BIN*4*",
];

/// Runs of a byte that make a header too long, with blanks or without.
const LONG: &[u8] = b"X\n ~Z\0\x1A";

fn headings() -> impl Strategy<Value = Input> {
    let first = prop::sample::select(vec!["*~", "*\n", "|~", "~|", "*\r", "*'", "\t~", "\t\n", "\n~"]);
    let body = prop::collection::vec(prop::sample::select(HEADINGS), 0..20);
    let run = (prop::sample::select(LONG), 0..1100_usize, any::<prop::sample::Index>());
    let ended = any::<bool>();
    (first, ended, body, prop::collection::vec(run, 0..3)).prop_map(|(first, ended, body, runs)| {
        let long: Vec<Vec<u8>> = runs.iter().map(|(byte, length, _)| vec![*byte; *length]).collect();
        let mut pieces = body;
        for (run, (_, _, at)) in long.iter().zip(&runs) {
            pieces.insert(at.index(pieces.len() + 1), run);
        }
        let (separator, terminator) = first.split_at(1);
        let header = HEADER.trim().replace('*', separator) + terminator;
        let end = if ended { format!("IEA*0*000000001{terminator}").replace('*', separator) } else { String::new() };
        Input([header.as_bytes(), end.as_bytes(), &pieces.concat()].concat())
    })
}

/// Same segments, same order, same element text; and reading what was written gives the same document.
pub fn assert_law(input: &[u8]) {
    let document = Document::read(input).expect("an interchange").document;
    let before = split(input);
    let written = document.write_with(&AS_READ).expect("what was read can be written");
    assert_same(&normal(before.clone(), false), &normal(split(&written), false), "counts as read");
    let again = Document::read(&written).expect("what was written can be read").document;
    assert_equal(&document, &again);
    assert_eq!(again.write_with(&AS_READ).unwrap(), written, "writing twice");
    let computed = document.write().expect("what was read can be written");
    assert_same(&normal(before, true), &normal(split(&computed), true), "counts computed");
    assert_counts(&split(&computed));
}

/// Every trailer says what stands before it: counted here, not by the library.
fn assert_counts(segments: &[Split]) {
    let number = |segment: &Split, at: usize| segment.get(at).cloned().unwrap_or_default();
    let (mut in_set, mut empty, mut st02) = (None::<usize>, 0, Vec::new());
    // Behind IEA nothing is a set.
    for segment in segments.iter().take_while(|segment| segment[0] != b"IEA") {
        match segment[0].as_slice() {
            b"ST" => (in_set, st02) = (Some(0), number(segment, 2)),
            b"GS" => in_set = None,
            _ => {}
        }
        in_set = in_set.map(|count| count + 1);
        empty = if in_set == Some(1) { 0 } else { empty + usize::from(segment.as_slice() == [b""]) };
        match (segment[0].as_slice(), in_set) {
            (b"SE", Some(count)) => {
                // Empty segments (two terminators with nothing between) do not count; lone separators do.
                let said: usize = String::from_utf8(number(segment, 1)).unwrap().parse().expect("a number");
                assert!((count - empty..=count).contains(&said), "SE01 is {said}, {count} segments stand there");
                if !st02.is_empty() && st02.iter().all(u8::is_ascii_alphanumeric) {
                    assert_eq!(number(segment, 2), st02, "SE02");
                }
                in_set = None;
            }
            (b"GE" | b"IEA" | b"ISA", _) => in_set = None,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn valid_files_come_back_byte_for_byte(input in valid()) {
        let read = Document::read(&input).unwrap();
        prop_assert!(!read.report.has_errors());
        let line_breaks = match input[106..108] {
            [b'\r', b'\n'] => x12_278::transaction::LineBreaks::CrLf,
            [b'\n', _] => x12_278::transaction::LineBreaks::Lf,
            _ => x12_278::transaction::LineBreaks::None,
        };
        let written = read.document.write_with(&WriteOptions { line_breaks, ..WriteOptions::default() }).unwrap();
        prop_assert!(written == *input);
        prop_assert!(read.document.clone().into_owned() == read.document);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn damaged_files_lose_nothing(input in damaged()) {
        assert_law(&input);
    }

    #[test]
    fn returns_before_line_feeds_lose_nothing(input in returns(0)) {
        assert_law(&input);
    }

    #[test]
    fn returns_among_headers_and_counted_data_change_nothing(input in returns(4)) {
        assert_stable(&input);
    }

    #[test]
    fn further_headers_and_halves_of_them_change_nothing(input in headings(), size in 1..40_usize) {
        assert_stable(&input);
        let options = ReadOptions::default();
        prop_assert_eq!(events(&input, size, &options), events(&input, input.len(), &options), "in pieces");
    }

    #[test]
    fn prefixes_lose_nothing(input in valid(), cut in any::<prop::sample::Index>()) {
        assert_law(&input[..106 + cut.index(input.len() - 106)]);
    }

    #[test]
    fn a_changed_byte_loses_nothing(input in valid(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut input = input;
        let at = 106 + at.index(input.len() - 106);
        input.0[at] = byte;
        assert_law(&input);
    }

    #[test]
    fn a_changed_byte_of_the_header_is_an_error_or_is_kept(input in valid(), at in 0..106_usize, byte in any::<u8>()) {
        let mut input = input;
        input.0[at] = byte;
        assert_stable(&input);
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn random_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert_stable(&bytes);
        let header = b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:~";
        assert_stable(&[header.as_slice(), &bytes].concat());
        assert_stable(&[header.as_slice(), b"GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~", &bytes].concat());
    }
}

/// An error, or a document that writing and reading does not change.
fn assert_stable(input: &[u8]) {
    let Ok(read) = Document::read(input) else { return };
    let written = read.document.write_with(&AS_READ).expect("what was read can be written");
    let again = Document::read(&written).expect("what was written can be read").document;
    assert_equal(&padded(&read.document), &padded(&again));
    assert_eq!(again.write_with(&AS_READ).expect("and written again"), written, "writing twice");
    read.document.write().expect("what was read can be written");
}

/// With the number of the header filled up with zeros, as writing does. A trailer that had the zeros before the header
/// did says no more then than what would be computed.
fn padded<'a>(document: &Document<'a>) -> Document<'a> {
    let mut document = document.clone();
    for interchange in &mut document.interchanges {
        let Some(header) = interchange.header.as_mut() else { continue };
        let number = header.control_number.as_str();
        if number.is_empty() || number.len() >= 9 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let padded = format!("{number:0>9}");
        let count = interchange.groups.iter().filter(|group| group.header.is_some()).count().to_string();
        let is_computed = |iea: &Iea<'_>| {
            iea.control_number.as_deref() == Some(&padded)
                && iea.group_count.as_deref() == Some(&count)
                && iea.as_sent.parts().is_empty()
        };
        if interchange.trailer.as_read().is_some_and(is_computed) {
            interchange.trailer = Trailer::Computed;
        }
        header.control_number = padded.into();
    }
    document
}

/// A header number that is short, for it holds a line break, and a trailer that has all its zeros.
#[test]
fn a_short_number_of_the_header_is_filled_up() {
    let header =
        b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*\n00000001*0*T*:~";
    assert_stable(&[header.as_slice(), b"GS*HI*S*R*20260105*0930*1*X*005010X217~GE*0*1~IEA*1*000000001~"].concat());
}

/// A control number that is no text is none that could be computed.
#[test]
fn control_numbers_that_are_no_text_are_kept() {
    let header =
        b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:~";
    for rest in [
        &b"GS*HI17~GE*0*\xC8~IEA*1*000000001~"[..],
        b"GS*HI*S*R*20260105*0930*\xC8*X*005010X217~GE*0~IEA*1*000000001~",
        b"GS*HI*S*R*20260105*0930*\xC8*X*005010X217~GE*0*\xC9~IEA*1*000000001~",
        b"GS*HI*S*R*20260105*0930*\xC8*X*005010X217~GE*0*\xC8~IEA*1*\xC8~",
        b"GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*\xC8*005010X217~SE*2*\xC9~GE*1*1~IEA*1*000000001~",
        b"GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*\xC8*005010X217~SE*2*\xC8~GE*1*1~IEA*1*000000001~",
    ] {
        let input = [header.as_slice(), rest].concat();
        assert_stable(&input);
        assert_eq!(Document::read(&input).unwrap().document.write_with(&AS_READ).unwrap(), input);
    }
}

/// A number that stands alike in ST and SE is the same in a set that is read as Latin-1.
#[test]
fn equal_numbers_are_equal_in_latin_1() {
    let header =
        b"ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:~";
    let rest = b"GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*000\xE9*005010X217~SE*2*000\xE9~GE*1*1~IEA*1*000000001~";
    let input = [header.as_slice(), rest].concat();
    let report = Document::read(&input).unwrap().report;
    assert!(report.issues().iter().all(|issue| issue.code != IssueCode::SetControlNumber));
}

/// Line breaks behind terminators that are line breaks themselves would be segments.
#[test]
fn line_breaks_make_no_segments() {
    for terminator in [b'\n', b'\r', b'~'] {
        let delimiters = Delimiters::new(b'*', b':', Some(b'^'), terminator).unwrap();
        let input = interchange(7, &Options { delimiters, ..Options::default() });
        let document = Document::read(&input).unwrap().document;
        for line_breaks in [LineBreaks::None, LineBreaks::Lf, LineBreaks::CrLf] {
            let written = document.write_with(&WriteOptions { line_breaks, ..AS_READ }).unwrap();
            assert_equal(&document, &Document::read(&written).unwrap().document);
        }
    }
}

/// Writing and reading must not change a typed value; `Debug` tells where without showing what.
fn assert_equal(document: &Document<'_>, again: &Document<'_>) {
    if document != again {
        let shown = |document: &Document<'_>| -> String {
            let text = format!("{document:#?}");
            text.lines().filter(|line| !line.trim_start().starts_with("offset:")).collect::<Vec<_>>().join("\n")
        };
        let (before, after) = (shown(document), shown(again));
        let differ = before.lines().zip(after.lines()).position(|(one, other)| one != other);
        let line = differ.unwrap_or_default();
        let around = |text: &str| text.lines().skip(line.saturating_sub(12)).take(16).collect::<Vec<_>>().join("\n");
        panic!("typed values changed by writing and reading:\n{}\n----\n{}", around(&before), around(&after));
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn other_delimiters_and_back_change_nothing(input in damaged()) {
        let document = Document::read(&input).unwrap().document;
        let written = document.write_with(&AS_READ).unwrap();
        let own = document.interchanges[0].delimiters;
        let other = Delimiters::new(0x01, 0x02, Some(0x03), 0x04).unwrap();
        let translated = document.write_with(&WriteOptions { delimiters: Some(other), ..AS_READ }).unwrap();
        let back = Document::read(&translated).unwrap().document;
        assert_equal(&document, &with_delimiters_of(&back, &document));
        let back = back.write_with(&WriteOptions { delimiters: Some(own), ..AS_READ }).unwrap();
        prop_assert!(back == written);
    }

    #[test]
    fn values_are_written_alike_whether_looked_at_or_not(input in damaged(), own in any::<bool>(), to in delimiters(), end in 0..3_usize) {
        let document = Document::read(&input).unwrap().document;
        let line_breaks = [LineBreaks::None, LineBreaks::Lf, LineBreaks::CrLf][end];
        for interchange in &document.interchanges {
            let sets = interchange.groups.iter().flat_map(|group| &group.transactions);
            for set in sets.filter(|set| set.encoding == Encoding::Ascii) {
                // Of ASCII the bytes are looked at as a whole; with another encoding each value is.
                let looked_at = Transaction { encoding: Encoding::Utf8, ..set.clone() };
                for repetition in [Some(true), None] {
                    let delimiters = if own { interchange.delimiters } else { to };
                    let (element, component, segment) = (delimiters.element(), delimiters.component(), delimiters.segment());
                    let repetition = repetition.and(delimiters.repetition());
                    let delimiters = Delimiters::new(element, component, repetition, segment).unwrap();
                    let options = WriteOptions { line_breaks, ..AS_READ };
                    let write = |set: &Transaction<'_>| {
                        let mut bytes = Vec::new();
                        set.write_to(&mut bytes, delimiters, &options).map(|()| bytes).map_err(|error| error.to_string())
                    };
                    prop_assert!(write(set) == write(&looked_at));
                }
            }
        }
    }

    #[test]
    fn json_and_back_changes_nothing(input in damaged()) {
        let read = Document::read(&input).unwrap();
        let again = Document::from_json(&read.document.to_json(&read.report).unwrap()).unwrap();
        prop_assert!(again.write_with(&AS_READ).unwrap() == read.document.write_with(&AS_READ).unwrap());
        prop_assert!(again.write().unwrap() == read.document.write().unwrap());
    }

    #[test]
    fn owned_copies_are_equal(input in damaged()) {
        let document = Document::read(&input).unwrap().document;
        let owned = document.clone().into_owned();
        prop_assert!(owned == document);
        prop_assert!(owned.write_with(&AS_READ).unwrap() == document.write_with(&AS_READ).unwrap());
    }

    #[test]
    fn chunks_equal_the_whole(input in damaged(), seed in any::<u64>()) {
        let whole = Document::read(&input).unwrap();
        let wanted: Vec<&Transaction<'_>> = whole.document.transactions().collect();
        let mut reader = Reader::new(Chunks { rest: &input, seed });
        let mut buffer = SetBuffer::new();
        let mut issues = Vec::new();
        let mut count = 0;
        while reader.read_set(&mut buffer).unwrap() {
            let read = buffer.read();
            prop_assert!(&read.transaction == wanted[count], "set {}", count + 1);
            issues.extend(read.report.issues().iter().map(ToString::to_string));
            count += 1;
        }
        prop_assert_eq!(count, wanted.len());
        issues.extend(reader.take_report().issues().iter().map(ToString::to_string));
        let mut all: Vec<String> = whole.report.issues().iter().map(ToString::to_string).collect();
        issues.sort();
        all.sort();
        prop_assert_eq!(issues, all);
    }
}

fn with_delimiters_of<'a>(document: &Document<'a>, other: &Document<'_>) -> Document<'a> {
    let mut document = document.clone();
    for (own, theirs) in document.interchanges.iter_mut().zip(&other.interchanges) {
        own.delimiters = theirs.delimiters;
        // The guide is the text of ST03, which in a damaged set may be a delimiter.
        let sets = own.groups.iter_mut().flat_map(|group| &mut group.transactions);
        for (own, theirs) in sets.zip(theirs.groups.iter().flat_map(|group| &group.transactions)) {
            own.guide = theirs.guide.clone().into_owned();
        }
    }
    document
}

/// Hands out a text in small pieces.
struct Chunks<'a> {
    rest: &'a [u8],
    seed: u64,
}

impl std::io::Read for Chunks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let most = 1 + (self.seed >> 33) as usize % 61;
        let most = most.min(buffer.len());
        self.rest.read(&mut buffer[..most])
    }
}
