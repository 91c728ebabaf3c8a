//! A table of the sheet: real headings, real boxes.

use super::chart;
use crate::browser::board::fill;
use crate::browser::table::watch_width;
use crate::fields::{self, Board};
use crate::session::SheetSession;
use kohyo_core::form::{Form, Table, TableCell};
use leptos::prelude::*;

/// The table, scrolling inside its own frame where it is wide. `beneath`: the
/// heading it stands under, which it does not repeat before the eye.
pub fn view(
    board: &Board,
    open: SheetSession,
    form: &Form,
    table: &Table,
    beneath: &str,
) -> AnyView {
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
    let rows = board.rows(form, table);
    let scroll_label = caption.clone();
    let repeats = is_said_above(&caption, beneath).then_some("unseen");
    view! {
        <div class="table-scroll" use:watch_width tabindex="0" role="group" aria-label=scroll_label>
            <table class="grid">
                <caption class=repeats>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" colspan=table.heading_columns.to_string()>{table.corner.clone()}</th>
                        {columns}
                    </tr>
                </thead>
                <tbody use:fill=rows></tbody>
            </table>
        </div>
        {repeat.map(|repeat| {
            let id = repeat.id.clone();
            view! {
                <button class="button is-outlined" data-action="add-row" data-repeat=repeat.id.clone()
                    hidden=move || { open.rows_of(&repeat.id) >= repeat.most }
                    on:click=move |_| open.add_row(&id)>"行を増やす"</button>
            }
        })}
        {help(form, table)}
        {chart::charts(open, form, table)}
    }
    .into_any()
}

/// Whether the heading over a table says its name already, as 活動実績（Ｒ２） does of 活動実績.
pub fn is_said_above(label: &str, heading: &str) -> bool {
    heading.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with('（'))
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
