//! Everything to be said of a sheet, as one list; and the part of it that
//! begins at one cell, which is what an edit changes.

use super::acceptance::accepted;
use super::{CellValue, Evaluation, Finding, Matter, Place};
use crate::finding::Severity;
use crate::form::{CellIx, Form, Required, Rule};
use crate::order::InOrder;
use crate::sheet::Sheet;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// What a sheet is judged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is being filled in: what is missing is not said.
    Typing,
    /// It is handed in at a stage; without one, everything is due that is not
    /// bound to a stage.
    Submission(Option<usize>),
}

/// The first cells of all findings, and none.
const ANYWHERE: RangeInclusive<Option<CellIx>> = None..=Some(CellIx(u32::MAX));

impl Evaluation {
    /// Everything to be said of the sheet, by place, the weightier first.
    pub fn findings(&self, form: &Form, sheet: &Sheet, purpose: Purpose) -> Vec<Arc<Finding>> {
        let mut out = self.said(form, sheet, purpose, ANYWHERE);
        out.extend(boxless(form, sheet));
        settle(form, sheet, &mut out);
        out
    }

    /// The part of that which names `first` as its first cell, or no cell.
    pub fn findings_at(
        &self,
        form: &Form,
        sheet: &Sheet,
        purpose: Purpose,
        first: Option<CellIx>,
    ) -> Vec<Arc<Finding>> {
        let mut out = self.said(form, sheet, purpose, first..=first);
        settle(form, sheet, &mut out);
        out
    }

    /// What is said of the cells of the form, where its first cell is among these.
    fn said(
        &self,
        form: &Form,
        sheet: &Sheet,
        purpose: Purpose,
        firsts: RangeInclusive<Option<CellIx>>,
    ) -> Vec<Arc<Finding>> {
        let (from, to) = firsts.into_inner();
        let mut out = Vec::new();
        if let Some(to) = to {
            let from = from.unwrap_or(CellIx(0));
            out.extend(self.by_cell.range(from..=to).flat_map(|(_, findings)| findings).cloned());
        }
        let range = (from, to);
        for (_, index) in among(&self.rules_at, range, |(first, _)| *first) {
            if form.rules.get(*index).is_some_and(|rule| is_asked(rule, purpose)) {
                out.extend(self.by_rule.get(index).cloned());
            }
        }
        let asked = among(form.required(), range, |place| Some(*place)).iter();
        let missing = asked.filter(|place| {
            self.is_required(form, sheet, purpose, **place) && !self.is_filled(form, sheet, **place)
        });
        out.extend(
            missing.map(|place| {
                one("required", Severity::Error, Place::Cell(*place), Matter::Required)
            }),
        );
        out
    }

    /// What must be filled for this purpose, and whether it is.
    pub fn required(&self, form: &Form, sheet: &Sheet, purpose: Purpose) -> Vec<(CellIx, bool)> {
        let asked = form.required().iter().copied();
        asked
            .filter(|place| self.is_required(form, sheet, purpose, *place))
            .map(|place| (place, self.is_filled(form, sheet, place)))
            .collect()
    }

    fn is_required(&self, form: &Form, sheet: &Sheet, purpose: Purpose, place: CellIx) -> bool {
        form.cell(place).required.as_ref().is_some_and(|Required { now, from, when }| {
            // While it is filled in, only what the form wants said at once.
            (purpose != Purpose::Typing || *now)
                && is_due(purpose, *from)
                && when.as_ref().is_none_or(|when| self.holds(form, sheet, when))
        })
    }

    fn is_filled(&self, form: &Form, sheet: &Sheet, place: CellIx) -> bool {
        if form.cell(place).is_computed() {
            self.value(form, place) != CellValue::None
        } else {
            !sheet.is_blank(place)
        }
    }

    /// Whether the sheet may be handed in: no error, every warning accepted.
    pub fn is_ready(findings: &[Arc<Finding>]) -> bool {
        findings.iter().all(|finding| match finding.severity {
            Severity::Error => false,
            Severity::Warning => finding.accepted.is_some(),
            Severity::Notice => true,
        })
    }
}

/// The part of a list, in order of the first cells, that lies in this range.
fn among<T>(
    list: &[T],
    (from, to): (Option<CellIx>, Option<CellIx>),
    first: impl Fn(&T) -> Option<CellIx>,
) -> &[T] {
    let begin = list.partition_point(|one| first(one) < from);
    let end = list.partition_point(|one| first(one) <= to);
    list.get(begin..end).unwrap_or_default()
}

/// Whether what holds from a stage on holds already.
fn is_due(purpose: Purpose, from: Option<usize>) -> bool {
    match (purpose, from) {
        (Purpose::Submission(Some(stage)), Some(from)) => stage >= from,
        (Purpose::Submission(None), Some(_)) => false,
        _ => true,
    }
}

/// Whether a rule is asked for this purpose.
fn is_asked(rule: &Rule, purpose: Purpose) -> bool {
    // What holds up to a stage is asked at a stage only.
    let past = match (purpose, rule.until) {
        (_, None) => false,
        (Purpose::Submission(Some(stage)), Some(until)) => stage > until,
        (_, Some(_)) => true,
    };
    is_due(purpose, rule.from) && !past
}

/// What a file brought that has no box.
fn boxless(form: &Form, sheet: &Sheet) -> impl Iterator<Item = Arc<Finding>> {
    sheet.unknown.keys().map(|id| {
        // What the form itself once asked for needs no reason to stay.
        let is_old = sheet.old.contains(id) || form.old_label(id).is_some();
        let (code, severity, matter) = if is_old {
            ("cell.old", Severity::Notice, Matter::CellOld)
        } else {
            ("cell.unknown", Severity::Warning, Matter::CellUnknown)
        };
        one(code, severity, Place::Other(id.clone()), matter)
    })
}

/// A finding of one cell that rests on nothing else and has no mend.
fn one(code: &'static str, severity: Severity, at: Place, matter: Matter) -> Arc<Finding> {
    Arc::new(Finding {
        code: Cow::Borrowed(code),
        rule: None,
        severity,
        cells: vec![at.clone()],
        matter,
        fixes: Vec::new(),
        rests: vec![at],
        accepted: None,
        lapsed: None,
    })
}

/// Notes what is accepted, and puts the list in order.
fn settle(form: &Form, sheet: &Sheet, list: &mut [Arc<Finding>]) {
    for finding in list.iter_mut().filter(|finding| finding.severity == Severity::Warning) {
        let (accepted, lapsed) = accepted(form, sheet, finding);
        if accepted.or(lapsed).is_some() {
            let finding = Arc::make_mut(finding);
            (finding.accepted, finding.lapsed) = (accepted, lapsed);
        }
    }
    list.order_by(|a, b| {
        let (first, weight) = (a.cells.first(), Reverse(a.severity));
        (first, weight, &a.code).cmp(&(b.cells.first(), Reverse(b.severity), &b.code))
    });
}
