//! What else a board of boxes is told of, by one effect for all of them. Whoever
//! is told shows it; nothing here knows how.

use super::SheetSession;
use kohyo_core::form::CellIx;
use kohyo_core::submission::Comment;
use leptos::prelude::*;
use std::collections::BTreeMap;

impl SheetSession {
    /// Tells of the cells that come to a range of several, and of those that
    /// leave it.
    pub fn follow_range(self, mark: impl Fn(&[CellIx], bool) + 'static) {
        Effect::new(move |before: Option<Vec<CellIx>>| {
            let chosen = self.chosen_several();
            let before = before.unwrap_or_default();
            let without = |cells: &[CellIx], others: &[CellIx]| -> Vec<CellIx> {
                cells.iter().filter(|cell| !others.contains(cell)).copied().collect()
            };
            mark(&without(&before, &chosen), false);
            mark(&without(&chosen, &before), true);
            chosen
        });
    }

    /// Tells what is remarked at which cell, and of the cells at which nothing
    /// is remarked any more.
    pub fn follow_remarks(self, show: impl Fn(CellIx, &[Comment]) + 'static) {
        Effect::new(move |before: Option<Vec<CellIx>>| {
            let form = self.form();
            let mut open: BTreeMap<CellIx, Vec<Comment>> = BTreeMap::new();
            self.comments.with(|list| {
                for comment in list.iter().filter(|comment| !comment.resolved) {
                    if let Some(place) = comment.cell.as_deref().and_then(|id| form.find(id)) {
                        open.entry(place).or_default().push(comment.clone());
                    }
                }
            });
            for place in before.unwrap_or_default() {
                if !open.contains_key(&place) {
                    show(place, &[]);
                }
            }
            for (place, list) in &open {
                show(*place, list);
            }
            open.into_keys().collect()
        });
    }

    /// Tells how many rows of a free repeat are shown, now and from now on.
    pub fn follow_rows(self, repeat: String, show: impl Fn(usize) + 'static) {
        show(untrack(|| self.rows_of(&repeat)) as usize);
        Effect::new(move |_| {
            show(self.rows_of(&repeat) as usize);
        });
    }

    /// Tells whether one cell holds something else than when the sheet was opened.
    pub fn follow_change(self, place: CellIx, show: impl Fn(bool) + 'static) {
        Effect::new(move |_| show(self.is_changed(place)));
    }
}
