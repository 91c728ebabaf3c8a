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
    /// A step of the whole sheet, taken back or made again.
    Step {
        /// Whether taken back.
        back: bool,
    },
}

/// Whether the key belongs to an IME.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Calls back with each such key that nobody took before; those that are taken
/// go no further. What is left of the steps is the browser's own undo inside
/// the box.
pub fn listen(mut then: impl FnMut(Key) -> bool + 'static) {
    listen::to_window("keydown", move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        if !composes(pressed)
            && !event.default_prevented()
            && let Some(key) = read(pressed)
            && then(key)
        {
            event.prevent_default();
        }
    });
}

fn read(pressed: &KeyboardEvent) -> Option<Key> {
    let held = pressed.ctrl_key() || pressed.meta_key();
    let (shift, alt) = (pressed.shift_key(), pressed.alt_key());
    let key = pressed.key();
    Some(match (key.as_str(), held, alt, shift) {
        ("F1", false, false, false) => Key::Help,
        ("F8", false, false, back) => Key::Finding { back },
        ("PageDown", false, true, false) => Key::Section { back: false },
        ("PageUp", false, true, false) => Key::Section { back: true },
        ("z" | "Z", true, false, again) => Key::Step { back: !again },
        ("y" | "Y", true, false, false) => Key::Step { back: false },
        _ => return None,
    })
}
