//! What stands in a report.

use super::{left, reported};
use standoff::prose::numbers::estimate;
use standoff::report::{Doing, Format, figures, write};
use standoff::results::{read_manifest, read_summary};

/// The words of a page, as a reader sees them.
fn words(page: &str) -> String {
    let body = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut text = String::new();
    for piece in body.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, words)| words));
        text.push(' ');
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown without its escapes.
fn loose(markdown: &str) -> String {
    let text = markdown.replace('\\', "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn both_forms_say_what_the_figures_say() {
    let root = tempfile::tempdir().unwrap();
    for (name, plays, exact) in
        [("textbook/gamblers-ruin", 400, true), ("cuba-1962", 300, false), ("textbook/chicken", 0, true)]
    {
        let folder = left(root.path(), name, plays, exact);
        let (page, markdown) = reported(&folder);
        let (page, markdown) = (words(&page), loose(&markdown));
        let (summary, manifest) = (read_summary(&folder).unwrap(), read_manifest(&folder).unwrap());
        let mut expected = vec![manifest.repeat.clone(), manifest.scenario_hash.clone()];
        for table in [figures::outcomes(&summary), figures::payoffs(&summary)] {
            expected.push(table.caption);
            expected.extend(table.rows.into_iter().flatten());
        }
        if plays > 0 {
            let most = summary.outcomes.iter().max_by(|a, b| a.share.total_cmp(&b.share)).unwrap();
            expected.push(format!("“{}”: {}", most.label, estimate(most.share, most.low, most.high)));
        }
        if exact {
            expected.push("Certificate".to_owned());
            expected.push("Share of expected playing time in each game".to_owned());
        }
        if let Some(record) = &summary.record {
            expected.extend(record.facts.iter().map(|fact| fact.label.clone()));
            expected.extend(record.statements.iter().map(|statement| statement.label.clone()));
        }
        for text in expected {
            let text = flat(&text);
            assert!(page.contains(&text), "the page of {name} lacks {text:?}");
            assert!(markdown.contains(&text), "the Markdown of {name} lacks {text:?}");
        }
        for word in [" will ", "forecasts"] {
            let said = page.replace(&flat(&summary.title), "");
            let story = manifest.effective_scenario.contains(word);
            assert!(story || !said.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let root = tempfile::tempdir().unwrap();
    let folder = left(root.path(), "textbook/gamblers-ruin", 200, true);
    let first = reported(&folder);
    assert_eq!(first, reported(&folder), "with the diagnosis that the first has left");
    let manifest = read_manifest(&folder).unwrap();
    for file in ["diagnosis.json", "report.html", "report.md", "charts/outcome-shares.svg"] {
        assert!(manifest.files.contains_key(file), "{file}");
        assert!(folder.join(file).is_file(), "{file}");
    }
}

#[test]
fn the_game_is_worked_out_once() {
    let root = tempfile::tempdir().unwrap();
    let folder = left(root.path(), "textbook/chicken", 50, true);
    let heard = |folder: &std::path::Path| {
        let mut heard = Vec::new();
        write(folder, &[Format::Html], |doing| heard.push(doing)).unwrap();
        heard
    };
    assert_eq!(heard(&folder), [Doing::Solving, Doing::Writing]);
    assert_eq!(heard(&folder), [Doing::Writing]);
    let path = folder.join("diagnosis.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let hash = read_manifest(&folder).unwrap().scenario_hash;
    std::fs::write(&path, text.replace(&hash, "of another scenario")).unwrap();
    assert_eq!(heard(&folder), [Doing::Solving, Doing::Writing], "what belongs to another is not believed");
    // Nothing is solved for a run that was sampled alone.
    assert_eq!(heard(&left(root.path(), "textbook/chicken", 20, false)), [Doing::Writing]);
}

#[test]
fn a_page_asks_nothing_of_other_machines() {
    let root = tempfile::tempdir().unwrap();
    let (page, markdown) = reported(&left(root.path(), "cuba-1962", 100, false));
    for asks in ["src=", "url(", "@import", "<link", "<img", "<iframe", "http://", "fetch(", "XMLHttpRequest"]
    {
        assert!(!page.contains(asks), "{asks}");
    }
    assert!(!page.contains("href=\"h"), "links stay on the page");
    let charts = markdown.lines().filter_map(|line| line.strip_prefix("![")?.rsplit_once("](")).count();
    assert_eq!(charts, page.matches("<figure").count(), "the same charts");
}
