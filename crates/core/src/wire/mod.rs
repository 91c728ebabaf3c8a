//! The stored and sent shapes, one module per shape and version.
//!
//! The only room of the core where JSON and serde stand; no other room of the
//! core uses it.

pub mod baked;
pub mod definition;
pub mod digest;
pub mod draft;
pub mod export;
pub mod import;
pub mod json;
pub mod judged;
pub mod kept;
pub mod language;
pub mod language_schema;
pub mod last_year;
mod mark;
pub mod open;
pub mod prefill;
pub mod round;
pub mod schema;
pub mod submission;
pub mod table;
