//! Input of a size that nobody expects: read as far as the limits go, passed over beyond them, never lost.

use crate::bad_input::{AS_READ, ISA, LEVELS, assert_kept, request};
use crate::split::{assert_same, normal, split};
use std::fmt::Write as _;
use x12_278::report::IssueCode;
use x12_278::{Document, Event, Framer, ReadOptions, SetBuffer};

#[test]
fn an_element_of_twenty_megabytes_is_kept() {
    let input = request(&format!("{LEVELS}MSG*{}~", "X".repeat(20 << 20)));
    let read = Document::read(input.as_bytes()).unwrap();
    assert!(read.document.write().unwrap() == input.as_bytes());
}

#[test]
fn a_set_over_the_limit_is_kept_and_reported() {
    let input = request(&format!("{LEVELS}MSG*{}~", "X".repeat(5000)));
    let options = ReadOptions { set_limit: 1000, ..ReadOptions::default() };
    let read = Document::read_with(input.as_bytes(), &options).unwrap();
    assert_eq!(read.report.issues()[0].code, IssueCode::SetTooLarge);
    assert!(read.document.write_with(&AS_READ).unwrap() == input.as_bytes());
}

/// A set of too many segments is passed over like one of too many bytes: reported at its place, kept as it stood, and the
/// sets around it are read; in a file and in a stream of any chunks alike.
#[test]
fn a_set_of_too_many_segments_is_kept_and_reported() {
    let set = |number: u32, more: usize| {
        format!("ST*278*{number:04}*005010X217~{}SE*{}*{number:04}~", "HL*1**20~".repeat(more), more + 2)
    };
    let sets = format!("{}{}{}", set(1, 8), set(2, 9), set(3, 8));
    let input = format!("{ISA}GS*HI*S*R*20260105*0930*1*X*005010X217~{sets}GE*3*1~IEA*1*000000001~");
    let options = ReadOptions { set_segment_limit: 10, ..ReadOptions::default() };
    let read = Document::read_with(input.as_bytes(), &options).unwrap();
    let large: Vec<String> =
        read.report.issues().iter().map(ToString::to_string).filter(|i| i.contains("limit")).collect();
    let offset = ISA.len() + "GS*HI*S*R*20260105*0930*1*X*005010X217~".len() + set(1, 8).len();
    assert_eq!(
        large,
        [format!("ST: the transaction set is larger than the limit and was not read (segment 1, byte {offset})")]
    );
    let raw: Vec<bool> = read.document.transactions().map(|set| set.raw().is_some()).collect();
    assert!(raw[1], "the second set is kept raw");
    assert!(read.document.write_with(&AS_READ).unwrap() == input.as_bytes());
    let wanted = [
        Event::InterchangeStart,
        Event::GroupStart,
        Event::Set,
        Event::SetTooLarge,
        Event::Set,
        Event::GroupEnd,
        Event::InterchangeEnd,
        Event::End,
    ];
    for size in 1..input.len() {
        assert_eq!(events(input.as_bytes(), size, &options), wanted, "chunks of {size} bytes");
    }
    let all = Document::read_with(input.as_bytes(), &ReadOptions { set_segment_limit: 11, ..options }).unwrap();
    assert!(all.report.issues().iter().all(|issue| issue.code != IssueCode::SetTooLarge), "eleven segments are eleven");
}

#[test]
fn a_set_of_too_many_values_is_kept_and_reported() {
    let crowded = |separator: &str| request(&format!("{LEVELS}MSG{}~", separator.repeat(ReadOptions::VALUE_LIMIT)));
    for input in [crowded("*"), crowded("*A").replace("MSG*A", "MSG:A"), crowded("^")] {
        let read = Document::read(input.as_bytes()).unwrap();
        assert!(read.report.issues().iter().any(|issue| issue.code == IssueCode::SetTooLarge));
        assert!(read.document.transactions().next().unwrap().raw().is_some());
        assert!(
            normal(split(input.as_bytes()), false)
                == normal(split(&read.document.write_with(&AS_READ).unwrap()), false)
        );
        let mut reader = x12_278::Reader::new(input.as_bytes());
        let mut set = SetBuffer::new();
        assert!(reader.read_set(&mut set).unwrap());
        assert!(set.read().report == read.report, "the stream says the same");
    }
    let most = crowded("*").replacen(&"*".repeat(1000), "", 1);
    assert!(Document::read(most.as_bytes()).unwrap().report.issues().iter().all(|i| i.code != IssueCode::SetTooLarge));
}

#[test]
fn sixty_thousand_levels_are_read() {
    let mut segments = LEVELS.replace("HL*4*3*EV*0", "HL*4*3*EV*1");
    for number in 5..60_005 {
        write!(segments, "HL*{number}*4*SS*0~").unwrap();
    }
    let input = request(&segments);
    let read = Document::read(input.as_bytes()).unwrap();
    assert!(read.report.is_empty(), "{:?}", read.report.issues().first());
    let request = read.document.transactions().next().unwrap().request().unwrap();
    let subscriber = &request.utilization_management_organizations[0].requesters[0].subscribers[0];
    assert_eq!(subscriber.events[0].services.len(), 60_000);
    assert!(read.document.write().unwrap() == input.as_bytes());
}

#[test]
fn odd_chains_of_levels_are_read() {
    // Every service names the one before it; every level names the one behind it; every level repeats its number.
    let chains: [fn(usize) -> String; 4] = [
        |n| format!("HL*{n}*{}*SS*1~", n - 1),
        |n| format!("HL*{n}*{}*SS*0~", n + 1),
        |_| "HL*4*4*EV*1~".to_owned(),
        |n| format!("HL*{}*{}*{}*1~", 99_999 - n, n, ["20", "21", "22", "23", "EV", "SS"][n % 6]),
    ];
    for chain in chains {
        let segments: String = std::iter::once(LEVELS.to_owned()).chain((5..20_000).map(chain)).collect();
        let input = request(&segments);
        assert_kept(input.as_bytes());
        let read = Document::read(input.as_bytes()).unwrap();
        assert!(read.report.has_errors() || !read.report.is_empty());
    }
}

#[test]
fn one_segment_forty_thousand_times_is_read() {
    for segment in
        ["DTP*472*D8*20260105~", "DTP*102*D8*20260105~", "UM*HS~", "REF*BB*1~", "REF*EI*1~", "NM1*SJ*1~", "QQX*1~"]
    {
        let input = request(&format!("{LEVELS}HL*5*4*SS*0~{}", segment.repeat(40_000)));
        assert_kept(input.as_bytes());
    }
}

#[test]
fn ten_thousand_diagnoses_are_kept() {
    let segments = format!("{LEVELS}HI{}~", "*ABF:K5090".repeat(10_000));
    let input = request(&segments);
    let read = Document::read(input.as_bytes()).unwrap();
    assert_eq!(read.report.issues().len() as u64 + read.report.dropped(), 2 * 9_988);
    assert!(read.document.write().unwrap() == input.as_bytes());
}

#[test]
fn issues_beyond_the_limit_are_counted() {
    let segments: String = std::iter::once(LEVELS.to_owned()).chain((0..1000).map(|_| "QQX*1~".to_owned())).collect();
    let options = ReadOptions { issue_limit: 10, ..ReadOptions::default() };
    let input = request(&segments);
    let report = Document::read_with(input.as_bytes(), &options).unwrap().report;
    assert_eq!((report.issues().len(), report.dropped()), (10, 990));
    assert!(report.has_errors());
}

/// What a stream comes to when it is fed in chunks.
pub(crate) fn events(input: &[u8], size: usize, options: &ReadOptions) -> Vec<Event> {
    let (mut framer, mut buffer, mut events) = (Framer::new(options), SetBuffer::new(), Vec::new());
    let mut chunks = input.chunks(size);
    while events.last() != Some(&Event::End) {
        match framer.next(&mut buffer).unwrap() {
            Some(event) => events.push(event),
            None => match chunks.next() {
                Some(chunk) => framer.feed(chunk),
                None => framer.finish(),
            },
        }
    }
    events
}

/// Counted data of a set that is too large may hold what looks like a set with an answer: it is none.
#[test]
fn counted_data_of_a_set_over_the_limit_is_not_read_as_sets() {
    let hidden =
        format!("{}~SE*3*0001~ST*278*0002*005010X217~BHT*0007*11*A*20260105*0930*18~SE*3*0002~", "X".repeat(400));
    let count = hidden.len();
    // The data make the set too large, or it was so before them.
    let before = format!("NTE*ADD*{}~", "X".repeat(100));
    let counted = [format!("BIN*{count}*{hidden}~"), format!("BDS*ASC*{count}*{hidden}~")];
    let counted = counted.iter().flat_map(|binary| [binary.clone(), format!("{before}{binary}")]);
    for binary in counted {
        let set = format!("ST*275*0001*006020X314~{binary}SE*3*0001~");
        let input = format!("{ISA}GS*PI*A*B*20260105*0930*1*X*006020X314~{set}GE*1*1~IEA*1*000000001~");
        let options = ReadOptions { set_limit: 100, ..ReadOptions::default() };
        let read = Document::read_with(input.as_bytes(), &options).unwrap();
        assert_eq!(read.document.transactions().count(), 1);
        assert!(read.document.write_with(&AS_READ).unwrap() == input.as_bytes());
        for size in 1..300 {
            let events = events(input.as_bytes(), size, &options);
            let expected = [
                Event::InterchangeStart,
                Event::GroupStart,
                Event::SetTooLarge,
                Event::GroupEnd,
                Event::InterchangeEnd,
                Event::End,
            ];
            assert_eq!(events, expected, "chunks of {size} bytes");
        }
        // A count beyond the end of the input is kept with all that it claims.
        let cut = input.replacen(&count.to_string(), "18446744073709551615", 1);
        for input in [&cut, &input.replacen(&count.to_string(), "99999999", 1)] {
            let read = Document::read_with(input.as_bytes(), &options).unwrap();
            let written = read.document.write_with(&AS_READ).unwrap();
            assert_same(&normal(split(input.as_bytes()), false), &normal(split(&written), false), "a count that lies");
        }
    }
}

/// What stands outside of the sets keeps its place behind a set that is too large.
#[test]
fn strays_keep_their_place_beside_a_set_over_the_limit() {
    let options = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    let set = |number: u32| {
        format!("ST*275*{number}*006020X314~NTE*A*{}~~BIN*3*A~B~BIN*3*C~D~SE*6*{number}~", "X".repeat(200))
    };
    for end in ["SE*6*1~", "~", "LAST*1~", ""] {
        let first = set(1).replace("SE*6*1~", end);
        let input = format!(
            "{ISA}GS*PI*A*B*20260105*0930*1*X*006020X314~{first}{}ZZ*1~~{}ZZ*2~GE*3*1~ZZ*3~IEA*1*000000001~",
            set(2),
            set(3)
        );
        let read = Document::read_with(input.as_bytes(), &options).unwrap();
        let written = read.document.write_with(&AS_READ).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), input);
        let whole = events(input.as_bytes(), input.len(), &options);
        let outside = whole.iter().filter(|event| **event == Event::Outside).count();
        assert!(outside >= 3, "{whole:?}");
        for size in 1..60 {
            assert_eq!(events(input.as_bytes(), size, &options), whole, "chunks of {size} bytes");
        }
    }
}

/// The trailer of a set that is too large ends it, in however many pieces it comes: what stands behind is no part of it.
#[test]
fn a_trailer_in_pieces_ends_a_set_over_the_limit() {
    let options = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    for more in [0, 900] {
        let (number, text) = ("0".repeat(more), "X".repeat(200));
        let input = format!(
            "{ISA}GS*PI*A*B*20260105*0930*1*X*006020X314~ST*275*1*006020X314~NTE*A*{text}~SE*3*{number}1~ZZ*1~ZZ*2~\
             GE*1*1~IEA*1*000000001~"
        );
        let expected = [
            Event::InterchangeStart,
            Event::GroupStart,
            Event::SetTooLarge,
            Event::Outside,
            Event::Outside,
            Event::GroupEnd,
            Event::InterchangeEnd,
            Event::End,
        ];
        for size in (1..40).chain([input.len()]) {
            assert_eq!(events(input.as_bytes(), size, &options), expected, "chunks of {size} bytes");
        }
    }
}

/// The file ends in the trailer of a set that is too large.
#[test]
fn a_set_over_the_limit_may_end_with_the_file() {
    let options = ReadOptions { set_limit: 100, ..ReadOptions::default() };
    for end in ["SE*3*0001~", "SE*3*0001", "SE*3", "SE*", "SE", "S", ""] {
        let input = format!(
            "{ISA}GS*PI*A*B*20260105*0930*1*X*006020X314~ST*275*0001*006020X314~NTE*A*{}~{end}",
            "X".repeat(200)
        );
        let read = Document::read_with(input.as_bytes(), &options).unwrap();
        let written = read.document.write_with(&AS_READ).unwrap();
        assert_same(&normal(split(input.as_bytes()), false), &normal(split(&written), false), end);
        let wanted = [Event::InterchangeStart, Event::GroupStart, Event::SetTooLarge, Event::End];
        for size in 1..40 {
            assert_eq!(events(input.as_bytes(), size, &options), wanted, "{end:?} in chunks of {size} bytes");
        }
    }
}

/// The lead of counted data ends with its segment: what stands behind is a segment of its own, however the bytes arrive.
#[test]
fn a_lead_without_counted_data_takes_no_segment_along() {
    let header =
        "ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:~";
    for lead in ["BDS*X", "BDS*X*+5", "BIN", "BDS"] {
        let input = format!(
            "{header}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~{lead}~HL*7*5*SS*0~\
                             SE*4*0001~GE*1*1~IEA*1*000000001~"
        );
        let count = |reader: &mut x12_278::Reader<&[u8]>| {
            let mut set = x12_278::SetBuffer::new();
            assert!(reader.read_set(&mut set).unwrap());
            set.raw().len()
        };
        assert_eq!(count(&mut x12_278::Reader::new(input.as_bytes())), 4, "{lead}");
        assert_eq!(Document::read(input.as_bytes()).unwrap().document.write().unwrap(), input.as_bytes(), "{lead}");
    }
}

/// An SE without elements ends a set beyond the limit, as it ends any other: what stands behind is no part of it.
#[test]
fn an_empty_trailer_ends_a_set_over_the_limit() {
    let header =
        "ISA*00*          *00*          *ZZ*S              *ZZ*R              *260105*0930*^*00501*000000001*0*T*:~";
    let options = x12_278::ReadOptions { set_segment_limit: 3, ..x12_278::ReadOptions::default() };
    for trailer in ["SE*5*0001~", "SE~"] {
        let input = format!(
            "{header}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~HL*1~HL*2~HL*3~\
                             {trailer}ZZ9*1~GE*1*1~IEA*1*000000001~"
        );
        let report = Document::read_with(input.as_bytes(), &options).unwrap().report;
        let stray = report.issues().iter().find(|issue| issue.code == IssueCode::InterchangeContent).unwrap();
        assert_eq!(usize::try_from(stray.at.offset).unwrap(), input.find("ZZ9").unwrap(), "{trailer}");
    }
}
