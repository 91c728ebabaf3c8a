//! What is said of the sheets together.

use super::{Office, State};
use kohyo_core::collection::{Finding, Matter};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::words;
use leptos::prelude::*;

/// So many findings are shown at a time.
const AT_ONCE: usize = 100;

/// One finding over the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingRow {
    /// Its place among all.
    pub nth: usize,
    /// The code.
    pub code: String,
    /// The weight.
    pub severity: Severity,
    /// The sentence.
    pub sentence: String,
    /// The sheets that it names, with the cells in each.
    pub sheets: Vec<(usize, Vec<CellIx>)>,
    /// Their files.
    pub files: Vec<String>,
    /// Whether a person is to say which of the sheets counts.
    pub asks: bool,
}

/// Which findings are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Of one code alone.
    pub code: Option<String>,
    /// How many are passed over.
    pub from: usize,
}

/// How many findings there are of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The code.
    pub code: String,
    /// The weight.
    pub severity: Severity,
    /// How many.
    pub count: usize,
}

impl Office {
    /// The findings by code, the weightier first.
    pub fn tallies(self) -> Vec<Tally> {
        self.version.track();
        self.state.with_value(|state| {
            let mut out: Vec<Tally> = Vec::new();
            for finding in &state.assessment.findings {
                let code = finding.code.to_string();
                match out.iter_mut().find(|tally| tally.code == code) {
                    Some(tally) => tally.count += 1,
                    None => out.push(Tally { code, severity: finding.severity, count: 1 }),
                }
            }
            out
        })
    }

    /// The findings that are shown, and how many there are to be shown.
    pub fn findings(self) -> (Vec<FindingRow>, usize) {
        self.version.track();
        let narrowing = self.narrowing.get();
        self.state.with_value(|state| {
            let forms = state.forms();
            let fits = |finding: &&(usize, &Finding)| {
                narrowing.code.as_ref().is_none_or(|code| finding.1.code.to_string() == *code)
            };
            let all: Vec<(usize, &Finding)> =
                state.assessment.findings.iter().enumerate().collect();
            let fitting: Vec<&(usize, &Finding)> = all.iter().filter(fits).collect();
            let rows = fitting
                .iter()
                .skip(narrowing.from)
                .take(AT_ONCE)
                .map(|(nth, finding)| row(state, &forms, *nth, finding))
                .collect();
            (rows, fitting.len())
        })
    }

    /// Goes on to the findings after, or back to those before.
    pub fn turn_findings(self, onward: bool) {
        self.narrowing.update(|narrowing| {
            narrowing.from = if onward {
                narrowing.from + AT_ONCE
            } else {
                narrowing.from.saturating_sub(AT_ONCE)
            };
        });
    }

    /// Shows the findings of one code, or of all.
    pub fn narrow(self, code: Option<String>) {
        self.narrowing.set(Narrowing { code, from: 0 });
    }

    /// Opens the sheets of a finding beside each other.
    pub fn open_finding(self, nth: usize) {
        let found = self.state.with_value(|state| {
            let forms = state.forms();
            let finding = state.assessment.findings.get(nth)?;
            Some(row(state, &forms, nth, finding))
        });
        if let Some(found) = found.filter(|found| !found.sheets.is_empty()) {
            self.compare(found.sheets, Some(found.sentence), found.asks);
        }
    }
}

pub(super) fn row(state: &State, forms: &[&Form], nth: usize, finding: &Finding) -> FindingRow {
    FindingRow {
        nth,
        code: finding.code.to_string(),
        severity: finding.severity,
        sentence: words::collection_finding(&state.collection, forms, finding),
        sheets: finding.sheets.iter().map(|place| (place.sheet, place.cells.clone())).collect(),
        files: finding.sheets.iter().map(|place| state.file(place.sheet).to_owned()).collect(),
        asks: matches!(finding.matter, Matter::Duplicate { .. } | Matter::Conflict),
    }
}
