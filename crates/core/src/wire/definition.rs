//! Form definitions: JSON, with comments and trailing commas, → [`Definition`].
//!
//! Reads the whole file and gives all faults at once, each with its path and
//! its byte offset. A member that the language does not know is a fault: a
//! slip of the pen must not become a silent hole in a form.

mod axis;
mod beside;
mod collection;
mod succession;
mod tables;

pub use beside::{Joined, join};
pub use tables::{Tables, compile_with, is_tables, read_tables, tables_text};

use super::json::Json;
use super::{digest, language};
use crate::finding::Severity;
use crate::form::definition::{
    Asks, Blame, Choice, ChoiceList, Column, Definition, Field, Item, Kind, Named, Page, RateTable,
    Repeat, Required, Row, RowGroup, Rule, Section, SignWords, Table, Text,
};
use crate::form::fault::{Fault, FaultKind, Limit, Origin};
use crate::form::{Form, Head};
use crate::form::{MOST_DECIMALS, Wanted};
use crate::reading::Status;
use crate::wareki::{End, Era, iso_day};
use crate::wire::mark::unmarked;
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use std::borrow::Cow;
use std::ops::RangeInclusive;

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

/// An object whose members are taken one by one; what is left is unknown.
struct Members<'t> {
    object: &'t Object<'t>,
    path: String,
}

impl<'t> Members<'t> {
    fn new(object: &'t Object<'t>, path: String) -> Self {
        Self { object, path }
    }

    fn get(&self, name: &str) -> Option<&'t Value<'t>> {
        self.object
            .properties
            .iter()
            .find(|member| member.name.as_str() == name)
            .map(|member| &member.value)
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn origin_of(&self, name: &str) -> Origin {
        let offset = self.get(name).map_or(0, |value| value.range().start);
        Origin::new(self.path_of(name), offset)
    }

    fn origin(&self) -> Origin {
        Origin::new(self.path.clone(), self.object.range.start)
    }
}

struct Decoder {
    faults: Vec<Fault>,
}

impl Decoder {
    fn fault(&mut self, origin: Origin, kind: FaultKind) {
        self.faults.push(Fault { origin, kind });
    }

    /// Every member must be one of these.
    fn known(&mut self, members: &Members<'_>, lists: &[&[&str]]) {
        let mut seen = std::collections::HashSet::new();
        for member in &members.object.properties {
            let name = member.name.as_str();
            let origin = Origin::new(members.path_of(name), member.range.start);
            if !lists.iter().any(|list| list.contains(&name)) {
                self.fault(origin, FaultKind::UnknownMember(name.to_owned()));
            } else if !seen.insert(name.to_owned()) {
                self.fault(origin, FaultKind::Duplicate(name.to_owned()));
            }
        }
    }

    fn text_of(&mut self, value: &Value<'_>, path: String) -> Option<Text> {
        let origin = Origin::new(path, value.range().start);
        match value {
            Value::StringLit(text) => Some(Text { value: text.value.to_string(), origin }),
            _ => {
                self.fault(origin, FaultKind::Type(Wanted::Text));
                None
            }
        }
    }

    fn text(&mut self, members: &Members<'_>, name: &str) -> Option<Text> {
        members.get(name).and_then(|value| self.text_of(value, members.path_of(name)))
    }

    /// A text that says something.
    fn says(&mut self, text: Text) -> Text {
        if text.value.trim().is_empty() {
            self.fault(text.origin.clone(), FaultKind::Type(Wanted::Text));
        }
        text
    }

    fn words(&mut self, members: &Members<'_>, name: &str) -> Option<String> {
        self.text(members, name).map(|text| text.value)
    }

    /// A text that must be there. Where it is not, a word of its own stands in
    /// for it at no place, so that the rest can be judged.
    fn needed(&mut self, members: &Members<'_>, name: &'static str) -> Text {
        if members.get(name).is_none() {
            self.fault(members.origin(), FaultKind::Missing(name));
        }
        let place = members.object.range.start;
        let stand_in = || Text { value: format!("x{place}"), origin: Origin::default() };
        self.text(members, name).unwrap_or_else(stand_in)
    }

    fn whole(&mut self, members: &Members<'_>, name: &str) -> Option<i64> {
        let value = members.get(name)?;
        let number = match value {
            Value::NumberLit(number) => number.value.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            let origin = members.origin_of(name);
            self.fault(origin, FaultKind::Type(Wanted::Whole));
        }
        number
    }

    fn count(&mut self, members: &Members<'_>, name: &str) -> Option<u32> {
        self.counted(members, name, 0..=u32::MAX, Wanted::Count)
    }

    /// Of none of them nothing could come.
    fn positive(&mut self, members: &Members<'_>, name: &str) -> Option<u32> {
        self.counted(members, name, 1..=u32::MAX, Wanted::Positive)
    }

    fn counted(
        &mut self,
        members: &Members<'_>,
        name: &str,
        range: RangeInclusive<u32>,
        wanted: Wanted,
    ) -> Option<u32> {
        let number = self.whole(members, name)?;
        let count = u32::try_from(number).ok().filter(|count| range.contains(count));
        if count.is_none() {
            self.fault(members.origin_of(name), FaultKind::Type(wanted));
        }
        count
    }

    fn truth(&mut self, members: &Members<'_>, name: &str) -> Option<bool> {
        let value = members.get(name)?;
        match value {
            Value::BooleanLit(truth) => Some(truth.value),
            _ => {
                let origin = members.origin_of(name);
                self.fault(origin, FaultKind::Type(Wanted::Flag));
                None
            }
        }
    }

    /// A word out of a list.
    fn word<T: Copy>(
        &mut self,
        members: &Members<'_>,
        name: &str,
        list: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(members, name)?;
        self.one_of(&text, list)
    }

    fn one_of<T: Copy>(&mut self, text: &Text, list: &[(&'static str, T)]) -> Option<T> {
        let found = list.iter().find(|(word, _)| *word == text.value).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = list.iter().map(|(word, _)| *word).collect();
            let kind = FaultKind::UnknownWord(text.value.clone(), words.join(", "));
            self.fault(text.origin.clone(), kind);
        }
        found
    }

    fn list<'t, T>(
        &mut self,
        members: &Members<'t>,
        name: &str,
        mut element: impl FnMut(&mut Self, &'t Value<'t>, String) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = members.get(name) else { return Vec::new() };
        let path = members.path_of(name);
        let Value::Array(Array { elements, .. }) = value else {
            let origin = Origin::new(path, value.range().start);
            self.fault(origin, FaultKind::Type(Wanted::List));
            return Vec::new();
        };
        elements
            .iter()
            .enumerate()
            .filter_map(|(place, value)| element(self, value, format!("{path}[{place}]")))
            .collect()
    }

    fn objects<'t, T>(
        &mut self,
        members: &Members<'t>,
        name: &str,
        mut element: impl FnMut(&mut Self, &Members<'t>) -> T,
    ) -> Vec<T> {
        self.list(members, name, |decoder, value, path| {
            let members = decoder.object(value, path)?;
            Some(element(decoder, &members))
        })
    }

    fn object<'t>(&mut self, value: &'t Value<'t>, path: String) -> Option<Members<'t>> {
        match value {
            Value::Object(object) => Some(Members::new(object, path)),
            _ => {
                let origin = Origin::new(path, value.range().start);
                self.fault(origin, FaultKind::Type(Wanted::Object));
                None
            }
        }
    }

    fn member<'t>(&mut self, members: &Members<'t>, name: &str) -> Option<Members<'t>> {
        members.get(name).and_then(|value| self.object(value, members.path_of(name)))
    }

    fn texts(&mut self, members: &Members<'_>, name: &str) -> Vec<Text> {
        self.list(members, name, Self::text_of)
    }

    fn strings(&mut self, members: &Members<'_>, name: &str) -> Vec<String> {
        self.texts(members, name).into_iter().map(|text| text.value).collect()
    }

    /// The members of an object whose names are data, in their order.
    fn named<'t, T>(
        &mut self,
        members: &Members<'t>,
        name: &str,
        mut element: impl FnMut(&mut Self, Text, &'t Value<'t>) -> Option<T>,
    ) -> Vec<T> {
        let Some(inner) = self.member(members, name) else { return Vec::new() };
        let mut out = Vec::new();
        for member in &inner.object.properties {
            let word = member.name.as_str();
            let origin = Origin::new(inner.path_of(word), member.range.start);
            let text = Text { value: word.to_owned(), origin };
            out.extend(element(self, text, &member.value));
        }
        out
    }

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

    fn page(&mut self, members: &Members<'_>) -> Page {
        self.known(members, &[&language::PAGE]);
        Page {
            id: self.needed(members, "id"),
            title: self.needed(members, "title").value,
            landscape: self
                .word(members, "paper", &[("a4-portrait", false), ("a4-landscape", true)])
                .unwrap_or(false),
            sections: self.objects(members, "sections", Self::section),
        }
    }

    fn section(&mut self, members: &Members<'_>) -> Section {
        self.known(members, &[&language::SECTION]);
        Section {
            id: self.needed(members, "id"),
            title: self.needed(members, "title").value,
            help: self.words(members, "help"),
            items: self.list(members, "items", |decoder, value, path| {
                let members = decoder.object(value, path)?;
                decoder.item(&members)
            }),
        }
    }

    fn item(&mut self, members: &Members<'_>) -> Option<Item> {
        if members.get("note").is_some() {
            self.known(members, &[&language::NOTE]);
            return self.words(members, "note").map(Item::Note);
        }
        if members.get("row").is_some() {
            self.known(members, &[&language::ROW]);
            return Some(Item::Row(self.objects(members, "row", Self::field)));
        }
        if members.get("cell").is_some() {
            return Some(Item::Row(vec![self.field(members)]));
        }
        if members.get("table").is_some() {
            return Some(Item::Table(Box::new(self.table(members))));
        }
        self.fault(members.origin(), FaultKind::Missing("cell, row, table or note"));
        None
    }

    fn field(&mut self, members: &Members<'_>) -> Field {
        self.known(members, &[&language::FIELD, &language::ASKS]);
        Field {
            id: self.needed(members, "cell"),
            label: self.needed(members, "label").value,
            name: self.words(members, "name"),
            asks: self.asks(members),
        }
    }

    fn asks(&mut self, members: &Members<'_>) -> Asks {
        let statuses = members.get("statuses").map(|_| {
            let texts = self.texts(members, "statuses");
            let known: Vec<(&'static str, Status)> =
                Status::ALL.into_iter().map(|status| (status.code(), status)).collect();
            texts.iter().filter_map(|text| self.one_of(text, &known)).collect()
        });
        if members.get("unit").is_some() && members.get("unit-cell").is_some() {
            self.fault(members.origin_of("unit-cell"), FaultKind::Duplicate("unit".to_owned()));
        }
        let pair = match (self.text(members, "from-of"), self.text(members, "to-of")) {
            (Some(other), _) => Some((End::From, other)),
            (None, Some(other)) => Some((End::To, other)),
            (None, None) => None,
        };
        Asks {
            kind: self.word(members, "kind", &Kind::ALL),
            unit: self.text(members, "unit"),
            unit_cell: self.text(members, "unit-cell"),
            decimals: self.counted(members, "decimals", 0..=MOST_DECIMALS, Wanted::Decimals),
            min: self.text(members, "min"),
            max: self.text(members, "max"),
            max_length: self.positive(members, "max-length"),
            pattern: self.text(members, "pattern").map(|text| self.says(text)),
            choices: self.text(members, "choices"),
            under: self.text(members, "under"),
            max_choices: self.positive(members, "max-choices"),
            lines: self.count(members, "lines"),
            statuses,
            required: self.required(members),
            compute: self.text(members, "compute"),
            differs: self.text(members, "differs"),
            pair,
            sign_words: self.member(members, "sign-words").map(|words| {
                self.known(&words, &[&language::SIGN_WORDS]);
                SignWords {
                    positive: self.needed(&words, "positive").value,
                    negative: self.needed(&words, "negative").value,
                    zero: self.needed(&words, "zero").value,
                }
            }),
            style: self.text(members, "style"),
            help: self.words(members, "help"),
            example: self.words(members, "example"),
            width: self.count(members, "width"),
            open: self.truth(members, "open"),
            address: self.text(members, "address"),
        }
    }

    fn required(&mut self, members: &Members<'_>) -> Option<Required> {
        match members.get("required")? {
            Value::BooleanLit(truth) => truth.value.then(Required::default),
            value => {
                let inner = self.object(value, members.path_of("required"))?;
                self.known(&inner, &[&language::REQUIRED]);
                Some(Required {
                    from: self.text(&inner, "from"),
                    when: self.text(&inner, "when"),
                    now: self.truth(&inner, "now").unwrap_or(false),
                })
            }
        }
    }

    fn table(&mut self, members: &Members<'_>) -> Table {
        self.known(members, &[&language::TABLE, &language::ASKS]);
        let mut groups = self.objects(members, "groups", |decoder, group| {
            decoder.known(group, &[&language::GROUP, &language::ASKS]);
            RowGroup {
                id: decoder.text(group, "id").unwrap_or_default(),
                label: decoder.words(group, "label").unwrap_or_default(),
                rows: decoder.objects(group, "rows", Self::row),
                asks: decoder.asks(group),
            }
        });
        let rows = self.objects(members, "rows", Self::row);
        if !rows.is_empty() {
            groups.push(RowGroup { rows, ..RowGroup::default() });
        }
        let repeat = self.member(members, "repeat").map(|repeat| {
            self.known(&repeat, &[&language::REPEAT]);
            Repeat {
                id: self.needed(&repeat, "id"),
                most: self.positive(&repeat, "most").unwrap_or(20),
                origin: repeat.origin(),
            }
        });
        if repeat.is_some() && groups.is_empty() {
            groups.push(RowGroup::default());
        }
        if groups.is_empty() {
            self.fault(members.origin(), FaultKind::Missing("rows"));
        }
        if members.get("columns").is_none() {
            self.fault(members.origin(), FaultKind::Missing("columns"));
        }
        Table {
            cells: self.needed(members, "table"),
            label: self.needed(members, "label").value,
            corner: self.words(members, "corner"),
            columns: self.objects(members, "columns", Self::column),
            groups,
            asks: self.asks(members),
            single: self.named(members, "single", |decoder, id, value| {
                let members = decoder.object(value, id.origin.path.to_string())?;
                decoder.known(&members, &[&language::ASKS]);
                Some((id, decoder.asks(&members)))
            }),
            repeat,
        }
    }

    fn column(&mut self, members: &Members<'_>) -> Column {
        if let Some(axis) = self.text(members, "axis") {
            self.known(members, &[&language::UNFOLDED, &language::ASKS]);
            return Column::Axis { axis, asks: self.asks(members) };
        }
        self.known(members, &[&language::COLUMN, &language::ASKS]);
        Column::One {
            id: self.needed(members, "id"),
            label: self.needed(members, "label").value,
            sub: self.words(members, "sub"),
            per_group: self.truth(members, "per-group").unwrap_or(false),
            rows: self.texts(members, "in-rows"),
            asks: self.asks(members),
        }
    }

    fn row(&mut self, members: &Members<'_>) -> Row {
        if let Some(axis) = self.text(members, "axis") {
            self.known(members, &[&language::UNFOLDED, &language::ASKS]);
            return Row::Axis { axis, asks: self.asks(members) };
        }
        self.known(members, &[&language::LINE, &language::ASKS]);
        Row::One {
            id: self.needed(members, "id"),
            label: self.needed(members, "label").value,
            beneath: self.truth(members, "beneath").unwrap_or(false),
            asks: self.asks(members),
        }
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
