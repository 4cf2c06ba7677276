//! What is drawn equals the data.

use standoff::chart::scene::{Scene, Shape};
use standoff::chart::{Kind, draw};
use standoff::prose::numbers;
use standoff::results::record::{FactFigures, RecordFigures};

use super::{sample, samples, scene};

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// Edges of the only rectangle with this name: left, right, top, bottom.
fn rect(scene: &Scene, name: &str) -> (f64, f64, f64, f64) {
    let found: Vec<_> = scene.named(name).collect();
    match found.as_slice() {
        [Shape::Rect { x, y, w, h, .. }] => (*x, x + w, *y, y + h),
        other => panic!("{name}: {other:?}"),
    }
}

fn lines(scene: &Scene, name: &str) -> Vec<Vec<(f64, f64)>> {
    let points = |shape: &Shape| match shape {
        Shape::Line { points, .. } => points.clone(),
        other => panic!("{other:?}"),
    };
    scene.named(name).map(points).collect()
}

/// Where a vertical line meets the outline of an area: the highest and the lowest place.
fn extent(scene: &Scene, name: &str, x: f64) -> (f64, f64) {
    let Some(Shape::Area { points, .. }) = scene.named(name).next() else { panic!("{name} is no area") };
    let mut hits = Vec::new();
    for (n, &a) in points.iter().enumerate() {
        let b = points[(n + 1) % points.len()];
        let (left, right) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if left.0 <= x && x <= right.0 && left.0 < right.0 {
            hits.push(left.1 + (right.1 - left.1) * (x - left.0) / (right.0 - left.0));
        }
    }
    (hits.iter().copied().fold(f64::MAX, f64::min), hits.iter().copied().fold(f64::MIN, f64::max))
}

#[test]
fn bars_are_as_long_as_shares_and_intervals_as_wide() {
    for (name, summary) in samples() {
        let scene = scene(&summary, Kind::OutcomeShares);
        let grid = lines(&scene, "grid");
        let (zero, all) = (grid[0][0].0, grid[4][0].0);
        let place = |share: f64| zero + share * (all - zero);
        for outcome in &summary.outcomes {
            let (left, right, _, _) = rect(&scene, &format!("bar/{}", outcome.id));
            assert!(near(left, zero) && near(right, place(outcome.share)), "{name} {}", outcome.id);
            let interval = lines(&scene, &format!("interval/{}", outcome.id));
            if summary.plays == 0 {
                assert!(interval.is_empty(), "what is exact has no interval");
                continue;
            }
            assert!(
                near(interval[0][0].0, place(outcome.low)) && near(interval[0][1].0, place(outcome.high))
            );
            let name = format!("exact/{}", outcome.id);
            let exact = scene.named(&name).next();
            let Some(Shape::Area { points, .. }) = exact else { panic!("no exact value") };
            assert!(near(points[0].0, place(outcome.exact.unwrap().min(1.0))));
        }
    }
}

#[test]
fn layers_are_cumulative_shares_and_the_bar_is_the_end() {
    let summary = sample::korea();
    let scene = scene(&summary, Kind::OutcomesOverTime);
    let (left, right, top, bottom) = rect(&scene, "idle");
    let height = |share: f64| share * (bottom - top);
    let mut floor = bottom;
    for outcome in &summary.outcomes {
        let (_, _, upper, lower) = rect(&scene, &format!("bar/{}", outcome.id));
        assert!(near(lower, floor) && near(lower - upper, height(outcome.share)));
        floor = upper;
    }
    assert!(near(floor, top), "the bar is full");
    for t in 0..24 {
        // Just after the moment, before the next.
        let x = left + (right - left) * (t as f64 + 0.5) / 24.0;
        let mut floor = bottom;
        for outcome in &summary.outcomes {
            let share = outcome.by_round[t];
            if scene.named(&format!("layer/{}", outcome.id)).next().is_none() {
                assert_eq!(share, 0.0);
                continue;
            }
            let (upper, lower) = extent(&scene, &format!("layer/{}", outcome.id), x);
            assert!(near(lower, floor) && near(lower - upper, height(share)), "{} at {t}", outcome.id);
            floor = upper;
        }
    }
}

#[test]
fn bands_medians_and_means_are_at_their_levels() {
    for summary in [sample::korea(), sample::crowded()] {
        let scene = scene(&summary, Kind::TracksOverTime);
        for track in &summary.tracks {
            let levels = lines(&scene, &format!("level/{}", track.id));
            let (lowest, highest) = (&levels[0], &levels[levels.len() - 1]);
            let span = f64::from(track.range[1] - track.range[0]);
            let place = |level: f64| {
                lowest[0].1 + (level - f64::from(track.range[0])) / span * (highest[0].1 - lowest[0].1)
            };
            let (left, right) = (lowest[0].0, lowest[1].0);
            let last = track.quantiles_by_round.len() - 1;
            let mean = &lines(&scene, &format!("mean/{}", track.id))[0];
            for (t, quantiles) in track.quantiles_by_round.iter().enumerate() {
                let x = left + (right - left) * t as f64 / last as f64;
                for (band, low, high) in
                    [("band90", quantiles.q05, quantiles.q95), ("band50", quantiles.q25, quantiles.q75)]
                {
                    let (upper, lower) = extent(&scene, &format!("{band}/{}", track.id), x);
                    assert!(near(upper, place(f64::from(high))), "{band} of {} at {t}", track.id);
                    assert!(near(lower, place(f64::from(low))), "{band} of {} at {t}", track.id);
                }
                assert!(near(mean[t].0, x) && near(mean[t].1, place(track.mean_by_round[t])));
                let median = &lines(&scene, &format!("median/{}", track.id))[0];
                let on = median
                    .windows(2)
                    .find(|pair| pair[0].0 <= x + 1e-9 && x <= pair[1].0 + 1e-9 && pair[0].0 < pair[1].0);
                assert!(
                    near(on.unwrap()[0].1, place(f64::from(quantiles.q50))),
                    "median of {} at {t}",
                    track.id
                );
            }
        }
    }
}

#[test]
fn moves_are_stacked_to_their_shares() {
    let summary = sample::korea();
    let scene = scene(&summary, Kind::MovesOverTime);
    for actor in &summary.actors {
        let grid = lines(&scene, &format!("percent/{}", actor.id));
        let full = grid[0][0].1 - grid[4][0].1;
        let moves: Vec<_> = summary.moves.iter().filter(|one| one.actor == actor.id).collect();
        let mut sums = [0.0; 24];
        for one in moves {
            let name = format!("move/{}/{}", one.actor, one.id);
            let heights: Vec<f64> = scene
                .named(&name)
                .map(|shape| match shape {
                    Shape::Rect { h, .. } => *h,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(heights.len(), 24);
            for (t, height) in heights.iter().enumerate() {
                assert!(near(*height, one.share_by_round[t] * full));
                sums[t] += height;
            }
        }
        assert!(sums.iter().all(|&sum| near(sum, full)), "each round is full");
    }
}

#[test]
fn payoffs_without_a_cut_are_on_one_straight_scale() {
    let summary = sample::crowded();
    let scene = scene(&summary, Kind::PayoffsByOutcome);
    assert_eq!(lines(&scene, "cut").len(), 0);
    for actor in &summary.actors {
        let mut known = Vec::new();
        for (outcome, payoff) in summary.outcomes.iter().zip(&actor.by_outcome) {
            let id = format!("{}/{}", actor.id, outcome.id);
            let Some(quantiles) = payoff.quantiles else {
                assert!(scene.named(&format!("box/{id}")).next().is_none(), "no plays, no box");
                continue;
            };
            let whisker = &lines(&scene, &format!("whisker/{id}"))[0];
            let (left, right, _, _) = rect(&scene, &format!("box/{id}"));
            let median = lines(&scene, &format!("median/{id}"))[0][0].0;
            let places = [whisker[0].0, left, median, right, whisker[1].0];
            known.extend(quantiles.into_iter().zip(places));
        }
        let (first, last) = (known[0], known[known.len() - 1]);
        let slope = (last.1 - first.1) / (last.0 - first.0);
        assert!(slope > 0.0);
        for (value, place) in known {
            assert!(near(place, first.1 + (value - first.0) * slope), "{value}");
        }
    }
}

#[test]
fn a_far_payoff_is_cut_near_and_the_cut_is_said() {
    let scene = scene(&sample::korea(), Kind::PayoffsByOutcome);
    // Two strokes in the key and two in each panel.
    assert_eq!(lines(&scene, "cut").len(), 6);
    assert!(scene.texts().any(|text| text.contains("cut out, same scale")));
}

/// The places to point at below a name, with what they say.
fn zones(scene: &Scene, name: &str) -> Vec<([f64; 4], String)> {
    let below = scene.marks.iter().filter(|mark| mark.name.starts_with(name));
    below
        .map(|mark| match &mark.shape {
            Shape::Zone { x, y, w, h, says } => ([*x, x + w, *y, y + h], says.clone()),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn places_to_point_at_say_what_is_drawn_there() {
    let summary = sample::korea();
    let shares = scene(&summary, Kind::OutcomeShares);
    for outcome in &summary.outcomes {
        let [(place, says)] = &zones(&shares, &format!("zone/{}", outcome.id))[..] else {
            panic!("one row each")
        };
        let (left, right, top, bottom) = rect(&shares, &format!("bar/{}", outcome.id));
        assert!(place[0] <= left && right <= place[1] && place[2] <= top && bottom <= place[3], "{says}");
        let share = numbers::estimate(outcome.share, outcome.low, outcome.high);
        assert!(says.starts_with(&outcome.label) && says.contains(&format!("Share: {share}")), "{says}");
    }
    let over_time = scene(&summary, Kind::OutcomesOverTime);
    let moments = zones(&over_time, "zone/");
    assert_eq!(moments.len(), 25, "the start and 24 months");
    for (t, (_, says)) in moments.iter().enumerate() {
        assert!(says.starts_with(&summary.moments[t]), "{says}");
        for outcome in &summary.outcomes {
            let line = format!("{}: {}", outcome.label, numbers::share(outcome.by_round[t]));
            assert!(says.lines().any(|said| said == line), "{line:?} in {says:?}");
        }
    }
    let tracks = scene(&summary, Kind::TracksOverTime);
    for track in &summary.tracks {
        for (t, (_, says)) in zones(&tracks, &format!("zone/{}/", track.id)).iter().enumerate() {
            let quantiles = track.quantiles_by_round[t];
            let median = says.lines().find_map(|line| line.strip_prefix("median ")).unwrap();
            let median = median.split(' ').next().unwrap().replace('−', "-");
            assert_eq!(median, quantiles.q50.to_string());
            assert!(says.ends_with(&format!("mean {}", numbers::number(track.mean_by_round[t]))), "{says}");
        }
    }
    let moves = scene(&summary, Kind::MovesOverTime);
    for actor in &summary.actors {
        let rounds = zones(&moves, &format!("zone/{}/", actor.id));
        assert_eq!(rounds.len(), 24);
        for (t, (place, says)) in rounds.iter().enumerate() {
            for one in summary.moves.iter().filter(|one| one.actor == actor.id) {
                let line = format!("{}: {}", one.label, numbers::share(one.share_by_round[t]));
                assert!(says.lines().any(|said| said == line), "{line:?} in {says:?}");
                let name = format!("move/{}/{}", one.actor, one.id);
                let Shape::Rect { x, w, .. } = moves.named(&name).nth(t).unwrap() else {
                    panic!("a rectangle")
                };
                assert!(place[0] <= *x && x + w <= place[1], "{says}");
            }
        }
    }
    let payoffs = scene(&summary, Kind::PayoffsByOutcome);
    for actor in &summary.actors {
        for (outcome, payoff) in summary.outcomes.iter().zip(&actor.by_outcome) {
            let (_, says) = &zones(&payoffs, &format!("zone/{}/{}", actor.id, outcome.id))[0];
            let mean = payoff.mean.map(|mean| format!("mean {}", numbers::number(mean)));
            assert!(mean.is_none_or(|mean| says.lines().any(|line| line == mean)), "{says}");
        }
    }
}

#[test]
fn runs_side_by_side_have_their_shares_on_one_scale() {
    let (one, mut other) = (sample::korea(), sample::korea());
    other.scenario = "other".into();
    other.outcomes.remove(1);
    other.outcomes[0].share = 0.5;
    let runs = [&one, &other];
    let chart = draw(runs.as_slice(), Kind::RunsCompared).unwrap();
    let scene = chart.scene();
    let grid = lines(scene, "grid");
    let (zero, full) = (grid[0][0].0, grid[4][0].0);
    for (run, letter) in [(&one, "A"), (&other, "B")] {
        for outcome in &run.outcomes {
            let name = format!("{}/{letter}", outcome.id);
            let (left, right, _, _) = rect(scene, &format!("bar/{name}"));
            assert!(near(left, zero) && near(right, zero + outcome.share * (full - zero)), "{name}");
            let interval = &lines(scene, &format!("interval/{name}"))[0];
            assert!(near(interval[0].0, zero + outcome.low * (full - zero)), "{name}");
            assert!(near(interval[1].0, zero + outcome.high * (full - zero)), "{name}");
            assert!(zones(scene, &format!("zone/{name}"))[0].1.contains(&outcome.label), "{name}");
        }
    }
    assert_eq!(scene.named("none").count(), 1, "an outcome that a run lacks is told");
    assert!(draw([&one].as_slice(), Kind::RunsCompared).is_none());
}

#[test]
fn first_times_are_at_their_shares_and_the_record_at_its_date() {
    let mut summary = sample::korea();
    let told = |one: &&standoff::results::MoveFigures| one.stance != "hold";
    let first = summary.moves.iter().find(told).unwrap().clone();
    let fact = FactFigures {
        says: format!("first({} {})", first.actor, first.id),
        label: String::new(),
        happened: String::new(),
        value: Some(7),
        below: None,
        equal: None,
        above: None,
        why_not: None,
    };
    let facts = vec![fact];
    summary.record =
        Some(RecordFigures { note: String::new(), known: 24, facts, statements: vec![], score: None });
    let scene = scene(&summary, Kind::FirstTimes);
    for one in summary.moves.iter().filter(told) {
        let grid = lines(&scene, &format!("percent/{}", one.actor));
        let (left, right, bottom, top) = (grid[0][0].0, grid[0][1].0, grid[0][0].1, grid[4][0].1);
        let curve = &lines(&scene, &format!("first/{}/{}", one.actor, one.id))[0];
        assert_eq!(curve.len(), 25, "the start and 24 months");
        for (t, &(x, y)) in curve.iter().enumerate() {
            let share = if t == 0 { 0.0 } else { one.first_by_round[t - 1] };
            assert!(near(x, left + (right - left) * t as f64 / 24.0), "{} at {t}", one.id);
            assert!(near(y, bottom + (top - bottom) * share), "{} at {t}", one.id);
        }
        let says = &zones(&scene, &format!("zone/{}/", one.actor))[12].1;
        let line = format!("{}: {}", one.label, numbers::share(one.first_by_round[11]));
        assert!(says.lines().any(|said| said == line), "{line:?} in {says:?}");
        let name = format!("happened/{}/{}", one.actor, one.id);
        let marks: Vec<_> = scene.named(&name).collect();
        if one.id != first.id || one.actor != first.actor {
            assert!(marks.is_empty(), "nobody tells when {} was made", one.id);
            continue;
        }
        let [Shape::Area { points, .. }] = marks[..] else { panic!("{marks:?}") };
        let x = points.iter().map(|point| point.0).sum::<f64>() / points.len() as f64;
        let y = points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64;
        assert!(near(x, curve[7].0) && near(y, curve[7].1), "in round 7, on its curve");
        let says = &zones(&scene, &format!("zone/{}/7", one.actor))[0].1;
        assert!(says.contains("really first made then"), "{says}");
    }
}

#[test]
fn outcomes_lie_at_their_means_in_the_plane_and_bars_span_the_middle_half() {
    let summary = sample::crowded();
    let scene = scene(&summary, Kind::PayoffsAsPlane);
    assert_eq!(lines(&scene, "cut").len(), 0);
    let dot = |name: &str| match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Dot { x, y, r, .. }] => Some((*x, *y, *r)),
        [] => None,
        ref other => panic!("{name}: {other:?}"),
    };
    let mut known: [Vec<(f64, f64)>; 2] = [vec![], vec![]];
    let mut areas = Vec::new();
    for (index, outcome) in summary.outcomes.iter().enumerate() {
        let Some((x, y, r)) = dot(&format!("mean/{}", outcome.id)) else {
            assert_eq!(summary.actors[0].by_outcome[index].plays, 0, "{}", outcome.id);
            continue;
        };
        areas.push((outcome.share, r));
        for (actor, place) in [x, y].into_iter().enumerate() {
            let payoff = &summary.actors[actor].by_outcome[index];
            known[actor].push((payoff.mean.unwrap(), place));
            let half = &lines(&scene, &format!("half/{}/{actor}", outcome.id))[0];
            let [_, low, _, high, _] = payoff.quantiles.unwrap();
            let ends = if actor == 0 { [half[0].0, half[1].0] } else { [half[0].1, half[1].1] };
            known[actor].extend([(low, ends[0]), (high, ends[1])]);
        }
    }
    for places in known {
        // One straight scale for all that is drawn.
        let most = |better: fn(f64, f64) -> bool| {
            let pick = |a: (f64, f64), b: (f64, f64)| if better(b.0, a.0) { b } else { a };
            places.iter().copied().reduce(pick).unwrap()
        };
        let (low, high) = (most(|a, b| a < b), most(|a, b| a > b));
        for (value, place) in &places {
            let there = low.1 + (value - low.0) / (high.0 - low.0) * (high.1 - low.1);
            assert!(near(*place, there), "{value} at {place}, not {there}");
        }
    }
    areas.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(areas.windows(2).all(|two| two[0].1 <= two[1].1), "the more frequent, the larger");
    let zone = &zones(&scene, "zone/o3")[0].1;
    let mean = numbers::number(summary.actors[1].by_outcome[3].mean.unwrap());
    assert!(zone.contains(&format!("North Korea: mean {mean}, ")), "{zone}");
}

#[test]
fn the_plane_of_payoffs_is_of_two_actors_and_says_of_which() {
    let mut summary = sample::korea();
    // War lies far off for both: two strokes on either axis and in the key.
    assert_eq!(lines(&scene(&summary, Kind::PayoffsAsPlane), "cut").len(), 6);
    let third = summary.actors[1].clone();
    summary.actors.push(third);
    let three = scene(&summary, Kind::PayoffsAsPlane);
    assert!(three.texts().any(|text| text.contains("of the first two of 3 actors")));
    summary.actors.truncate(1);
    assert!(draw(&summary, Kind::PayoffsAsPlane).is_none());
}
