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
    let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
    crate::output::text(&(text + "\n"))?;
    Ok(ExitCode::SUCCESS)
}
