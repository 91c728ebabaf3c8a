//! Sheets beside each other, read-only, the cells that differ marked.

use super::{Office, State};
use crate::words as page;
use kohyo_core::collection::{Content, Status};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::wire::judged::Judged;
use kohyo_core::words;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many sheets stand beside each other at a time.
const ABREAST: usize = 4;

/// The sheets that lie open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Why they do, if a finding says so.
    pub sentence: Option<String>,
    /// Whether a person is to say which of them counts.
    pub asks: bool,
    /// All sheets, with the cells that the finding names in each.
    pub sheets: Vec<(usize, Vec<CellIx>)>,
    /// How many are passed over.
    pub from: usize,
    /// Whether only what differs, or is named, is shown.
    pub differing: bool,
    /// The sheets that are shown.
    pub heads: Vec<Head>,
    /// Their cells.
    pub lines: Vec<Line>,
}

/// A sheet at the head of its column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The entry.
    pub place: usize,
    /// Key and name.
    pub name: String,
    /// The file.
    pub file: String,
    /// The section.
    pub department: String,
    /// What it counts as.
    pub status: Status,
    /// When it was saved.
    pub saved: String,
    /// Why it could not be read.
    pub fault: Option<String>,
    /// What is to be said of it by itself: weight, sentence.
    pub findings: Vec<(Severity, String)>,
    /// What is said of it together with others.
    pub together: Vec<(Severity, String)>,
    /// The version that was saved before it.
    pub before: Option<usize>,
}

/// A cell in all the sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The cell.
    pub id: String,
    /// As printed.
    pub label: String,
    /// What stands there, one for each sheet; none where its form has no such cell.
    pub texts: Vec<Option<String>>,
    /// Whether the sheets differ here.
    pub differs: bool,
    /// For each sheet, whether the finding names the cell.
    pub named: Vec<bool>,
}

impl Office {
    /// Opens one sheet.
    pub fn open(self, place: usize) {
        self.compare(vec![(place, Vec::new())], None, false);
    }

    /// Opens a version beside the one before it.
    pub fn open_with_before(self, place: usize) {
        let before = self.state.with_value(|state| state.other_version(place));
        let mut sheets = vec![(place, Vec::new())];
        sheets.extend(before.map(|before| (before, Vec::new())));
        sheets.reverse();
        self.compare(sheets, None, false);
    }

    /// Opens sheets beside each other.
    pub(super) fn compare(
        self,
        sheets: Vec<(usize, Vec<CellIx>)>,
        sentence: Option<String>,
        asks: bool,
    ) {
        let differing = sheets.len() > 1;
        let mut comparison = Comparison { sentence, asks, sheets, differing, ..Default::default() };
        self.state.with_value(|state| state.fill(&mut comparison));
        self.compared.set(Some(comparison));
    }

    /// Shows what lies open as it now is.
    pub(super) fn look_again(self) {
        let Some(mut comparison) = self.compared.get_untracked() else { return };
        self.state.with_value(|state| state.fill(&mut comparison));
        self.compared.set(Some(comparison));
    }

    /// Goes on to the sheets after, or back to those before.
    pub fn turn_sheets(self, onward: bool) {
        self.compared.update(|comparison| {
            let Some(comparison) = comparison else { return };
            comparison.from = if onward {
                comparison.from + ABREAST
            } else {
                comparison.from.saturating_sub(ABREAST)
            };
            self.state.with_value(|state| state.fill(comparison));
        });
    }

    /// Shows every cell, or only those that differ.
    pub fn show_differing(self, differing: bool) {
        self.compared.update(|comparison| {
            let Some(comparison) = comparison else { return };
            comparison.differing = differing;
            self.state.with_value(|state| state.fill(comparison));
        });
    }

    /// Puts what lies open away.
    pub fn close(self) {
        self.compared.set(None);
    }

    /// Opens and closes the dialog as sheets are opened and put away.
    pub fn watch_compared(self, open: fn(&str), close: fn(&str), dialog: &'static str) {
        Effect::new(
            move |_| {
                if self.compared.with(Option::is_some) { open(dialog) } else { close(dialog) }
            },
        );
    }
}

impl Comparison {
    /// Whether there are sheets after those that are shown.
    pub fn goes_on(&self) -> bool {
        self.from + ABREAST < self.sheets.len()
    }
}

type Opened = Option<(Arc<Form>, Judged)>;

impl State {
    /// Reads the sheets that are shown.
    fn fill(&self, comparison: &mut Comparison) {
        let shown: Vec<&(usize, Vec<CellIx>)> =
            comparison.sheets.iter().skip(comparison.from).take(ABREAST).collect();
        let opened: Vec<Opened> = shown
            .iter()
            .map(|(place, _)| self.judged(*place).map(|(form, judged)| (form.clone(), judged)))
            .collect();
        let heads = shown.iter().zip(&opened);
        let heads = heads.map(|((place, _), opened)| self.head(*place, opened.as_ref()));
        comparison.heads = heads.collect();
        let lines = lines(&shown, &opened);
        let wanted = |line: &Line| {
            !comparison.differing || line.differs || line.named.iter().any(|named| *named)
        };
        comparison.lines = lines.into_iter().filter(wanted).collect();
    }

    fn head(&self, place: usize, opened: Option<&(Arc<Form>, Judged)>) -> Head {
        let gist = self.collection.gist(place);
        let findings = opened.map(|(form, judged)| {
            let (sheet, evaluation) = (&judged.opened.sheet, &judged.evaluation);
            let list = judged.findings.iter().filter(|finding| finding.accepted.is_none());
            list.map(|finding| (finding.severity, words::finding(form, sheet, evaluation, finding)))
                .collect()
        });
        let forms = self.forms();
        let together = self
            .assessment
            .findings
            .iter()
            .filter(|finding| finding.sheets.iter().any(|own| own.sheet == place))
            .map(|finding| {
                let said = words::collection_finding(&self.collection, &forms, finding);
                (finding.severity, said)
            })
            .collect();
        let fault = self.collection.entries().get(place).and_then(|entry| match &entry.content {
            Content::Unreadable(fault) => Some(words::open_fault(fault, &entry.file)),
            Content::Sheet(_) => None,
        });
        Head {
            place,
            name: self.name(place),
            file: self.file(place).to_owned(),
            department: gist.and_then(|gist| gist.department.clone()).unwrap_or_default(),
            status: self.assessment.status(place),
            saved: gist
                .and_then(|gist| gist.saved_at.as_deref())
                .map(page::day_and_time)
                .unwrap_or_default(),
            fault,
            findings: findings.unwrap_or_default(),
            together,
            before: self.other_version(place),
        }
    }
}

/// The cells in which something stands in one of the sheets, in the order of
/// the first form that has them.
fn lines(shown: &[&(usize, Vec<CellIx>)], opened: &[Opened]) -> Vec<Line> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out: Vec<Line> = Vec::new();
    for (form, _) in opened.iter().flatten() {
        for (_, cell) in form.cells() {
            if !places.contains_key(cell.id.as_str()) {
                places.insert(&cell.id, out.len());
                out.push(Line {
                    id: cell.id.clone(),
                    label: cell.label.clone(),
                    texts: Vec::new(),
                    differs: false,
                    named: Vec::new(),
                });
            }
        }
    }
    for line in &mut out {
        for ((_, named), opened) in shown.iter().zip(opened) {
            let found = opened.as_ref().and_then(|(form, judged)| {
                let place = form.find(&line.id)?;
                Some((place, text(form, judged, place)))
            });
            line.named.push(found.as_ref().is_some_and(|(place, _)| named.contains(place)));
            line.texts.push(found.map(|(_, text)| text));
        }
        let mut known = line.texts.iter().flatten();
        let first = known.next();
        line.differs = known.any(|text| Some(text) != first);
    }
    // Cells that a form of long ago had, or never.
    for (at, (_, judged)) in
        opened.iter().enumerate().filter_map(|(at, own)| Some((at, own.as_ref()?)))
    {
        for (id, raw) in &judged.opened.sheet.unknown {
            let mut texts = vec![None; opened.len()];
            if let Some(text) = texts.get_mut(at) {
                *text = Some(raw.shown());
            }
            let named = vec![false; opened.len()];
            out.push(Line { id: id.clone(), label: id.clone(), texts, differs: true, named });
        }
    }
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    out.retain(|line| line.texts.iter().any(filled));
    out
}

/// What stands in a cell: as typed, or as reckoned.
fn text(form: &Form, judged: &Judged, place: CellIx) -> String {
    if form.cell(place).is_computed() {
        return words::shown(form, &judged.opened.sheet, &judged.evaluation, place);
    }
    let raw = judged.opened.sheet.raw(place).filter(|raw| !raw.is_blank());
    raw.map(kohyo_core::sheet::Raw::shown).unwrap_or_default()
}
