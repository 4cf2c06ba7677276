use super::super::small_games::{MIXED, SolvedGame, solved, two};
use super::super::{cast_with, occupancy};
use super::*;
use std::sync::Arc;

fn diagnosed(text: &str) -> Vec<PairDiagnosis> {
    let SolvedGame { scenario, game, kernel, solved } = solved(text);
    let policy = Arc::new(solved.policy);
    let casting =
        cast_with(&scenario, &game, kernel, Arc::clone(&policy), solved.certificate, solved.values).unwrap();
    let kernel = casting.kernel.unwrap();
    let time = occupancy(&game, &kernel, &casting.cast).unwrap();
    diagnose(&game, &kernel, &policy, solved.by_round.as_ref().unwrap(), &time).unwrap()
}

#[test]
fn a_repeated_game_is_one_game_all_the_time() {
    let (chicken, dilemma) = ([0.0, -1.0, 1.0, -10.0], [3.0, 0.0, 5.0, 1.0]);
    for (a, b, name, pure) in [
        (chicken, chicken, "Chicken", vec![[0, 1], [1, 0]]),
        (dilemma, dilemma, "Prisoner's Dilemma", vec![[1, 1]]),
        (dilemma, chicken, "Called Bluff", vec![[1, 0]]),
        (chicken, dilemma, "Called Bluff", vec![[0, 1]]),
    ] {
        let [pair] = &diagnosed(&two(20, a, b, 0.2))[..] else { panic!("one pair of types") };
        assert_eq!((pair.probability, pair.classes.len()), (1.0, 1));
        assert!((pair.expected_rounds - 20.0).abs() < 1e-9);
        assert!(pair.classes[0].time.by_round.iter().all(|share| (share - 1.0).abs() < 1e-12));
        assert_eq!(pair.classes[0].class.name, name);
        assert_eq!(pair.classes[0].pure, pure);
        assert!((pair.classes[0].time.share - 1.0).abs() < 1e-12 && pair.unseen < 1e-12);
    }
}

#[test]
fn the_shares_of_a_pair_sum_to_one() {
    let pairs = diagnosed(MIXED);
    assert_eq!(pairs.iter().map(|pair| pair.types.clone()).collect::<Vec<_>>(), [[0, 2], [1, 2]]);
    for pair in &pairs {
        let sum: f64 = pair.classes.iter().map(|class| class.time.share).sum();
        assert!((sum + pair.unseen - 1.0).abs() < 1e-12);
        let played: f64 = pair.going_by_round.iter().sum();
        assert!((played - pair.expected_rounds).abs() < 1e-12 && pair.going_by_round[0] == 1.0);
        for (round, going) in pair.going_by_round.iter().enumerate() {
            let games = pair.classes.iter().map(|class| &class.time);
            let times = games.chain(pair.without_choice.iter().map(|(_, time)| time));
            let seen: f64 = times.map(|time| time.by_round[round]).sum();
            assert!(seen <= going + 1e-12 && going - seen < 1e-4, "round {round}: {seen} of {going}");
        }
        assert!(pair.classes.windows(2).all(|two| two[0].time.share >= two[1].time.share));
    }
    assert!((pairs.iter().map(|pair| pair.probability).sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn payoffs_within_the_tolerance_tie() {
    let game = Bimatrix::new(&[&[1.0, 1.0 + 1e-12], &[2.0, 0.0]], &[&[3.0, 2.0], &[1.0, 0.0]]).unwrap();
    let reduction = Reduction { game, weights: Default::default(), tolerances: [1e-9; 2] };
    assert_eq!(ranks(&reduction), [[1, 1, 2, 0], [3, 1, 2, 0]]);
}
