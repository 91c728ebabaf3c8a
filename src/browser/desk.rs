//! The browser as the desk at which the session works.

use super::clock::Now;
use super::{copy, files, route, store};
use crate::desk::{Desk, StoreFault};

/// The browser.
pub struct BrowserDesk;

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
