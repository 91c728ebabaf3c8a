//! `kohyo schema`: JSON Schema 2020-12 of a submission.

use kohyo_core::wire;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn schema(
    form: Option<&str>,
    edition: Option<&str>,
    folder: Option<&Path>,
) -> Result<ExitCode, String> {
    let schema = match form {
        None => wire::schema::envelope(),
        Some(name) => wire::schema::of_form(&crate::library::find(name, edition, folder)?),
    };
    print(&schema)
}

/// The schema of definitions themselves, for editors.
pub(crate) fn language() -> Result<ExitCode, String> {
    print(&wire::language_schema::schema())
}

fn print(schema: &serde_json::Value) -> Result<ExitCode, String> {
    let text = serde_json::to_string_pretty(schema).map_err(|error| error.to_string())?;
    crate::output::text(&(text + "\n"))?;
    Ok(ExitCode::SUCCESS)
}
