//! Finite memories, by hand: what a strategy intends round by round while the others do what they do.

use super::games::{a_move, quiet, scenario};
use crate::game::Game;
use crate::scenario::{Condition, Stance::*, StrategyRule, StrategyRule::*};
use crate::strategy::{Seen, View, behaviour};

/// What it intends, round by round, with two moves (concede, hold), while the others concede or not.
fn concessions(rule: StrategyRule, own_slips: &[usize], others: [&[bool]; 2]) -> Vec<bool> {
    let moves = || [Concede, Hold].map(|stance| a_move(stance, 1.0, 0.0, Condition::default())).to_vec();
    let game = Game::compile(&scenario(10, 0, vec![moves(), moves(), moves()])).unwrap();
    let behaviour = behaviour(&quiet(rule), &game, 0).unwrap();
    let mut memory = behaviour.start(&game, 0);
    (0..others[0].len())
        .map(|t| {
            let round = t as u32 + 1;
            let view = View { game: &game, kind: 0, round, levels: &[0], available: &[0, 1] };
            let mut mix = [0.0; 2];
            behaviour.mix(&view, &memory, &mut mix);
            let intended = mix[0] == 1.0;
            let done = intended != own_slips.contains(&(t + 1));
            let actions = [usize::from(!done), usize::from(!others[0][t]), usize::from(!others[1][t])];
            let seen = Seen { game: &game, actor: 0, round, levels: &[0], actions: &actions };
            behaviour.see(&mut memory, &seen, &[]);
            intended
        })
        .collect()
}

/// Both others alike.
fn answers(rule: StrategyRule, others: &[bool]) -> Vec<bool> {
    concessions(rule, &[], [others, others])
}

const Y: bool = true;
const N: bool = false;

#[test]
fn several_others_have_conceded_only_if_all_did() {
    assert_eq!(concessions(TitForTat, &[], [&[Y, Y, N], &[Y, N, Y]]), [Y, Y, N]);
    assert_eq!(answers(TitForTwoTats, &[N, Y, N, N, N, Y, N]), [Y, Y, Y, Y, N, N, Y]);
    assert_eq!(answers(Grim, &[Y, N, Y, Y]), [Y, Y, N, N]);
}

#[test]
fn memories_hold_what_was_done_and_not_what_was_meant() {
    let never: [&[bool]; 2] = [&[N; 4], &[N; 4]];
    assert_eq!(concessions(Alternator, &[2], never), [Y, N, N, Y]);
    assert_eq!(concessions(Pavlov, &[1], never), [Y, Y, N, Y]);
}

#[test]
fn wait_for_other_never_begins_and_gives_one_for_one() {
    assert_eq!(answers(WaitForOther, &[N, N, Y, N, N, Y, Y]), [N, N, N, Y, N, N, Y]);
    let once: &[bool] = &[Y, N, N, N];
    assert_eq!(
        concessions(WaitForOther, &[2], [once, once]),
        [N, Y, Y, N],
        "an answer that slipped is still owed"
    );
}

#[test]
fn graduated_reciprocation_begins_small_matches_and_stops_if_unmatched() {
    assert_eq!(answers(GraduatedReciprocation, &[Y, Y, Y]), [Y, Y, Y]);
    assert_eq!(answers(GraduatedReciprocation, &[N, Y, Y, N, N, N]), [Y, N, Y, Y, N, N]);
    assert_eq!(answers(GraduatedReciprocation, &[N, N, N, Y, Y, N]), [Y, N, N, N, Y, Y]);
}
