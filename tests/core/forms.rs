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
use kohyo_core::form::{Counted, FaultKind, Form, Item, Limit, TableCell, Wanted};
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
        Err(faults) => {
            faults.into_iter().map(|fault| (fault.origin.path.to_string(), fault.kind)).collect()
        }
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
fn where_nothing_stands_nothing_is_computed() {
    let computes = [
        ("count(a, b)", "1"),
        ("100 - a", "70"),
        ("sum(a, b) + 5", "35"),
        ("if(filled(a), 2, 1)", "2"),
        ("count(a) + count(b)", "1"),
        ("7", "7"),
    ];
    for (compute, expected) in computes {
        let items = format!(
            r#"{{ "cell": "a", "label": "甲", "kind": "integer" }}, {{ "cell": "b", "label": "乙", "kind": "integer" }},
               {{ "cell": "c", "label": "計", "kind": "integer", "compute": "{compute}" }}"#
        );
        let form = compiled(&items, "");
        let blank = if compute == "7" { "7" } else { "" };
        assert_eq!(shown(&form, &[], "c"), blank, "{compute}");
        assert_eq!(shown(&form, &[("a", " "), ("b", "")], "c"), blank, "{compute}");
        assert_eq!(shown(&form, &[("a", "30")], "c"), expected, "{compute}");
    }
}

#[test]
fn a_total_over_a_free_repeat_takes_every_row() {
    let items = r#"
        { "table": "w.{row}.{column}", "label": "工事", "repeat": { "id": "w", "most": 12 },
          "columns": [ { "id": "name", "label": "名" },
                       { "id": "cost", "label": "費用", "kind": "amount", "unit": "千円" } ] },
        { "cell": "all", "label": "計", "kind": "amount", "unit": "千円", "compute": "sum(w.*.cost)" },
        { "cell": "most", "label": "最大", "kind": "amount", "unit": "千円", "compute": "max(w.*.cost)" },
        { "cell": "least", "label": "最小", "kind": "amount", "unit": "千円", "compute": "min(w.*.cost)" },
        { "cell": "number", "label": "数", "kind": "integer", "compute": "count(w.*.name)" }"#;
    let form = compiled(items, "");
    let cells =
        [("w.1.cost", "100"), ("w.2.cost", "未定"), ("w.2.name", "舗装"), ("w.12.cost", "△30")];
    for (id, total) in [("all", "70"), ("most", "100"), ("least", "△ 30"), ("number", "1")] {
        assert_eq!(shown(&form, &cells, id), total, "{id}");
    }
    assert_eq!(shown(&form, &[], "all"), "");
    // What fits nothing, what is of another unit, and a total among its own parts.
    let own = |id: &str, compute: &str, unit: &str| {
        let own = format!(
            r#"{{ "cell": "{id}", "label": "他", "kind": "amount", "unit": "{unit}", "compute": "{compute}" }}"#
        );
        faults(&format!("{items}, {own}"), "").into_iter().map(|(_, kind)| kind).next()
    };
    assert_eq!(own("x", "sum(w.*.cost) * 2", "千円"), None);
    assert_eq!(
        own("x", "sum(w.*.price)", "千円"),
        Some(FaultKind::UnknownCell("w.*.price".into()))
    );
    assert_eq!(own("x", "w.*.cost", "千円"), Some(FaultKind::UnknownCell("w.*.cost".into())));
    assert!(matches!(own("x", "sum(w.*.cost)", "人"), Some(FaultKind::UnitMismatch(..))));
    assert!(matches!(own("w.all.cost", "sum(w.*.cost)", "千円"), Some(FaultKind::Cycle(_))));
}

#[test]
fn a_row_that_may_be_added_asks_for_its_boxes_once_something_stands_in_it() {
    let items = |required: &str| {
        format!(
            r#"{{ "table": "w.{{row}}.{{column}}", "label": "工事", "repeat": {{ "id": "w", "most": 3 }},
                  "columns": [ {{ "id": "name", "label": "名", "required": {required} }},
                               {{ "id": "cost", "label": "費用", "kind": "amount", "unit": "千円" }},
                               {{ "id": "done", "label": "済", "kind": "mark" }},
                               {{ "id": "twice", "label": "倍", "kind": "amount", "unit": "千円",
                                  "compute": "w.{{row}}.cost * 2" }} ] }},
               {{ "table": "t.{{row}}.{{column}}", "label": "題", "repeat": {{ "id": "t", "most": 3 }},
                  "columns": [ {{ "id": "a", "label": "題", "required": true }} ] }}"#
        )
    };
    let form = compiled(&items("true"), "");
    let asked = |form: &Form, sheet: &Sheet, evaluation: &Evaluation| -> Vec<String> {
        let asked = evaluation.required(form, sheet, Purpose::Submission(None));
        let missing = asked.into_iter().filter(|(_, is_filled)| !is_filled);
        missing.map(|(place, _)| form.cell(place).id.clone()).collect()
    };
    // The first row is there from the beginning, the others are not.
    let mut sheet = Sheet::new(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    assert_eq!(asked(&form, &sheet, &evaluation), ["w.1.name", "t.1.a"]);
    for (id, text, told) in [
        ("w.2.cost", "5", vec!["w.1.name", "w.2.name", "t.1.a"]),
        ("w.3.done", "○", vec!["w.1.name", "w.2.name", "w.3.name", "t.1.a"]),
        ("w.2.name", "舗装", vec!["w.1.name", "w.3.name", "t.1.a"]),
        ("w.3.done", "", vec!["w.1.name", "t.1.a"]),
    ] {
        let cell = form.find(id).unwrap();
        sheet.put(cell, Some(Raw::text(text)).filter(|_| !text.is_empty()));
        let changes = evaluation.update(&form, &sheet, cell);
        assert_eq!(asked(&form, &sheet, &evaluation), told, "{id}");
        let name = form.find(&format!("{}.name", &id[..3]));
        assert!(changes.said.contains(&name), "{id}");
    }
    // A condition of the form's own holds beside.
    let form = compiled(&items(r#"{ "when": "w.{row}.cost > 10" }"#), "");
    let mut sheet = Sheet::new(&form);
    for (id, text) in [("w.1.cost", "11"), ("w.2.cost", "5"), ("w.3.cost", "12")] {
        sheet.put(form.find(id).unwrap(), Some(Raw::text(text)));
    }
    let evaluation = Evaluation::new(&form, &sheet);
    assert_eq!(asked(&form, &sheet, &evaluation), ["w.1.name", "w.3.name", "t.1.a"]);
}

#[test]
fn what_a_table_says_of_lines_and_cells_that_it_does_not_have_is_told() {
    let table = |column: &str, single: &str| {
        format!(
            r#"{{ "table": "m.{{row}}.{{column}}", "label": "額", "kind": "amount", "unit": "千円",
                 "columns": [ {{ "axis": "years" }}, {{ "id": "all", "label": "計"{column} }} ],
                 "rows": [ {{ "id": "one", "label": "一" }}, {{ "id": "two", "label": "二" }} ],
                 "single": {{ "{single}": {{ "min": "0" }} }} }}"#
        )
    };
    assert_eq!(faults(&table(r#", "in-rows": ["two"]"#, "m.two.all"), ""), []);
    let item = "pages[0].sections[0].items[0]";
    assert_eq!(
        faults(&table(r#", "in-rows": ["two", "too"]"#, "m.one.all"), ""),
        [
            (
                format!("{item}.columns[1].in-rows[1]"),
                FaultKind::UnknownWord("too".into(), "one, two".into())
            ),
            (format!("{item}.single.m.one.all"), FaultKind::UnknownCell("m.one.all".into())),
        ]
    );
    // Of an axis that is not there it is told where it stands, and no more.
    let lost = table("", "m.one.2019").replace(r#""axis": "years""#, r#""axis": "yeers""#);
    assert_eq!(
        faults(&lost, ""),
        [(format!("{item}.columns[0].axis"), FaultKind::UnknownAxis("yeers".into()))]
    );
}

#[test]
fn a_mark_is_a_condition_wherever_one_stands() {
    let items = r#"{ "cell": "m", "label": "印", "kind": "mark" },
        { "cell": "o", "label": "印", "kind": "mark" },
        { "cell": "n", "label": "数", "kind": "integer", "compute": "if(m, 1, 0) + if(o, 1, 0)" }"#;
    let form = compiled(items, "");
    assert_eq!(shown(&form, &[("m", "○"), ("o", "○")], "n"), "2");
    assert_eq!(shown(&form, &[("m", "○")], "n"), "1");
    assert_eq!(shown(&form, &[], "n"), "", "of blanks nothing is computed");
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
                    { "cell": "k", "label": "類", "kind": "choice", "choices": "kinds" },
                    { "cell": "p", "label": "数", "kind": "amount" },
                    { "cell": "u", "label": "単位" },
                    { "cell": "o", "label": "他", "kind": "amount", "unit-cell": "u" }"#;
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
    let table: Vec<(String, String, FaultKind)> = vec![
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
        (field(r#", "min": "100", "max": "0""#), String::new(), FaultKind::NoNumber),
        (field(r#", "decimals": "2""#), String::new(), FaultKind::Type(Wanted::Whole)),
        (field(r#", "max-choices": 0"#), String::new(), FaultKind::Type(Wanted::Positive)),
        (
            field(r#", "kind": "amount", "unit": "人", "unit-cell": "a""#),
            String::new(),
            FaultKind::Duplicate("unit".into()),
        ),
        (
            amount.replace("千円\"", "千円\", \"compute\": \"1\""),
            with(r#""fix": { "a": "1" }"#),
            FaultKind::KindMismatch(Wanted::Typed),
        ),
        (
            amount.into(),
            rule("a > n"),
            FaultKind::UnitMismatch(Counted::In("千円".into()), Counted::In("人".into())),
        ),
        (
            amount.into(),
            rule("a > p"),
            FaultKind::UnitMismatch(Counted::In("千円".into()), Counted::Plain),
        ),
        (
            amount.into(),
            rule("o > n"),
            FaultKind::UnitMismatch(Counted::AsSaid, Counted::In("人".into())),
        ),
        (amount.into(), rule("1 = 1"), FaultKind::Constant),
        (amount.into(), rule("a + 1"), FaultKind::KindMismatch(Wanted::Condition)),
        (amount.into(), rule("k = \\\"c\\\""), FaultKind::UnknownChoice("c".into())),
        (amount.into(), rule("a >"), FaultKind::Expression(3, Wanted::Term)),
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
        (
            amount.into(),
            rule("number(a + n)"),
            FaultKind::UnitMismatch(Counted::In("千円".into()), Counted::In("人".into())),
        ),
        (amount.into(), rule("number(a + 1)"), FaultKind::KindMismatch(Wanted::Cell)),
        (amount.into(), rule("plain(k) > 1"), FaultKind::KindMismatch(Wanted::Number)),
        (amount.into(), rule("lists-section(a, a)"), FaultKind::KindMismatch(Wanted::Words)),
        (amount.into(), turning("k"), FaultKind::KindMismatch(Wanted::Number)),
        (amount.into(), turning("z"), FaultKind::UnknownCell("z".into())),
        (amount.into(), turning("a.{week}"), FaultKind::UnknownAxis("week".into())),
        (amount.into(), until("", "third"), FaultKind::UnknownStage("third".into())),
        (amount.into(), until("second", "first"), FaultKind::StageOrder),
        (
            field(r#", "compute": "\"甲\"""#),
            String::new(),
            FaultKind::KindMismatch(Wanted::Computable),
        ),
        (
            field(
                r#", "kind": "choice", "choices": "kinds", "compute": "if(2 > count(b), \"a\", \"z\")""#,
            ) + r#", { "cell": "b", "label": "乙" }"#,
            String::new(),
            FaultKind::UnknownChoice("z".into()),
        ),
        (amount.into(), rule("sum(a.{years..y}) > 1"), FaultKind::UnknownAxis("y".into())),
        (dependent(""), String::new(), FaultKind::Missing("under")),
        (dependent(r#", "under": "n""#), String::new(), FaultKind::KindMismatch(Wanted::OneChoice)),
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
            FaultKind::TooMany(Limit::Cells),
        ),
        // A condition that never changes, wherever it stands.
        (amount.into(), rule("a = a"), FaultKind::Constant),
        (field(r#", "required": { "when": "1 = 2" }"#), String::new(), FaultKind::Constant),
        (amount.into(), with(r#""when": "2 > 1""#), FaultKind::Constant),
        (
            amount.into(),
            rule("says(a, \\\"maybe\\\")"),
            FaultKind::UnknownWord(
                "maybe".into(),
                kohyo_core::reading::Status::ALL.map(|status| status.code()).join(", "),
            ),
        ),
        (
            amount.into(),
            rule("plan.day >= day(\\\"2026-13-01\\\")").replace("plan.day", "a"),
            FaultKind::Expression(9, Wanted::DayInQuotes),
        ),
        (field(r#", "address": "計画!10D""#), String::new(), FaultKind::Address("計画!10D".into())),
        (
            format!(
                "{},{}",
                field(r#", "address": "B2""#),
                r#"{ "cell": "b", "label": "乙", "address": "B2" }"#
            ),
            String::new(),
            FaultKind::Duplicate("B2".into()),
        ),
        (
            r#"{ "csv": "nothing.csv" }"#.into(),
            String::new(),
            FaultKind::Missing("cell, row, table or note"),
        ),
        (
            r#"{ "table": "m.{row}.{column}", "label": "額", "repeat": { "id": "m", "most": 0 },
                 "columns": [ { "id": "a", "label": "甲" } ] }"#
                .into(),
            String::new(),
            FaultKind::Type(Wanted::Positive),
        ),
        (
            r#"{ "table": "m.{row}.{column}", "label": "額", "repeat": { "id": "m", "most": 201 },
                 "columns": [ { "id": "a", "label": "甲" } ] }"#
                .into(),
            String::new(),
            FaultKind::TooMany(Limit::Rows),
        ),
        (
            amount.into(),
            rule(&format!("a > {}", vec!["1"; 200].join(" + "))),
            FaultKind::TooMany(Limit::Terms),
        ),
        (
            amount.into(),
            rule(&format!("a > {}1{}", "(".repeat(33), ")".repeat(33))),
            FaultKind::TooMany(Limit::Levels),
        ),
        (
            amount.into(),
            with(r#""for": { "x": "many", "y": "many" }"#),
            FaultKind::TooMany(Limit::Rules),
        ),
        (
            amount.into(),
            rule("any(w in many: any(x in many: any(y in many: any(z in many: a > 1))))"),
            FaultKind::TooMany(Limit::Unfolded),
        ),
        (
            amount.replace("千円\"", "千円\", \"compute\": \"if(1 = 1, n, 2)\""),
            String::new(),
            FaultKind::Constant,
        ),
        (amount.into(), rule("if(2 > 1 and a = a, a, 0) > 0"), FaultKind::Constant),
        (amount.into(), rule("a > 1").replace("だめです。", " "), FaultKind::Type(Wanted::Text)),
        (amount.into(), rule("a > 1").replace(r#"["a"]"#, "[]"), FaultKind::Type(Wanted::Cell)),
        (field(r#", "decimals": 99"#), String::new(), FaultKind::Type(Wanted::Decimals)),
        (amount.into(), rule("round(a, 40) > 1"), FaultKind::KindMismatch(Wanted::Decimals)),
        (amount.into(), rule("round(a, -3) > 1"), FaultKind::KindMismatch(Wanted::Decimals)),
        (amount.into(), rule("round(a, k) > 1"), FaultKind::KindMismatch(Wanted::Decimals)),
        (field(r#", "kind": "code", "pattern": """#), String::new(), FaultKind::Type(Wanted::Text)),
        (field(r#", "max-length": 0"#), String::new(), FaultKind::Type(Wanted::Positive)),
        (
            field(r#", "kind": "choice", "choices": "kinds", "under": "a""#),
            String::new(),
            FaultKind::KindMismatch(Wanted::OneChoice),
        ),
        (r#"{ "table": "m.{row}", "label": "額" "#.into(), String::new(), FaultKind::Syntax),
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
            let syntax = fault.kind == FaultKind::Syntax;
            assert!(syntax || !fault.origin.path.is_empty(), "{fault:?}");
            let _ = writeln!(sentences, "{}\n  {}", fault.origin.path, words::fault(fault));
        }
    }
    insta::assert_snapshot!("faults", sentences);
}

/// A definition with these members at its top, in place of those it has.
fn definition_of(members: &str) -> String {
    format!(
        r#"{{ "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試しの票",
        {members},
        "pages": [ {{ "id": "one", "title": "一枚目", "sections": [
            {{ "id": "s", "title": "区画", "items": [ {{ "cell": "a", "label": "甲" }} ] }} ] }} ] }}"#
    )
}

#[test]
fn what_is_wrong_at_the_top_is_named_too() {
    let choices = |count: usize| {
        let one = |place| format!(r#"{{ "code": "c{place}", "label": "第{place}" }}"#);
        let list: Vec<String> = (0..count).map(one).collect();
        format!(r#""choices": {{ "list": [ {} ] }}"#, list.join(","))
    };
    let several = definition_of(&choices(129))
        .replace(r#""label": "甲" }"#, r#""label": "甲", "kind": "choices", "choices": "list" }"#);
    let mut told = String::new();
    for (text, expected) in [
        (
            definition_of(
                r#""plan": [2026, 2028], "axes": { "years": { "years": [2025, 2028] } }"#,
            ),
            FaultKind::OutsidePlan("years".into(), 2025),
        ),
        (definition_of(r#""axes": { "years": { "years": "plan" } }"#), FaultKind::Missing("plan")),
        (
            definition_of(
                r#""choices": { "k": [ { "code": "a", "label": "良" }, { "code": "b", "label": " 良" } ] }"#,
            ),
            FaultKind::Unreachable("b".into()),
        ),
        (
            definition_of(
                r#""choices": { "k": [ { "code": "a", "label": "良", "from": 2027, "to": 2026 } ] }"#,
            ),
            FaultKind::Unreachable("a".into()),
        ),
        (
            definition_of(
                r#""plan": [2026, 2028], "choices": { "k": [ { "code": "a", "label": "良", "to": 2025 } ] }"#,
            ),
            FaultKind::Unreachable("a".into()),
        ),
        (
            definition_of(r#""stages": [ { "id": "plan", "label": "" } ]"#),
            FaultKind::LabelMissing("plan".into()),
        ),
        (
            definition_of(
                r#""choices": { "k": [ { "code": "a", "label": "良" }, { "code": "b", "label": "否", "also": ["良"] } ] }"#,
            ),
            FaultKind::Duplicate("良".into()),
        ),
        (definition_of(r#""axes": { "none": { "points": [] } }"#), FaultKind::Missing("points")),
        (definition_of(r#""axes": { "none": {} }"#), FaultKind::Missing("years or points")),
        (definition_of(r#""revision": 0"#), FaultKind::Type(Wanted::Positive)),
        (definition_of(r#""key": []"#), FaultKind::Type(Wanted::Cell)),
        (definition_of(r#""fiscal-year-cell": "a""#), FaultKind::KindMismatch(Wanted::FiscalYear)),
        (definition_of(&choices(2_001)), FaultKind::TooMany(Limit::Choices)),
        (several, FaultKind::TooMany(Limit::Several)),
        (
            definition_of(&format!(r#""x": {}1{}"#, "[".repeat(33), "]".repeat(33))),
            FaultKind::TooMany(Limit::Depth),
        ),
        (
            definition_of(&format!(r#""publisher": "{}""#, "市".repeat(1_400_000))),
            FaultKind::TooMany(Limit::Bytes),
        ),
    ] {
        let faults = definition::compile(&text).map(|_| ()).expect_err(&format!("{expected:?}"));
        let found = faults.iter().find(|fault| fault.kind == expected);
        let found = found.unwrap_or_else(|| panic!("{expected:?}\n{faults:?}"));
        let _ = writeln!(told, "{}\n  {}", found.origin.path, words::fault(found));
    }
    insta::assert_snapshot!("faults_at_the_top", told);
    // What is just within each limit is no fault.
    assert!(definition::compile(&definition_of(&choices(2_000))).is_ok());
    let deep = definition_of(&format!(r#""x": {}1{}"#, "[".repeat(31), "]".repeat(31)));
    let faults = definition::compile(&deep).expect_err("x is no member");
    assert_eq!(faults[0].kind, FaultKind::UnknownMember("x".into()));
    let brackets = format!(r#""publisher": "{}\"[", // {}"#, "[".repeat(99), "{".repeat(99));
    let quoted = definition_of(&format!("{brackets}\n\"reasons\": []"));
    assert!(definition::compile(&quoted).is_ok(), "brackets in texts and comments do not count");
    let terms = format!("a > {}", vec!["1"; 199].join(" + "));
    let rule = r#"{ "id": "r", "code": "x.y", "severity": "error", "cells": ["a"], "sentence": "だめです。","#;
    let rule = format!(r#"{rule} "expect": "{terms}" }}"#);
    let amount = r#"{ "cell": "a", "label": "甲", "kind": "integer" }"#;
    assert_eq!(faults_of(&definition_with(amount, &rule)), []);
}

fn faults_of(text: &str) -> Vec<FaultKind> {
    let faults = definition::compile(text).err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.kind).collect()
}

/// Where a fault stands, and what stands there.
fn pointed<'t>(text: &'t str, faults: &[kohyo_core::form::Fault]) -> Vec<&'t str> {
    let at = |fault: &kohyo_core::form::Fault| {
        let (line, column) = fault.origin.position(text);
        let line = text.lines().nth(line - 1).unwrap_or_default();
        let (byte, _) = line.char_indices().nth(column - 1).expect("a column");
        let rest = &line[byte..];
        &rest[..rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at)]
    };
    faults.iter().map(at).collect()
}

#[test]
fn a_fault_of_an_expression_points_at_its_character() {
    let amount = r#"{ "cell": "a", "label": "甲", "kind": "amount", "unit": "千円" },
        { "cell": "n", "label": "人", "kind": "amount", "unit": "人" },
        { "cell": "t", "label": "文", "compute": "1" },
        { "cell": "u", "label": "式", "kind": "integer", "compute": "1 + zzz.y" }"#;
    let rule = |id: &str, members: &str| {
        format!(
            r#"{{ "id": "{id}", "code": "x.y", "severity": "error", "cells": ["a"], {members} }}"#
        )
    };
    let rules = [
        rule(
            "r1",
            r#""expect": "a > 1 and same(t, \"甲\\u4e59\") and qqq > 2", "sentence": "だめです。""#,
        ),
        rule("r2", r#""expect": "a > 1 and a ? 2", "sentence": "だめです。""#),
        rule("r3", r#""expect": "a > n", "sentence": "だめです。""#),
        rule("r4", r#""expect": "a > 1", "sentence": "「甲」は{= a + www }です。""#),
    ];
    let text = definition_with(&amount.replace(r#", "compute": "1" }"#, " }"), &rules.join(",\n"));
    let faults = definition::compile(&text).expect_err("faults");
    assert_eq!(pointed(&text, &faults), ["zzz", "qqq", "? 2", "> n", "www"]);
}

/// A definition and the tables beside it.
fn beside(text: &str, files: &[(&str, &str)]) -> Result<definition::Joined, Vec<FaultKind>> {
    let file = |name: &str| {
        let found = files.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| (*text).to_owned())
    };
    definition::join(text, &file)
        .map_err(|faults| faults.into_iter().map(|fault| fault.kind).collect())
}

const LISTS: &str = r#"{ "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試しの票",
    "fiscal-year": 2026,
    "axes": { "halves": { "points": { "csv": "halves.csv" } } },
    "choices": { "sections": [ { "code": "none", "label": "なし" }, { "csv": "sections.csv" } ] },
    "pages": [ { "id": "one", "title": "一枚目", "sections": [
        { "id": "s", "title": "区画", "items": [
            { "cell": "a", "label": "甲" }, { "csv": "fields.csv" },
            { "table": "t.{row}.{column}", "label": "表", "rows": { "csv": "lines.csv" },
              "columns": [ { "axis": "halves", "kind": "integer" } ] } ] } ] } ] }"#;

const TABLES: [(&str, &str); 4] = [
    ("halves.csv", "\u{feff}id,label,number\r\nfirst,上半期,1\r\nsecond,下半期,2\r\n"),
    (
        "sections.csv",
        "code,label,aliases,from,to\ns010,総務課,,,\ns020,情報課,電算課；情報室,2024,\ns030,統計課,,,2025\n",
    ),
    (
        "fields.csv",
        "cell,label,kind,choices,unit,decimals,required\nowner,担当課,choice,sections,,,true\ncost,費用,amount,,千円,1,\n",
    ),
    ("lines.csv", "id,label\nplan,計画\ndone,\"実,績\"\n"),
];

#[test]
fn the_bounds_of_a_duration_are_minutes() {
    let items = r#"{ "cell": "t", "label": "時間", "kind": "duration", "min": "10", "max": "60" }"#;
    let form = compiled(items, "");
    let codes = |text: &str| {
        let sheet = Sheet::with(&form, [("t".to_owned(), Raw::text(text))]);
        let findings = Evaluation::new(&form, &sheet).findings(&form, &sheet, Purpose::Typing);
        findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(codes("9分"), ["number.range"]);
    assert_eq!(codes("10分"), [""; 0]);
    assert_eq!(codes("1時間"), [""; 0]);
    assert_eq!(codes("1時間1分"), ["number.range"]);
    let half = items.replace(r#""10""#, r#""9.5""#);
    assert_eq!(faults(&half, "")[0].1, FaultKind::Type(Wanted::Whole));
}

#[test]
fn where_units_differ_each_column_or_row_says_its_own() {
    let headings = |table: &str| {
        let form = compiled(table, "");
        let Item::Table(table) = &form.pages[0].sections[0].items[0] else { panic!("a table") };
        let columns: Vec<_> = table.columns.iter().map(|own| own.label.clone()).collect();
        let rows: Vec<_> = table.rows.iter().map(|row| row.headings[0].label.clone()).collect();
        (table.unit.clone(), columns, rows)
    };
    let one = |id: &str, more: &str| {
        format!(r#"{{ "id": "{id}", "label": "{id}", "kind": "amount", {more} }}"#)
    };
    let table = |columns: &str, rows: &str| {
        format!(
            r#"{{ "table": "t.{{row}}.{{column}}", "label": "表", "columns": [ {columns} ], "rows": [ {rows} ] }}"#
        )
    };
    let (yen, person) = (r#""unit": "千円""#, r#""unit": "人""#);
    let plain = r#"{ "id": "name", "label": "工事名" }"#;
    let columns = format!("{plain}, {}, {}", one("cost", yen), one("staff", person));
    let rows = r#"{ "id": "a", "label": "甲" }, { "id": "b", "label": "乙" }"#;
    let (unit, labels, lines) = headings(&table(&columns, rows));
    assert_eq!((unit, lines), (None, vec!["甲".to_owned(), "乙".to_owned()]));
    assert_eq!(labels, ["工事名", "cost（千円）", "staff（人）"]);
    // A heading that says it already is left as it is.
    let named = columns.replace(r#""label": "cost""#, r#""label": "費用（千円）""#);
    assert_eq!(headings(&table(&named, rows)).1[1], "費用（千円）");
    let rows = format!("{}, {}", one("cost", yen), one("staff", person));
    let (unit, labels, lines) = headings(&table(r#"{ "axis": "years" }"#, &rows));
    assert_eq!((unit, labels.len()), (None, 3));
    assert_eq!(lines, ["cost（千円）", "staff（人）"]);
    let rows = format!("{}, {}", one("cost", yen), one("more", yen));
    let (unit, _, lines) = headings(&table(r#"{ "axis": "years" }"#, &rows));
    assert_eq!(
        (unit.as_deref(), lines),
        (Some("千円"), vec!["cost".to_owned(), "more".to_owned()])
    );
}

#[test]
fn tables_beside_a_definition_stand_for_lists() {
    let joined = beside(LISTS, &TABLES).expect("joined");
    assert_eq!(
        joined.files().collect::<Vec<_>>(),
        ["halves.csv", "sections.csv", "fields.csv", "lines.csv"]
    );
    let form = definition::compile(&joined.text).unwrap_or_else(|faults| panic!("{faults:?}"));
    let ids: Vec<&str> = form.cells().map(|(_, cell)| cell.id.as_str()).collect();
    assert_eq!(
        ids,
        ["a", "owner", "cost", "t.plan.first", "t.plan.second", "t.done.first", "t.done.second"]
    );
    let cost = form.cell(form.find("cost").expect("a cell"));
    assert_eq!((cost.decimals, cost.required.is_some()), (1, false));
    let codes = |given: &str| {
        let sheet = Sheet::with(&form, [("owner".to_owned(), Raw::text(given))]);
        let evaluation = Evaluation::new(&form, &sheet);
        let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
        let told = |finding: &kohyo_core::check::Finding| {
            format!("{} {}", finding.code, words::finding(&form, &sheet, &evaluation, finding))
        };
        findings.iter().map(|finding| told(finding)).collect::<Vec<String>>()
    };
    assert_eq!(codes("総務課"), [] as [&str; 0]);
    assert_eq!(codes("情報課"), [] as [&str; 0]);
    // Another name, and a section that is no more.
    assert_eq!(
        codes("電算課"),
        [
            "choice.unknown 「担当課」の「電算課」は「情報課」のことと読みましたので、選択肢のとおりに直してください。"
        ]
    );
    assert_eq!(
        codes("統計課"),
        [
            "choice.dependent 「担当課」の「統計課」は令和8年度には使われていませんので、その年度の選択肢か確かめてください。"
        ]
    );
}

#[test]
fn a_fault_in_a_table_beside_is_named_there() {
    let with = |name: &'static str, text: &'static str| {
        TABLES.map(|(known, own)| if known == name { (known, text) } else { (known, own) })
    };
    // An unknown heading, at its line.
    let joined = beside(LISTS, &with("lines.csv", "id,label,colour\nplan,計画,\ndone,実績,red\n"));
    let joined = joined.expect("joined");
    let faults = definition::compile(&joined.text).expect_err("faults");
    assert_eq!(faults[0].kind, FaultKind::UnknownMember("colour".into()));
    assert_eq!(joined.place(&faults[0]), (Some("lines.csv"), 3, 1));
    // A fault of the definition keeps its line and column, though a table stands before it.
    let text = LISTS.replace(r#""axis": "halves""#, r#""axis": "thirds""#);
    let joined = beside(&text, &TABLES).expect("joined");
    let faults = definition::compile(&joined.text).expect_err("faults");
    let line = text.lines().position(|line| line.contains("thirds")).expect("a line") + 1;
    let before = text.lines().nth(line - 1).expect("a line").split("\"thirds\"").next();
    let column = before.expect("a text").chars().count() + 1;
    assert_eq!(joined.place(&faults[0]), (None, line, column));
    for (files, expected) in [
        (with("halves.csv", "id,label\n"), FaultKind::NoTable("halves.csv".into(), 1)),
        (with("halves.csv", ""), FaultKind::NoTable("halves.csv".into(), 1)),
        // A comma that should stand in quotes; what two columns say.
        (
            with("halves.csv", "id,label\nfirst,上半期,\nsecond,下,半期\n"),
            FaultKind::NoTable("halves.csv".into(), 3),
        ),
        (
            with("halves.csv", "id,label, id\nfirst,上半期,second\n"),
            FaultKind::Duplicate("id".into()),
        ),
        (
            TABLES
                .map(|(name, text)| (if name == "halves.csv" { "other.csv" } else { name }, text)),
            FaultKind::NoFile("halves.csv".into()),
        ),
    ] {
        assert_eq!(beside(LISTS, &files).map(|_| ()), Err(vec![expected]));
    }
    // A way to another folder is no name.
    for name in ["../halves.csv", "/etc/halves.csv", "C:halves.csv", "a\\\\halves.csv", ".csv"] {
        let text = LISTS.replace("halves.csv", name);
        let found = beside(&text, &[(name, "id,label\na,甲\n"), TABLES[1], TABLES[2], TABLES[3]]);
        assert!(
            matches!(found.map(|_| ()), Err(kinds) if matches!(kinds[0], FaultKind::NoFile(_))),
            "{name}"
        );
    }
    let mut told = String::new();
    for kind in [FaultKind::NoFile("a.csv".into()), FaultKind::NoTable("a.csv".into(), 3)] {
        let fault = kohyo_core::form::Fault { origin: kohyo_core::form::Origin::default(), kind };
        let _ = writeln!(told, "{}", words::fault(&fault));
    }
    insta::assert_snapshot!("faults_beside", told);
}

#[test]
fn a_mark_before_everything_moves_no_place() {
    let place = |text: &str| {
        let joined = beside(text, &TABLES).expect("joined");
        definition::compile(&joined.text).map(|_| ()).map_err(|faults| {
            let (file, line, column) = joined.place(&faults[0]);
            (file.map(str::to_owned), line, column)
        })
    };
    let faulty = LISTS.replace(r#""axis": "halves""#, r#""axis": "thirds""#);
    for text in [LISTS, &faulty] {
        assert_eq!(place(&format!("\u{feff}{text}")), place(text));
    }
    assert_eq!(place(LISTS), Ok(()));
    assert!(place(&faulty).is_err());
}

#[test]
fn a_choice_of_other_years_is_asked_about_in_its_column() {
    let text = definition_with(
        r#"{ "table": "s.{row}.{column}", "label": "区分", "kind": "choice", "choices": "dated",
             "rows": [ { "id": "a", "label": "甲" } ], "columns": [ { "axis": "years" } ] },
           { "cell": "year", "label": "年度", "kind": "fiscal-year" },
           { "cell": "own", "label": "担当", "kind": "choice", "choices": "dated" },
           { "cell": "all", "label": "関係", "kind": "choices", "choices": "dated" }"#,
        "",
    )
    .replace(
        r#""choices": {"#,
        r#""fiscal-year-cell": "year", "choices": { "dated": [
            { "code": "old", "label": "旧課", "to": 2018 }, { "code": "new", "label": "新課", "from": 2019 } ],"#,
    );
    let form = definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"));
    let found = |cells: &[(&str, &str)]| -> Vec<String> {
        let cells = cells.iter().map(|(id, text)| {
            let raw = match *id {
                "all" => Raw::Several(vec![(*text).to_owned()]),
                _ => Raw::text(text),
            };
            ((*id).to_owned(), raw)
        });
        let mut sheet = Sheet::new(&form);
        let mut evaluation = Evaluation::new(&form, &sheet);
        // One by one, so that what rests on the year is judged again.
        for (id, raw) in cells {
            let cell = form.find(&id).expect("a cell");
            sheet.put(cell, Some(raw));
            evaluation.update(&form, &sheet, cell);
        }
        assert_eq!(evaluation, Evaluation::new(&form, &sheet));
        let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
        findings
            .iter()
            .map(|finding| words::finding(&form, &sheet, &evaluation, finding))
            .filter(|sentence| sentence.contains("使われていません"))
            .collect()
    };
    assert_eq!(
        found(&[("s.a.2018", "旧課"), ("s.a.2019", "新課"), ("own", "旧課")]),
        [] as [&str; 0]
    );
    assert_eq!(found(&[("s.a.2019", "旧課"), ("s.a.2018", "新課")]).len(), 2);
    assert_eq!(found(&[("own", "旧課"), ("all", "旧課"), ("year", "R2")]).len(), 2);
    assert_eq!(found(&[("own", "旧課"), ("year", "R2"), ("year", "H30")]), [] as [&str; 0]);
}

#[test]
fn cells_stand_at_addresses_of_the_workbook() {
    let form = compiled(
        r#"{ "cell": "a", "label": "甲", "address": "表紙!C3" },
           { "table": "m.{row}.{column}", "label": "額", "kind": "amount", "unit": "千円", "address": "計画!D10",
             "columns": [ { "id": "base", "label": "基準", "per-group": true }, { "axis": "years", "address": "F+2" },
                          { "id": "final", "label": "計", "compute": "sum(m.{row}.{years})" } ],
             "groups": [ { "id": "in", "label": "歳入", "rows": [ { "id": "plan", "label": "計画" }, { "id": "done", "label": "実績" } ] },
                         { "id": "out", "label": "歳出", "address": "20", "rows": [ { "id": "plan", "label": "計画" } ] } ],
             "single": { "m.out.plan.2020": { "address": "AA1" } } },
           { "table": "w.{row}.{column}", "label": "工事", "address": "B30", "repeat": { "id": "w", "most": 3 },
             "columns": [ { "id": "name", "label": "名" }, { "id": "note", "label": "備考" } ] }"#,
        "",
    );
    let at = |id: &str| {
        let cell = form.cell(form.find(id).expect(id));
        cell.address.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    for (id, expected) in [
        ("a", "表紙!C3"),
        ("m.in.plan.base", "計画!D10"),
        ("m.in.plan.2018", "計画!F10"),
        ("m.in.plan.2019", "計画!H10"),
        ("m.in.done.2020", "計画!J11"),
        ("m.in.plan.final", "計画!L10"),
        ("m.out.plan.2018", "計画!F20"),
        ("m.out.plan.2020", "計画!AA1"),
        ("w.1.name", "B30"),
        ("w.3.note", "C32"),
    ] {
        assert_eq!(at(id), expected, "{id}");
    }
}

#[test]
fn days_months_statuses_and_signs_of_reckoning_are_understood() {
    let form = compiled(
        r#"{ "cell": "d", "label": "日", "kind": "date" },
           { "cell": "m", "label": "月", "kind": "month" },
           { "cell": "n", "label": "数", "kind": "integer" },
           { "cell": "y", "label": "年度", "kind": "fiscal-year", "compute": "fiscal-year(m)" },
           { "cell": "x", "label": "計算", "kind": "integer", "compute": "n × 3 − 4 ÷ 2" }"#,
        r#"{ "id": "late", "code": "x.late", "severity": "warning", "expect": "d <= day(\"2026-03-31\")",
             "cells": ["d"], "sentence": "遅い日です。" },
           { "id": "open", "code": "x.open", "severity": "warning", "expect": "not says(n, \"undecided\")",
             "cells": ["n"], "sentence": "未定です。" }"#,
    );
    assert_eq!(shown(&form, &[("m", "令和8年3月")], "y"), "令和7年度");
    assert_eq!(shown(&form, &[("m", "R8.4")], "y"), "令和8年度");
    assert_eq!(shown(&form, &[("n", "5")], "x"), "13");
    let codes = |cells: &[(&str, &str)]| -> Vec<String> {
        let cells = cells.iter().map(|(id, text)| ((*id).to_owned(), Raw::text(text)));
        let sheet = Sheet::with(&form, cells);
        let findings = Evaluation::new(&form, &sheet).findings(&form, &sheet, Purpose::Typing);
        let rules = findings.iter().filter(|finding| finding.rule.is_some());
        rules.map(|finding| finding.code.to_string()).collect()
    };
    assert_eq!(codes(&[("d", "R8.3.31"), ("n", "不明")]), [] as [&str; 0]);
    assert_eq!(codes(&[("d", "R8.4.1"), ("n", "未定")]), ["x.late", "x.open"]);
}

#[test]
fn all_faults_come_at_once() {
    let items = r#"{ "cell": "a", "label": "甲", "kind": "integer", "compute": "x" },
                   { "cell": "b", "label": "乙", "kind": "integer", "compute": "y" }"#;
    let found = faults(items, "");
    assert_eq!(found.len(), 2, "{found:?}");
}

/// A definition with one fault of each pass of compiling, and this one besides.
fn with_others(from: &str, to: &str) -> Vec<String> {
    let text = r#"{ "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試しの票",
        "plan": [2026, 2028], "axes": { "years": { "years": [2026, 2028] } },
        "stages": [ { "id": "first", "label": "初め" } ],
        "choices": { "kinds": [ { "code": "a", "label": "甲" }, { "code": "b", "label": "乙" } ],
                     "twins": [ { "code": "a", "label": "甲" }, { "code": "b", "label": "甲" } ] },
        "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画", "items": [
            { "cell": "kind", "label": "種類", "kind": "choice", "choices": "kinds" },
            { "cell": "odd", "label": "数", "kind": "amount", "unit": "人", "statuses": [ "unknown" ] },
            { "cell": "p", "label": "甲", "kind": "integer", "compute": "q" },
            { "cell": "q", "label": "乙", "kind": "integer", "compute": "p" },
            { "cell": "people", "label": "人", "kind": "amount", "unit": "人" },
            { "cell": "money", "label": "金", "kind": "amount", "unit": "円" },
            { "table": "m.{row}.{column}", "label": "額", "kind": "amount", "unit": "千円",
              "columns": [ { "axis": "years" }, { "id": "all", "label": "計", "compute": "sum(m.{row}.{years})" } ],
              "rows": [ { "id": "one", "label": "一" } ] } ] } ] } ],
        "rules": [
            { "id": "r", "code": "x.y", "severity": "error", "cells": ["odd"], "sentence": "だめです。",
              "expect": "odd > 0 and kind = \"a\" and m.one.2026 > 0" },
            { "id": "r", "code": "x.y", "severity": "error", "cells": ["gone"], "sentence": "だめです。",
              "expect": "people > money" },
            { "id": "s", "code": "x.y", "severity": "error", "cells": ["odd"], "sentence": "だめです。",
              "expect": "1 = 1" } ] }"#;
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let faults = definition::compile(&text.replacen(from, to, 1)).expect_err(to);
    let told = |fault: &kohyo_core::form::Fault| format!("{}: {:?}", fault.origin.path, fault.kind);
    faults.iter().map(told).collect()
}

#[test]
fn a_mend_fits_its_box_and_what_is_multiplied_fits_any() {
    let amount = |id: &str, unit: &str| {
        format!(r#"{{ "cell": "{id}", "label": "{id}", "kind": "amount", "unit": "{unit}" }}"#)
    };
    let items = format!(
        r#"{}, {}, {}, {{ "cell": "bare", "label": "数", "kind": "amount" }},
           {{ "cell": "day", "label": "日", "kind": "date" }},
           {{ "cell": "time", "label": "時", "kind": "duration" }},
           {{ "cell": "done", "label": "済", "kind": "mark" }},
           {{ "cell": "note", "label": "記", "kind": "text" }},
           {{ "cell": "kind", "label": "類", "kind": "choice", "choices": "kinds" }}"#,
        amount("sen", "千円"),
        amount("yen", "円"),
        amount("people", "人")
    );
    let computed = |unit: &str, compute: &str| {
        let own = format!(
            r#"{items}, {{ "cell": "own", "label": "計", "kind": "amount", "unit": "{unit}", "compute": "{compute}" }}"#
        );
        faults(&own, "").is_empty()
    };
    let mend = |target: &str, value: &str| {
        let rule = format!(
            r#"{{ "id": "r", "code": "x.y", "severity": "error", "cells": ["sen"], "expect": "sen > 0",
                 "fix": {{ "{target}": "{value}" }}, "sentence": "だめです。" }}"#
        );
        faults(&items, &rule).is_empty()
    };
    let compared = |expect: &str| {
        let rule = format!(
            r#"{{ "id": "r", "code": "x.y", "severity": "error", "cells": ["sen"], "expect": "{expect}",
                 "sentence": "だめです。" }}"#
        );
        faults(&items, &rule).is_empty()
    };
    // 人 times 5 may be 千円, and 千円 times 1000 are 円: only the form knows.
    for compute in [
        "sen * 1000",
        "people * 5",
        "round(sen / 3, 0)",
        "sen / people",
        "sen * people",
        "sen / yen * 100",
        "bare / bare * 100",
        "1000 / people",
        "people * rate(\\\"staff\\\", 2019)",
        "plain(sen) * 1000",
        "time / 60",
        "count(sen, yen) * 2",
    ] {
        assert!(computed("円", compute), "{compute}");
    }
    assert!(!compared("sen > people") && !compared("sen + 5 > people"));
    assert!(compared("sen * 2 > sen - 5") && compared("time > 60 * 2"));
    assert!(!computed("人", "sen") && !computed("円", "sum(sen, sen)"));
    for (target, value) in [
        ("sen", "sen * 2"),
        ("sen", "bare * people"),
        ("note", "kind"),
        ("kind", "\\\"a\\\""),
        ("done", "sen > 0"),
        ("day", "day(\\\"2026-04-01\\\")"),
    ] {
        assert!(mend(target, value), "{target}: {value}");
    }
    for (target, value) in [("sen", "people"), ("kind", "sen"), ("day", "sen"), ("sen", "day")] {
        assert!(!mend(target, value), "{target}: {value}");
    }
}

#[test]
fn a_line_or_a_cell_that_stands_twice_is_told_once() {
    let table = |rows: &str| {
        format!(
            r#"{{ "table": "m.{{row}}.{{column}}", "label": "額", "kind": "amount", "unit": "千円",
                 "columns": [ {{ "axis": "years" }},
                              {{ "id": "all", "label": "計", "compute": "sum(m.{{row}}.{{years}})" }} ],
                 "rows": [ {rows} ] }}"#
        )
    };
    let one = r#"{ "id": "one", "label": "一" }"#;
    let twice = FaultKind::Duplicate("one".into());
    let line = "pages[0].sections[0].items[0].rows[1].id".to_owned();
    assert_eq!(faults(&table(&format!("{one}, {one}")), ""), [(line, twice)]);
    let axis = "pages[0].sections[0].items[0].rows[1].axis".to_owned();
    let years = table(r#"{ "id": "2019", "label": "二" }, { "axis": "years" }"#);
    assert_eq!(faults(&years, ""), [(axis, FaultKind::Duplicate("2019".into()))]);
    // Which of two cells has the unit is not known, so none is at odds with it.
    let clash = format!(
        r#"{{ "cell": "m.one.2019", "label": "重", "kind": "amount", "unit": "人" }}, {}"#,
        table(one)
    );
    let cell = "pages[0].sections[0].items[1].table".to_owned();
    assert_eq!(faults(&clash, ""), [(cell, FaultKind::Duplicate("m.one.2019".into()))]);
    // What a variable settles is no constant.
    let by_year = table(one).replace("sum(m.{row}.{years})", "if({line} = 1, 1, 0)");
    assert!(faults(&by_year, "").iter().all(|(_, kind)| *kind != FaultKind::Constant));
}

#[test]
fn what_cannot_be_read_hides_nothing_and_brings_nothing_with_it() {
    let others = with_others("試しの票", "試しの票");
    assert_eq!(others.len(), 6, "{others:#?}");
    let item = "pages[0].sections[0].items";
    for (from, to, told) in [
        (r#""label": "数""#, r#""name": "数""#, format!("{item}[1]: Missing")),
        (r#", "label": "乙", "kind""#, r#", "kind""#, format!("{item}[3]: Missing")),
        (r#""code": "b", "label": "乙""#, r#""code": "b""#, "choices.kinds[1]: Missing".into()),
        ("[2026, 2028] } }", "[2025, 2028] } }", "axes.years.years: OutsidePlan".into()),
        ("[2026, 2028] } }", "[2028, 2026] } }", "axes.years.years: Type".into()),
        ("[2026, 2028] } }", "[2026] } }", "axes.years.years: Type".into()),
        (
            r#""years": { "years""#,
            r#""years": { "yeers""#,
            "axes.years.yeers: UnknownMember".into(),
        ),
        (r#""plan": [2026, 2028]"#, r#""plan": [2028, 2026]"#, "plan: Type".into()),
        (
            r#""axis": "years""#,
            r#""axis": "yeers""#,
            format!("{item}[6].columns[0].axis: UnknownAxis"),
        ),
        (
            r#""label": "数", "kind""#,
            r#""label": "数", "kond""#,
            format!("{item}[1].kond: Unknown"),
        ),
        (
            r#"数", "kind": "amount""#,
            r#"数", "kind": "amaunt""#,
            format!("{item}[1].kind: Unknown"),
        ),
        (r#"[ "unknown" ]"#, r#"[ "unknwn" ]"#, format!("{item}[1].statuses[0]: UnknownWord")),
        (
            r#""odd", "label""#,
            r#""odd", "unit": "円", "label""#,
            format!("{item}[1].unit: Duplicate"),
        ),
        (r#""choices": "kinds""#, r#""choices": "kind""#, format!("{item}[0].choices: Unknown")),
        (r#""choices": "kinds""#, r#""choses": "kinds""#, format!("{item}[0].choses: Unknown")),
        (r#""choices": {"#, r#""choses": {"#, "choses: UnknownMember".into()),
        (r#""version": 1"#, r#""version": 2"#, "version: UnknownWord".into()),
        (r#""title": "試しの票","#, "", ": Missing(\"title\")".into()),
        (
            r#""severity": "error", "cells": ["odd"], "sentence": "だめです。",
              "expect": "odd"#,
            r#""severity": "errer", "cells": ["odd"], "sentence": "だめです。",
              "expect": "odd"#,
            "rules[0].severity: UnknownWord".into(),
        ),
    ] {
        let found = with_others(from, to);
        let (own, rest): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|fault| fault.starts_with(&told));
        assert!(!own.is_empty(), "{to}: {told}\n{rest:#?}");
        // What an object lacks for the slip is told of it too.
        let object = told.split(':').next().unwrap_or_default().rsplit_once('.');
        let object = object.map_or("choices.", |(object, _)| object);
        let rest: Vec<_> = rest
            .into_iter()
            .filter(|fault| others.contains(fault) || !fault.starts_with(object))
            .collect();
        let mut others = others.clone();
        others.retain(|fault| rest.contains(fault) || !fault.starts_with(object));
        assert_eq!(rest, others, "{to}");
    }
}

#[test]
fn a_file_that_is_no_definition_is_refused() {
    for (text, expected) in [
        ("", FaultKind::Type(Wanted::Object)),
        ("[]", FaultKind::Type(Wanted::Object)),
        ("{", FaultKind::Syntax),
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
    let at_once = |text: &str| definition::compile(text).map(|form| form.digest);
    let later = |text: &str| {
        let read = definition::read(text)?;
        definition::compile_read(&read, text).map(|form| form.digest)
    };
    let digest = at_once(&plain).expect("compiles");
    assert!(digest.starts_with("sha256:"));
    for again in [at_once(&commented), later(&plain), later(&commented)] {
        assert_eq!(again.as_ref(), Ok(&digest));
    }
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
