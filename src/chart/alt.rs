//! What a chart says, in words: for those who cannot see it, and for a document that cannot show it.

use super::text::clean;
use crate::prose::numbers::{count, estimate, number, share};
use crate::results::Summary;

/// The label for people, or the name where there is none.
pub(super) fn name<'a>(label: &'a str, id: &'a str) -> &'a str {
    if label.trim().is_empty() { id } else { label }
}

fn of(summary: &Summary) -> String {
    match summary.plays {
        0 => "Exact solution".to_owned(),
        plays => format!("{} plays", count(plays)),
    }
}

/// Each outcome's share.
pub(super) fn outcomes(summary: &Summary) -> String {
    let each: Vec<String> = summary
        .outcomes
        .iter()
        .map(|outcome| {
            let says = match summary.plays {
                0 => share(outcome.share),
                _ => estimate(outcome.share, outcome.low, outcome.high),
            };
            format!("{} {says}", clean(name(&outcome.label, &outcome.id)))
        })
        .collect();
    let brackets = if summary.plays > 0 { ", 95 % intervals in brackets" } else { "" };
    format!("{}{brackets}: {}.", of(summary), each.join("; "))
}

/// Where each track began and ended.
pub(super) fn tracks(summary: &Summary) -> String {
    let each: Vec<String> = summary
        .tracks
        .iter()
        .filter_map(|track| {
            let (first, last) = (track.quantiles_by_round.first()?, track.quantiles_by_round.last()?);
            Some(format!(
                "{}: median {} at the start and {} at the end, where 90 % of plays are between {} and {}",
                clean(name(&track.label, &track.id)),
                first.q50,
                last.q50,
                last.q05,
                last.q95
            ))
        })
        .collect();
    format!("{}. {}.", of(summary), each.join("; "))
}

/// Each actor's mean payoff, over all plays and by outcome.
pub(super) fn payoffs(summary: &Summary) -> String {
    let each: Vec<String> = summary
        .actors
        .iter()
        .map(|actor| {
            let by: Vec<String> = summary
                .outcomes
                .iter()
                .zip(&actor.by_outcome)
                .filter_map(|(outcome, payoff)| {
                    Some(format!("{} {}", clean(name(&outcome.label, &outcome.id)), number(payoff.mean?)))
                })
                .collect();
            let actor_name = clean(name(&actor.label, &actor.id));
            format!("{actor_name}: mean {} ({})", number(actor.payoff_mean), by.join(", "))
        })
        .collect();
    format!("{}. Discounted payoffs. {}.", of(summary), each.join("; "))
}

/// How often each move is made in a play.
pub(super) fn moves(summary: &Summary) -> String {
    let each: Vec<String> = summary
        .actors
        .iter()
        .map(|actor| {
            let moves: Vec<String> = summary
                .moves
                .iter()
                .filter(|one| one.actor == actor.id)
                .map(|one| format!("{} {}", clean(name(&one.label, &one.id)), number(one.mean_count)))
                .collect();
            format!("{}: {}", clean(name(&actor.label, &actor.id)), moves.join(", "))
        })
        .collect();
    format!("{}. Mean number of times in a play. {}.", of(summary), each.join("; "))
}

/// In which share of plays each move that is not holding was made at all.
pub(super) fn first_times(summary: &Summary) -> String {
    let told = |actor: &str| {
        let moves = summary.moves.iter().filter(move |one| one.actor == actor && one.stance != "hold");
        let moves = moves.filter_map(|one| {
            Some(format!("{} {}", clean(name(&one.label, &one.id)), share(*one.first_by_round.last()?)))
        });
        moves.collect::<Vec<_>>()
    };
    let each: Vec<String> = summary
        .actors
        .iter()
        .map(|actor| (actor, told(&actor.id)))
        .filter(|(_, moves)| !moves.is_empty())
        .map(|(actor, moves)| format!("{}: {}", clean(name(&actor.label, &actor.id)), moves.join(", ")))
        .collect();
    format!("{}. Share of plays in which a move was made at all. {}.", of(summary), each.join("; "))
}
