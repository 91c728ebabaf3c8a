//! Where the open sheet lies: at once in the journal, after a pause in the
//! store, and never over what somebody else kept there.

use super::drafts::{key_of, put_away};
use super::past::Past;
use super::route::Route;
use super::sheet::{Contents, Saving, SheetSession};
use crate::desk::ChosenFile;
use kohyo_core::form::Form;
use kohyo_core::sheet::{Boxless, Change, Raw, Sheet};
use kohyo_core::submission::Standing;
use kohyo_core::wire;
use leptos::prelude::*;
use std::rc::Rc;

/// Why a sheet is open for reading only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is being edited in another tab.
    Elsewhere,
    /// A newer version of the page kept it.
    Newer,
}

/// Two drafts that came out of one because both were changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fork {
    /// The id of the other.
    pub other: String,
    /// The boxes that differ.
    pub differences: Vec<Difference>,
}

/// A box in which two states differ, or a text without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its printed name.
    pub label: String,
    /// What stands here.
    pub here: String,
    /// What stands there.
    pub there: String,
}

/// The boxes in which two sheets differ, in form order, and the texts without one.
pub(super) fn differences(form: &Form, here: &Sheet, there: &Sheet) -> Vec<Difference> {
    let Change { edits, boxless } = Change::between(here, there);
    let shown = |raw: Option<Raw>| raw.as_ref().map(Raw::shown).unwrap_or_default();
    let bare = |text: Option<Boxless>| shown(text.map(|text| text.raw));
    let boxes = edits.into_iter().map(|edit| Difference {
        label: form.cell(edit.cell).label.clone(),
        here: shown(edit.before),
        there: shown(edit.after),
    });
    let boxless = boxless.into_iter().map(|edit| Difference {
        label: form.old_label(&edit.id).unwrap_or(&edit.id).to_owned(),
        here: bare(edit.before),
        there: bare(edit.after),
    });
    boxes.chain(boxless).collect()
}

/// What is known of where a sheet lies.
#[derive(Default)]
pub(super) struct Keeping {
    /// The text of the store as it was last read or written here.
    pub(super) seen: Option<String>,
    /// The change that lies in the journal.
    pub(super) noted: Option<u64>,
    /// The latest change on its way to the journal, and how many are.
    noting: (Option<u64>, u8),
    /// Whether the person has it in front.
    pub(super) in_front: bool,
    /// The earlier states.
    pub(super) past: Past,
    /// The file to which it is saved again and again.
    pub(super) file: Option<Rc<dyn ChosenFile>>,
    /// Whether that file is being written.
    pub(super) filing: bool,
    /// The change that lies in the file.
    pub(super) filed: Option<u64>,
}

/// How many states may be on their way to the journal. With one alone the next
/// key would wait for an answer that a busy machine gives late.
const MOST_NOTES: u8 = 12;

/// What stands in the way of keeping a draft.
enum Way {
    Free,
    /// What lies there has everything that is here.
    Behind(Box<Contents>),
    /// Both have what the other has not.
    Apart(Option<Box<Contents>>),
    /// Nobody can read it.
    Unreadable,
}

/// Reads a draft of this form.
pub(super) fn opened(form: &Form, text: &str) -> Option<Contents> {
    let opened = wire::open::open(text, &[form]).ok()?.pop()?;
    Some(Contents { sheet: opened.sheet, history: opened.history, document: opened.document })
}

fn way(form: &Form, mine: &Contents, seen: Option<&str>, stored: &str) -> Way {
    if seen == Some(stored) {
        return Way::Free;
    }
    let Some((version, line)) = wire::draft::standing(stored) else { return Way::Unreadable };
    if version > 1 {
        return Way::Apart(None);
    }
    let Some(theirs) = opened(form, stored) else { return Way::Unreadable };
    let before = seen.and_then(wire::draft::standing).map(|(_, line)| line).unwrap_or_default();
    match (mine.document.line.against(&line), line.against(&before)) {
        (Standing::Older, _) => Way::Behind(Box::new(theirs)),
        (Standing::Apart, _) => Way::Apart(Some(Box::new(theirs))),
        // Somebody who does not count wrote there, an older version of the
        // page: the texts decide.
        (Standing::Newer | Standing::Same, Standing::Same) => {
            let known = seen.and_then(|seen| opened(form, seen)).map(|seen| seen.sheet);
            let same = |sheet: &Sheet| differences(form, sheet, &theirs.sheet).is_empty();
            if known.is_some_and(|known| same(&known)) || same(&mine.sheet) {
                Way::Free
            } else {
                Way::Apart(Some(Box::new(theirs)))
            }
        }
        // A state of this very line: by way of the journal, or of a store that
        // lost what it had taken.
        (Standing::Newer | Standing::Same, _) => Way::Free,
    }
}

impl SheetSession {
    /// The key under which it is kept.
    pub(super) fn key(self) -> String {
        let form = self.form();
        self.state.with_value(|state| key_of(&form, &state.contents.document.id))
    }

    /// Whether nothing may be changed.
    pub fn is_read_only(self) -> bool {
        self.reading.with_untracked(Option::is_some)
    }

    /// Puts the present state into the journal; while several are on their way
    /// the next waits, so that a slow disk is not asked for every key.
    pub(super) fn note_now(self) {
        let busy = self.state.try_with_value(|state| {
            let (latest, under_way) = state.keeping.noting;
            let now = Some(state.change);
            under_way >= MOST_NOTES
                || (under_way > 0 && latest == now)
                || state.keeping.noted == now
        });
        if busy != Some(false) {
            return;
        }
        let (form, desk) = (self.form(), self.desk.get_value());
        let (key, text, change) = self.state.with_value(|state| {
            let text = state.contents.text(&form, &desk.now());
            (key_of(&form, &state.contents.document.id), text, state.change)
        });
        self.state.update_value(|state| {
            let (latest, under_way) = &mut state.keeping.noting;
            (*latest, *under_way) = (Some(change), *under_way + 1);
        });
        let key = note_key(&key, &desk.writer());
        desk.note(
            &key,
            &text,
            Box::new(move |well| {
                let latest = self.state.try_update_value(|state| {
                    state.keeping.noting.1 = state.keeping.noting.1.saturating_sub(1);
                    if well {
                        state.keeping.noted = Some(change).max(state.keeping.noted);
                    }
                    state.change == change
                });
                match latest {
                    Some(true) => self.noted.set(well),
                    // What was typed meanwhile; a journal that refuses is
                    // asked again at the next key.
                    Some(false) if well => self.note_now(),
                    Some(false) | None => {}
                }
            }),
        );
    }

    /// Keeps the draft now.
    pub fn save_now(self) {
        let Some(form) = self.form.try_get_value() else { return };
        if self.is_read_only() {
            return;
        }
        let desk = self.desk.get_value();
        let key = self.key();
        if let Ok(Some(stored)) = desk.look(&key) {
            let way = self.state.with_value(|state| {
                way(&form, &state.contents, state.keeping.seen.as_deref(), &stored)
            });
            match way {
                Way::Free => {}
                Way::Behind(theirs) => {
                    self.show_state(*theirs);
                    self.saw(&stored);
                    return;
                }
                Way::Unreadable => {
                    // What cannot be put away is not written over.
                    if !put_away(desk.as_ref(), &key, &stored) {
                        self.part_from(None);
                    }
                }
                Way::Apart(theirs) => self.part_from(theirs.map(|theirs| *theirs)),
            }
        }
        let (key, text) =
            (self.key(), self.state.with_value(|state| state.contents.text(&form, &desk.now())));
        let saving = match desk.keep(&key, &text) {
            Ok(()) => Saving::Saved(desk.clock()),
            Err(fault) => fault.into(),
        };
        if matches!(saving, Saving::Saved(_)) {
            self.keep_generation(&text);
            self.state.update_value(|state| {
                state.kept = Some(state.change);
                state.keeping.seen = Some(text);
            });
        }
        self.note_now();
        self.file_now();
        if self.saving.get_untracked() != saving {
            self.saving.set(saving);
        }
    }

    /// Keeps the draft again where the store no longer has it as it was kept:
    /// a browser may take a text and let it go when another tab has filled the
    /// store meanwhile.
    pub(super) fn look_after(self) {
        let seen = self.state.with_value(|state| state.keeping.seen.clone());
        let stored = self.desk.get_value().look(&self.key()).ok().flatten();
        // One that is gone was deleted by the person, in another tab.
        if seen.is_some() && stored.is_some() && self.is_kept() && stored != seen {
            self.save_now();
        }
    }

    /// The person deleted the draft in another tab. It stays in front, and comes
    /// back only with what is typed from now on.
    pub(super) fn was_deleted(self) {
        self.desk.get_value().let_go(&format!("{}/", self.key()));
        self.state.update_value(|state| state.keeping.seen = None);
        self.saving.set(Saving::Deleted);
    }

    /// Notes what lies in the store.
    pub(super) fn saw(self, text: &str) {
        self.state.update_value(|state| state.keeping.seen = Some(text.to_owned()));
    }

    /// Goes on under an id of its own, beside a draft that somebody else changed.
    fn part_from(self, theirs: Option<Contents>) {
        let form = self.form();
        let desk = self.desk.get_value();
        let old = self.key();
        let other = self.id();
        let differences = theirs.map_or_else(Vec::new, |theirs| {
            self.state.with_value(|state| differences(&form, &state.contents.sheet, &theirs.sheet))
        });
        let id = desk.new_id();
        let writer = desk.writer();
        let in_front = self.state.with_value(|state| state.keeping.in_front);
        self.state.update_value(|state| {
            state.contents.document.id.clone_from(&id);
            state.contents.document.line.step(&writer);
            state.change += 1;
            state.keeping.seen = None;
            state.keeping.noted = None;
            state.keeping.past = Past::default();
        });
        self.past.set(Vec::new());
        self.fork.set(Some(Fork { other, differences }));
        // Noted under the new key first: only then the old note is no more needed.
        let text = self.state.with_value(|state| state.contents.text(&form, &desk.now()));
        let (desk_then, stale) = (desk.clone(), note_key(&old, &writer));
        desk.note(
            &note_key(&self.key(), &writer),
            &text,
            Box::new(move |well| {
                if well {
                    desk_then.strike(&stale);
                }
            }),
        );
        desk.give_turn(&old);
        if in_front {
            self.begin_turn();
            desk.go(&Route::Sheet(id).address());
        }
    }

    /// Whether the store holds it as it stands.
    pub fn is_kept(self) -> bool {
        self.state.try_with_value(|state| state.kept == Some(state.change)).unwrap_or(true)
    }

    /// Whether it lies somewhere as it stands: in the store, in the journal or
    /// in a file that the person chose.
    pub fn is_safe(self) -> bool {
        let safe = self.state.try_with_value(|state| {
            let now = Some(state.change);
            [state.kept, state.keeping.noted, state.keeping.filed].contains(&now)
        });
        safe.unwrap_or(true)
    }

    /// Whether something of it is on its way to the journal or to a file.
    pub(super) fn is_under_way(self) -> bool {
        self.state.with_value(|state| state.keeping.noting.1 > 0 || state.keeping.filing)
    }

    /// Notes that the journal has it as it came.
    pub(super) fn came_from_the_journal(self) {
        self.state.update_value(|state| state.keeping.noted = Some(state.change));
        self.noted.set(true);
    }
}

/// The key of a draft in the journal: each tab has its own, so that none
/// writes over another's.
pub(super) fn note_key(key: &str, writer: &str) -> String {
    format!("{key}/{writer}")
}
