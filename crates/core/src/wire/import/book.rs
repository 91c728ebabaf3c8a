//! A worksheet of a workbook as rows or cells of texts, each as a person would
//! type it who sees what Excel shows; a day as ISO 8601.

use super::BROKEN;
use super::archive::{MOST_BYTES, Packed};
use super::xml::{Scanner, Token, member};
use crate::submission::TableFault;
use crate::wareki::day_of_serial;
use crate::wire::prefill::workbook::Cells;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The members in which the parts lie that all worksheets share.
pub const SHARED: [&str; 4] =
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"];

/// So many cells a table may have, blank ones among them.
const MOST_CELLS: usize = 4_000_000;

/// The texts of the parts of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Those of [`SHARED`], blank where there is none.
    pub shared: [String; 4],
    /// The worksheet.
    pub sheet: String,
}

/// The member of this name.
pub fn of_name<'a>(members: &[Packed<'a>], name: &str) -> Option<Packed<'a>> {
    members.iter().find(|known| known.name.eq_ignore_ascii_case(name.as_bytes())).copied()
}

/// The name of the member in which the first worksheet lies.
pub fn first_sheet(shared: &[String; 4]) -> Option<String> {
    sheets(shared).into_iter().find_map(|(_, member)| member)
}

/// The worksheets: their names, and the members in which they lie.
pub fn sheets(shared: &[String; 4]) -> Vec<(String, Option<String>)> {
    let [workbook, links, ..] = shared;
    let links: Vec<(String, String)> = tags(links, "Relationship")
        .filter_map(|members| Some((member(members, "Id")?, member(members, "Target")?)))
        .collect();
    let lies_in = |id: String| {
        let (_, target) = links.iter().find(|(known, _)| *known == id)?;
        Some(match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        })
    };
    tags(workbook, "sheet")
        .map(|members| {
            let name = member(members, "name").unwrap_or_default();
            (name, member(members, "id").and_then(lies_in))
        })
        .collect()
}

/// The members of all tags of a name.
fn tags<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    Scanner::new(text).filter_map(move |token| match token {
        Token::Open(known, members, _) if known == name => Some(members),
        _ => None,
    })
}

/// What the style of a cell makes of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Number,
    /// 0.8 as 80%.
    Percent,
    /// In thousands (1), millions (2) and so on.
    Thousands(u32),
    /// With zeros before it, so many digits.
    Padded(usize),
    /// Hours and minutes, 24 hours and more.
    Span,
    /// A time of day.
    Clock,
    /// A day, of whose ISO form so many characters are shown: all, year and
    /// month, or the year.
    Day(usize),
}

struct Reader {
    strings: Vec<String>,
    styles: Vec<Style>,
    from_1904: bool,
}

/// The rows from the first to the last cell in which something stands.
pub fn rows(parts: &Parts) -> Result<Vec<Vec<String>>, TableFault> {
    table(found(parts)?)
}

/// The cells in which something stands, by row and column from 1.
pub fn cells(parts: &Parts) -> Result<Cells, TableFault> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
    let cells = found(parts)?.into_iter();
    Ok(cells.map(|(row, column, text)| ((place(row), place(column)), text)).collect())
}

fn found(parts: &Parts) -> Result<Vec<Found>, TableFault> {
    let [workbook, _, strings, styles] = &parts.shared;
    let from_1904 = tags(workbook, "workbookPr")
        .any(|members| matches!(member(members, "date1904").as_deref(), Some("1" | "true")));
    let reader = Reader { strings: strings_of(strings), styles: styles_of(styles), from_1904 };
    reader.cells(&parts.sheet).ok_or(BROKEN)
}

/// The shared texts; what says how they are read aloud is left out.
fn strings_of(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut in_text, mut aloud) = (false, false);
    for token in Scanner::new(text) {
        match token {
            Token::Open("si", _, _) => out.push(String::new()),
            Token::Open("rPh", _, closed) => aloud = !closed,
            Token::Close("rPh") => aloud = false,
            Token::Open("t", _, closed) => in_text = !closed,
            Token::Close("t") => in_text = false,
            Token::Text(text) if in_text && !aloud => {
                if let Some(last) = out.last_mut() {
                    last.push_str(&meant(&text));
                }
            }
            _ => {}
        }
    }
    out
}

/// A text as it was typed: of letters that XML cannot hold, or that it changes,
/// Excel writes the number, `_x000D_`.
fn meant(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let letter = after.split_once('_').and_then(|(number, behind)| {
            let is_number = number.len() == 4 && number.bytes().all(|b| b.is_ascii_hexdigit());
            let number = u32::from_str_radix(number, 16).ok().filter(|_| is_number)?;
            Some((char::from_u32(number)?, behind))
        });
        if let Some((letter, behind)) = letter {
            out.push(letter);
            rest = behind;
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out + rest
}

/// What each style of cells makes of a number.
fn styles_of(text: &str) -> Vec<Style> {
    let formats: Vec<(String, Style)> = tags(text, "numFmt")
        .filter_map(|members| {
            Some((member(members, "numFmtId")?, style_of(&member(members, "formatCode")?)))
        })
        .collect();
    let mut out = Vec::new();
    let mut inside = false;
    for token in Scanner::new(text) {
        match token {
            Token::Open("cellXfs", _, closed) => inside = !closed,
            Token::Close("cellXfs") => inside = false,
            Token::Open("xf", members, _) if inside => {
                let id = member(members, "numFmtId").unwrap_or_default();
                let own = formats.iter().find(|(known, _)| *known == id).map(|(_, style)| *style);
                out.push(own.unwrap_or_else(|| built_in(id.parse().unwrap_or(0))));
            }
            _ => {}
        }
    }
    out
}

/// The formats that every Excel has; 27 to 36 and 50 to 58 are the Japanese ones.
fn built_in(id: u16) -> Style {
    match id {
        9 | 10 => Style::Percent,
        17 | 34 | 52 | 55 => Style::Day(MONTH),
        18..=21 | 32 | 33 | 45 | 47 => Style::Clock,
        14..=16 | 22 | 27..=31 | 35 | 36 | 50..=58 => Style::Day(DAY),
        46 => Style::Span,
        _ => Style::Number,
    }
}

/// So many characters of an ISO day are the day, the month and the year.
const DAY: usize = 10;
const MONTH: usize = 7;
const YEAR: usize = 4;

/// The most digits to which a number is filled up: codes have no more.
const MOST_PADDED: usize = 20;

/// More commas than these no number bears.
const MOST_COMMAS: u32 = 4;

/// What a format makes of a positive number: told by the letters outside
/// quotes, brackets and escapes.
fn style_of(format: &str) -> Style {
    if (2..=MOST_PADDED).contains(&format.len()) && format.chars().all(|c| c == '0') {
        return Style::Padded(format.len());
    }
    let [mut year, mut month, mut day, mut time, mut percent, mut point] = [false; 6];
    // Commas behind the last digit before the point: each hides three digits.
    let mut commas = 0;
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            ';' => break,
            '"' => {
                let _ = chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return Style::Span;
                }
            }
            '\\' | '_' | '*' => {
                let _ = chars.next();
            }
            'g' if chars.as_str().to_ascii_lowercase().starts_with("eneral") => {
                let _ = chars.by_ref().take(6).count();
            }
            // 1.5E+03
            'e' if chars.as_str().starts_with(['+', '-']) => {}
            'y' | 'e' => year = true,
            'm' => month = true,
            'd' => day = true,
            'h' | 's' => time = true,
            '%' => percent = true,
            '.' => point = true,
            ',' => commas += 1,
            '0' | '#' | '?' if !point => commas = 0,
            _ => {}
        }
    }
    match (year, month) {
        (false, _) if time && !day => Style::Clock,
        (true, true) if !day && !time => Style::Day(MONTH),
        (true, false) if !day && !time => Style::Day(YEAR),
        _ if year || month || day => Style::Day(DAY),
        _ if percent => Style::Percent,
        _ if (1..=MOST_COMMAS).contains(&commas) => Style::Thousands(commas),
        _ => Style::Number,
    }
}

/// A cell: row and column from 0, and its text.
type Found = (usize, usize, String);

impl Reader {
    fn cells(&self, sheet: &str) -> Option<Vec<Found>> {
        let mut out = Vec::new();
        let (mut row, mut column) = (0_usize, 0_usize);
        let mut at: Option<(String, usize)> = None;
        let (mut text, mut taking, mut aloud) = (String::new(), false, false);
        let (mut formula, mut in_formula): (Option<String>, bool) = (None, false);
        // One shared text may stand in millions of cells.
        let mut room = MOST_BYTES;
        for token in Scanner::new(sheet) {
            match token {
                Token::Open("row", members, _) => {
                    let own = member(members, "r").and_then(|text| text.parse::<usize>().ok());
                    row = own.unwrap_or_else(|| row.saturating_add(1));
                    column = 0;
                }
                Token::Open("c", members, closed) => {
                    if let Some((own_row, own_column)) =
                        member(members, "r").as_deref().and_then(place)
                    {
                        (row, column) = (own_row, own_column);
                    } else {
                        column += 1;
                    }
                    let style = member(members, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    let kind = member(members, "t").unwrap_or_default();
                    at = (!closed).then_some((kind, style));
                    text.clear();
                    formula = None;
                }
                Token::Open("f", _, closed) => {
                    formula = Some("=".to_owned());
                    in_formula = !closed;
                }
                Token::Close("f") => in_formula = false,
                Token::Text(piece) if in_formula => {
                    formula.iter_mut().for_each(|formula| formula.push_str(&piece));
                }
                Token::Open("rPh", _, closed) => aloud = !closed,
                Token::Close("rPh") => aloud = false,
                Token::Open("v" | "t", _, closed) => taking = !closed && at.is_some(),
                Token::Close("v" | "t") => taking = false,
                Token::Text(piece) if taking && !aloud => text.push_str(&piece),
                Token::Close("c") => {
                    let Some((kind, style)) = at.take() else { continue };
                    let mut shown = self.shown(&kind, style, &text);
                    // What a program wrote and nobody reckoned since is not blank.
                    if text.is_empty() && matches!(&*kind, "" | "n") {
                        shown = formula.take().unwrap_or_default();
                    }
                    if !shown.is_empty() {
                        room = room.checked_sub(shown.len())?;
                        out.push((row.checked_sub(1)?, column.checked_sub(1)?, shown));
                    }
                }
                Token::Close("sheetData") => break,
                _ => {}
            }
        }
        Some(out)
    }

    fn shown(&self, kind: &str, style: usize, text: &str) -> String {
        match kind {
            "s" => {
                let place: Option<usize> = text.trim().parse().ok();
                place.and_then(|place| self.strings.get(place)).cloned().unwrap_or_default()
            }
            "b" => if text.trim() == "1" { "○" } else { "" }.to_owned(),
            "" | "n" => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.number(style, number),
                _ => text.to_owned(),
            },
            _ => meant(text),
        }
    }

    fn number(&self, style: usize, number: f64) -> String {
        let shown = match self.styles.get(style) {
            Some(Style::Day(length)) => {
                self.day(number).and_then(|day| Some(day.to_string().get(..*length)?.to_owned()))
            }
            Some(Style::Clock) => clock(number % 1.0),
            Some(Style::Span) => clock(number),
            Some(Style::Percent) => {
                let percent = decimal(number).and_then(|own| own.checked_mul(Decimal::ONE_HUNDRED));
                percent.map(|percent| format!("{}%", percent.normalize()))
            }
            Some(Style::Thousands(commas)) => {
                let hidden = Decimal::new(1, 3 * commas);
                let shown = decimal(number).and_then(|own| own.checked_mul(hidden));
                shown.map(|own| own.normalize().to_string())
            }
            Some(Style::Padded(length)) if number >= 0.0 && number.fract() == 0.0 => {
                Some(format!("{number:0length$}"))
            }
            _ => decimal(number).map(|own| own.to_string()),
        };
        shown.unwrap_or_else(|| number.to_string())
    }

    /// The day of a number of days.
    #[allow(clippy::cast_possible_truncation, reason = "bounded just before")]
    fn day(&self, number: f64) -> Option<Date> {
        if !(0.0..3_000_000.0).contains(&number) {
            return None;
        }
        day_of_serial(number.floor() as i64 + if self.from_1904 { 1462 } else { 0 })
    }
}

/// A number as Excel shows it: the 15 digits of which it is sure, so that
/// 0.1 + 0.2 is 0.3.
fn decimal(number: f64) -> Option<Decimal> {
    let exact = Decimal::from_str_exact(&number.to_string()).ok()?;
    Some(exact.round_sf(15)?.normalize())
}

/// Days as hours and minutes; the seconds where there are any.
#[allow(clippy::cast_possible_truncation, reason = "bounded just before")]
pub fn clock(days: f64) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    let clock = format!("{}:{:02}", seconds / 3_600, seconds / 60 % 60);
    Some(if seconds % 60 == 0 { clock } else { format!("{clock}:{:02}", seconds % 60) })
}

/// Row and column, from 1, of a cell's name.
fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at_checked(letters)?;
    let mut column = 0_usize;
    for letter in letters.bytes().map(|letter| letter.to_ascii_uppercase()) {
        let worth = usize::from(letter.checked_sub(b'A').filter(|worth| *worth < 26)?) + 1;
        column = column.checked_mul(26)?.checked_add(worth).filter(|column| *column <= 16_384)?;
    }
    let row: usize = digits.parse().ok()?;
    ((1..=1_048_576).contains(&row) && column > 0).then_some((row, column))
}

/// The cells as rows of one length.
fn table(cells: Vec<Found>) -> Result<Vec<Vec<String>>, TableFault> {
    let least = |of: fn(&Found) -> usize| cells.iter().map(of).min();
    let most = |of: fn(&Found) -> usize| cells.iter().map(of).max();
    let (Some(top), Some(left), Some(bottom), Some(right)) = (
        least(|(row, ..)| *row),
        least(|(_, column, _)| *column),
        most(|(row, ..)| *row),
        most(|(_, column, _)| *column),
    ) else {
        return Err(TableFault::Empty);
    };
    let (height, width) = (bottom - top + 1, right - left + 1);
    if height.checked_mul(width).is_none_or(|area| area > MOST_CELLS) {
        return Err(BROKEN);
    }
    let mut out = vec![vec![String::new(); width]; height];
    for (row, column, text) in cells {
        if let Some(cell) = out.get_mut(row - top).and_then(|own| own.get_mut(column - left)) {
            *cell = text;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_makes_of_a_number() {
        for (format, style) in [
            ("yyyy-mm-dd", Style::Day(DAY)),
            ("ggge\"年\"m\"月\"d\"日\"", Style::Day(DAY)),
            ("[$-411]ge.m.d;@", Style::Day(DAY)),
            ("m/d/yy h:mm", Style::Day(DAY)),
            ("m\"月\"", Style::Day(DAY)),
            ("yyyy/m", Style::Day(MONTH)),
            ("yyyy\"年\"m\"月\";@", Style::Day(MONTH)),
            ("[$-411]ge.m", Style::Day(MONTH)),
            ("yyyy\"年度\"", Style::Day(YEAR)),
            ("h:mm", Style::Clock),
            ("[$-409]h:mm AM/PM", Style::Clock),
            ("[h]:mm", Style::Span),
            ("0.0%", Style::Percent),
            ("0%;[Red]-0%", Style::Percent),
            ("#,##0,", Style::Thousands(1)),
            ("#,##0,,\"百万円\"", Style::Thousands(2)),
            ("#,##0.0,;△ #,##0.0,", Style::Thousands(1)),
            ("000", Style::Padded(3)),
            ("0", Style::Number),
            ("General", Style::Number),
            ("#,##0;△ #,##0", Style::Number),
            ("0.00E+00", Style::Number),
            ("[Red]0\"days %\"", Style::Number),
            ("@", Style::Number),
            ("0\\d", Style::Number),
        ] {
            assert_eq!(style_of(format), style, "{format}");
        }
    }

    #[test]
    fn letters_written_as_numbers() {
        for (written, typed) in [
            ("一行目_x000D_\n二行目", "一行目\r\n二行目"),
            ("_x0009__x000d_", "\t\r"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_x00G0_ _x0D_ _x+00D_ _xD83D_ _x", "a_x00G0_ _x0D_ _x+00D_ _xD83D_ _x"),
        ] {
            assert_eq!(meant(written), typed, "{written}");
        }
        let strings = "<sst><si><t>甲_x000D_乙</t></si></sst>";
        assert_eq!(strings_of(strings), ["甲\r乙"]);
    }

    #[test]
    fn places_and_hostile_ones() {
        assert_eq!(place("A1"), Some((1, 1)));
        assert_eq!(place("xfd1048576"), Some((1_048_576, 16_384)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "あ1", "ZZZZZZZZZZZZZZZZZZZ1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        let sheet = |cells: &str| Parts {
            sheet: format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"),
            ..Parts::default()
        };
        let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
        assert_eq!(rows(&sheet(far)), Err(BROKEN));
        assert_eq!(rows(&sheet("")), Err(TableFault::Empty));
        // What nobody reckoned yet says so; a text that came out blank is blank.
        let formulas = "<row><c><f>B1*2</f><v/></c><c><f t=\"shared\"/></c><c t=\"str\"><f>A9</f><v></v></c><c><f>1+1</f><v>2</v></c></row>";
        assert_eq!(
            rows(&sheet(formulas)),
            Ok(vec![vec!["=B1*2".to_owned(), "=".to_owned(), String::new(), "2".to_owned()]])
        );
        let small = "<row><c t=\"inlineStr\"><is><t>甲</t><rPh><t>コウ</t></rPh></is></c><c><v>1.50</v></c></row>";
        assert_eq!(rows(&sheet(small)), Ok(vec![vec!["甲".to_owned(), "1.5".to_owned()]]));
    }
}
