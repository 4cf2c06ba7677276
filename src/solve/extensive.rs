//! A scenario as a game in extensive form: a tree of decisions and chances, in exact fractions.
//!
//! Chance first draws the type of each actor that has several. In a round the actors decide one after the other, none
//! knowing what those before have done in it; then the effects happen in their order, each chance a node of its own.
//! An actor knows its type, and all moves and tracks of the rounds before: *perfect recall*. What it thinks about the
//! others' types is for whoever solves the tree; the solver of this crate has fixed beliefs, so the two agree where
//! nobody has several types.
//!
//! Payoffs stand at the ends, discounted to the first round; numbers are the decimals that the scenario writes, to
//! twelve places. Every path has its own node, so a tree is for few rounds and few chances.
//!
//! References: 1. H. W. Kuhn, "Extensive games and the problem of information", 1953. 2. M. J. Osborne, A. Rubinstein,
//! *A Course in Game Theory*, 1994, §11.1.

use super::stage::StageError;
use super::stage::normal_form::exact;
use crate::game::{ActionIndex, Game, Level, StateIndex, TypeIndex};
use crate::scenario::Scenario;
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::sync::Arc;

#[path = "extensive_count.rs"]
mod count;
#[path = "extensive_walk.rs"]
mod walk;

/// Trees with more nodes are refused.
pub const MOST_NODES: usize = 50_000;

/// Trees in which what players remember takes more bytes than this, all histories written out, are refused.
const MOST_REMEMBERED: usize = 50_000_000;

/// A game in extensive form.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtensiveForm {
    /// For people.
    pub title: String,
    /// The players' labels.
    pub players: Vec<String>,
    /// All nodes, each before what follows it, branch by branch.
    pub nodes: Vec<Node>,
    /// What players can know when they decide.
    pub info_sets: Vec<InfoSet>,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Chance moves.
    Chance {
        /// What is drawn.
        label: String,
        /// Each branch with its probability.
        branches: Vec<(String, BigRational)>,
    },
    /// A player decides; a branch for each of its actions.
    Decision {
        /// Index in [`ExtensiveForm::info_sets`].
        info_set: usize,
    },
    /// The play is over.
    End {
        /// The outcome, or the end of what is planned.
        label: String,
        /// Of each player, discounted to the first round.
        payoffs: Vec<BigRational>,
    },
}

/// What a player can know when it decides.
#[derive(Debug, Clone, PartialEq)]
pub struct InfoSet {
    /// The player.
    pub actor: usize,
    /// Its type.
    pub kind: TypeIndex,
    /// The round.
    pub round: u32,
    /// The state at its beginning.
    pub state: StateIndex,
    /// For people.
    pub label: String,
    /// What it can do.
    pub actions: Vec<ActionIndex>,
    /// The labels of that.
    pub moves: Vec<String>,
}

/// Why there is no tree.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExtensiveError {
    /// The tree would be too large.
    #[error(
        "the tree of this game has more than {MOST_NODES} nodes: give it fewer rounds to plan for, as with --set rounds=2 --set foresight=0"
    )]
    TooLarge,
    /// What players remember would be too long.
    #[error(
        "what the players of this game remember of earlier rounds is too long to be written into a tree: give it fewer rounds to plan for, as with --set rounds=100 --set foresight=0"
    )]
    TooLong,
    /// A number is not finite.
    #[error(transparent)]
    Number(#[from] StageError),
}

/// The whole game, for all rounds that actors plan for.
///
/// # Errors
/// [`ExtensiveError::TooLarge`] beyond [`MOST_NODES`] nodes: they are counted before any is built.
pub fn extensive_form(scenario: &Scenario, game: &Game) -> Result<ExtensiveForm, ExtensiveError> {
    count::at_most(game, MOST_NODES)?;
    let mut builder = Builder {
        scenario,
        game,
        form: ExtensiveForm {
            title: scenario.title.clone(),
            players: scenario.actors.iter().map(|actor| actor.label.clone()).collect(),
            nodes: Vec::new(),
            info_sets: Vec::new(),
        },
        known: FxHashMap::default(),
        remembered: 0,
    };
    builder.draw_types(&mut Vec::new())?;
    Ok(builder.form)
}

struct Builder<'a> {
    scenario: &'a Scenario,
    game: &'a Game,
    form: ExtensiveForm,
    /// Information sets by type and public history.
    known: FxHashMap<(TypeIndex, Arc<str>), usize>,
    /// Bytes of all histories.
    remembered: usize,
}

impl Builder<'_> {
    fn push(&mut self, node: Node) -> Result<(), ExtensiveError> {
        self.form.nodes.push(node);
        if self.form.nodes.len() > MOST_NODES { Err(ExtensiveError::TooLarge) } else { Ok(()) }
    }

    fn draw_types(&mut self, drawn: &mut Vec<TypeIndex>) -> Result<(), ExtensiveError> {
        let actor = drawn.len();
        let Some(player) = self.game.actors.get(actor) else {
            return self.play(walk::Standing::start(self.game, drawn.clone()));
        };
        let possible: Vec<TypeIndex> =
            player.types.clone().filter(|&kind| self.game.types[kind].prior > 0.0).collect();
        if possible.len() > 1 {
            // The last takes what the others leave, so that they sum to one.
            let mut rest = BigRational::one();
            let mut branches = Vec::new();
            for (at, &kind) in possible.iter().enumerate() {
                let named = &self.scenario.actors[actor].types[self.game.types[kind].index];
                let last = at + 1 == possible.len();
                let prior = if last { rest.clone() } else { fraction(self.game.types[kind].prior)? };
                rest -= &prior;
                branches.push((named.label.clone(), prior));
            }
            self.push(Node::Chance { label: self.scenario.actors[actor].label.clone(), branches })?;
        }
        for kind in possible {
            drawn.push(kind);
            self.draw_types(drawn)?;
            drawn.pop();
        }
        Ok(())
    }

    fn info_set(&mut self, kind: TypeIndex, standing: &walk::Standing) -> usize {
        let key = (kind, Arc::clone(&standing.history));
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let Builder { game, scenario, form, .. } = self;
        let actor = game.types[kind].actor;
        let epoch = game.epochs.at(standing.round);
        let actions: Vec<ActionIndex> = game.available(kind, epoch, &standing.levels).collect();
        let named = &scenario.actors[actor];
        let moves =
            actions.iter().map(|&a| named.moves[game.actors[actor].actions[a].move_index].label.clone());
        let who = match named.types[game.types[kind].index].label.as_str() {
            label if game.actors[actor].types.len() > 1 => format!("{label}: "),
            _ => String::new(),
        };
        let label = format!("{who}round {}{}", standing.round, standing.history);
        form.info_sets.push(InfoSet {
            actor,
            kind,
            round: standing.round,
            state: game.space.encode(&standing.levels),
            label,
            moves: moves.collect(),
            actions,
        });
        self.known.insert(key, form.info_sets.len() - 1);
        form.info_sets.len() - 1
    }

    /// What is paid in a round, weighted to the first one.
    fn credit(
        &self,
        standing: &mut walk::Standing,
        amount: impl Fn(TypeIndex, &[Level]) -> f64,
    ) -> Result<(), ExtensiveError> {
        for (actor, &kind) in standing.types.iter().enumerate() {
            let paid = fraction(amount(kind, &standing.levels))?;
            if !paid.is_zero() {
                standing.paid[actor] += paid * &standing.weight[actor];
            }
        }
        Ok(())
    }
}

/// The decimal that a number is to twelve places, or to twelve digits where it is small, as a fraction.
fn fraction(number: f64) -> Result<BigRational, StageError> {
    exact(match number.abs() {
        small if small < 1e-3 => format!("{number:.11e}").parse().unwrap_or(number),
        some if some < 1e3 => (number * 1e12).round() / 1e12,
        _ => number,
    })
}

#[cfg(test)]
#[path = "extensive_tests.rs"]
mod tests;
