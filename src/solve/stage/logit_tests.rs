//! Logit equilibria against numbers computed elsewhere.

use super::*;
use crate::solve::stage::Bimatrix;
use crate::solve::stage::examples::{aumann, axelrod, close, ochs, ordinal_chicken};

fn at(game: &NormalForm, rationality: f64) -> LogitEquilibrium {
    let found = logit_equilibrium(game, &vec![rationality; game.players().len()]).unwrap();
    assert!(found.residual <= if rationality > 1e3 { 1e-10 } else { 1e-12 });
    found
}

/// O5: mpmath with 30 digits; Gambit 16/17 agrees below the pitchfork.
#[test]
fn the_symmetric_branch_of_chicken_is_that_of_mpmath_also_beyond_the_pitchfork() {
    let rows = [
        (0.1, 0.420543337941, 0.488374042676),
        (0.2, 0.368763194577, 0.478272775023),
        (0.4, 0.3054130534, 0.46159675771),
        (0.5, 0.2844746129, 0.454636427032),
        (1.0, 0.224159125765, 0.428849246717),
        (2.0, 0.176881133729, 0.400537600868),
        (5.0, 0.136836369089, 0.369078219637),
        (10.0, 0.119930851436, 0.35346188339),
    ];
    for (rationality, first, second) in rows {
        for (game, dare) in [(axelrod().normal_form(), first), (aumann().normal_form(), second)] {
            let found = at(&game, rationality);
            close(found.mixes[1], dare, 1e-10);
            close(found.mixes[1], found.mixes[3], 1e-13);
            assert_eq!(found.folds, 0);
        }
    }
}

/// O6.
#[test]
fn the_trace_reports_the_pitchfork_it_crossed() {
    let found = at(&axelrod().normal_form(), 2.0);
    assert_eq!(found.crossings.len(), 1);
    close(found.crossings[0] * 2.0, 0.48918179106027, 1e-3);
    assert!(at(&axelrod().normal_form(), 0.4).crossings.is_empty());
}

/// TB4.
#[test]
fn aumanns_chicken_approaches_its_mixed_equilibrium() {
    for (rationality, concede) in
        [(0.25, 0.5263), (0.5, 0.54536), (1.0, 0.57115), (2.0, 0.59946), (5.0, 0.63092), (20.0, 0.65591)]
    {
        close(at(&aumann().normal_form(), rationality).mixes[0], concede, 6e-5);
    }
    close(at(&aumann().normal_form(), 1e4).mixes[0], 2.0 / 3.0, 1e-3);
}

/// TB4b: three equilibria above λ = 2, of which the principal one is symmetric.
#[test]
fn ordinal_chicken_stays_at_one_half_for_every_rationality() {
    let game = ordinal_chicken().normal_form();
    for rationality in [0.0, 1.0, 2.0, 2.5, 3.0, 5.0, 100.0] {
        assert_eq!(at(&game, rationality).mixes, [0.5; 4]);
    }
}

/// O7: McKelvey and Palfrey 1995, replicated with Gambit 16/17.
#[test]
fn ochs_matching_pennies_is_that_of_mckelvey_and_palfrey() {
    let game = ochs();
    for (rationality, row, column) in [
        (1.0, 0.5867840364, 0.4518070317),
        (2.0, 0.6175219458, 0.3719816648),
        (3.0, 0.6168968501, 0.3140163620),
        (1.8456097536855867, 0.615651314, 0.383290940),
    ] {
        let found = at(&game.normal_form(), rationality);
        close(found.mixes[0], row, 2e-9);
        close(found.mixes[2], column, 2e-9);
    }
}

#[test]
fn an_almost_symmetric_game_bends_onto_one_arm_and_does_not_jump_to_the_middle() {
    // Row gains a hair more from holding: near the former pitchfork its branch turns to (row holds, column yields).
    let with = |hair: f64| {
        let game = Bimatrix::new(&[&[0.0, -1.0], &[1.0 + hair, -10.0]], &[&[0.0, 1.0], &[-1.0, -10.0]]);
        at(&game.unwrap().normal_form(), 2.0)
    };
    for hair in [1e-2, 1e-4, 1e-6, 1e-7, 1e-8] {
        let found = with(hair);
        close(found.mixes[1], 0.880796731018, 5e-3);
        assert!(found.mixes[3] < 1e-6, "column holds with {} at a hair of {hair}", found.mixes[3]);
    }
    // A hair that rounding could have left is none: what is as good as symmetric stays so.
    for hair in [1e-9, 1e-10, 1e-12, 1e-15] {
        let found = with(hair);
        close(found.mixes[1], 0.176881133729, 1e-8);
        close(found.mixes[3], 0.176881133729, 1e-8);
    }
}

/// Gambit 17's tracer turns at λ = 3.5727461 and 3.4119317 and gives these values before and after.
#[test]
fn a_fold_is_passed_and_counted() {
    let game = Bimatrix::new(
        &[&[28.0, 16.0, 29.0], &[19.0, 26.0, 21.0], &[27.0, 15.0, 9.0]],
        &[&[28.0, 27.0, 23.0], &[6.0, 8.0, 29.0], &[1.0, 27.0, 10.0]],
    )
    .unwrap()
    .normal_form();
    let before = at(&game, 3.0);
    assert_eq!(before.folds, 0);
    close(before.mixes[0], 0.8558925904, 1e-9);
    close(before.mixes[5], 0.0127770200, 1e-9);
    let after = at(&game, 5.0);
    assert_eq!(after.folds, 2);
    close(after.mixes[0], 0.9933071491, 1e-9);
    close(after.mixes[4], 0.0163592842, 1e-9);
}

#[test]
fn ten_times_shorter_steps_lead_to_the_same_equilibrium() {
    let mut word = 2018u32;
    for round in 0..60 {
        let shape: &[usize] = [&[2, 2][..], &[3, 3], &[3, 3, 3]][round % 3];
        let size = shape.iter().product::<usize>() * shape.len();
        let payoffs = (0..size)
            .map(|_| {
                word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f64::from(word >> 24)
            })
            .collect();
        let game = NormalForm::unnamed(shape, payoffs).unwrap();
        let system = LogitGame::new(&game, &vec![0.5; shape.len()]).unwrap();
        let found = principal_branch(&system, &TraceOptions::default()).unwrap();
        let careful = TraceOptions { caution: 10.0, ..TraceOptions::default() };
        let slow = principal_branch(&system, &careful).unwrap();
        assert_eq!(found.folds, slow.folds);
        for (a, b) in found.mixes.iter().zip(&slow.mixes) {
            close(*a, *b, 1e-10);
        }
    }
}

#[test]
fn a_probability_too_small_for_a_double_still_has_its_logit() {
    let game = Bimatrix::symmetric(0.0, -300.0, 1000.0, 500.0).unwrap().normal_form();
    let found = at(&game, 2.0);
    assert_eq!(found.mixes, [0.0, 1.0, 0.0, 1.0]);
    close(found.logits[1] - found.logits[0], 1600.0, 1e-9);
}

#[test]
fn three_players_in_a_symmetric_game_stay_equal() {
    // A volunteer's dilemma: one to yield suffices.
    let payoffs = (0..8usize)
        .flat_map(|profile| {
            (0..3).map(move |player| {
                let yields = |i: usize| profile >> (2 - i) & 1 == 0;
                f64::from(u8::from((0..3).any(yields))) * 5.0 - f64::from(u8::from(yields(player)))
            })
        })
        .collect();
    let game = NormalForm::unnamed(&[2, 2, 2], payoffs).unwrap();
    for rationality in [0.5, 2.0, 10.0, 100.0] {
        let found = at(&game, rationality);
        close(found.mixes[0], found.mixes[2], 1e-13);
        close(found.mixes[0], found.mixes[4], 1e-13);
    }
    // Mixed equilibrium: 5 · P(no other yields) = 1.
    close(at(&game, 1e4).mixes[1], 0.2f64.sqrt(), 1e-3);
}

#[test]
fn players_may_differ_in_rationality() {
    let found = logit_equilibrium(&aumann().normal_form(), &[0.0, 3.0]).unwrap();
    assert_eq!(found.mixes[..2], [0.5, 0.5]);
    close(found.mixes[2], 1.0 / (1.0 + (-3.0f64 * 0.5).exp()), 1e-14);
}

#[test]
fn rationality_must_be_a_finite_number_for_each_player() {
    for wrong in [&[1.0][..], &[1.0, -1.0], &[f64::INFINITY, 1.0]] {
        assert_eq!(logit_equilibrium(&aumann().normal_form(), wrong), Err(StageError::Rationality(2)));
    }
}

/// Stripped-down poker: two types who bet or fold, and one who calls or folds, having learnt from the bet. A system
/// with types, whose payoffs are not linear in the mixes, so it brings its own derivatives.
struct Poker([Block; 3]);

impl LogitSystem for Poker {
    fn blocks(&self) -> &[Block] {
        &self.0
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        let (king, queen, call) = (mixes[0], mixes[2], mixes[4]);
        let queens = queen / (king + queen);
        payoffs.copy_from_slice(&[1.0 + call, -1.0, 1.0 - 3.0 * call, -1.0, 4.0 * queens - 2.0, -1.0]);
    }

    fn jacobian(&self, mixes: &[f64], jacobian: &mut [f64]) {
        let (king, queen) = (mixes[0], mixes[2]);
        let square = (king + queen).powi(2);
        jacobian.fill(0.0);
        jacobian[4] = 1.0;
        jacobian[2 * 6 + 4] = -3.0;
        jacobian[4 * 6] = -4.0 * queen / square;
        jacobian[4 * 6 + 2] = 4.0 * king / square;
    }
}

/// O8: a constant-sum game of Gambit's tests, at the λ of those.
#[test]
fn a_constant_sum_game_is_that_of_gambits_tests() {
    let game = Bimatrix::new(&[&[1.0, 1.0], &[0.0, 1.0]], &[&[1.0, 1.0], &[2.0, 1.0]]).unwrap().normal_form();
    for (rationality, row, column) in [(1.0, 0.643, 0.5883), (2.0, 0.7727, 0.6117), (3.0, 0.8595, 0.6038)] {
        let found = at(&game, rationality);
        close(found.mixes[0], row, 5e-5);
        close(found.mixes[2], column, 5e-5);
    }
}

/// O8: Gambit's tests, agent QRE at λ = 1; and its exact equilibrium: king bets 1, queen 1/3, call 2/3.
#[test]
fn poker_with_types_is_that_of_gambit() {
    let at = |rationality| {
        let poker = Poker([Block { moves: 2, rationality }; 3]);
        principal_branch(&poker, &TraceOptions::default()).unwrap().mixes
    };
    let found = at(1.0);
    for (index, known) in [(0, 0.93178543), (2, 0.53908680), (4, 0.61444439)] {
        close(found[index], known, 1e-8);
    }
    let nash = at(1e3);
    for (index, known) in [(0, 1.0), (2, 1.0 / 3.0), (4, 2.0 / 3.0)] {
        close(nash[index], known, 1e-3);
    }
}

#[test]
fn the_path_runs_from_uniform_play_to_the_answer() {
    let game = aumann().normal_form();
    let system = LogitGame::new(&game, &[3.0, 3.0]).unwrap();
    let options = TraceOptions { keep_path: true, ..TraceOptions::default() };
    let found = principal_branch(&system, &options).unwrap();
    assert_eq!(found.path[0], BranchPoint { scale: 0.0, mixes: vec![0.5; 4] });
    assert_eq!(found.path.last().map(|point| point.scale), Some(1.0));
    assert_eq!(found.path.len(), found.steps + 1);
}

#[test]
fn a_branch_that_runs_out_of_steps_is_an_error_that_says_how_far_it_came() {
    let game = aumann().normal_form();
    let system = LogitGame::new(&game, &[30.0, 30.0]).unwrap();
    let options = TraceOptions { most_steps: 3, ..TraceOptions::default() };
    let error = principal_branch(&system, &options).unwrap_err();
    assert!(matches!(error, StageError::BranchLost { scale, steps: 3, .. } if scale < 1.0));
}

#[test]
fn derivatives_are_the_same_by_formula_and_by_unit_differences() {
    struct Provided<'a>(LogitGame<'a>);
    impl LogitSystem for Provided<'_> {
        fn blocks(&self) -> &[Block] {
            self.0.blocks()
        }
        fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
            self.0.payoffs(mixes, payoffs);
        }
    }
    let game = NormalForm::unnamed(&[2, 3, 2], (0..36).map(|k| f64::from(k * k % 17)).collect()).unwrap();
    let system = LogitGame::new(&game, &[1.0; 3]).unwrap();
    let mixes = [0.3, 0.7, 0.2, 0.5, 0.3, 0.9, 0.1];
    let (mut formula, mut differences) = ([0.0; 49], [0.0; 49]);
    system.jacobian(&mixes, &mut formula);
    Provided(system).jacobian(&mixes, &mut differences);
    for (a, b) in formula.iter().zip(differences) {
        close(*a, b, 1e-12);
    }
}
