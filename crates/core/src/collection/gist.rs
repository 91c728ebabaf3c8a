//! What is kept of a sheet: figures, what tables show, and marks of its texts.

use super::text::{self, TextMark};
use crate::check::{CellValue, Evaluation, Finding, unit_text};
use crate::finding::Severity;
use crate::form::{CellIx, CellUnit, Form, Kind};
use crate::reading::{Basis, Status};
use crate::sheet::{Raw, Sheet};
use crate::submission::{self, Document};
use crate::wareki::{Month, iso_moment};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A sheet without its texts.
#[derive(Clone, Debug)]
pub struct Gist {
    /// The form, as a place in the list handed in.
    pub form: usize,
    /// The document id, the same for all versions of one sheet.
    pub document: String,
    /// When it was saved, as the file says.
    pub saved_at: Option<String>,
    /// The same as an instant, none where it cannot be read.
    pub moment: Option<Timestamp>,
    /// Whether it was handed in (otherwise it is a draft).
    pub submitted: bool,
    /// The key.
    pub key: Option<String>,
    /// The name.
    pub title: Option<String>,
    /// The section.
    pub department: Option<String>,
    /// The fiscal year.
    pub fiscal_year: Option<i32>,
    /// How many errors were found.
    pub errors: u32,
    /// How many warnings were found, accepted ones among them.
    pub warnings: u32,
    /// How many of the warnings are accepted.
    pub accepted: u32,
    /// Whether it is complete.
    pub ready: bool,
    /// All its figures, in form order.
    pub figures: Box<[Figure]>,
    /// The units that the sheet itself says; see [`Figure::unit`].
    pub units: Box<[String]>,
    /// What the cells of [`crate::form::Together::kept`] show, in that order.
    pub kept: Box<[Shown]>,
    /// The texts that are compared.
    pub(super) texts: Box<[TextMark]>,
    /// Stands for all that was typed.
    pub(super) content: u64,
}

/// One number cell in which something stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The cell.
    pub cell: CellIx,
    /// What it is worth.
    pub worth: Worth,
    /// 0 = the unit that the form says; else a place, from 1, in [`Gist::units`].
    pub unit: u16,
}

/// What a number cell is worth to a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Worth {
    /// A number.
    Number(Decimal),
    /// A computed number that had to leave out some of its parts.
    Partial(Decimal),
    /// A number per person, per day …: it enters no total.
    Apart(Decimal, Basis),
    /// 未定 and the like.
    Status(Status),
    /// A text that gives no number.
    Unread,
}

impl Worth {
    /// The number that enters totals.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) | Self::Partial(number) => Some(number),
            Self::Apart(..) | Self::Status(_) | Self::Unread => None,
        }
    }
}

/// What a cell shows in a table of sheets; the variants are in the order in
/// which they sort.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// A number in the cell's unit.
    Number(Decimal),
    /// A fiscal year.
    Year(i32),
    /// A day.
    Day(Date),
    /// A month.
    Month(Month),
    /// A choice: its place in the list, and its label.
    Choice(u16, String),
    /// Several choices: their places in the list, and their labels as the sheet prints them.
    Choices(Vec<u16>, String),
    /// A text.
    Text(String),
    /// 未定 and the like.
    Status(Status),
    /// Nothing.
    #[default]
    Blank,
}

impl Shown {
    /// What it says, where that is words.
    pub(super) fn words(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Choice(_, text) | Self::Choices(_, text) => Some(text),
            _ => None,
        }
    }
}

impl Gist {
    /// Whether only one of two sheets can count: another state of the same, or
    /// another of the same number.
    pub fn rivals(&self, other: &Self) -> bool {
        let is_same = !self.document.is_empty() && self.document == other.document;
        let own = (self.form, self.fiscal_year, &self.key);
        is_same || self.key.is_some() && own == (other.form, other.fiscal_year, &other.key)
    }

    /// The gist of a sheet that was judged.
    pub fn new(
        place: usize,
        form: &Form,
        sheet: &Sheet,
        document: &Document,
        evaluation: &Evaluation,
        findings: &[Arc<Finding>],
        submitted: bool,
    ) -> Self {
        let count = |wanted: &dyn Fn(&Finding) -> bool| {
            u32::try_from(findings.iter().filter(|finding| wanted(finding)).count())
                .unwrap_or(u32::MAX)
        };
        let department = submission::department(form, sheet, evaluation);
        let title = submission::title(form, sheet, evaluation);
        let mut units = Vec::new();
        let figures = figures(form, sheet, evaluation, &mut units);
        let own = [department.as_deref(), title.as_deref()];
        Self {
            form: place,
            document: document.id.clone(),
            moment: document.saved_at.as_deref().and_then(iso_moment),
            saved_at: document.saved_at.clone(),
            submitted,
            key: submission::key(form, sheet, evaluation),
            fiscal_year: submission::fiscal_year(form, evaluation),
            errors: count(&|finding| finding.severity == Severity::Error),
            warnings: count(&|finding| finding.severity == Severity::Warning),
            accepted: count(&|finding| {
                finding.severity == Severity::Warning && finding.accepted.is_some()
            }),
            ready: submitted && Evaluation::is_ready(findings),
            figures,
            units: units.into(),
            kept: form
                .together
                .kept
                .iter()
                .map(|cell| shown(form, sheet, evaluation, *cell))
                .collect(),
            texts: text::marks(form, sheet, &own),
            content: content(form, sheet),
            department,
            title,
        }
    }

    /// The figure of a cell.
    pub fn figure(&self, cell: CellIx) -> Option<&Figure> {
        let place = self.figures.binary_search_by_key(&cell, |figure| figure.cell).ok()?;
        self.figures.get(place)
    }

    /// The unit of a figure; empty where it has none.
    pub(super) fn unit<'a>(&'a self, form: &'a Form, figure: &Figure) -> &'a str {
        match (&form.cell(figure.cell).unit, usize::from(figure.unit).checked_sub(1)) {
            (CellUnit::Is(unit), _) => unit.label(),
            (CellUnit::Of(_), Some(own)) => self.units.get(own).map_or("", String::as_str),
            _ => "",
        }
    }

    /// What a kept cell shows.
    pub fn shown(&self, form: &Form, cell: CellIx) -> &Shown {
        static BLANK: Shown = Shown::Blank;
        let place = form.together.kept.binary_search(&cell).ok();
        place.and_then(|place| self.kept.get(place)).unwrap_or(&BLANK)
    }
}

fn is_figure(kind: Kind) -> bool {
    kind.is_number() || kind == Kind::Duration
}

fn figures(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    units: &mut Vec<String>,
) -> Box<[Figure]> {
    let mut out = Vec::new();
    for (cell, asked) in form.cells().filter(|(_, cell)| is_figure(cell.kind)) {
        let Some(worth) = worth(form, evaluation, cell) else { continue };
        let unit = match asked.unit {
            CellUnit::Of(place) => {
                unit_text(form, sheet, place).map_or(0, |unit| own_unit(&unit, units))
            }
            CellUnit::None | CellUnit::Is(_) => 0,
        };
        out.push(Figure { cell, worth, unit });
    }
    out.into()
}

/// The place of a unit that the sheet says, made where it is new.
fn own_unit(unit: &str, units: &mut Vec<String>) -> u16 {
    let unit: String = crate::fold::label(unit).collect();
    let place = units.iter().position(|known| *known == unit).unwrap_or_else(|| {
        units.push(unit);
        units.len() - 1
    });
    u16::try_from(place + 1).unwrap_or(u16::MAX)
}

fn worth(form: &Form, evaluation: &Evaluation, cell: CellIx) -> Option<Worth> {
    let number = match evaluation.value(form, cell) {
        CellValue::Number(number) => Some(number),
        CellValue::Minutes(minutes) => Some(minutes.into()),
        _ => None,
    };
    if form.cell(cell).is_computed() {
        let partial = !evaluation.left_out(cell).is_empty();
        return number.map(
            |number| {
                if partial { Worth::Partial(number) } else { Worth::Number(number) }
            },
        );
    }
    let reading = evaluation.reading(cell).filter(|reading| reading.filled)?;
    Some(match (number, reading.basis, reading.status) {
        (Some(number), Some(basis), _) => Worth::Apart(number, basis),
        (Some(number), None, _) => Worth::Number(number),
        (None, _, Some(status)) => Worth::Status(status),
        (None, _, None) => Worth::Unread,
    })
}

fn shown(form: &Form, sheet: &Sheet, evaluation: &Evaluation, cell: CellIx) -> Shown {
    match evaluation.value(form, cell) {
        CellValue::Number(number) => Shown::Number(number),
        CellValue::Minutes(minutes) => Shown::Number(minutes.into()),
        CellValue::Year(year) => Shown::Year(year),
        CellValue::Date(day) => Shown::Day(day),
        CellValue::Choice(place) => {
            let choices = form.choices_of(form.cell(cell));
            let label = choices.get(usize::from(place)).map(|choice| choice.label.clone());
            Shown::Choice(place, label.unwrap_or_default())
        }
        CellValue::Month(month) => Shown::Month(month),
        CellValue::Choices(bits) => {
            let (places, labels): (Vec<u16>, Vec<&str>) = form
                .chosen_of(form.cell(cell), bits)
                .map(|(place, choice)| (place, choice.label.as_str()))
                .unzip();
            Shown::Choices(places, labels.join("、"))
        }
        CellValue::Mark => Shown::Text("○".to_owned()),
        CellValue::None | CellValue::Text => {
            if let Some(status) = evaluation.reading(cell).and_then(|reading| reading.status) {
                return Shown::Status(status);
            }
            let text = sheet.raw(cell).map(Raw::shown).unwrap_or_default();
            match crate::text::trim(&text) {
                "" => Shown::Blank,
                text => Shown::Text(text.to_owned()),
            }
        }
    }
}

/// Stands for all that was typed: two copies of one version have the same.
fn content(form: &Form, sheet: &Sheet) -> u64 {
    let mut hasher = DefaultHasher::new();
    let put = |raw: &Raw, hasher: &mut DefaultHasher| match raw {
        Raw::Text(text) => text.hash(hasher),
        Raw::Several(texts) => texts.hash(hasher),
    };
    (&form.id, &form.edition).hash(&mut hasher);
    for (cell, raw) in sheet.filled().filter(|(_, raw)| !raw.is_blank()) {
        cell.hash(&mut hasher);
        put(raw, &mut hasher);
    }
    for (id, raw) in &sheet.unknown {
        id.hash(&mut hasher);
        put(raw, &mut hasher);
    }
    hasher.finish()
}
