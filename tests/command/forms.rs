//! A form that is no part of the project, from a temporary folder: every call
//! of the command knows it, and nothing of the project was touched for it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/forms/elsewhere")
        .join(name)
}

/// `forms/action-progress/r8/2.json` and its tables, in a folder of its own.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("forms/action-progress/r8");
    std::fs::create_dir_all(&own).unwrap();
    for (from, to) in
        [("form.json", "2.json"), ("sections.csv", "sections.csv"), ("texts.csv", "texts.csv")]
    {
        std::fs::copy(fixture(from), own.join(to)).unwrap();
    }
    folder
}

fn kohyo(folder: &Path, words: &[&str]) -> Output {
    let mut call = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    call.current_dir(folder).args(words).output().expect("the command runs")
}

/// What it prints, and that it came to a good end.
fn printed(folder: &Path, words: &[&str]) -> String {
    let output = kohyo(folder, words);
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const CELLS: &str = r#"{
    "action.number": "1-02", "action.name": "使用料の見直し", "action.owner": "情報課",
    "action.partners": ["総務課", "財政課"], "action.content": "料金の案を作る。", "action.next": "条例を改める。",
    "money.planned.amount.2025": "1,000", "money.planned.amount.2026": "1,200", "money.actual.amount.2026": "１,０００" }"#;

#[test]
fn a_form_of_a_temporary_folder_is_known_to_every_call() {
    let folder = folder();
    let here = folder.path();
    let form = "forms/action-progress/r8/2.json";
    assert_eq!(printed(here, &["lint", form]), "");
    assert!(printed(here, &["--forms", "forms", "forms"]).contains("\"action-progress\""));
    std::fs::write(here.join("cells.json"), CELLS).unwrap();
    let fill = [
        "--forms",
        "forms",
        "fill",
        "action-progress",
        "cells.json",
        "-o",
        "out.json",
        "--stage",
        "end",
    ];
    printed(here, &fill);
    let sheet: Value =
        serde_json::from_str(&std::fs::read_to_string(here.join("out.json")).unwrap()).unwrap();
    let value = |id: &str| sheet["cells"][id]["value"].clone();
    assert_eq!(value("money.planned.running.2026"), "2200");
    assert_eq!(value("result.rate"), "83.3");
    assert_eq!(value("result.grade"), "b");
    assert_eq!(value("action.owner"), "020100");
    assert_eq!(value("action.partners"), json!(["010100", "010200"]));
    let checked = kohyo(here, &["--forms", "forms", "check", "out.json"]);
    let line: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(line["key"], "1-02");
    let codes: Vec<&str> =
        line["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["choice.unknown", "number.style"], "{line}");
    // The schema of its files, and a page that carries it with its tables in it.
    assert!(
        printed(here, &["--forms", "forms", "schema", "action-progress"]).contains("result.grade")
    );
    let page = "<!doctype html><script type=\"application/json\" id=\"kohyo-baked\">{}</script>";
    std::fs::write(here.join("page.html"), page).unwrap();
    printed(here, &["--forms", "forms", "bake", "page.html", "-o", "one.html", "action-progress"]);
    printed(here, &["bake", "page.html", "-o", "two.html", form]);
    let baked = std::fs::read_to_string(here.join("one.html")).unwrap();
    assert!(baked.is_ascii());
    let element = baked.split_once("\"kohyo-baked\">").unwrap().1.trim_end_matches("</script>");
    let carried: Value = serde_json::from_str(element).unwrap();
    let text = carried["forms"][0]["text"].as_str().unwrap();
    assert!(text.contains("情報推進課") && !text.contains("sections.csv"), "{text}");
    assert_eq!(baked, std::fs::read_to_string(here.join("two.html")).unwrap());
    printed(here, &["bake", "one.html", "-o", "three.html"]);
    assert_eq!(baked, std::fs::read_to_string(here.join("three.html")).unwrap());
    // An edition that the file is not of; and a fault of the whole has no path.
    let other = kohyo(here, &["schema", form, "--edition", "r7"]);
    assert!(
        said(&other).contains("この定義の版は「r8」で、「r7」ではありません"),
        "{}",
        said(&other)
    );
    std::fs::write(here.join("none.json"), "{}").unwrap();
    let none = kohyo(here, &["lint", "none.json"]);
    assert!(said(&none).contains("none.json:1:1: 「"), "{}", said(&none));
    // A list as Excel writes it in Japan.
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("部署\n情報推進課\n");
    std::fs::write(here.join("list.csv"), bytes).unwrap();
    printed(here, &["bake", "page.html", "-o", "four.html", "--master", "list.csv"]);
    let baked = std::fs::read_to_string(here.join("four.html")).unwrap();
    let element = baked.split_once("\"kohyo-baked\">").unwrap().1.trim_end_matches("</script>");
    let carried: Value = serde_json::from_str(element).unwrap();
    assert!(carried.to_string().contains("部署\\n情報推進課"), "{carried}");
}

#[test]
fn lint_points_at_the_line_of_the_definition_or_of_the_table() {
    let folder = folder();
    let own = folder.path().join("forms/action-progress/r8");
    let text = std::fs::read_to_string(own.join("2.json")).unwrap();
    let wrong = text
        .replace("× 100, 1)", "× hundred, 1)")
        .replace("\"expect\": \"not same", "\"expect\": \"same");
    std::fs::write(own.join("2.json"), &wrong).unwrap();
    // As Excel writes it in Japan, and with a slip in the third row.
    let sections = std::fs::read_to_string(own.join("sections.csv")).unwrap();
    let sections = sections.replace("010200,財政課", "010100,財政課");
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&sections);
    std::fs::write(own.join("sections.csv"), bytes).unwrap();
    let output = kohyo(&own, &["lint", "2.json"]);
    assert_eq!(output.status.code(), Some(1));
    let line = wrong.lines().position(|line| line.contains("hundred")).unwrap();
    let column = wrong.lines().nth(line).unwrap().split("hundred").next().unwrap().chars().count();
    assert_eq!(
        said(&output).lines().collect::<Vec<_>>(),
        [
            "sections.csv:3:1: choices.section[1].code: 「010100」が二度書かれていますので、どちらかを消すか名前を変えてください。".to_owned(),
            format!(
                "2.json:{}:{}: pages[0].sections[1].items[1].row[0].compute: 「hundred」という欄はありませんので、idを確かめてください。",
                line + 1,
                column + 1
            ),
        ]
    );
    std::fs::remove_file(own.join("texts.csv")).unwrap();
    let said_of = said(&kohyo(&own, &["lint", "2.json"]));
    assert!(said_of.contains("「texts.csv」というCSVが見つかりません"), "{said_of}");
}

#[test]
fn what_else_lies_in_a_folder_of_forms_is_passed_over() {
    let folder = folder();
    let here = folder.path();
    std::fs::write(here.join("forms/cells.json"), CELLS).unwrap();
    std::fs::write(here.join("forms/list.json"), "[{\"部署\": \"情報課\"}]").unwrap();
    std::fs::write(here.join("forms/tables.json"), "{ \"format\": \"kohyo/tables\" // 表\n}")
        .unwrap();
    let fill =
        ["--forms", "forms", "fill", "action-progress", "forms/cells.json", "-o", "forms/out.json"];
    printed(here, &fill);
    let line = printed_whatever(here, &["--forms", "forms", "check", "forms/out.json"]);
    assert!(line.contains("\"form\":\"action-progress\""), "{line}");
    // What is meant to be one, and is not, is told.
    for wrong in ["{ \"format\": \"kohyo/from\" }", "{ \"pages\": [] }", "{ \"format\": 1 }", "{"] {
        std::fs::write(here.join("forms/wrong.json"), wrong).unwrap();
        let output = kohyo(here, &["--forms", "forms", "forms"]);
        assert!(said(&output).contains("forms/wrong.json:1:"), "{wrong}: {}", said(&output));
    }
    // Notepad may save a definition in letters that are not UTF-8.
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("{ \"title\": \"様式\" }");
    std::fs::write(here.join("forms/wrong.json"), bytes).unwrap();
    let output = kohyo(here, &["lint", "forms/wrong.json"]);
    assert_eq!(
        said(&output),
        "forms/wrong.json: UTF-8のファイルではありませんので、UTF-8で保存し直してください。\n"
    );
}

/// What it prints, however it ended.
fn printed_whatever(folder: &Path, words: &[&str]) -> String {
    String::from_utf8(kohyo(folder, words).stdout).unwrap()
}

#[test]
fn a_definition_is_never_written_over() {
    let folder = folder();
    let here = folder.path();
    let form = "forms/action-progress/r8/2.json";
    std::fs::write(here.join("cells.json"), CELLS).unwrap();
    let page = "<!doctype html><script type=\"application/json\" id=\"kohyo-baked\">{}</script>";
    std::fs::write(here.join("page.html"), page).unwrap();
    let before = std::fs::read(here.join(form)).unwrap();
    for words in [["fill", form, "cells.json", "-o", form], ["bake", "page.html", form, "-o", form]]
    {
        let output = kohyo(here, &words);
        assert!(said(&output).contains("書き出し先にはできません"), "{}", said(&output));
        assert_eq!(std::fs::read(here.join(form)).unwrap(), before, "{words:?}");
    }
}

#[test]
fn next_years_drafts_are_made_of_a_form_that_is_known_by_its_path_alone() {
    let folder = folder();
    let here = folder.path();
    let text = r#"{ "format": "kohyo/form", "version": 1, "id": "own", "edition": "r8", "revision": 1, "title": "独自の票",
        "key": ["a"], "carry": { "copied": ["a"] },
        "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画",
        "items": [ { "cell": "a", "label": "甲" }, { "cell": "b", "label": "乙" } ] } ] } ] }"#;
    std::fs::write(here.join("own.json"), text).unwrap();
    std::fs::write(here.join("cells.json"), r#"{ "a": "1", "b": "2" }"#).unwrap();
    printed(here, &["fill", "own.json", "cells.json", "-o", "sheet.json"]);
    printed(here, &["prefill", "own.json", "sheet.json", "-o", "next"]);
    let made: Vec<PathBuf> =
        std::fs::read_dir(here.join("next")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let draft: Value = serde_json::from_str(&std::fs::read_to_string(&made[0]).unwrap()).unwrap();
    assert_eq!((made.len(), &draft["cells"]), (1, &json!({ "a": "1" })));
}

#[test]
fn a_list_that_fills_no_box_is_carried_and_said() {
    let folder = folder();
    let here = folder.path();
    let page = "<!doctype html><script type=\"application/json\" id=\"kohyo-baked\">{}</script>";
    std::fs::write(here.join("page.html"), page).unwrap();
    let form = "forms/action-progress/r8/2.json";
    for (heading, is_told) in [("action.owner", false), ("action.ower", true)] {
        std::fs::write(here.join("list.csv"), format!("{heading}\n情報課\n")).unwrap();
        let output =
            kohyo(here, &["bake", "page.html", "-o", "b.html", form, "--master", "list.csv"]);
        assert!(output.status.success());
        let told =
            said(&output).contains("見出し「action.ower」にあたる欄がどの様式にもありません");
        assert_eq!(told, is_told, "{}", said(&output));
    }
}

#[test]
fn workbooks_in_use_become_drafts() {
    let folder = folder();
    let here = folder.path();
    std::fs::create_dir(here.join("books")).unwrap();
    let book = |name: &str, page: &str, cells: &[(&str, Value)]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(page).unwrap();
        for (address, value) in cells {
            let (letter, row) = address.split_at(1);
            let column = u16::from(letter.as_bytes()[0] - b'A');
            let row: u32 = row.parse::<u32>().unwrap() - 1;
            match value {
                Value::String(text) => sheet.write_string(row, column, text).unwrap(),
                number => sheet.write_number(row, column, number.as_f64().unwrap()).unwrap(),
            };
        }
        book.save(here.join("books").join(name)).unwrap();
    };
    book(
        "1.xlsx",
        "シート",
        &[
            ("B3", json!("1-02")),
            ("C3", json!("使用料の見直し")),
            ("H3", json!("総務課")),
            ("H4", json!("財政課、情報推進課")),
            ("B6", json!("料金の案を作る。")),
            ("D10", json!(1000)),
            ("F10", json!(1200.0)),
            ("H10", json!("△1500")),
            ("H14", json!("約千円")),
        ],
    );
    book("2.xlsx", "別のシート", &[("B3", json!("1-03"))]);
    std::fs::write(here.join("books/3.xlsx"), "これはExcelではない").unwrap();
    let made =
        kohyo(here, &["--forms", "forms", "prefill", "action-progress", "books", "-o", "drafts"]);
    assert!(made.status.success(), "{}", said(&made));
    let said_of = said(&made);
    for part in [
        "books/1.xlsx: 「効果額 実績 実績額 R8」",
        "「シート」というシートがありません",
        "books/2.xlsx",
        "「books/3.xlsx」をExcelのファイル",
    ] {
        assert!(said_of.contains(part), "{part}\n{said_of}");
    }
    let drafts: Vec<PathBuf> = std::fs::read_dir(here.join("drafts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    let draft: Value = serde_json::from_str(&std::fs::read_to_string(&drafts[0]).unwrap()).unwrap();
    assert_eq!(
        draft["cells"],
        json!({
            "action.number": "1-02", "action.name": "使用料の見直し", "action.owner": "総務課",
            "action.partners": ["財政課", "情報推進課"], "action.content": "料金の案を作る。",
            "money.planned.amount.2024": "1000", "money.planned.amount.2025": "1200",
            "money.planned.amount.2026": "△1500", "money.actual.amount.2026": "約千円",
        })
    );
    // A form without addresses reads no workbook.
    let none = kohyo(here, &["prefill", "kashiwa-action-plan", "books", "-o", "none"]);
    assert!(!none.status.success());
    assert!(said(&none).contains("番地（address）がありません"), "{}", said(&none));
}

#[test]
fn cells_that_are_no_texts_are_refused_with_the_cell_named() {
    let folder = folder();
    let here = folder.path();
    for (text, part) in [
        (r#"{ "action.number": 12 }"#, "「cells.json」の「action.number」が文字になっていません"),
        (r#"{ "action.partners": [1] }"#, "「action.partners」が文字になっていません"),
        ("[]", "「cells.json」は { \"欄のid\": \"入力したとおりの文字\" } の形になっていません"),
    ] {
        std::fs::write(here.join("cells.json"), text).unwrap();
        let output = kohyo(here, &["--forms", "forms", "fill", "action-progress", "cells.json"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(part), "{part}\n{}", said(&output));
        assert_eq!(said(&output).lines().count(), 1);
    }
}

#[test]
fn lint_says_what_a_revision_forgets_of_the_one_before() {
    let folder = folder();
    let own = folder.path().join("forms/action-progress/r8");
    let text = std::fs::read_to_string(own.join("2.json")).unwrap();
    let migrations = text.find("\"migrations\"").unwrap();
    let carry = text.find("\"carry\"").unwrap();
    let first = format!("{}{}", &text[..migrations], &text[carry..])
        .replace("\"revision\": 2", "\"revision\": 1")
        .replace("action.owner", "action.section")
        .replace(
            "{ \"csv\": \"texts.csv\" }",
            "{ \"csv\": \"texts.csv\" }, { \"cell\": \"action.fax\", \"label\": \"ファックス番号\" }, { \"cell\": \"action.chief\", \"label\": \"課長\" }",
        );
    std::fs::write(own.join("1.json"), first).unwrap();
    let output = kohyo(&own, &["lint", "2.json"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(
        said(&output),
        "2.json: 改訂1の「課長」（action.chief）の行き先がmigrationsにありませんので、旧様式の項目として残ります。\n"
    );
    // The newest revision is the one that is used.
    let listed = printed(folder.path(), &["--forms", "forms", "forms"]);
    assert!(listed.contains("\"action-progress\",\"edition\":\"r8\",\"revision\":2"), "{listed}");
}
