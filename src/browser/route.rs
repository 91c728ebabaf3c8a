//! The address of the page, as far as it stands behind `#`. `pushState` throws
//! on `file://`, so the hash is set and listened to.

use super::listen;

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

/// Calls back with each new place, which is seen from its top.
pub fn listen(mut then: impl FnMut(String) + 'static) {
    listen::to_window("hashchange", move |_| {
        then(address());
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Calls back when the page is hidden or left: the last moment to save.
pub fn on_leaving(then: impl Fn() + Clone + 'static) {
    let again = then.clone();
    listen::to_window("pagehide", move |_| then());
    listen::to_document("visibilitychange", move |_| again());
}

/// Asks before the page is closed, while `unsaved` says so.
pub fn ask_before_closing(mut unsaved: impl FnMut() -> bool + 'static) {
    listen::to_window("beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
        }
    });
}
