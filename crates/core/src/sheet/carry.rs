//! This year's sheet → next year's, as the form says.

use super::{Raw, Sheet};
use crate::form::{CellIx, Form};
use crate::wareki::{FiscalYear, write_year};

/// Next year's sheet, as it is begun.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// What stands in it.
    pub sheet: Sheet,
    /// The boxes that this year's sheet had filled and that must be written
    /// anew: as the form says, and those with no year that could be advanced.
    pub anew: Vec<CellIx>,
}

/// Next year's sheet of this year's; none where the form does not say how.
///
/// Acceptances and items of older forms stay with the old sheet: they were
/// about that year.
pub fn next_year(this: &Form, sheet: &Sheet, next: &Form) -> Option<Carried> {
    let carry = next
        .carry
        .as_ref()
        .filter(|carry| next.id == this.id && carry.editions.contains(&this.edition))?;
    let there = |id: &str| match this.find(id) {
        Some(cell) if this.cell(cell).is_computed() => None,
        Some(cell) => sheet.raw(cell),
        None => sheet.unknown.get(id),
    };
    let filled = |id: &str| there(id).filter(|raw| !raw.is_blank());
    let mut out = Sheet::new(next);
    for (id, target) in &carry.cells {
        if let Some(raw) = filled(id) {
            out.put(*target, Some(raw.clone()));
        }
    }
    let mut anew = Vec::new();
    for cell in &carry.advanced {
        let Some(raw) = filled(&next.cell(*cell).id) else { continue };
        match one_later(this, next, *cell, raw) {
            Some(year) => {
                out.put(*cell, Some(year));
            }
            None => anew.push(*cell),
        }
    }
    let emptied = carry.emptied.iter().copied();
    anew.extend(emptied.filter(|cell| filled(&next.cell(*cell).id).is_some()));
    Some(Carried { sheet: out, anew })
}

/// The fiscal year after the one that stands there, as the form writes years.
fn one_later(this: &Form, next: &Form, cell: CellIx, raw: &Raw) -> Option<Raw> {
    let year = next.cell(cell).read_year(&raw.shown(), &this.eras).value?;
    let style = next.cell(cell).year_style();
    Some(Raw::Text(write_year(FiscalYear(year.0.checked_add(1)?), style, &next.eras)))
}
