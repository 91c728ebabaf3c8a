//! RFC 8785 canonical form and the digest over it.

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// `sha256:<64 lower-case hex>` of the canonical form; none where a number
/// cannot be carried (beyond ±2^53 or not finite).
pub fn of(value: &serde_json::Value) -> Option<String> {
    if !carries(value) {
        return None;
    }
    Some(of_bytes(&serde_json_canonicalizer::to_vec(value).ok()?))
}

/// The same of an object without its `digest`; the caller has seen that every
/// number can be carried.
pub(super) fn of_rest(members: &serde_json::Map<String, serde_json::Value>) -> Option<String> {
    Some(of_bytes(&serde_json_canonicalizer::to_vec(&Rest(members)).ok()?))
}

/// An object without its `digest`.
struct Rest<'a>(&'a serde_json::Map<String, serde_json::Value>);

impl Serialize for Rest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().filter(|(name, _)| *name != "digest"))
    }
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

/// The greatest whole number that every reader of JSON carries unchanged: 2^53.
const GREATEST: i64 = 1 << 53;

/// Whether every number arrives unchanged at whoever reads the file.
pub fn carries(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => (-GREATEST..=GREATEST).contains(&whole),
            (None, Some(_)) => false,
            #[allow(clippy::cast_precision_loss, reason = "2^53 is exact")]
            (None, None) => number
                .as_f64()
                .is_some_and(|number| number.is_finite() && number.abs() <= GREATEST as f64),
        },
        serde_json::Value::Array(list) => list.iter().all(carries),
        serde_json::Value::Object(members) => members.values().all(carries),
        _ => true,
    }
}
