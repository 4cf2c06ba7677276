//! The figures of a run as tables and sentences for people. No number has more digits than its error allows.

use super::document::{Table, names};
use crate::play::interval::wilson;
use crate::prose::numbers::{
    Estimate, count, exact_share, likelihood, many, number, number_within, share_to, share_within, with_error,
};
use crate::results::summary::BranchFigures;
use crate::results::verification::VerificationFigures;
use crate::results::{ActorFigures, CertificateFigures, MoveFigures, OutcomeFigures, Summary};

/// `10,000 plays of korea-2018 from seed 2018, beside the exact figures`.
#[must_use]
pub fn what_was_run(summary: &Summary) -> String {
    match is_sampled(summary) {
        true => format!(
            "{} of {} from seed {}{}",
            many(summary.plays as usize, "play"),
            summary.scenario,
            summary.seed,
            if is_exact(summary) { ", beside the exact figures" } else { "" }
        ),
        false => format!("Exact figures of {}; nothing was sampled", summary.scenario),
    }
}

/// `10,000 plays, seed 2018`.
pub(super) fn plays_and_seed(summary: &Summary) -> String {
    match is_sampled(summary) {
        true => format!("{}, seed {}", many(summary.plays as usize, "play"), summary.seed),
        false => "exact solution, nothing sampled".to_owned(),
    }
}

pub(super) fn is_sampled(summary: &Summary) -> bool {
    summary.plays > 0
}

pub(super) fn is_exact(summary: &Summary) -> bool {
    summary.rounds.exact.is_some()
}

/// How often plays end in each way.
#[must_use]
pub fn outcomes(summary: &Summary) -> Table {
    let (sampled, exact) = (is_sampled(summary), is_exact(summary));
    let mut header = names(&["Outcome"]);
    if sampled {
        header.extend(names(&["Share", "95 % interval"]));
    }
    header.extend(exact_columns(sampled, exact));
    let row = |outcome: &OutcomeFigures| {
        let mut row = vec![outcome.label.clone()];
        let estimate = Estimate::of(outcome.share, outcome.low, outcome.high);
        if sampled {
            row.extend([format!("{} %", estimate.share), format!("{} %", estimate.interval)]);
        }
        if let Some(exact) = outcome.exact {
            row.push(if sampled { share_to(exact, estimate.decimals + 1) } else { exact_share(exact) });
        }
        if sampled && exact {
            row.push(z(outcome.z));
        }
        row
    };
    Table::new("How plays end in this model", header, summary.outcomes.iter().map(row).collect(), 1)
}

/// Names of the columns of exact figures.
fn exact_columns(sampled: bool, exact: bool) -> Vec<String> {
    match (sampled, exact) {
        (_, false) => Vec::new(),
        (false, true) => names(&["Exact"]),
        (true, true) => names(&["Exact", "z"]),
    }
}

/// A difference in standard errors; nothing where there is none.
fn z(z: Option<f64>) -> String {
    z.map_or_else(String::new, |z| format!("{}{:.1}", if z < 0.0 { "−" } else { "+" }, z.abs()))
}

/// `20.75 ± 0.06 months of 24 at most (exact 20.7)`.
#[must_use]
pub fn length(summary: &Summary) -> String {
    let rounds = &summary.rounds;
    let mean = if is_sampled(summary) { with_error(rounds.mean, rounds.se) } else { number(rounds.mean) };
    let exact = match rounds.exact {
        Some(exact) if is_sampled(summary) => format!(" (exact {})", number_within(exact, rounds.se / 10.0)),
        _ => String::new(),
    };
    format!("{mean} {}s of {} at most{exact}", summary.round_unit, last(summary))
}

/// The number of rounds.
fn last(summary: &Summary) -> usize {
    summary.moments.len().saturating_sub(1)
}

/// What each actor got in the mean.
#[must_use]
pub fn payoffs(summary: &Summary) -> Table {
    let (sampled, exact) = (is_sampled(summary), is_exact(summary));
    let error = if sampled { ", with the standard error" } else { "" };
    let mut header = names(&["Actor"]);
    if sampled {
        header.extend(names(&["Sampled"]));
    }
    header.extend(exact_columns(sampled, exact));
    let row = |actor: &ActorFigures| {
        let mut row = vec![actor.label.clone()];
        if sampled {
            row.push(with_error(actor.payoff_mean, actor.payoff_se));
        }
        if let Some(exact) = actor.exact {
            row.push(if sampled { number_within(exact, actor.payoff_se / 10.0) } else { number(exact) });
        }
        if sampled && exact {
            row.push(z(actor.z));
        }
        row
    };
    let caption = format!("Mean discounted payoffs{error}");
    Table::new(&caption, header, summary.actors.iter().map(row).collect(), 1)
}

/// What each type of each actor got in the mean; `None` where no actor has types.
#[must_use]
pub fn payoffs_by_type(summary: &Summary) -> Option<Table> {
    let (sampled, exact) = (is_sampled(summary), is_exact(summary));
    let mut header = names(&["Actor", "Type"]);
    if sampled {
        header.extend(names(&["Plays", "Sampled"]));
    }
    if exact {
        header.extend(names(&["Exact"]));
    }
    let mut rows = Vec::new();
    for actor in &summary.actors {
        for kind in actor.types.iter().filter(|kind| !kind.id.is_empty()) {
            let mut row = vec![actor.label.clone(), kind.label.clone()];
            if sampled {
                row.extend([count(kind.plays), kind.payoff_mean.map_or_else(|| "–".to_owned(), number)]);
            }
            if exact {
                row.push(kind.exact.map_or_else(|| "–".to_owned(), number));
            }
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| Table::new("Mean discounted payoffs by type", header, rows, 2))
}

/// By when the moves that give way or raise the stakes were made for the first time; `None` where it is not known, or
/// there are no such moves.
#[must_use]
pub fn first_times(summary: &Summary) -> Option<Table> {
    let rounds = last(summary);
    let mut moments = vec![rounds.div_ceil(4), rounds.div_ceil(2), rounds];
    moments.dedup();
    let told = |one: &&MoveFigures| one.stance != "hold" && one.first_by_round.len() == rounds;
    let told: Vec<&MoveFigures> = summary.moves.iter().filter(told).collect();
    if told.is_empty() {
        return None;
    }
    let mut header = names(&["Actor", "Move"]);
    header.extend(moments.iter().map(|&moment| moment_name(summary, moment)));
    header.push("Times".to_owned());
    let row = |one: &&MoveFigures| {
        let actor = summary.actors.iter().find(|actor| actor.id == one.actor);
        let mut row = vec![actor.map_or_else(String::new, |actor| actor.label.clone()), one.label.clone()];
        row.extend(moments.iter().map(|&moment| share(summary.plays, one.first_by_round[moment - 1])));
        row.push(times(one));
        row
    };
    let caption = "Share of plays in which a move was made by then, and how often in the mean";
    Some(Table::new(caption, header, told.iter().map(row).collect(), 2))
}

fn times(one: &MoveFigures) -> String {
    match one.mean_count {
        rare if rare > 0.0 && rare < 0.001 && one.count_se == 0.0 => "< 0.001".to_owned(),
        mean => number_within(mean, one.count_se),
    }
}

fn moment_name(summary: &Summary, moment: usize) -> String {
    let label = &summary.moments[moment];
    if *label == moment.to_string() { format!("{} {label}", summary.round_unit) } else { label.clone() }
}

/// A share, with no more figures than so many plays are worth; 0 for an exact one.
#[must_use]
pub fn share(plays: u64, share: f64) -> String {
    if plays == 0 {
        return exact_share(share);
    }
    let (low, high) = wilson((share * plays as f64).round() as u64, plays);
    share_within(share, (high - low) / 2.0)
}

/// How what is played compares with the branches followed anew: a sentence.
#[must_use]
pub fn verified(found: &VerificationFigures) -> String {
    let games = many(found.stage_games as usize, "stage game");
    let state: Vec<String> = found.state.iter().map(|(track, level)| format!("{track}={level}")).collect();
    let at = if state.is_empty() { String::new() } else { format!(" at {}", state.join(",")) };
    let most = format!("{:.0e}, in round {}{at}", found.largest_difference, found.round);
    match found.contradicted {
        0 => format!(
            "Verified: the branch of each of its {games} was followed anew by arc length from random play; no probability that is \
             played is further from where it leads than {most}."
        ),
        wrong => format!(
            "Not verified: in {} of its {games} something else is played than the branch from random play leads to; the largest \
             difference is {most}.",
            count(wrong)
        ),
    }
}

/// What hangs on which logit equilibrium is played: a sentence, where something does.
#[must_use]
pub fn selected(summary: &Summary) -> Option<String> {
    let selection = summary.selection.as_ref()?;
    let ends = |branch: &BranchFigures| {
        let shares = summary.outcomes.iter().zip(&branch.shares);
        let shares = shares.map(|(outcome, &share)| format!("{} {}", outcome.label, exact_share(share)));
        format!(
            "best for {} (--set branch={}): {}",
            branch.label,
            branch.actor,
            shares.collect::<Vec<_>>().join(", ")
        )
    };
    if selection.branches.is_empty() {
        return Some(format!(
            "In {} of the playing time the branch from random play folds or crosses others: hardly anything hangs on which \
             equilibrium is played there.",
            if selection.time > 0.0 { likelihood(selection.time) } else { "none".to_owned() }
        ));
    }
    let branches: Vec<String> = selection.branches.iter().map(ends).collect();
    Some(format!(
        "Which equilibrium is played is a choice here: in {} of the playing time the branch from random play folds or crosses others. \
         With the stable one that is {}.",
        exact_share(selection.time),
        branches.join("; ")
    ))
}

/// What certifies an equilibrium: a sentence.
#[must_use]
pub fn certified(certificate: &CertificateFigures) -> String {
    let ways = [
        (certificate.proved_unique, "with a proof that it is the only one"),
        (certificate.followed, "followed all the way from random play"),
        (certificate.traced, "traced all the way by arc length"),
        (certificate.folded, "folded on the way"),
        (certificate.crossed, "crossed others on the way"),
        (certificate.chosen, "chosen as the best stable one for an actor"),
    ];
    let ways =
        ways.iter().filter(|(games, _)| *games > 0).map(|(games, how)| format!("{} {how}", count(*games)));
    format!(
        "Equilibrium with {}, certified: no probability of its {} stage games is further than {:.0e} from the definition ({}).",
        certificate.beliefs,
        count(certificate.stage_games),
        certificate.largest_residual,
        ways.collect::<Vec<_>>().join(", "),
    )
}
