//! The central office: what came, what is to be said of it, what is made of it.

mod charts;
mod collect;
mod comparison;
mod findings;
mod prefill;
mod reception;
mod remarks;
mod report;
mod sheets;
mod tables;
mod totals;

use super::appearance;
use crate::browser::print;
use crate::session::Office;
use crate::words;
use leptos::prelude::*;

/// The office's page.
#[component]
pub fn Desk(
    /// What it rests on.
    office: Office,
) -> impl IntoView {
    office.enter();
    view! {
        <header class="bar">
            <a class="button is-text" data-action="home" href="#/">"最初の画面へ"</a>
            <p class="bar-title"><span class="bar-form">{words::NAME}</span><span class="bar-name">"個票の取りまとめ"</span></p>
            {collect::keeping(office)}
            <div class="bar-buttons">
                {appearance::button()}
                <button class="button is-text" data-action="print" on:click=move |_| {
                    office.reporting.set(false);
                    print::soon();
                }>"印刷"</button>
                <button class="button is-text" data-action="print-report" on:click=move |_| {
                    office.reporting.set(true);
                    print::soon();
                }>"部署ごとの報告を印刷"</button>
                <button class="button is-outlined" data-action="save-collection" on:click=move |_| office.save()>"一つのファイルに保存"</button>
            </div>
        </header>
        <main class="office">
            <h1>"個票の取りまとめ"</h1>
            {collect::panel(office)}
            {sheets::panel(office)}
            {reception::panel(office)}
            {findings::panel(office)}
            {totals::panel(office)}
            {tables::panel(office)}
            {charts::panel(office)}
            {remarks::panel(office)}
            {tables::exports(office)}
            {prefill::panel(office)}
        </main>
        {report::pages(office)}
        {comparison::dialog(office)}
        {collect::question(office)}
    }
}
