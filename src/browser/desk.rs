//! The browser as the desk at which the session works.

use super::clock::Now;
use super::journal::Journal;
use super::turns::Turns;
use super::{chosen, copy, files, route, store};
use crate::desk::{Asking, Chosen, Desk, Done, Resumed, StoreFault, Texts, TurnNews, Usage};
use std::cell::Cell;
use std::rc::Rc;

/// Every key of this application begins so; others are neither read nor touched.
const OWN: &str = "kohyo/";

/// How many milliseconds more than was asked for something may wait. A browser
/// that is short of time answers keys first and lets timers wait for as long as
/// someone types.
const MOST_LATE: f64 = 40.0;

/// The browser.
pub struct BrowserDesk {
    /// Since when something waits that is due soon, in milliseconds.
    waiting: Rc<Cell<Option<f64>>>,
    writer: String,
    journal: Journal,
    turns: Turns,
}

impl BrowserDesk {
    /// The desk of this tab.
    pub fn new() -> Self {
        // 48 bits of chance: no two tabs that meet a draft are called the same.
        let writer = format!("{:012x}", (js_sys::Math::random() * 2_f64.powi(48)) as u64);
        Self { waiting: Rc::default(), writer, journal: Journal::new(), turns: Turns::new() }
    }

    /// Calls back with each key of the store that another tab changed.
    pub fn on_change(then: impl Fn(String) + 'static) {
        store::on_change(then);
    }
}

impl Desk for BrowserDesk {
    fn now(&self) -> String {
        Now::read().rfc3339()
    }

    fn stamp(&self) -> String {
        Now::read().stamp()
    }

    fn clock(&self) -> String {
        Now::read().clock()
    }

    fn new_id(&self) -> String {
        let crypto = web_sys::window().and_then(|window| window.crypto().ok());
        match crypto {
            Some(crypto) => crypto.random_uuid(),
            // Without it, the time to the millisecond and chance tell ids apart.
            None => format!(
                "{:x}-{:x}",
                js_sys::Date::now() as u64,
                (js_sys::Math::random() * 2_f64.powi(52)) as u64
            ),
        }
    }

    fn keep(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        store::keep(key, text)
    }

    fn kept(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault> {
        store::kept(prefix)
    }

    fn forget(&self, key: &str) {
        store::forget(key);
    }

    fn look(&self, key: &str) -> Result<Option<String>, StoreFault> {
        store::look(key)
    }

    fn usage(&self) -> Usage {
        store::usage(OWN)
    }

    fn writer(&self) -> String {
        self.writer.clone()
    }

    fn millis(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    fn note(&self, key: &str, text: &str, then: Done) {
        self.journal.note(key, text, then);
    }

    fn strike(&self, prefix: &str) {
        self.journal.strike(prefix);
    }

    fn let_go(&self, prefix: &str) {
        self.journal.let_go(prefix);
    }

    fn noted(&self, prefix: &str, then: Box<dyn FnOnce(Result<Texts, StoreFault>)>) {
        self.journal.noted(prefix, then);
    }

    fn take_turn(&self, name: &str, asking: Asking, then: Rc<dyn Fn(TurnNews)>) {
        self.turns.take(name, asking, then);
    }

    fn give_turn(&self, name: &str) {
        self.turns.give(name);
    }

    fn turns_elsewhere(&self, then: Box<dyn FnOnce(Vec<String>)>) {
        self.turns.elsewhere(then);
    }

    fn can_choose_files(&self) -> bool {
        chosen::possible()
    }

    fn choose_file(&self, name: &str, then: Box<dyn FnOnce(Chosen)>) {
        chosen::choose(name, then);
    }

    fn resume_file(&self, then: Box<dyn FnOnce(Resumed)>) {
        chosen::resume(then);
    }

    fn soon(&self, cells: usize, then: Box<dyn FnOnce()>) {
        // 2 ms for a sheet of 60 cells, a fifth of a second for one of 6,000.
        let wait = u32::try_from(cells / 30).unwrap_or(u32::MAX);
        let now = js_sys::Date::now();
        let waited = self.waiting.get().map(|since| (now - since).abs());
        if waited.is_some_and(|waited| waited >= f64::from(wait) + MOST_LATE) {
            self.waiting.set(None);
            return then();
        }
        if waited.is_none() {
            self.waiting.set(Some(now));
        }
        let waiting = self.waiting.clone();
        self.later(
            wait,
            Box::new(move || {
                waiting.set(None);
                then();
            }),
        );
    }

    fn later(&self, milliseconds: u32, then: Box<dyn FnOnce()>) {
        gloo_timers::callback::Timeout::new(milliseconds, then).forget();
    }

    fn hand_out(&self, name: &str, text: &str) {
        files::hand_out(name, text);
    }

    fn carried(&self) -> String {
        copy::carried().unwrap_or_default()
    }

    fn page_carrying(&self, element: &str) -> Option<String> {
        copy::page_carrying(element)
    }

    fn go(&self, place: &str) {
        route::go(place);
    }
}
