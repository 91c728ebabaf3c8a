//! The question before a block is written: what each text becomes.

use super::severity_class;
use crate::browser::{dialog, table};
use crate::session::SheetSession;
use crate::session::table::{Becomes, Pasting, Step};
use crate::words;
use leptos::prelude::*;

/// The question.
pub fn question(open: SheetSession) -> impl IntoView {
    let pasting = open.tables.pasting;
    let back = move || {
        if let Some(cell) = open.paste_is_over() {
            open.tables.will_select(true);
            table::focus(&open.form().cell(cell).id);
        }
    };
    view! {
        <dialog id="paste" class="question is-wide" aria-labelledby="paste-title" on:close=move |_| back()>
            <h2 id="paste-title">"貼り付ける内容の確認"</h2>
            <p role="status">{move || pasting.with(|pasting| pasting.as_ref().map(words::pasting))}</p>
            {move || pasting.with(|pasting| pasting.as_ref().map(outside))}
            <div class="preview" tabindex="0" role="group" aria-label="貼り付ける内容">
                <table class="preview-table">
                    <thead>
                        <tr>
                            <th scope="col">"欄"</th>
                            <th scope="col">"今の内容"</th>
                            <th scope="col">"貼り付ける文字"</th>
                            <th scope="col">"読み取り"</th>
                        </tr>
                    </thead>
                    <tbody>{move || pasting.with(|pasting| {
                        pasting.iter().flat_map(|pasting| &pasting.steps).map(row).collect_view()
                    })}</tbody>
                </table>
            </div>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("paste")>"やめる"</button>
                <button class="button is-filled" data-action="paste" autofocus=true on:click=move |_| {
                    open.paste();
                    dialog::close_answered("paste");
                }>"貼り付ける"</button>
            </div>
        </dialog>
    }
}

/// What falls outside the table.
fn outside(pasting: &Pasting) -> Option<impl IntoView + use<>> {
    let sentence = words::outside(&pasting.outside)?;
    Some(view! { <p class="alert is-warning" data-outside="">{sentence}</p> })
}

fn row(step: &Step) -> impl IntoView + use<> {
    let class = match &step.becomes {
        Becomes::Said(severity, ..) => severity_class(*severity),
        Becomes::Differs(_) => "is-warning",
        _ => "",
    };
    view! {
        <tr>
            <th scope="row">{step.label.clone()}</th>
            <td>{step.before.clone()}</td>
            <td>{step.text.clone()}</td>
            <td class=format!("message {class}")>{words::becomes(&step.becomes)}</td>
        </tr>
    }
}
