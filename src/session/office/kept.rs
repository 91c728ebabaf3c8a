//! What came and was decided, kept on this machine, and saved as one file.

use super::{Office, State};
use crate::desk::{Made, StoreFault, Taker};
use crate::words;
use kohyo_core::collection::Content;
use kohyo_core::wire::kept;
use kohyo_core::wire::round::{self, Round};
use leptos::prelude::*;

/// The sheets lie under keys that begin so.
const ITEMS: &str = "item/";
/// What the office decided lies here.
const ABOUT: &str = "round/about";
/// So many come back at a time.
const AT_ONCE: u32 = 100;

/// Whether what came is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// There is nothing to be kept.
    Nothing,
    /// It is being written.
    Writing,
    /// It is kept.
    Kept,
    /// It is not.
    Failed(StoreFault),
}

impl Office {
    /// The person comes to the office: what was kept comes back.
    pub fn enter(self) {
        let mut first = false;
        self.state.update_value(|state| {
            first = state.reading.mark.is_empty();
            if first {
                // Keys order as the sheets came, and no two tabs make the same.
                let desk = self.desk();
                state.reading.mark = format!("{ITEMS}{} {} ", desk.now(), desk.new_id());
            }
        });
        let changed = self.know_forms();
        if first {
            self.progress.set(Some(super::Progress::default()));
            self.come_back(ITEMS.to_owned());
        } else if changed {
            self.read_again();
        }
    }

    /// Reads what is here again, as the forms changed.
    pub(super) fn read_again(self) {
        let waiting = self.state.with_value(|state| state.reading.kept.len());
        self.begin(waiting);
        self.work(move || self.end());
    }

    pub(super) fn work(self, then: impl FnOnce() + 'static) {
        self.machine().work(Box::new(move || self.step()), Box::new(then));
    }

    fn come_back(self, after: String) {
        let then = move |part: Result<Vec<(String, String)>, StoreFault>| match part {
            Err(fault) => {
                self.keeping.set(Keeping::Failed(fault));
                self.is_back();
            }
            Ok(part) => match part.last().map(|(key, _)| key.clone()) {
                None => self.come_back_about(),
                Some(last) => {
                    self.count_done(0, part.len());
                    self.state.update_value(|state| {
                        let read = part
                            .into_iter()
                            .filter_map(|(key, text)| Some((key, kept::read(&text)?)));
                        state.reading.kept.extend(read);
                    });
                    self.keeping.set(Keeping::Kept);
                    self.work(move || self.come_back(last));
                }
            },
        };
        self.machine().kept_after(ITEMS, &after, AT_ONCE, Box::new(then));
    }

    fn come_back_about(self) {
        let then = move |part: Result<Vec<(String, String)>, StoreFault>| {
            let about = part.ok().and_then(|part| kept::about_of(&part.into_iter().next()?.1));
            if let Some(about) = about {
                self.state.update_value(|state| state.take_decisions(&about));
                if self.tables_come_back(about.tables) {
                    self.state.update_value(|state| state.reading.awake = true);
                    return self.read_again();
                }
            }
            self.is_back();
        };
        self.machine().kept_after(ABOUT, "round/", 1, Box::new(then));
    }

    fn is_back(self) {
        self.state.update_value(|state| state.reading.awake = true);
        self.assess_by_turns(move || self.is_done());
    }

    /// Keeps what waits, if that is so much.
    pub(super) fn keep_waiting(self, least: usize) {
        let (mut items, mut keys) = (Vec::new(), Vec::new());
        self.state.update_value(|state| {
            let reading = &mut state.reading;
            if reading.unkept.len() + reading.unwanted.len() >= least {
                items = std::mem::take(&mut reading.unkept);
                keys = std::mem::take(&mut reading.unwanted);
            }
        });
        if !keys.is_empty() {
            self.machine().forget_all(keys);
        }
        if !items.is_empty() {
            self.keep_all(items);
        }
    }

    fn keep_all(self, items: Vec<(String, String)>) {
        // What failed once is said until each part of it is kept.
        if matches!(self.keeping.get_untracked(), Keeping::Nothing | Keeping::Kept) {
            self.keeping.set(Keeping::Writing);
        }
        self.state.update_value(|state| state.reading.writing += 1);
        let keys: Vec<String> = items.iter().map(|(key, _)| key.clone()).collect();
        let then = move |kept: Result<(), StoreFault>| {
            self.state.update_value(|state| {
                state.reading.writing = state.reading.writing.saturating_sub(1);
                let refused = &mut state.reading.refused;
                match kept {
                    Ok(()) => keys.iter().for_each(|key| _ = refused.remove(key)),
                    Err(_) => refused.extend(keys),
                }
            });
            match kept {
                Ok(()) => self.say_kept(),
                Err(fault) => self.keeping.set(Keeping::Failed(fault)),
            }
        };
        self.machine().keep_all(items, Box::new(then));
    }

    /// What came is kept, once no more of it comes: said after each part of it,
    /// the page would be painted for each.
    pub(super) fn say_kept(self) {
        let is_done = self.state.with_value(|state| {
            let reading = &state.reading;
            reading.runs == 0 && reading.writing == 0 && reading.refused.is_empty()
        });
        if is_done {
            self.keeping.set(Keeping::Kept);
        }
    }

    /// Keeps entries again, as something was decided about them.
    pub(super) fn keep_again(self, places: &[usize]) {
        self.state.update_value(|state| {
            for place in places {
                state.keep_item(*place);
            }
        });
        self.keep_waiting(1);
    }

    /// Keeps what the office decided, its tables among it: local storage has them
    /// too, and whichever of the two lost them gets them back from the other.
    pub(super) fn keep_about(self) {
        let mut about = self.state.with_value(State::decisions);
        about.tables = self.forms.tables.get_untracked();
        let about = kept::about(&about);
        self.keep_all(vec![(ABOUT.to_owned(), about)]);
    }

    /// Hands the whole collection to the person as one file.
    pub fn save(self) {
        let text = self.state.with_value(|state| {
            let mut round = state.decisions();
            round.tables = self.forms.tables.get_untracked();
            round.tables.retain(|(id, _)| state.has_sheets_of(id));
            let mut texts = Vec::new();
            for (place, (item, entry)) in
                state.items.iter().zip(state.collection.entries()).enumerate()
            {
                match (&entry.content, &item.text) {
                    (Content::Sheet(_), Some(text)) => {
                        if state.collection.chosen.contains(&place) {
                            round.chosen.push(texts.len());
                        }
                        round.files.push(entry.file.clone());
                        texts.push(text.as_str());
                    }
                    _ => round.unread.push((entry.file.clone(), item.text.clone())),
                }
            }
            round::write(&round, texts)
        });
        let name = words::collection_file(&self.desk().stamp());
        self.machine().hand_out_made(&name, Made::Text(vec![text]));
    }
}

impl State {
    fn has_sheets_of(&self, form: &str) -> bool {
        let gists = (0..self.items.len()).filter_map(|place| self.collection.gist(place));
        gists.map(|gist| gist.form).any(|of| self.forms.get(of).is_some_and(|of| of.id == form))
    }

    fn decisions(&self) -> Round {
        Round {
            expected: self.expected.as_ref().map(|(name, text, _)| (name.clone(), text.clone())),
            remarks: self.remarks.clone(),
            ..Round::default()
        }
    }
}
