//! Conditions, chances, effects and strategies in plain words.

use super::written::{change_by, listed, percent, percentage, plain};
use crate::scenario::{
    ActorIndex, Amount, Atom, Condition, Effect, MoveIndex, Scenario, StrategyChoice, StrategyRule,
    TrackIndex,
};
use crate::strategy::catalogue;

/// Puts the parts of one scenario into words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    scenario: &'a Scenario,
}

impl<'a> Words<'a> {
    /// Words for the parts of this scenario.
    #[must_use]
    pub fn of(scenario: &'a Scenario) -> Words<'a> {
        Words { scenario }
    }

    /// `Talks at least 1 and North Korea plays Missile test`; empty for a condition that always holds.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut tracks: Vec<TrackIndex> = Vec::new();
        for atom in &condition.0 {
            match atom {
                // All that is said of one track is one statement.
                Atom::Track { track, .. } if tracks.contains(track) => {}
                Atom::Track { track, .. } => {
                    tracks.push(*track);
                    parts.push(self.levels(condition, *track));
                }
                Atom::Round { comparison, round } => {
                    parts.push(format!("round {} {round}", comparison.sign()));
                }
                Atom::Plays { actor, moves, avoids } => {
                    let says = if *avoids { "does not play" } else { "plays" };
                    parts.push(format!("{} {says} {}", self.actor(*actor), self.moves(*actor, moves)));
                }
                Atom::Takes { actor, stance } => {
                    parts.push(format!("{} {}s", self.actor(*actor), stance.id()));
                }
            }
        }
        listed(&parts)
    }

    /// The same without the moves of the round, where they are told beside it.
    #[must_use]
    pub fn standing(&self, condition: &Condition) -> String {
        let stands = |atom: &&Atom| matches!(atom, Atom::Track { .. } | Atom::Round { .. });
        self.condition(&Condition(condition.0.iter().filter(stands).cloned().collect()))
    }

    /// What a condition leaves of a track: `Talks at least 1`, `Steps 1 to 2`.
    fn levels(&self, condition: &Condition, index: TrackIndex) -> String {
        let track = &self.scenario.tracks[index];
        let holds = |level: i32| {
            condition.0.iter().all(|atom| match atom {
                Atom::Track { track, comparison, level: bound } if *track == index => {
                    comparison.holds(level, *bound)
                }
                _ => true,
            })
        };
        let allowed: Vec<i32> = (track.low..=track.high).filter(|&level| holds(level)).collect();
        let label = &track.label;
        let (Some(&low), Some(&high)) = (allowed.first(), allowed.last()) else {
            return format!("{label} at no level at all");
        };
        let missing = (track.low..=track.high).find(|level| !allowed.contains(level));
        if let (Some(missing), true) =
            (missing, allowed.len() + 1 == track.size() && low == track.low && high == track.high)
        {
            return format!("{label} other than {missing}");
        }
        if allowed.len() as i64 != i64::from(high) - i64::from(low) + 1 {
            let listed: Vec<String> = allowed.iter().map(i32::to_string).collect();
            return format!("{label} at {}", listed.join(" or "));
        }
        match (low == track.low, high == track.high) {
            (true, true) => format!("{label} at any level"),
            _ if low == high => format!("{label} at {low}"),
            (false, true) => format!("{label} at least {low}"),
            (true, false) => format!("{label} at most {high}"),
            (false, false) => format!("{label} {low} to {high}"),
        }
    }

    /// A chance: `30 %`, `2, 5, 10 % by Talks`.
    #[must_use]
    pub fn chance(&self, chance: &Amount) -> String {
        match chance {
            Amount::Constant(value) => percent(*value),
            _ => self.spelled(chance, percentage, "\u{a0}%"),
        }
    }

    /// A payoff number: `−2.5`, `0, −1, −3 by Tension`, `−1 + 0.5 × Talks`.
    #[must_use]
    pub fn amount(&self, amount: &Amount) -> String {
        self.spelled(amount, plain, "")
    }

    fn spelled(&self, amount: &Amount, write: impl Fn(f64) -> String, unit: &str) -> String {
        let label = |track: TrackIndex| self.scenario.tracks[track].label.as_str();
        match amount {
            Amount::Constant(value) => format!("{}{unit}", write(*value)),
            Amount::ByLevel { track, values } => {
                let values: Vec<String> = values.iter().map(|&value| write(value)).collect();
                format!("{}{unit} by {}", values.join(", "), label(*track))
            }
            Amount::Linear { base, per } => {
                let mut text = if *base == 0.0 { String::new() } else { format!("{}{unit}", write(*base)) };
                for &(coefficient, first, second) in per {
                    let sign = match (text.is_empty(), coefficient < 0.0) {
                        (true, true) => "−",
                        (true, false) => "",
                        (false, true) => " − ",
                        (false, false) => " + ",
                    };
                    let product = second.map(|second| format!(" × {}", label(second))).unwrap_or_default();
                    text += &format!("{sign}{}{unit} × {}{product}", write(coefficient.abs()), label(first));
                }
                text
            }
        }
    }

    /// An effect without its condition: `30 %: Talks +1; otherwise Tension +1`.
    #[must_use]
    pub fn effect(&self, effect: &Effect) -> String {
        let chance = match effect.chance {
            Amount::Constant(1.0) => String::new(),
            ref chance => format!("{}: ", self.chance(chance)),
        };
        let otherwise: Vec<String> =
            effect.otherwise.iter().map(|effect| self.whole_effect(effect)).collect();
        let otherwise = if otherwise.is_empty() {
            String::new()
        } else {
            format!("; otherwise {}", otherwise.join(", and "))
        };
        format!("{chance}{}{otherwise}", self.change(effect))
    }

    /// An effect with its condition.
    #[must_use]
    pub fn whole_effect(&self, effect: &Effect) -> String {
        match self.condition(&effect.when) {
            when if when.is_empty() => self.effect(effect),
            when => format!("if {when}: {}", self.effect(effect)),
        }
    }

    /// What an effect changes: `Talks +1, Tension to 2, the play ends: War`.
    #[must_use]
    pub fn change(&self, effect: &Effect) -> String {
        let mut parts = Vec::new();
        for &(track, level) in &effect.set {
            parts.push(format!("{} to {level}", self.scenario.tracks[track].label));
        }
        for &(track, by) in &effect.shift {
            parts.push(format!("{} {}", self.scenario.tracks[track].label, change_by(by)));
        }
        if let Some(outcome) = effect.outcome {
            parts.push(format!("the play ends: {}", self.scenario.outcomes[outcome].label));
        }
        if parts.is_empty() {
            let counts = if effect.otherwise.is_empty() { "counts for payoffs only" } else { "nothing" };
            parts.push(counts.to_owned());
        }
        parts.join(", ")
    }

    /// A strategy with its noise: `tit-for-tat, noise 5 %`.
    #[must_use]
    pub fn strategy(&self, choice: &StrategyChoice) -> String {
        let name = catalogue::entry(&choice.rule).name;
        let detail = match &choice.rule {
            StrategyRule::BestResponse { to } => format!(" to {}", self.strategy(to)),
            StrategyRule::LevelK { level } => format!(" {level}"),
            StrategyRule::Brinkmanship { track, level } | StrategyRule::Salami { track, level } => {
                format!(" up to {} {level}", self.scenario.tracks[*track].label)
            }
            StrategyRule::RunTheClock { last } => format!(" until {last} rounds are left"),
            StrategyRule::Script { lines } => format!(" of {} lines", lines.len()),
            _ => String::new(),
        };
        let noise =
            if choice.noise > 0.0 { format!(", noise {}", percent(choice.noise)) } else { String::new() };
        format!("{name}{detail}{noise}")
    }

    fn actor(&self, actor: ActorIndex) -> &'a str {
        &self.scenario.actors[actor].label
    }

    fn moves(&self, actor: ActorIndex, moves: &[MoveIndex]) -> String {
        let labels: Vec<&str> =
            moves.iter().map(|&index| self.scenario.actors[actor].moves[index].label.as_str()).collect();
        labels.join(" or ")
    }
}

#[cfg(test)]
mod tests;
