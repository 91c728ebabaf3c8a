//! JSON as it stands in a text, for reading alone: texts are borrowed where
//! nothing is escaped in them, members keep their order.
//!
//! serde_json's own tree keeps a hash table for each object and a copy of each
//! text, which was a sixth of what `kohyo collect` had to do. What is written
//! is still made of that.

use crate::order::InOrder;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};
use std::borrow::Cow;
use std::fmt;

/// Above so many members an object keeps the order of their names.
const FEW: usize = 8;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Json<'t>>),
    /// An object.
    Object(Members<'t>),
}

/// The members of an object, each name once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members<'t> {
    /// In the order of the text.
    list: Vec<(Cow<'t, str>, Json<'t>)>,
    /// Their places by name, byte by byte; none where there are few.
    sorted: Vec<u32>,
}

impl<'t> Members<'t> {
    /// Of several members of one name the last counts, where the first stood.
    fn new(list: Vec<(Cow<'t, str>, Json<'t>)>) -> Self {
        let mut members = Self { list, sorted: Vec::new() };
        let twice = if members.list.len() <= FEW {
            members.list.iter().enumerate().any(|(place, (name, _))| {
                members.list.iter().take(place).any(|(other, _)| other == name)
            })
        } else {
            let name = |place: &u32| members.at(*place).map(|(name, _)| name);
            let mut sorted: Vec<u32> = (0..).take(members.list.len()).collect();
            sorted.sort_by(|a, b| name(a).cmp(&name(b)));
            let twice = sorted.iter().zip(sorted.iter().skip(1)).any(|(a, b)| name(a) == name(b));
            members.sorted = sorted;
            twice
        };
        if twice {
            members.unite();
        }
        members
    }

    fn unite(&mut self) {
        let mut places = std::collections::HashMap::new();
        let mut list: Vec<(Cow<'t, str>, Json<'t>)> = Vec::new();
        for (name, value) in std::mem::take(&mut self.list) {
            let place = *places.entry(name.clone()).or_insert(list.len());
            match list.get_mut(place) {
                Some(known) => known.1 = value,
                None => list.push((name, value)),
            }
        }
        *self = Self::new(list);
    }

    fn at(&self, place: u32) -> Option<(&str, &Json<'t>)> {
        let (name, value) = self.list.get(usize::try_from(place).ok()?)?;
        Some((name, value))
    }

    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Json<'t>> {
        if self.sorted.is_empty() {
            return self.iter().find(|(other, _)| *other == name).map(|(_, value)| value);
        }
        let found = self
            .sorted
            .binary_search_by(|place| self.at(*place).map_or("", |(other, _)| other).cmp(name));
        self.at(*self.sorted.get(found.ok()?)?).map(|(_, value)| value)
    }

    /// Names and values in the order of the text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Json<'t>)> {
        self.list.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Names and values by name, as UTF-16 orders them.
    pub(super) fn by_name(&self) -> Vec<(&str, &Json<'t>)> {
        let mut list: Vec<(&str, &Json<'t>)> = match self.sorted.is_empty() {
            true => self.iter().collect(),
            false => self.sorted.iter().filter_map(|place| self.at(*place)).collect(),
        };
        // For ASCII that is by bytes.
        if !list.iter().all(|(name, _)| name.is_ascii()) {
            list.order_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        } else if self.sorted.is_empty() {
            list.order_by_key(|(name, _)| *name);
        }
        list
    }
}

impl<'t> Json<'t> {
    /// Reads a text.
    pub(super) fn read(text: &'t str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// An object of these members.
    pub(super) fn object(members: impl Iterator<Item = (&'t str, Self)>) -> Self {
        let members = members.map(|(name, value)| (Cow::Borrowed(name), value));
        Self::Object(Members::new(members.collect()))
    }

    /// The value of a member.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    pub(super) fn as_object(&self) -> Option<&Members<'t>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The members, where it is an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.as_object().into_iter().flat_map(Members::iter)
    }

    /// The elements, where it is a list.
    pub(super) fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        if let Self::Number(number) = self { number.as_u64() } else { None }
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }
}

impl<'t> From<&'t Value> for Json<'t> {
    fn from(value: &'t Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::object(members.iter().map(|(name, value)| (name.as_str(), value.into())))
            }
        }
    }
}

impl Json<'_> {
    /// Whether it is this value.
    pub(super) fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Self::Text(one), Value::String(other)) => one == other,
            _ => *self == Json::from(other),
        }
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(members) => serializer.collect_map(members.iter()),
        }
    }
}

impl<'t> Deserialize<'t> for Json<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'t> Visitor<'t> for Reader {
    type Value = Json<'t>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'t>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json<'t>, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'t>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'t>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'t>, E> {
        Ok(Number::from_f64(number).map_or(Json::Null, Json::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Json<'t>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'t>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Json<'t>, A::Error> {
        let mut out = Vec::new();
        while let Some(element) = list.next_element()? {
            out.push(element);
        }
        Ok(Json::List(out))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<Json<'t>, A::Error> {
        let mut out = Vec::new();
        while let Some((Name(name), value)) = members.next_entry()? {
            out.push((name, value));
        }
        Ok(Json::Object(Members::new(out)))
    }
}

/// The name of a member, borrowed where nothing is escaped in it.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
mod tests {
    use super::super::digest::tests::any_json;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_is_what_serde_json_reads(value in any_json()) {
            let text = serde_json::to_string_pretty(&value).unwrap();
            let read = Json::read(&text).unwrap();
            let again: Value = serde_json::from_str(&text).unwrap();
            prop_assert!(read.is(&again));
            prop_assert_eq!(&read, &Json::from(&again));
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), again.to_string());
            for (name, member) in again.as_object().into_iter().flatten() {
                prop_assert!(read.get(name).unwrap().is(member));
            }
        }
    }

    #[test]
    fn of_several_members_of_one_name_the_last_counts_where_the_first_stood() {
        let many: String = (0..20).map(|n| format!("\"n{}\":{n},", n % 12)).collect();
        for text in ["{\"a\":1,\"b\":2,\"a\":3}", &format!("{{{many}\"\\u006e1\":0}}")] {
            let (read, known) =
                (Json::read(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
            assert_eq!(serde_json::to_string(&read).unwrap(), known.to_string());
            for (name, member) in known.as_object().into_iter().flatten() {
                assert!(read.get(name).unwrap().is(member));
            }
        }
        assert!(Json::read("{\"a\":}").is_err());
        assert_eq!(Json::read("{}").unwrap().get("a"), None);
    }
}
