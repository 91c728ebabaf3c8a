//! What the fuzz targets gathered, asked again: `fuzz/corpus/<target>/*`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it stands"
)]

mod holds;

use std::path::PathBuf;

/// Asks every text of a corpus. One that is no UTF-8 is no text, for the
/// target as well.
fn replay(target: &str, least: usize, ask: impl Fn(&str)) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut texts = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            ask(text);
            texts += 1;
        }
    }
    assert!(texts >= least, "{target} has {texts} texts");
}

#[test]
fn numbers() {
    replay("numbers", 100, holds::numbers);
}

#[test]
fn times() {
    replay("times", 100, holds::times);
}

#[test]
fn files() {
    let form = include_str!("../fixtures/forms/every-kind.json");
    let form = kohyo_core::wire::definition::compile(form).expect("a form");
    replay("files", 15, |text| holds::file(text, &form));
}

#[test]
fn definitions() {
    replay("definitions", 2, holds::definition);
}
