//! At the left: the sections with what is still missing in each, what was
//! changed, and a search over all boxes.

use super::{severity_class, sheet};
use crate::browser::document;
use crate::session::{SheetSession, Spotted};
use crate::words;
use kohyo_core::form::Form;
use leptos::prelude::*;
use std::sync::Arc;

/// The whole of it.
pub fn panel(open: SheetSession, form: &Arc<Form>) -> impl IntoView + use<> {
    let pages: Vec<AnyView> =
        (0..form.pages.len()).map(|page| sections(open, form, page)).collect();
    view! {
        <nav class="sections" aria-label="区画">
            {search(open)}
            {whole(open)}
            {pages}
            {changes(open)}
        </nav>
    }
}

/// How much is done, and what is missing for handing in.
fn whole(open: SheetSession) -> impl IntoView {
    let missing = open.standing.missing;
    view! {
        <div class="standing">
            <p data-progress="sheet">{move || {
                open.standing.stage.with(|stage| words::required_at(open.standing.whole(), stage.as_deref()))
            }}</p>
            <details data-missing="" hidden=move || missing.with(Vec::is_empty)>
                <summary>{move || words::missing(missing.with(Vec::len))}</summary>
                <ul>{move || missing.get().iter().map(go_to).collect_view()}</ul>
            </details>
        </div>
    }
}

fn go_to(spotted: &Spotted) -> impl IntoView + use<> {
    let id = spotted.id.clone();
    view! {
        <li>
            <button class="spotted" data-spotted=spotted.id.clone() on:click=move |_| document::go_to_cell(&id)>
                {spotted.label.clone()}
                <span class="spotted-text">{spotted.text.clone()}</span>
            </button>
        </li>
    }
}

fn search(open: SheetSession) -> impl IntoView {
    let query = open.standing.query;
    let found = open.finds();
    view! {
        <div class="search" role="search">
            <label class="label" for="search">"欄を探す"</label>
            <input type="search" class="box" id="search" data-input="search" autocomplete="off"
                prop:value=move || query.get()
                on:input=move |event| query.set(event_target_value(&event))/>
            <p class="found-count" role="status">{move || words::found(&query.get(), found.with(Vec::len))}</p>
            <ul data-found="">{move || found.get().iter().map(go_to).collect_view()}</ul>
        </div>
    }
}

/// The sections of a page with their counts.
fn sections(open: SheetSession, form: &Arc<Form>, page: usize) -> AnyView {
    let Some(known) = form.pages.get(page) else { return ().into_any() };
    let list: Vec<_> = known
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let place = (page, index);
            let target = sheet::anchor(page, index);
            let marks = open.marks_of(place);
            let progress = move || {
                open.standing.progress.with(|known| known.get(&place).copied()).map(words::required)
            };
            view! {
                <li>
                    <button class="section-link" on:click=move |_| document::go_to_section(&target)>
                        <span>
                            {section.title.clone()}
                            <span class="section-progress">{progress}</span>
                        </span>
                        {move || marks.get().map(|(count, most)| view! {
                            <span class=format!("badge {}", severity_class(most))>{format!("{count}件")}</span>
                        })}
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <p class="sections-page">{known.title.clone()}</p>
        <ol class="sections-list">{list}</ol>
    }
    .into_any()
}

/// What was changed since the sheet was opened.
fn changes(open: SheetSession) -> impl IntoView {
    let changes = open.standing.changes;
    view! {
        <details class="standing" data-changes="" hidden=move || changes.with(Vec::is_empty)>
            <summary>{move || words::changed(changes.with(Vec::len))}</summary>
            <ul>{move || changes.get().iter().map(change).collect_view()}</ul>
        </details>
    }
}

fn change(spotted: &Spotted) -> impl IntoView + use<> {
    let id = spotted.id.clone();
    view! {
        <li>
            <button class="spotted" data-spotted=spotted.id.clone() on:click=move |_| document::go_to_cell(&id)>
                {spotted.label.clone()}
                <span class="spotted-text">
                    <del>{words::or_blank(&spotted.text)}</del>" → "<ins>{words::or_blank(&spotted.now)}</ins>
                </span>
            </button>
        </li>
    }
}
