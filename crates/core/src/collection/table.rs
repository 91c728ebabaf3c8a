//! The tables that an office publishes, filled from a collection.

use super::total::Sums;
use super::{Assessment, Collection, Gist, Shown, Total};
use crate::fold;
use crate::form::{ColumnContent, Form, OrderBy, SheetTable};
use crate::order::InOrder;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A filled table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRows {
    /// The rows in order.
    pub rows: Vec<TableRow>,
    /// The row that closes it, where the table has one.
    pub totals: Option<TableRow>,
    /// The same of every table: what its sums leave out is to be said under each.
    pub whole: TableRow,
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
    groups.order_by(|a, b| ordered(of, assessment, table, a, b));
    let rows = groups.iter().enumerate();
    let rows = rows.map(|(nth, group)| row(of, assessment, table, group, Some(nth + 1))).collect();
    let whole = row(of, assessment, table, &sheets, None);
    TableRows { rows, totals: table.totals.then(|| whole.clone()), whole }
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

fn ordered(
    form: &Form,
    assessment: &Assessment,
    table: &SheetTable,
    a: &Sheets<'_>,
    b: &Sheets<'_>,
) -> Ordering {
    let (Some(a), Some(b)) = (a.first(), b.first()) else { return Ordering::Equal };
    let by = |by: &OrderBy| match by {
        OrderBy::Cell(cell) => folded(a.1.shown(form, *cell)).cmp(&folded(b.1.shown(form, *cell))),
        OrderBy::List(heading) => {
            listed(assessment, a.0, heading).cmp(&listed(assessment, b.0, heading))
        }
    };
    table
        .order
        .iter()
        .map(|(own, falls)| if *falls { by(own).reverse() } else { by(own) })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// What the list says, as it sorts: numbers, then texts, then nothing.
fn listed(assessment: &Assessment, place: usize, heading: &str) -> Shown {
    match assessment.listed(place, heading) {
        None => Shown::Blank,
        Some(text) => match Decimal::from_str_exact(text) {
            Ok(number) => Shown::Number(number),
            Err(_) => folded(&Shown::Text(text.to_owned())),
        },
    }
}

/// A row, or with no number the one that closes the table.
fn row(
    form: &Form,
    assessment: &Assessment,
    table: &SheetTable,
    sheets: &[(usize, &Gist)],
    nth: Option<usize>,
) -> TableRow {
    let cells = table
        .columns
        .iter()
        .map(|column| match &column.content {
            ColumnContent::Cell(_) | ColumnContent::List(_) if nth.is_none() => {
                TableCell::Shown(Shown::Blank)
            }
            ColumnContent::Cell(cell) => TableCell::Shown(
                sheets.first().map(|(_, gist)| gist.shown(form, *cell).clone()).unwrap_or_default(),
            ),
            // A text, as the list writes it.
            ColumnContent::List(heading) => TableCell::Shown(
                sheets
                    .first()
                    .and_then(|(place, _)| assessment.listed(*place, heading))
                    .map_or(Shown::Blank, |text| Shown::Text(text.to_owned())),
            ),
            ColumnContent::Number => nth.map_or(TableCell::Shown(Shown::Blank), TableCell::Count),
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
