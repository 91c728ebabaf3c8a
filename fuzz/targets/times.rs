//! Every text as a date, a month, a year.
#![no_main]

#[path = "../../tests/core/holds/mod.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| holds::times(text));
