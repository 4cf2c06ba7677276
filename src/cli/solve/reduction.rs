//! A stage game between two types, reduced to conceding or not, for people.

use super::super::screen::Screen;
use super::stage::{continua, left_out};
use standoff::prose::Payoffs;
use standoff::prose::numbers::{number, share};
use standoff::results::two_by_two::{ReductionFigures, RepeatedFigures, RiskFigures, TwoByTwoFigures};
use std::io;

pub(super) fn print(screen: &mut Screen, pair: &ReductionFigures) -> io::Result<()> {
    let who = pair.labels.join(" – ");
    screen.headed(&format!("{who}: "), &format!("{} of plays", share(pair.probability)))?;
    match &pair.game {
        Some(game) => two_by_two(screen, game, &pair.labels),
        None => {
            let why = pair.why_not.as_deref().unwrap_or("it does not reduce");
            screen.paragraph("  ", "    ", &format!("No game of conceding or holding: {why}."))
        }
    }
}

fn two_by_two(screen: &mut Screen, game: &TwoByTwoFigures, who: &[String]) -> io::Result<()> {
    let pay = Payoffs::of(game.payoffs.iter().flatten().flatten());
    let cell = |both: &[f64; 2]| format!("{} / {}", pay.in_table(both[0]), pay.in_table(both[1]));
    let row = |i: usize| {
        let own = if i == 0 { "concedes" } else { "holds" };
        vec![format!("{} {own}", who[0]), cell(&game.payoffs[i][0]), cell(&game.payoffs[i][1])]
    };
    let header = ["concedes", "holds"].map(|own| format!("{} {own}", who[1]));
    screen.table(&["", &header[0], &header[1]], vec![row(0), row(1)], 1)?;
    let mut tell = |text: String| screen.paragraph("  ", "    ", &text);
    let [first, second] = &game.preferences;
    tell(format!("{} ({first} to {}, {second} to {}).", game.name, who[0], who[1]))?;
    let point = |mixes: &[Vec<f64>], exact: Option<&Vec<Vec<String>>>| {
        let own = |player: usize| match (mixes[player][0], exact) {
            (1.0, _) => "concede".to_owned(),
            (0.0, _) => "hold".to_owned(),
            (_, Some(exact)) => format!("concede with {}", exact[player][0]),
            (p, None) => format!("concede with {}", share(p)),
        };
        format!("{}/{}", own(0), own(1))
    };
    if let Some(nash) = &game.nash {
        let told: Vec<String> =
            nash.extreme.iter().map(|found| point(&found.mixes, found.exact.as_ref())).collect();
        tell(format!("Nash equilibria: {}{}.", told.join(", "), continua(nash)))?;
    }
    let logit: Vec<String> = game
        .logit
        .iter()
        .map(|found| {
            let kind = match (found.principal, found.stable) {
                (true, true) => "principal",
                (true, false) => "principal, unstable",
                (false, true) => "stable",
                (false, false) => "unstable",
            };
            format!("{} and {} ({kind})", share(found.concede[0]), share(found.concede[1]))
        })
        .collect();
    let [a, b] = game.rationality;
    let rationality = if a == b { number(a) } else { format!("{} and {}", number(a), number(b)) };
    if !logit.is_empty() {
        tell(format!(
            "Logit equilibria of this game at a rationality of {rationality}, by the chance of conceding: {}.",
            logit.join("; ")
        ))?;
    }
    if let Some(fork) = game.pitchforks.first() {
        tell(format!(
            "The symmetric branch splits at a rationality of {}, where each concedes with {}.",
            number(fork.rationality),
            share(fork.concede)
        ))?;
    } else if let Some(fold) = game.folds.first() {
        let what = if fold.appear { "appear" } else { "vanish" };
        tell(format!("Two of them {what} at {} times that.", number(fold.scale)))?;
    }
    let total = |point: &standoff::results::stage_game::CorrelatedPoint| {
        point.payoffs.iter().map(|&payoff| pay.alone(payoff)).collect::<Vec<_>>().join(" / ")
    };
    let mediated = game.correlated.as_ref().map(|found| {
        let (best, worst) = (total(&found.best_total), total(&found.worst_total));
        format!("Correlated equilibria: {best} at best in sum, {worst} at worst.")
    });
    let sure = match &game.security {
        [Some(one), Some(other)] => {
            Some(format!("Sure of: {} / {}.", pay.alone(one.level), pay.alone(other.level)))
        }
        _ => None,
    };
    let both: Vec<String> = mediated.into_iter().chain(sure).collect();
    if !both.is_empty() {
        tell(both.join(" "))?;
    }
    let risks = game.critical_risk.iter().zip(who).map(|(own, who)| format!("{who} {}", risk(own)));
    tell(format!("Critical risk: {}.", risks.collect::<Vec<_>>().join("; ")))?;
    if let Some(repeated) = &game.repeated {
        tell(sustained(repeated, who, pay))?;
    }
    left_out(screen, &game.declined)
}

fn risk(own: &RiskFigures) -> String {
    let at = own.probability.map_or_else(String::new, share);
    match own.kind.as_str() {
        "hold-below" => format!("does well to hold while the other holds with less than {at}"),
        "hold-above" => format!("does well to concede while the other holds with less than {at}"),
        "always-hold" => "does well to hold whatever the other does".to_owned(),
        "always-concede" => "does well to concede whatever the other does".to_owned(),
        _ => "does not care".to_owned(),
    }
}

/// What keeps both to mutual concession if the game goes on for ever.
fn sustained(repeated: &RepeatedFigures, who: &[String], pay: Payoffs) -> String {
    let mut text = match (&repeated.discount, &repeated.exact) {
        (Some(discount), Some(exact)) => {
            let exact = if exact.len() > 12 { number(*discount) } else { exact.clone() };
            format!(
                "Repeated for ever, mutual concession is kept up by subgame-perfect punishment (the stage equilibrium \
                 worst for whoever deviates) from a discount of {exact} on."
            )
        }
        _ => {
            "Repeated for ever, no return to a stage equilibrium keeps both to mutual concession.".to_owned()
        }
    };
    if !repeated.grim_is_subgame_perfect {
        let gains = repeated.grim_gains.iter().zip(who).filter(|(gain, _)| **gain > 0.0);
        let gains = gains.map(|(gain, who)| format!("{who} would gain {} a round", pay.alone(*gain)));
        text += &format!(
            " Grim play, mutual holding for ever, is no such punishment: by leaving it {}.",
            gains.collect::<Vec<_>>().join(" and ")
        );
    }
    text
}
