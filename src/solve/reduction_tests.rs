use super::super::small_games::{MIXED, solved};
use super::super::{mixes, stage_games};
use super::*;

#[test]
fn moves_of_one_stance_are_merged_by_what_is_left_of_the_mix() {
    let own = solved(MIXED);
    let start = own.kernel.position(own.game.space.encode(&own.game.start)).unwrap();
    let values = own.solved.by_round.as_ref();
    stage_games(&own.game, &own.kernel, values, &[(1, vec![start])], |stage| {
        let mut mixes = mixes(&own.game, &own.solved.policy, stage);
        // Type 1 is the hard one of actor a; type 2 is actor b.
        let found = reduce(&own.game, stage, &[1, 2], &mixes).unwrap();
        let [wait, press] = [mixes[1][1], mixes[1][2]];
        assert_eq!(found.weights[0][0], [(0, 1.0)]);
        assert_eq!(found.weights[0][1], [(1, wait / (wait + press)), (2, press / (wait + press))]);
        let at = |action| stage.payoff(stage.profile(&[action, 1]), 1);
        let merged = (wait * at(1) + press * at(2)) / (wait + press);
        assert!((found.game.row_payoff(1, 1) - merged).abs() < 1e-9);
        assert_eq!(found.game.column_payoff(0, 0), rounded(stage.payoff(stage.profile(&[0, 0]), 2), 1.0));
        // Where the mix leaves nothing, even weights.
        mixes[1] = vec![1.0, 0.0, 0.0];
        let found = reduce(&own.game, stage, &[1, 2], &mixes).unwrap();
        assert_eq!(found.weights[0][1], [(1, 0.5), (2, 0.5)]);
    })
    .unwrap();
}

#[test]
fn a_side_without_a_concession_has_no_such_choice() {
    let without = MIXED.replace(
        r#"stance = "concede"
effects = [{ set = { gifts = 1 } }]"#,
        "",
    );
    let own = solved(&without);
    let values = own.solved.by_round.as_ref();
    stage_games(&own.game, &own.kernel, values, &[(1, vec![0])], |stage| {
        let mixes = mixes(&own.game, &own.solved.policy, stage);
        assert_eq!(reduce(&own.game, stage, &[0, 2], &mixes), Err(Irreducible::NoConcession(0)));
        assert_eq!(reduce(&own.game, stage, &[0], &mixes), Err(Irreducible::Actors));
    })
    .unwrap();
}

#[test]
fn the_game_of_a_pair_has_the_labels_of_the_scenario() {
    let own = solved(MIXED);
    let values = own.solved.by_round.as_ref();
    let start = own.kernel.position(own.game.space.encode(&own.game.start)).unwrap();
    stage_games(&own.game, &own.kernel, values, &[(2, vec![start])], |stage| {
        let pair = pair_game(&own.scenario, &own.game, stage, &[1, 2]).unwrap();
        assert_eq!(pair.shape(), [3, 2]);
        assert_eq!(pair.players()[0].label, "a (hard)");
        assert_eq!(pair.players()[1].moves, ["give", "wait"]);
        let profile = pair.profile(&[2, 0]);
        let there = stage.profile(&[2, 0]);
        assert_eq!(pair.payoffs_at(profile), [1, 2].map(|kind| rounded(stage.payoff(there, kind), 1.0)));
    })
    .unwrap();
    assert_eq!(rounded(0.1 + 0.2, 1.0), 0.3);
    assert_eq!(rounded((0.1 + 0.2) * 1e-12, 1e-12), 0.3e-12);
    assert_eq!(rounded(1e-12 + 2e-12, 1e-12), 3e-12);
}
