//! The words of the central office.

use crate::desk::StoreFault;

/// A time of a file in a table: `2026-11-20T12:00:00+09:00` → `2026-11-20 12:00`.
pub fn day_and_time(at: &str) -> String {
    match (at.get(0..10), at.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time}"),
        _ => at.to_owned(),
    }
}

/// What is said of a file, with its name.
pub fn about_file(file: &str, sentence: &str) -> String {
    format!("「{file}」: {sentence}")
}

/// The list of what was to come was taken.
pub fn list_of_expected(file: &str, sheets: u32) -> String {
    format!("一覧「{file}」を読み込みました。提出される予定の個票は{sheets}件です。")
}

/// The person stopped the reading.
pub const READING_STOPPED: &str = "読み込みを中止しました。読み終わった個票は残っています。続きは同じファイルをもう一度選んでください。";

/// Files that were passed over.
pub fn files_known(count: usize) -> String {
    format!("前に取り込んだものと同じファイル{count}件は、取り込み直していません。")
}

/// The name of a saved collection.
pub fn collection_file(stamp: &str) -> String {
    format!("個票の取りまとめ_{stamp}.json")
}

/// How far the reading is.
pub fn reading_progress(done: usize, of: usize) -> String {
    if of == 0 {
        "前回の続きを読み込んでいます…".to_owned()
    } else {
        format!("読み込んでいます… {done} / {of}")
    }
}

/// Why the collection is not kept.
pub fn collection_fault(fault: StoreFault) -> &'static str {
    match fault {
        StoreFault::Refused => {
            "このブラウザーには残せません。閉じる前に「一つのファイルに保存」を押してください。"
        }
        StoreFault::Full => {
            "残せる容量がいっぱいです。閉じる前に「一つのファイルに保存」を押してください。"
        }
    }
}

/// What a code of a finding is about, in few words.
pub fn matter(code: &str) -> &str {
    match code {
        "number.unreadable" => "読み取れない数字",
        "number.unit" => "数字の単位",
        "number.converted" => "単位の換算",
        "number.parentheses" => "かっこ付きの数字",
        "number.precision" => "端数",
        "number.range" => "数字の範囲",
        "number.basis" => "一人当たりなどの数字",
        "number.spreadsheet-error" => "表計算のエラー",
        "number.style" => "数字の書き方",
        "value.status" => "数字の欄の未定など",
        "date.unreadable" => "読み取れない日付",
        "date.no-such-day" => "ない日付",
        "date.era" => "元号の期間",
        "date.weekday" => "曜日の違い",
        "date.style" => "日付の書き方",
        "year.unreadable" => "読み取れない年度",
        "year.alias" => "改元後の年度",
        "year.pair" => "和暦と西暦の違い",
        "year.style" => "年度の書き方",
        "text.length" => "文章の長さ",
        "text.pattern" => "番号などの形",
        "text.placeholder" => "〇人などの書きかけ",
        "text.characters" => "使えない文字",
        "choice.unknown" => "選択肢にない",
        "choice.dependent" => "選択肢の組み合わせ",
        "choice.count" => "選択の数",
        "cell.unknown" => "様式にない欄",
        "cell.old" => "旧様式の欄",
        "required" => "未記入",
        "date.order" => "日付の前後",
        "period.reversed" => "期間の前後",
        "period.outside-plan" => "計画期間の外",
        "total.differs" => "合計の違い",
        "total.units" => "合計の単位",
        "total.rounding" => "合計の端数",
        "indicator.final" => "最終値の違い",
        "period.content-outside" => "取組年度の外の記入",
        "period.content-missing" => "取組年度の未記入",
        "annual.differs" => "年度のページとの違い",
        "change.not-carried" => "変更の反映もれ",
        "achievement.contradicts" => "達成状況の違い",
        "effect.kind" => "効果の種類",
        "result.future" => "先の年度の実績",
        "sign.contradicts" => "増減の向き",
        "cost.differs" => "人件費の計算",
        "rate.differs" => "執行率の計算",
        "settled.over-budget" => "予算を超える決算",
        "shortfall.reason" => "未達成の理由",
        "owner.in-related" => "関係部署の重なり",
        "collection.duplicate" => "重複",
        "collection.superseded" => "古い版",
        "collection.missing" => "届いていない",
        "collection.unexpected" => "一覧にない・部署が違う",
        "collection.edition" => "版の混在",
        "collection.category" => "分類",
        "collection.count" => "件数の違い",
        "collection.name" => "名称",
        "collection.damaged" => "壊れたファイル",
        "collection.outlier" => "桁の違い",
        "collection.sign" => "△の向き",
        "collection.carried" => "年度の間の違い",
        "collection.total" => "表の間の違い",
        "text.duplicate" => "同じ文章",
        "submission.newer" => "新しい版のファイル",
        "submission.foreign" => "個票でないファイル",
        other => other,
    }
}

/// What a button does, with the files that it is about.
pub fn of_files(action: &str, files: &[String]) -> String {
    format!("{action}（{}）", files.join("、"))
}

/// A name where a sheet has none.
pub fn or_unnamed(text: &str) -> String {
    if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() }
}

/// A form in a list, with the number of its sheets.
pub fn form_with_count(form: &kohyo_core::form::Form, count: usize) -> String {
    format!("{}（{}、{count}件）", form.title, form.edition)
}

/// A total that is not parted.
pub const ALL_TOGETHER: &str = "全体";

/// Figures of no year.
pub const NO_YEAR: &str = "年度のない欄";

/// A text that gives no number.
pub const UNREAD: &str = "読み取れません";

/// The line of totals.
pub const SUM: &str = "計";

/// What a column's total leaves out.
pub fn of_column(column: &str, sentence: &str) -> String {
    format!("「{column}」は、{sentence}")
}

/// A choice that was not made.
pub const NOT_CHOSEN: &str = "（未選択）";

/// The name of a file with all sheets, without its end.
pub fn export_file(shape: &str, stamp: &str) -> String {
    let what = match shape {
        "long" => "個票の一覧_1欄1行",
        _ => "個票の一覧",
    };
    format!("{what}_{stamp}")
}

/// The name of a file with one table.
pub fn table_file(title: &str, stamp: &str, end: &str) -> String {
    format!("{}_{stamp}.{end}", file_part(title))
}

/// A part of a file's name, without what Windows refuses.
fn file_part(text: &str) -> String {
    let part: String = text
        .trim()
        .chars()
        .take(30)
        .map(|c| if "<>:\"/\\|?*".contains(c) || c.is_control() { '-' } else { c })
        .collect();
    part.trim().trim_end_matches('.').to_owned()
}

/// What a workbook carries otherwise than it is.
pub fn book_remark(remark: &kohyo_core::wire::export::book::Remark) -> String {
    use kohyo_core::wire::export::book::Flaw;
    let why = match remark.flaw {
        Flaw::Number => "数は表計算ソフトでは正確に表せないため、文字として書きました。",
        Flaw::Day => "日付は表計算ソフトでは表せないため、文字として書きました。",
        Flaw::Cut => "文章は長すぎるため、はじめの部分だけを書きました。",
    };
    format!("「{}」の{}の{why}", remark.sheet, remark.cell)
}

/// The worksheet with all sheets.
pub const LIST: &str = "一覧";

/// The same as a member of an archive.
pub const LIST_MEMBER: &str = "一覧.csv";

/// The worksheet of who has handed in.
pub const RECEPTION: &str = "提出状況";

/// Its headings.
pub const RECEPTION_HEADINGS: [&str; 4] = ["部署", "一覧の件数", "届いた件数", "提出可の件数"];

/// The worksheet of what is to be looked at.
pub const FINDINGS: &str = "確認事項";

/// Its headings.
pub const FINDINGS_HEADINGS: [&str; 4] = ["重さ", "コード", "内容", "ファイル"];

/// Who remarks what the page found.
pub const BY_THE_CHECK: &str = "取りまとめの確認";

/// Who remarks in the office.
pub const THE_OFFICE: &str = "取りまとめの課";

/// Who answers, where the sheet does not say its section.
pub const THE_SECTION: &str = "担当課";

/// The file that goes back to a section.
pub fn sent_back_file(department: &str, stamp: &str) -> String {
    let department = file_part(department);
    let department = if department.is_empty() { "部署なし".to_owned() } else { department };
    format!("差戻し_{department}_{stamp}.json")
}

/// The files that go back to all sections.
pub fn all_sent_back_file(stamp: &str) -> String {
    format!("差戻し_{stamp}.zip")
}

/// A form by its title and edition.
pub fn form_and_edition(form: &kohyo_core::form::Head) -> String {
    format!("{}（{}）", form.title, form.edition)
}

/// The sheets on the table, as the place of which something is said.
pub const SHEETS_AT_HAND: &str = "集めた個票";

/// The drafts of a section.
pub fn drafts_of_section(department: &str, stamp: &str) -> String {
    let department = file_part(department);
    let department = if department.is_empty() { "部署なし".to_owned() } else { department };
    format!("下書き_{department}_{stamp}.json")
}

/// All drafts.
pub fn drafts_file(stamp: &str) -> String {
    format!("下書き_{stamp}.zip")
}

/// What became of the drafts.
pub fn drafts_made(count: usize, files: usize) -> String {
    if count == 0 {
        "下書きにできる個票がありませんでした。".to_owned()
    } else {
        format!("下書きを{count}件作り、{files}個のファイルにしました。")
    }
}

/// Tables of the office were taken.
pub fn tables_taken(file: &str, form: &str, kept: bool) -> String {
    let not_kept = if kept {
        ""
    } else {
        "ただし、このブラウザーに残せないため、閉じるとなくなります。"
    };
    format!("「{file}」の表を「{form}」に使います。{not_kept}")
}

/// Which rows of a table are shown.
pub fn rows_shown(first: usize, last: usize, all: usize) -> String {
    format!("{all}行のうち{first}～{last}行目です。保存するファイルにはすべての行が入ります。")
}

/// A saved collection brings other tables than those in use.
pub fn other_tables(file: &str, form: &str) -> String {
    format!(
        "「{file}」に入っている「{form}」の表の定義は、今使っている定義と違うため、読み込みませんでした。使うときは、保存した人から「表の定義を保存」のファイルを受け取り、「表の定義を読み込む」で読み込んでください。"
    )
}

/// The tables of a form as a file.
pub fn tables_file(form: &str) -> String {
    format!("公表する表_{form}.json")
}

/// Where a remark stands.
pub fn or_whole(label: Option<&str>) -> String {
    label.unwrap_or("個票全体").to_owned()
}

#[cfg(test)]
mod tests {
    use kohyo_core::finding::Code;

    #[test]
    fn every_code_has_words() {
        for code in Code::ALL {
            assert_ne!(super::matter(code.as_str()), code.as_str());
        }
    }
}
