//! What a person does with the boxes: texts, choices, mends, steps back.

use super::{SheetSession, State};
use kohyo_core::check::{CellValue, unknown_choices};
use kohyo_core::form::CellIx;
use kohyo_core::sheet::{Change, Edit, Raw, Sheet};
use leptos::prelude::*;

/// A mend before it is made: for each box, what stands there and what will.
#[derive(Clone, Debug, PartialEq)]
pub struct FixView {
    /// (printed name, before, after)
    pub steps: Vec<(String, String, String)>,
    pub(in crate::session) changes: Vec<(CellIx, Option<Raw>)>,
}

impl SheetSession {
    /// The IME begins to compose in a box: until it ends, nothing is read.
    pub fn composition_begins(self, place: CellIx) {
        self.state.update_value(|state| state.composing = Some(place));
    }

    /// The IME is done.
    pub fn composition_ends(self, place: CellIx, text: &str) {
        self.state.update_value(|state| state.composing = None);
        self.type_into(place, text);
    }

    /// A text was typed into a box.
    pub fn type_into(self, place: CellIx, text: &str) {
        if self.state.with_value(|state| state.composing == Some(place)) {
            return;
        }
        let raw = if text.is_empty() { None } else { Some(Raw::text(text)) };
        self.put(place, raw, Some(place));
    }

    /// Something is being pasted: a step of its own.
    pub fn paste_begins(self) {
        self.leave();
        self.state.update_value(|state| state.pasting = true);
    }

    /// The box was left: the letters typed into it are one step.
    pub fn leave(self) {
        self.state.update_value(|state| state.contents.history.left());
        self.say_totals();
    }

    /// One of a list was chosen, or none.
    pub fn choose(self, place: CellIx, code: &str) {
        let form = self.form();
        let choice = form.choices_of(form.cell(place)).iter().find(|choice| choice.code == code);
        self.put(place, choice.map(|choice| Raw::text(&choice.label)), None);
        self.fill_from_list(place);
        self.leave();
    }

    /// One of several was chosen or taken away; texts that are no choice stay.
    pub fn toggle(self, place: CellIx, code: &str, chosen: bool) {
        let form = self.form();
        let list = form.choices_of(form.cell(place));
        let bits = match self.value(place) {
            CellValue::Choices(bits) => bits,
            _ => 0,
        };
        let mut texts: Vec<String> = list
            .iter()
            .enumerate()
            .filter(
                |(index, choice)| {
                    if choice.code == code { chosen } else { bits >> index & 1 == 1 }
                },
            )
            .map(|(_, choice)| choice.label.clone())
            .collect();
        let raw = self.state.with_value(|state| state.contents.sheet.raw(place).cloned());
        texts.extend(unknown_choices(&form, form.cell(place), raw.as_ref()));
        self.put(place, if texts.is_empty() { None } else { Some(Raw::Several(texts)) }, None);
        self.leave();
    }

    fn value(self, place: CellIx) -> CellValue {
        let form = self.form();
        self.state.with_value(|state| state.evaluation.value(&form, place))
    }

    /// Puts a text into a cell. `typed`: the cell, where its box shows it already.
    fn put(self, place: CellIx, raw: Option<Raw>, typed: Option<CellIx>) {
        if self.is_read_only() {
            return;
        }
        let mut is_new = false;
        self.state.update_value(|state| {
            is_new = state.contents.sheet.raw(place) != raw.as_ref();
            if !is_new {
                return;
            }
            let before = state.contents.sheet.put(place, raw.clone());
            state.contents.history.typed(Edit { cell: place, before, after: raw });
            if std::mem::take(&mut state.pasting) {
                state.contents.history.left();
            }
        });
        if is_new {
            self.judge([place], typed);
        }
    }

    /// Makes a mend: one step.
    pub fn mend(self, fix: &FixView) {
        self.change_to(&fix.changes);
    }

    /// Puts texts into boxes: one step.
    pub(in crate::session) fn change_to(self, changes: &[(CellIx, Option<Raw>)]) {
        if changes.is_empty() || self.is_read_only() {
            return;
        }
        let mut touched = Vec::new();
        self.state.update_value(|state| {
            let mut edits = Vec::new();
            for (cell, after) in changes {
                let before = state.contents.sheet.put(*cell, after.clone());
                edits.push(Edit { cell: *cell, before, after: after.clone() });
                touched.push(*cell);
            }
            state.contents.history.made(Change { edits, ..Change::default() });
        });
        self.judge(touched, None);
    }

    /// Makes it like another sheet of its form: one step.
    pub(in crate::session) fn become_like(self, there: &Sheet) {
        if self.is_read_only() {
            return;
        }
        self.step(|state| {
            let contents = &mut state.contents;
            let change = Change::between(&contents.sheet, there);
            if change.is_empty() {
                return None;
            }
            change.apply(&mut contents.sheet);
            contents.history.made(change.clone());
            Some(change)
        });
    }

    /// The mends of all findings of one code, as one step. Where two would
    /// change the same box, the first in the list does.
    pub fn mends_of(self, code: &str) -> FixView {
        let mut together = FixView { steps: Vec::new(), changes: Vec::new() };
        self.findings.with_untracked(|list| {
            let fixes =
                list.iter().filter(|view| view.code == code).filter_map(|view| view.fix.as_ref());
            for fix in fixes {
                let taken = |cell: &CellIx| together.changes.iter().any(|(known, _)| known == cell);
                if fix.changes.iter().any(|(cell, _)| taken(cell)) {
                    continue;
                }
                together.steps.extend(fix.steps.iter().cloned());
                together.changes.extend(fix.changes.iter().cloned());
            }
        });
        together
    }

    /// Takes the latest step back.
    pub fn undo(self) {
        self.step(|state| {
            let contents = &mut state.contents;
            contents.history.undo(&mut contents.sheet)
        });
    }

    /// Makes the latest step taken back again.
    pub fn redo(self) {
        self.step(|state| {
            let contents = &mut state.contents;
            contents.history.redo(&mut contents.sheet)
        });
    }

    fn step(self, step: impl FnOnce(&mut State) -> Option<Change>) {
        if self.is_read_only() {
            return;
        }
        let mut change = None;
        self.state.update_value(|state| change = step(state));
        if let Some(change) = change {
            self.stepped(&change);
        }
    }

    fn stepped(self, change: &Change) {
        if !change.boxless.is_empty() {
            self.show_boxless();
            self.refresh_findings();
        }
        let cells: Vec<CellIx> = change.edits.iter().map(|edit| edit.cell).collect();
        if cells.len() > 1 {
            self.give_rows_back(&cells);
        }
        self.judge(cells, None);
    }

    /// Takes a step by a key, unless the box with the focus has letters that
    /// its own undo takes back. Says whether the key was taken.
    pub fn step_by_key(self, back: bool) -> bool {
        if self.state.with_value(|state| state.contents.history.is_typing()) {
            return false;
        }
        if back {
            self.undo();
        } else {
            self.redo();
        }
        true
    }

    /// Shows one more row of a free repeat.
    pub fn add_row(self, repeat: &str) {
        let rows = self.rows_of(repeat) + 1;
        self.asked_rows.update_value(|asked| {
            asked.insert(repeat.to_owned(), rows);
        });
        self.rows.update(|known| {
            known.insert(repeat.to_owned(), rows);
        });
    }
}
