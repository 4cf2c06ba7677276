//! How much less an actor gets by each of its choices than by the best one, in every future: a row of dots for each choice.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{fit, width};
use super::{Chart, alt, palette};
use crate::prose::numbers::{fixed, many, number};
use crate::results::study::{Analysis, ChoiceFigures, DecisionFigures, StudyFigures};

/// From one row to the next.
const STEP: f64 = 34.0;
/// Room for the names of the choices.
const LABELS: f64 = 220.0;
/// Rows at most.
const ROWS: usize = 24;

/// Draws the chart; `None` where nothing was chosen, or too much.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let Some(Analysis::Choice(found)) = &study.analysis else { return None };
    let rows = found.choices.len();
    if rows > ROWS || study.points.len() != rows * found.futures {
        return None;
    }
    let actor = study.actors.iter().position(|actor| actor.id == found.actor)?;
    let named = &study.actors[actor];
    let name = alt::name(&named.label, &named.id);
    let subtitle = format!(
        "Regret of {name}: how much less it gets than by the best choice in the same future; a dot for each of {}, the bar at \
         the mean, the ring at the largest",
        many(found.futures, "future")
    );
    let mut sheet = Sheet::new(style, study, "What each choice leaves to regret", &subtitle);
    rows_of(&mut sheet, study, found, actor);
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}

/// The regret of each choice in each future.
fn regrets(study: &StudyFigures, choices: usize, actor: usize) -> Vec<Vec<f64>> {
    let mut rows = vec![Vec::new(); choices];
    let payoffs: Vec<f64> = study.points.iter().map(|point| point.actors[actor].payoff_mean).collect();
    for future in payoffs.chunks(choices) {
        let best = future.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        rows.iter_mut().zip(future).for_each(|(row, payoff)| row.push(best - payoff));
    }
    rows
}

fn rows_of(sheet: &mut Sheet<'_>, study: &StudyFigures, found: &DecisionFigures, actor: usize) {
    let (ink, small, body) = (sheet.style.ink, sheet.style.small, sheet.style.body);
    let told = |choice: &ChoiceFigures| choice.choice.to_string();
    let labels = found.choices.iter().map(|choice| width(&told(choice), body)).fold(0.0, f64::max);
    let labels = labels.min(LABELS).min(sheet.room() / 3.0);
    let (left, top) = (sheet.left() + labels + 12.0, sheet.y + 4.0);
    let bottom = top + STEP * found.choices.len() as f64;
    let most = found.choices.iter().map(|choice| choice.largest_regret).fold(0.0, f64::max);
    let after =
        found.choices.iter().map(|choice| width(&number(choice.largest_regret), small)).fold(0.0, f64::max);
    let x = Scale::new((0.0, left), (if most > 0.0 { most } else { 1.0 }, sheet.right() - after - 12.0));
    let (places, decimals) = ticks(0.0, most, 6);
    for place in places {
        let at = x.at(place);
        sheet.line("grid", vec![(at, top), (at, bottom)], 1.0, ink.grid);
        sheet.text("tick", (at, bottom + 10.0), Anchor::Middle, &fixed(place, decimals), small, ink.soft);
    }
    let faint = palette::mix(ink.strong, ink.paper, 0.55);
    for (row, (choice, regrets)) in
        found.choices.iter().zip(regrets(study, found.choices.len(), actor)).enumerate()
    {
        let y = top + STEP * (row as f64 + 0.5);
        let name = told(choice);
        let words = fit(&name, body, labels);
        sheet.text("label", (left - 8.0, y), Anchor::End, &words, body, ink.strong);
        let largest = x.at(choice.largest_regret);
        sheet.line(format!("reach/{name}"), vec![(left, y), (largest, y)], 1.0, ink.axis);
        for regret in regrets {
            sheet.add(format!("regret/{name}"), Shape::Dot { x: x.at(regret), y, r: 2.4, fill: faint });
        }
        let mean = x.at(choice.mean_regret);
        sheet.line(format!("mean/{name}"), vec![(mean, y - 9.0), (mean, y + 9.0)], 2.4, ink.strong);
        sheet.add(format!("largest/{name}"), Shape::Dot { x: largest, y, r: 5.0, fill: ink.strong });
        sheet.add("hole", Shape::Dot { x: largest, y, r: 2.6, fill: ink.paper });
        let words = number(choice.largest_regret);
        sheet.text("largest", (largest + 8.0, y), Anchor::Start, &words, small, ink.strong);
        let says = [
            name.clone(),
            format!("largest regret {}", number(choice.largest_regret)),
            format!("mean regret {}", number(choice.mean_regret)),
            format!("mean payoff {}", choice.mean.told()),
        ];
        sheet.zone(
            format!("zone/{name}"),
            (sheet.left(), y - STEP / 2.0),
            (sheet.right(), y + STEP / 2.0),
            &says,
        );
    }
    sheet.line("axis", vec![(left, top), (left, bottom)], 1.0, ink.axis);
    sheet.y = bottom + 18.0;
}
