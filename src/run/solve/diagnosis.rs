//! The diagnosis of a whole scenario, in its words.

use super::{RunError, Solution};
use crate::game::TypeIndex;
use crate::results::diagnosis::{ClassShare, DiagnosisFigures, NoChoice, OutcomeWorth, PairTime, TypeWorth};
use crate::results::summary::FORMAT;
use crate::scenario::moments;
use crate::solve::{ClassTime, Irreducible, PairDiagnosis, SolveError, diagnose, occupancy};

impl Solution {
    /// Which game the scenario is, by the time that plays spend in each, with the strategies that it gives its actors.
    ///
    /// # Errors
    /// Where a strategy learns, so that the time is not known exactly, or can not be worked out.
    pub fn diagnosis(&self) -> Result<DiagnosisFigures, RunError> {
        let Solution { scenario, game, kernel, .. } = self;
        let unsolved = |error| RunError::unsolved(scenario, error);
        let time = occupancy(game, kernel, &self.cast()?).map_err(|error| match error {
            SolveError::Learns { actor, strategy } => RunError::Spot(format!(
                "playing time is not known exactly with an actor that learns: `{}` plays `{strategy}`; give it another \
                 strategy, or look at one round with --round",
                scenario.actors[actor].id
            )),
            other => unsolved(other),
        })?;
        let pairs = diagnose(game, kernel, &self.policy, &self.values, &time).map_err(unsolved)?;
        Ok(DiagnosisFigures {
            format: FORMAT,
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            scenario_hash: scenario.hash.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            round_unit: scenario
                .calendar
                .as_ref()
                .map_or_else(|| "round".into(), |calendar| calendar.unit.clone()),
            moments: moments(scenario.calendar.as_ref(), scenario.rounds),
            types: (0..game.types.len()).map(|kind| self.worth_of(kind)).collect(),
            pairs: pairs.iter().map(|pair| self.pair_time(pair)).collect(),
            warnings: self.contradictions(),
            certificate: self.certificate(),
        })
    }

    fn worth_of(&self, kind: TypeIndex) -> TypeWorth {
        let place = &self.game.types[kind];
        let actor = &self.scenario.actors[place.actor];
        let outcome = |(index, named): (usize, &crate::scenario::Outcome)| OutcomeWorth {
            id: named.id.clone(),
            label: named.label.clone(),
            payoff: self.outcome_payoff(kind, index),
            varies: place.payoff.outcome(index).constant().is_none(),
        };
        TypeWorth {
            actor: actor.id.clone(),
            actor_label: actor.label.clone(),
            id: actor.types[place.index].id.clone(),
            label: actor.types[place.index].label.clone(),
            prior: place.prior,
            value: self.worth[kind],
            standing: place.payoff.of_standing(&self.game.start),
            status_quo: self.status_quo(kind),
            outcomes: self.scenario.outcomes.iter().enumerate().map(outcome).collect(),
        }
    }

    fn pair_time(&self, pair: &PairDiagnosis) -> PairTime {
        let without = pair.without_choice.iter();
        PairTime {
            types: self.type_ids(&pair.types),
            labels: self.type_labels(&pair.types),
            probability: pair.probability,
            expected_rounds: pair.expected_rounds,
            going_by_round: pair.going_by_round.clone(),
            classes: pair.classes.iter().map(class_share).collect(),
            without_choice: without
                .map(|(why, time)| NoChoice {
                    why: self.irreducible(*why),
                    share: time.share,
                    by_round: time.by_round.clone(),
                })
                .collect(),
            unseen: pair.unseen,
        }
    }

    /// Why a stage game does not reduce to conceding or not, for people.
    pub(super) fn irreducible(&self, why: Irreducible) -> String {
        let label = |actor: usize| &self.scenario.actors[actor].label;
        match why {
            Irreducible::Actors => "more actors than two".to_owned(),
            Irreducible::NoConcession(actor) => format!("{} has nothing to concede", label(actor)),
            Irreducible::OnlyConcessions(actor) => format!("{} can only concede", label(actor)),
        }
    }
}

fn class_share(time: &ClassTime) -> ClassShare {
    let stance = |number: usize| if number == 0 { "concede" } else { "hold" }.to_owned();
    ClassShare {
        name: time.class.name.clone(),
        preferences: time
            .class
            .preferences
            .each_ref()
            .map(crate::solve::stage::ordinal::Preferences::order_text),
        pure: time.pure.iter().map(|moves| moves.map(stance)).collect(),
        share: time.time.share,
        by_round: time.time.by_round.clone(),
    }
}
