//! Every text as a number.
#![no_main]

#[path = "../../tests/core/holds/mod.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| holds::numbers(text));
