//! What is sampled: which numbers of a scenario, between what, and in which order.

use super::RobustnessError;
use crate::prose::numbers::number;
use crate::results::robustness::{KeptOrder, NumberFigures};
use crate::scenario::{LoadError, OrderTerm, Problem, Problems, Scenario, ScenarioFile, numbers};
use crate::study::order_polytope::OrderPolytope;
use crate::study::random::{Purpose, Random};

/// The numbers of a scenario that are sampled, and the orders that they keep.
pub(super) struct Numbers {
    /// In file order.
    pub(super) figures: Vec<NumberFigures>,
    /// In file order.
    pub(super) orders: Vec<KeptOrder>,
    polytope: OrderPolytope,
    seed: u64,
}

impl Numbers {
    /// Those of a scenario, given its file with everything laid over it that is laid over the scenario.
    pub(super) fn of(
        file: &ScenarioFile,
        scenario: &Scenario,
        spread: f64,
        seed: u64,
    ) -> Result<Numbers, RobustnessError> {
        let orders = kept(scenario)?;
        let written = |term: &OrderTerm| file.written(term.path.as_ref()?).ok();
        let is_kept = || scenario.orders.iter().zip(&orders).filter(|(_, kept)| kept.kept);
        let named: Vec<String> =
            is_kept().flat_map(|(order, _)| &order.means.terms).filter_map(written).collect();
        let ranges: Vec<(String, f64, f64)> = scenario
            .uncertain
            .iter()
            .filter_map(|range| Some((file.written(&range.path).ok()?, range.low, range.high)))
            .collect();
        let figures: Vec<NumberFigures> = numbers(scenario)
            .into_iter()
            .filter_map(|one| {
                let is_asked = is_payoff(&one.path) || named.contains(&one.path);
                let limits = limits(&one.path).filter(|_| is_asked)?;
                let range = ranges
                    .iter()
                    .find(|(path, low, high)| *path == one.path && (*low..=*high).contains(&one.value));
                let (low, high) =
                    range.map_or_else(|| about(one.value, spread), |&(_, low, high)| (low, high));
                let (low, high) = (low.max(limits.0), high.min(limits.1));
                let plausible = range.is_some();
                (low < high).then_some(NumberFigures {
                    path: one.path,
                    value: one.value,
                    low,
                    high,
                    plausible,
                })
            })
            .collect();
        if figures.is_empty() {
            return Err(RobustnessError::Nothing(scenario.name.clone()));
        }
        let mut bounds: Vec<(f64, f64)> = figures.iter().map(|one| (one.low, one.high)).collect();
        let mut pairs = Vec::new();
        for (order, _) in is_kept() {
            let place = |term: &OrderTerm| {
                let path = written(term)?;
                figures.iter().position(|one| one.path == path)
            };
            for two in order.means.terms.windows(2) {
                match (place(&two[0]), place(&two[1])) {
                    (Some(larger), Some(smaller)) => pairs.push((larger, smaller)),
                    (Some(larger), None) => bounds[larger].0 = bounds[larger].0.max(two[1].value),
                    (None, Some(smaller)) => bounds[smaller].1 = bounds[smaller].1.min(two[0].value),
                    (None, None) => {}
                }
            }
        }
        let polytope = OrderPolytope::new(&bounds, &pairs);
        let polytope = polytope.expect("the numbers of the scenario are one of its points");
        Ok(Numbers { figures, orders, polytope, seed })
    }

    /// The numbers of a sample, by its number from 1. They depend on nothing but that, the seed and what can be drawn.
    pub(super) fn draw(&self, sample: usize) -> Vec<f64> {
        self.polytope.draw(&mut Random::new(self.seed, Purpose::Payoffs, sample as u64))
    }

    /// Whether only what actors want is sampled, so that all samples have the same rounds.
    pub(super) fn leave_rounds_alone(&self) -> bool {
        self.figures.iter().all(|one| one.path.starts_with("actor."))
    }
}

/// The orders that samples keep: those that hold. One that does not, and is not known not to, is an error.
fn kept(scenario: &Scenario) -> Result<Vec<KeptOrder>, RobustnessError> {
    let (mut kept, mut broken) = (Vec::new(), Vec::new());
    for order in &scenario.orders {
        let broken_at = order.means.broken_at();
        if let (Some(at), None) = (broken_at, &order.open) {
            let told = |term: &OrderTerm| match &term.path {
                Some(path) => format!("`{path}` is {}", number(term.value)),
                None => number(term.value),
            };
            let two = &order.means.terms[at..];
            let message = format!(
                "The order `{}` does not hold: {}, and {}. Samples keep the orders of the scenario, so it must hold \
                 there, or be marked `open`.",
                order.says,
                told(&two[0]),
                told(&two[1])
            );
            broken.push(Problem { place: order.place.clone(), message });
        }
        kept.push(KeptOrder {
            says: order.says.clone(),
            claim: order.claim.clone(),
            kept: broken_at.is_none(),
        });
    }
    if broken.is_empty() { Ok(kept) } else { Err(LoadError::from(Problems(broken)).into()) }
}

/// Between what a number lies about its value, its sign kept.
fn about(value: f64, spread: f64) -> (f64, f64) {
    let ends = [value * (1.0 - spread).max(0.0), value * (1.0 + spread)];
    (ends[0].min(ends[1]), ends[0].max(ends[1]))
}

fn is_payoff(path: &str) -> bool {
    let steps: Vec<&str> = path.split('.').collect();
    matches!(steps[..], ["actor", _, "payoff", ..] | ["actor", _, "type", _, "payoff", ..])
}

/// What a number can be at all; nothing for one that stays as it is, whatever orders say: whole numbers such as starts,
/// priors, parameters of strategies.
fn limits(path: &str) -> Option<(f64, f64)> {
    let everything = (f64::NEG_INFINITY, f64::INFINITY);
    let steps: Vec<&str> = path.split('.').collect();
    match steps[..] {
        _ if is_payoff(path) => Some(everything),
        ["actor", _, "discount"] | ["actor", _, "type", _, "discount"] => Some((0.0, 1.0)),
        ["actor", _, "rationality"] | ["actor", _, "type", _, "rationality"] => Some((0.0, f64::INFINITY)),
        [.., "chance"] | [.., "chance", "levels", _] => Some((0.0, 1.0)),
        // A linear chance is cut at 0 and 1 where its sum is beyond.
        [.., "chance", "base"] | [.., "chance", "per", _] => Some(everything),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Request;

    fn of(name: &str, settings: &[&str]) -> Result<Numbers, RobustnessError> {
        let request = Request {
            settings: settings.iter().map(|&setting| setting.to_owned()).collect(),
            ..Request::new(name)
        };
        let mut file = ScenarioFile::open(name)?;
        let scenario = file.lay_over(&request)?.scenario;
        Numbers::of(&file, &scenario, 0.5, 7)
    }

    #[test]
    fn payoffs_and_what_orders_name_are_sampled_and_nothing_else() {
        let korea = of("korea-2018", &[]).unwrap();
        let path = |path: &str| korea.figures.iter().find(|one| one.path == path);
        assert!(
            path("actor.us.payoff.outcome.war").is_some_and(|war| (war.low, war.high) == (-450.0, -150.0))
        );
        assert!(path("actor.us.payoff.track.arsenal").is_some_and(|arsenal| arsenal.plausible));
        // Named by an order, and by none.
        assert!(path("rule.borders-leak.chance").is_some());
        assert!(path("rule.talks-fade.chance.base").is_none());
        assert!(path("actor.us.rationality").is_none());
        assert!(korea.figures.iter().all(|one| (one.low..=one.high).contains(&one.value)));
        assert!(!korea.leave_rounds_alone());
    }

    #[test]
    fn an_order_that_does_not_hold_is_an_error_with_its_place() {
        let Err(error) = of("korea-2018", &["actor.us.payoff.outcome.war=5"]) else { panic!("it is broken") };
        let told = error.to_string();
        assert!(
            told.contains("baseline.toml:") && told.contains("`actor.us.payoff.outcome.war` is 5"),
            "{told}"
        );
    }

    #[test]
    fn a_sample_does_not_depend_on_how_many_there_are() {
        let (one, other) = (of("cuba-1962", &[]).unwrap(), of("cuba-1962", &[]).unwrap());
        let many: Vec<Vec<f64>> = (1..=5).map(|sample| one.draw(sample)).collect();
        assert_eq!(other.draw(5), many[4]);
        assert_ne!(many[0], many[1]);
    }

    #[test]
    fn numbers_keep_their_sign() {
        assert_eq!(about(-4.0, 0.5), (-6.0, -2.0));
        assert_eq!(about(4.0, 2.0), (0.0, 12.0));
        assert_eq!(about(0.0, 0.5), (0.0, 0.0));
    }
}
