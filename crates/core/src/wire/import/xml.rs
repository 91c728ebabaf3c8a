//! As much of XML as workbooks have: tags, their members, texts. No DTD and so
//! no entities of a file's own.

use crate::wire::mark::unmarked;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A tag opens: its name without prefix, its members, whether it closes at once.
    Open(&'a str, &'a str, bool),
    /// A tag closes.
    Close(&'a str),
    /// A text, as it was meant.
    Text(String),
}

/// A document, read from its beginning.
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: unmarked(text) }
    }

    /// Passes over what stands before `end`, and `end`.
    fn skip(&mut self, end: &str) -> Option<&'a str> {
        let (inside, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(inside)
    }

    /// The inside of a tag; a `>` between quotes does not end it.
    fn tag(&mut self) -> Option<&'a str> {
        let mut quote = None;
        let end = self.rest.find(|c| match (quote, c) {
            (None, '>') => true,
            (None, '"' | '\'') => {
                quote = Some(c);
                false
            }
            (Some(known), _) if known == c => {
                quote = None;
                false
            }
            _ => false,
        })?;
        let (inside, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.strip_prefix('>')?;
        Some(inside)
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(rest) = self.rest.strip_prefix("<!--") {
                self.rest = rest;
                self.skip("-->")?;
            } else if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                self.rest = rest;
                return self.skip("]]>").map(|text| Token::Text(text.to_owned()));
            } else if let Some(rest) = self.rest.strip_prefix("<?") {
                self.rest = rest;
                self.skip("?>")?;
            } else if self.rest.starts_with("<!") {
                // A DTD: nothing that a workbook has.
                self.rest = "";
            } else if let Some(rest) = self.rest.strip_prefix("</") {
                self.rest = rest;
                return self.tag().map(|name| Token::Close(local(name.trim())));
            } else if let Some(rest) = self.rest.strip_prefix('<') {
                self.rest = rest;
                let inside = self.tag()?;
                let closed = inside.ends_with('/');
                let inside = inside.strip_suffix('/').unwrap_or(inside);
                let (name, members) =
                    inside.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inside, ""));
                return Some(Token::Open(local(name), members, closed));
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(end)?;
                self.rest = rest;
                return Some(Token::Text(meant(text)));
            }
        }
    }
}

/// A member of a tag, by its name without prefix.
pub(super) fn member(members: &str, name: &str) -> Option<String> {
    let mut rest = members;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after.get(1..)?.split_once(quote)?;
        if local(before.trim()) == name {
            return Some(meant(value));
        }
        rest = behind;
    }
    None
}

/// A text with its references resolved.
fn meant(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, rest)| Some((referred(name)?, rest)));
        match found {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    // A reader of XML makes one line end of either kind.
    if out.contains('\r') && !text.contains("&#") { out.replace("\r\n", "\n") } else { out }
}

fn referred(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_members_and_texts() {
        let text = "<?xml version=\"1.0\"?><!-- c --><x:a r:id='1' b=\"&lt;2>\"><b/>甲&#x4e59;&amp;&no;<![CDATA[<丙>]]></x:a>";
        let found: Vec<Token<'_>> = Scanner::new(text).collect();
        assert_eq!(
            found,
            [
                Token::Open("a", "r:id='1' b=\"&lt;2>\"", false),
                Token::Open("b", "", true),
                Token::Text("甲乙&&no;".to_owned()),
                Token::Text("<丙>".to_owned()),
                Token::Close("a"),
            ]
        );
        assert_eq!(member("r:id='1' b=\"&lt;2>\"", "id").as_deref(), Some("1"));
        assert_eq!(member("r:id='1' b=\"&lt;2>\"", "b").as_deref(), Some("<2>"));
        assert_eq!(member("b", "b"), None);
        for broken in ["<", "<a", "<a b='", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "</", "&"] {
            assert!(Scanner::new(broken).count() <= 1, "{broken}");
        }
    }
}
