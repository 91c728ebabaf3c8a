//! One field of a table, typed, and its way through the spool.

use crate::check::{CellValue, Evaluation};
use crate::form::{Cell, CellIx, Form, Kind};
use crate::number;
use crate::sheet::{Raw, Sheet};

/// What stands in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Nothing.
    Blank,
    /// Text: never a formula, never a number.
    Text(String),
    /// A decimal as files keep it: `-3518`.
    Number(String),
    /// A fiscal year: a number without digit groups.
    Year(String),
    /// A day, ISO 8601.
    Day(String),
    /// ○
    True,
}

impl Field {
    /// A text, blank where there is none.
    pub fn of(text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => Self::Text(text.to_owned()),
            _ => Self::Blank,
        }
    }

    /// A number of things.
    pub fn count(count: usize) -> Self {
        Self::Number(count.to_string())
    }

    fn parts(&self) -> (u8, &str) {
        match self {
            Self::Blank => (0, ""),
            Self::Text(text) => (1, text),
            Self::Number(text) => (2, text),
            Self::Year(text) => (3, text),
            Self::Day(text) => (4, text),
            Self::True => (5, ""),
        }
    }

    /// Puts the field behind others.
    pub fn encode(&self, out: &mut Vec<u8>) {
        let (tag, text) = self.parts();
        out.push(tag);
        out.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(text.as_bytes());
    }

    /// Takes the next field off.
    pub fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let (tag, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        *bytes = rest;
        let text = String::from_utf8_lossy(text).into_owned();
        Some(match tag {
            1 => Self::Text(text),
            2 => Self::Number(text),
            3 => Self::Year(text),
            4 => Self::Day(text),
            5 => Self::True,
            _ => Self::Blank,
        })
    }
}

/// A cell as the wide table shows it: its value; a text as typed; a status by
/// its word; what gives no value as typed, for blank would mean "not entered".
pub fn of_cell(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    place: CellIx,
    cell: &Cell,
) -> Field {
    let value = value(form, evaluation, place, cell);
    if value != Field::Blank || cell.is_computed() {
        return value;
    }
    let Some(raw) = sheet.raw(place).filter(|raw| !raw.is_blank()) else { return Field::Blank };
    match evaluation.reading(place).and_then(|reading| reading.status) {
        Some(status) if !matches!(cell.kind, Kind::Text | Kind::Code) => {
            Field::Text(status.word().to_owned())
        }
        _ => Field::Text(typed(raw)),
    }
}

/// What was typed; several choices parted by `;`.
pub fn typed(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => text.clone(),
        Raw::Several(texts) => texts.join(";"),
    }
}

/// The value of a cell, blank where it has none (a text has none).
pub fn value(form: &Form, evaluation: &Evaluation, place: CellIx, cell: &Cell) -> Field {
    let choices = form.choices_of(cell);
    match evaluation.value(form, place) {
        CellValue::None | CellValue::Text => Field::Blank,
        CellValue::Number(number) => Field::Number(number::canonical(number)),
        CellValue::Minutes(minutes) => Field::Number(minutes.to_string()),
        CellValue::Year(year) => Field::Year(year.to_string()),
        CellValue::Date(day) => Field::Day(day.to_string()),
        CellValue::Month(month) => Field::Text(format!("{:04}-{:02}", month.year, month.month)),
        CellValue::Choice(place) => {
            Field::of(choices.get(usize::from(place)).map(|choice| choice.code.as_str()))
        }
        CellValue::Choices(bits) => {
            let codes: Vec<&str> =
                form.chosen_of(cell, bits).map(|(_, choice)| choice.code.as_str()).collect();
            Field::of(Some(&codes.join(";")))
        }
        CellValue::Mark => Field::True,
    }
}
