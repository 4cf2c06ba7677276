//! From the answers of the theory of one game to the figures that are written.

use super::Solution;
use crate::game::TypeIndex;
use crate::results::stage_game::{CorrelatedFigures, CorrelatedPoint, NashFigures, NashPoint};
use crate::results::two_by_two::{
    Arithmetic, DeterrenceFigures, FoldFigures, LogitPoint, PitchforkFigures, RepeatedFigures, RiskFigures,
    SecurityFigures, TwoByTwoFigures,
};
use crate::solve::stage::StageError;
use crate::solve::stage::correlated::{CorrelatedEquilibrium, CorrelatedExtremes};
use crate::solve::stage::critical_risk::CriticalRisk;
use crate::solve::stage::extreme_equilibria::{ExtremeEquilibria, to_f64};
use crate::solve::stage::repeated::{grim_reversion, least_discount};
use crate::solve::stage::security::Security;
use crate::solve::{Reduction, TwoByTwo, two_by_two};

/// Fractions are told where the payoffs are as written.
pub(super) fn nash(found: &ExtremeEquilibria, written: bool) -> NashFigures {
    let point = |number: usize| NashPoint {
        mixes: found.mixes_f64(number).to_vec(),
        exact: written.then(|| {
            found.mixes(number).map(|mix| mix.iter().map(ToString::to_string).collect::<Vec<_>>()).to_vec()
        }),
        payoffs: found.equilibria[number].values.each_ref().map(to_f64).to_vec(),
    };
    NashFigures {
        extreme: (0..found.equilibria.len()).map(point).collect(),
        components: found.components.iter().map(|component| component.equilibria.clone()).collect(),
    }
}

pub(super) fn correlated(found: &CorrelatedExtremes) -> CorrelatedFigures {
    let point = |found: &CorrelatedEquilibrium| CorrelatedPoint {
        distribution: found.distribution.clone(),
        payoffs: found.payoffs.clone(),
        arithmetic: Arithmetic::of(found.exact),
    };
    CorrelatedFigures {
        best_total: point(&found.best_total),
        worst_total: point(&found.worst_total),
        best_for: found.best_for.iter().map(point).collect(),
        worst_for: found.worst_for.iter().map(point).collect(),
    }
}

/// A fraction is told where the payoffs are as written.
pub(super) fn security(found: &Security, written: bool) -> SecurityFigures {
    SecurityFigures {
        pure_level: found.pure_level,
        level: found.level,
        mix: found.mix.clone(),
        arithmetic: Arithmetic::of(found.exact.is_some()),
        exact: found.exact.as_ref().filter(|_| written).map(ToString::to_string),
    }
}

/// The answers of algorithms that may decline, one by one, and why some did.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) declined: Vec<String>,
}

impl Asked {
    /// The answer, if there is one; what is asked for is named where there is none.
    pub(super) fn keep<T>(&mut self, what: &str, answer: Result<T, StageError>) -> Option<T> {
        answer.map_err(|error| self.declined.push(format!("{what}: {error}"))).ok()
    }
}

fn risk(found: CriticalRisk) -> RiskFigures {
    let kind = match found {
        CriticalRisk::HoldBelow(_) => "hold-below",
        CriticalRisk::HoldAbove(_) => "hold-above",
        CriticalRisk::AlwaysHold => "always-hold",
        CriticalRisk::AlwaysConcede => "always-concede",
        CriticalRisk::Indifferent => "indifferent",
    };
    RiskFigures { kind: kind.to_owned(), probability: found.probability() }
}

impl Solution {
    /// The figures of a reduced stage game between two types.
    pub(super) fn two_by_two(
        &self,
        reduction: &Reduction,
        types: [TypeIndex; 2],
        written: bool,
    ) -> Result<TwoByTwoFigures, StageError> {
        let game = &reduction.game;
        let rationality = types.map(|kind| self.game.types[kind].rationality);
        let TwoByTwo {
            class,
            pure,
            nash: equilibria,
            branches,
            folds,
            pitchforks,
            correlated: mediated,
            security: [first, second],
            risks,
        } = two_by_two(game, rationality, reduction.tolerances)?;
        let mut asked = Asked::default();
        let merged = |actor: usize| {
            reduction.weights[actor].each_ref().map(|own| {
                own.iter().map(|&(action, weight)| (self.move_label(actor, action), weight)).collect()
            })
        };
        let payoffs = [0, 1].map(|i| [0, 1].map(|j| [game.row_payoff(i, j), game.column_payoff(i, j)]));
        let conceding = |mixes: &[[f64; 2]; 2]| mixes.map(|mix| mix[0]);
        let equilibria = asked.keep("Nash equilibria", equilibria);
        let branches = asked.keep("logit equilibria", branches).unwrap_or_default();
        let folds = asked.keep("where logit equilibria appear or vanish", folds).unwrap_or_default();
        let pitchforks = asked.keep("where the symmetric branch splits", pitchforks).unwrap_or_default();
        let mediated = asked.keep("correlated equilibria", mediated);
        let secured = [(first, 0), (second, 1)].map(|(level, side)| {
            let what = format!("security level of {}", self.type_label(types[side]));
            asked.keep(&what, level).map(|found| security(&found, written))
        });
        let repeated = match self.is_repeated() {
            true => asked.keep("repeated for ever", self.repeated(reduction, types)),
            false => None,
        };
        Ok(TwoByTwoFigures {
            payoffs,
            merged: [merged(0), merged(1)],
            name: class.name.clone(),
            preferences: class
                .preferences
                .each_ref()
                .map(crate::solve::stage::ordinal::Preferences::order_text),
            pure: pure.iter().map(|found| [found.moves[0], found.moves[1]]).collect(),
            nash: equilibria.map(|found| nash(&found, written)),
            rationality,
            logit: branches
                .iter()
                .map(|branch| LogitPoint {
                    concede: conceding(&branch.mixes),
                    principal: branch.principal,
                    stable: branch.stable,
                    residual: branch.residual,
                })
                .collect(),
            folds: folds
                .iter()
                .map(|fold| FoldFigures {
                    scale: fold.scale,
                    appear: fold.appear,
                    concede: conceding(&fold.mixes),
                })
                .collect(),
            pitchforks: pitchforks
                .iter()
                .map(|fork| PitchforkFigures { rationality: fork.rationality, concede: fork.mix[0] })
                .collect(),
            correlated: mediated.as_ref().map(correlated),
            security: secured,
            critical_risk: risks.map(risk),
            repeated,
            declined: asked.declined,
        })
    }

    /// Whether every round is the same game: no tracks, nothing that ends a play early, no condition on the round.
    fn is_repeated(&self) -> bool {
        let ends = |effect: &crate::game::Effect| effect.outcome.is_some();
        self.game.space.tracks() == 0
            && self.game.epochs.count() == 1
            && self.game.outcomes.iter().all(Option::is_none)
            && !self.game.effects.iter().any(ends)
    }

    fn repeated(&self, reduction: &Reduction, types: [TypeIndex; 2]) -> Result<RepeatedFigures, StageError> {
        let found = least_discount(&reduction.game, [0, 0])?;
        let grim = grim_reversion(&reduction.game, [0, 0], [1, 1])?;
        let number = |fraction: &Option<num_rational::BigRational>| fraction.as_ref().map(to_f64);
        Ok(RepeatedFigures {
            discount: number(&found.discount),
            exact: found.discount.as_ref().map(ToString::to_string),
            players: [0, 1].map(|player| {
                let own = &found.players[player];
                DeterrenceFigures {
                    discount: number(&own.discount),
                    one_round: number(&own.one_round),
                    reward: to_f64(&own.reward),
                    temptation: to_f64(&own.temptation),
                    punishment: to_f64(&own.value),
                    equilibrium: own.punishment,
                    own_discount: self.game.types[types[player]].discount,
                }
            }),
            grim_is_subgame_perfect: grim.is_subgame_perfect(),
            grim_gains: grim.gains.each_ref().map(to_f64),
            grim_if_believed: grim.if_believed.each_ref().map(number),
        })
    }
}
