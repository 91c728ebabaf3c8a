//! The mark that Windows puts before a text (byte order mark).

/// What a CSV for Excel begins with.
pub const BOM: &str = "\u{feff}";

/// A text without it: Notepad puts it before everything that it saves.
pub(crate) fn unmarked(text: &str) -> &str {
    text.strip_prefix(BOM).unwrap_or(text)
}
