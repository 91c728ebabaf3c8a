//! The total of one table against that of another.

use super::assess::Counting;
use super::total::Sums;
use super::{Finding, Gist, Matter, SheetPlace, Side, Total};
use crate::finding::Code;
use crate::fold;
use crate::form::{Balance, BalanceBy, CellIx, Form, OtherSide};
use crate::number::{self, Unit};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One of two totals as it grows.
#[derive(Default)]
struct Growing {
    sums: Sums,
    sheets: Vec<SheetPlace>,
}

impl Growing {
    fn take(&mut self, form: &Form, place: usize, gist: &Gist, cells: Vec<CellIx>) {
        let cells: Vec<_> = cells.into_iter().filter(|cell| gist.figure(*cell).is_some()).collect();
        for cell in &cells {
            self.sums.take(form, place, gist, *cell);
        }
        if !cells.is_empty() {
            self.sheets.push(SheetPlace { sheet: place, cells });
        }
    }
}

/// Totals that should agree and do not. A total that leaves anything out is not
/// compared: it would differ for that alone.
pub(super) fn totals(counting: &Counting<'_>, all: &Counting<'_>, findings: &mut Vec<Finding>) {
    for list in 0..counting.lists(|together| together.totals.len()) {
        let balance = |form: &Form| form.together.totals.get(list).cloned();
        let mut parts: BTreeMap<String, (String, Growing, Growing)> = BTreeMap::new();
        let mut within = 0;
        let mut other: Option<Balance> = None;
        for (place, gist) in &counting.sheets {
            let Some(form) = counting.form(gist) else { continue };
            let Some(own) = balance(form) else { continue };
            let Some(name) = part(form, gist, own.by) else { continue };
            let entry = parts.entry(fold::label(&name).collect());
            let (_, left, right) =
                entry.or_insert_with(|| (name, Growing::default(), Growing::default()));
            left.take(form, *place, gist, own.left.clone());
            match &own.right {
                OtherSide::Here(cells) => right.take(form, *place, gist, cells.clone()),
                OtherSide::Form(..) => other = Some(own.clone()),
            }
            within = own.within;
        }
        for (place, gist) in all.sheets.iter().filter(|_| other.is_some()) {
            let (Some(form), Some(own)) = (all.form(gist), &other) else { continue };
            let cells = own.right.cells(form);
            if cells.is_empty() {
                continue;
            }
            let Some(name) = part(form, gist, own.by) else { continue };
            let folded: String = fold::label(&name).collect();
            if let Some((_, _, right)) = parts.get_mut(&folded) {
                right.take(form, *place, gist, cells);
            }
        }
        for (name, left, right) in parts.into_values() {
            findings.extend(differing(name, left, right, within));
        }
    }
}

/// To which part of the totals a sheet belongs; none where it does not say.
fn part(form: &Form, gist: &Gist, by: BalanceBy) -> Option<String> {
    match by {
        BalanceBy::All => Some(String::new()),
        BalanceBy::Department => gist.department.clone(),
        BalanceBy::Key => gist.key.clone(),
        BalanceBy::Category => {
            let cell = form.together.category.as_ref()?.cell;
            gist.shown(form, cell).words().map(ToOwned::to_owned)
        }
    }
}

fn differing(name: String, left: Growing, right: Growing, within: u32) -> Option<Finding> {
    let (one, other) = (left.sums.total(), right.sums.total());
    // 千円 against 円; what measures something else is not compared.
    let same = Unit::convert(other.sum?, &Unit::new(&other.unit), &Unit::new(&one.unit))?;
    let difference = one.sum?.checked_sub(same)?;
    let whole = one.left_out.is_empty() && other.left_out.is_empty();
    if !whole || difference.abs() <= Decimal::from(within) {
        return None;
    }
    let side = |own: &Growing, total: &Total| {
        let sum = total.sum.map(|sum| number::printed(sum, None)).unwrap_or_default();
        let total = format!("{sum}{}", total.unit);
        Some(Side { total, first: own.sheets.first()?.clone(), sheets: own.sheets.len() })
    };
    let matter = Matter::Totals {
        part: (!name.is_empty()).then_some(name),
        sides: [side(&left, &one)?, side(&right, &other)?],
    };
    // A sheet on which both rest is named once.
    let mut cells: BTreeMap<usize, Vec<CellIx>> = BTreeMap::new();
    for own in left.sheets.into_iter().chain(right.sheets) {
        cells.entry(own.sheet).or_default().extend(own.cells);
    }
    let sheets = cells.into_iter().map(|(sheet, cells)| SheetPlace { sheet, cells }).collect();
    Some(Finding::new(Code::CollectionTotal, sheets, matter))
}
