//! What is seen: pages, sections, boxes side by side, tables.

use super::CellIx;

/// A printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// ASCII, lower case.
    pub id: String,
    /// As printed.
    pub title: String,
    /// Whether A4 lies on its side.
    pub landscape: bool,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// ASCII, lower case.
    pub id: String,
    /// As printed.
    pub title: String,
    /// What to write here, in a sentence.
    pub help: Option<String>,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// One thing of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Boxes side by side.
    Row(Vec<CellIx>),
    /// A table.
    Table(Table),
    /// A printed remark.
    Note(String),
}

/// A table as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// As printed above it.
    pub label: String,
    /// The unit that all its numbers share.
    pub unit: Option<String>,
    /// The heading over the row headings.
    pub corner: String,
    /// How many columns the row headings take.
    pub heading_columns: u32,
    /// The column headings.
    pub columns: Vec<Heading>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// Whether rows may be added, and how many at most.
    pub repeat: Option<Repeat>,
}

/// A table whose rows may be added; all rows up to the most are compiled, and
/// the page shows as many as are filled or asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The name of the repeat: `plan.rows`.
    pub id: String,
    /// The most rows.
    pub most: u32,
}

/// A heading of a row or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As printed.
    pub label: String,
    /// A second line.
    pub sub: Option<String>,
    /// Over how many rows (of a row heading) it reaches.
    pub span: u32,
    /// Over how many heading columns it reaches.
    pub width: u32,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The headings that begin in this row.
    pub headings: Vec<Heading>,
    /// What stands in it, column by column.
    pub cells: Vec<TableCell>,
    /// Whether it is printed as the second line of the boxes above it.
    pub beneath: bool,
}

/// One place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCell {
    /// A cell, over so many rows.
    Cell(CellIx, u32),
    /// Nothing is asked here.
    Empty,
    /// Covered by a cell above.
    Covered,
}
