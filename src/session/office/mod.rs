//! The central office: what the sections sent, read, judged together, decided.
//!
//! Everything rests on the texts of the sheets; the collection, its findings
//! and its tables are worked out anew when something came or was decided.
//! What is kept of it lies behind [`crate::desk::OfficeDesk`].

mod chart;
mod compared;
mod drawing;
mod here;
mod kept;
mod out;
mod prefill;
mod query;
mod reading;
mod reception;
mod remarks;
mod report;
mod tables;
mod totals;

pub use chart::{Heat, Shares, Years};
pub use compared::{Comparison, Head, Line};
pub use kept::Keeping;
pub use out::Shape;
pub use prefill::Prefilling;
pub use query::{Column, Query, Row};
pub use reading::Progress;
pub use reception::{DepartmentRow, ExpectedLine};
pub use remarks::{Remark, SendBack};
pub use report::{FindingRow, Narrowing, SectionReport, Tally};

pub use tables::{Published, PublishedRow};
pub use totals::{Block, Drill, Part, Parting, TotalView};

use super::Library;
use crate::desk::{Desk, OfficeDesk, Opening};
use kohyo_core::collection::{Assessing, Assessment, Collection, Expected, Status};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::submission::{Comment, OpenFault};
use kohyo_core::wire::judged::Judged;
use kohyo_core::{fold, wire, words};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// What the page keeps of an entry beside its gist.
#[derive(Clone, Debug, Default)]
struct Item {
    /// Under which it is kept.
    key: String,
    /// The text of the sheet, or of the file that holds none.
    text: Option<String>,
    /// By which it is known when its file comes again.
    imprint: here::Imprint,
    /// What was found in the sheet by itself: code, weight, how often.
    codes: Vec<(String, Severity, usize)>,
    /// What was remarked on it, as the file says.
    comments: Vec<Comment>,
    /// What a search looks through, folded.
    sought: String,
}

/// The state behind the signals.
#[derive(Default)]
struct State {
    forms: Vec<Arc<Form>>,
    collection: Collection,
    /// One for each entry.
    items: Vec<Item>,
    assessment: Assessment,
    /// The entries of each document.
    versions: HashMap<String, Vec<usize>>,
    /// The list of what was to come: its file, its text, what it says.
    expected: Option<(String, String, Expected)>,
    reading: reading::Reading,
    /// What the office remarked, by document.
    remarks: BTreeMap<String, Vec<Comment>>,
}

impl State {
    fn forms(&self) -> Vec<&Form> {
        self.forms.iter().map(AsRef::as_ref).collect()
    }

    /// Judges the next part of all sheets together; whether there was one.
    fn assess(&self, assessing: &mut Assessing) -> bool {
        let expected = self.expected.as_ref().map(|(_, _, list)| list);
        assessing.step(&self.collection, &self.forms(), expected)
    }

    /// The sheet in a text, judged.
    fn judged_of(&self, text: &str) -> Result<Judged, OpenFault> {
        let forms = self.forms();
        let opened = wire::open::open(text, &forms)?.pop().ok_or(OpenFault::Foreign)?;
        Judged::new(&forms, opened)
    }

    /// The sheet of an entry, read again from its text.
    fn judged(&self, place: usize) -> Option<(&Arc<Form>, Judged)> {
        let judged = self.judged_of(self.items.get(place)?.text.as_deref()?).ok()?;
        Some((self.forms.get(judged.opened.form)?, judged))
    }

    fn file(&self, place: usize) -> &str {
        self.collection.entries().get(place).map_or("", |entry| entry.file.as_str())
    }

    /// What an entry is called in headings: its key and its name, or its file.
    fn name(&self, place: usize) -> String {
        let Some(gist) = self.collection.gist(place) else { return self.file(place).to_owned() };
        let named: Vec<&str> =
            [gist.key.as_deref(), gist.title.as_deref()].into_iter().flatten().collect();
        if named.is_empty() { self.file(place).to_owned() } else { named.join(" ") }
    }
}

/// The office; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Office {
    desk: StoredValue<Rc<dyn Desk>, LocalStorage>,
    machine: StoredValue<Rc<dyn OfficeDesk>, LocalStorage>,
    forms: Library,
    state: StoredValue<State, LocalStorage>,
    /// Counts what changed in the table of sheets.
    pub version: RwSignal<u64>,
    panels: drawing::Panels,
    /// How far the reading is, while it goes on.
    pub progress: RwSignal<Option<Progress>>,
    /// Whether what came is kept on this machine.
    pub keeping: RwSignal<Keeping>,
    /// What happened, in sentences.
    pub news: RwSignal<Vec<String>>,
    /// What is sought, and in which order it is shown.
    pub query: RwSignal<Query>,
    /// The entries that are shown, in order.
    pub shown: Memo<Vec<usize>>,
    /// The row at which the window begins, where there are very many.
    pub first: RwSignal<usize>,
    /// The row that takes the focus.
    pub current: RwSignal<usize>,
    /// Which findings are shown.
    pub narrowing: RwSignal<Narrowing>,
    /// Whether of the list only what is missing is shown.
    pub missing_alone: RwSignal<bool>,
    /// The form whose totals are shown, as a place in the forms.
    pub form: RwSignal<usize>,
    /// The same where there are sheets of it, else the first of which there are.
    chosen_form: Memo<Option<usize>>,
    /// How the totals are parted.
    pub parting: RwSignal<Parting>,
    /// The published table that is shown, as a place among those of the form.
    pub table: RwSignal<usize>,
    /// How many of its rows are passed over.
    pub table_from: RwSignal<usize>,
    /// What became of the tables that were brought, in sentences.
    pub tables_news: RwSignal<Vec<String>>,
    /// The drafts that are being made.
    pub prefilling: RwSignal<Prefilling>,
    /// The amounts that are drawn by year, where a person chose them.
    pub drawn: RwSignal<Vec<Option<usize>>>,
    /// The choice whose shares are drawn, as a place among those on offer.
    pub share: RwSignal<usize>,
    /// The figures of a total.
    pub drilled: RwSignal<Option<Drill>>,
    /// Whether the report of the round is laid out for print.
    pub reporting: RwSignal<bool>,
    /// The sheets that lie open beside each other.
    pub compared: RwSignal<Option<Comparison>>,
}

impl Office {
    /// An office with nothing on its table.
    pub fn new(desk: Rc<dyn Desk>, machine: Rc<dyn OfficeDesk>, forms: Library) -> Self {
        let state: StoredValue<State, LocalStorage> = StoredValue::new_local(State::default());
        let version = RwSignal::new(0);
        let query = RwSignal::new(Query::default());
        let shown = Memo::new(move |_| {
            version.track();
            query.with(|query| state.with_value(|state| query.of(state)))
        });
        let form = RwSignal::new(0);
        let chosen_form = Memo::new(move |_| {
            version.track();
            let asked = form.get();
            let counts = state.with_value(State::sheets_of_forms);
            let has = |place: &usize| counts.get(*place).is_some_and(|count| *count > 0);
            Some(asked).filter(has).or_else(|| (0..counts.len()).find(has))
        });
        Self {
            desk: StoredValue::new_local(desk),
            machine: StoredValue::new_local(machine),
            forms,
            state,
            version,
            panels: drawing::Panels::new(),
            progress: RwSignal::new(None),
            keeping: RwSignal::new(Keeping::Nothing),
            news: RwSignal::new(Vec::new()),
            query,
            shown,
            first: RwSignal::new(0),
            current: RwSignal::new(0),
            narrowing: RwSignal::new(Narrowing::default()),
            missing_alone: RwSignal::new(false),
            form,
            chosen_form,
            parting: RwSignal::new(Parting::default()),
            table: RwSignal::new(0),
            table_from: RwSignal::new(0),
            tables_news: RwSignal::new(Vec::new()),
            prefilling: RwSignal::new(Prefilling::default()),
            drawn: RwSignal::new(Vec::new()),
            share: RwSignal::new(0),
            drilled: RwSignal::new(None),
            reporting: RwSignal::new(false),
            compared: RwSignal::new(None),
        }
    }

    fn desk(self) -> Rc<dyn Desk> {
        self.desk.get_value()
    }

    fn machine(self) -> Rc<dyn OfficeDesk> {
        self.machine.get_value()
    }

    /// Whether nothing came yet.
    pub fn is_empty(self) -> bool {
        self.version.track();
        self.state.with_value(|state| state.items.is_empty())
    }

    /// How many entries count as each status.
    pub fn counts(self) -> Vec<(Status, usize)> {
        self.version.track();
        self.state.with_value(|state| {
            Status::ALL.map(|status| (status, state.assessment.count(status))).to_vec()
        })
    }

    /// The sections that sent something, each once.
    pub fn departments(self) -> Vec<String> {
        self.version.track();
        self.state.with_value(|state| {
            let mut out: BTreeMap<String, String> = BTreeMap::new();
            for place in 0..state.items.len() {
                if let Some(name) =
                    state.collection.gist(place).and_then(|gist| gist.department.clone())
                {
                    out.entry(fold::label(&name).collect()).or_insert(name);
                }
            }
            out.into_values().collect()
        })
    }

    /// Judges all sheets together and shows what came of it.
    fn assess(self) {
        let mut assessing = Assessing::default();
        self.state.with_value(|state| while state.assess(&mut assessing) {});
        self.take_assessment(assessing);
        self.draw_all();
    }

    /// The same, the page being free in between, and then what follows.
    fn assess_by_turns(self, then: impl FnOnce() + 'static) {
        self.judge_by_turns(move || self.draw_by_turns(then));
    }

    /// Judges all sheets together, the page being free in between, and then does
    /// what follows. Whatever changes the table meanwhile judges it by itself.
    fn judge_by_turns(self, then: impl FnOnce() + 'static) {
        let assessing = Rc::new(RefCell::new(Assessing::default()));
        let changes = move || self.state.with_value(|state| state.reading.changes);
        let begun = changes();
        let own = assessing.clone();
        let step = move || {
            let assess = |state: &State| state.assess(&mut own.borrow_mut());
            changes() == begun && self.state.with_value(assess)
        };
        let then = move || {
            if changes() == begun {
                self.take_assessment(assessing.take());
            }
            then();
        };
        self.machine().work(Box::new(step), Box::new(then));
    }

    fn take_assessment(self, assessing: Assessing) {
        self.state.update_value(|state| {
            state.assessment = assessing.end();
            state.reading.changes += 1;
            state.versions.clear();
            for place in 0..state.items.len() {
                let document = state.collection.gist(place).map(|gist| gist.document.clone());
                if let Some(document) = document.filter(|document| !document.is_empty()) {
                    state.versions.entry(document).or_default().push(place);
                }
            }
        });
    }

    /// Takes the list of what was to come.
    pub fn take_list(self, files: Vec<Opening>) {
        let Some(file) = files.into_iter().next_back() else { return };
        let taken = match file.text {
            Err(fault) => Err(words::open_fault(&fault, &file.name)),
            Ok(text) => list_of(&file.name, &text).map(|list| (file.name, text, list)),
        };
        match taken {
            Ok(list) => {
                self.news.set(vec![crate::words::list_of_expected(&list.0, list.2.sheets())]);
                self.state.update_value(|state| state.expected = Some(list));
                self.keep_about();
                self.assess();
            }
            Err(sentence) => self.news.set(vec![sentence]),
        }
    }

    /// Takes the list away again.
    pub fn drop_list(self) {
        self.state.update_value(|state| state.expected = None);
        self.keep_about();
        self.assess();
    }

    /// The file of the list, if there is one.
    pub fn list_name(self) -> Option<String> {
        self.version.track();
        self.state.with_value(|state| state.expected.as_ref().map(|(name, _, _)| name.clone()))
    }

    /// A person decides which of the sheets that contradict each other counts.
    pub fn choose(self, place: usize, among: &[usize]) {
        self.state.update_value(|state| {
            for other in among {
                state.collection.chosen.remove(other);
            }
            state.collection.chosen.insert(place);
        });
        self.keep_again(among);
        self.assess();
        self.look_again();
    }

    /// The decisions are taken back.
    pub fn unchoose(self) {
        let mut chosen = Vec::new();
        self.state.update_value(|state| {
            chosen.extend(std::mem::take(&mut state.collection.chosen));
        });
        self.keep_again(&chosen);
        self.assess();
        self.look_again();
    }

    /// Whether a person decided anything.
    pub fn has_chosen(self) -> bool {
        self.version.track();
        self.state.with_value(|state| !state.collection.chosen.is_empty())
    }

    /// Takes an entry off the table; its file stays where it is.
    pub fn remove(self, place: usize) {
        let mut keys = Vec::new();
        self.state.update_value(|state| keys = state.drop_places(|other| other == place));
        self.machine().forget_all(keys);
        self.compared.set(None);
        self.assess();
    }

    /// Clears the table; the person was asked before.
    pub fn clear(self) {
        self.machine().forget_collection();
        self.state.update_value(|state| {
            let reading = state.reading.cleared();
            *state = State { reading, ..State::default() };
        });
        self.news.set(Vec::new());
        self.compared.set(None);
        self.query.set(Query::default());
        self.first.set(0);
        self.know_forms();
        self.assess();
    }
}

fn list_of(name: &str, text: &str) -> Result<Expected, String> {
    let rows = wire::table::rows(text).map_err(|fault| words::table_fault(&fault, name))?;
    kohyo_core::collection::expected_of_rows(&rows)
        .map_err(|fault| crate::words::about_file(name, &words::list_fault(&fault)))
}
