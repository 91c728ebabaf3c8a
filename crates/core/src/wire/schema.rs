//! JSON Schema (2020-12) of a submission: of any, and of one form.
//!
//! Self-contained, no remote `$ref`, accepted by strict validators. Extra
//! members are allowed everywhere; pending sheets are valid.

use crate::form::{Cell, Form, Kind};
use crate::reading::Status;
use serde_json::{Map, Value, json};

const DECIMAL: &str = "^(?!-0$)-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?$";
const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";
const DIGEST: &str = "^sha256:[0-9a-f]{64}$";

/// The schema of any submission.
pub fn envelope() -> Value {
    let cell = json!({
        "type": "object",
        "properties": {
            "raw": raw(),
            "unit": { "type": "string" },
            "computed": { "const": true },
            "status": status(),
            "note": { "type": "string" },
            "basis": { "type": "string" },
        },
    });
    whole(
        "kohyo/submission",
        json!({ "type": "string" }),
        json!({ "type": "string" }),
        json!({ "type": "object", "additionalProperties": cell }),
    )
}

/// The schema of the submissions of one form.
pub fn of_form(form: &Form) -> Value {
    let mut properties = Map::new();
    for (_, cell) in form.cells() {
        properties.insert(cell.id.clone(), cell_schema(form, cell));
    }
    let other = json!({ "type": "object", "properties": { "raw": raw() } });
    whole(
        &form.title,
        json!({ "const": form.id }),
        json!({ "const": form.edition }),
        json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": other,
        }),
    )
}

fn raw() -> Value {
    json!({ "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] })
}

fn status() -> Value {
    let codes: Vec<&str> = Status::ALL.iter().map(|status| status.code()).collect();
    json!({ "enum": codes })
}

fn cell_schema(form: &Form, cell: &Cell) -> Value {
    let codes: Vec<&str> =
        form.choices_of(cell).iter().map(|choice| choice.code.as_str()).collect();
    let value = match cell.kind {
        Kind::Text | Kind::Code => None,
        Kind::Amount | Kind::Integer | Kind::Ratio => {
            Some(json!({ "type": "string", "pattern": DECIMAL }))
        }
        Kind::Duration | Kind::FiscalYear => Some(json!({ "type": "integer" })),
        Kind::Date => Some(json!({ "type": "string", "pattern": DATE })),
        Kind::Month => Some(json!({ "type": "string", "pattern": MONTH })),
        Kind::Choice => Some(json!({ "enum": codes })),
        Kind::Choices => Some(json!({
            "type": "array",
            "items": { "enum": codes },
            "uniqueItems": true,
        })),
        Kind::Mark => Some(json!({ "const": true })),
    };
    let mut properties = Map::new();
    properties.insert("raw".to_owned(), raw());
    match value {
        Some(value) => properties.insert("value".to_owned(), value),
        // A text has no value beside its raw.
        None => properties.insert("value".to_owned(), json!(false)),
    };
    properties.insert("unit".to_owned(), json!({ "type": "string" }));
    if cell.is_computed() {
        properties.insert("computed".to_owned(), json!({ "const": true }));
    }
    properties.insert("status".to_owned(), status());
    properties.insert("note".to_owned(), json!({ "type": "string" }));
    properties.insert("basis".to_owned(), json!({ "type": "string" }));
    json!({ "title": cell.label, "type": "object", "properties": properties })
}

fn whole(title: &str, form: Value, edition: Value, cells: Value) -> Value {
    let strings = json!({ "type": "array", "items": { "type": "string" } });
    let text = json!({ "type": "string" });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": [
            "format", "version", "form", "document", "status", "cells", "findings", "comments",
            "saved", "digest",
        ],
        "properties": {
            "format": { "const": "kohyo/submission" },
            "version": { "const": 1 },
            "form": {
                "type": "object",
                "required": ["id", "edition", "revision", "digest"],
                "properties": {
                    "id": form,
                    "edition": edition,
                    "revision": { "type": "integer", "minimum": 1 },
                    "digest": { "type": "string", "pattern": DIGEST },
                },
            },
            "document": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": { "type": "string", "minLength": 1 },
                    "key": text,
                    "title": text,
                    "fiscalYear": { "type": "integer" },
                    "stage": text,
                },
            },
            "status": { "enum": ["ready", "pending"] },
            "cells": cells,
            "findings": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "severity", "cells", "message"],
                    "properties": {
                        "code": { "type": "string", "pattern": "^[a-z][a-z0-9.-]*$" },
                        "rule": text,
                        "severity": { "enum": ["error", "warning", "notice"] },
                        "cells": strings,
                        "message": text,
                        "accepted": {
                            "type": "object",
                            "required": ["reason", "at", "on"],
                            "properties": {
                                "reason": text,
                                "at": text,
                                "on": {
                                    "type": "object",
                                    "additionalProperties": { "type": "string" },
                                },
                            },
                        },
                    },
                },
            },
            "comments": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "text", "by", "at", "resolved"],
                    "properties": {
                        "id": text,
                        "cell": text,
                        "text": text,
                        "by": text,
                        "at": text,
                        "resolved": { "type": "boolean" },
                    },
                },
            },
            "saved": {
                "type": "object",
                "required": ["at", "application"],
                "properties": { "at": text, "application": text },
            },
            "digest": { "type": "string", "pattern": DIGEST },
        },
    })
}
