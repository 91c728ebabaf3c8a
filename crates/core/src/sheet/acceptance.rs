//! A warning that was accepted with a reason.

use std::collections::BTreeMap;

/// Rests on the texts that stood in its cells; void as soon as one differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The finding's code.
    pub code: String,
    /// The rule's id, where a rule found it.
    pub rule: Option<String>,
    /// The cells that the finding names.
    pub cells: Vec<String>,
    /// Why it is right as it stands.
    pub reason: String,
    /// When it was accepted, RFC 3339.
    pub at: String,
    /// The raw texts on which it rests, by cell id.
    pub on: BTreeMap<String, String>,
}
