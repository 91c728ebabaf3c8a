//! The guide of the forms: its example is a form that works, its pieces fit
//! into that form, and no member of the language goes without one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::expression::Function;
use kohyo_core::form::{Fault, Form, Kind};
use kohyo_core::sheet::Sheet;
use kohyo_core::wire::{self, definition, language};
use kohyo_core::{submission, words};
use std::path::PathBuf;

const GUIDES: [&str; 2] = ["README.md", "README.ja.md"];

fn guide(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../forms").join(name);
    std::fs::read_to_string(path).expect("the guide")
}

/// The blocks of a kind, in their order.
fn blocks(guide: &str, kind: &str) -> Vec<String> {
    let open = format!("```{kind}\n");
    guide
        .split(&open)
        .skip(1)
        .map(|rest| rest.split("\n```").next().expect("a closing fence").to_owned())
        .collect()
}

fn told(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.origin.path, words::fault(fault)))
        .collect();
    lines.join("\n")
}

/// Puts a piece in front of the first `place` of the form.
fn put(form: &str, place: &str, piece: &str) -> String {
    let (before, after) = form.split_once(place).expect(place);
    format!("{before}{place}\n{piece},\n{after}")
}

/// The example with every piece of the guide in it, and the expressions.
fn whole(guide: &str) -> (String, Vec<String>) {
    let blocks_of = blocks(guide, "jsonc");
    let mut pieces = blocks_of.iter();
    let mut form = pieces.next().expect("the example").clone();
    for piece in pieces {
        form = match piece.trim_start_matches("{ ").split('"').nth(1).expect("a member") {
            "$schema" | "collection" | "carry" => put(&form, "{", piece),
            // A step is taken from an earlier revision.
            "migrations" => put(&form, "{", piece).replace("\"revision\": 1", "\"revision\": 2"),
            // The example's own axes and choices are replaced.
            "axes" => {
                let (before, rest) = form.split_once("  \"axes\":").expect("axes");
                let (_, after) = rest.split_once("  \"pages\":").expect("pages");
                format!("{before}{piece},\n  \"pages\":{after}")
            }
            "id" if piece.contains("\"sections\"") => put(&form, "\"pages\": [", piece),
            "id" => put(&form, "\"rules\": [", piece),
            _ => put(&form, "\"title\": \"防犯灯\", \"items\": [", piece),
        };
    }
    // The tables beside it, each under the name told just before.
    let mut tables = std::collections::HashMap::new();
    for (before, rest) in guide
        .match_indices("```csv\n")
        .map(|(at, fence)| (&guide[..at], &guide[at + fence.len()..]))
    {
        let mut names = before.split('`').filter(|word| word.ends_with(".csv"));
        let text = rest.split("\n```").next().expect("a closing fence");
        tables.insert(names.next_back().expect("a name").to_owned(), text.to_owned());
    }
    assert!(!tables.is_empty());
    let form = definition::join(&form, &|name| tables.get(name).cloned());
    let form = form.unwrap_or_else(|faults| panic!("{}", told(&faults))).text;
    let expressions = blocks(guide, "text")[0]
        .lines()
        .map(|line| line.split_once("  //").expect("a meaning").0.trim().to_owned())
        .collect();
    (form, expressions)
}

fn compiled(text: &str) -> Form {
    definition::compile(text).unwrap_or_else(|faults| panic!("{}\n{text}", told(&faults)))
}

#[test]
fn the_example_is_a_form_that_works() {
    for name in GUIDES {
        let guide = guide(name);
        let form = compiled(&blocks(&guide, "jsonc")[0]);
        let cells = wire::open::given_cells(&blocks(&guide, "json")[0]).expect("a sheet");
        let sheet = Sheet::with(&form, cells);
        assert!(sheet.unknown.is_empty(), "{:?}", sheet.unknown);
        let evaluation = Evaluation::new(&form, &sheet);
        let total = form.find("money.planned.final").expect("a cell");
        assert_eq!(words::shown(&form, &sheet, &evaluation, total), "1,500");
        assert_eq!(submission::key(&form, &sheet, &evaluation).as_deref(), Some("0120"));
        let codes = |sheet: &Sheet| -> Vec<String> {
            let findings = Evaluation::new(&form, sheet);
            let findings = findings.findings(&form, sheet, Purpose::Submission(None));
            findings
                .iter()
                .map(|finding| format!("{} {}", finding.severity, finding.code))
                .collect()
        };
        assert_eq!(codes(&sheet), ["notice number.style"]);
        // The rule of the example is there for something.
        let mut broken = sheet.clone();
        let state = form.find("light.state").expect("a cell");
        broken.put(state, Some(kohyo_core::sheet::Raw::text("良好")));
        assert!(codes(&broken).contains(&"warning effect.kind".to_owned()));
    }
}

#[test]
fn every_piece_fits_into_the_example() {
    for name in GUIDES {
        let (text, expressions) = whole(&guide(name));
        compiled(&text);
        for expression in expressions {
            // A condition stands by itself, a value beside itself.
            let rule = |expect: &str| {
                let expect = expect.replace('"', "\\\"");
                let rule = format!(
                    r#"{{ "id": "tried", "code": "x.y", "severity": "notice",
                        "expect": "{expect}", "cells": ["light.number"], "sentence": "確かめてください。" }}"#
                );
                definition::compile(&put(&text, "\"rules\": [", &rule))
            };
            let value = format!("differs({expression}, {expression})");
            if let (Err(faults), Err(_)) = (rule(&expression), rule(&value)) {
                panic!("{expression}\n{}", told(&faults));
            }
        }
    }
}

#[test]
fn every_member_kind_and_function_has_its_example() {
    for name in GUIDES {
        let (text, expressions) = whole(&guide(name));
        for member in language::members().filter(|member| !language::CSV.contains(member)) {
            assert!(text.contains(&format!("\"{member}\":")), "{name}: no example of {member}");
        }
        for (kind, _) in Kind::ALL {
            assert!(text.contains(&format!("\"kind\": \"{kind}\"")), "{name}: no {kind}");
        }
        let expressions = expressions.join("\n");
        for function in
            Function::ALL.iter().map(|(name, ..)| *name).chain(["rate", "day", "any", "all"])
        {
            assert!(expressions.contains(&format!("{function}(")), "{name}: no {function}");
        }
        for status in kohyo_core::reading::Status::ALL {
            assert!(text.contains(&format!("\"{}\"", status.code())), "{name}: {}", status.code());
        }
    }
}

/// The schema that editors read lies in `docs`; `KOHYO_BLESS=1` writes it anew.
#[test]
fn the_schema_for_editors_is_up_to_date() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/form.schema.json");
    let schema = wire::language_schema::schema();
    let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
    if std::env::var_os("KOHYO_BLESS").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let there = std::fs::read_to_string(&path).expect("docs/form.schema.json");
    assert_eq!(there, text, "docs/form.schema.json is not what the language says");
}

#[test]
fn both_guides_show_the_same_forms() {
    let [english, japanese] = GUIDES.map(guide);
    assert_eq!(whole(&english), whole(&japanese));
    assert_eq!(blocks(&english, "json"), blocks(&japanese, "json"));
}
