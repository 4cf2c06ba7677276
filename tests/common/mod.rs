//! What several tests need: a scenario solved and played, and two-by-two games written as scenarios.

pub(crate) mod calls;
#[cfg(unix)]
pub(crate) mod terminal;

use standoff::game::{Game, Kernel};
use standoff::play::{Moments, Sampling, Stop, Tally, play_many};
use standoff::scenario::{Request, Scenario, load, load_text};
use standoff::solve::{Casting, Exact, FirstTimes, cast, exact};
use std::convert::Infallible;

/// A scenario, ready to be solved and played.
pub(crate) struct Case {
    pub(crate) scenario: Scenario,
    pub(crate) game: Game,
    pub(crate) kernel: Kernel,
    pub(crate) casting: Casting,
}

impl Case {
    pub(crate) fn of(scenario: Scenario) -> Case {
        let game = Game::compile(&scenario).expect("it compiles");
        let kernel = Kernel::build(&game).expect("it fits");
        let casting = cast(&scenario, &game).unwrap_or_else(|error| panic!("{}: {error}", scenario.name));
        Case { scenario, game, kernel, casting }
    }

    /// From a text.
    pub(crate) fn written(text: &str) -> Case {
        let loaded = load_text("written", text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        Case::of(loaded.scenario)
    }

    /// From the library, with settings `PATH=VALUE`.
    pub(crate) fn named(name: &str, settings: &[String]) -> Case {
        let request = Request { settings: settings.to_vec(), ..Request::new(name) };
        Case::of(load(&request).unwrap_or_else(|error| panic!("{name}: {error}")).scenario)
    }

    pub(crate) fn exact(&self) -> Exact {
        exact(&self.game, &self.kernel, &self.casting.cast, &FirstTimes::None).expect("it can be solved")
    }

    pub(crate) fn sample(&self, plays: u64) -> Tally {
        let sampling = Sampling { seed: 2018, stop: Stop::Plays(plays) };
        let Ok(tally) = play_many::<Infallible>(&self.game, &self.casting.cast, sampling, |_| {}, None);
        tally
    }

    /// Index of an outcome.
    pub(crate) fn outcome(&self, id: &str) -> usize {
        self.scenario.outcomes.iter().position(|outcome| outcome.id == id).expect("there is such an outcome")
    }

    /// Exact probability of an outcome.
    pub(crate) fn share(&self, id: &str) -> f64 {
        self.exact().share(self.outcome(id))
    }

    /// What the equilibrium is worth at the start to the first type of an actor.
    pub(crate) fn value(&self, actor: usize) -> f64 {
        let values = self.casting.values.as_ref().expect("somebody plays the equilibrium");
        values[self.game.actors[actor].types.start]
    }
}

/// Payoffs of a two-by-two game: `[own move][other's move]`, the conceding move first.
pub(crate) type Own = [[f64; 2]; 2];

/// Axelrod's chicken: R, S, T, P = 0, −1, 1, −10.
pub(crate) const CHICKEN: Own = [[0.0, -1.0], [1.0, -10.0]];
/// Aumann's chicken: 6, 2, 7, 0.
pub(crate) const AUMANN: Own = [[6.0, 2.0], [7.0, 0.0]];
/// The prisoner's dilemma of Axelrod's tournament: 3, 0, 5, 1.
pub(crate) const DILEMMA: Own = [[3.0, 0.0], [5.0, 1.0]];

/// A repeated two-by-two game between `left` and `right`, who concede or hold. `head` holds the rounds; `more` comes
/// to each actor; `rest` comes last and brings at least the `otherwise` outcome.
pub(crate) fn two_by_two(head: &str, payoffs: [Own; 2], more: [&str; 2], rest: &str) -> String {
    let mut text = format!("title = \"Two by two\"\n{head}\n");
    for (side, other) in [(0, 1), (1, 0)] {
        let names = ["left", "right"];
        let ([cc, cd], [dc, dd]) = (payoffs[side][0], payoffs[side][1]);
        let (own, other) = (names[side], names[other]);
        text += &format!(
            "[actor.{own}]\n{}\n[actor.{own}.payoff.against.{other}]\n\
             give = {{ give = {cc:?}, hold = {cd:?} }}\nhold = {{ give = {dc:?}, hold = {dd:?} }}\n\
             [actor.{own}.move.give]\nstance = \"concede\"\n[actor.{own}.move.hold]\n",
            more[side]
        );
    }
    text + rest
}

/// The only outcome.
pub(crate) const END: &str = "[[outcome]]\nid = \"end\"\notherwise = true\n";

/// A sampled mean within so many standard errors of the exact one.
pub(crate) fn within(errors: f64, what: &str, sampled: &Moments, exact: f64) {
    let (mean, error) = (sampled.mean, sampled.standard_error());
    assert!((mean - exact).abs() <= errors * error, "{what}: {mean} ± {error}, exactly {exact}");
}

/// A sampled share within so many standard errors of the exact one.
pub(crate) fn share_within(errors: f64, what: &str, count: u64, plays: u64, exact: f64) {
    let share = count as f64 / plays as f64;
    let error = (exact * (1.0 - exact) / plays as f64).max(0.0).sqrt();
    // What is certain is so but for rounding.
    assert!((share - exact).abs() <= errors * error + 1e-12, "{what}: {share} ± {error}, exactly {exact}");
}

pub(crate) fn close(what: &str, left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance, "{what}: {left}, expected {right}");
}
