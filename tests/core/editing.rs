//! Editing: judging one edit gives what judging the whole sheet gives, and
//! every step can be taken back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Finding, Place, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::{Edit, History, Raw, Sheet};
use kohyo_core::wire;
use proptest::prelude::*;
use std::sync::Arc;

fn form_of(family: &str) -> Form {
    let path = format!("{}/../../forms/{family}/1.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the form");
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn form() -> Form {
    form_of("kashiwa-action-plan/r2")
}

/// Forms that differ in what rests on what.
const FAMILIES: [&str; 4] = [
    "kashiwa-action-plan/r2",
    "tokorozawa-evaluation/r2",
    "sodegaura-progress/r2",
    "iizuka-initiative/r6",
];

/// Texts that cells really meet, and some that they should not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("0".to_owned()),
        Just("△ 3,518".to_owned()),
        Just("未定".to_owned()),
        Just("12件".to_owned()),
        Just("同左".to_owned()),
        Just("△1,".to_owned()),
        Just("R2.4.1".to_owned()),
        Just("H28".to_owned()),
        Just("R2".to_owned()),
        Just("H28～R2".to_owned()),
        Just("令和２年度".to_owned()),
        Just("計画どおり".to_owned()),
        Just("達　成".to_owned()),
        Just("未達成".to_owned()),
        Just("有".to_owned()),
        Just("lower".to_owned()),
        Just("千円".to_owned()),
        Just("○".to_owned()),
        Just("△ 644".to_owned()),
        Just("△24時間（一人当たり）".to_owned()),
        Just("総務部人事課".to_owned()),
        Just("財政の改革".to_owned()),
        Just("歳出の抑制".to_owned()),
        Just("予算の執行率".to_owned()),
        Just("■ 自治事務 □ 法定受託事務".to_owned()),
        Just("52 業務".to_owned()),
        (0_i64..1_000_000).prop_map(|number| number.to_string()),
        any::<String>(),
    ]
}

/// Which cell the next edit meets.
#[derive(Clone, Copy, Debug)]
enum Meets {
    /// Any.
    Any,
    /// One on which a rule or a reading rests.
    Busy,
    /// The one to the left of the last.
    Left,
}

fn meets() -> impl Strategy<Value = Meets> {
    prop_oneof![Just(Meets::Any), Just(Meets::Busy), Just(Meets::Left)]
}

/// What the sheet is judged for, each with other findings.
const PURPOSES: [Purpose; 3] =
    [Purpose::Typing, Purpose::Submission(None), Purpose::Submission(Some(0))];

/// The first cell that a finding names, of those that the form knows or none at all.
fn first_cell(finding: &Finding) -> Option<Option<CellIx>> {
    match finding.cells.first() {
        None => Some(None),
        Some(Place::Cell(cell)) => Some(Some(*cell)),
        Some(Place::Other(_)) => None,
    }
}

/// The findings that begin at other cells than these.
fn elsewhere(list: &[Arc<Finding>], said: &[Option<CellIx>]) -> Vec<Arc<Finding>> {
    let begins = |first: Option<CellIx>| said.contains(&first);
    list.iter().filter(|finding| !first_cell(finding).is_some_and(begins)).cloned().collect()
}

/// Accepts every warning on the texts that stand there, and on that of one more cell: a file may bring
/// an acceptance that rests on more than its finding.
fn accept(form: &Form, sheet: &mut Sheet, evaluation: &Evaluation, more: CellIx) {
    for finding in evaluation.findings(form, sheet, Purpose::Submission(None)) {
        if finding.severity == Severity::Warning && finding.accepted.is_none() {
            let mut accepted = finding.accept(form, sheet, "確かめました。", "");
            let text = sheet.raw(more).map(Raw::shown).unwrap_or_default();
            accepted.on.insert(form.cell(more).id.clone(), text);
            sheet.acceptances.push(accepted);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn one_edit_after_another_is_judged_like_the_whole(
        family in 0..FAMILIES.len(),
        edits in proptest::collection::vec((meets(), any::<prop::sample::Index>(), text(), prop::bool::weighted(0.1)), 1..60)
    ) {
        let form = form_of(FAMILIES[family]);
        // A third of the edits meets cells on which a rule or a reading rests.
        let busy: Vec<CellIx> = form
            .cells()
            .map(|(cell, _)| cell)
            .filter(|cell| {
                let affected = form.affected(*cell);
                !affected.rules.is_empty() || !affected.readings.is_empty()
            })
            .collect();
        let mut sheet = Sheet::new(&form);
        let mut evaluation = Evaluation::new(&form, &sheet);
        let mut history = History::default();
        let start = sheet.clone();
        let mut last = CellIx(0);
        for (meets, index, text, accepts) in edits {
            let cell = match (meets, form.cell(last).left) {
                (Meets::Busy, _) if !busy.is_empty() => busy[index.index(busy.len())],
                (Meets::Left, Some(left)) => left,
                _ => CellIx(u32::try_from(index.index(form.len())).expect("a place")),
            };
            last = cell;
            let after = Some(if form.cell(cell).is_several() {
                Raw::Several(vec![text])
            } else {
                Raw::text(&text)
            });
            let told = PURPOSES.map(|purpose| evaluation.findings(&form, &sheet, purpose));
            let before = sheet.put(cell, after.clone());
            history.made(kohyo_core::sheet::Change { edits: vec![Edit { cell, before, after }], ..Default::default() });
            let changes = evaluation.update(&form, &sheet, cell);
            for (purpose, told) in PURPOSES.into_iter().zip(told) {
                let now = evaluation.findings(&form, &sheet, purpose);
                // Where nothing is said to have changed, the same is said as before.
                prop_assert_eq!(elsewhere(&told, &changes.said), elsewhere(&now, &changes.said));
                for first in changes.said.iter().copied() {
                    let here: Vec<_> = now.iter().filter(|one| first_cell(one) == Some(first)).cloned().collect();
                    prop_assert_eq!(evaluation.findings_at(&form, &sheet, purpose, first), here);
                }
            }
            if accepts {
                accept(&form, &mut sheet, &evaluation, cell);
            }
        }
        let whole = Evaluation::new(&form, &sheet);
        prop_assert_eq!(&evaluation, &whole);
        prop_assert_eq!(
            evaluation.findings(&form, &sheet, Purpose::Submission(None)),
            whole.findings(&form, &sheet, Purpose::Submission(None))
        );
        let end = sheet.clone();
        sheet.acceptances.clear();
        while history.undo(&mut sheet).is_some() {}
        prop_assert_eq!(&sheet, &start);
        while history.redo(&mut sheet).is_some() {}
        sheet.acceptances.clone_from(&end.acceptances);
        prop_assert_eq!(&sheet, &end);
    }
}

#[test]
fn letters_typed_into_one_box_are_one_step() {
    let form = form();
    let mut sheet = Sheet::new(&form);
    let mut history = History::default();
    let cell = CellIx(0);
    for text in ["5", "52", "52 業"] {
        let after = Some(Raw::text(text));
        let before = sheet.put(cell, after.clone());
        history.typed(Edit { cell, before, after });
    }
    history.left();
    history.undo(&mut sheet);
    assert!(sheet.is_blank(cell));
    history.redo(&mut sheet);
    assert_eq!(sheet.text(cell), "52 業");
}

#[test]
fn one_edit_touches_only_what_rests_on_it() {
    let form = form();
    let sheet = Sheet::new(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    let cell = form.find("effect.saving.initial.2018").expect("a cell");
    let changes = evaluation.update(&form, &sheet, cell);
    assert_eq!(changes.readings, [cell]);
    let computed: Vec<&str> =
        changes.computed.iter().map(|cell| form.cell(*cell).id.as_str()).collect();
    assert_eq!(
        computed,
        ["effect.saving.initial.final", "effect.total.initial.2018", "effect.total.initial.final"]
    );
    assert!(changes.rules < 8, "{} rules", changes.rules);
}

#[test]
fn an_offer_to_copy_follows_what_stands_to_the_left() {
    let form = form();
    let mut sheet = Sheet::new(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    let cell = |id: &str| form.find(id).expect("a cell");
    let (left, own) = (cell("effect.saving.initial.2018"), cell("effect.saving.initial.2019"));
    let mut type_into = |place: CellIx, text: &str| {
        sheet.put(place, Some(Raw::text(text)));
        let changes = evaluation.update(&form, &sheet, place);
        let findings = evaluation.findings_at(&form, &sheet, Purpose::Typing, Some(own));
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        let offered: Vec<String> = finding
            .fixes
            .iter()
            .flat_map(|fix| &fix.changes)
            .map(|(_, raw)| raw.as_ref().map(Raw::shown).unwrap_or_default())
            .collect();
        assert!(changes.said.contains(&Some(own)));
        offered
    };
    assert_eq!(type_into(own, "同左"), [""; 0]);
    assert_eq!(type_into(left, "12"), ["12"]);
    assert_eq!(type_into(left, "345"), ["345"]);
    assert_eq!(type_into(left, "同左"), [""; 0]);
    assert_eq!(type_into(cell("effect.saving.initial.2017"), "6"), ["6"], "past the one between");
}

#[test]
fn what_a_row_of_offers_to_copy_says_is_named_after_each_edit() {
    let form = form();
    let cells = [2016, 2017, 2018, 2019]
        .map(|year| form.find(&format!("effect.saving.initial.{year}")).expect("a cell"));
    let texts = ["", "12", "同左"];
    for start in 0..81_usize {
        let mut sheet = Sheet::new(&form);
        for (at, cell) in cells.iter().enumerate() {
            sheet.put(*cell, Some(Raw::text(texts[start / 3_usize.pow(at as u32) % 3])));
        }
        let before = Evaluation::new(&form, &sheet);
        let told = before.findings(&form, &sheet, Purpose::Typing);
        for (cell, text) in cells.iter().flat_map(|cell| texts.map(|text| (*cell, text))) {
            let (mut sheet, mut evaluation) = (sheet.clone(), before.clone());
            sheet.put(cell, Some(Raw::text(text)));
            let said = evaluation.update(&form, &sheet, cell).said;
            let now = evaluation.findings(&form, &sheet, Purpose::Typing);
            assert_eq!(elsewhere(&told, &said), elsewhere(&now, &said), "{start} {text}");
            assert_eq!(evaluation, Evaluation::new(&form, &sheet));
        }
    }
}

/// The first cells of what may be said anew when a third cell is typed into,
/// where a rule on the other two is broken; `third` is that cell, and `rule`
/// what the rule does with it.
fn said_after(third: &str, rule: &str, text: &str) -> (Form, Vec<Option<CellIx>>) {
    let definition = format!(
        r#"{{"format":"kohyo/form","version":1,"id":"third","edition":"r8","revision":1,"title":"票",
        "pages":[{{"id":"p","title":"票","sections":[{{"id":"s","title":"区画","items":[{{"row":[
          {{"cell":"s.whole","label":"全部","kind":"amount","unit":"円"}},
          {{"cell":"s.part","label":"一部","kind":"amount","unit":"円"}},
          {{"cell":"s.third",{third}}}]}}]}}]}}],
        "rules":[{{"id":"r","code":"part.over","severity":"warning","expect":"s.part <= s.whole","cells":["s.part"],{rule}}}]}}"#
    );
    let form = wire::definition::compile(&definition).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut sheet = Sheet::new(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    let mut said = Vec::new();
    for (id, text) in [("s.whole", "1"), ("s.part", "2"), ("s.third", text)] {
        let place = form.find(id).expect("a cell");
        sheet.put(place, Some(Raw::text(text)));
        said = evaluation.update(&form, &sheet, place).said;
    }
    (form, said)
}

#[test]
fn what_a_mend_would_write_over_is_looked_at_again() {
    let third = r#""label":"写し","kind":"amount","unit":"円""#;
    let rule = r#""fix":{"s.third":"s.whole"},"sentence":"一部が全部を超えています。""#;
    let (form, said) = said_after(third, rule, "3");
    assert_eq!(said, [form.find("s.part")]);
}

#[test]
fn what_a_sentence_quotes_is_looked_at_again() {
    let rule = r#""sentence":"「{s.third}」の一部が全部を超えています。""#;
    let (form, said) = said_after(r#""label":"名称""#, rule, "庁舎");
    assert_eq!(said, [form.find("s.part")]);
}

#[test]
fn parts_whose_units_stand_in_two_boxes_add_up_only_where_these_agree() {
    let definition = r#"{"format":"kohyo/form","version":1,"id":"units","edition":"r8","revision":1,"title":"票",
        "pages":[{"id":"p","title":"票","sections":[{"id":"s","title":"区画","items":[{"row":[
          {"cell":"u.one","label":"単位1"}, {"cell":"u.two","label":"単位2"},
          {"cell":"v.one","label":"数1","kind":"amount","unit-cell":"u.one"},
          {"cell":"v.two","label":"数2","kind":"amount","unit-cell":"u.two"},
          {"cell":"sum","label":"計","kind":"amount","unit-cell":"u.one","compute":"v.one + v.two"}]}]}]}]}"#;
    let form = wire::definition::compile(definition).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut sheet = Sheet::new(&form);
    let mut evaluation = Evaluation::new(&form, &sheet);
    for (id, text, refused) in [
        ("u.one", "千円", false),
        ("v.one", "5", false),
        ("v.two", "3,000", false),
        ("u.two", "円", true),
        ("v.two", "未定", false),
        ("v.two", "3", true),
        ("u.two", "千 円", false),
        ("u.one", "件", true),
        ("u.two", "件", false),
    ] {
        let place = form.find(id).expect("a cell");
        sheet.put(place, Some(Raw::text(text)));
        evaluation.update(&form, &sheet, place);
        assert_eq!(evaluation, Evaluation::new(&form, &sheet), "{id} {text}");
        let findings = evaluation.findings(&form, &sheet, Purpose::Typing);
        let said = findings.iter().any(|finding| finding.code == "total.units");
        assert_eq!(said, refused, "{id} {text}");
    }
}
