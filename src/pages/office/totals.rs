//! Totals in the shape of the form, parted as asked, and down to the cells.

use crate::browser::dialog;
use crate::session::Office;
use crate::session::office::{Block, Drill, Part, TotalView};
use kohyo_core::collection::By;
use kohyo_core::form::{CellIx, Heading, Table, TableCell, TableRow};
use leptos::prelude::*;

/// The totals.
pub fn panel(office: Office) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="totals">
            <h2 id="totals">"集計"</h2>
            <p class="support">"提出可と未完の個票の合計です。数字を押すと、もとの個票の欄まで見られます。未定や一人当たりの数など、合計に入れていないものは数字の下に書いてあります。"</p>
            {form_choice(office)}
            {move || office.blocks().into_iter().map(|own| block(office, own)).collect_view()}
            {parted(office)}
        </section>
        {drilled(office)}
    }
    .into_any()
}

/// Which form is totalled, tabled and drawn.
fn form_choice(office: Office) -> AnyView {
    view! {
        <label class="narrowing">
            <span>"様式"</span>
            <select class="box" data-input="total-form" on:change=move |event| {
                if let Ok(place) = event_target_value(&event).parse() {
                    office.show_form(place);
                }
            }>
                {move || {
                    let chosen = office.chosen_form().map(|(place, _)| place);
                    office.forms().into_iter().map(|(place, title)| view! {
                        <option value=place.to_string() selected={Some(place) == chosen}>{title}</option>
                    }).collect_view()
                }}
            </select>
        </label>
    }
    .into_any()
}

fn figure(
    office: Office,
    cell: CellIx,
    id: &str,
    label: &str,
    total: &TotalView,
    unit: Option<String>,
) -> AnyView {
    let sum = total.sum.clone().unwrap_or_else(|| "—".to_owned());
    if total.sheets == 0 && total.left_out.is_none() {
        // Nothing stands there to be looked at.
        return view! { <span data-total=id.to_owned() data-rests-on="0">{sum}</span> }.into_any();
    }
    let rests = format!("{label} {sum}{}、{}件の個票", total.unit, total.sheets);
    view! {
        <span data-total=id.to_owned() data-rests-on=total.sheets.to_string()>
            <button class="link figure" data-action="drill" aria-label=rests on:click=move |_| office.drill_cell(cell)>{sum}</button>
        </span>
        {unit.map(|unit| view! { <span>{unit}</span> })}
        <span class="sub">{format!("{}件", total.sheets)}</span>
        {total.left_out.clone().map(|text| view! { <span class="left-out">{text}</span> })}
    }
    .into_any()
}

fn heading(own: &Heading, scope: &'static str) -> AnyView {
    view! {
        <th scope=scope rowspan=own.span.max(1).to_string() colspan=own.width.max(1).to_string()>{own.label.clone()}</th>
    }
    .into_any()
}

/// A row in which figures stand.
struct Standing<'a> {
    row: &'a TableRow,
    /// The heading of its group.
    group: Option<&'a Heading>,
    /// Of the first of its group: how many of them stand there.
    rows: Option<u32>,
}

/// The rows in which figures stand, a group of them beneath each other.
fn standing<'a>(own: &Block, table: &'a Table) -> Vec<Standing<'a>> {
    let mut found: Vec<(usize, Standing<'a>)> = Vec::new();
    let (mut number, mut left, mut group) = (0, 0, None);
    for row in &table.rows {
        if left == 0 {
            let spans = row.headings.iter().map(|heading| heading.span);
            let reaches = row.cells.iter().map(|cell| match cell {
                TableCell::Cell(_, reach) => *reach,
                TableCell::Covered | TableCell::Empty => 1,
            });
            number += 1;
            left = spans.chain(reaches).max().unwrap_or(1);
            group = row.headings.first().filter(|_| row.headings.len() > 1);
        }
        left -= 1;
        let stands = row.cells.iter().any(|cell| {
            matches!(cell, TableCell::Cell(cell, _) if own.total(*cell).is_some_and(|(_, _, total)| total.sheets > 0 || total.left_out.is_some()))
        });
        if stands {
            let first = found.iter_mut().find(|(own, _)| *own == number);
            let rows = first.is_none().then_some(1);
            if let Some((_, first)) = first {
                first.rows = first.rows.map(|rows| rows + 1);
            }
            found.push((number, Standing { row, group, rows }));
        }
    }
    found.into_iter().map(|(_, row)| row).collect()
}

fn block(office: Office, own: Block) -> AnyView {
    let Some(table) = &own.table else {
        let rows: Vec<AnyView> = own
            .totals
            .iter()
            .map(|(cell, id, label, total)| {
                view! { <tr><th scope="row">{label.clone()}</th><td>{figure(office, *cell, id, label, total, Some(total.unit.clone()))}</td></tr> }
                    .into_any()
            })
            .collect();
        return view! {
            <table class="grid"><caption>{own.title.clone()}</caption><tbody>{rows}</tbody></table>
        }
        .into_any();
    };
    let caption = match &table.unit {
        Some(unit) => format!("{}（{unit}）", own.title),
        None => own.title.clone(),
    };
    let columns: Vec<AnyView> = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{column.label.clone()}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = standing(&own, table)
        .into_iter()
        .map(|Standing { row, group, rows }| {
            let begins = rows.is_some();
            let group = group.filter(|_| begins).map(|own| {
                heading(&Heading { span: rows.unwrap_or(1), ..own.clone() }, "rowgroup")
            });
            let line = row.headings.last().map(|own| heading(&Heading { span: 1, ..own.clone() }, "row"));
            let rows = rows.unwrap_or(1).to_string();
            let cells: Vec<AnyView> = row
                .cells
                .iter()
                .map(|cell| match cell {
                    TableCell::Cell(cell, reach) => {
                        let rows = if *reach > 1 { rows.clone() } else { "1".to_owned() };
                        match own.total(*cell) {
                            Some((id, label, total)) => {
                                // What the form says of units stands at the headings.
                                let unit = total.of_sheets.then(|| total.unit.clone());
                                view! { <td class="figure" rowspan=rows>{figure(office, *cell, id, label, total, unit)}</td> }.into_any()
                            }
                            None => view! { <td class="is-empty" rowspan=rows></td> }.into_any(),
                        }
                    }
                    TableCell::Covered if !begins => ().into_any(),
                    TableCell::Covered => view! { <td class="is-empty" rowspan=rows.clone()></td> }.into_any(),
                    TableCell::Empty => view! { <td class="is-empty"></td> }.into_any(),
                })
                .collect();
            view! { <tr>{group}{line}{cells}</tr> }.into_any()
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=caption.clone()>
            <table class="grid">
                <caption>{caption.clone()}</caption>
                <thead><tr><th scope="col" colspan=table.heading_columns.to_string()>{table.corner.clone()}</th>{columns}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

const PARTINGS: [(By, &str, &str); 5] = [
    (By::Row, "row", "項目"),
    (By::FiscalYear, "year", "年度"),
    (By::Department, "department", "部署"),
    (By::Category, "category", "分類"),
    (By::All, "all", "分けない"),
];

fn parted(office: Office) -> AnyView {
    view! {
        <h3>"内訳"</h3>
        <div class="office-filters">
            <label class="narrowing">
                <span>"数字"</span>
                <select class="box" data-input="amount" on:change=move |event| {
                    office.part_amount(event_target_value(&event).parse().ok());
                }>
                    <option value="">"すべて"</option>
                    {move || office.amounts().into_iter().enumerate().map(|(place, amount)| {
                        let chosen = move || office.parting.get().amount == Some(place);
                        view! { <option value=place.to_string() prop:selected=chosen data-amount=amount.id>{amount.label}</option> }
                    }).collect_view()}
                </select>
            </label>
            <label class="narrowing">
                <span>"分け方"</span>
                <select class="box" data-input="parting" on:change=move |event| {
                    let word = event_target_value(&event);
                    if let Some((by, ..)) = PARTINGS.iter().find(|(_, code, _)| *code == word) {
                        office.part_by(*by);
                    }
                }>
                    {PARTINGS.map(|(by, code, label)| {
                        let chosen = move || office.parting.get().by == by;
                        view! { <option value=code prop:selected=chosen>{label}</option> }
                    }).into_iter().collect_view()}
                </select>
            </label>
        </div>
        {move || {
            let rows: Vec<AnyView> = office.parts().into_iter().map(|own| part(office, own)).collect();
            (!rows.is_empty()).then(|| view! {
                <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="内訳">
                    <table class="grid" data-table="parted">
                        <thead><tr>
                            <th scope="col">"区分"</th><th scope="col">"合計"</th><th scope="col">"単位"</th>
                            <th scope="col">"個票"</th><th scope="col">"数の個数"</th><th scope="col">"入れていないもの"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })
        }}
    }
    .into_any()
}

fn part(office: Office, own: Part) -> AnyView {
    let (name, label) = (own.name.clone(), own.label.clone());
    let TotalView { sum, unit, sheets, figures, left_out, .. } = own.total;
    view! {
        <tr data-part=own.name>
            <th scope="row">{own.label}</th>
            <td class="figure"><button class="link" data-action="drill" on:click=move |_| office.drill_part(&name, label.clone())>{sum.unwrap_or_else(|| "—".to_owned())}</button></td>
            <td>{unit}</td>
            <td class="figure">{sheets.to_string()}</td>
            <td class="figure">{figures.to_string()}</td>
            <td>{left_out}</td>
        </tr>
    }
    .into_any()
}

/// The figures on which a total rests.
fn drilled(office: Office) -> AnyView {
    office.watch_drilled(dialog::open, dialog::close, "drilled");
    view! {
        <dialog id="drilled" class="question is-wide" aria-labelledby="drilled-title" on:close=move |_| office.drilled.set(None)>
            {move || office.drilled.get().map(|own| figures(office, own))}
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| office.drilled.set(None)>"閉じる"</button>
            </div>
        </dialog>
    }
    .into_any()
}

fn figures(office: Office, own: Drill) -> AnyView {
    let shown = own.figures.len();
    let rows: Vec<AnyView> = own
        .figures
        .into_iter()
        .map(|figure| {
            let (place, cell) = (figure.place, figure.cell);
            view! {
                <tr data-drilled=figure.id data-counts=figure.counts.to_string()>
                    <td><button class="link" data-action="open-cell" on:click=move |_| office.open_at(place, cell)>{figure.sheet}</button></td>
                    <td>{figure.department}</td>
                    <td>{figure.label}</td>
                    <td class="figure">{figure.shown}</td>
                    <td>{if figure.counts { "合計に入る" } else { "入らない" }}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <h2 id="drilled-title">{own.title}</h2>
        <p class="support">{format!("{}件の数のうち{shown}件を表示しています。", own.all)}</p>
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="もとの数">
            <table class="grid" data-table="drilled">
                <thead><tr><th scope="col">"個票"</th><th scope="col">"部署"</th><th scope="col">"欄"</th><th scope="col">"数"</th><th scope="col">"合計"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
