//! Words: what is left out of them, how wide they are, where their lines break.
//!
//! Widths are those of the embedded DejaVu, in an SVG too. It is one of the widest common faces, so whatever face a
//! reader's machine puts in its place needs less room, and nothing runs into its neighbour.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, GlyphId};

use super::scene::Font;
use crate::prose;

static REGULAR: LazyLock<FontRef<'static>> = LazyLock::new(|| embedded(dejavu::sans::regular()));
static BOLD: LazyLock<FontRef<'static>> = LazyLock::new(|| embedded(dejavu::sans::bold()));

fn embedded(bytes: &'static [u8]) -> FontRef<'static> {
    FontRef::try_from_slice(bytes).expect("the embedded font is sound: every test of this module reads it")
}

/// The face that a text is set in.
pub(super) fn face(font: Font) -> &'static FontRef<'static> {
    if font.bold { &BOLD } else { &REGULAR }
}

/// Height of a line, in ems.
pub(super) const LEADING: f64 = 1.27;

/// How far below the middle of a line its baseline is, in ems: half the height of a capital.
pub(super) const MIDDLE: f64 = 0.365;

/// Each glyph of a text with the place of its origin, from 0, and the width of the whole. Kerned.
pub(super) fn glyphs(text: &str, font: Font) -> (Vec<(GlyphId, f64)>, f64) {
    let face = face(font);
    let unit = font.size / f64::from(face.units_per_em().unwrap_or(2048.0));
    let mut at = 0.0;
    let mut previous: Option<GlyphId> = None;
    let mut placed = Vec::with_capacity(text.len());
    for letter in text.chars() {
        let glyph = face.glyph_id(letter);
        if let Some(previous) = previous {
            at += f64::from(face.kern_unscaled(previous, glyph)) * unit;
        }
        placed.push((glyph, at));
        at += f64::from(face.h_advance_unscaled(glyph)) * unit;
        previous = Some(glyph);
    }
    (placed, at)
}

/// How wide a text is.
pub(super) fn width(text: &str, font: Font) -> f64 {
    glyphs(text, font).1
}

/// The text on one line, [cleaned](prose::clean) and cut: labels come from files that anyone may have written.
pub(super) fn clean(text: &str) -> String {
    const LONGEST: usize = 400;
    let cut: String = text.chars().take(LONGEST).collect();
    prose::clean(&cut)
}

/// The text, cleaned and broken into lines no wider than `room`; what does not fit into so many lines ends in `…`.
/// There is at least one line.
pub(super) fn wrap(text: &str, font: Font, room: f64, most: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for piece in pieces(word, font, room) {
            let line = lines.last_mut().expect("there is always a line");
            let joined = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if line.is_empty() || width(&joined, font) <= room {
                *line = joined;
            } else {
                lines.push(piece);
            }
        }
    }
    let most = most.max(1);
    if lines.len() > most {
        lines.truncate(most);
        let last = lines.pop().expect("at least one line is kept");
        lines.push(shorten(&format!("{last}…"), font, room));
    }
    lines
}

/// The text, cleaned and cut to one line of this width.
pub(super) fn fit(text: &str, font: Font, room: f64) -> String {
    shorten(&clean(text), font, room)
}

/// Cuts before the end, so that the text with `…` fits.
fn shorten(text: &str, font: Font, room: f64) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.trim_end_matches('…').chars().collect();
    while !kept.is_empty() {
        let shown: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&shown, font) <= room {
            return shown;
        }
        kept.pop();
    }
    "…".to_owned()
}

/// A word in pieces no wider than `room`: broken after a hyphen or a slash where that is enough, else anywhere.
fn pieces(word: &str, font: Font, room: f64) -> Vec<String> {
    if width(word, font) <= room {
        return vec![word.to_owned()];
    }
    let mut out = vec![String::new()];
    let mut parts: Vec<String> = word.split_inclusive(['-', '/', '_']).map(str::to_owned).collect();
    parts.reverse();
    while let Some(part) = parts.pop() {
        let last = out.last_mut().expect("there is always a piece");
        if width(&format!("{last}{part}"), font) <= room {
            last.push_str(&part);
        } else if !last.is_empty() {
            out.push(String::new());
            parts.push(part);
        } else {
            let mut letters = part.chars();
            last.extend(letters.next());
            for letter in letters.by_ref() {
                if width(&format!("{last}{letter}"), font) > room {
                    parts.push(std::iter::once(letter).chain(letters).collect());
                    break;
                }
                last.push(letter);
            }
        }
    }
    out.retain(|piece| !piece.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 12.0, bold: false };

    #[test]
    fn both_faces_can_be_read_and_bold_is_wider() {
        assert!(width("Stalemate", FONT) > 50.0);
        assert!(width("Stalemate", Font { bold: true, ..FONT }) > width("Stalemate", FONT));
    }

    #[test]
    fn lines_keep_to_their_room_and_say_where_they_were_cut() {
        let long = "inspectors at Punggye-ri and Donaudampfschifffahrtsgesellschaft ".repeat(4);
        let lines = wrap(&long, FONT, 90.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| width(line, FONT) <= 90.0), "{lines:?}");
        assert!(lines[2].ends_with('…'));
    }

    #[test]
    fn no_room_at_all_is_no_endless_loop() {
        assert_eq!(wrap("word", FONT, 0.0, 2).len(), 2);
        assert_eq!(wrap("", FONT, 10.0, 2), [""]);
    }
}
