//! Files that the person opens: one goes to its sheet, several become drafts,
//! one that is here already asks, one that cannot be read is said.

use super::drafts::key_of;
use super::sheet::Contents;
use super::{Draft, Route, Session};
use crate::desk::Opening;
use kohyo_core::form::Form;
use kohyo_core::sheet::Change;
use kohyo_core::submission::{Standing, merge_comments};
use kohyo_core::{wire, words};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A sheet out of a file whose document is here already.
#[derive(Clone)]
pub struct Arrival {
    /// The file.
    pub file: String,
    /// What the draft here is called.
    pub title: String,
    pub(super) form: Arc<Form>,
    pub(super) contents: Contents,
    /// How the file stands to the draft here, where that can be told.
    pub standing: Option<Standing>,
    /// Whether it came alone and is to be opened.
    alone: bool,
}

impl Session {
    /// Takes the files that the person let fall on the page; only home takes any.
    pub fn take_dropped(self, files: Vec<Opening>) {
        if !files.is_empty() && self.route.get_untracked() == Route::Home {
            self.take(files);
        }
    }

    /// Takes the files that the person chose.
    pub fn take(self, files: Vec<Opening>) {
        let forms = self.forms.all();
        let known: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let mut refusals = Vec::new();
        let mut arrived: Vec<(String, Arc<Form>, Contents)> = Vec::new();
        let items = files.into_iter().flat_map(|file| match file.text {
            Ok(text) => wire::open::items(&file.name, &text, &known),
            Err(fault) => vec![(file.name, Err(fault))],
        });
        for (name, item) in items {
            match item {
                Err(fault) => refusals.push(words::open_fault(&fault, &name)),
                Ok(sheet) => {
                    let Some(form) = forms.get(sheet.form) else { continue };
                    let contents = Contents {
                        sheet: sheet.sheet,
                        history: sheet.history,
                        document: sheet.document,
                    };
                    arrived.push((name, form.clone(), contents));
                }
            }
        }
        // A refusal must be read, so that the page stays where it stands.
        let alone = arrived.len() == 1 && refusals.is_empty();
        self.refusals.set(refusals);
        self.find_drafts();
        // What each document is called that is here, and where it is kept.
        let mut here: HashMap<String, (String, String)> = self.drafts.list.with_untracked(|list| {
            let named = |draft: &Draft| (title_of(draft), draft.key.clone());
            list.iter().map(|draft| (draft.id.clone(), named(draft))).collect()
        });
        for (file, form, mut contents) in arrived {
            let id = &contents.document.id;
            let is_of_another_form = here.get(id).is_some_and(|(_, key)| *key != key_of(&form, id));
            // No id, one that a sheet of another form has, or one whose place
            // holds something that is not written over: it gets its own.
            if id.is_empty() || is_of_another_form || self.is_taken(&form, id) {
                contents.document.id = self.desk().new_id();
            }
            let id = contents.document.id.clone();
            if let Some((title, _)) = here.get(&id).cloned() {
                let here = self.loaded(&id).map(|here| here.contents.document.line);
                // A submission, or a file of another hand, stands in no line.
                let line = &contents.document.line;
                let standing = (line.count() > 0).then(|| line.against(&here.unwrap_or_default()));
                let arrival = Arrival { file, title, form, contents, standing, alone };
                self.waiting.update_value(|waiting| waiting.push(arrival));
            } else if alone {
                self.show(form, contents);
                return;
            } else {
                let key = key_of(&form, &id);
                here.insert(id, (file, key));
                self.lay_down(&form, contents);
            }
        }
        self.find_drafts();
        self.ask_next();
    }

    /// Asks about the next file whose document is here already.
    fn ask_next(self) {
        let mut next = None;
        self.waiting.update_value(|waiting| {
            if !waiting.is_empty() {
                next = Some(waiting.remove(0));
            }
        });
        self.arrival.set(next);
    }

    /// Opens and closes the question as files arrive.
    pub fn watch_arrival(self, open: fn(&str), close: fn(&str), dialog: &'static str) {
        Effect::new(
            move |_| {
                if self.arrival.with(Option::is_some) { open(dialog) } else { close(dialog) }
            },
        );
    }

    /// The answer: the file takes the place of the draft here, as one step that
    /// can be taken back.
    pub fn replace_draft(self) {
        let Some(mut arrival) = self.arrival.get_untracked() else { return };
        let here = self.loaded(&arrival.contents.document.id);
        if let Some(here) = here.filter(|here| Arc::ptr_eq(&here.form, &arrival.form)) {
            let contents = &mut arrival.contents;
            let change = Change::between(&here.contents.sheet, &contents.sheet);
            contents.history = here.contents.history;
            if !change.is_empty() {
                contents.history.made(change);
            }
            // What was remarked here and there is kept.
            merge_comments(&mut contents.document.comments, &here.contents.document.comments);
            let line = &mut contents.document.line;
            line.join(&here.contents.document.line);
            line.step(&self.desk().writer());
        }
        self.settle(arrival);
    }

    /// The answer: both are kept, the file's under a new id.
    pub fn keep_both(self) {
        let Some(mut arrival) = self.arrival.get_untracked() else { return };
        arrival.contents.document.id = self.desk().new_id();
        self.settle(arrival);
    }

    /// The answer: the draft here stays as it is and takes the remarks of the
    /// file, as where both sides worked on.
    pub fn take_comments(self) {
        let Some(mut arrival) = self.arrival.get_untracked() else { return };
        let Some(here) = self.loaded(&arrival.contents.document.id) else { return };
        let remarks = std::mem::take(&mut arrival.contents.document.comments);
        arrival.form = here.form;
        arrival.contents = here.contents;
        let document = &mut arrival.contents.document;
        merge_comments(&mut document.comments, &remarks);
        document.line.step(&self.desk().writer());
        self.settle(arrival);
    }

    /// The answer: neither; everything stays as it is.
    pub fn refuse_arrival(self) {
        if self.arrival.with_untracked(Option::is_some) {
            self.resumed.set_value(None);
            self.ask_next();
        }
    }

    fn settle(self, arrival: Arrival) {
        if arrival.alone {
            self.arrival.set(None);
            self.show(arrival.form, arrival.contents);
            self.file_resumed();
        } else {
            // A file of several is no place to go on saving one of them to.
            self.resumed.set_value(None);
            self.lay_down(&arrival.form, arrival.contents);
            self.find_drafts();
            self.ask_next();
        }
    }
}

/// What a draft is called in the question.
fn title_of(draft: &Draft) -> String {
    draft.title.clone().or_else(|| draft.number.clone()).unwrap_or_default()
}
