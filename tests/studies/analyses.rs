//! What the designs of `sweep` are made to tell, on scenarios whose answers are known.

use serde_json::Value;
use standoff::results::study::{Analysis, Crossing, StudyFigures, TippingFigures};
use standoff::scenario::Request;
use standoff::study::sweep::{DesignKind, Sweep, analyse, sweep};

const START: &str = "track.purse.start";
const CHANCE: &str = "rule.bet.chance";

/// The gambler's ruin over where it starts and how likely a bet is won.
fn ruin(design: DesignKind, points: usize) -> Sweep {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.vary = vec![format!("{START}=1..9"), format!("{CHANCE}=0.4..0.6")];
    job.design = Some(design);
    job.points = Some(points);
    job
}

fn study(job: &Sweep) -> StudyFigures {
    sweep(job, None, |_| {}).unwrap().study
}

/// Feller's formula: from a purse of s, fortune (10) comes first with probability (1 − r^s) / (1 − r^10), r = (1 − p) / p.
fn fortune(start: f64, p: f64) -> f64 {
    let r = (1.0 - p) / p;
    if (r - 1.0).abs() < 1e-9 { start / 10.0 } else { (1.0 - r.powf(start)) / (1.0 - r.powi(10)) }
}

/// First-order and total indices of the formula: the start, then the chance, on a fine grid.
fn known() -> ([f64; 2], [f64; 2], f64) {
    const FINE: usize = 2000;
    let chance = |step: usize| 0.4 + 0.2 * (step as f64 + 0.5) / FINE as f64;
    let table: Vec<Vec<f64>> = (1..=9)
        .map(|start| (0..FINE).map(|step| fortune(f64::from(start), chance(step))).collect())
        .collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let variance = |values: &[f64]| {
        let middle = mean(values);
        mean(&values.iter().map(|value| (value - middle).powi(2)).collect::<Vec<_>>())
    };
    let all = variance(&table.concat());
    let by_start: Vec<f64> = table.iter().map(|row| mean(row)).collect();
    let by_chance: Vec<f64> =
        (0..FINE).map(|step| mean(&table.iter().map(|row| row[step]).collect::<Vec<_>>())).collect();
    let (first_start, first_chance) = (variance(&by_start) / all, variance(&by_chance) / all);
    ([first_start, first_chance], [1.0 - first_chance, 1.0 - first_start], all)
}

fn of_fortune(study: &StudyFigures) -> &standoff::results::study::VarianceFigures {
    let Some(Analysis::SobolIndices { measures, .. }) = &study.analysis else {
        panic!("{:?}", study.analysis)
    };
    measures.iter().find(|found| found.measure == "share(fortune)").unwrap()
}

#[test]
fn sobol_indices_are_those_of_the_formula() {
    let mut job = ruin(DesignKind::Saltelli, 256);
    job.second_order = true;
    let study = study(&job);
    assert_eq!(study.points.len(), 256 * 6);
    let found = of_fortune(&study);
    let (first, total, variance) = known();
    assert!((found.variance / variance - 1.0).abs() < 0.05, "{} {variance}", found.variance);
    for (factor, indices) in found.factors.iter().enumerate() {
        for (index, known) in [(&indices.first, first[factor]), (&indices.total, total[factor])] {
            let half = (index.high.unwrap() - index.low.unwrap()) / 2.0;
            assert!((index.value - known).abs() < 0.03 && half < 0.1, "{index:?} {known}");
        }
    }
    let pair = &found.pairs[0];
    assert_eq!(pair.paths, [START, CHANCE]);
    assert!((pair.index.value - (1.0 - first[0] - first[1])).abs() < 0.05, "{:?}", pair.index);
    let told = study.findings[0].replace('\u{a0}', " ");
    assert!(
        told.contains(" of the variance of its share by itself") && told.contains("95 % interval"),
        "{told}"
    );
}

#[test]
fn the_noise_of_sampling_is_told_and_taken_off() {
    let mut job = ruin(DesignKind::Saltelli, 128);
    job.plays = Some(100);
    let study = study(&job);
    let found = of_fortune(&study);
    let noise = found.noise.unwrap();
    assert!(noise.value > 0.005 && noise.value < 0.3, "{noise:?}");
    let (first, total, variance) = known();
    assert!((found.variance / variance - 1.0).abs() < 0.15, "{} {variance}", found.variance);
    for (factor, indices) in found.factors.iter().enumerate() {
        assert!((indices.first.value - first[factor]).abs() < 0.1, "{:?} {}", indices.first, first[factor]);
        assert!((indices.total.value - total[factor]).abs() < 0.1, "{:?} {}", indices.total, total[factor]);
    }
    // Each replicate has luck of its own, and the scenario as it stands is compared under the same.
    let mut seeds: Vec<u64> = study.points.iter().map(|point| point.seed.unwrap_or(study.seed)).collect();
    seeds.dedup();
    assert_eq!(seeds.len(), 8);
    for point in &study.points {
        let batches = &point.outcomes[0].batches;
        let mean = batches.iter().sum::<f64>() / batches.len() as f64;
        assert!(batches.len() == 10 && (mean - point.outcomes[0].share).abs() < 1e-12);
        let payoff = &point.actors[0];
        let mean = payoff.batches.iter().sum::<f64>() / 10.0;
        assert!((mean - payoff.payoff_mean).abs() < 1e-9, "{mean} {}", payoff.payoff_mean);
    }
    let table = String::from_utf8(study.table().to_csv()).unwrap();
    assert!(table.contains(&seeds[7].to_string()));
}

#[test]
fn elementary_effects_are_those_of_the_steps() {
    let study = study(&ruin(DesignKind::Morris, 60));
    let Some(Analysis::ElementaryEffects { trajectories: 20, measures }) = &study.analysis else {
        panic!("{:?}", study.analysis)
    };
    let found = measures.iter().find(|found| found.measure == "share(fortune)").unwrap();
    let outcome = study.outcomes.iter().position(|outcome| outcome.id == "fortune").unwrap();
    let points: Vec<_> = study.points.iter().collect();
    // A step is two thirds of the range; a change is taken per whole range.
    for (factor, path) in [START, CHANCE].into_iter().enumerate() {
        let mut sizes = Vec::new();
        for pair in points.chunks(3).flat_map(|trajectory| trajectory.windows(2)) {
            if pair[0].factors[path] != pair[1].factors[path] {
                sizes.push((pair[1].outcomes[outcome].share - pair[0].outcomes[outcome].share).abs() * 1.5);
            }
        }
        assert_eq!(sizes.len(), 20);
        let mean = sizes.iter().sum::<f64>() / 20.0;
        let effects = &found.factors[factor];
        assert!(
            (effects.mu_star.value - mean).abs() < 1e-9 && (effects.mu - mean).abs() < 1e-9,
            "{effects:?}"
        );
        assert!(effects.mu_star.low.unwrap() < mean && mean < effects.mu_star.high.unwrap());
        assert!(effects.noise.is_none());
    }
    let told = &study.findings[0];
    assert!(told.contains("moves most with") && told.contains("μ*"), "{told}");
}

#[test]
fn a_box_of_factors_is_found_and_scored_on_points_kept_back() {
    let mut job = ruin(DesignKind::LatinHypercube, 400);
    job.interest = Some("share(fortune) > 0.8".to_owned());
    let study = study(&job);
    let Some(Analysis::Discovery(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    let is = |point: &standoff::results::study::PointFigures| {
        let number = |path: &str| point.factors[path].number().unwrap();
        fortune(number(START), number(CHANCE)) > 0.8
    };
    let all = study.points.iter().filter(is).count();
    assert_eq!(found.regional[0].points, all);
    assert!(found.regional[0].factors.iter().all(|factor| factor.above && factor.p < 0.001));
    let prim = found.prim.as_ref().unwrap();
    let score = prim.kept_back.unwrap();
    assert_eq!((prim.found_in.points, score.all.points), (300, 100));
    assert_eq!(prim.found_in.of_interest + score.all.of_interest, all);
    // Fortune is likely from a full purse with good luck, and nowhere else.
    for limit in &prim.limits {
        assert!(limit.low.is_some() && limit.high.is_none(), "{limit:?}");
    }
    let chosen = prim.boxes[prim.chosen];
    assert!(chosen.density > 2.0 * all as f64 / 400.0 && chosen.coverage > 0.5, "{chosen:?}");
    let inside = |point: &standoff::results::study::PointFigures| {
        let holds = |limit: &standoff::results::study::LimitFigures| {
            point.factors[&limit.path].number().unwrap() >= limit.low.unwrap()
        };
        prim.limits.iter().all(holds)
    };
    let held = study.points.iter().filter(inside).count();
    assert_eq!(held, chosen.holds.points + score.holds.points);
    let such = study.points.iter().filter(inside).filter(is).count();
    assert_eq!(such, chosen.holds.of_interest + score.holds.of_interest);
    let told = study.findings.join(" ");
    assert!(told.contains("`share(fortune) > 0.8` comes about mostly where"), "{told}");
    assert!(told.contains("kept back from the search the box holds"), "{told}");
}

#[test]
fn without_a_question_points_are_split_at_the_median_of_each_outcome() {
    let study = study(&ruin(DesignKind::Sobol, 64));
    let Some(Analysis::Discovery(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    assert!(found.prim.is_none());
    let fortune = &found.regional[0];
    assert!(fortune.interest.starts_with("share(fortune) > 0."), "{}", fortune.interest);
    assert_eq!(fortune.points, 32);
}

#[test]
fn a_question_that_all_or_no_points_answer_leaves_the_analysis_out() {
    let mut job = ruin(DesignKind::Sobol, 16);
    job.interest = Some("share(fortune) > 2".to_owned());
    let study = study(&job);
    let Some(Analysis::LeftOut { why }) = &study.analysis else { panic!("{:?}", study.analysis) };
    assert_eq!(why, "`share(fortune) > 2` holds at none of the points");
}

#[test]
fn a_point_that_failed_leaves_the_analysis_out() {
    // One that learns has no exact figures.
    let mut job = Sweep::new(Request::new("textbook/chicken"));
    job.request.settings.push("rounds=3".to_owned());
    job.vary = vec!["actor.left.strategy=grim,fictitious-play".to_owned(), "rounds=2..4".to_owned()];
    for design in [DesignKind::Saltelli, DesignKind::Morris, DesignKind::Sobol] {
        job.design = Some(design);
        job.points = Some(16);
        let study = study(&job);
        let failed = study.points.iter().filter(|point| point.failed.is_some()).count();
        let Some(Analysis::LeftOut { why }) = &study.analysis else { panic!("{:?}", study.analysis) };
        assert_eq!(*why, format!("{failed} points have no figures"));
        assert!(study.findings.iter().any(|told| told.starts_with("The analysis is left out:")));
    }
}

fn tipping(vary: &str, interest: &str, plays: Option<u64>) -> (StudyFigures, TippingFigures) {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.request.settings.push("track.purse.start=5".to_owned());
    job.vary = vec![vary.to_owned()];
    job.interest = Some(interest.to_owned());
    job.plays = plays;
    let study = study(&job);
    let Some(Analysis::TippingPoints(found)) = study.analysis.clone() else { panic!("{:?}", study.analysis) };
    assert_eq!(analyse(&study).as_ref(), study.analysis.as_ref());
    (study, found)
}

/// The chance at which fortune has this share from a purse of 5.
fn chance_of(share: f64) -> f64 {
    let (mut low, mut high) = (0.4, 0.6);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if fortune(5.0, middle) < share { low = middle } else { high = middle }
    }
    low
}

#[test]
fn a_tipping_point_is_where_the_formula_has_it() {
    let known = chance_of(0.7);
    let vary = format!("{CHANCE}=0.4..0.6:6");
    for (interest, crossing, holds_at_first, does) in [
        ("share(fortune) > 0.7", Crossing::Begins, false, "begins to hold at rule.bet.chance = "),
        ("0.3 <= share(ruin)", Crossing::Ceases, true, "ceases to hold at rule.bet.chance = "),
    ] {
        let (study, found) = tipping(&vary, interest, None);
        assert_eq!((found.holds_at_first, found.points.len()), (holds_at_first, 1));
        let point = found.points[0];
        assert_eq!(point.crossing, crossing);
        let (low, high) = (point.at.low.unwrap(), point.at.high.unwrap());
        assert!(low <= known && known <= high && high - low < 3e-5, "{point:?} {known}");
        // What was looked at beyond the grid is there too, a row each.
        assert!(study.grid == Some(6) && study.points.len() > 6 && study.points.len() < 25);
        assert!(study.points.iter().enumerate().all(|(at, point)| point.point == at + 1));
        assert!(study.findings.iter().any(|told| told.contains(does)), "{:?}", study.findings);
    }
}

#[test]
fn a_tipping_point_of_whole_numbers_lies_between_two() {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.vary = vec![format!("{START}=1..9")];
    job.interest = Some("share(fortune) > 0.5".to_owned());
    let study = study(&job);
    let Some(Analysis::TippingPoints(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    let base = (1..9).find(|&start| fortune(f64::from(start + 1), 0.45) > 0.5).unwrap();
    assert_eq!(
        (found.points[0].at.low, found.points[0].at.high),
        (Some(f64::from(base)), Some(f64::from(base) + 1.0))
    );
    assert_eq!(study.points.len(), 9, "there is nothing between whole numbers");
}

#[test]
fn a_sampled_tipping_point_has_an_interval_of_sampling() {
    let known = chance_of(0.6);
    let (_, found) = tipping(&format!("{CHANCE}=0.4..0.6:5"), "share(fortune) > 0.6", Some(500));
    let at = found.points[0].at;
    let (low, high) = (at.low.unwrap(), at.high.unwrap());
    assert!(low < known && known < high && high - low > 0.005 && high - low < 0.06, "{at:?} {known}");
}

#[test]
fn a_statement_that_never_changes_has_no_tipping_point() {
    let (study, found) = tipping(&format!("{CHANCE}=0.4..0.5:3"), "share(fortune) > 0.9", None);
    assert!(found.points.is_empty() && !found.holds_at_first);
    let told = study.findings.last().unwrap();
    assert!(
        told.starts_with("No tipping point in range: `share(fortune) > 0.9` holds at none of the 3 points"),
        "{told}"
    );
}

#[test]
fn an_analysis_can_be_made_again_from_the_document() {
    for (design, points) in [(DesignKind::Saltelli, 16), (DesignKind::Morris, 12), (DesignKind::Sobol, 32)] {
        let mut job = ruin(design, points);
        if design == DesignKind::Sobol {
            job.interest = Some("share(ruin) < 0.3".to_owned());
        } else {
            job.plays = Some(50);
        }
        let study = study(&job);
        let text = standoff::results::to_json(&study);
        let read: StudyFigures = serde_json::from_str(&text).unwrap();
        assert_eq!(read, study);
        assert_eq!(analyse(&read), study.analysis);
        let document: Value = serde_json::from_str(&text).unwrap();
        let kind = document["analysis"]["kind"].as_str().unwrap();
        assert!(["sobol-indices", "elementary-effects", "discovery"].contains(&kind));
    }
}

/// Three sentences that can be quoted, each with what the outcome lies between.
#[test]
fn what_is_uncertain_ends_in_sentences_with_ranges() {
    let study = study(&Sweep::new(Request::new("cuba-1962")));
    let told: Vec<String> = study.findings.iter().map(|told| told.replace('\u{a0}', " ")).collect();
    let with_ranges =
        told.iter().filter(|told| told.contains(" lies between ") && told.contains("moves it most"));
    assert_eq!(with_ranges.count(), 3, "{told:#?}");
    let last = &told[told.len() - 3..];
    assert!(last.iter().all(|told| told.contains(" lies between ")), "{told:#?}");
}
