//! Home: begin a sheet, go on with a draft, open a file.

use crate::browser::{dialog, document, files, print};
use crate::desk::StoreFault;
use crate::session::{Draft, Manual, Route, Session};
use crate::words;
use leptos::prelude::*;

/// The page that a double-click shows.
#[component]
pub fn Home(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    let deleting = session.deleting;
    let drafts = move || session.drafts.list.with(Vec::len);
    let unreadable = move || session.drafts.unreadable.with(Vec::len);
    view! {
        <header class="bar">
            <p class="brand">{words::NAME}</p>
            <p class="bar-note">"このパソコンの中だけで動きます。入力した内容がネットワークに送られることはありません。"</p>
            <div class="bar-buttons">{super::appearance::button()}</div>
        </header>
        <main class="home">
            <h1>"個票の作成"</h1>
            <div class="alerts" role="alert">
                {move || session.refusals.get().into_iter()
                    .map(|sentence| view! { <p class="alert is-error">{sentence}</p> })
                    .collect_view()}
                {move || session.drafts.fault.get()
                    .map(|fault| view! { <p class="alert is-warning" data-saving="unavailable">{words::store_fault(fault)}</p> })}
                {move || session.drafts.brought.get().into_iter()
                    .map(|sentence| view! { <p class="alert is-notice" data-restored="">{sentence}</p> })
                    .collect_view()}
                {move || words::is_nearly_full(session.drafts.usage.get()).then(|| {
                    let largest: Vec<String> = session.by_size().iter().take(3).map(name).collect();
                    view! { <p class="alert is-warning" data-quota="low">{words::nearly_full(&largest)}</p> }
                })}
                {move || {
                    let keys = session.drafts.unreadable.get();
                    let count = keys.len();
                    (count > 0).then(|| view! {
                        <div class="alert is-warning" data-unreadable=count.to_string()>
                            {session.unopened().into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
                            {keys.into_iter().enumerate().map(|(at, key)| view! {
                                <button class="button is-outlined" data-action="save-unreadable"
                                    on:click=move |_| session.hand_out_unreadable(&key)>
                                    {format!("{}件目をファイルに保存", at + 1)}
                                </button>
                            }).collect_view()}
                        </div>
                    })
                }}
            </div>
            {move || {
                let deadline = session.forms.deadline.get();
                (!deadline.trim().is_empty()).then(|| view! {
                    <p class="alert is-notice" data-deadline="">{words::deadline(&deadline)}</p>
                })
            }}
            {super::guide::steps(session)}
            <section class="panel" aria-labelledby="begin">
                <h2 id="begin">"新しく作る"</h2>
                <ul class="forms">
                    {move || session.forms.shelf.get().into_iter().map(|known| {
                        let (id, edition) = (known.head.id.clone(), known.head.edition.clone());
                        let publisher = known.head.publisher.clone().unwrap_or_default();
                        let title = known.head.title.clone();
                        view! {
                            <li>
                                <span class="form-name"><span class="form-publisher">{publisher}</span>{title.clone()}</span>
                                <button
                                    class="button is-filled"
                                    data-action="new" data-form=id data-edition=edition
                                    aria-label=format!("{title}を新しく作る")
                                    on:click=move |_| session.begin_on(&known)
                                >"新しく作る"</button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </section>
            <section class="panel" aria-labelledby="open">
                <h2 id="open">"保存したファイルを開く"</h2>
                <p class="support" id="open-help">"提出用ファイルや下書きファイル（.json）を選ぶか、この画面に置いてください。いくつでも選べます。"</p>
                <label class="file">
                    <span class="button is-outlined">"ファイルを選ぶ"</span>
                    <input
                        type="file" multiple accept=".json,application/json"
                        data-input="open" data-action="open-file" aria-describedby="open-help"
                        on:change=move |event| files::chosen(&event, move |files| session.take(files))
                    />
                </label>
                {session.can_choose_files().then(|| view! {
                    <button class="button is-outlined" data-action="resume-file"
                        on:click=move |_| session.resume_file()>"前回の続きから"</button>
                    <p class="support">"「前回の続きから」で開いたファイルには、入力が止まるたびに保存します。"</p>
                })}
            </section>
            <section class="panel" aria-labelledby="drafts">
                <h2 id="drafts">"このパソコンにある下書き"</h2>
                {move || {
                    let list = session.drafts.list.get();
                    if list.is_empty() && session.drafts.unreadable.with(Vec::is_empty) {
                        view! { <p class="support">"下書きはまだありません。"</p> }.into_any()
                    } else {
                        let any = !list.is_empty();
                        view! {
                            <ul class="drafts">
                                {list.into_iter().map(|draft| row(session, draft)).collect_view()}
                            </ul>
                            {print_buttons(session)}
                            <p class="draft-all">
                                {any.then(|| view! {
                                    <button class="button is-outlined" data-action="save-all-drafts"
                                        on:click=move |_| session.hand_out_all()>"すべての下書きをファイルに保存"</button>
                                })}
                                <button class="button is-text" data-action="delete-all"
                                    on:click=move |_| dialog::open("delete-all")>"このパソコンから下書きをすべて消す"</button>
                            </p>
                        }.into_any()
                    }
                }}
                {move || (session.drafts.fault.get() != Some(StoreFault::Refused)).then(|| view! {
                    <p class="support" data-usage="">{words::usage(session.drafts.usage.get())}</p>
                })}
                {move || {
                    let list = session.by_size();
                    (!list.is_empty()).then(|| view! {
                        <details class="support" data-sizes="">
                            <summary>"どの下書きが容量を使っているかを見る"</summary>
                            <ol>{list.iter().map(|draft| view! {
                                <li>{words::size(&name(draft), draft.size)}</li>
                            }).collect_view()}</ol>
                        </details>
                    })
                }}
            </section>
            <section class="panel" aria-labelledby="office">
                <h2 id="office">"取りまとめ（取りまとめの課の方へ）"</h2>
                <p class="support">"各課から届いた個票をまとめて読み込み、届いていないもの、食い違い、合計を確かめます。"</p>
                <p><a class="button is-outlined" data-action="office" href=Route::Office.address()>"取りまとめの画面へ"</a></p>
            </section>
            {super::forms::panel(session)}
            <footer class="foot">
                <p>{format!("kohyo {}", document::version())}</p>
                {super::guide::buttons(session)}
                <button class="button is-text" data-action="notices" on:click=move |_| super::show(session, Manual::Notices)>
                    "使用しているソフトウェアのライセンス"
                </button>
            </footer>
        </main>
        <dialog id="delete" class="question" aria-labelledby="delete-title">
            <h2 id="delete-title">
                {move || deleting.get().map(|draft| format!("「{}」を削除しますか？", name(&draft)))}
            </h2>
            // A copy has the same name.
            <p>{move || deleting.get().map(|draft| words::which_draft(&draft))}</p>
            <p>"このパソコンから消した下書きは元に戻せません。必要なときは、先にファイルに保存してください。"</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="save-draft-file" on:click=move |_| {
                    if let Some(draft) = deleting.get_untracked() {
                        session.hand_out(&draft.id);
                    }
                }>"ファイルに保存"</button>
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("delete")>"やめる"</button>
                <button class="button is-danger" data-action="delete" on:click=move |_| {
                    dialog::close("delete");
                    if let Some(draft) = deleting.get_untracked() {
                        session.delete(&draft.id);
                    }
                }>"削除"</button>
            </div>
        </dialog>
        <dialog id="delete-all" class="question" aria-labelledby="delete-all-title">
            <h2 id="delete-all-title">"このパソコンから下書きをすべて消しますか？"</h2>
            <p>{move || words::deleting_all(drafts(), unreadable())}</p>
            <div class="question-buttons">
                {move || (drafts() > 0).then(|| view! {
                    <button class="button is-outlined" data-action="save-all-drafts"
                        on:click=move |_| session.hand_out_all()>"ファイルに保存"</button>
                })}
                {move || (unreadable() > 0).then(|| view! {
                    <button class="button is-outlined" data-action="save-all-unreadable"
                        on:click=move |_| session.hand_out_all_unreadable()>"読み取れないものをファイルに保存"</button>
                })}
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("delete-all")>"やめる"</button>
                <button class="button is-danger" data-action="delete-all" on:click=move |_| {
                    dialog::close("delete-all");
                    session.delete_all();
                }>"すべて消す"</button>
            </div>
        </dialog>
    }
}

/// Prints the chosen drafts together.
fn print_buttons(session: Session) -> impl IntoView {
    let count = move || session.printing.chosen.with(Vec::len);
    view! {
        <div class="print-chosen" hidden=move || count() == 0>
            {super::paper::appendix(session)}
            <button class="button is-outlined" data-action="print" on:click=move |_| print::print()>
                {move || format!("選んだ{}件を印刷", count())}
            </button>
        </div>
    }
}

/// What a draft is called.
fn name(draft: &Draft) -> String {
    match (&draft.number, &draft.title) {
        // A key that holds the title says it already.
        (Some(number), Some(title)) if number.contains(title.as_str()) => number.clone(),
        (Some(number), Some(title)) => format!("{number} {title}"),
        (None, Some(title)) => title.clone(),
        (Some(number), None) => format!("{number}（名称未入力）"),
        (None, None) => words::UNNAMED.to_owned(),
    }
}

fn row(session: Session, draft: Draft) -> impl IntoView {
    let id = draft.id.clone();
    let copied = draft.id.clone();
    let deleted = draft.clone();
    let printing = session.printing;
    let printed = draft.id.clone();
    let own = draft.id.clone();
    let chosen = move || printing.chosen.with(|list| list.contains(&own));
    view! {
        <li class="draft" data-draft=draft.id.clone()>
            <a class="draft-name" href=Route::Sheet(id.clone()).address()>{name(&draft)}</a>
            <p class="draft-facts">
            <span class="draft-form">{draft.form.clone()}</span>
            <span class="draft-progress">{words::required(draft.progress)}</span>
            <span class="draft-time">{
                match (draft.kept, draft.noted) {
                    (true, _) => words::last_saved(&draft.saved_at),
                    (false, true) => words::NOTED_ONLY.to_owned(),
                    (false, false) => words::NOT_KEPT.to_owned(),
                }
            }</span>
            </p>
            <label class="choice">
                <input type="checkbox" data-input="print" prop:checked=chosen
                    on:change=move |event| printing.choose(&printed, event_target_checked(&event))/>
                <span class="unseen">{name(&draft)}"を"</span>"印刷する"
            </label>
            <span class="draft-buttons">
                <button class="button is-text" data-action="save-draft-file"
                    on:click=move |_| session.hand_out(&id)>"ファイルに保存"</button>
                <button class="button is-text" data-action="duplicate" on:click=move |_| session.duplicate(&copied)>"複製"</button>
                <button class="button is-text" data-action="delete" on:click=move |_| {
                    session.deleting.set(Some(deleted.clone()));
                    dialog::open("delete");
                }>"削除"</button>
            </span>
        </li>
    }
}
