//! The grammar of statements. Names are looked up later, by whoever knows the scenario.
//!
//! ```text
//! expect  = side ("<" | "<=" | ">" | ">=") side  |  side "=" side "within" NUMBER  |  "most" call
//! side    = product (("+" | "-") product)*
//! product = factor (("*" | "/") factor)*
//! factor  = NUMBER | "-" factor | "(" side ")" | WORD call
//! call    = "(" arguments ")" ["in" NAME]
//! order   = [PATH ":"] term ((">" | ">=") term)+
//! ```

use super::{Comparison, Expect, Formula, Operator, Side};
use crate::scenario::{limits, suggest};

/// A measure by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::scenario) struct Call<'a> {
    /// `share`
    pub(in crate::scenario) name: &'a str,
    /// What stands between the parentheses, at commas.
    pub(in crate::scenario) arguments: Vec<&'a str>,
    /// What stands after `in`.
    pub(in crate::scenario) of: Option<&'a str>,
}

/// An order by its words.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) struct Chain {
    /// Two or more.
    pub(in crate::scenario) terms: Vec<ChainTerm>,
    /// Between each and the next.
    pub(in crate::scenario) links: Vec<Comparison>,
}

/// One member of a chain.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) enum ChainTerm {
    Path(String),
    Number(f64),
}

/// Reads an expectation.
///
/// # Errors
/// A sentence that says what is wrong.
pub(in crate::scenario) fn expect(text: &str) -> Result<Expect<Call<'_>>, String> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let left = parser.side()?;
    if let (Formula::Figure(Call { name: "most", .. }), "") = (&left.formula, parser.rest()) {
        let Formula::Figure(call) = left.formula else { unreachable!("it was just seen") };
        return Ok(Expect::Most(call));
    }
    const SIGNS: [(&str, Option<Comparison>); 5] = [
        ("<=", Some(Comparison::AtMost)),
        (">=", Some(Comparison::AtLeast)),
        ("<", Some(Comparison::Below)),
        (">", Some(Comparison::Above)),
        ("=", None),
    ];
    let Some((_, sign)) = SIGNS.into_iter().find(|(sign, _)| parser.take(sign)) else {
        return Err(parser.expected("a comparison (`<`, `<=`, `>`, `>=` or `=`)"));
    };
    let right = parser.side()?;
    let expect = match sign {
        Some(comparison) => Expect::Compare { left, comparison, right },
        None if parser.take("within") => Expect::Within { left, right, tolerance: parser.number()? },
        None => return Err(parser.expected("`within` and how far apart the sides of a `=` may be")),
    };
    if !parser.rest().is_empty() {
        return Err(parser.expected("the end"));
    }
    match expect.figures().iter().any(|call| call.name == "most") {
        true => Err(format!(
            "In the statement {}, `most` is compared, but it is a statement by itself: `most(OUTCOME)`.",
            suggest::quote(text)
        )),
        false => Ok(expect),
    }
}

/// Reads one side of a comparison, which stands alone.
///
/// # Errors
/// A sentence that says what is wrong.
pub(in crate::scenario) fn side(text: &str) -> Result<Formula<Call<'_>>, String> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let side = parser.side()?;
    if parser.rest().is_empty() { Ok(side.formula) } else { Err(parser.expected("the end")) }
}

/// Reads an order.
///
/// # Errors
/// A sentence that says what is wrong.
pub(in crate::scenario) fn order(text: &str) -> Result<Chain, String> {
    let wrong = |what: &str| {
        let message = format!("{} is not an order: {what}.", suggest::quote(text));
        format!("{message} An order is `PATH > PATH`, or `PATH: a > b > c` with the rest of a path for each.")
    };
    if text.contains('<') {
        return Err(wrong("the larger one comes first, with `>` or `>=` after it"));
    }
    let (prefix, chain) = match text.split_once(':') {
        Some((prefix, chain)) => (Some(prefix.trim()), chain),
        None => (None, text),
    };
    let mut links = Vec::new();
    let mut terms = Vec::new();
    for (number, part) in chain.split('>').enumerate() {
        let part = match part.strip_prefix('=') {
            Some(rest) if number > 0 => {
                links.push(Comparison::AtLeast);
                rest.trim()
            }
            _ => {
                links.extend((number > 0).then_some(Comparison::Above));
                part.trim()
            }
        };
        if part.is_empty() || part.contains('=') {
            return Err(wrong("`>` and `>=` stand between two of its members"));
        }
        terms.push(match (prefix, part.parse::<f64>()) {
            (Some(prefix), _) => ChainTerm::Path(format!("{prefix}.{part}")),
            (None, Ok(number)) if number.is_finite() => ChainTerm::Number(number),
            (None, _) => ChainTerm::Path(part.to_owned()),
        });
    }
    if links.is_empty() {
        return Err(wrong("nothing in it is larger than something else"));
    }
    Ok(Chain { terms, links })
}

struct Parser<'a> {
    text: &'a str,
    /// Bytes read.
    at: usize,
    /// Parentheses and signs around what is read.
    depth: usize,
}

/// Nobody nests deeper; the stack would not bear everything.
const DEEPEST: usize = 32;

impl<'a> Parser<'a> {
    /// What is left, from the next letter on.
    fn rest(&mut self) -> &'a str {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest.trim_end()
    }

    /// Passes over this sign or word, if it comes next.
    fn take(&mut self, token: &str) -> bool {
        let Some(rest) = self.rest().strip_prefix(token) else { return false };
        let is_word = token.ends_with(|c: char| c.is_alphanumeric());
        if is_word && rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            return false;
        }
        self.at += token.len();
        true
    }

    /// Passes over the letters for which `fits` holds.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn expected(&mut self, what: &str) -> String {
        let said = suggest::quote(self.text);
        match self.rest() {
            "" => format!("The statement {said} ends where {what} is expected."),
            rest => {
                let found: String = rest.chars().take(20).collect();
                let found = if found.len() < rest.len() { format!("{found}…") } else { found };
                format!("In the statement {said}, `{found}` stands where {what} is expected.")
            }
        }
    }

    fn side(&mut self) -> Result<Side<Call<'a>>, String> {
        self.rest();
        let start = self.at;
        let formula = self.sum()?;
        Ok(Side { text: self.text[start..self.at].trim().to_owned(), formula })
    }

    fn sum(&mut self) -> Result<Formula<Call<'a>>, String> {
        let mut sum = self.product()?;
        while let Some(operator) = self.operator([("+", Operator::Plus), ("-", Operator::Minus)]) {
            sum = Formula::Arithmetic(Box::new(sum), operator, Box::new(self.product()?));
        }
        Ok(sum)
    }

    fn product(&mut self) -> Result<Formula<Call<'a>>, String> {
        let mut product = self.factor()?;
        while let Some(operator) = self.operator([("*", Operator::Times), ("/", Operator::Over)]) {
            product = Formula::Arithmetic(Box::new(product), operator, Box::new(self.factor()?));
        }
        Ok(product)
    }

    fn operator(&mut self, known: [(&str, Operator); 2]) -> Option<Operator> {
        known.into_iter().find(|(sign, _)| self.take(sign)).map(|(_, operator)| operator)
    }

    fn factor(&mut self) -> Result<Formula<Call<'a>>, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("The statement {} nests too deep.", suggest::quote(self.text)));
        }
        let factor = if self.take("-") {
            Formula::Negative(Box::new(self.factor()?))
        } else if self.take("(") {
            let inner = self.sum()?;
            if !self.take(")") {
                return Err(self.expected("`)`"));
            }
            inner
        } else if self.rest().starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            Formula::Number(self.number()?)
        } else {
            Formula::Figure(self.call()?)
        };
        self.depth -= 1;
        Ok(factor)
    }

    fn number(&mut self) -> Result<f64, String> {
        let start = self.at;
        let mut digits = self.take_while(|c| c.is_ascii_digit() || c == '.').to_owned();
        if !digits.is_empty() && self.text[self.at..].starts_with(['e', 'E']) {
            self.at += 1;
            digits.push('e');
            if let Some(sign) = self.text[self.at..].chars().next().filter(|c| ['+', '-'].contains(c)) {
                self.at += 1;
                digits.push(sign);
            }
            digits += self.take_while(|c| c.is_ascii_digit());
        }
        match digits.parse::<f64>() {
            Ok(number) if number.abs() <= limits::NUMBER => Ok(number),
            _ => {
                self.at = start;
                Err(self.expected("a number"))
            }
        }
    }

    fn call(&mut self) -> Result<Call<'a>, String> {
        let start = self.at;
        let name = self.take_while(|c| c.is_alphanumeric() || c == '-');
        if name.is_empty() || !self.take("(") {
            self.at = start;
            return Err(self.expected("a number or a measure such as `share(OUTCOME)`"));
        }
        let arguments = self.arguments()?;
        let of = match self.take("in") {
            true => Some(self.take_while(|c| c.is_alphanumeric() || "-_./".contains(c))),
            false => None,
        };
        if of == Some("") {
            return Err(self.expected("the name of a scenario"));
        }
        Ok(Call { name, arguments, of })
    }

    /// Up to the parenthesis that closes the one just read; the name of a class has parentheses of its own.
    fn arguments(&mut self) -> Result<Vec<&'a str>, String> {
        let inner = &self.text[self.at..];
        let mut open = 1;
        let close = inner.find(|c| {
            open += i32::from(c == '(') - i32::from(c == ')');
            open == 0
        });
        let Some(close) = close else {
            self.at = self.text.len();
            return Err(self.expected("`)`"));
        };
        self.at += close + 1;
        let inner = inner[..close].trim();
        Ok(if inner.is_empty() { Vec::new() } else { inner.split(',').map(str::trim).collect() })
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
