//! Characters: which ones stand for which, by class.
//!
//! Whole strings are never normalised: NFKC would turn `①138` into `1138` and
//! leave `△` and `ー` alone. Each character is looked at by itself.

/// The half-width character that a full-width one stands for; any space becomes
/// the plain space, and the wave dashes become `~`.
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' | '\n' | '\r' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
        '〜' | '∼' | '∿' => '~',
        '￥' => '¥',
        _ => c,
    }
}

/// Whether a character is white in any script, or has no width at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The text without white around it.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether a character looks like a minus sign or a dash.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '－'
            | '−'
            | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | 'ー'
            | 'ｰ'
            | '─'
            | '━'
            | '﹣'
    )
}

/// Whether a character looks like the triangle that means minus. `▽` does not.
pub fn is_triangle(c: char) -> bool {
    matches!(c, '△' | '▲' | '∆' | 'Δ')
}

/// The characters of a label or code without width and what nobody sees.
pub fn label(text: &str) -> impl Iterator<Item = char> + '_ {
    crate::kana::whole(text).map(fold).filter(|c| !is_blank(*c))
}

/// Whether two labels are the same after folding width and removing spaces.
pub fn same_label(a: &str, b: &str) -> bool {
    label(a).eq(label(b))
}

/// What is put before a counter as long as the number is open.
fn is_placeholder(c: char) -> bool {
    matches!(c, '〇' | '○' | '◯' | '●' | '×' | 'X' | 'Ｘ' | 'x' | 'ｘ')
}

/// Whether 〇 stands there as a numeral: 二〇人, 一〇〇件.
fn is_numeral(before: Option<char>, c: char, after: Option<char>) -> bool {
    let digit = |c: char| "一二三四五六七八九".contains(c);
    // What follows may be a counter: 〇千円.
    c == '〇'
        && (before.is_some_and(|c| digit(c) || "十百千".contains(c)) || after.is_some_and(digit))
}

/// Words that begin as a counter does; ○ before one only marks a line.
const NO_COUNTERS: &str = "人材 人事 人数 人員 人件 人口 人権 人間 人的 件数 件名 回収 回答 回線 回覧 円滑 時間外 \
    分析 分野 分担 分類 分散 分別 日常 日本 月次 月例 年次 年齢 年金 台帳 台風 \
    枚数 本庁 本部 本市 本人 本格 本年 冊子 校舎 校務 校正 校区 社会 社協 社内 部署 部局 部門 部内 部長";

/// Whether ○ only marks a line: `○人材の育成`.
fn is_bullet(c: char, after: &str) -> bool {
    c != '〇' && NO_COUNTERS.split(' ').any(|word| after.starts_with(word))
}

/// Words that a placeholder stands before.
const COUNTERS: &str = "人 名 件 回 円 千円 万円 百万円 億円 ％ % 割 時間 分 日 \
    月 年 年度 か月 ヶ月 か所 箇所 カ所 施設 事業 項目 台 枚 \
    本 冊 校 団体 社 世帯 ポイント 講座 品目 部";

/// Words that stand between a number and its counter.
const SCALES: [char; 5] = ['十', '百', '千', '万', '億'];

/// Whether a text is a counter and nothing else: `日`, `千人`.
pub(crate) fn is_counter(text: &str) -> bool {
    let text = text.trim_start_matches(SCALES);
    COUNTERS.split(" ").any(|counter| same_label(counter, text))
}

/// A placeholder left in a text: `〇人`, `○○千円`, `XX件`, with its counter.
///
/// A single `×` or `X` is no placeholder but a mark or a name; two are.
pub fn placeholder(text: &str) -> Option<&str> {
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let before = last.replace(c);
        if !is_placeholder(c) {
            continue;
        }
        let rest = text.get(at..)?;
        let next = rest.chars().nth(1);
        if is_numeral(before, c, next)
            || before.is_some_and(|b| is_placeholder(b) || b.is_alphanumeric() && b.is_ascii())
        {
            continue;
        }
        let after = rest.trim_start_matches(is_placeholder);
        let count = rest.chars().take_while(|c| is_placeholder(*c)).count();
        if count < 2 && (matches!(fold(c), '×' | 'X' | 'x') || is_bullet(c, after)) {
            continue;
        }
        let counter = |after: &str| {
            let counters = COUNTERS.split(" ").filter(|w| after.starts_with(*w));
            counters.max_by_key(|w| w.len()).map(|counter| after.len() - counter.len())
        };
        // 〇万人
        let thousands = after.trim_start_matches(SCALES);
        let Some(left) = counter(after).or_else(|| counter(thousands)) else { continue };
        return rest.get(..rest.len() - left);
    }
    None
}

/// A place in a text, going forward, that sees folded characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    /// The beginning of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The text that has not been eaten, as typed.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Whether all of it has been eaten.
    pub(crate) fn done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The text eaten since an earlier place.
    pub(crate) fn since(&self, earlier: Self) -> &'a str {
        earlier.rest.get(..earlier.rest.len().saturating_sub(self.rest.len())).unwrap_or("")
    }

    /// The next character as typed.
    pub(crate) fn raw(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The next character, folded.
    pub(crate) fn peek(&self) -> Option<char> {
        self.raw().map(fold)
    }

    /// Eats one character.
    pub(crate) fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c.map(fold)
    }

    /// Eats this character, if it comes next.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.bump();
        }
        found
    }

    /// Eats this word (given folded), if it comes next.
    pub(crate) fn eat_word(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        let found = !word.is_empty() && word.chars().all(|c| ahead.eat(c));
        if found {
            *self = ahead;
        }
        found
    }

    /// Eats white; says whether there was any.
    pub(crate) fn spaces(&mut self) -> bool {
        let trimmed = self.rest.trim_start_matches(is_blank);
        let any = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        any
    }

    /// Eats a group in parentheses and gives its inside; the closing one may be missing.
    pub(crate) fn parentheses(&mut self) -> Option<&'a str> {
        let close = match self.peek()? {
            '(' => ')',
            '〔' => '〕',
            '[' => ']',
            '【' => '】',
            _ => return None,
        };
        let open = self.peek()?;
        self.bump();
        let start = *self;
        let mut depth = 1_u32;
        while let Some(c) = self.peek() {
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
                if depth == 0 {
                    let inside = self.since(start);
                    self.bump();
                    return Some(trim(inside));
                }
            }
            self.bump();
        }
        Some(trim(self.since(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        for (text, expected) in [
            ("年間累計〇人", Some("〇人")),
            ("○○千円", Some("○○千円")),
            ("XX件", Some("XX件")),
            ("××人", Some("××人")),
            ("3×2人", None),
            ("〇", None),
            ("DX件数", None),
            ("○を付ける", None),
            ("二〇人", None),
            ("一〇〇人が二〇二〇年に", None),
            ("〇万人", Some("〇万人")),
            ("〇千円", Some("〇千円")),
            ("〇百人", Some("〇百人")),
            ("令和○年末までに○日程度", Some("○年")),
            ("○○百人", Some("○○百人")),
            ("○人件費の削減\n○本庁舎", None),
            ("○人以上\n", Some("○人")),
            ("・○人件費", None),
            ("○回開催", Some("○回")),
            ("○○人材", Some("○○人")),
        ] {
            assert_eq!(placeholder(text), expected, "{text}");
        }
    }

    #[test]
    fn characters_fold_by_class() {
        assert_eq!("１，２３４％（～〜）".chars().map(fold).collect::<String>(), "1,234%(~~)");
        assert_eq!("①Ⅱ㈱△−髙﨑".chars().map(fold).collect::<String>(), "①Ⅱ㈱△−髙﨑");
        assert!(same_label("％", " % "));
        assert!(same_label("情報･ﾃﾞｼﾞﾀﾙ化", "情報・デジタル 化"));
        assert!(!same_label("枚数", "枚"));
    }
}
