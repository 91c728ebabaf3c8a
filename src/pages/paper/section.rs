//! A section on paper: boxes with their headings, tables, remarks.

use crate::fields;
use crate::pages::table::is_said_above;
use crate::session::{Paper, Printed};
use kohyo_core::form::{CellIx, Heading, Item, Section, Table, TableCell, TableRow};
use leptos::prelude::*;

/// The parts into which the width of the paper is divided.
const PARTS: u32 = 24;
/// How many of them a heading at the left takes.
const HEADING: u32 = 4;

/// Where no heading of a row has more, their column is narrow.
const THIN: usize = 3;

/// A heading of a row with no more letters stays in one line; one of a group,
/// which has a narrower column, with no more than these. So does a choice.
const SHORT: usize = 8;
const SHORT_OF_GROUP: usize = 5;

/// A length of time with no more letters does so too.
const SHORT_TEXT: usize = 12;

/// The width of a page between its margins, upright and on its side, of a
/// letter of a figure and of what stands around one, in tenths of a millimetre.
const PAGE: [usize; 2] = [1_800, 2_650];
const LETTER: usize = 16;
const AROUND: usize = 22;

/// The section.
pub fn view(paper: &Paper, section: &Section, landscape: bool) -> AnyView {
    let mut items: Vec<AnyView> = Vec::new();
    let mut lines: Vec<AnyView> = Vec::new();
    for item in &section.items {
        match item {
            Item::Row(cells) => lines.extend(row(paper, cells)),
            Item::Table(grid) => {
                items.extend(boxes(std::mem::take(&mut lines)));
                items.push(table(paper, grid, &section.title, landscape));
            }
            Item::Note(text) => {
                items.extend(boxes(std::mem::take(&mut lines)));
                items.push(view! { <p class="print-note">{text.clone()}</p> }.into_any());
            }
        }
    }
    items.extend(boxes(lines));
    view! {
        <section class="print-section">
            <h2>{section.title.clone()}</h2>
            {items}
        </section>
    }
    .into_any()
}

/// Rows of boxes, drawn as one table so that their lines meet.
fn boxes(lines: Vec<AnyView>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let columns: Vec<_> = (0..PARTS).map(|_| view! { <col/> }).collect();
    Some(
        view! { <table class="print-boxes"><colgroup>{columns}</colgroup>{lines}</table> }
            .into_any(),
    )
}

/// One row: a single box has its heading at the left, several have theirs above.
fn row(paper: &Paper, cells: &[CellIx]) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut line: Vec<(CellIx, u32)> = Vec::new();
    let mut used = 0;
    for cell in cells {
        let width = paper.form.cell(*cell).width.unwrap_or(12).clamp(1, 12) * 2;
        if used + width > PARTS {
            out.push(finished(paper, std::mem::take(&mut line)));
            used = 0;
        }
        used += width;
        line.push((*cell, width));
    }
    if !line.is_empty() {
        out.push(finished(paper, line));
    }
    out
}

fn finished(paper: &Paper, mut line: Vec<(CellIx, u32)>) -> AnyView {
    if let [(cell, _)] = line.as_slice() {
        return view! {
            <tbody>
                <tr>
                    <th scope="row" colspan=HEADING.to_string()>{heading(paper, *cell)}</th>
                    {value(paper, *cell, PARTS - HEADING, 1)}
                </tr>
            </tbody>
        }
        .into_any();
    }
    // The last box reaches to the edge.
    let used: u32 = line.iter().map(|(_, width)| width).sum();
    if let Some((_, width)) = line.last_mut() {
        *width += PARTS.saturating_sub(used);
    }
    let headings: Vec<_> = line
        .iter()
        .map(|(cell, width)| {
            view! { <th scope="col" colspan=width.to_string()>{heading(paper, *cell)}</th> }
        })
        .collect();
    let values: Vec<AnyView> =
        line.iter().map(|(cell, width)| value(paper, *cell, *width, 1)).collect();
    view! { <tbody class="is-whole"><tr>{headings}</tr><tr>{values}</tr></tbody> }.into_any()
}

fn heading(paper: &Paper, cell: CellIx) -> String {
    let cell = paper.form.cell(cell);
    format!("{}{}", cell.heading, fields::unit_note(cell).unwrap_or_default())
}

fn value(paper: &Paper, cell: CellIx, columns: u32, rows: u32) -> AnyView {
    let class = match fields::width_class(paper.form.cell(cell)) {
        "is-number" => "is-text-number",
        class @ ("is-mark" | "is-date") => class,
        class @ "is-choice" if paper.at(cell).letters() <= SHORT => class,
        _ => "",
    };
    let (columns, rows) = (columns.to_string(), rows.to_string());
    let left_out = paper.left_out.get(&cell).cloned();
    let left_out = left_out.map(|said| view! { <span class="print-sub">{said}</span> });
    match paper.at(cell) {
        Printed::Blank => view! { <td class=class colspan=columns rowspan=rows></td> }.into_any(),
        Printed::Figure(text) => {
            view! { <td class="is-figure" colspan=columns rowspan=rows>{figure(text)}{left_out}</td> }
                .into_any()
        }
        Printed::Text(text) => {
            let short = text.chars().count() <= SHORT_TEXT;
            view! {
                <td class=class class:is-short=short colspan=columns rowspan=rows>{text.clone()}{left_out}</td>
            }
            .into_any()
        }
        Printed::Boxes(list) => {
            let list: Vec<_> = list
                .iter()
                .map(|(made, label)| {
                    let mark = if *made { "■" } else { "□" };
                    view! { <span class="print-choice">{format!("{mark}{label}")}</span> }
                })
                .collect();
            view! { <td colspan=columns rowspan=rows>{list}</td> }.into_any()
        }
    }
}

/// A figure. Where its column is too narrow for it, its line ends after a comma
/// and never after its sign.
fn figure(text: &str) -> Vec<AnyView> {
    let text = text.replace("△ ", "△\u{a0}");
    text.split_inclusive(',').map(|part| view! { {part.to_owned()}<wbr/> }.into_any()).collect()
}

fn table(paper: &Paper, table: &Table, title: &str, landscape: bool) -> AnyView {
    // What the section's heading says already is not said again.
    let label = if is_said_above(&table.label, title) { "" } else { table.label.as_str() };
    let unit = table.unit.as_ref().map(|unit| format!("（単位：{unit}）")).unwrap_or_default();
    let caption = Some(format!("{label}{unit}")).filter(|caption| !caption.is_empty());
    let caption = caption.map(|caption| {
        view! { <caption class:is-unit=label.is_empty()>{caption}</caption> }
    });
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| {
            view! {
                <th scope="col">
                    {column.label.clone()}
                    {column.sub.clone().map(|sub| view! { <span class="print-sub">{sub}</span> })}
                </th>
            }
        })
        .collect();
    let even = is_even(paper, table);
    let mut labels = table.rows.iter().flat_map(|row| &row.headings);
    let thin = labels.all(|heading| heading.label.chars().count() <= THIN);
    let headings: Vec<_> =
        (0..table.heading_columns).map(|_| view! { <col class="is-heading"/> }).collect();
    let most = table.repeat.as_ref().map_or(usize::MAX, |repeat| paper.rows_of(&repeat.id));
    let deep = table.heading_columns > 1;
    let rows: Vec<AnyView> =
        table.rows.iter().take(most).map(|row| line(paper, row, even && deep)).collect();
    let tight = even && is_tight(paper, table, PAGE[usize::from(landscape)]);
    view! {
        <table class="print-grid" class:is-even=even class:is-deep=deep class:is-thin=thin class:is-tight=tight>
            {caption}
            <colgroup>{headings}</colgroup>
            <thead>
                <tr>
                    <th scope="col" colspan=table.heading_columns.to_string()>{table.corner.clone()}</th>
                    {columns}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Whether the columns are of one width: all cells are of one kind, or each
/// column but the last, which may hold remarks, holds a number.
fn is_even(paper: &Paper, table: &Table) -> bool {
    let class = |cell: &TableCell| match cell {
        TableCell::Cell(place, _) => Some(fields::width_class(paper.form.cell(*place))),
        _ => None,
    };
    let mut classes = table.rows.iter().flat_map(|row| &row.cells).filter_map(class);
    let first = classes.next();
    let alike = first.is_some() && classes.all(|class| Some(class) == first);
    let numbers = (0..table.columns.len().saturating_sub(1)).all(|column| {
        table.rows.iter().any(|row| row.cells.get(column).and_then(class) == Some("is-number"))
    });
    alike || numbers && table.columns.len() > 1
}

/// Whether the longest figure needs more than its column has.
fn is_tight(paper: &Paper, table: &Table, page: usize) -> bool {
    let letters = |cell: &TableCell| match cell {
        TableCell::Cell(place, _) if paper.form.cell(*place).kind.is_number() => {
            paper.at(*place).letters()
        }
        _ => 0,
    };
    let longest = table.rows.iter().flat_map(|row| &row.cells).map(letters).max().unwrap_or(0);
    let headings = 250 * table.heading_columns as usize;
    table.columns.len() * (longest * LETTER + AROUND) > page.saturating_sub(headings)
}

/// `deep`: the first of two headings names a group and stands in a narrow column.
fn line(paper: &Paper, row: &TableRow, deep: bool) -> AnyView {
    let headings: Vec<_> = row
        .headings
        .iter()
        .enumerate()
        .map(|(nth, Heading { label, span, width, .. })| {
            let scope = if *span > 1 { "rowgroup" } else { "row" };
            let names_group = nth == 0 && row.headings.len() > 1;
            let most = if deep && names_group { SHORT_OF_GROUP } else { SHORT };
            let short = label.chars().count() <= most;
            view! {
                <th scope=scope class:is-short=short rowspan=span.to_string() colspan=width.to_string()>
                    {label.clone()}
                </th>
            }
        })
        .collect();
    let cells: Vec<AnyView> = row
        .cells
        .iter()
        .map(|cell| match cell {
            TableCell::Covered => ().into_any(),
            TableCell::Empty => view! { <td class="is-empty"></td> }.into_any(),
            TableCell::Cell(place, span) => value(paper, *place, 1, *span),
        })
        .collect();
    view! { <tr>{headings}{cells}</tr> }.into_any()
}
