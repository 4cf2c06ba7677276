use super::super::mixes;
use super::super::small_games::{MIXED, solved, two};
use super::*;

/// Every position in reach, in every round.
fn everywhere(game: &Game, kernel: &Kernel) -> Vec<(u32, Vec<usize>)> {
    let in_reach = |round| (0..kernel.states().len()).filter(move |&at| kernel.in_reach(at, round)).collect();
    (1..=game.rounds).map(|round| (round, in_reach(round))).collect()
}

/// What a type's mix gives it against the others' averaged mixes is what the induction says its state is worth.
#[test]
fn played_by_the_equilibrium_a_stage_game_is_worth_the_states_value() {
    let with_foresight = MIXED.replacen("rounds = 3", "rounds = 3\nforesight = 4", 1);
    for text in [MIXED, &with_foresight, &two(4, [0.0, -1.0, 1.0, -10.0], [3.0, 0.0, 5.0, 1.0], 0.3)] {
        let own = solved(text);
        let values = own.solved.by_round.as_ref().unwrap();
        let wanted = everywhere(&own.game, &own.kernel);
        let seen = stage_games(&own.game, &own.kernel, Some(values), &wanted, |stage| {
            let mixes = mixes(&own.game, &own.solved.policy, stage);
            for (kind, own_type) in own.game.types.iter().enumerate() {
                let mut worth = 0.0;
                for profile in 0..stage.choices.profiles.len() {
                    let actions = stage.actions(profile);
                    assert_eq!(stage.profile(&actions), profile);
                    let chance = |(actor, &action): (usize, &usize)| -> f64 {
                        if actor == own_type.actor {
                            return mixes[kind][action];
                        }
                        let prior = |other: usize| own.game.types[other].prior * mixes[other][action];
                        own.game.actors[actor].types.clone().map(prior).sum()
                    };
                    let p: f64 = actions.iter().enumerate().map(chance).product();
                    worth += p * stage.payoff(profile, kind);
                }
                let known = values.of(stage.round, stage.position, kind).unwrap();
                assert!((worth - known).abs() < 1e-9, "round {}: {worth} and {known}", stage.round);
            }
        });
        assert!(seen.unwrap().iter().all(|round| !round.is_empty()));
        let start = own.kernel.position(own.game.space.encode(&own.game.start)).unwrap();
        assert_eq!(values.at(1, start).unwrap(), own.solved.values);
    }
}

/// In a repeated game what follows is the same whatever is done, and nobody plans past the last round.
#[test]
fn the_future_of_a_repeated_game_is_a_constant() {
    let own = solved(&two(5, [0.0, -1.0, 1.0, -10.0], [0.0, -1.0, 1.0, -10.0], 0.4));
    let values = own.solved.by_round.as_ref().unwrap();
    let pay = |stage: &StageGame<'_>| (0..4).map(|a| stage.payoff(a, 0)).collect::<Vec<f64>>();
    let wanted = [(1, vec![0]), (5, vec![0])];
    let full = stage_games(&own.game, &own.kernel, Some(values), &wanted, pay).unwrap();
    let now = stage_games(&own.game, &own.kernel, None, &wanted, pay).unwrap();
    assert_eq!(now[0][0], [0.0, -1.0, 1.0, -10.0]);
    assert_eq!(full[1][0], now[1][0]);
    let future = values.of(2, 0, 0).unwrap();
    for (full, now) in full[0][0].iter().zip(&now[0][0]) {
        assert!((full - now - future).abs() < 1e-12);
    }
    assert_eq!(values.at(6, 0), None);
}
