//! Orders against the effective numbers of a file.

use standoff::scenario::{Loaded, load_text};

const GAME: &str = r#"
    title = "Orders"
    rounds = 3
    [track.talks]
    range = [0, 2]
    start = 1
    [actor.us]
    payoff.outcome = { deal = 5, war = -10 }
    payoff.track.talks = [0, 1, 3]
    payoff.round = { base = 0, per = { "talks*talks" = -0.5 } }
    [actor.us.move.hold]
    [actor.us.move.relief]
    effects = [{ shift = { talks = 1 } }]
    [actor.us.payoff.move]
    relief = -2
    [actor.us.type.dove]
    prior = 0.5
    payoff.move.relief = { per = { talks = 0.5 } }
    [actor.us.type.hawk]
    prior = 0.5
    payoff.outcome.deal = -20
    payoff.move.relief = { by = "talks", levels = [-4, -5, -6] }
    [actor.dprk.move.hold]
    [[rule]]
    id = "leak"
    chance = 0.5
    shift = { talks = -1 }
    [[outcome]]
    id = "deal"
    when = ["talks == 2"]
    [[outcome]]
    id = "war"
    when = ["talks == 0"]
    [[outcome]]
    id = "stalemate"
    otherwise = true
"#;

fn load(orders: &[&str]) -> Loaded {
    let orders: String = orders.iter().map(|says| format!("[[order]]\nsays = '{says}'\n")).collect();
    load_text("orders", &format!("{GAME}\n{orders}")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn orders_look_at_what_actors_and_types_have() {
    let hold = [
        "actor.us.payoff.outcome: deal > war",
        // What is written nowhere is 0.
        "actor.us.payoff.outcome: deal > stalemate > war",
        "actor.us.payoff.move: hold > relief",
        "actor.dprk.payoff.outcome: war >= deal",
        "actor.us.payoff.rule.leak >= 0",
        // A type has from its actor what it does not change.
        "actor.us.type.dove.payoff.outcome.deal > actor.us.type.hawk.payoff.outcome.deal",
        "actor.us.type.hawk.payoff.outcome: war > deal",
        // The actor's plain number has become the base of an amount.
        "actor.us.type.dove.payoff.move.relief: per.talks > base",
        "actor.us.payoff.move.relief > actor.us.type.hawk.payoff.move.relief.levels.0",
        "actor.us.payoff.track.talks: 2 > 1 > 0",
        "0 > actor.us.payoff.round.per.talks*talks",
        "rule.leak.chance > 0.4",
    ];
    let loaded = load(&hold);
    assert_eq!(loaded.warnings, []);
    assert!(loaded.scenario.orders.iter().all(|order| order.means.broken_at().is_none()));
    let chain = &loaded.scenario.orders[1].means;
    assert_eq!(chain.terms[1].path.as_deref(), Some("actor.us.payoff.outcome.stalemate"));
    assert_eq!(chain.terms.iter().map(|term| term.value).collect::<Vec<_>>(), [5.0, 0.0, -10.0]);
}

#[test]
fn an_order_that_does_not_hold_is_warned_of() {
    let broken = ["actor.us.payoff.outcome: deal > war > stalemate", "rule.leak.chance > 0.5"];
    let loaded = load(&broken);
    let warnings: Vec<&str> = loaded.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        warnings,
        [
            "The order `actor.us.payoff.outcome: deal > war > stalemate` does not hold: \
             `actor.us.payoff.outcome.war` is -10, and `actor.us.payoff.outcome.stalemate` is 0.",
            "The order `rule.leak.chance > 0.5` does not hold: `rule.leak.chance` is 0.5, and 0.5."
        ]
    );
    assert_eq!(loaded.scenario.orders[0].means.broken_at(), Some(1));
}

#[test]
fn orders_go_with_what_is_removed_and_step_back_from_what_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let orders =
        "[[order]]\nsays = 'rule.leak.chance > 0'\n[[order]]\nsays = 'actor.us.payoff.outcome: deal > war'\n";
    write("base.toml", &format!("{GAME}{orders}"));
    let load = |text: &str| {
        let name = write("variant.toml", &format!("extends = 'base.toml'\n{text}"));
        let request = standoff::scenario::Request::new(&name);
        standoff::scenario::load(&request).unwrap_or_else(|error| panic!("{error}"))
    };
    let without = load("remove = ['rule.leak']\ntrack.talks.start = 0");
    assert_eq!(without.scenario.orders.len(), 1);
    assert_eq!(without.warnings.iter().filter(|warning| warning.message.contains("order")).count(), 0);
    let anew = load("[[rule]]\nid = 'leak'\nchance = { by = 'talks', levels = [0, 0.1, 0.2] }");
    assert_eq!(anew.scenario.orders.len(), 1);
    assert!(anew.warnings[0].message.starts_with("The order `rule.leak.chance > 0` says nothing here: "));
}
