//! What is computed and what is required, once all cells are known.

use super::super::Wanted;
use super::super::definition::{self as def, Text};
use super::super::expression::{Function, Names, Node, Resolver, Type};
use super::super::fault::FaultKind;
use super::super::template::Scope;
use super::super::{Cell, CellIx, Required};
use super::{Compiler, place_of};

impl Compiler<'_> {
    /// Expressions of cells: how computed ones are computed, when required.
    pub(super) fn cell_expressions(&mut self) {
        for index in 0..self.cells.len() {
            let Some(pending) = self.pending.get(index).cloned() else { continue };
            let compute = pending.asks.compute.as_ref().and_then(|text| {
                let (node, kind) = self.expression(text, &pending.scope)?;
                self.fitted(index, text, node, kind)
            });
            let required = pending
                .asks
                .required
                .as_ref()
                .map(|required| self.required(required, &pending.scope))
                .and_then(|required| self.in_its_row(index, required));
            if let Some(cell) = self.cells.get_mut(index) {
                cell.compute = compute;
                cell.required = required;
            }
        }
    }

    fn required(&mut self, required: &def::Required, scope: &Scope) -> Required {
        let when = required.when.as_ref().and_then(|text| {
            let node = self.condition(text, scope)?;
            if !node.varies() {
                self.fault(&text.origin, FaultKind::Constant);
            }
            Some(node)
        });
        Required {
            from: required.from.as_ref().and_then(|stage| self.stage_of(stage)),
            when,
            now: required.now,
        }
    }

    /// What a row that may be added asks for, it asks for once something else
    /// stands in it: nobody fills in rows that are not there. The first row is
    /// there from the beginning.
    fn in_its_row(&self, index: usize, mut required: Required) -> Option<Required> {
        let cell = self.cells.get(index)?;
        if cell.repeat.as_ref().is_none_or(|(_, row)| *row == 1) {
            return Some(required);
        }
        let next = |from: Option<CellIx>, way: fn(&Cell) -> Option<CellIx>| {
            std::iter::successors(from, move |at| self.cells.get(at.index()).and_then(way))
        };
        let beside = next(cell.left, |cell| cell.left).chain(next(cell.right, |cell| cell.right));
        let is_typed = |place: &CellIx| {
            self.pending.get(place.index()).is_some_and(|own| own.asks.compute.is_none())
        };
        let filled = |place| Node::Call(Function::IsFilled, vec![Node::Cell(place)]);
        let row: Vec<Node> = beside.filter(is_typed).map(filled).collect();
        if row.is_empty() {
            return None;
        }
        let row = Node::Or(row);
        required.when = Some(match required.when {
            Some(when) => Node::And(vec![row, when]),
            None => row,
        });
        Some(required)
    }

    /// What is computed, fitted to the kind of its cell; a fault gives none.
    fn fitted(
        &mut self,
        index: usize,
        text: &Text,
        mut node: Node,
        mut kind: Type,
    ) -> Option<Node> {
        let id = self.cells.get(index).map(|cell| cell.id.clone())?;
        let (_, wanted) = Names::cell(self, &id)?;
        let fits = match (&wanted, &kind) {
            (Type::Choice(list), Type::Text) => {
                let chosen = Resolver::new(self, 0).chosen(*list, &mut node);
                kind = wanted.clone();
                chosen
            }
            // A text, several choices or a mark is for people to give.
            (Type::Number(_) | Type::Year | Type::Minutes | Type::Day | Type::Choice(_), _) => {
                Ok(())
            }
            _ => Err(FaultKind::KindMismatch(Wanted::Computable)),
        };
        if let Err(kind) = fits.and_then(|()| Resolver::fits(&wanted, &kind))
            && !self.is_doubtful(place_of(index))
            && !self.is_in_doubt(&node)
        {
            self.fault(&text.origin, kind);
            return None;
        }
        Some(node)
    }
}
