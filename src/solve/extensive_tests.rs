use super::super::gambit_tree::efg;
use super::super::small_games::{MIXED, SolvedGame, solved, two};
use super::super::{FirstTimes, cast, exact};
use super::*;
use num_traits::ToPrimitive;

/// What the tree is worth to each player if everybody plays the equilibrium; a walk over the nodes.
fn worth(own: &SolvedGame, form: &ExtensiveForm, at: &mut usize) -> Vec<f64> {
    let node = &form.nodes[*at];
    *at += 1;
    let weights: Vec<f64> = match node {
        Node::End { payoffs, .. } => return payoffs.iter().map(|pay| pay.to_f64().unwrap()).collect(),
        Node::Chance { branches, .. } => branches.iter().map(|(_, p)| p.to_f64().unwrap()).collect(),
        Node::Decision { info_set } => {
            let set = &form.info_sets[*info_set];
            let mut mix = vec![0.0; own.game.actors[set.actor].actions.len()];
            if let [only] = set.actions[..] {
                mix[only] = 1.0;
            } else {
                own.solved.policy.mix(set.kind, set.round, set.state, &mut mix);
            }
            set.actions.iter().map(|&action| mix[action]).collect()
        }
    };
    let mut sum = vec![0.0; form.players.len()];
    for weight in weights {
        let branch = worth(own, form, at);
        sum.iter_mut().zip(branch).for_each(|(sum, value)| *sum += weight * value);
    }
    sum
}

fn expected(own: &SolvedGame) -> Vec<f64> {
    let form = extensive_form(&own.scenario, &own.game).unwrap();
    let mut at = 0;
    let found = worth(own, &form, &mut at);
    assert_eq!(at, form.nodes.len());
    found
}

/// The tree knows nothing of kernels and lanes, yet it is worth what the exact distribution says, and without types
/// what the induction says.
#[test]
fn the_tree_is_worth_what_the_solver_says() {
    let chicken = two(2, [0.0, -1.0, 1.0, -10.0], [1.0, -2.0, 2.0, -4.0], 0.3);
    for (text, types) in [(MIXED.replacen("rounds = 3", "rounds = 2", 1), true), (chicken, false)] {
        let own = solved(&text);
        let found = expected(&own);
        let cast = cast(&own.scenario, &own.game).unwrap().cast;
        let known = exact(&own.game, &own.kernel, &cast, &FirstTimes::None).unwrap().payoff;
        let known = if types { known } else { own.solved.values.clone() };
        for (found, known) in found.iter().zip(&known) {
            assert!((found - known).abs() < 1e-9, "{found} and {known}");
        }
    }
}

#[test]
fn with_foresight_the_tree_goes_on_past_the_rounds_played_and_ends_as_things_stand() {
    let text = "title = \"Drift\"\nrounds = 1\nforesight = 1\n[track.level]\nrange = [0, 3]\nstart = 0\n\
                [actor.a]\ndiscount = 0.5\npayoff.track.level = 1\n[actor.a.move.wait]\n[actor.b]\ndiscount = 0.5\n\
                [actor.b.move.wait]\n[[rule]]\nid = \"rise\"\nshift = { level = 1 }\n\
                [[outcome]]\nid = \"over\"\notherwise = true\n";
    let own = solved(text);
    // 1 + δ·2 + δ²·2/(1 − δ)
    assert_eq!(expected(&own)[0], 3.0);
    assert!((own.solved.values[0] - 3.0).abs() < 1e-12);
}

#[test]
fn two_rounds_of_chicken_have_thirty_one_nodes_and_ten_information_sets() {
    let own = solved(&two(2, [0.0, -1.0, 1.0, -10.0], [0.0, -1.0, 1.0, -10.0], 0.2));
    let form = extensive_form(&own.scenario, &own.game).unwrap();
    assert_eq!((form.nodes.len(), form.info_sets.len()), (31, 10));
    let text = efg(&form);
    let start = "EFG 2 R \"Two\" { \"a\" \"b\" }\n\"\"\n\n\
                 p \"\" 1 1 \"round 1\" { \"yield\" \"stand\" } 0\n\
                 p \"\" 2 1 \"round 1 (2)\" { \"yield\" \"stand\" } 0\n\
                 p \"\" 1 2 \"round 2; yield/yield\" { \"yield\" \"stand\" } 0\n";
    assert_eq!(&text[..start.len()], start);
    assert!(text.contains("t \"\" 16 \"over (16)\" { -20, -20 }"), "{text}");
}

#[test]
fn a_tree_that_is_too_large_is_refused() {
    let own = solved(&two(9, [0.0, -1.0, 1.0, -10.0], [0.0, -1.0, 1.0, -10.0], 0.2));
    assert_eq!(extensive_form(&own.scenario, &own.game), Err(ExtensiveError::TooLarge));
}

#[test]
fn nodes_are_counted_as_they_are_built() {
    let chicken = two(3, [0.0, -1.0, 1.0, -10.0], [1.0, -2.0, 2.0, -4.0], 0.3);
    for text in [MIXED.replacen("rounds = 3", "rounds = 2", 1), chicken] {
        let own = solved(&text);
        let nodes = extensive_form(&own.scenario, &own.game).unwrap().nodes.len();
        assert_eq!(count::at_most(&own.game, nodes), Ok(()));
        assert_eq!(count::at_most(&own.game, nodes - 1), Err(ExtensiveError::TooLarge));
    }
}

#[test]
fn a_tree_as_deep_as_it_may_be_needs_no_deep_stack() {
    let text = "title = \"Long\"\nrounds = 3000\n[actor.a.move.x]\n[actor.b.move.y]\n[[rule]]\nid = \"r\"\n\
                chance = 0.001\noutcome = \"o\"\n[[outcome]]\nid = \"o\"\n[[outcome]]\nid = \"e\"\n\
                otherwise = true\n";
    let own = solved(text);
    let form = extensive_form(&own.scenario, &own.game).unwrap();
    // In each round two decide, one chance, and one end; and the last one goes on to its own end.
    assert_eq!(form.nodes.len(), 4 * 3000 + 1);
    let own = solved(&text.replace("3000", "10000").replace("move.x", "move.a-name-that-is-rather-long"));
    assert_eq!(extensive_form(&own.scenario, &own.game), Err(ExtensiveError::TooLong));
}
