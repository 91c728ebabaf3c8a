//! Many sheets: who handed in, what contradicts what, totals, tables.
//!
//! Sheets are added one at a time and kept small ([`Gist`]); what is said of
//! them together is worked out by [`Collection::assess`] from the gists, from
//! the list of what was expected, and from what a person decided. What a form
//! wants compared is data of the form ([`crate::form::Together`]). Knows
//! nothing of files, of the clock and of words.

mod assess;
mod balance;
mod compare;
mod department;
mod entry;
mod expected;
mod finding;
mod gist;
mod numbering;
mod outlier;
mod sign;
mod table;
mod text;
mod total;
mod version;

pub use assess::{Assessing, Assessment};
pub use department::same_department;
pub use entry::{Content, Entry, Status};
pub use expected::{
    DepartmentCount, Expected, ExpectedRow, ListFault, Reception, expected_of_rows,
};
pub use finding::{Finding, Matter, SheetPlace, Side};
pub use gist::{Figure, Gist, Shown, Worth};
pub use table::{TableCell, TableRow, TableRows, rows as table_rows};
pub use total::{By, Group, LeftOut, Total, fiscal_year_of, row_of};

use crate::order::set_of;
use std::collections::BTreeSet;

/// All sheets of a round.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    entries: Vec<Entry>,
    /// The sheets that a person chose where two contradict each other.
    pub chosen: BTreeSet<usize>,
}

impl Collection {
    /// Adds a sheet or a file that holds none, and says its place.
    pub fn add(&mut self, entry: Entry) -> usize {
        self.entries.push(entry);
        self.entries.len() - 1
    }

    /// Keeps the entries of which `keep` says so; what was chosen stays chosen.
    pub fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        let kept: Vec<bool> = (0..self.entries.len()).map(&mut keep).collect();
        let before = |place: usize| kept.iter().take(place).filter(|kept| **kept).count();
        let is_kept = |place: &usize| kept.get(*place).copied().unwrap_or(false);
        let chosen = self.chosen.iter().filter(|place| is_kept(place));
        self.chosen = set_of(chosen.map(|place| before(*place)));
        let mut marks = kept.iter().copied();
        self.entries.retain(|_| marks.next().unwrap_or(false));
    }

    /// Everything in the order of adding.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The gist of a sheet; none where the file holds none.
    pub fn gist(&self, place: usize) -> Option<&Gist> {
        match &self.entries.get(place)?.content {
            Content::Sheet(gist) => Some(gist),
            Content::Unreadable(_) => None,
        }
    }

    /// All sheets with their places.
    fn gists(&self) -> impl Iterator<Item = (usize, &Gist)> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| match &entry.content {
            Content::Sheet(gist) => Some((place, gist.as_ref())),
            Content::Unreadable(_) => None,
        })
    }
}
