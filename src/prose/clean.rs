//! Text from files that anyone may have written.

/// The text on one line, without what cannot or must not be shown: control characters, marks that reverse the
/// direction of what follows, and what XML forbids.
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
            letter if letter.is_control() => {}
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => {}
            '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => {}
            '\u{e0000}'..='\u{e0fff}' => {}
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
}
