//! The draft file, version 1 (`kohyo/draft`): raw texts, history, comments.
//!
//! The same text is kept in the browser's store and saved as a file.

use super::json::Json;
use super::submission::{comment_value, form_value, keep_extra, raw_value, unknown_value};
use crate::form::Form;
use crate::sheet::{Acceptance, Boxless, BoxlessEdit, Change, Edit, History, Raw, Sheet};
use crate::submission::{Document, Line};
use serde_json::{Map, Value, json};

/// Steps of the history that a draft carries.
const MOST_STEPS: usize = 100;

/// The text of a draft.
pub fn write(
    form: &Form,
    sheet: &Sheet,
    history: &History,
    document: &Document,
    at: &str,
    application: &str,
) -> String {
    value(form, sheet, history, document, at, application).to_string()
}

/// A draft as a JSON value.
pub fn value(
    form: &Form,
    sheet: &Sheet,
    history: &History,
    document: &Document,
    at: &str,
    application: &str,
) -> Value {
    let mut cells = Map::new();
    for (place, raw) in sheet.filled() {
        cells.insert(form.cell(place).id.clone(), raw_value(raw));
    }
    for (id, raw) in &sheet.unknown {
        cells.insert(
            id.clone(),
            if sheet.old.contains(id) { unknown_value(sheet, id, raw) } else { raw_value(raw) },
        );
    }
    let mut inner = Map::new();
    inner.insert("id".to_owned(), json!(document.id));
    if let Some(stage) = &document.stage {
        inner.insert("stage".to_owned(), json!(stage));
    }
    let mut value = json!({
        "format": "kohyo/draft",
        "version": 1,
        "form": form_value(form),
        "document": inner,
        "cells": cells,
        "acceptances": sheet.acceptances.iter().map(acceptance_value).collect::<Vec<_>>(),
        "history": {
            "done": latest(history.done()).map(|change| change_value(form, change)).collect::<Vec<_>>(),
            "undone": latest(history.undone()).map(|change| change_value(form, change)).collect::<Vec<_>>(),
        },
        "comments": document.comments.iter().map(comment_value).collect::<Vec<_>>(),
        "saved": { "at": at, "application": application, "line": line_value(&document.line) },
    });
    keep_extra(&mut value, document);
    value
}

/// The line in which a draft stands.
fn line_value(line: &Line) -> Value {
    line.writers().map(|(writer, count)| (writer.to_owned(), json!(count))).collect()
}

pub(super) fn line_of(value: &Json<'_>) -> Line {
    let line = value.get("saved").and_then(|saved| saved.get("line"));
    let writers = line.into_iter().flat_map(Json::members);
    Line::restored(writers.filter_map(|(writer, count)| Some((writer.to_owned(), count.as_u64()?))))
}

/// What must be known of a kept draft before another is kept over it: the
/// version of its shape and its line.
pub fn standing(text: &str) -> Option<(u64, Line)> {
    let value = Json::read(text).ok()?;
    if value.get("format").and_then(Json::as_str) != Some("kohyo/draft") {
        return None;
    }
    Some((value.get("version").and_then(Json::as_u64)?, line_of(&value)))
}

/// Several drafts, each a text as [`write`] gives it, as one file.
pub fn bundle(texts: &[String]) -> String {
    let items: Vec<Value> =
        texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    json!({ "format": "kohyo/bundle", "version": 1, "items": items }).to_string()
}

/// The latest steps, the earliest of them first.
fn latest(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().skip(changes.len().saturating_sub(MOST_STEPS))
}

fn acceptance_value(acceptance: &Acceptance) -> Value {
    json!({
        "code": acceptance.code,
        "rule": acceptance.rule,
        "cells": acceptance.cells,
        "reason": acceptance.reason,
        "at": acceptance.at,
        "on": acceptance.on,
    })
}

fn change_value(form: &Form, change: &Change) -> Value {
    let raw = |raw: &Option<Raw>| raw.as_ref().map_or(Value::Null, raw_value);
    let edits = change.edits.iter().map(|edit| {
        json!({
            "cell": form.cell(edit.cell).id,
            "before": raw(&edit.before),
            "after": raw(&edit.after),
        })
    });
    let boxless = change.boxless.iter().map(|edit| {
        json!({
            "boxless": edit.id,
            "before": boxless_value(edit.before.as_ref()),
            "after": boxless_value(edit.after.as_ref()),
        })
    });
    edits.chain(boxless).collect()
}

fn boxless_value(text: Option<&Boxless>) -> Value {
    text.map_or(Value::Null, |Boxless { raw, old }| json!({ "raw": raw_value(raw), "old": old }))
}

fn boxless_of(value: &Json<'_>) -> Option<Option<Boxless>> {
    if *value == Json::Null {
        return Some(None);
    }
    let raw = super::open::raw_of(value.get("raw")?)?;
    Some(Some(Boxless { raw, old: value.get("old").and_then(Json::as_bool).unwrap_or_default() }))
}

/// The history of a draft; a step that names a cell the form does not have is
/// left out together with all before it, for it could not be taken back whole.
/// `heir` is where a cell of that file stands today.
pub(super) fn history(
    form: &Form,
    value: Option<&Json<'_>>,
    heir: &dyn Fn(&str) -> String,
) -> History {
    let changes = |name: &str| -> Vec<Change> {
        let list = value.and_then(|history| history.get(name)).and_then(Json::as_list);
        let mut out = Vec::new();
        for change in list.into_iter().flatten() {
            match change_of(form, change, heir) {
                Some(change) => out.push(change),
                None => out.clear(),
            }
        }
        out
    };
    History::restored(changes("done"), changes("undone"))
}

fn change_of(form: &Form, value: &Json<'_>, heir: &dyn Fn(&str) -> String) -> Option<Change> {
    let mut change = Change::default();
    for edit in value.as_list()? {
        let (before, after) = (edit.get("before")?, edit.get("after")?);
        if let Some(id) = edit.get("boxless") {
            let id = heir(id.as_str()?);
            // What has a box by now is no longer taken back beside it.
            if form.find(&id).is_some() {
                return None;
            }
            let (before, after) = (boxless_of(before)?, boxless_of(after)?);
            change.boxless.push(BoxlessEdit { id, before, after });
        } else {
            let cell = form.find(&heir(edit.get("cell")?.as_str()?))?;
            change.edits.push(Edit { cell, before: raw_of(before)?, after: raw_of(after)? });
        }
    }
    Some(change)
}

fn raw_of(value: &Json<'_>) -> Option<Option<Raw>> {
    if *value == Json::Null { Some(None) } else { super::open::raw_of(value).map(Some) }
}
