//! Totals over sheets, saying what they leave out and what they rest on.

use super::{Assessment, Collection, Figure, Gist, Worth};
use crate::fold;
use crate::form::{Cell, CellIx, Form};
use crate::reading::{Basis, Status};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    /// The sum; none where nothing was summed. A sum beyond 28 digits is none
    /// too, and [`Total::overflow`] says so.
    pub sum: Option<Decimal>,
    /// The unit in which it is, as printed; empty where there is none.
    pub unit: String,
    /// How many sheets it rests on.
    pub sheets: usize,
    /// How many figures it rests on.
    pub figures: usize,
    /// What it leaves out.
    pub left_out: LeftOut,
    /// Whether the sum has more digits than any amount.
    pub overflow: bool,
}

/// What stands in the cells and was not summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// 未定 and the like, by how often.
    pub statuses: BTreeMap<Status, usize>,
    /// Numbers per person, per day …
    pub apart: BTreeMap<&'static str, usize>,
    /// Numbers of another unit, by unit.
    pub units: BTreeMap<String, usize>,
    /// Texts that give no number.
    pub unread: usize,
    /// Computed figures in the sum that had to leave out parts of their own.
    pub partial: usize,
}

impl LeftOut {
    /// Whether the total is whole.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// By what totals are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// One total of all.
    All,
    /// The year that stands in the ids of the cells.
    FiscalYear,
    /// What stands in the ids of the cells besides the year, all rows that may be added together.
    Row,
    /// The section.
    Department,
    /// The category that the form names.
    Category,
}

/// A total with what it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The year, the row, the section or the category; empty where it is blank.
    pub name: String,
    /// The total.
    pub total: Total,
}

/// The fiscal year that stands in a cell id: 2016 in `effect.total.actual.2016`.
pub fn fiscal_year_of(id: &str) -> Option<i32> {
    let mut years = id
        .split('.')
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse::<i32>().ok().filter(|year| (1868..=9999).contains(year)));
    years.next_back()
}

/// Sums as they grow, one for each unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    by_unit: Vec<UnitSum>,
    statuses: BTreeMap<Status, usize>,
    apart: BTreeMap<&'static str, usize>,
    unread: usize,
}

#[derive(Clone, Debug)]
struct UnitSum {
    unit: String,
    sum: Option<Decimal>,
    figures: usize,
    partial: usize,
    sheets: usize,
    last_sheet: usize,
}

impl Sums {
    /// Takes one cell of one sheet; sheets come one after the other.
    pub(super) fn take(&mut self, form: &Form, place: usize, gist: &Gist, cell: CellIx) {
        let Some(figure) = gist.figure(cell) else { return };
        let number = match figure.worth {
            Worth::Number(number) | Worth::Partial(number) => number,
            Worth::Apart(_, basis) => {
                *self.apart.entry(Basis::code(basis)).or_default() += 1;
                return;
            }
            Worth::Status(status) => {
                *self.statuses.entry(status).or_default() += 1;
                return;
            }
            Worth::Unread => {
                self.unread += 1;
                return;
            }
        };
        let unit = gist.unit(form, figure).to_owned();
        let known = self.by_unit.iter_mut().find(|known| known.unit == unit);
        let partial = usize::from(matches!(figure.worth, Worth::Partial(_)));
        match known {
            Some(known) => {
                known.sum = known.sum.and_then(|sum| sum.checked_add(number));
                known.figures += 1;
                known.partial += partial;
                if known.last_sheet != place {
                    known.sheets += 1;
                    known.last_sheet = place;
                }
            }
            None => self.by_unit.push(UnitSum {
                unit,
                sum: Some(number),
                figures: 1,
                partial,
                sheets: 1,
                last_sheet: place,
            }),
        }
    }

    /// The total in the unit of most figures.
    pub(super) fn total(&self) -> Total {
        let mut left_out = LeftOut {
            statuses: self.statuses.clone(),
            apart: self.apart.clone(),
            unread: self.unread,
            ..LeftOut::default()
        };
        let most = self.by_unit.iter().map(|sum| sum.figures).max();
        let main = self.by_unit.iter().find(|sum| Some(sum.figures) == most);
        let Some(main) = main else { return Total { left_out, ..Total::default() } };
        for other in self.by_unit.iter().filter(|sum| sum.unit != main.unit) {
            left_out.units.insert(other.unit.clone(), other.figures);
        }
        left_out.partial = main.partial;
        Total {
            sum: main.sum,
            unit: main.unit.clone(),
            sheets: main.sheets,
            figures: main.figures,
            left_out,
            overflow: main.sum.is_none(),
        }
    }
}

/// How a group is told from others: a rank for the order, and its name, folded.
type GroupKey = (usize, String);

impl Collection {
    /// The totals of these cells over the sheets of one form that count, parted
    /// as asked; groups are in the order of years, of the form's cells, or of
    /// their names.
    ///
    /// `form` is a place in `forms`, the list to which the gists point.
    pub fn totals(
        &self,
        forms: &[&Form],
        assessment: &Assessment,
        form: usize,
        cells: &[CellIx],
        by: By,
    ) -> Vec<Group> {
        let Some(of) = forms.get(form) else { return Vec::new() };
        let mut groups: BTreeMap<GroupKey, (String, Sums)> = BTreeMap::new();
        if by == By::All {
            groups.insert((0, String::new()), (String::new(), Sums::default()));
        }
        let keyed = |(rank, name): (usize, String)| ((rank, fold::label(&name).collect()), name);
        let named: Vec<(CellIx, Option<(GroupKey, String)>)> =
            groups_of_cells(of, cells, by).map(|(cell, group)| (cell, group.map(keyed))).collect();
        let counting = self
            .gists()
            .filter(|(place, gist)| gist.form == form && assessment.status(*place).counts());
        for (place, gist) in counting {
            let of_sheet = keyed(group_of_sheet(of, gist, by));
            for (cell, of_cell) in &named {
                if gist.figure(*cell).is_none() {
                    continue;
                }
                let (key, name) = of_cell.as_ref().unwrap_or(&of_sheet);
                if !groups.contains_key(key) {
                    groups.insert(key.clone(), (name.clone(), Sums::default()));
                }
                if let Some(group) = groups.get_mut(key) {
                    group.1.take(of, place, gist, *cell);
                }
            }
        }
        groups.into_values().map(|(name, sums)| Group { name, total: sums.total() }).collect()
    }

    /// The total of each of these cells over the sheets of one form that count,
    /// in their order.
    pub fn totals_of_each(
        &self,
        forms: &[&Form],
        assessment: &Assessment,
        form: usize,
        cells: &[CellIx],
    ) -> Vec<Total> {
        let Some(of) = forms.get(form) else { return Vec::new() };
        let mut sums: Vec<(CellIx, Sums)> =
            cells.iter().map(|cell| (*cell, Sums::default())).collect();
        let counting = self
            .gists()
            .filter(|(place, gist)| gist.form == form && assessment.status(*place).counts());
        for (place, gist) in counting {
            for (cell, own) in &mut sums {
                own.take(of, place, gist, *cell);
            }
        }
        sums.iter().map(|(_, own)| own.total()).collect()
    }

    /// The figures on which one group of [`Collection::totals`] rests, those
    /// that it leaves out among them: sheet and figure, sheet by sheet.
    pub fn figures(
        &self,
        forms: &[&Form],
        assessment: &Assessment,
        form: usize,
        cells: &[CellIx],
        by: By,
        name: &str,
    ) -> Vec<(usize, Figure)> {
        let Some(of) = forms.get(form) else { return Vec::new() };
        let wanted: String = fold::label(name).collect();
        let named: Vec<(CellIx, Option<(usize, String)>)> =
            groups_of_cells(of, cells, by).collect();
        let counting = self
            .gists()
            .filter(|(place, gist)| gist.form == form && assessment.status(*place).counts());
        let mut out = Vec::new();
        for (place, gist) in counting {
            let of_sheet = group_of_sheet(of, gist, by);
            for (cell, of_cell) in &named {
                let (_, name) = of_cell.as_ref().unwrap_or(&of_sheet);
                if fold::label(name).eq(wanted.chars())
                    && let Some(figure) = gist.figure(*cell)
                {
                    out.push((place, *figure));
                }
            }
        }
        out
    }
}

/// The group of each cell where the sheet does not matter: a rank for the
/// order, and its name.
fn groups_of_cells(
    form: &Form,
    cells: &[CellIx],
    by: By,
) -> impl Iterator<Item = (CellIx, Option<(usize, String)>)> {
    // A row stands where the first of its cells does.
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    if by == By::Row {
        for (place, cell) in form.cells() {
            rows.entry(row_of(cell)).or_insert(place.index());
        }
    }
    cells.iter().map(move |cell| {
        let own = form.cell(*cell);
        let year = fiscal_year_of(&own.id);
        let group = match by {
            By::All => Some((0, String::new())),
            By::FiscalYear => Some((
                year.and_then(|year| usize::try_from(year).ok()).unwrap_or(usize::MAX),
                year.map(|year| year.to_string()).unwrap_or_default(),
            )),
            By::Row => {
                let row = row_of(own);
                Some((rows.get(&row).copied().unwrap_or(usize::MAX), row))
            }
            By::Department | By::Category => None,
        };
        (*cell, group)
    })
}

/// A cell id without its year, and without its number among rows that may be
/// added: `effect.total.actual` of `effect.total.actual.2016`, `works.cost` of
/// `works.2.cost`. Which row a section took for it says nothing.
pub fn row_of(cell: &Cell) -> String {
    let mut year = fiscal_year_of(&cell.id).map(|year| year.to_string());
    let mut number = cell.repeat.as_ref().map(|(_, row)| row.to_string());
    let mut parts: Vec<&str> = cell.id.split('.').collect();
    parts.retain(|part| {
        let is_own = |own: &mut Option<String>| own.take_if(|own| own == *part).is_some();
        !is_own(&mut year) && !is_own(&mut number)
    });
    parts.join(".")
}

/// The group of a sheet where the cell does not matter.
fn group_of_sheet(form: &Form, gist: &Gist, by: By) -> (usize, String) {
    let category = form.together.category.as_ref().filter(|_| by == By::Category);
    match category.map(|category| gist.shown(form, category.cell)) {
        Some(super::Shown::Text(text) | super::Shown::Choices(_, text)) => (0, text.clone()),
        Some(super::Shown::Choice(place, label)) => (usize::from(*place), label.clone()),
        _ if by == By::Department => (0, gist.department.clone().unwrap_or_default()),
        _ => (usize::MAX, String::new()),
    }
}
