//! `standoff replay`: one play of a run, told round by round.

use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::look::Look;
use super::screen::{CHANGE, DIM, HEADING, Screen};
use super::writable::can_write_file;
use clap::Args;
use standoff::chart::{Format, Kind, Subject, draw_in};
use standoff::prose::numbers::{likelihood, number};
use standoff::prose::{Words, change_by, percent};
use standoff::results::{Change, Happening, Replay as Told, RoundTold};
use standoff::results::{replace_file, to_json};
use standoff::run::{Stage, replay};
use standoff::scenario::{Actor, ActorType, Scenario};
use std::io;
use std::path::{Path, PathBuf};

/// Tell one play of a run round by round
///
/// The play is the same as in `standoff run` with the same seed, settings and strategies.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff replay korea-2018/as-told --play 17
  standoff replay korea-2018/as-told --play 17 --chart play-17.svg")]
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
    /// Draw the play into this file, whose name ends in .svg, .png or .pdf: tracks, moves, what came of them, and what an
    /// observer who sees all but the types comes to believe about them (Bayes' rule)
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
}

impl Replay {
    pub(super) fn run(self) -> Result<(), CliError> {
        let format = self.chart.as_deref().map(|path| format(path, self.look.dpi)).transpose()?;
        if let Some(path) = &self.chart {
            can_write_file(path)?;
        }
        let stage = Stage::set(&self.lay.over(&self.name))?;
        warn(&mut Screen::stderr(), &stage.warnings)?;
        let told = replay(&stage, self.seed, self.play)?;
        if let (Some(path), Some(format)) = (&self.chart, format) {
            let subject = Subject::Play(&stage.scenario, &told);
            let chart = draw_in(subject, Kind::Timeline, &self.look.asked().style());
            let chart =
                chart.ok_or_else(|| CliError::Usage("there is nothing to draw in this play".to_owned()))?;
            replace_file(path, &chart.file(format))?;
        }
        let mut screen = Screen::stdout();
        if self.json {
            screen.json(&to_json(&told))?;
        } else {
            Teller { stage: &stage, scenario: &stage.scenario, told: &told, screen: &mut screen }.tell()?;
        }
        Ok(screen.flush()?)
    }
}

/// The format that a file's name asks for.
fn format(path: &Path, dpi: u32) -> Result<Format, CliError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(Format::Svg),
        Some("png") => Ok(Format::Png { dpi }),
        Some("pdf") => Ok(Format::Pdf),
        _ => Err(CliError::Usage(format!(
            "{}: a chart is a file whose name ends in .svg, .png or .pdf",
            path.display()
        ))),
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
                &format!(
                    "{}: {} ({})",
                    actor.label,
                    actor.moves[pick.index].label,
                    likelihood(pick.probability)
                ),
            )?;
        }
        for happening in round.happenings.iter().filter(|happening| happening.came_up()) {
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
        let changes: Vec<String> = happening.changes.iter().map(|change| self.change(change)).collect();
        let is_spent = changes.is_empty() && !(effect.set.is_empty() && effect.shift.is_empty());
        let changes = if is_spent { "nothing left to change".to_owned() } else { changes.join("; ") };
        let name = self.name_and_chance(happening);
        let told = match (name.is_empty(), changes.is_empty()) {
            (true, _) if is_spent => String::new(),
            (true, _) => changes,
            (false, true) => name,
            (false, false) => format!("{name}: {changes}"),
        };
        match effect.outcome.map(|outcome| &self.scenario.outcomes[outcome].label) {
            Some(label) if told.is_empty() => Some(format!("The play ends: {label}")),
            Some(label) => Some(format!("{told}, and the play ends: {label}")),
            None => Some(told).filter(|told| !told.is_empty()),
        }
    }

    fn name_and_chance(&self, happening: &Happening) -> String {
        let mut name = happening.name.clone();
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
        let shift = effect
            .shift
            .iter()
            .map(|&(track, by)| format!("{} {}", self.scenario.tracks[track].label, change_by(by)));
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
            // Of a game that is played once this is no news.
            _ if last == scenario.rounds && last == 1 => String::new(),
            _ if index == scenario.otherwise && last == scenario.rounds => {
                "the rounds have run out".to_owned()
            }
            Some(when) => Words::of(scenario).standing(when),
            None => String::new(),
        };
        let why = if why.is_empty() { why } else { format!(" ({why})") };
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
