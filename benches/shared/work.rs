//! What is measured, and the yardsticks that it is measured against.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each bench uses a part")]

use std::hint::black_box;
use std::io::Read;
use x12_278::decision::{Answer, Circumstances};
use x12_278::guide::{Guide, Placement};
use x12_278::report::Report;
use x12_278::syntax::{Delimiters, segments};
use x12_278::transaction::parallel::map_sets;
use x12_278::validate::Validator;
use x12_278::{Document, Kind, Reader, SetBuffer, SetReader, Transaction, WriteOptions};

/// The yardstick of reading: every delimiter found, nothing done with it.
pub fn memchr3(data: &[u8]) -> u64 {
    memchr::memchr3_iter(b'~', b'*', b':', black_box(data)).count() as u64
}

/// The values of a file, each with the delimiter behind it: what a writer has in hand.
pub fn pieces(data: &[u8]) -> Vec<(&[u8], u8)> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    for end in memchr::memchr3_iter(b'~', b'*', b':', data) {
        pieces.push((&data[start..end], data[end]));
        start = end + 1;
    }
    pieces
}

/// The yardstick of writing: value by value into a buffer that is large enough.
pub fn copy(pieces: &[(&[u8], u8)], out: &mut Vec<u8>) -> u64 {
    out.clear();
    for (value, delimiter) in black_box(pieces) {
        out.extend_from_slice(value);
        out.push(*delimiter);
    }
    out.len() as u64
}

/// Every element as a slice with its offset; the sum of all lengths and offsets.
pub fn tokenize(data: &[u8]) -> u64 {
    let data = black_box(data);
    let zero = data.as_ptr() as usize;
    let mut sum = 0_u64;
    for segment in segments(data, Delimiters::STANDARD) {
        for element in segment.elements() {
            sum = sum.wrapping_add((element.as_ptr() as usize - zero) as u64).wrapping_add(element.len() as u64);
        }
    }
    sum
}

/// What is used again from set to set.
#[derive(Default)]
pub struct Warm {
    set: SetBuffer,
    reader: SetReader,
    placement: Placement,
    validator: Validator,
}

impl Warm {
    /// Every set out of the stream; how many.
    fn sets(&mut self, data: &[u8], mut each: impl FnMut(&mut SetReader, &mut Placement, &SetBuffer)) -> u64 {
        let mut reader = Reader::new(black_box(data));
        let mut count = 0;
        while reader.read_set(&mut self.set).unwrap() {
            each(&mut self.reader, &mut self.placement, &self.set);
            count += 1;
        }
        count
    }

    /// Every segment of every set with its row and loop.
    pub fn place(&mut self, data: &[u8]) -> u64 {
        self.sets(data, |_, placement, set| {
            let raw = set.raw();
            let is_response = raw.segment(1).is_some_and(|segment| segment.element(2) == b"11");
            let guide = if is_response { Guide::response() } else { Guide::request() };
            placement.place(guide, &raw, &mut Report::default());
            black_box(placement.placed());
        })
    }

    /// Every set typed, borrowed, with the findings about its structure.
    pub fn read(&mut self, data: &[u8]) -> u64 {
        self.sets(data, |reader, _, set| {
            black_box(reader.read(set));
        })
    }

    /// Every set validated.
    pub fn validate(&mut self, data: &[u8]) -> u64 {
        let mut findings = 0;
        let report = self.validator.read_each(black_box(data), |_, _, set| findings += set.issues.len() as u64);
        black_box(report.unwrap());
        findings
    }

    /// The answer of every response.
    pub fn decide(&mut self, data: &[u8]) -> u64 {
        let circumstances = Circumstances::default();
        self.sets(data, |reader, _, set| {
            let read = reader.read(set);
            if read.transaction.kind() == Kind::Response {
                black_box(Answer::read(&read.transaction, &read.report, &circumstances));
            }
        })
    }
}

/// Every set typed once and kept, with its own bytes.
pub fn read_kept(data: &[u8]) -> Vec<SetBuffer> {
    let mut reader = SetReader::default();
    let sets = Reader::new(black_box(data)).into_sets().map(|set| {
        let set = set.unwrap();
        black_box(reader.read(&set));
        set
    });
    sets.collect()
}

/// A typed file into a buffer that is large enough.
pub fn write(document: &Document<'_>, out: &mut Vec<u8>) -> u64 {
    out.clear();
    for interchange in &black_box(document).interchanges {
        interchange.write_to(out, &WriteOptions::default()).unwrap();
    }
    out.len() as u64
}

/// Some typed sets, each to a buffer that is empty and large enough, so many times; how many bytes.
pub fn write_sets(sets: &[Transaction<'_>], times: usize, out: &mut Vec<u8>) -> u64 {
    let mut bytes = 0;
    for set in (0..times).flat_map(|_| black_box(sets)) {
        out.clear();
        set.write_to(out, Delimiters::STANDARD, &WriteOptions::default()).unwrap();
        bytes += out.len() as u64;
    }
    bytes
}

/// The yardstick of that: the values of each set, copied.
pub fn copy_sets(sets: &[Vec<(&[u8], u8)>], times: usize, out: &mut Vec<u8>) -> u64 {
    (0..times).flat_map(|_| sets).map(|pieces| copy(pieces, out)).sum()
}

/// Every set typed, on the threads of the pool.
pub fn read_parallel(data: &[u8]) -> u64 {
    let mut count = 0;
    let mut reader = Reader::new(black_box(data));
    let work = |reader: &mut SetReader, set: &SetBuffer| {
        black_box(reader.read(set));
    };
    map_sets(&mut reader, work, |()| count += 1).unwrap();
    count
}

/// A whole file through a reader, findings counted; nothing of it need be sound.
pub fn read_any(data: impl Read) -> u64 {
    let (mut reader, mut set, mut sets) = (Reader::new(data), SetBuffer::new(), SetReader::default());
    let mut findings = 0;
    while reader.read_set(&mut set).unwrap_or(false) {
        findings += sets.read(&set).report.issues().len() as u64;
    }
    findings + reader.take_report().issues().len() as u64
}
