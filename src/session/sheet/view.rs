//! What a box shows, what stands beside it, what a section counts.

use super::FindingView;
use kohyo_core::check::{CellValue, Evaluation, unknown_choices};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::words;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What one box shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// The text, as typed.
    pub raw: String,
    /// The texts of a cell of several choices.
    pub several: Vec<String>,
    /// The choice as read, a place in the list.
    pub choice: Option<u16>,
    /// The choices as read, a bit for each place.
    pub choices: u128,
    /// Whether a mark stands there.
    pub marked: bool,
    /// What the sheet prints: of computed cells, and for print.
    pub shown: String,
}

/// What stands beside and under one box. Apart from what the box shows: most
/// keys change that and nothing here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellRemarks {
    /// What a file brought that no box of this kind can show.
    pub given: String,
    /// The words beside it.
    pub echo: String,
    /// What a total left out.
    pub left_out: String,
    /// The weightiest thing to be said of it.
    pub message: Option<(Severity, String)>,
}

/// A signal of one box.
pub type SignalOf = RwSignal<CellView>;

/// A signal of what stands beside it.
pub type RemarksOf = RwSignal<CellRemarks>;

/// What a file brought that the box of its kind cannot show.
fn given(form: &Form, place: CellIx, raw: Option<&Raw>, value: &CellValue) -> String {
    let cell = form.cell(place);
    match cell.kind {
        Kind::Choices => unknown_choices(form, cell, raw).join("、"),
        Kind::Choice if cell.open && *value == CellValue::None => {
            raw.map(Raw::shown).unwrap_or_default()
        }
        Kind::Mark if *value != CellValue::Mark => raw.map(Raw::shown).unwrap_or_default(),
        _ if cell.is_computed() => raw.map(Raw::shown).unwrap_or_default(),
        _ => String::new(),
    }
}

pub(super) fn view_of(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    place: CellIx,
) -> (CellView, CellRemarks) {
    let (raw, several) = match sheet.raw(place) {
        None => (String::new(), Vec::new()),
        Some(Raw::Text(text)) => (text.clone(), Vec::new()),
        Some(Raw::Several(texts)) => (texts.join("、"), texts.clone()),
    };
    let value = evaluation.value(form, place);
    let remarks = CellRemarks {
        given: given(form, place, sheet.raw(place), &value),
        echo: words::echo(form, evaluation, place).unwrap_or_default(),
        left_out: words::left_out(form, sheet, evaluation, place).unwrap_or_default(),
        message: None,
    };
    let view = CellView {
        raw,
        several,
        choice: if let CellValue::Choice(place) = value { Some(place) } else { None },
        choices: if let CellValue::Choices(bits) = value { bits } else { 0 },
        marked: value == CellValue::Mark,
        shown: words::shown(form, sheet, evaluation, place),
    };
    (view, remarks)
}

/// What is open in each section; notices never matter.
pub(super) fn marks(list: &[FindingView]) -> BTreeMap<(usize, usize), (usize, Severity)> {
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
