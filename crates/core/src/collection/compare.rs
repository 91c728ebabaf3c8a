//! Sheets side by side: editions, categories, names, what last year's sheet says.

use super::assess::Counting;
use super::{Finding, Gist, Matter, SheetPlace};
use crate::finding::Code;
use crate::fold;
use crate::form::{CellIx, Form};
use crate::number::Unit;
use crate::order::InOrder;
use std::collections::BTreeMap;

/// Sheets of an edition that few use.
pub(super) fn editions(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let mut by_edition: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, gist) in &counting.sheets {
        by_edition.entry(gist.form).or_default().push(*place);
    }
    // Of editions with as many sheets, the later one is usual.
    let usual = by_edition.iter().max_by_key(|(form, sheets)| (sheets.len(), **form));
    let Some(usual) = usual.map(|(form, _)| *form) else { return };
    let name =
        |form: usize| counting.forms.get(form).map(|form| form.edition.clone()).unwrap_or_default();
    for (form, sheets) in by_edition.iter().filter(|(form, _)| **form != usual) {
        let matter = Matter::Edition { edition: name(*form), usual: name(usual) };
        let sheets = sheets.iter().copied().map(SheetPlace::whole).collect();
        findings.push(Finding::new(Code::CollectionEdition, sheets, matter));
    }
}

/// The cell of the category, and what it says.
fn category(counting: &Counting<'_>, gist: &Gist) -> Option<(CellIx, String)> {
    let form = counting.form(gist)?;
    let cell = form.together.category.as_ref()?.cell;
    Some((cell, gist.shown(form, cell).words()?.to_owned()))
}

/// Categories against the form's master list, and against each other: one
/// number, one name.
pub(super) fn categories(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let mut by_number: BTreeMap<String, Vec<(usize, CellIx, String)>> = BTreeMap::new();
    for (place, gist) in &counting.sheets {
        let Some((cell, found)) = category(counting, gist) else { continue };
        let list = counting
            .form(gist)
            .and_then(|form| form.together.category.as_ref())
            .map_or(&[][..], |category| &category.list);
        if !list.is_empty() {
            if !list.iter().any(|known| fold::same_label(known, &found)) {
                let sheets = vec![SheetPlace { sheet: *place, cells: vec![cell] }];
                let matter = Matter::CategoryUnknown { found };
                findings.push(Finding::new(Code::CollectionCategory, sheets, matter));
            }
            continue;
        }
        let number = fold::leading_digits(&found);
        if !number.is_empty() {
            by_number.entry(number).or_default().push((*place, cell, found));
        }
    }
    for sheets in by_number.into_values() {
        let Some(usual) = usual(sheets.iter().map(|(_, _, found)| found.as_str())) else {
            continue;
        };
        let usual = usual.to_owned();
        for (place, cell, found) in sheets {
            if !fold::same_label(&found, &usual) {
                let sheets = vec![SheetPlace { sheet: place, cells: vec![cell] }];
                let matter = Matter::CategoryDiffers { found, usual: usual.clone() };
                findings.push(Finding::new(Code::CollectionCategory, sheets, matter));
            }
        }
    }
}

/// The text that most have; of as many, the first.
fn usual<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: Vec<(String, &str, usize)> = Vec::new();
    for text in texts {
        let folded: String = fold::label(text).collect();
        match counts.iter_mut().find(|(known, _, _)| *known == folded) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((folded, text, 1)),
        }
    }
    let most = counts.iter().map(|(_, _, count)| *count).max()?;
    counts.iter().find(|(_, _, count)| *count == most).map(|(_, text, _)| *text)
}

/// One name under several keys of one round.
pub(super) fn names(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    // Form, year, name.
    type Round = (usize, Option<i32>, String);
    let mut by_name: BTreeMap<Round, Vec<(usize, &Gist)>> = BTreeMap::new();
    for (place, gist) in &counting.sheets {
        let asked = counting.form(gist).is_some_and(|form| form.together.distinct_names);
        if let (true, Some(title), Some(_)) = (asked, &gist.title, &gist.key) {
            let folded: String = fold::label(title).collect();
            by_name.entry((gist.form, gist.fiscal_year, folded)).or_default().push((*place, gist));
        }
    }
    for sheets in by_name.into_values() {
        let (Some((_, first)), true) = (sheets.first(), sheets.len() > 1) else { continue };
        let matter = Matter::SameName { title: first.title.clone().unwrap_or_default() };
        let places = sheets
            .iter()
            .map(|(place, gist)| SheetPlace {
                sheet: *place,
                cells: counting.form(gist).and_then(|form| form.name).into_iter().collect(),
            })
            .collect();
        findings.push(Finding::new(Code::CollectionName, places, matter));
    }
}

/// Cells that say the same in each year's sheet of one key.
pub(super) fn carried(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let mut by_key: BTreeMap<&str, Vec<(usize, &Gist)>> = BTreeMap::new();
    for (place, gist) in &counting.sheets {
        if let Some(key) = &gist.key {
            by_key.entry(key).or_default().push((*place, gist));
        }
    }
    for mut sheets in by_key.into_values() {
        sheets.order_by_key(|(place, gist)| (gist.form, gist.fiscal_year, *place));
        for pair in sheets.windows(2) {
            let [(earlier, old), (later, new)] = pair else { continue };
            let (Some(before), Some(after)) = (counting.form(old), counting.form(new)) else {
                continue;
            };
            let mut places = [SheetPlace::whole(*earlier), SheetPlace::whole(*later)];
            for cell in &after.together.carried {
                let Some(same) = before.find(&after.cell(*cell).id) else { continue };
                if !before.together.carried.contains(&same) {
                    continue;
                }
                let (was, is) = (old.shown(before, same), new.shown(after, *cell));
                let blank = |shown: &super::Shown| *shown == super::Shown::Blank;
                let agrees = agree((before, old, same), (after, new, *cell));
                if !agrees.unwrap_or(was == is) && !blank(was) && !blank(is) {
                    let [first, second] = &mut places;
                    first.cells.push(same);
                    second.cells.push(*cell);
                }
            }
            let next = match (old.fiscal_year, new.fiscal_year) {
                (Some(before), Some(after)) => after - before == 1,
                _ => old.form != new.form,
            };
            for (last, this) in after.together.follows.iter().filter(|_| next) {
                let Some(same) = before.find(last) else { continue };
                if agree((before, old, same), (after, new, *this)) == Some(false) {
                    let [first, second] = &mut places;
                    first.cells.push(same);
                    second.cells.push(*this);
                }
            }
            if places.iter().any(|place| !place.cells.is_empty()) {
                let finding =
                    Finding::new(Code::CollectionCarried, places.into(), Matter::NotCarried);
                findings.push(finding);
            }
        }
    }
}

/// Whether two figures say the same, each in its unit; none where either is no
/// number or they measure different things.
fn agree(before: (&Form, &Gist, CellIx), after: (&Form, &Gist, CellIx)) -> Option<bool> {
    let number = |(form, gist, cell): (&Form, &Gist, CellIx)| {
        let figure = gist.figure(cell)?;
        Some((figure.worth.number()?, Unit::new(gist.unit(form, figure))))
    };
    let ((was, from), (is, to)) = (number(before)?, number(after)?);
    Some(Unit::convert(was, &from, &to)? == is)
}
