//! Reading one cell by its kind: the one way from text to value, for typing,
//! paste, import, the command line and the collector.

use super::{choice, text};
use crate::check::Matter;
use crate::finding::{Flaw, Mend, Problem, Severity};
use crate::fold;
use crate::form::expression::Value;
use crate::form::{Cell, CellIx, CellUnit, Form, Kind};
use crate::number::{self, DurationAsk, NumberAsk, Unit, UnitAsk};
use crate::reading::{Basis, Reading, Status};
use crate::sheet::{Raw, Sheet};
use crate::wareki::{self, End, Month};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The value of a cell, by its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing stands there, or nothing that has a value.
    #[default]
    None,
    /// A text or a code; the raw text is its value.
    Text,
    /// An amount, a whole number or a ratio in the cell's own unit.
    Number(Decimal),
    /// Minutes.
    Minutes(i64),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A fiscal year, as the western year it begins in.
    Year(i32),
    /// A choice by its place in the list.
    Choice(u16),
    /// The choices, a bit for each place.
    Choices(u128),
    /// ○
    Mark,
}

/// What the text of one cell means, and what is to be said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellReading {
    /// Whether anything but spaces stands there.
    pub filled: bool,
    /// The value.
    pub value: CellValue,
    /// What stands there instead.
    pub status: Option<Status>,
    /// The text beside it.
    pub note: Option<String>,
    /// What one unit refers to.
    pub basis: Option<Basis>,
    /// What is to be said, with the mends that concern this cell or its neighbours.
    pub remarks: Vec<Remark>,
}

/// Something to be said of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The facts.
    pub matter: Matter,
    /// The code.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The mend.
    pub mend: Option<Mend>,
}

impl CellReading {
    /// The value as expressions see it.
    pub fn worth<'a>(&self, raw: Option<&'a Raw>) -> Value<'a> {
        if !self.filled {
            return Value::Blank;
        }
        match &self.value {
            CellValue::None => self.status.map_or(Value::Unread, Value::Status),
            CellValue::Text => match raw {
                Some(Raw::Text(text)) => Value::Text(Cow::Borrowed(text)),
                _ => Value::Unread,
            },
            CellValue::Number(_) if self.basis.is_some() => Value::Apart,
            CellValue::Number(number) => Value::Number(*number),
            CellValue::Minutes(minutes) => Value::Number((*minutes).into()),
            CellValue::Date(date) => Value::Day(*date),
            CellValue::Month(month) => Value::Month(month.year, month.month),
            CellValue::Year(year) => Value::Number((*year).into()),
            CellValue::Choice(place) => Value::Choice(*place),
            CellValue::Choices(bits) => Value::Choices(*bits),
            CellValue::Mark => Value::Truth(true),
        }
    }

    fn of<V>(reading: Reading<V>, value: impl FnOnce(V) -> CellValue) -> Self {
        Self {
            filled: true,
            value: reading.value.map_or(CellValue::None, value),
            status: reading.status,
            note: reading.note,
            basis: reading.basis,
            remarks: reading.flaws.into_iter().map(Remark::of).collect(),
        }
    }
}

impl Remark {
    fn of(flaw: Flaw) -> Self {
        Self {
            code: flaw.problem.code().as_str(),
            severity: flaw.problem.severity(),
            matter: Matter::Reading(flaw.problem),
            mend: flaw.mend,
        }
    }
}

/// Reads the text of a cell.
pub fn read(form: &Form, sheet: &Sheet, place: CellIx) -> CellReading {
    let cell = form.cell(place);
    let Some(raw) = sheet.raw(place).filter(|raw| !raw.is_blank()) else {
        return CellReading::default();
    };
    let eras = &form.eras;
    let statuses = cell.statuses.iter().copied().collect();
    let text = match raw {
        Raw::Text(text) if cell.kind != Kind::Choices => text.as_str(),
        Raw::Text(text) => {
            return choice::read_several(form, sheet, cell, std::slice::from_ref(text));
        }
        Raw::Several(texts) if cell.kind == Kind::Choices => {
            return choice::read_several(form, sheet, cell, texts);
        }
        Raw::Several(texts) => match texts.as_slice() {
            [text] => text.as_str(),
            _ => return choice::too_many(texts),
        },
    };
    match cell.kind {
        Kind::Text | Kind::Code => text::read(cell, text),
        Kind::Choice => choice::read_one(form, sheet, cell, text),
        Kind::Choices => choice::read_several(form, sheet, cell, &[text.to_owned()]),
        Kind::Mark => choice::read_mark(text),
        Kind::Amount | Kind::Integer | Kind::Ratio => {
            CellReading::of(number::read(text, &number_ask(form, sheet, cell)), CellValue::Number)
        }
        Kind::Duration => {
            let minutes = |bound: Option<Decimal>| i64::try_from(bound?).ok();
            let ask = DurationAsk { min: minutes(cell.min), max: minutes(cell.max), statuses };
            CellReading::of(number::read_duration(text, &ask), CellValue::Minutes)
        }
        Kind::Date => {
            CellReading::of(wareki::read_date(text, eras).allow(statuses), CellValue::Date)
        }
        Kind::Month => {
            CellReading::of(wareki::read_month(text, eras).allow(statuses), CellValue::Month)
        }
        Kind::FiscalYear => {
            let reading = cell.read_year(text, eras).allow(statuses);
            let mut reading = CellReading::of(reading, |year| CellValue::Year(year.0));
            weigh_other_end(form, sheet, cell, &mut reading);
            reading
        }
    }
}

/// The other end of a range is offered only where it is not there already;
/// another year that stands there contradicts it.
fn weigh_other_end(form: &Form, sheet: &Sheet, cell: &Cell, reading: &mut CellReading) {
    let Some((end, other)) = cell.pair else { return };
    for remark in &mut reading.remarks {
        let Some(Mend::OtherEnd { own, other: text }) = &remark.mend else { continue };
        let there = sheet.text(other);
        let end = if end == End::From { End::To } else { End::From };
        let years = [there, text].map(|text| wareki::read_end(text, end, &form.eras).value);
        match years {
            [Some(one), Some(other)] if one == other => {
                remark.mend = Some(Mend::Replace(own.clone()))
            }
            [Some(_), Some(_)] => {
                let (range, there) = (text.clone(), there.trim().to_owned());
                let problem = Problem::OtherEndDiffers { is_last: end == End::To, range, there };
                *remark = Remark::of(Flaw::of(problem));
            }
            _ => {}
        }
    }
}

/// What a number cell asks for, its unit taken from where the form says.
pub(super) fn number_ask(form: &Form, sheet: &Sheet, cell: &Cell) -> NumberAsk {
    let unit = match &cell.unit {
        CellUnit::None => UnitAsk::Plain,
        CellUnit::Is(unit) => UnitAsk::Is(unit.clone()),
        CellUnit::Of(place) => match unit_text(form, sheet, *place) {
            Some(unit) => UnitAsk::Is(Unit::new(&unit)),
            None => UnitAsk::Elsewhere,
        },
    };
    NumberAsk {
        unit,
        decimals: cell.decimals,
        min: cell.min,
        max: cell.max,
        statuses: cell.statuses.iter().copied().collect(),
    }
}

/// The unit of a cell's value, as printed.
pub(crate) fn unit_of(form: &Form, sheet: &Sheet, cell: &Cell) -> Option<String> {
    match &cell.unit {
        CellUnit::None => None,
        CellUnit::Is(unit) => Some(unit.to_string()),
        CellUnit::Of(place) => unit_text(form, sheet, *place),
    }
}

/// The unit that a cell says: its text, or the label of its choice. 未定 or a
/// dash says none.
pub(crate) fn unit_text(form: &Form, sheet: &Sheet, place: CellIx) -> Option<String> {
    let text = sheet.text(place).trim();
    if text.is_empty() || matches!(number::status_of(text), Some((_, None))) {
        return None;
    }
    let cell = form.cell(place);
    let known = form.choices_of(cell).iter().find(|choice| {
        [&choice.code, &choice.label].iter().any(|name| fold::same_label(name, text))
    });
    Some(known.map_or_else(|| text.to_owned(), |choice| choice.label.clone()))
}
