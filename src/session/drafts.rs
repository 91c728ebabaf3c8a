//! The drafts on this machine: found, opened, copied, deleted.

use super::keeping::{Reading, note_key};
use super::route::escaped;
use super::sheet::{Contents, SheetSession};
use super::{Route, Session};
use crate::desk::{Desk, StoreFault, Usage};
use crate::words;
use kohyo_core::check::Evaluation;
use kohyo_core::fold;
use kohyo_core::form::Form;
use kohyo_core::order::InOrder;
use kohyo_core::sheet::{History, Sheet};
use kohyo_core::submission::{self, Document, Line, OpenFault};
use kohyo_core::wire;
use leptos::prelude::*;
use std::sync::Arc;

/// Every key of the store that belongs to drafts begins so.
pub(super) const PREFIX: &str = "kohyo/draft/";

/// What nobody can read is put away under keys that begin so.
pub(super) const AWAY: &str = "kohyo/aside/";

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
    /// Whether it lies in the store; otherwise it lives in this tab, and in
    /// the journal if that takes it.
    pub kept: bool,
    /// Whether the journal has what the store would not take.
    pub noted: bool,
    /// Whether a newer version of the page kept it: to be read only.
    pub newer: bool,
    /// The characters that it takes in the store.
    pub size: usize,
}

/// The list of drafts and the state of the store.
#[derive(Clone, Copy)]
pub struct Drafts {
    /// The drafts, the latest first.
    pub list: RwSignal<Vec<Draft>>,
    /// Items of the store that could not be read; none is ever removed.
    pub unreadable: RwSignal<Vec<String>>,
    /// What was brought back or parted at the start, in sentences.
    pub brought: RwSignal<Vec<String>>,
    /// How full the store is.
    pub usage: RwSignal<Usage>,
    /// Why nothing can be kept, if so.
    pub fault: RwSignal<Option<StoreFault>>,
}

impl Drafts {
    /// An empty list.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            unreadable: RwSignal::new(Vec::new()),
            brought: RwSignal::new(Vec::new()),
            usage: RwSignal::new(Usage::default()),
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

/// Whether a document is kept under this key, of whatever form it is.
pub(super) fn is_key_of(key: &str, id: &str) -> bool {
    key.rsplit('/').next() == Some(&escaped(id))
}

/// What was opened, with its form.
pub(super) struct Loaded {
    pub(super) form: Arc<Form>,
    pub(super) contents: Contents,
    pub(super) saved_at: String,
    /// Whether a newer version of the page kept it.
    pub(super) newer: bool,
}

/// Puts a text of the store that nobody can read under another key. False
/// where there is no room for that; it stays where it is then.
pub(super) fn put_away(desk: &dyn Desk, key: &str, text: &str) -> bool {
    let rest = key.strip_prefix(PREFIX).unwrap_or(key);
    let place = format!("{AWAY}{rest}/{}", desk.new_id());
    // Moved, it needs its room twice for a moment.
    let moved = desk.keep(&place, text).is_ok();
    if moved {
        desk.forget(key);
    }
    moved
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
                    Draft {
                        kept: false,
                        noted: open.is_safe(),
                        ..summary(key, form, contents, &saved_at)
                    }
                })
            })
            .collect();
        let mut unreadable = Vec::new();
        for (key, text) in kept {
            if list.iter().any(|draft| !draft.kept && draft.key == key) {
                continue;
            }
            match self.load(&text) {
                Ok(Loaded { form, contents, saved_at, newer }) => {
                    let size = text.encode_utf16().count() + key.encode_utf16().count();
                    list.push(Draft { newer, size, ..summary(key, &form, &contents, &saved_at) });
                }
                // Whole, but of a form that this page does not carry: another may.
                Err(OpenFault::UnknownForm(..) | OpenFault::Newer) => unreadable.push(key),
                Err(_) => {
                    if !put_away(self.desk().as_ref(), &key, &text) {
                        unreadable.push(key);
                    }
                }
            }
        }
        unreadable
            .extend(self.desk().kept(AWAY).unwrap_or_default().into_iter().map(|(key, _)| key));
        self.drafts.usage.set(self.desk().usage());
        // Files that came together were saved in the same second.
        list.order_by(|a, b| {
            (a.kept, &b.saved_at, counted(a), &a.title, &a.id).cmp(&(
                b.kept,
                &a.saved_at,
                counted(b),
                &b.title,
                &b.id,
            ))
        });
        self.drafts.fault.set(fault);
        self.drafts.list.set(list);
        self.drafts.unreadable.set(unreadable);
    }

    /// What is to be said of the items of the store that this page cannot open:
    /// of what nobody can read, and of what lies there whole for another page.
    pub fn unopened(self) -> Vec<String> {
        self.drafts.unreadable.with(|keys| {
            let away = keys.iter().filter(|key| key.starts_with(AWAY)).count();
            let both = [(away, true), (keys.len() - away, false)].into_iter();
            both.filter(|(count, _)| *count > 0)
                .map(|(count, away)| words::unopened(count, away))
                .collect()
        })
    }

    /// Why the address of a draft shows none.
    pub fn why_closed(self, id: &str) -> &'static str {
        let fault = self.stored(id).and_then(|text| self.load(&text).err());
        words::closed(matches!(fault, Some(OpenFault::UnknownForm(..))))
    }

    /// Reads one text of the store.
    pub(super) fn load(self, text: &str) -> Result<Loaded, OpenFault> {
        let forms = self.forms.named_in(text);
        let known: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let (opened, newer) = match wire::open::open(text, &known) {
            Ok(mut list) => (list.pop().ok_or(OpenFault::Empty)?, false),
            Err(OpenFault::Newer) => {
                let opened = wire::open::newer(text, &known).map_err(|_| OpenFault::Newer)?;
                (opened, true)
            }
            Err(fault) => return Err(fault),
        };
        Ok(Loaded {
            newer,
            form: forms.get(opened.form).ok_or(OpenFault::Foreign)?.clone(),
            saved_at: opened.document.saved_at.clone().unwrap_or_default(),
            contents: Contents {
                sheet: opened.sheet,
                history: opened.history,
                document: opened.document,
            },
        })
    }

    /// A draft of this tab or of the store.
    pub(super) fn loaded(self, id: &str) -> Option<Loaded> {
        if let Some(open) = self.aside_of(id) {
            return Some(open.with_contents(|form, contents| Loaded {
                form: form.clone(),
                contents: contents.clone(),
                saved_at: String::new(),
                newer: false,
            }));
        }
        self.load(&self.stored(id)?).ok()
    }

    /// The text of a draft in the store.
    pub(super) fn stored(self, id: &str) -> Option<String> {
        let kept = self.desk().kept(PREFIX).ok()?;
        let found = kept.into_iter().find(|(key, _)| is_key_of(key, id));
        found.map(|(_, text)| text)
    }

    /// Opens a draft, of this tab or of the store.
    pub(super) fn open_draft(self, id: &str) -> Option<SheetSession> {
        if let Some(open) = self.aside_of(id) {
            return Some(open);
        }
        let text = self.stored(id)?;
        let Loaded { form, contents, newer, .. } = self.load(&text).ok()?;
        let open = self.sheet_of(form, contents, true);
        self.drafts.usage.set(self.desk().usage());
        open.saw(&text);
        if newer {
            open.reading.set(Some(Reading::Newer));
        }
        Some(open)
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
        self.save();
        if let Some(before) = self.sheet.get_untracked() {
            self.leave(before);
        }
        let open = self.sheet_of(form, contents, false);
        // What lies there is known, and may be kept over.
        if let Ok(Some(stored)) = self.desk().look(&open.key()) {
            open.saw(&stored);
        }
        open.begin_turn();
        open.save_now();
        open.read_past();
        let route = Route::Sheet(open.id());
        self.sheet.set(Some(open));
        self.desk().go(&route.address());
        self.route.set(route);
        self.let_go_later();
    }

    /// Keeps a sheet without opening it: in the store, or where that will not
    /// take it, in this tab.
    pub(super) fn lay_down(self, form: &Arc<Form>, contents: Contents) {
        let desk = self.desk();
        let key = key_of(form, &contents.document.id);
        let text = contents.text(form, &desk.now());
        // The store may be on the disk only half a minute later.
        desk.note(&note_key(&key, &desk.writer()), &text, Box::new(|_| {}));
        if desk.keep(&key, &text).is_err() {
            let open = self.sheet_of(form.clone(), contents, false);
            open.note_now();
            self.put_aside(open);
        }
    }

    /// Makes a copy of a draft under a new id.
    pub fn duplicate(self, id: &str) {
        let Some(Loaded { form, mut contents, .. }) = self.loaded(id) else { return };
        contents.document.id = self.desk().new_id();
        contents.document.line = Line::default();
        contents.history = History::default();
        self.lay_down(&form, contents);
        self.find_drafts();
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
        let desk = self.desk();
        desk.forget(&draft.key);
        desk.strike(&format!("{}/", draft.key));
        desk.strike(&super::past::prefix(&draft.key));
    }

    /// Whether something lies where a document would be kept that this page
    /// cannot read, or that a newer one kept.
    pub(super) fn is_taken(self, form: &Form, id: &str) -> bool {
        let key = key_of(form, id);
        self.drafts.unreadable.with_untracked(|keys| keys.contains(&key))
            || self
                .drafts
                .list
                .with_untracked(|list| list.iter().any(|draft| draft.newer && draft.key == key))
    }
}

/// The number of a sheet as people count: 9 before 10.
fn counted(draft: &Draft) -> (u64, &Option<String>) {
    let digits = draft.number.as_deref().map(fold::leading_digits).unwrap_or_default();
    (digits.parse().unwrap_or_default(), &draft.number)
}

fn summary(key: String, form: &Form, contents: &Contents, saved_at: &str) -> Draft {
    let evaluation = Evaluation::new(form, &contents.sheet);
    Draft {
        id: contents.document.id.clone(),
        key,
        form: form.title.clone(),
        number: submission::key(form, &contents.sheet, &evaluation),
        title: submission::title(form, &contents.sheet, &evaluation),
        progress: submission::progress(
            form,
            &contents.sheet,
            &evaluation,
            contents.document.stage.as_deref(),
        ),
        saved_at: saved_at.to_owned(),
        kept: true,
        noted: false,
        newer: false,
        size: 0,
    }
}
