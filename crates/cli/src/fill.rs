//! `kohyo fill`: texts by cell → a submission.

use crate::APPLICATION;
use jiff::Zoned;
use kohyo_core::check::Evaluation;
use kohyo_core::form::Form;
use kohyo_core::sheet::Sheet;
use kohyo_core::submission::{self, Document};
use kohyo_core::wareki::iso_moment;
use kohyo_core::{wire, words};
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

/// What was asked for.
pub(crate) struct Call<'a> {
    pub(crate) form: &'a str,
    pub(crate) edition: Option<&'a str>,
    pub(crate) cells: &'a Path,
    pub(crate) output: Option<&'a Path>,
    pub(crate) at: Option<&'a str>,
    pub(crate) id: Option<&'a str>,
    pub(crate) stage: Option<&'a str>,
    pub(crate) folder: Option<&'a Path>,
}

pub(crate) fn fill(call: &Call<'_>) -> Result<ExitCode, String> {
    crate::output::apart(call.output, [call.cells, Path::new(call.form)])?;
    if call.id.is_some_and(|id| id.trim().is_empty()) {
        return Err("「--id」が空ですので、文書の番号（UUID）を指定してください。".to_owned());
    }
    let form = crate::library::find(call.form, call.edition, call.folder)?;
    let name = call.cells.display().to_string();
    let bytes = std::fs::read(call.cells)
        .map_err(|error| format!("{name}: ファイルを読めません（{error}）。"))?;
    let text =
        String::from_utf8(bytes).map_err(|_| format!("{name}: UTF-8のファイルではありません。"))?;
    let cells = wire::open::given_cells(&text).map_err(|fault| words::open_fault(&fault, &name))?;
    if let Some(stage) = call.stage
        && form.stage(stage).is_none()
    {
        let known: Vec<&str> = form.stages.iter().map(|(id, _)| id.as_str()).collect();
        return Err(format!(
            "「{stage}」という段階はありませんので、次の中から選んでください（{}）。",
            known.join(", ")
        ));
    }
    let sheet = Sheet::with(&form, cells);
    let evaluation = Evaluation::new(&form, &sheet);
    let id = match call.id {
        Some(id) => id.to_owned(),
        None => document_id(&form, &sheet, &evaluation),
    };
    let at = time(call.at)?;
    let document = Document::new(id);
    let written = wire::submission::write(
        &form,
        &sheet,
        &evaluation,
        &document,
        call.stage,
        &at,
        APPLICATION,
    )
    .map_err(|_| format!("{name}: 書いた内容を読み直すと元と同じになりませんでした。"))?;
    match call.output {
        Some(path) => crate::output::file(path, &written)?,
        None => crate::output::text(&written)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The same form, edition and key give the same id. Sheets without a key yet
/// are told apart by what stands in them, so that they do not pass for
/// versions of one.
fn document_id(form: &Form, sheet: &Sheet, evaluation: &Evaluation) -> String {
    let mut name = format!("kohyo/{}/{}/", form.id, form.edition);
    match submission::key(form, sheet, evaluation) {
        Some(key) => name.push_str(&key),
        None => {
            let known = sheet.filled().map(|(cell, raw)| (form.cell(cell).id.as_str(), raw));
            let unknown = sheet.unknown.iter().map(|(id, raw)| (id.as_str(), raw));
            for (id, raw) in known.chain(unknown) {
                name.push_str(&format!("\n{id}\t{}", raw.shown()));
            }
        }
    }
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}

/// The time that was given, refused if it is none; else now, to the second,
/// with the local offset.
pub(crate) fn time(at: Option<&str>) -> Result<String, String> {
    match at {
        None => Ok(Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        Some(at) if iso_moment(at).is_some() => Ok(at.to_owned()),
        Some(at) => Err(format!(
            "「{at}」は時刻として読めません。「2026-11-20T12:00:00+09:00」のように書いてください。"
        )),
    }
}
