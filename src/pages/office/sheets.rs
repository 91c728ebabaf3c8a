//! The table of sheets. Where there are very many, only the rows in sight are
//! in the document.

use crate::browser::document;
use crate::session::Office;
use crate::session::office::{Column, Row};
use kohyo_core::collection::Status;
use kohyo_core::words as core_words;
use leptos::prelude::*;

/// The height of a row where only those in sight are drawn; the style has it too.
const ROW_HEIGHT: f64 = 44.0;

/// So many rows the keys for a page go on.
const PAGE: usize = 10;

/// The table with its filters.
pub fn panel(office: Office) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="sheets">
            <h2 id="sheets">"届いた個票"</h2>
            {counts(office)}
            {filters(office)}
            {table(office)}
        </section>
    }
}

fn counts(office: Office) -> impl IntoView {
    let status = move |of: (Status, usize)| {
        let (status, count) = of;
        view! {
            <button class="filter" data-count=status.code()
                aria-pressed=move || (office.query.with(|query| query.status) == Some(status)).to_string()
                on:click=move |_| office.seek(|query| {
                    query.status = if query.status == Some(status) { None } else { Some(status) };
                })>
                <span class=format!("badge is-{}", status.code())>{core_words::sheet_status(status)}</span>
                {format!("{count}件")}
            </button>
        }
    };
    view! {
        <div class="filters" role="group" aria-label="状態で絞り込む">
            {move || office.counts().into_iter().map(status).collect_view()}
        </div>
    }
}

fn filters(office: Office) -> impl IntoView {
    let text = move || office.query.with(|query| query.text.clone());
    view! {
        <div class="office-filters">
            <label class="narrowing">
                <span>"さがす"</span>
                <input class="box" type="search" data-input="search" prop:value=text
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        office.seek(|query| query.text = text);
                    }/>
            </label>
            <label class="narrowing">
                <span>"部署"</span>
                <select class="box" data-input="department" on:change=move |event| {
                    let name = event_target_value(&event);
                    office.seek(|query| query.department = (!name.is_empty()).then_some(name));
                }>
                    <option value="">"すべて"</option>
                    {move || {
                        let chosen = office.query.with_untracked(|query| query.department.clone());
                        office.departments().into_iter().map(|name| {
                            let selected = chosen.as_deref() == Some(&name);
                            view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
                        }).collect_view()
                    }}
                </select>
            </label>
            <p class="support" role="status" data-shown=move || office.selection().shown.to_string()>
                {move || {
                    let selection = office.selection();
                    format!("{}件中 {}件を表示", selection.all, selection.shown)
                }}
            </p>
        </div>
    }
}

/// What stands above a column.
pub(super) fn heading(column: Column) -> &'static str {
    match column {
        Column::Key => "番号",
        Column::Title => "名称",
        Column::Department => "部署",
        Column::Edition => "版",
        Column::Status => "状態",
        Column::Errors => "エラー",
        Column::Warnings => "確認",
        Column::Accepted => "確認済み",
        Column::Saved => "保存日時",
        Column::File => "ファイル",
    }
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Key => "key",
        Column::Title => "title",
        Column::Department => "department",
        Column::Edition => "edition",
        Column::Status => "status",
        Column::Errors => "errors",
        Column::Warnings => "warnings",
        Column::Accepted => "accepted",
        Column::Saved => "saved",
        Column::File => "file",
    }
}

fn table(office: Office) -> impl IntoView {
    let headings = Column::ALL.map(|column| {
        let sorted = move || {
            office.query.with(|query| match query.sort {
                Some((own, falls)) if own == column => {
                    Some(if falls { "descending" } else { "ascending" })
                }
                _ => None,
            })
        };
        view! {
            <th scope="col" aria-sort=sorted data-column=name(column)>
                <button class="sort" data-action="sort" on:click=move |_| office.sort_on(column)>{heading(column)}</button>
            </th>
        }
    });
    let columns = Column::ALL.len().to_string();
    let spacer = move |above: bool| {
        let window = office.window();
        let rows = if above { window.from } else { window.all - window.to };
        let height = (rows as f64 * ROW_HEIGHT).to_string();
        let columns = columns.clone();
        // The height of a picture is an attribute; a style would be refused.
        (window.is_part && rows > 0).then(|| {
            view! {
                <tr class="spacer" aria-hidden="true"><td colspan=columns>
                    <svg width="1" height=height></svg>
                </td></tr>
            }
        })
    };
    let below = spacer.clone();
    view! {
        <div class="sheets-scroll" tabindex="-1"
            on:scroll=move |event| office.scroll_to((document::scrolled(&event) / ROW_HEIGHT) as usize)>
            <table class="sheets" data-table="sheets"
                class:is-part=move || office.window().is_part
                aria-rowcount=move || (office.shown.with(Vec::len) + 1).to_string()>
                <caption class="unseen">"届いた個票の表。上下の矢印キーで行を選び、Enterで開きます。"</caption>
                <thead><tr>{headings.into_iter().collect_view()}</tr></thead>
                <tbody>
                    {move || spacer(true)}
                    <For
                        each=move || {
                            let version = office.version.get();
                            office.rows().into_iter().map(|row| (version, row)).collect::<Vec<_>>()
                        }
                        key=|row| *row
                        children=move |(_, (nth, place))| office.row(place).map(|own| row(office, nth, own))
                    />
                    {move || below(false)}
                </tbody>
            </table>
        </div>
        {move || office.is_empty().then(|| view! { <p class="support">"まだ何も届いていません。"</p> })}
    }
}

fn row(office: Office, nth: usize, row: Row) -> impl IntoView {
    let Row { place, file, status, texts, fault, other } = row;
    let cells: Vec<AnyView> = match fault {
        Some(fault) => {
            let mut cells = vec![
                view! { <td colspan="4" class="fault">{open(office, place, &fault)}</td> }
                    .into_any(),
            ];
            cells.extend(texts.into_iter().zip(Column::ALL).skip(4).map(|(text, column)| {
                view! { <td data-column=name(column)>{text}</td> }.into_any()
            }));
            cells
        }
        None => texts
            .into_iter()
            .zip(Column::ALL)
            .map(|(text, column)| {
                let inside = match column {
                    Column::Title => {
                        open(office, place, &crate::words::or_unnamed(&text)).into_any()
                    }
                    Column::Status => view! {
                        <span class=format!("badge is-{}", status.code())>{text}</span>
                        {other.map(|_| view! {
                            <button class="button is-text is-small" data-action="compare-versions"
                                on:click=move |_| office.open_with_before(place)>"前の版"</button>
                        })}
                    }
                    .into_any(),
                    _ => text.into_any(),
                };
                view! { <td data-column=name(column)>{inside}</td> }.into_any()
            })
            .collect(),
    };
    let focus = move || if office.current.get() == nth { "0" } else { "-1" };
    view! {
        <tr data-file=file data-status=status.code() data-row=nth.to_string()
            aria-rowindex=(nth + 2).to_string() tabindex=focus
            on:keydown=move |event| {
                let (key, own) = document::key_of(&event);
                let to = match key.as_str() {
                    "ArrowDown" => nth + 1,
                    "ArrowUp" => nth.saturating_sub(1),
                    "PageDown" => nth + PAGE,
                    "PageUp" => nth.saturating_sub(PAGE),
                    "Home" => 0,
                    "End" => usize::MAX,
                    "Enter" if own => return office.open(place),
                    _ => return,
                };
                event.prevent_default();
                if let Some(to) = office.go_to_row(to) {
                    document::go_to_row(to);
                }
            }>{cells}</tr>
    }
}

fn open(office: Office, place: usize, text: &str) -> impl IntoView + use<> {
    view! {
        <button class="link" tabindex="-1" data-action="open-sheet" on:click=move |_| office.open(place)>{text.to_owned()}</button>
    }
}
