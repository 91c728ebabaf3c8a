//! Whose turn it is at a draft: Web Locks, and a channel on which another tab
//! asks for it. Both cross all tabs of the profile. Where the browser has
//! neither, everyone has the turn, and the counters find what collides.

use super::js;
use crate::desk::{Asking, TurnNews};
use js_sys::{Object, Promise};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Other pages on `file://` share the names.
const CHANNEL: &str = "kohyo/turns";
/// How long whoever has a turn may take to give it, in milliseconds.
const PATIENCE: u32 = 1500;

type Then = Rc<dyn Fn(TurnNews)>;

struct Held {
    then: Then,
    /// Ends the hold when called.
    release: Option<js_sys::Function>,
    /// Tells holds of the same name apart.
    number: u64,
}

/// The turns of this tab.
#[derive(Clone)]
pub(super) struct Turns {
    held: Rc<RefCell<HashMap<String, Held>>>,
    channel: Option<web_sys::BroadcastChannel>,
    count: Rc<RefCell<u64>>,
}

impl Turns {
    pub(super) fn new() -> Self {
        let channel = web_sys::BroadcastChannel::new(CHANNEL).ok();
        let turns = Self { held: Rc::default(), channel, count: Rc::default() };
        if let Some(channel) = &turns.channel {
            let held = turns.held.clone();
            super::listen::to(channel, "message", move |event| {
                let wish = js::get(&event, "data").and_then(|data| data.as_string());
                let then = wish.and_then(|name| {
                    let held = held.borrow();
                    let held = held.get(&name)?;
                    held.release.as_ref().map(|_| held.then.clone())
                });
                if let Some(then) = then {
                    then(TurnNews::Wished);
                }
            });
        }
        turns
    }

    pub(super) fn take(&self, name: &str, asking: Asking, then: Then) {
        self.give(name);
        let Some(locks) = js::of_navigator("locks") else { return then(TurnNews::Ours) };
        let number = {
            let mut count = self.count.borrow_mut();
            *count += 1;
            *count
        };
        let held = Held { then: then.clone(), release: None, number };
        self.held.borrow_mut().insert(name.to_owned(), held);
        let options = Object::new();
        match asking {
            Asking::IfFree => {
                js::set(&options, "ifAvailable", &true.into());
                self.request(&locks, name, &options, number, then);
            }
            Asking::Insist => {
                self.request(&locks, name, &options, number, then.clone());
                if let Some(channel) = &self.channel {
                    let _ = channel.post_message(&name.into());
                }
                // A frozen tab gives nothing: the turn is taken from it.
                let (turns, name) = (self.clone(), name.to_owned());
                gloo_timers::callback::Timeout::new(PATIENCE, move || {
                    let waits = turns
                        .held
                        .borrow()
                        .get(&name)
                        .is_some_and(|held| held.number == number && held.release.is_none());
                    if waits {
                        let options = Object::new();
                        js::set(&options, "steal", &true.into());
                        turns.request(&locks, &name, &options, number, then);
                    }
                })
                .forget();
            }
        }
    }

    pub(super) fn give(&self, name: &str) {
        let held = self.held.borrow_mut().remove(name);
        if let Some(release) = held.and_then(|held| held.release) {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    pub(super) fn elsewhere(&self, then: Box<dyn FnOnce(Vec<String>)>) {
        let turns = self.clone();
        spawn_local(async move {
            let mut names = Vec::new();
            if let Some(locks) = js::of_navigator("locks")
                && let Ok(state) = js::wait(&locks, "query", &[]).await
            {
                let held = js::get(&state, "held").map(|held| js_sys::Array::from(&held));
                for lock in held.iter().flat_map(js_sys::Array::iter) {
                    names.extend(js::get(&lock, "name").and_then(|name| name.as_string()));
                }
            }
            let own = turns.held.borrow();
            names.retain(|name| own.get(name).is_none_or(|held| held.release.is_none()));
            drop(own);
            then(names);
        });
    }

    fn request(&self, locks: &JsValue, name: &str, options: &Object, number: u64, then: Then) {
        let (turns, own, told) = (self.clone(), name.to_owned(), then.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                told(TurnNews::Theirs);
                return JsValue::UNDEFINED;
            }
            let mut held = turns.held.borrow_mut();
            // Meanwhile it was given back, or came by another way: let go at once.
            let Some(held) =
                held.get_mut(&own).filter(|held| held.number == number && held.release.is_none())
            else {
                return JsValue::UNDEFINED;
            };
            let release = Rc::new(RefCell::new(None));
            let kept = release.clone();
            let promise = Promise::new(&mut |resolve, _| *kept.borrow_mut() = Some(resolve));
            held.release = release.borrow_mut().take();
            let told = told.clone();
            spawn_local(async move { told(TurnNews::Ours) });
            promise.into()
        });
        let (locks, turns, name) = (locks.clone(), self.clone(), name.to_owned());
        let options: JsValue = options.into();
        spawn_local(async move {
            let ended =
                js::wait(&locks, "request", &[name.as_str().into(), options, granted]).await;
            if ended.is_ok() {
                return;
            }
            let mine = turns
                .held
                .borrow()
                .get(&name)
                .filter(|held| held.number == number)
                .map(|held| held.release.is_some());
            match mine {
                Some(true) => {
                    turns.held.borrow_mut().remove(&name);
                    then(TurnNews::Taken);
                }
                // The browser refuses locks altogether.
                Some(false) => then(TurnNews::Ours),
                None => {}
            }
        });
    }
}
