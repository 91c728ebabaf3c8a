//! Every text as a definition.
#![no_main]

#[path = "../../tests/core/holds/mod.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| holds::definition(text));
