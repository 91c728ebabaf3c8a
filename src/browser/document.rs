//! The document itself: readiness, title, focus, the notices.

use super::frame;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Says that the page is ready.
pub fn ready() {
    if let Some(body) = document().and_then(|document| document.body()) {
        let _ = body.set_attribute("data-ready", "true");
    }
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets how the page looks: the style sheet knows these words.
pub fn set_look(theme: &str, size: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", theme);
        let _ = root.set_attribute("data-text-size", size);
    }
}

/// The version that the page was built as.
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Scrolls to the box of a cell and gives it the focus.
pub fn go_to_cell(id: &str) {
    let Some(document) = document() else { return };
    let id = id.replace(['"', '\\'], "");
    let selector = format!("[data-cell=\"{id}\"], [data-boxless=\"{id}\"]");
    let Ok(Some(found)) = document.query_selector(&selector) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    found.scroll_into_view_with_scroll_into_view_options(&options);
    // A group of choices takes the focus in its first input.
    let target = match found.tag_name().as_str() {
        "FIELDSET" => found.query_selector("input").ok().flatten().unwrap_or(found),
        _ => found,
    };
    if let Ok(element) = target.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Scrolls to a section.
pub fn go_to_section(id: &str) {
    if let Some(section) = document().and_then(|document| document.get_element_by_id(id)) {
        section.scroll_into_view();
        if let Ok(element) = section.dyn_into::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}

/// Goes to the section after the one where the person is, or before it.
pub fn step_section(back: bool) {
    let Some(document) = document() else { return };
    let list = document.get_elements_by_class_name("section");
    let count = list.length();
    let active = document.active_element();
    let here = active.and_then(|active| active.closest(".section").ok().flatten());
    // Without the focus in one: the last whose beginning was scrolled past.
    let at = (0..count).rev().find(|index| {
        list.item(*index).is_some_and(|section| match &here {
            Some(here) => section.is_same_node(Some(here)),
            None => section.get_bounding_client_rect().top() < 100.0,
        })
    });
    let next = match (at, back) {
        (Some(at), true) => at.saturating_sub(1),
        (Some(at), false) => (at + 1).min(count.saturating_sub(1)),
        (None, _) => 0,
    };
    if let Some(section) = list.item(next) {
        go_to_section(&section.id());
    }
}

/// The third-party notices that the build put into the page.
pub fn notices() -> String {
    let element = document().and_then(|document| document.get_element_by_id("kohyo-notices"));
    let text = element.and_then(|element| super::copy::text_in(&element));
    text.unwrap_or_default()
}

/// How far an element was scrolled down, in CSS pixels.
pub fn scrolled(event: &web_sys::Event) -> f64 {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.map_or(0.0, |element| f64::from(element.scroll_top()))
}

/// Gives the focus to the row of a table by its number, once it is drawn.
pub fn go_to_row(row: usize) {
    frame::next(move || {
        let found = document().and_then(|document| {
            document.query_selector(&format!("tr[data-row=\"{row}\"]")).ok().flatten()
        });
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}

/// The key of a keyboard event, and whether it came from the element itself
/// and not from something in it.
pub fn key_of(event: &web_sys::KeyboardEvent) -> (String, bool) {
    let own = event.target().map(|target| target.loose_eq(&event.current_target().into()));
    (event.key(), own.unwrap_or(false))
}

/// What stands in the list and in the text of a form that is sent off; the
/// text is emptied.
pub fn fields_of(event: &web_sys::SubmitEvent) -> (String, String) {
    let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let find = |selector: &str| form.as_ref()?.query_selector(selector).ok().flatten();
    let list = find("select").and_then(|list| list.dyn_into::<web_sys::HtmlSelectElement>().ok());
    let text =
        find("textarea").and_then(|text| text.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let given = text.as_ref().map(web_sys::HtmlTextAreaElement::value).unwrap_or_default();
    if let Some(text) = text {
        text.set_value("");
    }
    (list.map(|list| list.value()).unwrap_or_default(), given)
}
