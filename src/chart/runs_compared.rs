//! Several runs side by side: for each outcome a bar with its 95 % interval for each run, on one scale.

use super::axis::Scale;
use super::frame::Sheet;
use super::outcome_shares::{value, whisker};
use super::scene::Anchor;
use super::style::Style;
use super::text::{LEADING, clean, width, wrap};
use super::{Chart, alt};
use crate::prose::numbers::count;
use crate::results::{OutcomeFigures, Summary};

/// Thickness of a bar, and from one to the next.
const BAR: f64 = 11.0;
const STEP: f64 = 17.0;
/// Runs that one chart has room for.
const MOST: usize = 12;

/// By which a run is called in a chart and beside it: `A`, `B`, ….
pub fn letter(run: usize) -> String {
    let letter = u8::try_from(run).ok().filter(|run| *run < 26).map(|run| char::from(b'A' + run));
    letter.map_or_else(|| (run + 1).to_string(), |letter| letter.to_string())
}

/// Draws the chart; `None` for fewer than two runs, more than there is room for, or none with outcomes.
pub(super) fn draw(runs: &[&Summary], style: &Style) -> Option<Chart> {
    let outcomes = outcomes(runs);
    if !(2..=MOST).contains(&runs.len()) || outcomes.is_empty() {
        return None;
    }
    let title = runs.iter().all(|run| run.title == runs[0].title).then_some(runs[0].title.as_str());
    let subtitle = "Share of plays; 95 % intervals for the error of sampling, where plays were sampled";
    let mut sheet = Sheet::titled(style, title.unwrap_or_default(), "How plays end, run by run", subtitle);
    let (ink, body, small) = (style.ink, style.body, style.small);
    for (at, run) in runs.iter().enumerate() {
        let says = format!("{}: {} ({})", letter(at), run.scenario, played(run));
        sheet.y += sheet.paragraph("key", (sheet.left(), sheet.y), sheet.room(), &says, small, ink.soft, 2);
    }
    sheet.y += 12.0;

    let says_room = outcomes
        .iter()
        .flat_map(|(id, _)| runs.iter().filter_map(|run| found(run, id).map(|one| (run, one))))
        .map(|(run, one)| width(&value(one, run.plays > 0), small))
        .fold(0.0, f64::max)
        + 12.0;
    let narrow = sheet.is_narrow();
    let label_room = if narrow { sheet.room() } else { 170.0 };
    let labels: Vec<Vec<String>> =
        outcomes.iter().map(|(_, label)| wrap(label, body, label_room, 3)).collect();
    let label_room = labels.iter().flatten().map(|line| width(line, body)).fold(0.0, f64::max);
    let left = sheet.left() + if narrow { 26.0 } else { label_room + 36.0 };
    let scale = Scale::new((0.0, left), (1.0, sheet.right() - says_room));
    let words = |lines: &[String]| lines.len() as f64 * LEADING * body.size;
    let bars = STEP * runs.len() as f64;
    let group = |lines: &Vec<String>| match narrow {
        true => words(lines) + bars + 12.0,
        false => words(lines).max(bars) + 12.0,
    };
    let heights: Vec<f64> = labels.iter().map(group).collect();
    let top = sheet.y;
    let bottom = top + heights.iter().sum::<f64>();
    for percent in [0, 25, 50, 75, 100] {
        let x = scale.at(f64::from(percent) / 100.0);
        let colour = if percent == 0 { ink.axis } else { ink.grid };
        sheet.line("grid", vec![(x, top), (x, bottom)], 1.0, colour);
        sheet.text("tick", (x, bottom + 11.0), Anchor::Middle, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    let mut y = top;
    for (index, (id, label)) in outcomes.iter().enumerate() {
        let mut middle = y + heights[index] / 2.0;
        if narrow {
            let above = y + 4.0 + words(&labels[index]) / 2.0;
            let (half, ends) = (words(&labels[index]) / 2.0 + 1.0, sheet.left() + label_room + 4.0);
            sheet.rect("ground", (sheet.left(), above - half), (ends, above + half), ink.paper);
            sheet.lines("label", (sheet.left(), above), Anchor::Start, &labels[index], body, ink.strong);
            middle = y + words(&labels[index]) + 4.0 + bars / 2.0;
        } else {
            sheet.lines("label", (left - 30.0, middle), Anchor::End, &labels[index], body, ink.strong);
        }
        let first = middle - STEP * (runs.len() as f64 - 1.0) / 2.0;
        for (at, run) in runs.iter().enumerate() {
            let bar = first + STEP * at as f64;
            sheet.text("run", (left - 8.0, bar), Anchor::End, &letter(at), small, ink.soft);
            let Some(outcome) = found(run, id) else {
                sheet.text("none", (left + 7.0, bar), Anchor::Start, "not in this scenario", small, ink.soft);
                continue;
            };
            let name = format!("{id}/{}", letter(at));
            let end = scale.at(outcome.share);
            let colour = ink.outcome(index);
            sheet.rect(format!("bar/{name}"), (left, bar - BAR / 2.0), (end, bar + BAR / 2.0), colour);
            let mut after = end;
            if run.plays > 0 {
                let (low, high) = (scale.at(outcome.low), scale.at(outcome.high));
                whisker(&mut sheet, &name, low, high, bar);
                after = after.max(high);
            }
            let says = value(outcome, run.plays > 0);
            let over = after + 9.0 + width(&says, small);
            sheet.rect("ground", (after + 5.0, bar - 7.0), (over, bar + 7.0), ink.paper);
            sheet.text(format!("share/{name}"), (after + 7.0, bar), Anchor::Start, &says, small, ink.strong);
            let zone = ((sheet.left(), bar - STEP / 2.0), (sheet.right(), bar + STEP / 2.0));
            let told = [format!("{label}, run {}: {}", letter(at), run.scenario), says];
            sheet.zone(format!("zone/{name}"), zone.0, zone.1, &told);
        }
        y += heights[index];
    }
    sheet.y = bottom + 20.0;
    let names: Vec<String> = runs.iter().map(|run| clean(&run.scenario)).collect();
    let caption = format!(
        "Scenarios {} · standoff {}. Model results under the scenarios' assumptions.",
        names.join(", "),
        clean(&runs[0].version)
    );
    Some(sheet.finish_with(&caption, said(runs, &outcomes)))
}

/// Name and label of every outcome of any run, in the order in which they come up.
fn outcomes(runs: &[&Summary]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for outcome in runs.iter().flat_map(|run| &run.outcomes) {
        if found.iter().all(|(id, _)| *id != outcome.id) {
            found.push((outcome.id.clone(), alt::name(&outcome.label, &outcome.id).to_owned()));
        }
    }
    found
}

fn found<'a>(run: &'a Summary, id: &str) -> Option<&'a OutcomeFigures> {
    run.outcomes.iter().find(|outcome| outcome.id == id)
}

fn played(run: &Summary) -> String {
    match run.plays {
        0 => "exact".to_owned(),
        plays => format!("{} plays, seed {}", count(plays), run.seed),
    }
}

/// Every share of every run.
fn said(runs: &[&Summary], outcomes: &[(String, String)]) -> String {
    let each: Vec<String> = outcomes
        .iter()
        .map(|(id, label)| {
            let shares: Vec<String> = runs
                .iter()
                .enumerate()
                .filter_map(|(at, run)| Some((at, run.plays > 0, found(run, id)?)))
                .map(|(at, sampled, outcome)| format!("{} {}", letter(at), value(outcome, sampled)))
                .collect();
            format!("{}: {}", clean(label), shares.join(", "))
        })
        .collect();
    format!("{}.", each.join("; "))
}
