//! The tables that an office publishes, and everything as files.

use crate::browser::files;
use crate::session::Office;
use crate::session::office::{Published, PublishedRow, Shape};
use crate::words;
use leptos::prelude::*;

/// The published tables.
pub fn panel(office: Office) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="tables">
            <h2 id="tables">"公表する表"</h2>
            <p class="support" id="tables-help">
                "表の列、並び、まとめ方は、ファイルに書いて変えられます。「表の定義を保存」で今の定義を保存し、書き直してから「表の定義を読み込む」を押してください。"
            </p>
            <div class="panel-buttons">
                <label class="narrowing">
                    <span>"表"</span>
                    <select class="box" data-input="table" on:change=move |event| {
                        if let Ok(place) = event_target_value(&event).parse() {
                            office.turn_to_table(place);
                        }
                    }>
                        {move || office.tables().into_iter().map(|(place, title)| {
                            let chosen = office.table.get_untracked() == place;
                            view! { <option value=place.to_string() selected=chosen>{title}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <button class="button is-text" data-action="save-tables" on:click=move |_| office.hand_out_tables()>"表の定義を保存"</button>
                <label class="file">
                    <span class="button is-text">"表の定義を読み込む"</span>
                    <input type="file" accept=".json,application/json" data-input="tables" data-action="load-tables"
                        aria-describedby="tables-help"
                        on:change=move |event| files::chosen(&event, move |files| office.take_tables(files))/>
                </label>
                {move || office.has_own_tables().then(|| view! {
                    <button class="button is-text" data-action="remove-tables" on:click=move |_| office.drop_tables()>"様式の表に戻す"</button>
                })}
                <button class="button is-outlined" data-action="table-csv" on:click=move |_| office.write_table(Shape::Csv)>"この表をCSVで保存"</button>
                <button class="button is-outlined" data-action="table-xlsx" on:click=move |_| office.write_table(Shape::Xlsx)>"この表をExcelで保存"</button>
            </div>
            <div role="status">
                {move || office.tables_news.get().into_iter()
                    .map(|sentence| view! { <p class="alert is-notice" data-tables-news="">{sentence}</p> })
                    .collect_view()}
            </div>
            {move || office.published().map(|own| table(office, own))}
        </section>
    }
    .into_any()
}

fn table(office: Office, own: Published) -> AnyView {
    let columns: Vec<AnyView> = own
        .columns
        .into_iter()
        .map(|label| view! { <th scope="col">{label}</th> }.into_any())
        .collect();
    let (from, to, all) = (own.from, own.from + own.rows.len(), own.all);
    let rows: Vec<AnyView> = own.rows.into_iter().map(|own| row(office, own)).collect();
    let totals = own.totals.map(|own| {
        let cells: Vec<AnyView> = own.texts.into_iter().map(cell).collect();
        view! { <tfoot><tr>{cells}</tr></tfoot> }
    });
    let notes: Vec<AnyView> = own
        .notes
        .into_iter()
        .map(|note| view! { <p class="left-out">{note}</p> }.into_any())
        .collect();
    view! {
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label=own.title.clone()>
            <table class="grid" data-table="published">
                <caption>{own.title.clone()}</caption>
                <thead><tr>{columns}</tr></thead>
                <tbody>{rows}</tbody>
                {totals}
            </table>
        </div>
        {turning(office, from, to, all)}
        {notes}
    }
    .into_any()
}

/// The buttons to the rows before and after, where not all are shown.
fn turning(office: Office, from: usize, to: usize, all: usize) -> AnyView {
    let is_part = from > 0 || to < all;
    is_part
        .then(|| {
            view! {
                <div class="panel-buttons">
                    <button class="button is-outlined" data-action="rows-before" hidden=from == 0
                        on:click=move |_| office.turn_rows(false)>"前の行へ"</button>
                    <button class="button is-outlined" data-action="rows-after" hidden={to >= all}
                        on:click=move |_| office.turn_rows(true)>"次の行へ"</button>
                    <p class="support">{words::rows_shown(from + 1, to, all)}</p>
                </div>
            }
        })
        .into_any()
}

fn cell((text, is_figure): (String, bool)) -> AnyView {
    view! { <td class:figure=is_figure>{text}</td> }.into_any()
}

fn row(office: Office, own: PublishedRow) -> AnyView {
    let sheets = own.sheets;
    let mut texts = own.texts.into_iter();
    let first = texts.next().map(|(text, is_figure)| view! {
        <td class:figure=is_figure><button class="link" data-action="open-row" on:click=move |_| office.open_row(&sheets)>{words::or_unnamed(&text)}</button></td>
    });
    let cells: Vec<AnyView> = texts.map(cell).collect();
    view! { <tr data-published="">{first}{cells}</tr> }.into_any()
}

fn name(shape: Shape) -> &'static str {
    match shape {
        Shape::Xlsx => "Excel（すべての表）",
        Shape::Csv => "CSV（1個票1行）",
        Shape::Long => "CSV（1欄1行）",
        Shape::Lines => "NDJSON",
        Shape::Bundle => "JSON",
    }
}

/// Everything as files for other programs.
pub fn exports(office: Office) -> AnyView {
    let buttons: Vec<AnyView> = Shape::ALL
        .into_iter()
        .map(|shape| view! {
            <button class="button is-outlined" data-action=format!("write-{}", shape.code()) on:click=move |_| office.write_out(shape)>{name(shape)}</button>
        }.into_any())
        .collect();
    view! {
        <section class="panel" aria-labelledby="exports">
            <h2 id="exports">"ほかのソフトで使うファイル"</h2>
            <div class="panel-buttons">{buttons}</div>
            <p class="support">
                "CSVをダブルクリックしてExcelで開くと、「020200」のような番号の先頭の0が消えます。Excel形式（XLSX）なら消えません。"
                "「=」「+」「-」「@」などで始まる文章は、式として動かないよう、CSVでは先頭に「'」を付けます。数字には付けません。"
            </p>
        </section>
    }
    .into_any()
}
