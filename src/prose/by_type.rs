//! What types change about the moves of their actor, in words.

use super::Words;
use super::written::listed;
use crate::scenario::{Actor, ActorType, Move, MoveIndex};

/// The labels of some types: `red`, `red and black`.
#[must_use]
pub fn types_told(types: &[&ActorType]) -> String {
    listed(&types.iter().map(|kind| kind.label.clone()).collect::<Vec<_>>())
}

impl Words<'_> {
    /// A move with all that it is: `hold, if Talks at least 1: Talks +1, or Clash (30 %)`.
    #[must_use]
    pub fn whole_move(&self, one: &Move) -> String {
        let when = match self.condition(&one.when) {
            when if when.is_empty() => when,
            when => format!(", if {when}"),
        };
        let effects: Vec<String> = one.effects.iter().map(|effect| self.whole_effect(effect)).collect();
        let effects = if effects.is_empty() { String::new() } else { format!(": {}", effects.join(", ")) };
        format!("{}{when}{effects}", one.stance.id())
    }

    /// What a move is to each of an actor's types: one text where all agree, else each with the types that it is of.
    #[must_use]
    pub fn move_by_type(&self, actor: &Actor, index: MoveIndex) -> Vec<(String, Option<String>)> {
        let variants = actor.variants(index);
        let agree = variants.len() == 1;
        let told = |(one, types): &(Option<&Move>, Vec<&ActorType>)| {
            let own = one.map_or_else(|| "cannot be made".to_owned(), |one| self.whole_move(one));
            (own, (!agree).then(|| types_told(types)))
        };
        variants.iter().map(told).collect()
    }

    /// Where the types of an actor differ in their moves, a sentence for each such move: `Raise of black: hold: ends in
    /// down-2; of red: …`. Nothing where they agree.
    #[must_use]
    pub fn moves_that_differ(&self, actor: &Actor) -> Vec<String> {
        let sentence = |(index, named): (usize, &crate::scenario::MoveName)| {
            let told = self.move_by_type(actor, index);
            let each: Option<Vec<String>> =
                told.into_iter().map(|(own, types)| Some(format!("{}: {own}", types?))).collect();
            Some(format!("{} – {}", named.label, each?.join("; ")))
        };
        actor.moves.iter().enumerate().filter_map(sentence).collect()
    }
}
