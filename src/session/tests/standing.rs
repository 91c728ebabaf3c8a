//! What is missing, changed and looked for; charts; next year's sheet; paper.

use super::keeping::opened;
use super::{Fake, at_a_desk, begun, place, settle};
use crate::session::chart;
use crate::session::{Printed, SheetSession, Spotted};
use kohyo_core::form::Item;
use leptos::prelude::*;

fn ids(list: &[Spotted]) -> Vec<&str> {
    list.iter().map(|spotted| spotted.id.as_str()).collect()
}

pub(super) fn type_all(desk: &Fake, open: SheetSession, cells: &[(&str, &str)]) {
    for (id, text) in cells {
        open.type_into(place(open, id), text);
        open.leave();
    }
    pause(desk);
}

/// Where one stands is worked out when the key has been answered.
fn pause(desk: &Fake) {
    settle();
    desk.let_time_pass();
    settle();
}

#[test]
fn what_is_missing_is_counted_and_listed() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        let (filled, asked) = open.standing.whole();
        assert_eq!(filled, 0);
        let missing = open.standing.missing.get_untracked();
        assert!(ids(&missing).contains(&"plan.title"));
        type_all(&desk, open, &[("plan.title", "窓口")]);
        assert_eq!(open.standing.whole(), (1, asked));
        assert!(!ids(&open.standing.missing.get_untracked()).contains(&"plan.title"));
    });
}

#[test]
fn changes_are_told_from_the_sheet_as_it_was_opened() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        type_all(&desk, open, &[("plan.title", "窓口")]);
        assert!(open.standing.changes.get_untracked().is_empty(), "a sheet begun has no before");
        open.save_now();
        let address = crate::session::Route::Sheet(open.id()).address();
        session.follow("#/");
        session.follow(&address);
        settle();
        let open = session.sheet.get_untracked().expect("the draft");
        type_all(&desk, open, &[("plan.title", "窓口の改善"), ("plan.goal", "半分")]);
        let changes = open.standing.changes.get_untracked();
        assert_eq!(ids(&changes), ["plan.title", "plan.goal"]);
        assert_eq!((changes[0].text.as_str(), changes[0].now.as_str()), ("窓口", "窓口の改善"));
        assert!(open.is_changed(place(open, "plan.goal")));
        open.undo();
        open.undo();
        pause(&desk);
        assert!(open.standing.changes.get_untracked().is_empty());
    });
}

#[test]
fn a_search_folds_width_and_looks_into_texts_and_labels() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        type_all(&desk, open, &[("plan.title", "ＲＰＡ の導入")]);
        open.standing.query.set("rpaの".to_owned());
        assert_eq!(ids(&open.found()), ["plan.title"]);
        open.standing.query.set("総合評価".to_owned());
        assert_eq!(ids(&open.found()), ["annual.review.grade"]);
        open.standing.query.set("　".to_owned());
        assert!(open.found().is_empty());
    });
}

#[test]
fn a_chart_joins_the_numbers_of_a_row_and_knows_where_zero_lies() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        let form = open.form();
        let charts: Vec<_> = form
            .pages
            .iter()
            .flat_map(|page| &page.sections)
            .flat_map(|section| &section.items)
            .filter_map(|item| match item {
                Item::Table(table) => Some(chart::of(&form, table)),
                _ => None,
            })
            .flatten()
            .collect();
        let saving = charts.iter().find(|chart| chart.label == "歳出削減").expect("a chart");
        assert_eq!(saving.years.len(), 5);
        assert_eq!(open.drawn(saving), None, "nothing to show yet");
        type_all(
            &desk,
            open,
            &[
                ("effect.saving.initial.2016", "100"),
                ("effect.saving.initial.2018", "△ 300"),
                ("effect.saving.actual.2016", "0"),
            ],
        );
        let drawn = open.drawn(saving).expect("two numbers to join");
        assert_eq!(drawn.zero, 25);
        assert_eq!(drawn.ends, ("100".to_owned(), "△ 300".to_owned()));
        assert_eq!(drawn.lines[0].points, [(0, 0), (2, 100)]);
        assert_eq!(drawn.lines[0].texts, ["100", "", "△ 300", "", ""]);
        assert_eq!(drawn.lines[1].points, [(0, 25)]);
    });
}

#[test]
fn next_years_sheet_remembers_this_years_in_the_draft_alone() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        let id = open.id();
        type_all(&desk, open, &[("plan.title", "窓口"), ("annual.end.comment", "早くなった")]);
        assert!(session.rolls_over(&open.form()));
        assert!(session.roll_over(open));
        settle();
        let next = session.sheet.get_untracked().expect("next year's");
        assert_ne!(next.id(), id);
        let (title, comment) = (place(next, "plan.title"), place(next, "annual.end.comment"));
        assert_eq!(next.cell(title).get_untracked().raw, "窓口");
        assert_eq!(next.last_year(title), None, "the same text is not said twice");
        assert!(next.is_anew(comment));
        assert_eq!(next.last_year(comment).as_deref(), Some("早くなった"));
        type_all(
            &desk,
            next,
            &[("annual.end.comment", "変わらない"), ("plan.title", "窓口の改善")],
        );
        assert!(!next.is_anew(comment));
        assert_eq!(next.last_year(title).as_deref(), Some("窓口"));
        next.hand_out_draft();
        next.export();
        let files = desk.files.borrow();
        assert!(files[0].1.contains("lastYear"));
        assert!(!files[1].1.contains("lastYear"), "the office gets this year's sheet alone");
        drop(files);
        let this = opened(session, &id);
        assert_eq!(this.cell(comment).get_untracked().raw, "早くなった");
    });
}

#[test]
fn paper_is_laid_out_as_the_sheet_stands_and_put_away() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        type_all(
            &desk,
            open,
            &[
                ("plan.title", "窓口"),
                ("effect.saving.initial.2016", "△3518"),
                ("effect.saving.initial.2017", "3,395（千円）※実績"),
                ("effect.saving.initial.2018", "読めない"),
            ],
        );
        open.choose(place(open, "plan.importance"), "b");
        let papers = session.lay_out();
        let paper = &papers[0];
        let at = |id: &str| paper.at(place(open, id)).clone();
        assert!(!paper.is_final);
        assert_eq!(paper.at, "令和8年11月20日 12:00");
        assert_eq!(at("effect.saving.initial.2016"), Printed::Figure("△ 3,518".to_owned()));
        assert_eq!(
            at("effect.saving.initial.2017"),
            Printed::Text("3,395（千円）※実績".to_owned())
        );
        assert_eq!(at("effect.saving.initial.2018"), Printed::Text("読めない".to_owned()));
        assert!(matches!(at("plan.importance"), Printed::Boxes(list) if list.len() == 3));
        assert_eq!(at("plan.goal"), Printed::Blank);
        let beneath = &paper.left_out[&place(open, "effect.saving.initial.final")];
        assert_eq!(beneath, "読み取れない欄 1件を除いた値です。");
        assert!(paper.said.is_none());
        session.printing.appendix.set(true);
        assert!(session.lay_out()[0].said.as_ref().is_some_and(|said| !said.is_empty()));
        session.put_paper_away();
        assert!(session.printing.papers.get_untracked().is_empty());
    });
}
