//! Interchange headers that are damaged, cut short, broken over lines or beside the point.

use crate::bad_input::{AS_READ, ISA, LEVELS, request, sentence};
use x12_278::element::IntoOwned;
use x12_278::report::IssueCode;
use x12_278::{Document, ErrorKind, Framer, ReadOptions, SetBuffer, WriteOptions};

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
fn what_is_too_long_for_a_header_is_so_without_its_line_breaks() {
    // A header cut short runs on into the segments behind it, until sixteen separators are found.
    let cut = "ISA|00|          |00|          |ZZ|SENDER         |ZZ|RECEIVER       |260105|0930|^|00501|1";
    for length in 780..990 {
        let (segments, more) = (length / 12, "Z".repeat(length % 12));
        let blanks = match length % 7 {
            0 => "\n".repeat(100),
            1 => "\0\x1A".to_owned(),
            _ => "\n".to_owned(),
        };
        let behind = format!("MSG*ABCDEFG~{blanks}").repeat(segments);
        for line_end in ["", "\n"] {
            let group = "GS|HI|S|R|20260105|0930|1|X|005010X217~";
            let input = format!("{}{cut}{behind}{more}X|0|T|:~{line_end}{group}", request(LEVELS));
            let read = Document::read(input.as_bytes()).unwrap().document;
            let written = read.write_with(&AS_READ).unwrap();
            assert!(Document::read(&written).unwrap().document == read, "{length} bytes");
        }
    }
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

/// A further header that the end of the file cuts right before its terminator is none, and is written as it stands: with a
/// terminator it would become one. So is what stands before a header without a terminator of its own.
#[test]
fn a_later_header_without_its_terminator_stays_none() {
    let lines = |text: &str| text.replace('~', "\n");
    let header = ISA.trim_end_matches('~');
    for first in [request(LEVELS), lines(&request(LEVELS))] {
        for end in [header.to_owned(), format!("JUNK {header}"), format!("{header} {}", request(LEVELS))] {
            let input = format!("{first}{end}");
            let read = Document::read(input.as_bytes()).unwrap();
            let stray = &read.document.interchanges[0].unplaced[0];
            assert!(stray.open);
            assert_eq!(read.document.interchanges.len(), if end.contains("ST*") { 2 } else { 1 }, "{end}");
            let unreadable = read.report.issues().iter().find(|issue| issue.code == IssueCode::HeaderUnreadable);
            assert_eq!(
                unreadable.is_some(),
                end.starts_with("ISA*00*          *00*          *ZZ*SENDER") && !end.contains("ST*")
            );
            let written = read.document.write_with(&AS_READ).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), input);
        }
    }
}

/// Before another segment it gets its terminator.
#[test]
fn an_open_stray_is_ended_before_another_segment() {
    let file = request(LEVELS);
    let file = file.strip_suffix("IEA*1*000000001~").unwrap();
    let mut document = Document::read(file.as_bytes()).unwrap().document.into_owned();
    let stray = Document::read(format!("{file}ZZZ*1").as_bytes()).unwrap().document.into_owned();
    document.interchanges[0].unplaced = stray.interchanges[0].unplaced.clone();
    assert_eq!(String::from_utf8(document.write().unwrap()).unwrap(), format!("{file}ZZZ*1"));
    document.interchanges[0].trailer = x12_278::transaction::Trailer::Computed;
    document.interchanges[0].unplaced[0].after = 1;
    let wanted = file.replace("*:~", "*:~ZZZ*1~") + "IEA*1*000000001~";
    assert_eq!(String::from_utf8(document.write().unwrap()).unwrap(), wanted);
    let lf = WriteOptions { line_breaks: x12_278::transaction::LineBreaks::Lf, ..WriteOptions::default() };
    let written = document.write_with(&lf).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), wanted.replace('~', "~\n"));
    // Before a set as before the envelope; the set does not count it.
    document.interchanges[0].unplaced[0].after = 2;
    let wanted = file.replace("~ST*", "~ZZZ*1~ST*") + "IEA*1*000000001~";
    assert_eq!(String::from_utf8(document.write().unwrap()).unwrap(), wanted);
}

/// An id alone that stands before a header makes no header of what follows; one that is parted by the terminator of the
/// interchange before it is one by its widths.
#[test]
fn an_id_alone_before_a_header_stays_one() {
    let second = request(LEVELS);
    for lead in ["ISA\n", "JUNK ISA\n", "ISA\n \n"] {
        let input = format!("{}{lead}{second}", request(LEVELS));
        let read = Document::read(input.as_bytes()).unwrap();
        assert_eq!(read.document.interchanges.len(), 2, "{lead:?}");
        assert_eq!(read.document.interchanges[0].unplaced.len(), 1, "{lead:?}");
        let once = read.document.write_with(&AS_READ).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&once),
            format!("{}{}{second}", request(LEVELS), if lead.starts_with("ISA") { "ISA\t" } else { "JUNK ISA " })
        );
        assert!(Document::read(&once).unwrap().document == read.document, "{lead:?}");
    }
    let parted = second.replace('~', "'").replace('*', "~");
    let read = format!("{}{parted}", request(LEVELS));
    let delimiters = Document::read(read.as_bytes()).unwrap().document.interchanges[1].delimiters;
    assert_eq!((delimiters.element(), delimiters.segment()), (b'~', b'\''));
}

/// A further header has the delimiters that it states, and its elements may be of wrong widths. Parted by the terminator of
/// the interchange before it or by white space, it is one by its widths alone.
#[test]
fn a_further_header_of_wrong_widths_is_one_by_its_separator() {
    let second = request(LEVELS);
    let narrow = |file: &str| file.replacen("SENDER         ", "SENDER", 1).replacen("RECEIVER       ", "RECEIVER", 1);
    let interchanges = |further: &str| {
        let input = format!("{}{further}", request(LEVELS));
        let read = Document::read(input.as_bytes()).unwrap();
        let widths = read.report.issues().iter().filter(|issue| issue.code == IssueCode::HeaderWidth).count();
        (read.document.interchanges.len(), read.document.transactions().count(), widths)
    };
    assert_eq!(interchanges(&second), (2, 2, 0));
    assert_eq!(interchanges(&narrow(&second)), (2, 2, 1));
    assert_eq!(interchanges(&narrow(&second.replace('*', "|"))), (2, 2, 1));
    let parted = second.replace('~', "'").replace('*', "~");
    assert_eq!(interchanges(&parted), (2, 2, 0));
    assert_eq!(interchanges(&narrow(&parted)), (1, 1, 0), "by the terminator of the interchange before it");
    let tabs = second.replace('*', "\t");
    assert_eq!(interchanges(&tabs), (2, 2, 0));
    assert_eq!(interchanges(&narrow(&tabs)), (1, 1, 0), "by white space");
}

/// A text without a terminator ends before the header that follows it, where a blank stands between.
#[test]
fn a_header_inside_of_a_word_is_none() {
    let second = request(LEVELS);
    for (lead, interchanges) in [("JUNK ", 2), ("JUNK\n", 2), ("JUNK", 1), ("JUNK*", 1), ("JUNK ISAX ", 2)] {
        let input = format!("{}{lead}{second}", request(LEVELS));
        let read = Document::read(input.as_bytes()).unwrap().document;
        assert_eq!(read.interchanges.len(), interchanges, "{lead:?}");
        let first = read.interchanges[0].unplaced[0].raw.text().to_string();
        let kept = if interchanges == 2 { lead.trim_end().to_owned() } else { format!("{lead}{}", &ISA[..105]) };
        assert_eq!(first, kept, "{lead:?}");
    }
}

/// A stream tells that a header is none by its first bytes, and does not wait for the end of the input.
#[test]
fn a_header_without_an_end_is_refused_early() {
    for filler in [&b"A"[..], b"A*", b"A   "] {
        let endless = std::iter::once(&b"ISA*"[..]).chain(std::iter::repeat(filler)).flatten().copied();
        let limit = 16 << 20;
        let mut bytes = endless.take(limit);
        let mut framer = Framer::new(&ReadOptions::default());
        let mut fed = 0;
        let outcome = loop {
            match framer.next(&mut SetBuffer::new()) {
                Ok(None) if fed < limit => {}
                other => break other,
            }
            let block: Vec<u8> = bytes.by_ref().take(1 << 12).collect();
            framer.feed(&block);
            fed += block.len();
        };
        let kind = outcome.unwrap_err().kind();
        assert!(matches!(kind, ErrorKind::HeaderTruncated | ErrorKind::DelimiterInvalid), "{kind:?}");
        assert!(fed <= 1 << 17, "{fed} bytes");
    }
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

/// Also where the interchange before it has no trailer: the next header ends the stray.
#[test]
fn an_open_stray_of_an_interchange_without_a_trailer_takes_no_header_along() {
    let whole = request(LEVELS);
    let open = whole.replace("IEA*1*000000001~", "XX*1");
    for blank in [" ", "\n", "\r\n  "] {
        let read = Document::read(open.as_bytes()).unwrap();
        assert!(read.document.interchanges[0].unplaced[0].open);
        let mut both = read.document.into_owned();
        both.interchanges.extend(Document::read(whole.as_bytes()).unwrap().document.into_owned().interchanges);
        let written = both.write_with(&AS_READ).unwrap();
        assert_eq!(String::from_utf8(written.clone()).unwrap(), format!("{open} {whole}"));
        assert!(Document::read(&written).unwrap().document == both);
        let joined = format!("{open}{blank}{whole}");
        assert!(Document::read(joined.as_bytes()).unwrap().document == both);
    }
}
