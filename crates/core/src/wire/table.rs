//! Tables that people bring: a CSV as Excel saves it, or JSON.

use crate::submission::TableFault;
use crate::wire::mark::unmarked;
use serde_json::Value;

/// The rows of a table, the headings first; every row as long as they are.
///
/// A CSV parts its cells by commas, or by tabs or semicolons where its first
/// line has no comma. A JSON is a list of objects; its headings are the members
/// in the order in which they first appear.
pub fn rows(text: &str) -> Result<Vec<Vec<String>>, TableFault> {
    let text = unmarked(text);
    let mut rows: Vec<Vec<String>> = if text.trim_start().starts_with(['[', '{']) {
        json(text)?
    } else {
        csv(text)?.into_iter().map(|(_, row)| row).collect()
    };
    let width = rows.first().map_or(0, Vec::len);
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    if rows.first().is_none_or(|heads| heads.iter().all(|head| head.trim().is_empty())) {
        return Err(TableFault::Empty);
    }
    Ok(rows)
}

/// The rows of a CSV as they are typed: none left out, none cut, and without
/// the apostrophe that keeps a text from being a formula.
pub fn typed(text: &str) -> Result<Vec<Vec<String>>, TableFault> {
    let text = unmarked(text).replace("\r\n", "\n");
    closed(&text)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader(&text).records() {
        let record = record
            .map_err(|error| TableFault::Csv(error.position().map_or(1, csv::Position::line)))?;
        // The reader passes over blank lines, which count where a row is named.
        let from = record.position().and_then(|at| usize::try_from(at.byte()).ok());
        let rest = from.filter(|_| !rows.is_empty()).and_then(|from| text.get(from..));
        let blank = rest.unwrap_or_default().chars().take_while(|c| *c == '\n').count();
        rows.resize(rows.len() + blank, Vec::new());
        rows.push(record.iter().map(unguarded).collect());
    }
    Ok(rows)
}

fn unguarded(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// By the mark of its first line.
fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes())
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let marks = [b',', b'\t', b';'];
    marks.into_iter().find(|mark| first.contains(char::from(*mark))).unwrap_or(b',')
}

/// Refuses a quote that is never closed: the reader would take all lines behind
/// it for one cell.
fn closed(text: &str) -> Result<(), TableFault> {
    let delimiter = char::from(delimiter(text));
    let (mut line, mut begins, mut opened) = (1, true, None);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // Two of them within a cell are one of its text.
            '"' if opened.is_some() => {
                opened = opened.filter(|_| letters.next_if_eq(&'"').is_some());
            }
            '"' if begins => opened = Some(line),
            '\n' => line += 1,
            _ => {}
        }
        begins = opened.is_none() && (letter == delimiter || matches!(letter, '\n' | '\r'));
    }
    opened.map_or(Ok(()), |line| Err(TableFault::Csv(line)))
}

/// The rows of a CSV as long as they are, each with its line; blank ones are left out.
pub(super) fn csv(text: &str) -> Result<Vec<(u64, Vec<String>)>, TableFault> {
    closed(text)?;
    let mut reader = reader(text);
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let record = record
            .map_err(|error| TableFault::Csv(error.position().map_or(1, csv::Position::line)))?;
        let line = record.position().map_or(1, csv::Position::line);
        let row: Vec<String> = record.iter().map(str::to_owned).collect();
        if rows.is_empty() || row.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((line, row));
        }
    }
    Ok(rows)
}

fn json(text: &str) -> Result<Vec<Vec<String>>, TableFault> {
    let list: Vec<serde_json::Map<String, Value>> = serde_json::from_str(text)
        .map_err(|error| TableFault::Json(error.line(), error.column()))?;
    let mut heads: Vec<String> = Vec::new();
    for name in list.iter().flat_map(serde_json::Map::keys) {
        if !heads.contains(name) {
            heads.push(name.clone());
        }
    }
    let row = |item: &serde_json::Map<String, Value>| {
        heads
            .iter()
            .map(|head| match item.get(head) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            })
            .collect()
    };
    let rows: Vec<Vec<String>> = list.iter().map(row).collect();
    Ok(std::iter::once(heads.clone()).chain(rows).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_excel_and_programs_write_it() {
        let wanted: Vec<Vec<String>> = [["課", "番号"], ["総務課", "010"], ["税,務", ""]]
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        for text in [
            "\u{feff}課,番号\r\n総務課,010\r\n\r\n\"税,務\",\r\n",
            "課\t番号\n総務課\t010\n税,務\n",
            "[{\"課\": \"総務課\", \"番号\": \"010\"}, {\"課\": \"税,務\", \"番号\": null}]",
        ] {
            assert_eq!(rows(text), Ok(wanted.clone()), "{text}");
        }
        assert_eq!(rows("  "), Err(TableFault::Empty));
        assert_eq!(rows("[1]"), Err(TableFault::Json(1, 2)));
        // A quote that is never closed would take the rest for one cell.
        for text in ["名称\n\"甲\n乙\n丙\n", "名称\r\n\"甲\"\"\r\n乙\r\n"] {
            assert_eq!(rows(text), Err(TableFault::Csv(2)), "{text}");
            assert_eq!(typed(text), Err(TableFault::Csv(2)), "{text}");
        }
        let inside =
            vec![vec!["名称".to_owned()], vec!["甲\"乙".to_owned()], vec!["丙".to_owned()]];
        assert_eq!(rows("名称\n甲\"乙\n丙\n"), Ok(inside), "a letter like any other");
    }
}
