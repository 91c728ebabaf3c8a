//! The open sheet: one edit in, only what it touched out.

mod handing;
mod judging;
mod typing;

pub use typing::FixView;

use super::boxes::Boxes;
use super::filing::Filed;
use super::keeping::{Fork, Keeping, Reading};
use super::lists::Lookup;
use super::past::Generation;
use super::said::{FindingView, Said};
use super::standing::Standing;
use super::table::Tables;
use crate::desk::{Desk, StoreFault};
use judging::Marks;
use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::order::set_of;
use kohyo_core::sheet::{History, Raw, Sheet};
use kohyo_core::submission::{self, Comment, Document};
use kohyo_core::wire;
use kohyo_core::wire::last_year::LastYear;
use leptos::prelude::*;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// What stands in `saved.application`.
pub const APPLICATION: &str = concat!("kohyo ", env!("CARGO_PKG_VERSION"));

/// After a letter, how long it is waited for the next before the draft is kept.
const PAUSE: u32 = 250;

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
    /// The person deleted the draft in another tab; nothing was typed since.
    Deleted,
}

impl From<StoreFault> for Saving {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Refused => Self::Unavailable,
            StoreFault::Full => Self::Failed,
        }
    }
}

/// The state behind the signals.
pub(super) struct State {
    pub(super) contents: Contents,
    pub(super) evaluation: Evaluation,
    pub(super) purpose: Purpose,
    /// The totals that moved since they were said.
    moved: Vec<CellIx>,
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
    /// What its signals belong to, whoever asked for them first.
    owner: StoredValue<Owner>,
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
    /// What is open in each section.
    marks: StoredValue<Marks>,
    /// Where the work lies.
    pub saving: RwSignal<Saving>,
    /// Whether there is a step to take back, and one to make again.
    pub steps: RwSignal<(bool, bool)>,
    /// The name of the sheet.
    pub title: RwSignal<String>,
    /// The stage at which it is to be handed in.
    pub stage: RwSignal<Option<String>>,
    /// How many rows of each free repeat stand there: those asked for, and those
    /// in which something stood. A row that was emptied stays.
    pub rows: RwSignal<HashMap<String, u32>>,
    /// How many of them the person asked for.
    asked_rows: StoredValue<HashMap<String, u32>>,
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
    /// The totals that moved, said when the box is left.
    pub totals: RwSignal<String>,
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
        let filled = form.cells().map(|(place, _)| place);
        let rows = more_rows(&form, &contents.sheet, filled, &HashMap::new());
        let session = Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            desk: StoredValue::new_local(desk),
            form: StoredValue::new(form),
            state: StoredValue::new_local(State {
                contents,
                evaluation,
                purpose: Purpose::Typing,
                moved: Vec::new(),
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
            marks: StoredValue::new(Marks::default()),
            saving: RwSignal::new(saving),
            steps: RwSignal::new((false, false)),
            title: RwSignal::new(String::new()),
            stage: RwSignal::new(stage),
            rows: RwSignal::new(rows),
            asked_rows: StoredValue::new(HashMap::new()),
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
            totals: RwSignal::new(String::new()),
            changed: RwSignal::new(0),
        };
        session.refresh_findings();
        session.refresh_head();
        session.follow_marks();
        // What stands above the sheet comes after the totals. For the rest the
        // whole sheet is looked through, so it waits until the key is answered
        // on the screen.
        Effect::new(move |before: Option<u64>| {
            let change = session.changed.get();
            session.refresh_head();
            let now = move || {
                if session.changed.try_get_untracked() == Some(change) {
                    session.take_stock();
                }
            };
            match before {
                None => now(),
                Some(_) => session.desk.get_value().later(0, Box::new(now)),
            }
            change
        });
        // The one effect that saves; the charts wait for the same pause.
        Effect::new(move |before: Option<u64>| {
            let change = session.changed.get();
            if before.is_some_and(|before| before != change) {
                // The journal as soon as the key was answered, the store after a pause.
                let desk = session.desk.get_value();
                desk.soon(session.form().len(), Box::new(move || session.note_now()));
                desk.later(
                    PAUSE,
                    Box::new(move || {
                        let latest = session
                            .state
                            .try_with_value(|state| (state.change == change, state.kept));
                        let Some((true, kept)) = latest else { return };
                        session.draw_again();
                        if kept != Some(change) {
                            session.save_now();
                        }
                    }),
                );
            }
            change
        });
        session
    }

    /// Makes signals that live as long as the sheet.
    pub(super) fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.get_value().with(make)
    }

    /// Lets go of all that belongs to it. What comes back late, a timer or an
    /// answer of the journal, finds nothing any more and has to bear it.
    pub(super) fn end(self) {
        self.owner.get_value().cleanup();
    }

    /// The form.
    pub fn form(self) -> Arc<Form> {
        self.form.get_value()
    }

    /// The document's id.
    pub fn id(self) -> String {
        self.state.with_value(|state| state.contents.document.id.clone())
    }

    /// What stands in a box.
    pub(super) fn raw(self, place: CellIx) -> Option<Raw> {
        self.state.with_value(|state| state.contents.sheet.raw(place).cloned())
    }

    /// The fiscal year of the sheet, where it is known.
    pub(super) fn fiscal_year(self) -> Option<i32> {
        let form = self.form();
        self.state.with_value(|state| submission::fiscal_year(&form, &state.evaluation))
    }

    /// The same, told again when the box that says it changes.
    pub fn year_told(self) -> Option<i32> {
        if let Some(place) = self.form().fiscal_year_cell {
            self.cell(place).track();
        }
        self.fiscal_year()
    }

    /// Shows what a file brought that has no box as it is now.
    fn show_boxless(self) {
        let form = self.form();
        let boxless = self.state.with_value(|state| boxless_of(&form, &state.contents.sheet));
        if self.boxless.with_untracked(|known| *known != boxless) {
            self.boxless.set(boxless);
        }
    }

    /// How many rows of a free repeat are shown: at least one.
    pub fn rows_of(self, repeat: &str) -> u32 {
        self.rows.with(|rows| rows.get(repeat).copied().unwrap_or(1))
    }

    /// Lets the rows of free repeats stand in which one of these cells is filled.
    pub(super) fn keep_rows(self, cells: impl Iterator<Item = CellIx>) {
        let form = self.form();
        let mut cells = cells.filter(|cell| form.cell(*cell).repeat.is_some()).peekable();
        if cells.peek().is_none() {
            return;
        }
        let more = self.state.with_value(|state| {
            self.rows.with_untracked(|known| more_rows(&form, &state.contents.sheet, cells, known))
        });
        if !more.is_empty() {
            self.rows.update(|known| known.extend(more));
        }
    }

    /// Takes away the rows of free repeats that came with these cells by one step
    /// of many, a paste, and are empty now that the step was taken back.
    fn give_rows_back(self, cells: &[CellIx]) {
        let form = self.form();
        let touched = set_of(
            cells.iter().filter_map(|cell| Some(form.cell(*cell).repeat.as_ref()?.0.as_str())),
        );
        for repeat in touched {
            let filled = self.state.with_value(|state| state.contents.sheet.rows(&form, repeat));
            let asked = self.asked_rows.with_value(|asked| asked.get(repeat).copied());
            let rows = filled.max(asked.unwrap_or(1));
            if rows < self.rows_of(repeat) {
                self.rows.update(|known| {
                    known.insert(repeat.to_owned(), rows);
                });
            }
        }
    }

    /// Notes that something is to be saved.
    pub(super) fn touch(self) {
        // Where the store would not take it, that stays said until it does.
        let settled = |saving: &Saving| matches!(saving, Saving::Saved(_) | Saving::Deleted);
        if self.saving.with_untracked(settled) {
            self.saving.set(Saving::Pending);
        }
        let writer = self.desk.get_value().writer();
        self.state.update_value(|state| {
            state.change += 1;
            state.contents.document.line.step(&writer);
        });
        if self.noted.get_untracked() {
            self.noted.set(false);
        }
        // What follows from it comes in the same turn, but behind the totals:
        // for those a person waits.
        leptos::task::spawn_local(async move {
            if let Some(change) = self.state.try_with_value(|state| state.change) {
                self.changed.try_set(change);
            }
        });
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
        self.show_cells(&form, form.cells().map(|(place, _)| place));
        self.keep_rows(form.cells().map(|(place, _)| place));
        self.show_boxless();
        self.refresh_findings();
        self.tell_turned(None);
        self.refresh_head();
        self.take_stock();
        self.draw_again();
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

/// How many rows of which free repeats must stand, where these cells are filled
/// and fewer are known.
fn more_rows(
    form: &Form,
    sheet: &Sheet,
    cells: impl Iterator<Item = CellIx>,
    known: &HashMap<String, u32>,
) -> HashMap<String, u32> {
    let mut more: HashMap<String, u32> = HashMap::new();
    for cell in cells {
        let Some((repeat, row)) = &form.cell(cell).repeat else { continue };
        let stands = more.get(repeat).or_else(|| known.get(repeat));
        if !sheet.is_blank(cell) && stands.is_none_or(|stands| stands < row) {
            more.insert(repeat.clone(), *row);
        }
    }
    more
}
