//! Edits and their inverses: undo and redo over the whole sheet.

use super::{BoxlessEdit, Raw, Sheet};
use crate::form::CellIx;
use crate::order::set_of;

/// One cell's step from one text to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The cell.
    pub cell: CellIx,
    /// What stood there.
    pub before: Option<Raw>,
    /// What stands there then.
    pub after: Option<Raw>,
}

/// Edits that are one step for the person: a typed text, a fix, a paste.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// The edits in their order.
    pub edits: Vec<Edit>,
    /// Those of texts for which the form has no box.
    pub boxless: Vec<BoxlessEdit>,
}

impl Change {
    /// What makes one sheet of a form into another.
    pub fn between(here: &Sheet, there: &Sheet) -> Self {
        let most = here.cells.len().max(there.cells.len());
        let edits = (0..most).filter_map(|index| {
            let cell = CellIx(u32::try_from(index).ok()?);
            let (before, after) = (here.raw(cell), there.raw(cell));
            (before != after).then(|| Edit { cell, before: before.cloned(), after: after.cloned() })
        });
        let ids = set_of(here.unknown.keys().chain(there.unknown.keys()));
        let boxless = ids.into_iter().filter_map(|id| {
            let (before, after) = (here.boxless(id), there.boxless(id));
            (before != after).then(|| BoxlessEdit { id: id.clone(), before, after })
        });
        Self { edits: edits.collect(), boxless: boxless.collect() }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.boxless.is_empty()
    }

    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        let edits = self
            .edits
            .iter()
            .rev()
            .map(|edit| Edit {
                cell: edit.cell,
                before: edit.after.clone(),
                after: edit.before.clone(),
            })
            .collect();
        let boxless = self.boxless.iter().map(|edit| BoxlessEdit {
            id: edit.id.clone(),
            before: edit.after.clone(),
            after: edit.before.clone(),
        });
        Self { edits, boxless: boxless.collect() }
    }

    /// Makes the change on a sheet.
    pub fn apply(&self, sheet: &mut Sheet) {
        for edit in &self.edits {
            sheet.put(edit.cell, edit.after.clone());
        }
        for edit in &self.boxless {
            sheet.put_boxless(&edit.id, edit.after.clone());
        }
    }
}

/// The most steps that are kept.
const MOST_STEPS: usize = 500;

/// The steps that can be taken back and made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// The cell in which typing goes on, so that its letters are one step.
    typing: Option<CellIx>,
}

impl History {
    /// A history read back from a draft.
    pub fn restored(done: Vec<Change>, undone: Vec<Change>) -> Self {
        Self { done, undone, typing: None }
    }

    /// The steps made, the earliest first.
    pub fn done(&self) -> &[Change] {
        &self.done
    }

    /// The steps taken back, the one to be made again next last.
    pub fn undone(&self) -> &[Change] {
        &self.undone
    }

    /// Notes one more letter typed into a cell; the letters typed into it
    /// without leaving it are one step.
    pub fn typed(&mut self, edit: Edit) {
        self.undone.clear();
        let same = self.typing == Some(edit.cell);
        self.typing = Some(edit.cell);
        if same
            && let Some(Change { edits, .. }) = self.done.last_mut()
            && let [last] = edits.as_mut_slice()
            && last.cell == edit.cell
        {
            last.after = edit.after;
            // The browser's own undo brought the box back: no step is left.
            if last.before == last.after {
                self.done.pop();
                self.typing = None;
            }
            return;
        }
        self.push(Change { edits: vec![edit], ..Change::default() });
    }

    /// Whether letters are being typed that no step has closed: as long as
    /// they stand there, the box has an undo of its own.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// Ends the step of typing.
    pub fn left(&mut self) {
        self.typing = None;
    }

    /// Notes a change that is a step of its own.
    pub fn made(&mut self, change: Change) {
        self.undone.clear();
        self.typing = None;
        self.push(change);
    }

    fn push(&mut self, change: Change) {
        if self.done.len() >= MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(change);
    }

    /// Takes the latest step back; gives the change that was made to the sheet.
    pub fn undo(&mut self, sheet: &mut Sheet) -> Option<Change> {
        self.typing = None;
        let change = self.done.pop()?;
        let inverse = change.inverse();
        inverse.apply(sheet);
        self.undone.push(change);
        Some(inverse)
    }

    /// Makes the latest step taken back again.
    pub fn redo(&mut self, sheet: &mut Sheet) -> Option<Change> {
        self.typing = None;
        let change = self.undone.pop()?;
        change.apply(sheet);
        self.done.push(change.clone());
        Some(change)
    }
}
