//! No answer can be scheduled by that does not hold an approval.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::Document;
use x12_278::decision::{Circumstances, answers};

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = Document::read(bytes) else { return };
    let holds = |code: &str| bytes.windows(code.len()).any(|window| window == code.as_bytes());
    for answer in answers(&read, &Circumstances::default()) {
        for line in answer.events.iter().flat_map(|event| &event.lines) {
            assert!(line.schedulable().is_none() || holds("HCR") && (holds("A1") || holds("A6")));
        }
        let _ = format!("{answer:?}");
    }
});
