//! What leaves: the document around a sheet, its key and title, how far it is.
//!
//! Knows nothing of JSON (see `wire::submission`) and of the clock: times are
//! handed in as text.

mod line;

pub use line::{Line, Standing};

use crate::check::{CellValue, Evaluation, Purpose};
use crate::fold;
use crate::form::{CellIx, Form, Kind};
use crate::number;
use crate::sheet::Sheet;
use std::collections::BTreeMap;

/// A sheet's life outside its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The same for all versions of one sheet.
    pub id: String,
    /// The stage at which it was last handed in.
    pub stage: Option<String>,
    /// What was remarked on it, by the section and by the office.
    pub comments: Vec<Comment>,
    /// When it was last saved, RFC 3339.
    pub saved_at: Option<String>,
    /// How far each writer has come.
    pub line: Line,
    /// By what it was last saved: `kohyo x.y.z`.
    pub saved_by: Option<String>,
    /// Members of a file that this version does not know, kept on the way
    /// through: path from the top (line by line) → JSON text.
    pub extra: BTreeMap<String, String>,
}

impl Document {
    /// A new document.
    pub fn new(id: String) -> Self {
        Self { id, ..Self::default() }
    }
}

/// A remark on a cell or on the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// Unique within the document.
    pub id: String,
    /// The cell, none for the whole sheet.
    pub cell: Option<String>,
    /// The remark.
    pub text: String,
    /// Who made it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether it is settled.
    pub resolved: bool,
}

/// Puts remarks of another copy of the document among its own: each once,
/// settled where either side settled it.
pub fn merge_comments(own: &mut Vec<Comment>, others: &[Comment]) {
    for other in others {
        match own.iter_mut().find(|known| known.id == other.id) {
            Some(known) => known.resolved |= other.resolved,
            None => own.push(other.clone()),
        }
    }
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// There are no headings.
    Empty,
    /// The CSV breaks at a line.
    Csv(u64),
    /// The JSON breaks at line and column, or is no list of objects.
    Json(usize, usize),
    /// It is a workbook that cannot be read.
    Book,
    /// Its letters are neither UTF-8 nor Shift_JIS.
    Letters,
}

/// Why no drafts were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrefillFault {
    /// The table has no headings.
    NoHeadings,
    /// It has no rows.
    NoRows,
    /// A heading that no cell bears: column (from 1), heading.
    UnknownHeading(usize, String),
    /// A heading that several cells bear: column, heading, the first two of them.
    ManyCells(usize, String, [String; 2]),
    /// A second column of one cell: column, heading.
    SameCell(usize, String),
    /// A value under no heading: row and column.
    NoHeading(usize, usize),
    /// A key that an earlier row has: row, key.
    SameKey(usize, String),
    /// The form does not say how it takes over a sheet of another: its own id
    /// and edition, those of the other.
    NoCarry([String; 4]),
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// Nothing stands in it.
    Empty,
    /// It is larger than any sheet.
    TooLarge,
    /// It is not JSON; line and column.
    NotJson(usize, usize),
    /// It is JSON of something else.
    Foreign,
    /// It is the definition of a form.
    Definition,
    /// It was written by a later version.
    Newer,
    /// Its digest does not fit, or a value does not follow from its text.
    Damaged,
    /// It carries a number that does not arrive unchanged.
    Number,
    /// It is no table that could be read.
    Table(TableFault),
    /// A member is of another shape: its path.
    Shape(String),
    /// The cells to be filled in are no object of texts.
    GivenShape,
    /// A cell to be filled in is no text and no list of texts: its id.
    GivenCell(String),
    /// Its form is not in this page: form, edition.
    UnknownForm(String, String),
}

impl OpenFault {
    /// The code by which the office's table and the command name it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Newer => "submission.newer",
            Self::Damaged => "collection.damaged",
            _ => "submission.foreign",
        }
    }
}

/// The text of a cell as a part of keys and names: the raw of a text, the
/// canonical value of anything else, none while there is no reading.
fn reading(form: &Form, sheet: &Sheet, evaluation: &Evaluation, cell: CellIx) -> Option<String> {
    match evaluation.value(form, cell) {
        CellValue::None => None,
        CellValue::Text => {
            let text = sheet.text(cell);
            Some(match form.cell(cell).kind {
                Kind::Code => fold::label(text).collect(),
                _ => crate::text::trim(text).to_owned(),
            })
        }
        CellValue::Number(number) => Some(number::canonical(number)),
        CellValue::Year(year) => Some(year.to_string()),
        CellValue::Minutes(minutes) => Some(minutes.to_string()),
        CellValue::Date(date) => Some(date.to_string()),
        CellValue::Month(month) => Some(format!("{:04}-{:02}", month.year, month.month)),
        CellValue::Choice(place) => {
            let choices = form.choices_of(form.cell(cell));
            choices.get(usize::from(place)).map(|choice| choice.label.clone())
        }
        CellValue::Choices(_) | CellValue::Mark => None,
    }
}

/// The key: its parts joined, absent while one of them is blank or unread.
pub fn key(form: &Form, sheet: &Sheet, evaluation: &Evaluation) -> Option<String> {
    let parts: Option<Vec<String>> =
        form.key.iter().map(|cell| reading(form, sheet, evaluation, *cell)).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(&form.key_joiner))
}

/// The name of the sheet, absent while blank.
pub fn title(form: &Form, sheet: &Sheet, evaluation: &Evaluation) -> Option<String> {
    form.name.and_then(|cell| reading(form, sheet, evaluation, cell))
}

/// The section that filled it in, absent while blank.
pub fn department(form: &Form, sheet: &Sheet, evaluation: &Evaluation) -> Option<String> {
    form.department.and_then(|cell| reading(form, sheet, evaluation, cell))
}

/// The fiscal year of the sheet.
pub fn fiscal_year(form: &Form, evaluation: &Evaluation) -> Option<i32> {
    let typed = form.fiscal_year_cell.and_then(|cell| match evaluation.value(form, cell) {
        CellValue::Year(year) => Some(year),
        _ => None,
    });
    typed.or(form.fiscal_year)
}

/// How many of the boxes that must be filled for handing in at a stage are
/// filled, and how many there are.
pub fn progress(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    stage: Option<&str>,
) -> (usize, usize) {
    let stage = stage.and_then(|stage| form.stage(stage));
    let required = evaluation.required(form, sheet, Purpose::Submission(stage));
    (required.iter().filter(|(_, filled)| *filled).count(), required.len())
}

/// The name of the file: `個票_<部署>_<番号か名称>_<edition>_<yyyymmdd-hhmm>.json`.
///
/// `at` is the local time as `yyyymmdd-hhmm`.
pub fn file_name(form: &Form, sheet: &Sheet, evaluation: &Evaluation, at: &str) -> String {
    let named = key(form, sheet, evaluation).or_else(|| title(form, sheet, evaluation));
    let department = department(form, sheet, evaluation);
    // A key that begins with the section would say it twice.
    let named = match (&named, &department) {
        (Some(key), Some(department)) => key
            .strip_prefix(department.as_str())
            .and_then(|rest| rest.strip_prefix(form.key_joiner.as_str()))
            .map(ToOwned::to_owned)
            .or(named),
        _ => named,
    };
    let parts = [
        Some("個票".to_owned()),
        department,
        named,
        Some(form.edition.clone()),
        Some(at.to_owned()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| safe(&part))
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}.json", parts.join("_"))
}

/// At most 30 characters, those that Windows refuses replaced.
fn safe(part: &str) -> String {
    let replaced: String = part
        .trim()
        .chars()
        .take(30)
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            c if c.is_control() => ' ',
            '\u{3000}' => ' ',
            c => c,
        })
        .collect();
    replaced.trim().trim_end_matches('.').to_owned()
}
