//! What an actor's choices are worth over uncertain futures, and which strategies answer each other best.

use super::interval;
use super::measures::Measures;
use crate::play::interval::wilson;
use crate::prose::listed;
use crate::prose::numbers::{count, many, number};
use crate::results::study::{
    Analysis, ChoiceFigures, DecisionFigures, FactorFigures, IntervalFigures, Level, PairingFigures,
    PointFigures, PointPayoff, ROUNDING, Response, StudyFigures, TournamentFigures,
};
use crate::study::estimate::Estimate;
use crate::study::regret::{Attitude, robustness};
use crate::study::sweep::plan::DesignKind;

/// The actor that a path is of.
pub(in crate::study::sweep) fn actor_of(path: &str) -> Option<&str> {
    path.strip_prefix("actor.")?.split('.').next()
}

/// Whether two factors are the strategies of two actors.
pub(in crate::study::sweep) fn are_strategies<'a>(mut paths: impl Iterator<Item = &'a str>) -> bool {
    let side = |path: &'a str| path.strip_prefix("actor.")?.strip_suffix(".strategy");
    let sides = [paths.next().and_then(side), paths.next().and_then(side)];
    matches!(sides, [Some(one), Some(other)] if one != other) && paths.next().is_none()
}

/// Whether a sweep is a tournament: a grid over the strategies of two actors, of which nothing else is asked.
pub(super) fn is_tournament(study: &StudyFigures) -> bool {
    study.design == DesignKind::Grid.name()
        && study.interest.is_none()
        && are_strategies(study.factors.iter().map(|factor| factor.path.as_str()))
}

/// What the choices are worth.
pub(super) fn analysis(measures: &Measures<'_>) -> Result<Analysis, String> {
    let study = measures.study;
    let factor = study.factors.last().ok_or("nothing is chosen")?;
    let choices = study.levels(&factor.path);
    // Points come future by future, each with all choices.
    let paid = paid(study, actor(study, factor)?);
    let cells: Vec<Vec<Paid>> =
        (0..choices.len()).map(|choice| every(choices.len(), choice, &paid)).collect();
    let are_drawn = study.design != DesignKind::Grid.name() && study.design != DesignKind::Saved.name();
    Ok(Analysis::Choice(decision(study, factor, choices, &cells, are_drawn)?))
}

/// Strategies against strategies.
pub(super) fn tournament(measures: &Measures<'_>) -> Result<Analysis, String> {
    let study = measures.study;
    let [rows, columns] = &study.factors[..] else { return Err("there are no two sides".to_owned()) };
    let names = [study.levels(&rows.path), study.levels(&columns.path)];
    let width = names[1].len();
    // Each side's payoffs, with its own strategies going down.
    let first: Vec<Vec<Paid>> =
        paid(study, actor(study, rows)?).chunks(width).map(<[Paid]>::to_vec).collect();
    let second = paid(study, actor(study, columns)?);
    let second: Vec<Vec<Paid>> = (0..width).map(|column| every(width, column, &second)).collect();
    let response = |side: &[Vec<Paid>], own: usize, other: usize| {
        let beyond = |rival: &Vec<Paid>| difference(&rival[other], &side[own][other]);
        let found: Vec<Estimate> = side.iter().map(beyond).collect();
        if found.iter().any(|beyond| beyond.low > ROUNDING) {
            Response::Beaten
        } else if found.iter().all(|beyond| beyond.high <= ROUNDING) {
            Response::Best
        } else {
            Response::Perhaps
        }
    };
    let pairings = study.points.iter().enumerate().map(|(number, point)| {
        let (row, column) = (number / width, number % width);
        let responses = [response(&first, row, column), response(&second, column, row)];
        PairingFigures { point: point.point, responses }
    });
    let pairings = pairings.collect();
    let [down, across] = names;
    let sides =
        [decision(study, rows, down, &first, false)?, decision(study, columns, across, &second, false)?];
    Ok(Analysis::Tournament(TournamentFigures { sides, pairings }))
}

fn actor(study: &StudyFigures, factor: &FactorFigures) -> Result<usize, String> {
    let id = actor_of(&factor.path);
    let found = study.actors.iter().position(|actor| Some(actor.id.as_str()) == id);
    found.ok_or_else(|| format!("{} is of no actor", factor.path))
}

/// What an actor gets at a point.
#[derive(Clone)]
struct Paid {
    mean: f64,
    /// The mean in each batch of plays.
    batches: Vec<f64>,
}

/// What an actor gets at every point.
fn paid(study: &StudyFigures, actor: usize) -> Vec<Paid> {
    let of = |mut point: PointFigures| {
        let PointPayoff { payoff_mean: mean, batches, .. } = point.actors.swap_remove(actor);
        Paid { mean, batches }
    };
    study.points.iter().map(of).collect()
}

/// Every so many of them, from one on.
fn every(step: usize, from: usize, all: &[Paid]) -> Vec<Paid> {
    all.iter().skip(from).step_by(step).cloned().collect()
}

/// How much more an actor gets at one point than at another, under the same luck.
fn difference(here: &Paid, there: &Paid) -> Estimate {
    if here.batches.is_empty() {
        return Estimate::exact(here.mean - there.mean);
    }
    let differences: Vec<f64> = here.batches.iter().zip(&there.batches).map(|(a, b)| a - b).collect();
    Estimate::mean(&differences)
}

/// What choices are worth: `cells` has a row for each, with the point of each future.
fn decision(
    study: &StudyFigures,
    factor: &FactorFigures,
    choices: Vec<Level>,
    cells: &[Vec<Paid>],
    are_drawn: bool,
) -> Result<DecisionFigures, String> {
    let actor = actor(study, factor)?;
    let payoffs: Vec<Vec<f64>> = cells.iter().map(|row| row.iter().map(|paid| paid.mean).collect()).collect();
    let attitude = Attitude { needed: study.enough, seed: study.seed, ..Attitude::default() };
    let found = robustness(&payoffs, attitude).map_err(|error| error.to_string())?;
    let futures = payoffs.first().map_or(0, Vec::len);
    let share = |value: f64| match are_drawn {
        false => IntervalFigures { value, low: None, high: None },
        true => {
            let (low, high) = wilson((value * futures as f64).round() as u64, futures as u64);
            IntervalFigures { value, low: Some(low), high: Some(high) }
        }
    };
    let mean = |row: &[Paid], mean: f64| {
        let batches = row.first().map_or(0, |paid| paid.batches.len());
        if batches == 0 {
            return interval(Estimate::exact(mean));
        }
        let of = |batch: usize| row.iter().map(|paid| paid.batches[batch]).sum::<f64>() / row.len() as f64;
        let found = Estimate::mean(&(0..batches).map(of).collect::<Vec<_>>());
        interval(Estimate { value: mean, ..found })
    };
    let told =
        |((choice, row), found): ((Level, &Vec<Paid>), crate::study::regret::Robustness)| ChoiceFigures {
            choice,
            mean: mean(row, found.mean),
            worst: found.worst,
            best: found.best,
            largest_regret: found.largest_regret,
            regret_90: found.regret_90,
            mean_regret: found.mean_regret,
            best_in: share(found.best_in),
            starr: interval(found.starr),
            satisficing: found.satisficing.map(share),
        };
    let noise = (study.plays > 0).then(|| {
        let pairs = (0..cells.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let widest = |(one, other): (usize, usize)| {
            let both = cells[one].iter().zip(&cells[other]);
            let widths = both.map(|(here, there)| {
                let found = difference(here, there);
                (found.high - found.low) / 2.0
            });
            widths.fold(0.0, f64::max)
        };
        pairs.map(widest).fold(0.0, f64::max)
    });
    Ok(DecisionFigures {
        actor: study.actors[actor].id.clone(),
        path: factor.path.clone(),
        futures,
        needed: study.enough,
        noise,
        choices: choices.into_iter().zip(cells).zip(found).map(told).collect(),
    })
}

/// Those for which a figure is best, and that figure: several where it is the same.
fn best(decision: &DecisionFigures, figure: impl Fn(&ChoiceFigures) -> f64) -> (Vec<&Level>, f64) {
    let most = decision.choices.iter().map(&figure).fold(f64::NEG_INFINITY, f64::max);
    let scale = most.abs().max(1.0);
    let is_best = |choice: &&ChoiceFigures| figure(choice) >= most - ROUNDING * scale;
    (decision.choices.iter().filter(is_best).map(|choice| &choice.choice).collect(), most)
}

fn names(levels: &[&Level]) -> String {
    listed(&levels.iter().map(|level| format!("`{level}`")).collect::<Vec<_>>())
}

/// What single futures can be off by, where payoffs are sampled.
fn noise(decision: &DecisionFigures) -> String {
    decision
        .noise
        .filter(|&noise| noise > ROUNDING)
        .map_or_else(String::new, |noise| format!(" (to within {} by the error of sampling)", number(noise)))
}

/// What to choose, by each criterion.
pub(super) fn told(study: &StudyFigures, decision: &DecisionFigures) -> Vec<String> {
    let actor = study.actor_label(&decision.actor);
    let futures = many(decision.futures, "future");
    let (least, regret) = best(decision, |choice| -choice.largest_regret);
    let (secure, worst) = best(decision, |choice| choice.worst);
    let (likely, most) = best(decision, |choice| choice.mean.value);
    let of = |level: &Level| decision.choices.iter().find(|choice| choice.choice == *level);
    let mut told = vec![match -regret > ROUNDING {
        true => format!(
            "Over {futures} {actor} regrets least with {}: at worst it gets {} less than with the best of {} choices{}.",
            names(&least),
            number(-regret),
            count(decision.choices.len() as u64),
            noise(decision),
        ),
        false => format!(
            "In each of {futures} {} is the best of {} choices for {actor}{}.",
            names(&least),
            count(decision.choices.len() as u64),
            noise(decision),
        ),
    }];
    let in_the_mean = of(likely[0]).map_or_else(|| number(most), |choice| choice.mean.told());
    told.push(match least == secure && secure == likely {
        true => format!(
            "The same choice is the best in the worst future, with {}, and in the mean, with {in_the_mean}: the criteria agree.",
            number(worst)
        ),
        false => format!(
            "In the worst future {} gets most, {}; in the mean of all {}, {in_the_mean}: the criteria do not agree.",
            names(&secure),
            number(worst),
            names(&likely),
        ),
    });
    let (widest, _) = best(decision, |choice| choice.starr.value);
    if let Some(choice) = of(widest[0]) {
        told.push(format!(
            "`{}` has the best mean payoff for {} of all ways to weigh the futures, and is best in {} of them.",
            choice.choice,
            choice.starr.told_as_share(),
            choice.best_in.told_as_share(),
        ));
    }
    if let Some(needed) = decision.needed {
        let (enough, _) = best(decision, |choice| choice.satisficing.map_or(0.0, |share| share.value));
        if let Some(share) = of(enough[0]).and_then(|choice| choice.satisficing) {
            told.push(format!(
                "{} gets {} or more most often with {}, in {} of the futures.",
                actor,
                number(needed),
                names(&enough),
                share.told_as_share(),
            ));
        }
    }
    told
}

/// Who wins, and which strategies answer each other best.
pub(super) fn told_of_tournament(study: &StudyFigures, found: &TournamentFigures) -> Vec<String> {
    let [rows, columns] = &found.sides;
    let pair = |number: usize| {
        let width = columns.choices.len();
        let (row, column) = (&rows.choices[number / width].choice, &columns.choices[number % width].choice);
        format!("`{row}` against `{column}`")
    };
    let of = |wanted: Response| -> Vec<String> {
        let all = found.pairings.iter().enumerate();
        all.filter(|(_, pairing)| pairing.is_mutual() == wanted).map(|(number, _)| pair(number)).collect()
    };
    let (sure, open) = (of(Response::Best), of(Response::Perhaps));
    let mut told = Vec::new();
    told.push(match sure.len() {
        0 if open.is_empty() => {
            "No two strategies are best responses to each other: of every pair one side would change."
                .to_owned()
        }
        0 => format!(
            "As far as these plays tell, best responses to each other can be {}; of no pair is it sure.",
            few(&open)
        ),
        1 => format!("One pair are best responses to each other: {}.", sure[0]),
        pairs => format!("{} pairs are best responses to each other: {}.", count(pairs as u64), few(&sure)),
    });
    if !sure.is_empty() && !open.is_empty() {
        told.push(format!("Of {} the plays do not tell.", few(&open)));
    }
    for (side, other) in [(rows, columns), (columns, rows)] {
        let (first, _) = best(side, |choice| choice.mean.value);
        let ranked = side.ranked();
        let runner_up = ranked.iter().find(|choice| !first.contains(&&choice.choice));
        let then = runner_up.map_or_else(String::new, |choice| {
            format!("; next comes `{}` with {}", choice.choice, choice.mean.told())
        });
        let (least, regret) = best(side, |choice| -choice.largest_regret);
        told.push(format!(
            "{} gets most against all {} strategies of {} with {}: {}{then}; it regrets least with {}, {} at worst{}.",
            study.actor_label(&side.actor),
            count(side.futures as u64),
            study.actor_label(&other.actor),
            names(&first),
            ranked[0].mean.told(),
            names(&least),
            number(-regret),
            noise(side),
        ));
    }
    told
}

/// The first few of a list, and how many more there are.
fn few(all: &[String]) -> String {
    const MOST: usize = 6;
    match all.len().checked_sub(MOST).filter(|&more| more > 0) {
        Some(more) => format!("{} and {}", all[..MOST].join(", "), many(more, "more pair")),
        None => listed(all),
    }
}
