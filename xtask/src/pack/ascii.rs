//! The page's texts in ASCII. The browser reads a page without any other
//! letter by bytes; one such letter makes it widen the megabyte around it.

/// Markup: a character reference for each other letter.
pub(super) fn markup(text: &str) -> String {
    with(text, |letter| format!("&#x{:x};", u32::from(letter)))
}

/// A style sheet: an escape, closed by a blank.
pub(super) fn style(text: &str) -> String {
    with(text, |letter| format!("\\{:x} ", u32::from(letter)))
}

/// A script, in whose texts alone other letters may stand, or JSON.
pub(super) fn script(text: &str) -> String {
    with(text, |letter| {
        letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
    })
}

fn with(text: &str, escape: impl Fn(char) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            out.push_str(&escape(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_escape() {
        assert_eq!(markup("<title>個票</title>"), "<title>&#x500b;&#x7968;</title>");
        assert_eq!(style("content: \"▲1\""), "content: \"\\25b2 1\"");
        assert_eq!(script("\"© 𠮷\""), "\"\\u00a9 \\ud842\\udfb7\"");
    }
}
