//! Letters typed into any box of the paper, and the IME, handed to the session.

use super::hand;
use crate::browser::table::{self, LastBox};
use crate::fields::holder;
use crate::session::SheetSession;
use crate::session::table::Holder;
use kohyo_core::form::CellIx;
use leptos::ev;
use leptos::prelude::event_target_value;

/// The box of letters at which an event happened.
fn line(open: SheetSession, event: &ev::Event) -> Option<CellIx> {
    line_of(open, &table::cell_of(event)?)
}

fn line_of(open: SheetSession, cell: &str) -> Option<CellIx> {
    let form = open.form();
    let place = form.find(cell)?;
    matches!(holder(form.cell(place)), Holder::Line | Holder::Lines).then_some(place)
}

/// Something was typed, in a box of `last` or another.
pub(super) fn typed(open: SheetSession, last: &LastBox<CellIx>, event: &ev::Event) {
    let found = last.typed(event, |cell| line_of(open, cell));
    if let Some((place, text)) = &found {
        open.type_into(*place, text);
    }
    hand::typed(open, found.map(|(place, _)| place));
}

/// The IME begins to compose.
pub(super) fn begins(open: SheetSession, event: &ev::Event) {
    if let Some(place) = line(open, event) {
        open.composition_begins(place);
    }
}

/// The IME is done.
pub(super) fn ends(open: SheetSession, event: &ev::Event) {
    if let Some(place) = line(open, event) {
        open.composition_ends(place, &event_target_value(event));
    }
}

/// A box was left.
pub(super) fn left(open: SheetSession, event: &ev::Event) {
    if line(open, event).is_some() {
        open.leave();
    }
}
