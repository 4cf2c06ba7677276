//! Each measure against its definition, on games that are small enough for pen and paper.

use super::{examine_text, expects};
use crate::common::{AUMANN, CHICKEN, DILEMMA, END, close, two_by_two};
use standoff::results::statements::{StatementFigures, Verdict};
use standoff::scenario::load_text;
use standoff::scenario::statement::CLASS_NAMES;
use standoff::solve::stage::Bimatrix;
use standoff::solve::stage::ordinal::ordinal_class;
use std::collections::BTreeSet;

/// Examines measures in a scenario; each must come to its number.
fn come_to(scenario: &str, cases: &[(&str, f64)]) {
    let folder = tempfile::tempdir().unwrap();
    let says: Vec<String> = cases.iter().map(|(measure, _)| format!("{measure} >= -1000")).collect();
    let says: Vec<&str> = says.iter().map(String::as_str).collect();
    let found = examine_text(folder.path(), &format!("{scenario}\n{}", expects(&says)));
    for ((measure, expected), found) in cases.iter().zip(&found) {
        let Some(figure) = found.figures.first() else { panic!("{measure}: {:?}", found.unknown) };
        assert_eq!(figure.of, *measure);
        close(measure, figure.value, *expected, 1e-9);
    }
}

/// The one statement's verdict, and why it has no figures.
fn verdict(scenario: &str, says: &str) -> (Verdict, String) {
    let folder = tempfile::tempdir().unwrap();
    let StatementFigures { verdict, unknown, .. } =
        examine_text(folder.path(), &format!("{scenario}\n{}", expects(&[says]))).remove(0);
    (verdict, unknown.unwrap_or_default())
}

fn mixed(concede: f64) -> String {
    format!("strategy = {{ mixed = {{ give = {concede}, hold = {} }} }}", 1.0 - concede)
}

#[test]
fn the_gamblers_ruin() {
    let twice: f64 = 0.55_f64.powi(5);
    // Ruin in the seventh round: one win among the first five rounds.
    let seventh = 5.0 * 0.45 * 0.55_f64.powi(6);
    let fortune = (1.0 - (0.55_f64 / 0.45).powi(5)) / (1.0 - (0.55_f64 / 0.45).powi(10));
    come_to(
        "extends = \"textbook/gamblers-ruin\"",
        &[
            ("share(ruin, 4)", 0.0),
            ("share(ruin, 5)", twice),
            ("share(ruin, 6)", twice),
            ("share(ruin, 7)", twice + seventh),
            ("share(fortune)", fortune),
            ("mean(purse, 0)", 5.0),
            ("mean(purse, 1)", 4.9),
            ("mean(purse, 3)", 4.7),
            ("mean(purse, 2000)", 10.0 * fortune),
            ("value(gambler)", fortune),
            ("value(house) - value(gambler) * 2", 1.0 - fortune - 2.0 * fortune),
        ],
    );
}

#[test]
fn moves_are_counted() {
    let rest = "[[rule]]\nid = \"crash\"\nwhen = [\"left holds\", \"right holds\"]\nchance = 0.5\noutcome = \"crashed\"\n\
                [[outcome]]\nid = \"crashed\"\n";
    let game =
        two_by_two("rounds = 40", [AUMANN, AUMANN], [&mixed(0.25), &mixed(0.6)], &format!("{rest}{END}"));
    // The play goes on with this probability in each round.
    let going: f64 = 1.0 - 0.75 * 0.4 * 0.5;
    let rounds = (1.0 - going.powi(40)) / (1.0 - going);
    // Left holds and the play goes on: it ends if right holds too, half of the time.
    let still_to_come: f64 = 0.75 * (1.0 - 0.4 * 0.5);
    let first: f64 = (0..3).map(|t| 0.25 * still_to_come.powi(t)).sum();
    come_to(
        &game,
        &[
            ("count(left give)", 0.25 * rounds),
            ("count(right hold)", 0.4 * rounds),
            ("count(left give, per round)", 0.25),
            ("first(left give, 1)", 0.25),
            ("first(left give, 3)", first),
            ("share(crashed, 2)", 1.0 - going * going),
            ("share(crashed)", 1.0 - going.powi(40)),
        ],
    );
    assert_eq!(verdict(&game, "most(crashed)").0, Verdict::Holds);
    assert_eq!(verdict(&game, "most(end)").0, Verdict::Fails);
}

#[test]
fn payoffs_are_discounted_and_of_each_type() {
    let types = "[actor.left.type.meek]\nprior = 0.3\nstrategy = \"always-concede\"\n\
                 [actor.left.type.bold]\nprior = 0.7\nstrategy = \"always-hold\"\n";
    let of_both = "discount = 0.5\nstrategy = \"always-concede\"";
    let game = two_by_two("rounds = 3", [AUMANN, AUMANN], [of_both, of_both], &format!("{types}{END}"));
    let sum = 1.0 + 0.5 + 0.25;
    come_to(
        &game,
        &[
            ("value(left:meek)", 6.0 * sum),
            ("value(left:bold)", 7.0 * sum),
            ("value(left)", (0.3 * 6.0 + 0.7 * 7.0) * sum),
            ("value(right)", (0.3 * 6.0 + 0.7 * 2.0) * sum),
        ],
    );
}

#[test]
fn the_game_at_the_start() {
    let game = two_by_two("rounds = 10", [AUMANN, AUMANN], [""; 2], END);
    come_to(
        &game,
        &[
            ("nash(left give)", 2.0 / 3.0),
            ("nash(right hold)", 1.0 / 3.0),
            ("equilibria()", 3.0),
            ("security(left)", 2.0),
            ("patience()", 0.2),
        ],
    );
    // Axelrod's: (T − R)/(T − P) = 1/2, and mutual defection is the only equilibrium.
    let dilemma = two_by_two("rounds = 10", [DILEMMA, DILEMMA], [""; 2], END);
    come_to(
        &dilemma,
        &[("nash(left give)", 0.0), ("equilibria()", 1.0), ("security(right)", 1.0), ("patience()", 0.5)],
    );
}

#[test]
fn where_there_is_no_such_figure_the_statement_fails_and_says_why() {
    // Both prefer to agree, and to hold: two pure equilibria, and the mixed one; then none of them mixed.
    let both_hold = [[1.0, 0.0], [1.0, 0.0]];
    let indifferent = two_by_two("rounds = 1", [both_hold, both_hold], [""; 2], END);
    let (fails, why) = verdict(&indifferent, "nash(left give) > 0");
    assert_eq!((fails, why.as_str()), (Verdict::Fails, "none of the 4 Nash equilibria is completely mixed"));
    let ends = "[[outcome]]\nid = \"over\"\nwhen = [\"left concedes\"]\n";
    let once = two_by_two("rounds = 3", [AUMANN, AUMANN], [""; 2], &format!("{ends}{END}"));
    let (fails, why) = verdict(&once, "patience() > 0");
    assert_eq!((fails, why.as_str()), (Verdict::Fails, "the rounds are not one game repeated"));
    let (fails, why) = verdict(&once, "1 / (1 - 1) > 0");
    assert_eq!((fails, why.as_str()), (Verdict::Fails, "`1 / (1 - 1)` is not a number"));
    let learns = two_by_two("rounds = 3", [AUMANN, AUMANN], ["strategy = \"roth-erev\"", ""], END);
    let (fails, why) = verdict(&learns, "share(end) > 0");
    assert!(fails == Verdict::Fails && why.contains("`left` plays `roth-erev`"), "{why}");
}

#[test]
fn playing_time_by_class() {
    let chicken = two_by_two("rounds = 10", [CHICKEN, CHICKEN], [""; 2], END);
    come_to(&chicken, &[("class(Chicken)", 1.0), ("class(deadlock)", 0.0), ("class(Inspection)", 0.0)]);
    // Two types, one of which has the payoffs of a prisoner's dilemma; the other side is in Chicken.
    let types = "[actor.left.type.meek]\nprior = 0.25\n[actor.left.type.bold]\nprior = 0.75\n\
                 payoff.against.right.hold.hold = -0.5\n";
    let rest = format!("{types}[actor.right.type.only]\nprior = 1\n{END}");
    let two_types = two_by_two("rounds = 4", [CHICKEN, CHICKEN], [""; 2], &rest);
    come_to(
        &two_types,
        &[
            ("class(Chicken)", 0.25),
            ("class(Called Bluff)", 0.75),
            ("class(Chicken, meek/only)", 1.0),
            ("class(Called Bluff, bold/only)", 1.0),
            ("class(Chicken, bold/only)", 0.0),
        ],
    );
}

/// The words of the language are those of the solver: every strict game has a name that `class` knows.
#[test]
fn every_class_of_strict_games_can_be_named() {
    let mut orders = Vec::new();
    for code in 0..256_u32 {
        let ranks = [0, 2, 4, 6].map(|shift| (code >> shift & 3) as f64);
        if BTreeSet::from(ranks.map(|rank| rank as u32)).len() == 4 {
            orders.push(ranks);
        }
    }
    assert_eq!(orders.len(), 24);
    let mut names = BTreeSet::new();
    for [r, s, t, p] in &orders {
        for [r2, s2, t2, p2] in &orders {
            let game = Bimatrix::new(&[&[*r, *s], &[*t, *p]], &[&[*r2, *t2], &[*s2, *p2]]).unwrap();
            names.insert(ordinal_class(&game, [0.0; 2]).unwrap().name);
        }
    }
    for name in CLASS_NAMES {
        assert!(names.contains(name), "{name}");
    }
    let says: Vec<String> = names.iter().map(|name| format!("class({name}) >= 0")).collect();
    let says: Vec<&str> = says.iter().map(String::as_str).collect();
    let game = two_by_two("rounds = 1", [CHICKEN, CHICKEN], [""; 2], END);
    let loaded = load_text("test", &format!("{game}{}", expects(&says)));
    assert_eq!(loaded.unwrap_or_else(|error| panic!("{error}")).scenario.expects.len(), names.len());
}
