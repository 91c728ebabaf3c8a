//! Who has handed in: the list of what was to come, as figures and as a picture.

use crate::browser::files;
use crate::session::Office;
use crate::session::office::{DepartmentRow, ExpectedLine};
use crate::words;
use kohyo_core::words as core_words;
use leptos::prelude::*;

/// The width of the picture's longest bar.
const WIDTH: f64 = 240.0;

/// The list and what came for it.
pub fn panel(office: Office) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="reception">
            <h2 id="reception">"一覧との突き合わせ"</h2>
            <p class="support" id="expected-help">
                "提出される予定の一覧（Excelのブック、CSV）を読み込むと、届いていないものと一覧にないものが分かります。"
                "1行目の見出しは「department（部署）」「key（番号）」「title（名称）」「count（件数）」で、ない列があってもかまいません。"
            </p>
            <div class="panel-buttons">
                <label class="file">
                    <span class="button is-outlined">"一覧を読み込む"</span>
                    <input type="file" accept=".csv,.tsv,.xlsx,.json,text/csv" data-input="expected" data-action="load-expected"
                        aria-describedby="expected-help"
                        on:change=move |event| files::chosen_tables(&event, move |files| office.take_list(files))/>
                </label>
                {move || office.list_name().map(|name| view! {
                    <p class="list-name" data-expected-list=name.clone()>{name.clone()}</p>
                    <button class="button is-text" data-action="remove-expected" on:click=move |_| office.drop_list()>"外す"</button>
                })}
            </div>
            {move || {
                let rows = office.reception();
                (!rows.is_empty()).then(|| departments(rows))
            }}
            {move || office.has_list().then(|| lines(office))}
        </section>
    }
}

fn departments(rows: Vec<DepartmentRow>) -> impl IntoView {
    let most = rows.iter().map(|row| row.expected.unwrap_or(0).max(row.received)).max();
    let scale = WIDTH / f64::from(most.unwrap_or(1).max(1));
    let sum = |of: fn(&DepartmentRow) -> u32| rows.iter().map(of).sum::<u32>().to_string();
    let closing = [
        sum(|row| row.expected.unwrap_or(0)),
        sum(|row| row.received),
        sum(|row| row.ready),
        sum(DepartmentRow::missing),
    ];
    view! {
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="部署ごとの提出の状況">
            <table class="grid" data-table="reception">
                <caption>"部署ごとの提出の状況（枠は予定、濃い色は提出可、薄い色は未完）"</caption>
                <thead><tr>
                    <th scope="col">"部署"</th><th scope="col">"予定"</th><th scope="col">"届いた"</th>
                    <th scope="col">"提出可"</th><th scope="col">"不足"</th><th scope="col">"図"</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(|row| department(&row, scale)).collect_view()}</tbody>
                <tfoot><tr>
                    <th scope="row">"計"</th>
                    {closing.into_iter().map(|text| view! { <td class="figure">{text}</td> }).collect_view()}
                    <td></td>
                </tr></tfoot>
            </table>
        </div>
    }
}

fn department(row: &DepartmentRow, scale: f64) -> impl IntoView + use<> {
    let missing = row.missing();
    let width = |count: u32| (f64::from(count) * scale).to_string();
    let said = match row.expected {
        Some(expected) => format!(
            "{}: 予定{expected}件のうち{}件が届き、{}件が提出可です。",
            words::or_unnamed(&row.name),
            row.received,
            row.ready
        ),
        None => format!(
            "{}: 一覧にありませんが、{}件が届きました。",
            words::or_unnamed(&row.name),
            row.received
        ),
    };
    view! {
        <tr data-department=row.name.clone() data-missing=missing.to_string()>
            <th scope="row">{words::or_unnamed(&row.name)}</th>
            <td class="figure">{row.expected.map_or("一覧になし".to_owned(), |count| count.to_string())}</td>
            <td class="figure">{row.received.to_string()}</td>
            <td class="figure">{row.ready.to_string()}</td>
            <td class="figure" class:is-missing={missing > 0}>{missing.to_string()}</td>
            <td>
                <svg class="bars" role="img" width=(WIDTH + 4.0).to_string() height="16" aria-label=said>
                    <rect class="bar-received" x="1" y="3" height="10" width=width(row.received)/>
                    <rect class="bar-ready" x="1" y="3" height="10" width=width(row.ready)/>
                    <rect class="bar-expected" x="1" y="1" height="14" width=width(row.expected.unwrap_or(0))/>
                </svg>
            </td>
        </tr>
    }
}

fn lines(office: Office) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" data-input="missing-alone" prop:checked=move || office.missing_alone.get()
                on:change=move |event| office.missing_alone.set(event_target_checked(&event))/>
            <span>"届いていないものだけ"</span>
        </label>
        {move || {
            let lines = office.expected_lines(office.missing_alone.get());
            (!lines.is_empty()).then(|| view! {
                <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="一覧の行ごとの提出の状況">
                    <table class="grid" data-table="expected">
                        <thead><tr>
                            <th scope="col">"部署"</th><th scope="col">"番号"</th><th scope="col">"名称"</th><th scope="col">"届いた個票"</th>
                        </tr></thead>
                        <tbody>{lines.into_iter().map(|own| line(office, own)).collect_view()}</tbody>
                    </table>
                </div>
            })
        }}
    }
}

fn line(office: Office, line: ExpectedLine) -> impl IntoView {
    let came = line.came.len().to_string();
    let [department, key, title] = line.texts;
    let own = key.clone();
    view! {
        <tr data-expected=own data-came=came>
            <td>{department}</td><td>{key}</td><td>{title}</td>
            <td>
                {line.came.is_empty().then(|| view! { <span class="badge is-error">"届いていません"</span> })}
                {line.came.into_iter().map(|(place, status)| view! {
                    <button class="link" data-action="open-sheet" on:click=move |_| office.open(place)>{core_words::sheet_status(status)}</button>
                }).collect_view()}
            </td>
        </tr>
    }
}
