//! The tables that an office publishes, filled from a collection.

use super::total::Sums;
use super::{Assessment, Collection, Gist, Shown, Total};
use crate::fold;
use crate::form::{CellIx, ColumnContent, Form, SheetTable};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A filled table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRows {
    /// The rows in order.
    pub rows: Vec<TableRow>,
    /// The row that closes it, where the table has one.
    pub totals: Option<TableRow>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// A cell for each column.
    pub cells: Vec<TableCell>,
    /// The sheets that it rests on.
    pub sheets: Vec<usize>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableCell {
    /// What a sheet says.
    Shown(Shown),
    /// How many sheets.
    Count(usize),
    /// A total.
    Total(Total),
}

/// Fills a table from the sheets of its form that count.
///
/// `form` is a place in `forms`, the list to which the gists point.
pub fn rows(
    collection: &Collection,
    forms: &[&Form],
    assessment: &Assessment,
    form: usize,
    table: &SheetTable,
) -> TableRows {
    let Some(of) = forms.get(form) else { return TableRows::default() };
    let sheets: Vec<(usize, &Gist)> = collection
        .gists()
        .filter(|(place, gist)| gist.form == form && assessment.status(*place).counts())
        .collect();
    let mut groups = grouped(of, &sheets, table);
    groups.sort_by(|a, b| ordered(of, table, a, b));
    let rows = groups.iter().map(|group| row(of, table, group, false)).collect();
    let totals = table.totals.then(|| row(of, table, &sheets, true));
    TableRows { rows, totals }
}

type Sheets<'a> = Vec<(usize, &'a Gist)>;

/// A group for each row.
fn grouped<'a>(form: &Form, sheets: &[(usize, &'a Gist)], table: &SheetTable) -> Vec<Sheets<'a>> {
    if table.group.is_empty() {
        return sheets.iter().map(|sheet| vec![*sheet]).collect();
    }
    let mut places: BTreeMap<Vec<Shown>, usize> = BTreeMap::new();
    let mut out: Vec<Sheets<'a>> = Vec::new();
    for sheet in sheets {
        let key = table.group.iter().map(|cell| folded(sheet.1.shown(form, *cell))).collect();
        let place = *places.entry(key).or_insert_with(|| {
            out.push(Vec::new());
            out.len() - 1
        });
        if let Some(group) = out.get_mut(place) {
            group.push(*sheet);
        }
    }
    out
}

/// Texts that differ in width and spaces only are one.
fn folded(shown: &Shown) -> Shown {
    match shown {
        Shown::Text(text) => Shown::Text(fold::label(text).collect()),
        other => other.clone(),
    }
}

fn ordered(form: &Form, table: &SheetTable, a: &Sheets<'_>, b: &Sheets<'_>) -> Ordering {
    let (Some((_, a)), Some((_, b))) = (a.first(), b.first()) else { return Ordering::Equal };
    let by = |cell: CellIx| folded(a.shown(form, cell)).cmp(&folded(b.shown(form, cell)));
    table
        .order
        .iter()
        .map(|(cell, falls)| if *falls { by(*cell).reverse() } else { by(*cell) })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn row(form: &Form, table: &SheetTable, sheets: &[(usize, &Gist)], closing: bool) -> TableRow {
    let cells = table
        .columns
        .iter()
        .map(|column| match &column.content {
            ColumnContent::Cell(_) if closing => TableCell::Shown(Shown::Blank),
            ColumnContent::Cell(cell) => TableCell::Shown(
                sheets.first().map(|(_, gist)| gist.shown(form, *cell).clone()).unwrap_or_default(),
            ),
            ColumnContent::Count => TableCell::Count(sheets.len()),
            ColumnContent::Sum(cells) => {
                let mut sums = Sums::default();
                for (place, gist) in sheets {
                    for cell in cells {
                        sums.take(form, *place, gist, *cell);
                    }
                }
                TableCell::Total(sums.total())
            }
        })
        .collect();
    TableRow { cells, sheets: sheets.iter().map(|(place, _)| *place).collect() }
}
