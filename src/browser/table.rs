//! Keys, mouse and clipboard where a table is: read, never judged.

use super::listen;
use crate::session::table::Block;
use wasm_bindgen::prelude::*;
use web_sys::{
    ClipboardEvent, Element, Event, HtmlElement, HtmlInputElement, HtmlTableCellElement,
    HtmlTableElement, HtmlTableRowElement, HtmlTemplateElement, HtmlTextAreaElement, KeyboardEvent,
    Node,
};

/// More rows or columns than this are no block of a sheet.
const MOST: u32 = 1_000;

/// The id of the cell at which an event happened; in a table also beside the box.
pub fn cell_of(event: &Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let found = match target.closest("[data-cell]").ok().flatten() {
        Some(found) => found,
        None => target.closest("td").ok()??.query_selector("[data-cell]").ok()??,
    };
    found.get_attribute("data-cell")
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

/// Whether the key belongs to an IME.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Selects the text of the box at which an event happened.
pub fn select_text(event: &Event) {
    let target = event.target();
    if let Some(input) = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>()) {
        input.select();
    } else if let Some(lines) =
        target.as_ref().and_then(|target| target.dyn_ref::<HtmlTextAreaElement>())
    {
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

/// Breaks the line at the caret and gives the whole text.
pub fn break_line(event: &Event) -> Option<String> {
    let lines: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    let start = lines.selection_start().ok()??;
    lines.set_range_text("\n").ok()?;
    let _ = lines.set_selection_range(start + 1, start + 1);
    Some(lines.value())
}

/// Gives the focus to a cell.
pub fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let selector = format!("[data-cell=\"{}\"]", id.replace(['"', '\\'], ""));
    let found = document.and_then(|document| document.query_selector(&selector).ok().flatten());
    let Some(found) = found else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    let target = match found.tag_name().as_str() {
        "FIELDSET" => found.query_selector("input").ok().flatten().unwrap_or(found),
        _ => found,
    };
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
        target.scroll_into_view_with_scroll_into_view_options(&options);
    }
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

/// Hands a block to the clipboard instead of what the browser would.
pub fn copy(event: &Event, block: &Block) {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    if let Some(data) = data
        && data.set_data("text/plain", &block.written()).is_ok()
    {
        event.prevent_default();
    }
}

/// What came from the clipboard.
pub struct Pasted {
    /// Its texts.
    pub block: Block,
    /// Whether it came as a table.
    pub is_table: bool,
    /// The plain text as it came.
    pub text: String,
}

/// What is on the clipboard.
pub fn pasted(event: &Event) -> Option<Pasted> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let text = data.get_data("text/plain").unwrap_or_default();
    let html = data.get_data("text/html").unwrap_or_default();
    if let Some(block) = table_in(&html) {
        return Some(Pasted { block, is_table: true, text });
    }
    let block = Block::read(&text);
    // The bullets of a list from Word stand before tabs and are no table.
    let is_table = html.is_empty() && text.contains('\t');
    (!block.rows.is_empty()).then_some(Pasted { block, is_table, text })
}

/// The first table of a text of markup. A template's contents are inert:
/// nothing in them runs or is fetched.
fn table_in(html: &str) -> Option<Block> {
    if !html.contains("<table") && !html.contains("<TABLE") {
        return None;
    }
    let document = web_sys::window()?.document()?;
    let template: HtmlTemplateElement =
        document.create_element("template").ok()?.dyn_into().ok()?;
    template.set_inner_html(html);
    let table: HtmlTableElement =
        template.content().query_selector("table").ok()??.dyn_into().ok()?;
    let rows = table.rows();
    let mut block: Vec<Vec<Option<String>>> = Vec::new();
    for row in 0..rows.length().min(MOST) {
        let Some(Ok(line)) = rows.item(row).map(JsCast::dyn_into::<HtmlTableRowElement>) else {
            continue;
        };
        let cells = line.cells();
        let mut column = 0;
        for index in 0..cells.length().min(MOST) {
            let Some(Ok(cell)) = cells.item(index).map(JsCast::dyn_into::<HtmlTableCellElement>)
            else {
                continue;
            };
            while at(&mut block, row as usize, column).is_some() {
                column += 1;
            }
            // A merged cell has its text once and blanks where it reaches.
            let text = text_of(&cell);
            for down in 0..cell.row_span().clamp(1, MOST) as usize {
                for along in 0..cell.col_span().clamp(1, MOST) as usize {
                    let own = down == 0 && along == 0;
                    *at(&mut block, row as usize + down, column + along) =
                        Some(if own { text.clone() } else { String::new() });
                }
            }
        }
    }
    let rows: Vec<Vec<String>> = block
        .into_iter()
        .take(rows.length() as usize)
        .map(|row| row.into_iter().map(Option::unwrap_or_default).collect())
        .collect();
    (!rows.is_empty()).then_some(Block { rows })
}

/// The place of a growing block.
fn at(block: &mut Vec<Vec<Option<String>>>, row: usize, column: usize) -> &mut Option<String> {
    if block.len() <= row {
        block.resize_with(row + 1, Vec::new);
    }
    let line = &mut block[row];
    if line.len() <= column {
        line.resize(column + 1, None);
    }
    &mut line[column]
}

/// The text of a cell with its line breaks.
fn text_of(node: &Node) -> String {
    let mut out = String::new();
    gather(node, &mut out);
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches(['\n', ' ']).to_owned()
}

fn gather(node: &Node, out: &mut String) {
    let mut next = node.first_child();
    while let Some(child) = next {
        match child.node_name().as_str() {
            "#text" => {
                // Line ends of the markup are spaces; a hard space is one too.
                for letter in child.node_value().unwrap_or_default().chars() {
                    match letter {
                        '\u{a0}' => out.push(' '),
                        '\n' | '\r' | '\t' | ' ' => {
                            if !out.ends_with([' ', '\n']) && !out.is_empty() {
                                out.push(' ');
                            }
                        }
                        other => out.push(other),
                    }
                }
            }
            "BR" => out.push('\n'),
            "STYLE" | "SCRIPT" | "#comment" => {}
            "P" | "DIV" | "LI" => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                gather(&child, out);
            }
            _ => gather(&child, out),
        }
        next = child.next_sibling();
    }
}
