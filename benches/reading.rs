//! Texts of cells read, per second.
//!
//! `cargo bench -p kohyo-core --bench reading`. The texts are those of the
//! tables in `tests/fixtures/tables`; each result is asserted.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark may stop where it stands")]

use divan::Bencher;
use divan::counter::ItemsCount;
use kohyo_core::number::{self, Decimal, NumberAsk, Unit, UnitAsk};
use kohyo_core::wareki::{self, Eras};
use std::path::PathBuf;

fn main() {
    divan::main();
}

fn texts(table: &str, forms: &[&str]) -> Vec<String> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/tables").join(table);
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let texts: Vec<String> = reader
        .records()
        .map(|row| row.expect("a row"))
        .filter(|row| forms.contains(&row.get(1).unwrap_or_default()))
        .map(|row| row.get(0).unwrap_or_default().replace("\\n", "\n"))
        .collect();
    assert!(texts.len() > 50, "{table} has {} rows", texts.len());
    texts
}

fn ask() -> NumberAsk {
    NumberAsk::new(UnitAsk::Is(Unit::new("千円")), 0)
}

/// What most cells hold: a figure of a sheet.
#[divan::bench]
fn plain_numbers(bencher: Bencher) {
    let ask = ask();
    let given = [
        ("21,982", 21_982),
        ("9,543", 9_543),
        ("△3,518", -3_518),
        ("△ 17,233", -17_233),
        ("△31,634", -31_634),
        ("0", 0),
        ("1500", 1_500),
        ("93,026", 93_026),
    ];
    bencher.counter(ItemsCount::new(given.len())).bench_local(|| {
        for (text, value) in given {
            let reading = number::read(divan::black_box(text), &ask);
            assert_eq!(reading.value, Some(Decimal::from(value)));
        }
    });
}

/// Every notation of the table of numbers, the odd ones as often as the plain.
#[divan::bench]
fn every_notation_of_numbers(bencher: Bencher) {
    let ask = ask();
    let texts = texts("numbers.csv", &["千円"]);
    let valued = texts.iter().filter(|text| number::read(text, &ask).value.is_some()).count();
    assert!(valued > 50);
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        let read = texts.iter().filter(|text| number::read(text, &ask).value.is_some()).count();
        assert_eq!(read, valued);
    });
}

/// Every notation of the table of dates.
#[divan::bench]
fn every_notation_of_dates(bencher: Bencher) {
    let eras = Eras::japan();
    let texts = texts("wareki.csv", &["date"]);
    let valued = texts.iter().filter(|text| wareki::read_date(text, &eras).value.is_some()).count();
    assert!(valued > 50);
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        let read =
            texts.iter().filter(|text| wareki::read_date(text, &eras).value.is_some()).count();
        assert_eq!(read, valued);
    });
}
