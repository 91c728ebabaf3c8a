//! What is here of the files that came: a sheet that came before in a file of
//! the same name is passed over. So a file that is chosen again brings what is
//! missing of it: after a stop, on another day, or once it was mended.

use kohyo_core::wire::open::name_of_item;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Stands for a text in a file: the file's name, and a number for the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Imprint {
    pub(super) source: String,
    text: u64,
}

impl Imprint {
    pub(super) fn of(source: &str, text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self { source: source.to_owned(), text: hasher.finish() }
    }
}

/// What is here.
#[derive(Default)]
pub(super) struct Here {
    /// The keys of the sheets, as they came: a file may hold one twice.
    sheets: HashMap<Imprint, Vec<String>>,
    /// The files that were taken to their end, so that none of their sheets
    /// need be looked for.
    files: HashSet<Imprint>,
    /// Files in which something could not be read.
    unread: HashSet<String>,
    /// The names under which files are shown.
    names: HashSet<String>,
    /// Under which name something of a file stood that is not here any more.
    left: HashMap<String, String>,
}

impl Here {
    /// A sheet, or a file that holds none, is shown under a name.
    pub(super) fn add(&mut self, imprint: Imprint, key: &str, file: &str, is_read: bool) {
        if !is_read {
            self.unread.insert(imprint.source.clone());
        }
        self.stay(file);
        self.sheets.entry(imprint).or_default().push(key.to_owned());
    }

    /// It is not shown any more, and may come again.
    pub(super) fn remove(&mut self, imprint: &Imprint, key: &str, file: &str) {
        if let Some(keys) = self.sheets.get_mut(imprint) {
            keys.retain(|own| own != key);
        }
        let name = name_of_file(file);
        self.names.remove(file);
        self.names.remove(name);
        self.left.insert(imprint.source.clone(), name.to_owned());
        // Any file may hold it.
        self.files.clear();
    }

    /// The name of what stays shown is taken, whatever else had it.
    pub(super) fn stay(&mut self, file: &str) {
        self.names.insert(file.to_owned());
        self.names.insert(name_of_file(file).to_owned());
    }

    /// All is shown anew.
    pub(super) fn clear_sheets(&mut self) {
        self.sheets.clear();
        self.names.clear();
    }

    /// The key of a sheet that is here, if so many of the same come before it
    /// in its file.
    pub(super) fn key(&self, imprint: &Imprint, before: usize) -> Option<&str> {
        self.sheets.get(imprint)?.get(before).map(String::as_str)
    }

    /// Whether a file is here altogether, and nothing of that name waits to be
    /// mended.
    pub(super) fn has_file(&self, imprint: &Imprint) -> bool {
        self.files.contains(imprint) && !self.has_unread(&imprint.source)
    }

    /// A file was taken to its end.
    pub(super) fn end_file(&mut self, imprint: Imprint) {
        self.files.insert(imprint);
    }

    /// Whether something of a file could not be read once.
    pub(super) fn has_unread(&self, source: &str) -> bool {
        self.unread.contains(source)
    }

    /// The name of an entry of a file, which goes on as it began, or as what
    /// is not here any more of it stood there; of a file of several sheets with
    /// their number.
    pub(super) fn name(
        &mut self,
        source: &str,
        began: &mut Option<String>,
        number: Option<usize>,
    ) -> String {
        let entry = |name: &str| match number {
            Some(number) => name_of_item(name, number),
            None => name.to_owned(),
        };
        let name = began.as_ref().or_else(|| self.left.get(source));
        let name = name.filter(|name| !self.names.contains(&entry(name))).cloned();
        let name = name.unwrap_or_else(|| self.free(source));
        let entry = entry(&name);
        *began = Some(name);
        entry
    }

    /// A name that nothing has: of two alike the second gets a number.
    pub(super) fn free(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}（{number}）"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names.find(|name| !self.names.contains(name)).unwrap_or_default();
        self.names.insert(free.clone());
        free
    }
}

/// The name of the file in the name of an entry: without the number of a sheet.
pub(super) fn name_of_file(entry: &str) -> &str {
    match entry.rsplit_once('#') {
        Some((name, number)) if is_number(number) => name,
        _ => entry,
    }
}

/// The name that a file had where it came from: without the number of the
/// sheet, and without that which tells two files of one name from each other.
pub(super) fn source_of(entry: &str) -> &str {
    let name = name_of_file(entry);
    match name.strip_suffix('）').and_then(|name| name.rsplit_once('（')) {
        Some((name, number)) if is_number(number) => name_of_file(name),
        _ => name,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit())
}
