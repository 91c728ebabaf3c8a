//! Many sheets together: planted faults are found, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::collection::{
    Assessment, By, Collection, Content, Entry, Expected, Gist, ListFault, Matter, Shown, Status,
    TableCell, TableRow, expected_of_rows, table_rows,
};
use kohyo_core::finding::{Code, Severity};
use kohyo_core::form::{Counted, FaultKind, Form, Kind, Wanted};
use kohyo_core::number::Decimal;
use kohyo_core::reading::Status as CellStatus;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::submission::{Document, OpenFault};
use kohyo_core::wire::prefill::several;
use kohyo_core::{wire, words};
use std::path::PathBuf;

const FORM: &str = r#"{
    "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試しの票",
    "key": ["number"], "name": "name", "department": "section", "fiscal-year": 2026,
    "axes": { "years": { "years": [2026, 2028] } },
    "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画", "items": [
        { "cell": "number", "label": "番号", "kind": "code" },
        { "cell": "name", "label": "名称" },
        { "cell": "section", "label": "担当部署" },
        { "cell": "theme", "label": "分類" },
        { "cell": "goal", "label": "目標", "lines": 3 },
        { "table": "money.{row}.{column}", "label": "財政効果", "kind": "amount", "unit": "千円",
          "columns": [ { "axis": "years" } ],
          "rows": [ { "id": "plan", "label": "計画" }, { "id": "done", "label": "実績" } ] },
        { "table": "hours.{column}", "label": "業務量", "kind": "amount", "unit": "時間", "decimals": 1,
          "columns": [ { "axis": "years" } ], "rows": [ { "id": "x", "label": "時間" } ] },
        { "cell": "unit", "label": "単位" },
        { "cell": "index", "label": "指標", "kind": "amount", "unit-cell": "unit", "decimals": 2 }
    ] } ] } ],
    "collection": {
        "texts": { "cells": ["goal"], "least": 20 },
        "distinct-names": true,
        "category": { "cell": "theme" },
        "numbering": { "cell": "number", "group": 1 },
        "outliers": [ { "cells": ["money.*.{years}"] } ],
        "signs": [ { "cells": "hours.{years}", "beside": "money.plan.{years}" } ],
        "carried": ["money.plan.{years}"],
        "tables": [ { "id": "themes", "title": "分類別", "group": ["theme"], "order": ["theme"], "totals": true,
            "columns": [ { "label": "分類", "cell": "theme" }, { "label": "件数", "count": true },
                         { "axis": "years", "label": "{years} 計画", "sum": ["money.plan.{years}"] } ] } ]
    } }"#;

fn form() -> Form {
    wire::definition::compile(FORM).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A round of sheets as it is built up by a test.
struct Round {
    forms: Vec<Form>,
    collection: Collection,
}

impl Round {
    fn of(forms: Vec<Form>) -> Self {
        Self { forms, collection: Collection::default() }
    }

    fn new() -> Self {
        Self::of(vec![form()])
    }

    fn refs(&self) -> Vec<&Form> {
        self.forms.iter().collect()
    }

    fn add_at(&mut self, id: &str, at: Option<&str>, cells: &[(&str, &str)]) -> usize {
        self.add_of(0, id, at, cells)
    }

    fn add_of(
        &mut self,
        place: usize,
        id: &str,
        at: Option<&str>,
        cells: &[(&str, &str)],
    ) -> usize {
        let form = &self.forms[place];
        let is_several =
            |id| form.find(id).is_some_and(|cell| form.cell(cell).kind == Kind::Choices);
        let raw = |id, text| match is_several(id) {
            true => Raw::Several(several(text)),
            false => Raw::text(text),
        };
        let cells = cells.iter().map(|(id, text)| ((*id).to_owned(), raw(*id, *text)));
        let sheet = Sheet::with(form, cells);
        let evaluation = Evaluation::new(form, &sheet);
        let findings = evaluation.findings(form, &sheet, Purpose::Submission(None));
        let document =
            Document { saved_at: at.map(ToOwned::to_owned), ..Document::new(id.to_owned()) };
        let gist = Gist::new(place, form, &sheet, &document, &evaluation, &findings, true);
        let file = format!("{}.json", self.collection.entries().len() + 1);
        self.collection.add(Entry { file, content: Content::Sheet(Box::new(gist)) })
    }

    /// A sheet of its own document, number and figures.
    fn add(&mut self, number: u32, more: &[(&str, &str)]) -> usize {
        let (key, name) = (number.to_string(), format!("取組その{number}"));
        let section = format!("企画部　第{}課", ["一", "二", "三"][number as usize % 3]);
        let goal = format!(
            "取組{number}では、毎年{}件の申請を電子で受け付けられるようにする。",
            number * 7
        );
        let mut cells = vec![
            ("number", key.as_str()),
            ("name", &name),
            ("section", &section),
            ("theme", "1 効率化"),
            ("goal", &goal),
            ("money.plan.2026", "1,200"),
            ("money.plan.2027", "1,500"),
            ("money.done.2026", "980"),
            ("hours.2026", "40"),
            ("hours.2027", "60.5"),
        ];
        cells.extend(more);
        self.add_at(&format!("doc-{number}"), Some("2026-11-20T12:00:00+09:00"), &cells)
    }

    fn assess(&self, expected: Option<&Expected>) -> Assessment {
        self.collection.assess(&self.refs(), expected)
    }

    /// Code, files and a sentence of everything found.
    fn said(&self, expected: Option<&Expected>) -> Vec<(Code, Vec<usize>, String)> {
        self.assess(expected)
            .findings
            .iter()
            .map(|finding| {
                let sentence = words::collection_finding(&self.collection, &self.refs(), finding);
                assert!(sentence.ends_with('。'), "{sentence}");
                (finding.code, finding.sheets.iter().map(|place| place.sheet).collect(), sentence)
            })
            .collect()
    }
}

fn codes(said: &[(Code, Vec<usize>, String)]) -> Vec<(&str, &[usize])> {
    said.iter().map(|(code, sheets, _)| (code.as_str(), sheets.as_slice())).collect()
}

#[test]
fn sheets_without_fault_are_passed_over() {
    let mut round = Round::new();
    for number in 101..140 {
        round.add(number, &[]);
    }
    assert_eq!(codes(&round.said(None)), []);
    let assessment = round.assess(None);
    assert_eq!(assessment.count(Status::Ready), 39);
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let mut round = Round::new();
    for number in 101..110 {
        round.add(number, &[]);
    }
    let duplicate = round.add_at(
        "another",
        Some("2026-11-21T09:00:00+09:00"),
        &[("number", "１０１"), ("name", "取組その101")],
    );
    let newer = round.add_at(
        "doc-102",
        Some("2026-11-20T03:00:01Z"),
        &[("number", "102"), ("name", "取組その102")],
    );
    let damaged = round.collection.add(Entry {
        file: "壊れ.json".to_owned(),
        content: Content::Unreadable(OpenFault::Damaged),
    });
    let yen = round.add(110, &[("money.plan.2027", "1,500,000")]);
    let source = "第一課の窓口で行う申請の受付を電子に改め、年間の処理時間を半分に減らす。";
    let copied_from = round.add(111, &[("goal", source)]);
    let copied = round.add(112, &[("goal", &source.replace("、", "，"))]);
    let wrong_theme = round.add(113, &[("theme", "1 効率")]);
    let turned = round.add(114, &[("hours.2026", "△24"), ("hours.2027", "△ 30")]);
    let same_name = round.add(115, &[("name", "取組その103")]);

    let list: Vec<Vec<String>> = std::iter::once("department,key,title".to_owned())
        .chain((101..118).map(|number| format!(",{number},")))
        .map(|line| line.split(',').map(ToOwned::to_owned).collect())
        .collect();
    let expected = expected_of_rows(&list).expect("a list");
    let said = round.said(Some(&expected));
    let mut found = codes(&said);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("collection.category", &[wrong_theme][..]),
            ("collection.damaged", &[damaged]),
            ("collection.duplicate", &[0, duplicate]),
            ("collection.missing", &[]),
            ("collection.missing", &[]),
            ("collection.name", &[2, same_name]),
            ("collection.outlier", &[yen]),
            ("collection.sign", &[turned]),
            ("collection.superseded", &[1, newer]),
            ("text.duplicate", &[copied_from, copied]),
        ]
    );
    let assessment = round.assess(Some(&expected));
    assert_eq!(assessment.status(0), Status::Ready);
    assert_eq!(assessment.status(duplicate), Status::Duplicate);
    assert_eq!(assessment.status(1), Status::Superseded);
    assert_eq!(assessment.status(newer), Status::Ready);
    assert_eq!(assessment.status(damaged), Status::Unreadable);
    let missing = said.iter().filter(|(code, _, _)| *code == Code::CollectionMissing);
    let sentences: Vec<&str> = missing.map(|(_, _, sentence)| sentence.as_str()).collect();
    assert!(sentences[0].contains("116") && sentences[1].contains("117"), "{sentences:?}");
}

#[test]
fn a_copy_is_known_by_its_words_when_the_name_of_the_section_was_changed() {
    let mut round = Round::new();
    for (number, section) in [(101, "総務部　契約課"), (102, "総務部　人事課")] {
        let goal = format!(
            "{}の帳票を一つにまとめ、毎月の集計を自動で行えるようにする。年度末までに全員が使えるようにする。",
            section.split('　').next_back().unwrap()
        );
        round.add(number, &[("section", section), ("goal", &goal)]);
    }
    assert_eq!(codes(&round.said(None)), [("text.duplicate", &[0, 1][..])]);
}

#[test]
fn a_copy_of_short_sentences_is_known_as_a_whole() {
    let mut round = Round::new();
    let goal = "・人件費の減\n・時間外の減\n・紙の使用の減\n・電話の減\n・待ち時間の減\n・公用車の減\n・委託の減";
    round.add(101, &[("goal", goal)]);
    round.add(102, &[("goal", goal)]);
    round.add(103, &[("goal", &goal.replace("電話", "窓口"))]);
    for number in 104..107 {
        round.add(number, &[("goal", "計画どおり実施した。今後も継続していく。")]);
    }
    assert_eq!(codes(&round.said(None)), [("text.duplicate", &[0, 1][..])]);
}

#[test]
fn common_phrases_and_short_texts_are_no_copies() {
    let mut round = Round::new();
    for number in 101..140 {
        let goal = format!(
            "計画どおり実施する。取組{number}の対象を{}件に広げて費用を抑える。",
            number * 3
        );
        round.add(number, &[("goal", if number % 2 == 0 { "継続する。" } else { &goal })]);
    }
    assert_eq!(codes(&round.said(None)), []);
}

#[test]
fn versions_are_put_in_order_by_time_and_not_by_file() {
    let mut round = Round::new();
    let cells = |text: &'static str| vec![("number", "101"), ("goal", text)];
    let second = round.add_at("doc", Some("2026-11-20T12:00:00+09:00"), &cells("二"));
    let third = round.add_at("doc", Some("2026-11-20T04:00:00Z"), &cells("三"));
    let first = round.add_at("doc", Some("2026-11-20T11:00:00+09:00"), &cells("一"));
    let copy = round.add_at("doc", Some("2026-11-20T13:00:00+09:00"), &cells("三"));
    let assessment = round.assess(None);
    assert_eq!(assessment.status(third), Status::Ready);
    for old in [first, second, copy] {
        assert_eq!(assessment.status(old), Status::Superseded);
    }
    assert!(assessment.findings.iter().all(|finding| finding.severity == Severity::Notice));
    let copies = assessment
        .findings
        .iter()
        .filter(|finding| matches!(finding.matter, Matter::Superseded { copy: true, .. }));
    assert_eq!(copies.count(), 1);
}

#[test]
fn a_person_decides_where_time_does_not() {
    for at in [Some("2026-11-20T12:00:00+09:00"), None, Some("きのう")] {
        let mut round = Round::new();
        let one = round.add_at("doc", at, &[("number", "101"), ("goal", "甲")]);
        let other = round.add_at("doc", at, &[("number", "101"), ("goal", "乙")]);
        let said = round.said(None);
        assert_eq!(codes(&said), [("collection.duplicate", &[one, other][..])]);
        assert!(said[0].2.contains("決めてください"), "{}", said[0].2);
        assert_eq!(round.assess(None).statuses, [Status::Duplicate; 2]);
        round.collection.chosen.insert(other);
        let assessment = round.assess(None);
        assert_eq!(assessment.statuses, [Status::Superseded, Status::Ready]);
        assert!(
            assessment.findings.iter().all(|finding| finding.code == Code::CollectionSuperseded)
        );
    }
}

#[test]
fn of_two_documents_of_one_key_the_first_counts_until_a_person_has_chosen() {
    let mut round = Round::new();
    let later = round.add_at("b", Some("2026-11-21T12:00:00+09:00"), &[("number", "101")]);
    let earlier = round.add_at("a", Some("2026-11-20T12:00:00+09:00"), &[("number", "101")]);
    assert_eq!(round.assess(None).status(earlier), Status::Ready);
    assert_eq!(round.assess(None).status(later), Status::Duplicate);
    round.collection.chosen.insert(later);
    let assessment = round.assess(None);
    assert_eq!(
        (assessment.status(later), assessment.status(earlier)),
        (Status::Ready, Status::Duplicate)
    );
    assert_eq!(assessment.findings, []);
    // The choice is of the document, so that its next version is chosen too.
    let next = round.add_at("b", Some("2026-11-22T12:00:00+09:00"), &[("number", "101")]);
    let assessment = round.assess(None);
    assert_eq!(
        [later, earlier, next].map(|place| assessment.status(place)),
        [Status::Superseded, Status::Duplicate, Status::Ready]
    );
    // A sheet without a key is nobody's duplicate.
    let mut round = Round::new();
    round.add_at("a", None, &[("name", "甲の取組")]);
    round.add_at("b", None, &[("name", "乙の取組")]);
    assert_eq!(round.assess(None).findings, []);
}

#[test]
fn one_file_used_for_two_sheets_is_said_loudly() {
    let mut round = Round::new();
    round.add_at("doc", Some("2026-11-20T12:00:00+09:00"), &[("number", "101")]);
    round.add_at("doc", Some("2026-11-21T12:00:00+09:00"), &[("number", "102")]);
    let assessment = round.assess(None);
    assert_eq!(assessment.findings.len(), 1);
    assert_eq!(assessment.findings[0].severity, Severity::Warning);
}

fn table(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn a_list_of_sections_with_numbers_is_compared_by_section() {
    let mut round = Round::new();
    for number in 101..=106 {
        round.add(number, &[]);
    }
    round.add(107, &[("section", "福祉部　高齢者課")]);
    // 第一課: 102 105 · 第二課: 103 106 · 第三課: 101 104
    let list =
        table("部署,件数\n第一課,2件\n企画部第二課,３\n第三課,2\n総務部総務課,0\n総務部契約課,4");
    let expected = expected_of_rows(&list).expect("a list");
    assert!(!expected.has_keys());
    let said = round.said(Some(&expected));
    let found: Vec<&str> = said.iter().map(|(code, _, _)| code.as_str()).collect();
    assert_eq!(found, ["collection.missing", "collection.unexpected", "collection.count"]);
    let reception = round.assess(Some(&expected)).reception.expect("a reception");
    let counts: Vec<(&str, Option<u32>, u32)> = reception
        .departments
        .iter()
        .map(|count| (count.department.as_str(), count.expected, count.received))
        .collect();
    assert_eq!(
        counts,
        [
            ("第一課", Some(2), 2),
            ("企画部第二課", Some(3), 2),
            ("第三課", Some(2), 2),
            ("総務部総務課", Some(0), 0),
            ("総務部契約課", Some(4), 0),
            ("福祉部　高齢者課", None, 1),
        ]
    );
}

#[test]
fn names_serve_where_sheets_have_no_key() {
    let mut round = Round::new();
    let one = round.add_at("a", None, &[("name", "窓口の改善"), ("section", "総務部契約課")]);
    let other = round.add_at("b", None, &[("name", "窓口 の改善"), ("section", "総務部人事課")]);
    let list = table("department,title\n人事課,窓口の改善\n契約課,窓口の改善\n総務課,文書の整理");
    let expected = expected_of_rows(&list).expect("a list");
    let said = round.said(Some(&expected));
    assert_eq!(codes(&said), [("collection.missing", &[][..])]);
    let reception = round.assess(Some(&expected)).reception.expect("a reception");
    assert_eq!(reception.sheets, [vec![other], vec![one], vec![]]);
}

#[test]
fn a_name_is_no_key_where_both_have_one() {
    let mut round = Round::new();
    let stranger = round.add(109, &[("name", "窓口の改善")]);
    let nameless = round.add_at("a", None, &[("name", "文書の整理")]);
    let unlisted = round.add(110, &[("name", "電話の案内")]);
    let list = table("key,title\n101,窓口の改善\n102,文書の整理\n,電話の案内");
    let expected = expected_of_rows(&list).expect("a list");
    assert_eq!(
        codes(&round.said(Some(&expected))),
        [("collection.missing", &[][..]), ("collection.unexpected", &[stranger])]
    );
    let reception = round.assess(Some(&expected)).reception.expect("a reception");
    assert_eq!(reception.sheets, [vec![], vec![nameless], vec![unlisted]]);
}

#[test]
fn two_lines_of_one_key_have_each_its_own_sheet() {
    let other = wire::definition::compile(&FORM.replace("\"trial\"", "\"other\"")).unwrap();
    let mut round = Round::of(vec![form(), other]);
    let own = |name, section| [("number", "1"), ("name", name), ("section", section)];
    let bridge = round.add_of(0, "a", None, &own("橋の点検", "道路課"));
    let feast = round.add_of(1, "b", None, &own("夏祭り", "商工課"));
    let of = |list: &str| {
        let expected = expected_of_rows(&table(list)).expect("a list");
        let said = round.said(Some(&expected)).len();
        (round.assess(Some(&expected)).reception.expect("a reception").sheets, said)
    };
    let each = vec![vec![feast], vec![bridge]];
    assert_eq!(of("部署,番号,名称\n商工課,1,夏祭り\n道路課,1,橋の点検"), (each.clone(), 0));
    assert_eq!(of("部署,番号\n商工課,1\n道路課,1"), (each.clone(), 0));
    // A name that was changed meanwhile, beside one that was not.
    assert_eq!(of("番号,名称\n1,商店街の祭り\n1,橋の点検"), (each, 1));
    // One line has all that bears its key.
    assert_eq!(of("番号,名称\n1,夏祭り"), (vec![vec![bridge, feast]], 1));
}

#[test]
fn a_section_is_known_by_all_that_the_form_knows_it_by() {
    let section =
        r#"{ "cell": "section", "label": "担当部署", "kind": "choice", "choices": "sections" }"#;
    let sections = r#""choices": { "sections": [
        { "code": "0101", "label": "橋梁課", "also": ["橋りょう課"] },
        { "code": "0203", "label": "公園課", "aliases": ["緑地課"] } ] },
        "axes":"#;
    let text = FORM.replace(r#"{ "cell": "section", "label": "担当部署" }"#, section);
    let form = wire::definition::compile(&text.replace("\"axes\":", sections)).unwrap();
    let mut round = Round::of(vec![form]);
    round.add(101, &[("section", "橋梁課")]);
    round.add(102, &[("section", "緑地課")]);
    for list in ["橋りょう課,101\n0203,102", "0101,101\n緑地課,102", "橋梁課,101\n公園課,102"]
    {
        let expected = expected_of_rows(&table(&format!("部署,番号\n{list}"))).expect("a list");
        assert_eq!(codes(&round.said(Some(&expected))), [], "{list}");
        let reception = round.assess(Some(&expected)).reception.expect("a reception");
        let counts = reception.departments.iter();
        let counts: Vec<_> =
            counts.map(|own| (&*own.department, own.expected, own.received)).collect();
        assert_eq!(counts, [("橋梁課", Some(1), 1), ("公園課", Some(1), 1)]);
    }
}

#[test]
fn the_sum_below_a_list_is_no_section() {
    let mut round = Round::new();
    round.add(102, &[]);
    let list = table("部署,番号,件数\n第一課,,1\n合　計,,1\n,計,1");
    let expected = expected_of_rows(&list).expect("a list");
    assert_eq!((expected.sheets(), round.said(Some(&expected)).len()), (1, 0));
}

#[test]
fn a_sheet_against_its_line_in_the_list() {
    let mut round = Round::new();
    let sheet = round.add(101, &[("theme", "2 財政")]);
    let stranger = round.add(102, &[]);
    let list = table("key,title,department,category\n101,別の名称,税務課,1 効率化");
    let expected = expected_of_rows(&list).expect("a list");
    let said = round.said(Some(&expected));
    assert_eq!(
        codes(&said),
        [
            ("collection.unexpected", &[sheet][..]),
            ("collection.unexpected", &[stranger]),
            ("collection.category", &[sheet]),
            ("collection.name", &[sheet]),
        ]
    );
}

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(expected_of_rows(&[]), Err(ListFault::NoColumn));
    assert_eq!(expected_of_rows(&table("a,b\n1,2")), Err(ListFault::NoColumn));
    assert_eq!(expected_of_rows(&table("key")), Err(ListFault::Empty));
    let two = expected_of_rows(&table("key,番号\n1,2"));
    assert_eq!(two, Err(ListFault::TwoColumns("番号".to_owned())));
    let count = expected_of_rows(&table("部署,件数\n総務課,たくさん"));
    assert_eq!(count, Err(ListFault::Count(2, "たくさん".to_owned())));
    for fault in [ListFault::NoColumn, two.unwrap_err(), count.unwrap_err(), ListFault::Empty] {
        assert!(words::list_fault(&fault).ends_with('。'));
    }
}

#[test]
fn numbers_that_nobody_bears_are_a_notice() {
    let mut round = Round::new();
    for number in [101, 102, 105, 201, 203] {
        round.add(number, &[]);
    }
    let said = round.said(None);
    assert_eq!(codes(&said), [("collection.missing", &[][..]), ("collection.missing", &[])]);
    assert!(said[0].2.contains("「103」から「104」まで") && said[1].2.contains("「202」"));
    assert!(round.assess(None).findings.iter().all(|f| f.severity == Severity::Notice));
}

#[test]
fn a_whole_sheet_in_yen_is_found_beside_the_others() {
    let mut round = Round::new();
    for number in 101..110 {
        round.add(number, &[]);
    }
    let cells = [
        ("money.plan.2026", "1,200,000"),
        ("money.plan.2027", "1,500,000"),
        ("money.done.2026", "980,000"),
    ];
    let yen = round.add(110, &cells);
    assert_eq!(codes(&round.said(None)), [("collection.outlier", &[yen][..])]);
    // The plan in thousands, the result in yen.
    let mut round = Round::new();
    let mixed = round.add(101, &[("money.done.2026", "980,000"), ("money.done.2027", "1,100,000")]);
    assert_eq!(codes(&round.said(None)), [("collection.outlier", &[mixed][..]); 2]);
}

#[test]
fn first_effort_then_savings_is_no_habit_of_sign() {
    let mut round = Round::new();
    round.add(101, &[]);
    // More work first, with no money yet; then less.
    round.add(102, &[("hours.2026", "△480"), ("hours.2027", "1,920"), ("money.plan.2026", "0")]);
    assert_eq!(codes(&round.said(None)), []);
    // △ in a year that saves money.
    let asked = round.add(103, &[("hours.2026", "△ 644"), ("hours.2027", "100")]);
    let said = round.said(None);
    assert_eq!(codes(&said), [("collection.sign", &[asked][..])]);
    // Where all write △, it is their habit.
    let mut round = Round::new();
    for number in 101..105 {
        round.add(number, &[("hours.2026", "△24"), ("hours.2027", "△30")]);
    }
    assert_eq!(codes(&round.said(None)), []);
}

#[test]
fn of_a_habit_of_sign_the_boxes_of_all_sheets_are_named() {
    let sentence = |years: [&str; 2]| {
        let mut round = Round::new();
        round.add(101, &[]);
        for (number, year) in ["104", "107"].into_iter().zip(years) {
            let hours = format!("hours.{year}");
            let cells = [("number", number), ("section", "総務課"), (hours.as_str(), "△5")];
            round.add_at(number, None, &cells);
        }
        let said = round.said(None);
        let of = said.into_iter().find(|(code, ..)| *code == Code::CollectionSign);
        of.expect("a habit").2
    };
    let (one, other) = (sentence(["2026", "2027"]), sentence(["2027", "2026"]));
    assert!(one.contains("「業務量 時間 令和8年度」、「業務量 時間 令和9年度」"), "{one}");
    let boxes = |text: &str| text.split_once('）').map(|(_, rest)| rest.to_owned());
    assert_eq!(boxes(&one), boxes(&other), "in whatever order they came");
}

#[test]
fn editions_and_what_last_years_sheet_said() {
    let old =
        FORM.replace("\"r8\"", "\"r7\"").replace("\"fiscal-year\": 2026", "\"fiscal-year\": 2025");
    let old = wire::definition::compile(&old).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut round = Round::of(vec![old, form()]);
    let cells = [("number", "101"), ("money.plan.2026", "1,200"), ("money.plan.2027", "900")];
    let before = round.add_of(0, "a", None, &cells);
    let same = [("number", "101"), ("money.plan.2026", "1200"), ("money.plan.2027", "800")];
    let after = round.add_of(1, "b", None, &same);
    round.add_of(1, "c", None, &[("number", "102")]);
    let said = round.said(None);
    assert_eq!(
        codes(&said),
        [("collection.edition", &[before][..]), ("collection.carried", &[before, after])]
    );
    assert!(said[1].2.contains("令和9年度"), "{}", said[1].2);
}

#[test]
fn totals_say_what_they_leave_out_and_rest_on() {
    let mut round = Round::new();
    round.add(101, &[("money.plan.2028", "未定（導入経費）"), ("unit", "件"), ("index", "12.5")]);
    round.add(
        102,
        &[
            ("money.plan.2028", "△ 300"),
            ("hours.2026", "△24時間（一人当たり）"),
            ("unit", "件"),
            ("index", "2"),
        ],
    );
    round.add(103, &[("money.plan.2028", "2台：6名"), ("unit", "人"), ("index", "7")]);
    let superseded = round.add_at("doc-101", None, &[("number", "101"), ("money.plan.2026", "9")]);
    // A version without a time is undecided; choose the one of 101.
    round.collection.chosen.insert(0);
    let assessment = round.assess(None);
    assert_eq!(assessment.status(superseded), Status::Superseded);
    let forms = round.refs();
    let form = forms[0];
    let cells = |ids: &[&str]| ids.iter().map(|id| form.find(id).unwrap()).collect::<Vec<_>>();
    let totals =
        |ids: &[&str], by| round.collection.totals(&forms, &assessment, 0, &cells(ids), by);
    let plan = ["money.plan.2026", "money.plan.2027", "money.plan.2028"];
    let years = totals(&plan, By::FiscalYear);
    let sums: Vec<(&str, Option<Decimal>, usize)> = years
        .iter()
        .map(|group| (group.name.as_str(), group.total.sum, group.total.sheets))
        .collect();
    assert_eq!(
        sums,
        [
            ("2026", Some(3600.into()), 3),
            ("2027", Some(4500.into()), 3),
            ("2028", Some((-300).into()), 1)
        ]
    );
    let total = &years[2].total;
    let left_out = &total.left_out;
    assert_eq!(left_out.statuses.get(&CellStatus::Undecided), Some(&1));
    assert_eq!(left_out.unread, 1);
    assert_eq!(
        words::total_left_out(total).as_deref(),
        Some("未定 1件、読み取れない欄 1件を除いた合計です。")
    );
    let hours = &totals(&["hours.2026"], By::All)[0].total;
    assert_eq!((hours.sum, hours.sheets), (Some(80.into()), 2));
    assert_eq!(hours.left_out.apart.get("per-person"), Some(&1));
    let index = &totals(&["index"], By::All)[0].total;
    assert_eq!(index.sum, Some(Decimal::new(145, 1)));
    assert_eq!((index.unit.as_str(), index.left_out.units.get("人")), ("件", Some(&1)));
    let rows = totals(&["money.plan.2026", "money.done.2026"], By::Row);
    let names: Vec<&str> = rows.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["money.plan", "money.done"]);
    let departments = totals(&["money.plan.2026"], By::Department);
    assert_eq!(departments.len(), 3);
    let nothing = &totals(&["money.done.2028"], By::All)[0].total;
    assert_eq!((nothing.sum, nothing.sheets), (None, 0));
}

#[test]
fn rows_that_may_be_added_are_one_amount() {
    let works = r#"{ "table": "works.{row}.{column}", "label": "工事", "kind": "amount", "unit": "千円",
          "repeat": { "id": "works", "most": 4 },
          "columns": [ { "id": "cost", "label": "工事費" }, { "axis": "years" } ] },
        { "cell": "unit","#;
    let form = wire::definition::compile(&FORM.replace("{ \"cell\": \"unit\",", works)).unwrap();
    let mut round = Round::of(vec![form]);
    round.add(101, &[("works.1.cost", "10"), ("works.2.cost", "20"), ("works.2.2027", "3")]);
    round.add(102, &[("works.3.cost", "400"), ("works.1.2027", "5"), ("works.1.2028", "不明")]);
    let (assessment, forms) = (round.assess(None), round.refs());
    let cells: Vec<_> =
        forms[0].cells().filter(|(_, cell)| cell.repeat.is_some()).map(|(cell, _)| cell).collect();
    let rows = round.collection.totals(&forms, &assessment, 0, &cells, By::Row);
    let rows: Vec<_> = rows
        .iter()
        .map(|group| (group.name.as_str(), group.total.sum, group.total.sheets))
        .collect();
    assert_eq!(rows, [("works.cost", Some(430.into()), 2), ("works", Some(8.into()), 2)]);
    let years = round.collection.totals(&forms, &assessment, 0, &cells[1..], By::FiscalYear);
    let of_2027 = years.iter().find(|group| group.name == "2027").unwrap();
    assert_eq!(of_2027.total.sum, Some(8.into()));
    let figures = round.collection.figures(&forms, &assessment, 0, &cells, By::Row, "works.cost");
    assert_eq!(figures.len(), 3);
}

/// A form whose sheets sum up those of a section, and a form with a base.
const DIVISION: &str = r#"{
    "format": "kohyo/form", "version": 1, "id": "division", "edition": "r8", "title": "部の集計票",
    "key": ["section"], "department": "section",
    "axes": { "years": { "years": [2026, 2028] } },
    "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画", "items": [
        { "cell": "section", "label": "部署" },
        { "table": "sum.{row}.{column}", "label": "計", "kind": "amount", "unit": "千円",
          "columns": [ { "axis": "years" } ],
          "rows": [ { "id": "plan", "label": "計画" }, { "id": "done", "label": "実績" } ] }
    ] } ] } ] }"#;

fn form_with(more: &str) -> Form {
    let text = FORM.replace("\"carried\":", &format!("{more}, \"carried\":"));
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn a_total_of_one_table_is_that_of_another() {
    let balance = r#""totals": [ { "sum": "money.plan.{years}", "equals": "sum.plan.{years}",
        "form": "division", "by": "department", "within": 2 } ]"#;
    let division =
        wire::definition::compile(DIVISION).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut round = Round::of(vec![form_with(balance), division]);
    // 第一課: 102 105 · 第二課: 103 106 · 第三課: 101 104
    for number in 101..=106 {
        let more: &[(&str, &str)] =
            if number == 104 { &[("money.plan.2028", "未定")] } else { &[] };
        round.add(number, more);
    }
    let at = Some("2026-11-20T12:00:00+09:00");
    let division = |round: &mut Round, section: &str, years: [&str; 3]| {
        let cells = [
            ("section", section),
            ("sum.plan.2026", years[0]),
            ("sum.plan.2027", years[1]),
            ("sum.plan.2028", years[2]),
        ];
        round.add_of(1, section, at, &cells)
    };
    // Rounded; right; and with an amount that the sheets have not settled yet.
    division(&mut round, "企画部 第一課", ["2,402", "3,000", ""]);
    division(&mut round, "企画部　第三課", ["2,400", "3,000", "500"]);
    assert_eq!(codes(&round.said(None)), []);
    let wrong = division(&mut round, "企画部　第二課", ["2,400", "3,100", ""]);
    let said = round.said(None);
    assert_eq!(codes(&said), [("collection.total", &[2, 5, wrong][..])]);
    for part in
        ["企画部　第二課", "「3,000千円」", "個票2件", "「3,100千円」", "個票1件", "令和9年度"]
    {
        assert!(said[0].2.contains(part), "{part}: {}", said[0].2);
    }

    // Two tables of the same sheets, over all of them and for each.
    for (by, found) in [("", 1), ("\"by\": \"key\",", 2), ("\"by\": \"category\",", 1)] {
        let balance = format!(
            "\"totals\": [ {{ {by} \"sum\": \"money.plan.*\", \"equals\": \"money.done.*\" }} ]"
        );
        let mut round = Round::of(vec![form_with(&balance)]);
        let done = [("money.done.2026", "1,200"), ("money.done.2027", "1,500")];
        for number in 101..=103 {
            round.add(number, &done);
        }
        assert_eq!(codes(&round.said(None)), []);
        for number in 104..=105 {
            round.add(number, &[]);
        }
        let said = round.said(None);
        assert_eq!(said.len(), found, "{by} {said:?}");
        for (code, sheets, _) in &said {
            let once: std::collections::BTreeSet<_> = sheets.iter().collect();
            assert_eq!((code.as_str(), once.len()), ("collection.total", sheets.len()));
        }
    }
    let slips = [
        ("\"money.plan.{years}\"", "\"money.plam.{years}\""),
        ("\"sum.plan.{years}\"", "\"sum.plan.{yaers}\""),
        ("\"department\"", "\"section\""),
    ];
    for (right, slip) in slips {
        let text = FORM
            .replace("\"carried\":", &format!("{}, \"carried\":", balance.replace(right, slip)));
        assert!(wire::definition::compile(&text).is_err(), "{slip}");
    }
}

#[test]
fn last_years_result_is_this_years_base() {
    let follows = r#""follows": { "money.done.2026": "money.plan.2028" }"#;
    let next = FORM
        .replace("\"edition\": \"r8\"", "\"edition\": \"r9\"")
        .replace("\"fiscal-year\": 2026", "\"fiscal-year\": 2027")
        .replace("\"carried\":", &format!("{follows}, \"carried\":"));
    let next = wire::definition::compile(&next).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut round = Round::of(vec![form(), next]);
    let found = |round: &Round| -> Vec<Vec<usize>> {
        let said = round.said(None).into_iter();
        said.filter(|(code, ..)| *code == Code::CollectionCarried)
            .map(|(_, sheets, _)| sheets)
            .collect()
    };
    let last = |number| [("number", number), ("money.done.2026", "980")];
    round.add_of(0, "a", None, &last("101"));
    round.add_of(1, "b", None, &[("number", "101"), ("money.plan.2028", "９８０")]);
    round.add_of(0, "c", None, &last("102"));
    round.add_of(1, "d", None, &[("number", "102"), ("money.plan.2028", "未定")]);
    assert_eq!(found(&round), [[0_usize; 0]; 0]);
    let before = round.add_of(0, "e", None, &last("103"));
    let after = round.add_of(1, "f", None, &[("number", "103"), ("money.plan.2028", "890")]);
    assert_eq!(found(&round), [[before, after]]);
    let said = round.said(None).into_iter().find(|(code, ..)| *code == Code::CollectionCarried);
    assert_eq!(
        said.unwrap().2,
        "「103」（5.json）の「財政効果 実績 令和8年度」と「103」（6.json）の「財政効果 計画 令和10年度」が違いますので、どちらが正しいか確かめてください。"
    );
    // A name that no cell of the form bears is a slip where last year's form is the same.
    let slip = FORM
        .replace("\"carried\":", "\"follows\": { \"money.x\": \"money.plan.2028\" }, \"carried\":");
    let faults = wire::definition::compile(&slip).unwrap_err();
    assert!(faults.iter().any(|fault| fault.kind == FaultKind::UnknownCell("money.x".into())));
}

#[test]
fn a_unit_of_which_nothing_is_known_yet_is_no_unit() {
    let mut round = Round::new();
    for (id, unit) in [("a", "未定"), ("b", "—"), ("c", ""), ("d", "件")] {
        round.add_at(id, None, &[("number", id), ("unit", unit), ("index", "5")]);
    }
    let index = round.forms[0].find("index").unwrap();
    let assessment = round.assess(None);
    let groups = round.collection.totals(&round.refs(), &assessment, 0, &[index], By::All);
    let total = &groups[0].total;
    assert_eq!((total.sum, total.unit.as_str()), (Some(15.into()), ""));
    assert_eq!(total.left_out.units.iter().collect::<Vec<_>>(), [(&"件".to_owned(), &1)]);
}

#[test]
fn a_number_of_more_digits_than_any_is_no_running_number() {
    let mut round = Round::new();
    for last in ["1", "3"] {
        let number = format!("1{}{last}", "0".repeat(70_000));
        round.add_at(last, None, &[("number", &number)]);
    }
    assert_eq!(codes(&round.said(None)), []);
}

#[test]
fn a_list_may_ask_for_more_sheets_than_there_are_numbers() {
    let rows = [["部署", "件数"], ["税務課", "4294967295"], ["税務課", "2"]];
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|&text| text.to_owned()).collect()).collect();
    let list = expected_of_rows(&rows).unwrap();
    assert_eq!(list.sheets(), u32::MAX);
    let assessment = Round::new().assess(Some(&list));
    assert_eq!(assessment.reception.unwrap().departments[0].expected, Some(u32::MAX));
}

#[test]
fn amounts_of_two_units_are_compared_in_one() {
    // The plan in 円; last year's plan, and this year's results, in 千円.
    let plan = r#"{ "id": "plan", "label": "計画", "unit": "円" }"#;
    let in_yen = |more: &str| {
        FORM.replace(r#"{ "id": "plan", "label": "計画" }"#, plan)
            .replace("\"outliers\": [ { \"cells\": [\"money.*.{years}\"] } ],", "")
            .replace("\"carried\":", &format!("{more}, \"carried\":"))
    };
    let compiled =
        |text: &str| wire::definition::compile(text).unwrap_or_else(|faults| panic!("{faults:?}"));
    let balance = r#""totals": [ { "sum": "money.plan.2026", "equals": "money.done.2026" } ]"#;
    let mut round = Round::of(vec![compiled(&in_yen(balance))]);
    let money = |plan| [("number", "101"), ("money.plan.2026", plan), ("money.done.2026", "980")];
    round.add_at("a", None, &money("980,000"));
    assert_eq!(codes(&round.said(None)), []);
    round.add_at("b", None, &[("number", "102"), ("money.plan.2026", "1")]);
    let said = round.said(None);
    assert_eq!(codes(&said), [("collection.total", &[0, 1][..])]);
    assert!(said[0].2.contains("「980,001円」（個票2件）"), "{}", said[0].2);
    assert!(said[0].2.contains("「980千円」（個票1件）"), "{}", said[0].2);

    let follows = r#""follows": { "money.done.2026": "money.plan.2028" }"#;
    let next = in_yen(follows)
        .replace("\"edition\": \"r8\"", "\"edition\": \"r9\"")
        .replace("\"fiscal-year\": 2026", "\"fiscal-year\": 2027");
    for (carried, followed, differs) in
        [("1,200,000", "980,000", false), ("1,200,000", "980", true), ("1,200", "980,000", true)]
    {
        let mut round = Round::of(vec![form(), compiled(&next)]);
        let old = [("number", "1"), ("money.plan.2026", "1,200"), ("money.done.2026", "980")];
        round.add_of(0, "a", None, &old);
        let new = [("number", "1"), ("money.plan.2026", carried), ("money.plan.2028", followed)];
        round.add_of(1, "b", None, &new);
        let said = round.said(None);
        let found = said.iter().any(|(code, ..)| *code == Code::CollectionCarried);
        assert_eq!(found, differs, "{carried} {followed} {said:?}");
    }

    // What nothing makes comparable is no check.
    for check in [
        r#""totals": [ { "sum": "money.plan.2026", "equals": "hours.2026" } ]"#,
        r#""follows": { "hours.2026": "money.plan.2026" }"#,
    ] {
        let faults = wire::definition::compile(&in_yen(check)).unwrap_err();
        let is_mismatch = |kind: &FaultKind| matches!(kind, FaultKind::UnitMismatch(..));
        assert!(faults.len() == 1 && is_mismatch(&faults[0].kind), "{faults:?}");
    }
}

#[test]
fn tables_take_months_and_choices_by_their_values() {
    let cells = r#"{ "cell": "from", "label": "開始", "kind": "month" },
        { "cell": "kinds", "label": "効果", "kind": "choices", "choices": "kinds" },
        { "cell": "goal","#;
    let choices = r#""choices": { "kinds": [ { "code": "a", "label": "歳出" }, { "code": "b", "label": "歳入" } ] },
        "axes":"#;
    let tables = r#"{ "format": "kohyo/tables", "version": 1, "form": "trial", "tables": [
        { "id": "by-month", "title": "開始", "group": ["from"], "order": ["from"],
          "columns": [ { "label": "開始", "cell": "from" }, { "label": "数", "count": true } ] },
        { "id": "by-kind", "title": "効果", "group": ["kinds"], "order": ["kinds"],
          "columns": [ { "label": "効果", "cell": "kinds" }, { "label": "数", "count": true } ] } ] }"#;
    let tables = wire::definition::read_tables(tables).expect("tables").tables;
    let text = FORM.replace("{ \"cell\": \"goal\",", cells).replace("\"axes\":", choices);
    let form = wire::definition::compile_with(&text, &tables).expect("a form");
    let mut round = Round::of(vec![form]);
    for (number, from, kinds) in [
        (101, "令和8年10月", "歳入、歳出"),
        (102, "R8.4", "歳入"),
        (103, "2026年10月", "歳出、歳入"),
        (104, "9年1月から", "その他"),
    ] {
        round.add(number, &[("from", from), ("kinds", kinds)]);
    }
    let (assessment, forms) = (round.assess(None), round.refs());
    let printed = |place: usize| -> Vec<String> {
        let table = &forms[0].together.tables[place];
        let filled = table_rows(&round.collection, &forms, &assessment, 0, table);
        let row = |row: &TableRow| match &row.cells[..] {
            [TableCell::Shown(shown), TableCell::Count(count)] => {
                format!("{} {count}", words::shown_in_table(forms[0], shown))
            }
            other => panic!("{other:?}"),
        };
        filled.rows.iter().map(row).collect()
    };
    assert_eq!(printed(1), ["R8.4 1", "R8.10 2", "9年1月から 1"]);
    assert_eq!(printed(2), ["歳出、歳入 2", "歳入 1", "その他 1"]);
}

#[test]
fn a_column_of_durations_says_that_it_counts_minutes() {
    let times = r#"{ "table": "time.{column}", "label": "作業", "kind": "duration",
          "columns": [ { "axis": "years" } ], "rows": [ { "id": "x", "label": "時間" } ] },
        { "cell": "goal","#;
    let tables = r#"{ "format": "kohyo/tables", "version": 1, "form": "trial", "tables": [
        { "id": "times", "title": "作業", "columns": [ { "label": "作業時間", "cell": "time.2026" },
          { "axis": "years", "label": "{years}", "sum": ["time.{years}"] },
          { "label": "計（分）", "sum": ["time.*"] }, { "label": "業務量", "sum": ["hours.*"] } ] } ] }"#;
    let tables = wire::definition::read_tables(tables).expect("tables").tables;
    let text = FORM.replace("{ \"cell\": \"goal\",", times);
    let form = wire::definition::compile_with(&text, &tables).expect("a form");
    let labels: Vec<&str> =
        form.together.tables[1].columns.iter().map(|column| &*column.label).collect();
    assert_eq!(
        labels,
        [
            "作業時間（分）",
            "令和8年度（分）",
            "令和9年度（分）",
            "令和10年度（分）",
            "計（分）",
            "業務量"
        ]
    );
}

#[test]
fn an_office_defines_its_own_tables() {
    let own = r#"{ "format": "kohyo/tables", "version": 1, "form": "trial", "tables": [
        { "id": "names", "title": "名称と目標", "order": ["-number"], // 大きい番号から
          "columns": [ { "label": "番号", "cell": "number" }, { "label": "目標", "cell": "goal" },
                       { "axis": "years", "label": "{years} 実績", "sum": ["money.done.{years}"] } ] },
        { "id": "themes", "title": "分類の数", "group": ["theme"], "columns": [ { "label": "数", "count": true } ] },
    ] }"#;
    let read = wire::definition::read_tables(own).expect("tables");
    assert_eq!(read.form.value, "trial");
    let with = wire::definition::compile_with(FORM, &read.tables).expect("a form");
    assert_eq!(with.digest, form().digest, "the sheets are of the same form");
    let titles: Vec<&str> = with.together.tables.iter().map(|own| own.title.as_str()).collect();
    assert_eq!(titles, ["分類の数", "名称と目標"]);
    let mut round = Round::of(vec![with]);
    round.add(101, &[("goal", "目標の一つ目")]);
    round.add(102, &[("goal", "目標の二つ目")]);
    let (assessment, forms) = (round.assess(None), round.refs());
    let table = &forms[0].together.tables[1];
    let filled = table_rows(&round.collection, &forms, &assessment, 0, table);
    assert_eq!(filled.rows.len(), 2);
    assert_eq!(filled.rows[0].cells[0], TableCell::Shown(Shown::Text("102".to_owned())));
    assert_eq!(filled.rows[0].cells[1], TableCell::Shown(Shown::Text("目標の二つ目".to_owned())));
    // What the form has can be taken out, changed and put back.
    let text = wire::definition::tables_text(FORM).expect("a file");
    let same = wire::definition::read_tables(&text).expect("tables");
    let again = wire::definition::compile_with(FORM, &same.tables).expect("a form");
    assert_eq!(again.together, form().together);
    for (right, slip) in [
        ("kohyo/tables", "kohyo/form"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"form\"", "\"from\""),
        ("\"goal\"", "\"gaol\""),
        ("\"count\": true", "\"cuont\": true"),
        ("{years} 実績\", \"sum\"", "{years} 実績\", \"cell\""),
    ] {
        let text = own.replace(right, slip);
        let faults = match wire::definition::read_tables(&text) {
            Ok(read) => wire::definition::compile_with(FORM, &read.tables).map(|_| ()).unwrap_err(),
            Err(faults) => faults,
        };
        assert!(!faults.is_empty(), "{slip}");
    }
}

#[test]
fn a_table_is_filled_as_its_form_says() {
    let mut round = Round::new();
    round.add(101, &[("theme", "2 財政")]);
    round.add(102, &[]);
    round.add(103, &[("theme", "１　効率化"), ("money.plan.2026", "△ 200")]);
    let assessment = round.assess(None);
    let forms = round.refs();
    let table = &forms[0].together.tables[0];
    let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(labels, ["分類", "件数", "令和8年度 計画", "令和9年度 計画", "令和10年度 計画"]);
    let filled = table_rows(&round.collection, &forms, &assessment, 0, table);
    let line = |cells: &[TableCell]| -> Vec<String> {
        cells
            .iter()
            .map(|cell| match cell {
                TableCell::Shown(Shown::Text(text)) => text.clone(),
                TableCell::Shown(_) => String::new(),
                TableCell::Count(count) => count.to_string(),
                TableCell::Total(total) => total.sum.map(|sum| sum.to_string()).unwrap_or_default(),
            })
            .collect()
    };
    let rows: Vec<Vec<String>> = filled.rows.iter().map(|row| line(&row.cells)).collect();
    assert_eq!(rows, [["1 効率化", "2", "1000", "3000", ""], ["2 財政", "1", "1200", "1500", ""]]);
    assert_eq!(line(&filled.totals.expect("totals").cells), ["", "3", "2200", "4500", ""]);
    assert_eq!(filled.rows[0].sheets, [1, 2]);
}

#[test]
fn a_slip_in_the_member_is_refused_with_its_place() {
    let slips = [
        ("\"goal\"], \"least\"", "\"gaol\"], \"least\"", FaultKind::UnknownCell("gaol".into())),
        ("\"money.*.{years}\"", "\"money.*.{yaers}\"", FaultKind::UnknownAxis("yaers".into())),
        ("\"money.*.{years}\"", "\"money.x.*\"", FaultKind::UnknownCell("money.x.*".into())),
        ("\"money.*.{years}\"", "\"goal\"", FaultKind::KindMismatch(Wanted::Number)),
        (
            "\"money.*.{years}\"",
            "\"money.*.{years}\", \"hours.{years}\"",
            FaultKind::UnitMismatch(Counted::In("千円".into()), Counted::In("時間".into())),
        ),
        ("\"texts\"", "\"text\"", FaultKind::UnknownMember("text".into())),
        (
            "\"label\": \"分類\", \"cell\": \"theme\" }, { \"label\"",
            "\"label\": \"分類\", \"cell\": \"name\" }, { \"label\"",
            FaultKind::KindMismatch(Wanted::InGroup("name".into())),
        ),
        (
            "\"count\": true",
            "\"count\": false",
            FaultKind::Missing("cell, sum, count, list or number"),
        ),
    ];
    for (right, wrong, kind) in slips {
        assert!(FORM.contains(right), "{right}");
        let faults = wire::definition::compile(&FORM.replace(right, wrong)).unwrap_err();
        assert!(faults.iter().any(|fault| fault.kind == kind), "{wrong}: {faults:?}");
        assert!(
            faults.iter().all(|fault| fault.origin.path.starts_with("collection")),
            "{faults:?}"
        );
    }
}

#[test]
fn the_sheets_of_the_project_are_no_fault_of_each_other() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let form = std::fs::read_to_string(root.join("forms/kashiwa-action-plan/r2/1.json")).unwrap();
    let form = wire::definition::compile(&form).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut round = Round::of(vec![form]);
    for number in ["52001", "52003", "52004", "52005", "52006"] {
        let path = root.join(format!("tests/fixtures/kashiwa/{number}.json"));
        let cells = wire::open::given_cells(&std::fs::read_to_string(path).unwrap()).unwrap();
        let form = &round.forms[0];
        let sheet = Sheet::with(form, cells);
        let evaluation = Evaluation::new(form, &sheet);
        let findings = evaluation.findings(form, &sheet, Purpose::Submission(None));
        let document = Document::new(number.to_owned());
        let gist = Gist::new(0, form, &sheet, &document, &evaluation, &findings, true);
        round
            .collection
            .add(Entry { file: number.to_owned(), content: Content::Sheet(Box::new(gist)) });
    }
    let assessment = round.assess(None);
    let said = round.said(None);
    // 52002 is not among them; nothing else is to be said.
    assert_eq!(codes(&said), [("collection.missing", &[][..])]);
    assert!(said[0].2.contains("52002"));
    let forms = round.refs();
    let planned = forms[0].find("effect.total.initial.final").unwrap();
    let total = &round.collection.totals(&forms, &assessment, 0, &[planned], By::All)[0].total;
    assert!(total.sheets >= 2 && total.sum.is_some());
    for table in &forms[0].together.tables {
        let filled = table_rows(&round.collection, &forms, &assessment, 0, table);
        assert!(!filled.rows.is_empty() && filled.totals.is_some(), "{}", table.id);
    }
}
