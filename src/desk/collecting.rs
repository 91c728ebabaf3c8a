//! What the office asks of the machine: many files one after the other, work
//! in small parts, and a store that takes thousands of sheets.

use super::StoreFault;
use kohyo_core::submission::OpenFault;
use kohyo_core::wire::prefill::workbook::Pages;
use std::collections::BTreeSet;

/// Whoever takes files as they are read.
pub trait Taker {
    /// Whether files can be taken yet.
    fn is_ready(&self) -> bool;
    /// So many files are coming.
    fn begin(&self, files: usize);
    /// The text of a file, or why there is none; its name has its folders where
    /// a folder was chosen.
    fn take(&self, name: &str, text: Result<String, OpenFault>);
    /// Does the next small part of the work; whether there was any.
    fn step(&self) -> bool;
    /// Whether the person stopped it.
    fn is_stopped(&self) -> bool;
    /// No more files come.
    fn end(&self);
}

/// Whoever takes the workbooks in use as they are read.
pub trait BookTaker {
    /// The names of the worksheets that are wanted.
    fn wanted(&self) -> Vec<String>;
    /// So many workbooks are coming.
    fn begin(&self, books: usize);
    /// The worksheets of a workbook, or why there are none.
    fn take(&self, name: &str, pages: Result<Pages, OpenFault>);
    /// Whether the person stopped it.
    fn is_stopped(&self) -> bool;
    /// No more workbooks come.
    fn end(&self);
}

/// What is called with a part of what was kept: keys and texts in their order.
pub type Part = Box<dyn FnOnce(Result<Vec<(String, String)>, StoreFault>)>;

/// A file for the person, made of parts.
#[derive(Clone, Debug)]
pub enum Made {
    /// A text, in pieces.
    Text(Vec<String>),
    /// Members of a compressed archive: name and text.
    Archive(Vec<(String, String)>),
}

impl Made {
    /// An archive whose members have each a name of its own, capitals or not: of
    /// two sections whose names begin alike the one would be lost in unpacking.
    pub fn archive(mut members: Vec<(String, String)>) -> Self {
        let mut names = BTreeSet::new();
        for (name, _) in &mut members {
            let whole = name.clone();
            let (stem, end) = whole.rsplit_once('.').unwrap_or((&whole, ""));
            let mut count = 1;
            while !names.insert(name.to_ascii_lowercase()) {
                count += 1;
                *name = format!("{stem} {count}.{end}");
            }
        }
        Self::Archive(members)
    }
}

/// The desk of the office.
pub trait OfficeDesk {
    /// Calls `step` until it says that nothing is left, a few milliseconds at
    /// a time so that the page stays usable, and `then` at the end.
    fn work(&self, step: Box<dyn FnMut() -> bool>, then: Box<dyn FnOnce()>);
    /// Keeps texts under keys, all of them or none.
    fn keep_all(&self, items: Vec<(String, String)>, then: Box<dyn FnOnce(Result<(), StoreFault>)>);
    /// The items behind a key that begin with `prefix`, in the order of their
    /// keys, so many at the most.
    fn kept_after(&self, prefix: &str, key: &str, most: u32, then: Part);
    /// Forgets keys.
    fn forget_all(&self, keys: Vec<String>);
    /// Forgets everything.
    fn forget_collection(&self);
    /// Hands a made file to the person.
    fn hand_out_made(&self, name: &str, made: Made);
}
