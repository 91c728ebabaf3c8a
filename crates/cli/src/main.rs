//! The engine for the office scripts.
fn main() {}
