//! Next year's sheet of this one, as the form says.

use super::sheet::Contents;
use super::{Session, SheetSession};
use kohyo_core::form::{CellIx, Form, successor};
use kohyo_core::sheet::{History, next_year};
use kohyo_core::submission::Document;
use kohyo_core::wire::last_year::{LastYear, MEMBER};
use leptos::prelude::*;
use std::sync::Arc;

impl Session {
    /// Whether a form says how next year's sheet of it is begun.
    pub fn rolls_over(self, form: &Form) -> bool {
        successor(self.forms.editions(&form.id), form).is_some()
    }

    /// Begins next year's sheet of the open one and goes to it; this year's
    /// stays as it is.
    pub fn roll_over(self, open: SheetSession) -> bool {
        let this = open.form();
        let Some(next) = successor(self.forms.editions(&this.id), &this) else { return false };
        open.save_now();
        let begun = open.with_contents(|this, contents| {
            let carried = next_year(this, &contents.sheet, &next)?;
            let last = LastYear::of(this, &contents.sheet, &next, &carried.anew);
            let mut document = Document::new(self.desk().new_id());
            document.extra.insert(MEMBER.to_owned(), last.written(&next));
            Some(Contents { sheet: carried.sheet, history: History::default(), document })
        });
        match begun {
            Some(contents) => {
                self.show(next, contents);
                true
            }
            None => false,
        }
    }
}

/// What the draft remembers of last year.
pub(super) fn remembered(form: &Form, contents: &Contents) -> Option<Arc<LastYear>> {
    let text = contents.document.extra.get(MEMBER)?;
    LastYear::read(form, text).map(Arc::new)
}

/// The document without what only the draft remembers.
pub(super) fn handed_in(document: &Document) -> Document {
    let mut document = document.clone();
    document.extra.remove(MEMBER);
    document
}

impl SheetSession {
    /// What stood in a cell last year, where another text stands there now.
    pub fn last_year(self, place: CellIx) -> Option<String> {
        let last = self.last.get_value()?;
        self.cell(place).track();
        let now = self.raw(place);
        last.text(place).filter(|_| !last.is_same(place, now.as_ref())).map(str::to_owned)
    }

    /// Whether a cell is to be written anew and is still empty.
    pub fn is_anew(self, place: CellIx) -> bool {
        self.cell(place).track();
        let asked = self
            .last
            .with_value(|last| last.as_ref().is_some_and(|last| last.anew.contains(&place)));
        asked && self.raw(place).is_none_or(|raw| raw.is_blank())
    }

    /// Whether it was begun from last year's.
    pub fn is_carried(self) -> bool {
        self.last.with_value(Option::is_some)
    }
}
