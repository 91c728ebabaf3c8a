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

/// A time of a file as people say it: `2026-11-20T12:00:00+09:00` → `2026-11-20 12:00`.
pub fn moment(at: &str) -> String {
    at.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
}
