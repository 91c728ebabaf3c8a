//! Definitions: what compiles, and every fault named where it stands.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::{FaultKind, Form, Item, TableCell};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::wire::definition;
use kohyo_core::words;
use std::fmt::Write as _;

/// A definition with these items in its one section and these rules.
fn definition_with(items: &str, rules: &str) -> String {
    format!(
        r#"{{
        "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試しの票",
        "axes": {{ "years": {{ "years": [2018, 2020] }}, "many": {{ "years": [1900, 2000] }} }},
        "choices": {{ "kinds": [ {{ "code": "a", "label": "甲" }}, {{ "code": "b", "label": "乙" }} ],
                      "details": [ {{ "code": "x", "label": "子", "also": ["1"], "under": ["a"] }},
                                   {{ "code": "y", "label": "—", "under": ["a", "d"] }} ] }},
        "stages": [ {{ "id": "first", "label": "初め" }}, {{ "id": "second", "label": "次" }} ],
        "rates": {{ "staff": {{ "2019": "8312", "2020": "8168" }} }},
        "pages": [ {{ "id": "one", "title": "一枚目", "sections": [
            {{ "id": "s", "title": "区画", "items": [ {items} ] }} ] }} ],
        "rules": [ {rules} ]
    }}"#
    )
}

fn faults(items: &str, rules: &str) -> Vec<(String, FaultKind)> {
    match definition::compile(&definition_with(items, rules)) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| (fault.origin.path, fault.kind)).collect(),
    }
}

fn compiled(items: &str, rules: &str) -> Form {
    definition::compile(&definition_with(items, rules))
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

const TABLE: &str = r#"{ "table": "money.{row}.{column}", "label": "金額", "kind": "amount", "unit": "千円",
    "columns": [ { "id": "base", "label": "基準", "per-group": true }, { "axis": "years" },
                 { "id": "final", "label": "最終値", "compute": "sum(money.{row}.{years})" } ],
    "groups": [ { "id": "in", "label": "歳入", "rows": [ { "id": "plan", "label": "計画" }, { "id": "done", "label": "実績" } ] },
                { "id": "out", "label": "歳出", "rows": [ { "id": "plan", "label": "計画" }, { "id": "done", "label": "実績" } ] } ] }"#;

#[test]
fn a_table_unfolds_into_cells_with_printed_names() {
    let form = compiled(TABLE, "");
    let ids: Vec<&str> = form.cells().map(|(_, cell)| cell.id.as_str()).collect();
    assert_eq!(
        &ids[..6],
        [
            "money.in.plan.base",
            "money.in.plan.2018",
            "money.in.plan.2019",
            "money.in.plan.2020",
            "money.in.plan.final",
            "money.in.done.2018",
        ]
    );
    assert_eq!(form.len(), 2 * (5 + 4));
    let label = |id: &str| form.cell(form.find(id).expect(id)).label.clone();
    assert_eq!(label("money.out.done.2019"), "金額 歳出 実績 令和元年度");
    assert_eq!(label("money.in.plan.base"), "金額 歳入 基準");
}

#[test]
fn a_merged_cell_covers_its_group() {
    let form = compiled(TABLE, "");
    let Item::Table(table) = &form.pages[0].sections[0].items[0] else { panic!("a table") };
    assert!(matches!(table.rows[0].cells[0], TableCell::Cell(_, 2)));
    assert_eq!(table.rows[1].cells[0], TableCell::Covered);
    assert_eq!(table.unit.as_deref(), Some("千円"));
    assert_eq!(table.rows[0].headings.len(), 2);
    assert_eq!(table.rows[1].headings.len(), 1);
}

/// What a sheet of these cells shows for one of them.
fn shown(form: &Form, cells: &[(&str, &str)], id: &str) -> String {
    let cells = cells.iter().map(|(id, text)| ((*id).to_owned(), Raw::text(text)));
    let sheet = Sheet::with(form, cells);
    assert!(sheet.unknown.is_empty(), "{:?}", sheet.unknown);
    let evaluation = Evaluation::new(form, &sheet);
    words::shown(form, &sheet, &evaluation, form.find(id).expect(id))
}

#[test]
fn a_running_total_takes_the_years_up_to_its_own() {
    let items = r#"{ "table": "m.{row}.{column}", "label": "額", "kind": "amount", "unit": "円",
        "columns": [ { "axis": "years" } ],
        "rows": [ { "id": "year", "label": "年" },
                  { "id": "all", "label": "累計", "compute": "sum(m.year.{years..column})" } ] }"#;
    let form = compiled(items, "");
    let cells = [("m.year.2018", "1"), ("m.year.2019", "20"), ("m.year.2020", "300")];
    for (year, expected) in [("2018", "1"), ("2019", "21"), ("2020", "321")] {
        assert_eq!(shown(&form, &cells, &format!("m.all.{year}")), expected);
    }
    // Blank as long as nothing stands there.
    assert_eq!(shown(&form, &cells[1..], "m.all.2018"), "");
}

#[test]
fn a_grade_is_computed_from_bands() {
    let items = r#"{ "cell": "a", "label": "率", "kind": "ratio", "unit": "％" },
        { "cell": "k", "label": "段階", "kind": "choice", "choices": "kinds",
          "compute": "if(a >= 80, \"a\", \"b\")" }"#;
    let form = compiled(items, "");
    for (given, expected) in [("80", "甲"), ("79", "乙"), ("", ""), ("未定", "")] {
        assert_eq!(shown(&form, &[("a", given)], "k"), expected, "{given}");
    }
    // Given all the same, it is compared with what is computed.
    for (given, codes) in [("甲", vec![]), ("乙", vec!["total.differs"])] {
        let cells = [("a", "80"), ("k", given)].map(|(id, text)| (id.to_owned(), Raw::text(text)));
        let sheet = Sheet::with(&form, cells);
        let evaluation = Evaluation::new(&form, &sheet);
        let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
        let found: Vec<&str> = findings.iter().map(|finding| finding.code.as_ref()).collect();
        assert_eq!(found, codes, "{given}");
        for finding in &findings {
            assert_eq!(
                words::finding(&form, &sheet, &evaluation, finding),
                "「段階」に書かれていた「乙」は、ほかの欄から求めた「甲」と合いませんので、もとの欄を確かめてください。"
            );
        }
    }
}

#[test]
fn a_cycle_is_refused_with_its_members() {
    let items = r#"
        { "cell": "a", "label": "甲", "kind": "amount", "unit": "円", "compute": "b + c" },
        { "cell": "b", "label": "乙", "kind": "amount", "unit": "円", "compute": "a - c" },
        { "cell": "c", "label": "丙", "kind": "amount", "unit": "円" }"#;
    let found = faults(items, "");
    let [(path, FaultKind::Cycle(members))] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(members, &["a", "b", "a"]);
    assert_eq!(path, "pages[0].sections[0].items[0].compute");
}

#[test]
fn every_fault_is_named_where_it_stands() {
    let field = |asks: &str| format!(r#"{{ "cell": "a", "label": "甲" {asks} }}"#);
    let rule = |expect: &str| {
        format!(
            r#"{{ "id": "r", "code": "x.y", "severity": "error", "cells": ["a"],
                 "expect": "{expect}", "sentence": "だめです。" }}"#
        )
    };
    let amount = r#"{ "cell": "a", "label": "甲", "kind": "amount", "unit": "千円" },
                    { "cell": "n", "label": "人", "kind": "amount", "unit": "人" },
                    { "cell": "k", "label": "類", "kind": "choice", "choices": "kinds" }"#;
    let with = |members: &str| rule("a > 1").replace("\"cells\"", &format!("{members}, \"cells\""));
    let turning = |cell: &str| with(&format!(r#""turn": ["{cell}"]"#));
    let until = |from: &str, until: &str| match from {
        "" => with(&format!(r#""until": "{until}""#)),
        from => with(&format!(r#""from": "{from}", "until": "{until}""#)),
    };
    let dependent = |asks: &str| {
        format!(
            r#"{amount}, {{ "cell": "d", "label": "細目", "kind": "choice", "choices": "details" {asks} }}"#
        )
    };
    let table: Vec<(String, String, FaultKind)> =
        vec![
        (
            field(r#", "compute": "z + 1", "kind": "integer""#),
            String::new(),
            FaultKind::UnknownCell("z".into()),
        ),
        (field(r#", "colour": "red""#), String::new(), FaultKind::UnknownMember("colour".into())),
        (
            field(r#", "kind": "choice", "choices": "nothing""#),
            String::new(),
            FaultKind::UnknownChoices("nothing".into()),
        ),
        (field(r#", "kind": "choice""#), String::new(), FaultKind::Missing("choices")),
        (
            r#"{ "cell": "A b", "label": "甲" }"#.into(),
            String::new(),
            FaultKind::BadId("A b".into()),
        ),
        (
            r#"{ "cell": "a", "label": "" }"#.into(),
            String::new(),
            FaultKind::LabelMissing("a".into()),
        ),
        (format!("{},{}", field(""), field("")), String::new(), FaultKind::Duplicate("a".into())),
        (field(r#", "unit-cell": "u""#), String::new(), FaultKind::UnknownCell("u".into())),
        (
            field(r#", "required": { "from": "end" }"#),
            String::new(),
            FaultKind::UnknownStage("end".into()),
        ),
        (field(r#", "decimals": "2""#), String::new(), FaultKind::Type("a whole number")),
        (amount.into(), rule("a > n"), FaultKind::UnitMismatch("千円".into(), "人".into())),
        (amount.into(), rule("1 = 1"), FaultKind::Constant),
        (amount.into(), rule("a + 1"), FaultKind::KindMismatch("a condition".into())),
        (amount.into(), rule("k = \\\"c\\\""), FaultKind::UnknownChoice("c".into())),
        (
            amount.into(),
            rule("a >"),
            FaultKind::Expression(3, "a cell, a number, a text or (".into()),
        ),
        (amount.into(), rule("a > {y}"), FaultKind::UnknownAxis("y".into())),
        (
            amount.into(),
            rule("a > rate(\\\"staff\\\", 2018)"),
            FaultKind::UnknownRate("staff".into()),
        ),
        (
            amount.into(),
            format!("{},{}", rule("a > 1"), rule("a > 2")),
            FaultKind::Duplicate("r".into()),
        ),
        (amount.into(), rule("number(a + n)"), FaultKind::UnitMismatch("千円".into(), "人".into())),
        (amount.into(), rule("number(a + 1)"), FaultKind::KindMismatch("a cell".into())),
        (amount.into(), rule("plain(k) > 1"), FaultKind::KindMismatch("a number".into())),
        (amount.into(), rule("lists-section(a, a)"), FaultKind::KindMismatch("a text".into())),
        (amount.into(), turning("k"), FaultKind::KindMismatch("a number".into())),
        (amount.into(), turning("z"), FaultKind::UnknownCell("z".into())),
        (amount.into(), turning("a.{week}"), FaultKind::UnknownAxis("week".into())),
        (amount.into(), until("", "third"), FaultKind::UnknownStage("third".into())),
        (amount.into(), until("second", "first"), FaultKind::StageOrder),
        (
            field(r#", "compute": "\"甲\"""#),
            String::new(),
            FaultKind::KindMismatch("a cell of a number, a date or one choice".into()),
        ),
        (
            field(
                r#", "kind": "choice", "choices": "kinds", "compute": "if(1 = 1, \"a\", \"z\")""#,
            ),
            String::new(),
            FaultKind::UnknownChoice("z".into()),
        ),
        (amount.into(), rule("sum(a.{years..y}) > 1"), FaultKind::UnknownAxis("y".into())),
        (dependent(""), String::new(), FaultKind::Missing("under")),
        (
            dependent(r#", "under": "n""#),
            String::new(),
            FaultKind::KindMismatch("a cell of one choice".into()),
        ),
        (dependent(r#", "under": "k""#), String::new(), FaultKind::UnknownChoice("d".into())),
        (
            r#"{ "cell": "a", "label": "甲", "kind": "amount", "unit": "円", "compute": "b + 1" },
               { "cell": "b", "label": "乙", "kind": "amount", "unit": "円", "compute": "a - 1" }"#
                .into(),
            String::new(),
            FaultKind::Cycle(vec!["a".into(), "b".into(), "a".into()]),
        ),
        (
            field(r#", "statuses": ["maybe"]"#),
            String::new(),
            FaultKind::UnknownWord(
                "maybe".into(),
                kohyo_core::reading::Status::ALL.map(|status| status.code()).join(", "),
            ),
        ),
        (
            r#"{ "table": "m.{row}.{column}", "label": "額", "repeat": { "id": "m", "most": 200 },
                 "columns": [ { "axis": "many" } ] }"#
                .into(),
            String::new(),
            FaultKind::TooMany("cells", 20_000),
        ),
        (r#"{ "table": "m.{row}", "label": "額" "#.into(), String::new(), FaultKind::Syntax(
            "Unexpected token in object".into(),
        )),
    ];
    let mut sentences = String::new();
    for (items, rules, expected) in table {
        let text = definition_with(&items, &rules);
        let found = definition::compile(&text).map(|_| ()).expect_err(&items);
        assert!(
            found.iter().any(|fault| fault.kind == expected),
            "{items} {rules}\nexpected {expected:?}\nfound {found:?}"
        );
        // The first of each kind that was asked for, as `kohyo lint` says it.
        for fault in found.iter().filter(|fault| fault.kind == expected).take(1) {
            assert!(text.is_char_boundary(fault.origin.offset), "{fault:?}");
            let syntax = matches!(fault.kind, FaultKind::Syntax(_));
            assert!(syntax || !fault.origin.path.is_empty(), "{fault:?}");
            let _ = writeln!(sentences, "{}\n  {}", fault.origin.path, words::fault(fault));
        }
    }
    insta::assert_snapshot!("faults", sentences);
}

#[test]
fn all_faults_come_at_once() {
    let items = r#"{ "cell": "a", "label": "甲", "kind": "integer", "compute": "x" },
                   { "cell": "b", "label": "乙", "kind": "integer", "compute": "y" }"#;
    let found = faults(items, "");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_file_that_is_no_definition_is_refused() {
    for (text, expected) in [
        ("", FaultKind::Type("an object { … }")),
        ("[]", FaultKind::Type("an object { … }")),
        ("{", FaultKind::Syntax("Unterminated object".into())),
    ] {
        let faults = definition::compile(text).expect_err(text);
        assert_eq!(faults[0].kind, expected, "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(definition::compile(&deep).is_err());
}

#[test]
fn comments_and_trailing_commas_do_not_change_the_digest() {
    let plain = definition_with(TABLE, "");
    let commented = plain.replacen('{', "{ // 試し\n", 1);
    let digest = |text: &str| definition::compile(text).map(|form| form.digest).expect("compiles");
    assert_eq!(digest(&plain), digest(&commented));
    assert!(digest(&plain).starts_with("sha256:"));
}

#[test]
fn a_file_given_as_a_form_never_panics() {
    let plain = definition_with(TABLE, "");
    for end in (0..plain.len()).filter(|end| plain.is_char_boundary(*end)).step_by(7) {
        let _ = definition::compile(&plain[..end]);
    }
}

/// The cells of the layout, in its order.
fn laid_out(form: &Form) -> Vec<u32> {
    let items =
        form.pages.iter().flat_map(|page| &page.sections).flat_map(|section| &section.items);
    let mut cells = Vec::new();
    for item in items {
        match item {
            Item::Note(_) => {}
            Item::Row(row) => cells.extend(row.iter().map(|cell| cell.0)),
            Item::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    if let TableCell::Cell(cell, _) = cell {
                        cells.push(cell.0);
                    }
                }
            }
        }
    }
    cells
}

#[test]
fn the_forms_of_the_project_compile() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../forms");
    let mut found = 0;
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("forms/") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "json") {
                let text = std::fs::read_to_string(&path).expect("a text");
                let compiled = definition::compile(&text);
                if let Ok(form) = &compiled {
                    let name = path.display();
                    // Each cell stands in the layout once, under a name of its own.
                    let mut places = laid_out(form);
                    places.sort_unstable();
                    assert!(places.iter().copied().eq(0..places.len() as u32), "{name}");
                    assert_eq!(places.len(), form.len(), "{name}");
                    let mut labels = std::collections::HashSet::new();
                    for (_, cell) in form.cells() {
                        assert!(labels.insert(&cell.label), "{name}: {} twice", cell.label);
                        assert!(cell.help.is_some() || cell.is_computed(), "{name}: {}", cell.id);
                    }
                }
                if let Err(faults) = compiled {
                    let words: Vec<String> = faults
                        .iter()
                        .map(|fault| {
                            format!("{}: {}", fault.origin.path, kohyo_core::words::fault(fault))
                        })
                        .collect();
                    panic!("{}\n{}", path.display(), words.join("\n"));
                }
                found += 1;
            }
        }
    }
    assert!(found >= 5, "the forms of the project are not there");
}
