//! Tree → compiled expression: names become cells, axes are unfolded, kinds
//! and units are compared.

use super::ast::{Ast, AstKind, Binary};
use super::node::{Comparison, Function, Node, Operator};
use crate::form::CellIx;
use crate::form::definition::{Axis, Point, RateTable};
use crate::form::fault::{FaultKind, Limit};
use crate::form::template::{Binding, Scope};
use crate::form::{Counted, MOST_DECIMALS, Sort, Wanted};
use crate::number::Unit;
use crate::reading::Status;
use crate::wareki::iso_day;

/// What kind of thing an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Number(UnitOf),
    Year,
    Text,
    Choice(usize),
    Choices(usize),
    Day,
    Month,
    Minutes,
    Truth,
    Mark,
}

/// The unit of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum UnitOf {
    /// A number that stands in the form, a rate, a count, a product: goes with
    /// everything. 人 times 5 may be 千円, and 千円 times 1000 are 円.
    Any,
    /// A number without a unit.
    None,
    /// This unit.
    Is(Unit),
    /// The unit that a cell says.
    Of(CellIx),
}

/// What expressions may name.
pub(crate) trait Names {
    fn cell(&self, id: &str) -> Option<(CellIx, Type)>;
    /// The ids that fit a pattern in which `*` is any one part, in form order.
    fn fitting(&self, pattern: &str) -> Vec<String>;
    /// Whether the kind or the unit of a cell may be another than it seems.
    fn is_doubtful(&self, cell: CellIx) -> bool;
    fn axis(&self, name: &str) -> Option<&Axis>;
    fn rate(&self, name: &str) -> Option<&RateTable>;
    /// The place of a code in a list of choices.
    fn choice(&self, list: usize, code: &str) -> Option<u16>;
}

/// An error and the character where it stands.
pub(crate) type Misfit = (usize, FaultKind);

pub(crate) struct Resolver<'a> {
    names: &'a dyn Names,
    pub(crate) terms: usize,
    /// How many terms the form may still have.
    left: usize,
    /// Whether a kind or a unit met so far may be another than it seems.
    pub(crate) doubtful: bool,
    /// The variables met so far.
    variables: usize,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(names: &'a dyn Names, left: usize) -> Self {
        Self { names, terms: 0, left, doubtful: false, variables: 0 }
    }

    /// Compiles a tree within a scope of variables.
    pub(crate) fn resolve(&mut self, ast: &Ast, scope: &Scope) -> Result<(Node, Type), Misfit> {
        self.count(ast.at)?;
        match &ast.kind {
            AstKind::Number(number) => Ok((Node::Number(*number), Type::Number(UnitOf::Any))),
            AstKind::Text(text) => Ok((Node::Text(text.clone()), Type::Text)),
            AstKind::Variable(name) => match scope.get(name) {
                Some(Binding { number: Some(number), .. }) => {
                    self.variables += 1;
                    Ok((Node::Number((*number).into()), Type::Year))
                }
                Some(binding) => {
                    self.variables += 1;
                    Ok((Node::Text(binding.id.clone()), Type::Text))
                }
                None => Err((ast.at, FaultKind::UnknownAxis(name.clone()))),
            },
            AstKind::Cell(template) => {
                let id =
                    scope.fill(template).map_err(|name| (ast.at, FaultKind::UnknownAxis(name)))?;
                self.cell(ast.at, &id)
            }
            AstKind::Negate(inner) => {
                let (node, kind) = self.resolve(inner, scope)?;
                if !matches!(kind, Type::Number(_) | Type::Minutes) {
                    return Err((inner.at, FaultKind::KindMismatch(Wanted::Number)));
                }
                Ok((Node::Negate(Box::new(node)), kind))
            }
            AstKind::Not(inner) => {
                let node = self.truth(inner, scope)?;
                Ok((Node::Not(Box::new(node)), Type::Truth))
            }
            AstKind::Binary(operator, a, b) => self.binary(ast.at, *operator, a, b, scope),
            AstKind::Call(name, arguments) => self.call(ast.at, name, arguments, scope),
            AstKind::Each { all, variable, axis, body } => {
                let points = self.points(ast.at, axis)?;
                let mut parts = Vec::with_capacity(points.len());
                for point in points {
                    let inner = scope.with(Self::binding(variable, &point));
                    parts.push(self.truth(body, &inner)?);
                }
                Ok((if *all { all_of(parts) } else { any_of(parts) }, Type::Truth))
            }
        }
    }

    /// One term more, its axes unfolded.
    fn count(&mut self, at: usize) -> Result<(), Misfit> {
        self.terms += 1;
        if self.terms > self.left {
            return Err((at, FaultKind::TooMany(Limit::Unfolded)));
        }
        Ok(())
    }

    /// A variable that stands for a point of an axis.
    pub(crate) fn binding(name: &str, point: &Point) -> Binding {
        Binding::new(name, &point.id, &point.label, point.number)
    }

    /// Whether a computed value can stand in a cell of the wanted type.
    pub(crate) fn fits(wanted: &Type, computed: &Type) -> Result<(), FaultKind> {
        together(0, wanted.clone(), computed.clone()).map(|_| ()).map_err(|(_, kind)| kind)
    }

    fn truth(&mut self, ast: &Ast, scope: &Scope) -> Result<Node, Misfit> {
        match self.resolve(ast, scope)? {
            (node, Type::Truth) => Ok(node),
            // A mark is a truth of its own: ○ or nothing.
            (node, Type::Mark) => Ok(Node::Call(Function::IsFilled, vec![node])),
            _ => Err((ast.at, FaultKind::KindMismatch(Wanted::Condition))),
        }
    }

    fn points(&self, at: usize, axis: &str) -> Result<Vec<Point>, Misfit> {
        match self.names.axis(axis) {
            Some(axis) => Ok(axis.points.clone()),
            None => Err((at, FaultKind::UnknownAxis(axis.to_owned()))),
        }
    }

    /// `axis`, all its points, or `axis..variable`, those up to and with the
    /// point for which the variable stands.
    pub(crate) fn range(&self, at: usize, name: &str, scope: &Scope) -> Result<Vec<Point>, Misfit> {
        let Some((axis, variable)) = name.split_once("..") else {
            return self.points(at, name);
        };
        let unknown = |name: &str| (at, FaultKind::UnknownAxis(name.to_owned()));
        let end = scope.get(variable).ok_or_else(|| unknown(variable))?;
        let mut points = self.points(at, axis)?;
        let last = points.iter().position(|point| point.id == end.id);
        points.truncate(last.ok_or_else(|| unknown(name))? + 1);
        Ok(points)
    }

    /// Turns the texts that an expression may give into codes of a list.
    pub(crate) fn chosen(&self, list: usize, node: &mut Node) -> Result<(), FaultKind> {
        match node {
            Node::Text(code) => match self.names.choice(list, code) {
                Some(place) => {
                    *node = Node::Choice(place);
                    Ok(())
                }
                None => Err(FaultKind::UnknownChoice(code.clone())),
            },
            Node::Call(Function::If, parts) => {
                parts.iter_mut().skip(1).try_for_each(|part| self.chosen(list, part))
            }
            Node::Call(Function::First | Function::Last | Function::LastFilled, parts) => {
                parts.iter_mut().try_for_each(|part| self.chosen(list, part))
            }
            _ => Ok(()),
        }
    }

    fn cell(&mut self, at: usize, id: &str) -> Result<(Node, Type), Misfit> {
        match self.names.cell(id) {
            Some((cell, kind)) => {
                self.doubtful |= self.names.is_doubtful(cell);
                Ok((Node::Cell(cell), kind))
            }
            None => Err((at, FaultKind::UnknownCell(id.to_owned()))),
        }
    }

    fn binary(
        &mut self,
        at: usize,
        operator: Binary,
        a: &Ast,
        b: &Ast,
        scope: &Scope,
    ) -> Result<(Node, Type), Misfit> {
        if matches!(operator, Binary::And | Binary::Or) {
            let parts = vec![self.truth(a, scope)?, self.truth(b, scope)?];
            let node = if operator == Binary::And { all_of(parts) } else { any_of(parts) };
            return Ok((node, Type::Truth));
        }
        let (mut left, mut left_kind) = self.resolve(a, scope)?;
        let (mut right, mut right_kind) = self.resolve(b, scope)?;
        // A text beside a choice is one of its codes.
        self.take_code(b.at, &left_kind, &mut right, &mut right_kind)?;
        self.take_code(a.at, &right_kind, &mut left, &mut left_kind)?;
        let operation = match operator {
            Binary::Add => Ok(Operator::Add),
            Binary::Subtract => Ok(Operator::Subtract),
            Binary::Multiply => Ok(Operator::Multiply),
            Binary::Divide => Ok(Operator::Divide),
            Binary::Equal => Err(Comparison::Equal),
            Binary::Different => Err(Comparison::Different),
            Binary::Less => Err(Comparison::Less),
            Binary::LessOrEqual => Err(Comparison::LessOrEqual),
            Binary::Greater => Err(Comparison::Greater),
            Binary::GreaterOrEqual | Binary::And | Binary::Or => Err(Comparison::GreaterOrEqual),
        };
        let (left, right) = (Box::new(left), Box::new(right));
        match operation {
            Ok(operation @ (Operator::Multiply | Operator::Divide)) => {
                let numbers = [&left_kind, &right_kind]
                    .iter()
                    .all(|kind| matches!(kind, Type::Number(_) | Type::Minutes | Type::Year));
                if !numbers {
                    return Err((at, FaultKind::KindMismatch(Wanted::TwoNumbers)));
                }
                let kind = Type::Number(UnitOf::Any);
                Ok((Node::Arithmetic(operation, left, right), kind))
            }
            Ok(operation) => {
                let kind = together(at, left_kind, right_kind)?;
                if !matches!(kind, Type::Number(_) | Type::Minutes | Type::Year) {
                    return Err((at, FaultKind::KindMismatch(Wanted::TwoNumbers)));
                }
                Ok((Node::Arithmetic(operation, left, right), kind))
            }
            Err(comparison) => {
                together(at, left_kind, right_kind)?;
                // Two constants, such as two variables, are settled here.
                if let (Node::Number(a), Node::Number(b)) = (&*left, &*right) {
                    return Ok((Node::Truth(comparison.holds(a.cmp(b))), Type::Truth));
                }
                Ok((Node::Compare(comparison, left, right), Type::Truth))
            }
        }
    }

    /// Turns a text into a choice where the other side is a choice.
    fn take_code(
        &self,
        at: usize,
        beside: &Type,
        node: &mut Node,
        kind: &mut Type,
    ) -> Result<(), Misfit> {
        let (Type::Choice(list) | Type::Choices(list)) = beside else {
            return Ok(());
        };
        let Node::Text(code) = node else {
            return Ok(());
        };
        let Some(place) = self.names.choice(*list, code) else {
            return Err((at, FaultKind::UnknownChoice(code.clone())));
        };
        *node = Node::Choice(place);
        *kind = Type::Choice(*list);
        Ok(())
    }

    /// The arguments with `{axis}` unfolded.
    fn arguments(
        &mut self,
        asts: &[Ast],
        scope: &Scope,
    ) -> Result<Vec<(usize, Node, Type)>, Misfit> {
        let mut out = Vec::with_capacity(asts.len());
        for ast in asts {
            if let AstKind::Cell(template) = &ast.kind {
                let mut ids = self.unfold(ast.at, template, scope)?;
                if template.contains('*') {
                    ids = ids.iter().flat_map(|pattern| self.names.fitting(pattern)).collect();
                    if ids.is_empty() {
                        return Err((ast.at, FaultKind::UnknownCell(template.clone())));
                    }
                }
                for id in ids {
                    let (node, kind) = self.cell(ast.at, &id)?;
                    self.count(ast.at)?;
                    out.push((ast.at, node, kind));
                }
            } else {
                let (node, kind) = self.resolve(ast, scope)?;
                out.push((ast.at, node, kind));
            }
        }
        Ok(out)
    }

    /// All ids of a template: variables filled, each axis over all its points.
    fn unfold(&self, at: usize, template: &str, scope: &Scope) -> Result<Vec<String>, Misfit> {
        match scope.fill(template) {
            Ok(id) => Ok(vec![id]),
            Err(name) => {
                let points = self.range(at, &name, scope)?;
                let mut ids = Vec::new();
                for point in points {
                    let inner = scope.with(Self::binding(&name, &point));
                    ids.extend(self.unfold(at, template, &inner)?);
                }
                Ok(ids)
            }
        }
    }

    fn call(
        &mut self,
        at: usize,
        name: &str,
        asts: &[Ast],
        scope: &Scope,
    ) -> Result<(Node, Type), Misfit> {
        if name == "rate" {
            return self.rate(at, asts, scope);
        }
        if name == "day" {
            return day(at, asts);
        }
        let Some((_, function, least, most)) =
            Function::ALL.iter().find(|(known, ..)| *known == name)
        else {
            let known: Vec<&str> = Function::ALL.iter().map(|(name, ..)| *name).collect();
            return Err((at, FaultKind::UnknownWord(name.to_owned(), known.join(", "))));
        };
        let before = self.variables;
        let mut arguments = self.arguments(asts, scope)?;
        // Of an axis without points it is told where it stands.
        self.doubtful |= arguments.len() < asts.len();
        if arguments.len() < *least || arguments.len() > *most {
            return Err((at, FaultKind::Arguments(name.to_owned(), *least, *most)));
        }
        let kind = self.call_type(*function, &mut arguments)?;
        // What is settled by a variable may be settled otherwise for another value.
        if let (Function::If, [(at, condition, _), ..]) = (function, arguments.as_slice())
            && self.variables == before
            && !condition.varies()
        {
            return Err((*at, FaultKind::Constant));
        }
        let nodes = arguments.into_iter().map(|(_, node, _)| node).collect();
        Ok((Node::Call(*function, nodes), kind))
    }

    fn call_type(
        &self,
        function: Function,
        arguments: &mut [(usize, Node, Type)],
    ) -> Result<Type, Misfit> {
        let wants = |at: usize, what: Wanted| Err((at, FaultKind::KindMismatch(what)));
        match function {
            Function::Sum
            | Function::Min
            | Function::Max
            | Function::Absolute
            | Function::NonZero
            | Function::Round
            | Function::RoundDown
            | Function::RoundUp => {
                let mut kind = Type::Number(UnitOf::Any);
                let parts = if matches!(
                    function,
                    Function::Round | Function::RoundDown | Function::RoundUp
                ) {
                    1
                } else {
                    usize::MAX
                };
                // The digits are a number that is there, or one that a cell says.
                if let Some((at, node, kind)) = arguments.get(parts) {
                    let known = match node {
                        Node::Number(digits) => {
                            digits.is_integer()
                                && (0.into()..=MOST_DECIMALS.into()).contains(digits)
                        }
                        _ => node.varies() && matches!(kind, Type::Number(_)),
                    };
                    if !known {
                        return wants(*at, Wanted::Decimals);
                    }
                }
                for (place, (at, _, part)) in arguments.iter().take(parts).enumerate() {
                    if !matches!(part, Type::Number(_) | Type::Minutes) {
                        return wants(*at, Wanted::Number);
                    }
                    kind =
                        if place == 0 { part.clone() } else { together(*at, kind, part.clone())? };
                }
                Ok(kind)
            }
            Function::Last | Function::LastFilled | Function::First => {
                let mut kind: Option<Type> = None;
                for (at, _, part) in arguments.iter() {
                    kind = Some(match kind {
                        None => part.clone(),
                        Some(kind) => together(*at, kind, part.clone())?,
                    });
                }
                Ok(kind.unwrap_or(Type::Text))
            }
            Function::If => match arguments {
                [(at, node, condition), (first, yes_node, yes), (other, no_node, no)] => {
                    match condition {
                        Type::Truth => {}
                        // A mark is a truth of its own, here as everywhere.
                        Type::Mark => *node = Node::Call(Function::IsFilled, vec![node.clone()]),
                        _ => return wants(*at, Wanted::Condition),
                    }
                    self.take_code(*other, yes, no_node, no)?;
                    self.take_code(*first, no, yes_node, yes)?;
                    together(*other, yes.clone(), no.clone())
                }
                _ => Ok(Type::Truth),
            },
            Function::Count => Ok(Type::Number(UnitOf::Any)),
            Function::IsBlank
            | Function::IsFilled
            | Function::IsMeant
            | Function::IsUnread
            | Function::IsNumber => match arguments {
                [(at, node, _)] if !matches!(node, Node::Cell(_)) => wants(*at, Wanted::Cell),
                _ => Ok(Type::Truth),
            },
            Function::Differs => match arguments {
                [(_, _, a), (at, _, b)] => {
                    together(*at, a.clone(), b.clone())?;
                    Ok(Type::Truth)
                }
                _ => Ok(Type::Truth),
            },
            Function::Plain => match arguments {
                [(_, _, Type::Number(_) | Type::Minutes)] => Ok(Type::Number(UnitOf::Any)),
                [(at, ..)] => wants(*at, Wanted::Number),
                _ => Ok(Type::Number(UnitOf::Any)),
            },
            Function::Same | Function::Contains | Function::Begins | Function::ListsSection => {
                for (at, _, kind) in arguments.iter() {
                    if *kind != Type::Text {
                        return wants(*at, Wanted::Words);
                    }
                }
                Ok(Type::Truth)
            }
            Function::LeadingDigits => match arguments {
                [(_, _, Type::Text)] => Ok(Type::Text),
                [(at, ..)] => wants(*at, Wanted::Words),
                _ => Ok(Type::Text),
            },
            Function::Includes => match arguments {
                [(_, _, chosen @ Type::Choices(_)), (at, node, kind)] => {
                    let chosen = chosen.clone();
                    self.take_code(*at, &chosen, node, kind)?;
                    Ok(Type::Truth)
                }
                [(at, ..), _] => wants(*at, Wanted::SeveralChoices),
                _ => Ok(Type::Truth),
            },
            Function::FiscalYearOf => match arguments {
                [(_, _, Type::Day | Type::Month)] => Ok(Type::Year),
                [(at, ..)] => wants(*at, Wanted::DateOrMonth),
                _ => Ok(Type::Year),
            },
            Function::Says => match arguments {
                [(at, node, _), _] if !matches!(node, Node::Cell(_)) => wants(*at, Wanted::Cell),
                [_, (at, Node::Text(word), _)] => {
                    let known = Status::ALL.map(Status::code);
                    if known.contains(&word.as_str()) {
                        return Ok(Type::Truth);
                    }
                    Err((*at, FaultKind::UnknownWord(word.clone(), known.join(", "))))
                }
                [_, (at, ..)] => wants(*at, Wanted::Status),
                _ => Ok(Type::Truth),
            },
        }
    }

    /// `rate("staff", {y})`: a constant of the form for a fiscal year.
    fn rate(&mut self, at: usize, asts: &[Ast], scope: &Scope) -> Result<(Node, Type), Misfit> {
        let [Ast { kind: AstKind::Text(name), at: name_at }, year] = asts else {
            return Err((
                at,
                FaultKind::Expression(at, Wanted::Exactly("rate(\"name\", {year})".to_owned())),
            ));
        };
        let Some(table) = self.names.rate(name) else {
            return Err((*name_at, FaultKind::UnknownRate(name.clone())));
        };
        let (node, _) = self.resolve(year, scope)?;
        let found = table.rates.iter().find_map(|(year, rate)| match &node {
            Node::Number(number) if *number == (*year).into() => {
                rust_decimal::Decimal::from_str_exact(&rate.value).ok()
            }
            _ => None,
        });
        match found {
            Some(rate) => Ok((Node::Number(rate), Type::Number(UnitOf::Any))),
            None => Err((year.at, FaultKind::UnknownRate(name.clone()))),
        }
    }
}

/// `day("2026-04-01")`: a day that stands in the form.
fn day(at: usize, asts: &[Ast]) -> Result<(Node, Type), Misfit> {
    if let [Ast { kind: AstKind::Text(text), .. }] = asts
        && let Some(day) = iso_day(text)
    {
        return Ok((Node::Day(day), Type::Day));
    }
    let at = asts.first().map_or(at, |ast| ast.at);
    Err((at, FaultKind::Expression(at, Wanted::DayInQuotes)))
}

/// What is settled when the form is compiled costs nothing when it is filled in.
fn all_of(mut parts: Vec<Node>) -> Node {
    if parts.contains(&Node::Truth(false)) {
        return Node::Truth(false);
    }
    parts.retain(|part| *part != Node::Truth(true));
    single(parts, Node::Truth(true), Node::And)
}

fn any_of(mut parts: Vec<Node>) -> Node {
    if parts.contains(&Node::Truth(true)) {
        return Node::Truth(true);
    }
    parts.retain(|part| *part != Node::Truth(false));
    single(parts, Node::Truth(false), Node::Or)
}

fn single(mut parts: Vec<Node>, none: Node, several: fn(Vec<Node>) -> Node) -> Node {
    if parts.len() > 1 { several(parts) } else { parts.pop().unwrap_or(none) }
}

/// The type of two things that stand side by side, or why they cannot.
fn together(at: usize, a: Type, b: Type) -> Result<Type, Misfit> {
    match (a, b) {
        (Type::Number(a), Type::Number(b)) => Ok(Type::Number(same_unit(at, a, b)?)),
        // A year may be compared with a plain number.
        (Type::Year, Type::Year | Type::Number(UnitOf::Any))
        | (Type::Number(UnitOf::Any), Type::Year) => Ok(Type::Year),
        (Type::Minutes, Type::Minutes | Type::Number(UnitOf::Any))
        | (Type::Number(UnitOf::Any), Type::Minutes) => Ok(Type::Minutes),
        (a, b) if a == b => Ok(a),
        (a, b) => Err((at, FaultKind::KindMismatch(Wanted::Alike(a.sort(), b.sort())))),
    }
}

fn same_unit(at: usize, a: UnitOf, b: UnitOf) -> Result<UnitOf, Misfit> {
    match (a, b) {
        (UnitOf::Any, other) | (other, UnitOf::Any) => Ok(other),
        // Two cells may say the same unit; whether they do is a rule of the form.
        (UnitOf::Of(a), UnitOf::Of(_)) => Ok(UnitOf::Of(a)),
        (a, b) if a == b => Ok(a),
        (a, b) => Err((at, FaultKind::UnitMismatch(a.counted(), b.counted()))),
    }
}

impl UnitOf {
    fn counted(&self) -> Counted {
        match self {
            Self::Any | Self::None => Counted::Plain,
            Self::Is(unit) => Counted::In(unit.to_string()),
            Self::Of(_) => Counted::AsSaid,
        }
    }
}

impl Type {
    fn sort(&self) -> Sort {
        match self {
            Self::Number(_) => Sort::Number,
            Self::Year => Sort::Year,
            Self::Text => Sort::Text,
            Self::Choice(_) => Sort::Choice,
            Self::Choices(_) => Sort::Choices,
            Self::Day => Sort::Day,
            Self::Month => Sort::Month,
            Self::Minutes => Sort::Minutes,
            Self::Truth => Sort::Truth,
            Self::Mark => Sort::Mark,
        }
    }
}
