//! What an edit touches, judged and shown; what is accepted, and for which
//! stage the sheet is judged.

use super::{Contents, FindingView, SheetSession};
use kohyo_core::check::Purpose;
use kohyo_core::finding::Severity;
use kohyo_core::form::CellIx;
use kohyo_core::order::InOrder;
use kohyo_core::submission;
use leptos::prelude::*;
use std::collections::BTreeMap;

impl SheetSession {
    /// How many findings are open in a section, and the weightiest of them. A
    /// section is told only of its own.
    pub fn marks_of(self, section: (usize, usize)) -> RwSignal<Option<Mark>> {
        self.owned(|| {
            let mut found = None;
            self.marks.update_value(|marks| {
                let now = marks.now.get(&section).copied();
                found = Some(*marks.asked.entry(section).or_insert_with(|| RwSignal::new(now)));
            });
            found.unwrap_or_default()
        })
    }

    /// Tells the sections of which something else is open than before.
    pub(super) fn follow_marks(self) {
        Effect::new(move |_| {
            let now = self.findings.with(|list| marks(list));
            let mut told = Vec::new();
            self.marks.update_value(|marks| {
                for (section, signal) in &marks.asked {
                    let mark = now.get(section).copied();
                    if mark != marks.now.get(section).copied() {
                        told.push((*signal, mark));
                    }
                }
                marks.now = now;
            });
            for (signal, mark) in told {
                signal.set(mark);
            }
        });
    }

    /// Judges again what edits of these boxes touched, and shows it.
    /// `typed`: of a cell whose box shows its text already.
    pub(super) fn judge(self, edited: impl IntoIterator<Item = CellIx>, typed: Option<CellIx>) {
        let form = self.form();
        let mut shown: Vec<CellIx> = Vec::new();
        let mut said: Vec<Option<CellIx>> = Vec::new();
        let edited: Vec<CellIx> = edited.into_iter().collect();
        self.keep_rows(edited.iter().copied());
        self.state.update_value(|state| {
            for cell in edited {
                let changes = state.evaluation.update(&form, &state.contents.sheet, cell);
                shown.extend(changes.readings);
                state.moved.extend(&changes.computed);
                shown.extend(changes.computed);
                said.extend(changes.said);
            }
        });
        shown.order();
        shown.dedup();
        self.show_cells(&form, shown);
        if !said.is_empty() {
            said.order();
            said.dedup();
            self.refresh_findings_at(&said, typed);
        }
        self.tell_turned(typed);
        self.touch();
    }

    /// Says which totals moved since it was said last. Not with each key: who
    /// listens would hear nothing else.
    pub(super) fn say_totals(self) {
        let mut moved = Vec::new();
        self.state.update_value(|state| moved = std::mem::take(&mut state.moved));
        if moved.is_empty() {
            return;
        }
        moved.order();
        moved.dedup();
        let form = self.form();
        let mut said: Vec<(String, String)> = Vec::new();
        self.each_box(&moved, |place, view, _, _| {
            said.push((form.cell(place).label.clone(), view.shown.clone()));
        });
        self.totals.set(crate::words::totals_moved(&said));
    }

    pub(in crate::session) fn refresh_head(self) {
        let form = self.form();
        let (title, steps) = self.state.with_value(|state| {
            let Contents { sheet, history, .. } = &state.contents;
            let title = submission::title(&form, sheet, &state.evaluation)
                .or_else(|| submission::key(&form, sheet, &state.evaluation));
            (title.unwrap_or_default(), (!history.done().is_empty(), !history.undone().is_empty()))
        });
        if self.title.with_untracked(|known| *known != title) {
            self.title.set(title);
        }
        if self.steps.get_untracked() != steps {
            self.steps.set(steps);
        }
    }

    /// Judges the sheet as it would be handed in at the chosen stage.
    pub fn judge_for_submission(self) {
        let form = self.form();
        let stage = self.stage.get_untracked().and_then(|stage| form.stage(&stage));
        self.state.update_value(|state| state.purpose = Purpose::Submission(stage));
        self.refresh_findings();
    }

    /// Chooses the stage at which the sheet is handed in.
    pub fn choose_stage(self, stage: &str) {
        let stage = if stage.is_empty() { None } else { Some(stage.to_owned()) };
        self.stage.set(stage.clone());
        self.state.update_value(|state| state.contents.document.stage = stage);
        self.judge_for_submission();
        if !self.is_read_only() {
            self.touch();
        }
    }

    /// Whether it may be handed in as it stands.
    pub fn is_ready(self) -> bool {
        self.findings.with(|list| {
            list.iter().all(|view| match view.severity {
                Severity::Error => false,
                Severity::Warning => view.accepted.is_some(),
                Severity::Notice => true,
            })
        })
    }

    /// Accepts a warning with a reason.
    pub fn accept(self, finding: &FindingView, reason: &str) {
        if self.is_read_only() {
            return;
        }
        let form = self.form();
        let at = self.desk.get_value().now();
        self.state.update_value(|state| {
            let sheet = &mut state.contents.sheet;
            let acceptance = finding.finding.accept(&form, sheet, reason, &at);
            sheet.acceptances.push(acceptance);
        });
        self.refresh_findings();
        self.touch();
    }

    /// Takes an acceptance back.
    pub fn withdraw(self, finding: &FindingView) {
        if self.is_read_only() {
            return;
        }
        let Some(accepted) = finding.finding.accepted else { return };
        self.state.update_value(|state| {
            let acceptances = &mut state.contents.sheet.acceptances;
            if acceptances.get(accepted).is_some_and(|known| known.code == finding.code) {
                acceptances.remove(accepted);
            }
        });
        self.refresh_findings();
        self.touch();
    }
}

/// How many findings are open in a section, and the weightiest of them.
pub type Mark = (usize, Severity);

/// What is open in each section, and who asked for it. A signal for each
/// section that is asked for: with one for all, a key would wake them all.
#[derive(Default)]
pub(super) struct Marks {
    now: BTreeMap<(usize, usize), Mark>,
    asked: BTreeMap<(usize, usize), RwSignal<Option<Mark>>>,
}

/// What is open in each section; notices never matter.
fn marks(list: &[FindingView]) -> BTreeMap<(usize, usize), Mark> {
    let mut marks = BTreeMap::new();
    for view in list {
        let Some(section) = view.place else { continue };
        if view.severity > Severity::Notice && view.accepted.is_none() {
            let (count, most) = marks.entry(section).or_insert((0, view.severity));
            *count += 1;
            *most = view.severity.max(*most);
        }
    }
    marks
}
