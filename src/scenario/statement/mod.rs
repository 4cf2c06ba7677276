//! What a scenario says of itself: `[[order]]`, what its sources order without numbers, and `[[expect]]`, what should
//! come out of it.
//!
//! An **order** is a chain of numbers of the file, the larger first:
//!
//! ```text
//! actor.us.payoff.outcome: deal > stalemate >= breakdown     each is the rest of a path
//! rule.test.chance > rule.leak.chance > 0                    whole paths, and plain numbers
//! rule.summit.chance.levels: 4 > 3                           positions in a list, from 0
//! ```
//!
//! A path into a type (`actor.us.type.hawk.payoff…`) leads to what the type has from its actor where it says nothing of
//! its own. A payoff that is written nowhere is 0. Orders bind every variant that extends the file.
//!
//! An **expectation** compares two sides, each arithmetic (`+ - * /`, parentheses) over numbers and measures:
//!
//! ```text
//! SIDE < SIDE        also <=, >, >=
//! SIDE = SIDE within NUMBER
//! most(OUTCOME)      no other outcome is likelier
//! ```
//!
//! | measure | what it is, with the strategies of the file, exactly |
//! |---|---|
//! | `share(OUTCOME)`, `share(OUTCOME, ROUND)` | probability that plays end so, or have by the end of that round |
//! | `mean(TRACK, ROUND)` | mean level after that round, ended plays held at their last; round 0 is the start |
//! | `count(ACTOR MOVE)`, `count(ACTOR MOVE, per round)` | how often the move is made in a play, or for each round played |
//! | `first(ACTOR MOVE, ROUND)` | probability that the move was made by that round |
//! | `value(ACTOR)`, `value(ACTOR:TYPE)` | expected discounted payoff |
//! | `class(NAME)`, `class(NAME, TYPE/TYPE)` | share of playing time in an ordinal class of 2×2 games, over all pairs of types or in one |
//!
//! and of the game that the likeliest types face when round 1 begins, with what follows it:
//!
//! | measure | what it is |
//! |---|---|
//! | `nash(ACTOR MOVE)` | probability in the completely mixed Nash equilibrium, or in the only one there is |
//! | `equilibria()` | number of extreme Nash equilibria |
//! | `security(ACTOR)` | what the actor can be sure of, in mixed moves |
//! | `patience()` | least discount factor that sustains mutual concession, of a game that is repeated |
//!
//! Figures are compared with the error that they have: what rounding alone would decide counts as equal, so that the
//! share of a certain outcome is not below 1.
//!
//! `in NAME` after a measure reads it in another scenario: a file in the same folder (`in baseline`), or one of the
//! library (`in textbook/chicken`). Expectations are of the file as written: neither variants nor `--set` inherit them.

mod measured;
mod of_point;
mod parse;

pub use measured::{Measured, ROUNDING};
pub use of_point::PointMeasure;
pub(super) use parse::{
    Call, Chain, ChainTerm, expect as parse_expect, order as parse_order, side as parse_side,
};

use super::model::{ActorIndex, Comparison, MoveIndex, OutcomeIndex, TrackIndex};
use super::place::Place;

/// The key of the expectations.
pub(super) const EXPECT: &str = "expect";

/// One statement about a scenario, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement<M> {
    /// As written.
    pub says: String,
    /// The claim behind it.
    pub claim: Option<String>,
    /// Why it is known not to hold yet.
    pub open: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// What it means.
    pub means: M,
}

impl Statement<()> {
    /// The statement, once it is known what it means.
    pub(super) fn meaning<M>(self, means: M) -> Statement<M> {
        let Statement { says, claim, open, place, means: () } = self;
        Statement { says, claim, open, place, means }
    }
}

/// A chain of numbers, each related to the next: what a source orders without saying how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Two or more, the largest first.
    pub terms: Vec<OrderTerm>,
    /// Between each term and the next: [`Comparison::Above`] or [`Comparison::AtLeast`].
    pub links: Vec<Comparison>,
}

/// A number in an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderTerm {
    /// The whole path that it stands under; `None` for a plain number.
    pub path: Option<String>,
    /// What it is in the scenario at hand.
    pub value: f64,
}

impl Order {
    /// The first term that is not above the next as it should be.
    #[must_use]
    pub fn broken_at(&self) -> Option<usize> {
        let values = self.terms.windows(2).map(|two| (two[0].value, two[1].value));
        values.zip(&self.links).position(|((larger, smaller), link)| !link.holds(larger, smaller))
    }
}

/// What should come out of a scenario, over figures `F`.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect<F = Figure> {
    /// `left OP right`
    Compare {
        /// On the left.
        left: Side<F>,
        /// `<`, `<=`, `>` or `>=`.
        comparison: Comparison,
        /// On the right.
        right: Side<F>,
    },
    /// `left = right within tolerance`
    Within {
        /// On the left.
        left: Side<F>,
        /// On the right.
        right: Side<F>,
        /// The sides are no further apart.
        tolerance: f64,
    },
    /// `most(OUTCOME)`: the share of the outcome, which no other exceeds.
    Most(F),
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Side<F = Figure> {
    /// As written.
    pub text: String,
    /// What it means.
    pub formula: Formula<F>,
}

/// Arithmetic over figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula<F = Figure> {
    /// A plain number.
    Number(f64),
    /// A figure.
    Figure(F),
    /// What follows a minus.
    Negative(Box<Formula<F>>),
    /// Two formulas and what is done with them.
    Arithmetic(Box<Formula<F>>, Operator, Box<Formula<F>>),
}

/// `+`, `-`, `*` and `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A measure of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is measured; its indices are those of the scenario it is read in.
    pub measure: Measure,
    /// The scenario it is read in, as it is asked for; `None` for the one that says so.
    pub of: Option<String>,
}

/// What can be measured in a solved scenario; the [module](self) tells what each is.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each is defined in the module's table under its own name")]
pub enum Measure {
    Share {
        outcome: OutcomeIndex,
        by: Option<u32>,
    },
    Mean {
        track: TrackIndex,
        round: u32,
    },
    Count {
        actor: ActorIndex,
        made: MoveIndex,
        per_round: bool,
    },
    First {
        actor: ActorIndex,
        made: MoveIndex,
        by: u32,
    },
    /// Of a type by its index in the actor's types, or of the actor.
    Value {
        actor: ActorIndex,
        kind: Option<usize>,
    },
    /// By the name that the diagnosis gives; of a pair of types by their indices, or of all.
    Class {
        name: String,
        types: Option<[usize; 2]>,
    },
    Nash {
        actor: ActorIndex,
        made: MoveIndex,
    },
    Equilibria,
    Security {
        actor: ActorIndex,
    },
    Patience,
}

/// The names of the measures.
pub const MEASURE_NAMES: [&str; 10] =
    ["share", "mean", "count", "first", "value", "class", "nash", "equilibria", "security", "patience"];

/// Ordinal classes of 2×2 games that `class` knows by name: the symmetric ones, then those of two different players.
/// [`solve`](crate::solve::stage::ordinal) tells what each is.
pub const CLASS_NAMES: [&str; 15] = [
    "Chicken",
    "Leader",
    "Hero",
    "Compromise",
    "Deadlock",
    "Prisoner's Dilemma",
    "Concord",
    "Harmony",
    "Peace",
    "Coordination",
    "Assurance",
    "Stag Hunt",
    "Called Bluff",
    "Bully",
    "Big Bully",
];

/// The class of games without an equilibrium in pure moves, whatever the orders of the two sides.
pub const INSPECTION: &str = "Inspection";

impl<F> Expect<F> {
    /// Every figure that it reads.
    #[must_use]
    pub fn figures(&self) -> Vec<&F> {
        let mut found = Vec::new();
        match self {
            Expect::Compare { left, right, .. } | Expect::Within { left, right, .. } => {
                left.formula.gather(&mut found);
                right.formula.gather(&mut found);
            }
            Expect::Most(figure) => found.push(figure),
        }
        found
    }

    /// The same over other figures.
    pub(super) fn try_map<G, E>(self, to: &mut impl FnMut(F) -> Result<G, E>) -> Result<Expect<G>, E> {
        let mut side = |side: Side<F>| Ok(Side { text: side.text, formula: side.formula.try_map(to)? });
        Ok(match self {
            Expect::Compare { left, comparison, right } => {
                Expect::Compare { left: side(left)?, comparison, right: side(right)? }
            }
            Expect::Within { left, right, tolerance } => {
                Expect::Within { left: side(left)?, right: side(right)?, tolerance }
            }
            Expect::Most(figure) => Expect::Most(to(figure)?),
        })
    }
}

impl<F> Formula<F> {
    /// Its value with its error, given those of each figure.
    ///
    /// # Errors
    /// The first that a figure has.
    pub fn value<E>(&self, read: &impl Fn(&F) -> Result<Measured, E>) -> Result<Measured, E> {
        Ok(match self {
            Formula::Number(number) => Measured::exact(*number),
            Formula::Figure(figure) => read(figure)?,
            Formula::Negative(inner) => inner.value(read)?.negative(),
            Formula::Arithmetic(left, operator, right) => {
                left.value(read)?.combined(*operator, right.value(read)?)
            }
        })
    }

    fn gather<'a>(&'a self, found: &mut Vec<&'a F>) {
        match self {
            Formula::Number(_) => {}
            Formula::Figure(figure) => found.push(figure),
            Formula::Negative(inner) => inner.gather(found),
            Formula::Arithmetic(left, _, right) => {
                left.gather(found);
                right.gather(found);
            }
        }
    }

    fn try_map<G, E>(self, to: &mut impl FnMut(F) -> Result<G, E>) -> Result<Formula<G>, E> {
        Ok(match self {
            Formula::Number(number) => Formula::Number(number),
            Formula::Figure(figure) => Formula::Figure(to(figure)?),
            Formula::Negative(inner) => Formula::Negative(Box::new(inner.try_map(to)?)),
            Formula::Arithmetic(left, operator, right) => {
                let (left, right) = (left.try_map(to)?, right.try_map(to)?);
                Formula::Arithmetic(Box::new(left), operator, Box::new(right))
            }
        })
    }
}
