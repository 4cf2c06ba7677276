//! `[actor.ID.payoff]`: what an actor gets.

use super::amount::{amount, level_values, number};
use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{ActorIndex, Against, Amount, Payoff, Track};

const KEYS: [&str; 6] = ["track", "round", "move", "against", "rule", "outcome"];

/// Reads the payoffs of an actor, or one of its types; zero where nothing is written.
pub(super) fn payoff(reader: &mut Reader, node: Option<&Node>, actor: ActorIndex) -> Payoff {
    let mut payoff = Payoff {
        track: (0..reader.names.track_count()).map(|track| zeros(reader, track)).collect(),
        round: Amount::Constant(0.0),
        moves: vec![Amount::Constant(0.0); reader.names.moves(actor).len()],
        against: Vec::new(),
        rule: Vec::new(),
        outcome: vec![Amount::Constant(0.0); reader.names.outcome_count()],
    };
    let Some(table) = node.and_then(|node| reader.table(node, "`payoff`", &KEYS)) else { return payoff };
    let get = |key| table.get(key).map(|entry| &entry.node);
    if let Some(node) = get("track") {
        tracks(reader, node, &mut payoff);
    }
    if let Some(node) = get("round") {
        payoff.round = amount(reader, node, "`payoff.round`");
    }
    if let Some(moves) = get("move").and_then(|node| reader.map(node, "`payoff.move`")) {
        for (name, entry) in moves {
            let value = amount(reader, &entry.node, format_args!("The payoff of the move `{name}`"));
            if let Some(made) = reader.made(actor, name, &entry.key_place) {
                payoff.moves[made] = value;
            }
        }
    }
    if let Some(node) = get("against") {
        payoff.against = against(reader, node, actor);
    }
    if let Some(node) = get("rule") {
        payoff.rule = rules(reader, node);
    }
    if let Some(outcomes) = get("outcome").and_then(|node| reader.map(node, "`payoff.outcome`")) {
        for (name, entry) in outcomes {
            let value = amount(reader, &entry.node, format_args!("The payoff of the outcome `{name}`"));
            if let Some(outcome) = reader.outcome(name, &entry.key_place) {
                payoff.outcome[outcome] = value;
            }
        }
    }
    payoff
}

fn zeros(reader: &Reader, track: usize) -> Vec<f64> {
    vec![0.0; reader.names.track(track).map_or(0, Track::size)]
}

/// A number per level, or a list of one value for each level.
fn tracks(reader: &mut Reader, node: &Node, payoff: &mut Payoff) {
    let Some(table) = reader.map(node, "`payoff.track`") else { return };
    for (name, entry) in table {
        let index = reader.track(name, &entry.key_place);
        let what = format!("The payoff of the track `{name}`");
        let node = &entry.node;
        if node.as_list().is_some() {
            let Some(index) = index else { continue };
            payoff.track[index] = level_values(reader, node, index, what);
        } else if node.as_number().is_some() {
            let per_level = number(reader, node, what);
            let (Some(index), Some(per_level)) = (index, per_level) else { continue };
            let Some(track) = reader.names.track(index) else { continue };
            payoff.track[index] =
                (track.low..=track.high).map(|level| per_level * f64::from(level)).collect();
        } else {
            let expected = "a number per level, or a list of one value for each level (`payoff.round` takes other amounts)";
            reader.wrong(node, what, expected);
        }
    }
}

/// Own move by the other's move, for each other actor.
fn against(reader: &mut Reader, node: &Node, actor: ActorIndex) -> Vec<Against> {
    let mut cells = Vec::new();
    let Some(others) = reader.map(node, "`payoff.against`") else { return cells };
    for (name, entry) in others {
        let Some(other) = reader.actor(name, &entry.key_place) else { continue };
        if other == actor {
            reader.problem(
                &entry.key_place,
                "`payoff.against` is about another actor, not about the actor itself.",
            );
            continue;
        }
        let Some(own_moves) = reader.map(&entry.node, format_args!("`payoff.against.{name}`")) else {
            continue;
        };
        for (own, row) in own_moves {
            let own_move = reader.made(actor, own, &row.key_place);
            let Some(columns) = reader.map(&row.node, format_args!("`payoff.against.{name}.{own}`")) else {
                continue;
            };
            for (theirs, cell) in columns {
                let other_move = reader.made(other, theirs, &cell.key_place);
                let amount =
                    amount(reader, &cell.node, format_args!("The payoff of `{own}` against `{theirs}`"));
                let (Some(own_move), Some(other_move)) = (own_move, other_move) else { continue };
                cells.push(Against { other, own_move, other_move, amount });
            }
        }
    }
    cells.sort_by_key(|cell| (cell.other, cell.own_move, cell.other_move));
    cells
}

/// By effect id, in the order of the effects.
fn rules(reader: &mut Reader, node: &Node) -> Vec<(String, Amount)> {
    let Some(table) = reader.map(node, "`payoff.rule`") else { return Vec::new() };
    let mut credits = Vec::new();
    for (name, entry) in table {
        let value = amount(reader, &entry.node, format_args!("The payoff of the rule `{name}`"));
        if let Some(effect) = reader.effect(name, &entry.key_place) {
            credits.push((effect, name.clone(), value));
        }
    }
    credits.sort_by_key(|(effect, _, _)| *effect);
    credits.into_iter().map(|(_, name, value)| (name, value)).collect()
}
