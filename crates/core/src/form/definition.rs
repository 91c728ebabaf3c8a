//! A form as its author wrote it: names still unresolved, templates unfolded.
//!
//! The shape mirrors the file (see `forms/README.md`). Nothing here is judged;
//! [`super::compile`] turns a definition into a [`super::Form`] or says all
//! that is wrong with it.

use super::fault::Origin;
use crate::finding::Severity;
use crate::reading::Status;
use crate::wareki::{End, Era};

/// A text of the definition together with where it stands, for faults.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text itself.
    pub value: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Text {
    /// Whether it only stands in for a text that is not there.
    pub(crate) fn is_absent(&self) -> bool {
        self.origin.path.is_empty()
    }
}

/// One edition of a form.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The form's id, the same for all its editions.
    pub id: Text,
    /// The edition, usually a year in short wareki.
    pub edition: Text,
    /// Counts from 1; a released revision is never edited.
    pub revision: u32,
    /// The printed title.
    pub title: Text,
    /// Who publishes the sheet.
    pub publisher: Option<Text>,
    /// The cells whose values make the key.
    pub key: Vec<Text>,
    /// What joins several parts of a key.
    pub key_joiner: String,
    /// The cell that names the sheet.
    pub name: Option<Text>,
    /// The cell that says which section filled the sheet in.
    pub department: Option<Text>,
    /// The fiscal year of the sheet when it is the same for all.
    pub fiscal_year: Option<i32>,
    /// The cell that says the fiscal year of the sheet.
    pub fiscal_year_cell: Option<Text>,
    /// The first and the last fiscal year of the plan.
    pub plan: Option<(i32, i32)>,
    /// Eras after those that the engine knows.
    pub eras: Vec<Era>,
    /// The stages of handing in, in order.
    pub stages: Vec<Named>,
    /// The axes of tables and rules.
    pub axes: Vec<Axis>,
    /// The lists of choices.
    pub choices: Vec<ChoiceList>,
    /// Named constants per fiscal year, such as unit costs.
    pub rates: Vec<RateTable>,
    /// Stock reasons for accepting a warning.
    pub reasons: Vec<String>,
    /// What is seen, page by page.
    pub pages: Vec<Page>,
    /// The relations that hold between cells.
    pub rules: Vec<Rule>,
    /// What is asked of many sheets together.
    pub collection: Option<Collection>,
    /// How sheets of earlier revisions become sheets of this one, step by step.
    pub migrations: Vec<Migration>,
    /// How this year's sheet becomes next year's.
    pub carry: Option<Carry>,
}

/// One step from a revision to the next that is named (a member of `migrations`).
///
/// Cells are named by id or by templates over axes, the same in both names.
///
/// ```jsonc
/// { "from": 1,                                            // made under revision 1, or before
///   "renamed": { "plan.chief": "plan.manager" },          // the same cell under another id
///   "moved": { "plan.note": "plan.remark" },              // the text belongs in another cell
///   "dropped": { "plan.fax": "ファックス番号" } }           // kept and shown under its old label
/// ```
#[derive(Clone, Debug, Default)]
pub struct Migration {
    /// The last revision to which the step applies.
    pub from: u32,
    /// Where it stands.
    pub origin: Origin,
    /// Cells with another id: the old and the new one.
    pub renamed: Vec<(Text, Text)>,
    /// Texts that belong in another cell: from where, and where to.
    pub moved: Vec<(Text, Text)>,
    /// Cells that are gone: the id, and the label under which they are shown.
    pub dropped: Vec<(Text, Text)>,
}

/// How this year's sheet becomes next year's (the member `carry`); a cell that
/// is not named begins blank.
///
/// ```jsonc
/// "carry": {
///   "from": ["h30", "r2"],                                // the editions of this year's sheet
///   "copied": ["plan.*", "effect.*.*.{years}"],           // the same text in the same cell
///   "moved": { "item.next": "item.plan" },                // another cell's text
///   "advanced": ["annual.year"],                          // a fiscal year, one later
///   "emptied": ["plan.updated"]                           // not copied: to be written anew
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Carry {
    /// The editions whose sheets it takes; none = its own.
    pub from: Vec<Text>,
    /// Cells whose text stays.
    pub copied: Vec<Text>,
    /// Cells that take another's text: from where, and where to.
    pub moved: Vec<(Text, Text)>,
    /// Fiscal years that become one later.
    pub advanced: Vec<Text>,
    /// Cells that are to be written anew, also where `copied` names them.
    pub emptied: Vec<Text>,
}

/// What is asked of many sheets together (the member `collection`).
///
/// Cells are named by id, by templates over axes (`effect.saving.actual.{years}`
/// stands for each year) and by `*` for any one part of an id
/// (`effect.*.actual.{years}`); a name that fits no cell is a fault.
///
/// ```jsonc
/// "collection": {
///   // no two sheets share these texts; shorter ones than `least` characters may be the same by chance (20 where not said)
///   "texts": { "cells": ["plan.goal", "years.{years}.content"], "least": 20 },
///   "distinct-names": true,                                   // one name, one key
///   "category": { "cell": "plan.theme", "list": ["…"] },      // `list` only where the master list is known
///   "numbering": { "cell": "plan.number", "group": 2 },       // 52001: the first two digits name the series
///   "outliers": [ { "cells": ["effect.saving.*.{years}"] } ], // neighbours of like size: 円 for 千円
///   "signs": [ { "cells": "plan.hours.{years}", "beside": "plan.money.{years}" } ], // the same axes in both
///   "carried": ["effect.*.initial.{years}"],                  // the same in each year's sheet of one key
///   "follows": { "result.money.2024": "plan.base" },          // last year's figure is this year's, in another cell
///   // the total of one table is that of another: of this form, or of the sheets of another
///   "totals": [ { "sum": "effect.saving.actual.{years}", "equals": "sum.saving.{years}", "form": "division-summary",
///                 "by": "department", "within": 2 } ],
///   "tables": [ { "id": "effects", "title": "推進項目別の効果額",
///     "group": ["plan.theme"],                                // absent: a row per sheet
///     "order": ["plan.theme"],                                // `-plan.theme`: the greatest first
///     "columns": [ { "label": "推進項目", "cell": "plan.theme" }, { "label": "件数", "count": true },
///                  { "axis": "years", "label": "{years}", "sum": ["effect.total.actual.{years}"] } ],
///     "totals": true } ]
///   // a column may also be `"list": "優先順位"`, of the office's list, or `"number": true`, the number of the row
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// Texts that no two sheets should share.
    pub texts: Vec<Text>,
    /// The least number of characters at which they are compared.
    pub least: Option<u32>,
    /// Whether two sheets of different keys may not bear one name.
    pub distinct_names: bool,
    /// The cell of the category and the master list.
    pub category: Option<(Text, Vec<String>)>,
    /// The cell of running numbers, and how many leading digits name the series.
    pub numbering: Option<(Text, u32)>,
    /// Lists of amounts of like size.
    pub outliers: Vec<Vec<Text>>,
    /// Signed amounts, and the money beside them.
    pub signs: Vec<(Text, Option<Text>)>,
    /// Cells that say the same in the sheets of one key of several years.
    pub carried: Vec<Text>,
    /// A figure of last year's sheet, and the cell of this year's that says the same.
    pub follows: Vec<(Text, Text)>,
    /// Totals that agree.
    pub totals: Vec<Balance>,
    /// The tables that an office publishes.
    pub tables: Vec<SheetTable>,
}

/// Two totals that agree, for each point of the axes named.
#[derive(Clone, Debug, Default)]
pub struct Balance {
    /// The amounts of one side; `*` adds up.
    pub sum: Text,
    /// The amounts of the other side, over the same axes.
    pub equals: Text,
    /// The form whose sheets have the other side; none = the same sheets.
    pub form: Option<Text>,
    /// What parts them.
    pub by: BalanceBy,
    /// By how much they may differ, where parts were rounded.
    pub within: u32,
}

/// What parts two totals that agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BalanceBy {
    /// Nothing: all sheets together.
    #[default]
    All,
    /// The section.
    Department,
    /// The category.
    Category,
    /// The key.
    Key,
}

/// A table over many sheets.
#[derive(Clone, Debug, Default)]
pub struct SheetTable {
    /// Unique in the form.
    pub id: Text,
    /// As printed above it.
    pub title: String,
    /// The cells that make one row of many sheets.
    pub group: Vec<Text>,
    /// The cells, or columns of the office's list (`list:優先順位`), that order the rows; `-` before those
    /// in falling order.
    pub order: Vec<Text>,
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// Whether a row of totals closes it.
    pub totals: bool,
}

/// A column of a table over many sheets, or one for each point of an axis.
#[derive(Clone, Debug, Default)]
pub struct SheetColumn {
    /// As printed; `{axis}` becomes the label of the point.
    pub label: String,
    /// The axis.
    pub axis: Option<Text>,
    /// What stands in it.
    pub content: SheetColumnContent,
}

/// What stands in a column over many sheets.
#[derive(Clone, Debug, Default)]
pub enum SheetColumnContent {
    /// How many sheets.
    #[default]
    Count,
    /// What a cell shows.
    Cell(Text),
    /// The total of these cells.
    Sum(Vec<Text>),
    /// What the office's list says of the sheet under this heading.
    List(Text),
    /// The number of the row.
    Number,
}

/// An id with its label.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// ASCII, lower case.
    pub id: Text,
    /// As printed.
    pub label: String,
}

/// A named axis.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The name used by tables and rules.
    pub name: Text,
    /// Its points, in order.
    pub points: Vec<Point>,
    /// Whether the points are fiscal years.
    pub years: bool,
}

/// A point of an axis.
#[derive(Clone, Debug)]
pub struct Point {
    /// The part of cell ids: `2016`, `q1`.
    pub id: String,
    /// As printed in headings.
    pub label: String,
    /// The number it stands for in expressions.
    pub number: Option<i64>,
}

/// A named list of choices.
#[derive(Clone, Debug)]
pub struct ChoiceList {
    /// The name used by cells.
    pub name: Text,
    /// The choices in order.
    pub choices: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What stands in files.
    pub code: Text,
    /// What is printed.
    pub label: String,
    /// Other ways to write it, read without a word.
    pub also: Vec<String>,
    /// Known wrong spellings, read with a warning.
    pub aliases: Vec<String>,
    /// The codes of the parent cell under which it may be chosen; none = always.
    pub under: Vec<Text>,
    /// The first fiscal year in which it may be chosen.
    pub from: Option<i32>,
    /// The last fiscal year in which it may be chosen.
    pub to: Option<i32>,
}

/// Constants per fiscal year.
#[derive(Clone, Debug)]
pub struct RateTable {
    /// The name used by expressions.
    pub name: Text,
    /// (fiscal year, decimal as text)
    pub rates: Vec<(i32, Text)>,
}

/// A printed page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// ASCII, lower case.
    pub id: Text,
    /// As printed.
    pub title: String,
    /// Whether A4 lies on its side.
    pub landscape: bool,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A block of a page.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// ASCII, lower case.
    pub id: Text,
    /// As printed.
    pub title: String,
    /// What to write here, in a sentence.
    pub help: Option<String>,
    /// What stands in it, in order.
    pub items: Vec<Item>,
}

/// One thing of a section.
#[derive(Clone, Debug)]
pub enum Item {
    /// Boxes side by side.
    Row(Vec<Field>),
    /// A table.
    Table(Box<Table>),
    /// A printed remark.
    Note(String),
}

/// A cell or the template of several.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// The cell id or its template.
    pub id: Text,
    /// As printed.
    pub label: String,
    /// The name for assistive technology where the label alone is not enough.
    pub name: Option<String>,
    /// What may be typed.
    pub asks: Asks,
}

/// What may be typed into a cell. A table merges the members of table, row
/// group, row, column and single cell, the later ones winning.
#[derive(Clone, Debug, Default)]
pub struct Asks {
    /// The kind of the cell.
    pub kind: Option<Kind>,
    /// The unit of an amount.
    pub unit: Option<Text>,
    /// The cell that holds the unit.
    pub unit_cell: Option<Text>,
    /// The most decimals that may be written.
    pub decimals: Option<u32>,
    /// The least value.
    pub min: Option<Text>,
    /// The greatest value.
    pub max: Option<Text>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// The pattern of a code: `9` a digit, `A` a capital, anything else itself.
    pub pattern: Option<Text>,
    /// The list of choices.
    pub choices: Option<Text>,
    /// The cell on which the choices depend.
    pub under: Option<Text>,
    /// How many choices at the most.
    pub max_choices: Option<u32>,
    /// Whether several lines may be typed.
    pub lines: Option<u32>,
    /// Which statuses may stand here; absent = all.
    pub statuses: Option<Vec<Status>>,
    /// When it must be filled.
    pub required: Option<Required>,
    /// The expression of a computed cell.
    pub compute: Option<Text>,
    /// The code of a given text that differs from the computed value.
    pub differs: Option<Text>,
    /// Which end of a pair of fiscal years it is, and the other cell.
    pub pair: Option<(End, Text)>,
    /// The words for a value above, below and equal to zero; `{}` is the amount.
    pub sign_words: Option<SignWords>,
    /// The writing of dates and years that the form prefers.
    pub style: Option<Text>,
    /// What to write, in a sentence.
    pub help: Option<String>,
    /// An example of what to write.
    pub example: Option<String>,
    /// The width in print, in parts of twelve.
    pub width: Option<u32>,
    /// Whether it is printed as a row of options (groups) or a list to open.
    pub open: Option<bool>,
    /// Where it stands in the workbook in use: `計画!D10`, or a part of it.
    pub address: Option<Text>,
}

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A text with a pattern whose zeros count.
    Code,
    /// A number with a unit.
    Amount,
    /// A whole number.
    Integer,
    /// A ratio in its own unit.
    Ratio,
    /// A duration, kept in minutes.
    Duration,
    /// A day.
    Date,
    /// A month.
    Month,
    /// A fiscal year.
    FiscalYear,
    /// One of a list.
    Choice,
    /// Several of a list.
    Choices,
    /// ○ or nothing.
    Mark,
}

impl Kind {
    /// Every kind with its word in definitions.
    pub const ALL: [(&'static str, Self); 12] = [
        ("text", Self::Text),
        ("code", Self::Code),
        ("amount", Self::Amount),
        ("integer", Self::Integer),
        ("ratio", Self::Ratio),
        ("duration", Self::Duration),
        ("date", Self::Date),
        ("month", Self::Month),
        ("fiscal-year", Self::FiscalYear),
        ("choice", Self::Choice),
        ("choices", Self::Choices),
        ("mark", Self::Mark),
    ];

    /// Whether the value is a decimal.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Amount | Self::Integer | Self::Ratio)
    }
}

/// When a cell must be filled.
#[derive(Clone, Debug, Default)]
pub struct Required {
    /// The stage from which it holds.
    pub from: Option<Text>,
    /// The condition under which it holds.
    pub when: Option<Text>,
    /// Whether it is said while the sheet is filled in, and not only when it
    /// is handed in.
    pub now: bool,
}

/// Words for the sign of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignWords {
    /// Above zero; `{}` is the amount without its sign.
    pub positive: String,
    /// Below zero.
    pub negative: String,
    /// Zero.
    pub zero: String,
}

/// A table: rows times columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The cell ids: `effect.{row}.{column}`.
    pub cells: Text,
    /// As printed above it, and the first part of every cell's name.
    pub label: String,
    /// The heading over the row headings.
    pub corner: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, in groups; a group without label is just its rows.
    pub groups: Vec<RowGroup>,
    /// What all cells ask.
    pub asks: Asks,
    /// What single cells ask, by id.
    pub single: Vec<(Text, Asks)>,
    /// Free repeats: how many rows at most; `id` of the repeat.
    pub repeat: Option<Repeat>,
}

/// A table whose rows may be added.
#[derive(Clone, Debug, Default)]
pub struct Repeat {
    /// The name of the repeat: `plan.rows`.
    pub id: Text,
    /// The most rows.
    pub most: u32,
    /// Where it stands.
    pub origin: Origin,
}

/// Columns from an axis, or one column.
#[derive(Clone, Debug)]
pub enum Column {
    /// A column for each point of the axis.
    Axis {
        /// The axis.
        axis: Text,
        /// What its cells ask.
        asks: Asks,
    },
    /// One column.
    One {
        /// The part of the cell id.
        id: Text,
        /// As printed.
        label: String,
        /// A second line of the heading.
        sub: Option<String>,
        /// One cell for each group of rows, merged over them.
        per_group: bool,
        /// The rows that have this column; empty = all.
        rows: Vec<Text>,
        /// What its cells ask.
        asks: Asks,
    },
}

/// Rows under one heading.
#[derive(Clone, Debug, Default)]
pub struct RowGroup {
    /// The first part of the row id, empty where there is none.
    pub id: Text,
    /// As printed, empty where there is none.
    pub label: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// What its cells ask.
    pub asks: Asks,
}

/// Rows from an axis, or one row.
#[derive(Clone, Debug)]
pub enum Row {
    /// A row for each point of the axis.
    Axis {
        /// The axis.
        axis: Text,
        /// What its cells ask.
        asks: Asks,
    },
    /// One row.
    One {
        /// The part of the cell id.
        id: Text,
        /// As printed.
        label: String,
        /// Whether it is printed as the second line of the boxes above it.
        beneath: bool,
        /// What its cells ask.
        asks: Asks,
    },
}

/// A relation between cells.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Unique in the form.
    pub id: Text,
    /// The finding's code.
    pub code: Text,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// The variables, each running over an axis.
    pub each: Vec<(Text, Text)>,
    /// When the rule is asked.
    pub when: Option<Text>,
    /// What must then hold.
    pub expect: Text,
    /// The cells that are named.
    pub cells: Vec<Text>,
    /// Which of them: all, the filled ones, the blank ones.
    pub blame: Blame,
    /// The sentence, with `{cell}` and `{cell:label}`.
    pub sentence: Text,
    /// A change that mends it: cell template and expression.
    pub fix: Vec<(Text, Text)>,
    /// The cells whose signs, turned together, mend it; where they differ, those that are named.
    pub turn: Vec<Text>,
    /// The stage from which it holds.
    pub from: Option<Text>,
    /// The stage up to which it holds; not asked while no stage is named.
    pub until: Option<Text>,
}

/// Which of a rule's cells a finding names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blame {
    /// All of them.
    #[default]
    All,
    /// Those that hold something other than zero.
    Filled,
    /// Those that are blank.
    Blank,
}
