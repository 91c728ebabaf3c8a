//! Whose turn it is: one tab edits a draft, the others read it.

use super::drafts::{PREFIX, is_key_of};
use super::keeping::{Reading, opened};
use super::sheet::SheetSession;
use super::{Route, Session};
use crate::desk::{Asking, Texts, TurnNews};
use kohyo_core::submission::Standing;
use leptos::prelude::*;
use std::rc::Rc;

impl SheetSession {
    /// Comes in front of the person; edits if nobody else does.
    pub(super) fn begin_turn(self) {
        self.state.update_value(|state| state.keeping.in_front = true);
        if self.reading.get_untracked() != Some(Reading::Newer) {
            self.ask_turn(Asking::IfFree);
        }
    }

    /// Leaves the front.
    pub(super) fn end_turn(self) {
        let in_front =
            self.state.try_update_value(|state| std::mem::take(&mut state.keeping.in_front));
        if in_front == Some(true) {
            self.desk.get_value().give_turn(&self.key());
        }
    }

    fn ask_turn(self, asking: Asking) {
        let key = self.key();
        let heard = move |news: TurnNews| {
            let in_front = self.state.try_with_value(|state| state.keeping.in_front);
            if in_front == Some(true) {
                self.hear(news);
            }
        };
        self.desk.get_value().take_turn(&key, asking, Rc::new(heard));
    }

    fn hear(self, news: TurnNews) {
        match news {
            TurnNews::Ours => {
                if self.reading.get_untracked() == Some(Reading::Elsewhere) {
                    self.catch_up();
                }
            }
            TurnNews::Theirs => self.reading.set(Some(Reading::Elsewhere)),
            TurnNews::Wished | TurnNews::Taken => {
                let before = self.id();
                if !self.is_kept() {
                    self.save_now();
                }
                // Where both were changed it is a draft of its own by now, and
                // nobody else's turn touches it.
                if self.id() == before {
                    self.reading.set(Some(Reading::Elsewhere));
                    if news == TurnNews::Wished {
                        self.give_when_noted();
                    }
                }
            }
        }
    }

    /// Gives the turn once the journal has everything; whoever gets it reads there.
    fn give_when_noted(self) {
        let (desk, key) = (self.desk.get_value(), self.key());
        let again = desk.clone();
        // The journal works in order: the first answer comes behind what was
        // being written, the second behind what waited for that.
        let name = key.clone();
        desk.noted(
            &key,
            Box::new(move |_| {
                let (give, last) = (again.clone(), name.clone());
                again.noted(&name, Box::new(move |_| give.give_turn(&last)));
            }),
        );
    }

    /// Edits here what another tab is editing.
    pub fn edit_here(self) {
        if self.reading.get_untracked() == Some(Reading::Elsewhere) {
            self.ask_turn(Asking::Insist);
        }
    }

    /// Reads the latest state of the draft, then edits.
    fn catch_up(self) {
        let desk = self.desk.get_value();
        let prefix = format!("{}/", self.key());
        let read = desk.clone();
        read.noted(
            &prefix,
            Box::new(move |notes| {
                if self.state.try_with_value(|state| state.keeping.in_front) != Some(true) {
                    return;
                }
                self.reading.set(None);
                self.read_past();
                let stored = desk.look(&self.key()).ok().flatten();
                self.show_latest(stored, notes.unwrap_or_default());
                self.save_if_due();
            }),
        );
    }
}

impl SheetSession {
    /// Shows the latest of what lies in the store and in the journal.
    fn show_latest(self, stored: Option<String>, notes: Texts) {
        let form = self.form();
        let mut latest = None;
        let mut newest = self.state.with_value(|state| state.contents.document.line.clone());
        let texts = stored.iter().chain(notes.iter().map(|(_, text)| text));
        for text in texts {
            if let Some(contents) = opened(&form, text)
                && contents.document.line.against(&newest) == Standing::Newer
            {
                newest = contents.document.line.clone();
                latest = Some((contents, stored.as_ref() == Some(text)));
            }
        }
        if let Some(text) = &stored {
            self.saw(text);
        }
        if let Some((contents, kept)) = latest {
            self.show_state(contents);
            if !kept {
                self.state.update_value(|state| state.kept = None);
            }
        }
    }

    fn save_if_due(self) {
        if !self.is_kept() {
            self.save_now();
        }
    }
}

impl Session {
    /// Another tab changed a key of the store.
    pub fn heard_of(self, key: &str) {
        if let Some(open) = self.sheet.try_get_untracked().flatten() {
            let own = (open.key() == key).then(|| self.desk().look(key));
            match (open.reading.get_untracked(), own) {
                (_, Some(Ok(None))) => open.was_deleted(),
                (Some(Reading::Elsewhere), Some(stored)) => {
                    open.show_latest(stored.ok().flatten(), Vec::new());
                }
                (None, _) => open.look_after(),
                (Some(_), _) => {}
            }
        } else if key.starts_with(PREFIX) {
            self.find_drafts();
            // A draft of this address that the store did not have yet: what one
            // tab keeps reaches another a moment later.
            let place = self.route.get_untracked();
            if matches!(&place, Route::Sheet(id) if is_key_of(key, id)) {
                self.follow(&place.address());
            }
        }
    }
}
