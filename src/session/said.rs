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
        self.is_near(touched) && self.rests.iter().any(|cell| touched.binary_search(cell).is_ok())
    }

    /// Whether it rests on cells in the midst of these, which are sorted: asked
    /// of every finding, it passes over those of other parts of the sheet.
    fn is_near(&self, cells: &[CellIx]) -> bool {
        let (own, cells) =
            (self.rests.first().zip(self.rests.last()), cells.first().zip(cells.last()));
        own.zip(cells).is_some_and(|(own, cells)| own.0 <= cells.1 && cells.0 <= own.1)
    }

    /// The cells whose texts the sentence quotes, except that of a rule: a rule
    /// is asked again when one of its cells has changed.
    fn quoted(&self) -> &[CellIx] {
        if self.finding.rule.is_none() { &self.rests } else { &[] }
    }
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

/// What is said, counted: a key changes only what it touches of that.
#[derive(Default)]
pub(super) struct Said {
    /// In how many sentences the text of a cell is quoted where no rule is
    /// broken.
    quoted: HashMap<CellIx, usize>,
    /// How many findings of a code offer a mend.
    mends: HashMap<String, usize>,
    /// How many findings were ever shown.
    shown: usize,
}

impl Said {
    fn take(&mut self, view: &FindingView) {
        for cell in view.quoted() {
            *self.quoted.entry(*cell).or_default() += 1;
        }
        if view.fix.is_some() {
            *self.mends.entry(view.code.clone()).or_default() += 1;
        }
    }

    fn leave(&mut self, view: &FindingView) {
        for cell in view.quoted() {
            let count = self.quoted.entry(*cell).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.quoted.remove(cell);
            }
        }
        if view.fix.is_some()
            && let Some(count) = self.mends.get_mut(&view.code)
        {
            *count = count.saturating_sub(1);
        }
    }

    /// Whether several findings of a code offer a mend.
    fn is_often(&self, code: &str) -> bool {
        self.mends.get(code).is_some_and(|count| *count > 1)
    }

    /// Counts what came in the place of what; whether some code offers several
    /// mends now, or no more.
    fn count(&mut self, gone: &[FindingView], come: &[FindingView]) -> bool {
        let offers = gone.iter().chain(come).filter(|view| view.fix.is_some());
        let before: HashMap<&str, bool> =
            offers.map(|view| (view.code.as_str(), self.is_often(&view.code))).collect();
        gone.iter().for_each(|view| self.leave(view));
        come.iter().for_each(|view| self.take(view));
        before.iter().any(|(code, before)| self.is_often(code) != *before)
    }

    /// Notes which findings offer a mend that another of their code offers too;
    /// whether any of them changed by that.
    fn mark_alike(&mut self, list: &mut [FindingView], exchange: &Exchange) -> bool {
        let come = list.get(exchange.come.clone()).unwrap_or_default();
        // Where it is another's turn now, that may stand anywhere.
        let anywhere = self.count(&exchange.gone, come);
        let range = if anywhere { 0..list.len() } else { exchange.come.clone() };
        let marked = list.get_mut(range).unwrap_or_default();
        let mut changed = false;
        for view in marked.iter_mut().filter(|view| view.fix.is_some()) {
            let alike = self.is_often(&view.code);
            if view.alike != alike {
                let identity = self.identity();
                let shown = Arc::make_mut(&mut view.0);
                (shown.alike, shown.identity) = (alike, identity);
                changed = true;
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
struct Exchange {
    gone: Vec<FindingView>,
    come: Range<usize>,
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
    /// fault in another text is another sentence.
    pub(super) fn quotes(self, touched: &[CellIx]) -> bool {
        self.said.with_value(|said| touched.iter().any(|cell| said.quoted.contains_key(cell)))
    }

    fn refresh(self, touched: Option<&[CellIx]>) {
        let form = self.form();
        let mut changed = false;
        let mut cells = Vec::new();
        // Changed where it stands: a copy would cost something for each finding.
        self.findings.update_untracked(|list| {
            let exchanged = self.state.with_value(|state| {
                let (sheet, evaluation) = (&state.contents.sheet, &state.evaluation);
                let findings = evaluation.findings(&form, sheet, state.purpose);
                let now = Now { form: &form, sheet, evaluation, touched };
                self.said.try_update_value(|said| {
                    let exchange = now.exchange(list, findings, said);
                    let marked = said.mark_alike(list, &exchange);
                    (exchange, marked)
                })
            });
            let Some((exchange, marked)) = exchanged else { return };
            let come = list.get(exchange.come.clone()).unwrap_or_default();
            changed = marked || exchange.gone != come;
            cells = exchange.gone.iter().chain(come).flat_map(named).collect();
        });
        if changed {
            cells.sort_unstable();
            cells.dedup();
            self.put_messages(&cells);
            self.findings.notify();
        }
    }

    /// Puts the weightiest thing to be said under each of these boxes, which are
    /// sorted, or takes away what is said no more.
    fn put_messages(self, cells: &[CellIx]) {
        let mut said: Vec<Option<(Severity, String)>> = vec![None; cells.len()];
        self.findings.with_untracked(|list| {
            let mut weightiest: Vec<Option<(&FindingView, bool)>> = vec![None; cells.len()];
            let open = list.iter().filter(|view| view.accepted.is_none() && view.is_near(cells));
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
        for (cell, said) in cells.iter().zip(said) {
            self.say_at(*cell, said);
        }
        self.tell_turned();
    }
}

/// The cells that a finding names.
fn named(view: &FindingView) -> impl Iterator<Item = CellIx> {
    view.finding.cells.iter().filter_map(|place| match place {
        Place::Cell(cell) => Some(*cell),
        Place::Other(_) => None,
    })
}

/// How many stay as they are at the beginning and at the end of two lists. One
/// key touches few of a long list: those above and beneath are passed over.
fn same_ends<A, B>(before: &[A], now: &[B], stays: impl Fn(&A, &B) -> bool) -> (usize, usize) {
    let both = before.iter().zip(now);
    let above = both.take_while(|(before, now)| stays(before, now)).count();
    let both = before.iter().skip(above).rev().zip(now.iter().skip(above).rev());
    (above, both.take_while(|(before, now)| stays(before, now)).count())
}

/// The sheet as it is judged now.
struct Now<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    evaluation: &'a Evaluation,
    /// The cells that were judged again, in order; none stands for all.
    touched: Option<&'a [CellIx]>,
}

impl Now<'_> {
    /// Whether a finding shows what it showed.
    fn stays(&self, view: &FindingView, finding: &Arc<Finding>) -> bool {
        (Arc::ptr_eq(&view.finding, finding) || view.finding == *finding)
            && self.touched.is_some_and(|touched| !view.rests_on(touched))
    }

    /// Brings the list to these findings. What is untouched stays; what shows
    /// the same as before keeps its identity.
    fn exchange(
        &self,
        list: &mut Vec<FindingView>,
        findings: Vec<Arc<Finding>>,
        said: &mut Said,
    ) -> Exchange {
        let (above, beneath) =
            same_ends(list, &findings, |view, finding| self.stays(view, finding));
        let between = findings.len() - above - beneath;
        let known = above..list.len() - beneath;
        let findings = findings.into_iter().skip(above).take(between);
        let now = self.views(list.get(known.clone()).unwrap_or_default(), findings, said);
        let come = above..above + now.len();
        Exchange { gone: list.splice(known, now).collect(), come }
    }

    /// The findings as the list shows them, where these are `known`.
    fn views(
        &self,
        known: &[FindingView],
        findings: impl Iterator<Item = Arc<Finding>>,
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
            let view = match near.iter().find(|view| self.stays(view, &finding)) {
                Some(view) => (*view).clone(),
                None => {
                    let mut shown = self.shown(finding);
                    let same = near.iter().find(|view| {
                        shown.identity = view.identity;
                        shown.alike = view.alike;
                        *view.0 == shown
                    });
                    match same {
                        Some(view) => (*view).clone(),
                        None => {
                            (shown.identity, shown.alike) = (said.identity(), false);
                            FindingView(Arc::new(shown))
                        }
                    }
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
}
