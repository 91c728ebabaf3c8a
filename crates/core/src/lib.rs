//! The engine of kohyo: pure functions from what a person typed to what it
//! means, what is wrong with it and what leaves the machine.
//!
//! Knows nothing of a DOM, a clock, randomness or files, and does not panic
//! on any input.

pub mod check;
pub mod collection;
pub mod finding;
pub mod fold;
pub mod form;
mod kana;
pub mod number;
pub mod order;
pub mod reading;
pub mod sheet;
pub mod submission;
pub mod text;
pub mod wareki;
pub mod wire;
pub mod words;
