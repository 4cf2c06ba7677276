//! `standoff show`: a briefing on a scenario, in one or two screens.

mod actors;
mod rules;
mod sources;
mod tracks;
mod variation;

use super::check::warn;
use super::error::CliError;
use super::screen::{DIM, HEADING, Screen};
use clap::Args;
use standoff::game::Game;
use standoff::prose::numbers::many;
use standoff::report::{Marks, time};
use standoff::scenario::{LoadError, Scenario, ScenarioFile};
use std::io;

/// Brief on a scenario: who wants what, how things move, how it ends, and where the numbers come from
#[derive(Args)]
pub(super) struct Show {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// Tell all: every level of the tracks, and every move and rule with its conditions
    #[arg(long)]
    full: bool,
    /// List the claims of the sources, what they support, and what is assumed
    #[arg(long)]
    sources: bool,
}

impl Show {
    pub(super) fn run(self) -> Result<(), CliError> {
        let file = ScenarioFile::open(&self.name)?;
        let mut loaded = file.check()?;
        let (game, unseen) = Game::glance(&loaded.scenario).map_err(LoadError::from)?;
        loaded.warnings.extend(unseen);
        warn(&mut Screen::stderr(), &loaded.warnings)?;
        let scenario = &loaded.scenario;
        let mut screen = Screen::stdout();
        let screen = &mut screen;
        let page = Page { scenario, game: &game, marks: Marks::of(scenario), full: self.full };
        screen.styled(HEADING, &scenario.title)?;
        if self.sources && !self.full {
            sources::list(screen, &page)?;
            return Ok(screen.flush()?);
        }
        page.opening(screen)?;
        let variation = file.variation();
        if let Some(variation) = &variation {
            variation::print(screen, &page, variation)?;
        }
        if variation.is_none() || self.full {
            page.story(screen)?;
        }
        page.size(screen, &self.name)?;
        if self.sources {
            sources::list(screen, &page)?;
        }
        Ok(screen.flush()?)
    }
}

/// What is told of.
struct Page<'a> {
    scenario: &'a Scenario,
    game: &'a Game,
    marks: Marks,
    /// Whether all is told.
    full: bool,
}

impl Page<'_> {
    fn opening(&self, screen: &mut Screen) -> io::Result<()> {
        screen.styled(DIM, &time(self.scenario))?;
        if !self.scenario.summary.is_empty() {
            screen.gap()?;
            screen.paragraph("", "", &self.scenario.summary)?;
        }
        Ok(())
    }

    /// Who, how it moves, how it ends.
    fn story(&self, screen: &mut Screen) -> io::Result<()> {
        for index in 0..self.scenario.actors.len() {
            screen.gap()?;
            actors::actor(screen, self, index)?;
        }
        if !self.scenario.tracks.is_empty() {
            screen.gap()?;
            tracks::print(screen, self)?;
        }
        if self.full && !self.scenario.rules.is_empty() {
            screen.gap()?;
            rules::in_full(screen, self)?;
        }
        screen.gap()?;
        rules::endings(screen, self)
    }

    fn size(&self, screen: &mut Screen, name: &str) -> io::Result<()> {
        let (scenario, game) = (self.scenario, self.game);
        screen.gap()?;
        screen.styled(HEADING, "Size and sources")?;
        let mut text = format!(
            "{}, {} of moves, {} of types, {}. ",
            many(game.space.states(), "state"),
            many(game.profiles(), "profile"),
            many(game.type_profile_count(), "profile"),
            many(scenario.rules.len(), "rule"),
        );
        if !scenario.claims.is_empty() {
            text += &format!(
                "{} of {}. ",
                many(scenario.claims.len(), "claim"),
                many(scenario.sources.len(), "source")
            );
        }
        let marked = if self.marks.any() { " They are marked *." } else { "" };
        screen.paragraph("  ", "  ", &format!("{text}{}{marked}", self.marks.tally()))?;
        if self.full {
            return Ok(());
        }
        screen.styled(DIM, &format!("  More: standoff show {name} --full, standoff show {name} --sources"))
    }
}
