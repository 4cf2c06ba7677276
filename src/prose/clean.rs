//! Text from files that anyone may have written: what must not be shown of it, and how it stands in other languages.
//!
//! There is one list of what must not be shown, [`is_hidden`], and three places at which text is looked at by it: where it
//! enters a page or a file for other programs and where it enters a drawing, it is [`clean`]ed; where it enters a
//! terminal, whoever prints shows such characters by their numbers.

/// Whether a character cannot be seen, or does something to those around it: control characters, marks that turn the
/// direction of text, fillers and letters without a shape, tags, and code points that are no characters. A page with one
/// of them may say something else than it seems to, or be no page at all: XML forbids some.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    // The last two code points of every plane.
    let is_no_character = u32::from(letter) & 0xfffe == 0xfffe;
    is_no_character
        || letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The text on one line, without what [is hidden](is_hidden). Blanks that hold words together stay.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\u{a0}' | '\u{202f}' => out.push('\u{a0}'),
            letter if letter.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            letter if is_hidden(letter) => {}
            letter => out.push(letter),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text as it stands in HTML or XML, between tags or in an attribute between double quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_a_tag_or_ends_an_attribute_is_left() {
        let text = escaped("<b onclick='a\"b'>&lt;");
        assert_eq!(text, "&lt;b onclick=&apos;a&quot;b&apos;&gt;&amp;lt;");
    }

    #[test]
    fn control_characters_and_reversing_marks_are_dropped() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\n c\t\u{202e}d \u{fffe}"), "ab[31m c d");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped_and_what_can_stays() {
        for hidden in
            ['\u{7f}', '\u{9b}', '\u{ad}', '\u{34f}', '\u{115f}', '\u{180e}', '\u{2066}', '\u{3164}']
        {
            assert_eq!(clean(&format!("a{hidden}b")), "ab", "{hidden:?}");
        }
        for hidden in
            ['\u{fdd0}', '\u{fdef}', '\u{ffff}', '\u{1fffe}', '\u{10ffff}', '\u{e0001}', '\u{e0041}']
        {
            assert_eq!(clean(&format!("a{hidden}b")), "ab", "{hidden:?}");
        }
        let seen = "Pjöngjang 평양 平壌 Πυονγιάνγκ ⚔️ ½ − … 73\u{a0}%";
        assert_eq!(clean(seen), seen);
    }
}
