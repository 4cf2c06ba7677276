//! A document as one HTML page that needs nothing else: no file beside it, no request, no date.
//!
//! All words are escaped, in one place; and should one get through, the page's own policy lets no script and no style do
//! anything but those two that are written here, and nothing be loaded from anywhere. Charts are drawn into the page, so that their colours follow the
//! reader's light or dark; what they show can be read by pointing, with scripts and without.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::document::{Block, Document, Figure, Table};
use crate::chart::in_dark;
use crate::chart::scene::Colour;
use crate::prose;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The whole page.
#[must_use]
pub fn page(document: &Document) -> String {
    let title = escaped(&document.title);
    let style = format!("\n{STYLE}{}", colours(document));
    let script = format!("\n{SCRIPT}");
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(&style),
        digest(&script)
    );
    let mut out = String::new();
    let mut put = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
    put(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"));
    put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    put("<meta name=\"color-scheme\" content=\"light dark\">");
    put(&format!("<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>"));
    put("<a class=\"skip\" href=\"#main\">Skip to the content</a>");
    put(&format!("<header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>", escaped(&document.subtitle)));
    put("<nav aria-label=\"Contents\">\n<ul>");
    for section in &document.sections {
        put(&format!("<li><a href=\"#{}\">{}</a></li>", section.id, escaped(&section.heading)));
    }
    put("</ul>\n</nav>\n<main id=\"main\" tabindex=\"-1\">");
    let mut figures = 0;
    for section in &document.sections {
        let (id, heading) = (section.id, escaped(&section.heading));
        put(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>"));
        for block in &section.blocks {
            put(&self::block(block, &mut figures));
        }
        put("</section>");
    }
    put("</main>");
    put(&format!("<script>{script}</script>\n</body>\n</html>"));
    out
}

/// The SHA-256 of a text in Base64, as a policy names a script or a style that may stand in a page.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut out = "sha256-".to_owned();
    for three in digest.chunks(3) {
        let bits = three.iter().fold(0, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let six = bits >> (18 - 6 * place) & 63;
            // What no byte stands behind is filled up.
            out.push(if place > three.len() { '=' } else { char::from(LETTERS[six as usize]) });
        }
    }
    out
}

/// Words from anywhere, as text of the page.
fn escaped(text: &str) -> String {
    prose::escaped(&prose::clean(text))
}

fn block(block: &Block, figures: &mut usize) -> String {
    match block {
        Block::Heading(text) => format!("<h3>{}</h3>", escaped(text)),
        Block::Lead(text) => format!("<p class=\"lead\">{}</p>", escaped(text)),
        Block::Text(text) => format!("<p>{}</p>", escaped(text)),
        Block::List(points) => {
            let points: String =
                points.iter().map(|point| format!("<li>{}</li>\n", escaped(point))).collect();
            format!("<ul>\n{points}</ul>")
        }
        Block::Table(table) => self::table(table),
        Block::Figure(figure) => {
            *figures += 1;
            self::figure(figure, *figures)
        }
        Block::Command(line) => {
            format!(
                "<pre tabindex=\"0\" role=\"group\" aria-label=\"Command\"><code>{}</code></pre>",
                escaped(line)
            )
        }
    }
}

fn table(table: &Table) -> String {
    let caption = escaped(&table.caption);
    let class = |column: usize| if column >= table.numbers { " class=\"number\"" } else { "" };
    let kind = if table.numbers >= table.header.len() { " class=\"text\"" } else { "" };
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\n<table{kind}>\n<caption>{caption}</caption>\n\
         <thead><tr>"
    );
    for (column, name) in table.header.iter().enumerate() {
        let class = class(column);
        let _ = match name.is_empty() {
            true => write!(out, "<td{class}></td>"),
            false => write!(out, "<th scope=\"col\"{class}>{}</th>", escaped(name)),
        };
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let (class, cell) = (class(column), escaped(cell));
            let _ = match column {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td{class}>{cell}</td>"),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>");
    out
}

fn figure(figure: &Figure, number: usize) -> String {
    let heading = escaped(figure.chart.heading());
    format!(
        "<figure id=\"{}\">\n<div class=\"chart\" tabindex=\"0\" role=\"group\" aria-label=\"Figure {number}\">\n{}</div>\n\
         <figcaption>Figure {number}: {heading}</figcaption>\n</figure>",
        figure.name,
        figure.chart.inline()
    )
}

/// The colours of all charts, in the light and in the dark.
fn colours(document: &Document) -> String {
    let all: BTreeSet<Colour> =
        document.figures().flat_map(|figure| figure.chart.scene().colours()).collect();
    let hex = |Colour(red, green, blue): Colour| format!("{red:02x}{green:02x}{blue:02x}");
    let light: String = all.iter().map(|&one| format!(".c{0}{{--c:#{0}}}\n", hex(one))).collect();
    let dark: String =
        all.iter().map(|&one| format!(".c{}{{--c:#{}}}\n", hex(one), hex(in_dark(one)))).collect();
    format!("{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_browsers() {
        // The example of the specification (Content Security Policy Level 2, §4.2.5).
        assert_eq!(digest("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
