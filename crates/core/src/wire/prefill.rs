//! Drafts made before the sections begin: of the rows of a table, of last
//! year's sheets, of the workbooks in use. The page and the command make the
//! same drafts; where their ids come from is for the caller to say.

pub mod workbook;

use super::draft;
use crate::check::Evaluation;
use crate::fold;
use crate::form::{Cell, CellIx, Form};
use crate::sheet::{History, Raw, Sheet, next_year};
pub use crate::submission::PrefillFault;
use crate::submission::{self, Document};
use std::collections::BTreeSet;

/// A draft file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The section, where the sheet says it.
    pub department: Option<String>,
}

/// What all drafts of one run have in common.
pub struct Maker<'a> {
    /// The form.
    pub form: &'a Form,
    /// When they are made.
    pub at: &'a str,
    /// What makes them.
    pub application: &'a str,
    /// The id of a draft, of what tells it from all others.
    pub id: &'a dyn Fn(&str) -> String,
}

impl Maker<'_> {
    /// The draft of a sheet; `own` tells it from all others, `nth` stands in
    /// its name.
    pub fn draft(&self, sheet: &Sheet, own: &str, nth: usize) -> Draft {
        let evaluation = Evaluation::new(self.form, sheet);
        self.judged(sheet, &evaluation, own, nth)
    }

    fn judged(&self, sheet: &Sheet, evaluation: &Evaluation, own: &str, nth: usize) -> Draft {
        let document = Document::new((self.id)(own));
        let history = History::default();
        let text = draft::write(self.form, sheet, &history, &document, self.at, self.application);
        let file = submission::file_name(self.form, sheet, evaluation, &format!("{nth:04}"));
        Draft {
            file: file.replacen("個票_", "下書き_", 1),
            text: text + "\n",
            department: submission::department(self.form, sheet, evaluation),
        }
    }

    /// A draft for each row of a table; `name` is that of the table.
    pub fn of_rows(&self, table: &[Vec<String>], name: &str) -> Result<Vec<Draft>, PrefillFault> {
        let (headings, lines) = table.split_first().ok_or(PrefillFault::NoHeadings)?;
        let form = self.form;
        let columns = columns(form, headings)?;
        let mut out = Vec::new();
        let mut ids = BTreeSet::new();
        for (place, line) in lines.iter().enumerate() {
            if line.iter().all(|text| fold::is_blank(text)) {
                continue;
            }
            let row = place + 2;
            let mut sheet = Sheet::new(form);
            for (at, text) in line.iter().enumerate().filter(|(_, text)| !fold::is_blank(text)) {
                let cell = columns.get(at).copied().flatten();
                let cell = cell.ok_or(PrefillFault::NoHeading(row, at + 1))?;
                sheet.put(cell, Some(raw(form, cell, text)));
            }
            let evaluation = Evaluation::new(form, &sheet);
            let key = submission::key(form, &sheet, &evaluation);
            let own = match &key {
                Some(key) => format!("kohyo/{}/{}/{key}", form.id, form.edition),
                None => format!("kohyo/{}/{}/{name}/{row}", form.id, form.edition),
            };
            if !ids.insert(own.clone()) {
                return Err(PrefillFault::SameKey(row, key.unwrap_or_default()));
            }
            out.push(self.judged(&sheet, &evaluation, &own, row));
        }
        if out.is_empty() { Err(PrefillFault::NoRows) } else { Ok(out) }
    }

    /// Next year's draft of a sheet of last year, as the form says.
    pub fn of_last_year(
        &self,
        this: &Form,
        sheet: &Sheet,
        document: &str,
        nth: usize,
    ) -> Result<Draft, PrefillFault> {
        let form = self.form;
        let carried = next_year(this, sheet, form).ok_or_else(|| {
            PrefillFault::NoCarry(
                [&form.id, &form.edition, &this.id, &this.edition].map(Clone::clone),
            )
        })?;
        let own = format!("kohyo/next/{}/{}/{document}", form.id, form.edition);
        Ok(self.draft(&carried.sheet, &own, nth))
    }
}

/// The cell of each column; none for a column without heading.
fn columns(form: &Form, headings: &[String]) -> Result<Vec<Option<CellIx>>, PrefillFault> {
    let mut out: Vec<Option<CellIx>> = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        if fold::is_blank(heading) {
            out.push(None);
            continue;
        }
        let cell = cell_of(form, heading, place + 1)?;
        if out.contains(&Some(cell)) {
            return Err(PrefillFault::SameCell(place + 1, heading.clone()));
        }
        out.push(Some(cell));
    }
    Ok(out)
}

/// A cell by its id, its whole printed name, or the name at its box where no
/// other box has the same.
fn cell_of(form: &Form, heading: &str, column: usize) -> Result<CellIx, PrefillFault> {
    if let Some(cell) = form.find(heading.trim()) {
        return Ok(cell);
    }
    let names: [fn(&Cell) -> &str; 2] = [|cell| &cell.label, |cell| &cell.heading];
    for named in names {
        let mut found = form.cells().filter(|(_, cell)| fold::same_label(named(cell), heading));
        match (found.next(), found.next()) {
            (Some((place, _)), None) => return Ok(place),
            (Some((_, first)), Some((_, second))) => {
                let ids = [first.id.clone(), second.id.clone()];
                return Err(PrefillFault::ManyCells(column, heading.to_owned(), ids));
            }
            (None, _) => {}
        }
    }
    Err(PrefillFault::UnknownHeading(column, heading.to_owned()))
}

/// A text of a table.
fn raw(form: &Form, cell: CellIx, text: &str) -> Raw {
    if form.cell(cell).is_several() { Raw::Several(several(text)) } else { Raw::text(text) }
}

/// Several choices are parted by `;`, 、 or line ends.
pub fn several(text: &str) -> Vec<String> {
    let parts = text.split([';', '；', '、', '\n', '\r']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}
