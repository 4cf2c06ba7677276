//! Which numbers of a scenario a claim supports, and which are assumptions.

use super::{Scenario, Support};

/// A number of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its path: `rule.talks-fade.chance`.
    pub path: String,
    /// What it is.
    pub value: f64,
    /// The claims that say something of it, as indices into [`Scenario::claims`], and what; empty for an assumption.
    pub claims: Vec<(usize, Support)>,
    /// Where it stands under what is assumed, if the file says so: index into [`Scenario::assumed`].
    pub assumed: Option<usize>,
}

impl Number {
    /// The most that a claim says of it; `None` for an assumption.
    #[must_use]
    pub fn support(&self) -> Option<Support> {
        self.claims.iter().map(|(_, support)| *support).max()
    }
}

/// Keys at the top whose numbers say nothing of the world: provenance, labels, and statements about the numbers.
const ASIDE: [&str; 8] =
    ["source", "claim", "assumed", "calendar", "uncertain", "order", "record", "foresight"];

/// Every number of a scenario that says something of the world, in file order. The range of a track is a scale and not
/// counted.
///
/// A claim that supports a path supports all that is below it; the claim of an order supports the order of the numbers
/// in it. What is `assumed` is an assumption, whatever claims support around it.
#[must_use]
pub fn numbers(scenario: &Scenario) -> Vec<Number> {
    let supports = supports(scenario);
    let assumed: Vec<Vec<String>> = scenario.assumed.iter().map(|assumed| steps(&assumed.path)).collect();
    let mut numbers = Vec::new();
    let tree: toml::Table = scenario.effective.parse().unwrap_or_default();
    for (key, value) in tree.iter().filter(|(key, _)| !ASIDE.contains(&key.as_str())) {
        walk(value, &mut vec![key.clone()], &mut |path, value| {
            let assumed = assumed.iter().position(|steps| path.starts_with(steps));
            let mut claims: Vec<(usize, Support)> = Vec::new();
            for &(claim, support, ref steps) in supports.iter().filter(|_| assumed.is_none()) {
                match claims.iter_mut().find(|(known, _)| *known == claim) {
                    _ if !path.starts_with(steps) => {}
                    Some((_, most)) => *most = support.max(*most),
                    None => claims.push((claim, support)),
                }
            }
            numbers.push(Number { path: path.join("."), value, claims, assumed });
        });
    }
    numbers
}

/// What claims support, by themselves and through orders: the claim, what of it, and the steps of the path.
fn supports(scenario: &Scenario) -> Vec<(usize, Support, Vec<String>)> {
    let by_claims = scenario.claims.iter().enumerate().flat_map(|(index, claim)| {
        claim.supports.iter().map(move |part| (index, part.support, steps(&part.path)))
    });
    let by_orders = scenario.orders.iter().flat_map(|order| {
        let index = scenario.claims.iter().position(|claim| Some(&claim.id) == order.claim.as_ref());
        let paths = order.means.terms.iter().filter_map(|term| term.path.as_ref());
        paths.filter_map(move |path| Some((index?, Support::Order, steps(path))))
    });
    by_claims.chain(by_orders).collect()
}

fn steps(path: &str) -> Vec<String> {
    path.split('.').map(|step| step.trim().trim_matches('"').to_owned()).collect()
}

fn walk(value: &toml::Value, path: &mut Vec<String>, found: &mut impl FnMut(&[String], f64)) {
    match value {
        toml::Value::Integer(number) => found(path, *number as f64),
        toml::Value::Float(number) => found(path, *number),
        toml::Value::Table(table) => {
            for (key, value) in table {
                if path.first().is_some_and(|first| first == "track") && key == "range" {
                    continue;
                }
                path.push(key.clone());
                walk(value, path, found);
                path.pop();
            }
        }
        toml::Value::Array(list) => {
            for (position, value) in list.iter().enumerate() {
                let id = value.get("id").and_then(toml::Value::as_str);
                path.push(id.map_or_else(|| position.to_string(), str::to_owned));
                walk(value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_text;

    #[test]
    fn a_claim_supports_what_is_below_its_path() {
        let text = r#"
            title = "Test"
            rounds = 3
            [claim.A1]
            says = "Talks fade."
            supports = ["rule.fade", "track.talks.start"]
            [track.talks]
            range = [0, 5]
            start = 1
            [actor.a.move.wait]
            [actor.b.move.wait]
            [actor.b.payoff.move]
            wait = { by = "talks", levels = [0, 1, 2, 3, 4, 5] }
            [[rule]]
            id = "fade"
            chance = 0.5
            shift = { talks = -1 }
            [[outcome]]
            id = "end"
            otherwise = true
        "#;
        let scenario = load_text("test", text).unwrap().scenario;
        let numbers = numbers(&scenario);
        let supported: Vec<&str> = numbers
            .iter()
            .filter(|number| number.support() == Some(Support::Sign))
            .map(|number| number.path.as_str())
            .collect();
        assert_eq!(supported, ["track.talks.start", "rule.fade.chance", "rule.fade.shift.talks"]);
        let assumed = numbers.iter().filter(|number| number.claims.is_empty()).count();
        assert_eq!(assumed, 7, "the number of rounds and six levels of a payoff");
    }
}
