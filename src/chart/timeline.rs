//! One play from left to right: the tracks as each round began, what each actor did, what came of it, and what somebody who
//! sees all but the types comes to believe about them.
//!
//! A column is a round. Tracks and beliefs stand in it as they were when the actors picked their moves; behind the last round
//! is how they ended.

use super::axis::Scale;
use super::frame::{Entry, Sheet, provenance};
use super::scene::{Anchor, Colour, Shape};
use super::style::Style;
use super::text::{LEADING, fit, width, wrap};
use super::time_axis::{Calendar, TimeAxis};
use super::{Chart, alt};
use crate::prose::numbers::{likelihood, share};
use crate::prose::{clean, percent};
use crate::results::{BeliefTold, Replay, RoundTold};
use crate::scenario::{Actor, ActorType, Scenario, Stance, Track, moments};

/// Names of effects at most; the others are counted.
const HAPPENINGS: usize = 12;
/// Height of a panel of beliefs.
const BELIEFS: f64 = 84.0;

/// A play in the making of its chart.
struct Timeline<'a> {
    scenario: &'a Scenario,
    play: &'a Replay,
    axis: TimeAxis,
    left: f64,
    right: f64,
    /// Room for names at the left.
    names: f64,
}

/// Draws the chart; `None` where nothing was played.
pub(super) fn draw(scenario: &Scenario, play: &Replay, style: &Style) -> Option<Chart> {
    let last = play.rounds.len();
    if last == 0 {
        return None;
    }
    let ending = scenario.outcomes.iter().find(|outcome| outcome.id == play.outcome)?;
    let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
    let ending = format!("{} after {last} {unit}{}", clean(&ending.label), if last == 1 { "" } else { "s" });
    let mut subtitle = format!(
        "Play {} of seed {}: tracks as each {unit} began, moves, and what came of them",
        play.play, play.seed
    );
    for (actor, kind) in drawn_types(scenario, play) {
        subtitle += &format!("; {} is of the type {}", actor.label, kind.label);
    }
    let mut sheet = Sheet::titled(style, &scenario.title, &format!("One play: {ending}"), &subtitle);
    let names = if sheet.is_narrow() { 0.36 * sheet.room() } else { 190.0 };
    let (left, right) = (sheet.left() + names + 10.0, sheet.right());
    let mut labels = moments(scenario.calendar.as_ref(), last as u32);
    labels.push("end".to_owned());
    let axis = TimeAxis::rounds(Calendar { moments: &labels, unit }, last + 1, left, right);
    let timeline = Timeline { scenario, play, axis, left, right, names };
    let top = sheet.y;
    timeline.tracks(&mut sheet);
    for actor in 0..scenario.actors.len() {
        timeline.moves(&mut sheet, actor);
    }
    timeline.happenings(&mut sheet);
    for belief in &play.beliefs {
        timeline.beliefs(&mut sheet, belief);
    }
    sheet.y -= 8.0;
    timeline.zones(&mut sheet, top);
    let how = format!("play {} of seed {}", play.play, play.seed);
    let caption = provenance(&scenario.name, &scenario.hash, &how, &play.version);
    let alt = timeline.alt(&ending);
    Some(sheet.finish_with(&caption, alt))
}

/// The actors that have types, with the type that each is of.
fn drawn_types<'a>(scenario: &'a Scenario, play: &Replay) -> Vec<(&'a Actor, &'a ActorType)> {
    let actors = scenario.actors.iter().zip(&play.types).filter(|(actor, _)| actor.has_types());
    actors.filter_map(|(actor, id)| Some((actor, actor.types.iter().find(|kind| kind.id == *id)?))).collect()
}

impl Timeline<'_> {
    /// Both edges of a round's column; that of the end is one more.
    fn column(&self, round: usize) -> (f64, f64) {
        (self.axis.at(round as f64 - 0.5), self.axis.at(round as f64 + 0.5))
    }

    /// Pale lines at the moments that the axis names, and a strong one where the play ended.
    fn ground(&self, sheet: &mut Sheet, top: f64, bottom: f64) {
        let ink = sheet.style.ink;
        for tick in self.axis.ticks(sheet) {
            let x = self.axis.at(tick as f64);
            sheet.line("grid", vec![(x, top), (x, bottom)], 1.0, ink.grid);
        }
        let end = self.column(self.play.rounds.len()).1;
        sheet.line("ended", vec![(end, top), (end, bottom)], 1.2, ink.soft);
    }

    fn heading(&self, sheet: &mut Sheet, words: &str) {
        let (style, at) = (sheet.style, (sheet.left(), sheet.y + 8.0));
        let words = fit(words, style.heading, sheet.room());
        sheet.text("heading", at, Anchor::Start, &words, style.heading, style.ink.strong);
        sheet.y += 20.0;
    }

    /// Rows of a heading's section between here and the axis below.
    fn axis(&self, sheet: &mut Sheet, titled: bool) {
        let bottom = sheet.y;
        sheet.y += self.axis.draw(sheet, bottom, titled) + 10.0;
    }

    /// A line in steps, one level for each column from the first.
    fn stairs(&self, heights: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
        let columns = heights.enumerate();
        columns.flat_map(|(n, y)| [(self.column(n + 1).0, y), (self.column(n + 1).1, y)]).collect()
    }

    /// The level of a track as each round began, and at the end.
    fn levels(&self, track: usize) -> Vec<i32> {
        let after = self.play.rounds.iter().map(|round| round.levels[track]);
        std::iter::once(self.play.start[track]).chain(after).collect()
    }

    fn tracks(&self, sheet: &mut Sheet) {
        if self.scenario.tracks.is_empty() {
            return;
        }
        self.heading(sheet, "Tracks");
        for (index, track) in self.scenario.tracks.iter().enumerate() {
            self.track(sheet, track, &self.levels(index));
        }
        self.axis(sheet, false);
    }

    /// One track: steps, with the level written where it changes.
    fn track(&self, sheet: &mut Sheet, track: &Track, levels: &[i32]) {
        let (ink, small, caption) = (sheet.style.ink, sheet.style.small, sheet.style.caption);
        let name = wrap(&track.label, small, self.names, 2);
        let height = (name.len() as f64 * LEADING * small.size + 10.0).max(40.0);
        let (top, bottom) = (sheet.y, sheet.y + height);
        self.ground(sheet, top, bottom);
        let y = Scale::new((f64::from(track.low), bottom - 4.0), (f64::from(track.high), top + 14.0));
        let at = |level: i32| y.at(f64::from(level));
        let floor = vec![(self.left, bottom), (self.right, bottom)];
        sheet.line("floor", floor, 1.0, ink.grid);
        sheet.lines(
            "label",
            (sheet.left() + self.names, (top + bottom) / 2.0),
            Anchor::End,
            &name,
            small,
            ink.strong,
        );
        let points = self.stairs(levels.iter().map(|&level| at(level)));
        sheet.line(format!("track/{}", track.id), points, 2.0, ink.track());
        // A level is written where it begins, if it lasts long enough to be read.
        let mut from = 0;
        for n in 1..=levels.len() {
            if n < levels.len() && levels[n] == levels[from] {
                continue;
            }
            let words = levels[from].to_string().replace('-', "−");
            let (start, end) = (self.column(from + 1).0, self.column(n).1);
            if width(&words, caption) + 5.0 <= end - start {
                let place = (start + 3.0, at(levels[from]) - 7.0);
                sheet.text("level", place, Anchor::Start, &words, caption, ink.soft);
            }
            from = n;
        }
        sheet.y = bottom;
    }

    /// A named row of its own, from here on; gives its middle.
    fn lane(&self, sheet: &mut Sheet, name: &str) -> f64 {
        let (ink, small) = (sheet.style.ink, sheet.style.small);
        let lines = wrap(name, small, self.names, 2);
        let height = lines.len() as f64 * LEADING * small.size + 2.0;
        let middle = sheet.y + height / 2.0;
        self.ground(sheet, sheet.y, sheet.y + height);
        sheet.lines("label", (sheet.left() + self.names, middle), Anchor::End, &lines, small, ink.strong);
        sheet.y += height;
        middle
    }

    /// The moves that an actor made, each in a lane of its own.
    fn moves(&self, sheet: &mut Sheet, actor: usize) {
        let named = &self.scenario.actors[actor];
        self.heading(sheet, &named.label);
        for (index, one) in named.moves.iter().enumerate() {
            let made = self.play.rounds.iter().filter(|round| round.picks[actor].index == index);
            let made: Vec<usize> = made.map(|round| round.round as usize).collect();
            if made.is_empty() {
                continue;
            }
            let colour = self.colour(sheet, actor, index);
            let middle = self.lane(sheet, &one.label);
            for round in made {
                let (from, to) = self.column(round);
                let gap = ((to - from) * 0.1).min(1.5);
                let name = format!("move/{}/{}/{round}", named.id, one.id);
                sheet.rect(name, (from + gap, middle - 5.0), (to - gap, middle + 5.0), colour);
            }
        }
        self.axis(sheet, false);
    }

    /// Colour of a move: that of its stance, as in the charts of a run.
    fn colour(&self, sheet: &Sheet, actor: usize, index: usize) -> Colour {
        let named = &self.scenario.actors[actor];
        let stance = |index: usize| {
            named
                .types
                .iter()
                .find_map(|kind| kind.moves[index].as_ref())
                .map_or(Stance::Hold, |one| one.stance)
        };
        let same: Vec<usize> =
            (0..named.moves.len()).filter(|&other| stance(other) == stance(index)).collect();
        let n = same.iter().position(|&other| other == index).unwrap_or(0);
        sheet.style.ink.of_stance(stance(index).id(), n, same.len())
    }

    /// What has a name and came up, in the order in which it first did, each in a lane of its own.
    fn happenings(&self, sheet: &mut Sheet) {
        let mut lanes: Vec<(&str, Vec<usize>)> = Vec::new();
        for round in &self.play.rounds {
            for happening in round.happenings.iter().filter(|one| one.came_up() && !one.name.is_empty()) {
                let at = lanes.iter().position(|(name, _)| *name == happening.name).unwrap_or_else(|| {
                    lanes.push((&happening.name, Vec::new()));
                    lanes.len() - 1
                });
                lanes[at].1.push(round.round as usize);
            }
        }
        if lanes.is_empty() {
            return;
        }
        self.heading(sheet, "What came of it");
        for (name, rounds) in lanes.iter().take(HAPPENINGS) {
            let middle = self.lane(sheet, name);
            for &round in rounds {
                let dot = Shape::Dot {
                    x: self.axis.at(round as f64),
                    y: middle,
                    r: 3.4,
                    fill: sheet.style.ink.strong,
                };
                sheet.add(format!("happened/{name}/{round}"), dot);
            }
        }
        let more = lanes.len().saturating_sub(HAPPENINGS);
        if more > 0 {
            self.lane(sheet, &format!("and {more} more"));
        }
        self.axis(sheet, true);
    }

    /// A line for each type of an actor.
    fn beliefs(&self, sheet: &mut Sheet, belief: &BeliefTold) {
        let (ink, small) = (sheet.style.ink, sheet.style.small);
        let actor = &self.scenario.actors[belief.actor];
        self.heading(sheet, &format!("What an observer believes about {}", actor.label));
        let (top, bottom) = (sheet.y + 6.0, sheet.y + 6.0 + BELIEFS);
        self.ground(sheet, top, bottom);
        let y = Scale::new((0.0, bottom), (1.0, top));
        for half in [0.0, 0.5, 1.0] {
            let at = y.at(half);
            sheet.line(
                format!("percent/{}", actor.id),
                vec![(self.left, at), (self.right, at)],
                1.0,
                ink.grid,
            );
            let words = format!("{}\u{a0}%", 100.0 * half);
            sheet.text("tick", (self.left - 7.0, at), Anchor::End, &words, small, ink.soft);
        }
        let mut legend = Vec::new();
        for (n, id) in belief.types.iter().enumerate() {
            let points = self.stairs(belief.by_round.iter().map(|all| y.at(all[n])));
            let (colour, dash) = (ink.outcome(n), ink.dash(n));
            sheet.curve(format!("belief/{}/{id}", actor.id), points, 2.2, dash, colour);
            let label =
                actor.types.iter().find(|kind| kind.id == *id).map_or(id.as_str(), |kind| &kind.label);
            let is_it = if self.play.types[belief.actor] == *id { ", which it is" } else { "" };
            let [first, last] =
                [belief.by_round.first(), belief.by_round.last()].map(|all| all.map_or(0.0, |all| all[n]));
            legend.push(Entry {
                name: format!("{}/{id}", actor.id),
                colour,
                dash: Some(dash),
                words: format!("{label}{is_it}"),
                number: format!("{} at first, {} in the end", percent(first), share(last)),
            });
        }
        sheet.y = bottom;
        self.axis(sheet, false);
        sheet.legend(&legend);
        sheet.y += 14.0;
    }

    /// Each column tells its round to whoever points at it.
    fn zones(&self, sheet: &mut Sheet, top: f64) {
        let bottom = sheet.y;
        for round in &self.play.rounds {
            let (from, to) = self.column(round.round as usize);
            sheet.zone(format!("zone/{}", round.round), (from, top), (to, bottom), &self.said(round));
        }
    }

    fn said(&self, round: &RoundTold) -> Vec<String> {
        let mut says = vec![self.axis.label(round.round as usize).to_owned()];
        says.extend(self.scenario.actors.iter().zip(&round.picks).map(|(actor, pick)| {
            format!("{}: {} ({})", actor.label, actor.moves[pick.index].label, likelihood(pick.probability))
        }));
        for happening in round.happenings.iter().filter(|one| one.came_up()) {
            let changes = happening.changes.iter().map(|change| {
                let track = &self.scenario.tracks[change.track].label;
                format!("{track} {}, was {}", change.to, change.from)
            });
            let parts: Vec<String> = std::iter::once(happening.name.clone())
                .filter(|name| !name.is_empty())
                .chain(changes)
                .collect();
            says.extend((!parts.is_empty()).then(|| format!("→ {}", parts.join("; "))));
        }
        says
    }

    /// The play in words.
    fn alt(&self, ending: &str) -> String {
        let mut says = vec![format!("One play: {ending}")];
        for (track, named) in self.scenario.tracks.iter().enumerate() {
            let levels = self.levels(track);
            says.push(format!("{} from {} to {}", named.label, levels[0], levels[levels.len() - 1]));
        }
        for (index, actor) in self.scenario.actors.iter().enumerate() {
            let times =
                |at: usize| self.play.rounds.iter().filter(|round| round.picks[index].index == at).count();
            let moves = actor.moves.iter().enumerate().filter(|(at, _)| times(*at) > 0);
            let moves: Vec<String> = moves.map(|(at, one)| format!("{} {}", one.label, times(at))).collect();
            says.push(format!("{}, number of times: {}", actor.label, moves.join(", ")));
        }
        for belief in &self.play.beliefs {
            let actor = &self.scenario.actors[belief.actor];
            let ends = belief.by_round.last().map_or(&[][..], Vec::as_slice);
            let types = actor
                .types
                .iter()
                .zip(ends)
                .map(|(kind, end)| format!("{} {}", alt::name(&kind.label, &kind.id), share(*end)));
            let types: Vec<String> = types.collect();
            says.push(format!(
                "What an observer believes about {} in the end: {}",
                actor.label,
                types.join(", ")
            ));
        }
        clean(&format!("{}.", says.join(". ")))
    }
}
