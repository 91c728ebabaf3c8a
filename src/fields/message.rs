//! What stands under and beside a box.

use super::box_id;
use crate::pages::message_class;
use crate::session::SheetSession;
use crate::words;
use kohyo_core::form::{Cell, CellIx};
use leptos::prelude::*;

/// The weightiest thing to be said, under the box.
pub(super) fn message(open: SheetSession, cell: &Cell, place: CellIx) -> impl IntoView + use<> {
    let signal = open.cell(place);
    view! {
        <p
            id=message_id(cell)
            data-message=cell.id.clone()
            class=move || signal.with(|view| format!("message {}", message_class(view.message.as_ref())))
        >
            {move || signal.with(|view| {
                view.message.as_ref().map(|(_, sentence)| format!("＊{sentence}")).unwrap_or_default()
            })}
        </p>
    }
}

/// What a file brought that the box cannot show, so that it is not lost unseen.
pub(super) fn given(open: SheetSession, place: CellIx) -> impl IntoView + use<> {
    let signal = open.cell(place);
    view! {
        <p class="given">{move || signal.with(|view| words::given(&view.given))}</p>
    }
}

/// The words beside a signed cell.
pub(super) fn echo(
    open: SheetSession,
    cell: &Cell,
    place: CellIx,
) -> Option<impl IntoView + use<>> {
    cell.sign_words.as_ref()?;
    let signal = open.cell(place);
    Some(view! {
        <p class="echo" data-echo=cell.id.clone()>{move || signal.with(|view| view.echo.clone())}</p>
    })
}

/// The id of the message's element.
pub(super) fn message_id(cell: &Cell) -> String {
    format!("{}-message", box_id(cell))
}

/// What describes the box: its help, and its message while there is one.
pub(super) fn described_by(
    open: SheetSession,
    cell: &Cell,
    place: CellIx,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let signal = open.cell(place);
    let message = message_id(cell);
    let help = cell.help.as_ref().map(|_| format!("{}-help", box_id(cell)));
    move || {
        let message = signal.with(|view| view.message.is_some()).then(|| message.clone());
        match (help.clone(), message) {
            (Some(help), Some(message)) => Some(format!("{help} {message}")),
            (help, message) => help.or(message),
        }
    }
}

/// Whether the box holds an error.
pub(super) fn invalid(open: SheetSession, place: CellIx) -> impl Fn() -> Option<&'static str> {
    let signal = open.cell(place);
    move || {
        signal.with(|view| match &view.message {
            Some((kohyo_core::finding::Severity::Error, _)) => Some("true"),
            _ => None,
        })
    }
}

/// In a sheet begun from last year's: what stood there, and whether it is to
/// be written anew.
pub(super) fn last_year(
    open: SheetSession,
    cell: &Cell,
    place: CellIx,
) -> Option<impl IntoView + use<>> {
    open.is_carried().then(|| {
        view! {
            <p class="anew" data-anew=cell.id.clone() hidden=move || !open.is_anew(place)>{words::ANEW}</p>
            <p class="last-year" data-last-year=cell.id.clone()>{move || {
                open.last_year(place).map(|text| words::last_year(&text))
            }}</p>
        }
    })
}
