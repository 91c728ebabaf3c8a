//! Form definitions: JSON, with comments and trailing commas, → [`Definition`].
//!
//! Reads the whole file and gives all faults at once, each with its path and
//! its byte offset. A member that the language does not know is a fault: a
//! slip of the pen must not become a silent hole in a form.

mod axis;
mod beside;
mod collection;
mod decoder;
mod pages;
mod succession;
mod tables;

pub use beside::{Joined, join};
pub use tables::{Tables, compile_with, is_tables, read_tables, tables_text};

use super::json::Json;
use super::{digest, language};
use crate::finding::Severity;
use crate::form::Wanted;
use crate::form::definition::{
    Blame, Choice, ChoiceList, Definition, Named, RateTable, Rule, Text,
};
use crate::form::fault::{Fault, FaultKind, Limit, Origin};
use crate::form::{Form, Head};
use crate::wareki::{Era, iso_day};
use crate::wire::mark::unmarked;
use decoder::{Decoder, Members};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use std::borrow::Cow;

/// Reads and compiles a definition, its digest set.
pub fn compile(text: &str) -> Result<Form, Vec<Fault>> {
    compile_with(text, &[])
}

fn collect() -> CollectOptions {
    CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false }
}

fn options() -> ParseOptions {
    ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        ..ParseOptions::default()
    }
}

/// The tree without its comments.
fn plain<'t>(value: &'t Value<'_>) -> Json<'t> {
    match value {
        Value::StringLit(text) => Json::Text(Cow::Borrowed(&text.value)),
        Value::NumberLit(number) => {
            serde_json::from_str(number.value).map_or(Json::Null, Json::Number)
        }
        Value::BooleanLit(truth) => Json::Bool(truth.value),
        Value::Object(object) => plain_object(object),
        Value::Array(array) => Json::List(array.elements.iter().map(plain).collect()),
        Value::NullKeyword(_) => Json::Null,
    }
}

fn plain_object<'t>(object: &'t Object<'_>) -> Json<'t> {
    let members = object.properties.iter();
    Json::object(members.map(|member| (member.name.as_str(), plain(&member.value))))
}

/// Reads a definition without compiling it.
pub fn read(text: &str) -> Result<Definition, Vec<Fault>> {
    decoded(&tree(text)?, Decoder::definition)
}

/// Compiles what was read of a text.
pub fn compile_read(definition: &Definition, text: &str) -> Result<Form, Vec<Fault>> {
    let mut form = Form::compile(definition)?;
    // Without comments the text is plain JSON, which is read in half the time.
    form.digest = match Json::read(text) {
        Ok(plain) => digest::of_json(&plain).unwrap_or_default(),
        Err(_) => digest_of(&tree(text)?),
    };
    Ok(form)
}

/// Over the canonical form, so that comments and spaces do not matter.
fn digest_of(tree: &Object<'_>) -> String {
    digest::of_json(&plain_object(tree)).unwrap_or_default()
}

/// What tells the form of a definition from others. Nothing else of it is
/// looked at, so that a shelf of them is soon told apart; whether the rest can
/// be read is known of those that are built in.
pub fn head(text: &str) -> Result<Head, Vec<Fault>> {
    decoded(&tree(text)?, Decoder::head)
}

/// Whether a text is meant to be a definition: it says so, misspelled or not, or
/// it has pages. What is another file of kohyo's, a list or a sheet of texts is
/// none; what cannot be read at all may be one.
pub fn is_meant(text: &str) -> bool {
    let Ok(tree) = tree(text) else { return !unmarked(text).trim_start().starts_with('[') };
    let member = |name: &str| {
        tree.properties.iter().find(|own| own.name.as_str() == name).map(|own| &own.value)
    };
    match member("format") {
        Some(Value::StringLit(format)) => !OTHER_FORMATS.contains(&&*format.value),
        Some(_) => true,
        None => member("pages").is_some(),
    }
}

/// What else may lie in a folder of forms.
const OTHER_FORMATS: [&str; 5] =
    ["kohyo/submission", "kohyo/draft", "kohyo/bundle", "kohyo/baked", "kohyo/tables"];

/// What stands in a definition, before it is known what it means.
fn tree(text: &str) -> Result<Object<'_>, Vec<Fault>> {
    let text = unmarked(text);
    let fault =
        |offset: usize, kind: FaultKind| vec![Fault { origin: Origin::new("", offset), kind }];
    if text.len() > Limit::Bytes.most() {
        return Err(fault(0, FaultKind::TooMany(Limit::Bytes)));
    }
    if let Some(offset) = too_deep(text) {
        return Err(fault(offset, FaultKind::TooMany(Limit::Depth)));
    }
    let tree = parse_to_ast(text, &collect(), &options())
        .map_err(|error| fault(error.range().start, FaultKind::Syntax))?;
    match tree.value {
        Some(Value::Object(object)) => Ok(object),
        _ => Err(fault(0, FaultKind::Type(Wanted::Object))),
    }
}

fn decoded<T>(
    tree: &Object<'_>,
    decode: impl Fn(&mut Decoder, &Members<'_>) -> T,
) -> Result<T, Vec<Fault>> {
    let (decoded, faults) = decoded_anyway(tree, decode);
    if faults.is_empty() { Ok(decoded) } else { Err(faults) }
}

/// What could be read, harmless values in place of the rest, and what could not.
fn decoded_anyway<T>(
    tree: &Object<'_>,
    decode: impl Fn(&mut Decoder, &Members<'_>) -> T,
) -> (T, Vec<Fault>) {
    let mut decoder = Decoder { faults: Vec::new() };
    let decoded = decode(&mut decoder, &Members::new(tree, String::new()));
    (decoded, decoder.faults)
}

/// The bracket that is nested too deep, comments and texts left out.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = |place: usize| bytes.get(place).copied();
    let mut depth = 0_usize;
    let mut place = 0;
    while let Some(byte) = at(place) {
        match (byte, at(place + 1)) {
            (b'"', _) => {
                place += 1;
                while at(place).is_some_and(|byte| byte != b'"') {
                    place += if at(place) == Some(b'\\') { 2 } else { 1 };
                }
            }
            (b'/', Some(b'/')) => {
                while at(place).is_some_and(|byte| byte != b'\n') {
                    place += 1;
                }
            }
            (b'/', Some(b'*')) => {
                place += 2;
                while at(place).is_some() && (at(place), at(place + 1)) != (Some(b'*'), Some(b'/'))
                {
                    place += 1;
                }
            }
            (b'{' | b'[', _) => {
                depth += 1;
                if depth > Limit::Depth.most() {
                    return Some(place);
                }
            }
            (b'}' | b']', _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        place += 1;
    }
    None
}

impl Decoder {
    fn definition(&mut self, members: &Members<'_>) -> Definition {
        self.known(members, &[&language::FORM]);
        let format = self.needed(members, "format");
        if !format.is_absent() {
            self.one_of(&format, &[("kohyo/form", ())]);
        }
        if let Some(version) = self.whole(members, "version").filter(|version| *version != 1) {
            let origin = members.origin_of("version");
            self.fault(origin, FaultKind::UnknownWord(version.to_string(), "1".to_owned()));
        }
        let plan = self.plan(members);
        let key = self.texts(members, "key");
        if key.is_empty() && members.get("key").and_then(Value::as_array).is_some() {
            self.fault(members.origin_of("key"), FaultKind::Type(Wanted::Cell));
        }
        Definition {
            id: self.needed(members, "id"),
            edition: self.needed(members, "edition"),
            revision: self.positive(members, "revision").unwrap_or(1),
            title: self.needed(members, "title"),
            publisher: self.text(members, "publisher"),
            key,
            key_joiner: self.words(members, "key-joiner").unwrap_or_else(|| "/".to_owned()),
            name: self.text(members, "name"),
            department: self.text(members, "department"),
            fiscal_year: self.year(members, "fiscal-year"),
            fiscal_year_cell: self.text(members, "fiscal-year-cell"),
            plan,
            eras: self.eras(members),
            stages: self.objects(members, "stages", |decoder, stage| {
                decoder.known(stage, &[&language::STAGE]);
                Named {
                    id: decoder.needed(stage, "id"),
                    label: decoder.needed(stage, "label").value,
                }
            }),
            axes: self.named(members, "axes", |decoder, name, value| {
                Some(decoder.axis(name, value, plan))
            }),
            choices: self.named(members, "choices", Self::choice_list),
            rates: self.named(members, "rates", Self::rate_table),
            reasons: self.strings(members, "reasons"),
            pages: self.objects(members, "pages", Self::page),
            rules: self.objects(members, "rules", Self::rule),
            collection: self
                .member(members, "collection")
                .map(|collection| self.collection(&collection)),
            migrations: self.objects(members, "migrations", Self::migration),
            carry: self.member(members, "carry").map(|carry| self.carry(&carry)),
        }
    }

    fn head(&mut self, members: &Members<'_>) -> Head {
        Head::of(&Definition {
            id: self.needed(members, "id"),
            edition: self.needed(members, "edition"),
            revision: self.positive(members, "revision").unwrap_or(1),
            title: self.needed(members, "title"),
            publisher: self.text(members, "publisher"),
            eras: self.eras(members),
            ..Definition::default()
        })
    }

    fn eras(&mut self, members: &Members<'_>) -> Vec<Era> {
        self.list(members, "eras", |decoder, value, path| {
            let members = decoder.object(value, path)?;
            decoder.era(&members)
        })
    }

    fn era(&mut self, members: &Members<'_>) -> Option<Era> {
        self.known(members, &[&language::ERA]);
        let name = self.needed(members, "name");
        let start = self.needed(members, "start");
        let first = |text: &Text| text.value.chars().next();
        let short = first(&self.needed(members, "short"));
        let letter = first(&self.needed(members, "letter"));
        let ligature = self.text(members, "ligature").as_ref().and_then(first);
        let Some(day) = iso_day(&start.value) else {
            if start.is_absent() {
                return None;
            }
            self.fault(start.origin, FaultKind::Type(Wanted::DayInQuotes));
            return None;
        };
        Some(Era { name: name.value.into(), short: short?, letter: letter?, ligature, start: day })
    }

    fn choice_list<'t>(&mut self, name: Text, value: &'t Value<'t>) -> Option<ChoiceList> {
        let mut choices = Vec::new();
        let array = value.as_array();
        if array.is_none() {
            self.fault(name.origin.clone(), FaultKind::Type(Wanted::List));
        }
        let elements = array.into_iter().flat_map(|array| &array.elements);
        for (place, value) in elements.enumerate() {
            let path = format!("{}[{place}]", name.origin.path);
            let Some(members) = self.object(value, path) else { continue };
            self.known(&members, &[&language::CHOICE]);
            choices.push(Choice {
                code: self.needed(&members, "code"),
                label: self.needed(&members, "label").value,
                also: self.strings(&members, "also"),
                aliases: self.strings(&members, "aliases"),
                under: self.texts(&members, "under"),
                from: self.year(&members, "from"),
                to: self.year(&members, "to"),
            });
        }
        Some(ChoiceList { name, choices })
    }

    fn rate_table<'t>(&mut self, name: Text, value: &'t Value<'t>) -> Option<RateTable> {
        let members = self.object(value, name.origin.path.to_string())?;
        let mut rates = Vec::new();
        for member in &members.object.properties {
            let word = member.name.as_str();
            let origin = Origin::new(members.path_of(word), member.range.start);
            match word.parse() {
                Ok(year) => {
                    let text = self.text_of(&member.value, origin.path.to_string());
                    rates.extend(text.map(|text| (year, text)));
                }
                Err(_) => self.fault(origin, FaultKind::Type(Wanted::YearInQuotes)),
            }
        }
        Some(RateTable { name, rates })
    }

    fn rule(&mut self, members: &Members<'_>) -> Rule {
        self.known(members, &[&language::RULE]);
        let severities: Vec<(&'static str, Severity)> =
            [Severity::Error, Severity::Warning, Severity::Notice]
                .into_iter()
                .map(|severity| (severity.code(), severity))
                .collect();
        let severity = self.word(members, "severity", &severities);
        if members.get("severity").is_none() {
            self.fault(members.origin(), FaultKind::Missing("severity"));
        }
        let sentence = self.needed(members, "sentence");
        let sentence = self.says(sentence);
        let blames = [("all", Blame::All), ("filled", Blame::Filled), ("blank", Blame::Blank)];
        Rule {
            id: self.needed(members, "id"),
            code: self.needed(members, "code"),
            severity,
            each: self.named(members, "for", |decoder, variable, value| {
                let axis = decoder.text_of(value, variable.origin.path.to_string())?;
                Some((variable, axis))
            }),
            when: self.text(members, "when"),
            expect: self.needed(members, "expect"),
            cells: self.named_cells(members, "cells"),
            blame: self.word(members, "blame", &blames).unwrap_or_default(),
            sentence,
            fix: self.named(members, "fix", |decoder, cell, value| {
                let text = decoder.text_of(value, cell.origin.path.to_string())?;
                Some((cell, text))
            }),
            turn: self.texts(members, "turn"),
            from: self.text(members, "from"),
            until: self.text(members, "until"),
        }
    }
}
