//! The moment before the browser draws: what the page does because of an event
//! it has done by then.

use wasm_bindgen::prelude::*;

/// Does something just before the next frame.
pub fn next(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(work.unchecked_ref());
    }
}
