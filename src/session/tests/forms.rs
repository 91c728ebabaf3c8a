//! Forms that are loaded, and the lists of the office beside them.

use super::{Fake, at_a_desk, settle, woken};
use crate::desk::Opening;
use crate::session::Session;
use leptos::prelude::*;
use std::rc::Rc;

const TRIAL: &str = include_str!("../../../tests/fixtures/forms/every-kind.json");

pub(super) fn brought(name: &str, text: &str) -> Vec<Opening> {
    vec![Opening { name: name.to_owned(), text: Ok(text.to_owned()) }]
}

#[test]
fn a_form_is_loaded_kept_and_carried() {
    at_a_desk(|session, desk| {
        let count = session.forms.all().len();
        session.take_forms(brought("trial.json", TRIAL));
        let titles = |session: Session| -> Vec<String> {
            session.forms.all().iter().map(|form| form.title.clone()).collect()
        };
        assert_eq!(titles(session).len(), count + 1);
        assert!(titles(session).contains(&"試しの票".to_owned()));
        // Another visit finds it in the store.
        assert_eq!(titles(woken(&desk)), titles(session));
        // Another browser finds it in the copy of the page.
        session.bake();
        let (name, page) = desk.files.borrow().last().cloned().expect("a page");
        assert_eq!(name, "kohyo.html");
        let elsewhere = Rc::new(Fake::default());
        let element = kohyo_core::wire::baked::of_page(&page).expect("an element").to_owned();
        *elsewhere.carried.borrow_mut() = element.clone();
        let other = Session::new(elsewhere.clone());
        assert_eq!(titles(other), titles(session));
        assert_eq!(other.forms.digest.get_value().map(|digest| digest.len()), Some(71));
        // And that one writes the same copy again.
        other.bake();
        let again = elsewhere.files.borrow().last().cloned().expect("a page").1;
        assert_eq!(kohyo_core::wire::baked::of_page(&again), Some(element.as_str()));
        // A page of before is taken over.
        let third = Rc::new(Fake::default());
        let newer = Session::new(third);
        newer.take_forms(brought("kohyo.html", &page));
        assert_eq!(titles(newer), titles(session));
        // Taken away again, it is gone and stays gone.
        session.drop_form("trial", "r8");
        assert_eq!(titles(session).len(), count);
        assert_eq!(titles(Session::new(desk)).len(), count);
    });
}

#[test]
fn a_draft_waits_for_its_form_and_is_not_called_lost() {
    at_a_desk(|session, _desk| {
        session.take_forms(brought("trial.json", TRIAL));
        let known = session.forms.shelf.get_untracked();
        session.begin_on(known.iter().find(|known| known.head.id == "trial").expect("a form"));
        let id = session.sheet.get_untracked().expect("a sheet").id();
        session.follow("#/");
        let listed = || session.drafts.list.with_untracked(Vec::len);
        assert_eq!((listed(), session.unopened().len()), (1, 0));
        session.drop_form("trial", "r8");
        assert_eq!(listed(), 0, "what cannot be opened is not offered");
        assert!(session.unopened()[0].contains("開けない下書きが1件"));
        assert!(session.why_closed(&id).contains("残っています"));
        assert!(session.why_closed("nobody").contains("ありません"));
        session.take_forms(brought("trial.json", TRIAL));
        assert_eq!((listed(), session.unopened().len()), (1, 0));
    });
}

#[test]
fn a_bad_form_is_refused_with_its_lines() {
    at_a_desk(|session, desk| {
        let bad = TRIAL
            .replace("\"a + b\"", "\"a + c\"")
            .replace("\"label\": \"印\"", "\"lable\": \"印\"");
        session.take_forms(brought("bad.json", &bad));
        let refused = session.forms.refused.get_untracked();
        assert_eq!(refused.len(), 1);
        assert!(refused[0].faults.iter().any(|(_, line, _)| line.contains("lable")));
        assert!(desk.store.borrow().is_empty());
        session.take_forms(brought("no.html", "<!DOCTYPE html><p>ほかの画面"));
        assert!(session.forms.news.with_untracked(|news| news[0].contains("no.html")));
    });
}

#[test]
fn a_list_fills_the_blank_boxes_of_its_row() {
    at_a_desk(|session, _desk| {
        session.take_forms(brought("trial.json", TRIAL));
        session.take_forms(brought(
            "部署.csv",
            "\u{feff}担当部署,番号,名称\r\n総務課,010,庶務\r\n税務課,020,\r\n",
        ));
        let form = session.forms.all().into_iter().find(|form| form.id == "trial").expect("it");
        session.begin(&form);
        settle();
        let open = session.sheet.get_untracked().expect("a sheet");
        let cell = |id: &str| form.find(id).expect("a cell");
        let raw = |id: &str| open.cell(cell(id)).with_untracked(|view| view.raw.clone());
        assert_eq!(open.offered(cell("section")), ["総務課", "税務課"]);
        open.type_into(cell("name"), "自分で書いた");
        open.type_into(cell("section"), "総務課");
        open.fill_from_list(cell("section"));
        assert_eq!((raw("number").as_str(), raw("name").as_str()), ("010", "自分で書いた"));
        open.undo();
        assert_eq!((raw("number").as_str(), raw("section").as_str()), ("", "総務課"));
    });
}

#[test]
fn a_list_knows_other_names_and_the_years_in_which_a_row_holds() {
    at_a_desk(|session, _desk| {
        let dated = TRIAL.replace("\"key\":", "\"fiscal-year\": 2026, \"key\":");
        session.take_forms(brought("trial.json", &dated));
        session.take_forms(brought(
            "部署.csv",
            "担当部署,番号,別名,開始年度,終了年度\n情報課,010,電算課、情報室,R7,\n情報課,009,,,R6\n統計課,020,,,2025\n",
        ));
        let form = session.forms.all().into_iter().find(|form| form.id == "trial").expect("it");
        session.begin(&form);
        settle();
        let open = session.sheet.get_untracked().expect("a sheet");
        let cell = |id: &str| form.find(id).expect("a cell");
        let number = || open.cell(cell("number")).with_untracked(|view| view.raw.clone());
        assert_eq!(open.offered(cell("section")), ["情報課"]);
        // Of two rows of one name, that of the year; and what was typed stays as typed.
        open.type_into(cell("section"), "電算課");
        open.fill_from_list(cell("section"));
        assert_eq!(number(), "010");
        let section = open.cell(cell("section")).with_untracked(|view| view.raw.clone());
        assert_eq!(section, "電算課");
        open.type_into(cell("number"), "");
        open.type_into(cell("section"), "統計課");
        open.fill_from_list(cell("section"));
        assert_eq!(number(), "", "a section that is no more fills nothing");
    });
}

#[test]
fn what_is_chosen_among_the_choices_of_the_form_fills_the_boxes_beside_it_too() {
    at_a_desk(|session, _desk| {
        let chosen = TRIAL.replace(
            r#""label": "担当部署""#,
            r#""label": "担当部署", "kind": "choice", "choices": "kinds""#,
        );
        session.take_forms(brought("trial.json", &chosen));
        session.take_forms(brought("部署.csv", "担当部署,番号\n歳入増加,010\n歳出削減,020\n"));
        let form = session.forms.all().into_iter().find(|form| form.id == "trial").expect("it");
        session.begin(&form);
        settle();
        let open = session.sheet.get_untracked().expect("a sheet");
        let cell = |id: &str| form.find(id).expect("a cell");
        open.choose(cell("section"), "out");
        let number = || open.cell(cell("number")).with_untracked(|view| view.raw.clone());
        assert_eq!(number(), "020");
        open.undo();
        assert_eq!(number(), "");
    });
}

#[test]
fn what_a_list_offers_follows_the_year_that_the_sheet_says() {
    at_a_desk(|session, _desk| {
        let dated = TRIAL.replace("\"key\":", "\"fiscal-year-cell\": \"year\", \"key\":");
        session.take_forms(brought("trial.json", &dated));
        session.take_forms(brought(
            "部署.csv",
            "担当部署,番号,開始年度,終了年度\n情報課,010,R7,\n電算課,009,,R6\n",
        ));
        let form = session.forms.all().into_iter().find(|form| form.id == "trial").expect("it");
        session.begin(&form);
        settle();
        let open = session.sheet.get_untracked().expect("a sheet");
        let section = form.find("section").expect("a cell");
        let offered = Memo::new(move |_| open.offered_now(section));
        assert_eq!(open.offered(section), ["情報課", "電算課"]);
        for (year, known) in [("R7", "情報課"), ("R6", "電算課")] {
            open.type_into(form.find("year").expect("a cell"), year);
            settle();
            assert_eq!(offered.get_untracked(), [known], "{year}");
        }
    });
}

#[test]
fn a_list_that_fills_no_box_is_said() {
    at_a_desk(|session, _desk| {
        session.take_forms(brought("部署.csv", "担当部書,番号\n総務課,010\n"));
        let news = session.forms.news.get_untracked().join("\n");
        assert!(news.contains("見出し「担当部書」にあたる欄がどの様式にもありません"), "{news}");
        // Beside its form it is told of nothing, whichever is read first.
        let mut both = brought("部署.csv", "担当部署,番号\n総務課,010\n");
        both.extend(brought("trial.json", TRIAL));
        session.take_forms(both);
        let news = session.forms.news.get_untracked().join("\n");
        assert!(!news.contains("どの様式にもありません"), "{news}");
    });
}

#[test]
fn a_kept_form_that_is_not_understood_any_more_is_said_where_it_is_asked_for() {
    at_a_desk(|_, desk| {
        // Its head is in order, an expression is not.
        let stale = TRIAL.replace("\"a + b\"", "\"a + c\"");
        desk.store.borrow_mut().insert("kohyo/form/trial/r1".to_owned(), stale);
        let session = woken(&desk);
        let known = session.forms.shelf.with_untracked(|shelf| {
            shelf.iter().find(|known| known.head.id == "trial").cloned().expect("its head")
        });
        session.begin_on(&known);
        assert!(session.sheet.get_untracked().is_none());
        let news = session.forms.news.get_untracked();
        assert!(news[0].contains(&known.head.title) && news[0].contains("使えません"), "{news:?}");
    });
}

#[test]
fn what_the_form_has_no_more_is_listed_by_its_printed_name() {
    at_a_desk(|session, _desk| {
        let dropped = r#""revision": 2, "migrations": [ { "from": 1, "dropped": { "lamp": "灯具" } } ], "title""#;
        session.take_forms(brought("trial.json", &TRIAL.replacen("\"title\"", dropped, 1)));
        let old = r#"{ "format": "kohyo/draft", "version": 1,
            "form": { "id": "trial", "edition": "r8", "revision": 1 },
            "document": { "id": "a" }, "cells": { "lamp": "水銀灯" } }"#;
        session.take(brought("old.json", old));
        let open = session.sheet.get_untracked().expect("a sheet");
        open.findings.with_untracked(|list| {
            assert_eq!((list[0].code.as_str(), list[0].label.as_str()), ("cell.old", "灯具"));
        });
    });
}
