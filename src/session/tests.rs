//! What re-runs on one edit, and what is saved, at a desk without a browser.

mod collecting;
mod desk;
mod forms;
mod keeping;
mod left;
mod said;
mod standing;

use super::boxes::{CellRemarks, CellView};
use super::{Route, Saving, SheetSession};
use crate::desk::{Opening, StoreFault};
use desk::woken;
pub(super) use desk::{Fake, at_a_desk, begun, place, settle};
use kohyo_core::form::CellIx;
use leptos::prelude::*;

/// What a box shows, and what stands beside it.
type View = (CellView, CellRemarks);

fn view(open: SheetSession, place: CellIx) -> View {
    (open.cell(place).get_untracked(), open.remarks(place).get_untracked())
}

fn views(open: SheetSession) -> Vec<View> {
    open.form().cells().map(|(place, _)| view(open, place)).collect()
}

fn changed(open: SheetSession, before: &[View]) -> Vec<String> {
    let form = open.form();
    form.cells()
        .zip(before)
        .filter(|((place, _), before)| view(open, *place) != **before)
        .map(|((_, cell), _)| cell.id.clone())
        .collect()
}

#[test]
fn one_edit_shows_only_what_it_touched() {
    at_a_desk(|session, _| {
        let open = begun(session);
        open.type_into(place(open, "plan.effects"), "");
        let before = views(open);
        open.type_into(place(open, "effect.saving.initial.2018"), "△ 3,518");
        assert_eq!(
            changed(open, &before),
            [
                // It has an amount now, and no effect is chosen.
                "plan.effects",
                "effect.saving.initial.2018",
                "effect.saving.initial.final",
                "effect.total.initial.2018",
                "effect.total.initial.final",
            ]
        );
        let total = open.cell(place(open, "effect.total.initial.final")).get_untracked();
        assert_eq!(total.shown, "△ 3,518");
    });
}

#[test]
fn nothing_is_read_while_the_ime_composes() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let cell = place(open, "effect.saving.initial.2018");
        let before = views(open);
        open.composition_begins(cell);
        open.type_into(cell, "さん");
        open.type_into(cell, "さんかく");
        assert_eq!(changed(open, &before), Vec::<String>::new());
        open.composition_ends(cell, "△５");
        assert_eq!(open.cell(cell).get_untracked().raw, "△５");
        assert_eq!(open.cell(cell).get_untracked().shown, "△ 5");
    });
}

#[test]
fn a_pause_saves_and_the_draft_comes_back() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "電算");
        assert_eq!(open.saving.get_untracked(), Saving::Pending);
        assert!(session.is_unsaved());
        assert!(!desk.only_text().contains("電算"));
        settle();
        desk.let_time_pass();
        assert_eq!(open.saving.get_untracked(), Saving::Saved("12:00".to_owned()));
        assert!(desk.only_text().contains("電算"));
        let id = open.id();
        session.follow("#/");
        assert_eq!(session.drafts.list.get_untracked()[0].title.as_deref(), Some("電算"));
        session.follow(&Route::Sheet(id).address());
        let again = session.sheet.get_untracked().expect("the draft");
        assert_eq!(again.cell(place(again, "plan.title")).get_untracked().raw, "電算");
        again.undo();
        assert_eq!(again.cell(place(again, "plan.title")).get_untracked().raw, "");
    });
}

#[test]
fn a_store_that_is_refused_or_full_is_said() {
    for (fault, expected) in
        [(StoreFault::Refused, Saving::Unavailable), (StoreFault::Full, Saving::Failed)]
    {
        at_a_desk(|session, desk| {
            desk.fault.set(Some(fault));
            let open = begun(session);
            open.type_into(place(open, "plan.title"), "電算");
            settle();
            desk.let_time_pass();
            assert_eq!(open.saving.get_untracked(), expected);
            open.hand_out_draft();
            let files = desk.files.borrow();
            assert!(files[0].0.starts_with("下書き_") && files[0].1.contains("電算"));
        });
    }
}

#[test]
fn an_unreadable_draft_is_put_away_reported_and_handed_out() {
    at_a_desk(|session, desk| {
        let key = "kohyo/draft/x/y/z".to_owned();
        desk.store.borrow_mut().insert(key.clone(), "{broken".to_owned());
        session.find_drafts();
        let unreadable = session.drafts.unreadable.get_untracked();
        assert_eq!(unreadable.len(), 1);
        assert!(session.drafts.list.get_untracked().is_empty());
        assert_eq!(desk.only_text(), "{broken");
        assert!(!desk.store.borrow().contains_key(&key));
        session.hand_out_unreadable(&unreadable[0]);
        assert_eq!(desk.files.borrow()[0].1, "{broken");
        session.find_drafts();
        assert_eq!(session.drafts.unreadable.get_untracked(), unreadable);
    });
}

#[test]
fn a_copy_has_its_own_id_and_the_original_stays_when_it_is_deleted() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        open.save_now();
        session.duplicate(&open.id());
        assert_eq!(desk.store.borrow().len(), 2);
        let copy = session.drafts.list.get_untracked().into_iter().find(|d| d.id != open.id());
        session.delete(&copy.expect("a copy").id);
        assert!(desk.only_text().contains("元"));
    });
}

#[test]
fn a_file_opens_and_the_same_document_asks() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        open.save_now();
        assert!(open.export());
        let (name, text) = desk.files.borrow()[0].clone();
        assert_eq!(name, format!("個票_元_{}_20261120-1200.json", open.form().edition));
        session.follow("#/");
        session.take(vec![Opening { name: name.clone(), text: Ok(text.clone()) }]);
        assert!(session.arrival.get_untracked().is_some());
        assert_eq!(desk.store.borrow().len(), 1);
        session.keep_both();
        assert_eq!(desk.store.borrow().len(), 2);
        session.take(vec![Opening { name: "x.json".to_owned(), text: Ok("{}".to_owned()) }]);
        let refusals = session.refusals.get_untracked();
        assert!(refusals[0].contains("x.json"), "{refusals:?}");
        assert_eq!(desk.store.borrow().len(), 2);
    });
}

#[test]
fn a_mend_is_one_step() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let (from, to) = (place(open, "plan.period.from"), place(open, "plan.period.to"));
        open.type_into(from, "H28～R2");
        open.leave();
        let finding = open
            .findings
            .get_untracked()
            .into_iter()
            .find(|finding| finding.fix.as_ref().is_some_and(|fix| fix.steps.len() == 2))
            .expect("the other end is offered");
        open.mend(&finding.fix.clone().expect("a fix"));
        assert_ne!(open.cell(to).get_untracked().raw, "");
        open.undo();
        assert_eq!(open.cell(to).get_untracked().raw, "");
        assert_eq!(open.cell(from).get_untracked().raw, "H28～R2");
    });
}

#[test]
fn what_the_store_refuses_lives_on_in_the_tab_until_there_is_room() {
    at_a_desk(|session, desk| {
        desk.fault.set(Some(StoreFault::Full));
        desk.journal_fails.set(true);
        let open = begun(session);
        let id = open.id();
        assert!(!session.is_unsaved(), "an untouched sheet is no loss");
        open.type_into(place(open, "plan.title"), "電算");
        session.follow("#/");
        assert!(session.is_unsaved());
        let listed = session.drafts.list.get_untracked();
        assert_eq!((listed.len(), listed[0].kept), (1, false));
        assert_eq!(session.drafts.fault.get_untracked(), Some(StoreFault::Full));
        session.duplicate(&id);
        assert_eq!(session.drafts.list.get_untracked().len(), 2);
        session.hand_out(&id);
        assert!(desk.files.borrow()[0].1.contains("電算"));
        session.follow(&Route::Sheet(id.clone()).address());
        let again = session.sheet.get_untracked().expect("the sheet itself");
        assert_eq!(again.cell(place(again, "plan.title")).get_untracked().raw, "電算");

        desk.fault.set(None);
        session.follow("#/");
        assert!(!session.is_unsaved());
        assert_eq!(session.drafts.fault.get_untracked(), None);
        assert!(session.drafts.list.get_untracked().iter().all(|draft| draft.kept));
        assert_eq!(desk.store.borrow().len(), 2);
        session.delete(&id);
        settle();
        desk.let_time_pass();
        assert_eq!(desk.store.borrow().len(), 1, "no timer brings a deleted draft back");
    });
}

#[test]
fn looking_at_a_draft_does_not_make_it_newer() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        session.follow("#/");
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        let old = desk.only_text().replace("2026-11-20", "2026-01-01");
        desk.store.borrow_mut().insert(key, old.clone());
        session.follow(&Route::Sheet(open.id()).address());
        session.follow("#/");
        assert_eq!(desk.only_text(), old);
    });
}

#[test]
fn of_several_files_each_that_is_here_asks() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        assert!(open.export());
        session.follow("#/");
        let text = desk.files.borrow()[0].1.clone();
        let file =
            |name: &str, text: &str| Opening { name: name.to_owned(), text: Ok(text.to_owned()) };
        let files = vec![file("a.json", &text), file("b.json", &text), file("c.json", "{}")];
        session.take(files);
        assert_eq!(session.refusals.get_untracked().len(), 1);
        assert_eq!(session.route.get_untracked(), Route::Home, "the refusal stays in sight");
        assert_eq!(
            session.arrival.get_untracked().map(|arrival| arrival.file),
            Some("a.json".to_owned())
        );
        session.keep_both();
        assert_eq!(
            session.arrival.get_untracked().map(|arrival| arrival.file),
            Some("b.json".to_owned())
        );
        session.refuse_arrival();
        assert!(session.arrival.get_untracked().is_none());
        assert_eq!(desk.store.borrow().len(), 2);
    });
}

#[test]
fn a_file_never_takes_the_place_of_an_unreadable_item() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        assert!(open.export());
        session.follow("#/");
        let text = desk.files.borrow()[0].1.clone();
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key.clone(), "{broken".to_owned());
        session.take(vec![Opening { name: "a.json".to_owned(), text: Ok(text) }]);
        assert_eq!(session.drafts.unreadable.get_untracked().len(), 1);
        assert!(desk.store.borrow().values().any(|text| text == "{broken"));
        assert_eq!(desk.store.borrow().len(), 2);
    });
}

#[test]
fn any_text_may_be_a_documents_id() {
    for id in ["a/b", "個票 1", "%2F", "..", "#/"] {
        let route = Route::Sheet(id.to_owned());
        assert_eq!(Route::of(&route.address()), route);
    }
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), "元");
        open.hand_out_draft();
        session.follow("#/");
        let text = desk.files.borrow()[0].1.replace(&open.id(), "x/個票");
        session.take(vec![Opening { name: "a.json".to_owned(), text: Ok(text) }]);
        let address = Route::Sheet("x/個票".to_owned()).address();
        session.follow("#/");
        session.follow(&address);
        assert_eq!(session.sheet.get_untracked().expect("the sheet").id(), "x/個票");
    });
}

#[test]
fn an_acceptance_can_be_taken_back() {
    at_a_desk(|session, _| {
        let open = begun(session);
        for (id, text) in [
            ("plan.period.from", "R2"),
            ("plan.period.to", "R2"),
            ("effect.saving.initial.2018", "5"),
        ] {
            open.type_into(place(open, id), text);
        }
        let warning = |accepted: bool| {
            open.findings.get_untracked().into_iter().find(|finding| {
                finding.code == "period.content-outside" && finding.accepted.is_some() == accepted
            })
        };
        open.accept(&warning(false).expect("a warning"), "前年度の準備のため");
        open.withdraw(&warning(true).expect("accepted"));
        assert!(warning(false).is_some());
    });
}

#[test]
fn one_mend_for_all_of_a_code_is_one_step() {
    at_a_desk(|session, _desk| {
        let open = begun(session);
        let form = open.form();
        let cell = |id: &str| form.find(id).expect("a cell");
        let texts = [
            ("effect.saving.initial.2016", "▲１００"),
            ("effect.saving.initial.2017", "▲２００"),
            ("effect.revenue.initial.2017", "300千円"),
        ];
        for (id, text) in texts {
            open.type_into(cell(id), text);
            open.leave();
        }
        let offered = open.findings.with_untracked(|list| {
            list.iter().filter(|view| view.code == "number.style" && view.alike).count()
        });
        assert_eq!(offered, 3);
        let together = open.mends_of("number.style");
        assert_eq!(together.steps.len(), 3);
        open.mend(&together);
        let raw = |id: &str| open.cell(cell(id)).with_untracked(|view| view.raw.clone());
        assert_eq!(raw("effect.saving.initial.2016"), "△ 100");
        assert_eq!(raw("effect.revenue.initial.2017"), "300");
        open.undo();
        for (id, text) in texts {
            assert_eq!(raw(id), text);
        }
    });
}

#[test]
fn an_acceptance_lapses_visibly_when_its_text_changes() {
    at_a_desk(|session, _desk| {
        let open = begun(session);
        let form = open.form();
        let cell = form.find("effect.saving.initial.2016").expect("a cell");
        let found = |code: &str| {
            open.findings.with_untracked(|list| list.iter().find(|view| view.code == code).cloned())
        };
        open.type_into(cell, "100万円");
        open.accept(&found("number.converted").expect("a warning"), "端数処理のため");
        let accepted = found("number.converted").expect("a warning");
        assert_eq!(accepted.accepted.as_deref(), Some("端数処理のため"));
        assert_eq!(accepted.lapsed, None);
        open.type_into(cell, "200万円");
        let lapsed = found("number.converted").expect("a warning");
        assert_eq!(lapsed.accepted, None);
        assert_eq!(lapsed.lapsed.as_deref(), Some("端数処理のため"));
        // Typed back, the reason holds again.
        open.type_into(cell, "100万円");
        assert!(found("number.converted").expect("a warning").accepted.is_some());
    });
}
