//! Handing in: the stage, what is still to be said, and the file.

use crate::browser::dialog;
use crate::session::SheetSession;
use kohyo_core::finding::Severity;
use leptos::prelude::*;

/// Whether there is anything to ask before the file is made.
pub fn asks(open: SheetSession) -> bool {
    !open.form().stages.is_empty() || !open.is_ready()
}

/// The question.
pub fn question(open: SheetSession) -> impl IntoView {
    let form = open.form();
    let stages: Vec<_> = form
        .stages
        .iter()
        .cloned()
        .map(|(id, label)| {
            let own = id.clone();
            view! {
                <option value=id selected=move || open.stage.get().as_deref() == Some(own.as_str())>{label}</option>
            }
        })
        .collect();
    let has_stages = !stages.is_empty();
    let count = move |severity: Severity| {
        open.findings.with(|list| {
            list.iter().filter(|view| view.severity == severity && view.accepted.is_none()).count()
        })
    };
    view! {
        <dialog id="export" class="question" aria-labelledby="export-title">
            <h2 id="export-title">"提出用ファイルを書き出す"</h2>
            {has_stages.then(|| view! {
                <label class="field">
                    <span class="label">"提出する段階"</span>
                    <select class="box" data-input="stage" on:change=move |event| open.choose_stage(&event_target_value(&event))>
                        <option value="" selected=move || open.stage.get().is_none()>"指定しない"</option>
                        {stages}
                    </select>
                </label>
            })}
            <p role="status">{move || if open.is_ready() {
                "この個票は提出できます。".to_owned()
            } else {
                format!(
                    "エラーが{}件、確認が{}件残っています。このまま書き出すと「未完」のファイルになります。",
                    count(Severity::Error), count(Severity::Warning)
                )
            }}</p>
            <p class="support">"ファイルはダウンロードのフォルダーに保存されます。下書きはこのパソコンに残ります。"</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("export")>"入力に戻る"</button>
                <button class="button is-filled" data-action="export" on:click=move |_| {
                    dialog::close("export");
                    let _ = open.export();
                }>{move || if open.is_ready() { "書き出す" } else { "未完のまま書き出す" }}</button>
            </div>
        </dialog>
    }
}
