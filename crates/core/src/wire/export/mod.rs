//! Sheets as tables for other programs: typed fields, the columns of each
//! form, CSV. The command and the page write the same by them.

pub mod archive;
pub mod columns;
pub mod field;
pub mod text;

pub use columns::Columns;
pub use field::Field;

use crate::collection::{Shown, TableCell, TableRow};
use crate::form::Form;
use crate::{number, words};

/// The fields of a row of a published table.
pub fn of_table_row(form: &Form, row: &TableRow) -> Vec<Field> {
    let field = |cell: &TableCell| match cell {
        TableCell::Count(count) => Field::count(*count),
        TableCell::Total(total) => {
            total.sum.map_or(Field::Blank, |sum| Field::Number(number::canonical(sum)))
        }
        TableCell::Shown(Shown::Number(number)) => Field::Number(number::canonical(*number)),
        TableCell::Shown(Shown::Day(day)) => Field::Day(day.to_string()),
        TableCell::Shown(Shown::Blank) => Field::Blank,
        TableCell::Shown(shown) => Field::Text(words::shown_in_table(form, shown)),
    };
    row.cells.iter().map(field).collect()
}
