//! Sheets that were left: what the store would not take lives on in this tab,
//! everything else is let go.

use super::{Session, SheetSession};
use leptos::prelude::*;

impl Session {
    /// Leaves the sheet in front.
    pub(super) fn leave(self, open: SheetSession) {
        self.remember_file(open);
        open.end_turn();
        if !open.is_kept() && !open.is_blank() && !open.is_read_only() {
            self.put_aside(open);
        }
    }

    /// Keeps a sheet that the store would not take alive in this tab.
    pub(super) fn put_aside(self, open: SheetSession) {
        let id = open.id();
        self.aside.update_value(|aside| {
            aside.retain(|other| other.id() != id);
            aside.push(open);
        });
    }

    /// The sheet of this id that lives in this tab only.
    pub(super) fn aside_of(self, id: &str) -> Option<SheetSession> {
        self.aside.with_value(|aside| aside.iter().find(|open| open.id() == id).copied())
    }

    /// Offers what was put aside to the store again; gives what it still refuses.
    pub(super) fn retry(self) -> Vec<SheetSession> {
        let mut aside = self.aside.get_value();
        aside.retain(|open| {
            open.save_now();
            !open.is_kept()
        });
        self.aside.set_value(aside.clone());
        aside
    }

    /// Lets go of what was left. A turn later: until then the page shows it.
    pub(super) fn let_go_later(self) {
        let most = usize::from(self.sheet.with_untracked(Option::is_some));
        if self.alive.with_value(|alive| alive.len() > most) {
            self.desk().later(0, Box::new(move || self.let_go()));
        }
    }

    /// Lets go of every sheet that is neither in front nor put aside, unless
    /// something of it is on its way to the disk: that one goes the next time.
    fn let_go(self) {
        let Some(front) = self.sheet.try_get_untracked() else { return };
        let mut needed = self.aside.get_value();
        needed.extend(front);
        let stays = |open: &SheetSession| {
            open.is_under_way() || needed.iter().any(|other| other.state == open.state)
        };
        let (stay, gone) = self.alive.get_value().into_iter().partition::<Vec<_>, _>(stays);
        self.alive.set_value(stay);
        for open in gone {
            open.end();
        }
    }
}
