//! Boxes of tables in the document: copied from one of their kind and shown by
//! place. A large sheet has thousands; made one by one, each with listeners of
//! its own, they would take seconds.
//!
//! What a form or a person wrote is set as text or as the value of an
//! attribute, never read as markup.

use super::piece::{Piece, Shared};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use web_sys::{Document, DocumentFragment, Element, HtmlInputElement, HtmlTextAreaElement, Node};

/// The rows of a table before they stand in it.
pub type Rows = DocumentFragment;

/// A row, or a place in it.
pub type Frame = Element;

/// What the boxes of one kind have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Looks {
    /// How wide it is.
    pub width: &'static str,
    /// How many lines it shows at the least.
    pub lines: u32,
    /// Whether it grows with a text that is longer.
    pub grows: bool,
    /// What the keyboard of a tablet shows.
    pub mode: &'static str,
    /// Whether it must be filled.
    pub is_required: bool,
    /// Whether it is computed: text, not a box.
    pub is_computed: bool,
}

/// What tells a box from others of its kind.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The cell.
    pub cell: &'a str,
    /// As the sheet prints it.
    pub label: &'a str,
    /// How many rows it takes.
    pub span: u32,
}

/// What stands in and under a box.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showing<'a> {
    /// The text: what was typed, or what was computed.
    pub text: &'a str,
    /// Whether the box shows that already, as it was just typed there.
    pub is_typed: bool,
    /// What is said of it, and the class of its weight.
    pub message: Option<(&'static str, &'a str)>,
    /// Whether that is an error.
    pub is_invalid: bool,
    /// What a total left out.
    pub left_out: &'a str,
    /// What a file brought that the box cannot show.
    pub given: &'a str,
    /// Whether it was changed since the sheet was opened.
    pub is_changed: bool,
}

/// A box in the document.
struct Held {
    place: Element,
    holder: Holder,
    message: Element,
    /// What it shows: a box that stays as it is is not touched.
    shows: RefCell<Shows>,
}

/// What a box shows beside its text.
#[derive(Default)]
struct Shows {
    /// Whether it was shown before. Till then it is empty.
    is_known: bool,
    /// The text of a computed one, once it has changed.
    text: Option<Node>,
    is_invalid: bool,
    is_changed: bool,
    left_out: bool,
    given: bool,
    says: bool,
}

enum Holder {
    Line(HtmlInputElement),
    Lines(HtmlTextAreaElement),
    Computed(Element),
}

/// What is made once and copied from then on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Row { is_beneath: bool },
    Heading { is_group: bool, is_inner: bool },
    Empty,
    Box(Looks),
}

/// All boxes of a sheet that stand in its tables, by place.
pub struct Board {
    document: Option<Document>,
    attributes: Attributes,
    kinds: HashMap<Kind, Piece>,
    held: HashMap<usize, Held>,
}

/// The names of the attributes of which each box has its own value.
struct Attributes {
    cell: Shared,
    label: Shared,
    message: Shared,
}

impl Board {
    /// A board without boxes.
    pub fn new() -> Self {
        let attributes = Attributes {
            cell: "data-cell".into(),
            label: "aria-label".into(),
            message: "data-message".into(),
        };
        Self {
            document: web_sys::window().and_then(|window| window.document()),
            attributes,
            kinds: HashMap::new(),
            held: HashMap::new(),
        }
    }

    fn made(&self, name: &str, class: &str) -> Option<Element> {
        let element = self.document.as_ref()?.create_element(name).ok()?;
        if !class.is_empty() {
            element.set_class_name(class);
        }
        Some(element)
    }

    /// One more of a kind.
    fn copy(&mut self, kind: Kind) -> Option<Piece> {
        if let Some(pattern) = self.kinds.get(&kind) {
            return Some(pattern.copy());
        }
        let pattern: Piece = self.pattern(&kind)?.unchecked_into();
        let copy = pattern.copy();
        self.kinds.insert(kind, pattern);
        Some(copy)
    }

    /// The first of its kind, of which all others are copies.
    fn pattern(&self, kind: &Kind) -> Option<Element> {
        match kind {
            Kind::Row { is_beneath } => {
                self.made("tr", if *is_beneath { "is-beneath" } else { "" })
            }
            Kind::Heading { is_group, is_inner } => {
                let heading = self.made("th", if *is_inner { "is-inner" } else { "" })?;
                set(&heading, "scope", if *is_group { "rowgroup" } else { "row" });
                Some(heading)
            }
            Kind::Empty => self.made("td", "is-empty"),
            Kind::Box(looks) => self.box_pattern(looks),
        }
    }

    /// No rows yet.
    pub fn rows(&self) -> Option<Rows> {
        Some(self.document.as_ref()?.create_document_fragment())
    }

    /// One more row.
    pub fn row(&mut self, rows: &Rows, is_beneath: bool) -> Option<Frame> {
        let row = self.copy(Kind::Row { is_beneath })?;
        rows.append_child(&row).ok()?;
        Some(row.into())
    }

    /// A heading of a row: its text, rows, columns, and whether it stands to the
    /// right of another.
    pub fn heading(&mut self, row: &Frame, text: &str, span: u32, width: u32, is_inner: bool) {
        let kind = Kind::Heading { is_group: span > 1, is_inner };
        let Some(heading) = self.copy(kind) else { return };
        heading.set_text_content(Some(text));
        spans(&heading, "rowspan", span);
        spans(&heading, "colspan", width);
        Piece::of(row).append(&heading);
    }

    /// A place in which nothing stands.
    pub fn empty(&mut self, row: &Frame) {
        if let Some(place) = self.copy(Kind::Empty) {
            Piece::of(row).append(&place);
        }
    }

    /// A place for a box that is made elsewhere.
    pub fn place(&self, row: &Frame, class: &str, span: u32) -> Option<Frame> {
        let place = self.made("td", class)?;
        spans(&place, "rowspan", span);
        row.append_child(&place).ok()?;
        Some(place)
    }

    /// A box, shown by its place from now on.
    pub fn put(&mut self, row: &Frame, at: usize, looks: Looks, named: Named<'_>) {
        if let Some(held) = self.hold(row, looks, named) {
            self.held.insert(at, held);
        }
    }

    fn hold(&mut self, row: &Frame, looks: Looks, named: Named<'_>) -> Option<Held> {
        let Looks { is_computed, grows, .. } = looks;
        let place = self.copy(Kind::Box(looks))?;
        spans(&place, "rowspan", named.span);
        let (holder, message) = (place.first()?, place.last()?);
        let cell = Shared::from(named.cell);
        holder.set_shared(&self.attributes.cell, &cell);
        holder.set(&self.attributes.label, named.label);
        message.set_shared(&self.attributes.message, &cell);
        Piece::of(row).append(&place);
        let holder = match (is_computed, grows) {
            (true, _) => Holder::Computed(holder.into()),
            (false, true) => Holder::Lines(holder.unchecked_into()),
            (false, false) => Holder::Line(holder.unchecked_into()),
        };
        let (place, message) = (place.into(), message.into());
        Some(Held { place, holder, message, shows: RefCell::default() })
    }

    fn box_pattern(&self, looks: &Looks) -> Option<Element> {
        let place = self.made("td", looks.width)?;
        let holder = if looks.is_computed {
            let holder = self.made("output", "computed")?;
            set(&holder, "tabindex", "-1");
            // What moved is said once, when the box is left.
            set(&holder, "aria-live", "off");
            holder
        } else if looks.grows {
            let class = if looks.lines > 1 { "box is-lines" } else { "box is-line" };
            let holder = self.made("textarea", class)?;
            set(&holder, "rows", &looks.lines.to_string());
            holder
        } else {
            let holder = self.made("input", &format!("box {}", looks.width))?;
            set(&holder, "type", "text");
            set(&holder, "inputmode", looks.mode);
            set(&holder, "autocomplete", "off");
            holder
        };
        if !looks.is_computed {
            set(&holder, "spellcheck", "false");
            if looks.is_required {
                set(&holder, "aria-required", "true");
            }
        }
        place.append_child(&holder).ok()?;
        place.append_child(&*self.made("p", "message")?).ok()?;
        Some(place)
    }

    /// Shows what stands in a box now.
    pub fn show(&self, at: usize, now: &Showing<'_>) {
        let Some(held) = self.held.get(&at) else { return };
        let shows = &mut *held.shows.borrow_mut();
        let is_known = std::mem::replace(&mut shows.is_known, true);
        // A value that is set again moves the caret.
        let differs = |value: &dyn Fn() -> String| match is_known {
            true => !now.is_typed && value() != now.text,
            false => !now.text.is_empty(),
        };
        let holder: &Element = match &held.holder {
            Holder::Line(holder) => {
                if differs(&|| holder.value()) {
                    holder.set_value(now.text);
                }
                holder
            }
            Holder::Lines(holder) => {
                if differs(&|| holder.value()) {
                    holder.set_value(now.text);
                }
                holder
            }
            Holder::Computed(holder) => {
                if is_known {
                    write(holder, &mut shows.text, now.text);
                } else if !now.text.is_empty() {
                    holder.set_text_content(Some(now.text));
                }
                let before: Option<&Node> = Some(&held.message);
                if shows.left_out || !now.left_out.is_empty() {
                    self.beside(held, "left-out", now.left_out, before);
                    shows.left_out = !now.left_out.is_empty();
                }
                if shows.given || !now.given.is_empty() {
                    self.beside(held, "given", now.given, before);
                    shows.given = !now.given.is_empty();
                }
                holder
            }
        };
        if shows.is_invalid != now.is_invalid {
            shows.is_invalid = now.is_invalid;
            if now.is_invalid {
                set(holder, "aria-invalid", "true");
            } else {
                let _ = holder.remove_attribute("aria-invalid");
            }
        }
        if shows.is_changed != now.is_changed {
            shows.is_changed = now.is_changed;
            mark_changed(&held.place, now.is_changed);
        }
        if shows.says || now.message.is_some() {
            if !shows.says {
                describe(holder, &held.message);
            }
            shows.says = now.message.is_some();
            self.say(held, now.message);
        }
    }

    fn say(&self, held: &Held, message: Option<(&'static str, &str)>) {
        match (message, held.message.first_element_child()) {
            (None, None) => {}
            (None, Some(said)) => said.remove(),
            (Some((class, text)), said) => {
                let said = match said {
                    Some(said) => Some(said),
                    None => {
                        self.made("span", "").filter(|said| held.message.append_child(said).is_ok())
                    }
                };
                if let Some(said) = said {
                    said.set_class_name(class);
                    said.set_text_content(Some(text));
                }
            }
        }
    }

    /// A text of its own at a box, before another part of its place or at its
    /// end, while there is one. Gives the line where it is new.
    fn beside(
        &self,
        held: &Held,
        class: &str,
        text: &str,
        before: Option<&Node>,
    ) -> Option<Element> {
        let known = held.place.get_elements_by_class_name(class).item(0);
        match (text.is_empty(), known) {
            (true, known) => {
                if let Some(known) = known {
                    known.remove();
                }
                None
            }
            (false, Some(known)) => {
                known.set_text_content(Some(text));
                None
            }
            (false, None) => {
                let line = self.made("p", class)?;
                line.set_text_content(Some(text));
                held.place.insert_before(&line, before).ok()?;
                Some(line)
            }
        }
    }

    /// Shows what was remarked at a box.
    pub fn remark(&self, at: usize, cell: &str, text: &str) {
        let Some(held) = self.held.get(&at) else { return };
        if let Some(line) = self.beside(held, "comment", text, None) {
            set(&line, "data-comment-at", cell);
        }
    }
}

/// Marks the places of cells as chosen, or no more. Their boxes need not stand
/// on a board.
pub fn choose<'a>(cells: impl Iterator<Item = &'a str>, is_chosen: bool) {
    for cell in cells {
        if let Some(place) =
            super::table::holder_of(cell).and_then(|found| found.closest("td").ok().flatten())
        {
            let _ = place.class_list().toggle_with_force("is-chosen", is_chosen);
        }
    }
}

/// Lets the first rows of a table stand in it and takes the others out: what
/// stands in the document can be gone to and seen.
pub fn let_stand(rows: &[Frame], count: usize) {
    for (at, pair) in rows.windows(2).enumerate() {
        let [above, row] = pair else { continue };
        let stands = row.parent_node().is_some();
        if at + 1 >= count {
            row.remove();
        } else if !stands {
            let _ = above.after_with_node_1(row);
        }
    }
}

/// Marks a place as changed since the sheet was opened, or not.
pub fn mark_changed(place: &Frame, is_changed: bool) {
    let _ = place.class_list().toggle_with_force("is-changed", is_changed);
}

/// Puts the rows into the table's body, instead of those of another sheet.
pub fn fill(body: Frame, rows: Option<Rows>) {
    if let Some(rows) = rows {
        body.replace_children_with_node_1(&rows);
    }
}

/// Writes a text. From the second time on its node is known and written to: an
/// element that gets its content anew is laid out anew.
fn write(element: &Element, known: &mut Option<Node>, text: &str) {
    if known.is_none() {
        *known = element.first_child();
    }
    match known {
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

/// Says that the message describes the box. Most boxes never have one.
fn describe(holder: &Element, message: &Element) {
    let cell = message.get_attribute("data-message").unwrap_or_default();
    let id = format!("message-{cell}");
    set(message, "id", &id);
    set(holder, "aria-describedby", &id);
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// One row or column is what a place takes by itself.
fn spans(element: &Element, name: &str, count: u32) {
    if count != 1 {
        set(element, name, &count.to_string());
    }
}
