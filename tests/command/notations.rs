//! The tables of `tests/fixtures/tables`, typed into a sheet: each row is a
//! cell of a form made for it, filled by `kohyo fill` and judged by
//! `kohyo check`. What the readers' own test says of a text, the command says.
//!
//! Rows of the forms `months` and `years` are not asked for by any kind of cell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Row {
    id: String,
    text: String,
    form: String,
    reading: String,
    codes: Vec<String>,
}

fn rows(table: &str) -> Vec<Row> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/tables").join(table);
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let mut rows = Vec::new();
    for (nth, record) in reader.records().enumerate() {
        let record = record.expect("a row");
        let column = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let form = column(1);
        let id = match form.as_str() {
            "months" | "years" => continue,
            end @ ("from" | "to") => format!("row.{nth}.{end}"),
            _ => format!("row.{nth}"),
        };
        rows.push(Row {
            id,
            text: column(0).replace("\\n", "\n").replace("\\t", "\t"),
            form,
            reading: column(2),
            codes: column(3).split_whitespace().map(str::to_owned).collect(),
        });
    }
    rows
}

/// The fields of a row: its cell, and the other end or the unit's cell where
/// it has one.
fn fields(row: &Row) -> Vec<Value> {
    let field = |id: &str, more: Value| {
        let mut field = json!({ "cell": id, "label": id });
        field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        field
    };
    match row.form.as_str() {
        "date" | "month" => vec![field(&row.id, json!({ "kind": row.form }))],
        "duration" => vec![field(&row.id, json!({ "kind": "duration" }))],
        "year" => vec![field(&row.id, json!({ "kind": "fiscal-year" }))],
        "from" => {
            let other = row.id.replace(".from", ".to");
            vec![
                field(&row.id, json!({ "kind": "fiscal-year", "from-of": other })),
                field(&other, json!({ "kind": "fiscal-year", "to-of": row.id })),
            ]
        }
        "to" => {
            let other = row.id.replace(".to", ".from");
            vec![
                field(&other, json!({ "kind": "fiscal-year", "from-of": row.id })),
                field(&row.id, json!({ "kind": "fiscal-year", "to-of": other })),
            ]
        }
        form => {
            let (unit, decimals) = form.split_once('.').unwrap_or((form, "0"));
            let decimals: u32 = decimals.parse().expect("decimals");
            match unit {
                "-" => vec![field(&row.id, json!({ "kind": "amount", "decimals": decimals }))],
                "?" => {
                    let unit = format!("{}.unit", row.id);
                    vec![
                        field(
                            &row.id,
                            json!({ "kind": "amount", "decimals": decimals, "unit-cell": unit }),
                        ),
                        field(&unit, json!({})),
                    ]
                }
                unit => vec![field(
                    &row.id,
                    json!({ "kind": "amount", "decimals": decimals, "unit": unit }),
                )],
            }
        }
    }
}

fn definition(rows: &[Row]) -> Value {
    let items: Vec<Value> = rows.iter().map(|row| json!({ "row": fields(row) })).collect();
    json!({
        "format": "kohyo/form", "version": 1,
        "id": "notations", "edition": "e1", "revision": 1,
        "title": "記入のしかた", "publisher": "試験",
        "key": [rows[0].id], "name": rows[0].id,
        "pages": [{ "id": "all", "title": "記入", "sections": [
            { "id": "all", "title": "記入", "items": items }
        ] }]
    })
}

fn kohyo(arguments: &[&Path]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kohyo")).args(arguments).output().expect("kohyo");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.code(), if text.is_empty() { said } else { text })
}

/// A cell of the file as the tables write a reading.
fn told(cell: Option<&Value>) -> String {
    let Some(cell) = cell else { return String::new() };
    let text = |name: &str| cell.get(name).and_then(Value::as_str);
    let mut told = match (cell.get("value"), text("status")) {
        (Some(Value::String(value)), None) => value.clone(),
        (Some(value), None) => value.to_string(),
        (None, Some(status)) => format!("<{status}>"),
        (None, None) => String::new(),
        both => panic!("a value and a status: {both:?}"),
    };
    if let Some(note) = text("note") {
        told.push_str(&format!(" # {note}"));
    }
    if let Some(basis) = text("basis") {
        told.push_str(&format!(" per {basis}"));
    }
    told.trim().to_owned()
}

fn check(table: &str, least: usize) {
    let rows = rows(table);
    assert!(rows.len() >= least, "{table} has {} rows", rows.len());
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let cells: Map<String, Value> =
        rows.iter().map(|row| (row.id.clone(), json!(row.text))).collect();
    std::fs::write(at("form.json"), definition(&rows).to_string()).expect("written");
    std::fs::write(at("cells.json"), Value::Object(cells).to_string()).expect("written");

    let (form, given, out) = (at("form.json"), at("cells.json"), at("sheet.json"));
    let (code, said) = kohyo(&[Path::new("fill"), &form, &given, Path::new("-o"), &out]);
    assert_eq!(code, Some(0), "{said}");
    let sheet: Value = serde_json::from_slice(&std::fs::read(&out).expect("a file")).expect("JSON");

    std::fs::create_dir(at("forms")).expect("a folder");
    std::fs::copy(&form, at("forms/1.json")).expect("copied");
    let (_, line) = kohyo(&[Path::new("check"), Path::new("--forms"), &at("forms"), &out]);
    let line: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for finding in line["findings"].as_array().expect("findings") {
        let code = finding["code"].as_str().expect("a code");
        for cell in finding["cells"].as_array().expect("cells") {
            codes.entry(cell.as_str().expect("an id")).or_default().push(code);
        }
    }

    let mut wrong = Vec::new();
    for row in &rows {
        let reading = told(sheet["cells"].get(&row.id));
        let mut found = codes.get(row.id.as_str()).cloned().unwrap_or_default();
        let mut wanted: Vec<&str> = row.codes.iter().map(String::as_str).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        if reading != row.reading || found != wanted {
            wrong.push(format!(
                "「{}」 in {}: {reading} {found:?}, expected {} {wanted:?}",
                row.text, row.form, row.reading
            ));
        }
        let blank = row.text.trim().is_empty();
        let raw = sheet["cells"].get(&row.id).and_then(|cell| cell["raw"].as_str());
        if !blank && raw != Some(row.text.as_str()) {
            wrong.push(format!("「{}」 in {}: kept as {raw:?}", row.text, row.form));
        }
    }
    assert!(wrong.is_empty(), "{} of {table} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers_filled_and_checked() {
    check("numbers.csv", 450);
}

#[test]
fn wareki_texts_filled_and_checked() {
    check("wareki.csv", 250);
}
