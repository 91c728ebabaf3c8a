//! Rows on their way to a table: they wait in a temporary file until all
//! sheets are read, for only then is it known what each counts as.

use kohyo_core::wire::export::Field;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// The rows of one sheet, as bytes.
#[derive(Debug, Default)]
pub(crate) struct Record {
    rows: u32,
    bytes: Vec<u8>,
}

impl Record {
    /// Puts a row behind others.
    pub(crate) fn push(&mut self, row: &[Field]) {
        self.rows += 1;
        for field in row {
            field.encode(&mut self.bytes);
        }
    }
}

/// Records in the order of adding.
pub(crate) struct Spool {
    file: BufWriter<File>,
}

impl Spool {
    pub(crate) fn new() -> Result<Self, String> {
        let file = tempfile::tempfile().map_err(|error| failed(&error))?;
        Ok(Self { file: BufWriter::new(file) })
    }

    /// Adds the rows of an entry.
    pub(crate) fn push(&mut self, entry: usize, record: &Record) -> Result<(), String> {
        let mut head = Vec::with_capacity(20);
        head.extend((entry as u64).to_le_bytes());
        head.extend(record.rows.to_le_bytes());
        head.extend((record.bytes.len() as u64).to_le_bytes());
        self.file.write_all(&head).map_err(|error| failed(&error))?;
        self.file.write_all(&record.bytes).map_err(|error| failed(&error))
    }

    /// Hands out every row with its entry.
    pub(crate) fn each(
        self,
        width: usize,
        mut take: impl FnMut(usize, Vec<Field>) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut file = self.file.into_inner().map_err(|error| failed(error.error()))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| failed(&error))?;
        let mut file = BufReader::new(file);
        let mut bytes = Vec::new();
        while let Some(entry) = number(&mut file)? {
            let mut rows = [0; 4];
            file.read_exact(&mut rows).map_err(|error| failed(&error))?;
            let length = number(&mut file)?.unwrap_or(0);
            bytes.clear();
            bytes.resize(usize::try_from(length).unwrap_or(0), 0);
            file.read_exact(&mut bytes).map_err(|error| failed(&error))?;
            let mut rest = bytes.as_slice();
            for _ in 0..u32::from_le_bytes(rows) {
                let row = (0..width).map_while(|_| Field::decode(&mut rest)).collect();
                take(usize::try_from(entry).unwrap_or(usize::MAX), row)?;
            }
        }
        Ok(())
    }
}

/// The next number, none at the end.
fn number(file: &mut impl Read) -> Result<Option<u64>, String> {
    let mut bytes = [0; 8];
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

fn failed(error: &std::io::Error) -> String {
    format!("一時ファイルを使えません（{error}）。")
}
