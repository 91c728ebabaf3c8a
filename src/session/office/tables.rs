//! The tables that an office publishes, as the form defines them.

use super::drawing::Panel;
use super::totals::view;
use super::{Office, State};
use crate::desk::{Made, Opening};
use crate::words as page;
use kohyo_core::collection::{TableCell, TableRow, table_rows};
use kohyo_core::form::SheetTable;
use kohyo_core::wire::export::{Field, of_table_row};
use kohyo_core::{number, words};
use leptos::prelude::*;

/// So many rows are shown at a time.
const AT_ONCE: usize = 200;

/// A published table as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// As printed above it.
    pub title: String,
    /// The columns.
    pub columns: Vec<String>,
    /// The rows: texts, and whether each is a figure; with the sheets.
    pub rows: Vec<PublishedRow>,
    /// How many rows stand before these.
    pub from: usize,
    /// How many rows there are in all.
    pub all: usize,
    /// The row that closes it.
    pub totals: Option<PublishedRow>,
    /// What its totals leave out.
    pub notes: Vec<String>,
}

/// A row of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublishedRow {
    /// The texts, and whether each is a figure.
    pub texts: Vec<(String, bool)>,
    /// The sheets on which it rests.
    pub sheets: Vec<usize>,
}

impl Office {
    /// The tables of the form that is chosen: place and title.
    pub fn tables(self) -> Vec<(usize, String)> {
        self.drawn_with(Panel::Tables);
        let Some((_, form)) = self.chosen_form() else { return Vec::new() };
        let tables = form.together.tables.iter().enumerate();
        tables.map(|(place, table)| (place, table.title.clone())).collect()
    }

    /// The table that is chosen, filled.
    pub fn published(self) -> Option<Published> {
        self.drawn_with(Panel::Tables);
        let (form, _) = self.chosen_form()?;
        let (place, from) = (self.table.get(), self.table_from.get());
        self.state.with_value(|state| state.published(form, place, from))
    }

    /// Shows another of the published tables.
    pub fn turn_to_table(self, place: usize) {
        self.table_from.set(0);
        self.table.set(place);
    }

    /// Goes on to the rows after, or back to those before.
    pub fn turn_rows(self, onward: bool) {
        self.table_from.update(|from| {
            *from = if onward { *from + AT_ONCE } else { from.saturating_sub(AT_ONCE) };
        });
    }

    /// Takes tables that the office defined.
    pub fn take_tables(self, files: Vec<Opening>) {
        let Some(file) = files.into_iter().next_back() else { return };
        let text = match file.text {
            Ok(text) => text,
            Err(fault) => {
                self.tables_news.set(vec![words::open_fault(&fault, &file.name)]);
                return;
            }
        };
        match self.forms.take_tables(&*self.desk(), &text) {
            Ok((form, kept)) => {
                self.tables_news.set(vec![page::tables_taken(&file.name, &form.title, kept)]);
                self.keep_about();
                self.show_tables();
            }
            Err(sentences) => {
                let said = sentences.iter().map(|said| page::about_file(&file.name, said));
                self.tables_news.set(said.collect());
            }
        }
    }

    /// Takes the tables of a saved collection; those that are here stay. The
    /// sheets that were read are read again, before those of the collection.
    pub(super) fn take_saved_tables(self, file: &str, saved: Vec<(String, String)>) {
        let mut news = Vec::new();
        for (form, text) in saved {
            let own = self.forms.tables.with_untracked(|tables| {
                tables.iter().find(|(id, _)| *id == form).map(|(_, own)| *own == text)
            });
            match own {
                Some(true) => {}
                Some(false) => news.push(page::other_tables(file, &self.title_of(&form))),
                None => match self.forms.take_tables(&*self.desk(), &text) {
                    Ok((form, kept)) => news.push(page::tables_taken(file, &form.title, kept)),
                    Err(said) => news.extend(said.iter().map(|said| page::about_file(file, said))),
                },
            }
        }
        self.tables_news.set(news);
        self.keep_about();
        self.turn_to_table(0);
        if self.know_forms() {
            self.count_done(0, self.state.with_value(|state| state.reading.kept.len()));
        }
    }

    /// Takes tables that local storage does not have any more; whether a sheet is
    /// to be read again for that.
    pub(super) fn tables_come_back(self, tables: Vec<(String, String)>) -> bool {
        for (form, text) in tables {
            let known =
                self.forms.tables.with_untracked(|own| own.iter().any(|(id, _)| *id == form));
            if !known {
                // A form that was taken away takes its tables along.
                let _ = self.forms.take_tables(&*self.desk(), &text);
            }
        }
        self.know_forms()
    }

    fn title_of(self, id: &str) -> String {
        self.state.with_value(|state| {
            let known = state.forms.iter().find(|form| form.id == id);
            known.map_or_else(|| id.to_owned(), |form| form.title.clone())
        })
    }

    /// Goes back to the tables of the form.
    pub fn drop_tables(self) {
        let Some((_, form)) = untrack(|| self.chosen_form()) else { return };
        self.forms.drop_tables(&*self.desk(), &form.id);
        self.tables_news.set(Vec::new());
        self.keep_about();
        self.show_tables();
    }

    fn show_tables(self) {
        self.turn_to_table(0);
        // Tables show cells that were not kept until now.
        if self.know_forms() {
            self.read_again();
        }
    }

    /// Whether the office defined tables for the form that is chosen.
    pub fn has_own_tables(self) -> bool {
        let Some((_, form)) = self.chosen_form() else { return false };
        self.forms.tables.with(|tables| tables.iter().any(|(id, _)| *id == form.id))
    }

    /// Hands out the tables of the form that is chosen, to be changed.
    pub fn hand_out_tables(self) {
        let Some((_, form)) = untrack(|| self.chosen_form()) else { return };
        if let Some(text) = self.forms.tables_of(&form) {
            self.machine().hand_out_made(&page::tables_file(&form.id), Made::Text(vec![text]));
        }
    }

    /// Opens the sheets on which a row rests.
    pub fn open_row(self, sheets: &[usize]) {
        let sheets = sheets.iter().map(|place| (*place, Vec::new())).collect();
        self.compare(sheets, None, false);
    }
}

impl State {
    fn published(&self, form: usize, place: usize, from: usize) -> Option<Published> {
        let of = self.forms.get(form)?;
        let table = of.together.tables.get(place).or(of.together.tables.first())?;
        let filled = table_rows(&self.collection, &self.forms(), &self.assessment, form, table);
        let shown = |row: &TableRow| PublishedRow {
            texts: row
                .cells
                .iter()
                .map(|cell| match cell {
                    TableCell::Count(count) => (count.to_string(), true),
                    TableCell::Total(total) => {
                        (total.sum.map(|sum| number::printed(sum, None)).unwrap_or_default(), true)
                    }
                    TableCell::Shown(shown) => {
                        let is_figure = matches!(shown, kohyo_core::collection::Shown::Number(_));
                        (words::shown_in_table(of, shown), is_figure)
                    }
                })
                .collect(),
            sheets: row.sheets.clone(),
        };
        let totals = filled.totals.as_ref().map(|row| closed(shown(row)));
        Some(Published {
            title: table.title.clone(),
            columns: table.columns.iter().map(|column| column.label.clone()).collect(),
            rows: filled.rows.iter().skip(from).take(AT_ONCE).map(shown).collect(),
            from,
            all: filled.rows.len(),
            totals,
            notes: notes(table, &filled.whole, of),
        })
    }

    /// The same table as fields: headings, rows, the closing row, notes.
    pub(super) fn published_fields(
        &self,
        form: usize,
        place: usize,
    ) -> Option<(String, Vec<String>, Vec<Vec<Field>>)> {
        let of = self.forms.get(form)?;
        let table = of.together.tables.get(place)?;
        let filled = table_rows(&self.collection, &self.forms(), &self.assessment, form, table);
        if filled.rows.is_empty() {
            return None;
        }
        let mut rows: Vec<Vec<Field>> =
            filled.rows.iter().map(|row| of_table_row(of, row)).collect();
        if let Some(totals) = &filled.totals {
            let mut closing = of_table_row(of, totals);
            if let Some(first) = closing.first_mut().filter(|first| **first == Field::Blank) {
                *first = Field::Text(page::SUM.to_owned());
            }
            rows.push(closing);
        }
        for note in notes(table, &filled.whole, of) {
            let mut line = vec![Field::Text(note)];
            line.resize(table.columns.len().max(1), Field::Blank);
            rows.push(line);
        }
        let columns = table.columns.iter().map(|column| column.label.clone()).collect();
        Some((table.title.clone(), columns, rows))
    }
}

fn closed(mut row: PublishedRow) -> PublishedRow {
    if let Some((text, _)) = row.texts.first_mut().filter(|(text, _)| text.is_empty()) {
        *text = page::SUM.to_owned();
    }
    row
}

/// What the sums of a table leave out, a sentence for each column.
fn notes(table: &SheetTable, whole: &TableRow, form: &kohyo_core::form::Form) -> Vec<String> {
    let columns = table.columns.iter().zip(&whole.cells);
    columns
        .filter_map(|(column, cell)| match cell {
            TableCell::Total(total) => {
                let left_out = view(form, None, total).left_out?;
                Some(page::of_column(&column.label, &left_out))
            }
            _ => None,
        })
        .collect()
}
