//! What may be asked: one edition of a sheet, compiled from its definition.
//!
//! A definition is data (`forms/`); [`Form::compile`] resolves every name,
//! unfolds tables and rules, and refuses what cannot work, naming each fault.
//! Knows nothing of what anybody answered.

mod address;
mod compile;
pub mod definition;
mod editions;
pub mod expression;
pub mod fault;
mod layout;
mod succession;
mod template;
mod together;
mod wanted;

pub use address::Address;
pub use definition::{Blame, Kind, SignWords};
pub use editions::{Head, Issued, newest, successor};
pub use fault::{Fault, FaultKind, Limit, Origin};
pub use layout::{Heading, Item, Page, Repeat, Section, Table, TableCell, TableRow};
pub use succession::{Carry, Migration};
pub use together::{
    Balance, BalanceBy, Category, ColumnContent, Numbering, OrderBy, OtherSide, SheetColumn,
    SheetTable, Signs, Together,
};
pub use wanted::{Counted, MOST_DECIMALS, Sort, Wanted};

use crate::finding::Severity;
use crate::fold;
use crate::number::Unit;
use crate::reading::{Reading, Status};
use crate::wareki::{self, End, Eras, FiscalYear, YearStyle};
use expression::Node;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The place of a cell in its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellIx(pub u32);

impl CellIx {
    /// The place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One compiled edition of a form.
#[derive(Debug)]
pub struct Form {
    /// The form's id.
    pub id: String,
    /// The edition.
    pub edition: String,
    /// The revision.
    pub revision: u32,
    /// The printed title.
    pub title: String,
    /// Who publishes the sheet.
    pub publisher: Option<String>,
    /// `sha256:…` of the definition's canonical form; set by whoever read it.
    pub digest: String,
    /// The cells whose values make the key.
    pub key: Vec<CellIx>,
    /// What joins several parts of a key.
    pub key_joiner: String,
    /// The cell that names the sheet.
    pub name: Option<CellIx>,
    /// The cell that says which section filled it in.
    pub department: Option<CellIx>,
    /// The fiscal year of every sheet, where it is the same.
    pub fiscal_year: Option<i32>,
    /// The cell that says the fiscal year.
    pub fiscal_year_cell: Option<CellIx>,
    /// The eras in which its dates and years are written.
    pub eras: Eras,
    /// (id, label) of the stages in order.
    pub stages: Vec<(String, String)>,
    /// Stock reasons for accepting a warning.
    pub reasons: Vec<String>,
    /// The lists of choices.
    pub choices: Vec<Choices>,
    /// What is seen.
    pub pages: Vec<Page>,
    /// The rules, unfolded.
    pub rules: Vec<Rule>,
    /// What is asked of many sheets together.
    pub together: Together,
    /// The steps by which a sheet of an earlier revision becomes one of this.
    pub migrations: Vec<Migration>,
    /// How next year's sheet is begun.
    pub carry: Option<Carry>,
    cells: Vec<Cell>,
    by_id: HashMap<String, CellIx>,
    affected: Vec<Affected>,
    computed: Vec<CellIx>,
    required: Vec<CellIx>,
}

/// A list of choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The choices in order.
    pub list: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What stands in files.
    pub code: String,
    /// What is printed.
    pub label: String,
    /// Other ways to write it, read without a word.
    pub also: Vec<String>,
    /// Known wrong spellings.
    pub aliases: Vec<String>,
    /// The codes of the parent cell under which it may be chosen; none = always.
    pub under: Vec<String>,
    /// The first fiscal year in which it may be chosen.
    pub from: Option<i32>,
    /// The last fiscal year in which it may be chosen.
    pub to: Option<i32>,
}

impl Choice {
    /// Whether it may be chosen in a fiscal year.
    pub fn holds_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Whether there is a year in which it may not be chosen.
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// One cell of a form.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The id that others' scripts use.
    pub id: String,
    /// What the sheet prints for it, headings included: `効果額 歳出削減 当初計画額 平成28年度`.
    pub label: String,
    /// The last part of the label, as it stands directly at the box.
    pub heading: String,
    /// What may be typed.
    pub kind: Kind,
    /// The unit of its number.
    pub unit: CellUnit,
    /// The most decimals.
    pub decimals: u32,
    /// The least value.
    pub min: Option<Decimal>,
    /// The greatest value.
    pub max: Option<Decimal>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// The pattern of a code: `9` a digit, `A` a capital, anything else itself.
    pub pattern: Option<String>,
    /// The list of choices, as a place in [`Form::choices`].
    pub choices: Option<usize>,
    /// The cell on which the choices depend.
    pub under: Option<CellIx>,
    /// The most choices.
    pub max_choices: Option<u32>,
    /// How many lines the box shows; 1 = a single line.
    pub lines: u32,
    /// The statuses that may stand here.
    pub statuses: Vec<Status>,
    /// When it must be filled.
    pub required: Option<Required>,
    /// How it is computed; such a cell is not typed.
    pub compute: Option<Node>,
    /// The code of a given text that differs from the computed value.
    pub differs: String,
    /// Which end of a pair of fiscal years it is, and the other.
    pub pair: Option<(End, CellIx)>,
    /// Words for the sign of the amount.
    pub sign_words: Option<SignWords>,
    /// The writing the form prefers.
    pub style: Option<String>,
    /// What to write, in a sentence.
    pub help: Option<String>,
    /// An example.
    pub example: Option<String>,
    /// The width in print, in parts of twelve.
    pub width: Option<u32>,
    /// Whether choices stand open as a group.
    pub open: bool,
    /// The cell to its left in the same row.
    pub left: Option<CellIx>,
    /// The cell to its right, of which it is the left one.
    pub right: Option<CellIx>,
    /// The repeat to which it belongs and its row (from 1).
    pub repeat: Option<(String, u32)>,
    /// The page and the section where it stands.
    pub place: (usize, usize),
    /// The fiscal year of its column or row.
    pub year: Option<i32>,
    /// Where it stands in the workbook in use.
    pub address: Option<Address>,
}

/// Where a cell's unit comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum CellUnit {
    /// A number without a unit, or no number at all.
    None,
    /// This unit.
    Is(Unit),
    /// The unit that another cell says.
    Of(CellIx),
}

/// When a cell must be filled.
#[derive(Clone, Debug)]
pub struct Required {
    /// The stage from which it holds, as a place in [`Form::stages`].
    pub from: Option<usize>,
    /// The condition.
    pub when: Option<Node>,
    /// Whether it is said while the sheet is filled in.
    pub now: bool,
}

/// One rule, for one value of each of its variables.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The rule's id, the same for all values of its variables.
    pub id: String,
    /// The finding's code.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The stage from which it holds, as a place in [`Form::stages`].
    pub from: Option<usize>,
    /// The stage up to which it holds; not asked while no stage is named.
    pub until: Option<usize>,
    /// When it is asked.
    pub when: Option<Node>,
    /// What must then hold.
    pub expect: Node,
    /// The cells that are named.
    pub cells: Vec<CellIx>,
    /// Which of them.
    pub blame: Blame,
    /// The sentence in pieces.
    pub sentence: Vec<Piece>,
    /// The change that mends it.
    pub fix: Vec<(CellIx, Node)>,
    /// The cells whose signs, turned together, mend it; where they differ, those that are named.
    pub turn: Vec<CellIx>,
    /// Every cell on which the outcome rests, in form order.
    pub rests: Vec<CellIx>,
}

/// A piece of a rule's sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// What a cell shows.
    Shown(CellIx),
    /// The printed name of a cell.
    Label(CellIx),
    /// The value of an expression, written for a cell of this kind.
    Value(Node, Kind),
}

/// What must be looked at again when one cell has changed.
#[derive(Clone, Debug, Default)]
pub struct Affected {
    /// Other cells whose reading rests on it (its unit, its parent choice).
    pub readings: Vec<CellIx>,
    /// Computed cells, in the order of computing.
    pub computed: Vec<CellIx>,
    /// Rules, as places in [`Form::rules`].
    pub rules: Vec<u32>,
    /// Cells whose requirement rests on it, itself among them.
    pub required: Vec<CellIx>,
}

impl AsRef<Form> for Form {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Form {
    /// Compiles a definition, or says all that is wrong with it.
    pub fn compile(definition: &definition::Definition) -> Result<Self, Vec<Fault>> {
        compile::compile(definition, Vec::new())
    }

    /// Compiles what could be read of a definition; what could not is told with
    /// all else that is wrong.
    pub(crate) fn compile_beside(
        definition: &definition::Definition,
        unread: Vec<Fault>,
    ) -> Result<Self, Vec<Fault>> {
        compile::compile(definition, unread)
    }

    /// All cells in form order.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = (CellIx, &Cell)> {
        self.cells.iter().enumerate().map(|(index, cell)| (ix(index), cell))
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no cell at all; a compiled form always has one.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell by its place.
    ///
    /// A place is only ever made by the form itself; a foreign one gives the
    /// first cell rather than a panic.
    pub fn cell(&self, cell: CellIx) -> &Cell {
        self.cells.get(cell.index()).unwrap_or_else(|| self.first())
    }

    fn first(&self) -> &Cell {
        static NONE: std::sync::OnceLock<Cell> = std::sync::OnceLock::new();
        self.cells.first().unwrap_or_else(|| NONE.get_or_init(Cell::nothing))
    }

    /// The place of a cell by its id.
    pub fn find(&self, id: &str) -> Option<CellIx> {
        self.by_id.get(id).copied()
    }

    /// The cell that a heading of a list names: by its id, or as it is printed.
    pub fn headed(&self, heading: &str) -> Option<CellIx> {
        let heading = heading.trim();
        let printed = |(_, cell): &(CellIx, &Cell)| fold::same_label(&cell.label, heading);
        self.find(heading).or_else(|| self.cells().find(printed).map(|(place, _)| place))
    }

    /// The list of choices of a cell.
    pub fn choices_of(&self, cell: &Cell) -> &[Choice] {
        cell.choices.and_then(|list| self.choices.get(list)).map_or(&[], |list| &list.list)
    }

    /// The choices for which these bits stand, each with its place, in the order of the form.
    pub fn chosen_of(&self, cell: &Cell, bits: u128) -> impl Iterator<Item = (u16, &Choice)> {
        (0..128).zip(self.choices_of(cell)).filter(move |(place, _)| bits >> place & 1 == 1)
    }

    /// What must be looked at again when this cell has changed.
    pub fn affected(&self, cell: CellIx) -> &Affected {
        static NONE: Affected = Affected {
            readings: Vec::new(),
            computed: Vec::new(),
            rules: Vec::new(),
            required: Vec::new(),
        };
        self.affected.get(cell.index()).unwrap_or(&NONE)
    }

    /// The cells that must be filled, now or at some stage, in form order.
    pub fn required(&self) -> &[CellIx] {
        &self.required
    }

    /// The computed cells in the order of computing.
    pub fn computed(&self) -> &[CellIx] {
        &self.computed
    }

    /// The place of a stage by its id.
    pub fn stage(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|(known, _)| known == id)
    }
}

impl Cell {
    /// Whether it is computed and not typed.
    pub fn is_computed(&self) -> bool {
        self.compute.is_some()
    }

    /// Whether several texts are given instead of one.
    pub fn is_several(&self) -> bool {
        self.kind == Kind::Choices
    }

    /// The fiscal year that a text in it says; of a whole range in a box of a
    /// pair the end that the box holds.
    pub(crate) fn read_year(&self, text: &str, eras: &Eras) -> Reading<FiscalYear> {
        match self.pair {
            Some((end, _)) => wareki::read_end(text, end, eras),
            None => wareki::read_fiscal_year(text, eras),
        }
    }

    /// How the form writes a fiscal year in it.
    pub(crate) fn year_style(&self) -> YearStyle {
        match self.style.as_deref() {
            Some("letter") => YearStyle::Letter,
            Some("western") => YearStyle::Western,
            _ => YearStyle::Kanji,
        }
    }

    fn nothing() -> Self {
        Self {
            id: String::new(),
            label: String::new(),
            heading: String::new(),
            kind: Kind::Text,
            unit: CellUnit::None,
            decimals: 0,
            min: None,
            max: None,
            max_length: None,
            pattern: None,
            choices: None,
            under: None,
            max_choices: None,
            lines: 1,
            statuses: Vec::new(),
            required: None,
            compute: None,
            differs: String::new(),
            pair: None,
            sign_words: None,
            style: None,
            help: None,
            example: None,
            width: None,
            open: false,
            left: None,
            right: None,
            repeat: None,
            place: (0, 0),
            year: None,
            address: None,
        }
    }
}

/// The place of a cell as a number; a form has at most 20,000 of them.
fn ix(index: usize) -> CellIx {
    CellIx(u32::try_from(index).unwrap_or(u32::MAX))
}
