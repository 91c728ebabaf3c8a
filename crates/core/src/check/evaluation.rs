//! A judged sheet, and how one edit is judged without judging the rest.

use super::acceptance::accepted_on;
use super::cell::{CellReading, CellValue, Remark, number_ask, read};
use super::{Finding, Fix, Matter, Place, choice, total};
use crate::finding::{Mend, Severity};
use crate::form::expression::{Cells, Node, Value, evaluate};
use crate::form::{Blame, CellIx, Form, Kind, Rule};
use crate::number;
use crate::order::InOrder;
use crate::reading::Status;
use crate::sheet::{Raw, Sheet};
use crate::wareki;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A judged sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    readings: Vec<CellReading>,
    computed: Vec<Computed>,
    /// What is said of single cells. One that is found again is the same: who
    /// shows it need not look at it twice.
    pub(super) by_cell: BTreeMap<CellIx, Vec<Arc<Finding>>>,
    /// The rules that are broken.
    pub(super) by_rule: BTreeMap<usize, Arc<Finding>>,
    /// The same rules with the first cell that each names, in order.
    pub(super) rules_at: Vec<(Option<CellIx>, usize)>,
}

/// The value of a computed cell.
#[derive(Clone, Debug, Default, PartialEq)]
struct Computed {
    value: Option<CellValue>,
    /// The parts that stand there and were left out.
    left_out: Vec<CellIx>,
}

/// What changed by one edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cells whose reading was made again.
    pub readings: Vec<CellIx>,
    /// Computed cells that were computed again.
    pub computed: Vec<CellIx>,
    /// How many rules were asked again.
    pub rules: usize,
    /// The first cells of the findings that may have come, gone or changed, in
    /// order; none stands for those that name no cell.
    pub said: Vec<Option<CellIx>>,
}

/// The cells of a sheet as expressions see them.
struct Worth<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    evaluation: &'a Evaluation,
}

impl Cells for Worth<'_> {
    fn value(&self, cell: CellIx) -> Value<'_> {
        if self.form.cell(cell).is_computed() {
            return match self.evaluation.computed.get(cell.index()).map(|c| &c.value) {
                Some(Some(CellValue::Number(number))) => Value::Number(*number),
                Some(Some(CellValue::Year(year))) => Value::Number((*year).into()),
                Some(Some(CellValue::Minutes(minutes))) => Value::Number((*minutes).into()),
                Some(Some(CellValue::Date(day))) => Value::Day(*day),
                Some(Some(CellValue::Choice(place))) => Value::Choice(*place),
                _ => Value::Blank,
            };
        }
        self.evaluation
            .readings
            .get(cell.index())
            .map_or(Value::Blank, |reading| reading.worth(self.sheet.raw(cell)))
    }
}

impl Evaluation {
    /// Judges a whole sheet.
    pub fn new(form: &Form, sheet: &Sheet) -> Self {
        let mut evaluation = Self {
            readings: form.cells().map(|(cell, _)| read(form, sheet, cell)).collect(),
            computed: vec![Computed::default(); form.len()],
            by_cell: BTreeMap::new(),
            by_rule: BTreeMap::new(),
            rules_at: Vec::new(),
        };
        for cell in form.computed() {
            evaluation.compute(form, sheet, *cell);
        }
        for (cell, _) in form.cells() {
            evaluation.judge_cell(form, sheet, cell);
        }
        for rule in 0..form.rules.len() {
            evaluation.judge_rule(form, sheet, rule);
        }
        evaluation
    }

    /// Judges again what an edit of `cell` touched.
    pub fn update(&mut self, form: &Form, sheet: &Sheet, cell: CellIx) -> Changes {
        let affected = form.affected(cell);
        let mut changes = Changes::default();
        // The box itself, those that take their unit or their choices from it,
        // and those whose offer rests on what stands here: the other end of a
        // pair, and each 「同左」 in a row to its right.
        let pair = form.cell(cell).pair.map(|(_, other)| other);
        let right: Vec<CellIx> =
            std::iter::successors(form.cell(cell).right, |right| form.cell(*right).right)
                .take_while(|right| self.copies_left(*right))
                .collect();
        let read_again = affected.readings.iter().copied().chain(pair).chain(right);
        for touched in std::iter::once(cell).chain(read_again) {
            if let Some(reading) = self.readings.get_mut(touched.index()) {
                *reading = read(form, sheet, touched);
            }
            changes.readings.push(touched);
        }
        for computed in &affected.computed {
            self.compute(form, sheet, *computed);
            changes.computed.push(*computed);
        }
        for touched in changes.readings.iter().chain(&affected.computed) {
            // What is said there still may quote another text.
            if self.judge_cell(form, sheet, *touched) || self.by_cell.contains_key(touched) {
                changes.said.push(Some(*touched));
            }
        }
        for rule in &affected.rules {
            let rule = *rule as usize;
            changes.said.extend(self.by_rule.get(&rule).map(|finding| finding.first_cell()));
            self.judge_rule(form, sheet, rule);
            changes.said.extend(self.by_rule.get(&rule).map(|finding| finding.first_cell()));
            changes.rules += 1;
        }
        changes.said.extend(affected.required.iter().copied().map(Some));
        changes.said.extend(accepted_on(form, sheet, cell));
        changes.said.order();
        changes.said.dedup();
        changes
    }

    /// What the text of a cell means.
    pub fn reading(&self, cell: CellIx) -> Option<&CellReading> {
        self.readings.get(cell.index())
    }

    /// The value of a cell, computed or typed.
    pub fn value(&self, form: &Form, cell: CellIx) -> CellValue {
        if form.cell(cell).is_computed() {
            return self
                .computed
                .get(cell.index())
                .and_then(|computed| computed.value.clone())
                .unwrap_or_default();
        }
        self.readings.get(cell.index()).map(|reading| reading.value.clone()).unwrap_or_default()
    }

    /// The parts of a computed cell that stand there and were left out.
    pub fn left_out(&self, cell: CellIx) -> &[CellIx] {
        self.computed.get(cell.index()).map_or(&[], |computed| &computed.left_out)
    }

    /// The value of an expression over this sheet.
    pub fn worth(
        &self,
        form: &Form,
        sheet: &Sheet,
        node: &crate::form::expression::Node,
    ) -> CellValueOrText {
        let worth = Worth { form, sheet, evaluation: self };
        match evaluate(node, &worth) {
            Value::Number(number) => CellValueOrText::Number(number),
            Value::Text(text) => CellValueOrText::Text(text.into_owned()),
            Value::Day(day) => CellValueOrText::Day(day),
            _ => CellValueOrText::Nothing,
        }
    }

    fn compute(&mut self, form: &Form, sheet: &Sheet, place: CellIx) {
        let cell = form.cell(place);
        let Some(node) = &cell.compute else { return };
        let worth = Worth { form, sheet, evaluation: self };
        let value = match (cell.kind, evaluate(node, &worth)) {
            (Kind::FiscalYear, Value::Number(number)) => {
                number.try_into().ok().map(CellValue::Year)
            }
            (Kind::Duration, Value::Number(number)) => {
                number.try_into().ok().map(CellValue::Minutes)
            }
            (Kind::Date, Value::Day(day)) => Some(CellValue::Date(day)),
            (Kind::Choice, Value::Choice(place)) => Some(CellValue::Choice(place)),
            (_, Value::Number(number)) => Some(CellValue::Number(number)),
            _ => None,
        };
        let mut left_out = Vec::new();
        let mut all_blank = None;
        node.each_cell(&mut |part| {
            let value = worth.value(part);
            all_blank = Some(all_blank != Some(false) && value == Value::Blank);
            if matches!(value, Value::Unread | Value::Status(_) | Value::Apart) {
                left_out.push(part);
            }
        });
        left_out.dedup();
        // A constant or a count says nothing of a sheet in which nothing stands.
        let value = value.filter(|_| all_blank != Some(true));
        if let Some(entry) = self.computed.get_mut(place.index()) {
            *entry = Computed { value, left_out };
        }
    }

    /// Says whether something else is to be said of the cell than before.
    fn judge_cell(&mut self, form: &Form, sheet: &Sheet, place: CellIx) -> bool {
        let mut findings = Vec::new();
        if let Some(reading) = self.readings.get(place.index()) {
            for remark in &reading.remarks {
                findings.push(Arc::new(finding_of(form, sheet, place, remark)));
            }
            if form.cell(place).is_computed() {
                let worth = Worth { form, sheet, evaluation: self };
                let computed = self.value(form, place);
                let compared = total::compare(form, place, reading, &computed, &worth);
                findings.extend(compared.map(Arc::new));
                let units =
                    total::units(form, sheet, place, |part| self.readings.get(part.index()));
                findings.extend(units.map(Arc::new));
            }
        }
        match self.by_cell.get_mut(&place) {
            Some(known) if *known == findings => false,
            Some(_) if findings.is_empty() => self.by_cell.remove(&place).is_some(),
            Some(known) => {
                *known = findings;
                true
            }
            None if findings.is_empty() => false,
            None => self.by_cell.insert(place, findings).is_none(),
        }
    }

    fn judge_rule(&mut self, form: &Form, sheet: &Sheet, index: usize) {
        let Some(rule) = form.rules.get(index) else { return };
        let worth = Worth { form, sheet, evaluation: self };
        let now = violation(form, sheet, &worth, index, rule);
        let known = self.by_rule.get(&index);
        if known.map(AsRef::as_ref) == now.as_ref() {
            return;
        }
        let before = known.map(|known| (known.first_cell(), index));
        if let Some(at) = before.and_then(|before| self.rules_at.binary_search(&before).ok()) {
            self.rules_at.remove(at);
        }
        let Some(now) = now else {
            self.by_rule.remove(&index);
            return;
        };
        let own = (now.first_cell(), index);
        if let Err(at) = self.rules_at.binary_search(&own) {
            self.rules_at.insert(at, own);
        }
        self.by_rule.insert(index, Arc::new(now));
    }

    /// Whether the text of a cell asks for what stands to its left.
    fn copies_left(&self, cell: CellIx) -> bool {
        let reading = self.readings.get(cell.index());
        reading.is_some_and(|reading| {
            reading.remarks.iter().any(|remark| remark.mend == Some(Mend::CopyLeft))
        })
    }

    /// Whether a condition holds in this sheet.
    pub(super) fn holds(&self, form: &Form, sheet: &Sheet, condition: &Node) -> bool {
        evaluate(condition, &Worth { form, sheet, evaluation: self }) == Value::Truth(true)
    }
}

/// The value of an expression, owned.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValueOrText {
    /// Blank or undecided.
    Nothing,
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A day.
    Day(jiff::civil::Date),
}

/// A remark on one cell, with its mend made into changes of cells.
fn finding_of(form: &Form, sheet: &Sheet, place: CellIx, remark: &Remark) -> Finding {
    let cell = form.cell(place);
    let put = |place: CellIx, text: &str| {
        let raw = if form.cell(place).is_several() {
            Raw::Several(vec![text.to_owned()])
        } else {
            Raw::text(text)
        };
        (place, Some(raw))
    };
    let changes = match (&remark.matter, &remark.mend) {
        (Matter::ChoiceSpelling { given, label }, None) => sheet
            .raw(place)
            .and_then(|raw| choice::respelt(raw, given, label))
            .map(|raw| vec![(place, Some(raw))]),
        (_, None) => None,
        (_, Some(Mend::Replace(text))) => Some(vec![put(place, text)]),
        (_, Some(Mend::UnitElsewhere { text, unit })) => match cell.unit {
            crate::form::CellUnit::Of(other) => Some(vec![put(place, text), put(other, unit)]),
            _ => Some(vec![put(place, text)]),
        },
        (_, Some(Mend::OtherEnd { own, other })) => match cell.pair {
            Some((_, end)) => Some(vec![put(place, own), put(end, other)]),
            None => Some(vec![put(place, own)]),
        },
        (_, Some(Mend::CopyLeft)) => copied(form, sheet, place).map(|raw| vec![(place, Some(raw))]),
    };
    Finding {
        code: Cow::Borrowed(remark.code),
        rule: None,
        severity: remark.severity,
        cells: vec![Place::Cell(place)],
        matter: remark.matter.clone(),
        fixes: changes.map(|changes| Fix { changes }).into_iter().collect(),
        rests: vec![Place::Cell(place)],
        accepted: None,
        lapsed: None,
    }
}

/// The finding of a rule, if it is broken.
fn violation(
    form: &Form,
    sheet: &Sheet,
    worth: &Worth<'_>,
    index: usize,
    rule: &Rule,
) -> Option<Finding> {
    if let Some(when) = &rule.when
        && evaluate(when, worth) != Value::Truth(true)
    {
        return None;
    }
    if evaluate(&rule.expect, worth) != Value::Truth(false) {
        return None;
    }
    let blamed: Vec<Place> = rule
        .cells
        .iter()
        .filter(|cell| match rule.blame {
            Blame::All => true,
            Blame::Blank => worth.value(**cell) == Value::Blank,
            Blame::Filled => match worth.value(**cell) {
                Value::Blank => false,
                Value::Status(status) => status != Status::NotApplicable,
                Value::Number(number) => !number.is_zero(),
                _ => true,
            },
        })
        .map(|cell| Place::Cell(*cell))
        .collect();
    let changes: Option<Vec<_>> = rule
        .fix
        .iter()
        .map(|(target, node)| {
            let raw = match node {
                crate::form::expression::Node::Cell(source) => sheet.raw(*source).cloned(),
                node => written(form, *target, evaluate(node, worth)),
            };
            raw.map(|raw| (*target, Some(raw)))
        })
        .collect();
    let number = |cell: &CellIx| match worth.value(*cell) {
        Value::Number(number) => Some(number).filter(|number| !number.is_zero()),
        _ => None,
    };
    let mut signs = rule.turn.iter().filter_map(number).map(|number| number.is_sign_negative());
    // Turned together, numbers of both signs would be as wrong as before.
    let first = signs.next();
    let alike = signs.all(|sign| Some(sign) == first);
    let turned: Vec<_> = rule
        .turn
        .iter()
        .filter(|cell| alike || blamed.contains(&Place::Cell(**cell)))
        .filter_map(|cell| Some((*cell, Some(turned(form, sheet, worth.evaluation, *cell)?))))
        .collect();
    let fixes = changes
        .into_iter()
        .chain([turned])
        .filter(|changes| !changes.is_empty())
        .map(|changes| Fix { changes })
        .collect();
    Some(Finding {
        code: Cow::Owned(rule.code.clone()),
        rule: Some(rule.id.clone()),
        severity: rule.severity,
        cells: blamed,
        matter: Matter::Rule(index),
        fixes,
        rests: rule.rests.iter().copied().map(Place::Cell).collect(),
        accepted: None,
        lapsed: None,
    })
}

/// What 同左 stands for: the text of the nearest cell to the left that does not
/// ask for its own left, with the note of this one; none where that cannot be read.
fn copied(form: &Form, sheet: &Sheet, place: CellIx) -> Option<Raw> {
    let mut cells = std::iter::successors(form.cell(place).left, |left| form.cell(*left).left)
        .take_while(|left| form.cell(*left).kind == form.cell(place).kind)
        .map(|left| (left, read(form, sheet, left)));
    let (left, reading) = cells.find(|(_, reading)| reading.status != Some(Status::AsLeft))?;
    let readable = reading.remarks.iter().all(|remark| remark.severity < Severity::Error);
    let raw = sheet.raw(left).filter(|raw| readable && !raw.is_blank())?;
    Some(match (raw, read(form, sheet, place).note) {
        (Raw::Text(text), Some(note)) => Raw::Text(format!("{text}（{note}）")),
        _ => raw.clone(),
    })
}

/// The text of a cell with its sign turned, its basis and note kept; none
/// where no number other than zero stands, or where it would be read otherwise.
fn turned(form: &Form, sheet: &Sheet, evaluation: &Evaluation, place: CellIx) -> Option<Raw> {
    let reading = evaluation.readings.get(place.index())?;
    let CellValue::Number(value) = reading.value else { return None };
    if value.is_zero() {
        return None;
    }
    let text = number::noted(number::printed(-value, None), reading.basis, reading.note.as_deref());
    let again = number::read(&text, &number_ask(form, sheet, form.cell(place)));
    (again.value == Some(-value)).then_some(Raw::Text(text))
}

/// A value as it would be typed into a cell.
fn written(form: &Form, target: CellIx, value: Value<'_>) -> Option<Raw> {
    let cell = form.cell(target);
    let text = match (cell.kind, value) {
        (Kind::FiscalYear, Value::Number(year)) => wareki::write_year(
            wareki::FiscalYear(year.try_into().ok()?),
            wareki::YearStyle::Letter,
            &form.eras,
        ),
        (_, Value::Number(number)) => number::printed(number, None),
        (_, Value::Text(text)) => text.into_owned(),
        (_, Value::Day(day)) => wareki::write_date(day, wareki::DateStyle::Letter, &form.eras),
        (_, Value::Choice(place)) => form.choices_of(cell).get(usize::from(place))?.label.clone(),
        (_, Value::Truth(true)) => "○".to_owned(),
        _ => return None,
    };
    Some(Raw::Text(text))
}
