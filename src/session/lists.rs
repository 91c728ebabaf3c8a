//! The office's lists in a sheet: what is chosen in the box of a list's first
//! column fills the boxes of the others.

use super::{Library, SheetSession};
use kohyo_core::fold::same_label;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::sheet::Raw;
use kohyo_core::wareki::{self, Eras};
use kohyo_core::wire::table;
use leptos::prelude::WithValue;

/// A list whose headings are cells of the form, by their ids or as printed.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The cell of the first column.
    key: CellIx,
    /// The other cells, with their columns.
    others: Vec<(usize, CellIx)>,
    /// The columns of other names, and of the first and the last year.
    aliases: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    /// The rows without the headings.
    rows: Vec<Vec<String>>,
}

impl Lookup {
    fn of(form: &Form, mut rows: Vec<Vec<String>>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let heads = rows.remove(0);
        // A cell that is computed or marked takes no text.
        let takes = |place: &CellIx| {
            let cell = form.cell(*place);
            !cell.is_computed() && !matches!(cell.kind, Kind::Choices | Kind::Mark)
        };
        let key = heads.first().and_then(|head| form.headed(head)).filter(takes)?;
        let others = heads
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(|(column, head)| Some((column, form.headed(head).filter(takes)?)))
            .collect();
        let named = |names: [&str; 2]| heads.iter().position(|head| names.contains(&head.trim()));
        let aliases = named(["別名", "aliases"]);
        let (from, to) = (named(["開始年度", "from"]), named(["終了年度", "to"]));
        Some(Self { key, others, aliases, from, to, rows })
    }

    /// Whether a row holds in a fiscal year; always where neither is said.
    fn holds(&self, row: &[String], year: Option<i32>, eras: &Eras) -> bool {
        let end = |column: Option<usize>| {
            let text = row.get(column?)?;
            wareki::read_fiscal_year(text, eras).value.map(|year| year.0)
        };
        year.is_none_or(|year| {
            end(self.from).is_none_or(|from| from <= year)
                && end(self.to).is_none_or(|to| year <= to)
        })
    }

    /// Whether a text names the row, by its name or another it goes by.
    fn names(&self, row: &[String], text: &str) -> bool {
        let other = self.aliases.and_then(|column| row.get(column));
        row.first().is_some_and(|known| same_label(known, text))
            || other.is_some_and(|names| {
                names
                    .split([';', '；', '、'])
                    .any(|name| !name.trim().is_empty() && same_label(name.trim(), text))
            })
    }
}

/// The lists that say something of a form.
pub(super) fn lookups(forms: Library, form: &Form) -> Vec<Lookup> {
    forms
        .lists()
        .into_iter()
        .filter_map(|list| Lookup::of(form, table::rows(&list.text).ok()?))
        .collect()
}

impl SheetSession {
    /// What the lists offer for a box, each once; told again for another year.
    pub fn offered_now(self, place: CellIx) -> Vec<String> {
        let _ = self.year_told();
        self.offered(place)
    }

    /// What the lists offer for a box, each once.
    pub fn offered(self, place: CellIx) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let (form, year) = (self.form(), self.fiscal_year());
        self.lookups.with_value(|lookups| {
            for lookup in lookups.iter().filter(|lookup| lookup.key == place) {
                let rows = lookup.rows.iter().filter(|row| lookup.holds(row, year, &form.eras));
                for text in rows.filter_map(|row| row.first()) {
                    if !text.trim().is_empty() && !out.contains(text) {
                        out.push(text.clone());
                    }
                }
            }
        });
        out
    }

    /// The box was left with a text of a list: the blank boxes of its row are
    /// filled, as one step. What stands in a box stays.
    pub fn fill_from_list(self, place: CellIx) {
        let Some(Raw::Text(text)) = self.raw(place) else { return };
        let mut edits: Vec<(CellIx, Option<Raw>)> = Vec::new();
        let (form, year) = (self.form(), self.fiscal_year());
        self.lookups.with_value(|lookups| {
            for lookup in lookups.iter().filter(|lookup| lookup.key == place) {
                let mut rows = lookup
                    .rows
                    .iter()
                    .filter(|row| lookup.names(row, &text) && lookup.holds(row, year, &form.eras));
                // Two rows of one name cannot be told apart.
                let (Some(row), None) = (rows.next(), rows.next()) else { continue };
                for (column, cell) in &lookup.others {
                    let given = row.get(*column).map(|text| text.trim()).unwrap_or_default();
                    let blank = self.raw(*cell).is_none_or(|raw| raw.is_blank());
                    if blank && !given.is_empty() && edits.iter().all(|(known, _)| known != cell) {
                        edits.push((*cell, Some(Raw::text(given))));
                    }
                }
            }
        });
        self.change_to(&edits);
    }
}
