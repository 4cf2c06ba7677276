//! Hostile words in a scenario come out as words.

use super::{left, reported};

/// A scenario whose every text is an attack.
fn scenario(attack: &str) -> String {
    let attack = attack.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        r#"
title = "T {attack}"
summary = "S {attack}"
rounds = 4
[source.s1]
title = "Source {attack}"
date = "{attack}"
[claim.A1]
source = "s1"
says = "Claim {attack}"
supports = ["rule.fade"]
[assumed]
"track.talks.start" = "Why {attack}"
[track.talks]
label = "Talks {attack}"
range = [0, 2]
start = 1
levels = ["{attack}", "b", "c"]
[actor.a]
label = "A {attack}"
strategy = "random"
[actor.a.move.wait]
label = "Wait {attack}"
[actor.a.move.give]
label = "Give {attack}"
stance = "concede"
[actor.a.type.one]
label = "One {attack}"
prior = 0.5
[actor.a.type.two]
prior = 0.5
[actor.b.move.wait]
[[rule]]
id = "fade"
label = "Rule {attack}"
chance = 0.3
outcome = "over"
[[outcome]]
id = "over"
label = "Over {attack}"
[[outcome]]
id = "end"
label = "End {attack}"
otherwise = true
"#
    )
}

const ATTACKS: [&str; 7] = [
    "<script>window.hurt=1</script>",
    "\"><img src=x onerror=hurt()>",
    "' onmouseover='hurt()' x='",
    "--></style></title><svg onload=hurt()>",
    "](javascript:hurt()) ![x](http://evil/x.png) <http://evil>",
    "| a | b |\\n\\n# heading\\n```\\ncode",
    "\\u001b[31m \\u0000 \\u202e &lt;b&gt; &amp;",
];

/// What a page of ours consists of.
const TAGS: [&str; 42] = [
    "!doctype",
    "a",
    "body",
    "caption",
    "circle",
    "code",
    "div",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "p",
    "path",
    "pre",
    "rect",
    "script",
    "section",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "strong",
    "em",
];

/// Every tag of a page with its attributes, from outside its style and its script.
fn tags(page: &str) -> Vec<String> {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, rest) = rest.rsplit_once("<script>").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    [before, body, after]
        .iter()
        .flat_map(|part| part.split('<').skip(1))
        .map(|tag| tag.split('>').next().unwrap().to_owned())
        .collect()
}

#[test]
fn hostile_words_come_out_as_words() {
    for attack in ATTACKS {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("hostile.toml");
        std::fs::write(&path, scenario(attack)).unwrap();
        let folder = left(root.path(), path.to_str().unwrap(), 40, true);
        let (page, markdown) = reported(&folder);
        let mut open: Vec<String> = Vec::new();
        for tag in tags(&page) {
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '!')
                .collect();
            let name = name.to_lowercase();
            assert!(TAGS.contains(&name.as_str()), "{attack}: <{tag}>");
            for attribute in tag.split('"').step_by(2) {
                assert!(!attribute.contains(" on"), "{attack}: <{tag}>");
            }
            match (tag.starts_with('/'), tag.ends_with('/') || ["!doctype", "meta"].contains(&name.as_str()))
            {
                (true, _) => assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{attack}: <{tag}>"),
                (false, true) => {}
                (false, false) => open.push(name),
            }
        }
        assert!(open.is_empty(), "{attack}: {open:?}");
        assert_eq!(page.matches("<script").count(), 1, "{attack}");
        for text in [&page, &markdown] {
            let unruly = text.chars().find(|letter| letter.is_control() && *letter != '\n');
            assert_eq!(unruly, None, "{attack}");
            assert!(!text.contains('\u{202e}'), "{attack}");
        }
        assert!(!markdown.contains('<'), "{attack}: no tag and no link in Markdown");
        for line in markdown.lines().filter(|line| !line.starts_with("![") && !line.starts_with("    ")) {
            assert!(!line.replace("\\]", "").contains("]("), "{attack}: {line}");
            let bars = line.replace("\\|", "").matches('|').count();
            assert!(bars == 0 || line.starts_with("| "), "{attack}: {line}");
        }
        assert!(!markdown.contains("```"), "{attack}");
        assert_eq!(markdown.lines().filter(|line| line.starts_with("# ")).count(), 1, "{attack}");
    }
}
