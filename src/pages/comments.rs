//! What was remarked on the open sheet: at its boxes, and as a list with answers.

use crate::browser::document;
use crate::session::SheetSession;
use crate::words;
use kohyo_core::form::Cell;
use kohyo_core::submission::Comment;
use leptos::prelude::*;

/// The open remarks at a box.
pub(crate) fn at(open: SheetSession, cell: &Cell) -> AnyView {
    let id = cell.id.clone();
    view! {
        {move || {
            let list = open.comments_at(&id);
            (!list.is_empty()).then(|| view! {
                <p class="comment" data-comment-at=id.clone()>{together(&list)}</p>
            })
        }}
    }
    .into_any()
}

/// The remarks at one box, beneath each other.
pub(crate) fn together(list: &[Comment]) -> String {
    list.iter().map(said).collect::<Vec<_>>().join("\n")
}

fn said(comment: &Comment) -> String {
    format!("{}：{}", comment.by, comment.text)
}

/// All remarks, with a box for an answer.
pub(crate) fn panel(open: SheetSession) -> AnyView {
    view! {
        {move || {
            let list = open.comments.get();
            (!list.is_empty()).then(|| list_of(open, list))
        }}
    }
    .into_any()
}

fn list_of(open: SheetSession, list: Vec<Comment>) -> AnyView {
    let form = open.form();
    let label = |id: &str| form.find(id).map(|place| form.cell(place).label.clone());
    let mut places: Vec<(String, String)> = Vec::new();
    let rows: Vec<AnyView> = list
        .into_iter()
        .map(|comment| {
            let place = comment.cell.clone();
            let name = place.as_deref().map(|id| label(id).unwrap_or_else(|| id.to_owned()));
            if let (Some(id), Some(name)) = (&place, &name)
                && places.iter().all(|(known, _)| known != id)
            {
                places.push((id.clone(), name.clone()));
            }
            let title = words::or_whole(name.as_deref());
            let go = match place {
                Some(id) => view! { <button class="link" data-action="go-to-comment" on:click=move |_| document::go_to_cell(&id)>{title}</button> }.into_any(),
                None => title.into_any(),
            };
            view! {
                <li class="remark" data-comment=comment.id.clone() data-resolved=comment.resolved.to_string()>
                    <p class="support">{go}{format!("　{}　{}", comment.by, words::day_and_time(&comment.at))}{comment.resolved.then_some("　済み")}</p>
                    <p>{comment.text}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let options: Vec<AnyView> = places
        .into_iter()
        .map(|(id, name)| view! { <option value=id>{name}</option> }.into_any())
        .collect();
    view! {
        <section class="page comments" aria-labelledby="comments-title">
            <h2 class="section-title" id="comments-title">"取りまとめの課からのコメントと返事"</h2>
            <ul>{rows}</ul>
            <form data-answer-form="" on:submit=move |event| {
                event.prevent_default();
                let (cell, text) = document::fields_of(&event);
                open.answer((!cell.is_empty()).then_some(cell), &text);
            }>
                <label class="narrowing"><span>"欄"</span>
                    <select class="box" data-input="answer-cell">{options}<option value="">"個票全体"</option></select></label>
                <label class="field"><span class="label">"返事"</span><textarea class="box is-lines" data-input="answer"></textarea></label>
                <button class="button is-outlined is-small" data-action="answer">"返事を書く"</button>
            </form>
        </section>
    }
    .into_any()
}
