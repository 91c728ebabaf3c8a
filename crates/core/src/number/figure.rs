//! Digits: the number itself, without sign, unit or words.
//!
//! ```text
//! figure   = numeral / scaled
//! scaled   = 1*( [numeral] scale ) [numeral]      ; scales fall: 1億9千万, 13億776万
//! scale    = "兆" / "億" / "万" / "千" / "百" / "十"
//! numeral  = whole ["." 1*digit] / "." 1*digit
//! whole    = 1*digit / 1*3digit 1*("," 3digit)
//! digit    = "0"-"9", of any width
//! ```

use rust_decimal::Decimal;

use crate::finding::NumberFault;
use crate::text::Scan;

/// A number as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    /// How many decimals were typed.
    pub(super) typed_decimals: u32,
    /// The largest scale (億 …) that was multiplied in, or 0.
    pub(super) scale: i64,
    /// The last scale as typed.
    pub(super) scale_word: &'static str,
    /// Full-width digits or marks.
    pub(super) wide: bool,
    /// Leading zeros, or none before the point.
    pub(super) zeros: bool,
}

/// Why there is no figure, with the text that would be one, where that is clear.
#[derive(Debug)]
pub(super) enum Miss {
    /// The text does not begin with a number.
    None,
    /// It does, but with a fault.
    Fault(NumberFault, Option<String>),
    /// More digits than a decimal holds.
    TooLong,
}

const SCALES: [(char, i64, &str); 7] = [
    ('兆', 1_000_000_000_000, "兆"),
    ('億', 100_000_000, "億"),
    ('憶', 100_000_000, "憶"),
    ('万', 10_000, "万"),
    ('千', 1_000, "千"),
    ('百', 100, "百"),
    ('十', 10, "十"),
];

/// A scale that comes next.
fn scale_at(scan: Scan<'_>) -> Option<(i64, &'static str)> {
    let c = scan.raw()?;
    SCALES.iter().find(|(scale, ..)| *scale == c).map(|(_, size, word)| (*size, *word))
}

/// Whether a scale comes next.
pub(super) fn at_scale(scan: Scan<'_>) -> bool {
    scale_at(scan).is_some()
}

/// Reads one numeral.
///
/// `decimals` is what the cell has: it tells a point that parts thousands from
/// one before decimals.
pub(super) fn numeral(scan: &mut Scan<'_>, decimals: u32) -> Result<Figure, Miss> {
    let start = *scan;
    match start.peek() {
        Some(c) if c.is_ascii_digit() => {}
        Some('.' | ',') if second(start).is_some_and(|c| c.is_ascii_digit()) => {}
        _ => return Err(Miss::None),
    }
    let mut figure = Figure::default();
    let mut digits: i128 = 0;
    let mut count = 0_u32;
    let mut scale = 0_u32;
    let mut zeros = 0_u32;
    let mut group = 0_u32;
    let mut groups = 0_u32;
    let mut points = 0_u32;
    let mut commas = 0_u32;
    let mut bad_commas = false;
    let mut letters = false;
    let mut first_digit = None;
    while let Some(c) = scan.peek() {
        let next = second(*scan);
        let then_digit = next.is_some_and(|n| n.is_ascii_digit());
        match c {
            '0'..='9' => {
                first_digit.get_or_insert(c);
                let digit = c.to_digit(10).unwrap_or(0);
                group += 1;
                figure.typed_decimals += u32::from(points > 0);
                if points > 0 && digit == 0 {
                    // Zeros at the end of the decimals weigh nothing.
                    zeros += 1;
                } else {
                    let steps = if points > 0 { zeros + 1 } else { 1 };
                    count += if digits == 0 && digit == 0 { 0 } else { steps };
                    if count > 28 || scale + steps > 28 && points > 0 {
                        skip_digits(scan);
                        return Err(Miss::TooLong);
                    }
                    digits = digits * 10_i128.pow(steps) + i128::from(digit);
                    scale += if points > 0 { steps } else { 0 };
                    zeros = 0;
                }
            }
            ',' if then_digit || next == Some(',') => {
                let expected_whole = commas == 0 && (1..=3).contains(&group);
                bad_commas |= points > 0 || !(expected_whole || commas > 0 && group == 3);
                commas += 1;
                groups += 1;
                group = 0;
            }
            '.' if then_digit => {
                bad_commas |= commas > 0 && points == 0 && group != 3;
                if points > 0 && group != 3 {
                    // 2.4.1 is a date or a slip, but no number.
                    bad_commas = true;
                }
                points += 1;
                groups += 1;
                group = 0;
            }
            ',' | '.' if next.is_none() => {
                scan.bump();
                let done = start.rest().trim_end_matches([',', '.', '，', '．']);
                let mend = (c == '.' && points == 0 && commas == 0).then(|| done.to_owned());
                return Err(Miss::Fault(NumberFault::Unfinished, mend));
            }
            '、' | '､' | '。' | '｡' if then_digit => {
                let mut ahead = *scan;
                ahead.bump();
                let run =
                    ahead.rest().chars().take_while(|c| crate::text::fold(*c).is_ascii_digit());
                let list = matches!(c, '、' | '､') && run.count() != 3;
                if list {
                    break;
                }
                let mend = start
                    .rest()
                    .chars()
                    .map(|c| match c {
                        '、' | '､' => ',',
                        '。' | '｡' => '.',
                        other => other,
                    })
                    .collect();
                return Err(Miss::Fault(NumberFault::JapaneseComma, Some(mend)));
            }
            '〇' | '○' | '◯' | 'O' | 'o' | 'l' | 'I'
                if first_digit.is_some() && next.is_none_or(|n| n.is_ascii_digit() || n == ',') =>
            {
                letters = true;
            }
            _ => break,
        }
        figure.wide |= scan.raw() != Some(c);
        scan.bump();
    }
    if letters {
        let mend = start
            .rest()
            .chars()
            .map(|c| match crate::text::fold(c) {
                '〇' | '○' | '◯' | 'O' | 'o' => '0',
                'l' | 'I' => '1',
                _ => c,
            })
            .collect();
        return Err(Miss::Fault(NumberFault::LetterForDigit, Some(mend)));
    }
    let typed = scan.since(start);
    let rest = scan.rest();
    let without = |marks: &[char]| {
        let mut text: String =
            typed.chars().filter(|&c| !marks.contains(&crate::text::fold(c))).collect();
        text.push_str(rest);
        Some(text)
    };
    if points > 1 {
        let shaped = group == 3 && !bad_commas && commas == 0;
        return Err(Miss::Fault(
            if shaped { NumberFault::PointOrComma } else { NumberFault::Stray(".".to_owned()) },
            shaped.then(|| without(&['.'])).flatten(),
        ));
    }
    let whole_ok = commas == 0 || !bad_commas && (points > 0 || group == 3);
    if !whole_ok {
        // 1234,567 and 1,,000 can only be one number; 1,00 can be three.
        let mend = (points == 0 && group == 3).then(|| without(&[','])).flatten();
        return Err(Miss::Fault(NumberFault::Commas, mend));
    }
    let shaped = points == 1 && commas == 0 && group == 3 && first_digit.is_some_and(|d| d != '0');
    let whole_digits = typed.chars().take_while(|c| *c != '.' && *c != '．').count();
    if shaped && decimals == 0 && whole_digits <= 3 && groups == 1 {
        return Err(Miss::Fault(NumberFault::PointOrComma, without(&['.'])));
    }
    figure.zeros = leading_zero(typed);
    figure.value = Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| Miss::TooLong)?;
    Ok(figure)
}

/// Eats the rest of a number that is too long.
fn skip_digits(scan: &mut Scan<'_>) {
    while scan.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        scan.bump();
    }
}

/// `007`, `.5`
fn leading_zero(typed: &str) -> bool {
    let mut chars = typed.chars().map(crate::text::fold);
    match chars.next() {
        Some('.') => true,
        Some('0') => chars.next().is_some_and(|c| c != '.'),
        _ => false,
    }
}

/// The character after the next, folded.
fn second(mut scan: Scan<'_>) -> Option<char> {
    scan.bump();
    scan.peek()
}

/// Reads a numeral with 億 万 千 after and between its digits.
///
/// Starts behind the first numeral, at the first scale.
pub(super) fn scaled(scan: &mut Scan<'_>, first: &Figure, start: Scan<'_>) -> Result<Figure, Miss> {
    let too_long = || Miss::TooLong;
    let order = || Miss::Fault(NumberFault::ScaleOrder, None);
    let mut figure = first.clone();
    let mut total = Decimal::ZERO;
    // What is gathered below the next 万: 4千 of 4千万.
    let mut section = Decimal::ZERO;
    let mut last_small = i64::MAX;
    let mut last_large = i64::MAX;
    let mut pending = Some(first.value);
    while let Some((size, word)) = scale_at(*scan) {
        // 千円 after a scaled number is a unit: there is nothing to multiply.
        if pending.is_none() && section.is_zero() {
            break;
        }
        scan.bump();
        if word == "憶" {
            let mend = start.rest().replace('憶', "億");
            return Err(Miss::Fault(NumberFault::Oku, Some(mend)));
        }
        if size >= 10_000 {
            if size >= last_large {
                return Err(order());
            }
            let part =
                section.checked_add(pending.take().unwrap_or_default()).ok_or_else(too_long)?;
            let part = part.checked_mul(Decimal::from(size)).ok_or_else(too_long)?;
            total = total.checked_add(part).ok_or_else(too_long)?;
            section = Decimal::ZERO;
            last_large = size;
            last_small = i64::MAX;
        } else {
            let Some(digits) = pending.take() else {
                return Err(order());
            };
            if size >= last_small {
                return Err(order());
            }
            let part = digits.checked_mul(Decimal::from(size)).ok_or_else(too_long)?;
            section = section.checked_add(part).ok_or_else(too_long)?;
            last_small = size;
        }
        figure.scale = figure.scale.max(size);
        figure.scale_word = word;
        let mut ahead = *scan;
        ahead.spaces();
        match numeral(&mut ahead, 0) {
            Ok(next) => {
                figure.wide |= next.wide;
                pending = Some(next.value);
                *scan = ahead;
            }
            Err(Miss::None) => {}
            Err(miss) => return Err(miss),
        }
    }
    let rest = section.checked_add(pending.unwrap_or_default()).ok_or_else(too_long)?;
    figure.value = total.checked_add(rest).ok_or_else(too_long)?.normalize();
    figure.typed_decimals = figure.value.scale();
    Ok(figure)
}
