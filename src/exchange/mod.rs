//! What a clearinghouse does with whole files, without typing them: find the sets of a file, take it apart, put sets
//! together again, tell whom they are for, give out control numbers, remember what was done, and make files that can be
//! shown to others.
//!
//! | module | what it does |
//! |---|---|
//! | [`index`] | where each set of a file lies, and by which numbers it goes |
//! | [`split`] | each set, and each TA1, in an interchange of its own |
//! | [`merge`] | the sets of many files in one interchange for each pair of partners |
//! | [`route`] | which utilization management organization (UMO) a set is for |
//! | [`control_numbers`] | numbers that are never given twice |
//! | [`journal`] | entries that survive a kill at any byte |
//! | [`outbox`] | files that are published all together, once, or not at all |
//! | `redact` | (feature `redact`) files without anything that names a person |

pub mod control_numbers;
mod durable;
mod envelope;
pub mod index;
pub mod journal;
pub mod merge;
pub mod outbox;
#[cfg(feature = "redact")]
pub mod redact;
pub mod route;
pub mod split;
