//! What one key costs must not grow with the sheet: counted, not timed.
//!
//! The sheet is that of the page's benchmark: n tables of revenue, saving and their totals, 57 cells
//! each. An edit in the middle of it touches the same number of readings, totals and rules with one
//! table and with a hundred, and takes the same number of instructions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::Form;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::wire;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Command;

/// A form with so many tables, and in each a rule.
fn form(tables: usize) -> Form {
    let lines = r#"[{"id":"initial","label":"当初"},{"id":"revised","label":"変更"},{"id":"actual","label":"実績"}]"#;
    let mut sections = String::new();
    let mut rules = String::new();
    for n in 1..=tables {
        if n > 1 {
            sections.push(',');
            rules.push(',');
        }
        write!(
            sections,
            r#"{{"id":"t{n}","title":"効果額 {n}","items":[{{"table":"t{n}.{{row}}.{{column}}","label":"効果額",
            "kind":"amount","unit":"千円","help":"書いてください。","example":"1",
            "columns":[{{"id":"base","label":"基準","per-group":true}},{{"axis":"years"}},
              {{"id":"final","label":"最終値","compute":"sum(t{n}.{{row}}.{{years}})"}}],
            "groups":[{{"id":"revenue","label":"歳入","rows":{lines}}},{{"id":"saving","label":"歳出","rows":{lines}}},
              {{"id":"total","label":"計","compute":"t{n}.revenue.{{line}}.{{column}} + t{n}.saving.{{line}}.{{column}}","rows":{lines}}}]}}]}}"#
        )
        .unwrap();
        write!(
            rules,
            r#"{{"id":"r{n}","code":"sign.contradicts","severity":"notice","expect":"t{n}.total.initial.final >= 0",
            "cells":["t{n}.total.initial.final"],"sentence":"合計が「{{t{n}.total.initial.final}}」ですので、確かめてください。"}}"#
        )
        .unwrap();
    }
    let text = format!(
        r#"{{"format":"kohyo/form","version":1,"id":"growth","edition":"r8","revision":1,"title":"効果額",
        "key":["head.number"],"name":"head.name","department":"head.name","fiscal-year":2020,
        "axes":{{"years":{{"years":[2016,2020]}}}},
        "pages":[{{"id":"sheet","title":"効果額","sections":[{{"id":"head","title":"個票","items":[{{"row":[
          {{"cell":"head.number","label":"番号","help":"番号です。","example":"1"}},
          {{"cell":"head.name","label":"名称","help":"名称です。","example":"例"}}]}}]}},{sections}]}}],
        "rules":[{rules}]}}"#
    );
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A sheet in which every box that takes a number has one; in each table something is to be said of
/// a few of them.
fn filled(form: &Form) -> Sheet {
    let mut sheet = Sheet::new(form);
    for (nth, (place, cell)) in form.cells().enumerate() {
        if !cell.is_computed() {
            let unit = if cell.id.ends_with("revised.2019") { "件" } else { "" };
            sheet.put(place, Some(Raw::text(&format!("{}{unit}", nth * 7 % 1_000))));
        }
    }
    sheet
}

/// The box in the middle of so many tables that the keys go to.
fn box_of(tables: usize) -> String {
    format!("t{}.saving.initial.2018", tables.div_ceil(2))
}

/// Types texts into one box, by turns a number, a half-typed number and letters, and asks what is to
/// be said now. Found by its name in what callgrind counts.
#[inline(never)]
fn type_into(form: &Form, sheet: &mut Sheet, evaluation: &mut Evaluation, id: &str, keys: usize) {
    let cell = form.find(id).expect("the box");
    for key in 0..keys {
        let text = ["1,234", "1,23", "△ 12,345", "12x"][key % 4];
        sheet.put(cell, Some(Raw::text(text)));
        let changes = evaluation.update(form, sheet, cell);
        assert_eq!(changes.readings, [cell]);
        let mut said = 0;
        for first in changes.said {
            said += evaluation.findings_at(form, sheet, Purpose::Typing, first).len();
        }
        assert_eq!(said, usize::from(key % 4 != 0));
    }
}

#[test]
fn an_edit_touches_as_much_of_a_hundred_tables_as_of_one() {
    for tables in [1, 100] {
        let form = form(tables);
        assert_eq!(form.len(), tables * 57 + 2);
        let mut sheet = filled(&form);
        let mut evaluation = Evaluation::new(&form, &sheet);
        let id = box_of(tables);
        let cell = form.find(&id).expect("the box");
        sheet.put(cell, Some(Raw::text("△ 1,234,567")));
        let changes = evaluation.update(&form, &sheet, cell);
        let table = id.split('.').next().unwrap();
        let computed: Vec<&str> =
            changes.computed.iter().map(|place| form.cell(*place).id.as_str()).collect();
        assert_eq!(changes.readings, [cell]);
        assert_eq!(
            computed,
            ["saving.initial.final", "total.initial.2018", "total.initial.final"]
                .map(|tail| format!("{table}.{tail}"))
        );
        assert_eq!(changes.rules, 1);
        // The sum is below zero now.
        let said = form.find(&format!("{table}.total.initial.final"));
        assert_eq!(changes.said, [said]);
        assert_eq!(evaluation, Evaluation::new(&form, &sheet));
    }
}

/// What runs under valgrind: how many tables and keys is told from outside.
const WORK: &str = "KOHYO_GROWTH";

#[test]
fn work_that_is_counted() {
    let Ok(work) = std::env::var(WORK) else { return };
    let (tables, keys) = work.split_once(' ').expect("tables and keys");
    let tables = tables.parse().unwrap();
    let form = form(tables);
    let mut sheet = filled(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    type_into(&form, &mut sheet, &mut evaluation, &box_of(tables), keys.parse().unwrap());
}

/// Instructions of the keys alone.
fn instructions(tables: usize, keys: u64) -> u64 {
    let folder = std::env::temp_dir();
    let out = folder.join(format!("kohyo-growth-{}-{tables}", std::process::id()));
    let done = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--toggle-collect=*type_into*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", "work_that_is_counted", "--test-threads=1"])
        .env(WORK, format!("{tables} {keys}"))
        .output()
        .expect("valgrind runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = std::fs::read_to_string(&out).expect("what callgrind counted");
    let _ = std::fs::remove_file(&out);
    let line = text.lines().find_map(|line| line.strip_prefix("summary: ")).expect("a summary");
    line.trim().parse().expect("a number")
}

#[test]
fn an_edit_takes_as_many_instructions_in_thirty_tables_as_in_one() {
    let there = Command::new("valgrind").arg("--version").output();
    if !there.is_ok_and(|answer| answer.status.success()) {
        // Not by a macro: what those print of a test that passes is not shown.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: instructions of an edit are not counted, valgrind is not installed"
        );
        return;
    }
    let keys = 200;
    let each = |tables| instructions(tables, keys) / keys;
    let (one, thirty) = (each(1), each(30));
    assert!(one > 1_000, "{one} instructions for a key: nothing was counted");
    // Looking up the box by its id, a longer vector: a little difference is no growth.
    assert!(thirty < one + one / 10, "a key takes {one} instructions, with 30 tables {thirty}");
}
