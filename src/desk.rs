//! What the session needs of the machine it runs on: a clock, a store, a way
//! to hand out a file. The browser is one desk, a test's fake is another.

mod block;
mod collecting;
mod markup;

pub use block::Block;
pub use collecting::{BookTaker, Made, OfficeDesk, Part, Taker};

use kohyo_core::submission::OpenFault;
use std::rc::Rc;

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// The browser allows no storage here.
    Refused,
    /// There is no room left.
    Full,
}

/// A file as it was handed over.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, OpenFault>,
}

/// What is called when something was kept, or was not.
pub type Done = Box<dyn FnOnce(bool)>;

/// Keys with their texts.
pub type Texts = Vec<(String, String)>;

/// How a turn at a draft is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Only if nobody has it.
    IfFree,
    /// From whoever has it: asked first, and taken if no answer comes.
    Insist,
}

/// What becomes of a turn at a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnNews {
    /// It is ours.
    Ours,
    /// Another tab has it.
    Theirs,
    /// Another tab asks for it.
    Wished,
    /// Another tab took it.
    Taken,
}

/// Why a file was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The person chose none.
    Cancelled,
    /// Writing is no longer allowed.
    Denied,
    /// Somebody else wrote there since it was read or written here.
    Changed,
    /// It could not be written; what was there before is there still.
    Failed,
}

/// A file that the person chose, to be written again and again.
pub trait ChosenFile {
    /// Its name.
    fn name(&self) -> String;
    /// Writes the whole text and says whether it lies there; never over what
    /// somebody else wrote there meanwhile.
    fn write(&self, text: String, then: Box<dyn FnOnce(Result<(), FileFault>)>);
    /// Asks for leave to write once more; only a click may call this.
    fn ask_again(&self, then: Box<dyn FnOnce(Result<(), FileFault>)>);
}

/// What choosing a file gives.
pub type Chosen = Result<Rc<dyn ChosenFile>, FileFault>;

/// What choosing a file to go on with gives: the file and its text.
pub type Resumed = Result<(Rc<dyn ChosenFile>, String), FileFault>;

/// How full the store is, in characters of keys and texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// What this page keeps there.
    pub own: usize,
    /// What all pages keep there.
    pub all: usize,
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
    /// The text under one key.
    fn look(&self, key: &str) -> Result<Option<String>, StoreFault>;
    /// Forgets a key.
    fn forget(&self, key: &str);
    /// How full the store is.
    fn usage(&self) -> Usage;
    /// The name of this open tab; no two ever have the same.
    fn writer(&self) -> String;
    /// Milliseconds of a clock that may be set back.
    fn millis(&self) -> u64;

    /// Puts a text into the journal, which outlives a crash.
    fn note(&self, key: &str, text: &str, then: Done);
    /// Strikes everything out of the journal whose key begins so.
    fn strike(&self, prefix: &str);
    /// Lets go what waits here for the journal, its keys beginning so: another
    /// tab struck it out.
    fn let_go(&self, prefix: &str);
    /// The texts of the journal whose keys begin so.
    fn noted(&self, prefix: &str, then: Box<dyn FnOnce(Result<Texts, StoreFault>)>);

    /// Asks for the turn at a draft; hears of it until it is given back.
    fn take_turn(&self, name: &str, asking: Asking, then: Rc<dyn Fn(TurnNews)>);
    /// Gives a turn back.
    fn give_turn(&self, name: &str);
    /// The turns that other tabs have at this moment.
    fn turns_elsewhere(&self, then: Box<dyn FnOnce(Vec<String>)>);

    /// Whether files can be chosen that are written again and again.
    fn can_choose_files(&self) -> bool;
    /// Lets the person choose where to save.
    fn choose_file(&self, name: &str, then: Box<dyn FnOnce(Chosen)>);
    /// Lets the person choose a file to go on with.
    fn resume_file(&self, then: Box<dyn FnOnce(Resumed)>);

    /// Calls back once what the last key changed was painted; with many cells
    /// a while later, as what is called costs more the more there are.
    fn soon(&self, cells: usize, then: Box<dyn FnOnce()>);
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
