//! Boxes: one for each kind of cell. A box shows the raw text and hands over
//! what is typed; nothing it holds is rewritten while someone types.

mod choice;
mod computed;
mod message;
mod text;

use crate::session::SheetSession;
use crate::session::table::Holder;
use kohyo_core::form::{Cell, CellIx, CellUnit, Form, Kind};
use leptos::prelude::*;
use std::sync::Arc;

/// A box with its label above it, as it stands in a row of the sheet.
pub fn labelled(open: SheetSession, form: &Arc<Form>, place: CellIx) -> AnyView {
    let cell = form.cell(place);
    let class = format!("field span-{}", cell.width.unwrap_or(12).clamp(1, 12));
    let id = box_id(cell);
    let label_view = {
        let heading = cell.heading.clone();
        let required = cell.required.is_some();
        view! {
            {heading}
            {unit_note(cell)}
            {required.then(|| view! { <span class="required">"※必須"</span> })}
        }
    };
    let help = cell.help.clone().map(|help| {
        view! { <span class="support" id=format!("{id}-help")>{help}</span> }
    });
    let label = if is_group(cell) || cell.is_computed() {
        let clear =
            (cell.kind == Kind::Choice && !cell.is_computed()).then(|| choice::clear(open, place));
        view! { <span class="label" id=format!("{id}-label")>{label_view}{clear}</span> }.into_any()
    } else {
        view! { <label class="label" for=id>{label_view}</label> }.into_any()
    };
    view! {
        <div class=class>
            {label}
            {help}
            <div class="field-body">{inner(open, form, place)}</div>
        </div>
    }
    .into_any()
}

/// A box in a table, named by its headings.
pub fn bare(open: SheetSession, form: &Arc<Form>, place: CellIx) -> AnyView {
    inner(open, form, place)
}

fn inner(open: SheetSession, form: &Arc<Form>, place: CellIx) -> AnyView {
    let cell = form.cell(place);
    let input = if cell.is_computed() {
        return computed::view(open, cell, place);
    } else {
        match cell.kind {
            Kind::Choice if cell.open => choice::radios(open, form, cell, place),
            Kind::Choice => choice::select(open, form, cell, place),
            Kind::Choices => choice::checkboxes(open, form, cell, place),
            Kind::Mark => choice::mark(open, cell, place),
            _ if cell.lines > 1 => text::lines(open, cell, place),
            _ => text::line(open, cell, place),
        }
    };
    view! {
        {input}
        {message::echo(open, cell, place)}
        {message::message(open, cell, place)}
    }
    .into_any()
}

/// Whether the box is a group of inputs.
fn is_group(cell: &Cell) -> bool {
    cell.kind == Kind::Choices || (cell.kind == Kind::Choice && cell.open)
}

/// The id of the input's element.
pub(crate) fn box_id(cell: &Cell) -> String {
    format!("box-{}", cell.id)
}

/// The unit, said beside the label.
fn unit_note(cell: &Cell) -> Option<String> {
    match &cell.unit {
        CellUnit::Is(unit) => Some(format!("（{unit}）")),
        _ => None,
    }
}

/// What holds the focus in a cell.
pub fn holder(cell: &Cell) -> Holder {
    match cell.kind {
        _ if cell.is_computed() => Holder::Computed,
        _ if is_group(cell) => Holder::Group,
        Kind::Choice => Holder::List,
        Kind::Mark => Holder::Mark,
        _ if cell.lines > 1 => Holder::Lines,
        _ => Holder::Line,
    }
}

/// How wide a box of a table is.
pub fn width_class(cell: &Cell) -> &'static str {
    match cell.kind {
        Kind::Text | Kind::Code if cell.lines > 1 => "is-long",
        Kind::Text => "is-text",
        Kind::Mark => "is-mark",
        Kind::Choice | Kind::Choices => "is-choice",
        Kind::Date | Kind::Month | Kind::FiscalYear | Kind::Code => "is-date",
        Kind::Amount | Kind::Integer | Kind::Ratio | Kind::Duration => "is-number",
    }
}
