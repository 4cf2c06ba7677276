//! What a run prints for people. No number has more digits than its error allows.

use super::record;
use super::screen::{DIM, HEADING, Screen};
use standoff::play::interval::wilson;
use standoff::prose::numbers::{
    Estimate, count, exact_share, number, number_within, share_to, share_within, with_error,
};
use standoff::results::{ActorFigures, CertificateFigures, MoveFigures, Summary};
use standoff::run::Run;
use std::io;

/// Prints the summary of a run.
pub(super) fn print(screen: &mut Screen, run: &Run) -> io::Result<()> {
    let summary = &run.summary;
    screen.styled(HEADING, &summary.title)?;
    screen.paragraph("", "", &what_was_run(summary))?;
    screen.gap()?;
    screen.styled(HEADING, "How plays end in this model")?;
    outcomes(screen, summary)?;
    screen.gap()?;
    length(screen, summary)?;
    screen.gap()?;
    payoffs(screen, summary)?;
    first_times(screen, summary)?;
    record::print(screen, summary)?;
    if let Some(certificate) = &summary.certificate {
        screen.gap()?;
        screen.paragraph("", "  ", &certified(certificate))?;
    }
    screen.gap()?;
    if let Some(folder) = &run.folder {
        screen.labelled(DIM, "Files   ", &folder.display().to_string())?;
    }
    screen.labelled(DIM, "Repeat  ", &run.repeat)
}

fn is_sampled(summary: &Summary) -> bool {
    summary.plays > 0
}

fn what_was_run(summary: &Summary) -> String {
    let exact = summary.rounds.exact.is_some();
    match (is_sampled(summary), exact) {
        (true, exact) => format!(
            "{} of {} from seed {}{}",
            plays(summary.plays),
            summary.scenario,
            summary.seed,
            if exact { ", beside the exact figures" } else { "" }
        ),
        (false, _) => format!("Exact figures of {}; nothing was sampled", summary.scenario),
    }
}

fn plays(number: u64) -> String {
    format!("{} play{}", count(number), if number == 1 { "" } else { "s" })
}

fn outcomes(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let sampled = is_sampled(summary);
    let exact = summary.rounds.exact.is_some();
    let mut header = vec!["Outcome"];
    if sampled {
        header.extend(["Share", "95 % interval"]);
    }
    if exact {
        header.push("Exact");
    }
    if sampled && exact {
        header.push("z");
    }
    let row = |outcome: &standoff::results::OutcomeFigures| {
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
    screen.table(&header, summary.outcomes.iter().map(row).collect(), 1)
}

/// A difference in standard errors; nothing where there is none.
fn z(z: Option<f64>) -> String {
    z.map_or_else(String::new, |z| format!("{}{:.1}", if z < 0.0 { "−" } else { "+" }, z.abs()))
}

fn length(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let rounds = &summary.rounds;
    let mean = if is_sampled(summary) { with_error(rounds.mean, rounds.se) } else { number(rounds.mean) };
    let exact = match rounds.exact {
        Some(exact) if is_sampled(summary) => format!(" (exact {})", number_within(exact, rounds.se / 10.0)),
        _ => String::new(),
    };
    let last = summary.moments.len() - 1;
    screen.line(&format!("Mean length: {mean} {}s of {last} at most{exact}", summary.round_unit))
}

fn payoffs(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let (sampled, exact) = (is_sampled(summary), summary.rounds.exact.is_some());
    let error = if sampled { ", with the standard error" } else { "" };
    screen.styled(HEADING, &format!("Mean discounted payoffs{error}"))?;
    let mut header = vec!["Actor"];
    if sampled {
        header.push("Sampled");
    }
    if exact {
        header.push("Exact");
    }
    if sampled && exact {
        header.push("z");
    }
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
    screen.table(&header, summary.actors.iter().map(row).collect(), 1)
}

/// By when the moves that give way or raise the stakes were made for the first time.
fn first_times(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let rounds = summary.moments.len() - 1;
    let mut moments = vec![rounds.div_ceil(4), rounds.div_ceil(2), rounds];
    moments.dedup();
    let told = |one: &&MoveFigures| one.stance != "hold" && one.first_by_round.len() == rounds;
    let told: Vec<&MoveFigures> = summary.moves.iter().filter(told).collect();
    if told.is_empty() {
        return Ok(());
    }
    screen.gap()?;
    screen.styled(HEADING, "Share of plays in which a move was made by then, and how often in the mean")?;
    let mut header = vec!["Actor".to_owned(), "Move".to_owned()];
    header.extend(moments.iter().map(|&moment| moment_name(summary, moment)));
    header.push("Times".to_owned());
    let row = |one: &&MoveFigures| {
        let actor = summary.actors.iter().find(|actor| actor.id == one.actor);
        let mut row = vec![actor.map_or_else(String::new, |actor| actor.label.clone()), one.label.clone()];
        row.extend(moments.iter().map(|&moment| share(summary.plays, one.first_by_round[moment - 1])));
        row.push(times(one));
        row
    };
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    screen.table(&header, told.iter().map(row).collect(), 2)
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
pub(super) fn share(plays: u64, share: f64) -> String {
    if plays == 0 {
        return exact_share(share);
    }
    let (low, high) = wilson((share * plays as f64).round() as u64, plays);
    share_within(share, (high - low) / 2.0)
}

pub(super) fn certified(certificate: &CertificateFigures) -> String {
    let ways = [
        (certificate.proved_unique, "with a proof that it is the only one"),
        (certificate.carried, "carried over from the next round"),
        (certificate.continued, "followed from random play"),
        (certificate.traced, "traced by arc length"),
        (certificate.folded, "folded on the way"),
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
