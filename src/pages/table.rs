//! A table of the sheet: real headings, real boxes.

use crate::fields;
use crate::session::SheetSession;
use kohyo_core::form::{Form, Heading, Table, TableCell, TableRow};
use leptos::prelude::*;
use std::sync::Arc;

/// The table, scrolling inside its own frame where it is wide.
pub fn view(open: SheetSession, form: &Arc<Form>, table: &Table) -> AnyView {
    let caption = match &table.unit {
        Some(unit) => format!("{}（{unit}）", table.label),
        None => table.label.clone(),
    };
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| {
            view! {
                <th scope="col">
                    {column.label.clone()}
                    {column.sub.clone().map(|sub| view! { <span class="sub">{sub}</span> })}
                </th>
            }
        })
        .collect();
    let repeat = table.repeat.clone();
    let rows: Vec<AnyView> = table
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let repeat = table.repeat.as_ref().map(|repeat| repeat.id.clone());
            row_view(open, form, row, repeat.map(|repeat| (repeat, index)))
        })
        .collect();
    let scroll_label = caption.clone();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=scroll_label>
            <table class="grid">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" colspan=table.heading_columns.to_string()>{table.corner.clone()}</th>
                        {columns}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {repeat.map(|repeat| {
            let id = repeat.id.clone();
            view! {
                <button class="button is-outlined" data-action="add-row" data-repeat=repeat.id.clone()
                    hidden=move || { open.rows.track(); open.rows_of(&repeat.id) >= repeat.most }
                    on:click=move |_| open.add_row(&id)>"行を増やす"</button>
            }
        })}
    }
    .into_any()
}

fn heading(heading: &Heading) -> AnyView {
    let scope = if heading.span > 1 { "rowgroup" } else { "row" };
    view! {
        <th scope=scope rowspan=heading.span.to_string() colspan=heading.width.to_string()>
            {heading.label.clone()}
        </th>
    }
    .into_any()
}

fn row_view(
    open: SheetSession,
    form: &Arc<Form>,
    row: &TableRow,
    repeated: Option<(String, usize)>,
) -> AnyView {
    let headings: Vec<AnyView> = row.headings.iter().map(heading).collect();
    let cells: Vec<AnyView> = row
        .cells
        .iter()
        .map(|cell| match cell {
            TableCell::Covered => ().into_any(),
            TableCell::Empty => view! { <td class="is-empty"></td> }.into_any(),
            TableCell::Cell(place, span) => {
                let class = fields::width_class(form.cell(*place));
                view! {
                    <td
                        rowspan=span.to_string()
                        class=class
                        class:is-chosen={ let place = *place; move || open.tables.holds(place) }
                    >{fields::bare(open, form, *place)}</td>
                }
                .into_any()
            }
        })
        .collect();
    view! {
        <tr class=row.beneath.then_some("is-beneath") hidden=move || repeated.as_ref().is_some_and(|(repeat, index)| {
            open.rows.track();
            *index >= open.rows_of(repeat) as usize
        })>{headings}{cells}</tr>
    }
    .into_any()
}
