//! The hand in the tables: keys, mouse and clipboard handed to the session.

use crate::browser::table::{Clip, Pasted};
use crate::browser::{dialog, keys, table};
use crate::fields::{self, holder};
use crate::session::table::{Act, Holder, Stroke, act};
use crate::session::{Session, SheetSession};
use kohyo_core::form::CellIx;
use leptos::ev;
use leptos::prelude::GetUntracked;

/// The cell at which an event happened, if it stands in a table.
fn cell(open: SheetSession, event: &ev::Event) -> Option<CellIx> {
    let place = open.form().find(&table::cell_of(event)?)?;
    open.tables.has(place).then_some(place)
}

fn go(open: SheetSession, to: Option<CellIx>) {
    if let Some(to) = to {
        open.tables.will_select(true);
        table::focus(&open.form().cell(to).id);
    }
}

/// A key was pressed somewhere on the paper.
pub(super) fn pressed(open: SheetSession, event: &ev::KeyboardEvent) {
    let tables = open.tables;
    let (key, ctrl) = (event.key(), event.ctrl_key() || event.meta_key());
    // Nearly every key is a letter, which is the text's: nothing more is asked.
    if key.chars().count() == 1 && !ctrl {
        return;
    }
    if key == "Tab" {
        tables.will_select(true);
        return;
    }
    if key == "Enter" && !keys::composes(event) && table::is_growing_line(event) {
        event.prevent_default();
    }
    let Some(place) = cell(open, event) else { return };
    let form = open.form();
    let (at_start, at_end) = table::caret(event);
    let stroke = Stroke {
        key: &key,
        shift: event.shift_key(),
        ctrl,
        alt: event.alt_key(),
        composing: keys::composes(event),
        holder: holder(form.cell(place)),
        selected: tables.is_selected(),
        several: tables.has_range(),
        at_start,
        at_end,
    };
    let Some(act) = act(stroke) else { return };
    event.prevent_default();
    match act {
        Act::Go(way) => go(open, open.beside(place, way, false)),
        Act::GoEdge(way) => go(open, open.beside(place, way, true)),
        Act::GoEnd(last) => go(open, open.end_of_table(place, last)),
        Act::Stretch(way) => open.stretch(way, false),
        Act::StretchEdge(way) => open.stretch(way, true),
        Act::Clear => open.clear_range(),
        Act::Restore => {
            if tables.has_range() {
                tables.collapse();
            } else {
                open.restore(place);
                tables.selects();
            }
            table::select_text(event);
        }
        Act::Edit => {
            tables.collapse();
            tables.edits();
            table::edit(event);
        }
        Act::BreakLine => {
            if let Some(text) = table::break_line(event) {
                open.type_into(place, &text);
                tables.edits();
            }
        }
        Act::FillDown => open.fill(false),
        Act::FillRight => open.fill(true),
    }
}

/// Something was typed. In a box of several lines the keys are the text's
/// from the first letter on.
pub(super) fn typed(open: SheetSession, place: Option<CellIx>) {
    let tables = open.tables;
    tables.collapse();
    let form = open.form();
    let is_lines = |place: &CellIx| holder(form.cell(*place)) == Holder::Lines;
    if place.filter(is_lines).is_some_and(|place| tables.has(place)) {
        tables.edits();
    }
}

/// The focus came to a box of the paper.
pub(super) fn entered(open: SheetSession, event: &ev::FocusEvent) {
    match cell(open, event) {
        Some(place) => {
            if open.enter(place) {
                table::select_text(event);
            }
        }
        None => open.tables.will_select(false),
    }
}

/// The mouse went down.
pub(super) fn mouse_down(open: SheetSession, event: &ev::MouseEvent) {
    let tables = open.tables;
    tables.will_select(false);
    let place = cell(open, event);
    tables.drags(place.is_some() && event.button() == 0);
    let Some(place) = place.filter(|_| event.button() == 0) else { return };
    if event.shift_key() {
        event.prevent_default();
        open.stretch_to(place);
    } else if table::is_beside_box(event) {
        // The box is as large as its place in the table.
        event.prevent_default();
        go(open, Some(place));
    } else if open.chosen_cell() == Some(place) {
        tables.edits();
        tables.collapse();
    }
}

/// The mouse came over a box; with its button down the range follows it.
pub(super) fn mouse_over(open: SheetSession, event: &ev::MouseEvent) {
    if event.buttons() & 1 == 0 {
        open.tables.drags(false);
        return;
    }
    if open.tables.is_dragging()
        && let Some(place) = cell(open, event)
        && (open.tables.has_range() || open.chosen_cell() != Some(place))
    {
        event.prevent_default();
        open.stretch_to(place);
    }
}

/// Whether the clipboard is the table's rather than the text's.
fn is_block(open: SheetSession, place: CellIx) -> bool {
    let form = open.form();
    open.tables.has_range() || !matches!(holder(form.cell(place)), Holder::Line | Holder::Lines)
}

/// Something is copied, cut or pasted where a cell has the focus.
pub fn clip(session: Session, clip: Clip, id: &str, event: &ev::Event) {
    let Some(open) = session.sheet.get_untracked() else { return };
    let Some(place) = open.form().find(id) else { return };
    if !open.tables.has(place) {
        if clip == Clip::Paste {
            table::paste_text(event);
        }
        return;
    }
    match clip {
        Clip::Copy | Clip::Cut if is_block(open, place) => {
            let (block, typed) = open.copied();
            table::copy(event, &block, &typed);
            if clip == Clip::Cut {
                open.clear_range();
            }
        }
        Clip::Copy | Clip::Cut => {}
        Clip::Paste => pasted(open, place, event),
    }
}

/// A block is shown first; a single text is pasted as if it were typed.
fn pasted(open: SheetSession, place: CellIx, event: &ev::Event) {
    let Some(Pasted { mut block, is_table }) = table::pasted(event) else { return };
    let form = open.form();
    let cell = form.cell(place);
    if !is_table && fields::width_class(cell) == "is-number" {
        block = open.parted(place, block);
    }
    let own_text = holder(cell) == Holder::Lines && !is_table;
    if !is_block(open, place) && (own_text || !block.is_several()) {
        table::paste_text(event);
        return;
    }
    event.prevent_default();
    open.plan_paste(&block);
    dialog::open("paste");
}
