//! Every notation, as tables: `tests/fixtures/tables/*.csv`.
//!
//! A row is a text, the form of its cell, the reading expected and the codes of
//! the findings expected, in their order. Forms of cells:
//!
//! - numbers: `千円` or `人.2` (unit, decimals), `-` (no unit), `?` (the unit
//!   stands in another cell, which is blank), `duration`;
//! - wareki: `date`, `month`, `months`, `year`, `years`, `from`, `to`.
//!
//! A reading is a value, a status in `<>`, or nothing; ` # ` and a note, ` per `
//! and a basis follow.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::PathBuf;

use kohyo_core::finding::Mend;
use kohyo_core::number::{self, Decimal, DurationAsk, NumberAsk, Unit, UnitAsk};
use kohyo_core::reading::{Reading, Status, StatusSet};
use kohyo_core::wareki::{self, End, Eras, FiscalYear, Month};

struct Row {
    text: String,
    form: String,
    reading: String,
    codes: String,
}

fn rows(name: &str) -> Vec<Row> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/tables").join(name);
    let mut reader = csv::Reader::from_path(path).expect("the table is there");
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row of five");
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        assert!(!cell(4).is_empty(), "a row without source: {record:?}");
        rows.push(Row {
            text: cell(0).replace("\\n", "\n").replace("\\t", "\t"),
            form: cell(1),
            reading: cell(2),
            codes: cell(3),
        });
    }
    rows
}

/// A reading as the tables write it.
fn told<V: Display>(reading: &Reading<V>) -> String {
    let mut text = match (&reading.value, reading.status) {
        (Some(value), None) => value.to_string(),
        (None, Some(status)) => format!("<{}>", status.code()),
        (None, None) => String::new(),
        (Some(_), Some(_)) => panic!("a value and a status"),
    };
    if let Some(note) = &reading.note {
        text.push_str(&format!(" # {note}"));
    }
    if let Some(basis) = reading.basis {
        text.push_str(&format!(" per {}", basis.code()));
    }
    text.trim().to_owned()
}

fn codes<V>(reading: &Reading<V>) -> String {
    let codes: Vec<&str> = reading.flaws.iter().map(|flaw| flaw.problem.code().as_str()).collect();
    codes.join(" ")
}

fn number_cell(form: &str) -> NumberAsk {
    let (unit, decimals) = form.split_once('.').unwrap_or((form, "0"));
    let unit = match unit {
        "-" => UnitAsk::Plain,
        "?" => UnitAsk::Elsewhere,
        label => UnitAsk::Is(Unit::new(label)),
    };
    NumberAsk::new(unit, decimals.parse().expect("decimals"))
}

fn number_row(row: &Row) -> (String, String) {
    if row.form == "duration" {
        let ask = DurationAsk { statuses: StatusSet::ALL, ..DurationAsk::default() };
        let reading = number::read_duration(&row.text, &ask);
        return (told(&reading), codes(&reading));
    }
    let reading = number::read(&row.text, &number_cell(&row.form));
    (told(&reading.clone().map(number::canonical)), codes(&reading))
}

fn year(year: Option<FiscalYear>) -> String {
    year.map(|year| year.0.to_string()).unwrap_or_default()
}

fn month(month: Option<Month>) -> String {
    month.map(Month::iso).unwrap_or_default()
}

fn wareki_row(row: &Row, eras: &Eras) -> (String, String) {
    fn both<V: Display>(reading: Reading<V>) -> (String, String) {
        (told(&reading), codes(&reading))
    }
    let text = &row.text;
    match row.form.as_str() {
        "date" => both(wareki::read_date(text, eras)),
        "month" => both(wareki::read_month(text, eras).map(Month::iso)),
        "months" => both(
            wareki::read_months(text, eras)
                .map(|months| format!("{}..{}", month(months.from), month(months.to))),
        ),
        "year" => both(wareki::read_fiscal_year(text, eras).map(|year| year.0)),
        "years" => both(
            wareki::read_fiscal_years(text, eras)
                .map(|years| format!("{}..{}", year(years.from), year(years.to))),
        ),
        "from" => both(wareki::read_end(text, End::From, eras).map(|year| year.0)),
        "to" => both(wareki::read_end(text, End::To, eras).map(|year| year.0)),
        other => panic!("no form of cell: {other}"),
    }
}

/// Checks all rows and tells all that differ at once.
fn check(name: &str, least: usize, read: impl Fn(&Row) -> (String, String)) {
    let rows = rows(name);
    assert!(rows.len() >= least, "{name} has {} rows", rows.len());
    let mut seen = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in &rows {
        if seen.insert((row.text.clone(), row.form.clone()), ()).is_some() {
            wrong.push(format!("「{}」 in {}: twice", row.text, row.form));
        }
        let (reading, codes) = read(row);
        if reading != row.reading || codes != row.codes {
            wrong.push(format!(
                "「{}」 in {}: {reading} [{codes}], expected {} [{}]",
                row.text, row.form, row.reading, row.codes
            ));
        }
    }
    assert!(wrong.is_empty(), "{} rows of {name} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers() {
    check("numbers.csv", 400, number_row);
}

#[test]
fn wareki_texts() {
    let eras = Eras::japan();
    check("wareki.csv", 300, |row| wareki_row(row, &eras));
}

#[test]
fn limits_keep_the_value_and_say_so() {
    let ask = NumberAsk {
        min: Some(Decimal::ZERO),
        max: Some(Decimal::from(100)),
        statuses: StatusSet::NONE,
        ..number_cell("％.1")
    };
    for (text, reading, found) in [
        ("50", "50", ""),
        ("△1", "-1", "number.range"),
        ("100.1", "100.1", "number.range"),
        ("未定", "<undecided>", "value.status"),
        ("同左", "<as-left>", "value.status"),
        ("", "", ""),
    ] {
        let got = number::read(text, &ask);
        assert_eq!(
            (told(&got.clone().map(number::canonical)), codes(&got)),
            (reading.to_owned(), found.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_there_yet_is_offered_as_undecided() {
    let ask = |statuses: &[Status]| NumberAsk {
        statuses: statuses.iter().copied().collect(),
        ..number_cell("千円")
    };
    let offered = |text: &str, statuses: &[Status]| {
        let reading = number::read(text, &ask(statuses));
        assert_eq!(codes(&reading), "number.unreadable", "{text}");
        reading.flaws.into_iter().find_map(|flaw| flaw.mend)
    };
    let mend = offered("検討中", &[Status::Undecided]);
    assert_eq!(mend, Some(Mend::Replace("未定（検討中）".to_owned())));
    let read = number::read("未定（検討中）", &ask(&[Status::Undecided]));
    assert_eq!((told(&read).as_str(), codes(&read).as_str()), ("<undecided> # 検討中", ""));
    // Not where 未定 would be refused, and not for words that say something else.
    assert_eq!(offered("検討中", &[Status::Unknown]), None);
    assert_eq!(offered("検討の上で決める", &[Status::Undecided]), None);
}
