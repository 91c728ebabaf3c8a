//! Rust source parted into what the compiler runs, what is quoted and what is
//! only told, so that a rule about code does not stumble over a comment.

use std::ops::Range;

/// One source file. Each text has the length of the file and spaces where
/// something else stands, so that places agree.
pub(super) struct Source {
    /// Code alone, without tests.
    pub(super) code: String,
    /// The texts between quotes, without tests, with where they begin.
    pub(super) quoted: Vec<(usize, String)>,
    /// Everything but tests.
    pub(super) shipped: String,
    whole: String,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let mut code = text.as_bytes().to_vec();
        let mut quoted = Vec::new();
        for piece in pieces(text) {
            if let Kind::Quoted = piece.kind {
                quoted.push((piece.range.start, text[piece.inner].to_owned()));
            }
            blank(&mut code, &piece.range);
        }
        let mut shipped = text.as_bytes().to_vec();
        for tests in test_items(&code) {
            quoted.retain(|(at, _)| !tests.contains(at));
            blank(&mut code, &tests);
            blank(&mut shipped, &tests);
        }
        Self {
            // Only whole texts are blanked, so nothing is lost here.
            code: String::from_utf8_lossy(&code).into_owned(),
            quoted,
            shipped: String::from_utf8_lossy(&shipped).into_owned(),
            whole: text.to_owned(),
        }
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.whole.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

fn blank(text: &mut [u8], range: &Range<usize>) {
    for byte in &mut text[range.clone()] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

enum Kind {
    Quoted,
    Told,
}

struct Piece {
    kind: Kind,
    range: Range<usize>,
    /// A quoted text without its quotes.
    inner: Range<usize>,
}

/// Comments, texts and letters, in order.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let end_of = |needle: &str, from: usize| {
            text.get(from..)
                .and_then(|rest| rest.find(needle))
                .map_or(bytes.len(), |found| from + found + needle.len())
        };
        let word_before = at > 0 && is_word(bytes[at - 1]);
        if rest.starts_with(b"//") {
            let end = end_of("\n", at);
            pieces.push(Piece { kind: Kind::Told, range: at..end, inner: at..end });
            at = end;
        } else if rest.starts_with(b"/*") {
            let end = end_of_block(bytes, at);
            pieces.push(Piece { kind: Kind::Told, range: at..end, inner: at..end });
            at = end;
        } else if let Some(hashes) = raw_start(rest).filter(|_| !word_before) {
            let opening = rest.iter().position(|byte| *byte == b'"').unwrap_or(0) + 1;
            let closing = format!("\"{}", "#".repeat(hashes));
            let end = end_of(&closing, at + opening);
            let inner = at + opening..end.saturating_sub(closing.len()).max(at + opening);
            pieces.push(Piece { kind: Kind::Quoted, range: at..end, inner });
            at = end;
        } else if rest[0] == b'"' {
            let mut end = at + 1;
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let inner = at + 1..end.min(bytes.len());
            end = (end + 1).min(bytes.len());
            pieces.push(Piece { kind: Kind::Quoted, range: at..end, inner });
            at = end;
        } else if rest[0] == b'\'' {
            match letter_end(text, at) {
                Some(end) => {
                    pieces.push(Piece { kind: Kind::Told, range: at..end, inner: at..end });
                    at = end;
                }
                // A lifetime.
                None => at += 1,
            }
        } else {
            at += 1;
        }
    }
    pieces
}

/// `r"`, `r#"`, `br##"` …: the number of hashes.
fn raw_start(rest: &[u8]) -> Option<usize> {
    let after = rest.strip_prefix(b"br").or_else(|| rest.strip_prefix(b"r"))?;
    let hashes = after.iter().take_while(|byte| **byte == b'#').count();
    (after.get(hashes) == Some(&b'"')).then_some(hashes)
}

fn letter_end(text: &str, at: usize) -> Option<usize> {
    let mut letters = text[at + 1..].char_indices();
    let (_, first) = letters.next()?;
    if first == '\\' {
        letters.next()?;
        let (end, _) = letters.find(|(_, letter)| *letter == '\'')?;
        return Some(at + 1 + end + 1);
    }
    let (end, second) = letters.next()?;
    (second == '\'').then_some(at + 1 + end + 1)
}

fn end_of_block(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// What stands under `#[cfg(test)]`, in code whose texts are blank already.
fn test_items(code: &[u8]) -> Vec<Range<usize>> {
    const MARK: &[u8] = b"#[cfg(test)]";
    let mut items = Vec::new();
    let mut at = 0;
    while at + MARK.len() <= code.len() {
        if !code[at..].starts_with(MARK) {
            at += 1;
            continue;
        }
        let mut depth = 0usize;
        let mut end = at + MARK.len();
        while end < code.len() {
            match code[end] {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end += 1;
                        break;
                    }
                }
                b';' if depth == 0 => {
                    end += 1;
                    break;
                }
                _ => {}
            }
            end += 1;
        }
        items.push(at..end);
        at = end;
    }
    items
}

/// Whether a byte can stand in a name.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The places where `name` stands in `code` as a whole name.
pub(super) fn names<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let after = bytes.get(at + name.len()).copied();
        let outside = |byte: Option<u8>| byte.is_none_or(|byte| !is_word(byte));
        outside(before) && outside(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_no_code() {
        let source = Source::new(
            "let a = \"web_sys \\\" x\"; // gloo\n/* a /* b */ c */ let b = r#\"q\"r\"#;",
        );
        assert_eq!(source.code.replace(' ', ""), "leta=;\nletb=;");
        let texts: Vec<&str> = source.quoted.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["web_sys \\\" x", "q\"r"]);
    }

    #[test]
    fn letters_and_lifetimes_are_told_apart() {
        let source = Source::new(
            "fn f<'a>(x: &'a str) -> char { '\"' } const Q: char = '\\''; const R: char = '市';",
        );
        assert!(source.quoted.is_empty());
        assert!(source.code.contains("&'a str"));
    }

    #[test]
    fn tests_are_left_out() {
        let source = Source::new(
            "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { \"r2\"; } }\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}",
        );
        for name in ["a", "c", "d"] {
            assert!(source.code.contains(&format!("fn {name}")), "{name}");
        }
        assert!(!source.code.contains("fn b") && !source.code.contains("more"));
        assert!(source.quoted.is_empty());
        assert_eq!(source.line(source.code.find("fn d").unwrap_or(0)), 7);
    }

    #[test]
    fn a_name_is_found_whole() {
        assert_eq!(names("x web_sys::y my_web_sys web_sys2", "web_sys").count(), 1);
    }
}
