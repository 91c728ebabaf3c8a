//! Small charts of tables whose columns are years. Where a point lies is
//! reckoned in exact decimals, like the amounts themselves.

use super::SheetSession;
use kohyo_core::check::{CellValue, Evaluation};
use kohyo_core::form::{CellIx, Form, Item, Table, TableCell};
use kohyo_core::number;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How many charts are drawn before the page looks at the person again.
const DRAWN_AT_ONCE: usize = 4;

/// The least number of years of which a line says anything.
const LEAST_YEARS: usize = 3;

/// The lines of one group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What the group is called.
    pub label: String,
    /// The years, as they are printed.
    pub years: Vec<String>,
    /// The lines: what they are called, and a cell for each year.
    lines: Vec<(String, Vec<CellIx>)>,
}

/// A line as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// Its points: x counted in years, y from 0 above to 100 below.
    pub points: Vec<(usize, i32)>,
    /// For each year the number as printed.
    pub texts: Vec<String>,
}

/// A chart as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where zero lies.
    pub zero: i32,
    /// The greatest and the least number, as printed.
    pub ends: (String, String),
}

/// The charts of a table.
pub fn of(form: &Form, table: &Table) -> Vec<Chart> {
    let years: Vec<usize> =
        (0..table.columns.len()).filter(|column| year_of(form, table, *column).is_some()).collect();
    if years.len() < LEAST_YEARS || table.repeat.is_some() {
        return Vec::new();
    }
    let labels: Vec<String> = years
        .iter()
        .filter_map(|column| table.columns.get(*column))
        .map(|column| column.label.clone())
        .collect();
    let mut charts: Vec<Chart> = Vec::new();
    let mut left = 0;
    for row in &table.rows {
        // A group of one line has two headings beside each other.
        let begins =
            row.headings.first().filter(|heading| heading.span > 1 || row.headings.len() > 1);
        if let Some(heading) = begins {
            left = heading.span;
            charts.push(Chart {
                label: heading.label.clone(),
                years: labels.clone(),
                lines: Vec::new(),
            });
        }
        let cells: Vec<CellIx> = years
            .iter()
            .filter_map(|column| match row.cells.get(*column) {
                Some(TableCell::Cell(place, _)) => Some(*place),
                _ => None,
            })
            .collect();
        let numbers = cells.iter().all(|cell| form.cell(*cell).kind.is_number());
        let name = row.headings.last().map(|heading| heading.label.clone()).unwrap_or_default();
        if cells.len() == years.len() && numbers {
            match charts.last_mut().filter(|_| left > 0) {
                Some(chart) => chart.lines.push((name, cells)),
                None => match charts.iter_mut().find(|chart| chart.label == table.label) {
                    Some(chart) => chart.lines.push((name, cells)),
                    None => charts.push(Chart {
                        label: table.label.clone(),
                        years: labels.clone(),
                        lines: vec![(name, cells)],
                    }),
                },
            }
        }
        left = left.saturating_sub(1);
    }
    // Lines of different units have no common height.
    charts.retain(|chart| {
        let mut units = chart.lines.iter().filter_map(|(_, cells)| cells.first());
        let first = units.next().map(|cell| &form.cell(*cell).unit);
        first.is_some() && units.all(|cell| Some(&form.cell(*cell).unit) == first)
    });
    charts
}

/// The year of a column, where each of its cells is named after the same.
fn year_of(form: &Form, table: &Table, column: usize) -> Option<i32> {
    let mut years = table.rows.iter().filter_map(|row| match row.cells.get(column) {
        Some(TableCell::Cell(place, _)) => Some(
            form.cell(*place)
                .id
                .split('.')
                .find_map(|part| part.parse::<i32>().ok().filter(|year| *year > 1000)),
        ),
        _ => None,
    });
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

/// Draws a chart; none while there are not two numbers to join.
fn drawn(form: &Form, evaluation: &Evaluation, chart: &Chart) -> Option<Drawn> {
    let value = |cell: &CellIx| match evaluation.value(form, *cell) {
        CellValue::Number(number) => Some(number),
        _ => None,
    };
    let numbers: Vec<(String, Vec<Option<Decimal>>)> = chart
        .lines
        .iter()
        .map(|(name, cells)| (name.clone(), cells.iter().map(value).collect()))
        .collect();
    let all = || numbers.iter().flat_map(|(_, line)| line).flatten().copied();
    if !numbers.iter().any(|(_, line)| line.iter().flatten().count() > 1) {
        return None;
    }
    let (least, greatest) = (all().min()?.min(Decimal::ZERO), all().max()?.max(Decimal::ZERO));
    let span = greatest.checked_sub(least).filter(|span| !span.is_zero())?;
    let height = |number: Decimal| {
        let down = greatest.checked_sub(number)?.checked_mul(Decimal::ONE_HUNDRED)?;
        down.checked_div(span)?.round().to_i32()
    };
    let lines = numbers
        .into_iter()
        .filter(|(_, line)| line.iter().any(Option::is_some))
        .map(|(name, line)| {
            let points = line
                .iter()
                .enumerate()
                .filter_map(|(year, number)| Some((year, height((*number)?)?)))
                .collect();
            let texts = line
                .iter()
                .map(|number| {
                    number.map(|number| number::printed(number, None)).unwrap_or_default()
                })
                .collect();
            Line { name, points, texts }
        })
        .collect();
    Some(Drawn {
        lines,
        zero: height(Decimal::ZERO)?,
        ends: (number::printed(greatest, None), number::printed(least, None)),
    })
}

/// The charts of a whole sheet, those that have something to show.
pub(super) fn all(form: &Form, evaluation: &Evaluation) -> Vec<(Chart, Drawn)> {
    let sections = form.pages.iter().flat_map(|page| &page.sections);
    sections
        .flat_map(|section| &section.items)
        .filter_map(|item| match item {
            Item::Table(table) => Some(of(form, table)),
            _ => None,
        })
        .flatten()
        .filter_map(|chart| drawn(form, evaluation, &chart).map(|drawn| (chart, drawn)))
        .collect()
}

impl SheetSession {
    /// A chart that follows the sheet: it is drawn anew as a whole, so it
    /// waits until the person pauses.
    pub fn drawing(self, chart: &Chart) -> Memo<Option<Drawn>> {
        let chart = chart.clone();
        let due = RwSignal::new(false);
        let mut first = false;
        self.standing.undrawn.update_value(|undrawn| {
            first = undrawn.is_empty();
            undrawn.push_back(due);
        });
        if first {
            self.draw_later();
        }
        Memo::new(move |_| due.get().then(|| self.drawn(&chart)).flatten())
    }

    /// Once the sheet stands there, the charts follow a few at a time, so that
    /// nobody waits for them: a large sheet has a hundred.
    fn draw_later(self) {
        let draw = move || {
            let mut due = Vec::new();
            self.standing.undrawn.try_update_value(|undrawn| {
                let most = undrawn.len().min(DRAWN_AT_ONCE);
                due.extend(undrawn.drain(..most));
            });
            if due.is_empty() {
                return;
            }
            for chart in due {
                chart.try_set(true);
            }
            self.draw_later();
        };
        self.desk.get_value().later(0, Box::new(draw));
    }

    /// Draws the charts that have changed.
    pub(super) fn draw_again(self) {
        self.standing.drawn.set(());
    }

    /// A chart of the sheet as it stands.
    pub fn drawn(self, chart: &Chart) -> Option<Drawn> {
        self.standing.drawn.track();
        self.with_evaluation(|form, _, evaluation| drawn(form, evaluation, chart))
    }
}
