//! The workbooks that an office fills in today, a sheet in each: what stands
//! at the addresses of the form becomes a draft.

use super::{Draft, Maker, several};
use crate::check::{Evaluation, Purpose};
use crate::finding::Severity;
use crate::form::{Form, Kind};
use crate::sheet::{Raw, Sheet};
use crate::{fold, words};
use std::collections::{BTreeMap, HashMap};

/// The texts of a worksheet, by row and column from 1.
pub type Cells = HashMap<(u32, u32), String>;

/// Worksheets, by the names under which the form asks for them; what the
/// workbook does not have is missing.
pub type Pages = BTreeMap<String, Cells>;

/// Whether a form says where its cells stand in a workbook.
pub fn is_mapped(form: &Form) -> bool {
    form.cells().any(|(_, cell)| cell.address.is_some())
}

/// The worksheets in which the form has addresses; the first has no name.
pub fn wanted(form: &Form) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (_, cell) in form.cells().filter(|(_, cell)| !cell.is_computed()) {
        if let Some(address) = &cell.address
            && !out.contains(&address.sheet)
        {
            out.push(address.sheet.clone());
        }
    }
    out
}

/// Which of the worksheets of a workbook is wanted: by its name, compared
/// without widths and spaces; the first for no name.
pub fn place(names: &[String], wanted: &str) -> Option<usize> {
    if wanted.is_empty() {
        return (!names.is_empty()).then_some(0);
    }
    names.iter().position(|known| fold::same_label(known, wanted))
}

impl Maker<'_> {
    /// The draft of a workbook, and a sentence for each thing that could not be
    /// read; `name` is that of the file, `own` tells it from all others.
    pub fn of_workbook(
        &self,
        pages: &Pages,
        name: &str,
        own: &str,
        nth: usize,
    ) -> (Option<Draft>, Vec<String>) {
        let form = self.form;
        let mut said: Vec<String> = wanted(form)
            .iter()
            .filter(|page| !pages.contains_key(*page))
            .map(|page| words::no_worksheet(name, page))
            .collect();
        let sheet = read(form, pages);
        if sheet.filled().next().is_none() {
            said.push(words::nothing_at_addresses(name));
            return (None, said);
        }
        let evaluation = Evaluation::new(form, &sheet);
        for finding in evaluation.findings(form, &sheet, Purpose::Typing) {
            if finding.severity == Severity::Error && finding.rule.is_none() {
                let sentence = words::finding(form, &sheet, &evaluation, &finding);
                said.push(words::of_workbook(name, &sentence));
            }
        }
        let own = format!("kohyo/{}/{}/{own}", form.id, form.edition);
        (Some(self.judged(&sheet, &evaluation, &own, nth)), said)
    }
}

/// What stands at the addresses.
fn read(form: &Form, pages: &Pages) -> Sheet {
    let mut sheet = Sheet::new(form);
    for (place, cell) in form.cells() {
        let Some(address) = cell.address.as_ref().filter(|_| !cell.is_computed()) else { continue };
        let page = pages.get(&address.sheet);
        let Some(text) = page.and_then(|page| page.get(&(address.row, address.column))) else {
            continue;
        };
        if fold::is_blank(text) {
            continue;
        }
        let raw = match cell.kind {
            // ■甲 □乙: which are ticked is for the reader of choices.
            Kind::Choices if text.contains(['■', '□', '☑', '☐', '☒']) => {
                Raw::Several(vec![text.clone()])
            }
            Kind::Choices => Raw::Several(several(text)),
            _ => Raw::text(text),
        };
        sheet.put(place, Some(raw));
    }
    sheet
}
