//! Ranges, filling, copying and pasting at a desk without a browser.

use super::{Becomes, Way};
use crate::desk::Block;
use crate::session::SheetSession;
use crate::session::tests::{at_a_desk, begun, place, settle};
use kohyo_core::finding::Severity;
use leptos::prelude::*;

fn raw(open: SheetSession, id: &str) -> String {
    open.cell(place(open, id)).get_untracked().raw
}

fn shown(open: SheetSession, id: &str) -> String {
    open.cell(place(open, id)).get_untracked().shown
}

fn row(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn block(rows: &[&[&str]]) -> Block {
    Block { rows: rows.iter().map(|texts| row(texts)).collect() }
}

fn id(open: SheetSession, cell: Option<kohyo_core::form::CellIx>) -> Option<String> {
    cell.map(|cell| open.form().cell(cell).id.clone())
}

#[test]
fn keys_lead_over_the_rows_and_columns_of_the_sheet() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let from = place(open, "effect.saving.initial.2018");
        open.enter(from);
        for (way, edge, to) in [
            (Way::Right, false, Some("effect.saving.initial.2019")),
            (Way::Left, false, Some("effect.saving.initial.2017")),
            (Way::Down, false, Some("effect.saving.revised.2018")),
            (Way::Up, false, Some("effect.revenue.actual.2018")),
            (Way::Right, true, Some("effect.saving.initial.final")),
            (Way::Left, true, Some("effect.saving.initial.base")),
            (Way::Up, true, Some("effect.revenue.initial.2018")),
        ] {
            assert_eq!(id(open, open.beside(from, way, edge)).as_deref(), to, "{way:?} {edge}");
        }
        let last = id(open, open.end_of_table(from, true));
        assert_eq!(last.as_deref(), Some("effect.total.actual.final"));
    });
}

#[test]
fn forty_five_numbers_are_one_step_and_totals_are_compared() {
    at_a_desk(|session, _| {
        let open = begun(session);
        open.enter(place(open, "effect.revenue.initial.2016"));
        let mut rows = Vec::new();
        for line in 0..9 {
            let mut texts: Vec<String> =
                (0..5).map(|column| format!("△ {},{:03}", line + 1, column)).collect();
            // The last column of the clipboard meets the computed one.
            texts.push(if line == 3 { "△ 20,010".to_owned() } else { "1".to_owned() });
            rows.push(texts);
        }
        open.plan_paste(&Block { rows });
        let pasting = open.tables.pasting.get_untracked().expect("a preview");
        assert_eq!(pasting.steps.len(), 54);
        // Six final values and three whole rows of totals are computed.
        assert_eq!(pasting.compared(), 9 + 3 * 5);
        assert!(pasting.outside.is_empty());
        assert_eq!(raw(open, "effect.saving.initial.2016"), "", "nothing is written yet");
        open.paste();
        settle();
        assert_eq!(raw(open, "effect.saving.initial.2018"), "△ 4,002");
        assert_eq!(shown(open, "effect.saving.initial.final"), "△ 20,010");
        let differs: Vec<String> = open
            .findings
            .get_untracked()
            .into_iter()
            .filter(|view| view.code == "total.differs")
            .flat_map(|view| view.cells.clone())
            .collect();
        assert!(!differs.contains(&"effect.saving.initial.final".to_owned()), "{differs:?}");
        assert!(differs.contains(&"effect.revenue.initial.final".to_owned()), "{differs:?}");
        open.undo();
        settle();
        assert!(open.is_blank(), "one step takes all of it back");
        open.redo();
        assert_eq!(raw(open, "effect.saving.initial.2018"), "△ 4,002");
    });
}

#[test]
fn the_preview_says_what_each_text_becomes() {
    at_a_desk(|session, _| {
        let open = begun(session);
        open.type_into(place(open, "effect.saving.initial.2017"), "5");
        open.enter(place(open, "effect.saving.initial.2016"));
        open.plan_paste(&block(&[
            &["２１，９８２", "", "####", "△3,518千円", "未定", "99"],
            &["1", "2", "3", "4", "5", "6", "はみ出す"],
        ]));
        let pasting = open.tables.pasting.get_untracked().expect("a preview");
        let becomes: Vec<&Becomes> = pasting.steps.iter().map(|step| &step.becomes).collect();
        assert_eq!(becomes[0], &Becomes::Reads("21,982".to_owned()));
        assert_eq!(becomes[1], &Becomes::Blank);
        assert_eq!(pasting.steps[1].before, "5");
        assert!(matches!(becomes[2], Becomes::Said(Severity::Error, _, None)), "{:?}", becomes[2]);
        assert_eq!(becomes[3], &Becomes::Reads("△ 3,518".to_owned()));
        assert!(matches!(becomes[4], Becomes::Said(..) | Becomes::Reads(_)));
        assert_eq!(becomes[5], &Becomes::Differs("18,464".to_owned()));
        assert_eq!(pasting.outside, ["はみ出す"]);
        let total = |text: &str| {
            open.plan_paste(&block(&[&["1", "2", "", "", "", text]]));
            let pasting = open.tables.pasting.get_untracked().expect("a preview");
            crate::words::becomes(&pasting.steps[5].becomes)
        };
        assert_eq!(total(""), "計算する欄ですので、計算した値のまま変わりません。");
        let pasting = open.tables.pasting.get_untracked().expect("a preview");
        assert_eq!(pasting.compared(), 1);
        assert_eq!(total("3"), "計算した値「3」と同じです。");
        assert!(
            total("4").contains("「4」と内訳から計算した「3」との差は、端数処理による"),
            "{}",
            total("4")
        );
        assert!(total("99").starts_with("＊計算した値「3」と違います。"));
        open.tables.pasting.set(None);
        assert_eq!(raw(open, "effect.saving.initial.2017"), "5", "given up, nothing changed");
    });
}

#[test]
fn a_range_is_filled_emptied_and_copied() {
    at_a_desk(|session, _| {
        let open = begun(session);
        open.type_into(place(open, "effect.saving.initial.2016"), "△ 3,518");
        open.leave();
        open.enter(place(open, "effect.saving.initial.2016"));
        open.stretch(Way::Right, false);
        open.stretch(Way::Right, false);
        assert_eq!(open.size_of_range(), Some((1, 3)));
        assert!(open.chosen_several().contains(&place(open, "effect.saving.initial.2018")));
        assert!(!open.chosen_several().contains(&place(open, "effect.saving.initial.2019")));
        open.fill(true);
        assert_eq!(raw(open, "effect.saving.initial.2018"), "△ 3,518");
        open.stretch(Way::Down, false);
        open.fill(false);
        assert_eq!(raw(open, "effect.saving.revised.2018"), "△ 3,518");
        assert_eq!(open.copied().0.written(), "-3518\t-3518\t-3518\r\n-3518\t-3518\t-3518");
        open.tables.plain.set(false);
        assert_eq!(open.copied().0.rows[0], ["△ 3,518", "△ 3,518", "△ 3,518"]);
        open.clear_range();
        assert!(open.is_blank());
        open.undo();
        assert_eq!(raw(open, "effect.saving.revised.2018"), "△ 3,518", "emptied in one step");
        // Filled down and to the right over computed cells, nothing is written there.
        open.enter(place(open, "effect.saving.initial.2020"));
        open.stretch(Way::Right, true);
        open.fill(true);
        assert_eq!(raw(open, "effect.saving.initial.final"), "");
    });
}

#[test]
fn what_is_copied_here_is_pasted_as_it_was_typed() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let texts = ["△24千円（一人当たり）", "3,395（千円） ※見込み", "未定（単価）"];
        for (year, text) in (2016..).zip(texts) {
            open.type_into(place(open, &format!("effect.saving.initial.{year}")), text);
        }
        open.enter(place(open, "effect.saving.initial.2016"));
        open.stretch(Way::Right, false);
        open.stretch(Way::Right, false);
        let (plain, typed) = open.copied();
        assert_eq!(plain.rows[0][..2], ["-24", "3395"]);
        assert_eq!(typed.rows[0], texts);
        open.clear_range();
        open.plan_paste(&Block::read(&typed.written()));
        open.paste();
        assert_eq!(raw(open, "effect.saving.initial.2016"), texts[0]);
        open.undo();
        assert!(raw(open, "effect.saving.initial.2016").is_empty(), "cut");
        open.undo();
        assert_eq!(raw(open, "effect.saving.initial.2018"), texts[2], "and back again");
    });
}

#[test]
fn only_numbers_of_one_kind_are_parted_at_their_spaces() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let cell = place(open, "effect.saving.initial.2016");
        let parted = |text: &str| open.parted(cell, Block::read(text)).rows;
        for (text, parts) in [
            ("21,982 9,543 △ 3,518　△17,233", &["21,982", "9,543", "△ 3,518", "△17,233"][..]),
            ("100千円 200千円 未定 0千円", &["100千円", "200千円", "未定", "0千円"]),
            ("９０ 未定", &["９０", "未定"]),
        ] {
            assert_eq!(parted(text), [row(parts)], "{text}");
        }
        for text in [
            "経費 100 200",
            "人件費 100 200",
            "△ 5",
            "1 千円",
            "3,395（千円） ※令和2年度実績",
            "①138 ②43",
            "①138時間 ②43時間10分",
            "△2,240千円 (36-8=28/日 ×80日開催)",
            "100千円 200円",
            "100 200 (300)",
            "約100 約200",
        ] {
            assert_eq!(parted(text), [row(&[text])], "{text}");
        }
        assert_eq!(parted("1 2\n\"3\n4\"\n5"), [row(&["1", "2"]), row(&["3\n4"]), row(&["5"])]);
    });
}

#[test]
fn a_single_text_fills_the_range_and_a_merged_cell_takes_one() {
    at_a_desk(|session, _| {
        let open = begun(session);
        open.enter(place(open, "effect.saving.initial.2016"));
        open.stretch(Way::Down, false);
        open.stretch(Way::Right, false);
        open.plan_paste(&block(&[&["0"]]));
        assert_eq!(open.tables.pasting.get_untracked().map(|pasting| pasting.steps.len()), Some(4));
        open.paste();
        assert_eq!(raw(open, "effect.saving.revised.2017"), "0");
        // The base of a block of three rows is one cell.
        open.enter(place(open, "effect.saving.initial.base"));
        open.plan_paste(&block(&[&["7"], &[""], &["8"]]));
        let pasting = open.tables.pasting.get_untracked().expect("a preview");
        assert_eq!((pasting.steps.len(), pasting.outside.as_slice()), (1, &["8".to_owned()][..]));
    });
}

#[test]
fn escape_brings_back_what_stood_there() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let cell = place(open, "effect.saving.initial.2016");
        open.type_into(cell, "1");
        open.leave();
        open.enter(cell);
        open.type_into(cell, "12");
        open.type_into(cell, "123");
        open.restore(cell);
        assert_eq!(raw(open, "effect.saving.initial.2016"), "1");
        open.undo();
        assert_eq!(raw(open, "effect.saving.initial.2016"), "", "no step of its own was left");
    });
}

#[test]
fn pasted_rows_of_a_free_repeat_are_shown() {
    at_a_desk(|session, _| {
        let form = session
            .forms
            .all()
            .into_iter()
            .find(|form| form.find("plan.rows.1.name").is_some())
            .expect("a form with free rows");
        session.begin(&form);
        settle();
        let open = session.sheet.get_untracked().expect("a sheet");
        open.enter(place(open, "plan.rows.1.name"));
        open.plan_paste(&block(&[&["調査"], &["試行"], &["実施"]]));
        open.paste();
        assert_eq!(raw(open, "plan.rows.3.name"), "実施");
        let rows = || open.rows.get_untracked().get("plan.rows").copied();
        assert_eq!(rows(), Some(3), "they are told of");
        open.undo();
        assert_eq!(rows(), Some(1), "as before the paste");
        open.redo();
        assert_eq!(rows(), Some(3));
        open.add_row("plan.rows");
        open.undo();
        assert_eq!(rows(), Some(4), "what was asked for stays");
        open.type_into(place(open, "plan.rows.4.name"), "検証");
        open.type_into(place(open, "plan.rows.4.name"), "");
        open.undo();
        assert_eq!(rows(), Some(4), "what was emptied stays");
    });
}

#[test]
fn a_row_of_words_that_copy_is_mended_at_once() {
    at_a_desk(|session, _| {
        let open = begun(session);
        for (year, text) in (2016..).zip(["100", "同左", "同左", "同左"]) {
            open.type_into(place(open, &format!("effect.saving.initial.{year}")), text);
        }
        settle();
        let list = open.findings.get_untracked();
        let code = list.iter().find(|view| view.fix.is_some()).expect("a mend").code.clone();
        let mends = open.mends_of(&code);
        let after: Vec<&str> = mends.steps.iter().map(|(_, _, after)| after.as_str()).collect();
        assert_eq!(after, ["100", "100", "100"]);
        open.mend(&mends);
        settle();
        assert!(open.findings.get_untracked().iter().all(|view| view.code != code));
        open.undo();
        assert_eq!(raw(open, "effect.saving.initial.2018"), "同左");
    });
}

#[test]
fn a_key_leads_from_finding_to_finding_and_round_again() {
    at_a_desk(|session, _| {
        let open = begun(session);
        assert_eq!(open.next_finding(false), None);
        open.type_into(place(open, "effect.saving.initial.2016"), "あ");
        open.type_into(place(open, "plan.created"), "H31.99.1");
        settle();
        let round: Vec<_> = (0..3).filter_map(|_| open.next_finding(false)).collect();
        assert_eq!(round.len(), 3);
        assert_eq!(round[0], round[2]);
        assert_ne!(round[0], round[1]);
        assert_eq!(open.next_finding(true), Some(round[1].clone()));
    });
}
