//! The product against the slow reference, game by game.

use super::induction;
use super::one_shot::OneShot;
use super::slow::{Undecided, follow_twice};
use crate::engine::random_scenarios::oracle::{Oracle, Plan, Table};
use crate::engine::random_scenarios::{Case, read};
use standoff::solve::SolveError;
use std::fmt;

/// How far apart mixes and shares may be.
const TOLERANCE: f64 = 1e-7;
/// Where an error of a response is multiplied in its fixed point: so much of an error.
const OF_RESPONSE: f64 = 1e-9;

/// What came of one comparison.
pub(crate) enum Verdict {
    Agrees,
    /// The product plays something else.
    Differs(Difference),
    /// The product has no answer.
    Refused(SolveError),
    /// The reference has none.
    Undecided(Undecided),
}

/// Where the two differ most.
pub(crate) struct Difference {
    pub(crate) largest: f64,
    pub(crate) at: String,
    pub(crate) played: Vec<Vec<f64>>,
    pub(crate) right: Vec<Vec<f64>>,
}

/// Compares what is played in a game of one round.
pub(crate) fn one_shot(game: &OneShot) -> Verdict {
    let reference = game.game();
    let found = match follow_twice(&reference) {
        Ok(found) => found,
        Err(undecided) => return Verdict::Undecided(undecided),
    };
    let case = match Case::solve("one-shot".to_owned(), read("one-shot", &game.text())) {
        Ok(case) => case,
        Err(error) => return Verdict::Refused(error),
    };
    let table = played(&case);
    let played: Vec<Vec<f64>> =
        (0..game.moves.len()).map(|actor| table[&(actor, 0, 1, Vec::new())].clone()).collect();
    let right = reference.by_block(&found.p);
    let largest = apart(&played, &right);
    let at = "round 1".to_owned();
    verdict(Difference { largest, at, played, right }, found.amplification)
}

/// Compares what is played in every state of every round that can be reached, and how plays end.
pub(crate) fn scenario(name: &str, text: &str) -> Verdict {
    let read = read(name, text);
    let oracle = Oracle(&read);
    let slow = match induction::solve(&oracle) {
        Ok(slow) => slow,
        Err(undecided) => return Verdict::Undecided(undecided),
    };
    let case = match Case::solve(name.to_owned(), read.clone()) {
        Ok(case) => case,
        Err(error) => return Verdict::Refused(error),
    };
    let mut worst = Difference { largest: 0.0, at: String::new(), played: Vec::new(), right: Vec::new() };
    let mut see = |at: String, played: Vec<f64>, right: Vec<f64>| {
        let (played, right) = (vec![played], vec![right]);
        let largest = apart(&played, &right);
        if largest > worst.largest {
            worst = Difference { largest, at, played, right };
        }
    };
    for ((actor, kind, round, state), played) in played(&case) {
        let right = slow.table[&(actor, kind, round, state.clone())].clone();
        let who = &read.actors[actor].id;
        see(format!("type {kind} of {who} in round {round}, state {state:?}"), played, right);
    }
    let plans: Vec<Vec<Plan<'_>>> =
        read.actors.iter().map(|actor| actor.types.iter().map(|_| Plan::Table).collect()).collect();
    let figures = oracle.figures(&plans, &slow.table);
    let right = |outcome: usize| {
        figures.ended.range((outcome, 0)..=(outcome, u32::MAX)).map(|(_, share)| share).sum::<f64>()
    };
    let exact = case.exact();
    let outcomes = 0..read.outcomes.len();
    let shares = outcomes.clone().map(|outcome| exact.share(outcome)).collect();
    see("shares of outcomes".to_owned(), shares, outcomes.map(right).collect());
    verdict(worst, slow.amplification)
}

/// What the product has every type do, wherever a play can be.
fn played(case: &Case) -> Table {
    let mut table = Table::new();
    case.kinds().for_each(|who| case.mixes(who, &mut table));
    table
}

fn apart(left: &[Vec<f64>], right: &[Vec<f64>]) -> f64 {
    let pairs = left.iter().flatten().zip(right.iter().flatten());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn verdict(worst: Difference, amplification: f64) -> Verdict {
    let allowed = TOLERANCE.max(OF_RESPONSE * amplification);
    if worst.largest <= allowed { Verdict::Agrees } else { Verdict::Differs(worst) }
}

/// How many comparisons came out how, with what failed in full.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    agree: usize,
    differ: Vec<String>,
    refused: Vec<String>,
    undecided: Vec<String>,
}

impl Score {
    pub(crate) fn add(&mut self, name: &str, text: &str, verdict: Verdict) {
        match verdict {
            Verdict::Agrees => self.agree += 1,
            Verdict::Differs(Difference { largest, at, played, right }) => self.differ.push(format!(
                "# {name}: off by {largest:.1e}, {at}\n# played {played:?}\n# right  {right:?}\n{text}"
            )),
            Verdict::Refused(error) => self.refused.push(format!("# {name}: refused: {error}\n{text}")),
            Verdict::Undecided(why) => self.undecided.push(format!("# {name}: {why:?}\n{text}")),
        }
    }

    pub(crate) fn join(&mut self, other: &Score) {
        self.agree += other.agree;
        self.differ.extend_from_slice(&other.differ);
        self.refused.extend_from_slice(&other.refused);
        self.undecided.extend_from_slice(&other.undecided);
    }

    pub(crate) fn count(&self) -> usize {
        self.agree + self.differ.len() + self.refused.len() + self.undecided.len()
    }

    /// Prints the figures, and whatever did not agree.
    pub(crate) fn tell(&self, what: &str) {
        println!("{what}: {self}");
        self.differ
            .iter()
            .chain(&self.refused)
            .chain(&self.undecided)
            .for_each(|failed| println!("{failed}"));
    }

    /// Fails unless the product was right wherever the reference decides, and that is nearly everywhere.
    pub(crate) fn expect_right(&self) {
        self.expect_right_but(0);
    }

    /// The same, so many games being allowed to have no answer.
    pub(crate) fn expect_right_but(&self, refused: usize) {
        let failed: Vec<&str> = self.differ.iter().chain(&self.refused).map(String::as_str).collect();
        let fine = self.differ.is_empty() && self.refused.len() <= refused;
        assert!(fine, "{self}\n\n{}", failed[..failed.len().min(5)].join("\n"));
        assert!(self.undecided.len() * 500 <= self.count(), "{self}\n\n{}", self.undecided.join("\n"));
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Score { agree, differ, refused, undecided } = self;
        write!(
            f,
            "{} games: {agree} agree, {} differ, {} refused, {} undecided by the reference",
            self.count(),
            differ.len(),
            refused.len(),
            undecided.len()
        )
    }
}
