//! `standoff show`: a briefing on a scenario, in one or two screens.

mod actors;
mod marks;
mod rules;
mod sources;

use super::check::{many, warn};
use super::error::CliError;
use super::screen::{DIM, HEADING, Screen};
use clap::Args;
use marks::Marks;
use standoff::game::Game;
use standoff::prose::Words;
use standoff::prose::numbers::count;
use standoff::run::compile;
use standoff::scenario::{Request, Scenario, Track, moments};
use std::io;

/// Brief on a scenario: actors, tracks, moves, rules, outcomes, and where the numbers come from
#[derive(Args)]
pub(super) struct Show {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// List every rule with its conditions
    #[arg(long)]
    rules: bool,
    /// List the claims of the sources and what they support
    #[arg(long)]
    sources: bool,
}

impl Show {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (loaded, game) = compile(&Request::new(&self.name))?;
        warn(&mut Screen::stderr(), &loaded.warnings)?;
        let scenario = &loaded.scenario;
        let mut screen = Screen::stdout();
        screen.styled(HEADING, &scenario.title)?;
        if self.rules || self.sources {
            if self.rules {
                rules::in_full(&mut screen, scenario)?;
            }
            if self.sources {
                sources::list(&mut screen, scenario)?;
            }
        } else {
            briefing(&mut screen, scenario, &game)?;
        }
        Ok(screen.flush()?)
    }
}

fn briefing(screen: &mut Screen, scenario: &Scenario, game: &Game) -> io::Result<()> {
    let marks = Marks::of(scenario);
    screen.styled(DIM, &time(scenario))?;
    if !scenario.summary.is_empty() {
        screen.gap()?;
        screen.paragraph("", "", &scenario.summary)?;
    }
    for index in 0..scenario.actors.len() {
        screen.gap()?;
        actors::actor(screen, scenario, &marks, index)?;
    }
    if !scenario.tracks.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Tracks")?;
        for track in &scenario.tracks {
            screen.paragraph("  ", "      ", &told(track, &marks))?;
        }
    }
    if !scenario.rules.is_empty() {
        screen.gap()?;
        rules::in_brief(screen, scenario, &marks)?;
    }
    screen.gap()?;
    outcomes(screen, scenario)?;
    screen.gap()?;
    size(screen, scenario, game, &marks)
}

fn time(scenario: &Scenario) -> String {
    let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
    let dates = moments(scenario.calendar.as_ref(), scenario.rounds);
    let dates = match (&scenario.calendar, dates.get(1), dates.last()) {
        (Some(_), Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let foresight = match scenario.foresight {
        0 => String::new(),
        further => format!("; actors plan for {further} more"),
    };
    format!("{}: {}{dates}{foresight}", scenario.name, many(scenario.rounds as usize, unit))
}

/// `Talks, 0 to 5, starts at 1: 0 broken off, 1 letters, …`.
fn told(track: &Track, marks: &Marks) -> String {
    let mark = marks.at(&format!("track.{}.start", track.id));
    let named = track.levels.iter().enumerate().filter(|(_, name)| !name.is_empty());
    let named: Vec<String> = named.map(|(at, name)| format!("{} {name}", track.low + at as i32)).collect();
    let names = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    format!("{}, {} to {}, starts at {}{mark}{names}", track.label, track.low, track.high, track.start)
}

fn outcomes(screen: &mut Screen, scenario: &Scenario) -> io::Result<()> {
    screen.styled(HEADING, "Outcomes")?;
    for (index, outcome) in scenario.outcomes.iter().enumerate() {
        let how = match &outcome.when {
            Some(when) => format!("when {}", Words::of(scenario).condition(when)),
            None if index == scenario.otherwise => "otherwise".to_owned(),
            None => "by a rule".to_owned(),
        };
        screen.paragraph("  ", "      ", &format!("{}: {how}", outcome.label))?;
    }
    Ok(())
}

fn size(screen: &mut Screen, scenario: &Scenario, game: &Game, marks: &Marks) -> io::Result<()> {
    screen.styled(HEADING, "Size and sources")?;
    let text = format!(
        "{}, {} of moves, {} of types, {}. {} of {}. {}, of which {} are assumptions that no claim supports (marked *).",
        many(game.space.states(), "state"),
        many(game.profiles(), "profile"),
        many(game.type_profiles().len(), "profile"),
        many(scenario.rules.len(), "rule"),
        many(scenario.claims.len(), "claim"),
        many(scenario.sources.len(), "source"),
        many(marks.numbers(), "number"),
        count(marks.assumptions() as u64),
    );
    screen.paragraph("  ", "  ", &text)?;
    let name = &scenario.name;
    screen.styled(DIM, &format!("  More: standoff show {name} --rules, standoff show {name} --sources"))
}
