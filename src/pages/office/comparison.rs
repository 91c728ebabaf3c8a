//! Sheets beside each other, read-only.

use crate::browser::dialog;
use crate::pages::severity_class;
use crate::session::Office;
use crate::session::office::{Comparison, Head, Line};
use crate::words;
use kohyo_core::words as core_words;
use leptos::prelude::*;

/// The dialog in which the sheets lie.
pub fn dialog(office: Office) -> impl IntoView {
    office.watch_compared(dialog::open, dialog::close, "compared");
    view! {
        <dialog id="compared" class="question is-wide is-office" aria-labelledby="compared-title" on:close=move |_| office.close()>
            <h2 id="compared-title">"個票の内容（閲覧だけで、書き換えはできません）"</h2>
            {move || office.compared.get().map(|own| comparison(office, own))}
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| office.close()>"閉じる"</button>
            </div>
        </dialog>
    }
}

fn comparison(office: Office, own: Comparison) -> impl IntoView {
    let (goes_on, from, differing) = (own.goes_on(), own.from, own.differing);
    let several = own.sheets.len() > 1;
    let among: Vec<usize> = own.sheets.iter().map(|(place, _)| *place).collect();
    let asks = own.asks;
    let heads: Vec<_> =
        own.heads.into_iter().map(|head_of| head(office, head_of, asks, among.clone())).collect();
    view! {
        {own.sentence.map(|sentence| view! { <p class="finding-sentence">{sentence}</p> })}
        <div class="panel-buttons">
            {several.then(|| view! {
                <label class="choice">
                    <input type="checkbox" data-input="differing" prop:checked=differing
                        on:change=move |event| office.show_differing(event_target_checked(&event))/>
                    <span>"違うところと指摘のあるところだけ"</span>
                </label>
            })}
            <button class="button is-outlined" data-action="sheets-before" hidden=from == 0 on:click=move |_| office.turn_sheets(false)>"前の個票"</button>
            <button class="button is-outlined" data-action="sheets-after" hidden=!goes_on on:click=move |_| office.turn_sheets(true)>"次の個票"</button>
        </div>
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="個票の内容">
            <table class="grid compared" data-table="compared">
                <thead><tr><th scope="col">"欄"</th>{heads}</tr></thead>
                <tbody>{own.lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn head(office: Office, head: Head, asks: bool, among: Vec<usize>) -> impl IntoView {
    let place = head.place;
    let said = head.together.into_iter().chain(head.findings).collect::<Vec<_>>();
    let count = said.len();
    let file = head.file.clone();
    let remarks = (!head.cells.is_empty())
        .then(|| super::remarks::on_sheet(office, place, head.remarks, head.cells));
    view! {
        <th scope="col" data-compared-file=file data-status=head.status.code()>
            <span class="bar-name">{head.name}</span>
            <span class="sub">{head.department}</span>
            <span class=format!("badge is-{}", head.status.code())>{core_words::sheet_status(head.status)}</span>
            <span class="sub">{head.saved}</span>
            <span class="sub">{head.file}</span>
            {head.fault.map(|fault| view! { <p class="message is-error">{fault}</p> })}
            {(count > 0).then(|| view! {
                <details>
                    <summary>{format!("確認すること {count}件")}</summary>
                    <ul class="said">{said.into_iter().map(|(severity, sentence)| view! {
                        <li><span class=format!("badge {}", severity_class(severity))>{words::severity(severity)}</span>{sentence}</li>
                    }).collect_view()}</ul>
                </details>
            })}
            {remarks}
            <div class="panel-buttons">
                {asks.then(|| view! {
                    <button class="button is-filled is-small" data-action="choose" on:click=move |_| office.choose(place, &among)>"これを使う"</button>
                })}
                {head.before.map(|_| view! {
                    <button class="button is-text is-small" data-action="compare-versions" on:click=move |_| office.open_with_before(place)>"前の版と比べる"</button>
                })}
                <button class="button is-text is-small" data-action="remove-sheet" on:click=move |_| office.remove(place)>"表から外す"</button>
            </div>
        </th>
    }
}

fn line(line: Line) -> impl IntoView {
    let differs = line.differs;
    let cells: Vec<_> = line
        .texts
        .into_iter()
        .zip(line.named)
        .map(|(text, named)| {
            let absent = text.is_none();
            view! {
                <td class:is-empty=absent class:is-differing=differs class:is-named=named
                    data-differs=differs.then_some("") data-named=named.then_some("")>
                    {text.unwrap_or_default()}
                </td>
            }
        })
        .collect();
    view! {
        <tr data-compared=line.id>
            <th scope="row">{line.label}{differs.then(|| view! { <span class="sub">"違いあり"</span> })}</th>
            {cells}
        </tr>
    }
}
