//! The columns of the tables: of every sheet, and of each form's cells.

use super::super::judged::Judged;
use super::field::{self, Field};
use crate::check::unit_of;
use crate::collection::{Content, Entry, Status};
use crate::form::{Form, Kind};
use crate::sheet::Raw;
use std::collections::HashMap;

/// What every sheet has.
pub const OF_SHEETS: [&str; 10] = [
    "file",
    "form",
    "edition",
    "key",
    "title",
    "department",
    "fiscalYear",
    "status",
    "errors",
    "warnings",
];

/// The long form: a line for each cell.
pub const LONG: [&str; 9] =
    ["form", "edition", "key", "cell", "label", "raw", "value", "unit", "status"];

/// The columns of one form, over all its editions.
pub struct Columns {
    /// The form's id.
    pub form: String,
    /// The cell ids: those of the newest edition, and those of others behind
    /// the cell that they follow.
    pub cells: Vec<String>,
}

impl Columns {
    /// The columns of each form, in the order of the forms.
    pub fn of(forms: &[&Form]) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        // The newest edition of a form stands last.
        for form in forms.iter().rev() {
            match out.iter_mut().find(|columns| columns.form == form.id) {
                Some(columns) => columns.merge(form),
                None => out.push(Self {
                    form: form.id.clone(),
                    cells: form.cells().map(|(_, cell)| cell.id.clone()).collect(),
                }),
            }
        }
        out.reverse();
        out
    }

    fn merge(&mut self, form: &Form) {
        let mut places: HashMap<String, usize> =
            self.cells.iter().cloned().enumerate().map(|(place, id)| (id, place)).collect();
        let mut behind = 0;
        for (_, cell) in form.cells() {
            match places.get(&cell.id) {
                Some(place) => behind = place + 1,
                None => {
                    self.cells.insert(behind.min(self.cells.len()), cell.id.clone());
                    behind += 1;
                    places =
                        self.cells.iter().cloned().enumerate().map(|(at, id)| (id, at)).collect();
                }
            }
        }
    }

    /// The cells of a sheet, one field for each column.
    pub fn row(&self, form: &Form, judged: &Judged) -> Vec<Field> {
        let cells = self.cells.iter().map(|id| match form.find(id) {
            Some(place) => field::of_cell(
                form,
                &judged.opened.sheet,
                &judged.evaluation,
                place,
                form.cell(place),
            ),
            None => Field::Blank,
        });
        cells.collect()
    }
}

/// The fields that every sheet has.
pub fn of_sheet(forms: &[&Form], entry: &Entry, status: Status) -> Vec<Field> {
    let file = Field::Text(entry.file.clone());
    let status = Field::Text(status.code().to_owned());
    match &entry.content {
        Content::Unreadable(_) => {
            let mut out = vec![file];
            out.resize(7, Field::Blank);
            out.extend([status, Field::count(1), Field::count(0)]);
            out
        }
        Content::Sheet(gist) => {
            let form = forms.get(gist.form);
            vec![
                file,
                Field::of(form.map(|form| form.id.as_str())),
                Field::of(form.map(|form| form.edition.as_str())),
                Field::of(gist.key.as_deref()),
                Field::of(gist.title.as_deref()),
                Field::of(gist.department.as_deref()),
                gist.fiscal_year.map_or(Field::Blank, |year| Field::Year(year.to_string())),
                status,
                Field::count(gist.errors as usize),
                Field::count(gist.warnings as usize),
            ]
        }
    }
}

/// The lines of a sheet in the long form: each cell in which something stands.
pub fn long(form: &Form, key: Option<&str>, judged: &Judged) -> Vec<Vec<Field>> {
    let (sheet, evaluation) = (&judged.opened.sheet, &judged.evaluation);
    let head = [Field::of(Some(&form.id)), Field::of(Some(&form.edition)), Field::of(key)];
    let mut out = Vec::new();
    for (place, cell) in form.cells() {
        let raw = sheet.raw(place).filter(|raw| !raw.is_blank());
        let value = field::value(form, evaluation, place, cell);
        if raw.is_none() && value == Field::Blank {
            continue;
        }
        let reading = evaluation.reading(place).filter(|_| !cell.is_computed());
        let status = reading.and_then(|reading| reading.status);
        // A number per person is one of another unit: no sum takes it in.
        let basis = reading.and_then(|reading| reading.basis);
        let is_time = cell.kind == Kind::Duration;
        let unit = if is_time { Some("分".into()) } else { unit_of(form, sheet, cell) };
        let unit = unit.unwrap_or_default();
        let unit = match basis {
            Some(basis) => format!("{unit}（{}）", basis.word()),
            None => unit,
        };
        let has_unit = value != Field::Blank && (cell.kind.is_number() || is_time);
        let mut line = head.to_vec();
        line.extend([
            Field::Text(cell.id.clone()),
            Field::of(Some(&cell.label)),
            raw.map_or(Field::Blank, |raw| typed(raw, &value)),
            value,
            if has_unit { Field::of(Some(&unit)) } else { Field::Blank },
            Field::of(status.map(|status| status.code())),
        ]);
        out.push(line);
    }
    for (id, raw) in &sheet.unknown {
        let mut line = head.to_vec();
        line.push(Field::of(Some(id)));
        line.push(Field::Blank);
        line.push(typed(raw, &Field::Blank));
        line.resize(LONG.len(), Field::Blank);
        out.push(line);
    }
    out
}

/// What was typed; where it is the number itself, it is no text to be guarded.
fn typed(raw: &Raw, value: &Field) -> Field {
    let typed = field::typed(raw);
    match value {
        Field::Number(number) if *number == typed => value.clone(),
        _ => Field::Text(typed),
    }
}
