//! The work of a hand in a table: what is chosen, filled, cleared, copied,
//! pasted.

use super::{Grid, Pasting, Spot, Way, paste, spaced};
use crate::desk::Block;
use crate::session::SheetSession;
use kohyo_core::check;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::Raw;
use leptos::prelude::*;
use std::collections::HashMap;

/// What is chosen in which table: the cell that has the focus, and the corner
/// to which the range reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The table, counted over the form.
    pub table: usize,
    /// Where the range begins; that cell has the focus.
    pub anchor: Spot,
    /// Where it ends.
    pub head: Spot,
}

impl Chosen {
    /// Whether it is more than one place.
    pub fn is_several(&self) -> bool {
        self.anchor != self.head
    }
}

/// The tables of the open sheet; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Tables {
    grids: StoredValue<Vec<Grid>>,
    places: StoredValue<HashMap<CellIx, (usize, Spot)>>,
    /// What is chosen.
    pub chosen: RwSignal<Option<Chosen>>,
    /// The block that waits for an answer.
    pub pasting: RwSignal<Option<Pasting>>,
    /// Whether numbers are copied alone, as a spreadsheet reckons with them.
    pub plain: RwSignal<bool>,
    /// Whether the cell was entered by selection.
    selected: StoredValue<bool>,
    /// Whether the mouse went down on a cell.
    dragging: StoredValue<bool>,
    /// Whether the focus that comes next is a selection.
    selecting: StoredValue<bool>,
    /// Where a pasted block lies now.
    landed: StoredValue<Option<Chosen>>,
    /// What stood in the cell when it was entered.
    entered: StoredValue<Option<(CellIx, Option<Raw>)>>,
}

impl Tables {
    /// The tables of a form.
    pub fn new(form: &Form) -> Self {
        let grids = Grid::all(form);
        let mut places = HashMap::new();
        for (table, grid) in grids.iter().enumerate() {
            for (spot, cell) in grid.spots() {
                // A merged cell stands at its first place.
                places.entry(cell).or_insert((table, spot));
            }
        }
        Self {
            grids: StoredValue::new(grids),
            places: StoredValue::new(places),
            chosen: RwSignal::new(None),
            pasting: RwSignal::new(None),
            plain: RwSignal::new(true),
            selected: StoredValue::new(false),
            dragging: StoredValue::new(false),
            selecting: StoredValue::new(false),
            landed: StoredValue::new(None),
            entered: StoredValue::new(None),
        }
    }

    fn place(self, cell: CellIx) -> Option<(usize, Spot)> {
        self.places.with_value(|places| places.get(&cell).copied())
    }

    fn with<T>(self, table: usize, read: impl FnOnce(&Grid) -> T) -> Option<T> {
        self.grids.with_value(|grids| grids.get(table).map(read))
    }

    /// Whether a range of several cells is chosen.
    pub fn has_range(self) -> bool {
        self.chosen.with_untracked(|chosen| chosen.is_some_and(|chosen| chosen.is_several()))
    }

    /// Whether the cell with the focus was entered by selection.
    pub fn is_selected(self) -> bool {
        self.selected.get_value()
    }

    /// The focus that comes next is a selection, or is none.
    pub fn will_select(self, selecting: bool) {
        self.selecting.set_value(selecting);
    }

    /// Whether a cell stands in a table.
    pub fn has(self, cell: CellIx) -> bool {
        self.place(cell).is_some()
    }

    /// The cell counts as entered by selection from now on.
    pub fn selects(self) {
        self.selected.set_value(true);
    }

    /// The mouse went down on a cell, or was let go.
    pub fn drags(self, dragging: bool) {
        self.dragging.set_value(dragging);
    }

    /// Whether the mouse went down on a cell.
    pub fn is_dragging(self) -> bool {
        self.dragging.get_value()
    }

    /// The text of the cell is edited from now on.
    pub fn edits(self) {
        self.selected.set_value(false);
    }

    /// The range shrinks to the cell that has the focus.
    pub fn collapse(self) {
        if self.has_range() {
            self.chosen.update(|chosen| {
                if let Some(chosen) = chosen {
                    chosen.head = chosen.anchor;
                }
            });
        }
    }
}

/// How many rows of a grid are shown.
fn shown(open: SheetSession, grid: &Grid) -> usize {
    let rows = grid.repeat.as_ref().map(|repeat| untrack(|| open.rows_of(repeat)) as usize);
    rows.unwrap_or(grid.rows()).min(grid.rows())
}

impl SheetSession {
    /// A cell of a table took the focus. Gives whether by selection.
    pub fn enter(self, cell: CellIx) -> bool {
        let tables = self.tables;
        let selecting = tables.selecting.get_value();
        tables.selecting.set_value(false);
        tables.selected.set_value(selecting);
        let raw = self.raw(cell);
        tables.entered.set_value(Some((cell, raw)));
        let Some((table, spot)) = tables.place(cell) else { return selecting };
        // A range that begins here stays when the focus comes back to it.
        let known = tables.chosen.get_untracked();
        if selecting && known.is_some_and(|known| (known.table, known.anchor) == (table, spot)) {
            return selecting;
        }
        let chosen = Some(Chosen { table, anchor: spot, head: spot });
        if tables.chosen.get_untracked() != chosen {
            tables.chosen.set(chosen);
        }
        selecting
    }

    /// The cell that lies one step, or as far as the edge, from another.
    pub fn beside(self, cell: CellIx, way: Way, edge: bool) -> Option<CellIx> {
        let tables = self.tables;
        let (table, own) = tables.place(cell)?;
        // In a merged cell the row from which it was entered goes on.
        let from = tables
            .chosen
            .get_untracked()
            .filter(|chosen| chosen.table == table)
            .map_or(own, |chosen| chosen.anchor);
        tables.with(table, |grid| {
            let shown = shown(self, grid);
            let to =
                if edge { Some(grid.edge(from, way, shown)) } else { grid.next(from, way, shown) };
            to.and_then(|to| grid.at(to)).filter(|to| *to != cell)
        })?
    }

    /// The first or the last cell of the table.
    pub fn end_of_table(self, cell: CellIx, last: bool) -> Option<CellIx> {
        let (table, _) = self.tables.place(cell)?;
        self.tables.with(table, |grid| grid.end(last, shown(self, grid)))?
    }

    /// The range grows or shrinks by one step, or to the edge.
    pub fn stretch(self, way: Way, edge: bool) {
        let Some(chosen) = self.tables.chosen.get_untracked() else { return };
        let head = self.tables.with(chosen.table, |grid| {
            let shown = shown(self, grid);
            if edge {
                grid.edge(chosen.head, way, shown)
            } else {
                grid.next(chosen.head, way, shown).unwrap_or(chosen.head)
            }
        });
        if let Some(head) = head {
            self.tables.chosen.set(Some(Chosen { head, ..chosen }));
        }
    }

    /// The range reaches to a cell of the same table.
    pub fn stretch_to(self, cell: CellIx) {
        let Some(chosen) = self.tables.chosen.get_untracked() else { return };
        if let Some((table, head)) = self.tables.place(cell)
            && table == chosen.table
            && head != chosen.head
        {
            self.tables.chosen.set(Some(Chosen { head, ..chosen }));
        }
    }

    /// The chosen cells, row by row.
    fn range(self) -> Vec<Vec<Option<CellIx>>> {
        let Some(chosen) = self.tables.chosen.get_untracked() else { return Vec::new() };
        self.tables
            .with(chosen.table, |grid| grid.between(chosen.anchor, chosen.head))
            .unwrap_or_default()
    }

    /// Puts texts into cells: one step, if anything changes by it.
    fn put_all(self, mut changes: Vec<(CellIx, Option<Raw>)>) {
        changes.retain(|(cell, raw)| self.raw(*cell) != *raw);
        self.change_to(&changes);
    }

    /// Empties the chosen cells: one step.
    pub fn clear_range(self) {
        let edits = self.range().into_iter().flatten().flatten().map(|cell| (cell, None));
        self.put_all(edits.collect());
    }

    /// What stood in the cell when it was entered stands there again.
    pub fn restore(self, cell: CellIx) {
        let entered = self.tables.entered.get_value();
        let Some((known, raw)) = entered.filter(|(known, _)| *known == cell) else { return };
        let (now, fresh) = self.with_contents(|_, contents| {
            let last = contents.history.done().last().map(|change| change.edits.as_slice());
            let fresh = matches!(last, Some([edit]) if edit.cell == known && edit.before == raw);
            (contents.sheet.raw(cell).cloned(), fresh)
        });
        if now == raw {
            return;
        }
        // What was typed since is one step, which is taken back.
        if fresh {
            self.undo();
        } else {
            self.put_all(vec![(cell, raw)]);
        }
    }

    /// The first row of the range fills those below it; a single cell takes
    /// what stands above it. To the right in the same way.
    pub fn fill(self, right: bool) {
        let Some(chosen) = self.tables.chosen.get_untracked() else { return };
        let Chosen { anchor, head, .. } = chosen;
        let single = if right { anchor.column == head.column } else { anchor.row == head.row };
        let back = |spot: Spot| match (single, right) {
            (false, _) => spot,
            (true, true) => Spot { column: spot.column.saturating_sub(1), ..spot },
            (true, false) => Spot { row: spot.row.saturating_sub(1), ..spot },
        };
        let first = Spot { row: anchor.row.min(head.row), column: anchor.column.min(head.column) };
        let last = Spot { row: anchor.row.max(head.row), column: anchor.column.max(head.column) };
        let rows = self
            .tables
            .with(chosen.table, |grid| grid.between(back(first), last))
            .unwrap_or_default();
        let edits = self.with_contents(|form, contents| {
            let mut edits = Vec::new();
            for (down, row) in rows.iter().enumerate() {
                for (along, cell) in row.iter().enumerate() {
                    let source = if right {
                        row.first()
                    } else {
                        rows.first().and_then(|row| row.get(along))
                    };
                    let (Some(cell), Some(Some(source))) = (cell, source) else { continue };
                    let is_source = if right { along == 0 } else { down == 0 };
                    // A total is not written, and a text is no choice.
                    let computed =
                        form.cell(*cell).is_computed() || form.cell(*source).is_computed();
                    let alike = form.cell(*cell).is_several() == form.cell(*source).is_several();
                    if !is_source && !computed && alike {
                        edits.push((*cell, contents.sheet.raw(*source).cloned()));
                    }
                }
            }
            edits
        });
        self.put_all(edits);
    }

    /// The chosen cells as a block for a spreadsheet, and as they were typed:
    /// pasted here again, no note and no unit may be missing.
    pub fn copied(self) -> (Block, Block) {
        let plain = self.tables.plain.get_untracked();
        let range = self.range();
        self.with_evaluation(|form, contents, evaluation| {
            let block = |text: &dyn Fn(CellIx) -> String| {
                let text = |cell: &Option<CellIx>| cell.map(text).unwrap_or_default();
                Block { rows: range.iter().map(|row| row.iter().map(text).collect()).collect() }
            };
            let shown = |cell| paste::copied(form, &contents.sheet, evaluation, cell, plain);
            let typed = |cell| match contents.sheet.raw(cell) {
                Some(raw) if !form.cell(cell).is_computed() => raw.shown(),
                _ => shown(cell),
            };
            (block(&shown), block(&typed))
        })
    }

    /// A plain text on its way into a cell of numbers.
    pub fn parted(self, place: CellIx, block: Block) -> Block {
        self.with_contents(|form, contents| {
            let mut sheet = contents.sheet.clone();
            spaced::parted(block, |text| {
                sheet.put(place, Some(Raw::text(text)));
                check::read(form, &sheet, place)
            })
        })
    }

    /// A block came from the clipboard: what it would become is shown first.
    pub fn plan_paste(self, block: &Block) {
        let Some(chosen) = self.tables.chosen.get_untracked() else { return };
        let pasting = self.tables.with(chosen.table, |grid| {
            self.with_contents(|form, contents| {
                let range = (chosen.anchor, chosen.head);
                Pasting::plan(form, &contents.sheet, grid, block, range)
            })
        });
        self.tables.pasting.set(pasting);
    }

    /// The block is written: one step.
    pub fn paste(self) {
        let tables = self.tables;
        let Some(pasting) = tables.pasting.get_untracked() else { return };
        tables.pasting.set(None);
        if let Some(chosen) = tables.chosen.get_untracked() {
            let (anchor, head) = pasting.corners;
            tables.landed.set_value(Some(Chosen { anchor, head, ..chosen }));
        }
        self.put_all(pasting.edits);
        self.leave();
    }

    /// The question before a paste is answered: what was pasted is chosen, or
    /// what was chosen before is so still. Gives the cell that takes the focus.
    pub fn paste_is_over(self) -> Option<CellIx> {
        let tables = self.tables;
        tables.pasting.set(None);
        tables.selected.set_value(true);
        if let Some(landed) = tables.landed.get_value() {
            tables.landed.set_value(None);
            tables.chosen.set(Some(landed));
        }
        self.chosen_cell()
    }

    /// The cell in which the range begins.
    pub fn chosen_cell(self) -> Option<CellIx> {
        let chosen = self.tables.chosen.get_untracked()?;
        self.tables.with(chosen.table, |grid| grid.at(chosen.anchor))?
    }

    /// The chosen cells, where they are several. Tracked.
    pub fn chosen_several(self) -> Vec<CellIx> {
        match self.tables.chosen.get().filter(Chosen::is_several) {
            Some(_) => self.range().into_iter().flatten().flatten().collect(),
            None => Vec::new(),
        }
    }

    /// How many rows and columns are chosen.
    pub fn size_of_range(self) -> Option<(usize, usize)> {
        let chosen = self.tables.chosen.get().filter(Chosen::is_several)?;
        Some((
            chosen.anchor.row.abs_diff(chosen.head.row) + 1,
            chosen.anchor.column.abs_diff(chosen.head.column) + 1,
        ))
    }
}
