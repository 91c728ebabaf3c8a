//! The office's lists in a sheet: what is chosen in the box of a list's first
//! column fills the boxes of the others.

use super::{Library, SheetSession};
use kohyo_core::fold::same_label;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::sheet::Raw;
use kohyo_core::wire::table;
use leptos::prelude::WithValue;

/// A list whose headings are cells of the form, by their ids or as printed.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The cell of the first column.
    key: CellIx,
    /// The other cells, with their columns.
    others: Vec<(usize, CellIx)>,
    /// The rows without the headings.
    rows: Vec<Vec<String>>,
}

impl Lookup {
    fn of(form: &Form, mut rows: Vec<Vec<String>>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let heads = rows.remove(0);
        let cell = |head: &String| {
            let head = head.trim();
            form.find(head).or_else(|| {
                form.cells().find(|(_, cell)| same_label(&cell.label, head)).map(|(place, _)| place)
            })
        };
        // A cell that is computed or marked takes no text.
        let takes = |place: &CellIx| {
            let cell = form.cell(*place);
            !cell.is_computed() && !matches!(cell.kind, Kind::Choices | Kind::Mark)
        };
        let key = heads.first().and_then(cell).filter(takes)?;
        let others = heads
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(|(column, head)| Some((column, cell(head).filter(takes)?)))
            .collect();
        Some(Self { key, others, rows })
    }
}

/// The lists that say something of a form.
pub(super) fn lookups(library: Library, form: &Form) -> Vec<Lookup> {
    library
        .lists()
        .into_iter()
        .filter_map(|list| Lookup::of(form, table::rows(&list.text).ok()?))
        .collect()
}

impl SheetSession {
    /// What the lists offer for a box, each once.
    pub fn offered(self, place: CellIx) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        self.lookups.with_value(|lookups| {
            let own = lookups.iter().filter(|lookup| lookup.key == place);
            for text in own.flat_map(|lookup| &lookup.rows).filter_map(|row| row.first()) {
                if !text.trim().is_empty() && !out.contains(text) {
                    out.push(text.clone());
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
        self.lookups.with_value(|lookups| {
            for lookup in lookups.iter().filter(|lookup| lookup.key == place) {
                let mut rows = lookup
                    .rows
                    .iter()
                    .filter(|row| row.first().is_some_and(|known| same_label(known, &text)));
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
