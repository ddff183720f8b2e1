//! A stream fed in pieces gives the same sets as a file read at once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::{Document, Event, Framer, ReadOptions, SetBuffer};

fuzz_target!(|input: (u8, &[u8])| {
    let (size, bytes) = (usize::from(input.0).max(1), input.1);
    let options = ReadOptions::default();
    let whole = Document::read_with(bytes, &options);
    let mut framer = Framer::new(&options);
    let mut set = SetBuffer::new();
    let mut sets = Vec::new();
    let mut chunks = bytes.chunks(size);
    let ended = loop {
        match framer.next(&mut set) {
            Err(_) => break false,
            Ok(Some(Event::End)) => break true,
            Ok(Some(Event::Set)) => sets.push(set.read().transaction.control_number().to_owned()),
            Ok(Some(_)) => {}
            Ok(None) => match chunks.next() {
                Some(chunk) => framer.feed(chunk),
                None => framer.finish(),
            },
        }
    };
    assert_eq!(whole.is_ok(), ended);
    if let Ok(read) = whole {
        let expected: Vec<_> = read.document.transactions().map(|set| set.control_number().to_owned()).collect();
        assert_eq!(sets, expected);
    }
});
