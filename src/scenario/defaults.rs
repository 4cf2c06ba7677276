//! What a number is that a scenario may leave out and does.

use super::document::Node;
use super::path::Path;

/// The number that counts where nothing is written at a path: a discount of 1, a payoff of 0. `None` where something
/// else is written there, or there is no such default.
pub(super) fn default_number(root: &Node, path: &str) -> Option<f64> {
    let path = Path::parse(path).ok()?;
    if path.get(root).is_ok() {
        return None;
    }
    let names = path.names();
    let of_actor = match names[..] {
        ["foresight"] => return Some(0.0),
        ["rule", _, "chance"] => return Some(1.0),
        ["actor", _, "type", _, ref rest @ ..] | ["actor", _, ref rest @ ..] => rest,
        _ => return None,
    };
    match *of_actor {
        ["discount" | "rationality"] | ["move", _, "weight"] => Some(1.0),
        ["payoff", "round"]
        | ["payoff", "outcome" | "rule" | "track" | "move", _]
        | ["payoff", "against", _, _, _] => Some(0.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::ScenarioFile;

    #[test]
    fn what_is_left_out_has_the_number_that_counts() {
        let file = ScenarioFile::open("textbook/chicken").unwrap();
        for (path, number) in [
            ("actor.left.payoff.outcome.over", Some(0.0)),
            ("actor.left.payoff.round", Some(0.0)),
            ("foresight", Some(0.0)),
            ("actor.left.move.swerve.weight", Some(1.0)),
            ("actor.left.label", None),
            ("title", None),
        ] {
            assert_eq!(file.standing_number(path), number, "{path}");
        }
    }
}
