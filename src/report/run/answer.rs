//! The answer, in three sentences with intervals, and the shares it is drawn from.

use super::super::document::{Block, Section};
use super::super::figures::{self, is_exact, is_sampled};
use crate::chart::Kind;
use crate::prose::listed;
use crate::prose::numbers::{count, estimate, exact_share, number, with_error};
use crate::results::{OutcomeFigures, Summary};

pub(super) fn section(summary: &Summary) -> Section {
    let mut blocks = vec![Block::Lead(sentences(summary).join(" "))];
    blocks.extend(super::figure(summary, Kind::OutcomeShares));
    blocks.push(Block::Table(figures::outcomes(summary)));
    if is_sampled(summary) && is_exact(summary) {
        let z = "z is how many standard errors the sampled share is from the exact one: between −2 and 2 nineteen times in twenty.";
        blocks.push(Block::Text(z.to_owned()));
    }
    blocks.push(Block::Text(format!("Mean length: {}.", figures::length(summary))));
    Section::new("answer", "The answer", blocks)
}

/// How it ends most often, how else, and how long and at what price it goes.
fn sentences(summary: &Summary) -> [String; 3] {
    let mut ranked: Vec<&OutcomeFigures> = summary.outcomes.iter().collect();
    ranked.sort_by(|a, b| b.share.total_cmp(&a.share));
    let of = match summary.plays {
        0 => "by exact probability".to_owned(),
        plays => format!("of {} plays, with 95 % intervals in brackets", count(plays)),
    };
    let told = |outcome: &OutcomeFigures| match summary.plays {
        0 => exact_share(outcome.share),
        _ if outcome.share == 0.0 => {
            format!("in none (below {})", crate::prose::numbers::share(outcome.high))
        }
        _ => estimate(outcome.share, outcome.low, outcome.high),
    };
    let first = match ranked.first() {
        Some(most) => {
            format!("In this model, the most frequent end is “{}”: {} {of}.", most.label, told(most))
        }
        None => "In this model, no end is named.".to_owned(),
    };
    let others: Vec<String> =
        ranked.iter().skip(1).map(|outcome| format!("“{}” {}", outcome.label, told(outcome))).collect();
    let second = match others.is_empty() {
        true => "It is the only one.".to_owned(),
        false => format!("The others are {}.", listed(&others)),
    };
    let payoffs: Vec<String> = summary
        .actors
        .iter()
        .map(|actor| {
            let mean = match is_sampled(summary) {
                true => with_error(actor.payoff_mean, actor.payoff_se),
                false => number(actor.payoff_mean),
            };
            format!("{mean} for {}", actor.label)
        })
        .collect();
    let third = format!(
        "In the mean, a play lasts {}, and the discounted payoff is {}.",
        figures::length(summary),
        listed(&payoffs)
    );
    [first, second, third]
}
