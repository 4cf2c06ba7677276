//! The charts of sweeps: what is drawn equals the figures, on the page.

use super::forms::in_every_form;
use standoff::chart::scene::{Scene, Shape};
use standoff::chart::{Kind, draw_all, draw_in};
use standoff::results::study::{Analysis, StudyFigures};
use standoff::scenario::Request;
use standoff::study::sweep::{DesignKind, Sweep, sweep};

const START: &str = "track.purse.start";
const CHANCE: &str = "rule.bet.chance";

fn study(vary: &[&str], change: impl FnOnce(&mut Sweep)) -> StudyFigures {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.vary = vary.iter().map(|&factor| factor.to_owned()).collect();
    change(&mut job);
    sweep(&job, None, |_| {}).unwrap().study
}

const BOTH: [&str; 2] = ["track.purse.start=1..9", "rule.bet.chance=0.4..0.6"];

fn of(design: DesignKind, points: usize, interest: Option<&str>) -> StudyFigures {
    study(&BOTH, |job| {
        job.design = Some(design);
        job.points = Some(points);
        job.interest = interest.map(str::to_owned);
    })
}

/// The scene of the chart with this stem; all of it is on the page, and words have room.
fn scene(study: &StudyFigures, stem: &str) -> Scene {
    let charts = draw_all(study);
    let found = charts.iter().find(|(kind, _)| kind.name() == stem);
    let (_, chart) = found.unwrap_or_else(|| panic!("{stem} is drawn"));
    if let Some(folder) = std::env::var_os("CHARTS_TO").map(std::path::PathBuf::from) {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("study-{stem}.png")), chart.png(144)).unwrap();
    }
    in_every_form(stem, |style| draw_in(study, stem.parse::<Kind>().unwrap(), style).unwrap());
    chart.scene().clone()
}

fn rect(scene: &Scene, name: &str) -> (f64, f64, f64, f64) {
    match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Rect { x, y, w, h, .. }] => (*x, x + w, *y, y + h),
        ref other => panic!("{name}: {other:?}"),
    }
}

fn line(scene: &Scene, name: &str) -> Vec<(f64, f64)> {
    match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Line { points, .. }] => points.clone(),
        ref other => panic!("{name}: {other:?}"),
    }
}

fn dot(scene: &Scene, name: &str) -> (f64, f64) {
    match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Dot { x, y, .. }] => (*x, *y),
        ref other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn bars_of_variance_are_as_long_as_indices_and_intervals_as_wide() {
    let study = of(DesignKind::Saltelli, 128, None);
    let scene = scene(&study, "sobol-indices");
    let (_, found) =
        study.most_varied().into_iter().find(|(_, found)| found.measure == "share(fortune)").unwrap();
    let total = |factor: usize| rect(&scene, &format!("total/fortune/{}", found.factors[factor].path));
    let scale = |factor: usize| {
        let (left, right, ..) = total(factor);
        (right - left) / found.factors[factor].total.value
    };
    assert!((scale(0) - scale(1)).abs() < 1e-6);
    for factor in &found.factors {
        let (left, right, ..) = rect(&scene, &format!("first/fortune/{}", factor.path));
        assert!(((right - left) - scale(0) * factor.first.value).abs() < 1e-6);
        let interval = line(&scene, &format!("interval-first/fortune/{}", factor.path));
        let width = factor.first.high.unwrap() - factor.first.low.unwrap();
        assert!((interval[1].0 - interval[0].0 - scale(0) * width).abs() < 1e-6);
    }
}

#[test]
fn bars_of_a_tornado_reach_from_the_scenario_to_each_end() {
    let study = study(&["track.purse.start=3,7", "rule.bet.chance=0.4,0.6"], |job| {
        job.design = Some(DesignKind::OneAtATime);
    });
    let scene = scene(&study, "tornado");
    let (outcome, reaches) = &study.most_moved()[0];
    let base = study.base.outcomes[*outcome].share;
    let mut scales = Vec::new();
    for reach in reaches {
        let path = &study.factors[reach.factor].path;
        let name = format!("bar/{}/{path}", study.outcomes[*outcome].id);
        let ends = [&reach.least, &reach.most].map(|point| point.outcomes[*outcome].share - base);
        let bars: Vec<f64> = scene
            .named(&name)
            .map(|shape| match shape {
                Shape::Rect { w, .. } => *w,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(bars.len(), 2);
        scales.extend(bars.iter().zip(ends).filter(|(_, end)| *end != 0.0).map(|(bar, end)| bar / end.abs()));
    }
    assert!(scales.len() >= 3);
    assert!(scales.iter().all(|scale| (scale - scales[0]).abs() < 1e-6), "{scales:?}");
}

#[test]
fn effects_stand_at_their_size_and_spread() {
    let study = of(DesignKind::Morris, 30, None);
    let scene = scene(&study, "elementary-effects");
    let (_, found) = study.most_affected()[0];
    let places: Vec<(f64, f64)> =
        [START, CHANCE].iter().map(|path| dot(&scene, &format!("effect/fortune/{path}"))).collect();
    let [a, b] = &found.factors[..] else { panic!("two factors") };
    assert_eq!(places[0].0 > places[1].0, a.mu_star.value > b.mu_star.value);
    // Higher on the page is less.
    assert_eq!(places[0].1 < places[1].1, a.sigma > b.sigma);
    let interval = line(&scene, &format!("interval/fortune/{START}"));
    let part = (places[0].0 - interval[0].0) / (interval[1].0 - interval[0].0);
    let (low, high) = (a.mu_star.low.unwrap(), a.mu_star.high.unwrap());
    assert!((part - (a.mu_star.value - low) / (high - low)).abs() < 1e-6);
}

#[test]
fn a_grid_of_two_factors_has_a_cell_for_each_point() {
    let study = study(&["track.purse.start=3,5,7", "rule.bet.chance=0.4..0.6:4"], |_| {});
    let scene = scene(&study, "heatmap");
    let mut last: Option<(f64, f64, f64, f64)> = None;
    for point in &study.points {
        let cell = rect(&scene, &format!("cell/fortune/{}", point.point));
        // The last factor goes upwards, one cell after the other.
        if let Some(last) = last.filter(|last| (last.0 - cell.0).abs() < 1e-6) {
            assert!((last.2 - cell.3).abs() < 1e-6, "{last:?} {cell:?}");
        }
        last = Some(cell);
    }
    assert_eq!(scene.marks.iter().filter(|mark| mark.name.starts_with("cell/fortune/")).count(), 12);
}

#[test]
fn lines_of_equal_share_go_where_the_shares_are() {
    let study = study(&["track.purse.start=1..9:5", "rule.bet.chance=0.4..0.6:5"], |job| {
        job.interest = Some("share(fortune) > share(ruin)".to_owned());
    });
    let scene = scene(&study, "heatmap");
    // With even chances the share is the purse's, so that the middle column of the middle row has one half: where both
    // shares are equal.
    let middle = study
        .points
        .iter()
        .find(|point| [START, CHANCE].map(|path| point.factors[path].number().unwrap()) == [5.0, 0.5]);
    let cell = rect(&scene, &format!("cell/fortune/{}", middle.unwrap().point));
    let centre = ((cell.0 + cell.1) / 2.0, (cell.2 + cell.3) / 2.0);
    let edge = line(&scene, "edge/fortune");
    let distance = edge.iter().map(|(x, y)| (x - centre.0).hypot(y - centre.1)).fold(f64::MAX, f64::min);
    assert!(distance < 1e-6, "{distance}: {edge:?}");
    // A better chance has to make up for a smaller purse.
    assert!(edge.windows(2).all(|two| (two[1].0 - two[0].0) * (two[1].1 - two[0].1) >= 0.0), "{edge:?}");
    // Between cells a line is where the share is its level: every corner of a line lies between two cells.
    let share_at = |(x, y): (f64, f64)| {
        let (column, row) = ((x - cell.0) / (cell.1 - cell.0) + 1.5, (cell.3 - y) / (cell.3 - cell.2) + 1.5);
        let of = |column: f64, row: f64| {
            // The last factor goes up within each value of the first.
            study.points.get(5 * column as usize + row as usize).unwrap().outcomes[0].share
        };
        let part = |at: f64| at - at.floor();
        let along = |row: f64| {
            let (low, high) = (of(column.floor(), row), of(column.ceil(), row));
            low + part(column) * (high - low)
        };
        let (low, high) = (along(row.floor()), along(row.ceil()));
        low + part(row) * (high - low)
    };
    assert_eq!(study.outcomes[0].id, "fortune");
    for percent in [20, 40, 60, 80] {
        let name = format!("contour/fortune/{percent}");
        let line = line(&scene, &name);
        assert!(line.len() > 2);
        for &place in &line {
            assert!((share_at(place) - f64::from(percent) / 100.0).abs() < 1e-6, "{name} {place:?}");
        }
    }
}

#[test]
fn boxes_stand_at_their_coverage_and_density() {
    let study = of(DesignKind::LatinHypercube, 200, Some("share(fortune) > 0.8"));
    let scene = scene(&study, "box");
    let Some(Analysis::Discovery(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    let prim = found.prim.as_ref().unwrap();
    let first = dot(&scene, "box/0");
    for (number, one) in prim.boxes.iter().enumerate() {
        let place = dot(&scene, &format!("box/{number}"));
        assert!(place.0 <= first.0 + 1e-6, "the first holds all");
        assert_eq!(place.1 <= first.1, one.density >= prim.boxes[0].density);
    }
}

#[test]
fn a_tipping_point_is_marked_where_it_is() {
    let study = study(&["rule.bet.chance=0.4..0.6:6"], |job| {
        job.interest = Some("share(fortune) > 0.5".to_owned());
    });
    let scene = scene(&study, "outcomes-by-factor");
    let Some(Analysis::TippingPoints(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    let at = line(&scene, "tipping/0")[0].0;
    let ends = line(&scene, "line/fortune");
    let (left, right) = (ends[0].0, ends[ends.len() - 1].0);
    let part = (found.points[0].at.value - 0.4) / 0.2;
    assert!((at - (left + part * (right - left))).abs() < 1e-3, "{at} {left} {right} {part}");
}

#[test]
fn what_is_listed_has_a_place_for_each_value_and_outcome() {
    let mut job = Sweep::new(Request::new("textbook/brinkmanship"));
    job.vary = vec!["scenario=textbook/brinkmanship-hard-line".to_owned()];
    job.plays = Some(500);
    let study = sweep(&job, None, |_| {}).unwrap().study;
    let scene = scene(&study, "outcomes-by-value");
    // Shares lie on one scale: that of the axis.
    let (zero, one) =
        (0.0, study.points.get(0).unwrap().outcomes.iter().map(|one| one.high).fold(0.0, f64::max));
    let all = std::iter::once(study.base.clone()).chain(&study.points);
    let places: Vec<(f64, f64)> = all
        .flat_map(|point| {
            let scene = &scene;
            point.outcomes.into_iter().map(move |outcome| {
                let (x, _) = dot(scene, &format!("point/{}/{}", outcome.id, point.point));
                let interval = line(scene, &format!("interval/{}/{}", outcome.id, point.point));
                assert!(interval[0].0 <= x && x <= interval[1].0);
                (outcome.share, x)
            })
        })
        .collect();
    let (low, high) =
        (places.iter().copied().min_by(by_share).unwrap(), places.iter().copied().max_by(by_share).unwrap());
    assert!(zero <= low.0 && high.0 <= one);
    let slope = (high.1 - low.1) / (high.0 - low.0);
    for (share, x) in places {
        assert!((low.1 + slope * (share - low.0) - x).abs() < 0.1, "{share} at {x}");
    }
}

fn by_share(a: &(f64, f64), b: &(f64, f64)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0)
}

#[test]
fn regrets_stand_at_their_size() {
    let mut job = Sweep::new(Request::new("textbook/chicken-logit"));
    job.vary = vec!["actor.right.rationality=0.05..0.45".to_owned(), "rounds=5..30".to_owned()];
    job.choice = Some("actor.left.strategy=equilibrium,grim,always-concede".to_owned());
    job.design = Some(DesignKind::LatinHypercube);
    job.points = Some(8);
    let study = sweep(&job, None, |_| {}).unwrap().study;
    let Some(Analysis::Choice(found)) = &study.analysis else { panic!("{:?}", study.analysis) };
    let scene = scene(&study, "regrets");
    let largest = |choice: &str| dot(&scene, &format!("largest/{choice}")).0;
    let zero = line(&scene, "reach/grim")[0].0;
    let unit = (largest("grim") - zero) / found.choices[1].largest_regret;
    for choice in &found.choices {
        let name = choice.choice.to_string();
        assert!((largest(&name) - zero - unit * choice.largest_regret).abs() < 1e-6);
        let mean = line(&scene, &format!("mean/{name}"))[0].0;
        assert!((mean - zero - unit * choice.mean_regret).abs() < 1e-6);
        assert_eq!(scene.named(&format!("regret/{name}")).count(), 8);
    }
}

#[test]
fn a_payoff_matrix_shades_mutual_best_responses() {
    let names = "always-concede,always-hold,tit-for-tat";
    let mut job = Sweep::new(Request::new("textbook/prisoners-dilemma"));
    job.vary = ["row", "column"].map(|actor| format!("actor.{actor}.strategy={names}")).to_vec();
    let study = sweep(&job, None, |_| {}).unwrap().study;
    let scene = scene(&study, "payoff-matrix");
    let shaded: Vec<&str> = scene.marks.iter().filter_map(|mark| mark.name.strip_prefix("mutual/")).collect();
    assert_eq!(shaded, ["always-hold/always-hold", "tit-for-tat/tit-for-tat"]);
    let payoff = |name: &str| match scene.named(name).next() {
        Some(Shape::Text { text, font, .. }) => (text.clone(), font.bold),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(payoff("payoff-0/always-hold/always-concede"), ("1000".to_owned(), true));
    assert_eq!(payoff("payoff-1/always-hold/always-concede"), ("0.00".to_owned(), false));
}
