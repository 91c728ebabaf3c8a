//! Tables → their cells, headings and addresses: axes and groups unfolded.

use super::super::address::Parts;
use super::super::definition::{self as def, Asks, Row, RowGroup, Text};
use super::super::expression::Resolver;
use super::super::fault::{FaultKind, Limit};
use super::super::layout::{Heading, Repeat, Table, TableCell, TableRow};
use super::super::template::{Binding, Scope};
use super::super::{CellIx, CellUnit};
use super::Compiler;
use std::collections::HashSet;
use std::rc::Rc;

/// A column after its axis is unfolded.
struct Column {
    /// What a template calls it.
    named: Rc<Binding>,
    sub: Option<String>,
    year: Option<i32>,
    per_group: bool,
    rows: Vec<Text>,
    asks: Asks,
    /// The column of the workbook.
    stands: Option<u32>,
}

/// A row after its axis is unfolded.
struct Line {
    id: String,
    label: String,
    number: Option<i64>,
    year: Option<i32>,
    beneath: bool,
    asks: Asks,
    /// The row of the workbook.
    stands: Option<u32>,
}

/// What the cells of one line have in common.
struct OfLine {
    /// What a template calls its group, itself, and the two together.
    named: [Rc<Binding>; 3],
    asks: Asks,
}

impl OfLine {
    fn of(table: &def::Table, group: &RowGroup, line: &Line) -> Self {
        let row = if group.id.value.is_empty() {
            line.id.clone()
        } else {
            format!("{}.{}", group.id.value, line.id)
        };
        let named = [
            Binding::new("group", &group.id.value, &group.label, None),
            Binding::new("line", &line.id, &line.label, line.number),
            Binding::new("row", &row, &line.label, line.number),
        ];
        let mut asks = table.asks.clone();
        asks.merge(&group.asks);
        asks.merge(&line.asks);
        Self { named: named.map(Rc::new), asks }
    }
}

impl Compiler<'_> {
    /// The one unit of these cells, as far as they are numbers.
    fn unit_of<'a>(&self, cells: impl Iterator<Item = &'a TableCell>) -> Option<String> {
        let made = cells.filter_map(|cell| match cell {
            TableCell::Cell(place, _) => self.cells.get(place.index()),
            TableCell::Covered | TableCell::Empty => None,
        });
        let mut one = None;
        for cell in made.filter(|cell| cell.kind.is_number()) {
            let CellUnit::Is(unit) = &cell.unit else { return None };
            if *one.get_or_insert(unit) != unit {
                return None;
            }
        }
        one.map(ToString::to_string)
    }

    /// Where the units of a table differ, each column or else each row says its
    /// own, unless its heading does already.
    fn say_units(&self, columns: &mut [Heading], rows: &mut [TableRow]) {
        let says = |text: &str, unit: &str| {
            text.ends_with(unit)
                || ["（", "("].iter().any(|open| text.contains(&format!("{open}{unit}")))
        };
        let say = |heading: &mut Heading, unit: &str| {
            let sub = heading.sub.as_deref().unwrap_or_default();
            if !says(&heading.label, unit) && !says(sub, unit) {
                heading.label = format!("{}（{unit}）", heading.label);
            }
        };
        let of_columns: Vec<Option<String>> = (0..columns.len())
            .map(|at| self.unit_of(rows.iter().filter_map(|row| row.cells.get(at))))
            .collect();
        if of_columns.iter().any(Option::is_some) {
            for (heading, unit) in columns.iter_mut().zip(&of_columns) {
                if let Some(unit) = unit {
                    say(heading, unit);
                }
            }
            return;
        }
        for row in rows {
            let unit = self.unit_of(row.cells.iter());
            if let (Some(unit), Some(heading)) = (unit, row.headings.last_mut()) {
                say(heading, &unit);
            }
        }
    }

    fn columns(&mut self, table: &def::Table, first: Option<u32>) -> Vec<Column> {
        let mut out = Vec::new();
        let mut next = first;
        for column in &table.columns {
            match column {
                def::Column::Axis { axis, asks } => {
                    let parts = self.parts_of(asks);
                    next = parts.column.or(next);
                    for (point, year) in self.axis_points(axis) {
                        out.push(Column {
                            named: Rc::new(Resolver::binding("column", &point)),
                            sub: None,
                            year,
                            per_group: false,
                            rows: Vec::new(),
                            asks: asks.clone(),
                            stands: next,
                        });
                        next = next.map(|next| next.saturating_add(parts.step.unwrap_or(1)));
                    }
                }
                def::Column::One { id, label, sub, per_group, rows, asks } => {
                    next = self.parts_of(asks).column.or(next);
                    out.push(Column {
                        named: Rc::new(Binding::new("column", &id.value, label, None)),
                        sub: sub.clone(),
                        year: None,
                        per_group: *per_group,
                        rows: rows.clone(),
                        asks: asks.clone(),
                        stands: next,
                    });
                    next = next.map(|next| next.saturating_add(1));
                }
            }
        }
        out
    }

    /// The lines of a group; `next` is the row of the workbook that is free.
    fn lines(
        &mut self,
        group: &RowGroup,
        repeat: Option<&def::Repeat>,
        next: &mut Option<u32>,
    ) -> Vec<Line> {
        let mut out = Vec::new();
        *next = self.parts_of(&group.asks).row.or(*next);
        if let Some(repeat) = repeat {
            for number in 1..=repeat.most.min(most_rows()) {
                out.push(Line {
                    id: number.to_string(),
                    label: number.to_string(),
                    number: Some(number.into()),
                    year: None,
                    beneath: false,
                    asks: Asks::default(),
                    stands: *next,
                });
                *next = next.map(|next| next.saturating_add(1));
            }
            return out;
        }
        let mut seen = HashSet::new();
        for row in &group.rows {
            match row {
                Row::Axis { axis, asks } => {
                    let parts = self.parts_of(asks);
                    *next = parts.row.or(*next);
                    for (point, year) in self.axis_points(axis) {
                        if !seen.insert(point.id.clone()) {
                            self.fault(&axis.origin, FaultKind::Duplicate(point.id));
                            continue;
                        }
                        out.push(Line {
                            id: point.id,
                            label: point.label,
                            number: point.number,
                            year,
                            beneath: false,
                            asks: asks.clone(),
                            stands: *next,
                        });
                        *next = next.map(|next| next.saturating_add(parts.step.unwrap_or(1)));
                    }
                }
                Row::One { id, label, beneath, asks } => {
                    if !seen.insert(id.value.clone()) {
                        self.fault(&id.origin, FaultKind::Duplicate(id.value.clone()));
                        continue;
                    }
                    *next = self.parts_of(asks).row.or(*next);
                    out.push(Line {
                        id: id.value.clone(),
                        label: label.clone(),
                        number: None,
                        year: None,
                        beneath: *beneath,
                        asks: asks.clone(),
                        stands: *next,
                    });
                    *next = next.map(|next| next.saturating_add(1));
                }
            }
        }
        out
    }

    /// The points of an axis, each with its fiscal year.
    fn axis_points(&mut self, axis: &Text) -> Vec<(def::Point, Option<i32>)> {
        let found = self.definition.axes.iter().find(|known| known.name.value == axis.value);
        match found {
            Some(found) => {
                let year = |point: &def::Point| {
                    point.number.filter(|_| found.years).and_then(|year| year.try_into().ok())
                };
                found.points.iter().map(|point| (point.clone(), year(point))).collect()
            }
            None => {
                self.fault(&axis.origin, FaultKind::UnknownAxis(axis.value.clone()));
                Vec::new()
            }
        }
    }

    pub(super) fn table(&mut self, table: &def::Table, place: (usize, usize)) -> Table {
        let parts = self.parts_of(&table.asks);
        let columns = self.columns(table, parts.column);
        let mut free_row = parts.row;
        if let Some(repeat) = table.repeat.as_ref().filter(|repeat| repeat.most > most_rows()) {
            self.fault(&repeat.origin, FaultKind::TooMany(Limit::Rows));
        }
        let grouped = table.groups.iter().any(|group| !group.label.is_empty());
        let mut rows = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for group in &table.groups {
            let lines = self.lines(group, table.repeat.as_ref(), &mut free_row);
            known.extend(lines.iter().map(|line| line.id.clone()));
            let height = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            for (line_index, line) in lines.iter().enumerate() {
                // A form that is full already is refused; its rest costs nothing.
                if self.full {
                    break;
                }
                let mut headings = Vec::new();
                if grouped && !group.label.is_empty() && line_index == 0 {
                    headings.push(heading(&group.label, height, 1));
                }
                let width = if grouped && group.label.is_empty() { 2 } else { 1 };
                headings.push(heading(&line.label, 1, width));
                let mut cells = Vec::new();
                let mut left = None;
                let of_line = OfLine::of(table, group, line);
                for column in &columns {
                    if column.per_group && line_index > 0 {
                        cells.push(TableCell::Covered);
                        continue;
                    }
                    let has = |row: &Text| row.value == line.id;
                    if !column.rows.is_empty() && !column.rows.iter().any(has) {
                        cells.push(TableCell::Empty);
                        continue;
                    }
                    let made = self.table_cell(table, &of_line, column, place);
                    if let Some(made) = made {
                        if let Some(cell) = self.cells.get_mut(made.index()) {
                            cell.left = left;
                            cell.year = column.year.or(line.year);
                            if let Some(repeat) = &table.repeat {
                                let row = u32::try_from(line_index + 1).unwrap_or(u32::MAX);
                                cell.repeat = Some((repeat.id.value.clone(), row));
                            }
                        }
                        if let Some(left) =
                            left.and_then(|left: CellIx| self.cells.get_mut(left.index()))
                        {
                            left.right = Some(made);
                        }
                        left = Some(made);
                        self.table_address(table, &parts, made, line.stands, column.stands);
                    }
                    let reach = if column.per_group { height } else { 1 };
                    cells.push(made.map_or(TableCell::Empty, |made| TableCell::Cell(made, reach)));
                }
                rows.push(TableRow { headings, cells, beneath: line.beneath });
            }
        }
        self.slips(table, &columns, &known);
        let mut columns: Vec<Heading> = columns
            .iter()
            .map(|column| Heading {
                label: column.named.label.clone(),
                sub: column.sub.clone(),
                span: 1,
                width: 1,
            })
            .collect();
        let all = rows.iter().flat_map(|row| &row.cells);
        let unit = self.unit_of(all);
        if unit.is_none() {
            self.say_units(&mut columns, &mut rows);
        }
        Table {
            label: table.label.clone(),
            unit,
            corner: table.corner.clone().unwrap_or_default(),
            heading_columns: if grouped { 2 } else { 1 },
            columns,
            rows,
            repeat: table.repeat.as_ref().map(|repeat| Repeat {
                id: repeat.id.value.clone(),
                most: repeat.most.min(most_rows()),
            }),
        }
    }

    /// What a table says of lines or cells that it does not have: nobody would
    /// miss it.
    fn slips(&mut self, table: &def::Table, columns: &[Column], lines: &[String]) {
        for row in columns.iter().flat_map(|column| &column.rows) {
            // Of a table whose lines could not be read nothing is known.
            if !lines.is_empty() && !lines.contains(&row.value) {
                let word = FaultKind::UnknownWord(row.value.clone(), lines.join(", "));
                self.fault(&row.origin, word);
            }
        }
        for (text, _) in &table.single {
            if !self.full && !self.by_id.contains_key(&text.value) {
                self.fault(&text.origin, FaultKind::UnknownCell(text.value.clone()));
            }
        }
    }

    /// Where a cell of a table stands in the workbook: where its column and its
    /// row do, unless it says so itself.
    fn table_address(
        &mut self,
        table: &def::Table,
        parts: &Parts,
        cell: CellIx,
        row: Option<u32>,
        column: Option<u32>,
    ) {
        let id = self.cells.get(cell.index()).map(|cell| cell.id.clone()).unwrap_or_default();
        let own = table.single.iter().find(|(text, _)| text.value == id);
        if let Some(text) = own.and_then(|(_, asks)| asks.address.as_ref()) {
            let own = self.parts(text);
            let sheet = own.sheet.clone().or_else(|| parts.sheet.clone());
            self.stands_at(cell, text, Parts { sheet, ..own });
            return;
        }
        let Some(text) = &table.asks.address else { return };
        if row.is_none() && column.is_none() {
            return;
        }
        self.stands_at(cell, text, Parts { sheet: parts.sheet.clone(), column, row, step: None });
    }

    fn table_cell(
        &mut self,
        table: &def::Table,
        of_line: &OfLine,
        column: &Column,
        place: (usize, usize),
    ) -> Option<CellIx> {
        let [group, line, row] = &of_line.named;
        let scope = Scope::of(&[group, line, row, &column.named]);
        let id = match scope.fill(&table.cells.value) {
            Ok(id) => id,
            Err(name) => {
                self.fault(&table.cells.origin, FaultKind::UnknownAxis(name));
                return None;
            }
        };
        // A merged cell belongs to its group, so its name leaves the row out.
        let row_label = if column.per_group { "" } else { line.label.as_str() };
        let label =
            [table.label.as_str(), group.label.as_str(), row_label, column.named.label.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
        let mut asks = of_line.asks.clone();
        asks.merge(&column.asks);
        for (text, single) in &table.single {
            if text.value == id {
                asks.merge(single);
            }
        }
        self.cell(&table.cells, id, label, column.named.label.clone(), asks, scope, place)
    }
}

/// Rows of a free repeat at most.
fn most_rows() -> u32 {
    u32::try_from(Limit::Rows.most()).unwrap_or(u32::MAX)
}

fn heading(label: &str, span: u32, width: u32) -> Heading {
    Heading { label: label.to_owned(), sub: None, span, width }
}
