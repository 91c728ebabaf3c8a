//! Definition → form, or all its faults.
//!
//! Passes, each in its own file: `cells` unfolds pages into cells, `tables` the
//! tables among them; `formulas` compiles what cells compute and ask against
//! them, `rules` the rules; `order` puts the computed cells in order, finds
//! cycles, and works out what one edit touches;
//! `together` resolves what is asked of many sheets, `succession` what becomes
//! of older ones. `doubt` keeps quiet what only follows from another fault.

mod cells;
mod doubt;
mod formulas;
mod order;
mod rules;
mod succession;
mod tables;
mod together;

use super::definition::{self as def, Definition, Text};
use super::expression::{Ast, Names, ParseError, Resolver, Type, UnitOf, parse};
use super::fault::{Fault, FaultKind, Limit, Origin};
use super::template::Scope;
use super::{Address, Cell, CellIx, CellUnit, Choice, Choices, Form, Kind, Node, Wanted, ix};
use crate::order::InOrder;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Compiles a definition of which some could not be read.
pub(super) fn compile(definition: &Definition, unread: Vec<Fault>) -> Result<Form, Vec<Fault>> {
    let mut compiler = Compiler {
        definition,
        unread,
        clashing: HashSet::new(),
        faults: Vec::new(),
        cells: Vec::new(),
        origins: Vec::new(),
        pending: Vec::new(),
        by_id: HashMap::new(),
        parsed: HashMap::new(),
        addresses: HashSet::new(),
        full: false,
        terms: 0,
    };
    compiler.names();
    let pages = compiler.unfold();
    compiler.settle();
    compiler.cell_expressions();
    let rules = compiler.rules();
    let (computed, affected) = compiler.order(&rules);
    let form = compiler.finish(pages, rules, computed, affected);
    compiler.faults.append(&mut compiler.unread);
    if compiler.faults.is_empty() {
        Ok(form)
    } else {
        compiler.faults.order_by_key(|fault| (fault.origin.offset, fault.origin.character));
        compiler.faults.dedup();
        Err(compiler.faults)
    }
}

/// A cell's expressions and names, kept until all cells are known.
#[derive(Clone, Debug, Default)]
struct Pending {
    asks: Rc<def::Asks>,
    scope: Rc<Scope>,
}

struct Compiler<'d> {
    definition: &'d Definition,
    /// What could not be read.
    unread: Vec<Fault>,
    faults: Vec<Fault>,
    cells: Vec<Cell>,
    origins: Vec<Origin>,
    pending: Vec<Pending>,
    by_id: HashMap<String, CellIx>,
    /// Expressions by their text: all cells of a row or column have the same.
    parsed: HashMap<String, Rc<Ast>>,
    /// The cells of whose id there is another.
    clashing: HashSet<CellIx>,
    /// The places of the workbook that are taken.
    addresses: HashSet<Address>,
    /// Whether there are more cells than a form may have.
    full: bool,
    /// How many terms all expressions have so far, their axes unfolded.
    terms: usize,
}

impl Compiler<'_> {
    fn fault(&mut self, origin: &Origin, kind: FaultKind) {
        if !self.follows(origin, &kind) {
            self.faults.push(Fault { origin: origin.clone(), kind });
        }
    }

    /// Ids and names of the definition itself.
    fn names(&mut self) {
        let definition = self.definition;
        for text in [&definition.id, &definition.edition] {
            if !is_word(&text.value) {
                self.fault(&text.origin, FaultKind::BadId(text.value.clone()));
            }
        }
        let lists = [
            definition.axes.iter().map(|axis| &axis.name).collect::<Vec<_>>(),
            definition.choices.iter().map(|list| &list.name).collect(),
            definition.rates.iter().map(|table| &table.name).collect(),
            definition.stages.iter().map(|stage| &stage.id).collect(),
            definition.pages.iter().map(|page| &page.id).collect(),
            definition.rules.iter().map(|rule| &rule.id).collect(),
        ];
        for list in lists {
            self.distinct(&list);
        }
        for list in &definition.choices {
            self.distinct(&list.choices.iter().map(|choice| &choice.code).collect::<Vec<_>>());
            if list.choices.len() > Limit::Choices.most() {
                self.fault(&list.name.origin, FaultKind::TooMany(Limit::Choices));
            }
            self.reachable(list);
            for choice in &list.choices {
                if choice.label.trim().is_empty() {
                    let missing = FaultKind::LabelMissing(choice.code.value.clone());
                    self.fault(&choice.code.origin, missing);
                }
            }
        }
        for table in &definition.rates {
            for (_, rate) in &table.rates {
                if rust_decimal::Decimal::from_str_exact(&rate.value).is_err() {
                    self.fault(&rate.origin, FaultKind::Type(Wanted::Decimal));
                }
            }
        }
    }

    /// Whatever is printed has words.
    fn labels(&mut self) {
        let definition = self.definition;
        let mut named: Vec<(&Text, &str)> = vec![(&definition.id, &definition.title.value)];
        named.extend(definition.stages.iter().map(|stage| (&stage.id, stage.label.as_str())));
        named.extend(definition.pages.iter().map(|page| (&page.id, page.title.as_str())));
        for axis in &definition.axes {
            named.extend(axis.points.iter().map(|point| (&axis.name, point.label.as_str())));
        }
        for (id, label) in named {
            if label.trim().is_empty() {
                self.fault(&id.origin, FaultKind::LabelMissing(id.value.clone()));
            }
        }
    }

    /// Each choice can be chosen: no other before it bears its name, and there
    /// is a year of the plan in which it holds. No other way to write it is the
    /// name of another.
    fn reachable(&mut self, list: &def::ChoiceList) {
        let folded = |text: &str| crate::fold::label(text).collect::<String>();
        let mut labels = HashMap::new();
        for (place, choice) in list.choices.iter().enumerate() {
            labels.entry(folded(&choice.label)).or_insert(place);
        }
        for (place, choice) in list.choices.iter().enumerate() {
            let is_other = |text: &str| labels.get(&folded(text)).is_some_and(|of| *of != place);
            if let Some(also) = choice.also.iter().find(|also| is_other(also)) {
                self.fault(&choice.code.origin, FaultKind::Duplicate(also.clone()));
            }
            let reversed = matches!((choice.from, choice.to), (Some(from), Some(to)) if to < from);
            let outside = self.definition.plan.is_some_and(|(first, last)| {
                choice.from.is_some_and(|from| from > last)
                    || choice.to.is_some_and(|to| to < first)
            });
            if is_other(&choice.label) || reversed || outside {
                let unreachable = FaultKind::Unreachable(choice.code.value.clone());
                self.fault(&choice.code.origin, unreachable);
            }
        }
    }

    /// The eras known today and those that the form adds.
    fn eras(&mut self) -> crate::wareki::Eras {
        let mut eras = crate::wareki::Eras::japan();
        for era in &self.definition.eras {
            match eras.with(era.clone()) {
                Some(more) => eras = more,
                None => {
                    let origin = self.definition.id.origin.clone();
                    self.fault(&origin, FaultKind::Duplicate(era.name.to_string()));
                }
            }
        }
        eras
    }

    fn distinct(&mut self, names: &[&Text]) {
        let mut seen = std::collections::HashSet::new();
        for name in names {
            if !is_word(&name.value) {
                self.fault(&name.origin, FaultKind::BadId(name.value.clone()));
            } else if !seen.insert(name.value.as_str()) {
                self.fault(&name.origin, FaultKind::Duplicate(name.value.clone()));
            }
        }
    }

    /// Whether these are two cells of fiscal years.
    fn are_years(&self, index: usize, other: CellIx) -> bool {
        let is_year =
            |at: usize| self.cells.get(at).is_some_and(|cell| cell.kind == Kind::FiscalYear);
        let fit = index != other.index() && is_year(index) && is_year(other.index());
        fit || self.is_doubtful(place_of(index)) || self.is_doubtful(other)
    }

    /// The names of other cells, stages and lists, once all cells are known.
    fn settle(&mut self) {
        for index in 0..self.cells.len() {
            let Some(pending) = self.pending.get(index).cloned() else { continue };
            let asks = &pending.asks;
            let of = |compiler: &mut Self, text: &Option<Text>| {
                text.as_ref().and_then(|text| compiler.cell_of(text, &pending.scope))
            };
            let unit_cell = of(self, &asks.unit_cell);
            let under = of(self, &asks.under);
            self.dependence(index, under, asks.under.as_ref());
            let pair = match &asks.pair {
                Some((end, other)) => {
                    let found = self.cell_of(other, &pending.scope);
                    if found.is_some_and(|found| !self.are_years(index, found)) {
                        self.fault(&other.origin, FaultKind::KindMismatch(Wanted::FiscalYear));
                    }
                    found.map(|other| (*end, other))
                }
                None => None,
            };
            if let Some(cell) = self.cells.get_mut(index) {
                if let Some(unit) = unit_cell {
                    cell.unit = CellUnit::Of(unit);
                }
                cell.under = under;
                cell.pair = pair;
            }
        }
    }

    /// Choices that depend on another cell can all be reached: the cell is
    /// named, is a choice, and knows every code under which they stand.
    fn dependence(&mut self, index: usize, parent: Option<CellIx>, named: Option<&Text>) {
        let definition = self.definition;
        let list_of = |compiler: &Self, index: usize| {
            let cell = compiler.cells.get(index)?;
            cell.choices.and_then(|list| definition.choices.get(list))
        };
        if [Some(place_of(index)), parent].into_iter().flatten().any(|cell| self.is_doubtful(cell))
        {
            return;
        }
        let Some(list) = list_of(self, index) else { return };
        let (Some(parent), Some(named)) = (parent, named) else {
            if named.is_none() && list.choices.iter().any(|choice| !choice.under.is_empty()) {
                let origin = self.origins.get(index).cloned().unwrap_or_default();
                self.fault(&origin, FaultKind::Missing("under"));
            }
            return;
        };
        let one = parent.index() != index
            && self.cells.get(parent.index()).is_some_and(|cell| cell.kind == Kind::Choice);
        let parents = match list_of(self, parent.index()) {
            Some(parents) if one => &parents.choices,
            // Its list is not there, which is told of itself.
            None if one => return,
            _ => {
                let kind = FaultKind::KindMismatch(Wanted::OneChoice);
                self.fault(&named.origin, kind);
                return;
            }
        };
        for code in list.choices.iter().flat_map(|choice| &choice.under) {
            if !parents.iter().any(|parent| parent.code.value == code.value) {
                self.fault(&code.origin, FaultKind::UnknownChoice(code.value.clone()));
            }
        }
    }

    fn cell_of(&mut self, text: &Text, scope: &Scope) -> Option<CellIx> {
        let id = match scope.fill(&text.value) {
            Ok(id) => id,
            Err(name) => {
                self.fault(&text.origin, FaultKind::UnknownAxis(name));
                return None;
            }
        };
        let found = self.by_id.get(&id).copied();
        if found.is_none() {
            self.fault(&text.origin, FaultKind::UnknownCell(id));
        }
        found
    }

    /// The cells of a template, an `{axis}` in it unfolded.
    fn cells_of(&mut self, text: &Text, scope: &Scope) -> Option<Vec<CellIx>> {
        let Err(name) = scope.fill(&text.value) else {
            return self.cell_of(text, scope).map(|cell| vec![cell]);
        };
        let points = match Resolver::new(self, 0).range(0, &name, scope) {
            Ok(points) => points,
            Err((_, kind)) => {
                self.fault(&text.origin, kind);
                return None;
            }
        };
        let mut cells = Vec::new();
        for point in &points {
            cells.extend(self.cells_of(text, &scope.with(Resolver::binding(&name, point)))?);
        }
        Some(cells)
    }

    fn stage_of(&mut self, text: &Text) -> Option<usize> {
        let found = self.definition.stages.iter().position(|stage| stage.id.value == text.value);
        if found.is_none() {
            self.fault(&text.origin, FaultKind::UnknownStage(text.value.clone()));
        }
        found
    }

    /// Compiles an expression; a fault gives none.
    fn expression(&mut self, text: &Text, scope: &Scope) -> Option<(Node, Type)> {
        let tree = self.parsed(text)?;
        let left = Limit::Unfolded.most().saturating_sub(self.terms);
        let mut resolver = Resolver::new(self, left);
        let resolved = resolver.resolve(&tree, scope);
        let doubtful = resolver.doubtful;
        self.terms += resolver.terms;
        match resolved {
            Ok(compiled) => Some(compiled),
            Err((_, kind)) if doubtful && doubt::is_of_kinds(&kind) => None,
            Err((at, kind)) => {
                self.fault(&text.origin.further(at), kind);
                None
            }
        }
    }

    fn parsed(&mut self, text: &Text) -> Option<Rc<Ast>> {
        if let Some(known) = self.parsed.get(&text.value) {
            return Some(known.clone());
        }
        match parse(&text.value) {
            Ok(tree) => {
                let tree = Rc::new(tree);
                self.parsed.insert(text.value.clone(), tree.clone());
                Some(tree)
            }
            Err(ParseError { at, kind }) => {
                self.fault(&text.origin.further(at), kind);
                None
            }
        }
    }

    /// Compiles a condition; a fault gives none.
    fn condition(&mut self, text: &Text, scope: &Scope) -> Option<Node> {
        match self.expression(text, scope)? {
            (node, Type::Truth) => Some(node),
            (node, Type::Mark) => {
                Some(Node::Call(super::expression::Function::IsFilled, vec![node]))
            }
            (node, _) => {
                if !self.is_in_doubt(&node) {
                    self.fault(&text.origin, FaultKind::KindMismatch(Wanted::Condition));
                }
                None
            }
        }
    }

    fn finish(
        &mut self,
        pages: Vec<super::Page>,
        rules: Vec<super::Rule>,
        computed: Vec<CellIx>,
        affected: Vec<super::Affected>,
    ) -> Form {
        let definition = self.definition;
        let none = Scope::default();
        let key = definition.key.iter().filter_map(|text| self.cell_of(text, &none)).collect();
        let mut one =
            |text: &Option<Text>| text.as_ref().and_then(|text| self.cell_of(text, &none));
        let name = one(&definition.name);
        let department = one(&definition.department);
        let fiscal_year_cell = one(&definition.fiscal_year_cell);
        let kind = fiscal_year_cell.and_then(|cell| self.cells.get(cell.index()));
        if let (Some(cell), Some(text)) = (kind, &definition.fiscal_year_cell)
            && cell.kind != Kind::FiscalYear
            && !fiscal_year_cell.is_some_and(|cell| self.is_doubtful(cell))
        {
            self.fault(&text.origin, FaultKind::KindMismatch(Wanted::FiscalYear));
        }
        self.labels();
        let together = self.together();
        let migrations = self.migrations();
        let carry = self.carry();
        if self.cells.is_empty() {
            self.fault(&definition.id.origin, FaultKind::Missing("pages"));
        }
        let required = (0..self.cells.len())
            .map(place_of)
            .filter(|cell| self.cells.get(cell.index()).is_some_and(|cell| cell.required.is_some()))
            .collect();
        Form {
            id: definition.id.value.clone(),
            edition: definition.edition.value.clone(),
            revision: definition.revision,
            title: definition.title.value.clone(),
            publisher: definition.publisher.as_ref().map(|text| text.value.clone()),
            digest: String::new(),
            key,
            key_joiner: definition.key_joiner.clone(),
            name,
            department,
            fiscal_year: definition.fiscal_year,
            fiscal_year_cell,
            eras: self.eras(),
            stages: definition
                .stages
                .iter()
                .map(|stage| (stage.id.value.clone(), stage.label.clone()))
                .collect(),
            reasons: definition.reasons.clone(),
            choices: definition
                .choices
                .iter()
                .map(|list| Choices {
                    list: list
                        .choices
                        .iter()
                        .map(|choice| Choice {
                            code: choice.code.value.clone(),
                            label: choice.label.clone(),
                            also: choice.also.clone(),
                            aliases: choice.aliases.clone(),
                            under: choice.under.iter().map(|code| code.value.clone()).collect(),
                            from: choice.from,
                            to: choice.to,
                        })
                        .collect(),
                })
                .collect(),
            pages,
            rules,
            together,
            migrations,
            carry,
            cells: std::mem::take(&mut self.cells),
            by_id: std::mem::take(&mut self.by_id),
            affected,
            computed,
            required,
        }
    }
}

impl Names for Compiler<'_> {
    fn cell(&self, id: &str) -> Option<(CellIx, Type)> {
        let place = *self.by_id.get(id)?;
        let cell = self.cells.get(place.index())?;
        let kind = match cell.kind {
            Kind::Text | Kind::Code => Type::Text,
            Kind::Amount | Kind::Integer | Kind::Ratio => Type::Number(match &cell.unit {
                CellUnit::None => UnitOf::None,
                CellUnit::Is(unit) => UnitOf::Is(unit.clone()),
                CellUnit::Of(cell) => UnitOf::Of(*cell),
            }),
            Kind::Duration => Type::Minutes,
            Kind::Date => Type::Day,
            Kind::Month => Type::Month,
            Kind::FiscalYear => Type::Year,
            Kind::Choice => Type::Choice(cell.choices?),
            Kind::Choices => Type::Choices(cell.choices?),
            Kind::Mark => Type::Mark,
        };
        Some((place, kind))
    }

    fn fitting(&self, pattern: &str) -> Vec<String> {
        let fits = self.cells.iter().filter(|cell| super::together::fits(pattern, &cell.id));
        fits.map(|cell| cell.id.clone()).collect()
    }

    fn is_doubtful(&self, cell: CellIx) -> bool {
        self.is_doubtful(cell)
    }

    fn axis(&self, name: &str) -> Option<&def::Axis> {
        self.definition.axes.iter().find(|axis| axis.name.value == name)
    }

    fn rate(&self, name: &str) -> Option<&def::RateTable> {
        self.definition.rates.iter().find(|table| table.name.value == name)
    }

    fn choice(&self, list: usize, code: &str) -> Option<u16> {
        let list = self.definition.choices.get(list)?;
        let place = list.choices.iter().position(|choice| choice.code.value == code)?;
        u16::try_from(place).ok()
    }
}

/// ASCII, lower case, digits, `-` inside.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Words joined by `.`.
fn is_cell_id(text: &str) -> bool {
    text.split('.').all(is_word)
}

fn place_of(index: usize) -> CellIx {
    ix(index)
}
