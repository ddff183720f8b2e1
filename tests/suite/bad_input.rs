//! Bad input: one clear line, with the place and without a byte of the input; never a panic, never quadratic time.

use crate::files::assert_golden;
use crate::split::{assert_same, normal, split, stated_marks};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use x12_278::report::{IssueCode, Severity};
use x12_278::syntax::Delimiters;
use x12_278::transaction::{Counts, Trailer};
use x12_278::{Document, ReadOptions, WriteOptions};

pub(crate) const ISA: &str =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000001*0*T*:~";
pub(crate) const AS_READ: WriteOptions = WriteOptions {
    counts: Counts::AsRead,
    order: x12_278::transaction::Order::AsRead,
    line_breaks: x12_278::transaction::LineBreaks::None,
    delimiters: None,
};

/// A request with these segments behind BHT.
pub(crate) fn request(segments: &str) -> String {
    let count = segments.matches('~').count() + 3;
    format!(
        "{ISA}GS*HI*SENDER*RECEIVER*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~\
         BHT*0007*13*A1*20260105*0930~{segments}SE*{count}*0001~GE*1*1~IEA*1*000000001~"
    )
}

/// Levels 1 to 3 and an event.
pub(crate) const LEVELS: &str = "HL*1**20*1~NM1*X3*2*PLAN*****PI*12345~HL*2*1*21*1~NM1*1P*2*CLINIC*****46*ABC~HL*3*2*22*1~\
                      NM1*IL*1*DOE*JANE****MI*M1234~HL*4*3*EV*0~UM*HS*I*42*11:B~";

pub(crate) fn sentence(input: &[u8]) -> String {
    let error = Document::read(input).expect_err("no document").to_string();
    assert!(!error.contains('\n'));
    error
}

pub(crate) fn issues(input: &str) -> Vec<String> {
    Document::read(input.as_bytes()).unwrap().report.issues().iter().map(ToString::to_string).collect()
}

/// Everything that was read is written back.
pub(crate) fn assert_kept(input: &[u8]) {
    let written = Document::read(input).unwrap().document.write_with(&AS_READ).unwrap();
    assert!(normal(split(input), false) == normal(split(&written), false));
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

/// Data that is counted in a file of Latin-1 is counted by characters, also where the file ends before the data does.
#[test]
fn counted_data_in_latin_1_is_counted_by_characters() {
    let lead = request(LEVELS);
    let lead = &lead.as_bytes()[..lead.find("SE*").unwrap()];
    let behind = b"MSG*AFTER~SE*13*0001~GE*1*1~IEA*1*000000001~";
    let input = [lead, b"BIN*6*\xE9~@\xE9*~~", behind].concat();
    let read = Document::read(&input).unwrap();
    let messages = read.report.issues().iter().filter(|issue| issue.code == IssueCode::SegmentEmpty).count();
    assert_eq!(messages, 0);
    assert_eq!(
        read.document.write_with(&AS_READ).unwrap().escape_ascii().to_string(),
        input.escape_ascii().to_string()
    );
    // Parted by other delimiters, the data stays what it was.
    let chosen = Delimiters::new(b'|', b'>', Some(b'^'), b'\n').unwrap();
    let written = read.document.write_with(&WriteOptions { delimiters: Some(chosen), ..AS_READ }).unwrap();
    let wanted = b"\nBIN|6|\xE9~@\xE9*~\nMSG|AFTER\nSE|13|0001\n";
    assert!(written.windows(wanted.len()).any(|bytes| bytes == wanted), "{}", written.escape_ascii());
    // So in a set that is not typed, whose segments are one text.
    let untyped = [&b"ST*275*0001*006020X314~BIN*6*\xE9~@\xE9*~~"[..], behind].concat();
    let header = &lead[..lead.windows(3).position(|bytes| bytes == b"ST*").unwrap()];
    let input = [header, &untyped[..]].concat();
    let read = Document::read(&input).unwrap();
    let written = read.document.write_with(&WriteOptions { delimiters: Some(chosen), ..AS_READ }).unwrap();
    assert!(written.windows(wanted.len()).any(|bytes| bytes == wanted), "{}", written.escape_ascii());
    // Cut short: a terminator behind it would become a part of it.
    for cut in [&b"BIN*5*\xE9\xE9\xE9"[..], b"BIN*5*@\xE9\xE9", b"BIN*5*\xE9~\xE9~"] {
        let input = [lead, cut].concat();
        let written = Document::read(&input).unwrap().document.write_with(&AS_READ).unwrap();
        assert_eq!(written.escape_ascii().to_string(), input.escape_ascii().to_string());
    }
    // Whole, without its terminator: that is added.
    let input = [lead, b"BIN*3*@\xE9\xE9"].concat();
    let written = Document::read(&input).unwrap().document.write_with(&AS_READ).unwrap();
    assert_eq!(written.escape_ascii().to_string(), [&input[..], b"~"].concat().escape_ascii().to_string());
}

/// A separator right behind the id, and nothing else: the segment is what its id says.
#[test]
fn a_segment_of_an_id_and_a_separator_is_one() {
    let input = request(LEVELS).replace("SE*11*0001~GE*1*1~", "SE*~GE*~");
    assert!(input.contains("~SE*~GE*~IEA"));
    let read = Document::read(input.as_bytes()).unwrap();
    let set = read.document.transactions().next().unwrap();
    assert!(matches!(set.trailer, Trailer::Read(_)));
    assert!(matches!(read.document.interchanges[0].groups[0].trailer, Trailer::Read(_)));
    let missing = [IssueCode::SetTrailerMissing, IssueCode::GroupTrailerMissing];
    assert!(!read.report.issues().iter().any(|issue| missing.contains(&issue.code)));
    assert_eq!(read.document.interchanges[0].unplaced.len(), 0);
}

/// A set that was cut off ends before the next header of an interchange, or before the end of its group, whatever line end
/// stands behind an id alone.
#[test]
fn a_set_without_its_trailer_ends_before_the_envelope() {
    let cut = request(LEVELS).split("SE*").next().unwrap().to_owned();
    let input = format!("{cut}{}", request(LEVELS));
    let read = Document::read(input.as_bytes()).unwrap();
    let sets: Vec<_> = read.document.transactions().map(|set| matches!(set.trailer, Trailer::Missing)).collect();
    assert_eq!((read.document.interchanges.len(), sets), (2, vec![true, false]));
    assert!(read.report.issues().iter().all(|issue| issue.code != IssueCode::HeaderUnreadable));
    for returns in [0, 1, 2, 63, 64, 65, 200] {
        for (end, trailer) in [("GE*1*1~", "GE~"), ("GE*1*1~IEA*1*000000001~", "IEA~")] {
            let input = format!("{cut}GE*1*1~IEA*1*000000001~").replace(end, trailer);
            let id = trailer.trim_end_matches('~');
            let input = input.replace(trailer, &format!("{id}{}~", "\r".repeat(returns))).replace('~', "\n");
            let read = Document::read(input.as_bytes()).unwrap();
            let interchange = &read.document.interchanges[0];
            let group = &interchange.groups[0];
            assert_eq!(group.transactions[0].trailer, Trailer::Missing, "{trailer} {returns}");
            assert_eq!(group.trailer != Trailer::Missing, id == "GE", "{trailer} {returns}");
            assert_ne!(interchange.trailer, Trailer::Missing, "{trailer} {returns}");
        }
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

/// Without a repetition separator nothing repeats, whatever characters a value holds.
#[test]
fn zero_bytes_do_not_repeat() {
    let service = "HL*5*4*SS*0~SV1*HC:J1745*1*UN*1*A\0\0B:C\0~";
    let input = request(&format!("{LEVELS}{service}")).replacen("*^*", "*U*", 1);
    assert_kept(input.as_bytes());
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
