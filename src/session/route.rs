//! The places of the page, as they stand behind `#` in its address.

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Forms, drafts, files.
    Home,
    /// One sheet, by its document's id.
    Sheet(String),
    /// The central office.
    Office,
}

impl Route {
    /// The place that an address names; anything unknown is home.
    pub fn of(address: &str) -> Self {
        let path = address.trim_start_matches('#').trim_matches('/');
        match path.split_once('/') {
            Some(("sheet", id)) if !id.is_empty() => Self::Sheet(unescaped(id)),
            None if path == "office" => Self::Office,
            _ => Self::Home,
        }
    }

    /// The address of the place.
    pub fn address(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Sheet(id) => format!("#/sheet/{}", escaped(id)),
            Self::Office => "#/office".to_owned(),
        }
    }
}

/// An id as a part of an address or of a key: a file may bring any text as its
/// document's id, and a browser escapes what it does not like in an address.
pub(super) fn escaped(id: &str) -> String {
    id.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
        out
    })
}

fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
