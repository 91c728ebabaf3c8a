//! `<dialog>` elements, opened modally by their id.

use wasm_bindgen::prelude::*;
use web_sys::HtmlDialogElement;

fn find(id: &str) -> Option<HtmlDialogElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog.
pub fn open(id: &str) {
    if let Some(dialog) = find(id).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
        super::frame::next(move || super::focus::first_in(&dialog));
    }
}

/// Whether a dialog is open.
pub fn any_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

/// Closes a dialog.
pub fn close(id: &str) {
    if let Some(dialog) = find(id) {
        dialog.close();
    }
}

/// Closes a dialog once the page shows what the answer led to. Closing at once
/// would have the whole document laid out twice.
pub fn close_answered(id: &'static str) {
    super::frame::next(move || close(id));
}
