//! Any order becomes a request that validates without an error, or a list of problems.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::infusion::{BuildOptions, InfusionRequest};
use x12_278::profile::Profile;

fuzz_target!(|text: &str| {
    let Ok(order) = InfusionRequest::from_json(text) else { return };
    let at = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(9, 30, 0)).expect("a moment");
    let _ = order.build(&BuildOptions::new(at).profile(Profile::health_net()));
});
