//! Crashes, second tabs, full stores and chosen files, at a desk without a browser.

use super::{Fake, at_a_desk, begun, place, settle, woken};
use crate::desk::{ChosenFile, FileFault, Opening, StoreFault, TurnNews};
use crate::session::{Filed, Reading, Route, Saving, Session, SheetSession};
use kohyo_core::form::CellIx;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

fn title(open: SheetSession) -> String {
    open.cell(place(open, "plan.title")).get_untracked().raw
}

/// A draft with a title, kept; its id.
pub(super) fn kept(session: Session, text: &str) -> (SheetSession, String) {
    let open = begun(session);
    open.type_into(place(open, "plan.title"), text);
    settle();
    open.save_now();
    (open, open.id())
}

pub(super) fn opened(session: Session, id: &str) -> SheetSession {
    session.follow("#/");
    session.follow(&Route::Sheet(id.to_owned()).address());
    session.sheet.get_untracked().expect("the draft")
}

fn titles(session: Session) -> Vec<String> {
    let list = session.drafts.list.get_untracked();
    let mut titles: Vec<_> = list.into_iter().filter_map(|draft| draft.title).collect();
    titles.sort();
    titles
}

#[test]
fn what_the_journal_has_and_the_store_has_not_is_brought_back_and_said() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        assert!(session.drafts.brought.get_untracked().is_empty());
        let before = desk.store.borrow().clone();
        open.type_into(place(open, "plan.title"), "元の続き");
        settle();
        assert_eq!(*desk.store.borrow(), before, "the store waits for a pause");
        // The machine goes down here.
        let session = woken(&desk);
        assert_eq!(title(opened(session, &id)), "元の続き");
        let said = session.drafts.brought.get_untracked();
        assert!(said.len() == 1 && said[0].contains("元の続き"), "{said:?}");
        let session = woken(&desk);
        assert!(session.drafts.brought.get_untracked().is_empty(), "said once");
    });
}

#[test]
fn a_lost_store_and_a_damaged_item_come_back_out_of_the_journal() {
    at_a_desk(|session, desk| {
        let (_, id) = kept(session, "元");
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key.clone(), "{broken".to_owned());
        let session = woken(&desk);
        assert_eq!(title(opened(session, &id)), "元");
        assert_eq!(session.drafts.unreadable.get_untracked().len(), 1);
        desk.store.borrow_mut().clear();
        let session = woken(&desk);
        assert_eq!(title(opened(session, &id)), "元");
        assert_eq!(session.drafts.brought.get_untracked().len(), 1);
    });
}

#[test]
fn the_journal_has_each_draft_once_however_many_tabs_wrote_it() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        let key = open.key();
        let stored = desk.only_text();
        let older = stored.replace("\"here\":1", "\"gone\":1").replace("元", "前");
        for (writer, text) in [("gone", older), ("twice", stored)] {
            desk.journal.borrow_mut().insert(format!("{key}/{writer}"), text);
        }
        // The older stands in the line of the newer.
        let newer = desk.only_text().replace("\"here\":1", "\"gone\":1,\"here\":2");
        desk.store.borrow_mut().insert(key.clone(), newer.clone());
        let session = woken(&desk);
        assert!(session.drafts.brought.get_untracked().is_empty());
        let notes = |desk: &Fake| -> Vec<String> {
            let journal = desk.journal.borrow();
            journal
                .iter()
                .filter(|(name, _)| name.starts_with(&key))
                .map(|(_, text)| text.clone())
                .collect()
        };
        assert_eq!(notes(&desk), [newer.as_str()], "and it is the latest");
        woken(&desk);
        assert_eq!(notes(&desk), [newer.as_str()]);
        assert_eq!(title(opened(woken(&desk), &id)), "元");
    });
}

#[test]
fn a_deleted_draft_does_not_come_back() {
    at_a_desk(|session, desk| {
        let (_, id) = kept(session, "元");
        session.follow("#/");
        session.delete(&id);
        assert!(desk.journal.borrow().is_empty(), "{:?}", desk.journal.borrow().keys());
        assert!(woken(&desk).drafts.list.get_untracked().is_empty());
    });
}

#[test]
fn a_draft_that_was_deleted_in_another_tab_comes_back_only_with_what_is_typed() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        let second = woken(&desk);
        second.delete(&id);
        session.heard_of("kohyo/draft/kashiwa-action-plan/r2/another");
        assert!(matches!(open.saving.get_untracked(), Saving::Saved(_)));
        session.heard_of(&open.key());
        assert_eq!(open.saving.get_untracked(), Saving::Deleted);
        session.follow("#/");
        assert!(desk.store.borrow().is_empty() && desk.journal.borrow().is_empty());

        let (open, id) = kept(session, "元");
        second.find_drafts();
        second.delete(&id);
        session.heard_of(&open.key());
        open.type_into(place(open, "plan.title"), "続き");
        assert_eq!(open.saving.get_untracked(), Saving::Pending);
        open.save_now();
        assert!(matches!(open.saving.get_untracked(), Saving::Saved(_)));
        assert!(desk.only_text().contains("続き"));
    });
}

#[test]
fn a_full_store_leaves_the_journal_and_nothing_is_lost_on_closing() {
    at_a_desk(|session, desk| {
        desk.fault.set(Some(StoreFault::Full));
        let (open, id) = kept(session, "電算");
        assert!(open.noted.get_untracked());
        assert!(!session.is_unsaved());
        let session = woken(&desk);
        let listed = session.drafts.list.get_untracked();
        assert_eq!((listed[0].kept, listed[0].noted), (false, true));
        assert_eq!(title(opened(session, &id)), "電算");
        // Opened by its address, it says at once that it does not lie there.
        let reloaded = Session::new(desk.clone());
        let address = Route::Sheet(id).address();
        reloaded.wake(move || reloaded.follow(&address), || ());
        let open = reloaded.sheet.get_untracked().expect("the draft");
        assert_eq!((title(open).as_str(), open.saving.get_untracked()), ("電算", Saving::Failed));
        desk.fault.set(None);
        session.follow("#/");
        assert!(session.drafts.list.get_untracked()[0].kept);
    });
}

#[test]
fn where_journal_and_store_refuse_closing_asks_until_a_file_has_it() {
    at_a_desk(|session, desk| {
        desk.fault.set(Some(StoreFault::Refused));
        desk.journal_fails.set(true);
        let (open, _) = kept(session, "電算");
        assert!(session.is_unsaved());
        let file = Rc::new(Disk::default());
        *desk.chosen.borrow_mut() = Some(file.clone());
        open.choose_file();
        assert!(file.text.borrow().contains("電算"));
        assert!(!session.is_unsaved());
    });
}

#[test]
fn a_second_tab_reads_and_edits_when_it_is_asked_to() {
    at_a_desk(|session, desk| {
        let (_, id) = kept(session, "元");
        desk.busy.set(true);
        let second = woken(&desk);
        let reader = opened(second, &id);
        assert_eq!(reader.reading.get_untracked(), Some(Reading::Elsewhere));
        reader.type_into(place(reader, "plan.title"), "上書き");
        reader.undo();
        assert_eq!(title(reader), "元");
        // Meanwhile the first tab goes on.
        let stored = desk.only_text();
        let newer = stored
            .replace("\"元\"", "\"元の続き\"")
            .replace("\"here\":1", "\"there\":7,\"here\":1");
        assert_ne!(stored, newer);
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key.clone(), newer);
        let told: Rc<RefCell<Vec<CellIx>>> = Rc::default();
        let list = told.clone();
        reader.follow_boxes(move |places, _| list.borrow_mut().extend(places));
        second.heard_of(&key);
        assert_eq!(title(reader), "元の続き");
        assert_eq!(*told.borrow(), [place(reader, "plan.title")], "the board shows it at once");
        reader.edit_here();
        assert_eq!(reader.reading.get_untracked(), None);
        reader.type_into(place(reader, "plan.title"), "二つ目の画面");
        reader.save_now();
        assert!(desk.only_text().contains("二つ目の画面"));
        let turn = desk.turn.borrow().clone().expect("a turn");
        turn(TurnNews::Taken);
        assert_eq!(reader.reading.get_untracked(), Some(Reading::Elsewhere));
    });
}

#[test]
fn a_draft_of_another_tab_that_the_store_lacks_is_shown_out_of_the_journal() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        open.type_into(place(open, "plan.title"), "元の続き");
        settle();
        desk.busy.set(true);
        let before = desk.only_text();
        woken(&desk);
        assert_eq!(desk.only_text(), before, "what the store has is left to the other tab");
        desk.store.borrow_mut().clear();
        let second = woken(&desk);
        let reader = opened(second, &id);
        assert_eq!(title(reader), "元の続き");
        assert_eq!(reader.reading.get_untracked(), Some(Reading::Elsewhere));
        assert!(second.drafts.brought.get_untracked().is_empty(), "nothing was lost");
    });
}

#[test]
fn a_draft_that_the_store_shows_a_moment_later_is_opened_then() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        let (key, text) = (open.key(), desk.only_text());
        desk.busy.set(true);
        let second = woken(&desk);
        desk.store.borrow_mut().clear();
        second.follow(&Route::Sheet(id).address());
        assert!(second.sheet.get_untracked().is_none());
        second.heard_of(&key);
        assert!(second.sheet.get_untracked().is_none(), "it is not there yet");
        desk.store.borrow_mut().insert(key.clone(), text);
        second.heard_of("kohyo/draft/kashiwa-action-plan/r2/another");
        assert!(second.sheet.get_untracked().is_none(), "that was another");
        second.heard_of(&key);
        assert_eq!(title(second.sheet.get_untracked().expect("the draft")), "元");
    });
}

#[test]
fn what_both_tabs_changed_becomes_two_drafts() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        let stored = desk.only_text();
        let theirs =
            stored.replace("\"元\"", "\"あちら\"").replace("\"here\":1", "\"there\":2,\"here\":1");
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key, theirs);
        open.type_into(place(open, "plan.title"), "こちら");
        open.save_now();
        let fork = open.fork.get_untracked().expect("they parted");
        assert_eq!(fork.other, id);
        assert_eq!(
            (fork.differences[0].here.as_str(), fork.differences[0].there.as_str()),
            ("こちら", "あちら")
        );
        session.follow("#/");
        assert_eq!(titles(session), ["あちら", "こちら"]);
        let session = woken(&desk);
        assert_eq!(titles(session), ["あちら", "こちら"], "and they do not part again");
    });
}

#[test]
fn a_store_that_lost_what_it_had_taken_is_given_it_again() {
    at_a_desk(|session, desk| {
        let (open, _) = kept(session, "元");
        let key = open.key();
        let before = desk.only_text();
        open.type_into(place(open, "plan.title"), "続き");
        open.save_now();
        desk.store.borrow_mut().insert(key.clone(), before.clone());
        session.heard_of("neighbour");
        assert!(desk.only_text().contains("続き"));
        assert!(open.fork.get_untracked().is_none());
        // With no room for it, it is said.
        desk.store.borrow_mut().insert(key, before);
        desk.fault.set(Some(StoreFault::Full));
        session.heard_of("neighbour");
        assert_eq!(open.saving.get_untracked(), crate::session::Saving::Failed);
        assert!(open.noted.get_untracked() || open.is_safe());
    });
}

#[test]
fn a_page_that_does_not_count_is_not_written_over_either() {
    at_a_desk(|session, desk| {
        let (open, _) = kept(session, "元");
        let theirs = desk.only_text().replace("\"元\"", "\"旧い版\"");
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key, theirs);
        open.type_into(place(open, "plan.title"), "こちら");
        open.save_now();
        session.follow("#/");
        assert_eq!(titles(session), ["こちら", "旧い版"]);
    });
}

#[test]
fn a_draft_of_a_newer_page_is_read_and_never_written() {
    at_a_desk(|session, desk| {
        let (_, id) = kept(session, "元");
        let newer = desk.only_text().replace("\"version\":1", "\"version\":2");
        let key = desk.store.borrow().keys().next().cloned().expect("a draft");
        desk.store.borrow_mut().insert(key.clone(), newer.clone());
        let session = woken(&desk);
        let open = opened(session, &id);
        assert_eq!(open.reading.get_untracked(), Some(Reading::Newer));
        assert_eq!(title(open), "元");
        open.type_into(place(open, "plan.title"), "上書き");
        session.follow("#/");
        assert_eq!(desk.store.borrow().get(&key), Some(&newer));
        // One that is open while a newer page saves goes on beside it.
        let (open, _) = kept(session, "別");
        let key = open.key();
        let newer = desk.store.borrow().get(&key).cloned().unwrap_or_default();
        let newer = newer.replace("\"version\":1", "\"version\":2");
        desk.store.borrow_mut().insert(key.clone(), newer.clone());
        open.type_into(place(open, "plan.title"), "別の続き");
        open.save_now();
        assert_eq!(desk.store.borrow().get(&key), Some(&newer));
        assert!(open.fork.get_untracked().is_some());
    });
}

#[test]
fn an_earlier_state_is_compared_and_gone_back_to_and_that_can_be_undone() {
    at_a_desk(|session, desk| {
        let (open, _) = kept(session, "一つ目");
        for (minutes, text) in [(2, "二つ目"), (4, "三つ目")] {
            desk.millis.set(minutes * 60_000);
            open.leave();
            open.type_into(place(open, "plan.title"), text);
            open.save_now();
        }
        open.look_back();
        let past = open.past.get_untracked();
        let then: Vec<_> = past.iter().map(|past| past.differences[0].there.clone()).collect();
        assert_eq!(then, ["二つ目", "一つ目"]);
        open.go_back(&past[1]);
        assert_eq!(title(open), "一つ目");
        open.undo();
        assert_eq!(title(open), "三つ目");
    });
}

/// What a file says once it was written, or was not.
pub(super) type Written = Box<dyn FnOnce(Result<(), FileFault>)>;

/// A file that can be told to fail, or to take its time.
#[derive(Default)]
pub(super) struct Disk {
    text: RefCell<String>,
    fault: Cell<Option<FileFault>>,
    pub(super) is_slow: Cell<bool>,
    pub(super) waiting: RefCell<Vec<Written>>,
}

impl ChosenFile for Disk {
    fn name(&self) -> String {
        "下書き.json".to_owned()
    }

    fn write(&self, text: String, then: Written) {
        match self.fault.get() {
            _ if self.is_slow.get() => self.waiting.borrow_mut().push(then),
            Some(fault) => then(Err(fault)),
            None => {
                *self.text.borrow_mut() = text;
                then(Ok(()));
            }
        }
    }

    fn ask_again(&self, then: Written) {
        self.fault.set(None);
        then(Ok(()));
    }
}

#[test]
fn a_chosen_file_is_saved_to_after_every_pause_and_its_loss_is_said() {
    at_a_desk(|session, desk| {
        let file = Rc::new(Disk::default());
        *desk.chosen.borrow_mut() = Some(file.clone());
        let (open, _) = kept(session, "元");
        open.choose_file();
        assert_eq!(
            open.filed.get_untracked(),
            Filed::Saved("下書き.json".to_owned(), "12:00".to_owned())
        );
        open.type_into(place(open, "plan.title"), "続き");
        settle();
        desk.let_time_pass();
        assert!(file.text.borrow().contains("続き"));
        file.fault.set(Some(FileFault::Denied));
        open.type_into(place(open, "plan.title"), "続きの続き");
        settle();
        desk.let_time_pass();
        assert_eq!(
            open.filed.get_untracked(),
            Filed::Lost("下書き.json".to_owned(), FileFault::Denied)
        );
        assert!(open.is_kept() && !file.text.borrow().contains("続きの続き"));
        open.file_again();
        assert!(file.text.borrow().contains("続きの続き"));
        // It goes on after the sheet was left and opened again.
        let open = opened(session, &open.id());
        open.type_into(place(open, "plan.title"), "また開いて");
        open.save_now();
        assert!(file.text.borrow().contains("また開いて"));
        // What somebody else wrote there is not written over: another is chosen.
        file.fault.set(Some(FileFault::Changed));
        open.type_into(place(open, "plan.title"), "よそで変わった");
        open.save_now();
        assert!(!file.text.borrow().contains("よそで変わった"));
        let other = Rc::new(Disk::default());
        *desk.chosen.borrow_mut() = Some(other.clone());
        open.file_again();
        assert!(other.text.borrow().contains("よそで変わった"));
        assert!(!file.text.borrow().contains("よそで変わった"));
    });
}

#[test]
fn that_an_earlier_file_was_written_says_nothing_of_the_one_chosen_since() {
    at_a_desk(|session, desk| {
        let slow = Rc::new(Disk { is_slow: Cell::new(true), ..Disk::default() });
        *desk.chosen.borrow_mut() = Some(slow.clone());
        let (open, _) = kept(session, "元");
        open.choose_file();
        let other = Rc::new(Disk { fault: Cell::new(Some(FileFault::Denied)), ..Disk::default() });
        *desk.chosen.borrow_mut() = Some(other.clone());
        open.choose_file();
        let lost = Filed::Lost("下書き.json".to_owned(), FileFault::Denied);
        assert_eq!(open.filed.get_untracked(), lost);
        slow.waiting.borrow_mut().drain(..).for_each(|then| then(Ok(())));
        assert_eq!(open.filed.get_untracked(), lost);
        open.file_again();
        assert!(other.text.borrow().contains("元"));
    });
}

#[test]
fn a_file_of_several_drafts_is_not_gone_on_with_for_one_of_them() {
    at_a_desk(|session, desk| {
        let (first, _) = kept(session, "一");
        let (_, _) = kept(session, "二");
        session.follow("#/");
        session.hand_out_all();
        session.hand_out(&first.id());
        let [bundle, alone] = [0, 1].map(|at: usize| desk.files.borrow()[at].1.clone());
        let file = Rc::new(Disk::default());
        *desk.resumed.borrow_mut() = Some((file.clone(), bundle));
        session.resume_file();
        session.keep_both();
        session.keep_both();
        session.take(vec![Opening { name: "一.json".to_owned(), text: Ok(alone.clone()) }]);
        session.replace_draft();
        assert!(session.sheet.get_untracked().is_some());
        assert_eq!(*file.text.borrow(), "");
        // One that holds one draft is.
        session.follow("#/");
        *desk.resumed.borrow_mut() = Some((file.clone(), alone));
        session.resume_file();
        session.replace_draft();
        assert!(file.text.borrow().contains("一"));
    });
}

#[test]
fn a_sheet_of_another_form_never_takes_the_place_of_one_here() {
    at_a_desk(|session, desk| {
        let (open, _) = kept(session, "元");
        open.hand_out_draft();
        session.follow("#/");
        let text = desk.files.borrow()[0].1.clone();
        let other = text.replacen(r#""edition":"r2""#, r#""edition":"h30""#, 1);
        assert_ne!(other, text);
        for other in [other.clone(), other] {
            session.take(vec![Opening { name: "別.json".to_owned(), text: Ok(other) }]);
            assert!(session.arrival.get_untracked().is_none(), "nothing to ask");
            session.follow("#/");
        }
        let list = session.drafts.list.get_untracked();
        let mut ids: Vec<_> = list.iter().map(|draft| draft.id.clone()).collect();
        ids.dedup();
        assert_eq!(ids.len(), 3, "each has an id of its own");
        session.forget(&list[0]);
        session.find_drafts();
        assert_eq!(session.drafts.list.get_untracked().len(), 2);
    });
}

#[test]
fn all_drafts_go_into_one_file_and_can_be_removed_at_once() {
    at_a_desk(|session, desk: Rc<Fake>| {
        for text in ["一", "二", "三"] {
            kept(session, text);
        }
        session.follow("#/");
        session.hand_out_all();
        let bundle = desk.files.borrow()[0].1.clone();
        // What nobody can read goes too, and can be saved before.
        let foreign = desk.store.borrow().values().next().cloned().expect("a draft");
        let broken = "{broken".to_owned();
        for key in ["kohyo/draft/f/e/x", "kohyo/aside/f/e/y/1"] {
            desk.store.borrow_mut().insert(key.to_owned(), broken.clone());
        }
        let foreign = foreign.replace("\"id\":\"", "\"id\":\"nobody-has-this-");
        desk.store.borrow_mut().insert("kohyo/draft/nobody-has-this/r2/z".to_owned(), foreign);
        desk.store.borrow_mut().insert("neighbour".to_owned(), "theirs".to_owned());
        session.find_drafts();
        assert_eq!(session.drafts.unreadable.get_untracked().len(), 3);
        session.hand_out_all_unreadable();
        let text = desk.files.borrow()[1].1.clone();
        assert_eq!(text.matches(&broken).count(), 2);
        assert!(text.contains("nobody-has-this"));
        session.delete_all();
        assert!(session.drafts.unreadable.get_untracked().is_empty());
        assert!(desk.store.borrow().keys().eq(["neighbour"]), "{:?}", desk.store.borrow().keys());
        assert!(desk.journal.borrow().is_empty());
        session.take(vec![Opening { name: "all.json".to_owned(), text: Ok(bundle) }]);
        assert_eq!(titles(session), ["一", "三", "二"]);
    });
}

#[test]
fn of_a_bundle_what_is_good_is_opened_and_what_is_not_is_named() {
    at_a_desk(|session, desk| {
        let (open, _) = kept(session, "良");
        open.hand_out_draft();
        let good = desk.files.borrow()[0].1.clone();
        session.follow("#/");
        session.delete_all();
        let bundle =
            format!(r#"{{"format":"kohyo/bundle","version":1,"items":[{{"format":"x"}},{good}]}}"#);
        let take = |text: String| {
            session.take(vec![Opening { name: "b.json".to_owned(), text: Ok(text) }]);
            session.refusals.get_untracked()
        };
        let refusals = take(bundle);
        assert_eq!(refusals.len(), 1);
        assert!(refusals[0].starts_with("「b.json#1」は"), "{refusals:?}");
        assert_eq!(titles(session), ["良"]);
        let refusals = take(r#"{"format":"kohyo/bundle","version":1,"items":[]}"#.to_owned());
        assert!(refusals[0].starts_with("「b.json」は中身が空"), "{refusals:?}");
    });
}

#[test]
fn a_file_that_replaces_a_draft_is_one_step_that_can_be_taken_back() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        open.hand_out_draft();
        let file = desk.files.borrow()[0].1.clone();
        open.leave();
        open.type_into(place(open, "plan.title"), "ここの続き");
        open.type_into(place(open, "plan.goal"), "目標");
        open.save_now();
        session.follow("#/");
        session.take(vec![Opening { name: "a.json".to_owned(), text: Ok(file.clone()) }]);
        let arrival = session.arrival.get_untracked().expect("a question");
        assert_eq!(arrival.standing, Some(kohyo_core::submission::Standing::Older));
        session.replace_draft();
        let open = session.sheet.get_untracked().expect("the sheet");
        assert_eq!((open.id(), title(open)), (id, "元".to_owned()));
        assert!(open.fork.get_untracked().is_none());
        assert_eq!(desk.store.borrow().len(), 1);
        open.undo();
        assert_eq!(title(open), "ここの続き");
        assert_eq!(open.cell(place(open, "plan.goal")).get_untracked().raw, "目標");
        open.redo();
        assert_eq!(title(open), "元");
    });
}

#[test]
fn texts_without_a_box_go_and_come_with_the_step() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        open.hand_out_draft();
        let file = desk.files.borrow()[0].1.clone();
        let with = |id: &str, text: &str| {
            file.replacen("\"cells\":{", &format!("\"cells\":{{\"{id}\":\"{text}\","), 1)
        };
        let boxless = |open: SheetSession| -> Vec<(String, String)> {
            let list = open.boxless.get_untracked();
            list.into_iter().map(|(id, _, text, _)| (id, text)).collect()
        };
        let pair = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        for text in [with("theirs.one", "一"), with("theirs.two", "二")] {
            session.follow("#/");
            session.take(vec![Opening { name: "a.json".to_owned(), text: Ok(text) }]);
            session.replace_draft();
        }
        let open = session.sheet.get_untracked().expect("the sheet");
        assert_eq!(boxless(open), [pair("theirs.two", "二")]);
        open.undo();
        assert_eq!(boxless(open), [pair("theirs.one", "一")]);
        // The steps survive a restart.
        open.save_now();
        let open = opened(woken(&desk), &id);
        open.redo();
        assert_eq!(boxless(open), [pair("theirs.two", "二")]);
        open.undo();
        open.undo();
        assert_eq!(boxless(open), []);
        assert_eq!(title(open), "元");
        // And an earlier state has them.
        desk.millis.set(10 * 60_000);
        open.redo();
        open.save_now();
        desk.millis.set(20 * 60_000);
        open.redo();
        open.save_now();
        open.look_back();
        let past = open.past.get_untracked();
        let then = past
            .iter()
            .find(|then| then.filled.iter().any(|filled| *filled == pair("theirs.one", "一")));
        let then = then.expect("the state with the first file's text");
        assert!(then.differences.iter().any(|differs| differs.there == "一"));
        open.go_back(then);
        assert_eq!(boxless(open), [pair("theirs.one", "一")]);
        open.undo();
        assert_eq!(boxless(open), [pair("theirs.two", "二")]);
    });
}

#[test]
fn the_steps_survive_a_reload() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        open.leave();
        open.type_into(place(open, "plan.title"), "次");
        open.save_now();
        open.undo();
        open.save_now();
        let open = opened(woken(&desk), &id);
        assert_eq!((open.steps.get_untracked(), title(open)), ((true, true), "元".to_owned()));
        open.redo();
        assert_eq!(title(open), "次");
        open.undo();
        open.undo();
        assert_eq!(title(open), "");
    });
}

#[test]
fn a_draft_of_the_first_release_is_taken_over_and_its_original_kept() {
    at_a_desk(|session, desk| {
        let first = include_str!("../../../tests/fixtures/drafts/first-release.json").trim();
        let form = begun(session).form();
        session.follow("#/");
        let key = crate::session::drafts::key_of(&form, "first-release");
        desk.store.borrow_mut().clear();
        desk.journal.borrow_mut().clear();
        desk.store.borrow_mut().insert(key.clone(), first.to_owned());
        let session = woken(&desk);
        let open = opened(session, "first-release");
        assert_eq!(title(open), "バッチ処理コストの適正化");
        session.follow("#/");
        assert_eq!(desk.store.borrow().get(&key).map(String::as_str), Some(first), "as it was");
        let open = opened(session, "first-release");
        open.type_into(place(open, "plan.title"), "新しい版で");
        open.save_now();
        assert!(open.fork.get_untracked().is_none());
        assert!(desk.journal.borrow().values().any(|text| text == first), "the original is kept");
        open.undo();
        assert_eq!(title(open), "バッチ処理コストの適正化");
    });
}

#[test]
fn what_the_plain_script_saved_comes_back_as_one_step() {
    at_a_desk(|session, desk| {
        let (open, id) = kept(session, "元");
        open.leave();
        let form = open.form();
        let left = |cells: &str| {
            format!(
                r#"{{"format":"kohyo/draft","version":1,"form":{{"id":"{}","edition":"{}"}},"document":{{"id":"{id}"}},"cells":{cells}}}"#,
                form.id, form.edition
            )
        };
        let place = format!("kohyo/rescue/{id}");
        let texts = left(r#"{"plan.title":"元の最後の一字","plan.goal":"目標"}"#);
        desk.store.borrow_mut().insert(place.clone(), texts);
        let session = woken(&desk);
        assert_eq!(session.drafts.brought.get_untracked().len(), 1);
        let open = opened(session, &id);
        assert_eq!(title(open), "元の最後の一字");
        open.undo();
        assert_eq!(title(open), "元");
        assert!(!desk.store.borrow().contains_key(&place), "taken once");
        // What holds nothing new is no news, and what is no draft is put aside.
        session.follow("#/");
        let same = left(r#"{"plan.title":"元"}"#);
        desk.store.borrow_mut().insert(place.clone(), same);
        desk.store.borrow_mut().insert("kohyo/rescue/x".to_owned(), "<b>".to_owned());
        let session = woken(&desk);
        assert!(session.drafts.brought.get_untracked().is_empty());
        assert_eq!(session.drafts.unreadable.get_untracked().len(), 1);
        assert!(!desk.store.borrow().keys().any(|key| key.starts_with("kohyo/rescue/")));
    });
}

#[test]
fn a_paste_is_one_step() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let cell = place(open, "plan.title");
        open.type_into(cell, "前");
        open.paste_begins();
        open.type_into(cell, "前貼った文");
        open.type_into(cell, "前貼った文後");
        open.undo();
        assert_eq!(title(open), "前貼った文");
        open.undo();
        assert_eq!(title(open), "前");
        open.undo();
        assert_eq!(title(open), "");
    });
}

#[test]
fn a_key_takes_a_step_of_the_sheet_only_where_the_box_has_none_of_its_own() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let cell = place(open, "plan.title");
        open.type_into(cell, "元");
        assert!(!open.step_by_key(true), "the browser's own undo is in the box");
        open.leave();
        assert!(open.step_by_key(true));
        assert_eq!(title(open), "");
        assert!(open.step_by_key(false));
        assert_eq!(title(open), "元");
        // Typed and taken back by the browser: no step is left of it.
        open.type_into(cell, "元の");
        open.type_into(cell, "元");
        assert!(open.step_by_key(true));
        assert_eq!(title(open), "");
    });
}
