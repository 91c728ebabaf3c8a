//! Which acceptance a finding has, and how long it holds.

use super::{Finding, Place};
use crate::fold;
use crate::form::{CellIx, CellUnit, Form};
use crate::order::map_of;
use crate::sheet::{Acceptance, Raw, Sheet};
use std::collections::BTreeSet;

impl Finding {
    /// Accepts it on the texts that stand there now.
    pub fn accept(&self, form: &Form, sheet: &Sheet, reason: &str, at: &str) -> Acceptance {
        let id = |place: &Place| place.id(form).to_owned();
        let grounds = self.rests.iter().map(id).chain(grounds(form, &self.rests));
        Acceptance {
            code: self.code.to_string(),
            rule: self.rule.clone(),
            cells: self.cells.iter().map(id).collect(),
            reason: reason.to_owned(),
            at: at.to_owned(),
            on: map_of(grounds.map(|id| (id.clone(), text_of(form, sheet, &id)))),
        }
    }
}

/// The ids of the cells by which these are read: the parts of a total, which has
/// no text of its own, the unit beside a number, the choice above another.
fn grounds(form: &Form, rests: &[Place]) -> impl Iterator<Item = String> {
    let mut open: Vec<CellIx> = rests.iter().filter_map(Place::cell).collect();
    let mut found = BTreeSet::new();
    while let Some(place) = open.pop() {
        if found.insert(place) {
            let cell = form.cell(place);
            open.extend(cell.under);
            if let CellUnit::Of(unit) = cell.unit {
                open.push(unit);
            }
            if let Some(node) = &cell.compute {
                node.each_cell(&mut |part| open.push(part));
            }
        }
    }
    found.into_iter().map(|place| form.cell(place).id.clone())
}

/// The acceptance of a finding that holds, or else the latest that did.
pub(super) fn accepted(
    form: &Form,
    sheet: &Sheet,
    finding: &Finding,
) -> (Option<usize>, Option<usize>) {
    let mut lapsed = None;
    for (place, acceptance) in sheet.acceptances.iter().enumerate() {
        if is_of(form, finding, acceptance) {
            if stands(form, sheet, acceptance) {
                return (Some(place), None);
            }
            lapsed = Some(place);
        }
    }
    (None, lapsed)
}

/// Whether an acceptance is of this finding.
fn is_of(form: &Form, finding: &Finding, acceptance: &Acceptance) -> bool {
    let id = |place: &Place| place.id(form).to_owned();
    !fold::is_blank(&acceptance.reason)
        && acceptance.code == finding.code
        && acceptance.rule == finding.rule
        && acceptance.cells.iter().cloned().eq(finding.cells.iter().map(id))
        && finding.cells.iter().all(|place| acceptance.on.contains_key(place.id(form)))
}

/// Whether every text on which an acceptance rests still stands.
fn stands(form: &Form, sheet: &Sheet, acceptance: &Acceptance) -> bool {
    acceptance.on.iter().all(|(id, text)| text_of(form, sheet, id) == *text)
}

/// What stands in a cell, whether the form knows it or not.
fn text_of(form: &Form, sheet: &Sheet, id: &str) -> String {
    let raw = match form.find(id) {
        Some(cell) => sheet.raw(cell),
        None => sheet.unknown.get(id),
    };
    raw.map(Raw::shown).unwrap_or_default()
}

/// The first cells of the findings that are accepted on what stands in a cell;
/// none stands for those that name no cell.
pub(super) fn accepted_on(
    form: &Form,
    sheet: &Sheet,
    cell: CellIx,
) -> impl Iterator<Item = Option<CellIx>> {
    let id = &form.cell(cell).id;
    let on = sheet.acceptances.iter().filter(move |acceptance| acceptance.on.contains_key(id));
    on.map(|acceptance| acceptance.cells.first().and_then(|first| form.find(first)))
}
