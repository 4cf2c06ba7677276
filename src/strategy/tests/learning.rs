//! The learning strategies against known results.

use super::games::{CHICKEN, quiet, symmetric, two_by_two};
use crate::game::Game;
use crate::scenario::StrategyRule::{self, *};
use crate::strategy::{Memory, Seen, View, behaviour};

/// What came of a match.
struct Played {
    /// How often each of CC, CD, DC, DD was played.
    shares: [f64; 4],
    /// Probability of conceding of each side after the last round.
    concede: [f64; 2],
}

impl Played {
    fn concessions(&self) -> [f64; 2] {
        [self.shares[0] + self.shares[1], self.shares[0] + self.shares[2]]
    }

    /// Mean gain of a side from having done k each time it did j, over all rounds: the constraints of a correlated
    /// equilibrium ask that none is positive.
    fn swap_regret(&self, game: &Game, side: usize, j: usize, k: usize) -> f64 {
        let gain = |cell: usize| {
            let mut actions = [cell / 2, cell % 2];
            if actions[side] != j {
                return 0.0;
            }
            let had = game.types[side].payoff.of_actions(side, &[0], &actions);
            actions[side] = k;
            game.types[side].payoff.of_actions(side, &[0], &actions) - had
        };
        (0..4).map(|cell| self.shares[cell] * gain(cell)).sum()
    }
}

/// A sampled match of two strategies that have both moves in every round.
fn play(game: &Game, rules: [StrategyRule; 2], rounds: u32, seed: u64) -> Played {
    let sides = rules.map(quiet).map(|choice| [0, 1].map(|kind| behaviour(&choice, game, kind).unwrap()));
    let mut memories = [0, 1].map(|side| sides[side][side].start(game, side));
    let mix_of = |side: usize, round, memory: &Memory| {
        let view = View { game, kind: side, round, levels: &[0], available: &[0, 1] };
        let mut mix = [0.0; 2];
        sides[side][side].mix(&view, memory, &mut mix);
        mix[0]
    };
    let mut luck = seed;
    let mut cells = [0.0; 4];
    for round in 1..=rounds {
        let actions =
            [0, 1].map(|side| usize::from(uniform(&mut luck) >= mix_of(side, round, &memories[side])));
        cells[2 * actions[0] + actions[1]] += 1.0;
        for side in 0..2 {
            let payoffs = [0, 1].map(|own| {
                let mut actions = actions;
                actions[side] = own;
                game.types[side].payoff.of_actions(side, &[0], &actions)
            });
            let seen = Seen { game, actor: side, round, levels: &[0], actions: &actions };
            sides[side][side].see(&mut memories[side], &seen, &payoffs);
        }
    }
    Played {
        shares: cells.map(|count| count / f64::from(rounds)),
        concede: [0, 1].map(|side| mix_of(side, rounds + 1, &memories[side])),
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014).
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[test]
fn fictitious_play_reaches_the_mixed_equilibrium_of_matching_pennies() {
    // Miyasawa 1961: beliefs converge in every 2×2 game.
    let pennies = two_by_two(1, [1.0, -1.0, -1.0, 1.0], [-1.0, 1.0, 1.0, -1.0]);
    let played = play(&pennies, [FictitiousPlay, FictitiousPlay], 40_000, 1);
    assert!(played.concessions().iter().all(|share| (share - 0.5).abs() < 0.02), "{:?}", played.shares);

    // Ochs's pennies as in McKelvey & Palfrey 1995: the equilibrium is (1/2, 2785/13926), by Gambit.
    let ochs = two_by_two(1, [1.1141, 0.0, 0.0, 0.2785], [0.0, 1.1141, 1.1141, 0.0]);
    let [row, column] = play(&ochs, [FictitiousPlay, FictitiousPlay], 40_000, 1).concessions();
    assert!((row - 0.5).abs() < 0.02 && (column - 2785.0 / 13926.0).abs() < 0.02, "{row} {column}");
}

#[test]
fn fictitious_play_gives_way_to_one_who_never_does_and_settles_chicken() {
    let game = symmetric(1, CHICKEN);
    assert_eq!(play(&game, [FictitiousPlay, AlwaysHold], 5, 1).concede[0], 1.0);
    assert_eq!(play(&game, [FictitiousPlay, AlwaysConcede], 5, 1).concede[0], 0.0);
    // Two of them end in one of the pure equilibria, unless they move in step.
    let played = play(&game, [FictitiousPlay, FictitiousPlay], 5_000, 3);
    assert_eq!(played.concede[0] + played.concede[1], 1.0);
}

#[test]
fn regrets_vanish_and_joint_play_nears_the_correlated_equilibria_of_chicken() {
    // Aumann's Chicken. Hart & Mas-Colell 2000; with two moves each, coarse is correlated.
    let game = symmetric(1, [6.0, 2.0, 7.0, 0.0]);
    for seed in 1..=20 {
        let played = play(&game, [RegretMatching, RegretMatching], 20_000, seed);
        for side in 0..2 {
            for (j, k) in [(0, 1), (1, 0)] {
                assert!(played.swap_regret(&game, side, j, k) < 0.05, "seed {seed}: {:?}", played.shares);
            }
        }
    }
}

#[test]
fn regret_matching_reaches_the_equilibrium_of_a_zero_sum_game() {
    let pennies = two_by_two(1, [2.0, -1.0, -1.0, 1.0], [-2.0, 1.0, 1.0, -1.0]);
    let shares = play(&pennies, [RegretMatching, RegretMatching], 200_000, 5).concessions();
    assert!(shares.iter().all(|share| (share - 0.4).abs() < 0.02), "{shares:?}");
}

#[test]
fn regret_matching_plays_in_proportion_to_positive_regret() {
    let game = symmetric(1, CHICKEN);
    let behaviour = behaviour(&quiet(RegretMatching), &game, 0).unwrap();
    let mut memory = behaviour.start(&game, 0);
    let seen = Seen { game: &game, actor: 0, round: 1, levels: &[0], actions: &[1, 1] };
    behaviour.see(&mut memory, &seen, &[-1.0, -10.0]);
    assert_eq!(memory, Memory::Numbers(vec![9.0, 0.0]));
    let seen = Seen { game: &game, actor: 0, round: 2, levels: &[0], actions: &[0, 0] };
    behaviour.see(&mut memory, &seen, &[0.0, 1.0]);
    let view = View { game: &game, kind: 0, round: 3, levels: &[0], available: &[0, 1] };
    let mut mix = [0.0; 2];
    behaviour.mix(&view, &memory, &mut mix);
    assert_eq!(mix, [0.9, 0.1]);
}

#[test]
fn roth_erev_learns_the_better_arm() {
    // Conceding gives 4 or 2, holding 3 or 0, by what the other happens to do.
    let game = two_by_two(1, [4.0, 2.0, 3.0, 0.0], [0.0; 4]);
    let mean = |forgetting, experimentation, rounds| {
        let rule = || RothErev { strength: 1.0, forgetting, experimentation };
        (1..=40).map(|seed| play(&game, [rule(), Random], rounds, seed).concede[0]).sum::<f64>() / 40.0
    };
    let (early, late) = (mean(0.0, 0.0, 20), mean(0.0, 0.0, 5_000));
    assert!(early > 0.55 && late > early && late > 0.9, "{early} {late}");
    // Experimentation keeps it from ever being sure: with rewards 3 and 1.5, q grows by ε at least for either arm.
    let experimenting = mean(0.0, 0.2, 5_000);
    assert!((0.6..0.85).contains(&experimenting), "{experimenting}");
}

#[test]
fn roth_erev_follows_its_definition_to_the_letter() {
    let game = symmetric(1, [3.0, 0.0, 5.0, 1.0]);
    let rule = RothErev { strength: 2.0, forgetting: 0.5, experimentation: 0.2 };
    let behaviour = behaviour(&quiet(rule), &game, 0).unwrap();
    let mut memory = behaviour.start(&game, 0);
    for (round, actions, payoffs) in [(1, [0, 0], [3.0, 5.0]), (2, [1, 1], [0.0, 1.0])] {
        let seen = Seen { game: &game, actor: 0, round, levels: &[0], actions: &actions };
        behaviour.see(&mut memory, &seen, &payoffs);
    }
    let view = View { game: &game, kind: 0, round: 3, levels: &[0], available: &[0, 1] };
    let mut mix = [0.0; 2];
    behaviour.mix(&view, &memory, &mut mix);
    // x_min = 0 and X = 9/4; initially 2·X/2 each, forgotten twice; 3 for conceding, forgotten once; 1 for holding.
    let initial = 0.25 * 2.25;
    let (concede, hold) = (initial + 0.5 * 0.8 * 3.0 + 0.2, initial + 0.5 * 0.2 * 3.0 + 0.8);
    assert!((mix[0] - concede / (concede + hold)).abs() < 1e-15);
}

#[test]
fn roth_erev_does_not_learn_from_what_it_did_not_do() {
    // Holding would have paid far more, but it never held.
    let game = symmetric(1, [3.0, 0.0, 100.0, 1.0]);
    let rule = RothErev { strength: 1.0, forgetting: 0.0, experimentation: 0.0 };
    let behaviour = behaviour(&quiet(rule), &game, 0).unwrap();
    let mut memory = behaviour.start(&game, 0);
    let view = View { game: &game, kind: 0, round: 1, levels: &[0], available: &[0, 1] };
    let mut mix = [0.0; 2];
    for (actions, payoffs) in [([0, 1], [0.0, 1.0]), ([0, 0], [3.0, 100.0])] {
        let seen = Seen { game: &game, actor: 0, round: 1, levels: &[0], actions: &actions };
        behaviour.see(&mut memory, &seen, &payoffs);
        behaviour.mix(&view, &memory, &mut mix);
        assert!(mix[0] >= mix[1], "{mix:?}");
    }
}
