//! The words that stand in a cell instead of a value.
//!
//! ```text
//! status   = dash [note] / word anywhere in the text / cost
//! dash     = 1*("—" / "－" / "-" / …) or "一" or "*", alone or before a note: （…） or ※…
//! cost     = a text without digits that ends as costs do: 費 コスト 料 …, alone or before a note
//! note     = what is left of the text, without its parentheses
//! ```

use super::amount::balanced;
use crate::reading::Status;
use crate::text::{Scan, fold, is_blank, is_dash, same_label, trim};

/// The words; none is the beginning of another.
const WORDS: [(&str, Status); 15] = [
    ("該当なし", Status::NotApplicable),
    ("該当無し", Status::NotApplicable),
    ("該当せず", Status::NotApplicable),
    ("非該当", Status::NotApplicable),
    ("終期未定", Status::Undecided),
    ("未定", Status::Undecided),
    ("不明", Status::Unknown),
    ("調査中", Status::Investigating),
    ("中止", Status::Cancelled),
    ("変更予定", Status::ToChange),
    ("同左", Status::AsLeft),
    ("左に同じ", Status::AsLeft),
    ("左記に同じ", Status::AsLeft),
    ("左記と同じ", Status::AsLeft),
    ("左と同じ", Status::AsLeft),
];

/// How it is said in other words that a number is not there yet.
const NOT_YET: &str = "検討中 協議中 調整中 精査中 集計中 算定中 算出中 積算中 試算中 \
    今後検討 別途検討 要検討 未算定 未算出 未積算 未集計 未確定 未決定";

/// How the names of costs end.
const COSTS: &str = "費 費用 経費 コスト 料 料金 代 賃金 報酬 給与 手当 負担金";

/// What ends so and is none.
const NO_COSTS: &str = "無料 有料 資料 材料 燃料 肥料 原料 飲料 食料 衣料 消費 浪費 ゼロコスト 時代 世代 現代 年代 近代 \
    交代";

/// What may follow the name of a cost without changing it.
const COST_TAILS: &str = "等 など ほか 分 のみ 増 減";

/// The status that a text names, with the text beside it.
pub fn status_of(text: &str) -> Option<(Status, Option<String>)> {
    let text = trim(text);
    if let Some(rest) = after_dash(text) {
        return Some((Status::NotApplicable, beside("", rest)));
    }
    // 未　定, spread over its cell
    if let Some((_, status)) = WORDS.iter().find(|(word, _)| same_label(word, text)) {
        return Some((*status, None));
    }
    // One that contains another begins before it.
    let (before, (word, status)) = text.char_indices().find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        WORDS.iter().find(|(word, _)| rest.starts_with(word)).map(|found| (before, found))
    })?;
    let after = text.get(before.len() + word.len()..)?;
    Some((*status, beside(before, after)))
}

/// A cost that is named without an amount.
pub(super) fn unpriced(text: &str) -> Option<String> {
    let inner = bare(text);
    let (mut name, note) = inner.split_at(inner.find(['(', '（', '※']).unwrap_or(inner.len()));
    // ※1 tells which note, ※100千円 is no cost without an amount.
    let which = note.strip_prefix('※').map(|note| note.trim_start_matches(is_digit));
    let note = which.filter(|rest| !rest.starts_with(char::is_alphabetic)).unwrap_or(note);
    if inner.chars().count() > 30 || name.chars().chain(note.chars()).any(is_digit) {
        return None;
    }
    name = trim(name);
    while let Some(shorter) = COST_TAILS.split(" ").find_map(|tail| name.strip_suffix(tail)) {
        name = trim(shorter);
    }
    let ends = |list: &str| list.split(" ").any(|word| name.ends_with(word));
    (ends(COSTS) && !ends(NO_COSTS)).then(|| inner.to_owned())
}

/// What says 未定 in other words, as it is written for everyone to read: `未定（検討中）`.
pub(super) fn not_yet(text: &str) -> Option<String> {
    let inner = bare(text);
    let ends = NOT_YET.split(" ").any(|word| inner.ends_with(word));
    (ends && !inner.chars().any(is_digit)).then(|| format!("未定（{}）", balanced(inner)))
}

fn is_digit(c: char) -> bool {
    fold(c).is_ascii_digit()
}

/// What follows a dash that stands alone or before a note.
fn after_dash(text: &str) -> Option<&str> {
    let mut scan = Scan::new(text);
    let first = scan.raw()?;
    if is_dash(first) {
        while scan.raw().is_some_and(is_dash) {
            scan.bump();
        }
    } else if first == '一' || fold(first) == '*' {
        scan.bump();
    } else {
        return None;
    }
    scan.spaces();
    match scan.peek() {
        None => Some(""),
        Some('(') => {
            let rest = scan.rest();
            scan.parentheses()?;
            scan.done().then_some(rest)
        }
        Some('※') => Some(scan.rest()),
        Some(_) => None,
    }
}

/// The text around a status as its note.
fn beside(before: &str, after: &str) -> Option<String> {
    let open = |c: char| matches!(fold(c), '(' | '[' | '【' | '〔');
    let close = |c: char| matches!(fold(c), ')' | ']' | '】' | '〕');
    let loose = |c: char| is_blank(c) || matches!(c, '、' | '。' | '：' | ':' | '・');
    let mut before = before.trim_matches(loose);
    let mut after = after.trim_matches(loose);
    // （未定） leaves an open parenthesis before and a closing one after.
    if before.ends_with(open) && after.starts_with(close) {
        before = before.trim_end_matches(open).trim_end_matches(loose);
        after = after.trim_start_matches(close).trim_start_matches(loose);
    }
    let parts: Vec<&str> =
        [bare(before), bare(after)].into_iter().filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A text without the parentheses around the whole of it.
pub(super) fn bare(text: &str) -> &str {
    let text = trim(text);
    let mut scan = Scan::new(text);
    match scan.parentheses() {
        Some(inside) if scan.done() => inside,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_for_undecided() {
        for (text, expected) in [
            ("検討中", Some("未定（検討中）")),
            (" （今後検討） ", Some("未定（今後検討）")),
            ("事業費は未算定", Some("未定（事業費は未算定）")),
            ("国と(県も)協議中", Some("未定（国と(県も)協議中）")),
            ("令和3年度に検討中", None),
            ("検討する", None),
        ] {
            assert_eq!(not_yet(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_first_word_decides_and_the_rest_is_the_note() {
        for (text, status, note) in [
            ("未定", Status::Undecided, None),
            ("未定（システム導入経費）", Status::Undecided, Some("システム導入経費")),
            ("システム改修費（未定）", Status::Undecided, Some("システム改修費")),
            ("不明（国の説明では効果あり）", Status::Unknown, Some("国の説明では効果あり")),
            ("－", Status::NotApplicable, None),
            ("—（制度なし）", Status::NotApplicable, Some("制度なし")),
            ("一", Status::NotApplicable, None),
            ("－ ※1", Status::NotApplicable, Some("※1")),
            ("— ※対象外", Status::NotApplicable, Some("※対象外")),
            ("未　定", Status::Undecided, None),
            ("同 左", Status::AsLeft, None),
            ("同左", Status::AsLeft, None),
            ("中止、来年度は未定", Status::Cancelled, Some("来年度は未定")),
        ] {
            assert_eq!(status_of(text), Some((status, note.map(str::to_owned))), "{text}");
        }
        for text in ["一人", "-5", "ー5", "100", "", "人件費"] {
            assert_eq!(status_of(text), None, "{text}");
        }
    }

    #[test]
    fn costs_without_an_amount() {
        for (text, note) in [
            ("(運用コスト)", Some("運用コスト")),
            ("人件費", Some("人件費")),
            ("システム使用料等", Some("システム使用料等")),
            ("人件費100", None),
            ("人件費 ※1", Some("人件費 ※1")),
            ("人件費（正規職員）", Some("人件費（正規職員）")),
            ("人件費（100千円）", None),
            ("人件費※100千円", None),
            ("人件費※概算", Some("人件費※概算")),
            ("無料", None),
            ("入場無料", None),
            ("資料", None),
            ("燃料費", Some("燃料費")),
            ("費用対効果を検証する", None),
        ] {
            assert_eq!(unpriced(text).as_deref(), note, "{text}");
        }
    }
}
