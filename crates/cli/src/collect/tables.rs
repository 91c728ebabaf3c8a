//! The finished tables: wide and long, as CSV files and as a workbook.

use super::csv_table::CsvTable;
use super::spool::Spool;
use super::workbook::{Book, Table};
use super::{Round, outputs, weight};
use kohyo_core::collection::{Assessment, Reception, TableCell, table_rows};
use kohyo_core::form::{Form, SheetTable};
use kohyo_core::wire::export::columns::{self, LONG, OF_SHEETS};
use kohyo_core::wire::export::{Field, of_table_row};
use kohyo_core::words;
use std::path::PathBuf;

impl Round<'_> {
    /// The headings of a form's table.
    fn headings(&self, form: usize) -> Vec<&str> {
        let cells = self.columns.get(form).map(|columns| columns.cells.as_slice());
        let cells = cells.unwrap_or_default().iter().map(String::as_str);
        OF_SHEETS.into_iter().chain(cells).collect()
    }

    /// The forms of which there are sheets, as places in the columns.
    fn present(&self) -> Vec<usize> {
        let is_of = |id: &str| {
            (0..self.collection.entries().len()).any(|place| {
                let gist = self.collection.gist(place);
                gist.and_then(|gist| self.forms.get(gist.form)).is_some_and(|form| form.id == id)
            })
        };
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, columns)| is_of(&columns.form)).map(|(place, _)| place).collect()
    }

    /// The fields that every sheet has, of one entry.
    fn head(&self, assessment: &Assessment, entry: usize) -> Vec<Field> {
        let status = assessment.status(entry);
        let entry = self.collection.entries().get(entry);
        entry.map(|entry| columns::of_sheet(self.forms, entry, status)).unwrap_or_default()
    }

    /// The files that hold no sheet.
    fn unreadable(&self) -> impl Iterator<Item = usize> + '_ {
        let entries = 0..self.collection.entries().len();
        entries.filter(|place| self.collection.gist(*place).is_none())
    }

    /// CSV: the one form's table; of several forms a list of all sheets, and
    /// each form's table beside it as `OUT.<form>.csv`.
    pub(super) fn csv(
        &self,
        assessment: &Assessment,
        spools: Vec<Spool>,
    ) -> Result<Vec<PathBuf>, String> {
        let output = self.call.output;
        if self.call.long {
            let mut table = CsvTable::new(output, LONG)?;
            for spool in spools {
                spool.each(LONG.len(), |entry, row| {
                    if assessment.status(entry).counts() { table.row(&row) } else { Ok(()) }
                })?;
            }
            table.finish()?;
            return Ok(vec![output.to_owned()]);
        }
        let present = self.present();
        let alone = present.len() <= 1;
        let mut done = Vec::new();
        let mut paths = Vec::new();
        if !alone {
            let mut list = CsvTable::new(output, OF_SHEETS)?;
            for entry in 0..self.collection.entries().len() {
                list.row(&self.head(assessment, entry))?;
            }
            done.push(list);
            paths.push(output.to_owned());
        }
        for (form, spool) in spools.into_iter().enumerate() {
            if !present.contains(&form) {
                continue;
            }
            let id = self.columns.get(form).map_or("", |columns| columns.form.as_str());
            let path = if alone { output.to_owned() } else { outputs::of_form(output, id) };
            let headings = self.headings(form);
            let mut table = CsvTable::new(&path, headings.iter().copied())?;
            let mut unreadable = self.unreadable().filter(|_| alone).peekable();
            let mut blank = |table: &mut CsvTable, before: usize| {
                while let Some(entry) = unreadable.next_if(|entry| *entry < before) {
                    let mut fields = self.head(assessment, entry);
                    fields.resize(headings.len(), Field::Blank);
                    table.row(&fields)?;
                }
                Ok::<(), String>(())
            };
            spool.each(headings.len() - OF_SHEETS.len(), |entry, row| {
                blank(&mut table, entry)?;
                let mut fields = self.head(assessment, entry);
                fields.extend(row);
                table.row(&fields)
            })?;
            blank(&mut table, usize::MAX)?;
            done.push(table);
            paths.push(path);
        }
        if present.is_empty() {
            let mut table = CsvTable::new(output, OF_SHEETS)?;
            for entry in self.unreadable() {
                table.row(&self.head(assessment, entry))?;
            }
            done.push(table);
            paths.push(output.to_owned());
        }
        for table in done {
            table.finish()?;
        }
        Ok(paths)
    }

    /// XLSX: a worksheet for each form, then what the office publishes and is
    /// to look at. Gives what could not be written as it is.
    pub(super) fn workbook(
        &self,
        assessment: &Assessment,
        spools: Vec<Spool>,
    ) -> Result<Vec<String>, String> {
        let mut book = Book::new();
        if self.call.long {
            let mut table = book.table("long", LONG)?;
            for spool in spools {
                spool.each(LONG.len(), |entry, row| {
                    if !assessment.status(entry).counts() {
                        return Ok(());
                    }
                    let place = self.file(entry).to_owned();
                    book.row(&mut table, &place, &row)
                })?;
            }
            return book.finish(self.call.output);
        }
        let present = self.present();
        let alone = present.len() == 1;
        for (form, spool) in spools.into_iter().enumerate() {
            if !present.contains(&form) {
                continue;
            }
            let id = self.columns.get(form).map_or("", |columns| columns.form.as_str());
            let headings = self.headings(form);
            let mut table = book.table(id, headings.iter().copied())?;
            let mut unreadable = self.unreadable().filter(|_| alone).peekable();
            let mut blank = |book: &mut Book, table: &mut Table, before: usize| {
                while let Some(entry) = unreadable.next_if(|entry| *entry < before) {
                    book.row(table, self.file(entry), &self.head(assessment, entry))?;
                }
                Ok::<(), String>(())
            };
            spool.each(headings.len() - OF_SHEETS.len(), |entry, row| {
                blank(&mut book, &mut table, entry)?;
                let mut fields = self.head(assessment, entry);
                fields.extend(row);
                book.row(&mut table, self.file(entry), &fields)
            })?;
            blank(&mut book, &mut table, usize::MAX)?;
        }
        if !alone {
            let mut list = book.table("一覧", OF_SHEETS)?;
            for entry in 0..self.collection.entries().len() {
                book.row(&mut list, self.file(entry), &self.head(assessment, entry))?;
            }
        }
        if let Some(reception) = &assessment.reception {
            reception_sheet(&mut book, reception)?;
        }
        self.findings_sheet(&mut book, assessment)?;
        for (place, form) in self.forms.iter().enumerate() {
            for table in &form.together.tables {
                self.published(&mut book, assessment, place, form, table)?;
            }
        }
        book.finish(self.call.output)
    }

    fn file(&self, entry: usize) -> &str {
        self.collection.entries().get(entry).map_or("", |entry| entry.file.as_str())
    }

    /// What is to be looked at.
    fn findings_sheet(&self, book: &mut Book, assessment: &Assessment) -> Result<(), String> {
        let mut table = book.table("確認事項", ["重さ", "コード", "内容", "ファイル"])?;
        for finding in &assessment.findings {
            let files: Vec<&str> =
                finding.sheets.iter().map(|place| self.file(place.sheet)).collect();
            let sentence = words::collection_finding(&self.collection, self.forms, finding);
            let fields = [
                Field::Text(weight(finding.severity).to_owned()),
                Field::Text(finding.code.to_string()),
                Field::Text(sentence),
                Field::of(Some(&files.join("\n"))),
            ];
            book.row(&mut table, finding.code.as_str(), &fields)?;
        }
        Ok(())
    }

    /// A table that the form defines.
    fn published(
        &self,
        book: &mut Book,
        assessment: &Assessment,
        place: usize,
        form: &Form,
        asked: &SheetTable,
    ) -> Result<(), String> {
        let filled = table_rows(&self.collection, self.forms, assessment, place, asked);
        if filled.rows.is_empty() {
            return Ok(());
        }
        let labels = asked.columns.iter().map(|column| column.label.as_str());
        let mut table = book.table(&asked.title, labels)?;
        for row in &filled.rows {
            book.row(&mut table, &asked.title, &of_table_row(form, row))?;
        }
        if let Some(totals) = &filled.totals {
            let mut closing = of_table_row(form, totals);
            if let Some(first) = closing.first_mut().filter(|first| **first == Field::Blank) {
                *first = Field::Text("計".to_owned());
            }
            book.row(&mut table, &asked.title, &closing)?;
        }
        // A sum says what it leaves out.
        for (column, cell) in asked.columns.iter().zip(&filled.whole.cells) {
            if let TableCell::Total(total) = cell
                && let Some(said) = words::total_left_out(total)
            {
                let note = format!("「{}」は、{said}", column.label);
                book.row(&mut table, &asked.title, &[Field::Text(note)])?;
            }
        }
        Ok(())
    }
}

/// Who handed in, by section.
fn reception_sheet(book: &mut Book, reception: &Reception) -> Result<(), String> {
    let headings = ["部署", "一覧の件数", "届いた件数", "提出可の件数"];
    let mut table = book.table("提出状況", headings)?;
    for count in &reception.departments {
        let fields = [
            Field::of(Some(&count.department)),
            count.expected.map_or(Field::Blank, |expected| Field::count(expected as usize)),
            Field::count(count.received as usize),
            Field::count(count.ready as usize),
        ];
        book.row(&mut table, &count.department, &fields)?;
    }
    Ok(())
}
