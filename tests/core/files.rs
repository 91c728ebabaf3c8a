//! What leaves and comes back: submissions, drafts, bundles, and files that
//! are none of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::Evaluation;
use kohyo_core::form::Form;
use kohyo_core::sheet::{Edit, History, Raw, Sheet};
use kohyo_core::submission::{Document, OpenFault};
use kohyo_core::{wire, words};
use serde_json::{Value, json};

const FORM: &str = include_str!("../fixtures/forms/every-kind.json");

const AT: &str = "2026-11-20T12:00:00+09:00";

fn form() -> Form {
    wire::definition::compile(FORM).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn sheet(form: &Form) -> Sheet {
    let text = |id: &str, text: &str| (id.to_owned(), Raw::text(text));
    Sheet::with(
        form,
        [
            text("number", "０１２"),
            text("name", "<img src=x onerror=alert(1)>"),
            text("section", "企画部　情報課"),
            text("day", "R2.4.1"),
            text("year", "H32"),
            ("kinds".to_owned(), Raw::Several(vec!["歳出削減".to_owned(), "謎".to_owned()])),
            text("mark", "○"),
            text("time", "181時間10分"),
            text("a", "△ 3,518"),
            text("b", "未定（導入経費）"),
            text("gone", "むかしの欄"),
        ],
    )
}

fn written(form: &Form, sheet: &Sheet) -> String {
    let evaluation = Evaluation::new(form, sheet);
    let document = Document::new("6f9619ff-8b86-d011-b42d-00c04fc964ff".to_owned());
    wire::submission::write(form, sheet, &evaluation, &document, None, AT, "kohyo 0.1.0")
        .expect("a submission")
}

#[test]
fn a_submission_says_each_kind_as_the_contract_does() {
    let form = form();
    let file: Value = serde_json::from_str(&written(&form, &sheet(&form))).expect("JSON");
    let cells = &file["cells"];
    assert_eq!(cells["a"], json!({ "raw": "△ 3,518", "value": "-3518", "unit": "千円" }));
    assert_eq!(
        cells["b"],
        json!({ "raw": "未定（導入経費）", "status": "undecided", "note": "導入経費" })
    );
    assert_eq!(cells["sum"], json!({ "value": "-3518", "unit": "千円", "computed": true }));
    assert_eq!(cells["day"], json!({ "raw": "R2.4.1", "value": "2020-04-01" }));
    assert_eq!(cells["year"], json!({ "raw": "H32", "value": 2020 }));
    assert_eq!(cells["kinds"], json!({ "raw": ["歳出削減", "謎"], "value": ["out"] }));
    assert_eq!(cells["mark"], json!({ "raw": "○", "value": true }));
    assert_eq!(cells["time"]["value"], json!(10_870));
    assert_eq!(cells["name"], json!({ "raw": "<img src=x onerror=alert(1)>" }));
    assert_eq!(cells["gone"], json!({ "raw": "むかしの欄" }));
    assert_eq!(file["document"]["key"], "012");
    assert_eq!(file["status"], "pending");
    let names: Vec<&String> = file.as_object().expect("an object").keys().collect();
    assert_eq!(
        names,
        [
            "format", "version", "form", "document", "status", "cells", "findings", "comments",
            "saved", "digest"
        ]
    );
}

#[test]
fn the_same_sheet_and_time_give_the_same_bytes_and_come_back_the_same() {
    let form = form();
    let sheet = sheet(&form);
    let text = written(&form, &sheet);
    assert_eq!(text, written(&form, &sheet));
    let opened = wire::open::open(&text, &[&form]).expect("opens");
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].sheet, sheet);
    assert!(opened[0].submitted);
    assert_eq!(opened[0].document.saved_at.as_deref(), Some(AT));
}

#[test]
fn what_this_version_does_not_know_is_kept_on_the_way_through() {
    let form = form();
    let sheet = sheet(&form);
    let mut file: Value = serde_json::from_str(&written(&form, &sheet)).expect("JSON");
    file["office"] = json!({ "received": 3 });
    file["document"]["batch"] = json!("第2回");
    file["cells"]["a"]["seen"] = json!(true);
    let text = signed(file);
    let opened = wire::open::open(&text, &[&form]).expect("opens").remove(0);
    let evaluation = Evaluation::new(&form, &opened.sheet);
    let again = wire::submission::write(
        &form,
        &opened.sheet,
        &evaluation,
        &opened.document,
        None,
        AT,
        "kohyo 0.1.0",
    )
    .expect("a submission");
    let again: Value = serde_json::from_str(&again).expect("JSON");
    assert_eq!(again["office"], json!({ "received": 3 }));
    assert_eq!(again["document"]["batch"], "第2回");
    assert_eq!(again["cells"]["a"]["seen"], true);
}

/// The file with its digest made right.
fn signed(mut file: Value) -> String {
    file.as_object_mut().expect("an object").remove("digest");
    // Over a number that is not carried there is none.
    let digest = wire::digest::of(&file);
    file["digest"] = json!(digest);
    file.to_string()
}

#[test]
fn files_that_cannot_be_opened_are_refused_with_a_sentence() {
    let form = form();
    let good: Value = serde_json::from_str(&written(&form, &sheet(&form))).expect("JSON");
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = good.clone();
        change(&mut file);
        file
    };
    let table: Vec<(&str, String, OpenFault)> = vec![
        ("empty", "  \n".into(), OpenFault::Empty),
        ("no JSON", "PK\u{3}\u{4}".into(), OpenFault::NotJson(1, 1)),
        ("another program's", r#"{"format":"other/thing","version":1}"#.into(), OpenFault::Foreign),
        ("a definition", FORM.into(), OpenFault::Definition),
        (
            "a definition without comments",
            r#"{"version":1,"format":"kohyo/form"}"#.into(),
            OpenFault::Definition,
        ),
        ("a list", "[1, 2]".into(), OpenFault::Foreign),
        ("newer", changed(&|file| file["version"] = json!(2)).to_string(), OpenFault::Newer),
        (
            "altered",
            changed(&|file| file["cells"]["a"]["raw"] = json!("5")).to_string(),
            OpenFault::Damaged,
        ),
        (
            "no digest",
            changed(&|file| {
                file.as_object_mut().map(|m| m.remove("digest"));
            })
            .to_string(),
            OpenFault::Damaged,
        ),
        (
            "a value that does not follow",
            signed(changed(&|file| file["cells"]["a"]["value"] = json!("5"))),
            OpenFault::Damaged,
        ),
        (
            "another form",
            signed(changed(&|file| file["form"]["id"] = json!("nothing"))),
            OpenFault::UnknownForm("nothing".into(), "r8".into()),
        ),
        (
            "a number too large",
            signed(changed(&|file| file["x"] = json!(9_007_199_254_740_993_u64))),
            OpenFault::Number,
        ),
        (
            "wrong types",
            signed(changed(&|file| file["cells"]["a"]["raw"] = json!(5))),
            OpenFault::Shape("cells".into()),
        ),
    ];
    for (what, text, expected) in table {
        let found = wire::open::open(&text, &[&form]).map(|_| ()).expect_err(what);
        assert_eq!(found, expected, "{what}");
        let sentence = words::open_fault(&expected, "個票.json");
        assert!(sentence.contains("個票.json") && sentence.ends_with("。"), "{sentence}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(wire::open::open(&deep, &[&form]).is_err());
}

#[test]
fn a_draft_carries_raw_texts_and_history() {
    let form = form();
    let mut sheet = sheet(&form);
    let mut history = History::default();
    let cell = form.find("a").expect("a cell");
    let before = sheet.raw(cell).cloned();
    let after = Some(Raw::text("4"));
    sheet.put(cell, after.clone());
    history.typed(Edit { cell, before, after });
    let document = Document::new("d".to_owned());
    let text = wire::draft::write(&form, &sheet, &history, &document, AT, "kohyo 0.1.0");
    let mut opened = wire::open::open(&text, &[&form]).expect("opens").remove(0);
    assert_eq!(opened.sheet, sheet);
    assert!(!opened.submitted);
    opened.history.undo(&mut opened.sheet).expect("a step");
    assert_eq!(opened.sheet.text(cell), "△ 3,518");
}

#[test]
fn a_bundle_holds_several() {
    let form = form();
    let one: Value = serde_json::from_str(&written(&form, &sheet(&form))).expect("JSON");
    let bundle = json!({ "format": "kohyo/bundle", "version": 1, "items": [one.clone(), { "format": "x" }] });
    let opened = |text: &Value| -> Vec<(String, Option<OpenFault>)> {
        let items = wire::open::items("b.json", &text.to_string(), &[&form]);
        items.into_iter().map(|(name, item)| (name, item.err())).collect()
    };
    let foreign = Some(OpenFault::Foreign);
    assert_eq!(opened(&bundle), [("b.json#1".to_owned(), None), ("b.json#2".to_owned(), foreign)]);
    assert_eq!(opened(&one), [("b.json".to_owned(), None)]);
    let bundle = json!({ "format": "kohyo/bundle", "version": 1, "items": [one] });
    assert_eq!(opened(&bundle), [("b.json#1".to_owned(), None)]);
    let bundle = json!({ "format": "kohyo/bundle", "version": 1, "items": [] });
    assert_eq!(opened(&bundle), [("b.json".to_owned(), Some(OpenFault::Empty))]);
    // A saved collection without sheets has none to open, and is one to the office.
    let round = json!({ "format": "kohyo/bundle", "version": 1, "collection": {}, "items": [] });
    assert_eq!(opened(&round), [("b.json".to_owned(), Some(OpenFault::Empty))]);
    assert!(wire::open::Items::of(bundle.to_string()).is_err());
    assert!(wire::open::Items::of(round.to_string()).is_ok());
}

#[test]
fn the_file_is_named_so_that_windows_takes_it() {
    let form = form();
    let sheet = sheet(&form);
    let evaluation = Evaluation::new(&form, &sheet);
    assert_eq!(
        wire::submission::file_name(&form, &sheet, &evaluation, "20261120-1200"),
        "個票_企画部 情報課_012_r8_20261120-1200.json"
    );
    let sheet = Sheet::with(&form, [("name".to_owned(), Raw::text("a/b:c*?\"<>|\\"))]);
    let evaluation = Evaluation::new(&form, &sheet);
    assert_eq!(
        wire::submission::file_name(&form, &sheet, &evaluation, "20261120-1200"),
        "個票_a-b-c-------_r8_20261120-1200.json"
    );
}

#[test]
fn no_cut_or_turned_byte_of_a_file_panics() {
    let form = form();
    let text = written(&form, &sheet(&form));
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = wire::open::open(&text[..end], &[&form]);
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 0x11;
        if let Ok(text) = String::from_utf8(bytes) {
            let _ = wire::open::open(&text, &[&form]);
        }
    }
}
