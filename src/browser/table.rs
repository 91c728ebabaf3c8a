//! Keys, mouse and clipboard where a table is: read, never judged.

use super::listen;
use crate::desk::Block;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{
    ClipboardEvent, Element, Event, EventTarget, HtmlElement, HtmlInputElement,
    HtmlTableCellElement, HtmlTextAreaElement, ResizeObserver, ResizeObserverEntry,
};

/// The id of the cell at which an event happened; in a table also beside the box.
pub fn cell_of(event: &Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    // Most boxes are asked at each key.
    if let Some(cell) = target.get_attribute("data-cell") {
        return Some(cell);
    }
    let found = match target.closest("[data-cell]").ok().flatten() {
        Some(found) => found,
        None => target.closest("td").ok()??.query_selector("[data-cell]").ok()??,
    };
    found.get_attribute("data-cell")
}

/// The box into which letters came last, and what its caller knows of it: a
/// person types many into one.
pub struct LastBox<T>(RefCell<Option<(EventTarget, T)>>);

impl<T> Default for LastBox<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T: Clone> LastBox<T> {
    /// What is known of the box into which something was typed, and what stands
    /// in it now. `find` is given the id of its cell, once for each box.
    pub fn typed(
        &self,
        event: &Event,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<(T, String)> {
        let target = event.target()?;
        // Any box has a value; it need not be asked of which kind it is.
        let input: &HtmlInputElement = target.unchecked_ref();
        let text = input.value();
        let mut last = self.0.borrow_mut();
        if let Some((known, found)) = &*last
            && *known == target
        {
            return Some((found.clone(), text));
        }
        let found = find(&input.get_attribute("data-cell")?)?;
        *last = Some((target, found.clone()));
        Some((found, text))
    }
}

/// Where the caret stands: before the first letter, behind the last one.
pub fn caret(event: &Event) -> (bool, bool) {
    let target = event.target();
    let input = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>());
    let lines = target.as_ref().and_then(|target| target.dyn_ref::<HtmlTextAreaElement>());
    let found = match (input, lines) {
        (Some(input), _) => (
            input.selection_start().ok().flatten(),
            input.selection_end().ok().flatten(),
            input.value(),
        ),
        (_, Some(lines)) => (
            lines.selection_start().ok().flatten(),
            lines.selection_end().ok().flatten(),
            lines.value(),
        ),
        _ => return (false, false),
    };
    let (Some(start), Some(end), value) = found else { return (false, false) };
    let length = value.encode_utf16().count() as u32;
    (start == end && start == 0, start == end && end == length)
}

/// Selects the text of the box at which an event happened.
pub fn select_text(event: &Event) {
    if let Some(target) = event.target() {
        select(&target);
    }
}

fn select(target: &JsValue) {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.select();
    } else if let Some(lines) = target.dyn_ref::<HtmlTextAreaElement>() {
        lines.select();
    }
}

/// Puts the caret behind the last letter; opens a list.
pub fn edit(event: &Event) {
    let target = event.target();
    let target = target.as_ref();
    if let Some(input) = target.and_then(|target| target.dyn_ref::<HtmlInputElement>()) {
        let end = input.value().encode_utf16().count() as u32;
        let _ = input.set_selection_range(end, end);
    } else if let Some(lines) = target.and_then(|target| target.dyn_ref::<HtmlTextAreaElement>()) {
        let end = lines.value().encode_utf16().count() as u32;
        let _ = lines.set_selection_range(end, end);
    } else if let Some(list) =
        target.and_then(|target| target.dyn_ref::<web_sys::HtmlSelectElement>())
    {
        // Where the browser cannot open it for us, Alt and the arrow do.
        let open = js_sys::Reflect::get(list, &"showPicker".into()).ok();
        if let Some(open) = open.as_ref().and_then(|open| open.dyn_ref::<js_sys::Function>()) {
            let _ = open.call0(list);
        }
    }
}

/// A box of one line that grows takes no line break, however high it is.
fn growing_line(event: &Event) -> Option<HtmlTextAreaElement> {
    event.target()?.dyn_into::<HtmlTextAreaElement>().ok().filter(|lines| lines.rows() == 1)
}

/// Whether an event happened in a box of one line that grows.
pub fn is_growing_line(event: &Event) -> bool {
    growing_line(event).is_some()
}

/// Pastes a text as the cell shows it out of which it comes: a spreadsheet puts
/// one of several lines into quotes, and a line end behind each. A box of one
/// line that grows takes no line end from anywhere.
pub fn paste_text(event: &Event) {
    let lines = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let (Some(lines), Some(data)) = (lines, data) else { return };
    let lying = |format| data.get_data(format).unwrap_or_default();
    let text = lying("text/plain");
    let is_table = !lying(TYPED).is_empty() || Block::in_markup(&lying("text/html")).is_some();
    let mut block = Block::read(&text);
    let pasted = if is_table && !block.is_several() {
        block.rows.pop().and_then(|mut row| row.pop()).unwrap_or_default()
    } else if lines.rows() == 1 {
        text.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        return;
    };
    if pasted == text {
        return;
    }
    let Some(document) = lines.owner_document() else { return };
    // As if it were typed, so that the browser can take it back.
    let insert = js_sys::Reflect::get(&document, &"execCommand".into()).ok();
    if let Some(insert) = insert.as_ref().and_then(|insert| insert.dyn_ref::<js_sys::Function>()) {
        event.prevent_default();
        let _ = insert.call3(&document, &"insertText".into(), &false.into(), &pasted.into());
    }
}

/// Breaks the line at the caret and gives the whole text.
pub fn break_line(event: &Event) -> Option<String> {
    let lines: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    let start = lines.selection_start().ok()??;
    lines.set_range_text("\n").ok()?;
    let _ = lines.set_selection_range(start + 1, start + 1);
    Some(lines.value())
}

/// What holds a cell in the document.
pub(super) fn holder_of(id: &str) -> Option<Element> {
    let selector = format!("[data-cell=\"{}\"]", id.replace(['"', '\\'], ""));
    web_sys::window()?.document()?.query_selector(&selector).ok().flatten()
}

/// Gives the focus to a cell.
pub fn focus(id: &str) {
    let Some(found) = holder_of(id) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    let target = match found.tag_name().as_str() {
        // What is chosen, as Tab does; else the first that is offered.
        "FIELDSET" => [":checked", "label:not([hidden]) input"]
            .into_iter()
            .find_map(|wanted| found.query_selector(wanted).ok().flatten())
            .unwrap_or(found),
        _ => found,
    };
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
        target.scroll_into_view_with_scroll_into_view_options(&options);
        select(&target);
    }
}

/// Looks whether a table is wider than its place: only then it scrolls inside.
pub fn watch_width(place: Element) {
    thread_local! {
        static OBSERVER: Option<ResizeObserver> = {
            let then = Closure::<dyn FnMut(js_sys::Array)>::new(|entries: js_sys::Array| {
                for entry in entries {
                    let place = entry.unchecked_into::<ResizeObserverEntry>().target();
                    let wide = place.scroll_width() > place.client_width();
                    let _ = place.class_list().toggle_with_force("is-wide", wide);
                }
            });
            ResizeObserver::new(then.into_js_value().unchecked_ref()).ok()
        };
    }
    OBSERVER.with(|observer| {
        if let Some(observer) = observer {
            observer.observe(&place);
        }
    });
}

/// Whether an event happened at the cell of a table but beside its box.
pub fn is_beside_box(event: &Event) -> bool {
    let target = event.target();
    target.and_then(|target| target.dyn_into::<HtmlTableCellElement>().ok()).is_some()
}

/// What the person does with the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clip {
    /// Something is copied.
    Copy,
    /// Something is copied and taken away.
    Cut,
    /// Something is pasted.
    Paste,
}

/// Calls before anything is pasted anywhere.
pub fn before_paste(mut then: impl FnMut() + 'static) {
    listen::to_window("paste", move |_| then());
}

/// Listens to the clipboard. A cell that holds no text has no selection, so
/// that its events happen at the body: what counts is who has the focus.
pub fn on_clipboard(then: impl FnMut(Clip, &str, &Event) + 'static + Clone) {
    for (event, clip) in [("copy", Clip::Copy), ("cut", Clip::Cut), ("paste", Clip::Paste)] {
        let mut then = then.clone();
        listen::to_document(event, move |event| {
            if let Some(cell) = focused() {
                then(clip, &cell, &event);
            }
        });
    }
}

/// The id of the cell that has the focus.
fn focused() -> Option<String> {
    let active = web_sys::window()?.document()?.active_element()?;
    active.closest("[data-cell]").ok()??.get_attribute("data-cell")
}

/// The texts as they were typed lie on the clipboard under this name, which
/// other programs pass over and which goes when they put something there.
const TYPED: &str = "application/x-kohyo";

/// Hands a block to the clipboard instead of what the browser would.
pub fn copy(event: &Event, block: &Block, typed: &Block) {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    if let Some(data) = data
        && data.set_data("text/plain", &block.written()).is_ok()
    {
        let _ = data.set_data(TYPED, &typed.written());
        event.prevent_default();
    }
}

/// What came from the clipboard.
pub struct Pasted {
    /// Its texts.
    pub block: Block,
    /// Whether it came as a table.
    pub is_table: bool,
}

/// What is on the clipboard.
pub fn pasted(event: &Event) -> Option<Pasted> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let lying = |format| data.get_data(format).unwrap_or_default();
    let (typed, html, text) = (lying(TYPED), lying("text/html"), lying("text/plain"));
    if !typed.is_empty() {
        return Some(Pasted { block: Block::read(&typed), is_table: true });
    }
    if let Some(block) = Block::in_markup(&html) {
        return Some(Pasted { block, is_table: true });
    }
    let block = Block::read(&text);
    // The bullets of a list from Word stand before tabs and are no table.
    let is_table = html.is_empty() && text.contains('\t');
    (!block.rows.is_empty()).then_some(Pasted { block, is_table })
}
