//! `kohyo prefill`: a table → a draft file for each of its rows; last year's
//! sheets → this year's drafts, as the form says; the workbooks in use → drafts.

use crate::{APPLICATION, workbooks};
use kohyo_core::collection::{Collection, Content, Entry};
use kohyo_core::form::{Form, Kind};
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::prefill::workbook::Pages;
use kohyo_core::wire::prefill::{Draft, Maker, PrefillFault, workbook};
use kohyo_core::wire::round;
use kohyo_core::{wire, words};
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
    let at = crate::fill::time(call.at)?;
    let id = |own: &str| Uuid::new_v5(&Uuid::NAMESPACE_URL, own.as_bytes()).to_string();
    let maker = Maker { form: &form, at: &at, application: APPLICATION, id: &id };
    let name = call.table.display().to_string();
    let failed = |fault: PrefillFault| words::prefill_fault(&fault, &name);
    let drafts = if call.table.is_dir() {
        filled_in(call.table, &maker)?
    } else if call.table.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        carried(call, &maker, &name)?
    } else {
        let rows = crate::rows::read(call.table)?;
        maker.of_rows(&rows, &name).map_err(failed)?
    };
    written(call.output, &drafts)
}

/// Writes all drafts, or says why not.
fn written(folder: &Path, drafts: &[Draft]) -> Result<ExitCode, String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{}: フォルダーを作れません（{error}）。", folder.display()))?;
    for draft in drafts {
        crate::output::file(&folder.join(&draft.file), &draft.text)?;
    }
    eprintln!("「{}」に下書きを{}件書きました。", folder.display(), drafts.len());
    Ok(ExitCode::SUCCESS)
}

/// A draft for each workbook of a folder, read by the addresses of the form.
/// What could not be read is said, and does not stop the others.
fn filled_in(folder: &Path, maker: &Maker<'_>) -> Result<Vec<Draft>, String> {
    let form = maker.form;
    if !workbook::is_mapped(form) {
        return Err(format!(
            "「{} {}」の定義に番地（address）がありませんので、Excelの個票を読み取れません。",
            form.id, form.edition
        ));
    }
    let wanted = workbook::wanted(form);
    let mut out = Vec::new();
    for path in workbooks::of_folder(folder)? {
        let pages = match workbooks::pages(&path, &wanted) {
            Ok(pages) => pages,
            Err(sentence) => {
                eprintln!("{sentence}");
                continue;
            }
        };
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let name = path.display().to_string();
        let (draft, mut said) = maker.of_workbook(&pages, &name, &own, out.len() + 1);
        if workbooks::is_older(&path) {
            said.extend(bare_ratios(form, &pages, &name));
        }
        for sentence in said {
            eprintln!("{sentence}");
        }
        out.extend(draft);
    }
    if out.is_empty() {
        return Err(format!("{}: 読み取れるExcelの個票がありませんでした。", folder.display()));
    }
    Ok(out)
}

/// Of a workbook of an older shape it is not known which numbers it shows as
/// percents: a sentence for each that may be one.
fn bare_ratios<'a>(
    form: &'a Form,
    pages: &'a Pages,
    name: &'a str,
) -> impl Iterator<Item = String> + 'a {
    let ratios = form.cells().filter(|(_, cell)| cell.kind == Kind::Ratio && !cell.is_computed());
    ratios.filter_map(move |(_, cell)| {
        let address = cell.address.as_ref()?;
        let text = pages.get(&address.sheet)?.get(&(address.row, address.column))?;
        let share: f64 = text.parse().ok()?;
        let label = &cell.label;
        (share != 0.0 && share.abs() <= 1.0).then(|| {
            format!(
                "{name}: 古い形のブックでは％の書式が分かりませんので、「{label}」の「{text}」が{}％のことでないか確かめてください。",
                (share * 1e8).round() / 1e6
            )
        })
    })
}

/// Next year's drafts of the sheets of a file that count: a submission, a
/// draft, or a bundle of either, such as a round that the office saved.
fn carried(call: &Call<'_>, maker: &Maker<'_>, name: &str) -> Result<Vec<Draft>, String> {
    let forms = crate::library::all(call.folder)?;
    // The form itself may be known by its path alone.
    let (id, edition) = (&maker.form.id, &maker.form.edition);
    let others = forms.iter().filter(|form| (&form.id, &form.edition) != (id, edition));
    let forms: Vec<&Form> = others.chain([maker.form]).collect();
    if let Some(sentence) = crate::source::absent(call.table) {
        return Err(sentence);
    }
    let refused = |fault| format!("{name}: {}", crate::source::said(&fault, name));
    let text = crate::source::text(call.table).map_err(refused)?;
    let opened = wire::open::open(&text, &forms).map_err(refused)?;
    let round = wire::open::Items::of(text).ok().as_ref().and_then(round::of);
    let mut collection = Collection::default();
    collection.chosen.extend(round.into_iter().flat_map(|round| round.chosen));
    let mut sheets = Vec::new();
    for own in opened {
        let judged = Judged::new(&forms, own).map_err(refused)?;
        let form = *forms.get(judged.opened.form).ok_or_else(|| name.to_owned())?;
        let content = Content::Sheet(Box::new(judged.gist(form)));
        collection.add(Entry { file: name.to_owned(), content });
        sheets.push((form, judged.opened));
    }
    let mut out = Vec::new();
    for ((this, own), status) in sheets.into_iter().zip(collection.statuses(&forms)) {
        if status.counts() {
            let draft = maker.of_last_year(this, &own.sheet, &own.document.id, out.len() + 1);
            out.push(draft.map_err(|fault| words::prefill_fault(&fault, name))?);
        }
    }
    Ok(out)
}
