//! Katakana of half width, and voice marks that stand apart from their letter.

/// The marks of half width and the letters for which they stand, in order.
const HALF: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

/// The characters of a text with its katakana in full width, each with its
/// voice mark in one.
pub(crate) fn whole(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = text.chars().map(full_width);
    let mut next = rest.next();
    std::iter::from_fn(move || {
        let c = next?;
        next = rest.next();
        let Some(voiced) = next.and_then(|mark| voiced(c, mark)) else { return Some(c) };
        next = rest.next();
        Some(voiced)
    })
}

fn full_width(c: char) -> char {
    match c {
        '\u{ff61}'..='\u{ff9f}' => HALF.chars().nth((u32::from(c) - 0xff61) as usize).unwrap_or(c),
        _ => c,
    }
}

/// A letter said voiced (か → が), or half voiced (は → ぱ).
fn voiced(c: char, mark: char) -> Option<char> {
    let steps = match mark {
        '゛' | '\u{3099}' => 1,
        '゜' | '\u{309a}' => 2,
        _ => return None,
    };
    let later = |steps| char::from_u32(u32::from(c) + steps);
    match c {
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            later(steps)
        }
        'う' | 'ウ' if steps == 1 => later(78),
        'か'..='と' | 'カ'..='ト' if steps == 1 && is_plain(c) => later(1),
        _ => None,
    }
}

/// Whether no voice is in it yet: of か to ち the odd ones, of つ to と the even.
fn is_plain(c: char) -> bool {
    let code = u32::from(c);
    // Katakana stand 0x60 behind hiragana.
    let hiragana = if code > 0x30a0 { code - 0x60 } else { code };
    hiragana % 2 == u32::from(hiragana < 0x3063)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_their_marks_become_one() {
        for (text, expected) in [
            ("ﾃﾞｼﾞﾀﾙ", "デジタル"),
            ("ﾍﾟｰｼﾞ", "ページ"),
            ("ｳﾞｧｲｵﾘﾝ", "ヴァイオリン"),
            ("か\u{3099}くしゅう", "がくしゅう"),
            ("う\u{3099}は\u{309a}は\u{3099}", "ゔぱば"),
            ("ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞｾﾞｿﾞﾀﾞﾁﾞﾂﾞﾃﾞﾄﾞ", "ガギグゲゴザジズゼゾダヂヅデド"),
            ("がぎざづど", "がぎざづど"),
            ("ｯ゛ガ゛", "ッ゛ガ゛"),
            ("情報･窓口｡", "情報・窓口。"),
            ("１２ab", "１２ab"),
        ] {
            assert_eq!(whole(text).collect::<String>(), expected, "{text}");
        }
    }
}
