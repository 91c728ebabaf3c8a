//! The page as a file again.
//!
//! What the browser shows is the running state, so that a copy is put together
//! from the untouched texts of the page's numbered parts and the frame that
//! the build put among them.

use kohyo_core::wire::baked;
use web_sys::{Document, Element, Node};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The text that stands as JSON in an element.
pub(super) fn text_in(element: &Element) -> Option<String> {
    js_sys::JSON::parse(&element.text_content()?).ok()?.as_string()
}

/// The text of the element that carries forms and lists.
pub(super) fn carried() -> Option<String> {
    document()?.get_element_by_id(baked::ELEMENT)?.text_content()
}

/// This page with another such element.
pub(super) fn page_carrying(element: &str) -> Option<String> {
    let document = document()?;
    let own = document.get_element_by_id(baked::ELEMENT)?.get_attribute("data-part")?;
    let frame = text_in(&document.get_element_by_id("kohyo-frame")?)?;
    let mut page = String::new();
    for (nth, piece) in frame.split('\u{2}').enumerate() {
        if nth % 2 == 0 {
            page.push_str(piece);
        } else if piece == own {
            page.push_str(element);
        } else {
            let part = document.query_selector(&format!("[data-part=\"{piece}\"]")).ok()??;
            // A long text stands in a comment.
            let comment =
                part.first_child().filter(|inner| inner.node_type() == Node::COMMENT_NODE);
            page.push_str(&comment.map_or_else(|| part.text_content(), |text| text.node_value())?);
        }
    }
    Some(page)
}
