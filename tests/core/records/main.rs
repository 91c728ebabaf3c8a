//! Every record of the cases beside the project goes cell by cell the way of
//! `kohyo fill`, is checked, written, opened again and compared. Without that
//! folder these tests have nothing to do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]

mod record;
mod together;

use kohyo_core::check::{Evaluation, Finding, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::sheet::Sheet;
use kohyo_core::submission::Document;
use kohyo_core::wire;
use record::Record;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

const AT: &str = "2026-11-20T12:00:00+09:00";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn form(family: &str) -> Form {
    let text = std::fs::read_to_string(root().join(format!("forms/{family}/1.json")))
        .unwrap_or_else(|error| panic!("{family}: {error}"));
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{family}: {faults:?}"))
}

/// The records of each family, none where the folder is not there.
fn families() -> Vec<(&'static str, Vec<Record>)> {
    let folder = root().join("../shared/cases");
    record::FAMILIES
        .iter()
        .filter_map(|(family, file, count, read)| {
            let text = std::fs::read_to_string(folder.join(file)).ok()?;
            let records = read(&serde_json::from_str(&text).expect(file));
            assert_eq!(records.len(), *count, "{file}");
            Some((*family, records))
        })
        .collect()
}

/// The sheet as `kohyo fill` makes it.
fn filled(form: &Form, record: &Record) -> Sheet {
    let cells: Map<String, Value> =
        record.cells.iter().map(|given| (given.id.clone(), given.raw.clone())).collect();
    let cells = wire::open::given_cells(&Value::Object(cells).to_string()).expect("cells");
    Sheet::with(form, cells)
}

#[test]
fn nothing_of_a_record_is_lost_or_changed() {
    for (family, records) in families() {
        let form = form(family);
        for record in &records {
            let name = format!("{family} {}", record.name);
            let sheet = filled(&form, record);
            assert!(sheet.unknown.is_empty(), "{name}: {:?}", sheet.unknown.keys());
            let evaluation = Evaluation::new(&form, &sheet);
            let document = Document::new(record.name.clone());
            let write = |sheet: &Sheet, document: &Document| {
                let evaluation = Evaluation::new(&form, sheet);
                wire::submission::write(&form, sheet, &evaluation, document, None, AT, "test")
                    .unwrap_or_else(|_| panic!("{name} cannot be written"))
            };
            let written = write(&sheet, &document);
            let opened = wire::open::open(&written, &[&form])
                .unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            let [opened] = opened.as_slice() else { panic!("{name}") };
            assert_eq!(opened.sheet, sheet, "{name}");
            let again = Evaluation::new(&form, &opened.sheet);
            assert_eq!(again, evaluation, "{name}");
            assert_eq!(write(&opened.sheet, &opened.document), written, "{name}");
        }
    }
}

#[test]
fn every_given_value_reads_as_that_value() {
    let mut read = 0;
    for (family, records) in families() {
        let form = form(family);
        for record in &records {
            let sheet = filled(&form, record);
            let evaluation = Evaluation::new(&form, &sheet);
            let document = Document::new(record.name.clone());
            let written =
                wire::submission::write(&form, &sheet, &evaluation, &document, None, AT, "test")
                    .expect("written");
            let written: Value = serde_json::from_str(&written).expect("JSON");
            for given in &record.cells {
                let Some(wanted) = &given.value else { continue };
                let cell = &written["cells"][&given.id];
                // The paper prints 0 where all parts of a total are blank.
                let blank_total = cell["computed"] == true || cell["value"].is_null();
                if *wanted == json!("0")
                    && blank_total
                    && form.cell(form.find(&given.id).expect("a cell")).is_computed()
                {
                    continue;
                }
                assert_eq!(&cell["value"], wanted, "{family} {} {}", record.name, given.id);
                read += 1;
            }
        }
    }
    println!("{read} values read");
}

/// `warning owner.in-related summary.related summary.owner`
fn line(form: &Form, finding: &Finding) -> String {
    let mut line = format!("{} {}", finding.severity, finding.code);
    for place in &finding.cells {
        line.push(' ');
        line.push_str(place.id(form));
    }
    line
}

/// Each record shows what `tests/fixtures/expected-findings.json` says, which
/// gives the reason where it is not obvious. `KOHYO_BLESS=1` writes what is
/// shown into the file and keeps the reasons; read the difference well.
#[test]
fn every_record_shows_the_expected_findings() {
    let path = root().join("tests/fixtures/expected-findings.json");
    let mut expected: Value =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("the expectations"))
            .expect("JSON");
    let mut wrong = Vec::new();
    for (family, records) in families() {
        let form = form(family);
        for record in &records {
            let sheet = filled(&form, record);
            let findings =
                Evaluation::new(&form, &sheet).findings(&form, &sheet, Purpose::Submission(None));
            let shown: Vec<String> = findings.iter().map(|finding| line(&form, finding)).collect();
            let entry = &mut expected["records"][family][&record.name];
            if entry["findings"] != json!(shown) {
                wrong.push(format!("{family} {}: {shown:#?}", record.name));
                entry["findings"] = json!(shown);
            }
            // An error on a sheet that was really handed in is argued for.
            let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
            assert!(
                !errors || entry["why"].is_string() || std::env::var_os("KOHYO_BLESS").is_some(),
                "{family} {}: an error without a reason",
                record.name
            );
        }
    }
    if std::env::var_os("KOHYO_BLESS").is_some() {
        let mut text = serde_json::to_string_pretty(&expected).expect("JSON");
        text.push('\n');
        std::fs::write(&path, text).expect("written");
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// At most one sheet in five has a warning that its clerk would call wrong;
/// the file marks those by `"wrong": true`.
#[test]
fn warnings_are_seldom_wrong() {
    let text = std::fs::read_to_string(root().join("tests/fixtures/expected-findings.json"))
        .expect("the expectations");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let families = expected["records"].as_object().expect("records");
    let records: Vec<&Value> = families
        .values()
        .flat_map(|family| family.as_object().expect("records").values())
        .collect();
    assert_eq!(records.len(), record::FAMILIES.iter().map(|(_, _, count, _)| count).sum::<usize>());
    let wrong = records.iter().filter(|record| record["wrong"] == true).count();
    assert!(wrong * 5 <= records.len(), "{wrong} of {}", records.len());
    for record in records {
        assert!(record["wrong"].is_null() || record["why"].is_string(), "{record}");
    }
}
