//! A computed cell: text, not a box.

use super::message::{message, of_total};
use crate::session::SheetSession;
use kohyo_core::form::{Cell, CellIx};
use leptos::prelude::*;

pub(super) fn view(open: SheetSession, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    view! {
        <output class="computed" tabindex="-1" data-cell=cell.id.clone() aria-live="off" aria-label=cell.label.clone()>
            {move || signal.with(|view| view.shown.clone())}
        </output>
        {of_total(open, place)}
        {message(open, cell, place)}
    }
    .into_any()
}
