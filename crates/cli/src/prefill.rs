//! `kohyo prefill`: a table → a draft file for each of its rows; last year's
//! sheets → this year's drafts, as the form says; the workbooks in use → drafts.

use crate::APPLICATION;
use crate::workbooks;
use kohyo_core::check::Evaluation;
use kohyo_core::fold;
use kohyo_core::form::{Cell, CellIx, Form};
use kohyo_core::sheet::{History, Raw, Sheet, next_year};
use kohyo_core::submission::{self, Document};
use kohyo_core::{wire, words};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

/// What was asked for.
pub(crate) struct Call<'a> {
    pub(crate) form: &'a str,
    pub(crate) edition: Option<&'a str>,
    pub(crate) table: &'a Path,
    pub(crate) output: &'a Path,
    pub(crate) at: Option<&'a str>,
    pub(crate) folder: Option<&'a Path>,
}

pub(crate) fn prefill(call: &Call<'_>) -> Result<ExitCode, String> {
    let form = crate::library::find(call.form, call.edition, call.folder)?;
    let name = call.table.display().to_string();
    if call.table.is_dir() {
        let at = crate::fill::time(call.at)?;
        return written(call, &filled_in(call, &form, &at)?);
    }
    if call.table.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        let at = crate::fill::time(call.at)?;
        return written(call, &carried(call, &form, &name, &at)?);
    }
    let rows = crate::rows::read(call.table)?;
    let Some((headings, lines)) = rows.split_first() else {
        return Err(format!(
            "{name}: 1行目に見出しがありませんので、欄のidか名称を書いてください。"
        ));
    };
    let columns = columns(&form, headings, &name)?;
    let at = crate::fill::time(call.at)?;
    let drafts = drafts(&form, lines, &columns, &name, &at)?;
    if drafts.is_empty() {
        return Err(format!("{name}: 見出しの下に行がありませんので、下書きを作れません。"));
    }
    written(call, &drafts)
}

/// Writes all drafts, or says why not.
fn written(call: &Call<'_>, drafts: &[(String, String)]) -> Result<ExitCode, String> {
    std::fs::create_dir_all(call.output).map_err(|error| {
        format!("{}: フォルダーを作れません（{error}）。", call.output.display())
    })?;
    for (file, text) in drafts {
        crate::output::file(&call.output.join(file), text)?;
    }
    eprintln!("「{}」に下書きを{}件書きました。", call.output.display(), drafts.len());
    Ok(ExitCode::SUCCESS)
}

/// A draft for each workbook of a folder, read by the addresses of the form.
/// What could not be read is said, and does not stop the others.
fn filled_in(call: &Call<'_>, form: &Form, at: &str) -> Result<Vec<(String, String)>, String> {
    let folder = call.table.display();
    if !workbooks::is_mapped(form) {
        return Err(format!(
            "「{} {}」の定義に番地（address）がありませんので、Excelの個票を読み取れません。",
            form.id, form.edition
        ));
    }
    let mut out = Vec::new();
    for path in workbooks::of_folder(call.table)? {
        let read = match workbooks::read(form, &path) {
            Ok(read) => read,
            Err(sentence) => {
                eprintln!("{sentence}");
                continue;
            }
        };
        for remark in &read.remarks {
            eprintln!("{remark}");
        }
        if read.sheet.filled().next().is_none() {
            eprintln!("{}: 番地の欄がすべて空ですので、下書きを作りません。", path.display());
            continue;
        }
        let evaluation = Evaluation::new(form, &read.sheet);
        let own = path.file_stem().unwrap_or_default().to_string_lossy();
        let id = format!("kohyo/{}/{}/{own}", form.id, form.edition);
        let document = Document::new(Uuid::new_v5(&Uuid::NAMESPACE_URL, id.as_bytes()).to_string());
        let text =
            wire::draft::write(form, &read.sheet, &History::default(), &document, at, APPLICATION);
        let row = format!("{:04}", out.len() + 1);
        let file = submission::file_name(form, &read.sheet, &evaluation, &row);
        out.push((file.replacen("個票_", "下書き_", 1), text + "\n"));
    }
    if out.is_empty() {
        return Err(format!("{folder}: 読み取れるExcelの個票がありませんでした。"));
    }
    Ok(out)
}

/// Next year's drafts of the sheets of a file: a submission, a draft, or a
/// bundle of either, such as `kohyo collect -o round.json` writes.
fn carried(
    call: &Call<'_>,
    form: &Form,
    name: &str,
    at: &str,
) -> Result<Vec<(String, String)>, String> {
    let forms = crate::library::all(call.folder)?;
    let forms: Vec<&Form> = forms.iter().collect();
    let text = crate::source::text(call.table)
        .and_then(|text| wire::open::open(&text, &forms))
        .map_err(|fault| format!("{name}: {}", words::open_fault(&fault, name)))?;
    let mut out = Vec::new();
    for (place, opened) in text.iter().enumerate() {
        let this = forms.get(opened.form).ok_or_else(|| name.to_owned())?;
        let carried = next_year(this, &opened.sheet, form).ok_or_else(|| {
            format!(
                "{name}: 「{} {}」には「{} {}」の個票を引き継ぐ決まり（carry）がありませんので、様式の定義に書いてください。",
                form.id, form.edition, this.id, this.edition
            )
        })?;
        let evaluation = Evaluation::new(form, &carried.sheet);
        let id = format!("kohyo/next/{}/{}/{}", form.id, form.edition, opened.document.id);
        let document = Document::new(Uuid::new_v5(&Uuid::NAMESPACE_URL, id.as_bytes()).to_string());
        let text = wire::draft::write(
            form,
            &carried.sheet,
            &History::default(),
            &document,
            at,
            APPLICATION,
        );
        let row = format!("{:04}", place + 1);
        let file = submission::file_name(form, &carried.sheet, &evaluation, &row);
        out.push((file.replacen("個票_", "下書き_", 1), text + "\n"));
    }
    Ok(out)
}

/// The cell of each column; none for a column without heading and contents.
fn columns(form: &Form, headings: &[String], name: &str) -> Result<Vec<Option<CellIx>>, String> {
    let mut out: Vec<Option<CellIx>> = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        if fold::is_blank(heading) {
            out.push(None);
            continue;
        }
        let cell = cell_of(form, heading)
            .map_err(|why| format!("{name}: {}列目の見出し「{heading}」{why}", place + 1))?;
        if out.contains(&Some(cell)) {
            return Err(format!(
                "{name}: {}列目の見出し「{heading}」と同じ欄の列が前にもありますので、一つにしてください。",
                place + 1
            ));
        }
        out.push(Some(cell));
    }
    Ok(out)
}

/// A cell by its id, its whole printed name, or the name at its box where no
/// other box has the same.
fn cell_of(form: &Form, heading: &str) -> Result<CellIx, String> {
    if let Some(cell) = form.find(heading.trim()) {
        return Ok(cell);
    }
    let names: [fn(&Cell) -> &str; 2] = [|cell| &cell.label, |cell| &cell.heading];
    for named in names {
        let mut found = form.cells().filter(|(_, cell)| fold::same_label(named(cell), heading));
        match (found.next(), found.next()) {
            (Some((place, _)), None) => return Ok(place),
            (Some((first, _)), Some((second, _))) => {
                return Err(format!(
                    "にあたる欄が二つ以上あります（{}、{}など）ので、欄のidで書いてください。",
                    form.cell(first).id,
                    form.cell(second).id
                ));
            }
            (None, _) => {}
        }
    }
    Err("にあたる欄が様式にありませんので、欄のidか印刷された名称で書いてください。".to_owned())
}

/// File name and text of each draft.
fn drafts(
    form: &Form,
    lines: &[Vec<String>],
    columns: &[Option<CellIx>],
    name: &str,
    at: &str,
) -> Result<Vec<(String, String)>, String> {
    let mut out = Vec::new();
    let mut ids = BTreeSet::new();
    for (place, line) in lines.iter().enumerate() {
        if line.iter().all(|text| fold::is_blank(text)) {
            continue;
        }
        let row = place + 2;
        let mut sheet = Sheet::new(form);
        for (at, text) in line.iter().enumerate().filter(|(_, text)| !fold::is_blank(text)) {
            let Some(cell) = columns.get(at).copied().flatten() else {
                return Err(format!(
                    "{name}: {row}行目の{}列目に値がありますが見出しがありませんので、見出しを付けてください。",
                    at + 1
                ));
            };
            sheet.put(cell, Some(raw(form, cell, text)));
        }
        let evaluation = Evaluation::new(form, &sheet);
        let key = submission::key(form, &sheet, &evaluation);
        let id = match &key {
            Some(key) => format!("kohyo/{}/{}/{key}", form.id, form.edition),
            None => format!("kohyo/{}/{}/{name}/{row}", form.id, form.edition),
        };
        if !ids.insert(id.clone()) {
            return Err(format!(
                "{name}: {row}行目の番号「{}」は前の行にもありますので、重ならないようにしてください。",
                key.unwrap_or_default()
            ));
        }
        let document = Document::new(Uuid::new_v5(&Uuid::NAMESPACE_URL, id.as_bytes()).to_string());
        let text =
            wire::draft::write(form, &sheet, &History::default(), &document, at, APPLICATION);
        let file = submission::file_name(form, &sheet, &evaluation, &format!("{row:04}"));
        out.push((file.replacen("個票_", "下書き_", 1), text + "\n"));
    }
    Ok(out)
}

/// A text of the table; several choices are parted by `;`, 、 or line ends.
fn raw(form: &Form, cell: CellIx, text: &str) -> Raw {
    if form.cell(cell).is_several() {
        let parts = text.split([';', '；', '、', '\n', '\r']);
        Raw::Several(
            parts.map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect(),
        )
    } else {
        Raw::text(text)
    }
}
