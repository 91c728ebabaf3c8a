//! The pages: home, the sheet. They show the session and call it; they read
//! nothing, judge nothing and keep nothing themselves.

mod appearance;
mod arrival;
mod chart;
pub(crate) mod comments;
mod export;
mod findings;
mod forms;
mod guide;
mod hand;
mod home;
mod keys;
mod notices;
mod office;
mod paper;
mod past;
mod paste;
mod sheet;
mod standing;
mod table;
mod typing;

pub use hand::clip as clipboard_used;
pub use keys::pressed as key_pressed;
pub use paper::{after_print, before_print};

use crate::browser::{dialog, document};
use crate::session::{Manual, Office, Route, Session};
use crate::words;
use kohyo_core::finding::Severity;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App(
    /// What it rests on.
    session: Session,
    /// The central office.
    office: Office,
) -> impl IntoView {
    session.watch_title(document::set_title, words::NAME);
    session.watch_appearance(document::set_look);
    view! {
        {move || session.awake.get().then(|| match session.route.get() {
            Route::Home => view! { <home::Home session/> }.into_any(),
            Route::Office => view! { <office::Desk office/> }.into_any(),
            Route::Sheet(id) => match session.sheet.get() {
                Some(open) => view! { <sheet::Sheet session open/> }.into_any(),
                None => view! { <sheet::Missing why=session.why_closed(&id)/> }.into_any(),
            },
        })}
        <arrival::Question session/>
        <notices::Notices session/>
        <guide::Guide session/>
        <appearance::Appearance session/>
        <paper::Papers session/>
    }
}

/// Shows one of the long texts.
pub(crate) fn show(session: Session, manual: Manual) {
    session.manuals.ask(manual);
    dialog::open(manual.dialog());
}

/// The class of a weight.
pub(crate) fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "is-error",
        Severity::Warning => "is-warning",
        Severity::Notice => "is-notice",
    }
}
