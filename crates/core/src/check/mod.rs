//! Right or wrong: what is to be said of a sheet.
//!
//! A pure function of form and sheet. [`Evaluation::new`] judges a whole sheet;
//! [`Evaluation::update`] judges again what one edit touched and nothing else,
//! with the same outcome. Says nothing in words; see `words`.

mod acceptance;
mod cell;
mod choice;
mod evaluation;
mod list;
mod text;
mod total;

pub use cell::{CellReading, CellValue, read};
pub(crate) use cell::{unit_of, unit_text};
pub(crate) use choice::named;
pub use choice::unknown_choices;
pub use evaluation::{CellValueOrText, Changes, Evaluation};
pub use list::Purpose;

use crate::finding::{Problem, Severity};
use crate::form::{CellIx, Form};
use crate::sheet::Raw;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Something to be said of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about, `total.differs`.
    pub code: Cow<'static, str>,
    /// The rule that found it.
    pub rule: Option<String>,
    /// How much it weighs.
    pub severity: Severity,
    /// The cells that it names.
    pub cells: Vec<Place>,
    /// The facts.
    pub matter: Matter,
    /// The changes that would mend it.
    pub fixes: Vec<Fix>,
    /// Every cell on which it rests; an acceptance is void when one differs.
    pub rests: Vec<Place>,
    /// The acceptance that holds, as a place in the sheet's list.
    pub accepted: Option<usize>,
    /// The latest acceptance that held until a text on which it rests was
    /// changed, where none holds now.
    pub lapsed: Option<usize>,
}

impl Finding {
    /// The first cell that it names, of those that the form knows.
    pub(crate) fn first_cell(&self) -> Option<CellIx> {
        self.cells.first().and_then(Place::cell)
    }
}

/// A cell that a finding names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A cell of the form.
    Cell(CellIx),
    /// A cell that the form does not know.
    Other(String),
}

impl Place {
    /// The cell, if the form knows it.
    pub fn cell(&self) -> Option<CellIx> {
        match self {
            Self::Cell(cell) => Some(*cell),
            Self::Other(_) => None,
        }
    }

    /// Its id.
    pub fn id<'a>(&'a self, form: &'a Form) -> &'a str {
        match self {
            Self::Cell(cell) => &form.cell(*cell).id,
            Self::Other(id) => id,
        }
    }
}

/// A change that mends a finding, as one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The cells and what is to stand there.
    pub changes: Vec<(CellIx, Option<Raw>)>,
}

/// What a finding is about, with its facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A reader said so.
    Reading(Problem),
    /// `choice.unknown`: no such choice.
    ChoiceUnknown {
        /// What was given.
        given: String,
    },
    /// `choice.unknown`: a known wrong spelling.
    ChoiceSpelling {
        /// What was given.
        given: String,
        /// The label that is meant.
        label: String,
    },
    /// `choice.dependent`: not under the parent's choice.
    ChoiceDependent {
        /// The choice.
        label: String,
        /// The parent cell.
        parent: CellIx,
    },
    /// `choice.dependent`: not to be chosen in that fiscal year.
    ChoiceYear {
        /// The choice.
        label: String,
        /// The fiscal year of the box or of the sheet.
        year: i32,
    },
    /// `choice.count`: too many.
    ChoiceCount {
        /// How many are allowed.
        most: u32,
        /// How many were chosen.
        given: u32,
    },
    /// `text.length`
    TextLength {
        /// How many characters are allowed.
        most: u32,
        /// How many were typed.
        given: u32,
    },
    /// `text.pattern`
    TextPattern {
        /// The pattern.
        pattern: String,
    },
    /// `text.placeholder`
    TextPlaceholder {
        /// The words that were left in.
        found: String,
    },
    /// `text.characters`
    TextCharacters {
        /// The character that gets lost elsewhere.
        found: char,
    },
    /// `required`
    Required,
    /// `cell.unknown`
    CellUnknown,
    /// `cell.old`: an earlier revision of the form had it.
    CellOld,
    /// `total.units`
    TotalUnits {
        /// Two of the units in which its parts were typed.
        units: [String; 2],
    },
    /// `total.differs`, `indicator.final`
    TotalDiffers {
        /// What was given.
        given: Decimal,
        /// What was computed, none where all parts are blank.
        computed: Option<Decimal>,
    },
    /// A choice, a day or a status given for a computed cell differs from what was computed.
    ComputedDiffers,
    /// `total.rounding`
    TotalRounding {
        /// What was given.
        given: Decimal,
        /// What was computed.
        computed: Decimal,
    },
    /// A rule of the form, as a place in its list.
    Rule(usize),
}
