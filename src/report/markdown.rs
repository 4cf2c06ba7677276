//! A document as Markdown for pandoc and for repositories; its charts are SVG files beside it.
//!
//! All words are escaped, in one place: what comes from a file is text, whatever it looks like.

use super::document::{Block, Document, Table};
use crate::prose::clean;

/// The whole text. A figure stands at `charts/NAME.svg`.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut parts = vec![format!("# {}", escaped(&document.title)), escaped(&document.subtitle)];
    for section in &document.sections {
        parts.push(format!("## {}", escaped(&section.heading)));
        parts.extend(section.blocks.iter().map(block));
    }
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// Where the file of a chart is, from the document.
pub(super) fn place(name: &str) -> String {
    format!("charts/{name}.svg")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("### {}", escaped(text)),
        Block::Lead(text) => format!("**{}**", escaped(text)),
        Block::Text(text) => escaped(text),
        Block::List(points) => {
            points.iter().map(|point| format!("* {}", escaped(point))).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => self::table(table),
        Block::Figure(figure) => {
            let (alt, place) = (escaped(figure.chart.alt()), place(figure.name));
            format!("![{}. {alt}]({place})", escaped(figure.chart.heading()))
        }
        Block::Command(line) => format!("    {}", clean(line)),
    }
}

fn table(table: &Table) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule: Vec<&str> =
        (0..table.header.len()).map(|column| if column >= table.numbers { "---:" } else { "---" }).collect();
    let rows: Vec<String> = table.rows.iter().map(|row| line(row)).collect();
    format!(
        "**{}**\n\n{}\n| {} |\n{}",
        escaped(&table.caption),
        line(&table.header),
        rule.join(" | "),
        rows.join("\n")
    )
}

/// Words from anywhere as text: on one line, with every sign escaped that could mean something. What readers of Markdown
/// make a link of without being told, an address, is set as code: no escape keeps all of them from it.
fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = &text[..];
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|letter| !is_of_address(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length.max(first.len_utf8()));
        match is_address(word) {
            true => out.push_str(&format!("`{word}`")),
            false => escape(&mut out, word, text.len() - rest.len(), &text),
        }
        rest = after;
    }
    out
}

/// Whether a letter may be one of an address, and stands for itself in code.
fn is_of_address(letter: char) -> bool {
    letter.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(letter)
}

fn is_address(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    // The address of a letter, or somebody who is called: `name@place.org`, `@name`.
    let named = word.split('@').skip(1).any(|name| name.starts_with(char::is_alphanumeric));
    named || lower.contains("://") || lower.contains("www.")
}

/// Escapes what stands at a byte of a text.
fn escape(out: &mut String, word: &str, begin: usize, text: &str) {
    for (at, letter) in word.char_indices() {
        let at = begin + at;
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' | '^' | '!' | '@' => {
                out.push('\\');
                out.push(letter);
            }
            // Only at the beginning of a line: lists and headings. `1.` is no list within a paragraph of one line.
            '+' | '-' | '=' | ':' if at == 0 => {
                out.push('\\');
                out.push(letter);
            }
            '.' | ')' if at > 0 && text[..at].bytes().all(|digit| digit.is_ascii_digit()) => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_mean_something_are_escaped() {
        assert_eq!(
            escaped("<b>*a*</b> [x](y) `z` | _n_\n# h"),
            "&lt;b&gt;\\*a\\*&lt;/b&gt; \\[x\\](y) \\`z\\` \\| \\_n\\_ \\# h"
        );
        assert_eq!(escaped("- a - b"), "\\- a - b");
        assert_eq!(escaped("1. a 2. b 0.5"), "1\\. a 2. b 0.5");
        assert_eq!(escaped("a\u{1b}[31m\u{0}"), "a\\[31m");
    }

    #[test]
    fn addresses_are_no_links() {
        assert_eq!(escaped("see http://evil.org/a_b now"), "see `http://evil.org/a_b` now");
        assert_eq!(escaped("<https://evil>"), "&lt;`https://evil`&gt;");
        assert_eq!(escaped("WWW.evil.org|x"), "`WWW.evil.org`\\|x");
        assert_eq!(escaped("a@b.org, @somebody, 3 @ 4"), "`a@b.org,` `@somebody,` 3 \\@ 4");
        assert_eq!(escaped("`http://x` ftp://y"), "\\``http://x`\\` `ftp://y`");
    }
}
