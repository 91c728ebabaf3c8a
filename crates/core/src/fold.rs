//! Folding of texts for comparison: two texts are the same words when they
//! differ in width, spaces and punctuation only.
//!
//! Nothing folded is ever shown or stored.

use crate::text::fold;

/// Whether nothing but spaces and line ends stands there.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(crate::text::is_blank)
}

/// The characters of a label or code without width and spaces.
pub fn label(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(fold).filter(|c| !c.is_whitespace())
}

/// Whether two labels are the same after folding width and removing spaces.
pub fn same_label(a: &str, b: &str) -> bool {
    label(a).eq(label(b))
}

/// The characters of a sentence without width, spaces and 、，,.
pub fn sentence(text: &str) -> impl Iterator<Item = char> + '_ {
    label(text).filter(|c| !matches!(c, ',' | '、' | '､'))
}

/// Whether two sentences say the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    sentence(a).eq(sentence(b))
}

/// The digits with which a text begins, half width.
pub fn leading_digits(text: &str) -> String {
    label(text).take_while(char::is_ascii_digit).collect()
}
