//! The notices of those whose software the page carries.

use crate::browser::{dialog, document};
use crate::session::{Manual, Session};
use leptos::prelude::*;

/// The dialog with all licences.
#[component]
pub fn Notices(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    let drawn = move || session.manuals.is_drawn(Manual::Notices).then(document::notices);
    view! {
        <dialog id="notices" class="question is-wide" aria-labelledby="notices-title">
            <h2 id="notices-title">"使用しているソフトウェアのライセンス"</h2>
            <pre class="notices" tabindex="0">{drawn}</pre>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("notices")>"閉じる"</button>
            </div>
        </dialog>
    }
}
