//! RFC 8785 canonical form and the digest over it.
//!
//! The writer is our own because it is half the time of opening a file: it
//! sorts borrowed names and writes once. What it leaves to the library is the
//! one hard part, numbers with a fraction; a test compares the two on any JSON.

use super::json::{Json, Members};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// `sha256:<64 lower-case hex>` of the canonical form; none where a number
/// cannot be carried (beyond ±2^53 or not finite).
pub fn of(value: &Value) -> Option<String> {
    of_json(&value.into())
}

pub(super) fn of_json(value: &Json<'_>) -> Option<String> {
    if !carries(value) {
        return None;
    }
    let mut bytes = Vec::new();
    canonical(value, &mut bytes)?;
    Some(of_bytes(&bytes))
}

/// The same of an object without its `digest`; the caller has seen that every
/// number can be carried.
pub(super) fn of_rest(members: &Members<'_>) -> Option<String> {
    let mut bytes = Vec::with_capacity(8 * 1024);
    object(members, Some("digest"), &mut bytes)?;
    Some(of_bytes(&bytes))
}

/// `sha256:<64 lower-case hex>` of bytes as they stand.
pub fn of_bytes(bytes: &[u8]) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // A string takes whatever is written into it.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Appends the canonical form of a value.
fn canonical(value: &Json<'_>, out: &mut Vec<u8>) -> Option<()> {
    match value {
        Json::Object(members) => object(members, None, out)?,
        Json::List(list) => {
            out.push(b'[');
            for (place, element) in list.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                canonical(element, out)?;
            }
            out.push(b']');
        }
        Json::Number(number) if number.is_f64() => {
            out.extend(serde_json_canonicalizer::to_vec(number).ok()?);
        }
        Json::Text(text) => string(text, out)?,
        Json::Null | Json::Bool(_) | Json::Number(_) => {
            serde_json::to_writer(&mut *out, value).ok()?;
        }
    }
    Some(())
}

/// Appends an object, the member of one name left out.
fn object(members: &Members<'_>, without: Option<&str>, out: &mut Vec<u8>) -> Option<()> {
    out.push(b'{');
    let mut parted = false;
    for (name, value) in members.by_name() {
        if Some(name) == without {
            continue;
        }
        if std::mem::replace(&mut parted, true) {
            out.push(b',');
        }
        string(name, out)?;
        out.push(b':');
        canonical(value, out)?;
    }
    out.push(b'}');
    Some(())
}

/// Appends a string; serde_json escapes exactly what RFC 8785 wants escaped,
/// and is asked where there is anything to escape.
fn string(text: &str, out: &mut Vec<u8>) -> Option<()> {
    if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        return serde_json::to_writer(&mut *out, text).ok();
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Some(())
}

/// The greatest whole number that every reader of JSON carries unchanged: 2^53.
const GREATEST: i64 = 1 << 53;

/// Whether every number arrives unchanged at whoever reads the file.
pub fn carries(value: &Json<'_>) -> bool {
    match value {
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => (-GREATEST..=GREATEST).contains(&whole),
            (None, Some(_)) => false,
            #[allow(clippy::cast_precision_loss, reason = "2^53 is exact")]
            (None, None) => number
                .as_f64()
                .is_some_and(|number| number.is_finite() && number.abs() <= GREATEST as f64),
        },
        Json::List(list) => list.iter().all(carries),
        Json::Object(members) => members.iter().all(|(_, value)| carries(value)),
        _ => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Map;

    /// Any JSON that is not too large.
    pub(in crate::wire) fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            (-1e15..1e15_f64).prop_map(Value::from),
            Just(Value::from(-0.0)),
            Just(Value::from(1e-7)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            let name = prop_oneof![any::<String>(), "[a-z.]{0,3}", "[\u{e000}\u{1f600}é]{0,2}"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((name, inner), 0..6)
                    .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_that_of_the_library(value in any_json()) {
            let mut ours = Vec::new();
            canonical(&Json::from(&value), &mut ours).unwrap();
            let theirs = serde_json_canonicalizer::to_vec(&value).unwrap();
            prop_assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
        }
    }
}
