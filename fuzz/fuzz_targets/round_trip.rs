//! What was read is written back: reading it again gives the same, and writing that gives the same bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::transaction::Counts;
use x12_278::{Document, WriteOptions};

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = Document::read(bytes) else { return };
    let options = WriteOptions { counts: Counts::AsRead, ..WriteOptions::default() };
    let written = read.document.write_with(&options).expect("what was read can be written");
    let again = Document::read(&written).expect("what was written can be read");
    let rewritten = again.document.write_with(&options).expect("and written again");
    assert_eq!(written, rewritten);
    assert_eq!(read.document.transactions().count(), again.document.transactions().count());
    let plain = |bytes: &[u8]| bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
    assert!(plain(&written) + 64 * read.document.interchanges.len() >= plain(bytes).saturating_sub(64));
});
