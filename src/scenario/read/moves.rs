//! `[actor.ID.move.ID]`: what an actor can do in a round.

use super::actor::Context;
use super::condition::{Sight, condition};
use super::effect::EffectReader;
use super::reader::Reader;
use crate::scenario::document::{Node, Table};
use crate::scenario::limits;
use crate::scenario::model::{Condition, Move, Stance};

const KEYS: [&str; 5] = ["label", "stance", "weight", "when", "effects"];

/// What each move of the actor is to one of its types, whose `move` table this is.
pub(super) fn moves(
    reader: &mut Reader,
    effects: &mut EffectReader,
    node: Option<&Node>,
    actor: Context<'_>,
) -> Vec<Option<Move>> {
    let mut moves = vec![None; reader.names.moves(actor.index).len()];
    if node.is_none_or(|node| node.as_table().is_some_and(Table::is_empty)) {
        reader.problem(
            actor.place,
            format!("The actor `{}` needs a move at least, in each of its types.", actor.id),
        );
    }
    let table = node.and_then(|node| reader.map(node, "`move`"));
    for (id, entry) in table.into_iter().flatten() {
        reader.id(id, "a move", &entry.key_place);
        if id == "or" {
            let message = "A move cannot be called `or`: conditions use that word between moves.";
            reader.problem(&entry.key_place, message);
        }
        let path = format!("actor.{}.move.{id}", actor.id);
        let made = read_move(reader, effects, &entry.node, id, &path);
        if let Some(index) = reader.names.moves(actor.index).get_index_of(id) {
            moves[index] = made;
        }
    }
    moves
}

fn read_move(
    reader: &mut Reader,
    effects: &mut EffectReader,
    node: &Node,
    id: &str,
    path: &str,
) -> Option<Move> {
    let table = reader.table(node, format_args!("The move `{id}`"), &KEYS)?;
    let get = |key| table.get(key).map(|entry| &entry.node);
    reader.label(table, id);
    let stance = get("stance").and_then(|node| stance(reader, node)).unwrap_or(Stance::Hold);
    let weight = get("weight").and_then(|node| {
        reader.number(node, "`weight`", "above 0 and at most 1e12", |weight| {
            weight > 0.0 && weight <= limits::NUMBER
        })
    });
    Some(Move {
        stance,
        weight: weight.unwrap_or(1.0),
        when: get("when").map_or_else(Condition::default, |node| condition(reader, node, Sight::State)),
        effects: get("effects")
            .map_or_else(Vec::new, |node| effects.list(reader, node, &format!("{path}.effects"))),
    })
}

fn stance(reader: &mut Reader, node: &Node) -> Option<Stance> {
    const STANCES: [Stance; 3] = [Stance::Concede, Stance::Hold, Stance::Escalate];
    let text = reader.text(node, "`stance`", limits::ID)?;
    let found = STANCES.into_iter().find(|stance| stance.id() == text);
    if found.is_none() {
        reader.report.unknown(
            &node.place,
            "There is no stance",
            text,
            STANCES.iter().map(|stance| stance.id()),
        );
    }
    found
}
