//! What is said of the sheets together.

use super::drawing::Panel;
use super::{Office, State};
use kohyo_core::collection::{Finding, Matter, same_department};
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
        self.drawn_with(Panel::Findings);
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
        self.drawn_with(Panel::Findings);
        let narrowing = self.narrowing.get();
        self.state.with_value(|state| {
            let forms = state.forms();
            let fits = |(_, finding): &(usize, &Finding)| {
                narrowing.code.as_ref().is_none_or(|code| finding.code.to_string() == *code)
            };
            let fitting: Vec<(usize, &Finding)> =
                state.assessment.findings.iter().enumerate().filter(fits).collect();
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

/// The page of a section in the report of the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionReport {
    /// The section.
    pub name: String,
    /// How many sheets were expected; none where no list has it.
    pub expected: Option<u32>,
    /// Its sheets as the table shows them.
    pub sheets: Vec<super::Row>,
    /// What is said of them together with others.
    pub findings: Vec<(Severity, String)>,
    /// What was remarked and is open: the sheet, the cell, the remark.
    pub remarks: Vec<[String; 3]>,
}

impl Office {
    /// The report of the round, a page for each section.
    pub fn report(self) -> Vec<SectionReport> {
        let expected = self.reception();
        let sections = self.to_send_back();
        let mut out: Vec<SectionReport> = sections
            .into_iter()
            .map(|section| {
                let sheets = section.sheets.iter().filter_map(|place| self.row(*place)).collect();
                let own =
                    expected.iter().find(|row| same_department(&row.name, &section.department));
                self.state.with_value(|state| SectionReport {
                    expected: own.and_then(|row| row.expected),
                    sheets,
                    findings: state.said_of(&section.sheets),
                    remarks: state.open_remarks(&section.sheets),
                    name: section.department,
                })
            })
            .collect();
        // A section from which nothing came has a page too.
        let silent: Vec<SectionReport> = expected
            .into_iter()
            .filter(|row| row.received == 0)
            .map(|row| SectionReport {
                name: row.name,
                expected: row.expected,
                sheets: Vec::new(),
                findings: Vec::new(),
                remarks: Vec::new(),
            })
            .collect();
        out.extend(silent);
        out
    }
}

impl State {
    fn said_of(&self, places: &[usize]) -> Vec<(Severity, String)> {
        let forms = self.forms();
        self.assessment
            .findings
            .iter()
            .filter(|finding| finding.sheets.iter().any(|own| places.contains(&own.sheet)))
            .map(|finding| {
                (finding.severity, words::collection_finding(&self.collection, &forms, finding))
            })
            .collect()
    }

    fn open_remarks(&self, places: &[usize]) -> Vec<[String; 3]> {
        let of = |place: &usize| {
            let name = self.name(*place);
            let open = self.remarks_shown(*place).into_iter();
            open.filter(|remark| !remark.comment.resolved)
                .map(|remark| {
                    [
                        name.clone(),
                        crate::words::or_whole(remark.label.as_deref()),
                        remark.comment.text,
                    ]
                })
                .collect::<Vec<_>>()
        };
        places.iter().flat_map(of).collect()
    }
}
