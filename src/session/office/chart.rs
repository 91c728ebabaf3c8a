//! What the pictures are drawn from; each has its figures as a table beside it.

use super::Office;
use super::drawing::Panel;
use super::totals::{Amount, TotalView, amounts, view};
use crate::words as page;
use kohyo_core::collection::{By, Group, Shown};
use kohyo_core::form::{CellIx, Kind};
use kohyo_core::order::{InOrder, map_of, set_of};
use kohyo_core::{number, words};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Plan against result, by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Years {
    /// The names of the amounts.
    pub names: Vec<String>,
    /// The unit.
    pub unit: String,
    /// For each year its name, and each amount's total: for the eye, and as printed.
    pub years: Vec<(String, Vec<(f64, TotalView)>)>,
}

/// The shares of a choice, by section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// The choices, the last of them for what is not chosen.
    pub choices: Vec<String>,
    /// For each section how many sheets of each choice, with the sheets.
    pub rows: Vec<(String, Vec<Vec<usize>>)>,
}

/// How many findings of a kind each section has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heat {
    /// The codes.
    pub codes: Vec<String>,
    /// For each section how many of each.
    pub rows: Vec<(String, Vec<usize>)>,
}

/// What the amounts of one row share: 計 当初計画額 and 計 実績額.
fn row(amount: &Amount) -> Option<&str> {
    amount.label.rsplit_once(' ').map(|(row, _)| row)
}

impl Office {
    /// The amounts that have years: only they can be drawn by year.
    pub fn yearly(self) -> Vec<(usize, Amount)> {
        self.drawn_with(Panel::Years);
        let amounts = self.chosen_form().map(|(_, form)| amounts(&form)).unwrap_or_default();
        let amounts = amounts.into_iter().enumerate();
        amounts.filter(|(_, amount)| years(amount).len() > 1).collect()
    }

    /// The amounts that are drawn: those that were asked for, else the last of
    /// the first kind, a total as a rule, behind the first of its rows.
    pub fn drawn(self) -> Vec<usize> {
        let yearly = self.yearly();
        let asked = self.drawn.get();
        let known = |place: &usize| yearly.iter().any(|(own, _)| own == place);
        let chosen: Vec<usize> = asked.into_iter().flatten().filter(known).collect();
        if !chosen.is_empty() {
            return chosen;
        }
        // Where each sheet has a unit of its own, bars stand for unlike things.
        let begins = yearly.iter().position(|(_, amount)| !amount.unit.is_empty()).unwrap_or(0);
        let rest = yearly.get(begins..).unwrap_or_default();
        let Some((first, amount)) = rest.first() else { return Vec::new() };
        let same = years(amount);
        let alike: Vec<&(usize, Amount)> = rest
            .iter()
            .take_while(|(_, other)| other.unit == amount.unit && years(other) == same)
            .collect();
        let Some((last, result)) = alike.last() else { return vec![*first] };
        let plan = alike.iter().find(|(_, other)| row(other) == row(result));
        let plan = plan.map(|(place, _)| *place).filter(|place| place != last).unwrap_or(*first);
        if plan == *last { vec![plan] } else { vec![plan, *last] }
    }

    /// Plan against result.
    pub fn years(self) -> Years {
        self.drawn_with(Panel::Years);
        let Some((place, form)) = self.chosen_form() else { return Years::default() };
        let drawn = self.drawn();
        let all = amounts(&form);
        let chosen: Vec<&Amount> = drawn.iter().filter_map(|place| all.get(*place)).collect();
        let blank = vec![(0.0, TotalView::default()); chosen.len()];
        let mut by_year = map_of(
            chosen.iter().flat_map(|amount| years(amount)).map(|year| (year, blank.clone())),
        );
        self.state.with_value(|state| {
            for (nth, amount) in chosen.iter().enumerate() {
                let cells: Vec<CellIx> = amount.cells.iter().map(|(cell, _)| *cell).collect();
                let by = By::FiscalYear;
                let own =
                    state.collection.totals(&state.forms(), &state.assessment, place, &cells, by);
                for Group { name, total } in own {
                    let row = name.parse().ok().and_then(|year: i32| by_year.get_mut(&year));
                    let Some(own) = row.and_then(|row| row.get_mut(nth)) else { continue };
                    // A picture is for the eye; the figures beside it are exact.
                    let height = total.sum.map(number::canonical).and_then(|sum| sum.parse().ok());
                    *own = (height.unwrap_or(0.0), view(&form, cells.first().copied(), &total));
                }
            }
        });
        let years = by_year.into_iter();
        let years = years.map(|(year, row)| (words::fiscal_year(&form, year), row)).collect();
        Years {
            names: chosen.iter().map(|amount| amount.label.clone()).collect(),
            unit: chosen.first().map(|amount| amount.unit.clone()).unwrap_or_default(),
            years,
        }
    }

    /// The choices of which shares can be drawn: place in the form, and name.
    pub fn sharable(self) -> Vec<(CellIx, String)> {
        self.drawn_with(Panel::Shares);
        let Some((_, form)) = self.chosen_form() else { return Vec::new() };
        let kept = form.together.kept.iter().filter(|cell| form.cell(**cell).kind == Kind::Choice);
        kept.map(|cell| (*cell, form.cell(*cell).label.clone())).collect()
    }

    /// The shares of the choice that is asked for, by section.
    pub fn shares(self) -> Shares {
        self.drawn_with(Panel::Shares);
        let Some((place, form)) = self.chosen_form() else { return Shares::default() };
        let sharable = self.sharable();
        let Some((cell, _)) = sharable.get(self.share.get()).or(sharable.first()) else {
            return Shares::default();
        };
        let mut choices: Vec<String> =
            form.choices_of(form.cell(*cell)).iter().map(|choice| choice.label.clone()).collect();
        choices.push(page::NOT_CHOSEN.to_owned());
        let last = choices.len() - 1;
        let mut rows: BTreeMap<String, (String, Vec<Vec<usize>>)> = BTreeMap::new();
        self.state.with_value(|state| {
            for sheet in 0..state.items.len() {
                let Some(gist) = state.collection.gist(sheet) else { continue };
                if gist.form != place || !state.assessment.status(sheet).counts() {
                    continue;
                }
                let name = gist.department.clone().unwrap_or_default();
                let row = rows
                    .entry(kohyo_core::fold::label(&name).collect())
                    .or_insert_with(|| (name, vec![Vec::new(); last + 1]));
                let at = match gist.shown(&form, *cell) {
                    Shown::Choice(at, _) => usize::from(*at).min(last),
                    _ => last,
                };
                if let Some(sheets) = row.1.get_mut(at) {
                    sheets.push(sheet);
                }
            }
        });
        Shares { choices, rows: rows.into_values().collect() }
    }

    /// How many findings each section has, of the sheets by themselves and
    /// of all together.
    pub fn heat(self) -> Heat {
        self.drawn_with(Panel::Heat);
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        let mut rows: BTreeMap<String, (String, BTreeMap<String, usize>)> = BTreeMap::new();
        self.state.with_value(|state| {
            let mut put = |sheet: usize, code: &str, count: usize| {
                let Some(gist) = state.collection.gist(sheet) else { return };
                *codes.entry(code.to_owned()).or_default() += count;
                let name = gist.department.clone().unwrap_or_default();
                let row = rows
                    .entry(kohyo_core::fold::label(&name).collect())
                    .or_insert_with(|| (name, BTreeMap::new()));
                *row.1.entry(code.to_owned()).or_default() += count;
            };
            for (sheet, item) in state.items.iter().enumerate() {
                if !state.assessment.status(sheet).counts() {
                    continue;
                }
                let serious = item
                    .codes
                    .iter()
                    .filter(|(_, severity, _)| *severity > kohyo_core::finding::Severity::Notice);
                for (code, _, count) in serious {
                    put(sheet, code, *count);
                }
            }
            for finding in &state.assessment.findings {
                for own in &finding.sheets {
                    put(own.sheet, finding.code.as_str(), 1);
                }
            }
        });
        let mut codes: Vec<(String, usize)> = codes.into_iter().collect();
        codes.order_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let codes: Vec<String> = codes.into_iter().map(|(code, _)| code).collect();
        let rows = rows.into_values().map(|(name, counts)| {
            let counts = codes.iter().map(|code| counts.get(code).copied().unwrap_or(0)).collect();
            (name, counts)
        });
        Heat { rows: rows.collect(), codes: codes.clone() }
    }
}

/// Each once: rows that may be added have the same years.
fn years(amount: &Amount) -> BTreeSet<i32> {
    set_of(amount.cells.iter().filter_map(|(_, year)| *year))
}
