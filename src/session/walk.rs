//! From one finding to the next by a key.

use super::SheetSession;
use leptos::prelude::*;

impl SheetSession {
    /// The cell of the next finding that is shown and not accepted, or of the
    /// one before; behind the last comes the first.
    pub fn next_finding(self, back: bool) -> Option<String> {
        let filter = self.filter.get_untracked();
        let narrowed = self.narrowed.get_untracked();
        let places: Vec<String> = self.findings.with_untracked(|list| {
            list.iter()
                .filter(|view| view.accepted.is_none() && view.place.is_some())
                .filter(|view| filter.is_none_or(|filter| filter == view.severity))
                .filter(|view| narrowed.is_none_or(|place| view.place == Some(place)))
                .filter_map(|view| view.cells.first().cloned())
                .collect()
        });
        let last = places.len().checked_sub(1)?;
        let next = match (self.visited.get_value(), back) {
            (Some(at), false) if at < last => at + 1,
            (_, false) => 0,
            (Some(at), true) if at > 0 => (at - 1).min(last),
            (_, true) => last,
        };
        self.visited.set_value(Some(next));
        places.get(next).cloned()
    }
}
