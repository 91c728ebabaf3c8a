//! What was answered: the raw text of each cell, as typed.
//!
//! The raw text is the only truth of a sheet; readings, totals and findings
//! follow from it. Nothing is judged here.

mod acceptance;
mod boxless;
mod carry;
mod history;

pub use acceptance::Acceptance;
pub use boxless::{Boxless, BoxlessEdit};
pub use carry::{Carried, next_year};
pub use history::{Change, Edit, History};

use crate::fold;
use crate::form::{CellIx, Form};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    /// A text as typed, line ends `\n`.
    Text(String),
    /// The choices as given.
    Several(Vec<String>),
}

impl Raw {
    /// A text with its line ends made `\n`.
    pub fn text(text: &str) -> Self {
        if text.contains('\r') {
            Self::Text(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// Whether nothing but spaces stands there.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => fold::is_blank(text),
            Self::Several(texts) => texts.iter().all(|text| fold::is_blank(text)),
        }
    }

    /// The text, or the texts joined as the sheet would print them.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Several(texts) => texts.join("、"),
        }
    }
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    cells: Vec<Option<Raw>>,
    /// Cells of other editions, or of nobody: kept, shown, handed on.
    pub unknown: BTreeMap<String, Raw>,
    /// Those of them that an earlier revision of the form had.
    pub old: BTreeSet<String>,
    /// The warnings that were accepted, with their reasons.
    pub acceptances: Vec<Acceptance>,
}

impl Sheet {
    /// An empty sheet of a form.
    pub fn new(form: &Form) -> Self {
        Self { cells: vec![None; form.len()], ..Self::default() }
    }

    /// A sheet with these texts; ids that the form does not know are kept.
    pub fn with(form: &Form, cells: impl IntoIterator<Item = (String, Raw)>) -> Self {
        let mut sheet = Self::new(form);
        for (id, raw) in cells {
            match form.find(&id) {
                Some(cell) => {
                    sheet.put(cell, Some(raw));
                }
                None => {
                    sheet.unknown.insert(id, raw);
                }
            }
        }
        sheet
    }

    /// A sheet with the texts of an earlier revision of the form, each where
    /// it belongs today; what has no place any more is kept as old.
    ///
    /// Where two texts meet in one cell, the one that was moved there stays
    /// under its old id: neither is lost.
    pub fn migrated(
        form: &Form,
        revision: u32,
        cells: impl IntoIterator<Item = (String, Raw)>,
    ) -> Self {
        let mut sheet = Self::new(form);
        let mut moved = Vec::new();
        for (id, raw) in cells {
            let heir = form.heir(revision, &id).into_owned();
            match form.find(&heir) {
                Some(cell) if heir == id => {
                    sheet.put(cell, Some(raw));
                }
                Some(cell) => moved.push((id, cell, raw)),
                None => sheet.keep_old(heir, raw),
            }
        }
        for (id, cell, raw) in moved {
            if sheet.is_blank(cell) {
                sheet.put(cell, Some(raw));
                continue;
            }
            match form.find(&id) {
                None => sheet.keep_old(id, raw),
                Some(own) if sheet.is_blank(own) => {
                    sheet.put(own, Some(raw));
                }
                Some(_) => sheet.keep_old(format!("old.{id}"), raw),
            }
        }
        sheet
    }

    fn keep_old(&mut self, id: String, raw: Raw) {
        if !raw.is_blank() {
            self.old.insert(id.clone());
            self.unknown.insert(id, raw);
        }
    }

    /// What stands in a cell.
    pub fn raw(&self, cell: CellIx) -> Option<&Raw> {
        self.cells.get(cell.index()).and_then(Option::as_ref)
    }

    /// The text of a cell, empty where nothing stands.
    pub fn text(&self, cell: CellIx) -> &str {
        match self.raw(cell) {
            Some(Raw::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether nothing but spaces stands there.
    pub fn is_blank(&self, cell: CellIx) -> bool {
        self.raw(cell).is_none_or(Raw::is_blank)
    }

    /// Puts a text into a cell and returns what stood there.
    pub fn put(&mut self, cell: CellIx, raw: Option<Raw>) -> Option<Raw> {
        match self.cells.get_mut(cell.index()) {
            Some(place) => std::mem::replace(place, raw),
            None => None,
        }
    }

    /// The cells in which something stands, in form order.
    pub fn filled(&self) -> impl Iterator<Item = (CellIx, &Raw)> {
        self.cells.iter().enumerate().filter_map(|(index, raw)| {
            let cell = CellIx(u32::try_from(index).ok()?);
            Some((cell, raw.as_ref()?))
        })
    }

    /// How many rows of a free repeat hold something.
    pub fn rows(&self, form: &Form, repeat: &str) -> u32 {
        self.filled()
            .filter(|(_, raw)| !raw.is_blank())
            .filter_map(|(cell, _)| form.cell(cell).repeat.as_ref())
            .filter(|(id, _)| id == repeat)
            .map(|(_, row)| *row)
            .max()
            .unwrap_or(0)
    }
}
