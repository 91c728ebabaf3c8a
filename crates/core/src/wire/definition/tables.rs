//! Tables that an office defines for itself, beside the form:
//!
//! ```jsonc
//! { "format": "kohyo/tables", "version": 1, "form": "kashiwa-action-plan",
//!   "tables": [ … ] }   // as in the member `collection` of a definition
//! ```

use super::{Decoder, decoded, decoded_anyway, digest_of, tree};
use crate::form::Form;
use crate::form::Wanted;
use crate::form::definition::{SheetTable, Text};
use crate::form::fault::{Fault, FaultKind};
use crate::wire::language;

/// Tables of an office, read.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The form whose sheets they show.
    pub form: Text,
    /// The tables.
    pub tables: Vec<SheetTable>,
}

/// Whether a text says that it is such a file.
pub fn is_tables(text: &str) -> bool {
    text.contains("\"kohyo/tables\"")
}

/// Reads a file of tables.
pub fn read_tables(text: &str) -> Result<Tables, Vec<Fault>> {
    decoded(&tree(text)?, |decoder, members| {
        decoder.known(members, &[&language::TABLES]);
        let format = decoder.needed(members, "format");
        if !format.is_absent() && format.value != "kohyo/tables" {
            decoder.fault(
                format.origin,
                FaultKind::Type(Wanted::Exactly("\"kohyo/tables\"".to_owned())),
            );
        }
        if decoder.count(members, "version") != Some(1) {
            decoder.fault(
                members.origin(),
                FaultKind::Type(Wanted::Exactly("\"version\": 1".to_owned())),
            );
        }
        let form = decoder.needed(members, "form");
        if members.get("tables").is_none() {
            decoder.fault(members.origin(), FaultKind::Missing("tables"));
        }
        Tables { form, tables: decoder.objects(members, "tables", Decoder::sheet_table) }
    })
}

/// The form of a definition with these tables among its own; one of the same
/// id stands in the place of the form's. Sheets do not see the difference: the
/// digest is that of the definition.
pub fn compile_with(text: &str, tables: &[SheetTable]) -> Result<Form, Vec<Fault>> {
    let tree = tree(text)?;
    let (mut definition, unread) = decoded_anyway(&tree, Decoder::definition);
    for table in tables {
        let own = definition.collection.get_or_insert_default();
        match own.tables.iter_mut().find(|known| known.id.value == table.id.value) {
            Some(known) => *known = table.clone(),
            None => own.tables.push(table.clone()),
        }
    }
    let mut form = Form::compile_beside(&definition, unread)?;
    form.digest = digest_of(&tree);
    Ok(form)
}

/// The tables of a definition as a file of their own, to begin with.
pub fn tables_text(text: &str) -> Option<String> {
    let object = tree(text).ok()?;
    let form = object.get_string("id")?;
    let tables = object.get_object("collection")?.get_array("tables")?;
    let tables = text.get(tables.range.start..tables.range.end)?;
    Some(format!(
        "{{\n  \"format\": \"kohyo/tables\", \"version\": 1, \"form\": \"{}\",\n  \"tables\": {tables}\n}}\n",
        form.value
    ))
}
