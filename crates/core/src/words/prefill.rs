//! Why no drafts were made, and what of a workbook could not be read.

use crate::submission::PrefillFault;

/// The sentence, `name` being that of the table.
pub fn prefill_fault(fault: &PrefillFault, name: &str) -> String {
    match fault {
        PrefillFault::NoHeadings => {
            format!("{name}: 1行目に見出しがありませんので、欄のidか名称を書いてください。")
        }
        PrefillFault::NoRows => {
            format!("{name}: 見出しの下に行がありませんので、下書きを作れません。")
        }
        PrefillFault::UnknownHeading(column, heading) => format!(
            "{name}: {column}列目の見出し「{heading}」にあたる欄が様式にありませんので、欄のidか印刷された名称で書いてください。"
        ),
        PrefillFault::ManyCells(column, heading, [first, second]) => format!(
            "{name}: {column}列目の見出し「{heading}」にあたる欄が二つ以上あります（{first}、{second}など）ので、欄のidで書いてください。"
        ),
        PrefillFault::SameCell(column, heading) => format!(
            "{name}: {column}列目の見出し「{heading}」と同じ欄の列が前にもありますので、一つにしてください。"
        ),
        PrefillFault::NoHeading(row, column) => format!(
            "{name}: {row}行目の{column}列目に値がありますが見出しがありませんので、見出しを付けてください。"
        ),
        PrefillFault::SameKey(row, key) => format!(
            "{name}: {row}行目の番号「{key}」は前の行にもありますので、重ならないようにしてください。"
        ),
        PrefillFault::NoCarry([id, edition, other, before]) => format!(
            "{name}: 「{id} {edition}」には「{other} {before}」の個票を引き継ぐ決まり（carry）がありませんので、様式の定義に書いてください。"
        ),
    }
}

/// A workbook without a worksheet that the form names.
pub fn no_worksheet(name: &str, page: &str) -> String {
    if page.is_empty() {
        return format!("{name}: シートがありませんので、ファイルを確かめてください。");
    }
    format!(
        "{name}: 「{page}」というシートがありませんので、様式の定義の番地（address）を確かめてください。"
    )
}

/// A workbook in which nothing stands where the form looks.
pub fn nothing_at_addresses(name: &str) -> String {
    format!("{name}: 番地の欄がすべて空ですので、下書きを作りません。")
}

/// What is said of a text of a workbook.
pub fn of_workbook(name: &str, sentence: &str) -> String {
    format!("{name}: {sentence}")
}
