//! What holds of every text, asked by the properties, by the fuzz targets and
//! by the corpus that they leave behind.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each of those who ask takes a part; a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::finding::Mend;
use kohyo_core::form::Form;
use kohyo_core::number::{self, DurationAsk, NumberAsk, Unit, UnitAsk};
use kohyo_core::reading::{Reading, StatusSet};
use kohyo_core::sheet::Sheet;
use kohyo_core::wareki::{self, End, Eras};
use kohyo_core::{text, wire, words};

fn cells() -> Vec<NumberAsk> {
    let mut cells = vec![NumberAsk::new(UnitAsk::Plain, 0), NumberAsk::new(UnitAsk::Elsewhere, 1)];
    for (unit, decimals) in
        [("千円", 0), ("％", 1), ("時間", 1), ("人", 2), ("円", 28), ("分", 0), ("kWh", 3)]
    {
        cells.push(NumberAsk::new(UnitAsk::Is(Unit::new(unit)), decimals));
    }
    cells
}

/// What every reading keeps: one meaning at most, a reason for none, and a
/// sentence for every flaw.
fn whole<V>(reading: &Reading<V>, text: &str) {
    assert!(reading.value.is_none() || reading.status.is_none(), "two meanings: {text}");
    for flaw in &reading.flaws {
        let sentence = words::flaw(&flaw.problem, "欄", text);
        assert!(sentence.starts_with("「欄」の") && sentence.ends_with('。'), "{sentence}");
    }
    if text::trim(text).is_empty() {
        assert!(reading.value.is_none() && reading.status.is_none() && reading.flaws.is_empty());
    }
}

/// What holds of every text in a cell of numbers.
pub fn numbers(text: &str) {
    for ask in cells() {
        let reading = number::read(text, &ask);
        whole(&reading, text);
        let blank = text::trim(text).is_empty();
        assert!(
            blank
                || reading.value.is_some()
                || reading.status.is_some()
                || !reading.flaws.is_empty(),
            "nothing said of {text}"
        );
        if let Some(value) = reading.value {
            assert!(value.normalize().scale() <= ask.decimals);
            // A mend says the same, and is not mended again.
            if let Some(Mend::Replace(mended)) =
                reading.flaws.last().and_then(|flaw| flaw.mend.clone())
            {
                let again = number::read(&mended, &ask);
                assert_eq!(again.value, Some(value), "{text} → {mended}");
            }
        }
    }
    for min in [None, Some(60)] {
        let ask = DurationAsk { min, statuses: StatusSet::ALL, ..DurationAsk::default() };
        whole(&number::read_duration(text, &ask), text);
    }
    text::placeholder(text);
}

/// What holds of every text in a cell of dates, months or years.
pub fn times(text: &str) {
    let eras = Eras::japan();
    whole(&wareki::read_date(text, &eras), text);
    whole(&wareki::read_month(text, &eras), text);
    whole(&wareki::read_months(text, &eras), text);
    whole(&wareki::read_fiscal_year(text, &eras), text);
    whole(&wareki::read_fiscal_years(text, &eras), text);
    whole(&wareki::read_end(text, End::From, &eras), text);
    whole(&wareki::read_end(text, End::To, &eras), text);
}

/// What holds of every file that is opened: a sentence, or a sheet that can be
/// judged and written, and that opens again as it was.
///
/// A digest that is wrong is made right first: behind it lies what is asked here.
pub fn file(text: &str, form: &Form) {
    opening(text, form);
    if let Ok(mut value) = serde_json::from_str::<serde_json::Value>(text)
        && let Some(members) = value.as_object_mut()
        && members.remove("digest").is_some()
        && let Some(digest) = wire::digest::of(&value)
    {
        value["digest"] = digest.into();
        opening(&value.to_string(), form);
    }
}

fn opening(text: &str, form: &Form) {
    for (name, item) in wire::open::items("個票.json", text, &[form]) {
        let opened = match item {
            Ok(opened) => opened,
            Err(fault) => {
                said(&words::open_fault(&fault, &name));
                continue;
            }
        };
        let evaluation = Evaluation::new(form, &opened.sheet);
        for finding in evaluation.findings(form, &opened.sheet, Purpose::Submission(None)) {
            said(&words::finding(form, &opened.sheet, &evaluation, &finding));
        }
        let written = wire::submission::write(
            form,
            &opened.sheet,
            &evaluation,
            &opened.document,
            None,
            "2026-11-20T12:00:00+09:00",
            "kohyo 0.1.0",
        );
        // What no canonical form can hold is refused, in a sentence, by who writes.
        let Ok(written) = written else { continue };
        let again = wire::open::open(&written, &[form]).expect("what was written opens");
        let again = again.first().expect("one sheet");
        assert_eq!(raws(&again.sheet, form), raws(&opened.sheet, form));
        assert_eq!(again.sheet.unknown, opened.sheet.unknown);
    }
}

/// What holds of every definition: faults with a sentence, or a form in which
/// a sheet can be judged.
pub fn definition(text: &str) {
    match wire::definition::compile(text) {
        Ok(form) => {
            let sheet = Sheet::new(&form);
            let evaluation = Evaluation::new(&form, &sheet);
            for finding in evaluation.findings(&form, &sheet, Purpose::Submission(None)) {
                said(&words::finding(&form, &sheet, &evaluation, &finding));
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            for fault in faults {
                said(&words::fault(&fault));
            }
        }
    }
}

fn said(sentence: &str) {
    assert!(sentence.ends_with('。'), "no sentence: {sentence}");
}

fn raws(sheet: &Sheet, form: &Form) -> Vec<(String, String)> {
    sheet
        .filled()
        .filter(|(_, raw)| !raw.is_blank())
        .map(|(cell, raw)| (form.cell(cell).id.clone(), raw.shown()))
        .collect()
}
