//! Boxes: one for each kind of cell. A box shows the raw text and hands over
//! what is typed; nothing it holds is rewritten while someone types.

mod choice;
mod computed;
mod message;
mod rows;
mod text;

pub use rows::Board;

use crate::pages::comments;
use crate::session::SheetSession;
use crate::session::table::Holder;
use crate::words;
use kohyo_core::form::{Cell, CellIx, CellUnit, Form, Kind, Required, Table, TableCell};
use leptos::prelude::*;

/// A box with its label above it, as it stands in a row of the sheet.
pub fn labelled(open: SheetSession, form: &Form, place: CellIx) -> AnyView {
    let cell = form.cell(place);
    let class = format!("field span-{}", cell.width.unwrap_or(12).clamp(1, 12));
    let id = box_id(cell);
    let label_view = {
        let heading = cell.heading.clone();
        let required = required(cell).map(|required| {
            let stage = required.from.and_then(|from| form.stages.get(from));
            words::must(stage.map(|(_, label)| label.as_str()))
        });
        view! {
            {heading}
            {unit_note(cell)}
            {required.map(|required| view! { <span class="required">{required}</span> })}
        }
    };
    let help = help_of(cell).map(|_| {
        let help = cell.help.clone();
        let example = cell.example.as_deref().map(words::example);
        view! {
            <span class="support" id=format!("{id}-help")>
                {help}{example.map(|example| view! { <span class="example">{example}</span> })}
            </span>
        }
    });
    let label = if is_group(cell) || cell.is_computed() {
        let clear =
            (cell.kind == Kind::Choice && !cell.is_computed()).then(|| choice::clear(open, place));
        view! { <span class="label" id=format!("{id}-label")>{label_view}{clear}</span> }.into_any()
    } else {
        view! { <label class="label" for=id>{label_view}</label> }.into_any()
    };
    view! {
        <div class=class class:is-changed=move || open.is_changed(place)>
            {label}
            {help}
            <div class="field-body">{inner(open, form, place)}{comments::at(open, cell)}</div>
        </div>
    }
    .into_any()
}

/// A box in a table, named by its headings.
pub fn bare(open: SheetSession, form: &Form, place: CellIx) -> AnyView {
    view! { {inner(open, form, place)}{comments::at(open, form.cell(place))} }.into_any()
}

fn inner(open: SheetSession, form: &Form, place: CellIx) -> AnyView {
    let cell = form.cell(place);
    let input = if cell.is_computed() {
        return computed::view(open, cell, place);
    } else {
        match cell.kind {
            Kind::Choice if cell.open => choice::radios(open, form, cell, place),
            Kind::Choice => choice::select(open, form, cell, place),
            Kind::Choices => choice::checkboxes(open, form, cell, place),
            Kind::Mark => choice::mark(open, cell, place),
            _ if text::grows(open, cell, place) => text::lines(open, cell, place),
            _ => text::line(open, cell, place),
        }
    };
    view! {
        {input}
        {message::echo(open, cell, place)}
        {message::message(open, cell, place)}
        {message::last_year(open, cell, place)}
    }
    .into_any()
}

/// What to write, with an example, as the form says.
pub fn help_of(cell: &Cell) -> Option<String> {
    let help = cell.help.clone().unwrap_or_default();
    match &cell.example {
        Some(example) => Some(format!("{help}{}", words::example(example))),
        None => Some(help).filter(|help| !help.is_empty()),
    }
}

/// Under what name the help of a table's cell is listed: its row where the
/// rows ask for different things, else its column.
pub fn help_heading(form: &Form, table: &Table, place: CellIx) -> String {
    let own = help_of(form.cell(place));
    let row = table.rows.iter().find(|row| {
        row.cells.iter().any(|cell| matches!(cell, TableCell::Cell(known, _) if *known == place))
    });
    let alike = row.is_some_and(|row| {
        row.cells.iter().all(|cell| match cell {
            TableCell::Cell(known, _) => help_of(form.cell(*known)) == own,
            _ => true,
        })
    });
    let column = row.and_then(|row| {
        let at = row
            .cells
            .iter()
            .position(|cell| matches!(cell, TableCell::Cell(known, _) if *known == place));
        table.columns.get(at?)
    });
    let heading = match row.and_then(|row| row.headings.last()).filter(|_| alike) {
        Some(heading) => Some(heading),
        None => column,
    };
    heading.map(|heading| heading.label.clone()).unwrap_or_default()
}

/// Whether the box is a group of inputs.
fn is_group(cell: &Cell) -> bool {
    cell.kind == Kind::Choices || (cell.kind == Kind::Choice && cell.open)
}

/// The id of the input's element.
pub(crate) fn box_id(cell: &Cell) -> String {
    format!("box-{}", cell.id)
}

/// What is required in any case: where it hangs on what else is filled in, a
/// mark would be wrong half of the time, and the finding says it in time.
fn required(cell: &Cell) -> Option<&Required> {
    cell.required.as_ref().filter(|required| required.when.is_none())
}

/// The unit, said beside the label.
pub fn unit_note(cell: &Cell) -> Option<String> {
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
