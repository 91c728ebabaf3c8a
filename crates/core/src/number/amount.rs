//! An amount in a text, before its cell is looked at.
//!
//! ```text
//! amount    = [lead] [sign] [yen] figure [unit] *tail
//! lead      = "約" / "計" / "年間" / circled number / basis …      ; kept as the note
//! sign      = "△" / "-" / a look-alike, with or without spaces / "±" before zero
//! unit      = the cell's own / one that converts / "（千円）", which may stand in the lead
//! tail      = "（" basis "）" / "（" note "）" / "※" note / qualifier / "/日"
//! qualifier = "以上" / "程度" / "見込み" …
//! basis     = "一人当たり" / "月額" …
//! ```
//!
//! Everything else that has digits in it is refused with the reason: two
//! numbers, a range, a working, letters. See `figure` for the digits.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::basis::{basis_of, basis_prefix};
use super::figure::{self, Figure, Miss};
use super::reader::{NumberAsk, UnitAsk};
use super::status::bare;
use super::tail::{SIGN_WORDS, tail};
use super::unit::{Dimension, Known, Unit, known, known_prefix, rescale};
use super::writer::printed;
use crate::finding::{Flaw, Habit, NumberFault, Problem};
use crate::reading::Basis;
use crate::text::{Scan, fold, is_blank, is_counter, is_dash, is_triangle, same_label, trim};

/// The unit that an amount was given in.
#[derive(Clone, Debug)]
pub(super) enum Given<'a> {
    /// None.
    None,
    /// The cell's own.
    Own,
    /// A known one.
    Known(&'static Known),
    /// Some other word.
    Other(&'a str),
}

impl Given<'_> {
    /// The unit, if it is one that is known by meaning.
    fn known(&self, ask: &NumberAsk) -> Option<&'static Known> {
        match (self, &ask.unit) {
            (Self::Known(unit), _) => Some(unit),
            (Self::Own, UnitAsk::Is(own)) => known(own.label()),
            _ => None,
        }
    }
}

/// A number read from a text, before it is fitted to its cell.
#[derive(Clone, Debug)]
pub(super) struct Amount<'a> {
    pub(super) value: Decimal,
    pub(super) typed_decimals: u32,
    pub(super) scale: i64,
    pub(super) scale_word: &'static str,
    /// Given in hours and minutes.
    pub(super) hours: bool,
    pub(super) given: Given<'a>,
    /// The unit as typed.
    pub(super) typed_unit: &'a str,
    pub(super) notes: Vec<Cow<'a, str>>,
    pub(super) basis: Option<Basis>,
    pub(super) habit: Option<Habit>,
}

impl<'a> Amount<'a> {
    pub(super) fn plain(value: Decimal, typed_decimals: u32) -> Self {
        Self {
            value,
            typed_decimals,
            scale: 0,
            scale_word: "",
            hours: false,
            given: Given::None,
            typed_unit: "",
            notes: Vec::new(),
            basis: None,
            habit: None,
        }
    }

    /// Keeps the first habit seen.
    pub(super) fn note_habit(&mut self, habit: Habit) {
        self.habit.get_or_insert(habit);
    }

    pub(super) fn push_note(&mut self, note: &'a str) {
        let note = trim(note);
        if !note.is_empty() {
            self.notes.push(Cow::Borrowed(note));
        }
    }

    /// Takes what stands in parentheses for its unit, if it is one. Two units
    /// that differ leave open which is meant: `100千円（円）`.
    pub(super) fn takes_unit(&mut self, inside: &'a str, ask: &NumberAsk) -> Result<bool, Flaw> {
        let mut scan = Scan::new(inside);
        let named = scan.eat_word("単位");
        if named {
            scan.eat(':');
        }
        let word = trim(scan.rest());
        let found = given(known(word), word, ask);
        let is_unit = named || !matches!(found, Given::Other(_)) || is_counter(word);
        if word.is_empty() || !is_unit {
            return Ok(false);
        }
        let agrees = match (&self.given, &found) {
            (Given::None, _) => {
                (self.given, self.typed_unit) = (found, word);
                return Ok(true);
            }
            (Given::Other(one), Given::Other(other)) => same_label(one, other),
            (one, other) => match (one.known(ask), other.known(ask)) {
                (Some(one), Some(other)) => {
                    one.dimension == other.dimension && (one.size == other.size || self.hours)
                }
                _ => matches!((one, other), (Given::Own, Given::Own)),
            },
        };
        if agrees { Ok(true) } else { Err(fault(NumberFault::Stray(word.to_owned()))) }
    }

    pub(super) fn note(&self) -> Option<String> {
        (!self.notes.is_empty()).then(|| self.notes.join(" "))
    }

    /// A text for the cell: this number, then basis and note in parentheses.
    pub(super) fn text(&self, value: Decimal) -> String {
        noted(printed(value, None), self.basis, self.note().as_deref())
    }
}

/// A number as it is typed into a cell: then basis and note in parentheses. A
/// basis that the note names is not written twice.
pub fn noted(number: String, basis: Option<Basis>, note: Option<&str>) -> String {
    let mut text = number;
    if let Some(basis) = basis
        && note.and_then(basis_of) != Some(basis)
    {
        text.push_str(&format!("（{}）", basis.word()));
    }
    if let Some(note) = note {
        text.push_str(&format!("（{}）", balanced(note)));
    }
    text
}

/// A note that can stand in parentheses: without its own, unless they match.
pub(super) fn balanced(note: &str) -> Cow<'_, str> {
    let mut depth = 0_i32;
    let matched = note.chars().map(fold).all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    if matched && depth == 0 {
        return Cow::Borrowed(note);
    }
    Cow::Owned(note.chars().filter(|c| !matches!(fold(*c), '(' | ')')).collect())
}

/// A flaw of an unreadable number.
pub(super) fn fault(fault: NumberFault) -> Flaw {
    Flaw::of(Problem::NumberUnreadable(fault))
}

/// Words that may stand before a number and stay its note.
pub(super) const LEADS: &str = "約 およそ おおよそ おおむね 概ね 延べ のべ 年間 合計 総計 \
    累計 計 総額 最大 見込み 見込";

/// Reads sign, figure, unit and tail.
pub(super) fn amount<'a>(text: &'a str, ask: &NumberAsk) -> Result<Amount<'a>, Flaw> {
    let mut scan = Scan::new(text);
    let mut amount = Amount::plain(Decimal::ZERO, 0);
    lead(&mut scan, &mut amount, text, ask)?;
    // ±0 is a zero, and no other number has both signs.
    let both = scan.eat('±');
    scan.spaces();
    let negative = !both && sign(&mut scan, &mut amount)?;
    let start = scan;
    let mut yen = "";
    if scan.eat('¥') || scan.raw() == Some('\\') && scan.bump().is_some() {
        yen = scan.since(start);
        scan.spaces();
    }
    let figure = figure_of(&mut scan, &mut amount, ask).map_err(|miss| match miss {
        Miss::None => no_figure(text, scan),
        Miss::TooLong => Flaw::of(Problem::TooManyDigits),
        Miss::Fault(kind, mend) => with_start(kind, mend, text, scan),
    })?;
    amount.value = if negative { -figure.value } else { figure.value };
    amount.typed_decimals = figure.typed_decimals;
    amount.scale = figure.scale;
    amount.scale_word = figure.scale_word;
    if figure.wide {
        amount.note_habit(Habit::Width);
    }
    if both && !amount.value.is_zero() {
        return Err(fault(NumberFault::SignPlace));
    }
    if figure.zeros || (negative || both) && amount.value.is_zero() {
        amount.value = amount.value.normalize();
        amount.note_habit(Habit::Zeros);
    }
    tail(&mut scan, &mut amount, text, ask)?;
    if !yen.is_empty() {
        let money = amount.given.known(ask).map(|unit| unit.dimension == Dimension::Money);
        match (&amount.given, money) {
            (Given::None, _) => amount.given = given(known("円"), "円", ask),
            // ￥1,000千円
            (_, Some(true)) => {}
            _ => return Err(fault(NumberFault::Stray(yen.to_owned()))),
        }
    }
    Ok(amount)
}

/// A fault inside the digits: its mend is put behind what stands before them.
pub(super) fn with_start(
    kind: NumberFault,
    mend: Option<String>,
    text: &str,
    scan: Scan<'_>,
) -> Flaw {
    let problem = Problem::NumberUnreadable(kind);
    let before = text.get(..text.len().saturating_sub(scan.rest().len())).unwrap_or("");
    match mend {
        Some(rest) => Flaw::replace(problem, format!("{before}{rest}")),
        None => Flaw::of(problem),
    }
}

/// Eats what may stand before a number.
pub(super) fn lead<'a>(
    scan: &mut Scan<'a>,
    amount: &mut Amount<'a>,
    text: &'a str,
    ask: &NumberAsk,
) -> Result<(), Flaw> {
    loop {
        scan.spaces();
        let start = *scan;
        if scan.raw().is_some_and(is_circled) {
            scan.bump();
            if text.chars().filter(|c| is_circled(*c)).count() > 1 {
                return Err(several(text));
            }
            amount.push_note(scan.since(start));
        } else if matches!(scan.peek(), Some('(' | '[' | '【' | '〔')) {
            let Some(inside) = scan.parentheses() else {
                return Ok(());
            };
            if let Some(basis) = basis_of(inside) {
                amount.basis = Some(basis);
            } else if !scan.done() && amount.takes_unit(inside, ask)? {
                continue;
            } else if let Some(inner) = number_inside(inside, ask) {
                let alone = numbers(text).1.is_none();
                return Err(if alone { parenthesised(inner, inside) } else { several(text) });
            } else if scan.done() || inside.is_empty() {
                return Err(no_figure(text, start));
            } else {
                amount.push_note(inside);
            }
        } else if let Some(basis) = basis_prefix(scan) {
            amount.basis = Some(basis);
        } else if LEADS.split(" ").any(|word| scan.eat_word(word)) {
            amount.push_note(scan.since(start));
            scan.eat(':');
        } else {
            return Ok(());
        }
    }
}

/// A number in parentheses: which sign was meant is not for us to say.
pub(super) fn parenthesised(inner: Decimal, inside: &str) -> Flaw {
    let problem = Problem::Parentheses { inner: printed(inner, None) };
    if inner.is_sign_negative() { Flaw::replace(problem, inside) } else { Flaw::of(problem) }
}

/// The number that is all that stands in parentheses; 月額100千円 is a note.
pub(super) fn number_inside(inside: &str, ask: &NumberAsk) -> Option<Decimal> {
    let starts = inside.chars().next().map(fold)?;
    // One level only: text may nest without end.
    if !(starts.is_ascii_digit() || is_triangle(starts) || is_dash(starts))
        || inside.chars().any(|c| fold(c) == '(')
    {
        return None;
    }
    let wide = NumberAsk { decimals: 28, ..ask.clone() };
    let alone = |a: &Amount<'_>| a.notes.is_empty() && a.basis.is_none();
    amount(inside, &wide).ok().filter(alone).map(|a| a.value)
}

/// Eats a sign; says whether it means minus.
pub(super) fn sign(scan: &mut Scan<'_>, amount: &mut Amount<'_>) -> Result<bool, Flaw> {
    scan.spaces();
    let Some(c) = scan.raw() else {
        return Ok(false);
    };
    let habit = if is_triangle(c) {
        (c != '△').then_some(Habit::Triangle)
    } else if is_dash(c) {
        (c != '-').then_some(Habit::Minus)
    } else if matches!(c, '+' | '＋') {
        Some(Habit::Plus)
    } else if scan.rest().starts_with("マイナス") {
        (0..3).for_each(|_| {
            scan.bump();
        });
        Some(Habit::Minus)
    } else if matches!(c, '▽' | '▼') {
        return Err(fault(NumberFault::DownTriangle));
    } else {
        return Ok(false);
    };
    scan.bump();
    let spaces = *scan;
    if scan.spaces() {
        // Only the usual minus signs may stand apart: — 5 may be a dash and a number.
        let apart = is_triangle(c) || matches!(c, '-' | '－' | '−' | '+' | '＋' | 'マ');
        if !apart {
            return Err(fault(NumberFault::SignPlace));
        }
        if !is_triangle(c) || scan.since(spaces) != " " {
            amount.note_habit(Habit::Space);
        }
    }
    if let Some(habit) = habit {
        amount.habit = Some(habit);
    }
    match scan.raw() {
        None => Err(fault(NumberFault::Unfinished)),
        Some(next)
            if is_triangle(next)
                || is_dash(next)
                || matches!(fold(next), '+' | '±' | '▽' | '▼') =>
        {
            Err(fault(NumberFault::SignPlace))
        }
        Some(_) => Ok(!matches!(c, '+' | '＋')),
    }
}

/// Reads the digits: a numeral, hours and minutes, or 億 万 千.
pub(super) fn figure_of(
    scan: &mut Scan<'_>,
    amount: &mut Amount<'_>,
    ask: &NumberAsk,
) -> Result<Figure, Miss> {
    let start = *scan;
    let mut ahead = *scan;
    let first = match figure::numeral(&mut ahead, ask.decimals) {
        Ok(first) => first,
        Err(Miss::None) => return Err(Miss::None),
        // A point before 億 or 万 parts no thousands.
        Err(Miss::Fault(NumberFault::PointOrComma, mend)) => {
            let mut again = *scan;
            match figure::numeral(&mut again, 3) {
                Ok(first) if figure::at_scale(again) => {
                    ahead = again;
                    first
                }
                _ => return Err(Miss::Fault(NumberFault::PointOrComma, mend)),
            }
        }
        Err(miss) => return Err(miss),
    };
    if let Some(minutes) = hours_and_minutes(&first, ahead) {
        let (value, rest) = minutes?;
        *scan = rest;
        amount.hours = true;
        amount.given = Given::Known(minute());
        return Ok(Figure { value, typed_decimals: 0, ..first });
    }
    if let Some((value, rest)) = tenths(&first, ahead, ask) {
        *scan = rest;
        amount.given = known("割").map_or(Given::None, Given::Known);
        return Ok(Figure { value, typed_decimals: value.scale(), ..first });
    }
    if figure::at_scale(ahead) && !own_or_money_unit(ahead, ask) {
        let scaled = figure::scaled(&mut ahead, &first, start)?;
        *scan = ahead;
        return Ok(scaled);
    }
    *scan = ahead;
    Ok(first)
}

/// Whether the next word is a whole unit of money or the cell's own, with no
/// digits behind it: 千円 in `5千円`, but not 千 in `9千万円`.
pub(super) fn own_or_money_unit(scan: Scan<'_>, ask: &NumberAsk) -> bool {
    let word = word_at(scan);
    let own = match &ask.unit {
        UnitAsk::Is(unit) => same_label(unit.label(), word) || word_starts_own(unit, scan),
        _ => false,
    };
    let money = known_prefix(word).is_some_and(|(unit, rest)| {
        unit.dimension == Dimension::Money && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    own || money
}

/// Whether the text goes on with the cell's own label.
pub(super) fn word_starts_own(unit: &Unit, mut scan: Scan<'_>) -> bool {
    let label: String = unit.label().chars().map(fold).collect();
    scan.eat_word(&label)
}

/// `181時間10分` and `1時間半`, in minutes.
pub(super) fn hours_and_minutes<'a>(
    first: &Figure,
    mut scan: Scan<'a>,
) -> Option<Result<(Decimal, Scan<'a>), Miss>> {
    scan.spaces();
    if !scan.eat_word("時間") {
        return None;
    }
    let hours = rescale(first.value, 60, 1)?;
    if scan.eat('半') {
        return hours.checked_add(Decimal::from(30)).map(|total| Ok((total, scan)));
    }
    scan.spaces();
    let minutes = match figure::numeral(&mut scan, 28) {
        Ok(minutes) => minutes,
        Err(_) => return None,
    };
    scan.spaces();
    if !scan.eat('分') {
        return None;
    }
    if first.typed_decimals > 0 || minutes.typed_decimals > 0 || minutes.value >= Decimal::from(60)
    {
        return Some(Err(Miss::Fault(NumberFault::Minutes, None)));
    }
    hours.checked_add(minutes.value).map(|total| Ok((total, scan)))
}

/// `7割5分`, in 割; without 割, 分 is a minute.
pub(super) fn tenths<'a>(
    first: &Figure,
    mut scan: Scan<'a>,
    ask: &NumberAsk,
) -> Option<(Decimal, Scan<'a>)> {
    if let UnitAsk::Is(unit) = &ask.unit {
        unit.dimension().filter(|d| *d == Dimension::Ratio)?;
    }
    if !scan.eat('割') {
        return None;
    }
    let mut value = first.value;
    let mut any = false;
    for (mark, scale) in [('分', 1), ('厘', 2)] {
        let mut ahead = scan;
        if let Ok(part) = figure::numeral(&mut ahead, 0)
            && ahead.eat(mark)
        {
            value = value.checked_add(part.value.checked_mul(Decimal::new(1, scale))?)?;
            scan = ahead;
            any = true;
        }
    }
    any.then_some((value, scan))
}

/// `181:10`, in minutes.
pub(super) fn clock(raw: &str) -> Option<Amount<'static>> {
    let mut scan = Scan::new(trim(raw));
    let hours = figure::numeral(&mut scan, 0).ok()?;
    if !scan.eat(':') {
        return None;
    }
    let minutes = figure::numeral(&mut scan, 0).ok()?;
    if !scan.done()
        || hours.typed_decimals + minutes.typed_decimals > 0
        || minutes.value >= Decimal::from(60)
    {
        return None;
    }
    let mut amount = Amount::plain(rescale(hours.value, 60, 1)?.checked_add(minutes.value)?, 0);
    amount.given = Given::Known(minute());
    amount.note_habit(Habit::Clock);
    Some(amount)
}

/// The unit of minutes.
pub(super) fn minute() -> &'static Known {
    const MINUTE: Known = Known { spellings: &["分"], dimension: Dimension::Time, size: 1 };
    &MINUTE
}

/// How a unit in the text stands to that of the cell.
pub(super) fn given<'a>(
    found: Option<&'static Known>,
    word: &'a str,
    ask: &NumberAsk,
) -> Given<'a> {
    if let UnitAsk::Is(own) = &ask.unit
        && same_label(own.label(), word)
    {
        return Given::Own;
    }
    match found {
        Some(unit) => Given::Known(unit),
        None => Given::Other(word),
    }
}

/// The word that comes next: up to a space, digit or mark.
pub(super) fn word_at<'a>(mut scan: Scan<'a>) -> &'a str {
    let start = scan;
    while let Some(c) = scan.raw() {
        let f = fold(c);
        let stops = is_blank(c)
            || f.is_ascii_digit()
            || is_circled(c)
            || is_triangle(c)
            || is_dash(c) && !matches!(c, 'ー' | 'ｰ')
            || matches!(
                f,
                '(' | ')'
                    | '['
                    | '【'
                    | '〔'
                    | '※'
                    | ':'
                    | '、'
                    | '。'
                    | ','
                    | '.'
                    | ';'
                    | '×'
                    | '*'
            )
            || matches!(f, '+' | '=' | '~' | '/' | '÷' | '→' | '⇒');
        if stops {
            break;
        }
        scan.bump();
    }
    scan.since(start)
}

/// ① to ⑳ and their kin, which are no digits.
pub(super) fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '❶'..='❿' | '⑴'..='⑽')
}

/// The first two numbers in a text, as typed with what stands beside them.
pub(super) fn numbers(text: &str) -> (Option<String>, Option<String>) {
    let mut scan = Scan::new(text);
    let mut found = [None, None];
    for slot in &mut found {
        while scan.peek().is_some_and(|c| !c.is_ascii_digit()) {
            scan.bump();
        }
        let start = scan;
        while scan.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
            scan.bump();
        }
        let digits = scan.since(start);
        if digits.is_empty() {
            break;
        }
        let mut word = scan;
        let unit = word_at(word);
        word.eat_word(unit);
        let unit = if unit.chars().count() <= 4 { unit } else { "" };
        *slot = Some(format!("{}{unit}", digits.trim_end_matches([',', '.', '，', '．'])));
    }
    let [first, second] = found;
    (first, second)
}

/// Two numbers or more in one cell.
pub(super) fn several(text: &str) -> Flaw {
    match numbers(text) {
        (Some(first), Some(second)) => fault(NumberFault::TwoNumbers(first, second)),
        _ => fault(NumberFault::Words(text.to_owned())),
    }
}

/// Why a text that does not begin with a number is none.
pub(super) fn no_figure(text: &str, scan: Scan<'_>) -> Flaw {
    let (first, second) = numbers(text);
    let operator = text.chars().any(|c| matches!(fold(c), '×' | '÷' | '=' | '*' | '+'));
    let sign = SIGN_WORDS.split(' ').find(|word| text.starts_with(word));
    match (first, second) {
        (Some(_), None) if sign.is_some() => {
            fault(NumberFault::SignInWords(sign.unwrap_or("").to_owned()))
        }
        (Some(_), _) if operator => fault(NumberFault::Formula),
        (Some(first), Some(second)) => fault(NumberFault::TwoNumbers(first, second)),
        (Some(_), None) => fault(NumberFault::Words(text.to_owned())),
        _ if bare(text).is_empty() || scan.done() => fault(NumberFault::Unfinished),
        _ => fault(NumberFault::NoNumber),
    }
}
