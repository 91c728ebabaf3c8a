//! A text given for a computed cell, beside what is computed.

use super::cell::{CellReading, CellValue};
use super::{Finding, Fix, Matter, Place};
use crate::finding::Severity;
use crate::form::expression::{Cells, Function, Node, Operator, Value};
use crate::form::{CellIx, Form};
use crate::reading::Status;
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
    let mut rests = vec![place];
    node.each_cell(&mut |cell| rests.push(cell));
    let finding = |code, severity, matter| Finding {
        code,
        rule: None,
        severity,
        cells: vec![Place::Cell(place)],
        matter,
        fixes: vec![Fix { changes: vec![(place, None)] }],
        rests: rests.iter().copied().map(Place::Cell).collect(),
        accepted: None,
        lapsed: None,
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

/// By how much a sum of rounded parts may differ: half a unit of the last
/// decimal for each part that stands there.
fn tolerance(form: &Form, node: &Node, cells: &dyn Cells) -> Decimal {
    let sums = matches!(
        node,
        Node::Call(Function::Sum, _) | Node::Arithmetic(Operator::Add | Operator::Subtract, ..)
    );
    if !sums {
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
