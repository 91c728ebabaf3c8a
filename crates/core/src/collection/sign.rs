//! Habits of sign: one section writes a saving as `△ 480`, another as `480`.
//!
//! △ alone tells nothing: it may be extra work, as where a first effort is
//! followed by savings. A sheet is asked about where △ stands in a year whose
//! money is positive, or where every figure of the sheet has it, and other
//! sheets write their figures without.

use super::assess::Counting;
use super::{Finding, Gist, Matter, SheetPlace};
use crate::finding::Code;
use crate::fold;
use crate::form::{CellIx, Signs};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How a sheet writes its figures.
enum Habit {
    /// Nothing can be told.
    Open,
    /// Without △.
    Bare,
    /// With △ where a saving is likely: the cells.
    Marked(Vec<CellIx>),
}

/// Sections whose sheets are to be asked, one finding each.
pub(super) fn habits(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let lists = counting.lists(|together| together.signs.len());
    for list in 0..lists {
        let mut bare = 0;
        let mut marked: BTreeMap<String, (Option<String>, Vec<SheetPlace>)> = BTreeMap::new();
        for (place, gist) in &counting.sheets {
            let signs = counting.form(gist).and_then(|form| form.together.signs.get(list));
            match signs.map_or(Habit::Open, |signs| habit(gist, signs)) {
                Habit::Open => {}
                Habit::Bare => bare += 1,
                Habit::Marked(cells) => {
                    let section = gist.department.as_deref().map(fold::label);
                    let section = section.map(Iterator::collect).unwrap_or_default();
                    let entry = marked.entry(section);
                    let entry = entry.or_insert_with(|| (gist.department.clone(), Vec::new()));
                    entry.1.push(SheetPlace { sheet: *place, cells });
                }
            }
        }
        if bare == 0 {
            continue;
        }
        for (department, sheets) in marked.into_values() {
            let matter = Matter::Sign { department, others: bare };
            findings.push(Finding::new(Code::CollectionSign, sheets, matter));
        }
    }
}

fn habit(gist: &Gist, signs: &Signs) -> Habit {
    let value = |cell: CellIx| gist.figure(cell).and_then(|figure| figure.worth.number());
    let mut negative = Vec::new();
    let mut beside_gain = Vec::new();
    let mut positive = 0;
    for (cell, money) in &signs.amounts {
        let Some(amount) = value(*cell).filter(|amount| !amount.is_zero()) else { continue };
        if amount > Decimal::ZERO {
            positive += 1;
            continue;
        }
        negative.push(*cell);
        if money.and_then(value).is_some_and(|money| money > Decimal::ZERO) {
            beside_gain.push(*cell);
        }
    }
    if !beside_gain.is_empty() {
        Habit::Marked(beside_gain)
    } else if negative.is_empty() {
        if positive > 0 { Habit::Bare } else { Habit::Open }
    } else if positive == 0 {
        Habit::Marked(negative)
    } else {
        Habit::Open
    }
}
