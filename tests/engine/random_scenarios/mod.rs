//! Random scenarios with every feature of the format: the sampler, the exact solver and a naive reading of the rules
//! agree on all of them, and equilibria keep what their certificates promise.

pub(crate) mod generator;
pub(crate) mod oracle;
pub(crate) mod reason;
mod sampled;

use generator::Wish;
use oracle::{Figures, Oracle, Plan, Table};
use reason::Sight;
use standoff::game::{Game, Kernel, Level};
use standoff::play::{Sampling, Stop, play_many};
use standoff::scenario::{Scenario, StrategyChoice, StrategyRule, load_text};
use standoff::solve::{Casting, Exact, FirstTimes, RESIDUAL_LIMIT, SolveError, cast, equilibrium, exact};
use standoff::strategy::{Memory, View};
use std::convert::Infallible;

const SCENARIOS: u64 = 300;

/// A scenario, loaded, compiled and cast.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) scenario: Scenario,
    pub(crate) game: Game,
    pub(crate) kernel: Kernel,
    pub(crate) casting: Casting,
}

impl Case {
    fn new(number: u64, wish: Wish) -> Case {
        Case::of(
            format!("random-{number}"),
            read(&format!("random-{number}"), &generator::scenario(number, wish)),
        )
    }

    fn of(name: String, scenario: Scenario) -> Case {
        let told = name.clone();
        Case::solve(name, scenario).unwrap_or_else(|error| panic!("{told}: {error}"))
    }

    /// The case, or why the solver refuses it.
    pub(crate) fn solve(name: String, scenario: Scenario) -> Result<Case, SolveError> {
        let game = Game::compile(&scenario).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let kernel = Kernel::build(&game).unwrap_or_else(|error| panic!("{name}: {error}"));
        let casting = cast(&scenario, &game)?;
        Ok(Case { name, scenario, game, kernel, casting })
    }

    pub(crate) fn exact(&self) -> Exact {
        exact(&self.game, &self.kernel, &self.casting.cast, &FirstTimes::All)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The first type of an actor in the compiled game.
    fn first_type(&self, actor: usize) -> usize {
        self.game.actors[actor].types.start
    }

    fn choice(&self, actor: usize, kind: usize) -> &StrategyChoice {
        &self.scenario.actors[actor].types[kind].strategy
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = (usize, usize)> {
        let types =
            |(actor, a): (usize, &standoff::scenario::Actor)| (0..a.types.len()).map(move |k| (actor, k));
        self.scenario.actors.iter().enumerate().flat_map(types)
    }

    /// What the engine has a memoryless type do, noise included, wherever a play can be.
    pub(crate) fn mixes(&self, (actor, kind): (usize, usize), table: &mut Table) {
        let oracle = Oracle(&self.scenario);
        let index = self.first_type(actor) + kind;
        for (round, states) in (1..).zip(oracle.reachable(self.scenario.rounds)) {
            for state in states {
                let lows = self.scenario.tracks.iter().map(|track| track.low);
                let levels: Vec<Level> =
                    state.iter().zip(lows).map(|(level, low)| (level - low) as Level).collect();
                let available: Vec<usize> =
                    self.game.available(index, self.game.epochs.at(round), &levels).collect();
                let moves: Vec<usize> = available
                    .iter()
                    .map(|&action| self.game.actors[actor].actions[action].move_index)
                    .collect();
                assert_eq!(moves, oracle.available(actor, kind, round, &state), "{}", self.name);
                let mut by_action = vec![0.0; self.game.actors[actor].actions.len()];
                let view =
                    View { game: &self.game, kind: index, round, levels: &levels, available: &available };
                self.casting.cast.behaviour(index).mix(&view, &Memory::State(0), &mut by_action);
                let mut mix = vec![0.0; self.scenario.actors[actor].moves.len()];
                available.iter().zip(moves).for_each(|(&action, made)| mix[made] = by_action[action]);
                table.insert((actor, kind, round, state), mix);
            }
        }
    }
}

/// A scenario from its text.
pub(crate) fn read(name: &str, text: &str) -> Scenario {
    load_text(name, text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}")).scenario
}

fn is_table(choice: &StrategyChoice) -> bool {
    matches!(choice.rule, StrategyRule::Equilibrium | StrategyRule::Myopic | StrategyRule::LevelK { .. })
}

fn close(name: &str, what: &str, left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-9 * (1.0 + right.abs()), "{name}: {what}: {left} and {right}");
}

#[test]
fn the_scenarios_use_every_feature_of_the_format() {
    let texts: Vec<String> =
        (0..SCENARIOS).map(|number| generator::scenario(number, Wish::default())).collect();
    let features = [
        "foresight = ",
        "range = [-",
        "levels = [\"",
        "discount = 0.",
        "rationality = ",
        "weight = ",
        "stance = ",
        "prior = ",
        "remove = ",
        "payoff]\nround = ",
        "against.",
        "rule.e",
        "outcome.",
        "track.tension = [",
        "track.talks = ",
        "set = {",
        "shift = {",
        "outcome = \"",
        "[[rule]]",
        "otherwise = true",
        "chance = 0.",
        "chance = { base",
        "chance = { per",
        "by = ",
        "*",
        "else = [{ id",
        "plays ",
        " or ",
        "avoids ",
        "concedes",
        "holds",
        "escalates",
        "round >= ",
        "tension != ",
        "level-0",
        "[actor.third]",
        ".type.t2]",
        "noise = 0.35",
        "mix = {",
    ];
    let names = standoff::strategy::catalogue::ALL
        .iter()
        .filter(|entry| entry.family != standoff::strategy::catalogue::Family::Learning)
        .map(|entry| entry.name);
    for feature in features.into_iter().chain(names) {
        let count = texts.iter().filter(|text| text.contains(feature)).count();
        assert!(count >= 5, "`{feature}` stands in {count} scenarios only");
    }
    let depth = |text: &String| text.lines().map(|line| line.matches("else").count()).max();
    assert!(texts.iter().filter(|text| depth(text) >= Some(3)).count() >= 5);
    // Plays that all end at once would prove little.
    let long =
        (0..SCENARIOS).filter(|&number| Case::new(number, Wish::default()).exact().mean_rounds() > 1.5);
    assert!(long.count() as u64 > SCENARIOS / 2);
}

#[test]
fn what_is_sampled_agrees_with_what_is_exact() {
    let mut scores = sampled::Scores::default();
    for number in 0..SCENARIOS {
        let case = Case::new(number, Wish::default());
        let exact = case.exact();
        let sampling = Sampling { seed: number, stop: Stop::Plays(4000) };
        let Ok(tally) = play_many::<Infallible>(&case.game, &case.casting.cast, sampling, |_| {}, None);
        sampled::compare(&case.name, &case.game, &tally, &exact, &mut scores);
    }
    scores.look_normal();
}

#[test]
fn certificates_hold() {
    let mut solved = 0;
    for number in 0..SCENARIOS {
        let case = Case::new(number, Wish::default());
        if let Some(certificate) = case.casting.certificate {
            solved += 1;
            assert!(certificate.largest_residual <= RESIDUAL_LIMIT, "{}", case.name);
            assert!(certificate.stage_games > 0);
        }
    }
    assert!(solved > SCENARIOS / 4, "only {solved} have an equilibrium to look at");
}

#[test]
fn what_is_exact_is_what_the_definition_of_a_round_gives() {
    let mut compared = 0;
    for number in 0..SCENARIOS {
        let case = Case::new(number, Wish::default());
        // Of equals a best response may take either.
        let answers =
            |(actor, kind)| matches!(case.choice(actor, kind).rule, StrategyRule::BestResponse { .. });
        if case.kinds().any(answers) {
            continue;
        }
        compared += 1;
        let mut table = Table::new();
        let mut plans: Vec<Vec<Plan<'_>>> = case.scenario.actors.iter().map(|_| Vec::new()).collect();
        for (actor, kind) in case.kinds() {
            let choice = case.choice(actor, kind);
            if is_table(choice) {
                case.mixes((actor, kind), &mut table);
            }
            plans[actor].push(if is_table(choice) { Plan::Table } else { Plan::Named(choice) });
        }
        let figures = Oracle(&case.scenario).figures(&plans, &table);
        same_figures(&case, &case.exact(), &figures);
    }
    assert!(compared > SCENARIOS / 2, "only {compared} were compared");
}

fn same_figures(case: &Case, exact: &Exact, figures: &Figures) {
    let Case { name, scenario, game, .. } = case;
    for (outcome, by_round) in exact.ended.iter().enumerate() {
        for (t, p) in by_round.iter().enumerate() {
            let naive = figures.ended.get(&(outcome, t as u32 + 1)).copied().unwrap_or(0.0);
            close(name, &format!("outcome {outcome} in round {}", t + 1), *p, naive);
        }
    }
    for (actor, kind) in case.kinds() {
        close(name, &format!("payoff of {actor}"), exact.payoff[actor], figures.payoff[actor]);
        let by_type = exact.by_type[case.first_type(actor) + kind].expect("its prior is positive");
        close(name, &format!("payoff of type {kind} of {actor}"), by_type, figures.by_type[actor][kind]);
    }
    for (track, by_round) in exact.levels.iter().enumerate() {
        for (round, levels) in by_round.iter().enumerate() {
            for (level, p) in levels.iter().enumerate() {
                let written = scenario.tracks[track].low + level as i32;
                let naive = figures.levels.get(&(track, round as u32, written)).copied().unwrap_or(0.0);
                close(name, &format!("track {track} at {written} after round {round}"), *p, naive);
            }
        }
    }
    for (actor, a) in scenario.actors.iter().enumerate() {
        for index in 0..a.moves.len() {
            let first = exact.first[actor][index].as_ref().expect("all were asked for");
            for t in 0..scenario.rounds {
                let key = (actor, index, t + 1);
                let naive = |of: &std::collections::BTreeMap<_, f64>| of.get(&key).copied().unwrap_or(0.0);
                let what = format!("move {index} of {actor} in round {}", t + 1);
                close(name, &what, exact.made[actor][index][t as usize], naive(&figures.made));
                close(name, &format!("first {what}"), first[t as usize], naive(&figures.first));
            }
        }
    }
    // A named effect can stand several times in the compiled game, once for each variant of its move.
    let mut fired = std::collections::BTreeMap::new();
    for (effect, times) in game.effects.iter().zip(&exact.fired).filter(|(effect, _)| effect.named) {
        *fired.entry(effect.key.as_str()).or_insert(0.0) += times;
    }
    for (key, times) in fired {
        close(name, key, times, figures.fired.get(key).copied().unwrap_or(0.0));
    }
}

#[test]
fn an_equilibrium_is_a_fixed_point_and_gains_no_more_than_its_certificate_says() {
    let wish = Wish { short_sighted: true, equilibrium: true, ..Wish::default() };
    for number in 0..120 {
        let case = Case::new(1000 + number, wish);
        let name = &case.name;
        let mut table = Table::new();
        case.kinds().for_each(|who| case.mixes(who, &mut table));
        let findings = Oracle(&case.scenario).examine(&table, Sight::Future);
        let certificate = case.casting.certificate.expect("it was solved");
        assert!(findings.residual < 1e-9, "{name}: residual {}", findings.residual);
        assert!(
            findings.gain <= certificate.largest_gain + 1e-9,
            "{name}: {} {certificate:?}",
            findings.gain
        );
        let values = case.casting.values.as_ref().expect("it was solved");
        for (actor, kind) in case.kinds() {
            close(name, "value", values[case.first_type(actor) + kind], findings.values[actor][kind]);
        }
    }
}

#[test]
fn without_foresight_and_types_the_exact_payoff_is_the_value_of_the_induction() {
    let wish = Wish { short_sighted: true, single_types: true, equilibrium: true, ..Wish::default() };
    for number in 0..SCENARIOS {
        let case = Case::new(2000 + number, wish);
        let induction = equilibrium(&case.game, &case.kernel).expect("it has an equilibrium");
        let exact = case.exact();
        for actor in 0..case.game.actors.len() {
            close(&case.name, "payoff", exact.payoff[actor], induction.values[actor]);
        }
    }
}

#[test]
fn with_foresight_the_actors_do_not_see_the_end_coming() {
    let wish = Wish { equilibrium: true, gentle: true, ..Wish::default() };
    let mut with_foresight = 0;
    for number in 0..120 {
        let case = Case::new(3000 + number, wish);
        with_foresight += u32::from(case.scenario.foresight > 0);
        let mut table = Table::new();
        case.kinds().for_each(|who| case.mixes(who, &mut table));
        let naive = Oracle(&case.scenario).gentle_equilibrium();
        same_mixes(&case.name, &table, &naive);
    }
    assert!(with_foresight > 20, "{with_foresight}");
}

fn same_mixes(name: &str, engine: &Table, naive: &Table) {
    for (key, mix) in engine {
        for (p, q) in mix.iter().zip(&naive[key]) {
            assert!((p - q).abs() < 1e-9, "{name}: {key:?}: {mix:?} and {:?}", naive[key]);
        }
    }
}

#[test]
fn level_k_is_the_logit_response_to_level_k_minus_one() {
    for number in 0..120 {
        let case = Case::new(4000 + number, Wish { equilibrium: true, ..Wish::default() });
        let level = number as u32 % 4;
        let mut scenario = case.scenario;
        for actor in &mut scenario.actors {
            for kind in &mut actor.types {
                kind.strategy = StrategyChoice { rule: StrategyRule::LevelK { level }, noise: 0.0 };
            }
        }
        let case = Case::of(format!("{} at level {level}", case.name), scenario);
        let mut table = Table::new();
        case.kinds().for_each(|who| case.mixes(who, &mut table));
        same_mixes(&case.name, &table, &Oracle(&case.scenario).level_k(level));
    }
}

#[test]
fn myopic_actors_respond_to_this_round_alone() {
    for number in 0..120 {
        let case = Case::new(5000 + number, Wish { equilibrium: true, ..Wish::default() });
        let mut scenario = case.scenario;
        for kind in scenario.actors.iter_mut().flat_map(|actor| &mut actor.types) {
            kind.strategy = StrategyChoice { rule: StrategyRule::Myopic, noise: 0.0 };
        }
        let case = Case::of(format!("{}, myopic", case.name), scenario);
        let mut table = Table::new();
        case.kinds().for_each(|who| case.mixes(who, &mut table));
        let residual = Oracle(&case.scenario).examine(&table, Sight::ThisRound).residual;
        assert!(residual < 1e-9, "{}: {residual}", case.name);
    }
}

#[test]
fn nothing_does_better_than_a_best_response() {
    use StrategyRule as Rule;
    let wish = Wish { short_sighted: true, single_types: true, equilibrium: true, ..Wish::default() };
    let to = [
        Rule::TitForTat,
        Rule::Grim,
        Rule::Random,
        Rule::TitForTwoTats,
        Rule::Equilibrium,
        Rule::GraduatedReciprocation,
        Rule::LevelK { level: 2 },
    ];
    for number in 0..70 {
        let scenario = Case::new(6000 + number, wish).scenario;
        let to = StrategyChoice { rule: to[number as usize % to.len()].clone(), noise: 0.1 };
        let payoff = |rule: Rule| {
            let mut scenario = scenario.clone();
            for (actor, of) in scenario.actors.iter_mut().enumerate() {
                let answer = StrategyChoice { rule: rule.clone(), noise: 0.0 };
                of.types[0].strategy = if actor == 0 { answer } else { to.clone() };
            }
            Case::of(format!("random-{}", 6000 + number), scenario).exact().payoff[0]
        };
        let best = payoff(Rule::BestResponse { to: Box::new(to.clone()) });
        for rule in [
            Rule::AlwaysConcede,
            Rule::AlwaysHold,
            Rule::AlwaysEscalate,
            Rule::Random,
            Rule::Grim,
            Rule::Pavlov,
            Rule::Bully,
            Rule::Alternator,
            Rule::RunTheClock { last: 1 },
            Rule::Equilibrium,
            Rule::LevelK { level: 3 },
        ] {
            let other = payoff(rule.clone());
            assert!(
                best >= other - 1e-9,
                "random-{}: {rule:?} against {to:?}: {other} > {best}",
                6000 + number
            );
        }
    }
}

/// A best response needs the others' mixes in all rounds that are planned, and the policy of the equilibrium has those
/// of the rounds played alone: `index out of bounds` in `PolicyTable::mix`.
#[test]
fn actors_with_foresight_can_answer_the_equilibrium_best() {
    for to in [StrategyRule::Equilibrium, StrategyRule::Myopic] {
        let text = "title = \"t\"\nrounds = 2\nforesight = 1\n\
                    actor.one = { discount = 0.9, move.hold = {} }\nactor.other = { discount = 0.9, move.hold = {} }\n\
                    [[outcome]]\nid = \"end\"\notherwise = true\n";
        let mut scenario = load_text("t", text).expect("it is sound").scenario;
        let to = Box::new(StrategyChoice { rule: to, noise: 0.0 });
        scenario.actors[0].types[0].strategy =
            StrategyChoice { rule: StrategyRule::BestResponse { to }, noise: 0.0 };
        let exact = Case::of("answering".to_owned(), scenario).exact();
        assert_eq!(exact.mean_rounds(), 2.0);
    }
}
