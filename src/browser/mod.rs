//! The only place that knows web APIs: the store, files, the address, the
//! clock, dialogs, the focus.
//!
//! Knows nothing of signals and of what is shown.

mod archive;
mod clock;
pub mod collecting;
mod collection_store;
mod copy;
mod desk;
pub mod dialog;
pub mod document;
pub mod files;
mod listen;
pub mod route;
mod store;

pub use collecting::BrowserOffice;
pub use desk::BrowserDesk;
