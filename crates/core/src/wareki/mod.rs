//! Wareki: text ⇄ dates, months and fiscal years.
//!
//! Inside, a day is a civil date, a fiscal year the western year it begins in.
//! Eras are data: [`Eras::japan`] holds those known today, [`Eras::with`] adds
//! a later one. Knows nothing of today's date.

mod era;
mod fiscal;
mod iso;
mod parts;
mod reader;
mod serial;
mod writer;

pub use era::{Era, Eras};
pub use fiscal::{FiscalYear, Month, Months, Years};
pub use iso::{iso_day, iso_moment};
pub use jiff::civil::Date;
pub use reader::{
    End, read_date, read_end, read_fiscal_year, read_fiscal_years, read_month, read_months,
};
pub use serial::{day_of_serial, serial_of_day};
pub use writer::{DateStyle, YearStyle, weekday, write_date, write_month, write_year, write_years};
