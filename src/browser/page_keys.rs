//! Keys that work anywhere on the page. None of them is one that the browser
//! keeps for itself.

use super::listen;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// A key of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The table of keys.
    Help,
    /// The next finding, or the one before.
    Finding {
        /// Whether the one before.
        back: bool,
    },
    /// The next section, or the one before.
    Section {
        /// Whether the one before.
        back: bool,
    },
}

/// Calls back with each such key; those that were taken go no further.
pub fn listen(mut then: impl FnMut(Key) -> bool + 'static) {
    listen::to_window("keydown", move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        if super::table::composes(pressed) || pressed.ctrl_key() || pressed.meta_key() {
            return;
        }
        let (shift, alt) = (pressed.shift_key(), pressed.alt_key());
        let key = match pressed.key().as_str() {
            "F1" if !shift && !alt => Key::Help,
            "F8" if !alt => Key::Finding { back: shift },
            "PageDown" if alt && !shift => Key::Section { back: false },
            "PageUp" if alt && !shift => Key::Section { back: true },
            _ => return,
        };
        if then(key) {
            event.prevent_default();
        }
    });
}
