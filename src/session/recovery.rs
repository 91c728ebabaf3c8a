//! What the journal has and the store has not: brought back at the start, and
//! said, but only where something would have been lost.

use super::Session;
use super::drafts::{Loaded, PREFIX, put_away};
use crate::desk::{StoreFault, Texts};
use crate::words;
use kohyo_core::submission::{OpenFault, Standing};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One state of a draft, out of the store or out of the journal.
struct State {
    text: String,
    loaded: Loaded,
    /// Its key in the journal; none for the store's.
    note: Option<String>,
}

impl State {
    fn against(&self, other: &Self) -> Standing {
        self.loaded.contents.document.line.against(&other.loaded.contents.document.line)
    }
}

impl Session {
    /// Looks through both stores, then calls.
    pub fn wake(self, then: impl FnOnce() + 'static) {
        let desk = self.desk();
        let asked = desk.clone();
        asked.noted(
            PREFIX,
            Box::new(move |notes| {
                desk.turns_elsewhere(Box::new(move |busy| {
                    self.root.get_value().with(|| self.bring_back(notes, &busy));
                    self.find_drafts();
                    self.awake.set(true);
                    then();
                }));
            }),
        );
    }

    fn bring_back(self, notes: Result<Texts, StoreFault>, busy: &[String]) {
        let mut drafts: BTreeMap<String, Texts> = BTreeMap::new();
        for (note, text) in notes.unwrap_or_default() {
            if let Some((key, _)) = note.rsplit_once('/') {
                // Another tab is at it at this moment: it is ahead of the store.
                if !busy.iter().any(|name| name == key) {
                    drafts.entry(key.to_owned()).or_default().push((note, text));
                }
            }
        }
        let (mut brought, mut parted) = (Vec::new(), Vec::new());
        for (key, notes) in drafts {
            self.settle_draft(&key, notes, &mut brought, &mut parted);
        }
        let mut said = Vec::new();
        if !brought.is_empty() {
            said.push(words::brought_back(&brought));
        }
        if !parted.is_empty() {
            said.push(words::parted(&parted));
        }
        self.drafts.brought.set(said);
    }

    fn settle_draft(
        self,
        key: &str,
        notes: Texts,
        brought: &mut Vec<String>,
        parted: &mut Vec<String>,
    ) {
        let desk = self.desk();
        let stored = desk.look(key);
        let mut states = Vec::new();
        if let Ok(Some(text)) = &stored {
            match self.load(text) {
                Ok(Loaded { newer: true, .. }) | Err(OpenFault::Newer) => return,
                Ok(loaded) => states.push(State { text: text.clone(), loaded, note: None }),
                Err(OpenFault::UnknownForm(..)) => return,
                // The journal may still have it whole.
                Err(_) => {
                    if !put_away(desk.as_ref(), key, text) {
                        return;
                    }
                }
            }
        }
        for (note, text) in notes {
            if let Ok(loaded) = self.load(&text)
                && !loaded.newer
            {
                states.push(State { text, loaded, note: Some(note) });
            }
        }
        let newest = |states: &[State]| {
            let mut best = 0;
            for (at, state) in states.iter().enumerate() {
                if states.get(best).is_some_and(|best| state.against(best) == Standing::Newer) {
                    best = at;
                }
            }
            best
        };
        if states.is_empty() {
            return;
        }
        let best = states.remove(newest(&states));
        let title = || title_of(&best.loaded);
        if best.note.is_some() {
            if desk.keep(key, &best.text).is_ok() {
                brought.push(title());
            } else {
                // Where the store takes nothing, it lives in this tab, and the
                // journal has it.
                let loaded = &best.loaded;
                let open = self.sheet_of(loaded.form.clone(), loaded.contents.clone(), false);
                open.came_from_the_journal();
                if let Ok(Some(text)) = &stored {
                    open.saw(text);
                }
                self.put_aside(open);
            }
        }
        // Each that stands beside it becomes a draft of its own; of those behind
        // it the journal needs the latest alone.
        for state in states {
            match state.against(&best) {
                Standing::Apart => {
                    let Some(note) = state.note else { continue };
                    let mut contents = state.loaded.contents;
                    contents.document.id = desk.new_id();
                    parted.push(title());
                    self.lay_down(&state.loaded.form, contents);
                    desk.strike(&note);
                }
                Standing::Older if best.note.is_some() => {
                    if let Some(note) = state.note {
                        desk.strike(&note);
                    }
                }
                _ => {}
            }
        }
    }
}

fn title_of(loaded: &Loaded) -> String {
    use kohyo_core::{check::Evaluation, submission};
    let (form, sheet) = (&loaded.form, &loaded.contents.sheet);
    let evaluation = Evaluation::new(form, sheet);
    submission::title(form, sheet, &evaluation)
        .or_else(|| submission::key(form, sheet, &evaluation))
        .unwrap_or_else(|| words::UNNAMED.to_owned())
}
