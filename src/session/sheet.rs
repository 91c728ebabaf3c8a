//! The open sheet: one edit in, only what it touched out.

use super::boxes::Boxes;
use super::filing::Filed;
use super::keeping::{Fork, Keeping, Reading};
use super::lists::Lookup;
use super::past::Generation;
use super::said::{FindingView, Said};
use super::standing::Standing;
use super::table::Tables;
use crate::desk::Desk;
use kohyo_core::check::{CellValue, Evaluation, Place, Purpose, unknown_choices};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::{Acceptance, Change, Edit, History, Raw, Sheet};
use kohyo_core::submission::{self, Comment, Document};
use kohyo_core::wire;
use kohyo_core::wire::last_year::LastYear;
use leptos::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// What stands in `saved.application`.
pub const APPLICATION: &str = concat!("kohyo ", env!("CARGO_PKG_VERSION"));

/// After a letter, how long it is waited for the next before the draft is kept.
const PAUSE: u32 = 250;

/// After a letter, how long it is waited for the next before it is worked out
/// anew where one stands.
const REST: u32 = 150;

/// A sheet with its history and its document.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The answers.
    pub sheet: Sheet,
    /// The steps that can be taken back.
    pub history: History,
    /// The document around it.
    pub document: Document,
}

impl Contents {
    /// The text of the draft.
    pub(super) fn text(&self, form: &Form, at: &str) -> String {
        wire::draft::write(form, &self.sheet, &self.history, &self.document, at, APPLICATION)
    }
}

/// A mend before it is made: for each box, what stands there and what will.
#[derive(Clone, Debug, PartialEq)]
pub struct FixView {
    /// (printed name, before, after)
    pub steps: Vec<(String, String, String)>,
    pub(super) changes: Vec<(CellIx, Option<Raw>)>,
}

/// Where the work lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Kept on this machine, at this time.
    Saved(String),
    /// About to be kept.
    Pending,
    /// It could not be kept.
    Failed,
    /// The browser keeps nothing here.
    Unavailable,
}

/// The state behind the signals.
pub(super) struct State {
    pub(super) contents: Contents,
    pub(super) evaluation: Evaluation,
    pub(super) purpose: Purpose,
    /// The box in which the IME composes.
    composing: Option<CellIx>,
    /// Whether the next text comes out of the clipboard.
    pasting: bool,
    /// Counts changes, so that an older timer does not save.
    pub(super) change: u64,
    /// The change that lies in the store.
    pub(super) kept: Option<u64>,
    /// What else is known of where the work lies.
    pub(super) keeping: Keeping,
}

/// The open sheet; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct SheetSession {
    pub(super) desk: StoredValue<Rc<dyn Desk>, LocalStorage>,
    pub(super) form: StoredValue<Arc<Form>>,
    pub(super) state: StoredValue<State, LocalStorage>,
    /// What its boxes show.
    pub(super) boxes: Boxes,
    /// What is said, and what of it stands where.
    pub(super) said: StoredValue<Said>,
    /// The office's lists that say something of the form.
    pub(super) lookups: StoredValue<Vec<Lookup>>,
    /// What a file brought that has no box: id, name, text, and whether an
    /// earlier revision of the form asked for it.
    pub boxless: RwSignal<Vec<(String, String, String, bool)>>,
    /// Everything to be said of the sheet.
    pub findings: RwSignal<Vec<FindingView>>,
    /// What is open in each section: how many findings, the weightiest.
    marks: Memo<BTreeMap<(usize, usize), (usize, Severity)>>,
    /// Where the work lies.
    pub saving: RwSignal<Saving>,
    /// Whether there is a step to take back, and one to make again.
    pub steps: RwSignal<(bool, bool)>,
    /// The name of the sheet.
    pub title: RwSignal<String>,
    /// The stage at which it is to be handed in.
    pub stage: RwSignal<Option<String>>,
    /// How many rows of each free repeat are asked for.
    pub rows: RwSignal<HashMap<String, u32>>,
    /// The weight to which the list is narrowed.
    pub filter: RwSignal<Option<Severity>>,
    /// The section to which the list is narrowed.
    pub narrowed: RwSignal<Option<(usize, usize)>>,
    /// The mends of one code, shown before they are made.
    pub mending: RwSignal<Option<FixView>>,
    /// The warning for which a reason is asked.
    pub accepting: RwSignal<Option<FindingView>>,
    /// The reason as typed so far.
    pub reason: RwSignal<String>,
    /// Whether the latest export could not be written.
    pub unwritten: RwSignal<bool>,
    /// What the draft remembers of last year.
    pub(super) last: StoredValue<Option<Arc<LastYear>>>,
    /// What is missing, changed, looked for.
    pub standing: Standing,
    /// Its tables under the hand.
    pub tables: Tables,
    /// The finding to which a key led last, counted in the list.
    pub(super) visited: StoredValue<Option<usize>>,
    /// Why it is open for reading only, if so.
    pub reading: RwSignal<Option<Reading>>,
    /// The draft beside which this one stands, because both were changed.
    pub fork: RwSignal<Option<Fork>>,
    /// Whether the journal has it as it stands.
    pub noted: RwSignal<bool>,
    /// The file to which it is saved again and again.
    pub filed: RwSignal<Filed>,
    /// What was remarked on the sheet.
    pub comments: RwSignal<Vec<Comment>>,
    /// The earlier states that are kept, the latest first.
    pub past: RwSignal<Vec<Generation>>,
    changed: RwSignal<u64>,
}

impl SheetSession {
    /// A sheet in front of the person; `kept` if it came out of the store.
    pub fn new(desk: Rc<dyn Desk>, form: Arc<Form>, contents: Contents, kept: bool) -> Self {
        let evaluation = Evaluation::new(&form, &contents.sheet);
        let boxes = Boxes::new(&form, &contents.sheet, &evaluation);
        let saving = if kept { Saving::Saved(desk.clock()) } else { Saving::Pending };
        let stage = contents.document.stage.clone();
        let tables = Tables::new(&form);
        let findings = RwSignal::new(Vec::new());
        let standing = Standing::new(&contents.sheet);
        let last = StoredValue::new(super::roll_over::remembered(&form, &contents));
        let comments = contents.document.comments.clone();
        let boxless = RwSignal::new(boxless_of(&form, &contents.sheet));
        let session = Self {
            desk: StoredValue::new_local(desk),
            form: StoredValue::new(form),
            state: StoredValue::new_local(State {
                contents,
                evaluation,
                purpose: Purpose::Typing,
                composing: None,
                pasting: false,
                change: 0,
                kept: kept.then_some(0),
                keeping: Keeping::default(),
            }),
            boxes,
            said: StoredValue::new(Said::default()),
            lookups: StoredValue::new(Vec::new()),
            boxless,
            findings,
            marks: Memo::new(move |_| findings.with(|list| marks(list))),
            saving: RwSignal::new(saving),
            steps: RwSignal::new((false, false)),
            title: RwSignal::new(String::new()),
            stage: RwSignal::new(stage),
            rows: RwSignal::new(HashMap::new()),
            filter: RwSignal::new(None),
            narrowed: RwSignal::new(None),
            mending: RwSignal::new(None),
            accepting: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            unwritten: RwSignal::new(false),
            last,
            standing,
            tables,
            visited: StoredValue::new(None),
            reading: RwSignal::new(None),
            fork: RwSignal::new(None),
            noted: RwSignal::new(false),
            filed: RwSignal::new(Filed::No),
            comments: RwSignal::new(comments),
            past: RwSignal::new(Vec::new()),
            changed: RwSignal::new(0),
        };
        session.refresh_findings();
        session.refresh_head();
        // The whole sheet is looked through for it, so it waits until the
        // person does.
        Effect::new(move |before: Option<u64>| {
            let change = session.changed.get();
            let now = move || {
                if session.changed.try_get_untracked() == Some(change) {
                    session.take_stock();
                }
            };
            match before {
                None => now(),
                Some(_) => session.desk.get_value().later(REST, Box::new(now)),
            }
            change
        });
        // The one effect that saves.
        Effect::new(move |before: Option<u64>| {
            let change = session.changed.get();
            if before.is_some_and(|before| before != change) {
                // The journal as soon as the key was answered, the store after a pause.
                let desk = session.desk.get_value();
                desk.soon(session.form().len(), Box::new(move || session.note_now()));
                desk.later(
                    PAUSE,
                    Box::new(move || {
                        let due = session.state.try_with_value(|state| {
                            state.change == change && state.kept != Some(change)
                        });
                        if due == Some(true) {
                            session.save_now();
                        }
                    }),
                );
            }
            change
        });
        session
    }

    /// The form.
    pub fn form(self) -> Arc<Form> {
        self.form.get_value()
    }

    /// The document's id.
    pub fn id(self) -> String {
        self.state.with_value(|state| state.contents.document.id.clone())
    }

    /// The IME begins to compose in a box: until it ends, nothing is read.
    pub fn composition_begins(self, place: CellIx) {
        self.state.update_value(|state| state.composing = Some(place));
    }

    /// The IME is done.
    pub fn composition_ends(self, place: CellIx, text: &str) {
        self.state.update_value(|state| state.composing = None);
        self.type_into(place, text);
    }

    /// A text was typed into a box.
    pub fn type_into(self, place: CellIx, text: &str) {
        if self.state.with_value(|state| state.composing == Some(place)) {
            return;
        }
        let raw = if text.is_empty() { None } else { Some(Raw::text(text)) };
        self.typed(place, raw);
    }

    /// Something is being pasted: a step of its own.
    pub fn paste_begins(self) {
        self.leave();
        self.state.update_value(|state| state.pasting = true);
    }

    /// The box was left: the letters typed into it are one step.
    pub fn leave(self) {
        self.state.update_value(|state| state.contents.history.left());
    }

    /// One of a list was chosen, or none.
    pub fn choose(self, place: CellIx, code: &str) {
        let form = self.form();
        let choice = form.choices_of(form.cell(place)).iter().find(|choice| choice.code == code);
        self.typed(place, choice.map(|choice| Raw::text(&choice.label)));
        self.leave();
    }

    /// One of several was chosen or taken away; texts that are no choice stay.
    pub fn toggle(self, place: CellIx, code: &str, chosen: bool) {
        let form = self.form();
        let list = form.choices_of(form.cell(place));
        let bits = match self.value(place) {
            CellValue::Choices(bits) => bits,
            _ => 0,
        };
        let mut texts: Vec<String> = list
            .iter()
            .enumerate()
            .filter(
                |(index, choice)| {
                    if choice.code == code { chosen } else { bits >> index & 1 == 1 }
                },
            )
            .map(|(_, choice)| choice.label.clone())
            .collect();
        let raw = self.state.with_value(|state| state.contents.sheet.raw(place).cloned());
        texts.extend(unknown_choices(&form, form.cell(place), raw.as_ref()));
        self.typed(place, if texts.is_empty() { None } else { Some(Raw::Several(texts)) });
        self.leave();
    }

    fn value(self, place: CellIx) -> CellValue {
        let form = self.form();
        self.state.with_value(|state| state.evaluation.value(&form, place))
    }

    fn typed(self, place: CellIx, raw: Option<Raw>) {
        let same = self.state.with_value(|state| state.contents.sheet.raw(place) == raw.as_ref());
        if same || self.is_read_only() {
            return;
        }
        self.state.update_value(|state| {
            let before = state.contents.sheet.put(place, raw.clone());
            state.contents.history.typed(Edit { cell: place, before, after: raw });
            if std::mem::take(&mut state.pasting) {
                state.contents.history.left();
            }
        });
        self.judge([place]);
    }

    /// How many findings are open in a section, and the weightiest of them. A
    /// section is told only of its own.
    pub fn marks_of(self, section: (usize, usize)) -> Memo<Option<(usize, Severity)>> {
        Memo::new(move |_| self.marks.with(|marks| marks.get(&section).copied()))
    }

    /// Makes a mend: one step.
    pub fn mend(self, fix: &FixView) {
        self.change_to(&fix.changes);
    }

    /// What stands in a box.
    pub(super) fn raw(self, place: CellIx) -> Option<Raw> {
        self.state.with_value(|state| state.contents.sheet.raw(place).cloned())
    }

    /// Puts texts into boxes: one step.
    pub(super) fn change_to(self, changes: &[(CellIx, Option<Raw>)]) {
        if changes.is_empty() || self.is_read_only() {
            return;
        }
        let mut touched = Vec::new();
        self.state.update_value(|state| {
            let mut edits = Vec::new();
            for (cell, after) in changes {
                let before = state.contents.sheet.put(*cell, after.clone());
                edits.push(Edit { cell: *cell, before, after: after.clone() });
                touched.push(*cell);
            }
            state.contents.history.made(Change { edits, ..Change::default() });
        });
        self.judge(touched);
    }

    /// Makes it like another sheet of its form: one step.
    pub(super) fn become_like(self, there: &Sheet) {
        if self.is_read_only() {
            return;
        }
        self.step(|state| {
            let contents = &mut state.contents;
            let change = Change::between(&contents.sheet, there);
            if change.is_empty() {
                return None;
            }
            change.apply(&mut contents.sheet);
            contents.history.made(change.clone());
            Some(change)
        });
    }

    /// The mends of all findings of one code, as one step. Where two would
    /// change the same box, the first in the list does.
    pub fn mends_of(self, code: &str) -> FixView {
        let mut together = FixView { steps: Vec::new(), changes: Vec::new() };
        self.findings.with_untracked(|list| {
            let fixes =
                list.iter().filter(|view| view.code == code).filter_map(|view| view.fix.as_ref());
            for fix in fixes {
                let taken = |cell: &CellIx| together.changes.iter().any(|(known, _)| known == cell);
                if fix.changes.iter().any(|(cell, _)| taken(cell)) {
                    continue;
                }
                together.steps.extend(fix.steps.iter().cloned());
                together.changes.extend(fix.changes.iter().cloned());
            }
        });
        together
    }

    /// Takes the latest step back.
    pub fn undo(self) {
        self.step(|state| {
            let contents = &mut state.contents;
            contents.history.undo(&mut contents.sheet)
        });
    }

    /// Makes the latest step taken back again.
    pub fn redo(self) {
        self.step(|state| {
            let contents = &mut state.contents;
            contents.history.redo(&mut contents.sheet)
        });
    }

    fn step(self, step: impl FnOnce(&mut State) -> Option<Change>) {
        if self.is_read_only() {
            return;
        }
        let mut change = None;
        self.state.update_value(|state| change = step(state));
        if let Some(change) = change {
            if !change.boxless.is_empty() {
                self.show_boxless();
                self.refresh_findings();
            }
            self.judge(change.edits.iter().map(|edit| edit.cell));
        }
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
            let on = finding
                .finding
                .rests
                .iter()
                .map(|place| match place {
                    Place::Cell(cell) => (
                        form.cell(*cell).id.clone(),
                        sheet.raw(*cell).map(Raw::shown).unwrap_or_default(),
                    ),
                    Place::Other(id) => {
                        (id.clone(), sheet.unknown.get(id).map(Raw::shown).unwrap_or_default())
                    }
                })
                .collect();
            sheet.acceptances.push(Acceptance {
                code: finding.code.clone(),
                rule: finding.finding.rule.clone(),
                cells: finding.cells.clone(),
                reason: reason.to_owned(),
                at,
                on,
            });
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

    /// Shows one more row of a free repeat.
    pub fn add_row(self, repeat: &str) {
        let rows = self.rows_of(repeat) + 1;
        self.rows.update(|known| {
            known.insert(repeat.to_owned(), rows);
        });
    }

    /// The fiscal year of the sheet, where it is known.
    pub(super) fn fiscal_year(self) -> Option<i32> {
        let form = self.form();
        self.state.with_value(|state| submission::fiscal_year(&form, &state.evaluation))
    }

    /// Shows what a file brought that has no box as it is now.
    fn show_boxless(self) {
        let form = self.form();
        let boxless = self.state.with_value(|state| boxless_of(&form, &state.contents.sheet));
        if self.boxless.with_untracked(|known| *known != boxless) {
            self.boxless.set(boxless);
        }
    }

    /// How many rows of a free repeat are shown: those filled, those asked
    /// for, and at least one.
    pub fn rows_of(self, repeat: &str) -> u32 {
        let form = self.form();
        let filled = self.state.with_value(|state| state.contents.sheet.rows(&form, repeat));
        let asked = self.rows.with(|rows| rows.get(repeat).copied().unwrap_or(0));
        filled.max(asked).max(1)
    }

    /// Judges again what edits of these boxes touched, and shows it.
    fn judge(self, edited: impl IntoIterator<Item = CellIx>) {
        let form = self.form();
        let mut shown: Vec<CellIx> = Vec::new();
        let mut findings = false;
        self.state.update_value(|state| {
            for cell in edited {
                let changes = state.evaluation.update(&form, &state.contents.sheet, cell);
                shown.extend(changes.readings);
                shown.extend(changes.computed);
                findings |= changes.findings;
            }
        });
        shown.sort_unstable();
        shown.dedup();
        for place in &shown {
            self.show_cell(&form, *place);
        }
        if findings || self.quotes(&shown) {
            self.refresh_findings_of(&shown);
        }
        self.tell_turned();
        self.refresh_head();
        self.touch();
    }

    /// Notes that something is to be saved.
    pub(super) fn touch(self) {
        // Where the store would not take it, that stays said until it does.
        if matches!(self.saving.get_untracked(), Saving::Saved(_)) {
            self.saving.set(Saving::Pending);
        }
        let writer = self.desk.get_value().writer();
        self.state.update_value(|state| {
            state.change += 1;
            state.contents.document.line.step(&writer);
        });
        self.noted.set(false);
        self.changed.set(self.state.with_value(|state| state.change));
    }

    pub(super) fn refresh_head(self) {
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

    /// Hands the submission file to the person. False where what was written
    /// does not read back as what was meant; nothing is handed out then.
    pub fn export(self) -> bool {
        self.judge_for_submission();
        let form = self.form();
        let desk = self.desk.get_value();
        let stage = self.stage.get_untracked();
        let written = self.state.with_value(|state| {
            let Contents { sheet, document, .. } = &state.contents;
            let name = wire::submission::file_name(&form, sheet, &state.evaluation, &desk.stamp());
            wire::submission::write(
                &form,
                sheet,
                &state.evaluation,
                &super::roll_over::handed_in(document),
                stage.as_deref(),
                &desk.now(),
                APPLICATION,
            )
            .map(|text| (name, text))
        });
        self.unwritten.set(written.is_err());
        match written {
            Ok((name, text)) => {
                desk.hand_out(&name, &text);
                true
            }
            Err(_) => false,
        }
    }

    /// Hands the draft file to the person.
    pub fn hand_out_draft(self) {
        let (name, text) = self.draft_file();
        self.desk.get_value().hand_out(&name, &text);
    }

    /// The name and the text of the draft as a file.
    pub(super) fn draft_file(self) -> (String, String) {
        let desk = self.desk.get_value();
        self.with_evaluation(|form, contents, evaluation| {
            super::filing::draft_file(desk.as_ref(), form, contents, evaluation)
        })
    }

    /// Takes a step by a key, unless the box with the focus has letters that
    /// its own undo takes back. Says whether the key was taken.
    pub fn step_by_key(self, back: bool) -> bool {
        if self.state.with_value(|state| state.contents.history.is_typing()) {
            return false;
        }
        if back {
            self.undo();
        } else {
            self.redo();
        }
        true
    }

    /// Whether nothing was changed since it came.
    pub fn is_untouched(self) -> bool {
        self.state.with_value(|state| state.change == 0)
    }

    /// Whether nothing stands in it.
    pub fn is_blank(self) -> bool {
        self.state.with_value(|state| {
            let sheet = &state.contents.sheet;
            sheet.unknown.is_empty() && sheet.filled().all(|(_, raw)| raw.is_blank())
        })
    }

    /// Reads the form, what stands in the sheet and what it means.
    pub(super) fn with_evaluation<T>(
        self,
        read: impl FnOnce(&Arc<Form>, &Contents, &Evaluation) -> T,
    ) -> T {
        let form = self.form();
        self.state.with_value(|state| read(&form, &state.contents, &state.evaluation))
    }

    /// Puts another state of the same document in front of the person, as it
    /// was read out of the store.
    pub(super) fn show_state(self, contents: Contents) {
        let form = self.form();
        self.stage.set(contents.document.stage.clone());
        self.comments.set(contents.document.comments.clone());
        self.state.update_value(|state| {
            state.evaluation = Evaluation::new(&form, &contents.sheet);
            state.contents = contents;
            state.change += 1;
            state.kept = Some(state.change);
        });
        for (place, _) in form.cells() {
            self.show_cell(&form, place);
        }
        self.show_boxless();
        self.refresh_findings();
        self.tell_turned();
        self.refresh_head();
        self.take_stock();
        self.saving.set(Saving::Saved(self.desk.get_value().clock()));
    }

    /// Reads the form and what stands in the sheet.
    pub(super) fn with_contents<T>(self, read: impl FnOnce(&Arc<Form>, &Contents) -> T) -> T {
        let form = self.form();
        self.state.with_value(|state| read(&form, &state.contents))
    }
}

/// What a file brought that has no box: id, name, text, and whether an earlier
/// revision of the form asked for it.
fn boxless_of(form: &Form, sheet: &Sheet) -> Vec<(String, String, String, bool)> {
    let one = |(id, raw): (&String, &Raw)| {
        let label = form.old_label(id);
        let old = sheet.old.contains(id) || label.is_some();
        (id.clone(), label.unwrap_or(id).to_owned(), raw.shown(), old)
    };
    sheet.unknown.iter().map(one).collect()
}

/// What is open in each section; notices never matter.
fn marks(list: &[FindingView]) -> BTreeMap<(usize, usize), (usize, Severity)> {
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
