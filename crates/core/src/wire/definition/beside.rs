//! Tables beside a definition: `{ "csv": "points.csv" }` in place of a list of
//! objects, or of some of its elements, stands for the rows of that file, the
//! headings being members.
//!
//! The rows are put into the text of the definition itself, so that what is
//! compiled, kept and carried in a page is one text.

use super::super::{language, table};
use super::{collect, options};
use crate::form::fault::{self, Fault, FaultKind, Limit, Origin};
use crate::submission::TableFault;
use crate::wire::mark::unmarked;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::parse_to_ast;
use serde_json::{Map, Value as Json};
use std::ops::Range;

/// A definition whose tables stand in it.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    /// The text, to be compiled.
    pub text: String,
    own: String,
    parts: Vec<Part>,
}

/// The rows of one file.
#[derive(Clone, Debug)]
struct Part {
    /// Where they stand in the joined text.
    range: Range<usize>,
    /// What stood there in the definition.
    own: Range<usize>,
    file: String,
    /// Byte in the joined text, and the line of the file.
    lines: Vec<(usize, u64)>,
}

impl Joined {
    /// A definition that is whole already.
    pub fn alone(text: &str) -> Self {
        Self { text: text.to_owned(), own: text.to_owned(), parts: Vec::new() }
    }

    /// The names of the files that it is joined of.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.file.as_str())
    }

    /// Where a fault stands: in which file beside the definition (none: in the
    /// definition itself), at which line and column.
    pub fn place(&self, fault: &Fault) -> (Option<&str>, usize, usize) {
        let byte = fault.origin.byte(&self.text);
        let mut own = byte;
        for part in &self.parts {
            if part.range.contains(&byte) {
                let lines = part.lines.iter().take_while(|(at, _)| *at <= byte);
                let line = lines.last().map_or(1, |(_, line)| *line);
                return (Some(&part.file), usize::try_from(line).unwrap_or(1), 1);
            }
            if part.range.end <= byte {
                own = part.own.end + (byte - part.range.end);
            }
        }
        let (line, column) = fault::position(&self.own, own);
        (None, line, column)
    }

    /// The text of a line of the definition, from 1.
    pub fn line(&self, line: usize) -> &str {
        self.own.lines().nth(line.saturating_sub(1)).unwrap_or_default()
    }
}

/// Puts the tables beside a definition into it; `file` gives the text of a
/// file by its name. A text that cannot be read at all is left as it is, for
/// the compiler to say so.
pub fn join(text: &str, file: &dyn Fn(&str) -> Option<String>) -> Result<Joined, Vec<Fault>> {
    // Places are counted behind the mark.
    let text = unmarked(text);
    if text.len() > Limit::Bytes.most() || super::too_deep(text).is_some() {
        return Ok(Joined::alone(text));
    }
    let Ok(tree) = parse_to_ast(text, &collect(), &options()) else {
        return Ok(Joined::alone(text));
    };
    let mut found = Vec::new();
    if let Some(value) = &tree.value {
        references(value, "", false, &mut found);
    }
    let mut joined = Joined { text: String::new(), own: text.to_owned(), parts: Vec::new() };
    let mut faults = Vec::new();
    let mut done = 0;
    for reference in found {
        joined.text.push_str(text.get(done..reference.range.start).unwrap_or_default());
        done = reference.range.end;
        match rows(&reference, file) {
            Ok(rows) => joined.put(reference, &rows),
            Err(kind) => faults.push(Fault { origin: reference.origin, kind }),
        }
        if joined.text.len() > Limit::Bytes.most() {
            let kind = FaultKind::TooMany(Limit::Bytes);
            return Err(vec![Fault { origin: Origin::default(), kind }]);
        }
    }
    joined.text.push_str(text.get(done..).unwrap_or_default());
    if faults.is_empty() { Ok(joined) } else { Err(faults) }
}

impl Joined {
    /// Puts the rows of a file where it is named.
    fn put(&mut self, reference: Reference, rows: &[(u64, String)]) {
        let start = self.text.len();
        let mut lines = Vec::new();
        if !reference.element {
            self.text.push('[');
        }
        for (place, (line, row)) in rows.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            lines.push((self.text.len(), *line));
            self.text.push_str(row);
        }
        if !reference.element {
            self.text.push(']');
        }
        let range = start..self.text.len();
        self.parts.push(Part { range, own: reference.range, file: reference.name, lines });
    }
}

/// A place where a table is named.
struct Reference {
    range: Range<usize>,
    name: String,
    origin: Origin,
    /// Whether it is an element of a list, and not in place of the list.
    element: bool,
}

fn references(value: &Value<'_>, path: &str, element: bool, out: &mut Vec<Reference>) {
    match value {
        Value::Object(object) => {
            if let Some(name) = named(object) {
                let origin = Origin::new(format!("{path}.csv"), object.range.start);
                let range = object.range.start..object.range.end;
                out.push(Reference { range, name, origin, element });
                return;
            }
            for member in &object.properties {
                let name = member.name.as_str();
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                references(&member.value, &path, false, out);
            }
        }
        Value::Array(array) => {
            for (place, value) in array.elements.iter().enumerate() {
                references(value, &format!("{path}[{place}]"), true, out);
            }
        }
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => {}
    }
}

/// The file that an object names, if that is all it does.
fn named(object: &Object<'_>) -> Option<String> {
    match object.properties.as_slice() {
        [member] if language::CSV.contains(&member.name.as_str()) => match &member.value {
            Value::StringLit(name) => Some(name.value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The rows of a file as objects, each with its line.
fn rows(
    reference: &Reference,
    file: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<(u64, String)>, FaultKind> {
    let name = &reference.name;
    // A name, and never a way to another folder.
    let plain = !name.is_empty() && !name.contains(['/', '\\', ':']) && !name.starts_with('.');
    let text = plain.then(|| file(name)).flatten();
    let text = text.ok_or_else(|| FaultKind::NoFile(name.clone()))?;
    let text = unmarked(&text);
    let table = table::csv(text).map_err(|fault| {
        let line = match fault {
            TableFault::Csv(line) => line,
            _ => 1,
        };
        FaultKind::NoTable(name.clone(), line)
    })?;
    let said = |text: &&String| !text.trim().is_empty();
    match table.split_first() {
        Some(((_, heads), lines)) if !lines.is_empty() => {
            for (place, head) in heads.iter().enumerate().filter(|(_, head)| said(head)) {
                if heads.iter().take(place).any(|before| before.trim() == head.trim()) {
                    return Err(FaultKind::Duplicate(head.trim().to_owned()));
                }
            }
            // What no heading names would be lost: a comma that should stand in quotes.
            let beyond = |row: &[String]| row.iter().skip(heads.len()).any(|text| said(&text));
            if let Some((line, _)) = lines.iter().find(|(_, row)| beyond(row)) {
                return Err(FaultKind::NoTable(name.clone(), *line));
            }
            Ok(lines.iter().map(|(line, row)| (*line, object(heads, row))).collect())
        }
        _ => Err(FaultKind::NoTable(name.clone(), 1)),
    }
}

/// A row as an object; blank cells and columns without a heading are left out.
fn object(heads: &[String], row: &[String]) -> String {
    let mut out = Map::new();
    for (head, text) in heads.iter().zip(row) {
        let (head, text) = (head.trim(), text.trim());
        if !head.is_empty() && !text.is_empty() {
            out.insert(head.to_owned(), value(head, text));
        }
    }
    Json::Object(out).to_string()
}

/// The members that are numbers, and those that are lists, parted by `;`.
const NUMBERS: [&str; 8] =
    ["number", "from", "to", "decimals", "max-length", "max-choices", "lines", "width"];
const LISTS: [&str; 7] = ["also", "aliases", "under", "statuses", "in-rows", "cells", "turn"];

fn value(head: &str, text: &str) -> Json {
    match text {
        "true" => return Json::Bool(true),
        "false" => return Json::Bool(false),
        _ => {}
    }
    if NUMBERS.contains(&head)
        && let Ok(number) = text.parse::<i64>()
    {
        return Json::from(number);
    }
    // A cell stands under one other cell, a choice under several codes.
    if LISTS.contains(&head) && (head != "under" || !text.contains('.')) {
        let parts = text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
        return parts.map(|part| Json::String(part.to_owned())).collect();
    }
    Json::String(text.to_owned())
}
