//! The only place that knows web APIs: the store, files, the address, the
//! clock, dialogs, the focus, the journal, the turns at a draft, chosen files.
//!
//! Knows nothing of signals and of what is shown.

mod archive;
pub mod board;
mod chosen;
mod clock;
pub mod collecting;
mod collection_store;
mod copy;
mod database;
mod desk;
pub mod dialog;
pub mod document;
pub mod files;
pub mod focus;
mod frame;
mod journal;
mod js;
pub mod keys;
mod listen;
mod piece;
pub mod print;
pub mod route;
mod store;
pub mod table;
mod turns;

pub use collecting::BrowserOffice;
pub use desk::BrowserDesk;
