//! The submission file, version 1 (`kohyo/submission`).

use super::digest;
use crate::check::{CellReading, CellValue, Evaluation, Finding, Purpose, unit_of};
use crate::form::{Cell, CellIx, Form};
use crate::number;
use crate::sheet::{Raw, Sheet};
use crate::submission::{self, Comment, Document};
use crate::words;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub use crate::submission::file_name;

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// What was written does not read back as what was meant.
    ReadBack,
}

/// What the file is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The form.
    pub form: &'a Form,
    /// The answers.
    pub sheet: &'a Sheet,
    /// The judgement.
    pub evaluation: &'a Evaluation,
    /// The document.
    pub document: &'a Document,
}

/// The text of a submission. The same sheet, stage and time give the same bytes.
///
/// `at` is RFC 3339 with the local offset; `application` is `kohyo x.y.z`.
pub fn write(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    document: &Document,
    stage: Option<&str>,
    at: &str,
    application: &str,
) -> Result<String, WriteFault> {
    let value = value(&Parts { form, sheet, evaluation, document }, stage, at, application);
    let text = serde_json::to_string_pretty(&value).map_err(|_| WriteFault::ReadBack)?;
    // What leaves is read back and compared before it is handed over.
    let back: Value = serde_json::from_str(&text).map_err(|_| WriteFault::ReadBack)?;
    let same_cells = super::open::cells_of(&(&back).into()).is_some_and(|cells| {
        let again = Sheet::with(form, cells);
        form.cells()
            .all(|(cell, _)| again.raw(cell) == sheet.raw(cell).filter(|raw| !raw.is_blank()))
            && again.unknown == sheet.unknown
    });
    if same_cells && back == value { Ok(text + "\n") } else { Err(WriteFault::ReadBack) }
}

/// The submission as a JSON value, its digest set.
pub fn value(parts: &Parts<'_>, stage: Option<&str>, at: &str, application: &str) -> Value {
    let Parts { form, sheet, evaluation, document } = *parts;
    let stage = stage.or(document.stage.as_deref());
    let purpose = Purpose::Submission(stage.and_then(|stage| form.stage(stage)));
    let findings = evaluation.findings(form, sheet, purpose);
    let ready = Evaluation::is_ready(&findings);
    value_with(parts, &findings, ready, stage, at, application)
}

/// The same, where the findings of that stage are known already, and whether
/// the sheet is ready.
pub fn value_with(
    parts: &Parts<'_>,
    findings: &[Arc<Finding>],
    ready: bool,
    stage: Option<&str>,
    at: &str,
    application: &str,
) -> Value {
    let Parts { form, document, .. } = *parts;
    let mut file = Map::new();
    let mut put = |name: &str, value: Value| file.insert(name.to_owned(), value);
    put("format", json!("kohyo/submission"));
    put("version", json!(1));
    put("form", form_value(form));
    put("document", document_value(parts, stage));
    put("status", json!(if ready { "ready" } else { "pending" }));
    put("cells", cells_value(parts));
    let listed = findings.iter().map(|finding| finding_value(parts, finding));
    put("findings", listed.collect());
    put("comments", document.comments.iter().map(comment_value).collect());
    put("saved", json!({ "at": at, "application": application }));
    let mut value = Value::Object(file);
    keep_extra(&mut value, document);
    if let Some(digest) = digest::of(&value)
        && let Value::Object(file) = &mut value
    {
        file.insert("digest".to_owned(), Value::String(digest));
    }
    value
}

/// Which form it is.
pub(super) fn form_value(form: &Form) -> Value {
    json!({
        "id": form.id,
        "edition": form.edition,
        "revision": form.revision,
        "digest": form.digest,
    })
}

fn document_value(parts: &Parts<'_>, stage: Option<&str>) -> Value {
    let Parts { form, sheet, evaluation, document } = *parts;
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    put("id", Some(json!(document.id)));
    put("key", submission::key(form, sheet, evaluation).map(Value::String));
    put("title", submission::title(form, sheet, evaluation).map(Value::String));
    put("fiscalYear", submission::fiscal_year(form, evaluation).map(|year| json!(year)));
    put("stage", stage.map(|stage| json!(stage)));
    Value::Object(out)
}

/// All cells that hold something or were computed, in form order, then those
/// that the form does not know.
fn cells_value(parts: &Parts<'_>) -> Value {
    let Parts { form, sheet, .. } = *parts;
    let mut out = Map::new();
    for (place, cell) in form.cells() {
        if let Some(value) = cell_value(parts, place, cell) {
            out.insert(cell.id.clone(), value);
        }
    }
    for (id, raw) in &sheet.unknown {
        out.insert(id.clone(), unknown_value(sheet, id, raw));
    }
    Value::Object(out)
}

/// A cell that the form does not know; `old` where an earlier revision did.
pub(super) fn unknown_value(sheet: &Sheet, id: &str, raw: &Raw) -> Value {
    let mut out = Map::from_iter([("raw".to_owned(), raw_value(raw))]);
    if sheet.old.contains(id) {
        out.insert("old".to_owned(), Value::Bool(true));
    }
    Value::Object(out)
}

fn cell_value(parts: &Parts<'_>, place: CellIx, cell: &Cell) -> Option<Value> {
    let Parts { form, sheet, evaluation, .. } = *parts;
    let mut out = Map::new();
    let raw = sheet.raw(place).filter(|raw| !raw.is_blank());
    if let Some(raw) = raw {
        out.insert("raw".to_owned(), raw_value(raw));
    }
    let value = value_of(form, cell, &evaluation.value(form, place));
    if raw.is_none() && value.is_none() {
        return None;
    }
    let has_value = value.is_some();
    if let Some(value) = value {
        out.insert("value".to_owned(), value);
    }
    if has_value
        && cell.kind.is_number()
        && let Some(unit) = unit_of(parts.form, parts.sheet, cell)
    {
        out.insert("unit".to_owned(), Value::String(unit));
    }
    if cell.is_computed() {
        if has_value {
            out.insert("computed".to_owned(), json!(true));
        }
        return Some(Value::Object(out));
    }
    if let Some(CellReading { status, note, basis, .. }) = evaluation.reading(place) {
        if let Some(status) = status {
            out.insert("status".to_owned(), json!(status.code()));
        }
        if let Some(note) = note {
            out.insert("note".to_owned(), json!(note));
        }
        if let Some(basis) = basis {
            out.insert("basis".to_owned(), json!(basis.code()));
        }
    }
    Some(Value::Object(out))
}

/// A raw text as it stands in files.
pub(super) fn raw_value(raw: &Raw) -> Value {
    match raw {
        Raw::Text(text) => Value::String(text.clone()),
        Raw::Several(texts) => json!(texts),
    }
}

/// A value as it stands in files, by its kind.
pub(super) fn value_of(form: &Form, cell: &Cell, value: &CellValue) -> Option<Value> {
    let code = |place: usize| {
        form.choices_of(cell).get(place).map(|choice| Value::String(choice.code.clone()))
    };
    match value {
        CellValue::None | CellValue::Text => None,
        CellValue::Number(number) => Some(Value::String(number::canonical(*number))),
        CellValue::Minutes(minutes) => Some(json!(minutes)),
        CellValue::Date(date) => Some(Value::String(date.to_string())),
        CellValue::Month(month) => {
            Some(Value::String(format!("{:04}-{:02}", month.year, month.month)))
        }
        CellValue::Year(year) => Some(json!(year)),
        CellValue::Choice(place) => code(usize::from(*place)),
        CellValue::Choices(bits) => Some(
            (0..form.choices_of(cell).len().min(128))
                .filter(|place| bits >> place & 1 == 1)
                .filter_map(code)
                .collect(),
        ),
        CellValue::Mark => Some(json!(true)),
    }
}

/// A finding as it stands in files and in what the command prints.
pub fn finding_value(parts: &Parts<'_>, finding: &Finding) -> Value {
    let Parts { form, sheet, evaluation, .. } = *parts;
    let mut out = Map::new();
    out.insert("code".to_owned(), json!(finding.code));
    if let Some(rule) = &finding.rule {
        out.insert("rule".to_owned(), json!(rule));
    }
    out.insert("severity".to_owned(), json!(finding.severity.code()));
    let cells = finding.cells.iter().map(|place| json!(place.id(form)));
    out.insert("cells".to_owned(), cells.collect());
    out.insert("message".to_owned(), json!(words::finding(form, sheet, evaluation, finding)));
    if let Some(acceptance) = finding.accepted.and_then(|place| sheet.acceptances.get(place)) {
        out.insert(
            "accepted".to_owned(),
            json!({ "reason": acceptance.reason, "at": acceptance.at, "on": acceptance.on }),
        );
    }
    Value::Object(out)
}

/// A comment as it stands in files.
pub(super) fn comment_value(comment: &Comment) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(comment.id));
    if let Some(cell) = &comment.cell {
        out.insert("cell".to_owned(), json!(cell));
    }
    out.insert("text".to_owned(), json!(comment.text));
    out.insert("by".to_owned(), json!(comment.by));
    out.insert("at".to_owned(), json!(comment.at));
    out.insert("resolved".to_owned(), json!(comment.resolved));
    Value::Object(out)
}

/// Puts back what a file carried that this version does not know.
pub(super) fn keep_extra(value: &mut Value, document: &Document) {
    for (path, text) in &document.extra {
        let Ok(member) = serde_json::from_str::<Value>(text) else { continue };
        let (parents, name) = path.rsplit_once('\n').unwrap_or(("", path));
        let place = parents
            .split('\n')
            .filter(|part| !part.is_empty())
            .try_fold(&mut *value, |place, part| place.get_mut(part));
        if let Some(Value::Object(members)) = place {
            members.entry(name.to_owned()).or_insert(member);
        }
    }
}
