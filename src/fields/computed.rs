//! A computed cell: text, not a box.

use super::message::{given, message};
use crate::session::SheetSession;
use kohyo_core::form::{Cell, CellIx};
use leptos::prelude::*;

pub(super) fn view(open: SheetSession, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    view! {
        <output class="computed" tabindex="-1" data-cell=cell.id.clone() aria-label=cell.label.clone()>
            {move || signal.with(|view| view.shown.clone())}
        </output>
        <p class="left-out">{move || signal.with(|view| view.left_out.clone())}</p>
        {given(open, place)}
        {message(open, cell, place)}
    }
    .into_any()
}
