//! What the session needs of the machine it runs on: a clock, a store, a way
//! to hand out a file. The browser is one desk, a test's fake is another.

mod collecting;

pub use collecting::{Made, OfficeDesk, Part, Seen, Taker};

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// The browser allows no storage here.
    Refused,
    /// There is no room left.
    Full,
}

/// The desk at which the session works.
pub trait Desk {
    /// Now, RFC 3339 with the local offset.
    fn now(&self) -> String;
    /// The local time for file names, `20261120-1200`.
    fn stamp(&self) -> String;
    /// The local time as people say it, `12:00`.
    fn clock(&self) -> String;
    /// An id that nobody else has.
    fn new_id(&self) -> String;
    /// Keeps a text under a key.
    fn keep(&self, key: &str, text: &str) -> Result<(), StoreFault>;
    /// All keys that begin with `prefix`, with their texts.
    fn kept(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault>;
    /// Forgets a key.
    fn forget(&self, key: &str);
    /// Calls back after so many milliseconds.
    fn later(&self, milliseconds: u32, then: Box<dyn FnOnce()>);
    /// Hands a file to the person.
    fn hand_out(&self, name: &str, text: &str);
    /// The text of the element in which this copy of the page carries forms
    /// and lists.
    fn carried(&self) -> String;
    /// This page as a file, with another such element.
    fn page_carrying(&self, element: &str) -> Option<String>;
    /// Goes to a place of the page, `#/sheet/…`.
    fn go(&self, route: &str);
}
