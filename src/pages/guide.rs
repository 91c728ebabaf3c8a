//! The guide inside the page, and the four steps for those who are here for
//! the first time. Neither stands in anyone's way: the steps are a part of
//! home, the guide opens when it is asked for.

use crate::browser::dialog;
use crate::session::{Manual, Session};
use crate::words;
use leptos::prelude::*;

/// The four steps at home.
pub fn steps(session: Session) -> impl IntoView {
    let at = session.tour;
    let step = move || at.get().and_then(|at| words::STEPS.get(at));
    view! {
        <section class="panel tour" aria-labelledby="tour-title" data-tour="" hidden=move || step().is_none()>
            <h2 id="tour-title">{move || words::step_title(at.get().unwrap_or_default())}</h2>
            <div role="status">
                <p class="tour-head">{move || step().map(|(title, _)| *title)}</p>
                <p>{move || step().map(|(_, text)| *text)}</p>
            </div>
            <div class="tour-buttons">
                <button class="button is-text" data-action="tour-end" on:click=move |_| session.end_tour()>"閉じる"</button>
                <button class="button is-outlined" data-action="tour-back"
                    hidden=move || at.get() == Some(0)
                    on:click=move |_| session.step_tour(true)>"戻る"</button>
                <button class="button is-filled" data-action="tour-next"
                    on:click=move |_| session.step_tour(false)>{move || {
                        if at.get().is_some_and(|at| at + 1 >= words::STEPS.len()) { "おわり" } else { "次へ" }
                    }}</button>
            </div>
        </section>
    }
}

/// What opens the steps and the guide.
pub fn buttons(session: Session) -> impl IntoView {
    view! {
        <button class="button is-text" data-action="tour" on:click=move |_| session.begin_tour()>"はじめての方へ"</button>
        <button class="button is-text" data-action="guide" on:click=move |_| super::show(session, Manual::Guide)>"使い方"</button>
    }
}

/// The guide.
#[component]
pub fn Guide(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    let parts = || -> Vec<_> {
        let part = |(title, sentences): &(&'static str, &'static [&'static str])| {
            let sentences: Vec<_> =
                sentences.iter().map(|sentence| view! { <li>{*sentence}</li> }).collect();
            view! { <h3>{*title}</h3><ul class="guide-list">{sentences}</ul> }
        };
        words::GUIDE.iter().map(part).collect()
    };
    let parts = move || session.manuals.is_drawn(Manual::Guide).then(parts);
    view! {
        <dialog id="guide" class="question is-wide" aria-labelledby="guide-title">
            <h2 id="guide-title">"使い方"</h2>
            <div class="keys" tabindex="0" role="group" aria-label="使い方">{parts}</div>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("guide")>"閉じる"</button>
            </div>
        </dialog>
    }
}
