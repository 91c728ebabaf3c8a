//! A table of the sheet: real headings, real boxes.

use super::chart;
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
            row_view(open, form, row, table.heading_columns, repeat.map(|repeat| (repeat, index)))
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
        {help(form, table)}
        {chart::charts(open, form, table)}
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

/// What to write in the boxes of the table, each sentence once.
fn help(form: &Form, table: &Table) -> Option<AnyView> {
    let mut known: Vec<(String, String)> = Vec::new();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if let TableCell::Cell(place, _) = cell
            && let Some(help) = fields::help_of(form.cell(*place))
            && known.iter().all(|(_, other)| *other != help)
        {
            known.push((fields::help_heading(form, table, *place), help));
        }
    }
    if known.is_empty() {
        return None;
    }
    let items: Vec<_> =
        known.into_iter().map(|(name, help)| view! { <dt>{name}</dt><dd>{help}</dd> }).collect();
    Some(
        view! {
            <details class="table-help">
                <summary>"この表の書き方"</summary>
                <dl>{items}</dl>
            </details>
        }
        .into_any(),
    )
}

/// `inner`: it stands to the right of another heading of its row or its group.
fn heading(heading: &Heading, inner: bool) -> AnyView {
    let scope = if heading.span > 1 { "rowgroup" } else { "row" };
    view! {
        <th scope=scope class:is-inner=inner rowspan=heading.span.to_string() colspan=heading.width.to_string()>
            {heading.label.clone()}
        </th>
    }
    .into_any()
}

fn row_view(
    open: SheetSession,
    form: &Arc<Form>,
    row: &TableRow,
    heading_columns: u32,
    repeated: Option<(String, usize)>,
) -> AnyView {
    // What a group has said above already stands to the left of the rest.
    let widths: usize = row.headings.iter().map(|heading| heading.width as usize).sum();
    let mut at = (heading_columns as usize).saturating_sub(widths);
    let headings: Vec<AnyView> = row
        .headings
        .iter()
        .map(|own| {
            let inner = at > 0;
            at += own.width as usize;
            heading(own, inner)
        })
        .collect();
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
                        class:is-changed={ let place = *place; move || open.is_changed(place) }
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
