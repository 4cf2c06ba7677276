//! `script`: an ordered list of lines in the scenario; the first whose condition holds gives the mix.
//!
//! Source: the scripted red team of wargaming. Memory: none. Parameters: lines of `when` (tracks and rounds) and `mix`
//! (weights of moves). Moves that are not available give their share to the rest in proportion; where no line applies
//! or nothing is left of its mix, the actor holds.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, View, mixed, stance};
use crate::game::{Game, TypeIndex};
use crate::scenario::{Atom, Condition, ScriptLine, Stance};

pub(super) const ENTRY: Entry = Entry {
    name: "script",
    family: Family::Scripted,
    summary: "an ordered list of lines; the first whose condition holds gives the mix",
    source: "the scripted side of wargames",
    parameters: &[
        Parameter {
            name: "lines",
            meaning: "in order, each as { when = […], mix = { MOVE = … } }",
            default: None,
            range: "a list",
        },
        Parameter {
            name: "when",
            meaning: "of each line: where it applies, by tracks and the round",
            default: Some("always"),
            range: "conditions",
        },
        Parameter {
            name: "mix",
            meaning: "of each line: relative weight of each move",
            default: None,
            range: "0 or more each",
        },
    ],
};

/// Lines in order, each with a weight for each action.
pub(super) struct Script(Vec<(Condition, Box<[f64]>)>);

impl Script {
    pub(super) fn new(lines: &[ScriptLine], game: &Game, kind: TypeIndex) -> Script {
        let compile =
            |line: &ScriptLine| (line.when.clone(), mixed::by_action(line.mix.iter().copied(), game, kind));
        Script(lines.iter().map(compile).collect())
    }
}

impl Automaton for Script {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        let line = self.0.iter().find(|(when, _)| when.0.iter().all(|atom| holds(atom, view)));
        if !line.is_some_and(|(_, weights)| stance::share_by(view, weights, mix)) {
            stance::spread(view, Stance::Hold, 1.0, mix);
        }
    }
}

fn holds(atom: &Atom, view: &View<'_>) -> bool {
    match atom {
        Atom::Track { track, comparison, level } => comparison.holds(stance::level(view, *track), *level),
        Atom::Round { comparison, round } => comparison.holds(i64::from(view.round), *round),
        // The moves of this round are not known yet; a checked script does not mention them.
        Atom::Plays { .. } | Atom::Takes { .. } => true,
    }
}
