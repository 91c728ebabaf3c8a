//! What one unit of a number refers to: `一人当たり`, `月額`, `/日`.

use super::amount::word_at;
use crate::reading::Basis;
use crate::text::{Scan, fold, is_triangle, same_label, trim};

/// A word that is a basis by itself.
pub(super) fn fixed_basis(text: &str) -> Option<Basis> {
    const FIXED: [(&str, Basis); 8] = [
        ("月額", Basis::PerMonth),
        ("年額", Basis::PerYear),
        ("日額", Basis::PerDay),
        ("単価", Basis::PerCase),
        ("毎月", Basis::PerMonth),
        ("毎日", Basis::PerDay),
        ("/人", Basis::PerPerson),
        ("/日", Basis::PerDay),
    ];
    FIXED.iter().find(|(word, _)| same_label(word, text)).map(|(_, basis)| *basis)
}

/// The phrase of a basis: `一人当たり`, `月額`, `1施設あたり`.
pub(super) fn basis_of(text: &str) -> Option<Basis> {
    let text = trim(text);
    if let Some(basis) = fixed_basis(text) {
        return Some(basis);
    }
    if text.chars().any(|c| matches!(fold(c), '×' | '=' | '÷' | '*')) {
        return None;
    }
    let (at, word) = ["当たり", "あたり", "当り", "につき"]
        .iter()
        .filter_map(|word| text.find(word).map(|at| (at, word)))
        .min()?;
    // The number behind it is the one per person: （1人当たり100千円）.
    let mut after = Scan::new(text.get(at + word.len()..)?);
    after.spaces();
    after.eat('約');
    if after.peek().is_some_and(|c| c.is_ascii_digit() || is_triangle(c)) {
        return None;
    }
    let before = trim(text.get(..at)?);
    let counters: [(&str, Basis); 12] = [
        ("人", Basis::PerPerson),
        ("名", Basis::PerPerson),
        ("件", Basis::PerCase),
        ("回", Basis::PerTime),
        ("か月", Basis::PerMonth),
        ("ヶ月", Basis::PerMonth),
        ("カ月", Basis::PerMonth),
        ("月", Basis::PerMonth),
        ("年度", Basis::PerYear),
        ("年", Basis::PerYear),
        ("日", Basis::PerDay),
        ("ひとり", Basis::PerPerson),
    ];
    let basis = counters.iter().find(|(word, _)| before.ends_with(word)).map(|(_, basis)| *basis);
    let one = before.chars().any(|c| matches!(fold(c), '1' | '一'));
    basis.or_else(|| one.then_some(Basis::PerCase))
}

/// Whether a text is a basis and nothing else: `月額`, or one of something.
pub(super) fn is_basis(text: &str) -> bool {
    let text = trim(text);
    if let Some(before) =
        ["当たり", "あたり", "当り", "につき"].iter().find_map(|word| text.strip_suffix(word))
    {
        let thing = ["一", "1", "１", "ひと"].iter().find_map(|one| before.strip_prefix(one));
        return thing.is_some_and(|thing| {
            thing.chars().count() <= 5
                && thing.chars().all(|c| c.is_alphabetic() && !fold(c).is_ascii_digit())
        });
    }
    fixed_basis(text).is_some()
}

/// Eats a basis that stands before a number: `一人当たり24時間`.
pub(super) fn basis_prefix(scan: &mut Scan<'_>) -> Option<Basis> {
    let mut ahead = *scan;
    for _ in 0..12 {
        // As all of them end. Before most numbers stands nothing of the kind.
        let may_end = matches!(ahead.bump()?, 'り' | 'き' | '額' | '価' | '月' | '日' | '人');
        let phrase = ahead.since(*scan);
        if may_end
            && is_basis(phrase)
            && let Some(basis) = basis_of(phrase)
        {
            ahead.spaces();
            ahead.eat(':');
            *scan = ahead;
            return Some(basis);
        }
    }
    None
}

/// Eats `/日`, `／年`.
pub(super) fn slash_basis(scan: &mut Scan<'_>) -> Option<Basis> {
    const PER: [(&str, Basis); 9] = [
        ("人", Basis::PerPerson),
        ("名", Basis::PerPerson),
        ("件", Basis::PerCase),
        ("回", Basis::PerTime),
        ("日", Basis::PerDay),
        ("月", Basis::PerMonth),
        ("か月", Basis::PerMonth),
        ("年度", Basis::PerYear),
        ("年", Basis::PerYear),
    ];
    let mut ahead = *scan;
    if !ahead.eat('/') {
        return None;
    }
    ahead.spaces();
    let word = word_at(ahead);
    let basis = PER.iter().find(|(name, _)| *name == word).map(|(_, basis)| *basis)?;
    ahead.eat_word(word);
    *scan = ahead;
    Some(basis)
}
