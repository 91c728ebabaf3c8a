//! The order of computing, cycles, and what one edit touches.

use super::super::fault::FaultKind;
use super::super::{Affected, Cell, CellIx, CellUnit, Piece, Rule};
use super::{Compiler, place_of};
use crate::order::InOrder;

impl Compiler<'_> {
    /// The computed cells in order, and for each cell what rests on it.
    pub(super) fn order(&mut self, rules: &[Rule]) -> (Vec<CellIx>, Vec<Affected>) {
        let count = self.cells.len();
        let mut inputs: Vec<Vec<CellIx>> = vec![Vec::new(); count];
        for (list, cell) in inputs.iter_mut().zip(&self.cells) {
            if let Some(node) = &cell.compute {
                node.each_cell(&mut |input| list.push(input));
                list.order();
                list.dedup();
            }
        }
        let order = self.topological(&inputs);
        let mut rank = vec![usize::MAX; count];
        for (place, cell) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(cell.index()) {
                *rank = place;
            }
        }

        let year = self.definition.fiscal_year_cell.as_ref();
        let year = year.and_then(|text| self.by_id.get(&text.value).copied());
        // What rests directly on each cell.
        let mut direct: Vec<Affected> = vec![Affected::default(); count];
        for (index, cell) in self.cells.iter().enumerate() {
            let own = place_of(index);
            let unit = match cell.unit {
                CellUnit::Of(unit) => Some(unit),
                _ => None,
            };
            let year = year.filter(|_| self.is_dated(cell));
            for parent in unit.into_iter().chain(cell.under).chain(year) {
                if let Some(entry) = direct.get_mut(parent.index()) {
                    entry.readings.push(own);
                }
            }
            for input in inputs.get(index).into_iter().flatten() {
                if let Some(entry) = direct.get_mut(input.index()) {
                    entry.computed.push(own);
                }
            }
            if let Some(required) = &cell.required {
                let mut parents = vec![own];
                if let Some(when) = &required.when {
                    when.each_cell(&mut |parent| parents.push(parent));
                }
                parents.order();
                parents.dedup();
                for parent in parents {
                    if let Some(entry) = direct.get_mut(parent.index()) {
                        entry.required.push(own);
                    }
                }
            }
        }
        for (index, rule) in rules.iter().enumerate() {
            // What a finding says and offers may rest on more than the finding.
            let mut touching = rule.rests.clone();
            for piece in &rule.sentence {
                match piece {
                    Piece::Shown(cell) => touching.push(*cell),
                    Piece::Value(node, _) => node.each_cell(&mut |cell| touching.push(cell)),
                    Piece::Text(_) | Piece::Label(_) => {}
                }
            }
            touching.extend(&rule.turn);
            for (target, node) in &rule.fix {
                touching.push(*target);
                node.each_cell(&mut |cell| touching.push(cell));
            }
            touching.order();
            touching.dedup();
            for cell in &touching {
                if let Some(entry) = direct.get_mut(cell.index()) {
                    entry.rules.push(u32::try_from(index).unwrap_or(u32::MAX));
                }
            }
        }

        let affected = (0..count).map(|index| reach(place_of(index), &direct, &rank)).collect();
        (order, affected)
    }

    /// Whether a cell has choices that hold in some years of the sheet only.
    fn is_dated(&self, cell: &Cell) -> bool {
        let list = cell.choices.and_then(|list| self.definition.choices.get(list));
        let dated = list.is_some_and(|list| {
            list.choices.iter().any(|choice| choice.from.is_some() || choice.to.is_some())
        });
        dated && cell.year.is_none()
    }

    /// Kahn's order; what is left over is or rests on a cycle.
    fn topological(&mut self, inputs: &[Vec<CellIx>]) -> Vec<CellIx> {
        let computed: Vec<CellIx> = (0..self.cells.len())
            .map(place_of)
            .filter(|cell| self.cells.get(cell.index()).is_some_and(super::Cell::is_computed))
            .collect();
        let is_computed =
            |cell: &CellIx| self.cells.get(cell.index()).is_some_and(super::Cell::is_computed);
        let mut done = vec![false; self.cells.len()];
        let mut order = Vec::with_capacity(computed.len());
        let mut left = computed;
        loop {
            let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(|cell| {
                inputs.get(cell.index()).is_some_and(|inputs| {
                    inputs
                        .iter()
                        .all(|input| !is_computed(input) || done.get(input.index()) == Some(&true))
                })
            });
            if ready.is_empty() {
                left = waiting;
                break;
            }
            for cell in &ready {
                if let Some(done) = done.get_mut(cell.index()) {
                    *done = true;
                }
            }
            order.extend(ready);
            left = waiting;
        }
        if let Some(members) = cycle(&left, inputs) {
            let ids = members
                .iter()
                .filter_map(|cell| self.cells.get(cell.index()).map(|cell| cell.id.clone()))
                .collect();
            let origin = members
                .first()
                .and_then(|cell| self.pending.get(cell.index()))
                .and_then(|pending| pending.asks.compute.as_ref())
                .map(|text| text.origin.clone())
                .unwrap_or_default();
            self.fault(&origin, FaultKind::Cycle(ids));
        }
        order
    }
}

/// Walks from one of the cells that could not be ordered until a cell comes
/// back; the walk from there on is the cycle.
fn cycle(left: &[CellIx], inputs: &[Vec<CellIx>]) -> Option<Vec<CellIx>> {
    let mut walk = vec![*left.first()?];
    loop {
        let last = *walk.last()?;
        let next = *inputs.get(last.index())?.iter().find(|input| left.contains(input))?;
        if let Some(start) = walk.iter().position(|cell| *cell == next) {
            walk.drain(..start);
            walk.push(next);
            return Some(walk);
        }
        walk.push(next);
    }
}

/// Everything that rests on a cell, directly or through others.
fn reach(start: CellIx, direct: &[Affected], rank: &[usize]) -> Affected {
    let mut out = Affected::default();
    let mut seen = std::collections::HashSet::from([start]);
    let mut stack = vec![start];
    while let Some(cell) = stack.pop() {
        let Some(entry) = direct.get(cell.index()) else { continue };
        out.rules.extend(&entry.rules);
        out.required.extend(&entry.required);
        for next in &entry.readings {
            out.readings.push(*next);
            if seen.insert(*next) {
                stack.push(*next);
            }
        }
        for next in &entry.computed {
            out.computed.push(*next);
            if seen.insert(*next) {
                stack.push(*next);
            }
        }
    }
    out.readings.order();
    out.readings.dedup();
    out.computed.order_by_key(|cell| rank.get(cell.index()).copied());
    out.computed.dedup();
    out.rules.order();
    out.rules.dedup();
    out.required.order();
    out.required.dedup();
    out
}
