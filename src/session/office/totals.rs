//! Totals over the sheets that count: of each box of the form, and of one
//! amount parted by year, row, section or category; down to the cells.

use super::drawing::Panel;
use super::{Office, State};
use crate::words as page;
use kohyo_core::collection::{By, Total, Worth};
use kohyo_core::form::{CellIx, CellUnit, Form, Item, Kind, Table};
use kohyo_core::{number, words};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A total as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalView {
    /// The sum as printed; none where there is nothing to sum.
    pub sum: Option<String>,
    /// The unit.
    pub unit: String,
    /// Whether the sheets say the unit themselves.
    pub of_sheets: bool,
    /// How many sheets it rests on.
    pub sheets: usize,
    /// How many figures it rests on.
    pub figures: usize,
    /// What it leaves out, in a sentence.
    pub left_out: Option<String>,
}

/// The totals in the shape of the form: a block for each of its tables, and
/// one for the boxes that stand alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The section and the table.
    pub title: String,
    /// The table, none for boxes that stand alone.
    pub table: Option<Table>,
    /// The cells of the block with their names and totals.
    pub totals: Vec<(CellIx, String, String, TotalView)>,
}

impl Block {
    /// The total of a cell.
    pub fn total(&self, cell: CellIx) -> Option<(&str, &str, &TotalView)> {
        let found = self.totals.iter().find(|(own, ..)| *own == cell)?;
        Some((&found.1, &found.2, &found.3))
    }
}

/// One amount of the form: the cells that differ in their year, or in the number
/// of a row that may be added, alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The id without year and row: `effect.saving.actual`.
    pub id: String,
    /// As printed.
    pub label: String,
    /// The unit, if the form says it.
    pub unit: String,
    /// Its cells with their years.
    pub cells: Vec<(CellIx, Option<i32>)>,
}

/// How the totals of one amount are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The amount, as a place among those of the form; none for all of them.
    pub amount: Option<usize>,
    /// By what.
    pub by: By,
}

impl Default for Parting {
    fn default() -> Self {
        Self { amount: None, by: By::Row }
    }
}

/// One line of a parted total.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The year, the row, the section or the category, as it is asked for.
    pub name: String,
    /// The same as printed.
    pub label: String,
    /// The total.
    pub total: TotalView,
}

/// A figure at the end of the way down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drilled {
    /// The sheet.
    pub place: usize,
    /// Its key and name.
    pub sheet: String,
    /// Its section.
    pub department: String,
    /// The cell.
    pub cell: CellIx,
    /// Its id and its name.
    pub id: String,
    /// As printed.
    pub label: String,
    /// The figure as printed, or why there is none.
    pub shown: String,
    /// Whether it is in the total.
    pub counts: bool,
}

/// All figures of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// What the total is of.
    pub title: String,
    /// Its figures, as many as are shown.
    pub figures: Vec<Drilled>,
    /// How many there are.
    pub all: usize,
}

/// So many figures are shown at the most.
const MOST_SHOWN: usize = 1000;

/// The amounts of a form, in its order.
pub(super) fn amounts(form: &Form) -> Vec<Amount> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<Amount> = Vec::new();
    for (place, cell) in form.cells().filter(|(_, cell)| is_figure(cell.kind)) {
        let year = kohyo_core::collection::fiscal_year_of(&cell.id);
        let id = kohyo_core::collection::row_of(cell);
        let own = *places.entry(id.clone()).or_insert_with(|| {
            let unit = match &cell.unit {
                CellUnit::Is(unit) => unit.to_string(),
                _ => String::new(),
            };
            out.push(Amount { id, label: cell.label.clone(), unit, cells: Vec::new() });
            out.len() - 1
        });
        if let Some(amount) = out.get_mut(own) {
            if !amount.cells.is_empty() {
                amount.label = shared(&amount.label, &cell.label);
            }
            amount.cells.push((place, year));
        }
    }
    out
}

/// The words with which both labels begin and those with which both end: of
/// 「見回り 令和7年度 回数」 all but the year.
fn shared(a: &str, b: &str) -> String {
    let (mut own, other): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let alike = |(a, b): &(&&str, &&str)| a == b;
    let begin = own.iter().zip(&other).take_while(alike).count();
    let ends = own.iter().rev().zip(other.iter().rev()).take_while(alike).count();
    let ends = ends.min(own.len().min(other.len()) - begin);
    own.drain(begin..own.len() - ends);
    if own.is_empty() { a.to_owned() } else { own.join(" ") }
}

/// Whether figures of a kind add up: seven rates of 50 % are not 350 % of anything.
pub(super) fn is_figure(kind: Kind) -> bool {
    matches!(kind, Kind::Amount | Kind::Integer | Kind::Duration)
}

pub(super) fn view(form: &Form, cell: Option<CellIx>, total: &Total) -> TotalView {
    let cell = cell.map(|cell| form.cell(cell));
    let is_time = cell.is_some_and(|cell| cell.kind == Kind::Duration);
    TotalView {
        of_sheets: cell.is_some_and(|cell| matches!(cell.unit, CellUnit::Of(_))),
        sum: total.sum.map(|sum| if is_time { time(sum) } else { number::printed(sum, None) }),
        unit: if is_time { String::new() } else { total.unit.clone() },
        sheets: total.sheets,
        figures: total.figures,
        left_out: words::total_left_out(total),
    }
}

fn time(minutes: number::Decimal) -> String {
    minutes
        .normalize()
        .to_string()
        .parse()
        .map_or_else(|_| minutes.to_string(), number::write_duration)
}

impl State {
    /// How many sheets of each form count.
    pub(super) fn sheets_of_forms(&self) -> Vec<usize> {
        let mut counts = vec![0; self.forms.len()];
        for place in 0..self.items.len() {
            if let Some(gist) = self.collection.gist(place)
                && self.assessment.status(place).counts()
                && let Some(count) = counts.get_mut(gist.form)
            {
                *count += 1;
            }
        }
        counts
    }

    /// The total of each of these cells of a form.
    pub(super) fn totals_of(&self, form: usize, cells: &[CellIx]) -> HashMap<CellIx, Total> {
        let totals = self.collection.totals_of_each(&self.forms(), &self.assessment, form, cells);
        cells.iter().copied().zip(totals).collect()
    }
}

impl Office {
    /// The forms of which there are sheets that count: place and title.
    pub fn forms(self) -> Vec<(usize, String)> {
        self.version.track();
        self.state.with_value(|state| {
            state
                .forms
                .iter()
                .zip(state.sheets_of_forms())
                .enumerate()
                .filter(|(_, (_, count))| *count > 0)
                .map(|(place, (form, count))| (place, page::form_with_count(form, count)))
                .collect()
        })
    }

    /// The form whose totals are shown: the one that was asked for, or the first.
    pub fn chosen_form(self) -> Option<(usize, Arc<Form>)> {
        let place = self.chosen_form.get()?;
        Some((place, self.state.with_value(|state| state.forms.get(place).cloned())?))
    }

    /// The totals of each figure of the form, in its shape.
    pub fn blocks(self) -> Vec<Block> {
        self.drawn_with(Panel::Totals);
        let Some((place, form)) = self.chosen_form() else { return Vec::new() };
        self.state.with_value(|state| {
            let all: Vec<CellIx> = form
                .cells()
                .filter(|(_, cell)| is_figure(cell.kind))
                .map(|(place, _)| place)
                .collect();
            let totals = state.totals_of(place, &all);
            let total = |cell: CellIx| {
                let total = totals.get(&cell).cloned().unwrap_or_default();
                let own = form.cell(cell);
                (cell, own.id.clone(), own.label.clone(), view(&form, Some(cell), &total))
            };
            let mut out = Vec::new();
            for section in form.pages.iter().flat_map(|page| &page.sections) {
                let mut alone = Vec::new();
                for item in &section.items {
                    match item {
                        Item::Row(cells) => {
                            let figures =
                                cells.iter().filter(|cell| is_figure(form.cell(**cell).kind));
                            alone.extend(figures.map(|cell| total(*cell)));
                        }
                        Item::Table(table) => {
                            let totals: Vec<_> = cells_of(table)
                                .into_iter()
                                .filter(|cell| is_figure(form.cell(*cell).kind))
                                .map(total)
                                .collect();
                            if !totals.is_empty() {
                                out.push(Block {
                                    title: table.label.clone(),
                                    table: Some(table.clone()),
                                    totals,
                                });
                            }
                        }
                        Item::Note(_) => {}
                    }
                }
                if !alone.is_empty() {
                    out.push(Block { title: section.title.clone(), table: None, totals: alone });
                }
            }
            out
        })
    }

    /// The amounts of the form.
    pub fn amounts(self) -> Vec<Amount> {
        self.drawn_with(Panel::Totals);
        self.chosen_form().map(|(_, form)| amounts(&form)).unwrap_or_default()
    }

    /// Shows another form. What was asked of the amounts of one says nothing of
    /// those of another.
    pub fn show_form(self, place: usize) {
        self.form.set(place);
        self.parting.set(Parting::default());
        self.drawn.set(Vec::new());
    }

    /// Parts the totals of one amount, or of each: plan, result and their totals
    /// in one sum would be of nothing.
    pub fn part_amount(self, amount: Option<usize>) {
        self.parting.update(|own| {
            own.amount = amount;
            own.by = if amount.is_none() { By::Row } else { own.by };
        });
    }

    /// Parts the totals; where each amount has its own until now, those of the
    /// first whose unit the form says.
    pub fn part_by(self, by: By) {
        let first = || {
            let amounts = untrack(|| self.amounts());
            Some(amounts.iter().position(|amount| !amount.unit.is_empty()).unwrap_or(0))
        };
        let amount = self.parting.get_untracked().amount;
        let amount = if by == By::Row { amount } else { amount.or_else(first) };
        self.parting.set(Parting { amount, by });
    }

    /// The cells of the amount that is chosen.
    fn parted_cells(self) -> Vec<CellIx> {
        let amounts = self.amounts();
        let chosen = self.parting.get().amount;
        let of = amounts
            .iter()
            .enumerate()
            .filter(|(place, _)| chosen.is_none_or(|chosen| chosen == *place));
        of.flat_map(|(_, amount)| amount.cells.iter().map(|(cell, _)| *cell)).collect()
    }

    /// The total of the amount, parted as asked.
    pub fn parts(self) -> Vec<Part> {
        self.drawn_with(Panel::Totals);
        let Some((place, form)) = self.chosen_form() else { return Vec::new() };
        let cells = self.parted_cells();
        let by = self.parting.get().by;
        let amounts = amounts(&form);
        let cell_of = |name: &str| match by {
            By::Row => {
                let amount = amounts.iter().find(|amount| amount.id == name)?;
                amount.cells.first().map(|(cell, _)| *cell)
            }
            _ => cells.first().copied(),
        };
        self.state.with_value(|state| {
            let forms = state.forms();
            let groups = state.collection.totals(&forms, &state.assessment, place, &cells, by);
            groups
                .into_iter()
                .map(|group| Part {
                    label: part_label(&form, &amounts, by, &group.name),
                    total: view(&form, cell_of(&group.name), &group.total),
                    name: group.name,
                })
                .collect()
        })
    }

    /// Goes down from the total of one cell.
    pub fn drill_cell(self, cell: CellIx) {
        let Some((place, form)) = untrack(|| self.chosen_form()) else { return };
        self.drill(place, &[cell], By::All, "", form.cell(cell).label.clone());
    }

    /// Goes down from a part of the total.
    pub fn drill_part(self, name: &str, label: String) {
        let Some((place, _)) = untrack(|| self.chosen_form()) else { return };
        let cells = untrack(|| self.parted_cells());
        self.drill(place, &cells, self.parting.get_untracked().by, name, label);
    }

    fn drill(self, form: usize, cells: &[CellIx], by: By, name: &str, title: String) {
        let drilled = self.state.with_value(|state| state.drill(form, cells, by, name, title));
        self.drilled.set(drilled);
    }

    /// Opens and closes the dialog as a total is opened and put away.
    pub fn watch_drilled(self, open: fn(&str), close: fn(&str), dialog: &'static str) {
        Effect::new(
            move |_| {
                if self.drilled.with(Option::is_some) { open(dialog) } else { close(dialog) }
            },
        );
    }

    /// Opens the sheet of a figure, the cell marked.
    pub fn open_at(self, place: usize, cell: CellIx) {
        self.compare(vec![(place, vec![cell])], None, false);
    }
}

fn cells_of(table: &Table) -> Vec<CellIx> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells
        .filter_map(|cell| match cell {
            kohyo_core::form::TableCell::Cell(place, _) => Some(*place),
            _ => None,
        })
        .collect()
}

fn part_label(form: &Form, amounts: &[Amount], by: By, name: &str) -> String {
    match by {
        By::All => page::ALL_TOGETHER.to_owned(),
        By::FiscalYear => match name.parse() {
            Ok(year) => words::fiscal_year(form, year),
            Err(_) => page::NO_YEAR.to_owned(),
        },
        By::Row => amounts
            .iter()
            .find(|amount| amount.id == name)
            .map_or_else(|| name.to_owned(), |amount| amount.label.clone()),
        By::Department | By::Category => page::or_unnamed(name),
    }
}

impl State {
    fn drill(
        &self,
        form: usize,
        cells: &[CellIx],
        by: By,
        name: &str,
        title: String,
    ) -> Option<Drill> {
        let own = self.forms.get(form)?;
        let forms = self.forms();
        let found = self.collection.figures(&forms, &self.assessment, form, cells, by, name);
        let all = found.len();
        let figures = found
            .into_iter()
            .take(MOST_SHOWN)
            .map(|(place, figure)| {
                let cell = own.cell(figure.cell);
                let gist = self.collection.gist(place);
                let unit = match (&cell.unit, usize::from(figure.unit).checked_sub(1)) {
                    (CellUnit::Is(unit), _) => unit.to_string(),
                    (_, Some(at)) => {
                        gist.and_then(|gist| gist.units.get(at).cloned()).unwrap_or_default()
                    }
                    _ => String::new(),
                };
                let printed = |number| {
                    if cell.kind == Kind::Duration {
                        time(number)
                    } else {
                        format!("{}{unit}", number::printed(number, None))
                    }
                };
                let shown = match figure.worth {
                    Worth::Number(number) | Worth::Partial(number) => printed(number),
                    Worth::Apart(number, basis) => {
                        format!("{}（{}）", printed(number), basis.word())
                    }
                    Worth::Status(status) => words::status(status).to_owned(),
                    Worth::Unread => page::UNREAD.to_owned(),
                };
                Drilled {
                    place,
                    sheet: self.name(place),
                    department: gist.and_then(|gist| gist.department.clone()).unwrap_or_default(),
                    cell: figure.cell,
                    id: cell.id.clone(),
                    label: cell.label.clone(),
                    shown,
                    counts: figure.worth.number().is_some(),
                }
            })
            .collect();
        Some(Drill { title, figures, all })
    }
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn the_name_of_an_amount_is_what_its_years_have_in_common() {
        for (labels, expected) in [
            (
                ["見回り 令和7年度 回数", "見回り 令和8年度 回数", "見回り 令和9年度 回数"],
                "見回り 回数",
            ),
            (
                ["削減額 当初 令和7年度", "削減額 当初 令和8年度", "削減額 当初 最終値"],
                "削減額 当初",
            ),
            (["回数", "回数", "回数"], "回数"),
            (["令和7年度", "令和8年度", "令和9年度"], "令和7年度"),
        ] {
            let [first, second, third] = labels;
            assert_eq!(shared(&shared(first, second), third), expected);
        }
    }
}
