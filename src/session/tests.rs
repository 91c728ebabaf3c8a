//! What re-runs on one edit, and what is saved, at a desk without a browser.

mod collecting;
mod keeping;
mod left;
mod said;
mod standing;

use super::boxes::{CellRemarks, CellView};
use super::{Route, Saving, Session, SheetSession};
use crate::desk::{
    Asking, Chosen, ChosenFile, Desk, Done, FileFault, Opening, Resumed, StoreFault, Texts,
    TurnNews, Usage,
};
use kohyo_core::form::CellIx;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Whoever hears what becomes of a turn.
type Hearer = Rc<dyn Fn(TurnNews)>;

/// A desk in memory: its clock stands still and its timers wait to be called.
#[derive(Default)]
pub(super) struct Fake {
    store: RefCell<BTreeMap<String, String>>,
    journal: RefCell<BTreeMap<String, String>>,
    journal_fails: Cell<bool>,
    /// Whether another tab has every turn.
    busy: Cell<bool>,
    turn: RefCell<Option<Hearer>>,
    millis: Cell<u64>,
    chosen: RefCell<Option<Rc<dyn ChosenFile>>>,
    resumed: RefCell<Option<(Rc<dyn ChosenFile>, String)>>,
    fault: Cell<Option<StoreFault>>,
    timers: RefCell<Vec<Box<dyn FnOnce()>>>,
    files: RefCell<Vec<(String, String)>>,
    ids: Cell<u32>,
    carried: RefCell<String>,
}

impl Fake {
    fn let_time_pass(&self) {
        let due: Vec<_> = self.timers.borrow_mut().drain(..).collect();
        for timer in due {
            timer();
        }
    }

    fn only_text(&self) -> String {
        let store = self.store.borrow();
        assert_eq!(store.len(), 1);
        store.values().next().cloned().unwrap_or_default()
    }
}

impl Desk for Fake {
    fn now(&self) -> String {
        "2026-11-20T12:00:00+09:00".to_owned()
    }

    fn stamp(&self) -> String {
        "20261120-1200".to_owned()
    }

    fn clock(&self) -> String {
        "12:00".to_owned()
    }

    fn new_id(&self) -> String {
        self.ids.set(self.ids.get() + 1);
        format!("id-{}", self.ids.get())
    }

    fn keep(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        if let Some(fault) = self.fault.get() {
            return Err(fault);
        }
        self.store.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn kept(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault> {
        if self.fault.get() == Some(StoreFault::Refused) {
            return Err(StoreFault::Refused);
        }
        let store = self.store.borrow();
        let found = store.iter().filter(|(key, _)| key.starts_with(prefix));
        Ok(found.map(|(key, text)| (key.clone(), text.clone())).collect())
    }

    fn forget(&self, key: &str) {
        self.store.borrow_mut().remove(key);
    }

    fn look(&self, key: &str) -> Result<Option<String>, StoreFault> {
        if self.fault.get() == Some(StoreFault::Refused) {
            return Err(StoreFault::Refused);
        }
        Ok(self.store.borrow().get(key).cloned())
    }

    fn usage(&self) -> Usage {
        Usage::default()
    }

    fn writer(&self) -> String {
        "here".to_owned()
    }

    fn millis(&self) -> u64 {
        self.millis.get()
    }

    fn note(&self, key: &str, text: &str, then: Done) {
        let well = !self.journal_fails.get();
        if well {
            self.journal.borrow_mut().insert(key.to_owned(), text.to_owned());
        }
        then(well);
    }

    fn strike(&self, prefix: &str) {
        self.journal.borrow_mut().retain(|key, _| !key.starts_with(prefix));
    }

    fn let_go(&self, _prefix: &str) {}

    fn noted(&self, prefix: &str, then: Box<dyn FnOnce(Result<Texts, StoreFault>)>) {
        let journal = self.journal.borrow();
        let found = journal.iter().filter(|(key, _)| key.starts_with(prefix));
        let found = found.map(|(key, text)| (key.clone(), text.clone())).collect();
        drop(journal);
        then(if self.journal_fails.get() { Err(StoreFault::Refused) } else { Ok(found) });
    }

    fn take_turn(&self, _name: &str, asking: Asking, then: Rc<dyn Fn(TurnNews)>) {
        *self.turn.borrow_mut() = Some(then.clone());
        let theirs = self.busy.get() && asking == Asking::IfFree;
        then(if theirs { TurnNews::Theirs } else { TurnNews::Ours });
    }

    fn give_turn(&self, _name: &str) {
        *self.turn.borrow_mut() = None;
    }

    fn turns_elsewhere(&self, then: Box<dyn FnOnce(Vec<String>)>) {
        let key = |note: &String| Some(note.rsplit_once('/')?.0.to_owned());
        let noted: Vec<String> = self.journal.borrow().keys().filter_map(key).collect();
        then(if self.busy.get() { noted } else { Vec::new() });
    }

    fn can_choose_files(&self) -> bool {
        self.chosen.borrow().is_some()
    }

    fn choose_file(&self, _name: &str, then: Box<dyn FnOnce(Chosen)>) {
        let chosen = self.chosen.borrow().clone();
        then(chosen.ok_or(FileFault::Cancelled));
    }

    fn resume_file(&self, then: Box<dyn FnOnce(Resumed)>) {
        then(self.resumed.borrow_mut().take().ok_or(FileFault::Cancelled));
    }

    fn soon(&self, _cells: usize, then: Box<dyn FnOnce()>) {
        then();
    }

    fn later(&self, _milliseconds: u32, then: Box<dyn FnOnce()>) {
        self.timers.borrow_mut().push(then);
    }

    fn hand_out(&self, name: &str, text: &str) {
        self.files.borrow_mut().push((name.to_owned(), text.to_owned()));
    }

    fn carried(&self) -> String {
        self.carried.borrow().clone()
    }

    fn page_carrying(&self, element: &str) -> Option<String> {
        Some(format!("<!DOCTYPE html><script id=\"kohyo-baked\">{element}</script>"))
    }

    fn go(&self, _place: &str) {}
}

/// Runs a test at a fake desk, inside an owner of signals.
pub(super) fn at_a_desk(test: impl FnOnce(Session, Rc<Fake>)) {
    let _ = any_spawner::Executor::init_futures_executor();
    let owner = Owner::new();
    owner.with(|| {
        let desk = Rc::new(Fake::default());
        test(woken(&desk), desk);
    });
}

/// A session as the page begins it.
fn woken(desk: &Rc<Fake>) -> Session {
    let session = Session::new(desk.clone());
    session.wake(move || session.follow("#/"), || ());
    session
}

pub(super) fn settle() {
    any_spawner::Executor::poll_local();
}

/// The newest edition of the form with a table of effects.
pub(super) fn begun(session: Session) -> SheetSession {
    let form = session
        .forms
        .all()
        .into_iter()
        .find(|form| form.find("effect.saving.initial.2018").is_some())
        .expect("a form");
    session.begin(&form);
    settle();
    session.sheet.get_untracked().expect("a sheet")
}

pub(super) fn place(open: SheetSession, id: &str) -> CellIx {
    open.form().find(id).expect(id)
}

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

const TRIAL: &str = include_str!("../../tests/fixtures/forms/every-kind.json");

fn brought(name: &str, text: &str) -> Vec<Opening> {
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
