//! What the journal has and the store has not: brought back at the start, and
//! said, but only where something would have been lost.

use super::Session;
use super::drafts::{Loaded, PREFIX, put_away};
use super::keeping::note_key;
use crate::desk::Texts;
use crate::words;
use kohyo_core::check::Evaluation;
use kohyo_core::form::{Cell, Form, Kind};
use kohyo_core::order::InOrder;
use kohyo_core::sheet::{Change, Edit, Sheet};
use kohyo_core::submission::{self, OpenFault, Standing};
use kohyo_core::wire;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the page's plain script leaves the texts of a sheet whose engine stopped.
pub(super) const RESCUED: &str = "kohyo/rescue/";

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

/// The place of the latest of several states.
fn newest(states: &[State]) -> usize {
    let mut best = 0;
    for (at, state) in states.iter().enumerate() {
        if states.get(best).is_some_and(|best| state.against(best) == Standing::Newer) {
            best = at;
        }
    }
    best
}

impl Session {
    /// Looks through both stores, has `arrive` go to where the person is, and
    /// only then lets it be drawn: home, drawn for each sheet that is opened by
    /// its address, would take longer than the sheet. Calls when that is asked for.
    pub fn wake(self, arrive: impl FnOnce() + 'static, then: impl FnOnce() + 'static) {
        let desk = self.desk();
        let asked = desk.clone();
        asked.noted(
            PREFIX,
            Box::new(move |notes| {
                let notes = notes.unwrap_or_default();
                let back = move |notes: Texts, busy: Vec<String>| {
                    self.root.get_value().with(|| self.bring_back(notes, &busy));
                    arrive();
                    self.awake.set(true);
                    then();
                };
                // Asked for nothing, the answer would be waited for at each start.
                if notes.is_empty() {
                    return back(notes, Vec::new());
                }
                desk.turns_elsewhere(Box::new(move |busy| back(notes, busy)));
            }),
        );
    }

    fn bring_back(self, notes: Texts, busy: &[String]) {
        let mut drafts: BTreeMap<String, Texts> = BTreeMap::new();
        for (note, text) in notes {
            if let Some((key, _)) = note.rsplit_once('/') {
                drafts.entry(key.to_owned()).or_default().push((note, text));
            }
        }
        // Another tab is at it at this moment: it is ahead of the store.
        for name in busy {
            if let Some(notes) = drafts.remove(name) {
                self.show_busy(name, notes);
            }
        }
        let (mut brought, mut parted) = (Vec::new(), Vec::new());
        for (key, notes) in drafts {
            self.settle_draft(&key, notes, &mut brought, &mut parted);
        }
        self.take_rescued(&mut brought);
        let mut said = Vec::new();
        if !brought.is_empty() {
            said.push(words::brought_back(&brought));
        }
        if !parted.is_empty() {
            said.push(words::parted(&parted));
        }
        self.drafts.brought.set(said);
    }

    /// A draft of another tab that the store does not have, by the latest that
    /// the journal has of it: a browser that is short of time at its start was
    /// seen to cut a tab's store off from all others, without a word to it.
    fn show_busy(self, key: &str, notes: Texts) {
        let desk = self.desk();
        let states = notes.into_iter().filter_map(|(note, text)| {
            Some(State { loaded: self.load(&text).ok()?, text, note: Some(note) })
        });
        let states: Vec<State> = states.collect();
        if let (Ok(None), Some(latest)) = (desk.look(key), states.get(newest(&states))) {
            // Where there is no room for it, it stays with the other tab.
            let _ = desk.keep(key, &latest.text);
        }
    }

    /// Takes up what the plain script left: one step over what is here.
    fn take_rescued(self, brought: &mut Vec<String>) {
        let desk = self.desk();
        for (place, text) in desk.kept(RESCUED).unwrap_or_default() {
            let Ok(rescued) = self.load(&text) else {
                put_away(desk.as_ref(), &place, &text);
                continue;
            };
            let Loaded { form, contents: mut left, .. } = rescued;
            match self.loaded(&left.document.id) {
                Some(here) if here.newer || !Arc::ptr_eq(&here.form, &form) => continue,
                Some(here) => {
                    let edits = last_typed(&form, &here.contents.sheet, &left.sheet);
                    if !edits.is_empty() {
                        let mut contents = here.contents;
                        let change = Change { edits, ..Change::default() };
                        change.apply(&mut contents.sheet);
                        contents.history.made(change);
                        contents.document.line.step(&desk.writer());
                        brought.push(named(&form, &contents.sheet));
                        self.lay_down(&form, contents);
                    }
                }
                None => {
                    left.document.line.step(&desk.writer());
                    brought.push(named(&form, &left.sheet));
                    self.lay_down(&form, left);
                }
            }
            desk.forget(&place);
        }
        brought.dedup();
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
        if let (Ok(Some(text)), [(_, note)]) = (&stored, notes.as_slice())
            && is_same(text, note)
        {
            return;
        }
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
        if states.is_empty() {
            return;
        }
        let best = states.remove(newest(&states));
        let title = || named(&best.loaded.form, &best.loaded.contents.sheet);
        if best.note.is_some() {
            if let Err(fault) = desk.keep(key, &best.text) {
                // Where the store takes nothing, it lives in this tab, and the
                // journal has it.
                let loaded = &best.loaded;
                let open = self.sheet_of(loaded.form.clone(), loaded.contents.clone(), false);
                open.came_from_the_journal();
                open.saving.set(fault.into());
                if let Ok(Some(text)) = &stored {
                    open.saw(text);
                }
                self.put_aside(open);
            } else {
                brought.push(title());
            }
        }
        // Each that stands beside it becomes a draft of its own. The journal has
        // the best once: every tab that ever wrote would leave its note there.
        let mut noted = best.note.is_some();
        states.order_by_key(|state| state.against(&best) != Standing::Same);
        let twice = states.iter().any(|state| state.against(&best) == Standing::Same);
        if !noted && !twice {
            let own = note_key(key, &desk.writer());
            desk.note(&own, &best.text, Box::new(|_| {}));
            states.retain(|state| state.note.as_ref() != Some(&own));
            noted = true;
        }
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
                Standing::Older if noted => {
                    if let Some(note) = state.note {
                        desk.strike(&note);
                    }
                }
                Standing::Same => {
                    if let Some(note) = state.note.filter(|_| std::mem::replace(&mut noted, true)) {
                        desk.strike(&note);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether two texts are one state, told without opening them: this is asked
/// of every draft at every start.
fn is_same(one: &str, other: &str) -> bool {
    let body = |text: &str| text.rsplit_once(",\"saved\":").map(|(body, _)| body.len());
    let (Some(own), Some(others)) = (body(one), body(other)) else { return false };
    one.get(..own) == other.get(..others)
        && wire::draft::standing(one)
            .is_some_and(|known| wire::draft::standing(other) == Some(known))
}

/// What was typed last, as the boxes showed it. What is chosen is kept at the
/// click, and a box may show less than stands in the draft: a text of several
/// lines in a box of one, a choice in other words.
fn last_typed(form: &Form, here: &Sheet, left: &Sheet) -> Vec<Edit> {
    let typed = |cell: &Cell| {
        !cell.is_computed() && !matches!(cell.kind, Kind::Choice | Kind::Choices | Kind::Mark)
    };
    let line = |text: &str| text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect::<String>();
    form.cells()
        .filter(|(place, cell)| typed(cell) && line(here.text(*place)) != line(left.text(*place)))
        .map(|(cell, _)| Edit {
            cell,
            before: here.raw(cell).cloned(),
            after: left.raw(cell).cloned(),
        })
        .collect()
}

/// What a sheet is called in a sentence.
fn named(form: &Form, sheet: &Sheet) -> String {
    let evaluation = Evaluation::new(form, sheet);
    submission::title(form, sheet, &evaluation)
        .or_else(|| submission::key(form, sheet, &evaluation))
        .unwrap_or_else(|| words::UNNAMED.to_owned())
}
