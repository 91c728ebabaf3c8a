//! What is said of sheets together: facts, never sentences.

use crate::finding::{Code, Severity};
use crate::form::CellIx;

/// Something to be said of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The sheets that it names, and the cells in each.
    pub sheets: Vec<SheetPlace>,
    /// The facts.
    pub matter: Matter,
}

/// A sheet that a finding names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetPlace {
    /// Its place in the collection.
    pub sheet: usize,
    /// The cells, none where it is the whole sheet.
    pub cells: Vec<CellIx>,
}

impl SheetPlace {
    /// A whole sheet.
    pub fn whole(sheet: usize) -> Self {
        Self { sheet, cells: Vec::new() }
    }
}

impl Finding {
    /// A finding that weighs what its code weighs.
    pub(super) fn new(code: Code, sheets: Vec<SheetPlace>, matter: Matter) -> Self {
        Self { code, severity: code.severity(), sheets, matter }
    }
}

/// What a finding is about, with its facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A file that holds no readable sheet; its fault stands at the entry.
    Unreadable,
    /// The same key under several documents; the first of them counts.
    Duplicate {
        /// The key.
        key: String,
    },
    /// Versions of one sheet of which none is the latest.
    Conflict,
    /// A later version is here: the first sheet is the old one, the second the new.
    Superseded {
        /// Whether both say the same.
        copy: bool,
        /// Whether the key differs, so that it may be another sheet altogether.
        other_key: bool,
    },
    /// A sheet of the list did not come.
    MissingSheet {
        /// The section, if the list says it.
        department: Option<String>,
        /// The key, if the list says it.
        key: Option<String>,
        /// The name, if the list says it.
        title: Option<String>,
    },
    /// Nothing came from a section of the list.
    MissingDepartment {
        /// The section.
        department: String,
        /// How many sheets were expected.
        expected: u32,
    },
    /// A number between two others that no sheet bears.
    NumberingGap {
        /// The first number that is missing.
        first: String,
        /// The last number that is missing; the same where it is one.
        last: String,
    },
    /// The sheet is not in the list.
    Unexpected,
    /// The section is not in the list.
    UnexpectedDepartment,
    /// The list says another section.
    OtherDepartment {
        /// The section in the list.
        expected: String,
    },
    /// Another number of sheets than the list says.
    Count {
        /// The section.
        department: String,
        /// How many were expected.
        expected: u32,
        /// How many came.
        received: u32,
    },
    /// Sheets of an edition that few use.
    Edition {
        /// Their edition.
        edition: String,
        /// The edition of most sheets.
        usual: String,
    },
    /// A category that the master list does not have.
    CategoryUnknown {
        /// What the sheet says.
        found: String,
    },
    /// A category written in another way than on most sheets, or in the list.
    CategoryDiffers {
        /// What the sheet says.
        found: String,
        /// What most say, or the list.
        usual: String,
    },
    /// One name under several keys.
    SameName {
        /// The name.
        title: String,
    },
    /// Another name than the list has for the key.
    OtherName {
        /// The name in the list.
        expected: String,
    },
    /// A cell that should say the same in each year's sheet does not.
    NotCarried,
    /// The total of one table is not that of another.
    Totals {
        /// The section, the category or the key, none where all sheets are meant.
        part: Option<String>,
        /// The one total and the other.
        sides: [Side; 2],
    },
    /// The same words on several sheets.
    SameWords,
    /// A figure of another size than its neighbours on the sheet.
    Outlier {
        /// The figure as printed.
        figure: String,
        /// A neighbour of usual size, as printed.
        neighbour: String,
    },
    /// The figures of a whole sheet are of another size than those of the others.
    OutlyingSheet {
        /// The middle figure of the sheet, as printed.
        figure: String,
        /// The middle figure of the others, as printed.
        neighbour: String,
    },
    /// The section writes a saving with △ where others write it without, or may do so.
    Sign {
        /// The section, none where the sheets do not say it.
        department: Option<String>,
        /// How many sheets write the same without △.
        others: usize,
    },
}

/// One of two totals that should agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The total as printed, with its unit.
    pub total: String,
    /// The first sheet on which it rests, and the cells there.
    pub first: SheetPlace,
    /// On how many sheets it rests.
    pub sheets: usize,
}
