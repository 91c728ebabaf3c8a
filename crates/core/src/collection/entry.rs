//! A line of the collection: a sheet, or a file that could not be read.

use super::Gist;
use crate::submission::OpenFault;

/// One sheet or one file without any.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file, with the item where it holds several: `a.json#3`.
    pub file: String,
    /// What is in it.
    pub content: Content,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A sheet.
    Sheet(Box<Gist>),
    /// Nothing that could be read, and why.
    Unreadable(OpenFault),
}

/// What a sheet counts as among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Complete.
    Ready,
    /// Handed in with errors or open questions.
    Pending,
    /// The file holds no sheet that could be read.
    Unreadable,
    /// Another sheet stands for the same; a person decides.
    Duplicate,
    /// A later version of the same sheet is here.
    Superseded,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Ready, Self::Pending, Self::Duplicate, Self::Superseded, Self::Unreadable];

    /// The word that stands in tables and attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Pending => "pending",
            Self::Unreadable => "unreadable",
            Self::Duplicate => "duplicate",
            Self::Superseded => "superseded",
        }
    }

    /// Whether the sheet counts in totals and tables.
    pub fn counts(self) -> bool {
        matches!(self, Self::Ready | Self::Pending)
    }
}
