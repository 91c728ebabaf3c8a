//! The cells of real sheets, where their folder stands beside the project.
//! Without it these tests have nothing to do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use kohyo_core::finding::Severity;
use kohyo_core::number::{self, Decimal, DurationAsk, NumberAsk, Unit, UnitAsk};
use kohyo_core::wareki::{self, Eras};
use serde_json::Value;

fn sheets() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut sheets: Vec<(String, Value)> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    sheets.sort_by(|a, b| a.0.cmp(&b.0));
    sheets
}

/// Calls `see` with every object that has a `raw`, and the names above it.
fn walk(value: &Value, path: &str, see: &mut impl FnMut(&Value, &str, &str)) {
    match value {
        Value::Object(members) => {
            if let Some(raw) = members.get("raw").and_then(Value::as_str) {
                see(value, raw, path);
            }
            for (name, member) in members {
                walk(member, &format!("{path}/{name}"), see);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, path, see)),
        _ => {}
    }
}

/// The unit of a cell, from its heading or its own member.
fn unit(cell: &Value, path: &str) -> UnitAsk {
    match cell.get("unit").and_then(Value::as_str) {
        Some("") => UnitAsk::Plain,
        Some(unit) => UnitAsk::Is(Unit::new(unit)),
        None if path.contains("（時間）") => UnitAsk::Is(Unit::new("時間")),
        None if path.contains("（千円）") || path.contains("効果額") => {
            UnitAsk::Is(Unit::new("千円"))
        }
        None => UnitAsk::Plain,
    }
}

#[test]
fn every_number_reads_as_its_value() {
    let mut read = 0;
    for (file, sheet) in sheets() {
        walk(&sheet, "", &mut |cell, raw, path| {
            if path.starts_with("/conventions") || file == "sodegaura.json" {
                return;
            }
            let reading = number::read(raw, &NumberAsk::new(unit(cell, path), 3));
            let number = |name: &str| {
                cell.get(name).and_then(Value::as_str).map(|v| Decimal::from_str_exact(v).unwrap())
            };
            let wanted = number("value").or_else(|| number("leading_value"));
            if let Some(wanted) = wanted {
                assert_eq!(reading.value, Some(wanted), "{file}{path} {raw}");
                assert!(
                    reading.flaws.iter().all(|flaw| flaw.problem.severity() == Severity::Notice),
                    "{file}{path} {raw}"
                );
                read += 1;
            }
            if let Some(minutes) = cell.get("minutes").and_then(Value::as_str) {
                let minutes: i64 = minutes.parse().unwrap();
                assert_eq!(
                    number::read_duration(raw, &DurationAsk::default()).value,
                    Some(minutes),
                    "{raw}"
                );
            }
            match cell.get("kind").and_then(Value::as_str) {
                Some("dash") => {
                    assert!(reading.status.is_some() && reading.flaws.is_empty(), "{raw}")
                }
                Some("blank") => assert_eq!(reading, kohyo_core::reading::Reading::default()),
                Some("text") => assert_eq!(reading.value, None, "{raw}"),
                _ => {}
            }
        });
    }
    println!("{read} numbers read");
}

#[test]
fn every_date_and_period_reads_as_its_value() {
    let eras = Eras::japan();
    let mut read = 0;
    for (file, sheet) in sheets() {
        walk(&sheet, "", &mut |cell, raw, path| {
            if let Some(iso) = cell.get("iso").and_then(Value::as_str) {
                let reading = wareki::read_date(raw, &eras);
                assert_eq!(
                    reading.value.map(|day| day.to_string()).as_deref(),
                    Some(iso),
                    "{file}{path}"
                );
                assert!(reading.flaws.is_empty());
                read += 1;
            }
            if let Some(from) = cell.get("from_year").and_then(Value::as_i64) {
                let reading = wareki::read_fiscal_years(raw, &eras);
                let years = reading.value.expect(raw);
                assert_eq!(years.from.map(|year| i64::from(year.0)), Some(from), "{file}{path}");
                assert!(reading.flaws.is_empty(), "{raw}");
                read += 1;
            }
        });
    }
    println!("{read} dates and periods read");
}
