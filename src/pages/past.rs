//! Earlier states of a draft: looked at, compared with the present, gone back to.

use crate::browser::dialog;
use crate::session::{Difference, SheetSession};
use crate::words;
use leptos::prelude::*;

/// The boxes that differ, as a table.
pub fn differences(
    list: &[Difference],
    here: &'static str,
    there: &'static str,
) -> impl IntoView + use<> {
    let rows = list
        .iter()
        .cloned()
        .map(|Difference { label, here, there }| {
            view! { <tr><th scope="row">{label}</th><td>{here}</td><td>{there}</td></tr> }
        })
        .collect_view();
    view! {
        <table class="differences">
            <thead><tr><th scope="col">"欄"</th><th scope="col">{here}</th><th scope="col">{there}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// All that stood in a sheet, as a table.
fn all(list: &[(String, String)]) -> impl IntoView + use<> {
    let rows = list
        .iter()
        .cloned()
        .map(|(label, text)| view! { <tr><th scope="row">{label}</th><td>{text}</td></tr> })
        .collect_view();
    view! { <table class="differences"><tbody>{rows}</tbody></table> }
}

/// The dialog.
pub fn question(open: SheetSession) -> impl IntoView {
    view! {
        <dialog id="past" class="question is-wide" aria-labelledby="past-title">
            <h2 id="past-title">"前の状態に戻す"</h2>
            <p class="support">"戻しても、「元に戻す」で今の状態に戻れます。"</p>
            {move || {
                let list = open.past.get();
                if list.is_empty() {
                    return view! { <p>"今と違う前の状態はありません。"</p> }.into_any();
                }
                list.into_iter().map(|then| {
                    let count = then.differences.len();
                    let compared = differences(&then.differences, "今", "このとき");
                    view! {
                        <details class="generation" data-generation="">
                            <summary>{words::as_it_was(&then.at, count)}</summary>
                            {compared}
                            <details>
                                <summary>"このときの内容をすべて見る"</summary>
                                {all(&then.filled)}
                            </details>
                            <button class="button is-filled" data-action="go-back" on:click=move |_| {
                                dialog::close("past");
                                open.go_back(&then);
                            }>"この状態に戻す"</button>
                        </details>
                    }
                }).collect_view().into_any()
            }}
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("past")>"閉じる"</button>
            </div>
        </dialog>
    }
}
