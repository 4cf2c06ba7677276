//! Warnings of twins: two moves of an actor that do exactly the same. In a logit equilibrium each move counts, so to act in
//! that way becomes likelier than it would be as one move: the red bus and the blue one.
//!
//! References: 1. G. Debreu, review of R. D. Luce, *Individual Choice Behavior*, *American Economic Review* 50, 1960. 2. D.
//! McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{Actor, ActorIndex, ActorType, Atom, Condition, Effect, MoveIndex, Scenario};

/// Warns of them in the file that was asked for.
pub(super) fn warn(reader: &mut Reader, root: &Node, scenario: &Scenario) {
    let told_apart = ToldApart::of(scenario);
    for (index, actor) in scenario.actors.iter().enumerate() {
        for (later, named) in actor.moves.iter().enumerate() {
            let twin = (0..later).find(|&earlier| told_apart.are_twins(index, actor, earlier, later));
            let moves = root.get("actor").and_then(|actors| actors.get(&actor.id)?.get("move"));
            let node = moves.and_then(|moves| moves.get(&named.id));
            let node = node.filter(|node| node.place.file == root.place.file);
            if let (Some(earlier), Some(node)) = (twin, node) {
                let message = format!(
                    "The moves `{}` and `{}` of `{}` do exactly the same. A logit equilibrium counts every move, so what \
                     they do becomes likelier by there being two of them: it is another equilibrium than with one.",
                    actor.moves[earlier].id, named.id, actor.id
                );
                reader.report.warning(&node.place, message);
            }
        }
    }
}

/// What tells two moves of one actor apart beside what they are themselves.
struct ToldApart<'a> {
    scenario: &'a Scenario,
    /// For each condition on an actor's moves, the actor and the moves that it is about.
    named: Vec<(ActorIndex, &'a [MoveIndex])>,
    /// Ids of effects that somebody is credited for.
    credited: Vec<&'a str>,
}

impl<'a> ToldApart<'a> {
    fn of(scenario: &'a Scenario) -> Self {
        let kinds = || scenario.actors.iter().flat_map(|actor| &actor.types);
        let mut named = Vec::new();
        gather(&scenario.rules, &mut named);
        let moves = kinds().flat_map(|kind| kind.moves.iter().flatten());
        moves.for_each(|made| gather(&made.effects, &mut named));
        scenario
            .outcomes
            .iter()
            .filter_map(|one| one.when.as_ref())
            .for_each(|when| moves_named(when, &mut named));
        let credited = kinds().flat_map(|kind| &kind.payoff.rule).map(|(id, _)| id.as_str()).collect();
        ToldApart { scenario, named, credited }
    }

    fn are_twins(&self, index: ActorIndex, actor: &Actor, one: MoveIndex, other: MoveIndex) -> bool {
        let tells_apart = |(named, moves): &(ActorIndex, &[MoveIndex])| {
            *named == index && moves.contains(&one) != moves.contains(&other)
        };
        !self.named.iter().any(tells_apart)
            && actor.types.iter().all(|kind| self.are_alike(kind, one, other))
            && !self.others_tell_apart(index, one, other)
    }

    /// Whether both are to a type the same move.
    fn are_alike(&self, kind: &ActorType, one: MoveIndex, other: MoveIndex) -> bool {
        let is_same = match (&kind.moves[one], &kind.moves[other]) {
            (Some(one), Some(other)) => {
                one.stance == other.stance
                    && one.when == other.when
                    && self.have_one_effect(&one.effects, &other.effects)
            }
            // To a type that has neither they are alike; to all types there is one that has them.
            (None, None) => true,
            _ => false,
        };
        let row = |own: MoveIndex| {
            let cells = kind.payoff.against.iter().filter(move |cell| cell.own_move == own);
            cells.map(|cell| (cell.other, cell.other_move, &cell.amount)).collect::<Vec<_>>()
        };
        is_same && kind.payoff.moves[one] == kind.payoff.moves[other] && row(one) == row(other)
    }

    /// Whether lists of effects do the same: names aside, unless somebody is credited by one.
    fn have_one_effect(&self, one: &[Effect], other: &[Effect]) -> bool {
        let is_credited =
            |effect: &Effect| effect.id.as_deref().is_some_and(|id| self.credited.contains(&id));
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| {
                !is_credited(one)
                    && !is_credited(other)
                    && (&one.when, &one.chance, &one.set) == (&other.when, &other.chance, &other.set)
                    && (&one.shift, one.outcome) == (&other.shift, other.outcome)
                    && self.have_one_effect(&one.otherwise, &other.otherwise)
            })
    }

    /// Whether another actor gets something else against the two.
    fn others_tell_apart(&self, index: ActorIndex, one: MoveIndex, other: MoveIndex) -> bool {
        self.scenario.actors.iter().flat_map(|actor| &actor.types).any(|kind| {
            let column = |theirs: MoveIndex| {
                let against = kind.payoff.against.iter();
                let cells = against.filter(move |cell| cell.other == index && cell.other_move == theirs);
                cells.map(|cell| (cell.own_move, &cell.amount)).collect::<Vec<_>>()
            };
            column(one) != column(other)
        })
    }
}

/// The moves that the conditions of effects name.
fn gather<'a>(effects: &'a [Effect], named: &mut Vec<(ActorIndex, &'a [MoveIndex])>) {
    for effect in effects {
        moves_named(&effect.when, named);
        gather(&effect.otherwise, named);
    }
}

fn moves_named<'a>(condition: &'a Condition, named: &mut Vec<(ActorIndex, &'a [MoveIndex])>) {
    named.extend(condition.0.iter().filter_map(|atom| match atom {
        Atom::Plays { actor, moves, .. } => Some((*actor, moves.as_slice())),
        _ => None,
    }));
}
