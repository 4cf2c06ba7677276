//! What a game pays, laid out for the kernel: one *lane* for each type of each actor.
//!
//! Everything here depends on payoffs and discounts and not on transitions, so a change of payoffs alone builds this
//! again and leaves the [`Kernel`] as it is. Lanes are padded to a width `L` that the processor adds at once.

use crate::game::{Amount, Game, Kernel, Level, Pattern, StateIndex};

/// Values of all lanes in one place.
pub(super) type Lanes<const L: usize> = [f64; L];

/// Payoffs of all types of a game.
pub(super) struct Valuation<'a, const L: usize> {
    game: &'a Game,
    /// For each state of the grid, step 4 of a round: `payoff.track` and `payoff.round`.
    standing: Vec<Lanes<L>>,
    /// For each pattern, what its named effects pay where that does not depend on the state.
    fixed: Vec<Lanes<L>>,
    /// For each pattern, whether some of its effects pay by the state.
    varies: Vec<bool>,
    /// For each set of choices, what each profile pays at once where that does not depend on the state.
    moves: Vec<Vec<Lanes<L>>>,
    /// Lanes and actions whose payoff depends on the state.
    varying_moves: Vec<(usize, usize)>,
    /// Whether some `payoff.against` depends on the state.
    varying_against: bool,
    /// δ of each lane.
    pub(super) discount: Lanes<L>,
}

impl<'a, const L: usize> Valuation<'a, L> {
    pub(super) fn new(game: &'a Game, kernel: &Kernel) -> Valuation<'a, L> {
        let mut levels = vec![0; game.space.tracks()];
        let standing = (0..game.space.states() as StateIndex)
            .map(|state| {
                game.space.decode(state, &mut levels);
                lanes(game, |kind| game.types[kind].payoff.of_standing(&levels))
            })
            .collect();
        let amount = |kind: usize, effect: u32| game.types[kind].payoff.of_effect(effect as usize);
        let patterns = || (0..kernel.patterns() as u32).map(|p| kernel.pattern(p));
        let fixed = patterns()
            .map(|pattern| {
                lanes(game, |kind| {
                    let pay = |&(effect, _, p): &(u32, i32, f64)| Some(p * amount(kind, effect)?.constant()?);
                    pattern.fired.iter().filter_map(pay).sum()
                })
            })
            .collect();
        let varies = patterns()
            .map(|pattern| {
                let by_state = |effect| {
                    let varying = |kind| amount(kind, effect).is_some_and(|a| a.constant().is_none());
                    (0..game.types.len()).any(varying)
                };
                pattern.fired.iter().any(|&(effect, _, _)| by_state(effect))
            })
            .collect();

        let start = &game.start;
        let varying_moves: Vec<(usize, usize)> = game
            .types
            .iter()
            .enumerate()
            .flat_map(|(lane, kind)| {
                let varying = |(_, amount): &(usize, &Amount)| amount.constant().is_none();
                kind.payoff.actions().enumerate().filter(varying).map(move |(action, _)| (lane, action))
            })
            .collect();
        let moves = kernel
            .all_choices()
            .iter()
            .map(|choices| {
                let pay = |&profile: &usize| {
                    let actions = game.actions_of(profile);
                    lanes(game, |kind| {
                        let actor = game.types[kind].actor;
                        let all = game.types[kind].payoff.of_actions(actor, start, &actions);
                        // What depends on the state is added where the state is known.
                        if varying_moves.contains(&(kind, actions[actor])) {
                            all - game.types[kind].payoff.of_action(actions[actor], start)
                        } else {
                            all
                        }
                    })
                };
                choices.profiles.iter().map(pay).collect()
            })
            .collect();
        let varying_against = game.types.iter().any(|kind| kind.payoff.against_varies());
        let discount = lanes(game, |kind| game.types[kind].discount);
        Valuation { game, standing, fixed, varies, moves, varying_moves, varying_against, discount }
    }

    /// What a state pays at a round's end.
    pub(super) fn standing(&self, state: StateIndex) -> &Lanes<L> {
        &self.standing[state as usize]
    }

    /// What a state is worth from a round's end on if its tracks stay for ever as they are.
    pub(super) fn standing_for_ever(&self, state: StateIndex) -> Lanes<L> {
        let standing = self.standing(state);
        std::array::from_fn(|lane| {
            if standing[lane] == 0.0 { 0.0 } else { standing[lane] / (1.0 - self.discount[lane]) }
        })
    }

    /// What a state that a play goes on from is worth at a round's end: what it pays, and what follows. `future` gives
    /// the value of a position when the next round begins; without it, the round is the last that is planned.
    pub(super) fn after(
        &self,
        kernel: &Kernel,
        state: StateIndex,
        future: Option<&dyn Fn(usize) -> Lanes<L>>,
        levels: &mut [Level],
    ) -> Lanes<L> {
        let Some(future) = future else {
            return if self.game.foresight == 0 {
                self.ending(self.game.otherwise, state, levels)
            } else {
                self.standing_for_ever(state)
            };
        };
        let mut value = *self.standing(state);
        if let Some(position) = kernel.position(state) {
            let next = future(position);
            for lane in 0..L {
                value[lane] += self.discount[lane] * next[lane];
            }
        }
        value
    }

    /// What it pays to end in an outcome, with what the state pays at the round's end.
    pub(super) fn ending(&self, outcome: usize, state: StateIndex, levels: &mut [Level]) -> Lanes<L> {
        self.game.space.decode(state, levels);
        let standing = self.standing(state);
        let pay: Lanes<L> = lanes(self.game, |kind| self.game.types[kind].payoff.of_outcome(outcome, levels));
        std::array::from_fn(|lane| standing[lane] + pay[lane])
    }

    /// What a pattern pays from a state on, but for the plays that go on.
    pub(super) fn pattern(
        &self,
        index: u32,
        pattern: Pattern<'_>,
        state: StateIndex,
        levels: &mut [Level],
    ) -> Lanes<L> {
        let mut pay = self.fixed[index as usize];
        for &(outcome, offset, p) in pattern.ended {
            add(&mut pay, p, &self.ending(outcome as usize, state.wrapping_add_signed(offset), levels));
        }
        if self.varies[index as usize] {
            for &(effect, offset, p) in pattern.fired {
                self.game.space.decode(state.wrapping_add_signed(offset), levels);
                let by_state = lanes(self.game, |kind| {
                    let amount = self.game.types[kind].payoff.of_effect(effect as usize);
                    amount
                        .filter(|amount| amount.constant().is_none())
                        .map_or(0.0, |amount| amount.at(levels))
                });
                add(&mut pay, p, &by_state);
            }
        }
        pay
    }

    /// What each profile of a set of choices pays at once.
    pub(super) fn moves(
        &self,
        choices: usize,
        profiles: &[usize],
        levels: &[Level],
        pay: &mut Vec<Lanes<L>>,
    ) {
        pay.clear();
        pay.extend_from_slice(&self.moves[choices]);
        if self.varying_against {
            for (pay, &profile) in pay.iter_mut().zip(profiles) {
                let actions = self.game.actions_of(profile);
                *pay = lanes(self.game, |kind| {
                    let kind = &self.game.types[kind];
                    kind.payoff.of_actions(kind.actor, levels, &actions)
                });
            }
            return;
        }
        for &(lane, action) in &self.varying_moves {
            let kind = &self.game.types[lane];
            let extra = kind.payoff.of_action(action, levels);
            if extra == 0.0 {
                continue;
            }
            for (pay, &profile) in pay.iter_mut().zip(profiles) {
                if self.game.action_in(profile, kind.actor) == action {
                    pay[lane] += extra;
                }
            }
        }
    }
}

/// One number for each type.
pub(super) fn lanes<const L: usize>(game: &Game, mut number: impl FnMut(usize) -> f64) -> Lanes<L> {
    std::array::from_fn(|lane| if lane < game.types.len() { number(lane) } else { 0.0 })
}

/// `sum += weight · value`
#[inline(always)]
pub(super) fn add<const L: usize>(sum: &mut Lanes<L>, weight: f64, value: &Lanes<L>) {
    for lane in 0..L {
        sum[lane] += weight * value[lane];
    }
}
