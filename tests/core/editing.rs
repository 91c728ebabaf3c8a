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

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::{Edit, History, Raw, Sheet};
use kohyo_core::wire;
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn one_edit_after_another_is_judged_like_the_whole(
        family in 0..FAMILIES.len(),
        edits in proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>(), text()), 1..60)
    ) {
        let form = form_of(FAMILIES[family]);
        // Half of the edits meet cells on which a rule or a reading rests.
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
        for (meets, index, text) in edits {
            let cell = if meets && !busy.is_empty() {
                busy[index.index(busy.len())]
            } else {
                CellIx(u32::try_from(index.index(form.len())).expect("a place"))
            };
            let after = Some(if form.cell(cell).is_several() {
                Raw::Several(vec![text])
            } else {
                Raw::text(&text)
            });
            let before = sheet.put(cell, after.clone());
            history.made(kohyo_core::sheet::Change { edits: vec![Edit { cell, before, after }], ..Default::default() });
            evaluation.update(&form, &sheet, cell);
        }
        let whole = Evaluation::new(&form, &sheet);
        prop_assert_eq!(&evaluation, &whole);
        prop_assert_eq!(
            evaluation.findings(&form, &sheet, Purpose::Submission(None)),
            whole.findings(&form, &sheet, Purpose::Submission(None))
        );
        let end = sheet.clone();
        while history.undo(&mut sheet).is_some() {}
        prop_assert_eq!(&sheet, &start);
        while history.redo(&mut sheet).is_some() {}
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
