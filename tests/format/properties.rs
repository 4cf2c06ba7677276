//! What holds of every text: no panic, no hang, and what was understood can be written down and read again.

use proptest::prelude::*;
use standoff::scenario::{Loaded, Place, Scenario, ScenarioFile, load_text};

const SEEDS: [&str; 6] = [
    include_str!("../data/baseline.toml"),
    include_str!("../wrong/base/good.toml"),
    include_str!("../../scenarios/textbook/chicken.toml"),
    include_str!("../../scenarios/textbook/chicken-ordinal.toml"),
    include_str!("../../scenarios/textbook/gamblers-ruin.toml"),
    include_str!("../../scenarios/cuba-1962/baseline.toml"),
];

/// Pieces of the language, to be put where they do not belong.
const PIECES: [&str; 40] = [
    "0",
    "-1",
    "1e999",
    "nan",
    "9223372036854775807",
    "\"\"",
    "\"war\"",
    "[]",
    "{}",
    "true",
    "1979-05-27",
    "[[rule]]",
    "[actor.us]",
    "[actor.us.type.x]",
    "[track.t]",
    "range = [0, 999]",
    "start = 0",
    "when = [\"round >= 1\"]",
    "prior = 0.5",
    "remove = [\"rule\"]",
    "extends = \"textbook/chicken\"",
    "strategy = { script = [] }",
    "else = [ { } ]",
    "by = \"talks\"",
    "per = { talks = 1 }",
    "levels = [1, 2]",
    "otherwise = true",
    "id = \"war\"",
    "effects = []",
    "=",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'''",
    ".",
    ",",
    "\n",
    "é",
];

#[derive(Debug, Clone)]
enum Mutation {
    Delete(usize, usize),
    Insert(usize, usize),
    ReplaceValue(usize, usize),
    CopyLine(usize, usize),
    DropLine(usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<usize>;
    prop_oneof![
        (at(), 1..40_usize).prop_map(|(from, length)| Mutation::Delete(from, length)),
        (at(), at()).prop_map(|(to, piece)| Mutation::Insert(to, piece)),
        (at(), at()).prop_map(|(line, piece)| Mutation::ReplaceValue(line, piece)),
        (at(), at()).prop_map(|(from, to)| Mutation::CopyLine(from, to)),
        at().prop_map(Mutation::DropLine),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for mutation in mutations {
        if lines.is_empty() {
            break;
        }
        let count = lines.len();
        match mutation {
            Mutation::Delete(from, length) => {
                let line = &mut lines[from % count];
                let kept = line.chars().count().saturating_sub(*length);
                *line = line.chars().take(kept).collect();
            }
            Mutation::Insert(to, piece) => lines[to % count].push_str(PIECES[piece % PIECES.len()]),
            Mutation::ReplaceValue(line, piece) => {
                let line = &mut lines[line % count];
                if let Some((key, _)) = line.clone().split_once('=') {
                    *line = format!("{key}= {}", PIECES[piece % PIECES.len()]);
                }
            }
            Mutation::CopyLine(from, to) => {
                let line = lines[from % count].clone();
                lines.insert(to % count, line);
            }
            Mutation::DropLine(line) => drop(lines.remove(line % count)),
        }
    }
    lines.join("\n")
}

/// The scenario without what depends on the text it was read from.
fn meaning(mut scenario: Scenario) -> Scenario {
    for order in &mut scenario.orders {
        order.place = Place::default();
    }
    // What is expected of a file is not expected of what it comes to, and what happened is beside it.
    scenario.expects.clear();
    scenario.record = None;
    for actor in &mut scenario.actors {
        actor.place = Place::default();
    }
    scenario.place = Place::default();
    scenario
}

fn survives_the_round_trip(loaded: Loaded) {
    let again = load_text("test", &loaded.scenario.effective).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(meaning(again.scenario), meaning(loaded.scenario));
}

fn setting() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..100_u32).prop_map(|rounds| format!("rounds={rounds}")),
        (0.0..1.0).prop_map(|chance| format!("rule.0.chance={chance}")),
        (-1e6..1e6).prop_map(|payoff| format!("actor.us.payoff.round={payoff}")),
        (0.0..=1.0).prop_map(|prior| format!("actor.us.type.complete-first.prior={prior}")),
        any::<f64>()
            .prop_map(|factor| format!("rule.summit-succeeds.else.1.chance={{per={{talks={factor:?}}}}}")),
        "\\PC{0,20}".prop_map(|label| format!("actor.us.label={label:?}")),
        "[a-z.]{1,20}".prop_map(|path| format!("{path}=1")),
        "\\PC{0,40}".prop_map(|anything| anything),
    ]
}

#[test]
fn a_scenario_survives_being_written_and_read_again() {
    for seed in SEEDS {
        survives_the_round_trip(load_text("test", seed).unwrap());
    }
}

/// Texts just below the largest size, each made to cost as much as it can somewhere.
#[test]
fn large_nonsense_is_refused_in_time() {
    const SIZE: usize = 1_000_000;
    let filled = |head: &str, piece: &dyn Fn(usize) -> String, tail: &str| {
        let mut text = head.to_owned();
        for number in 0.. {
            let piece = piece(number);
            if text.len() + piece.len() + tail.len() > SIZE {
                break;
            }
            text.push_str(&piece);
        }
        text + tail
    };
    let good = SEEDS[1];
    let texts = [
        filled("", &|number| format!("k{number}=1\n"), ""),
        filled("x = [", &|_| "é,".replace('é', "\"é\""), "]"),
        filled(good, &|number| format!("[[rule]]\nid='r{number}'\nwhen=['us plays hodl']\n"), ""),
        filled(good, &|number| format!("[track.t{number}]\nrange=[0,999]\n"), ""),
        filled(good, &|number| format!("[actor.us.move.m{number}]\nwhen=['x']\n"), ""),
        filled(
            good,
            &|number| format!("[claim.C{number}]\nsays='x'\nsupports=['rule.x{number}','actor.us.m']\n"),
            "",
        ),
        filled(good, &|number| format!("[[outcome]]\nid='o{number}'\n[[rule]]\noutcome='o{number}'\n"), ""),
        filled(&format!("{good}\n[actor.us.payoff.rule]\n"), &|number| format!("r{number}=1\n"), ""),
        filled(
            &format!("{good}\n[[rule]]\nchance.per = {{ "),
            &|number| format!("'tension*t{number}'=1,"),
            "talks = 1 }",
        ),
        filled(good, &|number| format!("[actor.us.type.t{number}]\nprior=0\n"), ""),
        filled("a = ", &|_| "[".to_owned(), ""),
        filled("", &|_| "a.".to_owned(), "a = 1"),
    ];
    for (number, text) in texts.iter().enumerate() {
        let start = std::time::Instant::now();
        assert!(load_text("test", text).is_err());
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "text {number} takes {seconds} s");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = load_text("test", &text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = load_text("test", &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_scenario_is_read_or_refused(
        seed in 0..SEEDS.len(),
        mutations in proptest::collection::vec(mutation(), 1..8),
    ) {
        if let Ok(loaded) = load_text("test", &mutated(SEEDS[seed], &mutations)) {
            survives_the_round_trip(loaded);
        }
    }

    #[test]
    fn any_setting_is_laid_over_or_refused(
        settings in proptest::collection::vec(setting(), 1..4),
        strategies in proptest::collection::vec("(us|dprk)?:?(dealmaker)?=(\\{)?[a-z-]{0,12}(=\\{noise=0.1\\}\\})?", 0..2),
    ) {
        let mut file = ScenarioFile::from_text("test", SEEDS[0]).unwrap();
        for setting in &settings {
            let _ = file.set(setting);
        }
        for strategy in &strategies {
            let _ = file.set_strategy(strategy);
        }
        if let Ok(loaded) = file.check() {
            survives_the_round_trip(loaded);
        }
    }
}
