//! The game of one state in one round, for people.

use super::super::screen::{HEADING, Screen};
use super::reduction;
use standoff::prose::numbers::share;
use standoff::prose::{Payoffs, mixture};
use standoff::report::figures::certified;
use standoff::results::stage_game::{
    CorrelatedFigures, NashFigures, PairGame, StageFigures, StageLogit, StageType,
};
use standoff::results::two_by_two::{Arithmetic, SecurityFigures};
use std::io;

/// Tables with more columns of payoffs are left to --json.
const MOST_COLUMNS: usize = 10;
/// More equilibria are left to --json.
const MOST_EQUILIBRIA: usize = 9;

pub(super) fn print(screen: &mut Screen, figures: &StageFigures) -> io::Result<()> {
    screen.styled(HEADING, &figures.title)?;
    let state = figures.state_told();
    let at = if state.is_empty() { state } else { format!(" at {state}") };
    screen.paragraph(
        "",
        "  ",
        &format!("The stage game of {}{at}{}", figures.round_told(), choice(&figures.logit)),
    )?;
    for kind in &figures.types {
        screen.gap()?;
        payoffs(screen, kind)?;
    }
    if figures.logit.len() > 1 {
        screen.gap()?;
        logit(screen, figures)?;
    }
    screen.gap()?;
    all_moves(screen, &figures.pair)?;
    for pair in &figures.reductions {
        screen.gap()?;
        reduction::print(screen, pair)?;
    }
    screen.gap()?;
    screen.paragraph("", "  ", &certified(&figures.certificate))
}

/// How many logit equilibria there are, where there are several, and whether the one played is stable.
fn choice(logit: &[StageLogit]) -> String {
    let stays = match logit.iter().find(|found| found.played) {
        Some(StageLogit { stable: false, .. }) => {
            "the one played is unstable: it is on the branch from random play, and whoever adapts leaves it"
        }
        _ => "the one played is stable",
    };
    match logit.len() {
        0 | 1 => String::new(),
        several => format!(": {several} logit equilibria are found, and {stays}"),
    }
}

/// The logit equilibria of the stage game with all of its types.
fn logit(screen: &mut Screen, figures: &StageFigures) -> io::Result<()> {
    screen.styled(HEADING, "Logit equilibria that are found")?;
    for found in figures.logit.iter().take(MOST_EQUILIBRIA) {
        let mix = |(mix, kind): (&Vec<f64>, &StageType)| {
            let moves: Vec<String> = kind.moves.iter().map(|own| own.label.clone()).collect();
            format!("{}: {}", kind.label, mixture(mix, None, &moves))
        };
        let mixes: Vec<String> = found.mixes.iter().zip(&figures.types).map(mix).collect();
        let stable = if found.stable { "stable" } else { "unstable" };
        let played = if found.played { "played, " } else { "" };
        screen.paragraph("  ", "    ", &format!("{played}{stable} – {}", mixes.join("; ")))?;
    }
    match figures.logit.len().checked_sub(MOST_EQUILIBRIA) {
        None | Some(0) => Ok(()),
        Some(more) => screen.line(&format!("    … and {more} more, in --json")),
    }
}

fn payoffs(screen: &mut Screen, kind: &StageType) -> io::Result<()> {
    let prior =
        if kind.id.is_empty() { String::new() } else { format!(", drawn with {}", share(kind.prior)) };
    let pay = Payoffs::of(kind.payoffs.iter().flatten().chain(kind.moves.iter().map(|own| &own.expected)));
    let future = match kind.future {
        Some(future) => format!("; what follows is worth {} whatever is done now", pay.alone(future)),
        None => "; payoffs are this round's and what follows".to_owned(),
    };
    let worth =
        format!("{prior}: worth {} here in this model, with fixed beliefs{future}", pay.alone(kind.value));
    screen.paragraph("", "  ", &format!("{}{worth}", kind.label))?;
    let wide = kind.columns.len() > MOST_COLUMNS;
    let columns = if wide { &[][..] } else { &kind.columns[..] };
    let columns: Vec<String> = columns.iter().map(|column| column.join(", ")).collect();
    let row = |(own, payoffs): (&standoff::results::stage_game::StageMove, &Vec<f64>)| {
        let mut row = vec![own.label.clone(), own.stance.clone(), share(own.probability)];
        row.push(pay.in_table(own.expected));
        row.extend(payoffs.iter().take(columns.len()).map(|&payoff| pay.in_table(payoff)));
        row
    };
    let rows: Vec<Vec<String>> = kind.moves.iter().zip(&kind.payoffs).map(row).collect();
    let own = ["Move", "Stance", "Played", "Expected"];
    let header: Vec<&str> = own.into_iter().chain(columns.iter().map(String::as_str)).collect();
    if screen.has_room(&header, &rows) {
        return screen.table(&header, rows, 2);
    }
    // Columns go by numbers, and what each stands for is told below.
    let numbers: Vec<String> = (1..=columns.len()).map(|number| format!("({number})")).collect();
    let header: Vec<&str> = own.into_iter().chain(numbers.iter().map(String::as_str)).collect();
    screen.table(&header, rows, 2)?;
    let told = numbers.iter().zip(&columns).map(|(number, column)| format!("{number} {column}"));
    let told = told.collect::<Vec<_>>().join("; ");
    if told.is_empty() { Ok(()) } else { screen.paragraph("  ", "  ", &format!("Against {told}.")) }
}

fn all_moves(screen: &mut Screen, pair: &PairGame) -> io::Result<()> {
    let names: Vec<&str> = pair.players.iter().map(|player| player.label.as_str()).collect();
    screen.styled(HEADING, &format!("All moves of {}", names.join(" and ")))?;
    let pay = Payoffs::of(pair.payoffs.iter().flatten());
    let pure: Vec<String> = pair.pure.iter().map(|moves| moves.join(" / ")).collect();
    let told = if pure.is_empty() { "none".to_owned() } else { pure.join("; ") };
    screen.paragraph("  ", "    ", &format!("Equilibria in pure moves: {told}."))?;
    if let Some(nash) = &pair.nash {
        let mixed = nash.extreme.len() - pair.pure.len().min(nash.extreme.len());
        let continua = continua(nash);
        screen.paragraph(
            "  ",
            "    ",
            &format!("Nash equilibria: {} extreme, {mixed} of them in mixes{continua}.", nash.extreme.len()),
        )?;
        for point in nash.extreme.iter().take(MOST_EQUILIBRIA) {
            let mixes = point.mixes.iter().zip(&pair.players).enumerate().map(|(player, (mix, own))| {
                mixture(mix, point.exact.as_ref().map(|exact| &exact[player][..]), &own.moves)
            });
            let mixes = mixes.collect::<Vec<_>>().join(" / ");
            let worth: Vec<String> = point.payoffs.iter().map(|&payoff| pay.alone(payoff)).collect();
            screen.paragraph("    ", "      ", &format!("{mixes}: worth {}", worth.join(" and ")))?;
        }
        if nash.extreme.len() > MOST_EQUILIBRIA {
            screen.line(&format!("    … and {} more, in --json", nash.extreme.len() - MOST_EQUILIBRIA))?;
        }
    }
    if let Some(mediated) = &pair.correlated {
        let best = mediated.best_for.iter().zip(&mediated.worst_for).enumerate().zip(&names);
        let each = best.map(|((player, (best, worst)), name)| {
            format!("{name} {} to {}", pay.alone(worst.payoffs[player]), pay.alone(best.payoffs[player]))
        });
        let each = each.collect::<Vec<_>>().join(", ");
        screen.paragraph("  ", "    ", &format!("Correlated equilibria can give {each}."))?;
    }
    let sure = pair
        .security
        .iter()
        .zip(&names)
        .filter_map(|(own, name)| own.as_ref().map(|own| format!("{name} {}", pay.alone(own.level))));
    let sure = sure.collect::<Vec<_>>().join(", ");
    if !sure.is_empty() {
        screen.paragraph("  ", "    ", &format!("Whatever the others do, each can be sure of: {sure}."))?;
    }
    left_out(screen, &pair.declined)?;
    if in_floating_point(pair.correlated.as_ref(), &pair.security) {
        screen.paragraph("  ", "    ", FLOATING_POINT)?;
    }
    Ok(())
}

const FLOATING_POINT: &str = "Correlated equilibria or security levels are worked out in floating point here and checked \
                              against their own constraints: exact fractions would take too long.";

/// Whether some of these figures are not exact.
fn in_floating_point(mediated: Option<&CorrelatedFigures>, security: &[Option<SecurityFigures>]) -> bool {
    let points = mediated.into_iter().flat_map(|found| {
        [&found.best_total, &found.worst_total].into_iter().chain(&found.best_for).chain(&found.worst_for)
    });
    let levels = security.iter().flatten().map(|own| own.arithmetic);
    points.map(|point| point.arithmetic).chain(levels).any(|own| own == Arithmetic::Float)
}

/// What could not be worked out, and why.
pub(super) fn left_out(screen: &mut Screen, declined: &[String]) -> io::Result<()> {
    declined.iter().try_for_each(|why| screen.paragraph("  ", "    ", &format!("Left out: {why}.")))
}

/// Which equilibria are ends of a continuum, as an addition to a sentence.
pub(super) fn continua(nash: &NashFigures) -> String {
    match nash.components.iter().filter(|component| component.len() > 1).count() {
        0 => String::new(),
        1 => "; some are the ends of a continuum".to_owned(),
        several => format!("; some are the ends of {several} continua"),
    }
}
