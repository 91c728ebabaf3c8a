//! What becomes of a sheet that is older than its form: of an earlier revision
//! of the same edition, or of this year when the next begins.

use super::{CellIx, Form};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One step from an earlier revision towards this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migration {
    /// The last revision to which it applies.
    pub from: u32,
    /// Old id → the id under which the text stands afterwards.
    pub moved: BTreeMap<String, String>,
    /// Old id → the label under which it is still shown.
    pub dropped: BTreeMap<String, String>,
}

/// How next year's sheet is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    /// The editions whose sheets it takes.
    pub editions: Vec<String>,
    /// Which cell of this year's sheet, by its id, goes where.
    pub cells: Vec<(String, CellIx)>,
    /// Fiscal years that become one later.
    pub advanced: Vec<CellIx>,
    /// What must be written anew.
    pub emptied: Vec<CellIx>,
}

impl Form {
    /// The id under which a text of a sheet of that revision stands today.
    pub fn heir<'a>(&'a self, revision: u32, id: &'a str) -> Cow<'a, str> {
        let mut now = id;
        for step in self.migrations.iter().filter(|step| step.from >= revision) {
            if step.dropped.contains_key(now) {
                break;
            }
            if let Some(next) = step.moved.get(now) {
                now = next;
            }
        }
        Cow::Borrowed(now)
    }

    /// What a cell of earlier revisions was called, where it is gone.
    pub fn old_label(&self, id: &str) -> Option<&str> {
        self.migrations.iter().find_map(|step| step.dropped.get(id)).map(String::as_str)
    }
}
