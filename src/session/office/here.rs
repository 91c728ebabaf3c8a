//! What is here of the files that came: a sheet that came before in a file of
//! the same name is passed over. So a file that is chosen again brings what is
//! missing of it: after a stop, on another day, or once it was mended.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Stands for a text in a file: the file's name, and a number for the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    pub(super) source: String,
    text: u64,
}

impl Mark {
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
    sheets: HashMap<Mark, Vec<String>>,
    /// The files that were taken to their end.
    files: HashSet<Mark>,
    /// Files in which something could not be read.
    unread: HashSet<String>,
    /// The names under which files are shown.
    names: HashSet<String>,
}

impl Here {
    /// A sheet, or a file that holds none, is shown under a name.
    pub(super) fn add(&mut self, mark: Mark, key: &str, file: &str, is_read: bool) {
        if !is_read {
            self.unread.insert(mark.source.clone());
        }
        self.names.extend(names_in(file).map(ToOwned::to_owned));
        self.sheets.entry(mark).or_default().push(key.to_owned());
    }

    /// It is not shown any more, and its file may come again.
    pub(super) fn remove(&mut self, mark: &Mark, key: &str, file: &str) {
        if let Some(keys) = self.sheets.get_mut(mark) {
            keys.retain(|own| own != key);
        }
        for name in names_in(file) {
            self.names.remove(name);
        }
    }

    /// The names of what stays shown are taken, whatever else had them.
    pub(super) fn stay(&mut self, file: &str) {
        self.names.extend(names_in(file).map(ToOwned::to_owned));
    }

    /// These files may come again.
    pub(super) fn await_files(&mut self, sources: &HashSet<String>) {
        self.files.retain(|file| !sources.contains(&file.source));
    }

    /// All is shown anew.
    pub(super) fn clear_sheets(&mut self) {
        self.sheets.clear();
        self.names.clear();
    }

    /// The key of a sheet that is here, if so many of the same come before it
    /// in its file.
    pub(super) fn key(&self, mark: &Mark, before: usize) -> Option<&str> {
        self.sheets.get(mark)?.get(before).map(String::as_str)
    }

    /// Whether a file is here altogether.
    pub(super) fn has_file(&self, mark: &Mark) -> bool {
        self.files.contains(mark)
    }

    /// A file was taken to its end.
    pub(super) fn end_file(&mut self, mark: Mark) {
        self.files.insert(mark);
    }

    /// Whether something of a file could not be read once.
    pub(super) fn has_unread(&self, source: &str) -> bool {
        self.unread.contains(source)
    }

    /// The name of an entry of a file, which goes on as it began; of a file of
    /// several sheets with their number.
    pub(super) fn name(
        &mut self,
        source: &str,
        began: &mut Option<String>,
        number: Option<usize>,
    ) -> String {
        let entry = |name: &str| match number {
            Some(number) => format!("{name}#{number}"),
            None => name.to_owned(),
        };
        let going_on = began.as_deref().map(entry).filter(|name| !self.names.contains(name));
        going_on.unwrap_or_else(|| {
            let name = self.free(source);
            let entry = entry(&name);
            *began = Some(name);
            entry
        })
    }

    /// A second file of the same name, with other contents, gets a number.
    fn free(&mut self, source: &str) -> String {
        let numbered = (2..).map(|number| format!("{source}（{number}）"));
        let mut names = std::iter::once(source.to_owned()).chain(numbered);
        let free = names.find(|name| !self.names.contains(name)).unwrap_or_default();
        self.names.insert(free.clone());
        free
    }
}

/// The name of an entry, and of its file where that holds several.
fn names_in(file: &str) -> impl Iterator<Item = &str> {
    [Some(file), file.rsplit_once('#').map(|(name, _)| name)].into_iter().flatten()
}
