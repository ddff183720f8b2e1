//! What the bytes say before anybody knows of a 278: the interchange header, delimiters, single segments.

use x12_278::report::IssueCode;
use x12_278::syntax::{Delimiters, RawSegment, segments};
use x12_278::{Document, ErrorKind, Event, Reader, SetBuffer};

/// A header up to its sixteenth separator.
const LEAD: &str =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000001*0*T*";
const GROUP: &str = "GS*HI*SENDER*RECEIVER*20260105*0930*1*X*005010X217~GE*0*1~IEA*1*000000001~";

fn delimiters(input: &str) -> Delimiters {
    Document::read(input.as_bytes()).unwrap().document.interchanges[0].delimiters
}

fn codes(input: &str) -> Vec<IssueCode> {
    Document::read(input.as_bytes()).unwrap().report.issues().iter().map(|issue| issue.code).collect()
}

#[test]
fn the_end_of_the_header_may_be_broken_over_lines() {
    let right = format!("{LEAD}:~{GROUP}");
    for end in [":~", "\n:~", "\r\n:~", ":\n~", ":\r\n~", ": \t~", ":  ~", ": \r\n \t~", "\n: \n ~", ":~\r\n"] {
        let input = format!("{LEAD}{end}{GROUP}");
        if end == ": \t~" {
            // A blank is no terminator, and a tab is one.
            assert_eq!(delimiters(&input).segment(), b'\t');
            continue;
        }
        let read = Document::read(input.as_bytes()).unwrap();
        assert_eq!(read.document.interchanges[0].delimiters, Delimiters::STANDARD, "{end:?}");
        assert_eq!(read.document.interchanges[0].groups.len(), 1, "{end:?}");
        assert_eq!(String::from_utf8(read.document.write().unwrap()).unwrap(), right, "{end:?}");
    }
    // Blanks behind the component separator make the last element too wide, a line break does not.
    assert!(codes(&format!("{LEAD}:  ~{GROUP}")).contains(&IssueCode::HeaderWidth));
    assert!(!codes(&format!("{LEAD}:\n~{GROUP}")).contains(&IssueCode::HeaderWidth));
}

#[test]
fn a_line_break_may_be_a_delimiter_of_the_header() {
    let short = format!("{LEAD}\n~");
    assert_eq!(delimiters(&short).component(), b'\n', "nothing stands behind the header");
    assert_eq!(delimiters(&format!("{LEAD}\n:~")), Delimiters::STANDARD);
    let lines = format!("{LEAD}:\n{}", GROUP.replace('~', "\n"));
    assert_eq!(delimiters(&lines).segment(), b'\n');
    let repeats = format!("{}:~{GROUP}", LEAD.replace("*^*", "*\n*"));
    assert_eq!(delimiters(&repeats).repetition(), Some(b'\n'));
    for input in [&lines, &repeats] {
        assert!(!codes(input).contains(&IssueCode::HeaderWidth), "one byte is one wide, whatever it is");
        assert_eq!(
            String::from_utf8(Document::read(input.as_bytes()).unwrap().document.write().unwrap()).unwrap(),
            *input
        );
    }
}

#[test]
fn delimiters_are_marks_and_all_differ() {
    let kind = |element, component, repetition, segment| {
        Delimiters::new(element, component, repetition, segment).map_err(|error| error.kind())
    };
    for byte in 0..=255_u8 {
        let usable = byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ' && byte != 0;
        assert_eq!(Delimiters::is_usable(byte), usable, "byte {byte}");
        assert_eq!(Delimiters::STANDARD.contains(byte), b"*:^~".contains(&byte), "byte {byte}");
    }
    let chosen = kind(b'|', b'>', Some(b'<'), b'\n').unwrap();
    let parts = (chosen.element(), chosen.component(), chosen.repetition(), chosen.segment());
    assert_eq!(parts, (b'|', b'>', Some(b'<'), b'\n'));
    assert_eq!(kind(b'|', b'>', None, b'~').unwrap().repetition(), None);
    for (element, component, repetition, segment) in [
        (b'A', b':', Some(b'^'), b'~'),
        (b'*', b' ', None, b'~'),
        (b'*', b':', Some(b'7'), b'~'),
        (b'*', b':', None, 0),
    ] {
        assert_eq!(kind(element, component, repetition, segment), Err(ErrorKind::DelimiterInvalid));
    }
    for (element, component, repetition, segment) in [
        (b'*', b'*', None, b'~'),
        (b'*', b':', Some(b'~'), b'~'),
        (b'*', b':', Some(b'*'), b'~'),
        (b'~', b':', None, b'~'),
    ] {
        assert_eq!(kind(element, component, repetition, segment), Err(ErrorKind::DelimitersEqual));
    }
}

fn shown(segment: &RawSegment<'_>) -> Vec<String> {
    segment.elements().map(|element| String::from_utf8_lossy(element).into_owned()).collect()
}

#[test]
fn segments_of_a_text_with_their_numbers_and_offsets() {
    let text = b"HL*1**20 ~ \r\n\tREF*BB~~NM1*A^B:C*~MSG*LAST";
    let all: Vec<_> = segments(text, Delimiters::STANDARD).collect();
    let ids: Vec<_> = all.iter().map(|segment| (segment.number(), segment.offset(), segment.id())).collect();
    let expected: [(u32, usize, &[u8]); 5] =
        [(1, 0, b"HL"), (2, 14, b"REF"), (3, 21, b""), (4, 22, b"NM1"), (5, 33, b"MSG")];
    assert_eq!(ids, expected);
    assert_eq!(shown(&all[0]), ["1", "", "20 "]);
    assert_eq!(
        (all[0].element(0), all[0].element(1), all[0].element(3), all[0].element(4)),
        (&b""[..], &b"1"[..], &b"20 "[..], &b""[..])
    );
    assert_eq!(shown(&all[2]), [""; 0]);
    assert_eq!(shown(&all[3]), ["A^B:C", ""]);
    let parts: Vec<Vec<&[u8]>> = all[3].repetitions(all[3].element(1)).map(Iterator::collect).collect();
    assert_eq!(parts, [vec![&b"A"[..]], vec![&b"B"[..], &b"C"[..]]]);
    assert_eq!(all[4].bytes(), b"MSG*LAST");
    let other = Delimiters::new(b'|', b'>', None, b'!').unwrap();
    let segment = segments(b"HI|A^B>C!", other).next().unwrap();
    assert_eq!((segment.delimiters(), segment.element(1)), (other, &b"A^B>C"[..]));
    let parts: Vec<Vec<&[u8]>> = segment.repetitions(segment.element(1)).map(Iterator::collect).collect();
    assert_eq!(parts, [vec![&b"A^B"[..], &b"C"[..]]], "nothing repeats without a separator for it");
    assert_eq!(segments(b"", Delimiters::STANDARD).map(|segment| segment.bytes().len()).collect::<Vec<_>>(), [0]);
}

#[test]
fn counted_data_ends_where_its_count_says() {
    let of = |text: &'static str| segments(text.as_bytes(), Delimiters::STANDARD).collect::<Vec<_>>();
    let bytes = |text| of(text).iter().map(RawSegment::bytes).collect::<Vec<_>>();
    assert_eq!(bytes("BIN*3*A~B~MSG*X~"), [&b"BIN*3*A~B"[..], b"MSG*X"]);
    assert_eq!(bytes("BDS*ASC*3*A~B~MSG*X~"), [&b"BDS*ASC*3*A~B"[..], b"MSG*X"]);
    assert_eq!(bytes("BIN*3*A"), [&b"BIN*3*A"[..]], "the data are cut off");
    // A count that is none, and a segment that only begins like one.
    assert_eq!(bytes("BIN*X*A~B~"), [&b"BIN*X*A"[..], b"B"]);
    assert_eq!(bytes("BHT*3*A~B~"), [&b"BHT*3*A"[..], b"B"]);
    for (text, counts) in [
        ("BIN*3*ABC~", true),
        ("BDS*ASC*3*ABC~", true),
        ("BDS*3*ABC~", false),
        ("BIN*3~", false),
        ("MSG*3*ABC~", false),
    ] {
        assert_eq!(of(text)[0].counts_bytes(), counts, "{text}");
    }
}

#[test]
fn a_set_knows_its_segments_and_its_place() {
    let group = |number: u32, sets: &str| format!("GS*HI*S*R*20260105*0930*{number}*X*005010X217~{sets}GE*1*{number}~");
    let set = |number: u32| format!("ST*278*{number:04}*005010X217~\nQQX*A^B:C~SE*3*{number:04}~");
    let first = format!("{LEAD}:~{}IEA*1*000000001~", group(1, &set(1)));
    let input =
        format!("{first}{LEAD}:~{}{}IEA*2*000000001~", group(1, &set(1)), group(2, &format!("{}{}", set(1), set(2))));
    let mut reader = Reader::new(input.as_bytes());
    let mut buffer = SetBuffer::new();
    let mut places = Vec::new();
    while reader.read_set(&mut buffer).unwrap() {
        let raw = buffer.raw();
        let place = raw.place();
        assert_eq!(place, buffer.place());
        places.push((place.interchange, place.group, place.set));
        let start = usize::try_from(place.offset).unwrap();
        assert_eq!(&input.as_bytes()[start..start + raw.text().len()], raw.text());
        assert!(raw.text().starts_with(b"ST*278*") && raw.text().ends_with(raw.bytes(2)));
        assert_eq!((raw.len(), raw.is_empty()), (3, false));
        let numbers: Vec<_> =
            raw.segments().map(|segment| (segment.number(), segment.offset(), segment.id())).collect();
        let expected: [(u32, usize, &[u8]); 3] = [(1, 0, b"ST"), (2, 24, b"QQX"), (3, 34, b"SE")];
        assert_eq!(numbers, expected);
        assert_eq!((raw.bytes(1), raw.bytes(3)), (&b"QQX*A^B:C"[..], &b""[..]));
        assert!(raw.segment(3).is_none());
        let at = raw.location(1);
        assert_eq!((at.segment, at.segment_id, at.offset, at.length), (2, None, place.offset + 24, 9), "no id of X12");
        let behind = raw.location(3);
        assert_eq!((behind.segment, behind.segment_id, behind.offset, behind.length), (4, None, place.offset + 44, 0));
        assert_eq!((at.interchange, at.group, at.set), (place.interchange, place.group, place.set));
    }
    assert_eq!(places, [(1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2)]);
    assert!(SetBuffer::new().raw().is_empty());
}

/// However the bytes come, a header that cannot be read is told by its place, counted from the first byte.
#[test]
fn a_bad_header_behind_a_mark_and_blanks_is_told_by_its_place() {
    for (input, byte) in [(&b"\xEF\xBB\xBF\r\nISA*00*"[..], 5), (b"  \tISA*00*", 3), (b"\xEF\xBB\xBFISA*00*", 3)] {
        let wanted = format!("the interchange header (ISA) is cut short (byte {byte})");
        assert_eq!(Document::read(input).unwrap_err().to_string(), wanted);
        for size in 1..12 {
            let mut framer = x12_278::Framer::new(&x12_278::ReadOptions::default());
            let mut set = SetBuffer::new();
            let mut chunks = input.chunks(size);
            let found = loop {
                match framer.next(&mut set) {
                    Ok(Some(Event::End)) => break None,
                    Ok(Some(_)) => {}
                    Ok(None) => match chunks.next() {
                        Some(chunk) => framer.feed(chunk),
                        None => framer.finish(),
                    },
                    Err(error) => break Some(error.to_string()),
                }
            };
            assert_eq!(found.as_deref(), Some(wanted.as_str()), "chunks of {size} bytes");
        }
    }
}

/// A stream gives what is there: it does not wait for the end of the input.
#[test]
fn parts_are_given_as_soon_as_their_bytes_are_there() {
    let set = "ST*278*0001*005010X217~SE*2*0001~";
    let input = format!("{LEAD}:~GS*HI*S*R*20260105*0930*1*X*005010X217~{set}GE*1*1~IEA*1*000000001~");
    let mut framer = x12_278::Framer::new(&x12_278::ReadOptions::default());
    let mut buffer = SetBuffer::new();
    let mut met = Vec::new();
    for (fed, byte) in (1..).zip(input.bytes()) {
        framer.feed(&[byte]);
        while let Some(event) = framer.next(&mut buffer).unwrap() {
            met.push((event, fed));
        }
    }
    framer.finish();
    while let Some(event) = framer.next(&mut buffer).unwrap() {
        met.push((event, input.len()));
        if event == Event::End {
            break;
        }
    }
    let end_of = |part: &str| input.find(part).unwrap() + part.len();
    // Three bytes behind the last separator of the header tell where it ends; three of a segment tell its kind.
    let expected = [
        (Event::InterchangeStart, LEAD.len() + 3),
        (Event::GroupStart, end_of("*005010X217~")),
        (Event::Set, end_of(set)),
        (Event::GroupEnd, end_of("GE*1*1~")),
        (Event::InterchangeEnd, input.len()),
        (Event::End, input.len()),
    ];
    assert_eq!(met, expected);
}

/// The first white space is that of the interchange that comes behind it, however the bytes arrive.
#[test]
fn white_space_before_a_header_is_found_alike_in_pieces() {
    let input = format!(" \n{LEAD}:~GS*HI*S*R*20260105*0930*1*X*005010X217~GE*0*1~IEA*1*000000001~");
    let place = |report: &x12_278::report::Report| {
        let at = report.issues().iter().find(|issue| issue.code == IssueCode::WhiteSpace).unwrap().at;
        (at.interchange, at.offset)
    };
    assert_eq!(place(&Document::read(input.as_bytes()).unwrap().report), (1, 0));
    let mut framer = x12_278::Framer::new(&x12_278::ReadOptions::default());
    let mut buffer = SetBuffer::new();
    for byte in input.bytes() {
        framer.feed(&[byte]);
        while framer.next(&mut buffer).unwrap().is_some() {}
    }
    framer.finish();
    while framer.next(&mut buffer).unwrap().is_some_and(|event| event != Event::End) {}
    assert_eq!(place(&framer.take_report()), (1, 0));
}

/// A group header belongs to its group and to the GE that ends it, not to a second one.
#[test]
fn a_second_group_trailer_has_no_group_header() {
    let group = "GS*HI*S*R*20260105*0930*1*X*005010X217~";
    let input = format!("{LEAD}:~{group}GE*0*1~GE*0*1~IEA*1*000000001~");
    let (mut reader, mut buffer) = (Reader::new(input.as_bytes()), SetBuffer::new());
    let mut known = Vec::new();
    loop {
        match reader.next_event(&mut buffer).unwrap() {
            Event::End => break,
            Event::GroupEnd => known.push(buffer.group_header().is_some()),
            _ => {}
        }
    }
    assert_eq!(known, [true, false]);
}

/// Where findings about the envelope stand: number, id, element, offset and length of the segment, group and set.
#[test]
fn findings_about_the_envelope_stand_at_their_segment() {
    let set = "ST*278*0001*005010X217~SE*2*0001~";
    let lead = LEAD.replacen("SENDER         ", "SENDER        ", 1);
    let input = format!("{lead}:~GS*HI*S*R*20260105*0930*1*X*005010X217~{set}{set}GE*3*1~{set}XX*1~IEA*1*000000001~");
    let report = Document::read(input.as_bytes()).unwrap().report;
    let found = |code: IssueCode| {
        let at = report.issues().iter().find(|issue| issue.code == code).unwrap().at;
        ((at.segment, at.segment_id, at.element, at.length), (at.group, at.set), usize::try_from(at.offset).unwrap())
    };
    let (ge, xx) = (input.find("GE*3").unwrap(), input.find("XX*1").unwrap());
    // Behind the lead stand the component separator and the terminator, which is no part of the segment.
    let length = u32::try_from(lead.len() + 1).unwrap();
    assert_eq!(found(IssueCode::HeaderWidth), ((1, Some("ISA"), 6, length), (0, 0), 0));
    assert_eq!(found(IssueCode::SetControlRepeated), ((1, Some("ST"), 2, 22), (1, 2), ge - set.len()));
    assert_eq!(found(IssueCode::SetCountWrong), ((7, Some("GE"), 1, 6), (1, 0), ge));
    // Behind a group the sets are counted on.
    assert_eq!(found(IssueCode::GroupHeaderMissing), ((1, Some("ST"), 0, 22), (0, 3), ge + 7));
    assert_eq!(found(IssueCode::InterchangeContent), ((10, None, 0, 4), (0, 0), xx));
    let mut reader = Reader::new(input.as_bytes());
    let mut buffer = SetBuffer::new();
    let mut groups = Vec::new();
    while reader.read_set(&mut buffer).unwrap() {
        groups.push(buffer.place().group);
    }
    assert_eq!(groups, [1, 1, 0], "the last set stands in no group");
}

/// Who acknowledges alone counts its one acknowledgment in IEA01, though groups are meant: that is told apart.
#[test]
fn an_interchange_of_acknowledgments_may_count_them() {
    let of = |middle: &str, count: u32| {
        let found = codes(&format!("{LEAD}:~{middle}IEA*{count}*000000001~"));
        let counts = [IssueCode::AcknowledgmentCount, IssueCode::GroupCountWrong];
        found.into_iter().filter(|code| counts.contains(code)).collect::<Vec<_>>()
    };
    let (ta1, group) = ("TA1*000000416*260202*0900*A*000~", "GS*HI*S*R*20260105*0930*1*X*005010X217~GE*0*1~");
    assert_eq!(of(ta1, 1), [IssueCode::AcknowledgmentCount]);
    assert_eq!(of(ta1, 0), []);
    assert_eq!(of(ta1, 2), [IssueCode::GroupCountWrong]);
    assert_eq!(of("", 1), [IssueCode::GroupCountWrong]);
    assert_eq!(of(&format!("{ta1}{group}"), 1), []);
    assert_eq!(of(group, 2), [IssueCode::GroupCountWrong]);
}
