//! What a form asks of many of its sheets together: data, as all of a form.
//!
//! Compiled from the member `collection` of a definition; see
//! [`super::definition::Collection`] for how it is written. Judged in the room
//! `collection`.

pub use super::definition::BalanceBy;
use super::{CellIx, Form};

/// What is compared over many sheets of one form, and the tables made of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Together {
    /// Texts that no two sheets should share.
    pub texts: Vec<CellIx>,
    /// A text shorter than this (in characters) may be the same by chance.
    pub least: u32,
    /// Whether two sheets of different keys may not bear one name.
    pub distinct_names: bool,
    /// The cell that puts a sheet into a category.
    pub category: Option<Category>,
    /// Running numbers in which a gap is worth a word.
    pub numbering: Option<Numbering>,
    /// Amounts of like size: each list holds neighbours.
    pub outliers: Vec<Vec<CellIx>>,
    /// Amounts whose sign sections use in different ways.
    pub signs: Vec<Signs>,
    /// Cells that say the same in the sheets of one key of several years.
    pub carried: Vec<CellIx>,
    /// A figure of last year's sheet, by its id, and the cell of this year's that says the same.
    pub follows: Vec<(String, CellIx)>,
    /// Totals that agree.
    pub totals: Vec<Balance>,
    /// The tables that an office publishes.
    pub tables: Vec<SheetTable>,
    /// Every cell of which a collection keeps what it shows.
    pub kept: Vec<CellIx>,
}

/// The category of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The cell that says it.
    pub cell: CellIx,
    /// The master list as printed; empty where there is none.
    pub list: Vec<String>,
}

/// Running numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The cell of the number.
    pub cell: CellIx,
    /// How many leading digits name the series: 2 in `52001`.
    pub group: u32,
}

/// Signed amounts, each with the money of its year where the form has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signs {
    /// (the amount, the money beside it)
    pub amounts: Vec<(CellIx, Option<CellIx>)>,
}

/// Two totals that agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The amounts of one side.
    pub left: Vec<CellIx>,
    /// The amounts of the other.
    pub right: OtherSide,
    /// What parts them.
    pub by: BalanceBy,
    /// By how much they may differ.
    pub within: u32,
}

/// Where the other of two totals stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherSide {
    /// In the same sheets.
    Here(Vec<CellIx>),
    /// In the sheets of another form: its id, and a pattern of cell ids.
    Form(String, String),
}

impl OtherSide {
    /// The amounts in a sheet of this form; none where it has none of them.
    pub fn cells(&self, form: &Form) -> Vec<CellIx> {
        match self {
            Self::Here(cells) => cells.clone(),
            Self::Form(id, pattern) => form
                .cells()
                .filter(|(_, cell)| form.id == *id && fits(pattern, &cell.id))
                .map(|(place, _)| place)
                .collect(),
        }
    }
}

/// Whether an id fits a pattern in which `*` is any one part.
pub(super) fn fits(pattern: &str, id: &str) -> bool {
    pattern.split('.').count() == id.split('.').count()
        && pattern
            .split('.')
            .zip(id.split('.'))
            .all(|(wanted, part)| wanted == "*" || wanted == part)
}

/// A table over the sheets of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetTable {
    /// ASCII, lower case.
    pub id: String,
    /// As printed above it.
    pub title: String,
    /// The cells whose values make one row of many sheets; none = a row per sheet.
    pub group: Vec<CellIx>,
    /// By what the rows are ordered, and whether the greatest comes first.
    pub order: Vec<(OrderBy, bool)>,
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// Whether a row of totals closes it.
    pub totals: bool,
}

/// A column of such a table.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetColumn {
    /// As printed.
    pub label: String,
    /// What stands in it.
    pub content: ColumnContent,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnContent {
    /// What a cell shows.
    Cell(CellIx),
    /// How many sheets.
    Count,
    /// The total of these cells.
    Sum(Vec<CellIx>),
    /// What the office's list says of the sheet under this heading.
    List(String),
    /// The number of the row.
    Number,
}

/// By what rows are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// What a cell shows.
    Cell(CellIx),
    /// What the office's list says under this heading.
    List(String),
}

impl Default for SheetColumn {
    fn default() -> Self {
        Self { label: String::new(), content: ColumnContent::Count }
    }
}
