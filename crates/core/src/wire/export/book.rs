//! Tables as a workbook (XLSX): typed numbers, days as days, text never as a
//! formula. Gives the members of the archive; whoever has a compression packs
//! them (see [`super::archive`]).

use super::Field;
use crate::number::Decimal;
use crate::wareki::{iso_day, serial_of_day};
use std::fmt::Write as _;

/// A worksheet has this many rows.
const MOST_ROWS: usize = 1_048_576;
/// A cell holds this many UTF-16 units.
const MOST_UNITS: usize = 32_767;
/// So many decimals have a format of their own.
const MOST_DECIMALS: u32 = 10;
/// The number of the format of days; those of numbers come behind it.
const DAY: u32 = 1;
const HEADING: u32 = 2;
const FIRST_NUMBER: u32 = 3;

/// A workbook that is being written.
#[derive(Debug, Default)]
pub struct Book {
    sheets: Vec<Worksheet>,
    /// What could not be written as it is: worksheet, row, column, and why.
    pub remarks: Vec<Remark>,
}

/// Something that could not be written as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The worksheet.
    pub sheet: String,
    /// The cell as spreadsheets name it: `B12`.
    pub cell: String,
    /// Why.
    pub flaw: Flaw,
}

/// Why a field was written otherwise than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The number has more digits than a spreadsheet keeps: it stands as text.
    Number,
    /// The day is before those that a spreadsheet counts: it stands as text.
    Day,
    /// The text is longer than a cell: its end is cut off.
    Cut,
}

#[derive(Debug, Default)]
struct Worksheet {
    title: String,
    name: String,
    headings: Vec<String>,
    rows: String,
    count: usize,
}

impl Book {
    /// Begins a worksheet with its headings; rows go into the last one begun.
    pub fn begin<'a>(&mut self, title: &str, headings: impl IntoIterator<Item = &'a str>) {
        let headings: Vec<String> = headings.into_iter().map(ToOwned::to_owned).collect();
        let name = self.name(title);
        let mut sheet =
            Worksheet { title: title.to_owned(), name, headings, ..Worksheet::default() };
        let mut row = String::new();
        for (place, heading) in sheet.headings.iter().enumerate() {
            text_cell(&mut row, &at(place, 1), HEADING, heading);
        }
        sheet.close_row(&row);
        self.sheets.push(sheet);
    }

    /// A name that Excel takes and that no other worksheet has.
    fn name(&self, title: &str) -> String {
        let plain: String = title
            .chars()
            .map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c })
            .collect();
        let plain = if plain.trim().is_empty() { "table" } else { plain.trim() };
        let mut count = 1;
        loop {
            let tail = if count == 1 { String::new() } else { format!(" {count}") };
            let name: String = plain.chars().take(31 - tail.len()).chain(tail.chars()).collect();
            let folded = name.to_lowercase();
            if self.sheets.iter().all(|sheet| sheet.name.to_lowercase() != folded) {
                return name;
            }
            count += 1;
        }
    }

    /// Adds a row; a long table goes on in a further worksheet.
    pub fn row(&mut self, fields: &[Field]) {
        if self.sheets.last().is_some_and(|sheet| sheet.count >= MOST_ROWS) {
            let last =
                self.sheets.last().map(|sheet| (sheet.title.clone(), sheet.headings.clone()));
            if let Some((title, headings)) = last {
                self.begin(&title, headings.iter().map(String::as_str));
            }
        }
        let Some(sheet) = self.sheets.last_mut() else { return };
        let mut row = String::new();
        for (place, field) in fields.iter().enumerate() {
            let cell = at(place, sheet.count + 1);
            if let Some(flaw) = write(&mut row, &cell, field) {
                self.remarks.push(Remark { sheet: sheet.name.clone(), cell, flaw });
            }
        }
        sheet.close_row(&row);
    }

    /// The members of the archive, in the order in which spreadsheets look for them.
    pub fn members(mut self) -> Vec<(String, String)> {
        if self.sheets.is_empty() {
            self.begin("table", []);
        }
        let count = self.sheets.len();
        let each = |write: &dyn Fn(&mut String, usize)| {
            let mut out = String::new();
            for nth in 1..=count {
                write(&mut out, nth);
            }
            out
        };
        let parts = each(&|out, nth| {
            let _ = write!(
                out,
                "<Override PartName=\"/xl/worksheets/sheet{nth}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            );
        });
        let links = each(&|out, nth| {
            let _ = write!(
                out,
                "<Relationship Id=\"rId{nth}\" Type=\"{LINK}/worksheet\" Target=\"worksheets/sheet{nth}.xml\"/>"
            );
        });
        let mut names = String::new();
        for (nth, sheet) in self.sheets.iter().enumerate() {
            names.push_str("<sheet name=\"");
            escape(&mut names, &sheet.name);
            let _ = write!(names, "\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", nth + 1);
        }
        let styles = count + 1;
        let mut out = vec![
            (
                "[Content_Types].xml".to_owned(),
                format!(
                    "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{parts}</Types>"
                ),
            ),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "{HEAD}<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"rId1\" Type=\"{LINK}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!(
                    "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINK}\"><sheets>{names}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!(
                    "{HEAD}<Relationships xmlns=\"{LINKS}\">{links}<Relationship Id=\"rId{styles}\" Type=\"{LINK}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            ("xl/styles.xml".to_owned(), styles_xml()),
        ];
        for (nth, sheet) in self.sheets.into_iter().enumerate() {
            out.push((format!("xl/worksheets/sheet{}.xml", nth + 1), sheet.xml()));
        }
        out
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

impl Worksheet {
    fn close_row(&mut self, cells: &str) {
        self.count += 1;
        let _ = write!(self.rows, "<row r=\"{}\">{cells}</row>", self.count);
    }

    fn xml(self) -> String {
        let mut widths = String::new();
        for (place, heading) in self.headings.iter().enumerate() {
            let wide = heading.chars().map(|c| if c.is_ascii() { 1_u32 } else { 2 }).sum::<u32>();
            let width = (wide + 2).clamp(10, 40);
            let nth = place + 1;
            let _ = write!(
                widths,
                "<col min=\"{nth}\" max=\"{nth}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        let widths =
            if widths.is_empty() { String::new() } else { format!("<cols>{widths}</cols>") };
        format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>{widths}<sheetData>{}</sheetData></worksheet>",
            self.rows
        )
    }
}

/// The formats: days, headings, numbers by their decimals.
fn styles_xml() -> String {
    let mut formats = String::from("<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>");
    let mut kinds = String::from(
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" applyFont=\"1\"/>",
    );
    for decimals in 0..=MOST_DECIMALS {
        let id = 165 + decimals;
        let zeros = "0".repeat(decimals as usize);
        let point = if decimals > 0 { "." } else { "" };
        let _ = write!(
            formats,
            "<numFmt numFmtId=\"{id}\" formatCode=\"#,##0{point}{zeros};△ #,##0{point}{zeros}\"/>"
        );
        let _ = write!(
            kinds,
            "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" applyNumberFormat=\"1\"/>"
        );
    }
    let (few, many) = (MOST_DECIMALS + 2, MOST_DECIMALS + 4);
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{few}\">{formats}</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Yu Gothic\"/></font><font><b/><sz val=\"11\"/><name val=\"Yu Gothic\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{many}\">{kinds}</cellXfs></styleSheet>"
    )
}

/// The name of a cell: column from 0, row from 1.
fn at(column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// Writes one field, and says why it is not as it was.
fn write(out: &mut String, cell: &str, field: &Field) -> Option<Flaw> {
    match field {
        Field::Blank => {}
        Field::True => {
            let _ = write!(out, "<c r=\"{cell}\" t=\"b\"><v>1</v></c>");
        }
        Field::Text(text) => {
            let kept = fitting(text);
            text_cell(out, cell, 0, kept);
            return (kept.len() < text.len()).then_some(Flaw::Cut);
        }
        Field::Number(text) => match exact(text) {
            Some(decimals) => {
                let style = FIRST_NUMBER + decimals.min(MOST_DECIMALS);
                let _ = write!(out, "<c r=\"{cell}\" s=\"{style}\"><v>{text}</v></c>");
            }
            None => {
                text_cell(out, cell, 0, text);
                return Some(Flaw::Number);
            }
        },
        Field::Year(text) => {
            let _ = match exact(text) {
                Some(_) => write!(out, "<c r=\"{cell}\"><v>{text}</v></c>"),
                None => {
                    text_cell(out, cell, 0, text);
                    Ok(())
                }
            };
        }
        Field::Day(text) => match iso_day(text).and_then(serial_of_day) {
            Some(serial) => {
                let _ = write!(out, "<c r=\"{cell}\" s=\"{DAY}\"><v>{serial}</v></c>");
            }
            None => {
                text_cell(out, cell, 0, text);
                return Some(Flaw::Day);
            }
        },
    }
    None
}

fn text_cell(out: &mut String, cell: &str, style: u32, text: &str) {
    let _ =
        write!(out, "<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    escape(out, text);
    out.push_str("</t></is></c>");
}

/// Text as XML has it. What XML cannot carry goes the way of spreadsheets:
/// `_x0001_`.
fn escape(out: &mut String, text: &str) {
    for (place, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            // A text that looks like such an escape is none.
            '_' if is_escape(text.get(place..).unwrap_or_default()) => out.push_str("_x005F_"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('_')
        && chars.next() == Some('x')
        && chars.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4
        && chars.next() == Some('_')
}

/// The decimals of a number that a spreadsheet keeps as it is.
fn exact(text: &str) -> Option<u32> {
    let decimal = Decimal::from_str_exact(text).ok()?;
    let float: f64 = text.parse().ok()?;
    let back = Decimal::from_str_exact(&float.to_string()).ok()?;
    // Spreadsheets keep fifteen digits through editing.
    let significant = text.trim_start_matches(['-', '0', '.']);
    let digits = significant.bytes().filter(u8::is_ascii_digit).count();
    (back == decimal && digits <= 15).then(|| decimal.normalize().scale())
}

/// The text as far as a cell holds it.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MOST_UNITS {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(field: Field) -> (String, Option<Flaw>) {
        let mut out = String::new();
        let flaw = write(&mut out, "A1", &field);
        (out, flaw)
    }

    #[test]
    fn fields_are_typed_and_what_cannot_be_carried_is_said() {
        let number = |text: &str| one(Field::Number(text.to_owned()));
        assert_eq!(number("-3518").0, "<c r=\"A1\" s=\"3\"><v>-3518</v></c>");
        assert_eq!(number("0.45").0, "<c r=\"A1\" s=\"5\"><v>0.45</v></c>");
        assert_eq!(number("1234567890123456").1, Some(Flaw::Number));
        let day = |text: &str| one(Field::Day(text.to_owned()));
        assert_eq!(day("2020-04-01").0, "<c r=\"A1\" s=\"1\"><v>43922</v></c>");
        assert_eq!(day("1900-02-28").1, Some(Flaw::Day));
        let text = one(Field::Text("=<&>_x0041_\u{1}".to_owned())).0;
        assert!(text.contains(">=&lt;&amp;&gt;_x005F_x0041__x0001_</t>"), "{text}");
        assert_eq!(one(Field::Text("あ".repeat(MOST_UNITS + 1))).1, Some(Flaw::Cut));
    }

    #[test]
    fn columns_and_worksheets_have_names() {
        assert_eq!([at(0, 1), at(25, 2), at(26, 3), at(702, 4)], ["A1", "Z2", "AA3", "AAA4"]);
        let mut book = Book::default();
        book.begin("取組/一覧", ["課"]);
        book.begin("取組/一覧", ["課"]);
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["取組 一覧", "取組 一覧 2"]);
    }
}
