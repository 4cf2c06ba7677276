//! What the catalogue of strategies says is what a scenario gets.

use standoff::scenario::{StrategyChoice, load_text};
use standoff::strategy::catalogue::ALL;

/// Parameters that must be given, or that have no single key.
const NEEDED: [(&str, &str); 6] = [
    ("mixed", "hold = 1"),
    ("memory-one", "cc = 0.9, cd = 0.2, dc = 0.7, dd = 0.1"),
    ("brinkmanship", "track = \"tension\", level = 1"),
    ("salami", "track = \"tension\", level = 1"),
    ("script", "lines = [{ mix = { hold = 1 } }]"),
    ("best-response", "to = \"grim\""),
];

#[test]
fn what_the_catalogue_says_is_needed_is_what_a_file_must_give() {
    // The moves of `mixed` and what stands in a line of `script` have no key of their own.
    for entry in ALL.iter().filter(|entry| !["mixed", "script"].contains(&entry.name)) {
        let needed: Vec<&str> =
            entry.parameters.iter().filter(|one| one.default.is_none()).map(|one| one.name).collect();
        let given = NEEDED.iter().find(|(of, _)| *of == entry.name).map_or("", |(_, given)| given);
        for name in &needed {
            assert!(given.contains(&format!("{name} = ")), "{}: {name}", entry.name);
            // Without it the file is refused, and the message names it.
            let parts: Vec<&str> = given.split(", ").filter(|part| !part.starts_with(name)).collect();
            let refused = std::panic::catch_unwind(|| {
                strategy(&format!("{{ {} = {{ {} }} }}", entry.name, parts.join(", ")))
            });
            let why = *refused.expect_err(name).downcast::<String>().unwrap();
            assert!(why.contains(&format!("`{name}`")), "{}: {why}", entry.name);
        }
    }
}

fn strategy(written: &str) -> StrategyChoice {
    let text = format!(
        "title = \"t\"\nrounds = 3\ntrack.tension = {{ range = [0, 2], start = 0 }}\n\
         actor.one = {{ strategy = {written}, move.hold = {{}} }}\nactor.other = {{ move.hold = {{}} }}\n\
         [[outcome]]\nid = \"end\"\notherwise = true\n"
    );
    let loaded = load_text("t", &text).unwrap_or_else(|error| panic!("{written}: {error}"));
    loaded.scenario.actors[0].types[0].strategy.clone()
}

#[test]
fn the_defaults_of_the_catalogue_are_what_a_file_that_is_silent_gets() {
    let mut compared = 0;
    for entry in ALL.iter().filter(|entry| entry.name != "script") {
        let name = entry.name;
        let needed = NEEDED.iter().find(|(of, _)| *of == name).map_or("", |(_, needed)| needed);
        let silent = strategy(&format!("{{ {name} = {{ {needed} }} }}"));
        for parameter in entry.parameters {
            let Some(default) = parameter.default else { continue };
            // TOML knows no fractions; shortest digits read back as the same number.
            let default = match default.split_once('/') {
                Some((over, under)) => {
                    (over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap()).to_string()
                }
                None => default.to_owned(),
            };
            let comma = if needed.is_empty() { "" } else { ", " };
            let said =
                strategy(&format!("{{ {name} = {{ {needed}{comma}{} = {default} }} }}", parameter.name));
            assert_eq!(silent, said, "{name}: {}", parameter.name);
            compared += 1;
        }
    }
    assert!(compared >= 7, "{compared}");
}
