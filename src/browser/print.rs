//! The browser's print: its moments, and the pages of the paper.

use super::{frame, listen};
use wasm_bindgen::prelude::*;
use web_sys::CssStyleSheet;

/// One kind of page: which class stands on it, how it lies, what stands at its foot.
pub struct PageRule {
    /// The class of what is printed on it, and the name of the page.
    pub name: String,
    /// Whether A4 lies on its side.
    pub landscape: bool,
    /// What stands at the foot.
    pub foot: String,
}

/// Calls back just before the browser prints and after it has.
pub fn listen(mut before: impl FnMut() + 'static, mut after: impl FnMut() + 'static) {
    listen::to_window("beforeprint", move |_| before());
    listen::to_window("afterprint", move |_| after());
}

/// Opens the browser's print.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Opens the browser's print once what is to be printed is drawn.
pub fn soon() {
    frame::next(print);
}

fn own_sheet() -> Option<CssStyleSheet> {
    let sheets = web_sys::window()?.document()?.style_sheets();
    sheets.item(sheets.length().checked_sub(1)?)?.dyn_into().ok()
}

/// Sets the kinds of pages: the page's CSP forbids styles in its markup, so
/// they are rules of the style sheet that is there.
pub fn set_pages(pages: &[PageRule]) {
    clear_pages();
    let Some(sheet) = own_sheet() else { return };
    for page in pages {
        let size = if page.landscape { "A4 landscape" } else { "A4 portrait" };
        let name = &page.name;
        let rule = format!(
            "@page {name} {{ size: {size}; margin: 11mm 12mm 14mm; \
             @bottom-left {{ content: \"{}\"; font-size: 7.5pt; width: 85%; text-align: left; white-space: nowrap; overflow: hidden; }} \
             @bottom-right {{ content: counter(page) \" / \" counter(pages); font-size: 7.5pt; }} }}",
            in_quotes(&page.foot)
        );
        let on = format!("@media print {{ .on-{name} {{ page: {name}; }} }}");
        for rule in [rule, on] {
            let end = sheet.css_rules().map(|rules| rules.length()).unwrap_or_default();
            let _ = sheet.insert_rule_with_index(&rule, end);
        }
    }
}

/// Takes the kinds of pages away again.
pub fn clear_pages() {
    let Some(sheet) = own_sheet() else { return };
    let Ok(rules) = sheet.css_rules() else { return };
    for index in (0..rules.length()).rev() {
        let text = rules.item(index).map(|rule| rule.css_text()).unwrap_or_default();
        if text.contains(PREFIX) {
            let _ = sheet.delete_rule(index);
        }
    }
}

/// With what the names of the kinds of pages begin.
pub const PREFIX: &str = "kohyo-paper-";

/// A text as it may stand between quotes in a style sheet.
fn in_quotes(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            letter if letter.is_control() => " ".to_owned(),
            letter => letter.to_string(),
        })
        .collect()
}
