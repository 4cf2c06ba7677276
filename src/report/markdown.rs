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

/// Words from anywhere as text: on one line, with every sign escaped that could mean something.
fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
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
    out
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
}
