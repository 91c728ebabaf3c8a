//! Home, for the office: forms and lists loaded, tried, and handed out in a
//! copy of the page.

use crate::browser::files;
use crate::session::{Origin, Refused, Session, Shelved};
use leptos::prelude::*;

/// The part of home that the office uses.
pub fn panel(session: Session) -> impl IntoView {
    let forms = session.forms;
    view! {
        <section class="panel" aria-labelledby="office-forms">
            <h2 id="office-forms">"様式と一覧（取りまとめの課の方へ）"</h2>
            <p class="support" id="office-forms-help">
                "様式の定義（.json）や、部署などの一覧（.csv、.xlsx、.json）を読み込むと、このブラウザーですぐに使えます。"
                "様式を入れた kohyo.html を保存して配ると、受け取った人の画面にも同じ様式が並びます。"
            </p>
            <label class="narrowing">
                <span>"提出の期限（配る kohyo.html の最初の画面に、書いたとおりに出ます）"</span>
                <input type="text" class="box" data-input="deadline" maxlength="100" autocomplete="off"
                    prop:value=move || forms.deadline.get()
                    on:input=move |event| forms.deadline.set(event_target_value(&event))/>
            </label>
            <div class="panel-buttons">
                <label class="file">
                    <span class="button is-outlined">"様式を読み込む"</span>
                    <input
                        type="file" multiple accept=".json,.csv,.tsv,.xlsx,application/json,text/csv"
                        data-input="form" data-action="load-form" aria-describedby="office-forms-help"
                        on:change=move |event| files::chosen_tables(&event, move |files| session.take_forms(files))
                    />
                </label>
                <label class="file">
                    <span class="button is-outlined">"前の kohyo.html から引き継ぐ"</span>
                    <input
                        type="file" accept=".html,text/html" data-input="page" data-action="load-page"
                        on:change=move |event| files::chosen(&event, move |files| session.take_forms(files))
                    />
                </label>
                <button class="button is-outlined" data-action="bake" on:click=move |_| session.bake()>
                    "様式入りの kohyo.html を保存"
                </button>
            </div>
            <div role="status">
                {move || forms.news.get().into_iter()
                    .map(|sentence| view! { <p class="alert is-notice">{sentence}</p> })
                    .collect_view()}
            </div>
            <div role="alert">{move || forms.refused.get().into_iter().map(refused).collect_view()}</div>
            {move || {
                let own: Vec<Shelved> = forms.shelf.get().into_iter()
                    .filter(|known| known.origin != Origin::BuiltIn).collect();
                let lists = forms.loaded.with(|loaded| loaded.masters().to_vec());
                (!own.is_empty() || !lists.is_empty()).then(|| view! {
                    <ul class="forms">
                        {own.into_iter().map(|known| shelved(session, &known)).collect_view()}
                        {lists.into_iter().map(|list| {
                            let (name, own) = (list.name.clone(), list.name.clone());
                            view! {
                                <li data-list=own>
                                    <span class="form-name"><span class="form-publisher">"読み込んだ一覧"</span>{list.name}</span>
                                    <button class="button is-text" data-action="remove-list"
                                        on:click=move |_| session.drop_list(&name)>"外す"</button>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                })
            }}
            {forms.digest.get_value().map(|digest| view! {
                <p class="support">"この kohyo.html に入っている様式、一覧、表の定義の照合番号："<code data-baked-digest=digest.clone()>{digest.clone()}</code></p>
            })}
        </section>
    }
}

/// A form that is not built in.
fn shelved(session: Session, known: &Shelved) -> impl IntoView + use<> {
    let (id, edition) = (known.head.id.clone(), known.head.edition.clone());
    let source = match known.origin {
        Origin::Loaded => "読み込んだ様式",
        Origin::Carried | Origin::BuiltIn => "この kohyo.html に入っている様式",
    };
    let loaded = known.origin == Origin::Loaded;
    let own = id.clone();
    view! {
        <li data-loaded-form=own>
            <span class="form-name">
                <span class="form-publisher">{format!("{source}（{} {}、改訂{}）", known.head.id, known.head.edition, known.head.revision)}</span>
                {known.head.title.clone()}
            </span>
            {loaded.then(|| view! {
                <button class="button is-text" data-action="remove-form"
                    on:click=move |_| session.drop_form(&id, &edition)>"外す"</button>
            })}
        </li>
    }
}

/// A definition beside its faults.
fn refused(refused: Refused) -> impl IntoView {
    view! {
        <div class="alert is-error" data-refused=refused.file.clone()>
            <p>{format!("「{}」の定義に誤りが{}件あるため、読み込みませんでした。", refused.file, refused.faults.len())}</p>
            <ol class="faults">
                {refused.faults.into_iter().map(|(place, line, sentence)| view! {
                    <li data-fault="">
                        <p class="fault-place">{place}</p>
                        <code class="fault-line">{line}</code>
                        <p>{sentence}</p>
                    </li>
                }).collect_view()}
            </ol>
        </div>
    }
}
