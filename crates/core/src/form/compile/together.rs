//! The member `collection` → what is asked of many sheets, every name resolved.

use super::super::definition::{self as def, SheetColumnContent, Text};
use super::super::expression::Resolver;
use super::super::fault::{FaultKind, Origin};
use super::super::template::{Scope, variables};
use super::super::together::fits;
use super::super::{
    Balance, Category, CellIx, CellUnit, ColumnContent, Kind, Numbering, OrderBy, OtherSide,
    SheetColumn, SheetTable, Signs, Together,
};
use super::super::{Counted, Wanted};
use super::{Compiler, place_of};
use crate::number::Unit;
use crate::order::InOrder;
use rust_decimal::Decimal;

/// Texts shorter than this may be the same by chance, unless the form says otherwise.
const LEAST: u32 = 20;

impl Compiler<'_> {
    /// Resolves what is asked of many sheets.
    pub(super) fn together(&mut self) -> Together {
        let Some(definition) = &self.definition.collection else {
            return Together { least: LEAST, ..Together::default() };
        };
        let none = Scope::default();
        let mut out = Together {
            texts: self.cells_of_kind(&definition.texts, &none, &Wanted::TextCell, |kind| {
                matches!(kind, Kind::Text | Kind::Code)
            }),
            least: definition.least.unwrap_or(LEAST),
            distinct_names: definition.distinct_names,
            carried: self.cells_of_kind(&definition.carried, &none, &Wanted::Cell, |_| true),
            ..Together::default()
        };
        if let Some((cell, list)) = &definition.category {
            out.category =
                self.cell_of(cell, &none).map(|cell| Category { cell, list: list.clone() });
        }
        if let Some((cell, group)) = &definition.numbering {
            let cells =
                self.cells_of_kind(std::slice::from_ref(cell), &none, &Wanted::CodeCell, |kind| {
                    matches!(kind, Kind::Code | Kind::Text | Kind::Integer)
                });
            out.numbering = cells.first().map(|cell| Numbering { cell: *cell, group: *group });
        }
        for cells in &definition.outliers {
            let cells = self.amounts(cells, &none);
            out.outliers.push(cells);
        }
        for (cells, beside) in &definition.signs {
            out.signs.extend(self.signs(cells, beside.as_ref()));
        }
        for (last, this) in &definition.follows {
            let figure = self.amounts(std::slice::from_ref(this), &none);
            // Last year's edition may have had a cell that this one has no more.
            let own = self.by_id.get(&last.value).copied();
            if let (Some(own), Some(this)) = (own, figure.first()) {
                self.comparable(&last.origin, own, *this);
            }
            if self.definition.carry.as_ref().is_none_or(|carry| carry.from.is_empty())
                && own.is_none()
            {
                self.fault(&last.origin, FaultKind::UnknownCell(last.value.clone()));
            }
            out.follows.extend(figure.first().map(|cell| (last.value.clone(), *cell)));
        }
        for balance in &definition.totals {
            self.balances(balance, &mut out.totals);
        }
        self.distinct(&definition.tables.iter().map(|table| &table.id).collect::<Vec<_>>());
        for table in &definition.tables {
            let table = self.sheet_table(table);
            out.tables.push(table);
        }
        out.kept = kept(&out);
        out
    }

    /// All cells that these names stand for, in form order.
    fn cells_of_kind(
        &mut self,
        names: &[Text],
        scope: &Scope,
        wanted: &Wanted,
        fits: impl Fn(Kind) -> bool,
    ) -> Vec<CellIx> {
        let mut out = Vec::new();
        for name in names {
            for (cell, _) in self.named_by(name, scope) {
                let kind = self.cells.get(cell.index()).map(|cell| cell.kind);
                if kind.is_some_and(&fits) {
                    out.push(cell);
                } else {
                    self.fault(&name.origin, FaultKind::KindMismatch(wanted.clone()));
                    break;
                }
            }
        }
        out.order();
        out.dedup();
        out
    }

    /// Cells that may stand in one sum.
    fn amounts(&mut self, names: &[Text], scope: &Scope) -> Vec<CellIx> {
        let cells = self.cells_of_kind(names, scope, &Wanted::Number, |kind| {
            kind.is_number() || kind == Kind::Duration
        });
        let units = cells.iter().filter_map(|cell| self.fixed_unit(*cell));
        let mut units: Vec<String> = units.map(Unit::to_string).collect();
        units.dedup();
        if let ([first, second, ..], Some(name)) = (units.as_slice(), names.first()) {
            let mismatch =
                FaultKind::UnitMismatch(Counted::In(first.clone()), Counted::In(second.clone()));
            self.fault(&name.origin, mismatch);
        }
        cells
    }

    /// The unit that the form says.
    fn fixed_unit(&self, cell: CellIx) -> Option<&Unit> {
        match &self.cells.get(cell.index())?.unit {
            CellUnit::Is(unit) => Some(unit),
            CellUnit::None | CellUnit::Of(_) => None,
        }
    }

    /// Refuses two amounts that nothing makes comparable, 千円 and 人.
    fn comparable(&mut self, origin: &Origin, one: CellIx, other: CellIx) {
        let units = (self.fixed_unit(one), self.fixed_unit(other));
        if let (Some(one), Some(other)) = units
            && Unit::convert(Decimal::ONE, one, other).is_none()
        {
            let mismatch = FaultKind::UnitMismatch(
                Counted::In(one.to_string()),
                Counted::In(other.to_string()),
            );
            self.fault(origin, mismatch);
        }
    }

    /// One for each point of the axes.
    fn balances(&mut self, balance: &def::Balance, out: &mut Vec<Balance>) {
        for scope in self.scopes_of(&balance.sum, &Scope::default()) {
            let before = self.faults.len();
            let left = self.amounts(std::slice::from_ref(&balance.sum), &scope);
            let right = match &balance.form {
                None => {
                    let right = self.amounts(std::slice::from_ref(&balance.equals), &scope);
                    if let (Some(one), Some(other)) = (left.first(), right.first()) {
                        self.comparable(&balance.equals.origin, *one, *other);
                    }
                    OtherSide::Here(right)
                }
                Some(form) => match scope.fill(&balance.equals.value) {
                    Ok(pattern) => OtherSide::Form(form.value.clone(), pattern),
                    Err(name) => {
                        self.fault(&balance.equals.origin, FaultKind::UnknownAxis(name));
                        return;
                    }
                },
            };
            if self.faults.len() > before {
                return;
            }
            out.push(Balance { left, right, by: balance.by, within: balance.within });
        }
    }

    fn signs(&mut self, cells: &Text, beside: Option<&Text>) -> Option<Signs> {
        let mut amounts = Vec::new();
        for (cell, scope) in self.named_by(cells, &Scope::default()) {
            let beside = match beside {
                Some(beside) => Some(self.cell_of(beside, &scope)?),
                None => None,
            };
            let number = |cell: CellIx| {
                self.cells
                    .get(cell.index())
                    .is_some_and(|cell| cell.kind.is_number() || cell.kind == Kind::Duration)
            };
            if !number(cell) || !beside.is_none_or(number) {
                self.fault(&cells.origin, FaultKind::KindMismatch(Wanted::Number));
                return None;
            }
            amounts.push((cell, beside));
        }
        Some(Signs { amounts })
    }

    fn sheet_table(&mut self, table: &def::SheetTable) -> SheetTable {
        let none = Scope::default();
        if table.title.trim().is_empty() {
            self.fault(&table.id.origin, FaultKind::LabelMissing(table.id.value.clone()));
        }
        let group: Vec<CellIx> =
            table.group.iter().filter_map(|cell| self.cell_of(cell, &none)).collect();
        let mut order = Vec::new();
        for cell in &table.order {
            let (id, falls) = match cell.value.strip_prefix('-') {
                Some(id) => (id, true),
                None => (cell.value.as_str(), false),
            };
            if let Some(heading) = id.strip_prefix("list:") {
                order.push((OrderBy::List(heading.trim().to_owned()), falls));
                continue;
            }
            let id = Text { value: id.to_owned(), origin: cell.origin.clone() };
            order.extend(self.cell_of(&id, &none).map(|cell| (OrderBy::Cell(cell), falls)));
        }
        let mut columns = Vec::new();
        for column in &table.columns {
            self.sheet_columns(column, &table.id, &mut columns);
        }
        // A cell outside the group has no one value in a row of many sheets.
        if !group.is_empty() {
            let alone = |cell: &CellIx| !group.contains(cell);
            let in_columns = columns.iter().filter_map(|column| match &column.content {
                ColumnContent::Cell(cell) => Some(*cell),
                _ => None,
            });
            let stray = in_columns.chain(ordering(&order)).find(alone);
            if let Some(cell) = stray.and_then(|cell| self.cells.get(cell.index())) {
                let kind = FaultKind::KindMismatch(Wanted::InGroup(cell.id.clone()));
                self.fault(&table.id.origin, kind);
            }
        }
        SheetTable {
            id: table.id.value.clone(),
            title: table.title.clone(),
            group,
            order,
            columns,
            totals: table.totals,
        }
    }

    fn sheet_columns(
        &mut self,
        column: &def::SheetColumn,
        table: &Text,
        out: &mut Vec<SheetColumn>,
    ) {
        let mut scopes = vec![(Scope::default(), column.label.clone())];
        if let Some(name) = &column.axis {
            let axes = &self.definition.axes;
            let Some(axis) = axes.iter().find(|axis| axis.name.value == name.value) else {
                self.fault(&name.origin, FaultKind::UnknownAxis(name.value.clone()));
                return;
            };
            let variable = format!("{{{}}}", name.value);
            scopes = axis
                .points
                .iter()
                .map(|point| {
                    let scope = Scope::default().with(Resolver::binding(&name.value, point));
                    (scope, column.label.replace(&variable, &point.label))
                })
                .collect();
        }
        for (scope, label) in scopes {
            if label.trim().is_empty() {
                self.fault(&table.origin, FaultKind::LabelMissing(table.value.clone()));
            }
            let content = match &column.content {
                SheetColumnContent::Count => ColumnContent::Count,
                SheetColumnContent::Number => ColumnContent::Number,
                SheetColumnContent::List(heading) => {
                    ColumnContent::List(heading.value.trim().to_owned())
                }
                SheetColumnContent::Cell(cell) => match self.cell_of(cell, &scope) {
                    Some(cell) => ColumnContent::Cell(cell),
                    None => return,
                },
                SheetColumnContent::Sum(cells) => {
                    let before = self.faults.len();
                    let cells = self.amounts(cells, &scope);
                    if self.faults.len() > before {
                        return;
                    }
                    ColumnContent::Sum(cells)
                }
            };
            let label = if self.is_of_times(&content) { in_minutes(label) } else { label };
            out.push(SheetColumn { label, content });
        }
    }

    /// Whether nothing but durations stands in a column.
    fn is_of_times(&self, content: &ColumnContent) -> bool {
        let cells = match content {
            ColumnContent::Cell(cell) => std::slice::from_ref(cell),
            ColumnContent::Sum(cells) => cells,
            _ => &[],
        };
        let is_time = |cell: &CellIx| {
            self.cells.get(cell.index()).is_some_and(|cell| cell.kind == Kind::Duration)
        };
        !cells.is_empty() && cells.iter().all(is_time)
    }

    /// A scope for each point of the axes that a name has between braces; none
    /// where an axis is not there.
    pub(super) fn scopes_of(&mut self, name: &Text, scope: &Scope) -> Vec<Scope> {
        let mut scopes = vec![scope.clone()];
        for variable in variables(&name.value) {
            if scope.get(variable).is_some() {
                continue;
            }
            let axes = &self.definition.axes;
            let Some(axis) = axes.iter().find(|axis| axis.name.value == variable) else {
                self.fault(&name.origin, FaultKind::UnknownAxis(variable.to_owned()));
                return Vec::new();
            };
            scopes = scopes
                .iter()
                .flat_map(|scope| {
                    axis.points.iter().map(|point| scope.with(Resolver::binding(variable, point)))
                })
                .collect();
        }
        scopes
    }

    /// The cells that a name with templates and `*` stands for, each with the
    /// values of the templates.
    pub(super) fn named_by(&mut self, name: &Text, scope: &Scope) -> Vec<(CellIx, Scope)> {
        let scopes = self.scopes_of(name, scope);
        if scopes.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for scope in scopes {
            let Ok(id) = scope.fill(&name.value) else { continue };
            if id.contains('*') {
                let fits = self.cells.iter().enumerate().filter(|(_, cell)| fits(&id, &cell.id));
                out.extend(fits.map(|(place, _)| (place_of(place), scope.clone())));
            } else if let Some(cell) = self.by_id.get(&id) {
                out.push((*cell, scope));
            }
        }
        if out.is_empty() {
            self.fault(&name.origin, FaultKind::UnknownCell(name.value.clone()));
        }
        out
    }
}

/// The cells that order rows.
fn ordering(order: &[(OrderBy, bool)]) -> impl Iterator<Item = CellIx> {
    order.iter().filter_map(|(by, _)| match by {
        OrderBy::Cell(cell) => Some(*cell),
        OrderBy::List(_) => None,
    })
}

/// Every cell of which a collection keeps what it shows.
fn kept(together: &Together) -> Vec<CellIx> {
    let mut out = together.carried.clone();
    out.extend(together.category.iter().map(|category| category.cell));
    out.extend(together.numbering.iter().map(|numbering| numbering.cell));
    for table in &together.tables {
        out.extend(&table.group);
        out.extend(ordering(&table.order));
        out.extend(table.columns.iter().filter_map(|column| match &column.content {
            ColumnContent::Cell(cell) => Some(*cell),
            _ => None,
        }));
    }
    out.order();
    out.dedup();
    out
}

/// A heading that says in what durations are counted below it: 200 for 3時間20分
/// would be read as hours.
fn in_minutes(label: String) -> String {
    if label.contains("分）") { label } else { format!("{label}（分）") }
}
