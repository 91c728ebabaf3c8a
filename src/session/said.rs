//! What is said of the sheet, from one key to the next: a finding that the key
//! did not touch keeps its sentence, its place in the list and its element.

use super::sheet::{FixView, SheetSession};
use crate::words::together;
use kohyo_core::check::{Evaluation, Finding, Place, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::order::InOrder;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::words;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::{Deref, Range};
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
}

/// What is said, counted: a key changes only what it touches of that.
#[derive(Default)]
pub(super) struct Said {
    /// How many findings of a code offer a mend.
    mends: HashMap<String, usize>,
    /// How many findings were ever shown.
    shown: usize,
}

impl Said {
    /// Whether several findings of a code offer a mend.
    fn is_often(&self, code: &str) -> bool {
        self.mends.get(code).is_some_and(|count| *count > 1)
    }

    /// Counts what came in the place of what; whether some code offers several
    /// mends now, or no more.
    fn count(&mut self, list: &[FindingView], exchange: &Exchange) -> bool {
        let gone = || exchange.gone.iter().filter(|view| view.fix.is_some());
        let come = || exchange.come(list).filter(|view| view.fix.is_some());
        let before: HashMap<&str, bool> = gone()
            .chain(come())
            .map(|view| (view.code.as_str(), self.is_often(&view.code)))
            .collect();
        for view in gone() {
            let count = self.mends.entry(view.code.clone()).or_default();
            *count = count.saturating_sub(1);
        }
        for view in come() {
            *self.mends.entry(view.code.clone()).or_default() += 1;
        }
        before.iter().any(|(code, before)| self.is_often(code) != *before)
    }

    /// Notes which findings offer a mend that another of their code offers too;
    /// whether any of them changed by that.
    fn mark_alike(&mut self, list: &mut [FindingView], exchange: &Exchange) -> bool {
        let all = 0..list.len();
        // Where it is another's turn now, that may stand anywhere.
        let anywhere = self.count(list, exchange);
        let ranges = if anywhere { std::slice::from_ref(&all) } else { &exchange.come };
        let mut changed = false;
        for range in ranges {
            for view in list.get_mut(range.clone()).unwrap_or_default() {
                let alike = view.fix.is_some() && self.is_often(&view.code);
                if view.alike != alike {
                    let identity = self.identity();
                    let shown = Arc::make_mut(&mut view.0);
                    (shown.alike, shown.identity) = (alike, identity);
                    changed = true;
                }
            }
        }
        changed
    }

    /// A new identity.
    fn identity(&mut self) -> usize {
        self.shown += 1;
        self.shown
    }
}

/// What came into the list of findings in the place of what.
#[derive(Default)]
struct Exchange {
    gone: Vec<FindingView>,
    /// Where it stands, from above to beneath.
    come: Vec<Range<usize>>,
}

impl Exchange {
    fn come<'a>(&self, list: &'a [FindingView]) -> impl Iterator<Item = &'a FindingView> {
        self.come.iter().filter_map(|range| list.get(range.clone())).flatten()
    }
}

impl SheetSession {
    /// Makes the list of findings and the messages under the boxes anew.
    pub(super) fn refresh_findings(self) {
        self.refresh(None, None);
    }

    /// Makes anew what begins at these first cells, which are in order; none
    /// stands for the findings that name no cell. `typed`: of a cell whose box
    /// shows its text already.
    pub(super) fn refresh_findings_at(self, firsts: &[Option<CellIx>], typed: Option<CellIx>) {
        self.refresh(Some(firsts), typed);
    }

    fn refresh(self, firsts: Option<&[Option<CellIx>]>, typed: Option<CellIx>) {
        let form = self.form();
        let mut changed = false;
        let mut cells = Vec::new();
        // Changed where it stands: a copy would cost something for each finding.
        self.findings.update_untracked(|list| {
            let exchanged = self.state.with_value(|state| {
                let (sheet, evaluation) = (&state.contents.sheet, &state.evaluation);
                let now = Now { form: &form, sheet, evaluation, purpose: state.purpose };
                self.said.try_update_value(|said| {
                    let exchange = now.exchange(list, firsts, said);
                    let marked = said.mark_alike(list, &exchange);
                    (exchange, marked)
                })
            });
            let Some((exchange, marked)) = exchanged else { return };
            changed = marked || !exchange.gone.iter().eq(exchange.come(list));
            cells = exchange.gone.iter().chain(exchange.come(list)).flat_map(named).collect();
        });
        if changed {
            cells.order();
            cells.dedup();
            self.put_messages(&cells);
            // The boxes first: what follows the list comes in the same turn, behind them.
            self.tell_turned(typed);
            self.findings.notify();
        }
    }

    /// Puts the weightiest thing to be said under each of these boxes, which are
    /// sorted, or takes away what is said no more.
    fn put_messages(self, cells: &[CellIx]) {
        let mut said: Vec<Option<(Severity, String)>> = vec![None; cells.len()];
        self.findings.with_untracked(|list| {
            let mut weightiest: Vec<Option<(&FindingView, bool)>> = vec![None; cells.len()];
            let open = list.iter().filter(|view| view.accepted.is_none());
            for view in open {
                for (nth, cell) in named(view).enumerate() {
                    // Of several as weighty ones the first stays.
                    if let Ok(at) = cells.binary_search(&cell)
                        && let Some(known) = weightiest.get_mut(at)
                        && known.is_none_or(|(known, _)| known.severity < view.severity)
                    {
                        *known = Some((view, nth == 0));
                    }
                }
            }
            for (said, found) in said.iter_mut().zip(weightiest) {
                *said = found.map(|(view, first)| {
                    let sentence =
                        if first { view.at_box().to_owned() } else { together(&view.label) };
                    (view.severity, sentence)
                });
            }
        });
        self.say_at(cells.iter().copied().zip(said));
    }
}

/// The cells that a finding names.
fn named(view: &FindingView) -> impl Iterator<Item = CellIx> {
    view.finding.cells.iter().filter_map(Place::cell)
}

/// Where the findings stand whose first cell is this one.
fn standing(list: &[FindingView], first: Option<CellIx>) -> Range<usize> {
    let first = first.map(Place::Cell);
    let begin = list.partition_point(|view| view.finding.cells.first() < first.as_ref());
    begin..list.partition_point(|view| view.finding.cells.first() <= first.as_ref())
}

/// The sheet as it is judged now.
struct Now<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    evaluation: &'a Evaluation,
    purpose: Purpose,
}

impl Now<'_> {
    /// Brings the list, or what begins at these cells, to what is to be said now.
    fn exchange(
        &self,
        list: &mut Vec<FindingView>,
        firsts: Option<&[Option<CellIx>]>,
        said: &mut Said,
    ) -> Exchange {
        let Self { form, sheet, evaluation, purpose } = *self;
        let mut exchange = Exchange::default();
        let mut put = |list: &mut Vec<FindingView>, known: Range<usize>, findings| {
            let now = self.views(list.get(known.clone()).unwrap_or_default(), findings, said);
            exchange.come.push(known.start..known.start + now.len());
            exchange.gone.extend(list.splice(known, now));
        };
        match firsts {
            None => put(list, 0..list.len(), evaluation.findings(form, sheet, purpose)),
            // From above to beneath: what stands above stays where it is.
            Some(firsts) => {
                for first in firsts {
                    let findings = evaluation.findings_at(form, sheet, purpose, *first);
                    put(list, standing(list, *first), findings);
                }
            }
        }
        exchange
    }

    /// The findings as the list shows them, where these are `known`. What shows
    /// the same as before keeps its identity.
    fn views(
        &self,
        known: &[FindingView],
        findings: Vec<Arc<Finding>>,
        said: &mut Said,
    ) -> Vec<FindingView> {
        // Several findings of one code and one first cell are rare.
        let mut by_place: HashMap<(Option<&Place>, &str), Vec<&FindingView>> = HashMap::new();
        for view in known {
            let key = (view.finding.cells.first(), view.finding.code.as_ref());
            by_place.entry(key).or_default().push(view);
        }
        let mut taken: HashSet<usize> = HashSet::new();
        let mut out = Vec::new();
        for finding in findings {
            let near: Vec<&FindingView> = by_place
                .get(&(finding.cells.first(), finding.code.as_ref()))
                .into_iter()
                .flatten()
                .filter(|view| !taken.contains(&view.identity))
                .copied()
                .collect();
            let mut shown = self.shown(finding);
            let same = near.iter().find(|view| {
                shown.identity = view.identity;
                shown.alike = view.alike;
                *view.0 == shown
            });
            let view = match same {
                Some(view) => (*view).clone(),
                None => {
                    (shown.identity, shown.alike) = (said.identity(), false);
                    FindingView(Arc::new(shown))
                }
            };
            taken.insert(view.identity);
            out.push(view);
        }
        out
    }

    fn shown(&self, finding: Arc<Finding>) -> Shown {
        let Self { form, sheet, evaluation, .. } = *self;
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
            cells: finding.cells.iter().map(|place| place.id(form).to_owned()).collect(),
            label: match first {
                Some(Place::Cell(cell)) => form.cell(*cell).label.clone(),
                Some(Place::Other(id)) => form.old_label(id).unwrap_or(id).to_owned(),
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
            fix,
            finding,
            identity: 0,
        }
    }
}
