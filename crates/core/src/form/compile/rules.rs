//! Rules of the definition → rules for each value of their variables.

use super::super::Wanted;
use super::super::definition::{self as def, Text};
use super::super::expression::{Names, Node, Resolver};
use super::super::fault::FaultKind;
use super::super::fault::Limit;
use super::super::template::Scope;
use super::super::{CellIx, Kind, Piece, Rule};
use super::Compiler;
use crate::finding::Severity;
use crate::order::InOrder;

impl Compiler<'_> {
    /// Compiles all rules.
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        let definition = self.definition;
        let mut out = Vec::new();
        for rule in &definition.rules {
            let mut made = Vec::new();
            let mut judged = Judged::default();
            self.each(rule, &rule.each, &Scope::default(), &mut made, &mut judged);
            if judged.compiled {
                for (text, varies) in
                    [(Some(&rule.expect), judged.expect), (rule.when.as_ref(), judged.when)]
                {
                    if let Some(text) = text.filter(|_| !varies) {
                        self.fault(&text.origin, FaultKind::Constant);
                    }
                }
            }
            out.append(&mut made);
            if out.len() > Limit::Rules.most() {
                self.fault(&rule.id.origin, FaultKind::TooMany(Limit::Rules));
                break;
            }
        }
        out
    }

    /// Runs over the variables of a rule, the outer ones first.
    fn each(
        &mut self,
        rule: &def::Rule,
        variables: &[(Text, Text)],
        scope: &Scope,
        out: &mut Vec<Rule>,
        judged: &mut Judged,
    ) {
        // A fault of one value is a fault of all: say it once.
        if out.len() > Limit::Rules.most() || judged.faulty {
            return;
        }
        let Some(((variable, axis), rest)) = variables.split_first() else {
            let before = self.faults.len();
            if let Some(compiled) = self.rule(rule, scope, judged) {
                out.push(compiled);
            }
            judged.faulty = self.faults.len() > before;
            return;
        };
        let points = self
            .definition
            .axes
            .iter()
            .find(|known| known.name.value == axis.value)
            .map(|axis| axis.points.clone());
        let Some(points) = points else {
            self.fault(&axis.origin, FaultKind::UnknownAxis(axis.value.clone()));
            judged.faulty = true;
            return;
        };
        for point in points {
            let inner = scope.with(Resolver::binding(&variable.value, &point));
            self.each(rule, rest, &inner, out, judged);
        }
    }

    fn rule(&mut self, rule: &def::Rule, scope: &Scope, judged: &mut Judged) -> Option<Rule> {
        let when = rule.when.as_ref().map(|text| self.condition(text, scope));
        let expect = self.condition(&rule.expect, scope);
        let (when, expect) = match (when, expect) {
            (None, Some(expect)) => (None, expect),
            (Some(Some(when)), Some(expect)) => (Some(when), expect),
            _ => {
                // Of a rule for one point only it is known that it is asked there.
                if rule.each.is_empty() {
                    self.named(rule, scope);
                }
                return None;
            }
        };
        judged.compiled = true;
        judged.when |= when.as_ref().is_some_and(Node::varies);
        judged.expect |= expect.varies();
        if when == Some(Node::Truth(false)) || expect == Node::Truth(true) {
            return None;
        }
        let Named { cells, turn, from, until, fix, sentence } = self.named(rule, scope);
        let mut rests = cells.clone();
        for node in when.iter().chain([&expect]) {
            node.each_cell(&mut |cell| rests.push(cell));
        }
        rests.order();
        rests.dedup();
        Some(Rule {
            id: rule.id.value.clone(),
            code: rule.code.value.clone(),
            severity: rule.severity.unwrap_or(Severity::Error),
            from,
            until,
            when,
            expect,
            cells,
            blame: rule.blame,
            sentence: sentence?,
            fix,
            turn,
            rests,
        })
    }

    /// What a rule names beside its conditions.
    fn named(&mut self, rule: &def::Rule, scope: &Scope) -> Named {
        let mut cells = Vec::new();
        for text in &rule.cells {
            cells.extend(self.cells_of(text, scope).unwrap_or_default());
        }
        let mut turn = Vec::new();
        for text in &rule.turn {
            for cell in self.cells_of(text, scope).unwrap_or_default() {
                let number = self.cells.get(cell.index()).is_some_and(|cell| cell.kind.is_number());
                if !number && !self.is_doubtful(cell) {
                    self.fault(&text.origin, FaultKind::KindMismatch(Wanted::Number));
                    break;
                }
                turn.push(cell);
            }
        }
        let from = rule.from.as_ref().and_then(|stage| self.stage_of(stage));
        let until = rule.until.as_ref().and_then(|stage| self.stage_of(stage));
        if let (Some(from), Some(until), Some(text)) = (from, until, &rule.until)
            && until < from
        {
            self.fault(&text.origin, FaultKind::StageOrder);
        }
        let mut fix = Vec::new();
        for (cell, value) in &rule.fix {
            let target = self.cell_of(cell, scope);
            if target.is_some_and(|target| !self.is_typed(target)) {
                self.fault(&cell.origin, FaultKind::KindMismatch(Wanted::Typed));
            }
            let text = value;
            let value = self.expression(text, scope);
            if let (Some(target), Some((node, kind))) = (target, value) {
                self.puts(target, text, &node, kind);
                fix.push((target, node));
            }
        }
        let sentence = self.sentence(&rule.sentence, scope);
        Named { cells, turn, from, until, fix, sentence }
    }

    /// What a mend puts into a cell must be what the cell may hold. A text is
    /// read there as if it were typed.
    fn puts(&mut self, target: CellIx, text: &Text, node: &Node, kind: super::Type) {
        let id = self.cells.get(target.index()).map(|cell| cell.id.clone()).unwrap_or_default();
        let Some((_, wanted)) = Names::cell(self, &id) else { return };
        let typed = kind == super::Type::Text || wanted == super::Type::Text;
        if typed || (&wanted, &kind) == (&super::Type::Mark, &super::Type::Truth) {
            return;
        }
        if let Err(kind) = Resolver::fits(&wanted, &kind)
            && !self.is_doubtful(target)
            && !self.is_in_doubt(node)
        {
            self.fault(&text.origin, kind);
        }
    }

    /// A sentence in pieces: `{variable}`, `{cell}`, `{cell:label}`, `{= expression}`.
    fn sentence(&mut self, text: &Text, scope: &Scope) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = text.value.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let Some((inner, tail)) = closing(after) else {
                let expected = FaultKind::Expression(
                    text.value.chars().count(),
                    Wanted::Exactly("}".to_owned()),
                );
                self.fault(&text.origin, expected);
                return None;
            };
            rest = tail;
            if let Some(expression) = inner.strip_prefix('=') {
                let spaces = expression.chars().count() - expression.trim_start().chars().count();
                let before = before_of(&text.value, expression) + spaces;
                let origin = text.origin.further(before);
                let expression = Text { value: expression.trim().to_owned(), origin };
                let (node, kind) = self.expression(&expression, scope)?;
                let kind = match kind {
                    super::Type::Year => Kind::FiscalYear,
                    super::Type::Day => Kind::Date,
                    super::Type::Minutes => Kind::Duration,
                    super::Type::Text => Kind::Text,
                    _ => Kind::Amount,
                };
                pieces.push(Piece::Value(node, kind));
            } else if let Some(binding) = scope.get(inner) {
                pieces.push(Piece::Text(binding.label.clone()));
            } else {
                let (id, label) = match inner.strip_suffix(":label") {
                    Some(id) => (id, true),
                    None => (inner, false),
                };
                let id = Text { value: id.to_owned(), origin: text.origin.clone() };
                let cell: CellIx = self.cell_of(&id, scope)?;
                pieces.push(if label { Piece::Label(cell) } else { Piece::Shown(cell) });
            }
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Some(pieces)
    }
}

/// What a rule names beside its conditions, for one value of its variables.
struct Named {
    cells: Vec<CellIx>,
    turn: Vec<CellIx>,
    from: Option<usize>,
    until: Option<usize>,
    fix: Vec<(CellIx, Node)>,
    sentence: Option<Vec<Piece>>,
}

/// What is known of a rule over all values of its variables.
#[derive(Default)]
struct Judged {
    compiled: bool,
    faulty: bool,
    /// Whether `when` rests on a cell for some value.
    when: bool,
    /// Whether `expect` rests on a cell for some value.
    expect: bool,
}

/// How many characters of a text stand before a part of it.
fn before_of(text: &str, part: &str) -> usize {
    let bytes = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    text.get(..bytes).map_or(0, |before| before.chars().count())
}

/// Splits at the `}` that closes, the braces within counted.
fn closing(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
