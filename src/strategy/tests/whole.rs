//! The catalogue and the strategies as a whole.

use super::games::{CHICKEN, symmetric};
use crate::scenario::{StrategyChoice, StrategyRule, StrategyRule::*};
use crate::strategy::catalogue::{ALL, Family, entry};
use crate::strategy::{Seen, View, behaviour};

/// One of every kind. A kind that is missing here is missing in `entry`'s match, or fails the first test.
fn every_rule() -> Vec<StrategyRule> {
    let quiet = StrategyChoice { rule: TitForTat, noise: 0.0 };
    vec![
        AlwaysConcede,
        AlwaysHold,
        AlwaysEscalate,
        Random,
        Mixed { probabilities: vec![0.3, 0.7] },
        TitForTat,
        SuspiciousTitForTat,
        GenerousTitForTat { generosity: 0.4 },
        TitForTwoTats,
        Grim,
        Pavlov,
        Bully,
        Alternator,
        MemoryOne { after: [0.9, 0.2, 0.7, 0.1], first: 0.5 },
        RunTheClock { last: 2 },
        WaitForOther,
        Brinkmanship { track: 0, level: 2 },
        Salami { track: 0, level: 2 },
        GraduatedReciprocation,
        Script { lines: Vec::new() },
        Equilibrium,
        LevelK { level: 2 },
        Myopic,
        BestResponse { to: Box::new(quiet) },
        FictitiousPlay,
        RegretMatching,
        RothErev { strength: 9.0, forgetting: 0.1, experimentation: 0.2 },
    ]
}

#[test]
fn the_catalogue_lists_every_strategy_once_and_nothing_else() {
    let rules = every_rule();
    let of_rules: Vec<&str> = rules.iter().map(|rule| entry(rule).name).collect();
    let listed: Vec<&str> = ALL.iter().map(|entry| entry.name).collect();
    assert_eq!(of_rules, listed);
    let mut names = listed.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), listed.len());
    for (rule, name) in rules.iter().zip(listed) {
        // `TitForTat` is written `tit-for-tat`.
        let debug = format!("{rule:?}");
        let variant = debug.split([' ', '(']).next().unwrap();
        assert_eq!(name.replace('-', ""), variant.to_lowercase());
    }
}

#[test]
fn the_catalogue_leaves_nothing_blank() {
    for entry in ALL {
        assert!(!entry.summary.is_empty() && !entry.source.is_empty(), "{}", entry.name);
        assert!(
            entry.parameters.iter().all(|p| !p.meaning.is_empty() && !p.range.is_empty()),
            "{}",
            entry.name
        );
    }
}

#[test]
fn only_reasoning_needs_the_solver_and_only_learning_can_not_be_solved() {
    let game = symmetric(10, CHICKEN);
    for rule in every_rule() {
        let family = entry(&rule).family;
        match behaviour(&StrategyChoice { rule, noise: 0.0 }, &game, 0) {
            Err(needs) => {
                assert_eq!(family, Family::Reasoning);
                assert_eq!(
                    needs.to_string(),
                    format!("the strategy `{}` has to be worked out by the solver", needs.name)
                );
            }
            Ok(behaviour) => {
                assert_ne!(family, Family::Reasoning);
                assert_eq!(behaviour.memories().is_none(), family == Family::Learning);
                assert_eq!(behaviour.learns(), family == Family::Learning);
            }
        }
    }
}

#[test]
fn every_strategy_gives_probabilities_and_keeps_to_its_memories_whatever_happens() {
    let game = symmetric(10, CHICKEN);
    for rule in every_rule() {
        for noise in [0.0, 0.3] {
            let Ok(behaviour) = behaviour(&StrategyChoice { rule: rule.clone(), noise }, &game, 0) else {
                continue;
            };
            for played in 0..1 << 10 {
                let mut memory = behaviour.start(&game, 0);
                for round in 1..=5 {
                    let view = View { game: &game, kind: 0, round, levels: &[0], available: &[0, 1] };
                    let mut mix = [7.0; 2];
                    behaviour.mix(&view, &memory, &mut mix);
                    assert!(mix.iter().all(|p| (0.0..=1.0 + 1e-12).contains(p)), "{rule:?}: {mix:?}");
                    assert!((mix[0] + mix[1] - 1.0).abs() < 1e-12, "{rule:?}: {mix:?}");
                    let actions = [played >> (2 * round - 2) & 1, played >> (2 * round - 1) & 1];
                    let payoff = |own| game.types[0].payoff.of_actions(0, &[0], &[own, actions[1]]);
                    let seen = Seen { game: &game, actor: 0, round, levels: &[0], actions: &actions };
                    behaviour.see(&mut memory, &seen, &[payoff(0), payoff(1)]);
                    if let (Some(memories), crate::strategy::Memory::State(state)) =
                        (behaviour.memories(), &memory)
                    {
                        assert!(*state < memories, "{rule:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_memory_is_started_again_for_the_next_play() {
    let game = symmetric(10, CHICKEN);
    for rule in every_rule() {
        let Ok(behaviour) = behaviour(&StrategyChoice { rule, noise: 0.0 }, &game, 0) else { continue };
        let fresh = behaviour.start(&game, 0);
        let mut memory = fresh.clone();
        let seen = Seen { game: &game, actor: 0, round: 1, levels: &[0], actions: &[0, 1] };
        behaviour.see(&mut memory, &seen, &[-1.0, -10.0]);
        behaviour.restart(&game, 0, &mut memory);
        assert_eq!(memory, fresh);
    }
}
