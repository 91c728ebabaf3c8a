//! The drafts on this machine: found, opened, copied, deleted.

use super::route::escaped;
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
    /// Whether it lies in the store; otherwise it lives in this tab alone.
    pub kept: bool,
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
    format!("{PREFIX}{}/{}/{}", form.id, form.edition, escaped(id))
}

/// What was opened, with its form.
pub(super) struct Loaded {
    pub(super) form: Arc<Form>,
    pub(super) contents: Contents,
    pub(super) saved_at: String,
}

impl Session {
    /// Looks through the store again; what it would not take before is offered
    /// to it once more.
    pub fn find_drafts(self) {
        let aside = self.retry();
        let (kept, fault) = match self.desk().kept(PREFIX) {
            Ok(kept) if aside.is_empty() => (kept, None),
            Ok(kept) => (kept, Some(StoreFault::Full)),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        let mut list: Vec<Draft> = aside
            .iter()
            .map(|open| {
                open.with_contents(|form, contents| {
                    let saved_at = contents.document.saved_at.clone().unwrap_or_default();
                    let key = key_of(form, &contents.document.id);
                    summary(key, form, contents, &saved_at, false)
                })
            })
            .collect();
        let mut unreadable = Vec::new();
        for (key, text) in kept {
            if list.iter().any(|draft| !draft.kept && draft.key == key) {
                continue;
            }
            match self.load(&text) {
                Some(Loaded { form, contents, saved_at }) => {
                    list.push(summary(key, &form, &contents, &saved_at, true));
                }
                None => unreadable.push(key),
            }
        }
        list.sort_by(|a, b| (a.kept, &b.saved_at, &a.id).cmp(&(b.kept, &a.saved_at, &b.id)));
        self.drafts.fault.set(fault);
        self.drafts.list.set(list);
        self.drafts.unreadable.set(unreadable);
    }

    /// Offers what was put aside to the store again; gives what it still refuses.
    fn retry(self) -> Vec<SheetSession> {
        let mut aside = self.aside.get_value();
        aside.retain(|open| {
            open.save_now();
            !open.is_kept()
        });
        self.aside.set_value(aside.clone());
        aside
    }

    /// Keeps a sheet that the store would not take alive in this tab.
    pub(super) fn put_aside(self, open: SheetSession) {
        let id = open.id();
        self.aside.update_value(|aside| {
            aside.retain(|other| other.id() != id);
            aside.push(open);
        });
    }

    fn aside_of(self, id: &str) -> Option<SheetSession> {
        self.aside.with_value(|aside| aside.iter().find(|open| open.id() == id).copied())
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

    pub(super) fn loaded(self, id: &str) -> Option<Loaded> {
        if let Some(open) = self.aside_of(id) {
            return Some(open.with_contents(|form, contents| Loaded {
                form: form.clone(),
                contents: contents.clone(),
                saved_at: String::new(),
            }));
        }
        let kept = self.desk().kept(PREFIX).ok()?;
        let id = escaped(id);
        let found = kept.into_iter().find(|(key, _)| key.rsplit('/').next() == Some(&id));
        found.and_then(|(_, text)| self.load(&text))
    }

    /// Opens a draft, of this tab or of the store.
    pub(super) fn open_draft(self, id: &str) -> Option<SheetSession> {
        if let Some(open) = self.aside_of(id) {
            return Some(open);
        }
        let Loaded { form, contents, .. } = self.loaded(id)?;
        Some(self.sheet_of(form, contents, true))
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
        let open = self.sheet_of(form, contents, false);
        open.save_now();
        let route = Route::Sheet(open.id());
        self.sheet.set(Some(open));
        self.desk().go(&route.address());
        self.route.set(route);
    }

    /// Keeps a sheet without opening it: in the store, or where that will not
    /// take it, in this tab.
    pub(super) fn lay_down(self, form: &Arc<Form>, contents: Contents) {
        let desk = self.desk();
        let key = key_of(form, &contents.document.id);
        if desk.keep(&key, &contents.text(form, &desk.now())).is_err() {
            self.put_aside(self.sheet_of(form.clone(), contents, false));
        }
    }

    /// Makes a copy of a draft under a new id.
    pub fn duplicate(self, id: &str) {
        let Some(Loaded { form, mut contents, .. }) = self.loaded(id) else { return };
        contents.document.id = self.desk().new_id();
        contents.history = History::default();
        self.lay_down(&form, contents);
        self.find_drafts();
    }

    /// Hands a draft that lives in this tab alone to the person as a file.
    pub fn hand_out(self, id: &str) {
        if let Some(open) = self.aside_of(id) {
            open.hand_out_draft();
        }
    }

    /// Deletes a draft; the person was asked before.
    pub fn delete(self, id: &str) {
        let found = self.drafts.list.get_untracked().into_iter().find(|draft| draft.id == id);
        if let Some(draft) = found {
            self.forget(&draft);
        }
        self.find_drafts();
    }

    /// Forgets a draft wherever it lies.
    pub(super) fn forget(self, draft: &Draft) {
        self.aside.update_value(|aside| aside.retain(|open| open.id() != draft.id));
        self.desk().forget(&draft.key);
    }

    /// Whether an unreadable item lies where a document would be kept.
    pub(super) fn is_taken(self, form: &Form, id: &str) -> bool {
        let key = key_of(form, id);
        self.drafts.unreadable.with_untracked(|keys| keys.contains(&key))
    }
}

fn summary(key: String, form: &Form, contents: &Contents, saved_at: &str, kept: bool) -> Draft {
    let evaluation = Evaluation::new(form, &contents.sheet);
    Draft {
        id: contents.document.id.clone(),
        key,
        form: form.title.clone(),
        number: submission::key(form, &contents.sheet, &evaluation),
        title: submission::title(form, &contents.sheet, &evaluation),
        progress: submission::progress(form, &contents.sheet),
        saved_at: saved_at.to_owned(),
        kept,
    }
}
