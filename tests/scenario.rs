//! Whole scenarios, from text to checked scenario.

use standoff::scenario::{Loaded, ScenarioFile, load_text};

const BASELINE: &str = include_str!("data/baseline.toml");

fn loaded(text: &str) -> Loaded {
    load_text("test", text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_large_scenario_is_read_without_a_warning() {
    let Loaded { scenario, warnings } = loaded(BASELINE);
    assert_eq!(warnings, []);
    assert_eq!(scenario.tracks.len(), 7);
    assert_eq!(scenario.actors[1].types[1].payoff.moves[8], standoff::scenario::Amount::Constant(2.4));
    assert_eq!(scenario.outcomes[scenario.otherwise].id, "stalemate");
    let file = ScenarioFile::from_text("test", BASELINE).unwrap();
    assert_eq!(file.number("actor.us.type.complete-first.payoff.outcome.war"), Ok(-300.0));
}
