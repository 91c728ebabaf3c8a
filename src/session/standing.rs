//! Where one stands: what is still missing, what was changed since the sheet
//! was opened, where a word stands.

use super::SheetSession;
use super::sheet::Contents;
use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::fold;
use kohyo_core::form::{CellIx, Form};
use kohyo_core::sheet::{Raw, Sheet};
use leptos::prelude::*;
use std::collections::{HashMap, VecDeque};

/// The most places that a search shows.
pub const MOST_FOUND: usize = 30;
/// The most letters of a text that a list shows.
const MOST_LETTERS: usize = 40;

/// A cell in a list: its id, its printed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// The id.
    pub id: String,
    /// The printed name.
    pub label: String,
    /// What stands there, or stood there first.
    pub text: String,
    /// What stands there now, in a list of changes.
    pub now: String,
}

/// What is known of the work as a whole.
#[derive(Clone, Copy)]
pub struct Standing {
    /// How many boxes of a section must be filled: filled, asked.
    pub progress: RwSignal<HashMap<(usize, usize), (usize, usize)>>,
    /// The stage at which it is to be handed in, as people call it.
    pub stage: RwSignal<Option<String>>,
    /// What must be filled and is not.
    pub missing: RwSignal<Vec<Spotted>>,
    /// What was changed since the sheet was opened.
    pub changes: RwSignal<Vec<Spotted>>,
    /// The word that is looked for.
    pub query: RwSignal<String>,
    /// Tells that the charts are to be drawn anew.
    pub(super) drawn: RwSignal<()>,
    /// The charts whose turn to be drawn has not come.
    pub(super) undrawn: StoredValue<VecDeque<RwSignal<bool>>>,
    /// The sheet as it was opened, unless it was empty.
    origin: StoredValue<Option<Sheet>>,
}

impl Standing {
    /// Of a sheet that is about to be opened.
    pub(super) fn new(sheet: &Sheet) -> Self {
        let empty = sheet.filled().all(|(_, raw)| raw.is_blank());
        Self {
            progress: RwSignal::new(HashMap::new()),
            stage: RwSignal::new(None),
            missing: RwSignal::new(Vec::new()),
            changes: RwSignal::new(Vec::new()),
            query: RwSignal::new(String::new()),
            drawn: RwSignal::new(()),
            undrawn: StoredValue::new(VecDeque::new()),
            origin: StoredValue::new((!empty).then(|| sheet.clone())),
        }
    }

    /// How much of the whole sheet: filled, asked.
    pub fn whole(self) -> (usize, usize) {
        self.progress.with(|sections| {
            sections.values().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
        })
    }
}

/// Whether a cell holds something else than when the sheet was opened.
pub(super) fn differs(origin: Option<&Sheet>, sheet: &Sheet, place: CellIx) -> bool {
    let filled = |raw: &&Raw| !raw.is_blank();
    origin.is_some_and(|origin| origin.raw(place).filter(filled) != sheet.raw(place).filter(filled))
}

fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(MOST_LETTERS).collect();
    if text.chars().count() > MOST_LETTERS {
        out.push('…');
    }
    out
}

fn spotted(form: &Form, place: CellIx, text: &str, now: &str) -> Spotted {
    let cell = form.cell(place);
    Spotted { id: cell.id.clone(), label: cell.label.clone(), text: cut(text), now: cut(now) }
}

fn text_of(raw: Option<&Raw>) -> String {
    raw.map(Raw::shown).unwrap_or_default()
}

fn set<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}

impl SheetSession {
    /// Works out anew where one stands.
    pub(super) fn take_stock(self) {
        let standing = self.standing;
        let (asked, changes) = self.with_evaluation(|form, contents, evaluation| {
            (
                asked(form, contents, evaluation),
                standing.origin.with_value(|origin| {
                    origin.as_ref().map(|origin| changes(form, origin, &contents.sheet))
                }),
            )
        });
        set(standing.progress, asked.progress);
        set(standing.missing, asked.missing);
        set(standing.stage, asked.stage);
        set(standing.changes, changes.unwrap_or_default());
    }

    /// Whether a cell holds something else than when the sheet was opened.
    pub fn is_changed(self, place: CellIx) -> bool {
        self.cell(place).track();
        self.with_origin(|origin, sheet| differs(origin, sheet, place))
    }

    /// Reads the sheet as it was opened, unless it was empty, and as it is now.
    pub(super) fn with_origin<T>(self, read: impl FnOnce(Option<&Sheet>, &Sheet) -> T) -> T {
        self.standing.origin.with_value(|origin| {
            self.state.with_value(|state| read(origin.as_ref(), &state.contents.sheet))
        })
    }

    /// What is found, following the word that is looked for.
    pub fn finds(self) -> Memo<Vec<Spotted>> {
        Memo::new(move |_| self.found())
    }

    /// Where the word that is looked for stands: in a label or in a text.
    pub fn found(self) -> Vec<Spotted> {
        let query = self.standing.query.with(|query| fold::search(query));
        if query.is_empty() {
            return Vec::new();
        }
        let holds = |text: &str| fold::search(text).contains(query.as_str());
        self.with_evaluation(|form, contents, evaluation| {
            form.cells()
                .map(|(place, cell)| {
                    let shown = kohyo_core::words::shown(form, &contents.sheet, evaluation, place);
                    let raw = text_of(contents.sheet.raw(place));
                    (place, cell, if raw.is_empty() { shown } else { raw })
                })
                .filter(|(_, cell, text)| holds(text) || holds(&cell.label))
                .filter(|(_, cell, _)| {
                    cell.repeat
                        .as_ref()
                        .is_none_or(|(repeat, row)| *row <= untrack(|| self.rows_of(repeat)))
                })
                .take(MOST_FOUND)
                .map(|(place, _, text)| spotted(form, place, &text, ""))
                .collect()
        })
    }
}

/// What must be filled before the sheet is handed in at its stage.
#[derive(Default)]
struct Asked {
    progress: HashMap<(usize, usize), (usize, usize)>,
    missing: Vec<Spotted>,
    stage: Option<String>,
}

fn asked(form: &Form, contents: &Contents, evaluation: &Evaluation) -> Asked {
    let stage = contents.document.stage.as_deref().and_then(|stage| form.stage(stage));
    let mut out = Asked {
        stage: stage.and_then(|at| form.stages.get(at)).map(|(_, label)| label.clone()),
        ..Asked::default()
    };
    for (place, is_filled) in evaluation.required(form, &contents.sheet, Purpose::Submission(stage))
    {
        let (filled, asked) = out.progress.entry(form.cell(place).place).or_default();
        *filled += usize::from(is_filled);
        *asked += 1;
        if !is_filled {
            out.missing.push(spotted(form, place, "", ""));
        }
    }
    out
}

fn changes(form: &Form, origin: &Sheet, sheet: &Sheet) -> Vec<Spotted> {
    form.cells()
        .filter_map(|(place, _)| {
            let (before, now) = (text_of(origin.raw(place)), text_of(sheet.raw(place)));
            (before != now).then(|| spotted(form, place, &before, &now))
        })
        .collect()
}
