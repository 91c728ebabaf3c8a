//! Set-up, pack, tests.
fn main() {}
