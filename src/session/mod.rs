//! The only home of signals: raw text in, readings and findings out, one
//! effect that saves.
//!
//! Knows the core and the reactive parts; knows nothing of the DOM. What it
//! needs of the machine stands behind [`crate::desk::Desk`].

mod appearance;
mod boxes;
pub mod chart;
mod comments;
mod drafts;
mod filing;
mod following;
mod keeping;
mod left;
mod library;
mod lists;
mod manual;
pub mod office;
mod open;
mod paper;
mod past;
mod recovery;
mod roll_over;
mod route;
mod said;
mod sheet;
mod standing;
pub mod table;
#[cfg(test)]
mod tests;
mod tour;
mod turn;
mod walk;

pub use appearance::{Appearance, TextSize, Theme};
pub use drafts::{Draft, Drafts};
pub use filing::Filed;
pub use keeping::{Difference, Reading};
pub use library::{Library, Origin, Refused, Shelved};
pub use manual::{Manual, Manuals};
pub use office::Office;
pub use open::Arrival;
pub use paper::{Paper, Printed, Printing};
pub use route::Route;
pub use said::FindingView;
pub use sheet::{FixView, Saving, SheetSession};
pub use standing::{MOST_FOUND, Spotted};

use crate::desk::{ChosenFile, Desk};
use kohyo_core::form::Form;
use leptos::prelude::*;
use sheet::Contents;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Everything the page rests on; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Session {
    /// The machine.
    pub desk: StoredValue<Rc<dyn Desk>, LocalStorage>,
    /// What the signals of all sheets belong to. A handler runs as a part of
    /// the page that it stands on, whose signals go when that page goes.
    root: StoredValue<Owner>,
    /// The forms.
    pub forms: Library,
    /// The drafts on this machine.
    pub drafts: Drafts,
    /// What is asked of the print.
    pub printing: Printing,
    /// The step that is shown to those who are here for the first time.
    pub tour: RwSignal<Option<usize>>,
    /// The long texts that were asked for.
    pub manuals: Manuals,
    /// How the page looks.
    pub appearance: Appearance,
    /// Where the person is.
    pub route: RwSignal<Route>,
    /// The sheet that is open.
    pub sheet: RwSignal<Option<SheetSession>>,
    /// Whether both stores were looked through: nothing is shown before.
    pub awake: RwSignal<bool>,
    /// What could not be opened, in sentences.
    pub refusals: RwSignal<Vec<String>>,
    /// The draft that the person is asked about before it is deleted.
    pub deleting: RwSignal<Option<Draft>>,
    /// A file whose document is here already, waiting for an answer.
    pub arrival: RwSignal<Option<Arrival>>,
    /// The files for which the same question comes next.
    waiting: StoredValue<Vec<Arrival>>,
    /// Sheets that were left while the store would not take them; they live on
    /// here until it does.
    aside: StoredValue<Vec<SheetSession>>,
    /// Every sheet that was not let go yet.
    alive: StoredValue<Vec<SheetSession>>,
    /// The file that the person opened to go on saving to it, until its sheet
    /// is in front.
    resumed: StoredValue<Option<Rc<dyn ChosenFile>>, LocalStorage>,
    /// The files to which drafts of this tab are saved, by document id.
    files: StoredValue<HashMap<String, Rc<dyn ChosenFile>>, LocalStorage>,
}

impl Session {
    /// A session at a desk; [`Session::wake`] finds the drafts there.
    pub fn new(desk: Rc<dyn Desk>) -> Self {
        let forms = Library::at(desk.as_ref());
        let appearance = Appearance::at(desk.as_ref());
        Self {
            desk: StoredValue::new_local(desk),
            root: StoredValue::new(Owner::current().unwrap_or_default()),
            forms,
            drafts: Drafts::new(),
            printing: Printing::new(),
            tour: RwSignal::new(None),
            manuals: Manuals::new(),
            appearance,
            route: RwSignal::new(Route::Home),
            sheet: RwSignal::new(None),
            awake: RwSignal::new(false),
            refusals: RwSignal::new(Vec::new()),
            deleting: RwSignal::new(None),
            arrival: RwSignal::new(None),
            waiting: StoredValue::new(Vec::new()),
            aside: StoredValue::new(Vec::new()),
            alive: StoredValue::new(Vec::new()),
            resumed: StoredValue::new_local(None),
            files: StoredValue::new_local(HashMap::new()),
        }
    }

    /// The machine.
    pub fn desk(self) -> Rc<dyn Desk> {
        self.desk.get_value()
    }

    /// A sheet that lives until it was left.
    fn sheet_of(self, form: Arc<Form>, contents: Contents, kept: bool) -> SheetSession {
        let desk = self.desk();
        let lookups = lists::lookups(self.forms, &form);
        let owner = self.root.get_value().child();
        let open = owner.with(|| SheetSession::new(desk, form, contents, kept));
        open.lookups.set_value(lookups);
        self.alive.update_value(|alive| alive.push(open));
        open
    }

    /// Keeps the title of the tab: how much is to be mended, and which sheet.
    pub fn watch_title(self, set: fn(&str), name: &'static str) {
        Effect::new(move |_| match self.sheet.get() {
            None => set(name),
            Some(open) => {
                let count = open.findings.with(|list| {
                    list.iter()
                        .filter(|view| {
                            view.accepted.is_none()
                                && view.severity > kohyo_core::finding::Severity::Notice
                        })
                        .count()
                });
                let title = open.title.get();
                let title = if title.is_empty() { open.form().title.clone() } else { title };
                let count = if count > 0 { format!("({count}) ") } else { String::new() };
                let text = format!("{count}{title} - {name}");
                // The browser tells its window of it, which takes longer than a key may.
                self.desk().later(0, Box::new(move || set(&text)));
            }
        });
    }

    /// Keeps what is open, now, where that is not done yet.
    pub fn save(self) {
        if let Some(open) = self.sheet.try_get_untracked().flatten()
            && !open.is_kept()
        {
            open.save_now();
        }
    }

    /// Whether something would be lost if the page were closed now.
    pub fn is_unsaved(self) -> bool {
        let loses = |open: &SheetSession| !open.is_safe() && !open.is_untouched();
        self.sheet.try_get_untracked().flatten().as_ref().is_some_and(loses)
            || self.aside.try_with_value(|aside| aside.iter().any(loses)).unwrap_or_default()
    }

    /// Goes where the address says.
    pub fn follow(self, address: &str) {
        let route = Route::of(address);
        self.save();
        let open = self.sheet.get_untracked();
        if let Route::Sheet(id) = &route
            && open.is_some_and(|open| open.id() == *id)
        {
            // A draft that goes on under an id of its own is drawn already: anew, it would lose
            // what the person has marked in a box.
            self.route.update_untracked(|known| *known = route);
            return;
        }
        if let Some(open) = open {
            self.leave(open);
        }
        match &route {
            Route::Sheet(id) => {
                self.refusals.set(Vec::new());
                let open = self.open_draft(id);
                if let Some(open) = open {
                    open.begin_turn();
                    open.read_past();
                    self.recall_file(open);
                }
                self.sheet.set(open);
            }
            Route::Home | Route::Office => {
                self.sheet.set(None);
                self.find_drafts();
            }
        }
        self.arrive(route);
        self.let_go_later();
    }

    /// The same place again must not draw the page anew under the person's hands.
    fn arrive(self, route: Route) {
        if self.route.with_untracked(|known| *known != route) {
            self.route.set(route);
        }
    }
}
