//! A computed cell: a text given for it, beside what is computed, and the
//! units of its parts.

use super::cell::{CellReading, CellValue, unit_text};
use super::{Finding, Fix, Matter, Place};
use crate::finding::{Mend, Severity};
use crate::form::expression::{Cells, Function, Node, Operator, Value};
use crate::form::{CellIx, CellUnit, Form};
use crate::number::Unit;
use crate::reading::Status;
use crate::sheet::Sheet;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What is to be said of a text that was given for a computed cell.
pub(super) fn compare(
    form: &Form,
    place: CellIx,
    given: &CellReading,
    computed: &CellValue,
    cells: &dyn Cells,
) -> Option<Finding> {
    let cell = form.cell(place);
    let node = cell.compute.as_ref()?;
    let finding = |code, severity, matter| {
        let fixes = vec![Fix { changes: vec![(place, None)] }];
        Finding { fixes, ..of_total(place, node, code, severity, matter) }
    };
    let CellValue::Number(given) = given.value else {
        // A dash over nothing, or over zero, says the same.
        let nothing = match computed {
            CellValue::Number(number) => number.is_zero(),
            computed => *computed == CellValue::None,
        };
        let differs = match given.status {
            Some(Status::NotApplicable) => !nothing,
            Some(_) => given.value != *computed,
            None => given.value != CellValue::None && given.value != *computed,
        };
        return differs.then(|| {
            let code = Cow::Owned(cell.differs.clone());
            finding(code, Severity::Error, Matter::ComputedDiffers)
        });
    };
    let computed = match computed {
        CellValue::Number(number) => Some(*number),
        _ => None,
    };
    // A printed 0 over blank parts says the same.
    if computed.unwrap_or_default() == given {
        return None;
    }
    let within = computed.filter(|computed| {
        let difference = given.checked_sub(*computed).map(|d| d.abs());
        difference.is_some_and(|difference| difference <= tolerance(form, node, cells))
    });
    let (code, severity, matter) = match within {
        Some(computed) => (
            Cow::Borrowed("total.rounding"),
            Severity::Notice,
            Matter::TotalRounding { given, computed },
        ),
        None => (
            Cow::Owned(cell.differs.clone()),
            Severity::Error,
            Matter::TotalDiffers { given, computed },
        ),
    };
    Some(finding(code, severity, matter))
}

/// What is to be said of parts in units of different kinds, which add up to
/// nothing: 5人 and 6件, typed where the cell that gives their unit is blank, or
/// each given by a cell of its own.
pub(super) fn units<'a>(
    form: &Form,
    sheet: &Sheet,
    place: CellIx,
    reading: impl Fn(CellIx) -> Option<&'a CellReading>,
) -> Option<Finding> {
    let node = form.cell(place).compute.as_ref().filter(|node| adds(node))?;
    let mut units = Vec::new();
    let mut take = |part: CellIx| {
        let Some(reading) = reading(part) else { return };
        let typed = reading.remarks.iter().find_map(|remark| match &remark.mend {
            Some(Mend::UnitElsewhere { unit, .. }) => Some(Unit::new(unit)),
            _ => None,
        });
        let counts = part == place || matches!(reading.value, CellValue::Number(_));
        let given = || match form.cell(part).unit {
            CellUnit::Of(elsewhere) if counts => unit_text(form, sheet, elsewhere),
            _ => None,
        };
        units.extend(typed.or_else(|| given().map(|unit| Unit::new(&unit))));
    };
    node.each_cell(&mut take);
    take(place);
    let (first, others) = units.split_first()?;
    let same = |unit: &Unit| Unit::convert(Decimal::ONE, first, unit) == Some(Decimal::ONE);
    let other = others.iter().find(|unit| !same(unit))?;
    let matter = Matter::TotalUnits { units: [first, other].map(|unit| unit.label().to_owned()) };
    Some(of_total(place, node, Cow::Borrowed("total.units"), Severity::Error, matter))
}

/// A finding of a computed cell, which rests on its parts.
fn of_total(
    place: CellIx,
    node: &Node,
    code: Cow<'static, str>,
    severity: Severity,
    matter: Matter,
) -> Finding {
    let mut rests = vec![Place::Cell(place)];
    node.each_cell(&mut |part| rests.push(Place::Cell(part)));
    Finding {
        code,
        rule: None,
        severity,
        cells: vec![Place::Cell(place)],
        matter,
        fixes: Vec::new(),
        rests,
        accepted: None,
        lapsed: None,
    }
}

/// Whether a computed cell adds up others.
fn adds(node: &Node) -> bool {
    matches!(
        node,
        Node::Call(Function::Sum, _) | Node::Arithmetic(Operator::Add | Operator::Subtract, ..)
    )
}

/// By how much a sum of rounded parts may differ: half a unit of the last
/// decimal for each part that stands there.
fn tolerance(form: &Form, node: &Node, cells: &dyn Cells) -> Decimal {
    if !adds(node) {
        return Decimal::ZERO;
    }
    let mut tolerance = Decimal::ZERO;
    let mut parts = 0_u32;
    node.each_cell(&mut |part| {
        if matches!(cells.value(part), Value::Number(_)) {
            parts += 1;
            // 0.5, 0.05, 0.005 …
            let half = Decimal::new(5, form.cell(part).decimals.saturating_add(1).min(28));
            tolerance = tolerance.checked_add(half).unwrap_or(tolerance);
        }
    });
    // One part alone is not rounded away.
    if parts > 1 { tolerance } else { Decimal::ZERO }
}
