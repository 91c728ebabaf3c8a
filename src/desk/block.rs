//! A block of texts as spreadsheets hand it over: tabs between cells, line
//! ends between rows, a cell with either of them in quotes.

/// Rows of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The rows; they need not be of one length.
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// Reads the plain flavour of a clipboard.
    pub fn read(text: &str) -> Self {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        let mut cell = String::new();
        let mut letters = text.chars().peekable();
        let mut quoted = false;
        let mut begins = true;
        while let Some(letter) = letters.next() {
            if quoted {
                match letter {
                    '"' if letters.peek() == Some(&'"') => {
                        letters.next();
                        cell.push('"');
                    }
                    '"' => quoted = false,
                    '\r' => {}
                    other => cell.push(other),
                }
                continue;
            }
            match letter {
                // A quote in the middle of a text is a letter like any other.
                '"' if begins && closes(letters.clone()) => quoted = true,
                '\t' => row.push(std::mem::take(&mut cell)),
                '\r' | '\n' => {
                    if letter == '\r' && letters.peek() == Some(&'\n') {
                        letters.next();
                    }
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
            begins = matches!(letter, '\t' | '\r' | '\n');
        }
        if !cell.is_empty() || !row.is_empty() {
            row.push(cell);
            rows.push(row);
        }
        Self { rows }
    }

    /// Writes it so that spreadsheets read the same block back.
    pub fn written(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|text| {
                        if text.contains(['\t', '\n', '\r']) || text.starts_with('"') {
                            format!("\"{}\"", text.replace('"', "\"\""))
                        } else {
                            text.clone()
                        }
                    })
                    .collect();
                cells.join("\t")
            })
            .collect();
        rows.join("\r\n")
    }

    /// The first table of a text of markup.
    pub fn in_markup(markup: &str) -> Option<Self> {
        super::markup::table(markup)
    }

    /// Whether it is more than the text of one cell.
    pub fn is_several(&self) -> bool {
        self.rows.len() > 1 || self.rows.first().is_some_and(|row| row.len() > 1)
    }
}

/// Whether a quote that begins a cell is closed before a cell ends, so that it
/// is a mark of the format and no letter of the text.
fn closes(mut letters: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    while let Some(letter) = letters.next() {
        if letter == '"' {
            match letters.peek() {
                Some('"') => {
                    letters.next();
                }
                next => return matches!(next, None | Some('\t' | '\r' | '\n')),
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        Block::read(text).rows
    }

    #[test]
    fn rows_and_cells_are_parted() {
        assert_eq!(read("△ 3,518\t####\r\n\t0\r\n"), [vec!["△ 3,518", "####"], vec!["", "0"]]);
        assert_eq!(read("1\n\n2"), [vec!["1"], vec![""], vec!["2"]]);
        assert_eq!(read("a\t"), [vec!["a", ""]]);
        assert!(read("").is_empty());
    }

    #[test]
    fn a_quoted_cell_keeps_its_line_breaks() {
        assert_eq!(
            read("100\n\"100\n200\"\n300"),
            [vec!["100"], vec!["100\n200"], vec!["300"]],
            "one column too"
        );
        assert_eq!(
            read("\"一行目\r\n二行目\"\t\"言う\"\"はい\"\"\"\r\n次"),
            [vec!["一行目\n二行目", "言う\"はい\""], vec!["次"]]
        );
        assert_eq!(read("12\"\t\"半分"), [vec!["12\"", "\"半分"]], "no marks of the format");
        assert_eq!(read("\"あ\"い\tう"), [vec!["\"あ\"い", "う"]]);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = vec![
            vec!["a\tb".to_owned(), "\"c\"".to_owned(), String::new()],
            vec!["一\n二".to_owned(), "d\"e".to_owned(), "△ 1".to_owned()],
        ];
        let block = Block { rows };
        assert_eq!(Block::read(&block.written()), block);
    }
}
