//! Files in, how far their reading is, and whether they are kept.

use crate::browser::{collecting, dialog};
use crate::session::Office;
use crate::session::office::Keeping;
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use std::rc::Rc;

/// Where files come in.
pub fn panel(office: Office) -> impl IntoView {
    // The button to stop stays the same while the figures go on.
    let idle = move || office.progress.with(Option::is_none);
    let progress = move || office.progress.get().unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="collect">
            <h2 id="collect">"届いたファイルを集める"</h2>
            <p class="support" id="collect-help">
                "提出用ファイル（.json）をいくつでも選ぶか、ファイルやフォルダーをこの画面に置いてください。"
                "次に同じフォルダーを選んだときは、新しいものと変わったものだけを取り込みます。ファイルの内容がこのパソコンの外に出ることはありません。"
            </p>
            <div class="panel-buttons">
                <label class="file">
                    <span class="button is-filled">"ファイルを選ぶ"</span>
                    <input
                        type="file" multiple accept=".json,.ndjson,application/json"
                        data-input="collect" data-action="collect" aria-describedby="collect-help"
                        on:change=move |event| collecting::chosen(&event, Rc::new(office))
                    />
                </label>
                <label class="file">
                    <span class="button is-outlined">"フォルダーを選ぶ"</span>
                    <input
                        type="file" multiple {..custom_attribute("webkitdirectory", "")} data-input="collect-folder" data-action="collect-folder"
                        on:change=move |event| collecting::chosen(&event, Rc::new(office))
                    />
                </label>
                {move || (!office.is_empty()).then(|| view! {
                    <button class="button is-text" data-action="clear-collection" on:click=move |_| dialog::open("clear")>"すべて外す"</button>
                })}
            </div>
            <div class="progress" data-progress=move || if office.progress.get().is_some() { "reading" } else { "done" }>
                <label hidden=idle>
                    <span>{move || words::reading_progress(progress().done, progress().of)}</span>
                    <progress max=move || progress().of.to_string() value=move || progress().done.to_string()></progress>
                </label>
                <button class="button is-outlined" data-action="cancel-reading" hidden=idle on:click=move |_| office.stop()>"中止"</button>
            </div>
            <div role="status">
                {move || office.news.get().into_iter()
                    .map(|sentence| view! { <p class="alert is-notice">{sentence}</p> })
                    .collect_view()}
            </div>
        </section>
    }
}

/// Whether what came is kept, in words.
pub fn keeping(office: Office) -> impl IntoView {
    let code = move || match office.keeping.get() {
        Keeping::Nothing | Keeping::Kept => "saved",
        Keeping::Writing => "saving",
        Keeping::Failed(crate::desk::StoreFault::Refused) => "unavailable",
        Keeping::Failed(crate::desk::StoreFault::Full) => "failed",
    };
    let role = move || matches!(office.keeping.get(), Keeping::Failed(_)).then_some("alert");
    view! {
        <p class="saving" role=role data-saving=code>
            {move || match office.keeping.get() {
                Keeping::Nothing => "",
                Keeping::Kept => "集めた個票をこのブラウザーに残しました",
                Keeping::Writing => "残しています…",
                Keeping::Failed(fault) => words::collection_fault(fault),
            }}
        </p>
    }
}

/// Asks before everything is taken off the table.
pub fn question(office: Office) -> impl IntoView {
    view! {
        <dialog id="clear" class="question" aria-labelledby="clear-title">
            <h2 id="clear-title">"集めた個票をすべて外しますか？"</h2>
            <p>"元のファイルは消えません。読み込んだ一覧とコメントも外れますので、必要なら先に「一つのファイルに保存」を押してください。"</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("clear")>"やめる"</button>
                <button class="button is-danger" data-action="clear-collection" on:click=move |_| {
                    dialog::close("clear");
                    office.clear();
                }>"すべて外す"</button>
            </div>
        </dialog>
    }
}
