//! The question when a file brings a sheet that is here already.

use crate::session::Session;
use crate::words;
use leptos::prelude::*;

/// Replace, keep both, or neither.
#[component]
pub fn Question(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    session.watch_arrival(crate::browser::dialog::open, crate::browser::dialog::close, "arrival");
    view! {
        <dialog id="arrival" class="question" aria-labelledby="arrival-title" on:close=move |_| session.refuse_arrival()>
            <h2 id="arrival-title">"同じ個票の下書きがあります"</h2>
            <p>{move || session.arrival.get().map(|arrival| words::arrived(&arrival))}</p>
            <p data-standing="">{move || session.arrival.get().and_then(|arrival| arrival.standing).map(words::standing)}</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| session.refuse_arrival()>"やめる"</button>
                <button class="button is-outlined" data-action="replace-draft" on:click=move |_| session.replace_draft()>"置き換える"</button>
                {move || session.arrival.get().is_some_and(|arrival| arrival.has_comments()).then(|| view! {
                    <button class="button is-outlined" data-action="take-comments" on:click=move |_| session.take_comments()>"コメントだけ受け取る"</button>
                })}
                <button class="button is-filled" data-action="keep-both" on:click=move |_| session.keep_both()>"両方を残す"</button>
            </div>
        </dialog>
    }
}
