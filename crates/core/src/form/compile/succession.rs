//! The members `migrations` and `carry` → ids and cells, every name resolved.

use super::super::Wanted;
use super::super::definition::Text;
use super::super::fault::FaultKind;
use super::super::succession::{Carry, Migration};
use super::super::template::{Scope, variables};
use super::super::{CellIx, Kind};
use super::Compiler;
use crate::order::InOrder;
use std::collections::{BTreeMap, HashSet};

impl Compiler<'_> {
    /// The steps from earlier revisions.
    pub(super) fn migrations(&mut self) -> Vec<Migration> {
        let definition = self.definition;
        let mut out: Vec<Migration> = Vec::new();
        for step in &definition.migrations {
            let before = out.last().map_or(0, |step| step.from);
            if step.from <= before || step.from >= definition.revision {
                self.fault(&step.origin, FaultKind::RevisionOrder);
            }
            let mut made = Migration { from: step.from, ..Migration::default() };
            for (old, new) in &step.renamed {
                for (old_id, new_id) in self.pairs(old, new) {
                    self.must_be_gone(old, &old_id);
                    self.moves(old, old_id, new_id, &mut made.moved);
                }
            }
            for (old, new) in &step.moved {
                for (old_id, new_id) in self.pairs(old, new) {
                    self.moves(old, old_id, new_id, &mut made.moved);
                }
            }
            for (old, label) in &step.dropped {
                if label.value.trim().is_empty() {
                    self.fault(&label.origin, FaultKind::LabelMissing(old.value.clone()));
                }
                for scope in self.scopes_of(old, &Scope::default()) {
                    let Ok(id) = scope.fill(&old.value) else { continue };
                    let shown = variables(&label.value)
                        .into_iter()
                        .filter_map(|name| scope.get(name))
                        .fold(label.value.clone(), |label, point| {
                            label.replace(&format!("{{{}}}", point.name), &point.label)
                        });
                    self.must_be_gone(old, &id);
                    if made.moved.contains_key(&id) || made.dropped.contains_key(&id) {
                        self.fault(&old.origin, FaultKind::Duplicate(id));
                    } else {
                        made.dropped.insert(id, shown);
                    }
                }
            }
            out.push(made);
        }
        self.arrivals(&out);
        out
    }

    /// A renamed or dropped cell would be taken for the one that stands there.
    fn must_be_gone(&mut self, name: &Text, id: &str) {
        if self.by_id.contains_key(id) {
            self.fault(&name.origin, FaultKind::StillThere(id.to_owned()));
        }
    }

    /// Adds one way; no cell is left twice, and none taken by two.
    fn moves(&mut self, name: &Text, old: String, new: String, out: &mut BTreeMap<String, String>) {
        if out.contains_key(&old) {
            self.fault(&name.origin, FaultKind::Duplicate(old));
        } else if out.values().any(|known| *known == new) {
            self.fault(&name.origin, FaultKind::Duplicate(new));
        } else {
            out.insert(old, new);
        }
    }

    /// Where the last step leads must be a cell that takes a text.
    fn arrivals(&mut self, steps: &[Migration]) {
        let definition = self.definition;
        for (place, step) in steps.iter().enumerate() {
            let Some(written) = definition.migrations.get(place) else { continue };
            for (old, first) in &step.moved {
                let mut now = first;
                let mut gone = false;
                for later in steps.iter().skip(place + 1) {
                    gone |= later.dropped.contains_key(now);
                    now = later.moved.get(now).unwrap_or(now);
                }
                if gone {
                    continue;
                }
                let named = written.renamed.iter().chain(&written.moved);
                let origin = named
                    .map(|(_, new)| new)
                    .find(|new| new.value == *first)
                    .map_or(&written.origin, |new| &new.origin);
                let kind = match self.by_id.get(now) {
                    None => FaultKind::UnknownCell(now.clone()),
                    Some(cell) if self.is_typed(*cell) => continue,
                    Some(_) => FaultKind::KindMismatch(Wanted::TypedFor(old.to_string())),
                };
                self.fault(origin, kind);
            }
        }
    }

    pub(super) fn is_typed(&self, cell: CellIx) -> bool {
        self.cells.get(cell.index()).is_some_and(|cell| !cell.is_computed())
    }

    /// Two names over the same axes, point by point.
    fn pairs(&mut self, from: &Text, to: &Text) -> Vec<(String, String)> {
        let (mut a, mut b) = (variables(&from.value), variables(&to.value));
        a.order();
        b.order();
        if a != b {
            let name = b.iter().chain(&a).find(|name| !a.contains(name) || !b.contains(name));
            let name = name.map(|name| (*name).to_owned()).unwrap_or_default();
            self.fault(&to.origin, FaultKind::UnknownAxis(name));
            return Vec::new();
        }
        self.scopes_of(from, &Scope::default())
            .iter()
            .filter_map(|scope| Some((scope.fill(&from.value).ok()?, scope.fill(&to.value).ok()?)))
            .collect()
    }

    /// How next year's sheet is begun.
    pub(super) fn carry(&mut self) -> Option<Carry> {
        let definition = self.definition;
        let carry = definition.carry.as_ref()?;
        let own = &definition.edition.value;
        let editions: Vec<String> = match carry.from.as_slice() {
            [] => vec![own.clone()],
            named => named.iter().map(|edition| edition.value.clone()).collect(),
        };
        let mut out = Carry { editions, ..Carry::default() };
        let none = Scope::default();
        let mut taken = HashSet::new();
        for name in &carry.advanced {
            for (cell, _) in self.named_by(name, &none) {
                let year = self.cells.get(cell.index()).map(|cell| cell.kind);
                if year != Some(Kind::FiscalYear) {
                    self.fault(&name.origin, FaultKind::KindMismatch(Wanted::FiscalYear));
                } else if taken.insert(cell) {
                    out.advanced.push(cell);
                }
            }
        }
        for (from, to) in &carry.moved {
            for (id, target) in self.pairs(from, to) {
                // Another edition's cells are not known here.
                if out.editions == [own.clone()] && !self.by_id.contains_key(&id) {
                    self.fault(&from.origin, FaultKind::UnknownCell(id));
                    continue;
                }
                match self.by_id.get(&target).copied() {
                    None => self.fault(&to.origin, FaultKind::UnknownCell(target)),
                    Some(cell) if !self.is_typed(cell) => {
                        let kind = FaultKind::KindMismatch(Wanted::Typed);
                        self.fault(&to.origin, kind);
                    }
                    Some(cell) if taken.insert(cell) => out.cells.push((id, cell)),
                    Some(_) => self.fault(&to.origin, FaultKind::Duplicate(target)),
                }
            }
        }
        for name in &carry.emptied {
            for (cell, _) in self.named_by(name, &none) {
                if taken.insert(cell) {
                    out.emptied.push(cell);
                }
            }
        }
        for name in &carry.copied {
            for (cell, _) in self.named_by(name, &none) {
                if self.is_typed(cell)
                    && taken.insert(cell)
                    && let Some(id) = self.cells.get(cell.index()).map(|cell| cell.id.clone())
                {
                    out.cells.push((id, cell));
                }
            }
        }
        Some(out)
    }
}
