//! Just as much HTML as the project's own `index.html` needs: finding tags,
//! reading attributes, keeping a text inside its element.

use anyhow::{Result, bail};
use std::ops::Range;

/// A start tag.
pub(super) struct Tag<'a> {
    /// Where it stands, `<` to `>`.
    pub(super) range: Range<usize>,
    text: &'a str,
}

impl Tag<'_> {
    /// The value of a quoted attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let start = self.text.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = self.text.get(start..)?;
        rest.get(..rest.find('"')?)
    }
}

/// The start tags of one name, in order.
pub(super) fn tags<'a>(html: &'a str, name: &str) -> Vec<Tag<'a>> {
    let opening = format!("<{name}");
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(found) = html[from..].find(&opening) {
        let start = from + found;
        let Some(length) = html[start..].find('>') else {
            break;
        };
        let end = start + length + 1;
        let text = &html[start..end];
        if text[opening.len()..].starts_with([' ', '>', '/', '\n']) {
            tags.push(Tag { range: start..end, text });
        }
        from = end;
    }
    tags
}

/// An element whose text the browser takes as it stands. A text that would
/// end the element early is refused, as no escape exists for it.
pub(super) fn raw_element(name: &str, attributes: &str, text: &str) -> Result<String> {
    let lower = text.to_ascii_lowercase();
    for end in [format!("</{name}"), "<!--".to_owned()] {
        if lower.contains(&end) {
            bail!("the text of a <{name}> contains {end}");
        }
    }
    Ok(format!("<{name}{attributes}>{text}</{name}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_by_their_whole_name() {
        let html = "<link a><links><link rel=\"stylesheet\" href=\"/x.css\"/>";
        let found = tags(html, "link");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].attribute("href"), Some("/x.css"));
        assert_eq!(found[1].attribute("ref"), None);
        assert_eq!(&html[found[0].range.clone()], "<link a>");
    }

    #[test]
    fn a_text_cannot_leave_its_element() {
        assert!(raw_element("script", "", "x </SCRIPT> y").is_err());
        assert!(raw_element("script", "", "x <!-- y").is_err());
        assert!(raw_element("style", "", "a > b").is_ok());
    }
}
