//! One sheet: laid out like the paper, sections at the left, what is to be
//! said at the right.

use super::{
    appearance, export, findings, hand, keys, paper, past, paste, standing, table, typing,
};
use crate::browser::dialog;
use crate::browser::table::LastBox;
use crate::desk::StoreFault;
use crate::fields::{self, Board};
use crate::session::{Filed, Manual, Reading, Saving, Session, SheetSession};
use crate::words;
use kohyo_core::form::{Form, Item, Section};
use leptos::prelude::*;

/// The address names a draft that cannot be shown.
#[component]
pub fn Missing(
    /// Why.
    why: &'static str,
) -> impl IntoView {
    view! {
        <main class="home">
            <h1>"下書きを開けません"</h1>
            <p>{why}</p>
            <p><a class="button is-filled" data-action="home" href="#/">"最初の画面へ"</a></p>
        </main>
    }
}

/// The open sheet.
#[component]
pub fn Sheet(
    /// What it rests on.
    session: Session,
    /// The sheet.
    open: SheetSession,
) -> impl IntoView {
    let form = open.form();
    let title = form.title.clone();
    let last_box = LastBox::default();
    view! {
        <header class="bar">
            <a class="button is-text" data-action="home" href="#/">"最初の画面へ"</a>
            <p class="bar-title">
                <span class="bar-form">{title}</span>
                <span class="bar-name">{move || open.title.get()}</span>
            </p>
            {saving(open)}
            <div class="bar-buttons">
                <button class="button is-text" data-action="undo"
                    aria-disabled=move || (!open.steps.get().0).to_string()
                    on:click=move |_| open.undo()>"元に戻す"</button>
                <button class="button is-text" data-action="redo"
                    aria-disabled=move || (!open.steps.get().1).to_string()
                    on:click=move |_| open.redo()>"やり直す"</button>
                {session.rolls_over(&form).then(|| view! {
                    <button class="button is-text" data-action="roll-over" on:click=move |_| {
                        session.roll_over(open);
                    }>"次年度の個票を作る"</button>
                })}
                <button class="button is-text" data-action="guide" on:click=move |_| super::show(session, Manual::Guide)>"使い方"</button>
                <button class="button is-text" data-action="keys" on:click=move |_| super::show(session, Manual::Keys)>"キー"</button>
                {appearance::button()}
                <button class="button is-text" data-action="print" on:click=move |_| {
                    open.judge_for_submission();
                    dialog::open("print");
                }>"印刷"</button>
                <button class="button is-text" data-action="past" on:click=move |_| {
                    open.look_back();
                    dialog::open("past");
                }>"前の状態"</button>
                {session.can_choose_files().then(|| view! {
                    <button class="button is-text" data-action="choose-file"
                        on:click=move |_| open.choose_file()>"保存先を選ぶ"</button>
                })}
                <button class="button is-outlined" data-action="save-draft-file"
                    on:click=move |_| open.hand_out_draft()>"下書きをファイルに保存"</button>
                <button class="button is-filled" data-action="export"
                    on:click=move |_| {
                        open.judge_for_submission();
                        if export::asks(open) {
                            dialog::open("export");
                        } else {
                            let _ = open.export();
                        }
                    }>"提出用ファイルを書き出す"</button>
            </div>
        </header>
        <div class="desk">
            {standing::panel(open, &form)}
            <main class="paper"
                on:keydown=move |event| hand::pressed(open, &event)
                on:focusin=move |event| hand::entered(open, &event)
                on:mousedown=move |event| hand::mouse_down(open, &event)
                on:mouseover=move |event| hand::mouse_over(open, &event)
                on:input=move |event| typing::typed(open, &last_box, &event)
                on:compositionstart=move |event| typing::begins(open, &event)
                on:compositionend=move |event| typing::ends(open, &event)
                on:focusout=move |event| typing::left(open, &event)
            >
                <p class="unseen" role="status">{move || open.size_of_range().map(words::range)}</p>
                <p class="unseen" role="status" data-totals="">{move || open.totals.get()}</p>
                <div class="alerts" role="alert">
                    {move || session.drafts.brought.get().into_iter()
                        .map(|sentence| view! { <p class="alert is-notice" data-restored="">{sentence}</p> })
                        .collect_view()}
                    {open.is_carried().then(|| view! { <p class="alert is-notice" data-carried="">{words::CARRIED}</p> })}
                    {move || (words::is_nearly_full(session.drafts.usage.get())
                        && open.saving.get() != Saving::Failed).then(|| view! {
                        <p class="alert is-warning" data-quota="low">{words::nearly_full(&[])}</p>
                    })}
                    {move || open.reading.get().map(|reading| view! {
                        <p class="alert is-warning" data-reading="">
                            {words::reading(reading)}
                            {(reading == Reading::Elsewhere).then(|| view! {
                                <button class="button is-outlined" data-action="edit-here"
                                    on:click=move |_| open.edit_here()>"こちらで編集する"</button>
                            })}
                        </p>
                    })}
                    {move || open.fork.get().map(|fork| view! {
                        <div class="alert is-warning" data-fork=fork.other.clone()>
                            <p>{words::forked(fork.differences.len())}</p>
                            <details>
                                <summary>"違う欄を見る"</summary>
                                {past::differences(&fork.differences, "この画面", "もとの下書き")}
                            </details>
                        </div>
                    })}
                    {move || {
                        let filed = open.filed.get();
                        matches!(filed, Filed::Lost(..)).then(|| view! {
                            <p class="alert is-warning">
                                {words::filed(&filed)}
                                <button class="button is-outlined" data-action="file-again"
                                    on:click=move |_| open.file_again()>{words::again(&filed)}</button>
                            </p>
                        })
                    }}
                    {move || open.unwritten.get().then(|| view! { <p class="alert is-error">{words::NOT_WRITTEN}</p> })}
                </div>
                <fieldset class="pages" disabled=move || open.reading.get().is_some()
                    data-form=form.id.clone() data-edition=form.edition.clone() data-document=move || {
                        // It has another id from then on.
                        open.fork.track();
                        open.id()
                    }>
                    {super::comments::panel(open)}
                    {pages(open, &form)}
                       {move || boxless(open)}
                </fieldset>
            </main>
            {findings::panel(open)}
        </div>
        {past::question(open)}
        {export::question(open)}
        {findings::acceptance(open)}
        {paste::question(open)}
        {keys::table(session, open)}
        {paper::question(session, open)}
        {findings::mends(open)}
    }
}

/// Where the work lies, in words.
fn saving(open: SheetSession) -> impl IntoView {
    let code = move || match open.saving.get() {
        Saving::Saved(_) => "saved",
        Saving::Pending => "saving",
        Saving::Failed | Saving::Deleted => "failed",
        Saving::Unavailable => "unavailable",
    };
    // "Saved" after each pause is no news to a screen reader; a failure is.
    let role = move || match open.saving.get() {
        Saving::Failed | Saving::Unavailable | Saving::Deleted => Some("alert"),
        Saving::Saved(_) | Saving::Pending => None,
    };
    let filed_code = move || match open.filed.get() {
        Filed::No => None,
        Filed::Writing(_) => Some("saving"),
        Filed::Saved(..) => Some("saved"),
        Filed::Lost(..) => Some("failed"),
    };
    view! {
        <p class="saving" role=role data-saving=code>
         {move || match open.saving.get() {
             Saving::Saved(at) => format!("下書きを保存しました {at}"),
             Saving::Pending => "保存しています…".to_owned(),
             Saving::Failed => said(open, StoreFault::Full).to_owned(),
             Saving::Unavailable => said(open, StoreFault::Refused).to_owned(),
             Saving::Deleted => words::DELETED_ELSEWHERE.to_owned(),
         }}
        </p>
        <p class="saving" data-file=filed_code>{move || words::filed(&open.filed.get())}</p>
    }
}

/// What is said where the store takes nothing; the journal may have it.
fn said(open: SheetSession, fault: StoreFault) -> &'static str {
    if open.noted.get() { words::journal_only(fault) } else { words::store_fault(fault) }
}

/// The id of a section's element.
pub(super) fn anchor(page: usize, section: usize) -> String {
    format!("section-{page}-{section}")
}

fn pages(open: SheetSession, form: &Form) -> Vec<AnyView> {
    let board = Board::new(open);
    form.pages
        .iter()
        .enumerate()
        .map(|(page_index, page)| {
            let sections: Vec<AnyView> = page
                .sections
                .iter()
                .enumerate()
                .map(|(section_index, section)| {
                    section_view(&board, open, form, &anchor(page_index, section_index), section)
                })
                .collect();
            view! {
                <article class="page">
                    <h1 class="page-title">{page.title.clone()}</h1>
                    {sections}
                </article>
            }
            .into_any()
        })
        .collect()
}

fn section_view(
    board: &Board,
    open: SheetSession,
    form: &Form,
    id: &str,
    section: &Section,
) -> AnyView {
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    let items: Vec<AnyView> = section
        .items
        .iter()
        .map(|item| match item {
            Item::Note(text) => view! { <p class="note">{text.clone()}</p> }.into_any(),
            Item::Row(cells) => {
                let boxes: Vec<AnyView> =
                    cells.iter().map(|cell| fields::labelled(open, form, *cell)).collect();
                view! { <div class="row">{boxes}</div> }.into_any()
            }
            Item::Table(table) => table::view(board, open, form, table, &section.title),
        })
        .collect();
    view! {
        <section class="section" id=id.to_owned() tabindex="-1" aria-labelledby=labelled_by>
            <h2 class="section-title" id=heading>{section.title.clone()}</h2>
            {section.help.clone().map(|help| view! { <p class="support">{help}</p> })}
            {items}
        </section>
    }
    .into_any()
}

/// What a file brought that has no box in this form: it is shown, kept, and
/// handed on with the sheet.
fn boxless(open: SheetSession) -> Option<AnyView> {
    let (old, foreign): (Vec<_>, Vec<_>) =
        open.boxless.get().into_iter().partition(|(_, _, _, old)| *old);
    if old.is_empty() && foreign.is_empty() {
        return None;
    }
    let part =
        |title: &'static str, support: &'static str, items: Vec<(String, String, String, bool)>| {
            let items: Vec<_> = items
                .into_iter()
                .map(|(id, name, text, _)| {
                    view! {
                        <div class="boxless" data-boxless=id tabindex="-1">
                            <dt>{name}</dt>
                            <dd>{text}</dd>
                        </div>
                    }
                })
                .collect();
            (!items.is_empty()).then(|| {
                view! {
                    <section class="section">
                        <h2 class="section-title">{title}</h2>
                        <p class="support">{support}</p>
                        <dl>{items}</dl>
                    </section>
                }
            })
        };
    Some(
        view! {
            <article class="page">
                {part(words::OLD_ITEMS, words::OLD_ITEMS_SUPPORT, old)}
                {part(words::FOREIGN_ITEMS, words::FOREIGN_ITEMS_SUPPORT, foreign)}
            </article>
        }
        .into_any(),
    )
}
