//! The page's own words: labels, buttons, sentences. What is said of a sheet
//! stands in the core's `words`.

use crate::desk::StoreFault;
use kohyo_core::finding::Severity;

/// The name of the product.
pub const NAME: &str = "kohyo 個票";

/// The weight of a finding.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "エラー",
        Severity::Warning => "確認",
        Severity::Notice => "お知らせ",
    }
}

/// Why nothing is kept, and what to do.
pub fn store_fault(fault: StoreFault) -> &'static str {
    match fault {
        StoreFault::Refused => {
            "このブラウザーには保存できません。閉じる前に「下書きをファイルに保存」を押してください。"
        }
        StoreFault::Full => {
            "保存できる容量がいっぱいです。「下書きをファイルに保存」を押して、いらない下書きを消してください。"
        }
    }
}

/// What stands at the second and every further box of a finding; the first has
/// the whole sentence.
pub fn together(first: &str) -> String {
    format!("「{first}」と合わせて確かめてください。")
}

/// What stands in the place of the time at a draft that no store would take.
pub const NOT_KEPT: &str = "保存されていません";

/// What is said where a file could not be written as it was meant.
pub const NOT_WRITTEN: &str = "提出用ファイルを作れませんでした。「下書きをファイルに保存」を押して、担当者に連絡してください。";

/// A text of a file for which a box has no place.
pub fn given(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("ファイルの記入：「{text}」") }
}

/// A time of a file as people say it: `2026-11-20T12:00:00+09:00` → `最終保存 2026年11月20日 12:00`.
pub fn moment(at: &str) -> String {
    let part =
        |range: std::ops::Range<usize>| at.get(range).unwrap_or_default().trim_start_matches('0');
    match (at.get(0..4), at.get(11..16)) {
        (Some(year), Some(time)) => {
            format!("最終保存 {year}年{}月{}日 {time}", part(5..7), part(8..10))
        }
        _ => String::new(),
    }
}

/// At a warning that was accepted before a text on which it rests was changed.
pub fn lapsed(reason: &str) -> String {
    format!(
        "「{reason}」の理由で確認済みでしたが、その後に内容が変わりました。もう一度確かめてください。"
    )
}

/// Above the list of mends that are made at once.
pub fn mends(count: usize) -> String {
    format!("次の{count}か所を直します。直した後も「元に戻す」で一度に戻せます。")
}

/// Where a fault stands in a definition.
pub fn position(line: usize, column: usize, path: &str) -> String {
    if path.is_empty() {
        format!("{line}行目 {column}文字目")
    } else {
        format!("{line}行目 {column}文字目（{path}）")
    }
}

/// A definition was loaded.
pub fn form_taken(title: &str, kept: bool) -> String {
    let lasting = if kept {
        "次に開いたときも使えます。"
    } else {
        "このブラウザーには残せないため、この画面を閉じるまで使えます。"
    };
    format!("様式「{title}」を読み込みました。{lasting}")
}

/// A definition of which a higher revision is here.
pub fn form_is_older(title: &str) -> String {
    format!("様式「{title}」は、すでにある改訂のほうが新しいため、読み込みませんでした。")
}

/// A list was loaded.
pub fn list_taken(name: &str, rows: usize, kept: bool) -> String {
    let lasting = if kept {
        "次に開いたときも使えます。"
    } else {
        "このブラウザーには残せないため、この画面を閉じるまで使えます。"
    };
    format!("一覧「{name}」の{rows}行を読み込みました。{lasting}")
}

/// A file that was brought as an earlier page and is none.
pub fn no_page(file: &str) -> String {
    format!(
        "「{file}」は kohyo.html ではないか、壊れています。前に使っていたファイルを選んでください。"
    )
}

/// An earlier page that carries nothing.
pub fn page_is_empty(file: &str) -> String {
    format!("「{file}」には、引き継ぐ様式も一覧も入っていません。")
}

/// The page could not put a copy of itself together.
pub const NO_COPY: &str = "この画面の写しを作れませんでした。配布された kohyo.html を開き直して、もう一度お試しください。";

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
    format!("前に読み込んだものと同じファイル{count}件は、読み直していません。")
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

/// What a code of a finding over the collection is about.
pub fn matter(code: &str) -> &str {
    match code {
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

/// A name where a sheet has none.
pub fn or_unnamed(text: &str) -> String {
    if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() }
}
