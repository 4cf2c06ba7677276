//! A play depends on the scenario, the seed and its number, and on nothing else: not on threads, not on how plays are
//! split up, not on the plays before it, and not on rules that do not concern it.

use crate::common::Case;
use rayon::ThreadPoolBuilder;
use standoff::play::{Play, Player, Sampling, Stop, Tally, play_many};
use std::convert::Infallible;

const NAMES: [&str; 3] = ["textbook/chicken", "textbook/gamblers-ruin", "textbook/brinkmanship"];

fn case(name: &str) -> Case {
    // Long enough to differ, short enough for everyday.
    let settings: &[String] = if name == "textbook/chicken" { &["rounds=20".to_owned()] } else { &[] };
    Case::named(name, settings)
}

/// Everything that a tally tells, as text: equal texts are equal bytes.
fn told(tally: &Tally, case: &Case) -> String {
    let tracks: Vec<_> = (0..case.game.space.tracks()).map(|track| tally.levels(track)).collect();
    let spreads: Vec<_> = tally
        .by_outcome
        .iter()
        .flatten()
        .map(|spread| (spread.moments, [0.05, 0.5, 0.95].map(|share| spread.quantile(share))))
        .collect();
    let firings: Vec<_> = (0..case.game.effects.len()).map(|effect| tally.firings(effect)).collect();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {tracks:?} {spreads:?} {firings:?}",
        tally.plays, tally.ended, tally.rounds, tally.payoff, tally.by_type, tally.moves, tally.fired
    )
}

fn run(case: &Case, plays: u64, threads: usize) -> (String, Vec<Play>) {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
    let sampling = Sampling { seed: 0, stop: Stop::Plays(plays) };
    let mut kept = Vec::new();
    let mut keep = |play: &Play| {
        kept.push(play.clone());
        Ok::<(), Infallible>(())
    };
    let Ok(tally) =
        pool.install(|| play_many::<Infallible>(&case.game, &case.casting.cast, sampling, |_| {}, None));
    let Ok(again) = play_many(&case.game, &case.casting.cast, sampling, |_| {}, Some(&mut keep));
    let told = [told(&tally, case), told(&again, case)];
    assert_eq!(told[0], told[1], "keeping plays changes nothing");
    (told[0].clone(), kept)
}

#[test]
fn figures_do_not_depend_on_the_number_of_threads() {
    for name in NAMES {
        let case = case(name);
        // A number of plays that fills no chunk: the last one is short.
        let (one, _) = run(&case, 20_001, 1);
        let (two, _) = run(&case, 20_001, 2);
        assert!(one == two, "{name}");
    }
}

#[test]
fn solutions_do_not_depend_on_the_number_of_threads() {
    for name in ["textbook/inspection", "textbook/brinkmanship", "textbook/chicken"] {
        let solved = [1, 2].map(|threads| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
            pool.install(|| {
                let case = case(name);
                format!("{:?} {:?}", case.exact(), case.casting.values)
            })
        });
        assert!(solved[0] == solved[1], "{name}");
    }
}

#[test]
fn a_longer_run_begins_with_the_plays_of_a_shorter_one() {
    let case = case("textbook/chicken");
    let (_, short) = run(&case, 1_000, 2);
    let (_, long) = run(&case, 20_001, 2);
    assert_eq!(short.len(), 1_000);
    assert_eq!(long.len(), 20_001);
    assert!(short == long[..1_000]);
    assert!(long.iter().zip(1..).all(|(play, number)| play.number == number));
}

#[test]
fn a_play_by_itself_is_that_play_of_a_run() {
    struct Nobody;
    impl standoff::play::Observer for Nobody {}
    for name in NAMES {
        let case = case(name);
        let (_, plays) = run(&case, 2_000, 2);
        for number in [2_000, 1, 17, 512, 513, 1_024, 1_025] {
            let mut alone = Player::new(&case.game, &case.casting.cast, 0);
            assert_eq!(alone.play(number, &mut Nobody), &plays[number as usize - 1], "{name}, play {number}");
        }
    }
}

#[test]
fn another_seed_plays_otherwise() {
    let case = case("textbook/chicken");
    let plays = [0, 1].map(|seed| {
        let sampling = Sampling { seed, stop: Stop::Plays(100) };
        let Ok(tally) = play_many::<Infallible>(&case.game, &case.casting.cast, sampling, |_| {}, None);
        told(&tally, &case)
    });
    assert!(plays[0] != plays[1]);
}

/// Common random numbers: variants of a scenario meet the same luck.
#[test]
fn a_rule_that_never_fires_leaves_all_plays_as_they_were() {
    let text = include_str!("../../scenarios/textbook/gamblers-ruin.toml");
    let before = Case::written(text);
    let (_, plays) = run(&before, 3_000, 2);
    for rule in [
        // Never fires, drawn or not.
        "[[rule]]\nid = \"never\"\nchance = 0\nshift = { purse = 1 }\n",
        // Drawn each round, and changes nothing.
        "[[rule]]\nid = \"idle\"\nchance = 0.5\nelse = [ { id = \"idler\", chance = 0.5 } ]\n",
        // Would come first.
        "[[rule]]\nid = \"aa-first\"\nwhen = [\"round > 100000\"]\nchance = 0.9\nset = { purse = 0 }\n",
    ] {
        let first_rule = text.find("[[rule]]").expect("it has rules");
        for at in [first_rule, text.find("[[outcome]]").expect("it has outcomes")] {
            let mut more = text.to_owned();
            more.insert_str(at, rule);
            let (_, with_rule) = run(&Case::written(&more), 3_000, 2);
            assert!(plays == with_rule, "{rule}");
        }
    }
}

/// Where nothing that a play meets is changed, it goes the same way to the end.
#[test]
fn plays_that_never_meet_a_change_do_not_notice_it() {
    let fair = Case::named("textbook/gamblers-ruin", &["rule.bet.chance=0.5".to_owned()]);
    let close = Case::named("textbook/gamblers-ruin", &["rule.bet.chance=0.501".to_owned()]);
    let ((_, fair), (_, close)) = (run(&fair, 3_000, 2), run(&close, 3_000, 2));
    let same = fair.iter().zip(&close).filter(|(a, b)| a == b).count();
    // Each of about 25 rounds differs with probability 0.001; independent plays would agree in one of a hundred.
    assert!(same > 2_800, "{same} of 3000");
}
