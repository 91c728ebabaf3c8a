//! The central office: what the sections sent, read, judged together, decided.
//!
//! Everything rests on the texts of the sheets; the collection, its findings
//! and its tables are worked out anew when something came or was decided.

mod chart;
mod compared;
mod grid;
mod kept;
mod out;
mod query;
mod reading;
mod remarks;
mod report;
mod totals;

pub use chart::{Bar, Chart};
pub use compared::{Comparison, Head};
pub use grid::{Go, Grid, GridCell};
pub use out::Shape;
pub use query::{Column, Query, Row, Selection};
pub use reading::Progress;
pub use remarks::{Remark, SendBack};
pub use report::FindingRow;
pub use totals::Parting;

use super::{Library, Opening};
use crate::desk::Desk;
use kohyo_core::collection::{Assessment, Collection, Expected, Status};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::submission::Comment;
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::open::Items;
use kohyo_core::{fold, wire, words};
use leptos::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// What the page keeps of an entry beside its gist.
#[derive(Clone, Debug, Default)]
struct Item {
    /// The text of the sheet, or of the file that holds none.
    text: Option<String>,
    /// The file in which it came, without the number of the item.
    source: String,
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
    /// The list of what was to come: its file, its text, what it says.
    expected: Option<(String, String, Expected)>,
    reading: reading::Reading,
    /// What the office remarked, by document.
    remarks: BTreeMap<String, Vec<Comment>>,
    out: Option<out::Job>,
}

impl State {
    fn forms(&self) -> Vec<&Form> {
        self.forms.iter().map(AsRef::as_ref).collect()
    }

    /// The sheet of an entry, read again from its text.
    fn judged(&self, place: usize) -> Option<(&Arc<Form>, Judged)> {
        let forms = self.forms();
        let text = self.items.get(place)?.text.as_deref()?;
        let (_, _, opened) = Items::of(text).ok()?.open_next(&forms)?;
        let judged = Judged::new(&forms, opened.ok()?).ok()?;
        Some((self.forms.get(judged.opened.form)?, judged))
    }

    /// What an entry is called in headings: its key and its name, or its file.
    fn name(&self, place: usize) -> String {
        let file = self.collection.entries().get(place).map_or("", |entry| entry.file.as_str());
        let Some(gist) = self.collection.gist(place) else { return file.to_owned() };
        let named: Vec<&str> =
            [gist.key.as_deref(), gist.title.as_deref()].into_iter().flatten().collect();
        if named.is_empty() { file.to_owned() } else { named.join(" ") }
    }
}

/// The office; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Office {
    desk: StoredValue<Rc<dyn Desk>, LocalStorage>,
    library: Library,
    state: StoredValue<State, LocalStorage>,
    /// Counts what changed in the collection.
    pub version: RwSignal<u64>,
    /// How far the reading is, while it goes on.
    pub progress: RwSignal<Option<Progress>>,
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
    /// The form whose totals are shown, as a place in the forms.
    pub form: RwSignal<usize>,
    /// How the totals are parted.
    pub parting: RwSignal<Parting>,
    /// The choice whose shares are drawn, as a place among the choices on offer.
    pub share: RwSignal<usize>,
    /// The sheets that lie open beside each other.
    pub compared: RwSignal<Option<Comparison>>,
    /// The cells on which a total rests.
    pub drilled: RwSignal<Option<Grid>>,
}

impl Office {
    /// An office with nothing on its table.
    pub fn new(desk: Rc<dyn Desk>, library: Library) -> Self {
        let state: StoredValue<State, LocalStorage> = StoredValue::new_local(State::default());
        let version = RwSignal::new(0);
        let query = RwSignal::new(Query::default());
        let shown = Memo::new(move |_| {
            version.track();
            query.with(|query| state.with_value(|state| query.of(state)))
        });
        Self {
            desk: StoredValue::new_local(desk),
            library,
            state,
            version,
            progress: RwSignal::new(None),
            news: RwSignal::new(Vec::new()),
            query,
            shown,
            first: RwSignal::new(0),
            current: RwSignal::new(0),
            form: RwSignal::new(0),
            parting: RwSignal::new(Parting::default()),
            share: RwSignal::new(0),
            compared: RwSignal::new(None),
            drilled: RwSignal::new(None),
        }
    }

    fn desk(self) -> Rc<dyn Desk> {
        self.desk.get_value()
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

    /// The forms of which there are sheets that count: place and title.
    pub fn forms(self) -> Vec<(usize, String)> {
        self.version.track();
        self.state.with_value(|state| {
            let of = |form: usize| {
                (0..state.items.len()).any(|place| {
                    state.collection.gist(place).is_some_and(|gist| gist.form == form)
                        && state.assessment.status(place).counts()
                })
            };
            let forms = state.forms.iter().enumerate().filter(|(place, _)| of(*place));
            forms
                .map(|(place, form)| (place, format!("{}（{}）", form.title, form.edition)))
                .collect()
        })
    }

    /// Judges all sheets together and shows what came of it.
    fn assess(self) {
        self.state.update_value(|state| {
            let forms: Vec<Arc<Form>> = state.forms.clone();
            let forms: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
            let expected = state.expected.as_ref().map(|(_, _, list)| list);
            state.assessment = state.collection.assess(&forms, expected);
        });
        let forms = self.forms();
        if let Some((first, _)) = forms.first()
            && !forms.iter().any(|(place, _)| *place == self.form.get_untracked())
        {
            self.form.set(*first);
        }
        self.version.update(|version| *version += 1);
    }

    /// Takes the list of what was to come.
    pub fn take_list(self, files: Vec<Opening>) {
        let Some(file) = files.into_iter().next_back() else { return };
        let taken = match file.text {
            Err(fault) => Err(words::open_fault(&fault, &file.name)),
            Ok(text) => self.list_of(&file.name, &text).map(|list| (file.name, text, list)),
        };
        match taken {
            Ok(list) => {
                self.news.set(vec![crate::words::list_of_expected(&list.0, list.2.sheets())]);
                self.state.update_value(|state| state.expected = Some(list));
                self.assess();
            }
            Err(sentence) => self.news.set(vec![sentence]),
        }
    }

    fn list_of(self, name: &str, text: &str) -> Result<Expected, String> {
        let rows =
            wire::table::rows(text).map_err(|fault| words::table_fault(&fault, name))?;
        kohyo_core::collection::expected_of_rows(&rows)
            .map_err(|fault| format!("「{name}」: {}", words::list_fault(&fault)))
    }

    /// Takes the list away again.
    pub fn drop_list(self) {
        self.state.update_value(|state| state.expected = None);
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
        self.assess();
    }

    /// The decisions are taken back.
    pub fn unchoose(self) {
        self.state.update_value(|state| state.collection.chosen.clear());
        self.assess();
    }

    /// Whether a person decided anything.
    pub fn has_chosen(self) -> bool {
        self.version.track();
        self.state.with_value(|state| !state.collection.chosen.is_empty())
    }

    /// Takes an entry off the table; its file stays where it is.
    pub fn remove(self, place: usize) {
        self.state.update_value(|state| {
            if let Some(item) = state.items.get(place) {
                state.reading.forget(&item.source);
            }
            state.collection.retain(|other| other != place);
            if place < state.items.len() {
                state.items.remove(place);
            }
        });
        self.compared.set(None);
        self.assess();
    }

    /// Clears the table; the person was asked before.
    pub fn clear(self) {
        self.state.update_value(|state| *state = State::default());
        self.news.set(Vec::new());
        self.compared.set(None);
        self.query.set(Query::default());
        self.assess();
    }
}

/// By how often each name comes.
type Names = HashMap<String, usize>;
