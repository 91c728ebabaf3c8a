//! Opening whatever was saved: submissions, drafts, bundles of either.
//!
//! What a file says of values, findings and status is never trusted: the raw
//! texts are read again by the same engine. Nothing is opened by halves.

use super::{digest, draft, submission};
use crate::check::Evaluation;
use crate::form::Form;
use crate::sheet::{Acceptance, History, Raw, Sheet};
use crate::submission::{Comment, Document, Line, OpenFault};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A file may have this many bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A sheet out of a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The form, as a place in the list handed in.
    pub form: usize,
    /// The answers.
    pub sheet: Sheet,
    /// The steps that can be taken back.
    pub history: History,
    /// The document.
    pub document: Document,
    /// Whether it was a submission (otherwise a draft).
    pub submitted: bool,
    /// The judgement by which the stored values were verified; a draft stores
    /// none and comes without.
    pub evaluation: Option<Evaluation>,
}

impl Opened {
    /// The sheet judged, afresh where opening did not do so.
    pub fn take_evaluation(&mut self, form: &Form) -> Evaluation {
        self.evaluation.take().unwrap_or_else(|| Evaluation::new(form, &self.sheet))
    }
}

/// Opens a file that holds sheets; the first fault refuses it whole.
pub fn open(text: &str, forms: &[&Form]) -> Result<Vec<Opened>, OpenFault> {
    items(text, forms)?.into_iter().collect()
}

/// Opens a file, each of its items by itself.
pub fn items(text: &str, forms: &[&Form]) -> Result<Vec<Result<Opened, OpenFault>>, OpenFault> {
    Ok(Items::of(text)?.values.iter().map(|item| one(item, forms)).collect())
}

/// A file that is opened item by item, for whoever has other work in between.
#[derive(Debug)]
pub struct Items {
    values: Vec<Value>,
    /// The text of the one item of a file that is no bundle.
    text: Option<String>,
    /// What stands at the top of a bundle beside its items.
    members: Map<String, Value>,
    next: usize,
    is_bundle: bool,
}

impl Items {
    /// Reads the frame of a file; no item is judged yet.
    pub fn of(text: &str) -> Result<Self, OpenFault> {
        if text.len() > MOST_BYTES {
            return Err(OpenFault::TooLarge);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(OpenFault::Empty);
        }
        let mut value: Value = serde_json::from_str(text)
            .map_err(|error| OpenFault::NotJson(error.line(), error.column()))?;
        if value.get("format").and_then(Value::as_str) != Some("kohyo/bundle") {
            let (values, members) = (vec![value], Map::new());
            let text = Some(text.trim().to_owned());
            return Ok(Self { values, text, members, next: 0, is_bundle: false });
        }
        version(&value)?;
        let Some(Value::Array(values)) = value.get_mut("items").map(Value::take) else {
            return Err(OpenFault::Shape("items".to_owned()));
        };
        let Value::Object(members) = value else { return Err(OpenFault::Foreign) };
        Ok(Self { values, text: None, members, next: 0, is_bundle: true })
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether it is a bundle, of however many items.
    pub fn is_bundle(&self) -> bool {
        self.is_bundle
    }

    /// What a bundle says beside its items.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// Opens the next item: its place from 1, its text, and what came of it.
    pub fn open_next(
        &mut self,
        forms: &[&Form],
    ) -> Option<(usize, String, Result<Opened, OpenFault>)> {
        let value = self.values.get_mut(self.next)?.take();
        self.next += 1;
        let text = self.text.take().unwrap_or_else(|| value.to_string());
        Some((self.next, text, one(&value, forms)))
    }
}

/// Opens what a newer version of the page kept, as far as this one can read
/// it: to be looked at, never to be saved over.
pub fn newer(text: &str, forms: &[&Form]) -> Result<Opened, OpenFault> {
    let mut value: Value = serde_json::from_str(text)
        .map_err(|error| OpenFault::NotJson(error.line(), error.column()))?;
    match version(&value) {
        Err(OpenFault::Newer) => {}
        _ => return Err(OpenFault::Foreign),
    }
    if let Some(members) = value.as_object_mut() {
        members.insert("version".to_owned(), Value::from(1));
    }
    one(&value, forms)
}

fn version(value: &Value) -> Result<(), OpenFault> {
    match value.get("version").and_then(Value::as_u64) {
        Some(1) => Ok(()),
        Some(version) if version > 1 => Err(OpenFault::Newer),
        _ => Err(OpenFault::Shape("version".to_owned())),
    }
}

fn one(value: &Value, forms: &[&Form]) -> Result<Opened, OpenFault> {
    let submitted = match value.get("format").and_then(Value::as_str) {
        Some("kohyo/submission") => true,
        Some("kohyo/draft") => false,
        _ => return Err(OpenFault::Foreign),
    };
    version(value)?;
    if !digest::carries(value) {
        return Err(OpenFault::Number);
    }
    if submitted {
        verify(value)?;
    }
    let text = |path: &[&str]| {
        path.iter()
            .try_fold(value, |value, name| value.get(name))
            .and_then(Value::as_str)
            .ok_or_else(|| OpenFault::Shape(path.join(".")))
    };
    let (id, edition) = (text(&["form", "id"])?, text(&["form", "edition"])?);
    let place = forms
        .iter()
        .position(|form| form.id == id && form.edition == edition)
        .ok_or_else(|| OpenFault::UnknownForm(id.to_owned(), edition.to_owned()))?;
    let form = *forms.get(place).ok_or(OpenFault::Foreign)?;
    let cells = cells_of(value).ok_or_else(|| OpenFault::Shape("cells".to_owned()))?;
    let revision = revision_of(value).unwrap_or(form.revision);
    let mut sheet = if revision < form.revision {
        Sheet::migrated(form, revision, cells)
    } else {
        Sheet::with(form, cells)
    };
    sheet.old.extend(olds_of(value, &sheet));
    sheet.acceptances = if submitted {
        accepted(value.get("findings"))
    } else {
        acceptances(value.get("acceptances"))
    };
    let heir = |id: &str| form.heir(revision, id).into_owned();
    for acceptance in &mut sheet.acceptances {
        acceptance.cells = acceptance.cells.iter().map(|id| heir(id)).collect();
        acceptance.on = std::mem::take(&mut acceptance.on)
            .into_iter()
            .map(|(id, on)| (heir(&id), on))
            .collect();
    }
    // Another revision may read the same texts otherwise; its values bind nobody.
    let evaluation = if submitted && revision == form.revision {
        Some(follows(form, &sheet, value)?)
    } else {
        None
    };
    let document = Document {
        id: text(&["document", "id"])?.to_owned(),
        stage: text(&["document", "stage"]).ok().map(ToOwned::to_owned),
        comments: comments(value.get("comments"), &heir),
        saved_at: text(&["saved", "at"]).ok().map(ToOwned::to_owned),
        line: if submitted { Line::default() } else { draft::line_of(value) },
        saved_by: text(&["saved", "application"]).ok().map(ToOwned::to_owned),
        extra: extra(value, submitted),
    };
    let history = if submitted {
        History::default()
    } else {
        draft::history(form, value.get("history"), &heir)
    };
    Ok(Opened { form: place, sheet, history, document, submitted, evaluation })
}

/// The digest over everything but itself.
fn verify(value: &Value) -> Result<(), OpenFault> {
    let Value::Object(members) = value else { return Err(OpenFault::Foreign) };
    match (members.get("digest").and_then(Value::as_str), digest::of_rest(members)) {
        (Some(digest), Some(expected)) if *digest == expected => Ok(()),
        _ => Err(OpenFault::Damaged),
    }
}

/// The sheet judged, if every stored value follows from its text.
fn follows(form: &Form, sheet: &Sheet, value: &Value) -> Result<Evaluation, OpenFault> {
    let evaluation = Evaluation::new(form, sheet);
    let Some(cells) = value.get("cells").and_then(Value::as_object) else {
        return Ok(evaluation);
    };
    for (id, entry) in cells {
        let (Some(place), Some(stored)) = (form.find(id), entry.get("value")) else { continue };
        let read = submission::value_of(form, form.cell(place), &evaluation.value(form, place));
        if read.as_ref() != Some(stored) {
            return Err(OpenFault::Damaged);
        }
    }
    Ok(evaluation)
}

/// The raw texts of a file: `{"id": {"raw": …}}` or `{"id": …}`; a computed
/// cell without a given text is left out.
pub(super) fn cells_of(value: &Value) -> Option<Vec<(String, Raw)>> {
    let mut out = Vec::new();
    for (id, entry) in value.get("cells")?.as_object()? {
        let raw = match entry {
            Value::Object(members) => match members.get("raw") {
                Some(raw) => raw,
                None if members.get("computed") == Some(&Value::Bool(true)) => continue,
                None => return None,
            },
            raw => raw,
        };
        out.push((id.clone(), raw_of(raw)?));
    }
    Some(out)
}

/// A raw text or several.
pub(super) fn raw_of(value: &Value) -> Option<Raw> {
    match value {
        Value::String(text) => Some(Raw::text(text)),
        Value::Array(list) => {
            let texts: Option<Vec<String>> =
                list.iter().map(|text| text.as_str().map(ToOwned::to_owned)).collect();
            texts.map(Raw::Several)
        }
        _ => None,
    }
}

/// The cells of a file for `fill`: texts and lists of texts by cell id.
pub fn given_cells(text: &str) -> Result<Vec<(String, Raw)>, OpenFault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(OpenFault::Empty);
    }
    let value: Value = serde_json::from_str(text)
        .map_err(|error| OpenFault::NotJson(error.line(), error.column()))?;
    let Value::Object(members) = value else { return Err(OpenFault::GivenShape) };
    members
        .into_iter()
        .map(|(id, value)| match raw_of(&value) {
            Some(raw) => Ok((id, raw)),
            None => Err(OpenFault::GivenCell(id)),
        })
        .collect()
}

fn texts_of(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn on_of(value: Option<&Value>) -> BTreeMap<String, String> {
    let members = value.and_then(Value::as_object).into_iter().flatten();
    members.filter_map(|(id, text)| Some((id.clone(), text.as_str()?.to_owned()))).collect()
}

fn string(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The acceptances that stand at the findings of a submission.
fn accepted(findings: Option<&Value>) -> Vec<Acceptance> {
    let list = findings.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|finding| {
        let accepted = finding.get("accepted")?;
        Some(Acceptance {
            code: string(finding.get("code")),
            rule: finding.get("rule").and_then(Value::as_str).map(ToOwned::to_owned),
            cells: texts_of(finding.get("cells")),
            reason: string(accepted.get("reason")),
            at: string(accepted.get("at")),
            on: on_of(accepted.get("on")),
        })
    })
    .collect()
}

/// The acceptances of a draft.
fn acceptances(list: Option<&Value>) -> Vec<Acceptance> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.map(|entry| Acceptance {
        code: string(entry.get("code")),
        rule: entry.get("rule").and_then(Value::as_str).map(ToOwned::to_owned),
        cells: texts_of(entry.get("cells")),
        reason: string(entry.get("reason")),
        at: string(entry.get("at")),
        on: on_of(entry.get("on")),
    })
    .collect()
}

/// The revision of the form under which a file was written.
fn revision_of(value: &Value) -> Option<u32> {
    value.get("form")?.get("revision")?.as_u64()?.try_into().ok()
}

/// The cells that were known to be of an earlier revision when the file was written.
fn olds_of(value: &Value, sheet: &Sheet) -> Vec<String> {
    let cells = value.get("cells").and_then(Value::as_object).into_iter().flatten();
    cells
        .filter(|(id, entry)| {
            entry.get("old") == Some(&Value::Bool(true)) && sheet.unknown.contains_key(*id)
        })
        .map(|(id, _)| id.clone())
        .collect()
}

pub(super) fn comments(list: Option<&Value>, heir: &dyn Fn(&str) -> String) -> Vec<Comment> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.map(|entry| Comment {
        id: string(entry.get("id")),
        cell: entry.get("cell").and_then(Value::as_str).map(heir),
        text: string(entry.get("text")),
        by: string(entry.get("by")),
        at: string(entry.get("at")),
        resolved: entry.get("resolved").and_then(Value::as_bool).unwrap_or(false),
    })
    .collect()
}

/// The members that this version does not know: at the top, in the form, the
/// document and the note of saving, and in each cell.
fn extra(value: &Value, submitted: bool) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut take = |path: &[&str], members: Option<&Map<String, Value>>, known: &[&str]| {
        for (name, member) in members.into_iter().flatten() {
            if !known.contains(&name.as_str()) {
                out.insert([path, &[name]].concat().join("\n"), member.to_string());
            }
        }
    };
    let top = [
        "format",
        "version",
        "form",
        "document",
        "status",
        "cells",
        "findings",
        "comments",
        "saved",
        "digest",
        "acceptances",
        "history",
    ];
    take(&[], value.as_object(), &top);
    let of = |name: &str| value.get(name).and_then(Value::as_object);
    take(&["form"], of("form"), &["id", "edition", "revision", "digest"]);
    take(&["document"], of("document"), &["id", "key", "title", "fiscalYear", "stage"]);
    let saved: &[&str] =
        if submitted { &["at", "application"] } else { &["at", "application", "line"] };
    take(&["saved"], of("saved"), saved);
    if submitted {
        let known = ["raw", "value", "unit", "computed", "status", "note", "basis", "old"];
        for (id, entry) in of("cells").into_iter().flatten() {
            take(&["cells", id], entry.as_object(), &known);
        }
    }
    out
}
