//! Undo and redo by keys, over the whole sheet.

use super::listen;
use wasm_bindgen::prelude::*;

/// What the keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Y, Ctrl+Shift+Z.
    Redo,
}

/// Calls before something is pasted.
pub fn on_paste(mut then: impl FnMut() + 'static) {
    listen::to_window("paste", move |_| then());
}

/// Listens to the keys; `take` says whether the step was the sheet's. What it
/// leaves is the browser's own undo inside the box.
pub fn on_step(mut take: impl FnMut(Step) -> bool + 'static) {
    listen::to_window("keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let held = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
        if !held || key.is_composing() || key.default_prevented() {
            return;
        }
        // A question has boxes of its own.
        let asked = web_sys::window().and_then(|window| window.document());
        if asked.is_some_and(|page| matches!(page.query_selector("dialog[open]"), Ok(Some(_)))) {
            return;
        }
        let step = match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
            ("z", false) => Step::Undo,
            ("z", true) | ("y", false) => Step::Redo,
            _ => return,
        };
        if take(step) {
            key.prevent_default();
        }
    });
}
