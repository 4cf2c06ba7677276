//! Whole scenarios, from text to checked scenario.

use std::fs;

use standoff::scenario::{
    Amount, LoadError, Loaded, Request, ScenarioFile, Stance, StrategyRule, list, load, load_text,
};

const BASELINE: &str = include_str!("../data/baseline.toml");

const SMALL: &str = r#"
title  = "A small standoff"
rounds = 12
[track.tension]
range = [-1, 4]
start = 0
[track.talks]
range = [0, 3]
start = 1
[actor.us]
payoff.track = { tension = -2, talks = [0, 1, 4, 9] }
[actor.us.move.hold]
[actor.us.move.relief]
stance  = "concede"
weight  = 2
effects = [ { chance = 0.5, shift = { talks = 1 } } ]
[actor.us.type.dove]
prior = 0.25
[actor.us.type.hawk]
prior = 0.75
label = "Hawk"
strategy = "always-hold"
move.relief.stance = "hold"
move.strike.stance = "escalate"
remove = ["move.hold"]
[actor.dprk]
strategy = { tit-for-tat = { noise = 0.05 } }
[actor.dprk.move.hold]
[[rule]]
id     = "talks-fade"
when   = ["talks >= 1"]
chance = { base = 0.1, per = { tension = 0.1 } }
shift  = { talks = -1 }
[[rule]]
when   = ["us plays strike"]
shift  = { tension = 1 }
[[outcome]]
id = "end"
otherwise = true
"#;

fn loaded(text: &str) -> Loaded {
    load_text("test", text).unwrap_or_else(|error| panic!("{error}"))
}

fn with(settings: &[&str], strategies: &[&str]) -> Result<Loaded, LoadError> {
    let mut file = ScenarioFile::from_text("test", SMALL)?;
    for setting in settings {
        file.set(setting)?;
    }
    for strategy in strategies {
        file.set_strategy(strategy)?;
    }
    file.check()
}

fn warnings(extra: &str) -> Vec<String> {
    loaded(&format!("{SMALL}{extra}")).warnings.into_iter().map(|warning| warning.message).collect()
}

#[test]
fn a_large_scenario_is_read_without_a_warning() {
    let Loaded { scenario, warnings, .. } = loaded(BASELINE);
    assert_eq!(warnings, []);
    assert_eq!(scenario.tracks.len(), 7);
    assert_eq!(scenario.actors[1].types[1].payoff.moves[8], Amount::Constant(2.4));
    assert_eq!(scenario.outcomes[scenario.otherwise].id, "stalemate");
    let keys: Vec<&str> = scenario.rules[1].otherwise.iter().map(|effect| effect.key.as_str()).collect();
    assert_eq!(keys, ["summit-failed", "rule.summit-succeeds.else.1"]);
    let file = ScenarioFile::from_text("test", BASELINE).unwrap();
    assert_eq!(file.number("actor.us.type.complete-first.payoff.outcome.war"), Ok(-300.0));
}

#[test]
fn defaults_stand_where_nothing_is_written() {
    let us = &loaded(SMALL).scenario.actors[0].types[0];
    assert_eq!((us.discount, us.rationality), (1.0, 1.0));
    assert_eq!(us.strategy.rule, StrategyRule::Equilibrium);
    let hold = us.moves[0].as_ref().unwrap();
    assert_eq!((hold.stance, hold.weight), (Stance::Hold, 1.0));
    assert_eq!(us.label, "dove");
}

#[test]
fn payoffs_of_tracks_count_levels_as_written() {
    let us = &loaded(SMALL).scenario.actors[0].types[0];
    assert_eq!(us.payoff.track, [vec![2.0, 0.0, -2.0, -4.0, -6.0, -8.0], vec![0.0, 1.0, 4.0, 9.0]]);
}

#[test]
fn a_type_is_its_actor_with_something_laid_over_it() {
    let scenario = loaded(SMALL).scenario;
    let [dove, hawk] = &scenario.actors[0].types[..] else { panic!("two types") };
    let moves: Vec<&str> = scenario.actors[0].moves.iter().map(|name| name.id.as_str()).collect();
    assert_eq!(moves, ["hold", "relief", "strike"]);
    assert!(dove.moves[0].is_some() && dove.moves[2].is_none());
    assert!(hawk.moves[0].is_none() && hawk.moves[2].is_some());
    let (mild, hard) = (dove.moves[1].as_ref().unwrap(), hawk.moves[1].as_ref().unwrap());
    assert_eq!((mild.stance, hard.stance), (Stance::Concede, Stance::Hold));
    assert_eq!(hard.weight, 2.0);
    assert_eq!(mild.effects, hard.effects);
    assert_eq!(hard.effects[0].key, "actor.us.move.relief.effects.0");
    assert_eq!(hawk.label, "Hawk");
    assert_eq!(hawk.strategy.rule, StrategyRule::AlwaysHold);
}

#[test]
fn settings_lie_over_the_file() {
    let Loaded { scenario, .. } = with(
        &[
            "rounds=3",
            "rule.talks-fade.chance=0.5",
            "actor.us.payoff.outcome.end={by=\"talks\",levels=[0,1,2,3]}",
        ],
        &["us=grim", "dprk={tit-for-tat={noise=0.2}}"],
    )
    .unwrap();
    assert_eq!(scenario.rounds, 3);
    assert_eq!(scenario.rules[0].chance, Amount::Constant(0.5));
    assert_eq!(
        scenario.actors[0].types[1].payoff.outcome[0],
        Amount::ByLevel { track: 1, values: vec![0.0, 1.0, 2.0, 3.0] }
    );
    assert!(scenario.actors[0].types.iter().all(|variant| variant.strategy.rule == StrategyRule::Grim));
    assert_eq!(scenario.actors[1].types[0].strategy.noise, 0.2);
}

#[test]
fn setting_a_prior_rescales_the_others() {
    let scenario = with(&["actor.us.type.hawk.prior=0.1"], &[]).unwrap().scenario;
    let priors: Vec<f64> = scenario.actors[0].types.iter().map(|variant| variant.prior).collect();
    assert_eq!(priors, [0.9, 0.1]);
    assert!(with(&["actor.us.type.hawk.prior=0.1", "actor.us.type.dove.prior=0.1"], &[]).is_err());
    assert!(with(&["actor.us.type.hawk.prior=1.1"], &[]).is_err());
}

#[test]
fn a_study_sets_numbers() {
    let mut file = ScenarioFile::from_text("test", SMALL).unwrap();
    file.set_number("rounds", 7.0).unwrap();
    file.set_number("rule.talks-fade.chance.per.tension", 0.125).unwrap();
    assert_eq!(file.number("rule.talks-fade.chance.per.tension"), Ok(0.125));
    assert_eq!(file.check().unwrap().scenario.rounds, 7);
    let problem = file.set_number("rule.talks-faed.chance", 0.5).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "rule.talks-faed.chance=0.5:1:6: `rule` has no `talks-faed`. Did you mean `talks-fade`?"
    );
}

#[test]
fn what_can_have_no_effect_is_a_warning() {
    assert_eq!(
        warnings("[track.idle]\nrange = [0, 1]\nstart = 0\n"),
        ["Nothing mentions the track `idle`: no condition, no effect, no payoff."]
    );
    assert_eq!(
        warnings("[[outcome]]\nid = \"peace\"\n"),
        ["Nothing brings about the outcome `peace`: it has no `when`, and no effect names it."]
    );
    assert_eq!(
        warnings("[[outcome]]\nid = \"peace\"\nwhen = [\"talks > 3\"]\n"),
        ["`talks > 3` never holds: `talks` goes from 0 to 3."]
    );
}

#[test]
fn the_library_loads_without_a_warning() {
    let names: Vec<String> = list().into_iter().map(|entry| entry.name).collect();
    assert!(names.iter().any(|name| name == "textbook/chicken"), "{names:?}");
    for name in names {
        let Loaded { scenario, warnings, .. } =
            load(&Request::new(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(warnings, [], "{name}");
        assert_eq!(scenario.name, name);
        assert!(!scenario.summary.is_empty(), "{name} has no summary");
    }
}

#[test]
fn a_text_can_extend_the_library() {
    let text = "extends = \"textbook/chicken\"\nremove = [\"claim.T1\"]\nrounds = 5\n";
    let scenario = loaded(text).scenario;
    assert_eq!(scenario.rounds, 5);
    assert_eq!(scenario.claims.len(), 2);
}

#[test]
fn a_name_reaches_nothing_outside_the_library() {
    for name in
        ["textbook/../chicken", "../scenarios/textbook/chicken", "textbook/", "", "/", "..", "korea-2081"]
    {
        assert!(matches!(load(&Request::new(name)), Err(LoadError::UnknownName { .. })), "{name}");
    }
    let error = load(&Request::new("textbook/chickn")).unwrap_err();
    assert_eq!(error.to_string(), "There is no scenario `textbook/chickn`. Did you mean `textbook/chicken`?");
    let outside = "extends = \"../Cargo.toml\"";
    assert!(
        load_text("test", outside).unwrap_err().to_string().contains("There is no scenario `../Cargo.toml`")
    );
}

#[test]
fn files_that_are_no_scenarios_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.toml");
    let error = || load(&Request::new(file.to_str().unwrap())).unwrap_err().to_string();
    assert!(error().starts_with("cannot read"));
    fs::write(&file, b"title = \"x\"\nsummary = \"\xff\"").unwrap();
    assert!(error().ends_with("x.toml:2:1: This line is not UTF-8 text."));
    fs::write(&file, vec![b'#'; (1 << 20) + 1]).unwrap();
    assert!(error().contains("larger than 1048576 bytes"));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(error().ends_with("it is not a regular file"));
}

#[test]
fn what_can_never_come_about_is_warned_of() {
    let told = warnings(
        r#"
[[rule]]
id    = "peak"
when  = ["talks == 3", "tension < 0"]
[[rule]]
id    = "late"
when  = ["round > 12"]
[[rule]]
id    = "odd"
when  = ["dprk avoids hold"]
[actor.dprk.move.cave]
when = ["tension < 0"]
"#,
    );
    assert_eq!(
        told,
        [
            "The rule `peak` can never fire: `tension` only ever is 0, 1, 2, 3, 4.",
            "The rule `late` can never fire: there is no such round.",
            "The rule `odd` can never fire: no move of `dprk` fits.",
            "The move `cave` can never be made: `tension` only ever is 0, 1, 2, 3, 4.",
        ]
    );
}

#[test]
fn a_variant_may_rule_out_a_rule_of_its_base() {
    let text = "extends = \"korea-2018\"\nactor.us.move.summit.when = [\"talks > 5\"]";
    let warnings = loaded(text).warnings;
    // The move is written here, and told of; the rules on summits are not.
    let told: Vec<&str> = warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["`talks > 5` never holds: `talks` goes from 0 to 5."]);
}

#[test]
fn files_go_by_names_that_tell_them_apart_from_the_library() {
    let folder = std::env::temp_dir().join(format!("standoff-names-{}", std::process::id()));
    fs::create_dir_all(folder.join("island")).unwrap();
    let place = |name: &str| folder.join(name).display().to_string();
    let name = |path: &str| load(&Request::new(&place(path))).unwrap().scenario.name;
    for file in ["island/baseline.toml", "korea-2018.toml", "island/border.toml"] {
        fs::write(place(file), SMALL).unwrap();
    }
    assert_eq!(name("island/baseline.toml"), "island-baseline");
    assert_eq!(name("korea-2018.toml"), "korea-2018-file");
    assert_eq!(name("island/border.toml"), "border");
    // What stands beside a file is found by its name, and the library's where it is the file itself that is called so.
    fs::write(place("island/variant.toml"), "extends = \"border\"\nrounds = 3").unwrap();
    fs::write(place("korea-2018.toml"), "extends = \"korea-2018\"\nrounds = 3").unwrap();
    assert_eq!(name("island/variant.toml"), "variant");
    // So is what stands elsewhere, by a path from there.
    fs::write(place("plain.toml"), SMALL).unwrap();
    fs::write(place("island/outside.toml"), "extends = \"../plain\"\nrounds = 3").unwrap();
    assert_eq!(load(&Request::new(&place("island/outside.toml"))).unwrap().scenario.rounds, 3);
    let file = ScenarioFile::open(&place("korea-2018.toml")).unwrap();
    let variation = file.variation().unwrap();
    assert_eq!(variation.base, "korea-2018");
    assert_eq!(variation.changes.len(), 1);
    assert_eq!(file.check().unwrap().scenario.rounds, 3);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_range_of_doubt_goes_with_what_a_setting_replaces() {
    let text = format!("{SMALL}[uncertain]\n\"rule.talks-fade.chance.base\" = [0, 0.2]\n");
    let mut file = ScenarioFile::from_text("test", &text).unwrap();
    file.set("rule.talks-fade.chance=0.3").unwrap();
    assert_eq!(file.check().unwrap().scenario.uncertain, []);
}
