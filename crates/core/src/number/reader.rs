//! From text to a number.
//!
//! ```text
//! cell      = blank / error / status / cost / amount
//! error     = "##" … / "#DIV/0!" / "#REF!" …
//! amount    = [lead] [sign] [yen] figure [unit] *tail
//! lead      = "約" / "計" / "年間" / circled number / basis …      ; kept as the note
//! sign      = "△" / "-" / a look-alike, with or without spaces
//! unit      = the cell's own / one that converts / "（千円）"
//! tail      = "（" basis "）" / "（" note "）" / "※" note / qualifier / "/日"
//! qualifier = "以上" / "程度" / "見込み" …
//! basis     = "一人当たり" / "月額" …
//! ```
//!
//! Everything else that has digits in it is refused with the reason: two
//! numbers, a range, a working, letters. See `figure` for the digits.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::figure::{self, Figure, Miss};
use super::rounding::{Rounding, round};
use super::status::{bare, status_of, unpriced};
use super::unit::{Dimension, Known, Unit, known, known_prefix, rescale};
use super::writer::printed;
use crate::finding::{Flaw, Habit, Mend, NumberFault, Problem};
use crate::reading::{Basis, Reading, StatusSet};
use crate::text::{Scan, fold, is_blank, is_dash, is_triangle, placeholder, same, trim};

/// The unit that a cell wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitAsk {
    /// A number without unit.
    Plain,
    /// This unit, which need not be typed.
    Is(Unit),
    /// Another cell gives the unit and is blank: any unit is read, and a mend puts it there.
    Elsewhere,
}

/// What a cell of numbers wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberAsk {
    /// The unit of its values.
    pub unit: UnitAsk,
    /// How many decimals it has at most; 0 asks for whole numbers.
    pub decimals: u32,
    /// The least value.
    pub min: Option<Decimal>,
    /// The greatest value.
    pub max: Option<Decimal>,
    /// The statuses it allows.
    pub statuses: StatusSet,
}

impl NumberAsk {
    /// Any number of a unit, with so many decimals, any status allowed.
    pub fn new(unit: UnitAsk, decimals: u32) -> Self {
        Self {
            unit,
            decimals,
            min: None,
            max: None,
            statuses: StatusSet::ALL,
        }
    }
}

/// What a number without 時間 or 分 means in a cell of durations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bare {
    /// It is refused.
    #[default]
    Refused,
    /// Hours
    Hours,
    /// Minutes
    Minutes,
}

/// What a cell of durations wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DurationAsk {
    /// What a number without unit means.
    pub bare: Bare,
    /// The least value in minutes.
    pub min: Option<i64>,
    /// The greatest value in minutes.
    pub max: Option<i64>,
    /// The statuses it allows.
    pub statuses: StatusSet,
}

/// Reads a cell of numbers.
pub fn read(raw: &str, ask: &NumberAsk) -> Reading<Decimal> {
    match plain_number(raw) {
        Some((value, typed)) => finish(Amount::plain(value, typed), ask),
        None => any_text(raw, ask),
    }
}

/// Reads a cell of durations into whole minutes.
pub fn read_duration(raw: &str, ask: &DurationAsk) -> Reading<i64> {
    let minutes = NumberAsk {
        unit: UnitAsk::Is(Unit::new("分")),
        decimals: 28,
        min: None,
        max: None,
        statuses: ask.statuses,
    };
    let clock = clock(raw);
    let amount = match clock {
        Some(amount) => amount,
        None => match amount_of(raw, &minutes) {
            Ok(amount) => amount,
            Err(reading) => return reading.map(|_| 0),
        },
    };
    duration(amount, ask)
}

/// A number as most are typed: ASCII digits, well-placed commas, a point, and
/// `-`, `△` or `△ ` before them. Gives the value and the decimals typed.
fn plain_number(raw: &str) -> Option<(Decimal, u32)> {
    let (negative, digits) = if let Some(rest) = raw.strip_prefix('△') {
        (true, rest.strip_prefix(' ').unwrap_or(rest))
    } else if let Some(rest) = raw.strip_prefix('-') {
        (true, rest)
    } else {
        (false, raw)
    };
    if digits.is_empty() || digits.len() > 20 {
        return None;
    }
    let mut value = 0_i64;
    let mut group = 0_u32;
    let mut commas = 0_u32;
    let mut decimals = None;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                group += 1;
                if let Some(count) = decimals.as_mut() {
                    *count += 1;
                }
            }
            b',' if decimals.is_none()
                && (commas == 0 && (1..=3).contains(&group) || group == 3) =>
            {
                commas += 1;
                group = 0;
            }
            b'.' if decimals.is_none() && group > 0 && (commas == 0 || group == 3) => {
                decimals = Some(0_u32);
            }
            _ => return None,
        }
    }
    let typed = decimals.unwrap_or(0);
    if decimals == Some(0) || commas > 0 && decimals.is_none() && group != 3 {
        return None;
    }
    // Leading zeros, -0 and 1.000 are looked at more closely.
    let mut bytes = digits.bytes();
    if bytes.next() == Some(b'0') && bytes.next().is_some_and(|b| b != b'.')
        || negative && value == 0
        || typed == 3 && commas == 0
    {
        return None;
    }
    let signed = if negative { -value } else { value };
    Some((Decimal::new(signed, typed), typed))
}

/// The unit that an amount was given in.
#[derive(Clone, Debug)]
enum Given<'a> {
    /// None.
    None,
    /// The cell's own.
    Own,
    /// A known one.
    Known(&'static Known),
    /// Some other word.
    Other(&'a str),
}

/// A number read from a text, before it is fitted to its cell.
#[derive(Clone, Debug)]
struct Amount<'a> {
    value: Decimal,
    typed_decimals: u32,
    scale: i64,
    scale_word: &'static str,
    /// Given in hours and minutes.
    hours: bool,
    given: Given<'a>,
    /// The unit as typed.
    typed_unit: &'a str,
    notes: Vec<Cow<'a, str>>,
    basis: Option<Basis>,
    habit: Option<Habit>,
}

impl<'a> Amount<'a> {
    fn plain(value: Decimal, typed_decimals: u32) -> Self {
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
    fn note_habit(&mut self, habit: Habit) {
        self.habit.get_or_insert(habit);
    }

    fn push_note(&mut self, note: &'a str) {
        let note = trim(note);
        if !note.is_empty() {
            self.notes.push(Cow::Borrowed(note));
        }
    }

    fn note(&self) -> Option<String> {
        (!self.notes.is_empty()).then(|| self.notes.join(" "))
    }

    /// A text for the cell: this number, then basis and note in parentheses.
    fn text(&self, value: Decimal) -> String {
        let mut text = printed(value, None);
        if let Some(basis) = self.basis {
            text.push_str(&format!("（{}）", basis.word()));
        }
        if let Some(note) = self.note() {
            text.push_str(&format!("（{}）", balanced(&note)));
        }
        text
    }
}

/// A note that can stand in parentheses: without its own, unless they match.
fn balanced(note: &str) -> Cow<'_, str> {
    let mut depth = 0_i32;
    let matched = note.chars().map(fold).all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    if matched && depth == 0 {
        return Cow::Borrowed(note);
    }
    Cow::Owned(
        note.chars()
            .filter(|c| !matches!(fold(*c), '(' | ')'))
            .collect(),
    )
}

/// Reads a text that is more than a plain number.
fn any_text(raw: &str, ask: &NumberAsk) -> Reading<Decimal> {
    let mut reading = match amount_of(raw, ask) {
        Ok(amount) => finish(amount, ask),
        Err(reading) => reading,
    };
    // What stands there already is no mend.
    for flaw in &mut reading.flaws {
        if matches!(&flaw.mend, Some(Mend::Replace(text)) if text == raw) {
            flaw.mend = None;
        }
    }
    reading
}

/// The amount of a text, or the reading of a text without one.
fn amount_of<'a>(raw: &'a str, ask: &NumberAsk) -> Result<Amount<'a>, Reading<Decimal>> {
    let text = trim(raw);
    if text.is_empty() {
        return Err(Reading::default());
    }
    if let Some(found) = spreadsheet_error(text) {
        return Err(Reading::flawed(Flaw::of(Problem::SpreadsheetError {
            found,
        })));
    }
    match amount(text, ask) {
        Ok(amount) => Ok(amount),
        Err(flaw) => Err(without_number(text, flaw, ask)),
    }
}

/// The reading of a text that holds no number: a status, or the flaw found.
fn without_number(text: &str, flaw: Flaw, ask: &NumberAsk) -> Reading<Decimal> {
    let status = status_of(text)
        .or_else(|| unpriced(text).map(|note| (crate::reading::Status::Unpriced, Some(note))));
    match status {
        Some((status, note)) => Reading {
            status: Some(status),
            note,
            ..Reading::default()
        }
        .allow(ask.statuses),
        None => Reading::flawed(match placeholder(text) {
            Some(found) => Flaw::of(Problem::Placeholder {
                found: found.to_owned(),
            }),
            None => flaw,
        }),
    }
}

/// `####`, `#DIV/0!`
fn spreadsheet_error(text: &str) -> Option<String> {
    const NAMES: [&str; 10] = [
        "#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!",
    ];
    let folded: String = text.chars().map(fold).filter(|c| *c != ' ').collect();
    let upper = folded.to_ascii_uppercase();
    if folded.len() >= 2 && folded.chars().all(|c| c == '#') || upper == "#" {
        return Some(text.to_owned());
    }
    NAMES
        .iter()
        .find(|name| upper.contains(**name))
        .map(|name| (*name).to_owned())
}

/// A flaw of an unreadable number.
fn fault(fault: NumberFault) -> Flaw {
    Flaw::of(Problem::NumberUnreadable(fault))
}

/// Words that may stand before a number and stay its note.
const LEADS: &str = "約 およそ おおよそ おおむね 概ね 延べ のべ 年間 合計 総計 \
    累計 計 総額 最大 見込み 見込";

/// Words after a number that stay its note.
const QUALIFIERS: &str = "以上 以下 以内 未満 程度 前後 超 強 弱 見込み 見込 予定 余 \
    相当 目標 分 税込 税抜 くらい";

/// Growth and decline in words.
const SIGN_WORDS: &str = "増加 減少 削減 増額 減額 節減 縮減 短縮 増 減";

/// Reads sign, figure, unit and tail.
fn amount<'a>(text: &'a str, ask: &NumberAsk) -> Result<Amount<'a>, Flaw> {
    let mut scan = Scan::new(text);
    let mut amount = Amount::plain(Decimal::ZERO, 0);
    lead(&mut scan, &mut amount, text, ask)?;
    let negative = sign(&mut scan, &mut amount)?;
    let mut yen = false;
    if scan.eat('¥') || scan.raw() == Some('\\') && scan.bump().is_some() {
        yen = true;
        scan.spaces();
    }
    let figure = figure_of(&mut scan, &mut amount, ask).map_err(|miss| match miss {
        Miss::None => no_figure(text, scan),
        Miss::TooLong => Flaw::of(Problem::TooManyDigits),
        Miss::Fault(kind, mend) => with_start(kind, mend, text, scan),
    })?;
    amount.value = if negative {
        -figure.value
    } else {
        figure.value
    };
    amount.typed_decimals = figure.typed_decimals;
    amount.scale = figure.scale;
    amount.scale_word = figure.scale_word;
    if figure.wide {
        amount.note_habit(Habit::Width);
    }
    if figure.zeros || negative && amount.value.is_zero() {
        amount.value = amount.value.normalize();
        amount.note_habit(Habit::Zeros);
    }
    if yen {
        amount.given = given(known("円"), "円", ask);
    }
    tail(&mut scan, &mut amount, text, ask)?;
    Ok(amount)
}

/// A fault inside the digits: its mend is put behind what stands before them.
fn with_start(kind: NumberFault, mend: Option<String>, text: &str, scan: Scan<'_>) -> Flaw {
    let problem = Problem::NumberUnreadable(kind);
    let before = text
        .get(..text.len().saturating_sub(scan.rest().len()))
        .unwrap_or("");
    match mend {
        Some(rest) => Flaw::replace(problem, format!("{before}{rest}")),
        None => Flaw::of(problem),
    }
}

/// Eats what may stand before a number.
fn lead<'a>(
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
            } else if let Some(inner) = number_inside(inside, ask) {
                return Err(parenthesised(inner, inside));
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
fn parenthesised(inner: Decimal, inside: &str) -> Flaw {
    let problem = Problem::Parentheses {
        inner: printed(inner, None),
    };
    if inner.is_sign_negative() {
        Flaw::replace(problem, inside)
    } else {
        Flaw::of(problem)
    }
}

/// The number that is all that stands in parentheses.
fn number_inside(inside: &str, ask: &NumberAsk) -> Option<Decimal> {
    let starts = inside.chars().next().map(fold)?;
    if !(starts.is_ascii_digit() || is_triangle(starts) || is_dash(starts)) {
        return None;
    }
    let wide = NumberAsk {
        decimals: 28,
        ..ask.clone()
    };
    amount(inside, &wide)
        .ok()
        .filter(|a| a.notes.is_empty())
        .map(|a| a.value)
}

/// Eats a sign; says whether it means minus.
fn sign(scan: &mut Scan<'_>, amount: &mut Amount<'_>) -> Result<bool, Flaw> {
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
    } else if c == '±' {
        return Err(fault(NumberFault::SignPlace));
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
        if !is_triangle(c) || scan_width(spaces, *scan) {
            amount.note_habit(Habit::Space);
        }
    }
    if let Some(habit) = habit {
        amount.habit = Some(habit);
    }
    match scan.raw() {
        None => Err(fault(NumberFault::Unfinished)),
        Some(next)
            if is_triangle(next) || is_dash(next) || matches!(fold(next), '+' | '▽' | '▼') =>
        {
            Err(fault(NumberFault::SignPlace))
        }
        Some(_) => Ok(!matches!(c, '+' | '＋')),
    }
}

/// Whether the spaces between two places are more than one plain space.
fn scan_width(from: Scan<'_>, to: Scan<'_>) -> bool {
    to_text(from, to) != " "
}

/// The text between two places.
fn to_text<'a>(from: Scan<'a>, to: Scan<'a>) -> &'a str {
    to.since(from)
}

/// Reads the digits: a numeral, hours and minutes, or 億 万 千.
fn figure_of(
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
        return Ok(Figure {
            value,
            typed_decimals: 0,
            ..first
        });
    }
    if let Some((value, rest)) = tenths(&first, ahead, ask) {
        *scan = rest;
        amount.given = known("割").map_or(Given::None, Given::Known);
        return Ok(Figure {
            value,
            typed_decimals: value.scale(),
            ..first
        });
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
fn own_or_money_unit(scan: Scan<'_>, ask: &NumberAsk) -> bool {
    let word = word_at(scan);
    let own = match &ask.unit {
        UnitAsk::Is(unit) => same(unit.label(), word) || word_starts_own(unit, scan),
        _ => false,
    };
    let money = known_prefix(word).is_some_and(|(unit, rest)| {
        unit.dimension == Dimension::Money && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    own || money
}

/// Whether the text goes on with the cell's own label.
fn word_starts_own(unit: &Unit, mut scan: Scan<'_>) -> bool {
    let label: String = unit.label().chars().map(fold).collect();
    scan.eat_word(&label)
}

/// `181時間10分` and `1時間半`, in minutes.
fn hours_and_minutes<'a>(
    first: &Figure,
    mut scan: Scan<'a>,
) -> Option<Result<(Decimal, Scan<'a>), Miss>> {
    scan.spaces();
    if !scan.eat_word("時間") {
        return None;
    }
    let hours = rescale(first.value, 60, 1)?;
    if scan.eat('半') {
        return hours
            .checked_add(Decimal::from(30))
            .map(|total| Ok((total, scan)));
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
    hours
        .checked_add(minutes.value)
        .map(|total| Ok((total, scan)))
}

/// `7割5分`, in 割; without 割, 分 is a minute.
fn tenths<'a>(first: &Figure, mut scan: Scan<'a>, ask: &NumberAsk) -> Option<(Decimal, Scan<'a>)> {
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
fn clock(raw: &str) -> Option<Amount<'static>> {
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
    amount.note_habit(Habit::OwnUnit);
    Some(amount)
}

/// The unit of minutes.
fn minute() -> &'static Known {
    const MINUTE: Known = Known {
        spellings: &["分"],
        dimension: Dimension::Time,
        size: 1,
    };
    &MINUTE
}

/// How a unit in the text stands to that of the cell.
fn given<'a>(found: Option<&'static Known>, word: &'a str, ask: &NumberAsk) -> Given<'a> {
    if let UnitAsk::Is(own) = &ask.unit
        && same(own.label(), word)
    {
        return Given::Own;
    }
    match found {
        Some(unit) => Given::Known(unit),
        None => Given::Other(word),
    }
}

/// The word that comes next: up to a space, digit or mark.
fn word_at<'a>(mut scan: Scan<'a>) -> &'a str {
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
fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '❶'..='❿' | '⑴'..='⑽')
}

/// Eats unit, notes and basis behind the figure.
fn tail<'a>(
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
            return Ok(());
        }
        if let Some(basis) = slash_basis(scan) {
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
fn mark(scan: Scan<'_>, c: char, spaced: bool, text: &str) -> Flaw {
    let sign = is_triangle(c) || is_dash(c);
    if sign
        && trim(scan.rest())
            .chars()
            .all(|c| is_triangle(c) || is_dash(c))
    {
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
        let group = scan
            .rest()
            .chars()
            .take_while(|c| fold(*c).is_ascii_digit())
            .count();
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
fn digit_after(mut scan: Scan<'_>) -> bool {
    scan.bump();
    scan.spaces();
    scan.peek().is_some_and(|c| c.is_ascii_digit())
}

/// A group in parentheses behind the number.
fn parenthesis<'a>(
    inside: &'a str,
    amount: &mut Amount<'a>,
    text: &str,
    ask: &NumberAsk,
) -> Result<(), Flaw> {
    if inside.is_empty() {
        return Ok(());
    }
    if matches!(amount.given, Given::None) {
        let own = matches!(&ask.unit, UnitAsk::Is(unit) if same(unit.label(), inside));
        if own || known(inside).is_some() {
            amount.given = given(known(inside), inside, ask);
            amount.typed_unit = inside;
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
fn unit_word<'a>(
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
            amount.given = Given::Other(word);
            return Ok(());
        }
    }
    if has_sign_word(word) {
        return Err(fault(NumberFault::SignInWords(word.to_owned())));
    }
    if let Some(basis) = basis_of(word) {
        amount.basis = Some(basis);
        word.chars().for_each(|_| {
            scan.bump();
        });
        return Ok(());
    }
    prose(scan, amount, text)
}

/// Words behind a number that are its note, as long as no second number is among them.
fn prose<'a>(scan: &mut Scan<'a>, amount: &mut Amount<'a>, text: &str) -> Result<(), Flaw> {
    let start = *scan;
    while let Some(c) = scan.peek() {
        if matches!(c, '(' | '※') {
            break;
        }
        if c.is_ascii_digit() || is_circled(c) {
            let formula = text
                .chars()
                .any(|c| matches!(fold(c), '×' | '÷' | '=' | '*'));
            return Err(if formula {
                fault(NumberFault::Formula)
            } else {
                several(text)
            });
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
    amount.push_note(words);
    Ok(())
}

/// Whether a word behind a number only says how sure or how much it is.
fn is_qualifier(word: &str) -> bool {
    QUALIFIERS
        .split(" ")
        .any(|q| q != "分" && word.starts_with(q))
        || word
            .chars()
            .next()
            .is_some_and(|c| ('ぁ'..='ゖ').contains(&c) && c != 'か')
}

/// Whether a word tells the sign: 480時間増.
fn has_sign_word(word: &str) -> bool {
    SIGN_WORDS
        .split(" ")
        .any(|sign| word.starts_with(sign) || word.ends_with(sign))
}

/// Latin letters or marks that no number has behind it.
fn stray(word: &str) -> Option<String> {
    let c = word.chars().next()?;
    let folded = fold(c);
    let bad = folded.is_ascii_alphabetic() || folded.is_ascii_punctuation() && folded != '%';
    bad.then(|| word.chars().take_while(|c| fold(*c).is_ascii()).collect())
}

/// A word that is a basis by itself.
fn fixed_basis(text: &str) -> Option<Basis> {
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
    FIXED
        .iter()
        .find(|(word, _)| same(word, text))
        .map(|(_, basis)| *basis)
}

/// The phrase of a basis: `一人当たり`, `月額`, `1施設あたり`.
fn basis_of(text: &str) -> Option<Basis> {
    let text = trim(text);
    if let Some(basis) = fixed_basis(text) {
        return Some(basis);
    }
    if text
        .chars()
        .any(|c| matches!(fold(c), '×' | '=' | '÷' | '*'))
    {
        return None;
    }
    let (at, _) = ["当たり", "あたり", "当り", "につき"]
        .iter()
        .filter_map(|word| text.find(word).map(|at| (at, word)))
        .min()?;
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
    let basis = counters
        .iter()
        .find(|(word, _)| before.ends_with(word))
        .map(|(_, basis)| *basis);
    let one = before.chars().any(|c| matches!(fold(c), '1' | '一'));
    basis.or_else(|| one.then_some(Basis::PerCase))
}

/// Whether a text is a basis and nothing else: `月額`, or one of something.
fn is_basis(text: &str) -> bool {
    let text = trim(text);
    if let Some(before) = ["当たり", "あたり", "当り", "につき"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
    {
        let thing = ["一", "1", "１", "ひと"]
            .iter()
            .find_map(|one| before.strip_prefix(one));
        return thing.is_some_and(|thing| {
            thing.chars().count() <= 5
                && thing
                    .chars()
                    .all(|c| c.is_alphabetic() && !fold(c).is_ascii_digit())
        });
    }
    fixed_basis(text).is_some()
}

/// Eats a basis that stands before a number: `一人当たり24時間`.
fn basis_prefix(scan: &mut Scan<'_>) -> Option<Basis> {
    let mut ahead = *scan;
    for _ in 0..12 {
        ahead.bump()?;
        let phrase = ahead.since(*scan);
        if is_basis(phrase)
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
fn slash_basis(scan: &mut Scan<'_>) -> Option<Basis> {
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
    let basis = PER
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, basis)| *basis)?;
    ahead.eat_word(word);
    *scan = ahead;
    Some(basis)
}

/// The first two numbers in a text, as typed with what stands beside them.
fn numbers(text: &str) -> (Option<String>, Option<String>) {
    let mut scan = Scan::new(text);
    let mut found = [None, None];
    for slot in &mut found {
        while scan.peek().is_some_and(|c| !c.is_ascii_digit()) {
            scan.bump();
        }
        let start = scan;
        while scan
            .peek()
            .is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        {
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
        *slot = Some(format!(
            "{}{unit}",
            digits.trim_end_matches([',', '.', '，', '．'])
        ));
    }
    let [first, second] = found;
    (first, second)
}

/// Two numbers or more in one cell.
fn several(text: &str) -> Flaw {
    match numbers(text) {
        (Some(first), Some(second)) => fault(NumberFault::TwoNumbers(first, second)),
        _ => fault(NumberFault::Words(text.to_owned())),
    }
}

/// Why a text that does not begin with a number is none.
fn no_figure(text: &str, scan: Scan<'_>) -> Flaw {
    let (first, second) = numbers(text);
    let operator = text
        .chars()
        .any(|c| matches!(fold(c), '×' | '÷' | '=' | '*' | '+'));
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

/// Fits an amount to its cell: unit, decimals, limits.
fn finish(amount: Amount<'_>, ask: &NumberAsk) -> Reading<Decimal> {
    let mut amount = amount;
    let mut flaws = Vec::new();
    let Fitted {
        value,
        converted,
        elsewhere,
    } = match fit(&mut amount, ask) {
        Ok(fitted) => fitted,
        Err(problem) => return Reading::flawed(Flaw::of(problem)),
    };
    let value = value.normalize();
    if value.scale() > ask.decimals {
        let rounded = round(value, ask.decimals, Rounding::HalfUp);
        let problem = Problem::Precision {
            decimals: ask.decimals,
            rounded: printed(rounded, None),
        };
        let text = amount.text(rounded);
        let mend = match elsewhere {
            Some(unit) => Mend::UnitElsewhere { text, unit },
            None => Mend::Replace(text),
        };
        return Reading::flawed(Flaw {
            problem,
            mend: Some(mend),
        });
    }
    if let Some(min) = ask.min.filter(|min| value < *min) {
        flaws.push(Flaw::of(Problem::TooSmall {
            min: printed(min, None),
        }));
    }
    if let Some(max) = ask.max.filter(|max| value > *max) {
        flaws.push(Flaw::of(Problem::TooLarge {
            max: printed(max, None),
        }));
    }
    if let Some(basis) = amount.basis {
        flaws.push(Flaw::of(Problem::PerBasis { basis }));
    }
    if amount.typed_decimals > ask.decimals && !converted {
        amount.note_habit(Habit::ZeroDecimals);
    }
    if !amount.notes.is_empty() {
        amount.note_habit(Habit::Note);
    }
    let text = amount.text(value);
    if converted {
        let unit = match &ask.unit {
            UnitAsk::Is(unit) => Some(unit.label().to_owned()),
            _ => None,
        };
        let problem = Problem::Converted {
            printed: printed(value, None),
            unit,
        };
        flaws.push(match elsewhere {
            Some(unit) => Flaw {
                problem,
                mend: Some(Mend::UnitElsewhere { text, unit }),
            },
            None => Flaw::replace(problem, text),
        });
    } else if let Some(unit) = elsewhere {
        let problem = Problem::NumberStyle {
            habit: Habit::UnitElsewhere,
            printed: printed(value, None),
        };
        flaws.push(Flaw {
            problem,
            mend: Some(Mend::UnitElsewhere { text, unit }),
        });
    } else if let Some(habit) = amount.habit {
        let problem = Problem::NumberStyle {
            habit,
            printed: printed(value, None),
        };
        flaws.push(Flaw::replace(problem, text));
    }
    Reading {
        value: Some(value),
        status: None,
        note: amount.note(),
        basis: amount.basis,
        flaws,
    }
}

/// A value in the unit of its cell.
struct Fitted {
    value: Decimal,
    /// Whether it was multiplied on the way.
    converted: bool,
    /// The unit for the cell that holds this cell's unit.
    elsewhere: Option<String>,
}

/// Brings an amount into the unit that its cell wants.
fn fit(amount: &mut Amount<'_>, ask: &NumberAsk) -> Result<Fitted, Problem> {
    let value = amount.value;
    let scaled = amount.scale > 0;
    let typed = |unit: &Known, amount: &Amount<'_>| match amount.typed_unit {
        "" => unit.label().to_owned(),
        typed => typed.to_owned(),
    };
    let simple = |value, converted| Fitted {
        value,
        converted,
        elsewhere: None,
    };
    match (&ask.unit, amount.given.clone()) {
        (UnitAsk::Plain | UnitAsk::Elsewhere, Given::None | Given::Own) => {
            Ok(simple(value, scaled))
        }
        (UnitAsk::Plain, Given::Known(unit)) if !unit.dimension.counts() => {
            Err(Problem::OtherUnit {
                found: unit.label().to_owned(),
                expected: None,
            })
        }
        (UnitAsk::Plain, Given::Known(unit)) => {
            amount.notes.insert(0, Cow::Owned(typed(unit, amount)));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Plain, Given::Other(word)) => {
            amount.notes.insert(0, Cow::Borrowed(word));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Elsewhere, Given::Known(unit)) => {
            if amount.hours {
                let hours = rescale(value, unit.size, 60).ok_or(Problem::TooManyDigits)?;
                let elsewhere = Some("時間".to_owned());
                return Ok(Fitted {
                    value: hours,
                    converted: true,
                    elsewhere,
                });
            }
            Ok(Fitted {
                value,
                converted: scaled,
                elsewhere: Some(typed(unit, amount)),
            })
        }
        (UnitAsk::Elsewhere, Given::Other(word)) => Ok(Fitted {
            value,
            converted: scaled,
            elsewhere: Some(word.to_owned()),
        }),
        (UnitAsk::Is(own), Given::Own) => {
            // 1億千円: yen, or thousands of yen?
            if scaled
                && known(own.label()).is_some_and(|u| u.dimension == Dimension::Money && u.size > 1)
            {
                return Err(Problem::NumberUnreadable(NumberFault::ScaleOrder));
            }
            amount.habit = amount.habit.or(Some(Habit::OwnUnit));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Is(own), Given::None) => {
            let Some(money) = known(own.label())
                .filter(|u| scaled && u.dimension == Dimension::Money && u.size > 1)
            else {
                return Ok(simple(value, scaled));
            };
            // 50億 in a cell of 千円 can only be yen; 3万 can be either.
            if amount.scale < 100_000_000 {
                return Err(Problem::ScaleAlone {
                    scale: amount.scale_word.to_owned(),
                    expected: own.label().to_owned(),
                });
            }
            let value = rescale(value, 1, money.size).ok_or(Problem::TooManyDigits)?;
            Ok(simple(value, true))
        }
        (UnitAsk::Is(own), Given::Known(unit)) => {
            let other = || Problem::OtherUnit {
                found: typed(unit, amount),
                expected: Some(own.label().to_owned()),
            };
            if scaled && unit.dimension == Dimension::Money && unit.size > 1 {
                return Err(Problem::NumberUnreadable(NumberFault::ScaleOrder));
            }
            let to = known(own.label())
                .filter(|to| to.dimension == unit.dimension)
                .ok_or_else(other)?;
            let same_size = to.size == unit.size && !scaled;
            let value = rescale(value, unit.size, to.size).ok_or(Problem::TooManyDigits)?;
            if same_size {
                amount.habit = amount.habit.or(Some(Habit::OwnUnit));
            }
            Ok(simple(value, !same_size))
        }
        (UnitAsk::Is(own), Given::Other(word)) => Err(Problem::OtherUnit {
            found: word.to_owned(),
            expected: Some(own.label().to_owned()),
        }),
    }
}

/// Fits an amount to a cell of durations.
fn duration(mut amount: Amount<'_>, ask: &DurationAsk) -> Reading<i64> {
    let size = match (&amount.given, ask.bare) {
        (Given::Own, _) => 1,
        (Given::Known(unit), _) if unit.dimension == Dimension::Time => unit.size,
        (Given::None, Bare::Hours) => 60,
        (Given::None, Bare::Minutes) => 1,
        (Given::None, Bare::Refused) => return Reading::flawed(fault(NumberFault::UnitMissing)),
        (Given::Known(unit), _) => {
            let found = unit.label().to_owned();
            return Reading::flawed(Flaw::of(Problem::OtherUnit {
                found,
                expected: Some("時間".to_owned()),
            }));
        }
        (Given::Other(word), _) => {
            let found = (*word).to_owned();
            return Reading::flawed(Flaw::of(Problem::OtherUnit {
                found,
                expected: Some("時間".to_owned()),
            }));
        }
    };
    let Some(exact) = rescale(amount.value, size, 1) else {
        return Reading::flawed(Flaw::of(Problem::TooManyDigits));
    };
    let rounded = round(exact, 0, Rounding::HalfUp);
    let Some(minutes) = i64::try_from(rounded)
        .ok()
        .filter(|m| m.unsigned_abs() < 1 << 53)
    else {
        return Reading::flawed(Flaw::of(Problem::TooManyDigits));
    };
    let written = super::writer::write_duration(minutes);
    if rounded != exact {
        let problem = Problem::Precision {
            decimals: 0,
            rounded: written.clone(),
        };
        return Reading::flawed(Flaw::replace(problem, written));
    }
    let mut flaws = Vec::new();
    if let Some(min) = ask.min.filter(|min| minutes < *min) {
        flaws.push(Flaw::of(Problem::TooSmall {
            min: super::writer::write_duration(min),
        }));
    }
    if let Some(max) = ask.max.filter(|max| minutes > *max) {
        flaws.push(Flaw::of(Problem::TooLarge {
            max: super::writer::write_duration(max),
        }));
    }
    if let Some(basis) = amount.basis {
        flaws.push(Flaw::of(Problem::PerBasis { basis }));
    }
    if !amount.notes.is_empty() {
        amount.note_habit(Habit::Note);
    }
    if let Some(habit) = amount.habit {
        let note = amount
            .note()
            .map(|note| format!("（{note}）"))
            .unwrap_or_default();
        let problem = Problem::NumberStyle {
            habit,
            printed: written.clone(),
        };
        flaws.push(Flaw::replace(problem, format!("{written}{note}")));
    }
    Reading {
        value: Some(minutes),
        status: None,
        note: amount.note(),
        basis: amount.basis,
        flaws,
    }
}
