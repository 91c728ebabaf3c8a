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
