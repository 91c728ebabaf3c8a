//! What is said of the sheet, from one key to the next: a finding that the key
//! did not touch keeps its sentence, its place in the list and its element.

use super::sheet::{FixView, SheetSession};
use crate::words::together;
use kohyo_core::check::{Evaluation, Finding, Place};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::words;
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

/// One finding as the list shows it.
#[derive(Clone, Debug)]
pub struct FindingView(Arc<Shown>);

/// What the list shows of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The code.
    pub code: String,
    /// The weight.
    pub severity: Severity,
    /// The cells it names.
    pub cells: Vec<String>,
    /// The printed name of the first.
    pub label: String,
    /// The section in which that stands, as page and section.
    pub place: Option<(usize, usize)>,
    /// The sentence.
    pub sentence: String,
    /// The mend offered.
    pub fix: Option<FixView>,
    /// Whether another finding of the same code offers a mend too.
    pub alike: bool,
    /// The reason with which it was accepted.
    pub accepted: Option<String>,
    /// The reason with which it was accepted before a text was changed.
    pub lapsed: Option<String>,
    pub(super) finding: Arc<Finding>,
    /// The cells on which all this rests, in order. Asked at each key.
    rests: Vec<CellIx>,
    identity: usize,
}

impl Deref for FindingView {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.0
    }
}

impl PartialEq for FindingView {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl FindingView {
    /// What tells it from every other finding that was shown: one that shows
    /// anything else is another.
    pub fn identity(&self) -> usize {
        self.identity
    }

    /// The sentence as it stands at the box, whose label says the place already.
    fn at_box(&self) -> &str {
        let rest = self.sentence.strip_prefix('「');
        let rest = rest.and_then(|rest| rest.strip_prefix(self.label.as_str()));
        rest.and_then(|rest| rest.strip_prefix("」の")).unwrap_or(&self.sentence)
    }

    /// Whether it may show something else once these cells were judged again.
    /// `touched` is sorted.
    fn rests_on(&self, touched: &[CellIx]) -> bool {
        self.rests.iter().any(|cell| touched.binary_search(cell).is_ok())
    }
}

/// The cells whose texts the sentences quote, except those of rules: a rule is
/// asked again when one of its cells has changed.
fn quoted(list: &[FindingView]) -> Vec<CellIx> {
    let mut cells = Vec::new();
    for view in list.iter().filter(|view| view.finding.rule.is_none()) {
        cells.extend_from_slice(&view.rests);
    }
    // In the order of the sheet but for a few.
    cells.sort();
    cells.dedup();
    cells
}

/// The cells on which a finding and its mend rest, in order.
fn rests(finding: &Finding, fix: Option<&FixView>) -> Vec<CellIx> {
    let mut cells: Vec<CellIx> = Vec::new();
    for place in finding.rests.iter().chain(&finding.cells) {
        if let Place::Cell(cell) = place {
            cells.push(*cell);
        }
    }
    cells.extend(fix.iter().flat_map(|fix| &fix.changes).map(|(cell, _)| *cell));
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// What is said, and what of it stands where.
#[derive(Default)]
pub(super) struct Said {
    /// What stands under which box, by box.
    messages: Vec<Message>,
    /// The cells whose texts are quoted where no rule is broken, in order.
    quoted: Vec<CellIx>,
    /// How many findings were ever shown.
    shown: usize,
}

/// What stands under a box: its finding, and whether that names the box first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    cell: CellIx,
    of: usize,
    first: bool,
}

impl SheetSession {
    /// Makes the list of findings and the messages under the boxes anew.
    pub(super) fn refresh_findings(self) {
        self.refresh(None);
    }

    /// The same after these cells were judged again; they are sorted.
    pub(super) fn refresh_findings_of(self, touched: &[CellIx]) {
        self.refresh(Some(touched));
    }

    /// Whether a sentence quotes the text of one of these cells: the same
    /// fault in another text is another sentence. They are sorted.
    pub(super) fn quotes(self, touched: &[CellIx]) -> bool {
        self.said
            .with_value(|said| touched.iter().any(|cell| said.quoted.binary_search(cell).is_ok()))
    }

    fn refresh(self, touched: Option<&[CellIx]>) {
        let form = self.form();
        let known = self.findings.get_untracked();
        let findings = self.state.with_value(|state| {
            state.evaluation.findings(&form, &state.contents.sheet, state.purpose)
        });
        let mut list = self.state.with_value(|state| {
            let (sheet, evaluation) = (&state.contents.sheet, &state.evaluation);
            let mut made = self.said.with_value(|said| said.shown);
            let list = views(&form, sheet, evaluation, &known, findings, touched, &mut made);
            self.said.update_value(|said| said.shown = made);
            list
        });
        self.mark_alike(&mut list);
        self.put_messages(&list);
        if known != list {
            self.said.update_value(|said| said.quoted = quoted(&list));
            self.findings.set(list);
        }
    }

    /// Notes which findings offer a mend that another of their code offers too.
    fn mark_alike(self, list: &mut [FindingView]) {
        let mut once: Vec<&str> = Vec::new();
        let mut often: Vec<String> = Vec::new();
        for view in list.iter().filter(|view| view.fix.is_some()) {
            let code = view.code.as_str();
            match once.contains(&code) {
                false => once.push(code),
                true if often.iter().any(|known| known == code) => {}
                true => often.push(code.to_owned()),
            }
        }
        for view in list.iter_mut().filter(|view| view.fix.is_some()) {
            let alike = often.contains(&view.code);
            if view.alike != alike {
                let mut identity = 0;
                self.said.update_value(|said| {
                    said.shown += 1;
                    identity = said.shown;
                });
                let shown = Arc::make_mut(&mut view.0);
                shown.alike = alike;
                shown.identity = identity;
            }
        }
    }

    /// Puts the weightiest thing to be said under each box, and takes away
    /// what is said no more.
    fn put_messages(self, list: &[FindingView]) {
        let mut messages: Vec<(CellIx, &FindingView, bool)> = Vec::new();
        for view in list.iter().filter(|view| view.accepted.is_none()) {
            for (nth, place) in view.finding.cells.iter().enumerate() {
                if let Place::Cell(cell) = place {
                    messages.push((*cell, view, nth == 0));
                }
            }
        }
        // Of several as weighty ones the first stays first.
        messages.sort_by_key(|(cell, view, _)| (*cell, Reverse(view.severity)));
        messages.dedup_by_key(|(cell, ..)| *cell);
        let now: Vec<Message> = messages
            .iter()
            .map(|(cell, view, first)| Message { cell: *cell, of: view.identity, first: *first })
            .collect();
        let before = self.said.with_value(|said| said.messages.clone());
        let (above, beneath) = alike(&before, &now, |before, now| before == now);
        let gone = before.iter().take(before.len() - beneath).skip(above);
        for message in gone {
            if now.binary_search_by_key(&message.cell, |now| now.cell).is_err() {
                self.say_at(message.cell, None);
            }
        }
        let come = messages.iter().zip(&now).take(now.len() - beneath).skip(above);
        for ((cell, view, first), message) in come {
            if before.binary_search(message).is_ok() {
                continue;
            }
            let sentence = if *first { view.at_box().to_owned() } else { together(&view.label) };
            self.say_at(*cell, Some((view.severity, sentence)));
        }
        self.said.update_value(|said| said.messages = now);
        self.tell_turned();
    }
}

/// How many stay as they are at the beginning and at the end of two lists. One
/// key touches few of a long list: those above and beneath are passed over.
fn alike<A, B>(before: &[A], now: &[B], stays: impl Fn(&A, &B) -> bool) -> (usize, usize) {
    let both = before.iter().zip(now);
    let above = both.take_while(|(before, now)| stays(before, now)).count();
    let both = before.iter().skip(above).rev().zip(now.iter().skip(above).rev());
    (above, both.take_while(|(before, now)| stays(before, now)).count())
}

/// The findings as the list shows them. What is `known` and untouched stays;
/// what shows the same as before keeps its identity. `made` counts identities.
fn views(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    known: &[FindingView],
    findings: Vec<Arc<Finding>>,
    touched: Option<&[CellIx]>,
    made: &mut usize,
) -> Vec<FindingView> {
    let stays = |view: &FindingView, finding: &Arc<Finding>| {
        (Arc::ptr_eq(&view.finding, finding) || view.finding == *finding)
            && touched.is_some_and(|touched| !view.rests_on(touched))
    };
    let (above, beneath) = alike(known, &findings, stays);
    let (first, known) = known.split_at(above);
    let (known, last) = known.split_at(known.len() - beneath);
    let between = findings.len() - above - beneath;

    // Several findings of one code and one first cell are rare.
    let mut by_place: HashMap<(Option<&Place>, &str), Vec<&FindingView>> = HashMap::new();
    for view in known {
        let key = (view.finding.cells.first(), view.finding.code.as_ref());
        by_place.entry(key).or_default().push(view);
    }
    let mut taken: HashSet<usize> = HashSet::new();
    let mut out = Vec::with_capacity(findings.len());
    out.extend_from_slice(first);
    for finding in findings.into_iter().skip(above).take(between) {
        let near: Vec<&FindingView> = by_place
            .get(&(finding.cells.first(), finding.code.as_ref()))
            .into_iter()
            .flatten()
            .filter(|view| !taken.contains(&view.identity))
            .copied()
            .collect();
        let view = match near.iter().find(|view| stays(view, &finding)) {
            Some(view) => (*view).clone(),
            None => {
                let mut shown = shown_of(form, sheet, evaluation, finding);
                let same = near.iter().find(|view| {
                    shown.identity = view.identity;
                    shown.alike = view.alike;
                    *view.0 == shown
                });
                match same {
                    Some(view) => (*view).clone(),
                    None => {
                        *made += 1;
                        shown.identity = *made;
                        shown.alike = false;
                        FindingView(Arc::new(shown))
                    }
                }
            }
        };
        taken.insert(view.identity);
        out.push(view);
    }
    out.extend_from_slice(last);
    out
}

fn shown_of(form: &Form, sheet: &Sheet, evaluation: &Evaluation, finding: Arc<Finding>) -> Shown {
    let first = finding.cells.first();
    let reason = |place: Option<usize>| {
        place.and_then(|place| sheet.acceptances.get(place)).map(|known| known.reason.clone())
    };
    let fix = finding.fixes.first().map(|fix| FixView {
        steps: fix
            .changes
            .iter()
            .map(|(cell, after)| {
                let shown = |raw: Option<&Raw>| raw.map(Raw::shown).unwrap_or_default();
                (form.cell(*cell).label.clone(), shown(sheet.raw(*cell)), shown(after.as_ref()))
            })
            .collect(),
        changes: fix.changes.clone(),
    });
    Shown {
        code: finding.code.to_string(),
        severity: finding.severity,
        cells: finding
            .cells
            .iter()
            .map(|place| match place {
                Place::Cell(cell) => form.cell(*cell).id.clone(),
                Place::Other(id) => id.clone(),
            })
            .collect(),
        label: match first {
            Some(Place::Cell(cell)) => form.cell(*cell).label.clone(),
            Some(Place::Other(id)) => id.clone(),
            None => String::new(),
        },
        place: match first {
            Some(Place::Cell(cell)) => Some(form.cell(*cell).place),
            _ => None,
        },
        sentence: words::finding(form, sheet, evaluation, &finding),
        alike: false,
        accepted: reason(finding.accepted),
        lapsed: reason(finding.lapsed),
        rests: rests(&finding, fix.as_ref()),
        fix,
        finding,
        identity: 0,
    }
}
