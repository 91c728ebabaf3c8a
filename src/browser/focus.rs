//! The focus is never lost: where what held it is gone, it goes to what is left
//! of the place where it was.

use super::{frame, listen};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, FocusOptions, HtmlElement};

/// Parts of the page that can take the focus in place of what stood in them.
const PLACES: &str = "li, tr, section, aside, nav, main, .panel";

/// Where the focus was last, outside of questions, and the parts around it.
type Trail = Rc<RefCell<Vec<Element>>>;

/// Looks after the focus from now on.
pub fn keep() {
    let trail = Trail::default();
    let own = trail.clone();
    listen::to_document("focusin", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target else { return };
        if !matches!(target.closest("dialog"), Ok(None)) {
            return;
        }
        let mut around = vec![target];
        while let Some(next) = around.last().and_then(|inner| inner.parent_element()) {
            around.push(next);
        }
        *own.borrow_mut() = around;
    });
    // What a click or a key takes away, it has taken before the next frame.
    let look = move || {
        let trail = trail.clone();
        // A copy: the focus that is given tells of itself at once.
        frame::next(move || {
            let around = trail.borrow().clone();
            find_again(&around);
        });
    };
    for event in ["click", "keyup", "change"] {
        let look = look.clone();
        listen::to_document(event, move |_| look());
    }
    listen::to_window("hashchange", move |_| look());
}

/// Whether nothing has the focus that can be seen.
fn is_lost(document: &Document) -> bool {
    document.active_element().is_none_or(|active| active.tag_name() == "BODY" || !is_seen(&active))
}

fn find_again(trail: &[Element]) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(last) = trail.first().filter(|_| is_lost(&document)) else { return };
    // Who clicks beside everything wants the focus nowhere.
    if super::dialog::any_open() || is_seen(last) {
        return;
    }
    let place =
        trail.iter().skip(1).find(|place| is_seen(place) && place.matches(PLACES).unwrap_or(false));
    // Of another page nothing is left but the page.
    let place = place.cloned().or_else(|| document.query_selector("main").ok().flatten());
    let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) else { return };
    if !place.has_attribute("tabindex") {
        let _ = place.set_attribute("tabindex", "-1");
    }
    give(&place);
}

fn give(place: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = place.focus_with_options(&options);
}

/// Gives the focus to the first that can be seen in a question, where what had
/// taken it was hidden by what the question says.
pub fn first_in(question: &Element) {
    const SEEN: &str = ":is(button, input, select, textarea):not([hidden] *)";
    if question.owner_document().is_some_and(|document| is_lost(&document))
        && let Ok(Some(first)) = question.query_selector(SEEN)
        && let Some(first) = first.dyn_ref::<HtmlElement>()
    {
        give(first);
    }
}

fn is_seen(element: &Element) -> bool {
    let place = element.get_bounding_client_rect();
    element.is_connected() && (place.width() > 0.0 || place.height() > 0.0)
}
