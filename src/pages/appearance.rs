//! The question how the page shall look.

use crate::browser::dialog;
use crate::session::{Session, TextSize, Theme};
use crate::words;
use leptos::prelude::*;

/// What opens it.
pub fn button() -> impl IntoView {
    view! {
        <button class="button is-text" data-action="appearance" on:click=move |_| dialog::open("appearance")>"表示"</button>
    }
}

/// The question. What is chosen holds at once.
#[component]
pub fn Appearance(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    let (theme, size) = (session.appearance.theme, session.appearance.size);
    let themes: Vec<_> = Theme::ALL
        .into_iter()
        .map(|own| {
            view! {
                <label class="choice">
                    <input type="radio" name="theme" value=own.code()
                        prop:checked=move || theme.get() == own
                        on:change=move |_| session.choose_theme(own)/>
                    {words::theme(own)}
                </label>
            }
        })
        .collect();
    let sizes: Vec<_> = TextSize::ALL
        .into_iter()
        .map(|own| {
            view! {
                <label class="choice">
                    <input type="radio" name="text-size" value=own.code()
                        prop:checked=move || size.get() == own
                        on:change=move |_| session.choose_size(own)/>
                    {words::text_size(own)}
                </label>
            }
        })
        .collect();
    view! {
        <dialog id="appearance" class="question" aria-labelledby="appearance-title">
            <h2 id="appearance-title">"表示の設定"</h2>
            <fieldset class="choices is-named">
                <legend>"画面の色"</legend>
                {themes}
            </fieldset>
            <fieldset class="choices is-named">
                <legend>"文字の大きさ"</legend>
                {sizes}
            </fieldset>
            <p class="support">"選ぶとすぐに変わり、次に開いたときも同じ表示になります。印刷には影響しません。"</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("appearance")>"閉じる"</button>
            </div>
        </dialog>
    }
}
