//! What choices are worth, and strategies against strategies, as tables for people.

use super::document::{Table, names};
use crate::prose::numbers::{many, number, number_within};
use crate::results::study::{
    Analysis, ChoiceFigures, DecisionFigures, IntervalFigures, PairingFigures, Response, StudyFigures,
    TournamentFigures,
};

/// The tables of what was chosen, or of who played whom.
#[must_use]
pub fn tables(study: &StudyFigures) -> Vec<Table> {
    match &study.analysis {
        Some(Analysis::Choice(found)) => vec![choices(study, found)],
        Some(Analysis::Tournament(found)) => {
            let [rows, columns] = &found.sides;
            let rankings =
                [(rows, columns), (columns, rows)].map(|(side, other)| ranking(study, side, other));
            [pairings(study, found)].into_iter().chain(rankings).collect()
        }
        _ => Vec::new(),
    }
}

/// What each choice is worth over all futures, in the order given.
fn choices(study: &StudyFigures, decision: &DecisionFigures) -> Table {
    let mut header = names(&["Choice", "Mean payoff", "Worst", "Largest regret", "Best in"]);
    if decision.needed.is_some() {
        header.push("Good enough in".to_owned());
    }
    let row = |choice: &ChoiceFigures| {
        let mut row = vec![choice.choice.to_string(), choice.mean.told()];
        row.extend([choice.worst, choice.largest_regret].map(number));
        row.push(choice.best_in.told_as_share());
        row.extend(choice.satisficing.as_ref().map(IntervalFigures::told_as_share));
        row
    };
    let actor = study.actor_label(&decision.actor);
    let caption = format!("What {actor} gets by each choice, over {}", many(decision.futures, "future"));
    Table::new(&caption, header, decision.choices.iter().map(row).collect(), 1)
}

/// Every pairing: what the two sides get, a star beside the payoff of a best response.
fn pairings(study: &StudyFigures, found: &TournamentFigures) -> Table {
    let [rows, columns] = &found.sides;
    let index = |id: &str| study.actors.iter().position(|actor| actor.id == id).unwrap_or(0);
    let sides = [index(&rows.actor), index(&columns.actor)];
    let cell = |pairing: &PairingFigures| {
        let point = study.points.iter().find(|point| point.point == pairing.point);
        let payoff = |side: usize| {
            let payoff = point.as_ref().and_then(|point| point.actors.get(sides[side]));
            let told = payoff
                .map_or_else(|| "–".to_owned(), |payoff| number_within(payoff.payoff_mean, payoff.payoff_se));
            let mark = match pairing.responses[side] {
                Response::Best => "*",
                Response::Perhaps => "?",
                Response::Beaten => "",
            };
            told + mark
        };
        format!("{} {}", payoff(0), payoff(1))
    };
    let mut header =
        vec![format!("{} ↓ {} →", study.actor_label(&rows.actor), study.actor_label(&columns.actor))];
    header.extend(columns.choices.iter().map(|choice| choice.choice.to_string()));
    let told = rows.choices.iter().zip(found.pairings.chunks(columns.choices.len())).map(|(choice, row)| {
        let mut told = vec![choice.choice.to_string()];
        told.extend(row.iter().map(cell));
        told
    });
    let open = if study.plays > 0 { ", ? where the plays do not tell" } else { "" };
    let caption = format!("Mean payoffs of both sides; * is a best response to the other{open}");
    Table::new(&caption, header, told.collect(), 1)
}

/// What each strategy of a side is worth against all of the other's, the best first.
fn ranking(study: &StudyFigures, side: &DecisionFigures, other: &DecisionFigures) -> Table {
    let row = |choice: &&ChoiceFigures| {
        vec![
            choice.choice.to_string(),
            choice.mean.told(),
            number(choice.worst),
            number(choice.largest_regret),
            choice.best_in.told_as_share(),
        ]
    };
    let caption = format!(
        "What {} gets by each strategy against all of {}, which weigh the same",
        study.actor_label(&side.actor),
        study.actor_label(&other.actor)
    );
    let header = names(&["Strategy", "Mean payoff", "Worst", "Largest regret", "Best against"]);
    Table::new(&caption, header, side.ranked().iter().map(row).collect(), 1)
}
