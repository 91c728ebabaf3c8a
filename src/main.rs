//! The page: what staff see and touch.

mod browser;
mod desk;
mod fields;
mod pages;
mod session;
mod words;

use browser::{BrowserDesk, document, files, keys, route};
use leptos::prelude::*;
use session::Session;
use std::rc::Rc;

fn main() {
    // A trap says in the console where it came from.
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        let session = Session::new(Rc::new(BrowserDesk::new()));
        session.wake(move || {
            session.follow(&route::address());
            document::ready();
        });
        BrowserDesk::on_change(move |key| session.heard_of(&key));
        keys::on_step(move |step| {
            let open = session.sheet.try_get_untracked().flatten();
            open.is_some_and(|open| open.step_by_key(step == keys::Step::Undo))
        });
        keys::on_paste(move || {
            if let Some(open) = session.sheet.try_get_untracked().flatten() {
                open.paste_begins();
            }
        });
        route::listen(move |address| session.follow(&address));
        route::on_leaving(move || session.save());
        route::ask_before_closing(move || {
            // What can be kept is kept first; only the rest is asked about.
            session.save();
            session.is_unsaved()
        });
        files::catch_drops(move |files| session.take_dropped(files));
        view! { <pages::App session/> }
    });
}
