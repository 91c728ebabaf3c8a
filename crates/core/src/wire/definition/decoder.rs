//! Members, one by one: what is missing, misspelled or of another kind is a fault.

use crate::form::Wanted;
use crate::form::definition::Text;
use crate::form::fault::{Fault, FaultKind, Origin};
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;
use std::ops::RangeInclusive;

/// An object whose members are taken one by one; what is left is unknown.
pub(super) struct Members<'t> {
    pub(super) object: &'t Object<'t>,
    pub(super) path: String,
}

impl<'t> Members<'t> {
    pub(super) fn new(object: &'t Object<'t>, path: String) -> Self {
        Self { object, path }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'t Value<'t>> {
        self.object
            .properties
            .iter()
            .find(|member| member.name.as_str() == name)
            .map(|member| &member.value)
    }

    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub(super) fn origin_of(&self, name: &str) -> Origin {
        let offset = self.get(name).map_or(0, |value| value.range().start);
        Origin::new(self.path_of(name), offset)
    }

    pub(super) fn origin(&self) -> Origin {
        Origin::new(self.path.clone(), self.object.range.start)
    }
}

pub(super) struct Decoder {
    pub(super) faults: Vec<Fault>,
}

impl Decoder {
    pub(super) fn fault(&mut self, origin: Origin, kind: FaultKind) {
        self.faults.push(Fault { origin, kind });
    }

    /// Every member must be one of these.
    pub(super) fn known(&mut self, members: &Members<'_>, lists: &[&[&str]]) {
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

    pub(super) fn text_of(&mut self, value: &Value<'_>, path: String) -> Option<Text> {
        let origin = Origin::new(path, value.range().start);
        match value {
            Value::StringLit(text) => Some(Text { value: text.value.to_string(), origin }),
            _ => {
                self.fault(origin, FaultKind::Type(Wanted::Text));
                None
            }
        }
    }

    pub(super) fn text(&mut self, members: &Members<'_>, name: &str) -> Option<Text> {
        members.get(name).and_then(|value| self.text_of(value, members.path_of(name)))
    }

    /// A text that says something.
    pub(super) fn says(&mut self, text: Text) -> Text {
        if text.value.trim().is_empty() {
            self.fault(text.origin.clone(), FaultKind::Type(Wanted::Text));
        }
        text
    }

    pub(super) fn words(&mut self, members: &Members<'_>, name: &str) -> Option<String> {
        self.text(members, name).map(|text| text.value)
    }

    /// A text that must be there. Where it is not, a word of its own stands in
    /// for it at no place, so that the rest can be judged.
    pub(super) fn needed(&mut self, members: &Members<'_>, name: &'static str) -> Text {
        if members.get(name).is_none() {
            self.fault(members.origin(), FaultKind::Missing(name));
        }
        let place = members.object.range.start;
        let stand_in = || Text { value: format!("x{place}"), origin: Origin::default() };
        self.text(members, name).unwrap_or_else(stand_in)
    }

    pub(super) fn whole(&mut self, members: &Members<'_>, name: &str) -> Option<i64> {
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

    pub(super) fn count(&mut self, members: &Members<'_>, name: &str) -> Option<u32> {
        self.counted(members, name, 0..=u32::MAX, Wanted::Count)
    }

    /// Of none of them nothing could come.
    pub(super) fn positive(&mut self, members: &Members<'_>, name: &str) -> Option<u32> {
        self.counted(members, name, 1..=u32::MAX, Wanted::Positive)
    }

    pub(super) fn counted(
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

    pub(super) fn truth(&mut self, members: &Members<'_>, name: &str) -> Option<bool> {
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
    pub(super) fn word<T: Copy>(
        &mut self,
        members: &Members<'_>,
        name: &str,
        list: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(members, name)?;
        self.one_of(&text, list)
    }

    pub(super) fn one_of<T: Copy>(&mut self, text: &Text, list: &[(&'static str, T)]) -> Option<T> {
        let found = list.iter().find(|(word, _)| *word == text.value).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = list.iter().map(|(word, _)| *word).collect();
            let kind = FaultKind::UnknownWord(text.value.clone(), words.join(", "));
            self.fault(text.origin.clone(), kind);
        }
        found
    }

    pub(super) fn list<'t, T>(
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

    pub(super) fn objects<'t, T>(
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

    pub(super) fn object<'t>(&mut self, value: &'t Value<'t>, path: String) -> Option<Members<'t>> {
        match value {
            Value::Object(object) => Some(Members::new(object, path)),
            _ => {
                let origin = Origin::new(path, value.range().start);
                self.fault(origin, FaultKind::Type(Wanted::Object));
                None
            }
        }
    }

    pub(super) fn member<'t>(&mut self, members: &Members<'t>, name: &str) -> Option<Members<'t>> {
        members.get(name).and_then(|value| self.object(value, members.path_of(name)))
    }

    pub(super) fn texts(&mut self, members: &Members<'_>, name: &str) -> Vec<Text> {
        self.list(members, name, Self::text_of)
    }

    pub(super) fn strings(&mut self, members: &Members<'_>, name: &str) -> Vec<String> {
        self.texts(members, name).into_iter().map(|text| text.value).collect()
    }

    /// The members of an object whose names are data, in their order.
    pub(super) fn named<'t, T>(
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
}
