//! Drafts for the sections, before they begin.

use crate::browser::{collecting, files};
use crate::session::Office;
use leptos::prelude::*;

/// Where drafts are made.
pub fn panel(office: Office) -> AnyView {
    let prefilling = office.prefilling;
    view! {
        <section class="panel" aria-labelledby="prefill">
            <h2 id="prefill">"下書きを配る"</h2>
            <p class="support" id="prefill-help">
                "集めた個票から次の年度の下書きを作ります。または、表（Excelのブック、CSV）の1行ごとに下書きを作ります。表の1行目には、欄の名称か欄のidを書いてください。"
                "様式の定義に番地（address）があれば、記入済みのExcelの個票からも下書きを作れます。"
                "様式、一覧、提出の期限を入れた kohyo.html は、最初の画面の「様式と一覧」で保存できます。"
            </p>
            <div class="panel-buttons">
                <label class="narrowing">
                    <span>"作る下書きの様式"</span>
                    <select class="box" data-input="prefill-form" on:change=move |event| {
                        if let Ok(place) = event_target_value(&event).parse() {
                            prefilling.update(|own| own.form = place);
                        }
                    }>
                        {move || office.forms_to_prefill().into_iter().map(|(place, name)| {
                            let chosen = prefilling.with_untracked(|own| own.form) == place;
                            view! { <option value=place.to_string() selected=chosen>{name}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <label class="choice">
                    <input type="checkbox" data-input="by-section"
                        prop:checked=move || prefilling.with(|own| own.by_section)
                        on:change=move |event| prefilling.update(|own| own.by_section = event_target_checked(&event))/>
                    <span>"部署ごとに一つのファイルにまとめる"</span>
                </label>
            </div>
            <div class="panel-buttons">
                <button class="button is-outlined" data-action="prefill-next-year" aria-describedby="prefill-help"
                    on:click=move |_| office.prefill_next_year()>"集めた個票から次の年度の下書きを作る"</button>
                <label class="file">
                    <span class="button is-outlined">"表から下書きを作る"</span>
                    <input type="file" accept=".csv,.tsv,.xlsx,text/csv" data-input="prefill-table" data-action="prefill-table"
                        aria-describedby="prefill-help"
                        on:change=move |event| files::chosen_tables(&event, move |files| office.prefill_rows(files))/>
                </label>
                <label class="file" hidden=move || !office.takes_workbooks()>
                    <span class="button is-outlined">"記入済みのExcelの個票から下書きを作る"</span>
                    <input type="file" multiple accept=".xlsx,.xlsm" data-input="prefill-workbooks" data-action="prefill-workbooks"
                        aria-describedby="prefill-help"
                        on:change=move |event| if let Some(taker) = office.workbooks() {
                            collecting::chosen_books(&event, taker);
                        }/>
                </label>
            </div>
            <div role="status">
                {move || prefilling.with(|own| own.news.clone()).into_iter()
                    .map(|sentence| view! { <p class="alert is-notice" data-prefill-news="">{sentence}</p> })
                    .collect_view()}
            </div>
        </section>
    }
    .into_any()
}
