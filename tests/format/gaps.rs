//! Holes that a scenario can have without a mistake: they are warned of, each in its place.

use standoff::run::compile;
use standoff::scenario::{Request, load_text};

/// The warnings of a file of `tests/data/cases`, with settings laid over it.
fn of_case(name: &str, settings: &[&str]) -> Vec<String> {
    let settings = settings.iter().map(ToString::to_string).collect();
    let request = Request { settings, ..Request::new(&format!("tests/data/cases/{name}.toml")) };
    let (loaded, _) = compile(&request).unwrap_or_else(|error| panic!("{name}: {error}"));
    loaded.warnings.into_iter().map(|warning| warning.message).collect()
}

fn of_text(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.toml");
    std::fs::write(&path, text).unwrap();
    let (loaded, _) =
        compile(&Request::new(path.to_str().unwrap())).unwrap_or_else(|error| panic!("{error}"));
    loaded.warnings.into_iter().map(|warning| warning.message).collect()
}

#[test]
fn a_rule_that_the_rounds_are_too_few_for_is_warned_of() {
    let told = of_case("rule-beyond-reach", &[]);
    assert!(
        told.contains(&"The rule `r` can never fire: `t` only ever is 0, 1, 2, 3.".to_owned()),
        "{told:?}"
    );
    let told = of_case("rule-beyond-reach", &["rounds=5"]);
    assert!(!told.iter().any(|one| one.contains("The rule")), "{told:?}");
}

#[test]
fn a_chance_is_warned_of_where_plays_come_and_nowhere_else() {
    assert_eq!(of_case("chance-beyond-reach", &[]), [""; 0]);
    assert_eq!(
        of_case("chance-beyond-reach", &["rounds=5"]),
        ["This chance leaves [0, 1]: where `t == 5` and `u == 2` it is 1.2 and counts as 1."]
    );
    assert_eq!(
        of_case("chance-beyond-reach", &["track.u.start=0"]),
        ["This chance leaves [0, 1]: where `t == 3` and `u == 0` it is 1.1 and counts as 1."]
    );
}

#[test]
fn a_chance_of_any_form_is_warned_of_with_the_state_that_is_farthest_out() {
    let told = |chance: &str, when: &str| {
        of_text(&format!(
            "title = \"Free tracks\"\nrounds = 9\ntrack.tension = {{ range = [-1, 4], start = 0 }}\n\
             track.talks = {{ range = [0, 3], start = 0 }}\n[actor.a.move]\n\
             up.effects = [{{ shift = {{ tension = 1 }} }}]\ndown.effects = [{{ shift = {{ tension = -1 }} }}]\n\
             [actor.b.move]\nwait = {{}}\ntalk.effects = [{{ shift = {{ talks = 1 }} }}]\n\
             [[rule]]\nid = \"x\"\nwhen = {when}\nchance = {chance}\noutcome = \"end\"\n\
             [[outcome]]\nid = \"end\"\notherwise = true\n"
        ))
    };
    let linear = "{ base = 0.2, per = { \"tension*talks\" = 0.1 } }";
    let squared = "{ base = 1.25, per = { tension = -1, \"tension*tension\" = 0.25 } }";
    for (chance, when, state) in [
        (linear, "[]", "`tension == 4` and `talks == 3` it is 1.4 and counts as 1"),
        (
            linear,
            "[\"tension <= 2\", \"talks >= 1\"]",
            "`tension == -1` and `talks == 3` it is -0.1 and counts as 0",
        ),
        (squared, "[]", "`tension == -1` it is 2.5 and counts as 1"),
        (
            "{ by = \"talks\", levels = [0, 0.5, 1, 1.5] }",
            "[\"tension >= 0\"]",
            "`talks == 3` it is 1.5 and counts as 1",
        ),
    ] {
        let told = told(chance, when);
        assert_eq!(told, [format!("This chance leaves [0, 1]: where {state}.")], "{chance}");
    }
}

#[test]
fn a_rule_on_two_tracks_that_never_stand_so_together_is_warned_of() {
    let text = |rounds: u32| {
        format!(
            "title = \"Either or\"\nrounds = {rounds}\ntrack.t = {{ range = [0, 2], start = 0 }}\n\
             track.u = {{ range = [0, 2], start = 0 }}\n\
             [actor.a.move]\nx.effects = [{{ shift = {{ t = 1 }} }}]\ny.effects = [{{ shift = {{ u = 1 }} }}]\n\
             [actor.b.move.wait]\n[[rule]]\nid = \"both\"\nwhen = [\"t >= 1\", \"u >= 1\"]\noutcome = \"end\"\n\
             [[outcome]]\nid = \"end\"\notherwise = true\n"
        )
    };
    let why = "The rule `both` can never fire: no play comes to where its `when` holds.";
    assert_eq!(of_text(&text(1)), [why]);
    assert_eq!(of_text(&text(2)), [""; 0]);
}

#[test]
fn cells_that_a_matrix_of_payoffs_leaves_out_are_warned_of() {
    assert_eq!(
        of_case("missing-cells", &[]),
        [
            "`payoff.against.r` leaves out what `l` gets for `swerve` against `straight`, `straight` against `straight`: \
             that counts 0. Write 0 where it is meant.",
            "`r` has no payoff at all, while `l` has payoffs against it: whatever happens is worth 0 to it.",
        ]
    );
}

#[test]
fn moves_that_do_exactly_the_same_are_warned_of() {
    let told = of_case("twins", &[]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("The moves `stay` and `stay2` of `a` do exactly the same."), "{told:?}");
    assert!(told[0].contains("A logit equilibrium counts every move"), "{told:?}");
    // What tells them apart: a payoff, a stance, a condition.
    for setting in [
        "actor.a.payoff.move.stay2=-1",
        "actor.a.move.stay2.stance=escalate",
        "actor.a.move.stay2.when=[\"round > 1\"]",
    ] {
        assert_eq!(of_case("twins", &[setting]).len(), 1, "{setting}");
    }
}

#[test]
fn one_label_for_two_things_is_warned_of() {
    assert_eq!(
        of_case("one-label", &[]),
        ["The outcomes `deal` and `war` have one label, `Same`: nobody can tell them apart."]
    );
    let told =
        of_case("one-label", &["outcome.war.label=War", "actor.b.label=a", "actor.a.move.stay.label=give"]);
    assert_eq!(
        told,
        [
            "The moves `give` and `stay` have one label, `give`: nobody can tell them apart.",
            "The actors `a` and `b` have one label, `a`: nobody can tell them apart.",
        ]
    );
}

#[test]
fn what_a_record_says_in_vain_is_warned_of() {
    let head = "extends = \"textbook/gamblers-ruin\"\ncalendar = { start = \"2000-01\", unit = \"month\" }\n[record]\n";
    let event = |date: &str| format!("[[record.event]]\ndate = \"{date}\"\nsays = \"It happened.\"\n");
    let told = |rest: &str| of_text(&format!("{head}{rest}"));
    assert_eq!(
        told(&format!("until = \"1999-06\"\n{}", event("1999-05"))),
        [
            "No event of the record lies within the rounds: nothing of it is compared.",
            "The record ends before the first round (it would be round -6): nothing is compared.",
        ]
    );
    assert_eq!(
        told(&format!("until = \"2000-06\"\n{}{}{}", event("1999-12"), event("2000-02"), event("2000-08"))),
        [
            "This event lies before the first round (it would be round 0) and counts for nothing.",
            "This event lies after `until`, up to which the record is complete, and counts for nothing.",
        ]
    );
    let compared = format!(
        "until = \"2000-06\"\ncompare = [\"level(purse, 3)\", \"count(gambler watch)\", \"level(purse, 90)\"]\n{}\
         [[record.statement]]\nsays = \"share(ruin) + share(fortune) + share(undecided)\"\n\
         [[record.statement]]\nsays = \"share(ruin, 30)\"\n",
        event("2000-02")
    );
    let names = load_text("names", "extends = \"textbook/gamblers-ruin\"").unwrap().scenario;
    let open = &names.outcomes[names.otherwise].id;
    let found = told(&compared.replace("undecided", open).replace("\"2000-06\"", "\"2003-06\""));
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].contains("`level(purse, 3)` is not compared: no event of that round tells the level"));
}

#[test]
fn the_library_has_no_such_hole() {
    for entry in standoff::scenario::list() {
        let (loaded, _) = compile(&Request::new(&entry.name)).unwrap();
        assert_eq!(loaded.warnings, [], "{}", entry.name);
    }
}
