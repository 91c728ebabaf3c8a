//! JSON Schema (2020-12) of the language of definitions, so that editors
//! complete members and underline slips while a form is written.
//!
//! It says of each member what shape it has; what the members mean together is
//! for `kohyo lint`.

use crate::finding::Severity;
use crate::form::Kind;
use crate::form::MOST_DECIMALS;
use crate::reading::Status;
use serde_json::{Map, Value, json};

/// The schema of a definition file.
pub fn schema() -> Value {
    let mut whole = object(&form(), &["format", "id", "edition", "title", "pages"]);
    if let Value::Object(members) = &mut whole {
        members.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        members.insert("title".to_owned(), json!("kohyo/form"));
        members.insert("$defs".to_owned(), definitions());
    }
    whole
}

type Members = Vec<(&'static str, Value)>;

/// An object of these members and no others.
fn object(members: &Members, required: &[&str]) -> Value {
    let properties: Map<String, Value> =
        members.iter().map(|(name, shape)| ((*name).to_owned(), shape.clone())).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn said(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn positive() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}

fn one_of(words: &[&str]) -> Value {
    json!({ "enum": words })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// A list of objects: written out, or the rows of a table beside the
/// definition, or both in turn.
fn rows(of: &Value) -> Value {
    json!({ "anyOf": [
        { "type": "array", "items": { "anyOf": [ of, beside() ] } },
        beside(),
    ] })
}

fn named(of: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": of })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

const WORD: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
const DECIMAL: &str = "^-?[0-9]+([.][0-9]+)?$";

fn form() -> Members {
    vec![
        ("$schema", text()),
        ("format", one_of(&["kohyo/form"])),
        ("version", json!({ "const": 1 })),
        ("id", said(WORD)),
        ("edition", said(WORD)),
        ("revision", positive()),
        ("title", text()),
        ("publisher", text()),
        ("key", json!({ "type": "array", "items": text(), "minItems": 1 })),
        ("key-joiner", text()),
        ("name", text()),
        ("department", text()),
        ("fiscal-year", json!({ "type": "integer" })),
        ("fiscal-year-cell", text()),
        ("plan", years()),
        ("eras", list(&object(&era(), &["name", "short", "letter", "start"]))),
        ("stages", list(&object(&stage(), &["id", "label"]))),
        ("axes", named(&object(&axis(), &[]))),
        ("choices", named(&rows(&object(&choice(), &["code", "label"])))),
        (
            "rates",
            named(&json!({
                "type": "object",
                "propertyNames": { "pattern": "^[0-9]{4}$" },
                "additionalProperties": said(DECIMAL),
            })),
        ),
        ("reasons", list(&text())),
        ("pages", list(&object(&page(), &["id", "title", "sections"]))),
        (
            "rules",
            rows(&object(&rule(), &["id", "code", "severity", "expect", "cells", "sentence"])),
        ),
        ("collection", object(&collection(), &[])),
        ("migrations", list(&object(&migration(), &["from"]))),
        ("carry", object(&carry(), &[])),
    ]
}

fn migration() -> Members {
    vec![
        ("from", positive()),
        ("renamed", named(&text())),
        ("moved", named(&text())),
        ("dropped", named(&text())),
    ]
}

fn carry() -> Members {
    vec![
        ("from", list(&said(WORD))),
        ("copied", list(&text())),
        ("moved", named(&text())),
        ("advanced", list(&text())),
        ("emptied", list(&text())),
    ]
}

fn era() -> Members {
    vec![
        ("name", text()),
        ("short", text()),
        ("letter", text()),
        ("ligature", text()),
        ("start", said("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
    ]
}

fn stage() -> Members {
    vec![("id", said(WORD)), ("label", text())]
}

fn axis() -> Members {
    vec![
        ("years", json!({ "anyOf": [ years(), { "const": "plan" } ] })),
        ("style", one_of(&["kanji", "letter", "western"])),
        ("points", rows(&object(&point(), &["id", "label"]))),
    ]
}

fn years() -> Value {
    json!({ "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 })
}

/// The name of a table beside the definition, in place of a list.
fn beside() -> Value {
    object(&csv(), &["csv"])
}

fn csv() -> Members {
    vec![("csv", said("^[^/\\\\]+[.]csv$"))]
}

fn point() -> Members {
    vec![("id", said(WORD)), ("label", text()), ("number", json!({ "type": "integer" }))]
}

fn choice() -> Members {
    vec![
        ("code", said(WORD)),
        ("label", text()),
        ("also", list(&text())),
        ("aliases", list(&text())),
        ("under", list(&text())),
        ("from", json!({ "type": "integer" })),
        ("to", json!({ "type": "integer" })),
    ]
}

fn page() -> Members {
    vec![
        ("id", said(WORD)),
        ("title", text()),
        ("paper", one_of(&["a4-portrait", "a4-landscape"])),
        ("sections", list(&object(&section(), &["id", "title", "items"]))),
    ]
}

fn section() -> Members {
    let items = ["note", "row", "field", "table"].map(reference);
    vec![
        ("id", said(WORD)),
        ("title", text()),
        ("help", text()),
        ("items", rows(&json!({ "anyOf": items }))),
    ]
}

/// What is named more than once.
fn definitions() -> Value {
    json!({
        "note": object(&note(), &["note"]),
        "row": object(&row(), &["row"]),
        "field": object(&field(), &["cell", "label"]),
        "table": object(&table(), &["table", "label", "columns"]),
        "column": { "anyOf": [
            object(&unfolded(), &["axis"]),
            object(&column(), &["id", "label"]),
        ] },
        "line": { "anyOf": [ object(&unfolded(), &["axis"]), object(&line(), &["id", "label"]) ] },
    })
}

fn note() -> Members {
    vec![("note", text())]
}

fn row() -> Members {
    vec![("row", rows(&reference("field")))]
}

/// These members, and what may be typed.
fn with_asks(mut members: Members) -> Members {
    for (name, shape) in asks() {
        if !members.iter().any(|(known, _)| *known == name) {
            members.push((name, shape));
        }
    }
    members
}

fn field() -> Members {
    with_asks(vec![("cell", text()), ("label", text()), ("name", text())])
}

fn asks() -> Members {
    let kinds = Kind::ALL.map(|(word, _)| word);
    let statuses = Status::ALL.map(Status::code);
    vec![
        ("kind", one_of(&kinds)),
        ("unit", text()),
        ("unit-cell", text()),
        ("decimals", json!({ "type": "integer", "minimum": 0, "maximum": MOST_DECIMALS })),
        ("min", said(DECIMAL)),
        ("max", said(DECIMAL)),
        ("max-length", positive()),
        ("pattern", text()),
        ("choices", text()),
        ("under", text()),
        ("max-choices", positive()),
        ("lines", count()),
        ("statuses", list(&one_of(&statuses))),
        ("required", json!({ "anyOf": [ truth(), object(&required(), &[]) ] })),
        ("compute", text()),
        ("differs", text()),
        ("from-of", text()),
        ("to-of", text()),
        ("sign-words", object(&sign_words(), &["positive", "negative", "zero"])),
        ("style", one_of(&["letter", "kanji", "western", "iso"])),
        ("help", text()),
        ("example", text()),
        ("width", json!({ "type": "integer", "minimum": 1, "maximum": 12 })),
        ("open", truth()),
        ("address", text()),
    ]
}

fn sign_words() -> Members {
    vec![("positive", text()), ("negative", text()), ("zero", text())]
}

fn required() -> Members {
    vec![("from", text()), ("when", text()), ("now", truth())]
}

fn table() -> Members {
    with_asks(vec![
        ("table", text()),
        ("label", text()),
        ("corner", text()),
        ("columns", rows(&reference("column"))),
        ("rows", rows(&reference("line"))),
        ("groups", list(&object(&group(), &["rows"]))),
        ("single", named(&object(&asks(), &[]))),
        ("repeat", object(&repeat(), &["id"])),
    ])
}

fn group() -> Members {
    with_asks(vec![("id", said(WORD)), ("label", text()), ("rows", rows(&reference("line")))])
}

fn repeat() -> Members {
    vec![("id", text()), ("most", positive())]
}

fn unfolded() -> Members {
    with_asks(vec![("axis", text())])
}

fn column() -> Members {
    with_asks(vec![
        ("id", said(WORD)),
        ("label", text()),
        ("sub", text()),
        ("per-group", truth()),
        ("in-rows", list(&text())),
    ])
}

fn line() -> Members {
    with_asks(vec![("id", said(WORD)), ("label", text()), ("beneath", truth())])
}

fn rule() -> Members {
    let severities = [Severity::Error, Severity::Warning, Severity::Notice].map(Severity::code);
    vec![
        ("id", said(WORD)),
        ("code", text()),
        ("severity", one_of(&severities)),
        ("for", named(&text())),
        ("when", text()),
        ("expect", text()),
        ("cells", list(&text())),
        ("blame", one_of(&["all", "filled", "blank"])),
        ("sentence", text()),
        ("fix", named(&text())),
        ("turn", list(&text())),
        ("from", text()),
        ("until", text()),
    ]
}

fn collection() -> Members {
    vec![
        ("texts", object(&texts(), &["cells"])),
        ("distinct-names", truth()),
        ("category", object(&category(), &["cell"])),
        ("numbering", object(&numbering(), &["cell"])),
        ("outliers", list(&object(&outliers(), &["cells"]))),
        ("signs", list(&object(&signs(), &["cells"]))),
        ("carried", list(&text())),
        ("follows", named(&text())),
        ("totals", list(&object(&balance(), &["sum", "equals"]))),
        ("tables", list(&object(&sheet_table(), &["id", "title", "columns"]))),
    ]
}

fn texts() -> Members {
    vec![("cells", list(&text())), ("least", count())]
}

fn category() -> Members {
    vec![("cell", text()), ("list", list(&text()))]
}

fn numbering() -> Members {
    vec![("cell", text()), ("group", count())]
}

fn outliers() -> Members {
    vec![("cells", list(&text()))]
}

fn signs() -> Members {
    vec![("cells", text()), ("beside", text())]
}

fn balance() -> Members {
    vec![
        ("sum", text()),
        ("equals", text()),
        ("form", text()),
        ("by", one_of(&["department", "category", "key"])),
        ("within", count()),
    ]
}

fn sheet_table() -> Members {
    vec![
        ("id", said(WORD)),
        ("title", text()),
        ("group", list(&text())),
        ("order", list(&text())),
        ("columns", list(&object(&sheet_column(), &[]))),
        ("totals", truth()),
    ]
}

fn sheet_column() -> Members {
    vec![
        ("label", text()),
        ("axis", text()),
        ("cell", text()),
        ("count", truth()),
        ("sum", list(&text())),
        ("list", text()),
        ("number", truth()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::language;
    use super::*;

    /// The reader of definitions and the schema know the same members.
    #[test]
    fn no_member_is_missing_or_foreign() {
        let asked = |own: &[&'static str]| {
            let mut names = own.to_vec();
            names.extend(language::ASKS.iter().filter(|name| !own.contains(name)));
            names
        };
        let table: [(Members, Vec<&str>); 33] = [
            (form(), language::FORM.to_vec()),
            (stage(), language::STAGE.to_vec()),
            (era(), language::ERA.to_vec()),
            (axis(), language::AXIS.to_vec()),
            (point(), language::POINT.to_vec()),
            (choice(), language::CHOICE.to_vec()),
            (page(), language::PAGE.to_vec()),
            (section(), language::SECTION.to_vec()),
            (note(), language::NOTE.to_vec()),
            (row(), language::ROW.to_vec()),
            (field(), asked(&language::FIELD)),
            (asks(), language::ASKS.to_vec()),
            (sign_words(), language::SIGN_WORDS.to_vec()),
            (required(), language::REQUIRED.to_vec()),
            (table(), asked(&language::TABLE)),
            (group(), asked(&language::GROUP)),
            (repeat(), language::REPEAT.to_vec()),
            (unfolded(), asked(&language::UNFOLDED)),
            (column(), asked(&language::COLUMN)),
            (line(), asked(&language::LINE)),
            (rule(), language::RULE.to_vec()),
            (collection(), language::COLLECTION.to_vec()),
            (texts(), language::TEXTS.to_vec()),
            (category(), language::CATEGORY.to_vec()),
            (numbering(), language::NUMBERING.to_vec()),
            (outliers(), language::OUTLIERS.to_vec()),
            (signs(), language::SIGNS.to_vec()),
            (balance(), language::BALANCE.to_vec()),
            (sheet_table(), language::SHEET_TABLE.to_vec()),
            (sheet_column(), language::SHEET_COLUMN.to_vec()),
            (migration(), language::MIGRATION.to_vec()),
            (carry(), language::CARRY.to_vec()),
            (csv(), language::CSV.to_vec()),
        ];
        for (members, names) in table {
            let shaped: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
            assert_eq!(shaped, names);
        }
    }
}
