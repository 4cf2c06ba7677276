//! What a game pays, laid out for the kernel: one *lane* for each type of each actor.
//!
//! Everything here depends on payoffs and discounts and not on transitions, so a change of payoffs alone builds this
//! again and leaves the [`Kernel`] as it is. Lanes are padded to a width `L` that the processor adds at once.

use crate::game::{ActionIndex, Amount, Game, Kernel, Level, Pattern, Place, Row, StateIndex, Type};
use rayon::prelude::*;

/// Values of all lanes in one place.
pub(super) type Lanes<const L: usize> = [f64; L];

/// What each position is worth when the next round begins.
pub(super) type NextValue<'a, const L: usize> = dyn Fn(usize) -> Lanes<L> + Sync + 'a;

/// States of the grid that one task values.
const CHUNK: usize = 1024;
/// So many states that follow one another and lead to the same place are looked at at once.
pub(super) const RUN: usize = 4;

/// Payoffs of all types of a game.
pub(super) struct Valuation<'a, const L: usize> {
    game: &'a Game,
    /// For each state of the grid, step 4 of a round: `payoff.track` and `payoff.round`.
    standing: Vec<Lanes<L>>,
    /// For each outcome, its payoffs, where they do not depend on the state.
    outcomes: Vec<Option<Lanes<L>>>,
    /// For each pattern, what its named effects pay where that does not depend on the state.
    fixed: Vec<Lanes<L>>,
    /// For each effect that pays by the state, what it pays in each state of the grid.
    varying_effects: Vec<Option<Vec<Lanes<L>>>>,
    /// The firings of such effects, pattern by pattern, and where those of each pattern begin.
    varying: Vec<(u32, i32, f64)>,
    varying_from: Vec<u32>,
    /// For each set of choices, what each profile pays at once where that does not depend on the state.
    moves: Vec<Vec<Lanes<L>>>,
    /// Lanes and actions whose payoff depends on the state.
    varying_moves: Vec<(usize, ActionIndex)>,
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
        let by_state = |effect: usize| {
            let varying = |kind: &Type| kind.payoff.of_effect(effect).is_some_and(|a| a.constant().is_none());
            game.types.iter().any(varying)
        };
        let varying_effects: Vec<Option<Vec<Lanes<L>>>> = (0..game.effects.len())
            .map(|effect| {
                by_state(effect).then(|| {
                    let pay = |state| {
                        game.space.decode(state, &mut levels);
                        lanes(game, |kind| {
                            let amount = game.types[kind].payoff.of_effect(effect);
                            amount
                                .filter(|amount| amount.constant().is_none())
                                .map_or(0.0, |amount| amount.at(&levels))
                        })
                    };
                    (0..game.space.states() as StateIndex).map(pay).collect()
                })
            })
            .collect();
        let mut varying = Vec::new();
        let mut varying_from = vec![0];
        for pattern in patterns() {
            let fired = pattern.fired.iter().copied();
            varying.extend(fired.filter(|&(effect, ..)| varying_effects[effect as usize].is_some()));
            varying_from.push(varying.len() as u32);
        }
        let outcomes = (0..game.outcomes.len())
            .map(|outcome| {
                let constant = |kind: &Type| kind.payoff.outcome(outcome).constant();
                let all: Option<Vec<f64>> = game.types.iter().map(constant).collect();
                all.map(|all| lanes(game, |kind| all[kind]))
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
                    // What depends on the state is added where the state is known.
                    lanes(game, |kind| {
                        let (actor, payoff) = (game.types[kind].actor, &game.types[kind].payoff);
                        let own = if varying_moves.contains(&(kind, actions[actor])) {
                            0.0
                        } else {
                            payoff.of_action(actions[actor], start)
                        };
                        own + payoff.of_pairs(actor, start, &actions, |amount| amount.constant().is_some())
                    })
                };
                choices.profiles.iter().map(pay).collect()
            })
            .collect();
        let varying_against = game.types.iter().any(|kind| kind.payoff.against_varies());
        let discount = lanes(game, |kind| game.types[kind].discount);
        Valuation {
            game,
            standing,
            outcomes,
            fixed,
            varying_effects,
            varying,
            varying_from,
            moves,
            varying_moves,
            varying_against,
            discount,
        }
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

    /// What the legs of an epoch pay by the state; the same in all its rounds.
    pub(super) fn of_legs(&self, kernel: &Kernel, epoch: usize) -> LegPay<L> {
        let of_leg = |leg: usize| {
            let mut levels = vec![0; self.game.space.tracks()];
            let patterns = kernel.leg(epoch, leg);
            let by_state = |&pattern: &u32| {
                pattern != Kernel::NOWHERE
                    && !(kernel.pattern(pattern).ended.is_empty() && self.varying(pattern).is_empty())
            };
            if !patterns.iter().any(by_state) {
                return Vec::new();
            }
            let pay = |(state, pattern): (StateIndex, &u32)| match by_state(pattern) {
                true => self.pattern_by_state(*pattern, kernel.pattern(*pattern), state, &mut levels),
                false => [0.0; L],
            };
            (0..).zip(patterns).map(pay).collect()
        };
        let legs: Vec<usize> = kernel.leg_rows(epoch).flatten().collect();
        LegPay(legs.into_par_iter().map(of_leg).collect())
    }

    /// Writes what it is worth to stand at each place of a round: what the legs from there pay, and what follows them.
    /// `beyond` is nothing for actors who look no further than the round, and holds nothing in the last round that is
    /// planned. Where no play can be, nothing of meaning is written.
    pub(super) fn of_places(
        &self,
        kernel: &Kernel,
        epoch: usize,
        paid: &LegPay<L>,
        beyond: Option<Option<&NextValue<'_, L>>>,
        worth: &mut [Lanes<L>],
    ) {
        let grid = self.game.space.states();
        worth[..grid].par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, values)| {
            let mut levels = vec![0; self.game.space.tracks()];
            for (value, state) in values.iter_mut().zip((chunk * CHUNK) as StateIndex..) {
                *value = match beyond {
                    None => *self.standing(state),
                    Some(next) => {
                        self.after(kernel, state, next.map(|next| next as &dyn Fn(usize) -> _), &mut levels)
                    }
                };
            }
        });
        for row in kernel.leg_rows(epoch) {
            let (known, of_row) = worth.split_at_mut(row.start * grid);
            of_row.par_chunks_mut(grid).zip(row).for_each(|(of_leg, leg)| {
                of_leg.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, values)| {
                    let stretch =
                        Stretch { valuation: self, kernel, epoch, leg, first: chunk * CHUNK, paid, known };
                    pulp::Arch::new().dispatch(Behind { stretch, values });
                });
            });
        }
    }

    /// What it pays to end in an outcome, with what the state pays at the round's end.
    pub(super) fn ending(&self, outcome: usize, state: StateIndex, levels: &mut [Level]) -> Lanes<L> {
        let standing = self.standing(state);
        let pay = self.outcomes[outcome].unwrap_or_else(|| {
            self.game.space.decode(state, levels);
            lanes(self.game, |kind| self.game.types[kind].payoff.outcome(outcome).at(levels))
        });
        std::array::from_fn(|lane| standing[lane] + pay[lane])
    }

    /// What a pattern pays, but for the plays that go on and for what depends on the state.
    #[inline]
    pub(super) fn fixed(&self, index: u32) -> &Lanes<L> {
        &self.fixed[index as usize]
    }

    /// The effects of a pattern that pay by the state: effect, offset of the state they fire in, probability.
    #[inline]
    pub(super) fn varying(&self, index: u32) -> &[(u32, i32, f64)] {
        let from = |index: u32| self.varying_from[index as usize] as usize;
        &self.varying[from(index)..from(index + 1)]
    }

    /// What an effect that pays by the state pays in each state of the grid.
    #[inline]
    pub(super) fn of_varying_effect(&self, effect: u32) -> &[Lanes<L>] {
        self.varying_effects[effect as usize].as_deref().expect("it pays by the state")
    }

    /// What a pattern pays from a state on, but for the plays that go on.
    pub(super) fn pattern(
        &self,
        index: u32,
        pattern: Pattern<'_>,
        state: StateIndex,
        levels: &mut [Level],
    ) -> Lanes<L> {
        let mut pay = *self.fixed(index);
        add(&mut pay, 1.0, &self.pattern_by_state(index, pattern, state, levels));
        pay
    }

    /// The part of what a pattern pays that depends on the state.
    fn pattern_by_state(
        &self,
        index: u32,
        pattern: Pattern<'_>,
        state: StateIndex,
        levels: &mut [Level],
    ) -> Lanes<L> {
        let mut by_state = [0.0; L];
        for &(outcome, offset, p) in pattern.ended {
            add(&mut by_state, p, &self.ending(outcome as usize, state.wrapping_add_signed(offset), levels));
        }
        for &(effect, offset, p) in self.varying(index) {
            let pay = &self.of_varying_effect(effect)[state.wrapping_add_signed(offset) as usize];
            add(&mut by_state, p, pay);
        }
        by_state
    }

    /// Writes what each profile of a position's choices pays at once: all but what the plays that go on bring.
    pub(super) fn at_once(
        &self,
        kernel: &Kernel,
        epoch: usize,
        position: usize,
        levels: &mut [Level],
        pay: &mut Vec<Lanes<L>>,
    ) {
        self.at_once_by_state(kernel, epoch, position, levels, pay);
        let row = kernel.row(epoch, position);
        for (k, pay) in pay.iter_mut().enumerate() {
            add(pay, 1.0, &self.at_once_always(row, k));
        }
    }

    /// The part of [`Valuation::at_once`] that is the same for all positions of a row.
    #[inline(always)]
    pub(super) fn at_once_always(&self, row: &Row, profile: usize) -> Lanes<L> {
        let mut pay = self.moves[row.choices as usize][profile];
        add(&mut pay, 1.0, self.fixed(row.heads[profile]));
        pay
    }

    /// The part of [`Valuation::at_once`] that depends on the state: for most profiles there is none.
    pub(super) fn at_once_by_state(
        &self,
        kernel: &Kernel,
        epoch: usize,
        position: usize,
        levels: &mut [Level],
        pay: &mut Vec<Lanes<L>>,
    ) {
        let state = kernel.states()[position];
        let row = kernel.row(epoch, position);
        self.game.space.decode(state, levels);
        pay.clear();
        pay.resize(row.heads.len(), [0.0; L]);
        let profiles = &kernel.choices(epoch, position).profiles;
        for &(kind, action) in &self.varying_moves {
            let Type { actor, payoff, .. } = &self.game.types[kind];
            let extra = payoff.of_action(action, levels);
            for (pay, &profile) in pay.iter_mut().zip(profiles) {
                if self.game.action_in(profile, *actor) == action {
                    pay[kind] += extra;
                }
            }
        }
        if self.varying_against {
            for (pay, &profile) in pay.iter_mut().zip(profiles) {
                add(pay, 1.0, &self.varying_pairs(levels, &self.game.actions_of(profile)));
            }
        }
        for (pay, &head) in pay.iter_mut().zip(&row.heads) {
            add(pay, 1.0, &self.pattern_by_state(head, kernel.pattern(head), state, levels));
        }
    }

    /// What each profile of a set of choices pays at once where that does not depend on the state.
    pub(super) fn moves(&self, choices: u32) -> &[Lanes<L>] {
        &self.moves[choices as usize]
    }

    /// Lanes and actions whose `payoff.move` depends on the state.
    pub(super) fn varying_moves(&self) -> &[(usize, ActionIndex)] {
        &self.varying_moves
    }

    /// Whether some `payoff.against` depends on the state.
    pub(super) fn against_varies(&self) -> bool {
        self.varying_against
    }

    /// The part of `payoff.against` that depends on the state.
    pub(super) fn varying_pairs(&self, levels: &[Level], actions: &[ActionIndex]) -> Lanes<L> {
        lanes(self.game, |kind| {
            let kind = &self.game.types[kind];
            kind.payoff.of_pairs(kind.actor, levels, actions, |amount| amount.constant().is_none())
        })
    }
}

/// For each leg, what it pays by the state in each state of the grid; nothing where it pays nothing so.
#[derive(Default)]
pub(super) struct LegPay<const L: usize>(Vec<Vec<Lanes<L>>>);

/// Some states of the grid before a leg.
struct Stretch<'a, 'g, const L: usize> {
    valuation: &'a Valuation<'g, L>,
    kernel: &'a Kernel,
    epoch: usize,
    leg: usize,
    /// The first of the states.
    first: usize,
    paid: &'a LegPay<L>,
    /// What the places are worth to which the leg leads.
    known: &'a [Lanes<L>],
}

/// What it is worth to stand there.
struct Behind<'a, 'g, const L: usize> {
    stretch: Stretch<'a, 'g, L>,
    values: &'a mut [Lanes<L>],
}

/// Compiled once for each kind of processor.
impl<const L: usize> pulp::WithSimd for Behind<'_, '_, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Behind { stretch: Stretch { valuation, kernel, epoch, leg, first, paid, known }, values } = self;
        let patterns = &kernel.leg(epoch, leg)[first..first + values.len()];
        let place = (leg * valuation.game.space.states() + first) as Place;
        let mut at = 0;
        while let Some(&pattern) = patterns.get(at) {
            if pattern == Kernel::NOWHERE {
                at += 1;
                continue;
            }
            let place = place + at as Place;
            let going = kernel.going(pattern);
            // Most patterns come in runs.
            if patterns[at..].starts_with(&[pattern; RUN]) {
                values[at..at + RUN].copy_from_slice(&expect::<RUN, L>(going, place, known));
                at += RUN;
            } else {
                let [value] = expect(going, place, known);
                values[at] = value;
                at += 1;
            }
        }
        let by_state = &paid.0[leg - 1];
        for (at, (value, &pattern)) in values.iter_mut().zip(patterns).enumerate() {
            if pattern != Kernel::NOWHERE {
                add(value, 1.0, valuation.fixed(pattern));
                if let Some(pay) = by_state.get(first + at) {
                    add(value, 1.0, pay);
                }
            }
        }
    }
}

/// What is expected after a step from a place, and from the places that follow it, of what each place is worth.
#[inline(always)]
pub(super) fn expect<const N: usize, const L: usize>(
    going: &[(i32, f64)],
    place: Place,
    worth: &[Lanes<L>],
) -> [Lanes<L>; N] {
    // Two sums at once, so that one does not have to wait for the other.
    let mut sums = [[[0.0; L]; N]; 2];
    let (pairs, rest) = going.as_chunks::<2>();
    let mut take = |half: usize, (step, p): (i32, f64)| {
        let first = place.wrapping_add_signed(step) as usize;
        let values: &[Lanes<L>; N] = worth[first..first + N].try_into().expect("as many as asked for");
        for lane in 0..N {
            add_fused(&mut sums[half][lane], p, &values[lane]);
        }
    };
    for &[first, second] in pairs {
        take(0, first);
        take(1, second);
    }
    for &last in rest {
        take(0, last);
    }
    std::array::from_fn(|lane| std::array::from_fn(|kind| sums[0][lane][kind] + sums[1][lane][kind]))
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

/// `sum += weight · value`, rounded once: the same on every machine, and one instruction where the processor has it. For
/// the innermost loops, which are compiled for such processors.
#[inline(always)]
pub(super) fn add_fused<const L: usize>(sum: &mut Lanes<L>, weight: f64, value: &Lanes<L>) {
    for lane in 0..L {
        sum[lane] = weight.mul_add(value[lane], sum[lane]);
    }
}
