//! Where text goes out: without colours unless a person looks, and never with control characters of a scenario.
//!
//! Scenario files come from anywhere, and a terminal obeys what it is told: an escape sequence in a title could rewrite
//! the screen. So everything that is printed passes through [`Screen`], which shows such characters instead.

use super::stderr::Stderr;
use anstyle::{AnsiColor, Style};
use clap::builder::StyledStr;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use standoff::prose::is_hidden;
use standoff::report;
use std::fmt::Write as _;
use std::io::{self, LineWriter, Write};
use std::path::Path;

/// Of headings.
pub(super) const HEADING: Style = Style::new().bold();
/// Of what matters less.
pub(super) const DIM: Style = Style::new().dimmed();
/// Of errors.
pub(super) const ALARM: Style = AnsiColor::Red.on_default().bold();
/// Of warnings.
pub(super) const CAUTION: Style = AnsiColor::Yellow.on_default();
/// Of what changed.
pub(super) const CHANGE: Style = AnsiColor::Cyan.on_default();

/// Widest text that reads well.
const WIDEST: usize = 100;
/// Room before table rows.
const INDENT: &str = "  ";
/// Room between columns.
const PADDING: usize = 2;

/// A place to print to.
pub(super) struct Screen {
    out: Box<dyn Write>,
    width: usize,
}

impl Screen {
    /// Standard output.
    pub(super) fn stdout() -> Screen {
        Screen { out: Box::new(anstream::stdout().lock()), width: textwrap::termwidth().min(WIDEST) }
    }

    /// Standard error, line by line: a bar may be drawn there meanwhile.
    pub(super) fn stderr() -> Screen {
        Screen { out: Box::new(LineWriter::new(Stderr)), width: textwrap::termwidth().min(WIDEST) }
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// One or several lines.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", loose(&tame(text)))
    }

    /// One line, cut where the screen ends.
    pub(super) fn cut(&mut self, text: &str) -> io::Result<()> {
        let text = tame(text);
        if text.chars().count() <= self.width {
            return self.line(&text);
        }
        let short: String = text.chars().take(self.width - 1).collect();
        self.line(&format!("{}…", short.trim_end()))
    }

    /// A line in a style; several where it is wider than the screen.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        if self.is_too_wide(text) {
            return self.styled_paragraph(style, "", "", text);
        }
        writeln!(self.out, "{style}{}{style:#}", loose(&tame(text)))
    }

    /// A heading, and what goes on after it; several lines where they are wider than the screen.
    pub(super) fn headed(&mut self, heading: &str, text: &str) -> io::Result<()> {
        let whole = format!("{heading}{text}");
        match self.is_too_wide(&whole) {
            true => self.styled_paragraph(HEADING, "", "", &whole),
            false => self.labelled(HEADING, heading, text),
        }
    }

    /// Whether one line has no room for it.
    fn is_too_wide(&self, text: &str) -> bool {
        textwrap::core::display_width(&tame(text)) > self.width
    }

    /// A line that begins in a style.
    pub(super) fn labelled(&mut self, style: Style, label: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{style}{}{style:#}{}", loose(&tame(label)), loose(&tame(text)))
    }

    /// Where results are, and the command that makes them again.
    pub(super) fn left(&mut self, folder: Option<&Path>, repeat: &str) -> io::Result<()> {
        if let Some(folder) = folder {
            self.labelled(DIM, "Files   ", &folder.display().to_string())?;
        }
        self.labelled(DIM, "Repeat  ", repeat)
    }

    /// What is wrong with a call, in colours of its own; without them where the call has something in it that a terminal
    /// would obey.
    pub(super) fn call_error(&mut self, told: &StyledStr) -> io::Result<()> {
        let styled = told.ansi().to_string();
        let plain = without_styles(&styled);
        match plain.chars().any(|letter| letter != '\n' && is_hidden(letter)) {
            true => write!(self.out, "{}", tame(&plain)),
            false => write!(self.out, "{styled}"),
        }
    }

    /// What else there is to know, a line each.
    pub(super) fn notes(&mut self, notes: &[String]) -> io::Result<()> {
        notes.iter().try_for_each(|note| self.labelled(CAUTION, "note: ", note))
    }

    /// A paragraph, wrapped; lines after the first are indented by `rest`.
    pub(super) fn paragraph(&mut self, first: &str, rest: &str, text: &str) -> io::Result<()> {
        self.styled_paragraph(Style::new(), first, rest, text)
    }

    /// A paragraph in a style.
    pub(super) fn styled_paragraph(
        &mut self,
        style: Style,
        first: &str,
        rest: &str,
        text: &str,
    ) -> io::Result<()> {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            // Paths and names are copied: they are not broken at their hyphens.
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        // Tamed before it is wrapped: what is shown of a control character has a width.
        let text = tame(text);
        textwrap::wrap(&text, options)
            .iter()
            .try_for_each(|line| writeln!(self.out, "{style}{}{style:#}", loose(line.trim_end())))
    }

    /// A table whose columns from `numbers` on are flush right.
    pub(super) fn table(
        &mut self,
        header: &[&str],
        rows: Vec<Vec<String>>,
        numbers: usize,
    ) -> io::Result<()> {
        let longest = longest_words(header, &rows);
        let cells = || header.iter().copied().chain(rows.iter().flatten().map(String::as_str));
        let words: Vec<String> = cells().flat_map(words).map(tame).collect();
        let mut table = Table::new();
        let width = self.width.saturating_sub(INDENT.len()).clamp(20, usize::from(u16::MAX)) as u16;
        let style = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
        table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        if !header.is_empty() {
            table.set_header(header.iter().map(|cell| tame(cell)));
        }
        for row in rows {
            table.add_row(row.iter().map(|cell| tame(cell)));
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, PADDING as u16));
            if index >= numbers {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let drawn = table.to_string();
        let is_broken = words.iter().any(|word| !drawn.contains(word.as_str()));
        if is_broken && room(&longest) <= usize::from(width) {
            // There is room for every word, if each column has what its longest needs.
            for (column, longest) in table.column_iter_mut().zip(longest) {
                let least = (longest + PADDING).min(usize::from(u16::MAX)) as u16;
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
            }
        }
        for line in table.lines() {
            writeln!(self.out, "{INDENT}{}", loose(line.trim_end()))?;
        }
        Ok(())
    }

    /// The rows of a table, without its caption.
    pub(super) fn rows(&mut self, table: report::Table) -> io::Result<()> {
        let header: Vec<&str> = table.header.iter().map(String::as_str).collect();
        self.table(&header, table.rows, table.numbers)
    }

    /// Numbers the columns of a table that has no room for their names. Gives the names then, as a line below it.
    pub(super) fn number_columns(&self, table: &mut report::Table) -> Option<String> {
        let header: Vec<&str> = table.header.iter().map(String::as_str).collect();
        if self.has_room(&header, &table.rows) {
            return None;
        }
        let numbers = table.numbers..table.header.len();
        let named = numbers.clone().map(|at| format!("{} {}", at + 1 - numbers.start, table.header[at]));
        let named = named.collect::<Vec<_>>().join(", ");
        numbers.clone().for_each(|at| table.header[at] = (at + 1 - numbers.start).to_string());
        Some(named)
    }

    /// Whether a table has room for its words without breaking any.
    pub(super) fn has_room(&self, header: &[&str], rows: &[Vec<String>]) -> bool {
        INDENT.len() + room(&longest_words(header, rows)) <= self.width
    }

    /// A JSON text as it is, with the control characters that JSON lets pass written as escapes.
    pub(super) fn json(&mut self, text: &str) -> io::Result<()> {
        let mut safe = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter != '\n' && is_hidden(letter) {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    let _ = write!(safe, "\\u{unit:04x}");
                }
            } else {
                safe.push(letter);
            }
        }
        self.out.write_all(safe.as_bytes())
    }

    /// What is still held back goes out.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What is not broken where there is room for it.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([' ', '\n'])
}

/// The width of a table whose columns are as wide as their longest words; a blank stands between two.
fn room(words: &[usize]) -> usize {
    words.iter().map(|longest| longest + PADDING + 1).sum::<usize>().saturating_sub(1)
}

/// The length of the longest word of each column.
fn longest_words(header: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let mut longest = vec![0; header.len()];
    let header = header.iter().copied();
    let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect());
    for row in std::iter::once(header.collect::<Vec<&str>>()).chain(rows) {
        longest.resize(longest.len().max(row.len()), 0);
        for (most, cell) in longest.iter_mut().zip(row) {
            let widths = words(cell).map(|word| textwrap::core::display_width(&tame(word)));
            *most = widths.fold(*most, usize::max);
        }
    }
    longest
}

/// The text without colours and weights; all else that a terminal would obey stays.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';').strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["\u{1b}[", part]),
        }
    }
    plain
}

/// A text that a terminal shows and does not obey.
fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => tamed.push('\n'),
            '\t' => tamed.push(' '),
            letter if is_hidden(letter) => tamed.extend(letter.escape_unicode()),
            letter => tamed.push(letter),
        }
    }
    tamed
}

/// With plain blanks, once lines are broken: people copy and search what they see.
fn loose(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_needs_room_for_the_longest_word_of_each_column() {
        let rows = vec![vec!["Hold and wait".to_owned(), "−12.5".to_owned()]];
        let words = longest_words(&["Move", "Concedes alone"], &rows);
        assert_eq!(words, [4, 8]);
        assert_eq!(room(&words), 4 + 2 + 1 + 8 + 2);
    }

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        assert_eq!(tame("a\u{ad}\u{3164}\u{e0041}"), "a\\u{ad}\\u{3164}\\u{e0041}");
        assert_eq!(tame("a\u{1b}[2Jb\u{9b}c\u{202e}d\re"), "a\\u{1b}[2Jb\\u{9b}c\\u{202e}d\\u{d}e");
        assert_eq!(loose(&tame("Pjöngjang 平壌\n73\u{a0}%")), "Pjöngjang 平壌\n73 %");
    }
}
