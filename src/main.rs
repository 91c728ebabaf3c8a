//! The page: what staff see and touch.

mod browser;
mod desk;
mod fields;
mod pages;
mod session;
mod words;

use browser::{
    BrowserDesk, BrowserOffice, collecting, document, files, focus, keys, print, route, table,
};
use leptos::prelude::*;
use session::{Office, Route, Session};
use std::rc::Rc;

fn main() {
    // A trap says in the console where it came from.
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        let session = Session::new(Rc::new(BrowserDesk::new()));
        let arrive = move || {
            session.follow(&route::address());
            session.greet();
        };
        // The view is drawn a turn later, or not even made yet.
        session.wake(arrive, || leptos::task::spawn_local(async { document::ready() }));
        BrowserDesk::on_change(move |key| session.heard_of(&key));
        keys::listen(move |key| pages::key_pressed(session, key));
        table::before_paste(move || {
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
        let desk = session.desk();
        let office = Office::new(desk, Rc::new(BrowserOffice::default()), session.forms);
        let is_at = move |wanted: Route| session.route.with_untracked(|route| *route == wanted);
        files::catch_drops(move || is_at(Route::Home), move |files| session.take_dropped(files));
        collecting::catch_drops(move || is_at(Route::Office), Rc::new(office));
        focus::keep();
        print::listen(move || pages::before_print(session), move || pages::after_print(session));
        table::on_clipboard(move |clip, cell, event| {
            pages::clipboard_used(session, clip, cell, event);
        });
        view! { <pages::App session office/> }
    });
}
