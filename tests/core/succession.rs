//! Sheets that are older than their form: of an earlier revision, and of last
//! year.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::{FaultKind, Form, Wanted, successor};
use kohyo_core::sheet::{Change, Edit, History, Raw, Sheet, next_year};
use kohyo_core::submission::{Comment, Document, OpenFault};
use kohyo_core::{wire, words};
use serde_json::Value;
use std::fmt::Write as _;

const AT: &str = "2026-11-20T12:00:00+09:00";

/// A revision of a form with these cells and these members.
fn definition(revision: u32, cells: &[&str], members: &str) -> String {
    let items: Vec<String> = cells
        .iter()
        .map(|id| {
            let (id, asks) = id.split_once(' ').unwrap_or((id, ""));
            format!(r#"{{ "cell": "{id}", "label": "欄{id}" {asks} }}"#)
        })
        .collect();
    format!(
        r#"{{ "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8",
            "revision": {revision}, "title": "試しの票", "key": ["number"],
            "axes": {{ "years": {{ "years": [2026, 2027] }} }},
            {members}
            "pages": [ {{ "id": "one", "title": "一枚目", "sections": [
                {{ "id": "s", "title": "区画", "items": [ {} ] }} ] }} ] }}"#,
        items.join(",")
    )
}

fn form(text: &str) -> Form {
    wire::definition::compile(text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"))
}

fn texts(cells: &[(&str, &str)]) -> Vec<(String, Raw)> {
    cells.iter().map(|(id, text)| ((*id).to_owned(), Raw::text(text))).collect()
}

fn first() -> Form {
    form(&definition(
        1,
        &["number", "chief", "note", "remark", "fax", "cost.2026", "cost.2027", "lost"],
        "",
    ))
}

/// Two revisions later: renamed, moved, dropped, and one cell simply gone.
fn third() -> Form {
    form(&definition(
        3,
        &["number", "head", "note", "remark", "money.2026", "money.2027"],
        r#""migrations": [
            { "from": 1, "renamed": { "chief": "leader", "cost.{years}": "money.{years}" },
              "moved": { "note": "remark", "remark": "note" } },
            { "from": 2, "renamed": { "leader": "head" }, "dropped": { "fax": "ファックス番号" } }
        ],"#,
    ))
}

const CELLS: [(&str, &str); 8] = [
    ("number", "12"),
    ("chief", "課長"),
    ("note", "めも"),
    ("remark", "備考の文"),
    ("fax", "04-0000-0000"),
    ("cost.2026", "100"),
    ("cost.2027", "200"),
    ("lost", "消えた欄"),
];

/// id → text, unknown ones too.
fn standing(form: &Form, sheet: &Sheet) -> Vec<(String, String)> {
    let known = sheet.filled().map(|(cell, raw)| (form.cell(cell).id.clone(), raw.shown()));
    known.chain(sheet.unknown.iter().map(|(id, raw)| (id.clone(), raw.shown()))).collect()
}

fn codes(form: &Form, sheet: &Sheet) -> Vec<(String, String)> {
    let evaluation = Evaluation::new(form, sheet);
    let findings = evaluation.findings(form, sheet, Purpose::Submission(None));
    findings
        .iter()
        .map(|finding| {
            let sentence = words::finding(form, sheet, &evaluation, finding);
            (format!("{} {}", finding.severity, finding.code), sentence)
        })
        .collect()
}

#[test]
fn a_sheet_of_an_earlier_revision_opens_under_the_newer() {
    let (old, new) = (first(), third());
    let sheet = Sheet::with(&old, texts(&CELLS));
    let submitted = wire::submission::write(
        &old,
        &sheet,
        &Evaluation::new(&old, &sheet),
        &Document::new("a".into()),
        None,
        AT,
        "test",
    )
    .expect("written");
    let draft = wire::draft::write(
        &old,
        &sheet,
        &History::default(),
        &Document::new("a".into()),
        AT,
        "test",
    );
    let expected = [
        ("number", "12"),
        ("head", "課長"),
        ("note", "備考の文"),
        ("remark", "めも"),
        ("money.2026", "100"),
        ("money.2027", "200"),
        ("fax", "04-0000-0000"),
        ("lost", "消えた欄"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    for text in [submitted, draft] {
        let opened = wire::open::open(&text, &[&new]).expect("opens");
        let sheet = &opened[0].sheet;
        assert_eq!(standing(&new, sheet), expected);
        assert_eq!(
            codes(&new, sheet),
            [
                (
                    "notice cell.old".to_owned(),
                    "旧様式の項目「ファックス番号」に「04-0000-0000」と書かれていましたので、残しておきますが、必要なものは今の様式の欄に書き写してください。".to_owned()
                ),
                (
                    "notice cell.old".to_owned(),
                    "旧様式の項目「lost」に「消えた欄」と書かれていましたので、残しておきますが、必要なものは今の様式の欄に書き写してください。".to_owned()
                ),
            ]
        );
        // Handed in under the new revision, the old items are still there and still old.
        let again = wire::submission::write(
            &new,
            sheet,
            &Evaluation::new(&new, sheet),
            &opened[0].document,
            None,
            AT,
            "test",
        )
        .expect("written");
        let value: Value = serde_json::from_str(&again).expect("JSON");
        assert_eq!(value["form"]["revision"], 3);
        assert_eq!(value["cells"]["lost"], serde_json::json!({ "raw": "消えた欄", "old": true }));
        let opened = wire::open::open(&again, &[&new]).expect("opens again");
        assert_eq!(opened[0].sheet, *sheet);
        let draft =
            wire::draft::write(&new, sheet, &History::default(), &opened[0].document, AT, "test");
        assert_eq!(wire::open::open(&draft, &[&new]).expect("opens")[0].sheet, *sheet);
    }
}

#[test]
fn what_was_handed_in_under_a_later_revision_is_not_judged_by_an_earlier_one() {
    let (old, new) = (first(), third());
    let sheet = Sheet::with(&new, texts(&[("number", "12")]));
    let document = Document::new("a".into());
    let evaluation = Evaluation::new(&new, &sheet);
    let submitted = wire::submission::write(&new, &sheet, &evaluation, &document, None, AT, "test");
    let submitted = submitted.expect("written");
    assert_eq!(wire::open::open(&submitted, &[&old]).err(), Some(OpenFault::Newer));
    assert!(wire::open::open(&submitted, &[&new]).is_ok());
    let draft = wire::draft::write(&new, &sheet, &History::default(), &document, AT, "test");
    assert!(wire::open::open(&draft, &[&old]).is_ok());
}

#[test]
fn steps_reasons_and_comments_follow_their_cell() {
    let (old, new) = (first(), third());
    let chief = old.find("chief").expect("a cell");
    let mut sheet = Sheet::with(&old, texts(&[("number", "12")]));
    let mut history = History::default();
    let after = Some(Raw::text("課長"));
    sheet.put(chief, after.clone());
    history.made(Change {
        edits: vec![Edit { cell: chief, before: None, after }],
        ..Default::default()
    });
    let mut document = Document::new("a".into());
    document.comments.push(Comment {
        id: "1".into(),
        cell: Some("cost.2026".into()),
        text: "積算は".into(),
        ..Comment::default()
    });
    let draft = wire::draft::write(&old, &sheet, &history, &document, AT, "test");
    let mut opened = wire::open::open(&draft, &[&new]).expect("opens").remove(0);
    assert_eq!(opened.document.comments[0].cell.as_deref(), Some("money.2026"));
    let head = new.find("head").expect("a cell");
    assert_eq!(opened.sheet.text(head), "課長");
    assert!(opened.history.undo(&mut opened.sheet).is_some());
    assert!(opened.sheet.is_blank(head));
}

#[test]
fn two_texts_that_meet_in_one_cell_both_stay() {
    let new = form(&definition(
        2,
        &["number", "remark"],
        r#""migrations": [ { "from": 1, "moved": { "note": "remark" } } ],"#,
    ));
    let sheet = Sheet::migrated(&new, 1, texts(&[("note", "めも"), ("remark", "備考の文")]));
    assert_eq!(
        standing(&new, &sheet),
        [("remark".to_owned(), "備考の文".to_owned()), ("note".to_owned(), "めも".to_owned())]
    );
    assert!(sheet.old.contains("note"));
    // A sheet of this revision is left as it is, and a foreign cell is none of ours.
    let sheet = Sheet::migrated(&new, 2, texts(&[("note", "めも")]));
    assert_eq!(standing(&new, &sheet).len(), 1);
}

#[test]
fn what_a_migration_cannot_mean_is_refused() {
    let cells = ["number", "a", "b compute", "y , \"kind\": \"fiscal-year\""];
    let cells = cells
        .map(|cell| cell.replace(" compute", r#" , "kind": "integer", "compute": "1 + count(a)""#));
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let mut told = String::new();
    for (members, expected) in [
        (r#""migrations": [ { "from": 2 } ],"#, FaultKind::RevisionOrder),
        (r#""migrations": [ { "from": 1 }, { "from": 1 } ],"#, FaultKind::RevisionOrder),
        (r#""migrations": [ {} ],"#, FaultKind::Missing("from")),
        (
            r#""migrations": [ { "from": 1, "renamed": { "a": "number" } } ],"#,
            FaultKind::StillThere("a".into()),
        ),
        (
            r#""migrations": [ { "from": 1, "dropped": { "a": "甲" } } ],"#,
            FaultKind::StillThere("a".into()),
        ),
        (
            r#""migrations": [ { "from": 1, "dropped": { "x": "" } } ],"#,
            FaultKind::LabelMissing("x".into()),
        ),
        (
            r#""migrations": [ { "from": 1, "renamed": { "x": "z" } } ],"#,
            FaultKind::UnknownCell("z".into()),
        ),
        (
            r#""migrations": [ { "from": 1, "moved": { "x": "a", "z": "a" } } ],"#,
            FaultKind::Duplicate("a".into()),
        ),
        (
            r#""migrations": [ { "from": 1, "moved": { "x": "b" } } ],"#,
            FaultKind::KindMismatch(Wanted::TypedFor("x".into())),
        ),
        (
            r#""migrations": [ { "from": 1, "moved": { "x.{years}": "a" } } ],"#,
            FaultKind::UnknownAxis("years".into()),
        ),
        (r#""carry": { "copied": ["q.*"] },"#, FaultKind::UnknownCell("q.*".into())),
        (r#""carry": { "moved": { "x": "a" } },"#, FaultKind::UnknownCell("x".into())),
        (
            r#""carry": { "from": ["r7"], "moved": { "x": "a", "z": "a" } },"#,
            FaultKind::Duplicate("a".into()),
        ),
        (r#""carry": { "moved": { "a": "b" } },"#, FaultKind::KindMismatch(Wanted::Typed)),
        (r#""carry": { "advanced": ["a"] },"#, FaultKind::KindMismatch(Wanted::FiscalYear)),
    ] {
        let text = definition(2, &cells, members);
        let faults = wire::definition::compile(&text).map(|_| ()).expect_err(members);
        let found = faults.iter().find(|fault| fault.kind == expected);
        let found = found.unwrap_or_else(|| panic!("{members}\n{faults:?}"));
        let _ = writeln!(told, "{}\n  {}", found.origin.path, words::fault(found));
    }
    insta::assert_snapshot!("succession", told);
}

fn evaluation(edition: &str, members: &str) -> Form {
    let text = definition(
        1,
        &[
            "number",
            "title",
            "next",
            "plan",
            "done",
            "day , \"kind\": \"date\"",
            "year , \"kind\": \"fiscal-year\", \"style\": \"letter\"",
            "total , \"kind\": \"integer\", \"compute\": \"count(done)\"",
            "this",
            "last",
        ],
        members,
    );
    form(&text.replace("\"r8\"", &format!("\"{edition}\"")))
}

const CARRY: &str = r#""carry": { "from": ["r7", "r8"], "copied": ["*"], "moved": { "next": "plan", "this": "last" },
    "advanced": ["year"], "emptied": ["next", "this", "done", "day"] },"#;

#[test]
fn next_years_sheet_is_made_of_this_years() {
    let (this, next) = (evaluation("r7", ""), evaluation("r8", CARRY));
    let sheet = Sheet::with(
        &this,
        texts(&[
            ("number", "12"),
            ("title", "見回り"),
            ("next", "回数を増やす。"),
            ("plan", "月に一度"),
            ("done", "12回"),
            ("year", "令和7年度"),
            ("this", "300"),
            ("last", "280"),
            ("foreign", "よその欄"),
        ]),
    );
    let carried = next_year(&this, &sheet, &next).expect("the form says how");
    let expected = [
        ("number", "12"),
        ("title", "見回り"),
        ("plan", "回数を増やす。"),
        ("year", "R8"),
        ("last", "300"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    assert_eq!(standing(&next, &carried.sheet), expected);
    // What was filled and must be written anew; the day was blank.
    let anew: Vec<&str> = carried.anew.iter().map(|cell| next.cell(*cell).id.as_str()).collect();
    assert_eq!(anew, ["next", "this", "done"]);
    // A form that does not say how makes none.
    assert!(next_year(&next, &sheet, &this).is_none());
    let forms = [evaluation("r7", ""), evaluation("r8", CARRY), evaluation("r9", "")];
    let found = successor(&forms, &this).expect("a successor");
    assert_eq!(found.edition, "r8");
    assert!(successor(&forms, &forms[2]).is_none());
}

#[test]
fn a_year_that_cannot_be_read_is_left_to_the_person() {
    let (this, next) = (evaluation("r7", ""), evaluation("r8", CARRY));
    let sheet = Sheet::with(&this, texts(&[("year", "去年")]));
    let carried = next_year(&this, &sheet, &next).expect("the form says how");
    assert!(carried.sheet.filled().next().is_none());
    assert_eq!(carried.anew, [next.find("year").expect("a cell")]);
}

#[test]
fn of_a_range_in_one_box_its_own_end_is_advanced() {
    let cells = [
        "number",
        "from , \"kind\": \"fiscal-year\", \"style\": \"letter\", \"from-of\": \"to\"",
        "to , \"kind\": \"fiscal-year\", \"style\": \"letter\", \"to-of\": \"from\"",
    ];
    let carry = r#""carry": { "from": ["r8"], "advanced": ["from", "to"] },"#;
    let form = form(&definition(1, &cells, carry));
    let sheet = Sheet::with(&form, texts(&[("from", "R6～R9"), ("to", "令和6～9年度")]));
    let carried = next_year(&form, &sheet, &form).expect("the form says how");
    let expected = [("from", "R7"), ("to", "R10")];
    assert_eq!(
        standing(&form, &carried.sheet),
        expected.map(|(id, text)| (id.to_owned(), text.to_owned()))
    );
}

/// A form of the project.
fn of_project(path: &str) -> Form {
    let path = format!("{}/../../forms/{path}/1.json", env!("CARGO_MANIFEST_DIR"));
    form(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")))
}

#[test]
fn the_forms_of_the_project_begin_next_years_sheet() {
    let (h30, r2) = (of_project("kashiwa-action-plan/h30"), of_project("kashiwa-action-plan/r2"));
    let cells = include_str!("../fixtures/kashiwa/52001.json");
    let sheet = Sheet::with(&h30, wire::open::given_cells(cells).expect("cells"));
    let forms = [&h30, &r2];
    let next = successor(forms, &h30).expect("a successor");
    assert_eq!(next.edition, "r2");
    let carried = next_year(&h30, &sheet, next).expect("carried");
    let text = |id: &str| carried.sheet.text(next.find(id).expect(id)).to_owned();
    let before = |id: &str| sheet.text(h30.find(id).expect(id)).to_owned();
    for id in
        ["plan.number", "plan.period.from", "years.2018.content", "effect.saving.initial.2018"]
    {
        assert_eq!(text(id), before(id), "{id}");
        assert!(!text(id).is_empty(), "{id}");
    }
    for id in ["plan.updated", "annual.content", "annual.items.1.name", "annual.review.grade"] {
        assert_eq!(text(id), "", "{id}");
    }
    assert!(!carried.anew.is_empty());

    let sodegaura = of_project("sodegaura-progress/r2");
    let sheet = Sheet::with(
        &sodegaura,
        texts(&[
            ("item.name", "広報"),
            ("item.plan", "去年の計画"),
            ("item.next", "回数を増やす。"),
        ]),
    );
    let carried = next_year(&sodegaura, &sheet, &sodegaura).expect("carried");
    assert_eq!(
        standing(&sodegaura, &carried.sheet),
        [("item.name", "広報"), ("item.plan", "回数を増やす。")]
            .map(|(id, text)| (id.to_owned(), text.to_owned()))
    );
}
