//! Numbers: text ⇄ exact decimal.
//!
//! The reader knows every notation that has been seen in number cells; the
//! writer knows one. No float is met on the way. Knows nothing of forms: what
//! a cell wants is told by a [`NumberAsk`].

mod amount;
mod basis;
mod figure;
mod fit;
mod reader;
pub mod rounding;
mod status;
mod tail;
mod unit;
mod writer;

pub use amount::noted;
pub use reader::{DurationAsk, NumberAsk, UnitAsk, read, read_duration};
pub use rounding::Rounding;
pub use status::status_of;
pub use unit::{Dimension, Unit};
pub use writer::{canonical, printed, write_duration};

pub use rust_decimal::Decimal;
