//! The drafts on this machine: found, opened, copied, deleted.

use super::sheet::{Contents, SheetSession};
use super::{Route, Session};
use crate::desk::StoreFault;
use kohyo_core::check::Evaluation;
use kohyo_core::form::Form;
use kohyo_core::sheet::{History, Sheet};
use kohyo_core::submission::{self, Document};
use kohyo_core::wire;
use leptos::prelude::*;
use std::sync::Arc;

/// Every key of the store that belongs to drafts begins so.
const PREFIX: &str = "kohyo/draft/";

/// A draft as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The document's id.
    pub id: String,
    /// Its key in the store.
    pub key: String,
    /// The title of its form.
    pub form: String,
    /// The number that the sheet carries.
    pub number: Option<String>,
    /// The name that the sheet carries.
    pub title: Option<String>,
    /// Boxes filled, of those that must be filled.
    pub progress: (usize, usize),
    /// When it was last saved.
    pub saved_at: String,
}

/// The list of drafts and the state of the store.
#[derive(Clone, Copy)]
pub struct Drafts {
    /// The drafts, the latest first.
    pub list: RwSignal<Vec<Draft>>,
    /// Items of the store that could not be read; they are left where they are.
    pub unreadable: RwSignal<Vec<String>>,
    /// Why nothing can be kept, if so.
    pub fault: RwSignal<Option<StoreFault>>,
}

impl Drafts {
    /// An empty list.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            unreadable: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
        }
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}

/// The key under which a document is kept.
pub(super) fn key_of(form: &Form, id: &str) -> String {
    format!("{PREFIX}{}/{}/{id}", form.id, form.edition)
}

/// What was opened, with its form.
pub(super) struct Loaded {
    pub(super) form: Arc<Form>,
    pub(super) contents: Contents,
    pub(super) saved_at: String,
}

impl Session {
    /// Looks through the store again.
    pub fn find_drafts(self) {
        let kept = match self.desk().kept(PREFIX) {
            Ok(kept) => {
                self.drafts.fault.set(None);
                kept
            }
            Err(fault) => {
                self.drafts.fault.set(Some(fault));
                Vec::new()
            }
        };
        let mut list = Vec::new();
        let mut unreadable = Vec::new();
        for (key, text) in kept {
            match self.load(&text) {
                Some(loaded) => list.push(summary(key, &loaded)),
                None => unreadable.push(key),
            }
        }
        list.sort_by(|a, b| (&b.saved_at, &a.id).cmp(&(&a.saved_at, &b.id)));
        self.drafts.list.set(list);
        self.drafts.unreadable.set(unreadable);
    }

    /// Reads one text of the store.
    pub(super) fn load(self, text: &str) -> Option<Loaded> {
        let forms = self.library.all();
        let known: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let opened = wire::open::open(text, &known).ok()?.pop()?;
        Some(Loaded {
            form: forms.get(opened.form)?.clone(),
            saved_at: opened.document.saved_at.clone().unwrap_or_default(),
            contents: Contents {
                sheet: opened.sheet,
                history: opened.history,
                document: opened.document,
            },
        })
    }

    fn text_of(self, id: &str) -> Option<String> {
        let kept = self.desk().kept(PREFIX).ok()?;
        kept.into_iter().find(|(key, _)| key.rsplit('/').next() == Some(id)).map(|(_, text)| text)
    }

    /// Opens a draft of the store.
    pub(super) fn open_draft(self, id: &str) -> Option<SheetSession> {
        let loaded = self.load(&self.text_of(id)?)?;
        Some(self.open(loaded.form, loaded.contents, true))
    }

    fn open(self, form: Arc<Form>, contents: Contents, kept: bool) -> SheetSession {
        let root = self.root.get_value();
        root.with(|| SheetSession::new(self.desk(), form, contents, kept))
    }

    /// Begins an empty sheet and goes to it.
    pub fn begin(self, form: &Arc<Form>) {
        let contents = Contents {
            sheet: Sheet::new(form),
            history: History::default(),
            document: Document::new(self.desk().new_id()),
        };
        self.show(form.clone(), contents);
    }

    /// Puts a sheet in front of the person; it is kept from now on.
    pub(super) fn show(self, form: Arc<Form>, contents: Contents) {
        let open = self.open(form, contents, false);
        open.save_now();
        let route = Route::Sheet(open.id());
        self.sheet.set(Some(open));
        self.desk().go(&route.address());
        self.route.set(route);
    }

    /// Keeps a sheet without opening it.
    pub(super) fn lay_down(self, form: &Arc<Form>, contents: &Contents) -> Result<(), StoreFault> {
        let desk = self.desk();
        let text = contents.text(form, &desk.now());
        desk.keep(&key_of(form, &contents.document.id), &text)
    }

    /// Makes a copy of a draft under a new id.
    pub fn duplicate(self, id: &str) {
        let Some(loaded) = self.text_of(id).and_then(|text| self.load(&text)) else { return };
        let mut contents = loaded.contents;
        contents.document.id = self.desk().new_id();
        contents.history = History::default();
        if let Err(fault) = self.lay_down(&loaded.form, &contents) {
            self.drafts.fault.set(Some(fault));
        }
        self.find_drafts();
    }

    /// Deletes a draft; the person was asked before.
    pub fn delete(self, id: &str) {
        let found = self.drafts.list.get_untracked().into_iter().find(|draft| draft.id == id);
        if let Some(draft) = found {
            self.desk().forget(&draft.key);
        }
        self.find_drafts();
    }
}

fn summary(key: String, loaded: &Loaded) -> Draft {
    let Loaded { form, contents, saved_at } = loaded;
    let evaluation = Evaluation::new(form, &contents.sheet);
    Draft {
        id: contents.document.id.clone(),
        key,
        form: form.title.clone(),
        number: submission::key(form, &contents.sheet, &evaluation),
        title: submission::title(form, &contents.sheet, &evaluation),
        progress: submission::progress(form, &contents.sheet),
        saved_at: saved_at.clone(),
    }
}
