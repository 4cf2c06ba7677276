//! The analyses of a stage game: each by itself, exact where payoffs are written numbers, whatever their size.

use standoff::results::stage_game::StageFigures;
use standoff::results::statements::Verdict;
use standoff::results::two_by_two::Arithmetic;
use standoff::run::Solution;
use standoff::scenario::{Request, load_text};
use standoff::study::statements::Examination;

fn first_round(solution: &Solution) -> StageFigures {
    let spot = solution.spot(Some(1), &[]).unwrap();
    solution.stage(spot, &solution.pair(&[]).unwrap()).unwrap()
}

fn written(text: &str) -> StageFigures {
    let loaded = load_text("written", text).unwrap_or_else(|error| panic!("{error}"));
    first_round(&Solution::of(loaded).unwrap())
}

/// The prisoner's dilemma (3, 0, 5, 1) in another unit.
fn dilemma(unit: &str) -> String {
    let actor = |own: &str, other: &str| {
        format!(
            "[actor.{own}]\nrationality = 1000\npayoff.against.{other} = {{ c = {{ c = 3{unit}, d = 0 }}, \
             d = {{ c = 5{unit}, d = 1{unit} }} }}\nmove.c.stance = \"concede\"\nmove.d = {{}}\n"
        )
    };
    let (a, b) = (actor("a", "b"), actor("b", "a"));
    format!("title = \"Dilemma\"\nrounds = 1\n{a}{b}[[outcome]]\nid = \"end\"\notherwise = true\n")
}

#[test]
fn a_game_that_defeats_floating_point_has_exact_security_levels_beside_all_else() {
    let solution = Solution::find(&Request::new("tests/data/cases/ill-conditioned.toml")).unwrap();
    let pair = first_round(&solution).pair;
    assert_eq!(pair.declined, [""; 0]);
    assert!(!pair.nash.unwrap().extreme.is_empty());
    let column = pair.security[1].as_ref().unwrap();
    assert_eq!((column.level, column.exact.as_deref()), (0.0, Some("0")));
    let row = pair.security[0].as_ref().unwrap();
    assert_eq!(row.arithmetic, Arithmetic::Exact);
    // What the mix secures, column by column, is what is said.
    let secured =
        |other: usize| (0..5).map(|own| row.mix[own] * pair.payoffs[own * 6 + other][0]).sum::<f64>();
    let least = (0..6).map(secured).fold(f64::INFINITY, f64::min);
    assert!((least - row.level).abs() < 1e-6 && row.level >= row.pure_level, "{least} and {}", row.level);
    // Where nothing is worth anything to the column player, any mix of the rows can be brought about against it.
    let mediated = pair.correlated.unwrap();
    assert!(mediated.best_for[0].payoffs[0] >= row.level);
}

#[test]
fn tiny_payoffs_are_the_game_that_they_are_in_proportion() {
    let [tiny, plain] = ["e-12", ""].map(|unit| written(&dilemma(unit)));
    for figures in [&tiny, &plain] {
        assert_eq!(figures.reductions[0].game.as_ref().unwrap().name, "Prisoner's Dilemma");
        assert_eq!(figures.pair.pure, [["d", "d"]]);
        assert_eq!(figures.pair.nash.as_ref().unwrap().extreme.len(), 1);
    }
    assert_eq!(tiny.pair.payoffs[2], [5e-12, 0.0]);
    let level = |figures: &StageFigures| figures.pair.security[0].as_ref().unwrap().level;
    assert_eq!((level(&tiny), level(&plain)), (1e-12, 1.0));
}

#[test]
fn one_large_payoff_leaves_every_analysis_in_place() {
    let large = "16777216";
    let settings = vec![format!("actor.left.payoff.against.right.stag.stag={large}")];
    let request = Request { settings, ..Request::new("textbook/stag-hunt") };
    let pair = first_round(&Solution::find(&request).unwrap()).pair;
    assert_eq!(pair.declined, [""; 0]);
    let best = &pair.correlated.unwrap().best_total;
    assert_eq!((best.payoffs[0], best.arithmetic), (16_777_216.0, Arithmetic::Exact));
}

#[test]
fn a_certain_outcome_is_as_likely_as_certainty() {
    let examination = Examination::open(&["tests/data/cases/one-way-to-end.toml".to_owned()]).unwrap();
    let found = examination.examine(|_| {});
    let verdicts: Vec<Verdict> = found.scenarios[0].statements.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [Verdict::Holds, Verdict::Fails]);
}
