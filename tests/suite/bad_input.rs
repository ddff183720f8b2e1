//! Bad input: one clear line, with the place and without a byte of the input; never a panic, never quadratic time.

use crate::files::assert_golden;
use crate::split::{assert_same, normal, split, stated_marks};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use x12_278::report::{IssueCode, Severity};
use x12_278::syntax::Delimiters;
use x12_278::transaction::Counts;
use x12_278::{Document, ErrorKind, Event, Framer, ReadOptions, SetBuffer, WriteOptions};

const ISA: &str =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000001*0*T*:~";
const AS_READ: WriteOptions = WriteOptions {
    counts: Counts::AsRead,
    order: x12_278::transaction::Order::AsRead,
    line_breaks: x12_278::transaction::LineBreaks::None,
    delimiters: None,
};

/// A request with these segments behind BHT.
fn request(segments: &str) -> String {
    let count = segments.matches('~').count() + 3;
    format!(
        "{ISA}GS*HI*SENDER*RECEIVER*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~\
         BHT*0007*13*A1*20260105*0930~{segments}SE*{count}*0001~GE*1*1~IEA*1*000000001~"
    )
}

/// Levels 1 to 3 and an event.
const LEVELS: &str = "HL*1**20*1~NM1*X3*2*PLAN*****PI*12345~HL*2*1*21*1~NM1*1P*2*CLINIC*****46*ABC~HL*3*2*22*1~\
                      NM1*IL*1*DOE*JANE****MI*M1234~HL*4*3*EV*0~UM*HS*I*42*11:B~";

fn sentence(input: &[u8]) -> String {
    let error = Document::read(input).expect_err("no document").to_string();
    assert!(!error.contains('\n'));
    error
}

fn issues(input: &str) -> Vec<String> {
    Document::read(input.as_bytes()).unwrap().report.issues().iter().map(ToString::to_string).collect()
}

/// Everything that was read is written back.
fn assert_kept(input: &[u8]) {
    let written = Document::read(input).unwrap().document.write_with(&AS_READ).unwrap();
    assert!(normal(split(input), false) == normal(split(&written), false));
}

#[test]
fn what_is_no_interchange_is_said_in_one_line() {
    let no_isa = "not an X12 interchange: the input does not begin with ISA";
    for (input, wanted) in [
        (&b""[..], "nothing to read: the input is empty (byte 0)".to_owned()),
        (b" \r\n\t", "nothing to read: the input is empty (byte 4)".to_owned()),
        (b"\xEF\xBB\xBF", "nothing to read: the input is empty (byte 3)".to_owned()),
        (b"\x7FELF\x02\x01\0\0", format!("{no_isa} (byte 0)")),
        (b"<!DOCTYPE html><html></html>", format!("{no_isa} (byte 0)")),
        (b"\n{\"a\": 1}", format!("{no_isa} (byte 1)")),
        (b"GS*HI*A*B~", format!("{no_isa} (byte 0)")),
        (b"isa*00*", format!("{no_isa} (byte 0)")),
    ] {
        assert_eq!(sentence(input), wanted);
    }
}

#[test]
fn a_header_cut_short_is_one_at_every_length() {
    for length in 4..106 {
        let error = Document::read(&ISA.as_bytes()[..length]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::HeaderTruncated, "{length} bytes");
        assert_eq!(error.to_string(), "the interchange header (ISA) is cut short (byte 0)", "{length} bytes");
    }
    assert_eq!(sentence(b"ISA"), "the interchange header (ISA) is cut short (byte 0)");
    assert_eq!(sentence(b"IS"), "not an X12 interchange: the input does not begin with ISA (byte 0)");
    assert!(Document::read(ISA.as_bytes()).is_ok());
}

#[test]
fn delimiters_that_clash_are_an_error() {
    let with = |at: usize, byte: u8| {
        let mut input = request(LEVELS).into_bytes();
        input[at] = byte;
        input
    };
    assert_eq!(sentence(&with(104, b'*')), "two delimiters are the same character (byte 0)");
    assert_eq!(sentence(&with(105, b':')), "two delimiters are the same character (byte 0)");
    assert_eq!(sentence(&with(82, b':')), "two delimiters are the same character (byte 0)");
    assert_eq!(sentence(&with(104, b'A')), "a delimiter is a letter, a digit or a blank (byte 0)");
    assert_eq!(sentence(&with(105, b'7')), "a delimiter is a letter, a digit or a blank (byte 0)");
}

#[test]
fn odd_segments_are_kept_and_reported() {
    let no_issue_loses = |segments: &str| {
        let input = request(segments);
        assert_kept(input.as_bytes());
        issues(&input)
    };
    let found = no_issue_loses("HL*1~");
    assert!(found.contains(&"HL03: required, but empty (segment 3, byte 209)".to_owned()), "{found:#?}");
    let found = no_issue_loses("~~");
    assert!(found.iter().any(|issue| issue.contains("a segment without any element (segment 3,")), "{found:#?}");
    let name = LEVELS.replace("DOE", "O\u{2019}HARA").replace("JANE", "JANE \u{2013} ANN");
    let input = request(&name);
    assert_kept(input.as_bytes());
    let read = Document::read(input.as_bytes()).unwrap();
    let request = read.document.transactions().next().unwrap().request().unwrap();
    let subscriber = &request.utilization_management_organizations[0].requesters[0].subscribers[0];
    let name = subscriber.name.as_ref().unwrap().name.as_ref().unwrap();
    assert_eq!(name.last_name.as_deref(), Some("O\u{2019}HARA"));
    assert_eq!(name.first_name.as_deref(), Some("JANE \u{2013} ANN"));
    assert_eq!(name.id.as_deref(), Some("M1234"));
}

#[test]
fn a_terminator_that_never_comes_ends_nothing() {
    let input = format!("{ISA}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001");
    assert_kept(input.as_bytes());
    let found = issues(&input);
    assert!(found.iter().any(|issue| issue.contains("the last segment has no terminator")), "{found:#?}");
    // A header whose terminator is its last byte, and data without any.
    assert_kept(format!("{ISA}{}", "A".repeat(5000)).as_bytes());
}

#[test]
fn counted_binary_data_may_hold_delimiters() {
    let input = request(&format!("{LEVELS}BIN*9*A~B*C:D~E~MSG*AFTER~"));
    let written = Document::read(input.as_bytes()).unwrap().document.write_with(&AS_READ).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), input);
}

#[test]
fn what_is_too_long_for_a_header_is_so_without_its_line_breaks() {
    // A header cut short runs on into the segments behind it, until sixteen separators are found.
    let cut = "ISA|00|          |00|          |ZZ|SENDER         |ZZ|RECEIVER       |260105|0930|^|00501|1";
    for segments in 66..82 {
        let behind = "MSG*ABCDEFG~\n".repeat(segments);
        let input = format!("{}{cut}{behind}X|0|T|:~GS|HI|S|R|20260105|0930|1|X|005010X217~", request(LEVELS));
        let once = Document::read(input.as_bytes()).unwrap().document.write_with(&AS_READ).unwrap();
        let again = Document::read(&once).unwrap().document.write_with(&AS_READ).unwrap();
        assert!(once == again, "{segments} segments");
    }
}

#[test]
fn a_carriage_return_is_data_only_where_it_is_counted() {
    let lines = |text: &str| text.replace('~', "\n").into_bytes();
    let written = |input: &[u8]| Document::read(input).unwrap().document.write_with(&AS_READ).unwrap();
    // The file ends in the middle of a line end.
    let cut = format!("{ISA}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~MSG*CUT\r");
    let once = written(&lines(&cut));
    assert!(once.ends_with(b"MSG*CUT\n"), "the return goes with the line feed that is missing");
    assert_eq!(written(&once), once);
    // Several returns are one line end, also behind a segment that is an id alone.
    let doubled = request(&format!("{LEVELS}MSG*DOUBLED\r\r~")).replace("GE*1*1~IEA", "GE\r\r~IEA");
    let once = written(&lines(&doubled));
    assert!(
        once.windows(13).any(|bytes| bytes == b"\nMSG*DOUBLED\n") && once.windows(4).any(|bytes| bytes == b"\nGE\n")
    );
    assert_eq!(written(&once), once);
    // A return that is data, for an empty element follows it, stays data.
    let data = lines(&request(&format!("{LEVELS}MSG*DATA\r*~")));
    assert_eq!(written(&data), data);
    let counted = lines(&request(&format!("{LEVELS}BIN*2*A\r~MSG*AFTER~")));
    assert_eq!(written(&counted), counted);
    // Nor does the line end take it from a segment without a place, wherever it stands, nor when the terminator is chosen.
    let stray = request(&format!("{LEVELS}ZZZ*DATA\r*~")).replace("GE*1*1", "ZZZ*DATA\r*~GE*1*1") + "ZZZ*DATA\r*~";
    let once = written(&lines(&stray));
    assert_eq!(once, lines(&stray));
    let line_feeds = Delimiters::new(b'*', b':', Some(b'^'), b'\n').unwrap();
    let chosen = WriteOptions { delimiters: Some(line_feeds), ..AS_READ };
    let stray = stray.replace("\r*", "\r");
    let translated = Document::read(stray.as_bytes()).unwrap().document.write_with(&chosen).unwrap();
    assert_eq!(translated.escape_ascii().to_string(), once.escape_ascii().to_string());
    // From JSON, too: a text that the line end would cut short is refused, a value is followed by a separator.
    let from_json = |input: &str| {
        let read = Document::read(input.as_bytes()).unwrap();
        let json = read.document.to_json(&read.report).unwrap();
        assert!(json.contains("\"*:^~\""));
        Document::from_json(&json.replace("\"*:^~\"", "\"*:^\\n\""))
    };
    assert!(from_json(&stray).is_err());
    let untyped = request("ZZZ*DATA\r~").replace("ST*278*0001*005010X217", "ST*837*0001*005010X222");
    let written = from_json(&untyped).unwrap().write_with(&AS_READ).unwrap();
    assert_eq!(written.escape_ascii().to_string(), lines(&untyped.replace("\r", "\r*")).escape_ascii().to_string());
}

#[test]
fn a_zero_byte_behind_an_id_makes_another_id() {
    let input = request(LEVELS).replace("GE*1*1~", "GE\0*1*1~GE*1*1~").replace("SE*", "SE\0*X~SE*");
    let read = Document::read(input.as_bytes()).unwrap();
    assert_eq!(read.document.transactions().count(), 1);
    let written = read.document.write_with(&AS_READ).unwrap();
    assert_eq!(written.escape_ascii().to_string(), input.as_bytes().escape_ascii().to_string());
}

#[test]
fn an_id_is_the_whole_id_also_where_returns_may_belong_to_the_line_end() {
    // `GE`, a return and a letter are no group trailer: the set goes on.
    let input = request(&format!("{LEVELS}GE\rA~")).replace('~', "\n");
    let read = Document::read(input.as_bytes()).unwrap();
    assert_eq!(read.document.write_with(&AS_READ).unwrap(), input.as_bytes());
    assert!(read.report.issues().iter().all(|issue| issue.code != IssueCode::SetTrailerMissing));
    // `GE` and returns are one, how many there may be.
    for returns in [1, 2, 63, 64, 200] {
        let set = request(LEVELS).replace("GE*1*1~", &format!("GE{}~", "\r".repeat(returns)));
        let without_se = set.replace("SE*11*0001~", "").replace('~', "\n");
        assert_ne!(set.replace('~', "\n"), without_se);
        let once = Document::read(without_se.as_bytes()).unwrap().document.write_with(&AS_READ).unwrap();
        assert!(once.windows(4).any(|bytes| bytes == b"\nGE\n"), "{returns} returns");
        assert!(Document::read(&once).unwrap().document.write_with(&AS_READ).unwrap() == once);
    }
}

/// Counted data that the file ends in the middle of is not made longer by the terminator; data of a set that is read as
/// Latin-1 is counted in its bytes; other delimiters part what stands around it and leave it alone.
#[test]
fn counted_data_keeps_its_bytes() {
    let write =
        |input: &[u8], options: &WriteOptions| Document::read(input).unwrap().document.write_with(options).unwrap();
    let head = format!("{ISA}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~");
    for data in ["BIN*1*", "BIN*9*AB~C", "BDS*ASC*4*AB"] {
        for input in [format!("{head}{data}"), format!("{ISA}{data}"), request(LEVELS) + data] {
            let written = write(input.as_bytes(), &AS_READ);
            assert_eq!(written.escape_ascii().to_string(), input, "cut short");
        }
    }
    let latin1 = [head.as_bytes(), b"BIN*3*\xE9~\xE9~SE*3*0001~GE*1*1~IEA*1*000000001~"].concat();
    assert_eq!(write(&latin1, &AS_READ).escape_ascii().to_string(), latin1.escape_ascii().to_string());
    let other = Delimiters::new(b'|', b'>', Some(b'!'), b'\'').unwrap();
    let translated = write(&latin1, &WriteOptions { delimiters: Some(other), ..AS_READ });
    let text = translated.escape_ascii().to_string();
    assert!(text.contains("BIN|3|\\xe9~\\xe9\\'SE|3|0001"), "{text}");
    assert_eq!(write(&translated, &WriteOptions { delimiters: Some(Delimiters::STANDARD), ..AS_READ }), latin1);
}

#[test]
fn an_acknowledgment_behind_a_set_without_a_group_keeps_its_place() {
    let set = "ST*278*0001*005010X217~SE*2*0001~";
    let input = format!("{ISA}{set}TA1*000000001*260105*0930*A*000~IEA*0*000000001~");
    let read = Document::read(input.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(read.document.write_with(&AS_READ).unwrap()).unwrap(), input);
}

#[test]
fn a_terminator_is_the_same_however_many_blanks_stand_before_it() {
    for blanks in [1, 13, 14, 15, 40] {
        let header = ISA.replace(":~", &format!(":\n{}~", " ".repeat(blanks)));
        let input = request(LEVELS).replace(ISA, &header);
        let document = Document::read(input.as_bytes()).unwrap().document;
        assert_eq!(
            String::from_utf8(document.write_with(&AS_READ).unwrap()).unwrap(),
            request(LEVELS),
            "{blanks} blanks"
        );
    }
}

/// Blanks between segments are not written back, so they must not decide whether a text is a header.
#[test]
fn blanks_between_lines_make_no_other_header() {
    let header =
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000002*0*T\r*";
    for blanks in ["", " ", "\t", "\r\n", "                    "] {
        let input = format!("{}{header}\n{blanks}:~IEA*0*000000002~", request(LEVELS));
        let read = Document::read(input.as_bytes()).unwrap();
        assert_eq!(read.document.interchanges.len(), 2);
        let once = read.document.write_with(&AS_READ).unwrap();
        assert!(once.ends_with(b"*000000002*0*T*:~IEA*0*000000002~"));
        assert!(Document::read(&once).unwrap().document == read.document);
    }
}

/// A header that the end of the file cuts right before its terminator gets one when it is written, so it is one already
/// when it is read; of text before it, too, it is told apart. One without its component separator is none.
#[test]
fn a_later_header_without_its_terminator_is_read() {
    let lines = |text: &str| text.replace('~', "\n");
    let header = ISA.trim_end_matches('~');
    for (first, terminator) in [(request(LEVELS), '~'), (lines(&request(LEVELS)), '\n')] {
        for stray in ["", "JUNK "] {
            let input = format!("{first}{stray}{header}");
            let read = Document::read(input.as_bytes()).unwrap();
            assert_eq!(read.document.interchanges.len(), 2, "{stray:?}");
            assert_eq!(read.document.interchanges[1].header.as_ref().unwrap().control_number.to_string(), "000000001");
            let missing = read.report.issues().iter().find(|issue| issue.code == IssueCode::TerminatorMissing);
            assert_eq!(missing.unwrap().at.offset, input.len() as u64);
            let written = read.document.write_with(&AS_READ).unwrap();
            assert!(written.ends_with(format!("{header}{terminator}").as_bytes()));
            assert!(Document::read(&written).unwrap().document == read.document);
        }
        let short = format!("{first}{}", header.trim_end_matches(':'));
        let read = Document::read(short.as_bytes()).unwrap();
        assert_eq!(read.document.interchanges.len(), 1);
        assert!(read.report.issues().iter().any(|issue| issue.code == IssueCode::HeaderUnreadable));
    }
}

/// An id alone that stands before a header is written with a terminator. That makes no header of it, whatever follows;
/// one that is parted by the terminator of the interchange before it is one by its widths.
#[test]
fn an_id_alone_before_a_header_stays_one() {
    let second = request(LEVELS);
    for lead in ["ISA\n", "JUNK ISA\n", "ISA\n \n"] {
        let input = format!("{}{lead}{second}", request(LEVELS));
        let read = Document::read(input.as_bytes()).unwrap();
        assert_eq!(read.document.interchanges.len(), 2, "{lead:?}");
        assert_eq!(read.document.interchanges[0].unplaced.len(), 1, "{lead:?}");
        let once = read.document.write_with(&AS_READ).unwrap();
        assert_eq!(String::from_utf8_lossy(&once), format!("{}{}~{second}", request(LEVELS), lead.trim_end()));
        assert!(Document::read(&once).unwrap().document == read.document, "{lead:?}");
    }
    let parted = second.replace('~', "'").replace('*', "~");
    let read = format!("{}{parted}", request(LEVELS));
    let delimiters = Document::read(read.as_bytes()).unwrap().document.interchanges[1].delimiters;
    assert_eq!((delimiters.element(), delimiters.segment()), (b'~', b'\''));
}

/// Where the carriage return parts something else, the line feed behind it ends the header.
#[test]
fn a_carriage_return_that_parts_something_else_ends_no_header() {
    let header = ISA.replace("*^*", "*\r*").replace('~', "\r\n");
    for input in [format!("{header}IEA*0*000000001\r\n"), request(LEVELS).replace('~', "\n") + &header] {
        let read = Document::read(input.as_bytes()).unwrap();
        let delimiters = read.document.interchanges.last().unwrap().delimiters;
        assert_eq!((delimiters.repetition(), delimiters.segment()), (Some(b'\r'), b'\n'));
        let written = read.document.write_with(&AS_READ).unwrap();
        assert!(Document::read(&written).unwrap().document == read.document);
    }
}

#[test]
fn padding_makes_no_element_of_the_header_too_wide() {
    // ISA02 is three characters in thirteen places: written, it has its ten.
    let input = request(LEVELS).replacen("*00*          *", "*00*ABC          *", 1);
    let once = Document::read(input.as_bytes()).unwrap().document;
    let again = once.write().unwrap();
    assert!(String::from_utf8_lossy(&again).starts_with("ISA*00*ABC       *00*"));
    assert!(Document::read(&again).unwrap().document == once);
}

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

/// Without a repetition separator nothing repeats, whatever characters a value holds.
#[test]
fn zero_bytes_do_not_repeat() {
    let service = "HL*5*4*SS*0~SV1*HC:J1745*1*UN*1*A\0\0B:C\0~";
    let input = request(&format!("{LEVELS}{service}")).replacen("*^*", "*U*", 1);
    assert_kept(input.as_bytes());
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

#[test]
fn a_trailer_that_held_two_values_is_computed_whole() {
    let input = request(LEVELS);
    for (right, wrong) in [("SE*11*0001", "SE*1:1*00:01"), ("GE*1*1", "GE*1^1*1:1"), ("IEA*1*000000001", "IEA*:*0:1*X")]
    {
        assert!(input.contains(right));
        let read = input.replace(right, wrong);
        let document = Document::read(read.as_bytes()).unwrap().document;
        assert_eq!(String::from_utf8(document.write_with(&AS_READ).unwrap()).unwrap(), read);
        let rest = if wrong.ends_with("*X") { "*X" } else { "" };
        let computed = input.replace(right, &format!("{right}{rest}"));
        assert_eq!(String::from_utf8(document.write().unwrap()).unwrap(), computed);
    }
}

#[test]
fn a_value_that_replaces_what_was_kept_stands_alone() {
    let input = request(&LEVELS.replace("UM*HS*I*", "UM*HS*TOOLONGACODE*"));
    let mut document = Document::read(input.as_bytes()).unwrap().document;
    let content = &mut document.interchanges[0].groups[0].transactions[0].content;
    let x12_278::transaction::Content::Request(request) = content else { panic!("no request") };
    let subscriber = &mut request.utilization_management_organizations[0].requesters[0].subscribers[0];
    subscriber.events[0].review.as_mut().unwrap().certification_type = x12_278::code::CertificationType::read("R");
    let written = String::from_utf8(document.write().unwrap()).unwrap();
    assert!(written.contains("~UM*HS*R*42*11:B~"), "{written}");
}

fn fixtures(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind);
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "edi"));
    all.sort();
    assert!(!all.is_empty());
    all
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn valid_fixtures_are_valid_and_come_back() {
    for path in fixtures("valid") {
        let input = std::fs::read(&path).unwrap();
        let read = Document::read(&input).unwrap();
        let worse: Vec<_> = read.report.issues().iter().filter(|issue| issue.severity > Severity::Note).collect();
        assert!(worse.is_empty(), "{}: {worse:#?}", name(&path));
        let written = read.document.write_with(&AS_READ).unwrap();
        // Padding of old file systems: zero bytes and end-of-file marks behind the last segment.
        let end = input.iter().rposition(|byte| !matches!(byte, 0 | 0x1A)).map_or(0, |last| last + 1);
        let input = &input[..end];
        // The splitter knows the delimiters of one interchange.
        if input.windows(4).filter(|window| window.starts_with(b"ISA") && window[3].is_ascii_punctuation()).count() == 1
        {
            assert_same(&normal(split(input), false), &normal(split(&written), false), &name(&path));
        }
        let kept = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
        assert_eq!(kept(input), kept(&written), "{}", name(&path));
    }
}

#[test]
fn invalid_fixtures_are_errors() {
    let mut listing = String::new();
    for path in fixtures("invalid") {
        let input = std::fs::read(&path).unwrap();
        writeln!(listing, "{}\n    {}", name(&path), sentence(&input)).unwrap();
    }
    assert_golden("read_errors.txt", &listing);
}

#[test]
fn recoverable_fixtures_are_read_and_reported() {
    let mut listing = String::new();
    for path in fixtures("recoverable") {
        let input = std::fs::read(&path).unwrap();
        let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
        let read = Document::read_with(&input, &options).unwrap();
        // Text that runs into a further header gets a terminator of its own.
        let runs_on = name(&path) == "text_between_interchanges.edi";
        if stated_marks(&input).is_some_and(|(_, end)| end == 106) && !runs_on {
            let written = read.document.write_with(&AS_READ).unwrap();
            assert!(normal(split(&input), false) == normal(split(&written), false), "{}", name(&path));
        }
        let kinds: Vec<_> = read.document.transactions().map(x12_278::Transaction::kind).collect();
        writeln!(listing, "{} {kinds:?}", name(&path)).unwrap();
        for issue in read.report.issues() {
            writeln!(listing, "    {} {}: {issue}", issue.severity, issue.code.info().name).unwrap();
        }
    }
    assert_golden("read_reports.txt", &listing);
}

/// However long the control numbers are, a repeat is found, and numbers that only begin alike are no repeat.
#[test]
fn repeated_set_control_numbers_are_found_whatever_they_are() {
    let set = |number: &str| format!("ST*837*{number}*005010X222~SE*2*{number}~");
    let long = "9".repeat(5000);
    let sets = ["0001", "1", "A1", "A01", "A1", &long, &format!("{long}8"), &long, "18446744073709551617", "1"];
    let input = format!("{ISA}GS*HC*A*B*20260105*0930*1*X*005010X222~{}", sets.map(set).concat());
    let read = Document::read(input.as_bytes()).unwrap();
    let repeated = read.report.issues().iter().filter(|issue| issue.code == IssueCode::SetControlRepeated);
    assert_eq!(repeated.map(|issue| issue.at.set).collect::<Vec<_>>(), [2, 5, 8, 10]);
}

/// What a stream comes to when it is fed in chunks.
fn events(input: &[u8], size: usize, options: &ReadOptions) -> Vec<Event> {
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
