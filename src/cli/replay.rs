//! `standoff replay`: one play of a run, told round by round.

use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::screen::{CHANGE, DIM, HEADING, Screen};
use clap::Args;
use standoff::prose::numbers::{number, share};
use standoff::prose::{Words, effect_name, percent};
use standoff::results::to_json;
use standoff::run::{Change, Happening, Replay as Told, RoundTold, Stage, replay};
use standoff::scenario::{Actor, ActorType, Scenario};
use std::io;

/// Tell one play of a run round by round
///
/// The play is the same as in `standoff run` with the same seed, settings and strategies.
#[derive(Args)]
pub(super) struct Replay {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// Which play, from 1
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    play: u64,
    /// Seed of the run
    #[arg(long, default_value_t = 2018)]
    seed: u64,
    #[command(flatten)]
    lay: Lay,
    /// Print the play as one JSON document, and nothing else
    #[arg(long)]
    json: bool,
}

impl Replay {
    pub(super) fn run(self) -> Result<(), CliError> {
        let stage = Stage::set(&self.lay.over(&self.name))?;
        warn(&mut Screen::stderr(), &stage.warnings)?;
        let told = replay(&stage, self.seed, self.play)?;
        let mut screen = Screen::stdout();
        if self.json {
            screen.json(&to_json(&told))?;
        } else {
            Teller { stage: &stage, scenario: &stage.scenario, told: &told, screen: &mut screen }.tell()?;
        }
        Ok(screen.flush()?)
    }
}

struct Teller<'a> {
    stage: &'a Stage,
    scenario: &'a Scenario,
    told: &'a Told,
    screen: &'a mut Screen,
}

impl Teller<'_> {
    fn tell(&mut self) -> io::Result<()> {
        let Teller { scenario, told, .. } = *self;
        self.screen.styled(HEADING, &scenario.title)?;
        self.screen.styled(DIM, &format!("Play {} of seed {}", told.play, told.seed))?;
        if scenario.actors.iter().any(Actor::has_types) || !scenario.tracks.is_empty() {
            self.screen.gap()?;
        }
        for (actor, id) in scenario.actors.iter().zip(&told.types) {
            if let Some(kind) = drawn(&actor.types, id) {
                self.screen.line(&format!(
                    "{} is of the type {} (drawn with {}).",
                    actor.label,
                    kind.label,
                    percent(kind.prior)
                ))?;
            }
        }
        let start: Vec<String> =
            (0..scenario.tracks.len()).map(|track| self.level(track, told.start[track])).collect();
        if !start.is_empty() {
            self.screen.paragraph("", "  ", &format!("At the start: {}.", start.join("; ")))?;
        }
        for round in &told.rounds {
            self.round(round)?;
        }
        self.screen.gap()?;
        self.end()
    }

    fn round(&mut self, round: &RoundTold) -> io::Result<()> {
        self.screen.gap()?;
        let numbered = round.moment == round.round.to_string();
        let name = if numbered {
            format!("Round {}", round.round)
        } else {
            format!("{} (round {})", round.moment, round.round)
        };
        self.screen.styled(HEADING, &name)?;
        for (actor, pick) in self.scenario.actors.iter().zip(&round.picks) {
            self.screen.paragraph(
                "  ",
                "      ",
                &format!("{}: {} ({})", actor.label, actor.moves[pick.index].label, share(pick.probability)),
            )?;
        }
        let came_up = |happening: &&Happening| happening.chance.is_none_or(|chance| chance.came_up);
        for happening in round.happenings.iter().filter(came_up) {
            if let Some(text) = self.happening(happening) {
                self.screen.styled_paragraph(CHANGE, "  → ", "      ", &text)?;
            }
        }
        // What could not happen is no news.
        let missed =
            |one: &&Happening| one.chance.is_some_and(|chance| !chance.came_up && chance.probability > 0.0);
        let missed: Vec<String> =
            round.happenings.iter().filter(missed).map(|one| self.name_and_chance(one)).collect();
        if !missed.is_empty() {
            self.screen.styled_paragraph(
                DIM,
                "  ",
                "      ",
                &format!("Did not come up: {}.", missed.join(", ")),
            )?;
        }
        Ok(())
    }

    /// What an effect did; nothing where it has no name and did nothing.
    fn happening(&self, happening: &Happening) -> Option<String> {
        let effect = &self.stage.game.effects[happening.effect];
        let mut what: Vec<String> = happening.changes.iter().map(|change| self.change(change)).collect();
        what.extend(
            effect.outcome.map(|outcome| format!("the play ends: {}", self.scenario.outcomes[outcome].label)),
        );
        let name = self.name_and_chance(happening);
        match (name.is_empty(), what.is_empty()) {
            (true, true) => None,
            (true, false) => Some(what.join(", ")),
            (false, true) if effect.set.is_empty() && effect.shift.is_empty() => Some(name),
            (false, true) => Some(format!("{name}: nothing left to change")),
            (false, false) => Some(format!("{name}: {}", what.join(", "))),
        }
    }

    fn name_and_chance(&self, happening: &Happening) -> String {
        let effect = &self.stage.game.effects[happening.effect];
        let mut name = effect_name(&effect.key, effect.named, &effect.label);
        if let Some(chance) = happening.chance {
            if name.is_empty() {
                // Without a name an effect is told by what it would do.
                name = self.intention(happening);
            }
            name += &format!(" ({})", percent(chance.probability));
        }
        name
    }

    fn intention(&self, happening: &Happening) -> String {
        let effect = &self.stage.game.effects[happening.effect];
        let shift =
            effect.shift.iter().map(|&(track, by)| format!("{} {by:+}", self.scenario.tracks[track].label));
        let set = effect.set.iter().map(|&(track, level)| {
            format!(
                "{} to {}",
                self.scenario.tracks[track].label,
                self.stage.game.space.written(track, level)
            )
        });
        let end = effect.outcome.map(|outcome| self.scenario.outcomes[outcome].label.clone());
        shift.chain(set).chain(end).collect::<Vec<_>>().join(", ")
    }

    fn change(&self, change: &Change) -> String {
        format!("{}, was {}", self.level(change.track, change.to), change.from)
    }

    /// `Talks 1 (letters and cancelled meetings)`.
    fn level(&self, track: usize, level: i32) -> String {
        let track = &self.scenario.tracks[track];
        let name = track.level_name(level);
        let name = if name == level.to_string() { String::new() } else { format!(" ({name})") };
        format!("{} {level}{name}", track.label)
    }

    fn end(&mut self) -> io::Result<()> {
        let Teller { scenario, told, .. } = *self;
        let index = scenario
            .outcomes
            .iter()
            .position(|outcome| outcome.id == told.outcome)
            .unwrap_or(scenario.otherwise);
        let outcome = &scenario.outcomes[index];
        let last = told.rounds.last().map_or(0, |round| round.round);
        let why = match &outcome.when {
            _ if index == scenario.otherwise && last == scenario.rounds => {
                " (the rounds have run out)".to_owned()
            }
            Some(when) => format!(" ({})", Words::of(scenario).condition(when)),
            None => String::new(),
        };
        let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
        let plural = if last == 1 { "" } else { "s" };
        self.screen.styled(HEADING, &format!("After {last} {unit}{plural}: {}{why}", outcome.label))?;
        let payoffs: Vec<String> = scenario
            .actors
            .iter()
            .zip(&told.payoffs)
            .map(|(actor, payoff)| format!("{} {}", actor.label, number(*payoff)))
            .collect();
        self.screen.paragraph("", "  ", &format!("Discounted payoffs: {}.", payoffs.join(", ")))
    }
}

fn drawn<'a>(types: &'a [ActorType], id: &str) -> Option<&'a ActorType> {
    types.iter().find(|kind| !id.is_empty() && kind.id == id)
}
