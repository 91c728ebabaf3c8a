//! `kohyo collect`: many files → one table, judged one by one and together.
//!
//! Files are read and judged on all cores, a batch at a time, and taken in
//! their order, so that the same files give the same table. Of each sheet a
//! gist stays in memory; its row waits in a temporary file.

mod csv_table;
mod outputs;
mod spool;
mod tables;
mod workbook;

use crate::output::{Aside, failed};
use kohyo_core::collection::{
    Assessment, Collection, Content, Entry, Expected, Finding, Gist, Status, expected_of_rows,
};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::submission::OpenFault;
use kohyo_core::wire::export::{Columns, columns};
use kohyo_core::wire::round;
use kohyo_core::words;
use rayon::prelude::*;
use spool::{Record, Spool};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Files of one batch, and how many bytes they may have together.
const BATCH_FILES: usize = 512;
const BATCH_BYTES: u64 = 128 * 1024 * 1024;

/// What was asked for.
pub(crate) struct Call<'a> {
    pub(crate) paths: &'a [PathBuf],
    pub(crate) expect: Option<&'a Path>,
    pub(crate) tables: &'a [PathBuf],
    pub(crate) long: bool,
    pub(crate) output: &'a Path,
    pub(crate) folder: Option<&'a Path>,
}

/// The shape of the output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Csv,
    Xlsx,
    /// A submission for each line.
    Lines,
    /// A bundle of submissions.
    Bundle,
}

pub(crate) fn collect(call: &Call<'_>) -> Result<ExitCode, String> {
    let shape = shape(call)?;
    let forms = crate::library::with_tables(call.folder, call.tables)?;
    let forms: Vec<&Form> = forms.iter().collect();
    let outputs = outputs::all(call, shape, &forms)?;
    let expected = call.expect.map(expected).transpose()?;
    let not: Vec<&Path> = outputs.iter().map(PathBuf::as_path).chain(call.expect).collect();
    let files = crate::source::files(call.paths, &not)?;
    let mut round = Round::new(call, shape, &forms)?;
    let mut rest = files.as_slice();
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(batch(rest));
        rest = after;
        let read: Vec<Vec<Taken>> = batch
            .par_iter()
            .map(|path| taken(path, &forms, &round.columns, shape, call.long))
            .collect();
        for taken in read.into_iter().flatten() {
            round.take(taken)?;
        }
    }
    round.finish(files.len(), expected.as_ref())
}

fn shape(call: &Call<'_>) -> Result<Shape, String> {
    let name = call.output.display();
    let end = call.output.extension().map(|end| end.to_string_lossy().to_lowercase());
    let shape = match end.as_deref() {
        Some("csv") => Shape::Csv,
        Some("xlsx") => Shape::Xlsx,
        Some("ndjson") => Shape::Lines,
        Some("json") => Shape::Bundle,
        _ => {
            return Err(format!(
                "{name}: 書き出すファイルの名前は「.csv」「.xlsx」「.ndjson」「.json」のどれかで終えてください。"
            ));
        }
    };
    if call.long && matches!(shape, Shape::Lines | Shape::Bundle) {
        return Err(format!("{name}: --longは「.csv」か「.xlsx」に書き出すときに使ってください。"));
    }
    Ok(shape)
}

/// The list of what was to come.
fn expected(path: &Path) -> Result<Expected, String> {
    let rows = crate::rows::read(path)?;
    expected_of_rows(&rows)
        .map_err(|fault| format!("{}: {}", path.display(), words::list_fault(&fault)))
}

/// How many of these files make the next batch.
fn batch(files: &[PathBuf]) -> usize {
    let mut bytes = 0;
    let fits = files.iter().take(BATCH_FILES).take_while(|path| {
        bytes += std::fs::metadata(path).map_or(0, |about| about.len());
        bytes <= BATCH_BYTES
    });
    fits.count().max(1)
}

/// A sheet as it comes from the cores: its gist, and what is to be written.
struct Taken {
    name: String,
    content: Result<(Box<Gist>, Written), OpenFault>,
}

enum Written {
    Rows(Record),
    Json(String),
}

/// Reads and judges the sheets of a file.
fn taken(
    path: &Path,
    forms: &[&Form],
    columns: &[Columns],
    shape: Shape,
    long: bool,
) -> Vec<Taken> {
    let sheets = crate::source::sheets(path, forms);
    sheets
        .into_iter()
        .map(|(name, sheet)| {
            let content = sheet.and_then(|judged| {
                let form = *forms.get(judged.opened.form).ok_or(OpenFault::Foreign)?;
                let gist = judged.gist(form);
                let written = match shape {
                    Shape::Csv | Shape::Xlsx => {
                        let mut record = Record::default();
                        if long {
                            for line in columns::long(form, gist.key.as_deref(), &judged) {
                                record.push(&line);
                            }
                        } else if let Some(columns) =
                            columns.iter().find(|columns| columns.form == form.id)
                        {
                            record.push(&columns.row(form, &judged));
                        }
                        Written::Rows(record)
                    }
                    Shape::Lines | Shape::Bundle => {
                        Written::Json(judged.submission(form, crate::APPLICATION).to_string())
                    }
                };
                Ok((Box::new(gist), written))
            });
            Taken { name, content }
        })
        .collect()
}

/// All that was taken so far.
struct Round<'a> {
    call: &'a Call<'a>,
    shape: Shape,
    forms: &'a [&'a Form],
    columns: Vec<Columns>,
    collection: Collection,
    /// One for each of the columns; the long form has the first alone.
    spools: Vec<Spool>,
    json: Option<Aside>,
    items: usize,
}

impl<'a> Round<'a> {
    fn new(call: &'a Call<'a>, shape: Shape, forms: &'a [&'a Form]) -> Result<Self, String> {
        let columns = Columns::of(forms);
        let mut json = None;
        let mut spools = Vec::new();
        match shape {
            Shape::Csv | Shape::Xlsx => {
                let count = if call.long { 1 } else { columns.len() };
                for _ in 0..count {
                    spools.push(Spool::new()?);
                }
            }
            Shape::Lines | Shape::Bundle => {
                let mut aside = Aside::new(call.output)?;
                if shape == Shape::Bundle {
                    aside
                        .write_all(round::BUNDLE.as_bytes())
                        .map_err(|e| failed(call.output, &e))?;
                }
                json = Some(aside);
            }
        }
        let collection = Collection::default();
        Ok(Self { call, shape, forms, columns, collection, spools, json, items: 0 })
    }

    /// Takes a sheet, or a file that holds none.
    fn take(&mut self, taken: Taken) -> Result<(), String> {
        let (gist, written) = match taken.content {
            Ok(sheet) => sheet,
            Err(fault) => {
                let content = Content::Unreadable(fault);
                self.collection.add(Entry { file: taken.name, content });
                return Ok(());
            }
        };
        let id = self.forms.get(gist.form).map(|form| form.id.as_str());
        let columns = self.columns.iter().position(|columns| Some(columns.form.as_str()) == id);
        let entry = self.collection.add(Entry { file: taken.name, content: Content::Sheet(gist) });
        match written {
            Written::Rows(record) => {
                let place = if self.call.long { 0 } else { columns.unwrap_or(0) };
                if let Some(spool) = self.spools.get_mut(place) {
                    spool.push(entry, &record)?;
                }
            }
            Written::Json(text) => {
                let parted = match self.shape {
                    Shape::Bundle => round::before_item(self.items),
                    _ => "",
                };
                let end = if self.shape == Shape::Lines { "\n" } else { "" };
                if let Some(aside) = &mut self.json {
                    write!(aside, "{parted}{text}{end}")
                        .map_err(|error| failed(self.call.output, &error))?;
                }
                self.items += 1;
            }
        }
        Ok(())
    }

    /// Judges all together, writes what was asked for, and says how it stands.
    fn finish(mut self, files: usize, expected: Option<&Expected>) -> Result<ExitCode, String> {
        let assessment = self.collection.assess(self.forms, expected);
        let spools = std::mem::take(&mut self.spools);
        let (written, remarks) = match self.shape {
            Shape::Csv => (self.csv(&assessment, spools)?, Vec::new()),
            Shape::Xlsx => {
                let remarks = self.workbook(&assessment, spools)?;
                (vec![self.call.output.to_owned()], remarks)
            }
            Shape::Lines | Shape::Bundle => {
                if let Some(mut aside) = self.json.take() {
                    if self.shape == Shape::Bundle {
                        aside
                            .write_all(round::END.as_bytes())
                            .map_err(|e| failed(self.call.output, &e))?;
                    }
                    aside.finish()?;
                }
                (vec![self.call.output.to_owned()], Vec::new())
            }
        };
        let mut said = self.summary(files, &assessment, &remarks);
        if let (Some(list), Some(reception)) = (expected, &assessment.reception) {
            let received: u32 = reception.departments.iter().map(|count| count.received).sum();
            let _ = writeln!(
                said,
                "一覧では{}件のところ、届いた個票は{received}件です。",
                list.sheets()
            );
        }
        for path in written {
            let _ = writeln!(said, "「{}」に書きました。", path.display());
        }
        // Who closed stderr does not want to read it.
        let _ = std::io::stderr().lock().write_all(said.as_bytes());
        Ok(ExitCode::SUCCESS)
    }

    /// What an officer wants to know first, last.
    fn summary(&self, files: usize, assessment: &Assessment, remarks: &[String]) -> String {
        let mut out = String::new();
        for remark in remarks {
            let _ = writeln!(out, "{remark}");
        }
        for finding in &assessment.findings {
            let _ = writeln!(out, "{}", said(&self.collection, self.forms, finding));
        }
        let sheets = self.collection.entries().len() - assessment.count(Status::Unreadable);
        let _ = writeln!(out, "ファイル{files}件から個票{sheets}件を読みました。");
        let counts: Vec<String> = Status::ALL
            .into_iter()
            .map(|status| (status, assessment.count(status)))
            .filter(|(_, count)| *count > 0)
            .map(|(status, count)| format!("{} {count}件", words::sheet_status(status)))
            .collect();
        if !counts.is_empty() {
            let _ = writeln!(out, "{}です。", counts.join("、"));
        }
        let weights: Vec<String> = [Severity::Error, Severity::Warning, Severity::Notice]
            .into_iter()
            .map(|severity| format!("{} {}件", weight(severity), assessment.weighing(severity)))
            .collect();
        let _ = writeln!(out, "全体で確かめた結果は、{}です。", weights.join("、"));
        out
    }
}

/// The word for a severity, as the page has it.
fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "エラー",
        Severity::Warning => "確認",
        Severity::Notice => "お知らせ",
    }
}

/// A finding on one line.
fn said(collection: &Collection, forms: &[&Form], finding: &Finding) -> String {
    let entry = finding.sheets.first().and_then(|place| collection.entries().get(place.sheet));
    let sentence = match entry {
        Some(Entry { file, content: Content::Unreadable(fault) }) => {
            crate::source::said(fault, file)
        }
        _ => words::collection_finding(collection, forms, finding),
    };
    format!("{}: {sentence}", weight(finding.severity))
}
