//! The paper: sheets as they are printed, laid out when the browser is about
//! to print and put away afterwards.

use super::chart::{Chart, Drawn};
use super::sheet::Contents;
use super::{Session, SheetSession};
use kohyo_core::check::{CellValue, Evaluation, Place, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::wareki::{self, DateStyle};
use kohyo_core::{submission, words};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A list with more choices than this prints what was chosen and nothing else.
const BOXES: usize = 8;

/// What stands in one place of the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Printed {
    /// Nothing.
    #[default]
    Blank,
    /// A number, set to the right.
    Figure(String),
    /// Any other text.
    Text(String),
    /// Choices, those that were made marked.
    Boxes(Vec<(bool, String)>),
}

impl Printed {
    /// How many letters its text has.
    pub fn letters(&self) -> usize {
        match self {
            Self::Figure(text) | Self::Text(text) => text.chars().count(),
            Self::Blank | Self::Boxes(_) => 0,
        }
    }
}

/// Something to be said, for the appendix.
#[derive(Clone, Debug)]
pub struct Said {
    /// How much it weighs.
    pub severity: Severity,
    /// The printed name of the cell.
    pub label: String,
    /// The sentence.
    pub sentence: String,
    /// The reason with which it was accepted.
    pub reason: Option<String>,
}

/// One sheet on paper.
#[derive(Clone)]
pub struct Paper {
    /// Its form.
    pub form: Arc<Form>,
    /// What stands in its cells, by their places.
    printed: Vec<Printed>,
    /// What is said beneath totals that leave something out.
    pub left_out: HashMap<CellIx, String>,
    /// How many rows of each free repeat there are.
    rows: HashMap<String, usize>,
    /// Its key and its title.
    pub name: String,
    /// Whether it is what is handed in, and no draft.
    pub is_final: bool,
    /// When it was printed: 令和8年11月21日 17:05.
    pub at: String,
    /// The charts of its tables, if they are asked for.
    pub charts: Vec<(Chart, Drawn)>,
    /// What is to be said of it, if that is asked for.
    pub said: Option<Vec<Said>>,
    /// What a file brought for which the form has no cell.
    pub boxless: Vec<(String, String)>,
}

/// What is asked of the print.
#[derive(Clone, Copy)]
pub struct Printing {
    /// The sheets that lie ready; none while nothing is printed.
    pub papers: RwSignal<Vec<Paper>>,
    /// Whether the findings are printed too.
    pub appendix: RwSignal<bool>,
    /// Whether the charts are printed too.
    pub charts: RwSignal<bool>,
    /// Whether a sheet that may be handed in is printed as a draft all the same.
    pub as_draft: RwSignal<bool>,
    /// The drafts chosen at home.
    pub chosen: RwSignal<Vec<String>>,
}

impl Printing {
    /// Nothing is printed yet.
    pub fn new() -> Self {
        Self {
            papers: RwSignal::new(Vec::new()),
            appendix: RwSignal::new(false),
            charts: RwSignal::new(false),
            as_draft: RwSignal::new(false),
            chosen: RwSignal::new(Vec::new()),
        }
    }

    /// Chooses a draft for print, or takes it out again.
    pub fn choose(self, id: &str, chosen: bool) {
        self.chosen.update(|list| {
            list.retain(|known| known != id);
            if chosen {
                list.push(id.to_owned());
            }
        });
    }
}

impl Paper {
    /// A sheet as it stands.
    fn of(form: &Arc<Form>, contents: &Contents, now: &str, printing: Printing) -> Self {
        let sheet = &contents.sheet;
        let evaluation = Evaluation::new(form, sheet);
        let stage = contents.document.stage.as_deref().and_then(|stage| form.stage(stage));
        let findings = evaluation.findings(form, sheet, Purpose::Submission(stage));
        let said = printing.appendix.get_untracked().then(|| {
            findings
                .iter()
                .map(|finding| Said {
                    severity: finding.severity,
                    label: match finding.cells.first() {
                        Some(Place::Cell(cell)) => form.cell(*cell).label.clone(),
                        Some(Place::Other(id)) => id.clone(),
                        None => String::new(),
                    },
                    sentence: words::finding(form, sheet, &evaluation, finding),
                    reason: finding
                        .accepted
                        .and_then(|place| sheet.acceptances.get(place))
                        .map(|known| known.reason.clone()),
                })
                .collect()
        });
        // A key that holds the title says it already.
        let key = submission::key(form, sheet, &evaluation).unwrap_or_default();
        let title = submission::title(form, sheet, &evaluation).unwrap_or_default();
        let name = if key.contains(&title) { key } else { format!("{key} {title}") };
        let day = now.get(..10).and_then(|day| wareki::read_date(day, &form.eras).value);
        let day = day.map(|day| wareki::write_date(day, DateStyle::Kanji, &form.eras));
        let repeats = form.cells().filter_map(|(_, cell)| cell.repeat.as_ref());
        Self {
            form: form.clone(),
            printed: form
                .cells()
                .map(|(place, _)| printed(form, contents, &evaluation, place))
                .collect(),
            left_out: form
                .computed()
                .iter()
                .filter_map(|at| Some((*at, words::left_out(form, &evaluation, *at)?)))
                .collect(),
            rows: repeats
                .map(|(id, _)| (id.clone(), sheet.rows(form, id).max(1) as usize))
                .collect(),
            name: name.trim().to_owned(),
            is_final: Evaluation::is_ready(&findings) && !printing.as_draft.get_untracked(),
            at: format!("{} {}", day.unwrap_or_default(), now.get(11..16).unwrap_or_default()),
            charts: if printing.charts.get_untracked() {
                super::chart::all(form, &evaluation)
            } else {
                Vec::new()
            },
            said,
            boxless: sheet
                .unknown
                .iter()
                .map(|(id, raw)| (form.old_label(id).unwrap_or(id).to_owned(), raw.shown()))
                .collect(),
        }
    }

    /// What stands in a cell.
    pub fn at(&self, place: CellIx) -> &Printed {
        self.printed.get(place.index()).unwrap_or(&Printed::Blank)
    }

    /// How many rows of a free repeat are printed.
    pub fn rows_of(&self, repeat: &str) -> usize {
        self.rows.get(repeat).copied().unwrap_or(1)
    }
}

fn printed(form: &Form, contents: &Contents, evaluation: &Evaluation, place: CellIx) -> Printed {
    let cell = form.cell(place);
    let sheet = &contents.sheet;
    let value = evaluation.value(form, place);
    let list = form.choices_of(cell);
    let open = cell.kind == Kind::Choices || (cell.kind == Kind::Choice && cell.open);
    if open && list.len() <= BOXES && !cell.is_computed() {
        let made = |index: usize| match &value {
            CellValue::Choice(place) => usize::from(*place) == index,
            CellValue::Choices(bits) => bits >> index & 1 == 1,
            _ => false,
        };
        let mut boxes: Vec<(bool, String)> = list
            .iter()
            .enumerate()
            .map(|(index, known)| (made(index), known.label.clone()))
            .collect();
        // A text that is no choice is printed too.
        let others = kohyo_core::check::unknown_choices(form, cell, sheet.raw(place));
        boxes.extend(others.into_iter().map(|text| (true, text)));
        return Printed::Boxes(boxes);
    }
    let mut text = words::shown(form, sheet, evaluation, place);
    // What is said beside the number is printed with it, as it was typed.
    let beside = evaluation
        .reading(place)
        .is_some_and(|reading| reading.note.is_some() || reading.basis.is_some());
    if beside && !cell.is_computed() {
        text = sheet.raw(place).map(kohyo_core::sheet::Raw::shown).unwrap_or(text);
    } else if matches!(value, CellValue::Number(_)) {
        return Printed::Figure(text);
    }
    if kohyo_core::check::unknown_choices(form, cell, sheet.raw(place)).is_empty()
        || text.is_empty()
    {
        let raw = || sheet.raw(place).map(kohyo_core::sheet::Raw::shown).unwrap_or_default();
        let text = if text.is_empty() && !cell.is_computed() { raw() } else { text };
        return if text.is_empty() { Printed::Blank } else { Printed::Text(text) };
    }
    Printed::Text(sheet.raw(place).map(kohyo_core::sheet::Raw::shown).unwrap_or(text))
}

impl SheetSession {
    fn paper(self, now: &str, printing: Printing) -> Paper {
        self.with_contents(|form, contents| Paper::of(form, contents, now, printing))
    }
}

impl Session {
    /// Lays out what is to be printed: the open sheet, or the drafts chosen at
    /// home. Gives for each its name as it stands at the foot of every page.
    pub fn lay_out(self) -> Vec<Paper> {
        let now = self.desk().now();
        let printing = self.printing;
        let papers = match self.sheet.get_untracked() {
            Some(open) => vec![open.paper(&now, printing)],
            None => {
                let chosen = printing.chosen.get_untracked();
                chosen
                    .iter()
                    .filter_map(|id| self.loaded(id))
                    .map(|found| Paper::of(&found.form, &found.contents, &now, printing))
                    .collect()
            }
        };
        printing.papers.set(papers.clone());
        papers
    }

    /// Puts the paper away.
    pub fn put_paper_away(self) {
        if !self.printing.papers.with_untracked(Vec::is_empty) {
            self.printing.papers.set(Vec::new());
        }
    }
}
