//! The checked scenario: every name resolved to an index, every number finite and in range.
//!
//! A [`Scenario`] is what a file *means*. Whoever holds one need not check it again: indices are valid, priors sum to
//! one, level lists are as long as their track. Indices count in file order.

use super::place::Place;
use super::record::Record;
use super::statement::{Expect, Order, Statement};
use super::strategy::StrategyChoice;

/// Index of a track in [`Scenario::tracks`].
pub type TrackIndex = usize;
/// Index of an actor in [`Scenario::actors`].
pub type ActorIndex = usize;
/// Index of a move in [`Actor::moves`].
pub type MoveIndex = usize;
/// Index of an outcome in [`Scenario::outcomes`].
pub type OutcomeIndex = usize;

/// Which logit equilibrium of a stage game is played, where it has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Branch {
    /// The one that playing at random leads to as rationality grows: that on the principal branch.
    #[default]
    Principal,
    /// Of the stable ones, that which gives this actor most, its types weighed by their priors.
    BestFor(ActorIndex),
}

/// A finite stochastic game in the words of its story: simultaneous moves, public tracks, private types, chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The name it was asked for by: `korea-2018`, or a file's stem.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// One paragraph for people.
    pub summary: String,
    /// Rounds played, at least 1.
    pub rounds: u32,
    /// Further rounds that actors plan for.
    pub foresight: u32,
    /// Which logit equilibrium of a stage game is played.
    pub branch: Branch,
    /// How rounds are labelled, if they have dates.
    pub calendar: Option<Calendar>,
    /// Where the numbers come from.
    pub sources: Vec<Source>,
    /// Statements of the sources, and what they support here.
    pub claims: Vec<Claim>,
    /// What is assumed, whatever claims support around it, and why.
    pub assumed: Vec<Assumed>,
    /// The state variables.
    pub tracks: Vec<Track>,
    /// The players, two or more.
    pub actors: Vec<Actor>,
    /// Effects of the whole scenario, in file order.
    pub rules: Vec<Effect>,
    /// How a play can end, in file order.
    pub outcomes: Vec<Outcome>,
    /// What a play is when its rounds run out.
    pub otherwise: OutcomeIndex,
    /// Plausible ranges: what a study varies when told nothing else.
    pub uncertain: Vec<Uncertain>,
    /// What the sources order without numbers.
    pub orders: Vec<Statement<Order>>,
    /// What should come out of the file as it is written; nothing, once something is laid over it.
    pub expects: Vec<Statement<Expect>>,
    /// What really happened, where the file tells it; no part of the game.
    pub record: Option<Record>,
    /// The effective scenario after `extends` and `--set`, as TOML; loading it again gives the same scenario, what is
    /// expected of it and what really happened aside.
    pub effective: String,
    /// SHA-256 of `effective`, in hexadecimal.
    pub hash: String,
    /// Where the scenario is written: the beginning of its file.
    pub place: Place,
}

/// Labels for rounds. The engine never looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Date of round 1: `2018-11` or `1962-10-16`.
    pub start: String,
    /// `day`, `week`, `month` or `year`.
    pub unit: String,
}

/// A publication that claims refer to.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its name in the file.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Date of publication, as written.
    pub date: String,
}

/// One statement of a source, in the scenario's own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its name in the file: `A12`.
    pub id: String,
    /// The source's id, if it has one.
    pub source: Option<String>,
    /// What it says.
    pub says: String,
    /// What of the scenario it supports.
    pub supports: Vec<Supported>,
    /// Why it supports nothing here, if it is out of scope.
    pub out_of_scope: Option<String>,
}

/// A part of a scenario that a claim supports, with all numbers below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Supported {
    /// Its path.
    pub path: String,
    /// What of its numbers is supported.
    pub support: Support,
}

/// What a claim says of a number, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// That there is such a thing, and in which direction it works.
    Sign,
    /// That it is more or less than others.
    Order,
    /// How much it is; for the level of a track, which one of those that are named.
    Value,
}

impl Support {
    /// All of them, the weakest first.
    pub const ALL: [Support; 3] = [Support::Sign, Support::Order, Support::Value];

    /// As it is written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Support::Sign => "sign",
            Support::Order => "order",
            Support::Value => "value",
        }
    }
}

/// A part of a scenario that no source stands behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumed {
    /// Its path.
    pub path: String,
    /// Why it is as it is.
    pub why: String,
}

/// One integer state variable on a bounded scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Its name in the file.
    pub id: String,
    /// For people.
    pub label: String,
    /// Lowest level.
    pub low: i32,
    /// Highest level.
    pub high: i32,
    /// Level at the start of a play.
    pub start: i32,
    /// A name for each level, lowest first; empty strings where a level has none; empty if none has.
    pub levels: Vec<String>,
}

impl Track {
    /// Number of levels.
    #[must_use]
    pub fn size(&self) -> usize {
        (self.high - self.low) as usize + 1
    }

    /// The level's name, or its number.
    #[must_use]
    pub fn level_name(&self, level: i32) -> String {
        match self.levels.get((level - self.low) as usize) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => level.to_string(),
        }
    }
}

/// A player.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Its name in the file.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// For people.
    pub label: String,
    /// Every move that any of its types has: id and label, in file order.
    pub moves: Vec<MoveName>,
    /// Its private variants, one at least. An actor without types in the file has one whose id is empty.
    pub types: Vec<ActorType>,
}

impl Actor {
    /// Whether the file gives it types: private variants that others do not see.
    #[must_use]
    pub fn has_types(&self) -> bool {
        self.types.iter().any(|kind| !kind.id.is_empty())
    }

    /// What one of its moves is to its types, each with the types that have it so: one variant where all agree, and `None`
    /// where some lack it.
    #[must_use]
    pub fn variants(&self, index: MoveIndex) -> Vec<(Option<&Move>, Vec<&ActorType>)> {
        let mut variants: Vec<(Option<&Move>, Vec<&ActorType>)> = Vec::new();
        for kind in &self.types {
            let own = kind.moves[index].as_ref();
            match variants.iter_mut().find(|(other, _)| *other == own) {
                Some((_, types)) => types.push(kind),
                None => variants.push((own, vec![kind])),
            }
        }
        variants
    }
}

/// What all types of an actor share of a move.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveName {
    /// Its name in the file.
    pub id: String,
    /// For people.
    pub label: String,
}

/// A private variant of an actor: everything of the actor with the type's overlay laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorType {
    /// Its name in the file, empty for an actor without types.
    pub id: String,
    /// For people.
    pub label: String,
    /// Probability of being drawn; an actor's priors sum to 1.
    pub prior: f64,
    /// δ per round, 0 < δ ≤ 1.
    pub discount: f64,
    /// λ of the logit response, per unit of payoff, ≥ 0.
    pub rationality: f64,
    /// How it picks moves.
    pub strategy: StrategyChoice,
    /// What it gets.
    pub payoff: Payoff,
    /// For each of the actor's [`moves`](Actor::moves), what it is to this type; `None` where the type lacks it.
    pub moves: Vec<Option<Move>>,
}

/// What a move means in the game of Chicken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Give way.
    Concede,
    /// Stay as one is.
    Hold,
    /// Raise the stakes.
    Escalate,
}

impl Stance {
    /// As it is written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Stance::Concede => "concede",
            Stance::Hold => "hold",
            Stance::Escalate => "escalate",
        }
    }
}

/// What an actor can do in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Its meaning in the game of Chicken.
    pub stance: Stance,
    /// Share within its stance for strategies that pick stances, > 0.
    pub weight: f64,
    /// Available only where this holds. Mentions tracks and rounds only.
    pub when: Condition,
    /// What it sets in motion, in order.
    pub effects: Vec<Effect>,
}

/// Something that can happen in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Unique in the scenario and stable under overlays: its id, or its place (`actor.us.move.relief.effects.0`).
    pub key: String,
    /// Its id, if it was given one.
    pub id: Option<String>,
    /// For people; its key where the file gives none.
    pub label: String,
    /// It can only fire where this holds.
    pub when: Condition,
    /// With which probability it fires then, clamped to [0, 1].
    pub chance: Amount,
    /// Tracks set to a level, applied first.
    pub set: Vec<(TrackIndex, i32)>,
    /// Tracks moved by a number of levels and clamped to their range, applied second.
    pub shift: Vec<(TrackIndex, i32)>,
    /// The outcome it ends the play with.
    pub outcome: Option<OutcomeIndex>,
    /// What follows when `when` holds and the chance does not come up (`else` in files).
    pub otherwise: Vec<Effect>,
}

/// All of its atoms must hold; an empty condition always holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Condition(pub Vec<Atom>);

/// One statement about tracks, the round, or the moves of this round.
#[derive(Debug, Clone, PartialEq)]
pub enum Atom {
    /// `TRACK OP LEVEL`
    Track {
        /// Which track.
        track: TrackIndex,
        /// Compared how.
        comparison: Comparison,
        /// With which level (may lie outside the range).
        level: i32,
    },
    /// `round OP N`; rounds count from 1.
    Round {
        /// Compared how.
        comparison: Comparison,
        /// With which round.
        round: i64,
    },
    /// `ACTOR plays MOVE or MOVE`, or with `avoids`, none of them.
    Plays {
        /// Whose move.
        actor: ActorIndex,
        /// Which moves.
        moves: Vec<MoveIndex>,
        /// True for `avoids`.
        avoids: bool,
    },
    /// `ACTOR concedes`, `holds` or `escalates`.
    Takes {
        /// Whose move.
        actor: ActorIndex,
        /// Of which stance.
        stance: Stance,
    },
}

/// `>=`, `<=`, `>`, `<`, `==`, `!=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
}

impl Comparison {
    /// Whether `left OP right`.
    #[must_use]
    pub fn holds<T: PartialOrd + Copy>(self, left: T, right: T) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::AtMost => left <= right,
            Comparison::Above => left > right,
            Comparison::Below => left < right,
            Comparison::Equal => left == right,
            Comparison::Unequal => left != right,
        }
    }

    /// As it is written in files.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::Below => "<",
            Comparison::Equal => "==",
            Comparison::Unequal => "!=",
        }
    }
}

/// A chance or a payoff number that may depend on the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A number.
    Constant(f64),
    /// Linear in tracks and in products of two tracks.
    Linear {
        /// At level 0 of every track.
        base: f64,
        /// Coefficient and the one or two tracks it multiplies.
        per: Vec<(f64, TrackIndex, Option<TrackIndex>)>,
    },
    /// A value for each level of a track, lowest first.
    ByLevel {
        /// Which track.
        track: TrackIndex,
        /// One value a level.
        values: Vec<f64>,
    },
}

impl Amount {
    /// The largest of its numbers, without their signs.
    #[must_use]
    pub fn largest(&self) -> f64 {
        let most = |numbers: &mut dyn Iterator<Item = &f64>| {
            numbers.fold(0.0, |most: f64, number| most.max(number.abs()))
        };
        match self {
            Amount::Constant(value) => value.abs(),
            Amount::Linear { base, per } => {
                most(&mut per.iter().map(|(coefficient, ..)| coefficient).chain([base]))
            }
            Amount::ByLevel { values, .. } => most(&mut values.iter()),
        }
    }

    /// Whether it is the constant zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self, Amount::Constant(value) if *value == 0.0)
    }
}

/// What an actor gets; a type's own, after its overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct Payoff {
    /// For each track, a value for each level, lowest first; credited each round at its end.
    pub track: Vec<Vec<f64>>,
    /// Credited each round at its end.
    pub round: Amount,
    /// For each of the actor's moves; credited when it is made, at the tracks before any effect.
    pub moves: Vec<Amount>,
    /// Own move, other actor, the other's move: the plain payoff matrix of a repeated game.
    pub against: Vec<Against>,
    /// By effect id; credited each time the effect fires, at the tracks before its change.
    pub rule: Vec<(String, Amount)>,
    /// For each outcome; credited once.
    pub outcome: Vec<Amount>,
}

impl Payoff {
    /// Whether whatever happens is worth 0.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.largest() == 0.0
    }

    /// The largest of all numbers, without their signs.
    #[must_use]
    pub fn largest(&self) -> f64 {
        let against = self.against.iter().map(|cell| &cell.amount);
        let rule = self.rule.iter().map(|(_, amount)| amount);
        let amounts = self.moves.iter().chain(against).chain(rule).chain(&self.outcome).chain([&self.round]);
        let tracks = self.track.iter().flatten().map(|value| value.abs());
        amounts.map(Amount::largest).chain(tracks).fold(0.0, f64::max)
    }
}

/// One cell of `payoff.against`.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The other actor.
    pub other: ActorIndex,
    /// Own move.
    pub own_move: MoveIndex,
    /// The other's move.
    pub other_move: MoveIndex,
    /// What it gives.
    pub amount: Amount,
}

/// How a play ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name in the file.
    pub id: String,
    /// For people.
    pub label: String,
    /// Ends a play at a round's end where this holds; `None` where only an effect can bring it about, or for the
    /// `otherwise` outcome.
    pub when: Option<Condition>,
}

/// A plausible range of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain {
    /// Path of the number.
    pub path: String,
    /// Lowest plausible value.
    pub low: f64,
    /// Highest plausible value.
    pub high: f64,
}
