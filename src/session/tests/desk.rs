//! A desk in memory, and how a test sits down at it.

use crate::desk::{
    Asking, Chosen, ChosenFile, Desk, Done, FileFault, Resumed, StoreFault, Texts, TurnNews, Usage,
};
use crate::session::{Session, SheetSession};
use kohyo_core::form::CellIx;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Whoever hears what becomes of a turn.
type Hearer = Rc<dyn Fn(TurnNews)>;

/// A desk in memory: its clock stands still and its timers wait to be called.
#[derive(Default)]
pub(in crate::session) struct Fake {
    pub(super) store: RefCell<BTreeMap<String, String>>,
    pub(super) journal: RefCell<BTreeMap<String, String>>,
    pub(super) journal_fails: Cell<bool>,
    /// Whether another tab has every turn.
    pub(super) busy: Cell<bool>,
    pub(super) turn: RefCell<Option<Hearer>>,
    pub(super) millis: Cell<u64>,
    pub(super) chosen: RefCell<Option<Rc<dyn ChosenFile>>>,
    pub(super) resumed: RefCell<Option<(Rc<dyn ChosenFile>, String)>>,
    pub(super) fault: Cell<Option<StoreFault>>,
    pub(super) timers: RefCell<Vec<Box<dyn FnOnce()>>>,
    pub(super) files: RefCell<Vec<(String, String)>>,
    pub(super) ids: Cell<u32>,
    pub(super) carried: RefCell<String>,
}

impl Fake {
    pub(super) fn let_time_pass(&self) {
        let due: Vec<_> = self.timers.borrow_mut().drain(..).collect();
        for timer in due {
            timer();
        }
    }

    pub(super) fn only_text(&self) -> String {
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
pub(in crate::session) fn at_a_desk(test: impl FnOnce(Session, Rc<Fake>)) {
    let _ = any_spawner::Executor::init_futures_executor();
    let owner = Owner::new();
    owner.with(|| {
        let desk = Rc::new(Fake::default());
        test(woken(&desk), desk);
    });
}

/// A session as the page begins it.
pub(in crate::session) fn woken(desk: &Rc<Fake>) -> Session {
    let session = Session::new(desk.clone());
    session.wake(move || session.follow("#/"), || ());
    session
}

pub(in crate::session) fn settle() {
    any_spawner::Executor::poll_local();
}

/// The newest edition of the form with a table of effects.
pub(in crate::session) fn begun(session: Session) -> SheetSession {
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

pub(in crate::session) fn place(open: SheetSession, id: &str) -> CellIx {
    open.form().find(id).expect(id)
}
