//! Whole sheets: the five of `tests/fixtures/kashiwa`, their totals and what
//! must be said of them, and each relation of the form kept and broken.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Finding, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::{submission, wire, words};
use serde_json::Value;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn form(edition: &str) -> Form {
    let path = root().join(format!("forms/kashiwa-action-plan/{edition}/1.json"));
    let text = std::fs::read_to_string(&path).expect("the form");
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn fixture(number: &str) -> (Vec<(String, Raw)>, Value) {
    let read = |name: String| {
        let path = root().join("tests/fixtures/kashiwa").join(name);
        std::fs::read_to_string(path).expect("a fixture")
    };
    let cells = wire::open::given_cells(&read(format!("{number}.json"))).expect("cells");
    let expected = serde_json::from_str(&read(format!("{number}.expected.json"))).expect("JSON");
    (cells, expected)
}

fn ids(form: &Form, finding: &Finding) -> Vec<String> {
    finding.cells.iter().map(|place| place.id(form).to_owned()).collect()
}

const SUBMISSION: Purpose = Purpose::Submission(None);

#[test]
fn the_five_sheets_give_their_totals_and_findings() {
    let form = form("r2");
    for number in ["52001", "52003", "52004", "52005", "52006"] {
        let (cells, expected) = fixture(number);
        let sheet = Sheet::with(&form, cells);
        assert!(sheet.unknown.is_empty(), "{number}: {:?}", sheet.unknown);
        let evaluation = Evaluation::new(&form, &sheet);
        for (id, printed) in expected["computed"].as_object().expect("computed") {
            let cell = form.find(id).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(
                words::shown(&form, &sheet, &evaluation, cell),
                printed.as_str().expect("a text"),
                "{number} {id}"
            );
        }
        let findings = evaluation.findings(&form, &sheet, SUBMISSION);
        let weighty: Vec<(String, Vec<String>)> = findings
            .iter()
            .filter(|finding| finding.severity > Severity::Notice)
            .map(|finding| (finding.code.to_string(), ids(&form, finding)))
            .collect();
        // What one finding names per year may be listed together in the expectation.
        let mut said: Vec<String> = weighty
            .iter()
            .flat_map(|(code, cells)| cells.iter().map(move |cell| format!("{code} {cell}")))
            .collect();
        let mut wanted: Vec<String> = expected["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .flat_map(|finding| {
                let code = finding["code"].as_str().expect("a code").to_owned();
                let cells = finding["cells"].as_array().expect("cells").clone();
                cells
                    .into_iter()
                    .map(move |cell| format!("{code} {}", cell.as_str().expect("an id")))
            })
            .collect();
        said.sort();
        wanted.sort();
        assert_eq!(said, wanted, "{number}");
        let status = if Evaluation::is_ready(&findings) { "ready" } else { "pending" };
        assert_eq!(status, expected["status"], "{number}");
        assert_eq!(
            submission::key(&form, &sheet, &evaluation).as_deref(),
            expected["key"].as_str(),
            "{number}"
        );
    }
}

#[test]
fn a_planned_reduction_is_no_error() {
    let form = form("r2");
    let (cells, _) = fixture("52001");
    let sheet = Sheet::with(&form, cells);
    let evaluation = Evaluation::new(&form, &sheet);
    let total = form.find("effect.saving.initial.final").expect("a cell");
    assert_eq!(words::shown(&form, &sheet, &evaluation, total), "△ 20,860");
    assert!(
        evaluation
            .findings(&form, &sheet, SUBMISSION)
            .iter()
            .all(|finding| { finding.severity == Severity::Notice })
    );
}

/// One change to a sheet that is right, and what must then be said.
struct Break {
    cells: &'static [(&'static str, &'static str)],
    code: &'static str,
    names: &'static str,
}

#[test]
fn each_relation_is_seen_when_it_is_broken() {
    let form = form("r2");
    let table = [
        Break { cells: &[("plan.updated", "R2.3.31")], code: "date.order", names: "plan.updated" },
        Break {
            cells: &[("plan.period.from", "R2"), ("plan.period.to", "H28")],
            code: "period.reversed",
            names: "plan.period.from",
        },
        Break {
            cells: &[("plan.period.to", "R3")],
            code: "period.outside-plan",
            names: "plan.period.to",
        },
        Break {
            cells: &[("plan.period.from", "H27")],
            code: "period.outside-plan",
            names: "plan.period.from",
        },
        Break {
            cells: &[("plan.period.from", "H29")],
            code: "period.content-outside",
            names: "effect.saving.initial.2016",
        },
        Break {
            cells: &[("years.2018.content", "")],
            code: "period.content-missing",
            names: "years.2018.content",
        },
        Break {
            cells: &[("annual.status", "その他")],
            code: "annual.differs",
            names: "annual.status",
        },
        Break {
            cells: &[("annual.content", "別のことを書いた。")],
            code: "annual.differs",
            names: "annual.content",
        },
        Break {
            cells: &[("annual.end.indicator", "別の指標")],
            code: "annual.differs",
            names: "annual.end.indicator",
        },
        Break {
            cells: &[("annual.end.unit", "円")],
            code: "annual.differs",
            names: "annual.end.unit",
        },
        Break {
            cells: &[("annual.end.planned", "302,416")],
            code: "annual.differs",
            names: "annual.end.planned",
        },
        Break {
            cells: &[("annual.end.actual", "247,457")],
            code: "annual.differs",
            names: "annual.end.actual",
        },
        Break {
            cells: &[("indicator.revised.2020", "300,000")],
            code: "annual.differs",
            names: "annual.end.planned",
        },
        Break {
            cells: &[("annual.change.value", "有")],
            code: "change.not-carried",
            names: "annual.change.value",
        },
        Break {
            cells: &[("annual.end.achievement", "未達成")],
            code: "achievement.contradicts",
            names: "annual.end.achievement",
        },
        Break {
            cells: &[("indicator.direction", "higher")],
            code: "achievement.contradicts",
            names: "annual.end.achievement",
        },
        Break {
            cells: &[("plan.effects", "その他改善")],
            code: "effect.kind",
            names: "plan.effects",
        },
        Break {
            cells: &[("effect.revenue.actual.2020", "5")],
            code: "effect.kind",
            names: "plan.effects",
        },
        Break {
            cells: &[("plan.updated", "R2.3.31"), ("plan.created", "R2.3.1")],
            code: "result.future",
            names: "indicator.actual.2020",
        },
        Break {
            cells: &[("effect.saving.initial.final", "△ 20,870")],
            code: "total.differs",
            names: "effect.saving.initial.final",
        },
        Break {
            cells: &[("indicator.initial.final", "300,000")],
            code: "indicator.final",
            names: "indicator.initial.final",
        },
        Break { cells: &[("plan.number", "5200")], code: "text.pattern", names: "plan.number" },
        Break { cells: &[("plan.number", "53001")], code: "text.pattern", names: "plan.number" },
        Break { cells: &[("plan.title", "")], code: "required", names: "plan.title" },
        Break {
            cells: &[("years.2019.status", "計画通りに")],
            code: "choice.unknown",
            names: "years.2019.status",
        },
        Break {
            cells: &[("effect.saving.actual.2019", "12a")],
            code: "number.unreadable",
            names: "effect.saving.actual.2019",
        },
        Break {
            cells: &[("plan.created", "R2.2.30")],
            code: "date.no-such-day",
            names: "plan.created",
        },
        Break { cells: &[("nobody.knows", "x")], code: "cell.unknown", names: "nobody.knows" },
    ];
    let (cells, _) = fixture("52001");
    for broken in &table {
        let mut cells = cells.clone();
        for (id, text) in broken.cells {
            cells.retain(|(known, _)| known != id);
            let raw = if *id == "plan.effects" {
                Raw::Several(vec![(*text).to_owned()])
            } else {
                Raw::text(text)
            };
            cells.push(((*id).to_owned(), raw));
        }
        let sheet = Sheet::with(&form, cells);
        let evaluation = Evaluation::new(&form, &sheet);
        let findings = evaluation.findings(&form, &sheet, SUBMISSION);
        let found = findings.iter().find(|finding| {
            finding.code == broken.code && ids(&form, finding).iter().any(|id| id == broken.names)
        });
        let said: Vec<String> = findings
            .iter()
            .map(|finding| format!("{} {:?}", finding.code, ids(&form, finding)))
            .collect();
        let found =
            found.unwrap_or_else(|| panic!("{:?}: {} not in {said:#?}", broken.cells, broken.code));
        let sentence = words::finding(&form, &sheet, &evaluation, found);
        assert!(sentence.ends_with('。') && sentence.matches('。').count() == 1, "{sentence}");
        assert!(!sentence.contains('{'), "{sentence}");
    }
}

#[test]
fn the_earlier_edition_takes_the_last_figure_that_is_there() {
    for (edition, expected) in [("r2", ""), ("h30", "12")] {
        let form = form(edition);
        let cells = [
            ("indicator.unit".to_owned(), Raw::text("件")),
            ("indicator.initial.2017".to_owned(), Raw::text("12")),
        ];
        let sheet = Sheet::with(&form, cells);
        let evaluation = Evaluation::new(&form, &sheet);
        let last = form.find("indicator.initial.final").expect("a cell");
        assert_eq!(words::shown(&form, &sheet, &evaluation, last), expected, "{edition}");
    }
}

#[test]
fn an_accepted_warning_lapses_when_a_cell_it_rests_on_changes() {
    let form = form("r2");
    let (cells, _) = fixture("52005");
    let mut sheet = Sheet::with(&form, cells);
    let evaluation = Evaluation::new(&form, &sheet);
    let findings = evaluation.findings(&form, &sheet, SUBMISSION);
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Warning) {
        let at = "2026-11-20T12:00:00+09:00";
        let acceptance = finding.accept(&form, &sheet, "前年度に試行したため", at);
        sheet.acceptances.push(acceptance);
    }
    assert!(!sheet.acceptances.is_empty());
    let ready = |sheet: &Sheet| {
        let evaluation = Evaluation::new(&form, sheet);
        Evaluation::is_ready(&evaluation.findings(&form, sheet, SUBMISSION))
    };
    assert!(ready(&sheet));
    let cell = form.find("plan.period.to").expect("a cell");
    let before = sheet.put(cell, Some(Raw::text("R2")));
    assert!(!ready(&sheet) || before == Some(Raw::text("R2")));
    sheet.put(cell, Some(Raw::text("平成32年度")));
    assert!(!ready(&sheet));
}

#[test]
fn a_unit_written_into_the_number_is_put_where_it_belongs() {
    let form = form("r2");
    let cells = [("indicator.initial.2017".to_owned(), Raw::text("12件"))];
    let sheet = Sheet::with(&form, cells);
    let evaluation = Evaluation::new(&form, &sheet);
    let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
    let fix = findings.iter().flat_map(|finding| &finding.fixes).next().expect("a fix");
    let unit = form.find("indicator.unit").expect("a cell");
    assert!(fix.changes.contains(&(unit, Some(Raw::text("件")))), "{fix:?}");
}

#[test]
fn a_range_in_one_box_fills_the_other_by_a_fix() {
    let form = form("r2");
    let cells = [("plan.period.from".to_owned(), Raw::text("H28 ～ Ｒ２"))];
    let sheet = Sheet::with(&form, cells);
    let evaluation = Evaluation::new(&form, &sheet);
    let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
    let to = form.find("plan.period.to").expect("a cell");
    let fix = findings
        .iter()
        .flat_map(|finding| &finding.fixes)
        .find(|fix| fix.changes.iter().any(|(cell, _)| *cell == to))
        .expect("a fix for the other end");
    assert_eq!(fix.changes.len(), 2);
}

/// What is said of one cell, with nothing else in the sheet but these.
fn said_of(cells: &[(&str, Raw)], id: &str) -> Vec<(String, Severity, String)> {
    let form = form("r2");
    let sheet = Sheet::with(&form, cells.iter().map(|(id, raw)| ((*id).to_owned(), raw.clone())));
    let evaluation = Evaluation::new(&form, &sheet);
    let first = form.find(id);
    let findings = evaluation.findings_at(&form, &sheet, Purpose::Typing, first);
    let told = |finding: &Finding| {
        let sentence = words::finding(&form, &sheet, &evaluation, finding);
        (finding.code.to_string(), finding.severity, sentence)
    };
    findings.iter().map(|finding| told(finding)).collect()
}

#[test]
fn a_choice_is_known_by_its_code_in_any_width() {
    for text in ["b", "ｂ", " ｂ　", "Ｂ"] {
        assert_eq!(said_of(&[("plan.importance", Raw::text(text))], "plan.importance"), []);
    }
    let effects = Raw::Several(vec!["ｓａｖｉｎｇ".to_owned()]);
    let codes = said_of(&[("plan.effects", effects)], "plan.effects");
    assert!(codes.iter().all(|(code, ..)| code != "choice.unknown"), "{codes:?}");
}

#[test]
fn two_boxes_that_say_two_ends_contradict_each_other() {
    let (from, to) = ("plan.period.from", "plan.period.to");
    let code = |cells: [(&str, &str); 2], id: &str| {
        let said = said_of(&cells.map(|(id, text)| (id, Raw::text(text))), id);
        let year = |(code, ..): &&(String, Severity, String)| code.starts_with("year.");
        said.iter().find(year).map(|(code, _, sentence)| (code.clone(), sentence.clone()))
    };
    let differs = |sentence: &str| Some(("year.pair".to_owned(), sentence.to_owned()));
    assert_eq!(
        code([(from, "H28～R2"), (to, "R1")], from),
        differs(
            "「取組年度 はじめ」の「H28～R2」の終わりは「R2」ですが、もう一つの欄は「R1」ですので、正しい方に直してください。"
        )
    );
    assert_eq!(
        code([(from, "H28～R2"), (to, "H29～R1")], to),
        differs(
            "「取組年度 おわり」の「H29～R1」の始まりは「H29」ですが、もう一つの欄は「H28～R2」ですので、正しい方に直してください。"
        )
    );
    for other in ["R2", "令和2年度", "H28～R2", "未定", ""] {
        let (code, _) = code([(from, "H28～R2"), (to, other)], from).expect("a notice");
        assert_eq!(code, "year.style", "{other}");
    }
}

#[test]
fn what_may_mean_no_is_no_mark() {
    let id = "annual.items.2.q1";
    for text in ["x", "Ｘ", "×"] {
        let sentence = format!(
            "「取組項目 2 4～6月」の「{text}」は印として読めませんので、○を付けるか空欄にしてください。"
        );
        let expected = [("choice.unknown".to_owned(), Severity::Error, sentence)];
        assert_eq!(said_of(&[(id, Raw::text(text))], id), expected);
    }
    assert_eq!(said_of(&[(id, Raw::text("○"))], id), []);
}

#[test]
fn a_status_given_for_a_total_is_compared_with_it() {
    let (part, total) = ("effect.saving.initial.2016", "effect.saving.initial.final");
    let codes = |own: &str, given: &str| -> Vec<String> {
        let cells = [(part, Raw::text(own)), (total, Raw::text(given))];
        said_of(&cells, total).into_iter().map(|(code, ..)| code).collect()
    };
    assert_eq!(codes("5", "未定"), ["total.differs"]);
    assert_eq!(codes("5", "—"), ["total.differs"]);
    assert_eq!(codes("0", "—"), [""; 0]);
    assert_eq!(codes("", "—"), [""; 0]);
    assert_eq!(codes("", "未定"), [""; 0]);
}

#[test]
fn a_code_in_full_width_or_with_what_nobody_sees_is_read_and_said_to_be() {
    let form = form("r2");
    for text in ["５２００１", "52001\u{200b}", "52\u{ad}001\u{feff}"] {
        let said = said_of(&[("plan.number", Raw::text(text))], "plan.number");
        let sentence = format!(
            "「番号」の「{}」は「52001」と読みましたが、空白のない半角にそろえられます。",
            kohyo_core::text::trim(text)
        );
        assert_eq!(said, [("text.pattern".to_owned(), Severity::Notice, sentence)]);
        let sheet = Sheet::with(&form, [("plan.number".to_owned(), Raw::text(text))]);
        let evaluation = Evaluation::new(&form, &sheet);
        assert_eq!(submission::key(&form, &sheet, &evaluation).as_deref(), Some("52001"));
    }
}

#[test]
fn an_acceptance_without_a_reason_is_none() {
    let form = form("r2");
    let number = Raw::text("24千円（一人当たり）");
    let id = "effect.saving.initial.2016";
    let mut sheet = Sheet::with(&form, [(id.to_owned(), number)]);
    let evaluation = Evaluation::new(&form, &sheet);
    let found = |sheet: &Sheet| {
        let findings = evaluation.findings_at(&form, sheet, Purpose::Typing, form.find(id));
        findings.iter().find(|finding| finding.code == "number.basis").expect("found").clone()
    };
    assert_eq!(found(&sheet).accepted, None);
    for (reason, expected) in [("　 ", None), ("確かめました。", Some(0))] {
        sheet.acceptances = vec![found(&sheet).accept(&form, &sheet, reason, "")];
        assert_eq!(found(&sheet).accepted, expected);
    }
}

/// A form of one row of cells, with rules.
fn row(cells: &str, rules: &str) -> Form {
    let definition = format!(
        r#"{{"format":"kohyo/form","version":1,"id":"row","edition":"r8","revision":1,"title":"票",
        "pages":[{{"id":"p","title":"票","sections":[{{"id":"s","title":"区画","items":[{{"row":[{cells}]}}]}}]}}],
        "rules":[{rules}]}}"#
    );
    wire::definition::compile(&definition).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A sheet in which these texts stand.
fn typed(form: &Form, cells: &[(&str, &str)]) -> Sheet {
    Sheet::with(form, cells.iter().map(|(id, text)| ((*id).to_owned(), Raw::text(text))))
}

#[test]
fn an_acceptance_lapses_with_the_unit_and_with_the_parts_of_a_total() {
    let form = row(
        r#"{"cell":"s.unit","label":"単位"},
          {"cell":"s.one","label":"一","kind":"amount","unit-cell":"s.unit"},
          {"cell":"s.two","label":"二","kind":"amount","unit":"円"},
          {"cell":"s.three","label":"三","kind":"amount","unit":"円"},
          {"cell":"s.sum","label":"計","kind":"amount","unit":"円","compute":"s.two + s.three"}"#,
        r#"{"id":"r","code":"sum.over","severity":"warning","expect":"s.sum <= 100","cells":["s.sum"],"sentence":"計が百円を超えています。"}"#,
    );
    for (first, other, code) in [
        (["50億円", "1", "1"], ("s.unit", "円"), "number.converted"),
        (["", "100", "1"], ("s.three", "9,000"), "sum.over"),
    ] {
        let cells =
            [("s.unit", "千円"), ("s.one", first[0]), ("s.two", first[1]), ("s.three", first[2])];
        let mut sheet = typed(&form, &cells);
        let found = |sheet: &Sheet| {
            let findings = Evaluation::new(&form, sheet).findings(&form, sheet, SUBMISSION);
            findings.iter().find(|finding| finding.code == code).expect("found").clone()
        };
        let acceptance = found(&sheet).accept(&form, &sheet, "確かめました。", "");
        sheet.acceptances.push(acceptance);
        assert_eq!(found(&sheet).accepted, Some(0), "{code}");
        sheet.put(form.find(other.0).expect("a cell"), Some(Raw::text(other.1)));
        assert_eq!(found(&sheet).accepted, None, "{code}");
    }
}

#[test]
fn parts_in_units_of_different_kinds_make_no_total() {
    let form = row(
        r#"{"cell":"s.unit","label":"単位"},
          {"cell":"s.one","label":"一年目","kind":"amount","unit-cell":"s.unit"},
          {"cell":"s.two","label":"二年目","kind":"amount","unit-cell":"s.unit"},
          {"cell":"s.sum","label":"計","kind":"amount","unit-cell":"s.unit","compute":"s.one + s.two"}"#,
        "",
    );
    let sentence =
        "「計」の内訳に「人」と「件」の違う単位がありますので、同じ単位の数にそろえてください。";
    let sum = form.find("s.sum").expect("a cell");
    for (unit, one, two, expected) in [
        ("", "5人", "6件", vec![sentence]),
        ("未定", "5人", "6件", vec![sentence]),
        ("－", "5人", "6件", vec![sentence]),
        ("", "5人", "6名", vec![]),
        ("", "5人", "6", vec![]),
        ("", "5人", "未定", vec![]),
        ("人", "5人", "6名", vec![]),
    ] {
        let mut sheet = typed(&form, &[("s.unit", unit), ("s.one", ""), ("s.two", two)]);
        let mut evaluation = Evaluation::new(&form, &sheet);
        let place = form.find("s.one").expect("a cell");
        sheet.put(place, Some(Raw::text(one)));
        evaluation.update(&form, &sheet, place);
        let findings = evaluation.findings_at(&form, &sheet, SUBMISSION, Some(sum));
        let said: Vec<String> = findings
            .iter()
            .map(|finding| words::finding(&form, &sheet, &evaluation, finding))
            .collect();
        assert_eq!(said, expected, "{one} {two}");
    }
}

#[test]
fn signs_are_turned_together_where_they_are_alike() {
    let form = row(
        r#"{"cell":"s.one","label":"一年目","kind":"amount","unit":"時間"},
          {"cell":"s.two","label":"二年目","kind":"amount","unit":"時間"}"#,
        r#"{"id":"r","code":"sign.contradicts","severity":"warning","expect":"s.one >= 0","cells":["s.one"],"turn":["s.one","s.two"],"sentence":"符号を確かめてください。"}"#,
    );
    for (two, expected) in [
        ("△200", vec![("s.one", "100"), ("s.two", "200")]),
        ("200", vec![("s.one", "100")]),
        ("0", vec![("s.one", "100")]),
        ("", vec![("s.one", "100")]),
    ] {
        let sheet = typed(&form, &[("s.one", "△100"), ("s.two", two)]);
        let findings = Evaluation::new(&form, &sheet).findings(&form, &sheet, SUBMISSION);
        let fix = findings.iter().flat_map(|finding| &finding.fixes).next().expect("a mend");
        let changes: Vec<_> =
            fix.changes.iter().map(|(cell, raw)| (&*form.cell(*cell).id, raw.clone())).collect();
        let expected: Vec<_> =
            expected.into_iter().map(|(id, text)| (id, Some(Raw::text(text)))).collect();
        assert_eq!(changes, expected, "{two}");
    }
}

#[test]
fn a_dash_or_undecided_is_no_result_of_a_year_to_come() {
    let id = "effect.saving.actual.2020";
    let codes = |text: &str| -> Vec<String> {
        let cells = [("plan.updated", Raw::text("R1.9.30")), (id, Raw::text(text))];
        said_of(&cells, id).into_iter().map(|(code, ..)| code).collect()
    };
    for text in ["—", "未定", ""] {
        assert_eq!(codes(text), [""; 0], "{text}");
    }
    for text in ["5", "0", "中止"] {
        assert_eq!(codes(text), ["result.future"], "{text}");
    }
}

/// What the mends of one cell write, with nothing else in the sheet but these.
fn mended(cells: &[(&str, &str)], id: &str) -> Vec<(String, String)> {
    let form = form("r2");
    let raws = cells.iter().map(|(id, text)| ((*id).to_owned(), Raw::text(text)));
    let sheet = Sheet::with(&form, raws);
    let evaluation = Evaluation::new(&form, &sheet);
    let findings = evaluation.findings_at(&form, &sheet, Purpose::Typing, form.find(id));
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    let changes = fixes.flat_map(|fix| &fix.changes);
    changes
        .map(|(cell, raw)| {
            (form.cell(*cell).id.clone(), raw.as_ref().map(Raw::shown).unwrap_or_default())
        })
        .collect()
}

fn pairs<const N: usize>(texts: [(&str, &str); N]) -> Vec<(String, String)> {
    texts.map(|(id, text)| (id.to_owned(), text.to_owned())).to_vec()
}

#[test]
fn a_mend_of_a_range_keeps_the_words_of_an_open_end_and_drops_no_note() {
    let (from, to) = ("plan.period.from", "plan.period.to");
    assert_eq!(mended(&[(from, "不明～R2")], from), pairs([(from, "不明"), (to, "R2")]));
    assert_eq!(mended(&[(to, "H25年度～未定")], to), pairs([(to, "未定"), (from, "H25")]));
    assert_eq!(mended(&[(from, "Ｈ25年度～未定")], from), pairs([(from, "H25"), (to, "未定")]));
    assert_eq!(mended(&[(from, "H28～R2（予定）")], from), []);
}

#[test]
fn what_is_copied_from_the_left_can_be_read_and_keeps_its_own_note() {
    let (left, own) = ("effect.saving.initial.2016", "effect.saving.initial.2017");
    let copied = |text: &str, asks: &str| mended(&[(left, text), (own, asks)], own);
    assert_eq!(copied("1,234", "同左"), pairs([(own, "1,234")]));
    assert_eq!(copied("1,234", "同左（見込）"), pairs([(own, "1,234（見込）")]));
    assert_eq!(copied("####", "同左"), []);
    let said = said_of(&[(own, Raw::text("同左"))], own);
    assert_eq!(
        said.first().map(|(_, _, sentence)| sentence.as_str()),
        Some(
            "「効果額 歳出削減 当初計画額 平成29年度」の「同左」は左の欄と同じという意味に読みましたが、写せる内容が左の欄にありませんので、内容を入力してください。"
        )
    );
}

#[test]
fn a_mend_writes_a_basis_once() {
    let own = "effect.saving.initial.2017";
    for text in ["△24千円（職員一人当たり）", "△24千円 職員一人当たり"] {
        assert_eq!(mended(&[(own, text)], own), pairs([(own, "△ 24（職員一人当たり）")]), "{text}");
    }
    assert_eq!(mended(&[(own, "24千円一人当たり")], own), pairs([(own, "24（一人当たり）")]));
}
