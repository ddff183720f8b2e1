//! Writing: what X12 cannot carry is refused at its place; single sets; trailers as computed and as read.

use x12_278::element::IntoOwned;
use x12_278::syntax::Delimiters;
use x12_278::transaction::{Content, Counts, InterchangeHeader, LineBreaks, Trailer};
use x12_278::{Document, Error, ErrorKind, WriteOptions};

const HEADER: &str =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000001*0*T*:~";
const SET: &str = "ST*278*0001*005010X217~BHT*0007*13*A1*20260105*0930~HL*1**20*1~NM1*X3*2*PLAN*****PI*12345~HL*2*1*21*1~\
                   NM1*1P*2*CLINIC*****46*ABC~HL*3*2*22*1~NM1*IL*1*DOE*JANE****MI*M1234~HL*4*3*EV*1~UM*HS*I*42*11:B~\
                   HL*5*4*SS*0~SV1*HC:J1459:JA:::::IVIG*100*UN*168~SE*13*0001~";

fn file() -> String {
    format!("{HEADER}GS*HI*SENDER*RECEIVER*20260105*0930*1*X*005010X217~{SET}GE*1*1~IEA*1*000000001~")
}

fn read(input: &str) -> Document<'_> {
    Document::read(input.as_bytes()).unwrap().document
}

fn written(document: &Document<'_>) -> String {
    String::from_utf8(document.write().unwrap()).unwrap()
}

/// Why it cannot be written, and where: segment number, segment, element, component.
fn refused(written: Result<Vec<u8>, Error>) -> (ErrorKind, u32, &'static str, u16, Option<u16>) {
    let error = written.unwrap_err();
    let place = error.place();
    (error.kind(), place.segment.unwrap(), place.segment_id.unwrap(), place.element.unwrap(), place.component)
}

#[test]
fn values_of_the_header_are_refused_where_they_do_not_fit() {
    let file = file();
    let with = |change: fn(&mut InterchangeHeader<'static>)| {
        let mut document = read(&file).into_owned();
        change(document.interchanges[0].header.as_mut().unwrap());
        document.write()
    };
    let (wide, held) = (ErrorKind::ValueTooWide, ErrorKind::DelimiterInValue);
    assert_eq!(refused(with(|header| header.sender = "SIXTEEN LETTERS.".into())), (wide, 1, "ISA", 6, None));
    assert_eq!(refused(with(|header| header.usage = "TT".into())), (wide, 1, "ISA", 15, None));
    for (number, refusal) in [
        (8, with(|header| header.receiver = "A*B".into())),
        (8, with(|header| header.receiver = "A:B".into())),
        (8, with(|header| header.receiver = "A~B".into())),
        (2, with(|header| header.authorization = "A^B".into())),
    ] {
        assert_eq!(refused(refusal), (held, 1, "ISA", number, None));
    }
    let returned = with(|header| header.sender = "A\u{7}".into());
    assert_eq!(refused(returned), (ErrorKind::ControlInValue, 1, "ISA", 6, None));
    let fits = with(|header| header.sender = "FIFTEEN LETTERS".into()).unwrap();
    assert_eq!(String::from_utf8(fits).unwrap(), file.replacen("SENDER         ", "FIFTEEN LETTERS", 1));
    let short = with(|header| header.control_number = "42".into()).unwrap();
    assert_eq!(String::from_utf8(short).unwrap(), file.replace("000000001", "000000042"), "nine digits, in IEA too");
    let letters = with(|header| header.control_number = "A42".into()).unwrap();
    let wanted = file.replacen("000000001", "A42      ", 1).replace("000000001", "A42");
    assert_eq!(String::from_utf8(letters).unwrap(), wanted, "no number is filled with zeros");
}

#[test]
fn a_header_that_was_wider_is_written_as_it_was() {
    for sender in ["SEVENTEEN LETTERS", "SEND:R         ", "SEND^R         "] {
        let input = file().replacen("SENDER         ", sender, 1);
        let mut document = read(&input);
        assert!(document.interchanges[0].header.as_ref().unwrap().over_wide, "{sender}");
        assert_eq!(written(&document), input);
        // An element separator would make another element of it, all the same.
        document.interchanges[0].header.as_mut().unwrap().receiver = "A*B".into();
        assert_eq!(refused(document.write()), (ErrorKind::DelimiterInValue, 1, "ISA", 8, None));
    }
    assert!(!read(&file()).interchanges[0].header.as_ref().unwrap().over_wide);
}

#[test]
fn values_of_a_set_are_refused_at_their_place() {
    let file = file();
    let named = |name: &'static str| {
        let mut document = read(&file);
        let Content::Request(request) = &mut document.interchanges[0].groups[0].transactions[0].content else {
            panic!()
        };
        let requester = &mut request.utilization_management_organizations[0].requesters[0];
        let subscriber = requester.subscribers[0].name.as_mut().unwrap().name.as_mut().unwrap();
        subscriber.last_name = Some(name.into());
        document.write()
    };
    for (name, kind) in [
        ("O*HARA", ErrorKind::DelimiterInValue),
        ("O^HARA", ErrorKind::DelimiterInValue),
        ("O~HARA", ErrorKind::DelimiterInValue),
        ("DE LA PE\u{D1}A", ErrorKind::NonAsciiInValue),
        ("DE LA\u{7F}PE\u{D1}A", ErrorKind::ControlInValue),
        ("DE\tLA", ErrorKind::ControlInValue),
    ] {
        assert_eq!(refused(named(name)), (kind, 8, "NM1", 3, None), "{name:?}");
    }
    let mut document = read(&file);
    let Content::Request(request) = &mut document.interchanges[0].groups[0].transactions[0].content else { panic!() };
    let subscriber = &mut request.utilization_management_organizations[0].requesters[0].subscribers[0];
    let service = subscriber.events[0].services[0].professional_service.as_mut().unwrap();
    service.procedure.as_mut().unwrap().description = Some("A:B".into());
    assert_eq!(refused(document.write()), (ErrorKind::DelimiterInValue, 12, "SV1", 1, Some(7)));
}

#[test]
fn a_set_is_written_by_itself() {
    let file = file();
    let document = read(&file);
    let set = document.transactions().next().unwrap();
    let alone = |options: &WriteOptions| {
        let mut buffer = b"BEFORE".to_vec();
        set.write_to(&mut buffer, Delimiters::STANDARD, options).unwrap();
        String::from_utf8(buffer).unwrap()
    };
    assert_eq!(alone(&WriteOptions::default()), format!("BEFORE{SET}"));
    let lines = WriteOptions { line_breaks: LineBreaks::CrLf, ..WriteOptions::default() };
    assert_eq!(alone(&lines), format!("BEFORE{}", SET.replace('~', "~\r\n")));
    let other = Delimiters::new(b'|', b'>', None, b'!').unwrap();
    let translated = WriteOptions { delimiters: Some(other), ..WriteOptions::default() };
    assert_eq!(alone(&translated), format!("BEFORE{}", SET.replace('*', "|").replace(':', ">").replace('~', "!")));
}

#[test]
fn trailers_are_computed_read_or_missing() {
    let counts = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
    let file = file();
    let right = read(&file);
    assert!(right.interchanges[0].trailer.is_computed() && right.interchanges[0].groups[0].trailer.is_computed());
    assert!(right.interchanges[0].trailer.as_read().is_none());
    let wrong = file.replace("IEA*1*", "IEA*9*").replace("GE*1*1~", "GE*7*1~").replace("SE*13*", "SE*12*");
    let document = read(&wrong).into_owned();
    let interchange = &document.interchanges[0];
    assert!(!interchange.trailer.is_computed());
    assert_eq!(interchange.trailer.as_read().unwrap().group_count.as_deref(), Some("9"));
    assert_eq!(interchange.groups[0].trailer.as_read().unwrap().set_count.as_deref(), Some("7"));
    let set = &interchange.groups[0].transactions[0];
    assert_eq!(set.trailer.as_read().unwrap().segment_count.as_deref(), Some("12"));
    assert_eq!(String::from_utf8(document.write_with(&counts).unwrap()).unwrap(), wrong);
    assert_eq!(written(&document), file);
    let cut = file.replace("GE*1*1~", "").replace("IEA*1*000000001~", "");
    let document = read(&cut).into_owned();
    assert_eq!(document.interchanges[0].trailer, Trailer::Missing);
    assert!(!document.interchanges[0].trailer.is_computed() && document.interchanges[0].trailer.as_read().is_none());
    assert_eq!(written(&document), cut, "what was missing stays missing");
}

/// A number of fewer than nine digits is filled up when it is written: a trailer that repeats it short is kept as read.
#[test]
fn a_short_number_in_the_trailer_is_no_computed_one() {
    for (header, trailer, computed) in [
        ("000000001", "000000001", true),
        ("1        ", "1", false),
        ("1        ", "000000001", false),
        ("A42      ", "A42", true),
        ("A42      ", "A43", false),
    ] {
        let (lead, tail) = (HEADER.replace("000000001", header), format!("IEA*0*{trailer}~"));
        let input = format!("{lead}{tail}");
        let document = read(&input);
        assert_eq!(document.interchanges[0].trailer.is_computed(), computed, "{header:?} and {trailer:?}");
        let counts = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
        assert!(document.write_with(&counts).unwrap().ends_with(tail.as_bytes()), "{header:?} and {trailer:?}");
    }
}

/// Behind counted data that is cut short, all that follows would be read as a part of it.
#[test]
fn nothing_is_written_behind_counted_data_that_is_cut_short() {
    let cut = format!("{HEADER}BIN*9*AB");
    let short = read(&cut).into_owned();
    assert_eq!(written(&short), cut, "at the end it may stand");
    let stray = &short.interchanges[0].unplaced[0];
    let file = file();
    let typed = |after: u32| {
        let mut document = read(&file).into_owned();
        let Content::Request(request) = &mut document.interchanges[0].groups[0].transactions[0].content else {
            panic!("a request")
        };
        let mut unplaced = stray.clone();
        unplaced.after = after;
        request.unplaced.push(unplaced);
        document
    };
    let raw = {
        let file = format!("{HEADER}GS*HI*S*R*20260105*0930*1*X*005010X217~ST*275*0001~BIN*9*AB");
        let mut document = read(&file).into_owned();
        document.interchanges[0].groups[0].transactions[0].trailer = Trailer::Computed;
        document
    };
    let mut between = read(&file).into_owned();
    between.interchanges[0].unplaced.push(stray.clone());
    let mut before_another = short.clone();
    before_another.interchanges.extend(read(&file).into_owned().interchanges);
    for (document, segment) in [
        (typed(2), " (segment 3)"),
        (typed(12), " (segment 13)"),
        (raw, " (segment 2)"),
        (between, " (segment 2)"),
        (before_another, ""),
    ] {
        let error = document.write().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CountedDataShort);
        let wanted = format!("counted data is shorter than its length says, and something follows it{segment}");
        assert_eq!(error.to_string(), wanted);
    }
}
