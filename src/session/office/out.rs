//! Tables and sheets for other programs. The same as the command writes; the
//! sheets are read again one by one, so that the page stays usable.

use super::{Office, State};
use crate::desk::Made;
use crate::session::sheet::APPLICATION;
use crate::words as page;
use kohyo_core::collection::Status;
use kohyo_core::form::Form;
use kohyo_core::order::InOrder;
use kohyo_core::wire::export::{Book, Columns, Field, columns, text};
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::round;
use kohyo_core::words;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// What leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A table for each form, a column for each cell.
    Csv,
    /// A line for each cell.
    Long,
    /// A workbook with everything.
    Xlsx,
    /// The sheets, a line each.
    Lines,
    /// The sheets as one bundle.
    Bundle,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Csv, Self::Long, Self::Lines, Self::Bundle];

    /// The word that stands in attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Long => "long",
            Self::Xlsx => "xlsx",
            Self::Lines => "ndjson",
            Self::Bundle => "json",
        }
    }
}

/// The cells of entries.
type Rows = Vec<(usize, Vec<Field>)>;

/// What was made so far.
struct Job {
    shape: Shape,
    next: usize,
    columns: Vec<Columns>,
    /// A table for each of the columns: entry and cells.
    tables: Vec<Rows>,
    /// Lines and items.
    pieces: Vec<String>,
}

impl Job {
    /// The tables in which there is anything.
    fn present(&self) -> Vec<(&Columns, &Rows)> {
        self.columns.iter().zip(&self.tables).filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

impl Office {
    /// Writes what was asked for.
    pub fn write_out(self, shape: Shape) {
        let job = self.state.with_value(|state| {
            let columns = Columns::of(&state.forms());
            let tables = columns.iter().map(|_| Vec::new()).collect();
            Job { shape, next: 0, columns, tables, pieces: Vec::new() }
        });
        let all = self.state.with_value(|state| state.items.len());
        self.progress.set(Some(super::Progress { done: 0, of: all }));
        let job = Rc::new(RefCell::new(job));
        let (working, done) = (job.clone(), job);
        let step = move || {
            let mut job = working.borrow_mut();
            if job.next >= all {
                return false;
            }
            self.state.with_value(|state| state.write_next(&mut job));
            self.count_done(1, 0);
            true
        };
        let then = move || {
            self.show_no_progress();
            let mut job = done.borrow_mut();
            let name = page::export_file(shape.code(), &self.desk().stamp());
            let mut remarks = Vec::new();
            let made = self.state.with_value(|state| state.made(&mut job, &mut remarks));
            let name = match (&made, shape) {
                (Made::Archive(_), Shape::Csv) => format!("{name}.zip"),
                (_, Shape::Csv | Shape::Long) => format!("{name}.csv"),
                _ => format!("{name}.{}", shape.code()),
            };
            self.news.set(remarks);
            self.machine().hand_out_made(&name, made);
        };
        self.machine().work(Box::new(step), Box::new(then));
    }

    /// Writes the published table that is shown.
    pub fn write_table(self, shape: Shape) {
        let Some((form, _)) = untrack(|| self.chosen_form()) else { return };
        let place = self.table.get_untracked();
        let found = self.state.with_value(|state| state.published_fields(form, place));
        let Some((title, headings, rows)) = found else { return };
        let stamp = self.desk().stamp();
        let headings = headings.iter().map(String::as_str);
        let (end, made) = if shape == Shape::Xlsx {
            let mut book = Book::default();
            book.begin(&title, headings);
            for row in &rows {
                book.row(row);
            }
            self.news.set(remarks_of(&book));
            ("xlsx", Made::Archive(book.members()))
        } else {
            let mut pieces = vec![text::BOM.to_owned(), text::headings(headings)];
            pieces.extend(rows.iter().map(|row| text::line(row)));
            ("csv", Made::Text(pieces))
        };
        self.machine().hand_out_made(&page::table_file(&title, &stamp, end), made);
    }
}

fn remarks_of(book: &Book) -> Vec<String> {
    book.remarks.iter().map(page::book_remark).collect()
}

impl State {
    fn write_next(&self, job: &mut Job) {
        let place = job.next;
        job.next += 1;
        let Some((form, judged)) = self.judged(place) else { return };
        let status = self.assessment.status(place);
        match job.shape {
            Shape::Csv | Shape::Xlsx => {
                let of = job.columns.iter().position(|columns| columns.form == form.id);
                let Some(of) = of else { return };
                let row = job.columns.get(of).map(|columns| columns.row(form, &judged));
                if let (Some(row), Some(table)) = (row, job.tables.get_mut(of)) {
                    table.push((place, row));
                }
            }
            Shape::Long if status.counts() => {
                let key = self.collection.gist(place).and_then(|gist| gist.key.as_deref());
                let lines = columns::long(form, key, &judged);
                // The lines of all forms stand in the order of the sheets.
                if let Some(table) = job.tables.first_mut() {
                    table.extend(lines.into_iter().map(|line| (place, line)));
                }
            }
            Shape::Lines | Shape::Bundle if counts_as_sheet(status) => {
                job.pieces.push(submission(form, &judged));
            }
            Shape::Long | Shape::Lines | Shape::Bundle => {}
        }
    }

    fn made(&self, job: &mut Job, remarks: &mut Vec<String>) -> Made {
        match job.shape {
            Shape::Csv => self.wide(job),
            Shape::Long => {
                let mut pieces = vec![text::BOM.to_owned(), text::headings(columns::LONG)];
                pieces.extend(job.tables.iter().flatten().map(|(_, line)| text::line(line)));
                Made::Text(pieces)
            }
            Shape::Xlsx => {
                let book = self.book(job);
                remarks.extend(remarks_of(&book));
                Made::Archive(book.members())
            }
            Shape::Lines => Made::Text(job.pieces.iter().map(|line| format!("{line}\n")).collect()),
            Shape::Bundle => Made::Text(vec![round::bundle(job.pieces.iter().map(String::as_str))]),
        }
    }

    /// The fields that every sheet has, of one entry.
    fn of_all(&self, place: usize) -> Vec<Field> {
        let entry = self.collection.entries().get(place);
        let status = self.assessment.status(place);
        entry.map(|entry| columns::of_sheet(&self.forms(), entry, status)).unwrap_or_default()
    }

    /// The lines of a form's table, those of unreadable files among them where
    /// there is no other table.
    fn lines(
        &self,
        columns: &Columns,
        rows: &[(usize, Vec<Field>)],
        alone: bool,
    ) -> Vec<Vec<Field>> {
        let width = columns::OF_SHEETS.len() + columns.cells.len();
        let mut lines: Vec<(usize, Vec<Field>)> = rows
            .iter()
            .map(|(place, cells)| {
                let mut fields = self.of_all(*place);
                fields.extend(cells.iter().cloned());
                (*place, fields)
            })
            .collect();
        if alone {
            lines.extend(self.unreadable().map(|place| {
                let mut fields = self.of_all(place);
                fields.resize(width, Field::Blank);
                (place, fields)
            }));
            lines.order_by_key(|(place, _)| *place);
        }
        lines.into_iter().map(|(_, fields)| fields).collect()
    }

    fn unreadable(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(|place| self.collection.gist(*place).is_none())
    }

    /// One table, or of several forms an archive of a list and a table each.
    fn wide(&self, job: &Job) -> Made {
        let present = job.present();
        let csv = |columns: &Columns, rows: &[(usize, Vec<Field>)], alone: bool| {
            let cells = columns.cells.iter().map(String::as_str);
            let mut pieces = vec![
                text::BOM.to_owned(),
                text::headings(columns::OF_SHEETS.into_iter().chain(cells)),
            ];
            pieces.extend(self.lines(columns, rows, alone).iter().map(|line| text::line(line)));
            pieces
        };
        if let [(columns, rows)] = present.as_slice() {
            return Made::Text(csv(columns, rows, true));
        }
        let mut list = vec![text::BOM.to_owned(), text::headings(columns::OF_SHEETS)];
        list.extend((0..self.items.len()).map(|place| text::line(&self.of_all(place))));
        if present.is_empty() {
            return Made::Text(list);
        }
        let mut members = vec![(page::LIST_MEMBER.to_owned(), list.concat())];
        for (columns, rows) in present {
            members.push((format!("{}.csv", columns.form), csv(columns, rows, false).concat()));
        }
        Made::Archive(members)
    }

    fn book(&self, job: &Job) -> Book {
        let mut book = Book::default();
        let present = job.present();
        let alone = present.len() == 1;
        for (columns, rows) in &present {
            let cells = columns.cells.iter().map(String::as_str);
            book.begin(&columns.form, columns::OF_SHEETS.into_iter().chain(cells));
            for line in self.lines(columns, rows, alone) {
                book.row(&line);
            }
        }
        if !alone {
            book.begin(page::LIST, columns::OF_SHEETS);
            for place in 0..self.items.len() {
                book.row(&self.of_all(place));
            }
        }
        if let Some(reception) = &self.assessment.reception {
            book.begin(page::RECEPTION, page::RECEPTION_HEADINGS);
            for count in &reception.departments {
                book.row(&[
                    Field::of(Some(&count.department)),
                    count.expected.map_or(Field::Blank, |count| Field::count(count as usize)),
                    Field::count(count.received as usize),
                    Field::count(count.ready as usize),
                ]);
            }
        }
        book.begin(page::FINDINGS, page::FINDINGS_HEADINGS);
        for finding in &self.assessment.findings {
            let files: Vec<&str> =
                finding.sheets.iter().map(|place| self.file(place.sheet)).collect();
            book.row(&[
                Field::Text(page::severity(finding.severity).to_owned()),
                Field::Text(finding.code.to_string()),
                Field::Text(words::collection_finding(&self.collection, &self.forms(), finding)),
                Field::of(Some(&files.join("\n"))),
            ]);
        }
        for (form, of) in self.forms.iter().enumerate() {
            for table in 0..of.together.tables.len() {
                if let Some((title, headings, rows)) = self.published_fields(form, table) {
                    book.begin(&title, headings.iter().map(String::as_str));
                    for row in &rows {
                        book.row(row);
                    }
                }
            }
        }
        book
    }
}

/// Whether a status is that of a sheet; the command writes all of them.
fn counts_as_sheet(status: Status) -> bool {
    status != Status::Unreadable
}

fn submission(form: &Form, judged: &Judged) -> String {
    judged.submission(form, APPLICATION).to_string()
}
