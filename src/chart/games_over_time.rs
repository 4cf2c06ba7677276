//! In which games the actors are, round by round: a panel for each of the likeliest pairs of types.
//!
//! A layer is as high as the probability that the round is played and that it is a round of this game, so the area of a
//! layer is a game's share of playing time. What is missing to the top is plays that have ended.

use super::Chart;
use super::axis::Scale;
use super::frame::Sheet;
use super::palette;
use super::scene::Anchor;
use super::stacked::{self, Label, Layer};
use super::style::Style;
use super::text::{LEADING, clean, fit, width, wrap};
use super::time_axis::TimeAxis;
use crate::prose::numbers::{number, share};
use crate::results::diagnosis::{DiagnosisFigures, PairTime};

/// Room for the names of the games.
const LABELS: f64 = 204.0;
/// Room for their shares.
const SHARES: f64 = 44.0;
/// Least height of a panel.
const HEIGHT: f64 = 120.0;
/// So many games have a colour of their own.
const NAMED: usize = 8;
/// A game that never takes so much of a pair's time has none.
const LEAST: f64 = 0.02;
/// Panels at most.
const PANELS: usize = 4;

/// What the time of a round is spent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The game of this number among those with a colour.
    Game(usize),
    Others,
    NoChoice,
    Unseen,
}

/// Draws the chart; `None` where no pair of types is in any game, as with more actors than two.
pub(super) fn draw(figures: &DiagnosisFigures, style: &Style) -> Option<Chart> {
    let mut pairs: Vec<&PairTime> = figures.pairs.iter().filter(|pair| !pair.classes.is_empty()).collect();
    pairs.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let left_out = pairs.len().saturating_sub(PANELS);
    pairs.truncate(PANELS);
    let last = pairs.iter().map(|pair| pair.going_by_round.len()).max()?;
    if last == 0 {
        return None;
    }
    let names = named(&pairs);
    let more = match left_out {
        0 => String::new(),
        more => format!("; the {PANELS} likeliest of {} pairs of types", more + PANELS),
    };
    let subtitle = format!(
        "Share of plays that are in each game in a round, what follows included (grey: ended){more}; at the right, shares of \
         playing time"
    );
    let mut sheet = Sheet::new(style, figures, "Which games the actors are in", &subtitle);
    let left = sheet.left() + width("100\u{a0}%", style.small) + 8.0;
    let right = sheet.right() - LABELS - SHARES - 22.0;
    let axis = TimeAxis::rounds(figures, last, left, right);
    for pair in &pairs {
        panel(&mut sheet, figures, pair, &names, &axis, (left, right));
    }
    sheet.y -= 8.0;
    let alt = format!("{subtitle}. {}", told(&pairs, &names));
    Some(sheet.finish(figures, alt))
}

/// The games with a colour of their own, by the time that all take together.
fn named(pairs: &[&PairTime]) -> Vec<String> {
    let mut times: Vec<(String, f64, f64)> = Vec::new();
    for pair in pairs {
        let mut own: Vec<(&str, f64)> = Vec::new();
        for class in &pair.classes {
            match own.iter_mut().find(|(name, _)| *name == class.name) {
                Some((_, share)) => *share += class.share,
                None => own.push((&class.name, class.share)),
            }
        }
        for (name, share) in own {
            let time = share * pair.probability * pair.expected_rounds;
            match times.iter_mut().find(|(known, ..)| known == name) {
                Some((_, all, most)) => (*all, *most) = (*all + time, most.max(share)),
                None => times.push((name.to_owned(), time, share)),
            }
        }
    }
    times.retain(|(_, _, most)| *most >= LEAST);
    times.sort_by(|a, b| b.1.total_cmp(&a.1));
    times.truncate(NAMED);
    times.into_iter().map(|(name, ..)| name).collect()
}

/// What a pair's rounds are spent in, from the bottom of the stack: for each its kind, its name, its share of time, and its
/// probability by round.
fn parts(pair: &PairTime, names: &[String]) -> Vec<(Kind, String, f64, Vec<f64>)> {
    let last = pair.going_by_round.len();
    let mut parts: Vec<(Kind, String, f64, Vec<f64>)> = names
        .iter()
        .enumerate()
        .map(|(number, name)| (Kind::Game(number), clean(name), 0.0, vec![0.0; last]))
        .collect();
    parts.push((Kind::Others, "other games".to_owned(), 0.0, vec![0.0; last]));
    parts.push((Kind::NoChoice, "no choice to concede or not".to_owned(), 0.0, vec![0.0; last]));
    let mut add = |number: usize, share: f64, by_round: &[f64]| {
        parts[number].2 += share;
        parts[number].3.iter_mut().zip(by_round).for_each(|(sum, more)| *sum += more);
    };
    for class in &pair.classes {
        let number = names.iter().position(|name| *name == class.name).unwrap_or(names.len());
        add(number, class.share, &class.by_round);
    }
    for without in &pair.without_choice {
        add(names.len() + 1, without.share, &without.by_round);
    }
    let seen = |round: usize| parts.iter().map(|(.., by_round)| by_round[round]).sum::<f64>();
    let unseen = (0..last).map(|round| (pair.going_by_round[round] - seen(round)).max(0.0)).collect();
    parts.push((Kind::Unseen, "states too rare to look at".to_owned(), pair.unseen, unseen));
    parts.retain(|(kind, _, share, _)| *share > if *kind == Kind::Unseen { 0.001 } else { 0.0 });
    // The most common at the bottom, and what is no game of its own on top.
    parts.sort_by(|a, b| {
        let is_game = |kind: Kind| !matches!(kind, Kind::Game(_));
        is_game(a.0).cmp(&is_game(b.0)).then(b.2.total_cmp(&a.2))
    });
    parts
}

fn panel(
    sheet: &mut Sheet,
    figures: &DiagnosisFigures,
    pair: &PairTime,
    names: &[String],
    axis: &TimeAxis,
    (left, right): (f64, f64),
) {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let (body, small) = (style.body, style.small);
    let head = sheet.y + 8.0;
    let who = fit(&pair.labels.join(" – "), style.heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &who, style.heading, ink.strong);
    let unit = clean(&figures.round_unit);
    let played =
        format!("{} of plays, {} {unit}s in the mean", share(pair.probability), number(pair.expected_rounds));
    sheet.text("played", (sheet.left(), head + 16.0), Anchor::Start, &played, small, ink.soft);

    let parts = parts(pair, names);
    // What takes less than this is drawn, and told by pointing only.
    let is_told = |of: f64| of >= LEAST / 2.0;
    let lines: Vec<Vec<String>> = parts
        .iter()
        .filter(|(_, _, of, _)| is_told(*of))
        .map(|(_, name, ..)| wrap(name, body, LABELS, 2))
        .collect();
    let heights: Vec<f64> =
        lines.iter().map(|lines| lines.len() as f64 * LEADING * body.size + 3.0).collect();
    let top = head + 30.0;
    let bottom = top + heights.iter().sum::<f64>().max(HEIGHT);
    let y = Scale::new((0.0, bottom), (1.0, top));
    let id = if pair.types.iter().all(String::is_empty) { "all".to_owned() } else { pair.types.join("-") };
    sheet.rect(format!("ended/{id}"), (left, top), (right, bottom), ink.idle);
    for percent in [0, 50, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        sheet.line(format!("percent/{id}"), vec![(left - 4.0, at), (left, at)], 1.0, ink.axis);
        sheet.text("tick", (left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    let layers: Vec<Layer> = parts
        .iter()
        .map(|(kind, name, _, by_round)| Layer {
            name: format!("game/{id}/{name}"),
            colour: colour(sheet, *kind),
            shares: by_round.clone(),
        })
        .collect();
    let last = pair.going_by_round.len();
    let middles = stacked::draw(sheet, &layers, axis, last, &y);
    for ((from, to), t) in axis.columns(last) {
        let mut says = vec![axis.label(t).to_owned()];
        says.extend(parts.iter().zip(&layers).rev().filter_map(|((_, name, ..), layer)| {
            let now = layer.mean((t, t));
            (now > 0.0).then(|| format!("{name}: {}", share(now)))
        }));
        let going = pair.going_by_round.get(t - 1).copied().unwrap_or(0.0);
        says.push(format!("ended: {}", share((1.0 - going).max(0.0))));
        sheet.zone(format!("zone/{id}/{t}"), (from, top), (to, bottom), &says);
    }
    let told = parts.iter().zip(&layers).zip(&middles).filter(|(((_, _, of, _), _), _)| is_told(*of));
    let (labels, middles): (Vec<Label>, Vec<f64>) = told
        .zip(lines)
        .map(|((((_, name, of, _), layer), middle), lines)| {
            let name = format!("swatch/{id}/{name}");
            (Label { name, colour: layer.colour, lines, value: share(*of) }, *middle)
        })
        .unzip();
    stacked::labels(sheet, &labels, &middles, &heights, (right + 10.0, top, bottom));
    let drop = axis.draw(sheet, bottom, true);
    sheet.y = bottom + drop + 14.0;
}

fn colour(sheet: &Sheet, kind: Kind) -> super::scene::Colour {
    let ink = sheet.style.ink;
    match kind {
        Kind::Game(number) => ink.game(number),
        Kind::Others => palette::mix(ink.axis, ink.paper, 0.2),
        Kind::NoChoice => palette::mix(ink.axis, ink.paper, 0.5),
        Kind::Unseen => palette::mix(ink.axis, ink.paper, 0.7),
    }
}

/// The shares of time in words.
fn told(pairs: &[&PairTime], names: &[String]) -> String {
    let each = pairs.iter().map(|pair| {
        let parts: Vec<String> =
            parts(pair, names).iter().map(|(_, name, of, _)| format!("{name} {}", share(*of))).collect();
        format!("{}: {}", clean(&pair.labels.join(" – ")), parts.join(", "))
    });
    format!("{}.", each.collect::<Vec<_>>().join("; "))
}
