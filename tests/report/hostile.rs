//! Hostile words in a scenario come out as words.

use super::{left, reported};
use crate::common::calls::{files, print};
use sha2::{Digest as _, Sha256};

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

const ATTACKS: [&str; 12] = [
    "<script>window.hurt=1</script>",
    "\"><img src=x onerror=hurt()>",
    "' onmouseover='hurt()' x='",
    "--></style></title><svg onload=hurt()>",
    "](javascript:hurt()) ![x](http://evil/x.png) <http://evil>",
    "| a | b |\\n\\n# heading\\n```\\ncode",
    "\\u001b[31m \\u0000 \\u202e &lt;b&gt; &amp;",
    "]]><!--<![CDATA[&#0;&xxe;<!DOCTYPE x>",
    "http://evil.org/a_b www.evil.org evil@evil.org @evil",
    "\\u009b31m\\u00ad\\u034f\\u115f\\u180e\\u3164\\ufdd0\\uffff\\U000e0041\\U0001fffe\\u2066",
    "=1+1 {{7*7}} ${x} %s \\\\ \\\"",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenverleihnixwieweg",
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

/// Nothing in a page but what a page of ours consists of, and its policy lets no more happen.
fn is_tame(page: &str, attack: &str) {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(page) {
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
        match (tag.starts_with('/'), tag.ends_with('/') || ["!doctype", "meta"].contains(&name.as_str())) {
            (true, _) => assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{attack}: <{tag}>"),
            (false, true) => {}
            (false, false) => open.push(name),
        }
    }
    assert!(open.is_empty(), "{attack}: {open:?}");
    assert_eq!(page.matches("<script").count(), 1, "{attack}");
    let between = |from: &str, to: &str| page.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let policy = between("<meta http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    for (from, to) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let digest = base64(&Sha256::digest(between(from, to).as_bytes()));
        assert!(policy.contains(&format!("'sha256-{digest}'")), "{from} is not the one of {policy}");
    }
}

/// By bits, so that nothing is shared with what is tested.
fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let mut bits: Vec<bool> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    bits.resize(bits.len().next_multiple_of(6), false);
    let six = |six: &[bool]| letters[six.iter().fold(0, |sum, &bit| sum * 2 + usize::from(bit))];
    let text: String = bits.chunks(6).map(six).collect();
    format!("{text:=<width$}", width = text.len().next_multiple_of(4))
}

/// No character that cannot be seen or does something to others.
fn is_clean(text: &str, attack: &str) {
    let unruly = text.chars().find(|&letter| letter != '\n' && standoff::prose::is_hidden(letter));
    assert_eq!(unruly, None, "{attack}");
}

fn is_plain(markdown: &str, attack: &str) {
    assert!(!markdown.contains('<'), "{attack}: no tag and no link in Markdown");
    for line in markdown.lines().filter(|line| !line.starts_with("![") && !line.starts_with("    ")) {
        assert!(!line.replace("\\]", "").contains("]("), "{attack}: {line}");
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars == 0 || line.starts_with("| "), "{attack}: {line}");
        let outside: String = line.replace("\\`", "").split('`').step_by(2).collect();
        for address in ["http://", "www.", "evil@", "@evil"] {
            let told = outside.replace("\\@", "");
            assert!(!told.contains(address), "{attack}: a link in {line}");
        }
    }
    assert!(!markdown.contains("```"), "{attack}");
    assert_eq!(markdown.lines().filter(|line| line.starts_with("# ")).count(), 1, "{attack}");
}

#[test]
fn hostile_words_come_out_as_words() {
    for attack in ATTACKS {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("hostile.toml");
        std::fs::write(&path, scenario(attack)).unwrap();
        let folder = left(root.path(), path.to_str().unwrap(), 40, true);
        let (page, markdown) = reported(&folder);
        is_tame(&page, attack);
        is_plain(&markdown, attack);
        [&page, &markdown].into_iter().for_each(|text| is_clean(text, attack));
    }
}

/// Every chart and every report of every kind of results, of a scenario whose words are attacks.
#[test]
fn every_chart_and_report_is_well_formed_whatever_the_words_are() {
    // Several at once, as long as a label may be.
    let attacks = [&ATTACKS[..4], &ATTACKS[4..7], &ATTACKS[7..9], &ATTACKS[9..]].map(|some| some.join(" "));
    for attack in attacks {
        let root = tempfile::tempdir().unwrap();
        let text = scenario(&attack).replace("strategy = \"random\"\n", "").replace("[actor.b.move.wait]", "[actor.b.move.wait]\n[actor.b.move.give]\nstance = \"concede\"\nlabel = \"@\"\n[actor.b.payoff.move]\nwait = -1\ngive = -2");
        let text = text
            .replace("label = \"@\"", text.lines().find(|line| line.starts_with("label = \"Give")).unwrap());
        let text = format!(
            "{text}\n[[order]]\nsays = \"actor.b.payoff.move: wait > give\"\n[[expect]]\nsays = \"share(over) > 0.1\"\n"
        );
        std::fs::write(root.path().join("s.toml"), &text).unwrap();
        std::fs::write(root.path().join("u.toml"), text.replace("chance = 0.3", "chance = 0.6")).unwrap();
        let vary = "--vary rule.fade.chance=0.1..0.9:3";
        let calls = [
            ("run s.toml --plays 30 --exact --no-charts".to_owned(), "run-2018"),
            (format!("sweep s.toml {vary} --seed 1 --no-charts"), "sweep-1"),
            (
                format!("sweep s.toml {vary} --vary actor.a.rationality=0.1..1:3 --seed 2 --no-charts"),
                "sweep-2",
            ),
            (format!("sweep s.toml {vary} --where share(over)>0.5 --seed 3 --no-charts"), "sweep-3"),
            (format!("sweep s.toml {vary} --design morris --points 4 --seed 4 --no-charts"), "sweep-4"),
            (
                format!(
                    "sweep s.toml --choose actor.a.strategy=random,grim {vary} --points 8 --design lhs --seed 5 --no-charts"
                ),
                "sweep-5",
            ),
            (
                "tournament s.toml --side a=grim,random --side b=random,grim --seed 6 --no-charts".to_owned(),
                "sweep-6",
            ),
            ("compare s.toml u.toml --seed 7 --no-charts".to_owned(), "sweep-7"),
            ("robustness s.toml --samples 8 --seed 8 --no-charts".to_owned(), "robustness-8"),
        ];
        for (arguments, folder) in &calls {
            print(root.path(), arguments);
            print(root.path(), &format!("chart output/s/{folder} --format svg"));
            print(root.path(), &format!("report output/s/{folder}"));
        }
        print(root.path(), "run u.toml --plays 30 --no-charts");
        print(root.path(), "report output/s/run-2018 output/u/run-2018 --output both");
        print(root.path(), "solve s.toml --charts charts");
        print(root.path(), "solve s.toml --round 1 --charts stage");
        print(root.path(), "replay s.toml --play 1 --chart play.svg");
        print(root.path(), "solve s.toml --round 1 --export nfg --output stage.nfg");
        print(root.path(), "solve s.toml --export efg --set rounds=1 --output tree.efg");
        let mut kinds = std::collections::BTreeMap::new();
        for (name, bytes) in files(root.path()) {
            let Some((_, ending @ ("svg" | "html" | "md" | "nfg" | "efg"))) = name.rsplit_once('.') else {
                continue;
            };
            let text = String::from_utf8(bytes).unwrap();
            let told = format!("{name}: {attack}");
            *kinds.entry(ending.to_owned()).or_insert(0) += 1;
            is_clean(&text, &told);
            match ending {
                "svg" => is_inert(&text, &told),
                "html" => is_tame(&text, &told),
                "md" => is_plain(&text, &told),
                _ => {}
            }
        }
        assert!(kinds["svg"] > 20 && kinds["html"] == 10 && kinds["md"] == 10, "{kinds:?}");
        assert_eq!((kinds["nfg"], kinds["efg"]), (1, 1));
    }
}

/// A drawing that is XML and does nothing.
fn is_inert(svg: &str, told: &str) {
    let tree = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{told}: {error}"));
    const DRAWN: [&str; 10] =
        ["svg", "title", "desc", "rect", "circle", "text", "polyline", "polygon", "path", "line"];
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        assert!(DRAWN.contains(&node.tag_name().name()), "{told}: <{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let is_quiet = !attribute.name().starts_with("on") && attribute.name() != "href";
            assert!(is_quiet, "{told}: {}", attribute.name());
        }
    }
}
