//! A table as a grid of places: who stands beside whom.

use kohyo_core::form::{CellIx, Form, Item, Table, TableCell};

/// A place of a table: row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A way from one place to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the column before.
    Left,
    /// To the column after.
    Right,
}

/// The places of one table; a merged cell stands at each place it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    rows: Vec<Vec<Option<CellIx>>>,
    /// The free repeat whose rows it shows.
    pub repeat: Option<String>,
}

impl Grid {
    /// The tables of a form, in its order.
    pub fn all(form: &Form) -> Vec<Self> {
        let sections = form.pages.iter().flat_map(|page| &page.sections);
        sections
            .flat_map(|section| &section.items)
            .filter_map(|item| match item {
                Item::Table(table) => Some(Self::of(table)),
                _ => None,
            })
            .collect()
    }

    /// The grid of a table.
    pub fn of(table: &Table) -> Self {
        let mut rows: Vec<Vec<Option<CellIx>>> = Vec::new();
        for row in &table.rows {
            let above = rows.last();
            let line = row
                .cells
                .iter()
                .enumerate()
                .map(|(column, cell)| match cell {
                    TableCell::Cell(place, _) => Some(*place),
                    TableCell::Empty => None,
                    TableCell::Covered => {
                        above.and_then(|above| above.get(column).copied().flatten())
                    }
                })
                .collect();
            rows.push(line);
        }
        Self { rows, repeat: table.repeat.as_ref().map(|repeat| repeat.id.clone()) }
    }

    /// How many rows there are, those that are not shown yet among them.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The cell at a place.
    pub fn at(&self, spot: Spot) -> Option<CellIx> {
        self.rows.get(spot.row)?.get(spot.column).copied().flatten()
    }

    /// Every place at which something is asked, row by row.
    pub fn spots(&self) -> impl Iterator<Item = (Spot, CellIx)> + '_ {
        self.rows.iter().enumerate().flat_map(|(row, line)| {
            line.iter()
                .enumerate()
                .filter_map(move |(column, cell)| cell.map(|cell| (Spot { row, column }, cell)))
        })
    }

    fn beside(&self, spot: Spot, way: Way, shown: usize) -> Option<Spot> {
        let Spot { row, column } = spot;
        let next = match way {
            Way::Up => Spot { row: row.checked_sub(1)?, column },
            Way::Down => Spot { row: row + 1, column },
            Way::Left => Spot { row, column: column.checked_sub(1)? },
            Way::Right => Spot { row, column: column + 1 },
        };
        let inside = next.row < shown.min(self.rows.len())
            && self.rows.get(next.row).is_some_and(|line| next.column < line.len());
        inside.then_some(next)
    }

    /// The next place of another cell that way, among the rows that are shown;
    /// places at which nothing is asked are passed over.
    pub fn next(&self, from: Spot, way: Way, shown: usize) -> Option<Spot> {
        let own = self.at(from);
        let mut spot = from;
        loop {
            spot = self.beside(spot, way, shown)?;
            let there = self.at(spot);
            if there.is_some() && there != own {
                return Some(spot);
            }
        }
    }

    /// The last place that way.
    pub fn edge(&self, from: Spot, way: Way, shown: usize) -> Spot {
        let mut last = from;
        while let Some(next) = self.next(last, way, shown) {
            last = next;
        }
        last
    }

    /// The first or the last cell of the rows that are shown.
    pub fn end(&self, last: bool, shown: usize) -> Option<CellIx> {
        let mut cells = self.rows.iter().take(shown).flatten().copied().flatten();
        if last { cells.next_back() } else { cells.next() }
    }

    /// The cells between two corners, row by row. A merged cell stands at the
    /// first of its places and nowhere else.
    pub fn between(&self, one: Spot, other: Spot) -> Vec<Vec<Option<CellIx>>> {
        let mut seen = Vec::new();
        let columns = one.column.min(other.column)..=one.column.max(other.column);
        (one.row.min(other.row)..=one.row.max(other.row))
            .map(|row| {
                columns
                    .clone()
                    .map(|column| {
                        let cell = self.at(Spot { row, column })?;
                        if seen.contains(&cell) {
                            return None;
                        }
                        seen.push(cell);
                        Some(cell)
                    })
                    .collect()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of three; the first column is one merged cell, the middle of
    /// the second row is asked of nobody.
    fn grid() -> Grid {
        let cell = |number| Some(CellIx(number));
        Grid {
            rows: vec![
                vec![cell(0), cell(1), cell(2)],
                vec![cell(0), None, cell(4)],
                vec![cell(0), cell(5), cell(6)],
            ],
            repeat: None,
        }
    }

    fn spot(row: usize, column: usize) -> Spot {
        Spot { row, column }
    }

    #[test]
    fn a_way_leads_to_another_cell_and_over_what_is_not_asked() {
        let grid = grid();
        for (from, way, to) in [
            ((0, 1), Way::Down, Some((2, 1))),
            ((2, 1), Way::Up, Some((0, 1))),
            ((1, 2), Way::Left, Some((1, 0))),
            ((0, 0), Way::Down, None),
            ((0, 0), Way::Up, None),
            ((0, 2), Way::Right, None),
            ((0, 0), Way::Right, Some((0, 1))),
        ] {
            let to = to.map(|(row, column)| spot(row, column));
            assert_eq!(grid.next(spot(from.0, from.1), way, 3), to, "{from:?} {way:?}");
        }
    }

    #[test]
    fn rows_that_are_not_shown_are_not_reached() {
        assert_eq!(grid().next(spot(0, 2), Way::Down, 1), None);
        assert_eq!(grid().edge(spot(0, 2), Way::Down, 2), spot(1, 2));
    }

    #[test]
    fn a_range_holds_a_merged_cell_once() {
        let block = grid().between(spot(2, 1), spot(0, 0));
        assert_eq!(
            block,
            [vec![Some(CellIx(0)), Some(CellIx(1))], vec![None, None], vec![None, Some(CellIx(5))]]
        );
    }
}
