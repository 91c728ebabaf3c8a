//! A whole sheet of 柏市 judged, and one key of it judged.
//!
//! `cargo bench -p kohyo-core --bench sheet`. Each result is asserted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark may stop where it stands"
)]

use divan::Bencher;
use kohyo_core::check::{CellValue, Evaluation, Purpose};
use kohyo_core::form::Form;
use kohyo_core::number::Decimal;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::wire;
use std::path::PathBuf;

fn main() {
    divan::main();
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn form() -> Form {
    let path = root().join("forms/kashiwa-action-plan/r2/1.json");
    wire::definition::compile(&std::fs::read_to_string(path).expect("the form")).expect("a form")
}

/// 52001, every cell that it gives.
fn full(form: &Form) -> Sheet {
    let path = root().join("tests/fixtures/kashiwa/52001.json");
    let text = std::fs::read_to_string(path).expect("the sheet");
    Sheet::with(form, wire::open::given_cells(&text).expect("cells"))
}

fn total(form: &Form, evaluation: &Evaluation, id: &str) -> Decimal {
    match evaluation.value(form, form.find(id).expect("a cell")) {
        CellValue::Number(number) => number,
        other => panic!("{id}: {other:?}"),
    }
}

/// Everything read, totalled and checked, from raw texts.
#[divan::bench]
fn judge_a_full_sheet(bencher: Bencher) {
    let form = form();
    let sheet = full(&form);
    bencher.bench_local(|| {
        let evaluation = Evaluation::new(divan::black_box(&form), divan::black_box(&sheet));
        assert_eq!(
            total(&form, &evaluation, "effect.saving.initial.final"),
            Decimal::from(-20_860)
        );
        evaluation
    });
}

/// The same with the list of findings made, as the command does it.
#[divan::bench]
fn judge_a_full_sheet_and_list_its_findings(bencher: Bencher) {
    let form = form();
    let sheet = full(&form);
    let known = Evaluation::new(&form, &sheet).findings(&form, &sheet, Purpose::Submission(None));
    bencher.bench_local(|| {
        let evaluation = Evaluation::new(divan::black_box(&form), divan::black_box(&sheet));
        let findings = evaluation.findings(&form, &sheet, Purpose::Submission(None));
        assert_eq!(findings.len(), known.len());
        findings
    });
}

/// One key in a cell on which five totals rest.
#[divan::bench]
fn judge_one_key(bencher: Bencher) {
    let form = form();
    let mut sheet = full(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    let cell = form.find("effect.saving.actual.2019").expect("a cell");
    let last = form.find("effect.total.actual.final").expect("a total");
    let mut odd = false;
    let values: Vec<CellValue> = ["1,000", "10,00"]
        .iter()
        .map(|text| {
            sheet.put(cell, Some(Raw::text(text)));
            Evaluation::new(&form, &sheet).value(&form, last)
        })
        .collect();
    bencher.bench_local(|| {
        odd = !odd;
        sheet.put(cell, Some(Raw::text(if odd { "1,000" } else { "10,00" })));
        let changes = evaluation.update(&form, &sheet, cell);
        assert_eq!(Some(&evaluation.value(&form, last)), values.get(usize::from(!odd)));
        changes
    });
}
