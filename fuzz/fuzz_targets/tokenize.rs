//! Every byte of a text lies in one segment, is a terminator, or is white space between segments.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::syntax::{Delimiters, segments};

fuzz_target!(|bytes: &[u8]| {
    let delimiters = Delimiters::STANDARD;
    let mut end = 0;
    for segment in segments(bytes, delimiters) {
        assert!(segment.offset() >= end);
        assert!(bytes[end..segment.offset()].iter().all(|byte| b" \t\r\n~".contains(byte)));
        let length: usize = segment.id().len() + segment.elements().map(|element| element.len() + 1).sum::<usize>();
        assert_eq!(length, segment.bytes().len());
        end = segment.offset() + segment.bytes().len();
    }
    assert!(bytes[end.min(bytes.len())..].iter().all(|byte| b" \t\r\n~".contains(byte)));
});
