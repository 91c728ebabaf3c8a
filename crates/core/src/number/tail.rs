//! What stands behind a number: its unit, its note, its basis, or the reason
//! why there is no number after all.

use super::amount::{
    Amount, Given, fault, given, is_circled, number_inside, numbers, several, word_at,
    word_starts_own,
};
use super::basis::{basis_of, basis_prefix, is_basis, slash_basis};
use super::reader::{NumberAsk, UnitAsk};
use super::status::status_of;
use super::unit::known_prefix;
use crate::finding::{Flaw, NumberFault, Problem};
use crate::text::{Scan, fold, is_blank, is_dash, is_triangle, same_label, trim};

/// Words after a number that stay its note.
pub(super) const QUALIFIERS: &str = "以上 以下 以内 未満 程度 前後 超 強 弱 見込み 見込 予定 余 \
    相当 目標 分 税込 税抜 くらい";

/// Growth and decline in words.
pub(super) const SIGN_WORDS: &str = "増加 減少 削減 増額 減額 節減 縮減 短縮 増 減";

/// The most characters of a footnote that names a basis: `※職員一人当たり`.
const LONGEST_BASIS: usize = 16;

/// Eats unit, notes and basis behind the figure.
pub(super) fn tail<'a>(
    scan: &mut Scan<'a>,
    amount: &mut Amount<'a>,
    text: &'a str,
    ask: &NumberAsk,
) -> Result<(), Flaw> {
    let mut before_unit = matches!(amount.given, Given::None);
    loop {
        let spaced = scan.spaces();
        let Some(c) = scan.peek() else { return Ok(()) };
        if matches!(c, '(' | '[' | '【' | '〔') {
            let Some(inside) = scan.parentheses() else {
                return Ok(());
            };
            parenthesis(inside, amount, text, ask)?;
            continue;
        }
        if c == '※' || c == '*' && !digit_after(*scan) {
            let note = scan.rest();
            *scan = Scan::new("");
            amount.push_note(note);
            // A longer note explains something; a short one says of what the number is.
            if note.chars().count() <= LONGEST_BASIS {
                amount.basis = basis_of(note).or(amount.basis);
            }
            return Ok(());
        }
        if let Some(basis) = slash_basis(scan).or_else(|| basis_prefix(scan)) {
            amount.basis = Some(basis);
            continue;
        }
        let word = word_at(*scan);
        if word.is_empty() {
            return Err(mark(*scan, c, spaced, text));
        }
        if before_unit || !spaced {
            unit_word(scan, word, amount, text, ask)?;
            before_unit = false;
            continue;
        }
        prose(scan, amount, text)?;
    }
}

/// What a mark behind a number makes of the text.
pub(super) fn mark(scan: Scan<'_>, c: char, spaced: bool, text: &str) -> Flaw {
    let sign = is_triangle(c) || is_dash(c);
    if sign && trim(scan.rest()).chars().all(|c| is_triangle(c) || is_dash(c)) {
        return fault(NumberFault::SignPlace);
    }
    if matches!(c, '×' | '*' | '÷' | '/' | '+' | '=') || sign && !spaced && !is_triangle(c) {
        return fault(NumberFault::Formula);
    }
    if c == '~' {
        let (first, second) = numbers(text);
        return match second {
            Some(second) => fault(NumberFault::Range(first.unwrap_or_default(), second)),
            None => fault(NumberFault::Stray("～".to_owned())),
        };
    }
    if c.is_ascii_digit() && spaced {
        let group = scan.rest().chars().take_while(|c| fold(*c).is_ascii_digit()).count();
        let only = text.chars().all(|c| {
            is_blank(c)
                || fold(c).is_ascii_digit()
                || is_triangle(c)
                || is_dash(c)
                || fold(c) == ','
        });
        if group == 3 && only && !text.chars().any(|c| fold(c) == ',') {
            let joined: String = text.chars().filter(|c| !is_blank(*c)).collect();
            return Flaw::replace(Problem::NumberUnreadable(NumberFault::SpaceInside), joined);
        }
    }
    if numbers(text).1.is_some() {
        return several(text);
    }
    fault(NumberFault::Stray(c.to_string()))
}

/// Whether a digit follows the next character and its spaces.
pub(super) fn digit_after(mut scan: Scan<'_>) -> bool {
    scan.bump();
    scan.spaces();
    scan.peek().is_some_and(|c| c.is_ascii_digit())
}

/// A group in parentheses behind the number.
pub(super) fn parenthesis<'a>(
    inside: &'a str,
    amount: &mut Amount<'a>,
    text: &str,
    ask: &NumberAsk,
) -> Result<(), Flaw> {
    if inside.is_empty() {
        return Ok(());
    }
    if amount.takes_unit(inside, ask)? {
        return Ok(());
    }
    // （時間/人）
    if let Some((unit, per)) = inside.split_at_checked(inside.find(['/', '／']).unwrap_or(0)) {
        let mut per = Scan::new(per);
        if let Some(basis) = slash_basis(&mut per).filter(|_| per.done())
            && amount.takes_unit(trim(unit), ask)?
        {
            amount.basis = Some(basis);
            return Ok(());
        }
    }
    if let Some(basis) = basis_of(inside) {
        amount.basis = Some(basis);
        if !is_basis(inside) {
            amount.push_note(inside);
        }
        return Ok(());
    }
    if number_inside(inside, ask).is_some() {
        return Err(several(text));
    }
    amount.push_note(inside);
    Ok(())
}

/// A word directly behind the number, or behind it and a space: its unit, or a qualifier.
pub(super) fn unit_word<'a>(
    scan: &mut Scan<'a>,
    word: &'a str,
    amount: &mut Amount<'a>,
    text: &'a str,
    ask: &NumberAsk,
) -> Result<(), Flaw> {
    if status_of(word).is_some() {
        return Err(fault(NumberFault::Words(text.to_owned())));
    }
    if matches!(amount.given, Given::None) {
        // 100余万円
        let mut ahead = *scan;
        if ["余", "強", "弱", "超"].iter().any(|more| ahead.eat_word(more))
            && is_unit_next(ahead, ask)
        {
            amount.push_note(ahead.since(*scan));
            *scan = ahead;
            return unit_word(scan, word_at(ahead), amount, text, ask);
        }
        let mut ahead = *scan;
        let own = match &ask.unit {
            UnitAsk::Is(own) => {
                let label: String = own.label().chars().map(fold).collect();
                ahead.eat_word(&label).then_some((ahead.rest(), Given::Own))
            }
            _ => None,
        };
        let known_unit = known_prefix(scan.rest())
            .map(|(unit, rest)| (rest, given(Some(unit), unit.label(), ask)));
        let longest = match (own, known_unit) {
            (Some(own), Some(other)) if other.0.len() < own.0.len() => Some(other),
            (Some(own), _) => Some(own),
            (None, other) => other,
        };
        if let Some((rest, unit)) = longest {
            let after = word_at(Scan::new(rest));
            if after.is_empty()
                || is_qualifier(after)
                || basis_of(after).is_some()
                || has_sign_word(after)
            {
                amount.given = unit;
                amount.typed_unit = Scan::new(rest).since(*scan);
                *scan = Scan::new(rest);
                return Ok(());
            }
        }
        if !is_qualifier(word) && !has_sign_word(word) && basis_of(word).is_none() {
            if let Some(letters) = stray(word) {
                return Err(fault(NumberFault::Stray(letters)));
            }
            let mut ahead = *scan;
            word.chars().for_each(|_| {
                ahead.bump();
            });
            if word.chars().count() > 8 {
                return prose(scan, amount, text);
            }
            *scan = ahead;
            // ﾍﾟｰｼﾞ
            let is_own = matches!(&ask.unit, UnitAsk::Is(own) if same_label(own.label(), word));
            amount.given = if is_own { Given::Own } else { Given::Other(word) };
            return Ok(());
        }
    }
    if has_sign_word(word) {
        return Err(fault(NumberFault::SignInWords(word.to_owned())));
    }
    prose(scan, amount, text)
}

/// Whether the cell's own unit follows, or one that is known.
fn is_unit_next(scan: Scan<'_>, ask: &NumberAsk) -> bool {
    matches!(&ask.unit, UnitAsk::Is(own) if word_starts_own(own, scan))
        || known_prefix(scan.rest()).is_some()
}

/// Words behind a number that are its note, as long as no second number is among them.
pub(super) fn prose<'a>(
    scan: &mut Scan<'a>,
    amount: &mut Amount<'a>,
    text: &str,
) -> Result<(), Flaw> {
    let start = *scan;
    while let Some(c) = scan.peek() {
        if matches!(c, '(' | '※') {
            break;
        }
        if c.is_ascii_digit() || is_circled(c) {
            let formula = text.chars().any(|c| matches!(fold(c), '×' | '÷' | '=' | '*'));
            return Err(if formula { fault(NumberFault::Formula) } else { several(text) });
        }
        scan.bump();
    }
    let words = trim(scan.since(start));
    if has_sign_word(words) {
        return Err(fault(NumberFault::SignInWords(words.to_owned())));
    }
    if stray(words).is_some() && start.rest() == text {
        return Err(fault(NumberFault::Words(words.to_owned())));
    }
    if let Some(basis) = basis_of(words) {
        amount.basis = Some(basis);
        if is_basis(words) {
            return Ok(());
        }
    }
    amount.push_note(words);
    Ok(())
}

/// Whether a word behind a number only says how sure or how much it is.
pub(super) fn is_qualifier(word: &str) -> bool {
    QUALIFIERS.split(" ").any(|q| q != "分" && word.starts_with(q))
        || word.chars().next().is_some_and(|c| ('ぁ'..='ゖ').contains(&c) && c != 'か')
}

/// Whether a word tells the sign: 480時間増.
pub(super) fn has_sign_word(word: &str) -> bool {
    SIGN_WORDS.split(" ").any(|sign| word.starts_with(sign) || word.ends_with(sign))
}

/// Latin letters or marks that no number has behind it.
pub(super) fn stray(word: &str) -> Option<String> {
    let c = word.chars().next()?;
    let folded = fold(c);
    let bad = folded.is_ascii_alphabetic() || folded.is_ascii_punctuation() && folded != '%';
    bad.then(|| word.chars().take_while(|c| fold(*c).is_ascii()).collect())
}
