//! Remarks, and sheets sent back to their sections.

use crate::session::Office;
use crate::session::office::{Remark, SendBack};
use crate::words;
use leptos::prelude::*;

/// What goes back, by section.
pub fn panel(office: Office) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="send-back">
            <h2 id="send-back">"差戻し"</h2>
            <p class="support">
                "部署ごとに、個票とコメント、確認することを一つのファイルにします。担当課は kohyo.html で開いて直し、もう一度提出します。"
                "コメントは「届いた個票」から個票を開いて書きます。提出し直された個票をここに置くと、返事と変わったところが見られます。"
            </p>
            {move || {
                let rows = office.to_send_back();
                (!rows.is_empty()).then(|| view! {
                    <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="部署ごとの差戻し">
                        <table class="grid" data-table="send-back">
                            <thead><tr><th scope="col">"部署"</th><th scope="col">"個票"</th><th scope="col">"開いているコメント"</th><th scope="col">"確認すること"</th><th scope="col">"ファイル"</th></tr></thead>
                            <tbody>{rows.into_iter().map(|own| row(office, own)).collect_view()}</tbody>
                        </table>
                    </div>
                    <div class="panel-buttons">
                        <button class="button is-outlined" data-action="send-back-all" on:click=move |_| office.send_back(None)>"すべての部署の差戻しを保存（ZIP）"</button>
                    </div>
                })
            }}
        </section>
    }
    .into_any()
}

fn row(office: Office, own: SendBack) -> AnyView {
    let name = own.department.clone();
    view! {
        <tr data-send-back=own.department.clone()>
            <th scope="row">{words::or_unnamed(&own.department)}</th>
            <td class="figure">{own.sheets.len().to_string()}</td>
            <td class="figure">{own.open.to_string()}</td>
            <td class="figure">{own.findings.to_string()}</td>
            <td><button class="button is-outlined is-small" data-action="send-back" on:click=move |_| office.send_back(Some(&name))>"差戻しを保存"</button></td>
        </tr>
    }
    .into_any()
}

/// The remarks on an open sheet, and a box for another.
pub fn on_sheet(
    office: Office,
    place: usize,
    remarks: Vec<Remark>,
    cells: Vec<(String, String)>,
) -> AnyView {
    let list: Vec<AnyView> = remarks.into_iter().map(|own| remark(office, place, own)).collect();
    let options: Vec<AnyView> = cells
        .into_iter()
        .map(|(id, label)| view! { <option value=id>{label}</option> }.into_any())
        .collect();
    view! {
        <section class="remarks" aria-label="コメント">
            <ul>{list}</ul>
            <form data-remark-form="" on:submit=move |event| {
                event.prevent_default();
                let (cell, text) = crate::browser::document::fields_of(&event);
                office.remark(place, (!cell.is_empty()).then_some(cell), &text);
            }>
                <label class="narrowing"><span>"欄"</span>
                    <select class="box" data-input="remark-cell"><option value="">"個票全体"</option>{options}</select></label>
                <label class="field"><span class="label">"コメント"</span><textarea class="box is-lines" data-input="remark"></textarea></label>
                <button class="button is-outlined is-small" data-action="remark">"コメントを付ける"</button>
            </form>
        </section>
    }
    .into_any()
}

fn remark(office: Office, place: usize, own: Remark) -> AnyView {
    let Remark { comment, label, .. } = own;
    let id = comment.id.clone();
    view! {
        <li class="remark" data-comment=comment.id.clone() data-resolved=comment.resolved.to_string()>
            <p class="sub">{format!("{}　{}　{}", words::or_whole(label.as_deref()), comment.by, words::day_and_time(&comment.at))}</p>
            <p>{comment.text}</p>
            {if comment.resolved {
                view! { <span class="badge is-notice">"済み"</span> }.into_any()
            } else {
                view! { <button class="button is-text is-small" data-action="resolve" on:click=move |_| office.resolve(place, &id)>"済みにする"</button> }.into_any()
            }}
        </li>
    }
    .into_any()
}
