//! The notices of those whose software the page carries.

use crate::browser::{dialog, document};
use leptos::prelude::*;

/// The dialog with all licences.
#[component]
pub fn Notices() -> impl IntoView {
    view! {
        <dialog id="notices" class="question is-wide" aria-labelledby="notices-title">
            <h2 id="notices-title">"使用しているソフトウェアのライセンス"</h2>
            <pre class="notices" tabindex="0">{document::notices()}</pre>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("notices")>"閉じる"</button>
            </div>
        </dialog>
    }
}
