//! Any text is either no profile, with a place, or one that can be checked with and asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use x12_278::infusion::{BuildOptions, InfusionRequest, checklist, route};
use x12_278::profile::Profile;
use x12_278::validate::Validator;

const REQUEST: &[u8] = include_bytes!("../../examples/data/infusion_request_dependent.edi");
const ORDER: &str = include_str!("../../examples/data/orders/ivig_child.json");

fuzz_target!(|text: &str| {
    match Profile::load(text) {
        Ok(profile) => {
            let _ = format!("{profile:?} {:?} {:?}", profile.facts(), profile.lint());
            let at = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(9, 30, 0));
            let options = BuildOptions::new(at.expect("a moment")).profile(&profile);
            let order = InfusionRequest::from_json(ORDER).expect("an order");
            let _ = (checklist(&order, &options), route(&order, &options));
            let _ = Validator::default().with_profile(profile).read(REQUEST);
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
});
