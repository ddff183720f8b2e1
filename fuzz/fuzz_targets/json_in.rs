//! Any text is either no document, with a place, or one that can be written as JSON again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::Document;
use x12_278::report::Report;

fuzz_target!(|text: &str| {
    match Document::from_json(text) {
        Err(error) => assert!(error.place().line_column.is_some()),
        Ok(document) => {
            let json = document.to_json(&Report::default()).expect("a document is JSON");
            assert_eq!(Document::from_json(&json).expect("our own JSON"), document);
        }
    }
});
