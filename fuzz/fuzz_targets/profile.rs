//! Any text is either no companion guide, with a place, or one that can be checked with.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::profile::Profile;

fuzz_target!(|text: &str| {
    match Profile::load(text) {
        Ok(profile) => {
            let _ = format!("{profile:?}");
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
});
