//! Keys that work anywhere on a sheet, and the table of all keys.

use crate::browser::keys::Key;
use crate::browser::{dialog, document};
use crate::session::{Manual, Session, SheetSession};
use crate::words;
use leptos::prelude::*;

/// A key was pressed anywhere; true if it was ours.
pub fn pressed(session: Session, key: Key) -> bool {
    let Some(open) = session.sheet.try_get_untracked().flatten() else { return false };
    // A question has the keys to itself.
    if dialog::any_open() {
        return false;
    }
    match key {
        Key::Help => super::show(session, Manual::Keys),
        Key::Finding { back } => {
            if let Some(cell) = open.next_finding(back) {
                open.tables.will_select(true);
                document::go_to_cell(&cell);
            }
        }
        Key::Section { back } => document::step_section(back),
        Key::Step { back } => return open.step_by_key(back),
    }
    true
}

/// The table of keys.
pub fn table(session: Session, open: SheetSession) -> impl IntoView {
    let plain = open.tables.plain;
    let groups = move || {
        session
            .manuals
            .is_drawn(Manual::Keys)
            .then(|| words::KEYS.iter().map(group).collect::<Vec<_>>())
    };
    view! {
        <dialog id="keys" class="question is-wide" aria-labelledby="keys-title">
            <h2 id="keys-title">"キーの一覧"</h2>
            <div class="keys" tabindex="0" role="group" aria-label="キーの一覧">{groups}</div>
            <fieldset class="choices">
                <legend>"表からコピーする数の書き方"</legend>
                <label class="choice">
                    <input type="radio" name="copied" value="plain"
                        prop:checked=move || plain.get() on:change=move |_| plain.set(true)/>
                    "Excelで計算できる数（-3518）"
                </label>
                <label class="choice">
                    <input type="radio" name="copied" value="shown"
                        prop:checked=move || !plain.get() on:change=move |_| plain.set(false)/>
                    "個票のとおり（△ 3,518）"
                </label>
            </fieldset>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("keys")>"閉じる"</button>
            </div>
        </dialog>
    }
}

/// The keys of one kind.
fn group((title, keys): &(&'static str, &'static [(&'static str, &'static str)])) -> impl IntoView {
    let rows: Vec<_> = keys
        .iter()
        .map(
            |(key, what)| view! { <tr><th scope="row"><kbd>{*key}</kbd></th><td>{*what}</td></tr> },
        )
        .collect();
    view! {
        <table class="keys-table">
            <caption>{*title}</caption>
            <thead class="unseen"><tr><th scope="col">"キー"</th><th scope="col">"すること"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
