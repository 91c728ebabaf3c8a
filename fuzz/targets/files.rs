//! Every text as a file that is opened.
#![no_main]

#[path = "../../tests/core/holds/mod.rs"]
mod holds;

use kohyo_core::form::Form;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FORM: LazyLock<Form> = LazyLock::new(|| {
    kohyo_core::wire::definition::compile(include_str!("../../tests/fixtures/forms/every-kind.json"))
        .expect("a form")
});

fuzz_target!(|text: &str| holds::file(text, &FORM));
