//! Folding of texts for comparison: two texts are the same words when they
//! differ in width, spaces and punctuation only.
//!
//! Nothing folded is ever shown or stored.

use crate::text::fold;
pub use crate::text::{label, same_label};

/// Whether nothing but spaces and line ends stands there.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(crate::text::is_blank)
}

/// The characters of a sentence without width, spaces and 、，,.
pub fn sentence(text: &str) -> impl Iterator<Item = char> + '_ {
    label(text).filter(|c| !matches!(c, ',' | '、'))
}

/// Whether two sentences say the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    sentence(a).eq(sentence(b))
}

/// Whether a list of sections, separated by 、 ／ or a line end, names one of
/// the sections of the other text, a leading …部 or …局 left out on both sides.
pub fn lists_section(list: &str, sections: &str) -> bool {
    names(list).any(|one| names(sections).any(|other| one == other))
}

/// The names of a list, folded, without the division before the section.
fn names(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split(['、', '､', '，', '／', '/', '\n', '\r', '\t'])
        .map(|name| {
            let name: String = label(name).collect();
            without_division(&name).to_owned()
        })
        .filter(|name| !name.is_empty())
}

/// `総務部人事課` → `人事課`; what is a division itself stays whole.
fn without_division(name: &str) -> &str {
    let rest = name
        .char_indices()
        .skip(1)
        .find(|(_, c)| matches!(c, '部' | '局'))
        .and_then(|(at, c)| name.get(at + c.len_utf8()..));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// A text as it is looked for: small and capital letters, hiragana and
/// katakana, half and full width, dashes and triangles of every kind, the marks
/// of thousands and the variants of a kanji make no difference.
pub fn search(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::kana::whole(text).map(fold) {
        match c {
            ',' | '、' => {}
            c if crate::text::is_blank(c) || is_variant(c) => {}
            c if crate::text::is_dash(c) => out.push('-'),
            c if crate::text::is_triangle(c) => out.push('△'),
            'ぁ'..='ゖ' => out.extend(char::from_u32(u32::from(c) + 0x60)),
            '髙' => out.push('高'),
            '﨑' => out.push('崎'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether it only says which shape of the kanji before it is meant.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The digits with which a text begins, half width.
pub fn leading_digits(text: &str) -> String {
    label(text).take_while(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_passes_over_how_a_word_is_written() {
        for (one, other) in [
            ("ﾊﾞｯﾁ処理", "バッチ処理"),
            ("ﾌﾟﾘﾝﾀ", "プリンタ"),
            ("ｳﾞｧｲｵﾘﾝ", "ヴァイオリン"),
            ("か\u{3099}くしゅう", "ガクシュウ"),
            ("ＬＩＮＵＸ", "Linux"),
            ("さーばー", "サ−バ―"),
            ("▲3518", "△ 3,518"),
            ("１２，３４５千円", "12345千円"),
            ("髙橋", "高橋"),
            ("辻\u{e0100}", "辻"),
            ("取組 内容", "取組　内容"),
        ] {
            assert_eq!(search(one), search(other), "{one} {other}");
        }
        assert_ne!(search("①"), search("1"));
        assert_ne!(search("はな"), search("ばな"));
    }

    #[test]
    fn a_list_names_a_section_with_or_without_its_division() {
        for (list, section, expected) in [
            ("総務部人事課", "総務部人事課", true),
            ("人事課", "総務部人事課", true),
            ("感染症対策室、健幸保健課", "感染症対策室", true),
            ("情報管理課／支所市民窓口課", "福祉部 情報管理課", true),
            ("税務課\n人事課", "総務部人事課、情報管理課", true),
            ("庁内各課", "総務部人事課", false),
            ("農業委員会事務局、各支所経済建設課", "監査事務局", false),
            ("監査事務局", "監査事務局", true),
            ("まちづくり推進課・生涯学習課", "市民協働部スポーツ振興課", false),
            ("", "総務部人事課", false),
            ("総務部", "総務部人事課", false),
        ] {
            assert_eq!(lists_section(list, section), expected, "{list} {section}");
        }
    }
}
