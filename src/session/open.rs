//! Files that the person opens: one goes to its sheet, several become drafts,
//! one that is here already asks, one that cannot be read is said.

use super::Session;
use super::sheet::Contents;
use kohyo_core::form::Form;
use kohyo_core::submission::OpenFault;
use kohyo_core::{wire, words};
use leptos::prelude::*;
use std::sync::Arc;

/// A file as the browser hands it over.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, OpenFault>,
}

/// A sheet out of a file whose document is here already.
#[derive(Clone)]
pub struct Arrival {
    /// The file.
    pub file: String,
    /// What the draft here is called.
    pub title: String,
    pub(super) form: Arc<Form>,
    pub(super) contents: Contents,
}

impl Session {
    /// Takes the files that the person chose.
    pub fn take(self, files: Vec<Opening>) {
        let forms = self.library.all();
        let known: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let mut refusals = Vec::new();
        let mut arrived: Vec<(String, Arc<Form>, Contents)> = Vec::new();
        for file in files {
            let opened = file.text.and_then(|text| wire::open::open(&text, &known));
            match opened {
                Err(fault) => refusals.push(words::open_fault(&fault, &file.name)),
                Ok(sheets) => {
                    for sheet in sheets {
                        let Some(form) = forms.get(sheet.form) else { continue };
                        let contents = Contents {
                            sheet: sheet.sheet,
                            history: sheet.history,
                            document: sheet.document,
                        };
                        arrived.push((file.name.clone(), form.clone(), contents));
                    }
                }
            }
        }
        self.refusals.set(refusals);
        if arrived.len() == 1
            && let Some((file, form, contents)) = arrived.pop()
        {
            self.receive(file, form, contents);
            return;
        }
        for (_, form, mut contents) in arrived {
            // Several are not asked about one by one: what is here stays as it is.
            if self.is_here(&contents.document.id) {
                contents.document.id = self.desk().new_id();
            }
            if let Err(fault) = self.lay_down(&form, &contents) {
                self.drafts.fault.set(Some(fault));
            }
        }
        self.find_drafts();
    }

    fn is_here(self, id: &str) -> bool {
        self.drafts.list.with_untracked(|list| list.iter().any(|draft| draft.id == id))
    }

    fn receive(self, file: String, form: Arc<Form>, contents: Contents) {
        self.find_drafts();
        let here = self.drafts.list.get_untracked();
        match here.into_iter().find(|draft| draft.id == contents.document.id) {
            None => self.show(form, contents),
            Some(draft) => {
                let title = draft.title.or(draft.number).unwrap_or_default();
                self.arrival.set(Some(Arrival { file, title, form, contents }));
            }
        }
    }

    /// Opens and closes the question as files arrive.
    pub fn watch_arrival(self, open: fn(&str), close: fn(&str), dialog: &'static str) {
        Effect::new(
            move |_| {
                if self.arrival.with(Option::is_some) { open(dialog) } else { close(dialog) }
            },
        );
    }

    /// The answer: the file takes the place of the draft here.
    pub fn replace_draft(self) {
        if let Some(arrival) = self.arrival.get_untracked() {
            self.arrival.set(None);
            self.show(arrival.form, arrival.contents);
        }
    }

    /// The answer: both are kept, the file's under a new id.
    pub fn keep_both(self) {
        if let Some(mut arrival) = self.arrival.get_untracked() {
            self.arrival.set(None);
            arrival.contents.document.id = self.desk().new_id();
            self.show(arrival.form, arrival.contents);
        }
    }

    /// The answer: neither; everything stays as it is.
    pub fn refuse_arrival(self) {
        self.arrival.set(None);
    }
}
