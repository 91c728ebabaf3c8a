//! Characters → tokens.

use super::parser::ParseError;
use crate::form::Wanted;
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    Text(String),
    /// A name or a cell id, with `{…}` kept as written.
    Name(String),
    Symbol(&'static str),
}

/// A token and the character at which it begins.
pub(super) type Placed = (usize, Token);

/// The longer ones first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 19] = [
    "<=", ">=", "<>", "≦", "≧", "≠", "=", "<", ">", "+", "-", "−", "*", "×", "/", "÷", "(", ")",
    ",",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ParseError> {
    let mut out = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let peek = |at: usize| chars.get(at).copied();
    let mut at = 0;
    while let Some(c) = peek(at) {
        let start = at;
        if c.is_whitespace() {
            at += 1;
        } else if c == ':' {
            out.push((at, Token::Symbol(":")));
            at += 1;
        } else if c == '"' {
            at += 1;
            let mut value = String::new();
            loop {
                match peek(at) {
                    Some('"') => break,
                    Some(c) => value.push(c),
                    None => return Err(ParseError::new(start, Wanted::ClosingQuote)),
                }
                at += 1;
            }
            at += 1;
            out.push((start, Token::Text(value)));
        } else if c.is_ascii_digit() {
            let mut digits = String::new();
            while let Some(c) = peek(at).filter(|c| c.is_ascii_digit() || *c == '.') {
                digits.push(c);
                at += 1;
            }
            let number = Decimal::from_str_exact(&digits)
                .map_err(|_| ParseError::new(start, Wanted::Figure))?;
            out.push((start, Token::Number(number)));
        } else if c.is_ascii_lowercase() || c == '{' {
            let mut name = String::new();
            while let Some(c) = peek(at) {
                // A hyphen belongs to the name only between two of its characters.
                let inside =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "{}._".contains(c);
                let joins = "-".contains(c) && peek(at + 1).is_some_and(inside);
                // A part of an id that may be any.
                let any = c == '*' && name.ends_with('.');
                if !(inside(c) || joins || any) {
                    break;
                }
                name.push(c);
                at += 1;
            }
            out.push((start, Token::Name(name)));
        } else {
            let found = SYMBOLS.iter().find(|symbol| {
                symbol.chars().enumerate().all(|(offset, c)| peek(at + offset) == Some(c))
            });
            let Some(symbol) = found else {
                return Err(ParseError::new(start, Wanted::TermOrOperator));
            };
            at += symbol.chars().count();
            let plain = match *symbol {
                "≦" => "<=",
                "≧" => ">=",
                "≠" => "<>",
                "×" => "*",
                "÷" => "/",
                "−" => "-",
                other => other,
            };
            out.push((start, Token::Symbol(plain)));
        }
    }
    Ok(out)
}
