//! Reading and checking never panic, and what they say shows no input.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::syntax::Delimiters;
use x12_278::validate::Validator;
use x12_278::{Document, ReadOptions};

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), set_limit: 1 << 16, ..ReadOptions::default() };
    let Ok(read) = Document::read_with(bytes, &options) else { return };
    for issue in read.report.issues() {
        assert!(issue.at.offset <= bytes.len() as u64 + 1);
        let _ = issue.to_string();
    }
    let _ = format!("{read:?}");
    let checked = Validator::default().with_options(options).read(bytes);
    assert!(checked.is_ok());
});
