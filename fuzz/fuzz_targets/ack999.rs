//! Any input is answered with a file that can be read again, and an acknowledgment of it can be explained over it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::Document;
use x12_278::ack::{Acknowledge, Acknowledgments, answer, explain};
use x12_278::validate::Validator;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = Validator::default().read(bytes) else { return };
    let at = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(9, 30, 0)).expect("a moment");
    let answers = answer(&report, &Acknowledge { always_ta1: true, ..Acknowledge::new(1, at) });
    if let Ok(written) = answers.document.write()
        && !written.is_empty()
    {
        let again = Document::read(&written).expect("what we answer can be read");
        let _ = explain(&Acknowledgments::of(&again.document), bytes);
    }
    if let Ok(read) = Document::read(bytes) {
        let _ = explain(&Acknowledgments::of(&read.document), bytes);
    }
});
