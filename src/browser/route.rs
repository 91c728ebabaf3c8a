//! The address of the page, as far as it stands behind `#`. `pushState` throws
//! on `file://`, so the hash is set and listened to.

use wasm_bindgen::prelude::*;

/// The part of the address behind `#`.
pub fn address() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to a place.
pub fn go(place: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(place);
    }
}

/// Calls back with each new place.
pub fn listen(mut then: impl FnMut(String) + 'static) {
    listen_to("hashchange", move |_| then(address()));
}

/// Calls back when the page is hidden or left: the last moment to save.
pub fn on_leaving(then: impl FnMut() + Clone + 'static) {
    for event in ["pagehide", "visibilitychange"] {
        let mut then = then.clone();
        listen_to(event, move |_| then());
    }
}

/// Asks before the page is closed, while `unsaved` says so.
pub fn ask_before_closing(mut unsaved: impl FnMut() -> bool + 'static) {
    listen_to("beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
        }
    });
}

fn listen_to(event: &str, then: impl FnMut(web_sys::Event) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(then);
    if let Some(window) = web_sys::window() {
        let target = closure.as_ref().unchecked_ref();
        let _ = if event == "visibilitychange" {
            window
                .document()
                .map(|document| document.add_event_listener_with_callback(event, target))
        } else {
            Some(window.add_event_listener_with_callback(event, target))
        };
    }
    // The page listens as long as it lives.
    closure.forget();
}
