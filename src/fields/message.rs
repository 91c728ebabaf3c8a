//! What stands under and beside a box.

use super::box_id;
use crate::pages::severity_class;
use crate::session::SheetSession;
use crate::words;
use kohyo_core::finding::Severity;
use kohyo_core::form::{Cell, CellIx};
use leptos::prelude::*;

/// The weightiest thing to be said, under the box. One effect for all of it: a
/// large sheet has thousands.
pub(super) fn message(open: SheetSession, cell: &Cell, place: CellIx) -> impl IntoView + use<> {
    let remarks = open.remarks(place);
    view! {
        <p id=message_id(cell) data-message=cell.id.clone() class="message">
            {move || remarks.with(|remarks| {
                remarks.message.as_ref().map(|(severity, sentence)| {
                    view! { <span class=severity_class(*severity)>{format!("＊{sentence}")}</span> }
                })
            })}
        </p>
    }
}

/// What a file brought that the box cannot show, so that it is not lost unseen.
pub(super) fn given(open: SheetSession, place: CellIx) -> impl IntoView + use<> {
    let remarks = open.remarks(place);
    view! {
        <p class="given">{move || remarks.with(|remarks| words::given(&remarks.given))}</p>
    }
}

/// What a total left out, and what a file brought for it.
pub(super) fn of_total(open: SheetSession, place: CellIx) -> impl IntoView + use<> {
    let remarks = open.remarks(place);
    move || {
        remarks.with(|remarks| {
            let given = words::given(&remarks.given);
            let left_out = remarks.left_out.clone();
            (
                (!left_out.is_empty()).then(|| view! { <p class="left-out">{left_out}</p> }),
                (!given.is_empty()).then(|| view! { <p class="given">{given}</p> }),
            )
        })
    }
}

/// The words beside a signed cell.
pub(super) fn echo(
    open: SheetSession,
    cell: &Cell,
    place: CellIx,
) -> Option<impl IntoView + use<>> {
    cell.sign_words.as_ref()?;
    let remarks = open.remarks(place);
    Some(view! {
        <p class="echo" data-echo=cell.id.clone()>{move || remarks.with(|remarks| remarks.echo.clone())}</p>
    })
}

/// The id of the message's element.
pub(super) fn message_id(cell: &Cell) -> String {
    format!("{}-message", box_id(cell))
}

/// What describes the box: its help, and its message, of which there may be none.
pub(super) fn described_by(cell: &Cell) -> String {
    let message = message_id(cell);
    match cell.help {
        Some(_) => format!("{}-help {message}", box_id(cell)),
        None => message,
    }
}

/// Whether the box holds an error.
pub(super) fn invalid(open: SheetSession, place: CellIx) -> impl Fn() -> Option<&'static str> {
    let remarks = open.remarks(place);
    move || {
        remarks.with(|remarks| match &remarks.message {
            Some((Severity::Error, _)) => Some("true"),
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
