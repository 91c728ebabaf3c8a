//! Tokens → tree, by the grammar at the head of the room.

use super::ast::{Ast, AstKind, Binary};
use super::lexer::{Placed, Token, tokens};
use crate::form::Wanted;
use crate::form::fault::{FaultKind, Limit};

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError {
    /// The character, from 0.
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) kind: FaultKind,
}

impl ParseError {
    pub(super) fn new(at: usize, wanted: Wanted) -> Self {
        Self { at, kind: FaultKind::Expression(at, wanted) }
    }

    fn beyond(at: usize, limit: Limit) -> Self {
        Self { at, kind: FaultKind::TooMany(limit) }
    }
}

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Ast, ParseError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, next: 0, end: text.chars().count(), depth: 0, terms: 0 };
    let tree = parser.or()?;
    match parser.peek() {
        None => Ok(tree),
        Some(_) => Err(ParseError::new(parser.at(), Wanted::OperatorOrEnd)),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    end: usize,
    depth: usize,
    /// The numbers, texts, variables and cells so far.
    terms: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(s)) if *s == symbol);
        if found {
            self.next += 1;
        }
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        if found {
            self.next += 1;
        }
        found
    }

    fn need(&mut self, symbol: &'static str) -> Result<(), ParseError> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            Err(ParseError::new(self.at(), Wanted::Exactly(symbol.to_owned())))
        }
    }

    fn take_name(&mut self, what: Wanted) -> Result<String, ParseError> {
        let at = self.at();
        match self.peek().cloned() {
            Some(Token::Name(name)) => {
                self.next += 1;
                Ok(name)
            }
            _ => Err(ParseError::new(at, what)),
        }
    }

    fn or(&mut self) -> Result<Ast, ParseError> {
        let mut left = self.and()?;
        loop {
            let at = self.at();
            if !self.take_word("or") {
                return Ok(left);
            }
            left = binary(at, Binary::Or, left, self.and()?);
        }
    }

    fn and(&mut self) -> Result<Ast, ParseError> {
        let mut left = self.not()?;
        loop {
            let at = self.at();
            if !self.take_word("and") {
                return Ok(left);
            }
            left = binary(at, Binary::And, left, self.not()?);
        }
    }

    fn not(&mut self) -> Result<Ast, ParseError> {
        let at = self.at();
        if self.take_word("not") {
            let inner = self.deeper(Self::not)?;
            return Ok(Ast { at, kind: AstKind::Not(Box::new(inner)) });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Ast, ParseError> {
        let left = self.sum()?;
        let at = self.at();
        let operators = [
            ("=", Binary::Equal),
            ("<>", Binary::Different),
            ("<=", Binary::LessOrEqual),
            (">=", Binary::GreaterOrEqual),
            ("<", Binary::Less),
            (">", Binary::Greater),
        ];
        for (symbol, operator) in operators {
            if self.take_symbol(symbol) {
                return Ok(binary(at, operator, left, self.sum()?));
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Ast, ParseError> {
        let mut left = self.product()?;
        loop {
            let at = self.at();
            let operator = if self.take_symbol("+") {
                Binary::Add
            } else if self.take_symbol("-") {
                Binary::Subtract
            } else {
                return Ok(left);
            };
            left = binary(at, operator, left, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Ast, ParseError> {
        let mut left = self.unary()?;
        loop {
            let at = self.at();
            let operator = if self.take_symbol("*") {
                Binary::Multiply
            } else if self.take_symbol("/") {
                Binary::Divide
            } else {
                return Ok(left);
            };
            left = binary(at, operator, left, self.unary()?);
        }
    }

    fn unary(&mut self) -> Result<Ast, ParseError> {
        let at = self.at();
        if self.take_symbol("-") {
            let inner = self.deeper(Self::unary)?;
            return Ok(Ast { at, kind: AstKind::Negate(Box::new(inner)) });
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Ast, ParseError> {
        let at = self.at();
        if self.take_symbol("(") {
            let inner = self.deeper(Self::or)?;
            self.need(")")?;
            return Ok(inner);
        }
        self.terms += 1;
        if self.terms > Limit::Terms.most() {
            return Err(ParseError::beyond(at, Limit::Terms));
        }
        let kind = match self.peek().cloned() {
            Some(Token::Number(number)) => AstKind::Number(number),
            Some(Token::Text(text)) => AstKind::Text(text),
            Some(Token::Name(name)) => {
                self.next += 1;
                if self.take_symbol("(") {
                    return self.deeper(|parser| parser.call(at, name));
                }
                let variable = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                let kind = match variable {
                    Some(inner) if !inner.contains(['{', '}']) => {
                        AstKind::Variable(inner.to_owned())
                    }
                    _ => AstKind::Cell(name),
                };
                return Ok(Ast { at, kind });
            }
            _ => return Err(ParseError::new(at, Wanted::Term)),
        };
        self.next += 1;
        Ok(Ast { at, kind })
    }

    fn call(&mut self, at: usize, name: String) -> Result<Ast, ParseError> {
        if name == "any" || name == "all" {
            let variable = self.take_name(Wanted::Variable)?;
            if !self.take_word("in") {
                return Err(ParseError::new(self.at(), Wanted::Exactly("in".to_owned())));
            }
            let axis = self.take_name(Wanted::Axis)?;
            self.need(":")?;
            let body = Box::new(self.or()?);
            self.need(")")?;
            let kind = AstKind::Each { all: name == "all", variable, axis, body };
            return Ok(Ast { at, kind });
        }
        let mut arguments = Vec::new();
        if !self.take_symbol(")") {
            loop {
                arguments.push(self.or()?);
                if self.take_symbol(")") {
                    break;
                }
                self.need(",")?;
            }
        }
        Ok(Ast { at, kind: AstKind::Call(name, arguments) })
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, ParseError>,
    ) -> Result<T, ParseError> {
        if self.depth >= Limit::Levels.most() {
            return Err(ParseError::beyond(self.at(), Limit::Levels));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }
}

fn binary(at: usize, operator: Binary, left: Ast, right: Ast) -> Ast {
    Ast { at, kind: AstKind::Binary(operator, Box::new(left), Box::new(right)) }
}
