//! Every statement with its figures, for people.

use super::super::screen::{DIM, HEADING, Screen};
use standoff::prose::numbers::{fixed, many, power_of_ten};
use standoff::results::statements::{
    Reading, ScenarioStatements, StatementFigures, StatementKind, StatementsFigures, Verdict,
};
use std::io;

pub(super) fn print(screen: &mut Screen, found: &StatementsFigures) -> io::Result<()> {
    for one in found.scenarios.iter().filter(|one| !one.statements.is_empty()) {
        scenario(screen, one)?;
        screen.gap()?;
    }
    screen.line(&sum(found))
}

fn scenario(screen: &mut Screen, one: &ScenarioStatements) -> io::Result<()> {
    screen.styled(HEADING, &one.scenario)?;
    let of_kind = |kind| one.statements.iter().filter(move |one| one.kind == kind);
    // Paths are long: each order gets a line of its own, and its numbers the next.
    for order in of_kind(StatementKind::Order).filter(|order| !goes_without_saying(order)) {
        screen.paragraph(&format!("  {:7}", verdict(order)), "           ", &order.says)?;
        screen.paragraph("         ", "           ", &format!("{}  {}", figures(order), claim(order)))?;
    }
    let row = |one| vec![verdict(one).to_owned(), one.says.clone(), figures(one), claim(one).to_owned()];
    let rows: Vec<Vec<String>> = of_kind(StatementKind::Expect).map(row).collect();
    if !rows.is_empty() {
        screen.table(&["", "Expected", "Figures", "Claim"], rows, 4)?;
    }
    let inherited = one.statements.iter().filter(|one| goes_without_saying(one)).count();
    if inherited > 0 {
        screen.line(&format!("  ok     {}", many(inherited, "inherited order")))?;
    }
    one.statements.iter().try_for_each(|one| remarks(screen, one))
}

/// An order of the file that is extended, which holds here too: every variant has them all.
fn goes_without_saying(one: &StatementFigures) -> bool {
    one.inherited && one.verdict == Verdict::Holds
}

fn verdict(one: &StatementFigures) -> &'static str {
    match one.verdict {
        Verdict::Holds => "ok",
        Verdict::Fails => "fails",
        Verdict::Open | Verdict::OpenHolds => "open",
    }
}

fn claim(one: &StatementFigures) -> &str {
    one.claim.as_deref().unwrap_or_default()
}

/// Why a statement is open, and why it has no figures.
fn remarks(screen: &mut Screen, one: &StatementFigures) -> io::Result<()> {
    let place = format!("{}: {}", one.place, one.says);
    if let Some(why) = &one.unknown {
        screen.paragraph("  ", "    ", &format!("{place}: no figures: {why}."))?;
    }
    let Some(why) = &one.open else { return Ok(()) };
    let told = match one.verdict {
        Verdict::OpenHolds => format!("{place} holds, though it is marked open: {why}"),
        _ => format!("{place} is open: {why}"),
    };
    screen.styled_paragraph(DIM, "  ", "    ", &told)
}

/// `13 statements: 10 hold, 1 fail, 2 are marked open (1 of them hold)`
fn sum(found: &StatementsFigures) -> String {
    let all = || found.scenarios.iter().flat_map(|one| &one.statements);
    let inherited = all().filter(|one| goes_without_saying(one)).count();
    let [holds, fails, open, surprise] = [Verdict::Holds, Verdict::Fails, Verdict::Open, Verdict::OpenHolds]
        .map(|verdict| found.count(verdict));
    let holds = holds - inherited;
    if holds + fails + open + surprise == 0 {
        return "no statements".to_owned();
    }
    let mut parts = vec![format!("{holds} hold")];
    parts.extend((fails > 0).then(|| format!("{fails} fail")));
    let but = if surprise > 0 { format!(" ({surprise} of them hold)") } else { String::new() };
    parts.extend((open + surprise > 0).then(|| format!("{} are marked open{but}", open + surprise)));
    format!("{}: {}", many(holds + fails + open + surprise, "statement"), parts.join(", "))
}

/// The figures with what stands between them: `0.74 > 0.50`; where that is not so, `0.31, not > 0.50`.
fn figures(statement: &StatementFigures) -> String {
    let values: Vec<f64> = statement.figures.iter().map(|figure| figure.value).collect();
    let error = statement.error;
    let places = places(&values, statement.within, error);
    // A number of the statement itself stands as it is written.
    let shown = |one: &Reading| match one.of.parse::<f64>() {
        Ok(_) => one.of.replace('-', "−"),
        Err(_) => fixed(one.value, places),
    };
    let Some((first, rest)) = statement.figures.split_first() else { return "unknown".to_owned() };
    let mut told = shown(first);
    for ((pair, next), sign) in values.windows(2).zip(rest).zip(&statement.signs) {
        let more = pair[0] - pair[1];
        let so = match sign.as_str() {
            ">" => more > error,
            ">=" => more >= -error,
            "<" => more < -error,
            "<=" => more <= error,
            _ => statement.within.is_some_and(|within| more.abs() <= within + error),
        };
        let not = if so { " " } else { ", not " };
        told += &format!("{not}{sign} {}", shown(next));
    }
    match statement.within {
        Some(within) if within >= 1e-4 => format!("{told} ± {within}"),
        Some(within) if within > 0.0 => format!("{told} ± {within:e}"),
        _ => told,
    }
}

/// Decimals that tell each figure from the next, and show two digits of the largest; no more. A known answer is shown to
/// what may be missed of it, and what is missed by less than a tenth of that, or by rounding alone, is not shown.
fn places(values: &[f64], within: Option<f64>, error: f64) -> usize {
    const MOST: f64 = 9.0;
    if values.iter().all(|value| (value - value.round()).abs() <= error) {
        return 0;
    }
    let decimals = |size: f64| if size > 0.0 { f64::from(-power_of_ten(size)) } else { 0.0 };
    let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let within = within.unwrap_or_default();
    let gaps = values
        .windows(2)
        .map(|pair| (pair[0] - pair[1]).abs())
        .filter(|gap| *gap > (within / 10.0).max(error));
    let told_apart = gaps.map(decimals).fold(0.0, f64::max);
    told_apart.max(decimals(largest) + 1.0).max(decimals(within).min(4.0)).clamp(0.0, MOST) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_digits_that_tell_them_apart() {
        let cases: [(&[f64], Option<f64>, usize); 7] = [
            (&[0.744, 0.5], None, 2),
            (&[0.000_02, 0.02], None, 3),
            (&[0.744_41, 0.744_39], None, 5),
            (&[-44.2, -41.7], None, 0),
            (&[2.0 / 3.0, 0.6667], Some(0.001), 3),
            (&[2.0 / 3.0, 0.667], Some(0.001), 4),
            (&[1.0, 3.0], None, 0),
        ];
        for (values, within, expected) in cases {
            assert_eq!(places(values, within, 0.0), expected, "{values:?}");
        }
    }
}
