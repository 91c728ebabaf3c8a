//! The only place that knows web APIs: the store, files, the address, the
//! clock, dialogs, the focus.
//!
//! Knows nothing of signals and of what is shown.

mod clock;
mod copy;
mod desk;
pub mod dialog;
pub mod document;
pub mod files;
mod listen;
pub mod page_keys;
pub mod print;
pub mod route;
mod store;
pub mod table;

pub use desk::BrowserDesk;
