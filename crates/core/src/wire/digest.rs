//! RFC 8785 canonical form and the digest over it.

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
