//! The table in the markup that Excel, Word and browsers lay on the clipboard.
//!
//! Read as text and never handed to the browser: a page whose CSP forbids
//! inline code and styles would complain of each that stands in it.

use super::Block;

/// More rows or columns than this are no block of a sheet.
const MOST: usize = 1_000;

/// A piece of markup.
enum Piece<'a> {
    Text(&'a str),
    /// A tag: its name in small letters with `/` before an end, and the rest.
    Tag(String, &'a str),
}

/// The pieces of a markup; comments and declarations are left out.
fn pieces(mut rest: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    while !rest.is_empty() {
        let Some((text, after)) = rest.split_once('<') else {
            out.push(Piece::Text(rest));
            break;
        };
        if !text.is_empty() {
            out.push(Piece::Text(text));
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = after.split_at(end_of_tag(after));
        rest = after.strip_prefix('>').unwrap_or(after);
        if tag.starts_with(['!', '?']) {
            continue;
        }
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let name = name.trim_end_matches('/').to_ascii_lowercase();
        // What is no text for the eye is passed over as a whole.
        if name == "style" || name == "script" {
            let end = format!("</{name}");
            let found = rest.to_ascii_lowercase().find(&end);
            rest = found.and_then(|found| rest.get(found..)).unwrap_or("");
        }
        out.push(Piece::Tag(name, tag));
    }
    out
}

/// Where a tag ends; a `>` in quotes is part of it.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (place, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return place,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Whether an element is not for the eye: furigana beside its word, the words
/// that Excel and Word hide.
fn is_hidden(name: &str, tag: &str) -> bool {
    let is_empty = matches!(name, "br" | "col" | "hr" | "img" | "input") || tag.ends_with('/');
    let style: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    let says = ["display:none", "mso-hide:all"].iter().any(|word| style.contains(word));
    !is_empty && !name.starts_with('/') && (says || matches!(name, "rt" | "rp"))
}

/// How many rows or columns a cell covers.
fn span(tag: &str, name: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let number = lower.find(name).and_then(|found| lower.get(found + name.len()..)).map(|rest| {
        let rest = rest.trim_start_matches(['=', '"', '\'', ' ']);
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    });
    number.and_then(|digits| digits.parse().ok()).unwrap_or(1).clamp(1, MOST)
}

/// A block that grows while it is read.
#[derive(Default)]
struct Growing {
    rows: Vec<Vec<Option<String>>>,
    /// The cell that is open: its row and column.
    open: Option<(usize, usize)>,
    row: Option<usize>,
}

impl Growing {
    fn place(&mut self, row: usize, column: usize) -> Option<&mut Option<String>> {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let line = self.rows.get_mut(row)?;
        if line.len() <= column {
            line.resize(column + 1, None);
        }
        line.get_mut(column)
    }

    fn begin_cell(&mut self, tag: &str) {
        self.end_cell();
        let row = self.row.unwrap_or_default();
        let mut column = 0;
        while column < MOST && self.place(row, column).is_some_and(|place| place.is_some()) {
            column += 1;
        }
        // A merged cell has its text once and blanks where it reaches.
        for down in 0..span(tag, "rowspan") {
            for along in 0..span(tag, "colspan") {
                if let Some(place) = self.place(row + down, column + along) {
                    *place = Some(String::new());
                }
            }
        }
        self.open = Some((row, column));
    }

    fn end_cell(&mut self) {
        if let Some((row, column)) = self.open.take()
            && let Some(Some(text)) = self.place(row, column)
        {
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            *text = lines.join("\n").trim_matches(['\n', ' ']).to_owned();
        }
    }

    fn text(&mut self) -> Option<&mut String> {
        let (row, column) = self.open?;
        self.place(row, column)?.as_mut()
    }

    fn line_break(&mut self, always: bool) {
        if let Some(text) = self.text()
            && (always || !(text.is_empty() || text.ends_with('\n')))
        {
            text.push('\n');
        }
    }
}

/// The first table of a text of markup.
pub(super) fn table(markup: &str) -> Option<Block> {
    let mut growing = Growing::default();
    let mut depth = 0;
    // The element that is passed over, and how many of its name are open.
    let mut hidden: Option<(String, usize)> = None;
    for piece in pieces(markup) {
        if let Some((name, open)) = &mut hidden {
            if let Piece::Tag(own, _) = &piece {
                match own.strip_prefix('/') {
                    Some(end) if end == name => *open -= 1,
                    None if own == name => *open += 1,
                    _ => {}
                }
            }
            if *open == 0 {
                hidden = None;
            }
            continue;
        }
        match piece {
            Piece::Tag(name, tag) if is_hidden(&name, tag) => hidden = Some((name, 1)),
            Piece::Text(text) => {
                if let Some(out) = growing.text() {
                    add(out, &unescaped(text));
                }
            }
            Piece::Tag(name, tag) => match (name.as_str(), depth) {
                ("table", _) => depth += 1,
                ("/table", 1) => break,
                ("/table", _) => depth -= 1,
                ("tr", 1) => {
                    growing.end_cell();
                    growing.row = Some(growing.row.map_or(0, |row| row + 1));
                    if growing.row > Some(MOST) {
                        break;
                    }
                }
                ("td" | "th", 1) => growing.begin_cell(tag),
                ("/td" | "/th" | "/tr", 1) => growing.end_cell(),
                ("br", _) => growing.line_break(true),
                ("p" | "div" | "li" | "tr", _) => growing.line_break(false),
                _ => {}
            },
        }
    }
    growing.end_cell();
    let height = growing.row? + 1;
    growing.rows.resize_with(height.max(growing.rows.len()), Vec::new);
    growing.rows.truncate(height);
    let rows = growing.rows.into_iter();
    let rows: Vec<Vec<String>> =
        rows.map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect();
    rows.iter().any(|row| !row.is_empty()).then_some(Block { rows })
}

/// Adds a text; line ends of the markup and runs of spaces are one space.
fn add(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' | ' ' => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            '\u{a0}' => out.push(' '),
            other => out.push(other),
        }
    }
}

/// The letters for which `&…;` stands.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let named = after.split_once(';').and_then(|(name, after)| Some((letter(name)?, after)));
        match named {
            Some((letter, after)) => {
                out.push(letter);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "minus" => '−',
        "yen" => '¥',
        "mdash" => '—',
        "ndash" => '–',
        "times" => '×',
        "divide" => '÷',
        "plusmn" => '±',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "deg" => '°',
        "sect" => '§',
        "Delta" => 'Δ',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "larr" => '←',
        "rarr" => '→',
        "ensp" | "emsp" | "thinsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(markup: &str) -> Vec<Vec<String>> {
        table(markup).map(|block| block.rows).unwrap_or_default()
    }

    #[test]
    fn a_table_of_excel_is_read_with_its_line_ends_and_merged_cells() {
        let markup = "<html xmlns:x=\"urn\"><head><style>td{a>b}</style></head><body>\r\n\
            <!--StartFragment--><table border=0>\n<col width=72><tr height=18>\
            <td rowspan=2 style='width:54pt' title=\"a>b\">歳出削減</td>\
            <td align=right>△ 3,518</td><td>一行目<br>\n  二行目</td></tr>\
            <tr><td>&nbsp;</td><td colspan=\"2\">&#20803; &amp; &lt;b&gt;</td></tr>\
            <!--EndFragment--></table></body></html>";
        assert_eq!(
            rows(markup),
            [vec!["歳出削減", "△ 3,518", "一行目\n二行目"], vec!["", "", "元 & <b>", ""],]
        );
    }

    #[test]
    fn paragraphs_of_word_are_lines() {
        let markup = "<TABLE><TR><TD><p class=MsoNormal>・調査<o:p></o:p></p>\n\
            <p>・試行</p></TD></TR></TABLE>";
        assert_eq!(rows(markup), [vec!["・調査\n・試行"]]);
    }

    #[test]
    fn what_is_not_for_the_eye_gives_no_text() {
        let markup = "<table><tr><td><ruby>山田会<rp>（</rp><rt>ヤマダカイ</rt><rp>）</rp></ruby></td>\
            <td><ruby>会<span style='DISPLAY: none'><span>a</span><rt class=f>カイ</rt></span></ruby></td>\
            <td>1<br style='display:none'>2<span style='mso-hide:all'>注</span>3</td></tr>\
            <tr height=0 style='display:none'><td></td><td></td></tr></table>";
        assert_eq!(rows(markup), [vec!["山田会", "会", "1\n23"]]);
    }

    #[test]
    fn letters_that_excel_and_word_name_are_read() {
        let markup = "<table><tr><td>&yen;1,000&times;2&hellip;&minus;3&deg;&mdash;&nothing;&Delta;</td></tr></table>";
        assert_eq!(rows(markup), [vec!["¥1,000×2…−3°—&nothing;Δ"]]);
    }

    #[test]
    fn what_is_no_table_gives_none_and_nothing_panics() {
        for markup in ["", "<p>a</p>", "<table", "<table>", "<table></table>", "<tr><td>1", "&;<"] {
            assert!(rows(markup).is_empty(), "{markup}");
        }
        assert_eq!(rows("<table><tr><td>1<td>2<tr><td>3"), [vec!["1", "2"], vec!["3"]]);
    }
}
