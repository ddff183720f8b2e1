//! Files that others published, where they are at hand: the folder that X12_278_SAMPLES names, with its INDEX.tsv.

use crate::split::{Marks, Split, normal, split_by, stated_marks};
use std::path::Path;
use x12_278::syntax::Delimiters;
use x12_278::transaction::{Counts, LineBreaks};
use x12_278::{Document, Kind, ReadOptions, WriteOptions};

const STANDARD: Marks = Marks { element: b'*', component: b':', repetition: b'^', terminator: b'~' };

fn options() -> ReadOptions {
    ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() }
}

/// Segments without padding, line breaks in the header and leading zeros of its number.
fn judged(input: &[u8]) -> Vec<Split> {
    let input = input.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(input).trim_ascii_start();
    let marks = stated_marks(input).map_or(STANDARD, |(marks, _)| marks);
    let mut segments = normal(split_by(input, marks), false);
    for segment in segments.iter_mut().filter(|segment| segment[0] == b"ISA") {
        for (number, element) in segment.iter_mut().enumerate() {
            element.retain(|byte| !matches!(byte, b'\r' | b'\n'));
            let blank = element.iter().rev().take_while(|byte| **byte == b' ').count();
            element.truncate(element.len() - blank);
            let zeros = element.iter().take_while(|byte| **byte == b'0').count();
            if number == 13 {
                element.drain(..zeros);
            }
        }
    }
    segments
}

/// How a file fared: what is said in the table, and whether it is as it must be.
fn judge(input: &[u8], wanted: Option<Kind>, conformant: bool) -> (String, bool) {
    let read = match Document::read_with(input, &options()) {
        Ok(read) => read,
        Err(error) => return (format!("error: {error}"), wanted.is_none()),
    };
    let kinds: Vec<Kind> = read.document.transactions().map(x12_278::Transaction::kind).collect();
    // What BHT02 says against its folder is called by what it says, or unclear.
    let purposes: Vec<Split> = judged(input).into_iter().filter(|segment| segment[0] == b"BHT").collect();
    let purpose = purposes.first().and_then(|segment| segment.get(2)).cloned().unwrap_or_default();
    let told = match (wanted, purpose.as_slice()) {
        (Some(Kind::Request), b"11") => Some(Kind::Response),
        (Some(_), b"11" | b"13" | b"01" | b"36") | (None, _) => wanted,
        (Some(_), _) => Some(Kind::Unclear),
    };
    let recognised = wanted.is_none_or(|kind| kinds.contains(&kind)) || told.is_some_and(|kind| kinds.contains(&kind));
    let as_read = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
    let written = match read.document.write_with(&as_read) {
        Ok(written) => written,
        Err(error) => return (format!("cannot be written: {error}"), false),
    };
    let same = judged(input) == judged(&written);
    let breaks = [LineBreaks::None, LineBreaks::Lf, LineBreaks::CrLf];
    let exact = breaks.into_iter().any(|line_breaks| {
        let written = read.document.write_with(&WriteOptions { line_breaks, ..as_read }).unwrap();
        // The last line break of a file is not one between segments.
        written.trim_ascii_end() == input.trim_ascii_end()
    });
    let law = if exact {
        "byte for byte"
    } else if same {
        "same segments"
    } else {
        "LOST"
    };
    let text = format!("{law}, {} issues, {kinds:?}", read.report.issues().len());
    (text, recognised && same && (exact || !conformant))
}

#[test]
fn published_files_are_read_and_written_back() {
    let Some(folder) = std::env::var("X12_278_SAMPLES").ok().filter(|folder| !folder.is_empty()) else {
        println!("sample files: X12_278_SAMPLES is not set");
        return;
    };
    let folder = Path::new(&folder);
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).expect("INDEX.tsv");
    let (mut bad, mut good, mut byte_for_byte, mut set_kinds) = (Vec::new(), 0, 0, [0, 0]);
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let name = columns[0];
        if !name.ends_with(".edi") {
            continue;
        }
        let input = std::fs::read(folder.join(name)).unwrap();
        let guide_is_ours = columns[3] == "005010X217";
        let wanted = match columns[2] {
            "278 request" if guide_is_ours => Some(Kind::Request),
            "278 response" if guide_is_ours => Some(Kind::Response),
            _ => None,
        };
        let is_conformant = columns[5] == "yes" && !columns[7].contains("trailing empty elements");
        let (text, fine) = judge(&input, wanted, wanted.is_some() && is_conformant);
        println!("sample {name}: {text}");
        match wanted {
            Some(Kind::Request) => set_kinds[0] += 1,
            Some(_) => set_kinds[1] += 1,
            None => {}
        }
        byte_for_byte += usize::from(text.starts_with("byte for byte"));
        if fine {
            good += 1;
        } else {
            bad.push(format!("{name}: {text}"));
        }
    }
    println!(
        "sample files: {good} good, {} bad; {byte_for_byte} byte for byte; requests {}, responses {}",
        bad.len(),
        set_kinds[0],
        set_kinds[1]
    );
    assert!(bad.is_empty(), "{bad:#?}");
}
