//! Texts, numbers, dates: everything that is typed with keys. The letters are
//! heard at the paper, for all boxes at once.

use super::box_id;
use super::message::{described_by, invalid};
use crate::session::SheetSession;
use crate::words;
use kohyo_core::form::{Cell, CellIx, Kind};
use leptos::prelude::*;

/// What the keyboard of a tablet shows. Never a number box: it would refuse △.
pub(super) fn input_mode(kind: Kind) -> &'static str {
    match kind {
        Kind::Code => "numeric",
        _ => "text",
    }
}

/// A single line.
pub(super) fn line(open: SheetSession, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    let class = format!("box {}", super::width_class(cell));
    let list = (!open.offered(place).is_empty()).then(|| format!("{}-list", box_id(cell)));
    view! {
        {list.clone().map(|id| view! {
            <datalist id=id>
                {move || {
                    let offered = open.offered_now(place).into_iter();
                    offered.map(|text| view! { <option value=text></option> }).collect_view()
                }}
            </datalist>
        })}
        <input
            type="text"
            class=class
            id=box_id(cell)
            data-cell=cell.id.clone()
            aria-label=cell.label.clone()
            aria-required=super::required(cell).map(|_| "true")
            aria-invalid=invalid(open, place)
            aria-describedby=described_by(cell)
            inputmode=input_mode(cell.kind)
            list=list
            autocomplete="off"
            spellcheck="false"
            prop:value=move || signal.with(|view| view.raw.clone())
            on:change=move |_| open.fill_from_list(place)
        />
        {counter(open, cell, place)}
    }
    .into_any()
}

/// Whether the box grows with its text: a long title would be cut, a long
/// number is a mistake, and what is chosen from a list is short.
pub(super) fn grows(open: SheetSession, cell: &Cell, place: CellIx) -> bool {
    cell.lines > 1 || (cell.kind == Kind::Text && open.offered(place).is_empty())
}

/// A text of one line or of several; the box grows with it.
pub(super) fn lines(open: SheetSession, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    let class = if cell.lines > 1 { "box is-lines" } else { "box is-line" };
    view! {
        <textarea
            class=class
            id=box_id(cell)
            data-cell=cell.id.clone()
            aria-label=cell.label.clone()
            aria-required=super::required(cell).map(|_| "true")
            aria-invalid=invalid(open, place)
            aria-describedby=described_by(cell)
            rows=cell.lines.to_string()
            spellcheck="false"
            prop:value=move || signal.with(|view| view.raw.clone())
            on:change=move |_| open.fill_from_list(place)
        ></textarea>
        {counter(open, cell, place)}
    }
    .into_any()
}

/// How many characters stand there, where the form limits them.
fn counter(open: SheetSession, cell: &Cell, place: CellIx) -> Option<impl IntoView + use<>> {
    let most = cell.max_length?;
    let signal = open.cell(place);
    Some(view! {
        <p class="counter" data-count=cell.id.clone()>
            {move || signal.with(|view| words::characters(&view.raw, most))}
        </p>
    })
}
