//! Choices and marks.

use super::Matter;
use super::cell::{CellReading, CellValue, Remark};
use crate::finding::{Mend, Severity};
use crate::fold;
use crate::form::{Cell, Choice, Form};
use crate::sheet::{Raw, Sheet};
use crate::wareki;

/// A text against a list: the place of the choice, and whether it was spelt
/// in a known wrong way.
fn find(list: &[Choice], text: &str) -> Option<(u16, bool)> {
    let position = |holds: &dyn Fn(&Choice) -> bool| {
        list.iter().position(holds).and_then(|place| u16::try_from(place).ok())
    };
    let same = |label: &str| fold::same_label(label, text) || dashes(label) && dashes(text);
    position(&|choice| fold::same_label(&choice.code, text) || same(&choice.label))
        .or_else(|| position(&|choice| choice.also.iter().any(|label| same(label))))
        .map(|place| (place, false))
        .or_else(|| {
            position(&|choice| choice.aliases.iter().any(|alias| fold::same_label(alias, text)))
                .map(|place| (place, true))
        })
}

/// The choice that a text names, by its code or however it is written.
pub(crate) fn named<'a>(list: &'a [Choice], text: &str) -> Option<&'a Choice> {
    list.get(usize::from(find(list, text)?.0))
}

/// Nothing but dashes: `—`, which people type in many ways.
fn dashes(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(crate::text::is_dash)
}

/// The ticked boxes of a printed list, `■甲 □乙 □丙`, as it is pasted from
/// paper or a workbook; none where there are no boxes at all.
fn ticked(text: &str) -> Option<Vec<&str>> {
    let is_box = |c: char| matches!(c, '■' | '□' | '☑' | '☐' | '☒' | '▣');
    let boxes = text.char_indices().filter(|(_, c)| is_box(*c));
    let labels: Vec<&str> = boxes
        .clone()
        .filter(|(_, mark)| !matches!(mark, '□' | '☐'))
        .filter_map(|(at, mark)| text.get(at + mark.len_utf8()..)?.split(is_box).next())
        .map(str::trim)
        .collect();
    (boxes.count() > 0).then_some(labels)
}

fn unknown(given: &str) -> Remark {
    Remark {
        matter: Matter::ChoiceUnknown { given: given.to_owned() },
        code: "choice.unknown",
        severity: Severity::Error,
        mend: None,
    }
}

fn spelling(given: &str, label: &str) -> Remark {
    Remark {
        matter: Matter::ChoiceSpelling { given: given.to_owned(), label: label.to_owned() },
        code: "choice.unknown",
        severity: Severity::Warning,
        mend: Some(Mend::Replace(label.to_owned())),
    }
}

/// One of a list.
pub(super) fn read_one(form: &Form, sheet: &Sheet, cell: &Cell, text: &str) -> CellReading {
    let list = form.choices_of(cell);
    let text = match ticked(text).as_deref() {
        None => text,
        Some([one]) => *one,
        Some([]) => return remarked(unknown(text)),
        Some(many) => return remarked(count(1, many.len())),
    };
    let mut reading = CellReading { filled: true, ..CellReading::default() };
    match find(list, text) {
        None => reading.remarks.push(unknown(text)),
        Some((place, misspelt)) => {
            reading.value = CellValue::Choice(place);
            let Some(choice) = list.get(usize::from(place)) else { return reading };
            if misspelt {
                reading.remarks.push(spelling(text, &choice.label));
            }
            reading.remarks.extend(misplaced(form, sheet, cell, choice));
            reading.remarks.extend(outdated(form, sheet, cell, choice));
        }
    }
    reading
}

/// A choice that does not stand under what its parent says.
fn misplaced(form: &Form, sheet: &Sheet, cell: &Cell, choice: &Choice) -> Option<Remark> {
    let parent = cell.under?;
    if choice.under.is_empty() || sheet.is_blank(parent) {
        return None;
    }
    let parents = form.choices_of(form.cell(parent));
    let (place, _) = find(parents, sheet.text(parent))?;
    let code = &parents.get(usize::from(place))?.code;
    if choice.under.contains(code) {
        return None;
    }
    Some(Remark {
        matter: Matter::ChoiceDependent { label: choice.label.clone(), parent },
        code: "choice.dependent",
        severity: Severity::Error,
        mend: None,
    })
}

/// A choice that may not be chosen in the fiscal year of its column or row, or
/// else of the sheet.
fn outdated(form: &Form, sheet: &Sheet, cell: &Cell, choice: &Choice) -> Option<Remark> {
    if !choice.is_dated() {
        return None;
    }
    let typed = || {
        let text = sheet.text(form.fiscal_year_cell?);
        Some(wareki::read_fiscal_year(text, &form.eras).value?.0)
    };
    let year = cell.year.or_else(typed).or(form.fiscal_year)?;
    (!choice.holds_in(year)).then(|| Remark {
        matter: Matter::ChoiceYear { label: choice.label.clone(), year },
        code: "choice.dependent",
        severity: Severity::Warning,
        mend: None,
    })
}

/// Several of a list; each text is one of them.
pub(super) fn read_several(
    form: &Form,
    sheet: &Sheet,
    cell: &Cell,
    texts: &[String],
) -> CellReading {
    let list = form.choices_of(cell);
    let mut reading = CellReading { filled: true, ..CellReading::default() };
    let mut bits = 0_u128;
    let mut any = false;
    let given = texts.iter().map(String::as_str).filter(|text| !fold::is_blank(text));
    for text in given.flat_map(|text| ticked(text).unwrap_or_else(|| vec![text])) {
        match find(list, text) {
            None => reading.remarks.push(unknown(text)),
            Some((place, misspelt)) => {
                any = true;
                bits |= 1_u128.checked_shl(place.into()).unwrap_or(0);
                let Some(choice) = list.get(usize::from(place)) else { continue };
                if misspelt {
                    // The mend of one among several is made by the check, which knows them all.
                    reading.remarks.push(Remark { mend: None, ..spelling(text, &choice.label) });
                }
                reading.remarks.extend(misplaced(form, sheet, cell, choice));
                reading.remarks.extend(outdated(form, sheet, cell, choice));
            }
        }
    }
    if any {
        reading.value = CellValue::Choices(bits);
    }
    let given = bits.count_ones();
    if let Some(most) = cell.max_choices.filter(|most| given > *most) {
        reading.remarks.push(count(most, given as usize));
    }
    reading
}

/// The texts of a cell that are no choice of its list, as they were given.
pub fn unknown_choices(form: &Form, cell: &Cell, raw: Option<&Raw>) -> Vec<String> {
    let texts = match raw {
        None => &[],
        Some(Raw::Text(text)) => std::slice::from_ref(text),
        Some(Raw::Several(texts)) => texts.as_slice(),
    };
    let list = form.choices_of(cell);
    texts
        .iter()
        .map(String::as_str)
        .filter(|text| !fold::is_blank(text))
        .flat_map(|text| ticked(text).unwrap_or_else(|| vec![text]))
        .filter(|text| find(list, text).is_none())
        .map(str::to_owned)
        .collect()
}

/// Several texts where one belongs.
pub(super) fn too_many(texts: &[String]) -> CellReading {
    remarked(count(1, texts.len()))
}

/// A text without a value, and why.
fn remarked(remark: Remark) -> CellReading {
    CellReading { filled: true, remarks: vec![remark], ..CellReading::default() }
}

fn count(most: u32, given: usize) -> Remark {
    let given = u32::try_from(given).unwrap_or(u32::MAX);
    Remark {
        matter: Matter::ChoiceCount { most, given },
        code: "choice.count",
        severity: Severity::Error,
        mend: None,
    }
}

/// ○, in any of its look-alikes; `x` is not, as it may stand for ×.
pub(super) fn read_mark(text: &str) -> CellReading {
    let mut reading = CellReading { filled: true, ..CellReading::default() };
    match text.trim() {
        "○" | "◯" | "〇" | "◎" | "●" | "レ" | "✓" | "✔" | "1" | "true" => {
            reading.value = CellValue::Mark;
        }
        _ => reading.remarks.push(unknown(text)),
    }
    reading
}

/// The texts of a cell of several choices, a misspelt one put right.
pub(super) fn respelt(raw: &Raw, given: &str, label: &str) -> Option<Raw> {
    let Raw::Several(texts) = raw else { return Some(Raw::Several(vec![label.to_owned()])) };
    let texts = texts
        .iter()
        .map(|text| if text == given { label.to_owned() } else { text.clone() })
        .collect();
    Some(Raw::Several(texts))
}
