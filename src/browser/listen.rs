//! Events of the window and of the document, listened to as long as the page lives.

use wasm_bindgen::prelude::*;

/// Listens to an event of the window.
pub(super) fn to_window(event: &str, then: impl FnMut(web_sys::Event) + 'static) {
    if let Some(window) = web_sys::window() {
        to(&window, event, then);
    }
}

/// Listens to an event of the document.
pub(super) fn to_document(event: &str, then: impl FnMut(web_sys::Event) + 'static) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        to(&document, event, then);
    }
}

/// Listens to events of which exactly one comes, exactly once.
pub(super) fn once(
    target: &web_sys::EventTarget,
    events: [&str; 2],
    then: impl FnOnce(web_sys::Event) + 'static,
) {
    let closure = Closure::once_into_js(then);
    for event in events {
        let _ = target.add_event_listener_with_callback(event, closure.unchecked_ref());
    }
}

/// Listens to an event as long as the target lives.
pub(super) fn to(
    target: &web_sys::EventTarget,
    event: &str,
    then: impl FnMut(web_sys::Event) + 'static,
) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(then);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}
