//! What a pasted block becomes, before anything is written.

use super::{Grid, Spot};
use crate::desk::Block;
use kohyo_core::check::{CellValue, Evaluation, Matter, Place, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::words;

/// What one pasted text becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// The cell is emptied, or stays empty.
    Blank,
    /// It reads as this, as the sheet prints it.
    Reads(String),
    /// Something is to be said of it; it reads as this, if it can be read.
    Said(Severity, String, Option<String>),
    /// It is blank and meets a computed cell, which keeps its value.
    Stays,
    /// It meets a computed cell and says the same.
    Agrees(String),
    /// It meets a computed cell and differs as rounding does; the sentence.
    Rounds(String),
    /// It meets a computed cell and says something else.
    Differs(String),
}

/// One pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The printed name of the cell.
    pub label: String,
    /// What stands there now.
    pub before: String,
    /// What was pasted.
    pub text: String,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// A block on its way into a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasting {
    /// Text by text.
    pub steps: Vec<Step>,
    /// Texts for which there is no cell.
    pub outside: Vec<String>,
    /// The corners of what it covers.
    pub corners: (Spot, Spot),
    pub(in crate::session) edits: Vec<(CellIx, Option<Raw>)>,
}

impl Pasting {
    /// Lays a block onto a table from a place on. A single text fills the
    /// whole range.
    pub fn plan(
        form: &Form,
        sheet: &Sheet,
        grid: &Grid,
        block: &Block,
        range: (Spot, Spot),
    ) -> Self {
        let (one, other) = range;
        let first = Spot { row: one.row.min(other.row), column: one.column.min(other.column) };
        let filled;
        let block = match block.rows.first().and_then(|row| row.first()) {
            Some(text) if !block.is_several() => {
                let rows = one.row.abs_diff(other.row) + 1;
                let columns = one.column.abs_diff(other.column) + 1;
                filled = Block { rows: vec![vec![text.clone(); columns]; rows] };
                &filled
            }
            _ => block,
        };
        let mut edits: Vec<(CellIx, Option<Raw>)> = Vec::new();
        let mut texts = Vec::new();
        let mut outside = Vec::new();
        let mut last = first;
        for (down, row) in block.rows.iter().enumerate() {
            for (along, text) in row.iter().enumerate() {
                let spot = Spot { row: first.row + down, column: first.column + along };
                let text = text.trim_matches([' ', '\u{a0}', '\n']);
                let place = grid.at(spot).filter(|cell| {
                    // A merged cell takes the first text only.
                    edits.iter().all(|(known, _)| known != cell)
                });
                match place {
                    Some(cell) => {
                        last = Spot {
                            row: last.row.max(spot.row),
                            column: last.column.max(spot.column),
                        };
                        edits.push((cell, raw_of(form, cell, text)));
                        texts.push(text.to_owned());
                    }
                    None if text.is_empty() => {}
                    None => outside.push(text.to_owned()),
                }
            }
        }
        let mut then = sheet.clone();
        for (cell, raw) in &edits {
            then.put(*cell, raw.clone());
        }
        let evaluation = Evaluation::new(form, &then);
        let said = evaluation.findings(form, &then, Purpose::Typing);
        let steps = edits
            .iter()
            .zip(texts)
            .map(|((place, raw), text)| {
                let cell = form.cell(*place);
                let finding = said
                    .iter()
                    .filter(|finding| finding.cells.first() == Some(&Place::Cell(*place)))
                    .max_by_key(|finding| finding.severity);
                let shown = words::shown(form, &then, &evaluation, *place);
                let becomes = if raw.as_ref().is_none_or(Raw::is_blank) {
                    if cell.is_computed() { Becomes::Stays } else { Becomes::Blank }
                } else if cell.is_computed() {
                    // The engine's own word on whether a given text differs.
                    match finding {
                        Some(found) if found.severity > Severity::Notice => Becomes::Differs(shown),
                        Some(found) if matches!(found.matter, Matter::TotalRounding { .. }) => {
                            Becomes::Rounds(words::finding(form, &then, &evaluation, found))
                        }
                        _ => Becomes::Agrees(shown),
                    }
                } else {
                    match finding {
                        Some(finding) if finding.severity > Severity::Notice => Becomes::Said(
                            finding.severity,
                            words::finding(form, &then, &evaluation, finding),
                            (finding.severity < Severity::Error).then_some(shown),
                        ),
                        _ => Becomes::Reads(shown),
                    }
                };
                let before = sheet.raw(*place).map(Raw::shown).unwrap_or_default();
                Step { label: cell.label.clone(), before, text, becomes }
            })
            .collect();
        Self { steps, outside, corners: (first, last), edits }
    }

    /// How many texts meet computed cells.
    pub fn compared(&self) -> usize {
        let meets = |step: &&Step| {
            use Becomes::{Agrees, Differs, Rounds, Stays};
            matches!(step.becomes, Stays | Agrees(_) | Rounds(_) | Differs(_))
        };
        self.steps.iter().filter(meets).count()
    }

    /// How many texts are not read without a word.
    pub fn doubtful(&self) -> usize {
        let said = |step: &&Step| matches!(step.becomes, Becomes::Said(..) | Becomes::Differs(_));
        self.steps.iter().filter(said).count()
    }
}

/// A text as the raw of a cell of its kind.
pub(super) fn raw_of(form: &Form, place: CellIx, text: &str) -> Option<Raw> {
    if text.is_empty() {
        return None;
    }
    if form.cell(place).kind == Kind::Choices {
        let parts = text.split(['、', '\n', ',', '，']).map(str::trim);
        return Some(Raw::Several(
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        ));
    }
    Some(Raw::text(text))
}

/// The text of a cell for a spreadsheet: its number alone, or as the sheet
/// prints it.
pub(super) fn copied(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    place: CellIx,
    plain: bool,
) -> String {
    match evaluation.value(form, place) {
        CellValue::Number(number) if plain => kohyo_core::number::canonical(number),
        _ => words::shown(form, sheet, evaluation, place),
    }
}
