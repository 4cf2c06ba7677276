//! The charts of what was solved: what is drawn equals the theory, on the page.

use super::forms::in_every_form;
use standoff::chart::scene::{Scene, Shape};
use standoff::chart::{Chart, Kind, draw, draw_all, draw_in};
use standoff::results::diagnosis::DiagnosisFigures;
use standoff::results::stage_game::StageFigures;
use standoff::run::Solution;
use standoff::scenario::Request;

/// The stage game of the first round.
fn stage(name: &str, settings: &[&str]) -> StageFigures {
    let mut request = Request::new(name);
    request.settings = settings.iter().map(|&setting| setting.to_owned()).collect();
    let solution = Solution::find(&request).unwrap();
    let pair = solution.pair(&[]).unwrap();
    let spot = solution.spot(Some(1), &[]).unwrap();
    solution.stage(spot, &pair).unwrap()
}

/// The scene of the chart with this stem; all of it is on the page, and words have room.
fn scene(figures: &StageFigures, stem: &str) -> Scene {
    let charts = draw_all(figures);
    let found = charts.iter().find(|(kind, _)| kind.name() == stem);
    let (_, chart) = found.unwrap_or_else(|| panic!("{stem} is drawn"));
    kept(&format!("{}-{stem}", figures.scenario.replace('/', "-")), chart);
    let kind: Kind = stem.parse().unwrap();
    in_every_form(&format!("solved-{stem}"), |style| draw_in(figures, kind, style).unwrap());
    chart.scene().clone()
}

/// With `CHARTS_TO=/some/folder`, the picture, to look at.
fn kept(name: &str, chart: &Chart) {
    if let Some(folder) = std::env::var_os("CHARTS_TO").map(std::path::PathBuf::from) {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), chart.png(144)).unwrap();
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn lines(scene: &Scene, name: &str) -> Vec<Vec<(f64, f64)>> {
    let points = |shape: &Shape| match shape {
        Shape::Line { points, .. } => points.clone(),
        other => panic!("{name}: {other:?}"),
    };
    scene.named(name).map(points).collect()
}

fn dots(scene: &Scene, name: &str) -> Vec<(f64, f64)> {
    let centre = |shape: &Shape| match shape {
        Shape::Dot { x, y, .. } => (*x, *y),
        other => panic!("{name}: {other:?}"),
    };
    scene.named(name).map(centre).collect()
}

fn corners(scene: &Scene, name: &str) -> Vec<(f64, f64)> {
    match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Area { points, .. }] => points.clone(),
        ref other => panic!("{name}: {other:?}"),
    }
}

/// The middle of each area of this name.
fn middles(scene: &Scene, name: &str) -> Vec<(f64, f64)> {
    let middle = |shape: &Shape| match shape {
        Shape::Area { points, .. } => {
            let count = points.len() as f64;
            let sum = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
            (sum.0 / count, sum.1 / count)
        }
        other => panic!("{name}: {other:?}"),
    };
    scene.named(name).map(middle).collect()
}

#[test]
fn the_table_has_every_payoff_with_best_responses_bold_and_equilibria_framed() {
    let scene = scene(&stage("textbook/aumann-chicken", &[]), "stage-game");
    // Swerve is move 0: R = 6, S = 2, T = 7, P = 0; the lone hold and the lone swerve answer each other.
    for (profile, payoffs, best) in [
        ("0/0", ["6", "6"], [false, false]),
        ("0/1", ["2", "7"], [true, true]),
        ("1/0", ["7", "2"], [true, true]),
        ("1/1", ["0", "0"], [false, false]),
    ] {
        for player in 0..2 {
            let name = format!("payoff/{profile}/{player}");
            let [Shape::Text { text, font, .. }] = scene.named(&name).collect::<Vec<_>>()[..] else {
                panic!("{name}")
            };
            assert_eq!((text.as_str(), font.bold), (payoffs[player], best[player]), "{name}");
        }
        let frames = scene.named(&format!("nash/{profile}")).count();
        assert_eq!(frames, usize::from(best == [true, true]), "{profile}");
        let zone = format!("zone/{profile}");
        let [Shape::Zone { says, .. }] = scene.named(&zone).collect::<Vec<_>>()[..] else { panic!("{zone}") };
        assert!(says.contains(&format!("Left driver: {}", payoffs[0])), "{says}");
        assert_eq!(says.contains("Nash equilibrium"), best == [true, true], "{says}");
    }
    let mixed: Vec<&str> = scene.texts().filter(|text| text.contains("in mixes")).collect();
    let known = "Equilibrium in mixes: 2/3 Swerve + 1/3 Go straight / 2/3 Swerve + 1/3 Go straight, worth 4.67 and 4.67";
    assert_eq!(mixed, [known]);
}

#[test]
fn the_plane_has_all_profiles_in_their_place_and_aumanns_kite_of_correlated_equilibria() {
    let figures = stage("textbook/aumann-chicken", &[]);
    let scene = scene(&figures, "payoff-plane");
    let profile = |name: &str| dots(&scene, &format!("profile/{name}"))[0];
    // Two profiles fix both scales, and the others must follow.
    let (sucker, winner) = (profile("0/1"), profile("1/0"));
    let place = |payoffs: [f64; 2]| {
        let x = sucker.0 + (payoffs[0] - 2.0) / 5.0 * (winner.0 - sucker.0);
        (x, winner.1 + (payoffs[1] - 2.0) / 5.0 * (sucker.1 - winner.1))
    };
    let same = |a: (f64, f64), b: (f64, f64)| near(a.0, b.0) && near(a.1, b.1);
    assert!(same(profile("0/0"), place([6.0, 6.0])) && same(profile("1/1"), place([0.0, 0.0])));
    let hull = corners(&scene, "hull");
    assert_eq!(hull.len(), 4);
    assert!(
        [[0.0, 0.0], [7.0, 2.0], [6.0, 6.0], [2.0, 7.0]]
            .iter()
            .all(|&payoffs| hull.iter().any(|&corner| same(corner, place(payoffs))))
    );
    let kite = corners(&scene, "correlated");
    for (corner, payoffs) in kite.iter().zip([[7.0, 2.0], [5.25, 5.25], [2.0, 7.0], [3.6, 3.6]]) {
        assert!(same(*corner, place(payoffs)), "{payoffs:?}");
    }
    let pure = middles(&scene, "nash");
    assert!(pure.len() == 2 && same(pure[0], sucker) && same(pure[1], winner));
    let mixed = middles(&scene, "mixed");
    assert!(mixed.len() == 1 && same(mixed[0], place([14.0 / 3.0; 2])));
    let level = place([2.0, 2.0]);
    assert!(near(lines(&scene, "security/0")[0][0].0, level.0));
    assert!(near(lines(&scene, "security/1")[0][0].1, level.1));
    // Both swerve with q = 1 − 0.428849246717 (the summary of the scenario).
    let q: f64 = 1.0 - 0.428_849_246_717;
    let each = 6.0 * q * q + 9.0 * q * (1.0 - q);
    let played = dots(&scene, "played")[0];
    assert!((played.0 - place([each; 2]).0).abs() < 1e-4 && (played.1 - place([each; 2]).1).abs() < 1e-4);
}

/// The branches as drawn: for each, points of λ and both probabilities of the first move.
fn branches(scene: &Scene, own: f64) -> Vec<Vec<(f64, [f64; 2])>> {
    // The mark of the scenario's rationality fixes the axis: it lies at λ / (λ + λ_½) of the way.
    let frame = [0, 1].map(|player| {
        let percent = lines(scene, &format!("percent/{player}"));
        let (left, right, bottom, top) = (percent[0][0].0, percent[0][1].0, percent[0][0].1, percent[4][0].1);
        (left, right, bottom, top)
    });
    let (left, right, ..) = frame[0];
    let x = lines(scene, "marker/0")[0][0].0;
    let part = |x: f64| (x - left) / (right - left);
    let half = own * (1.0 - part(x)) / part(x);
    let mut found = Vec::new();
    for number in 0.. {
        let each = [0, 1].map(|player| lines(scene, &format!("branch/{player}/{number}")));
        let [[first], [second]] = [&each[0][..], &each[1][..]] else { break };
        let curve = first.iter().zip(second).map(|(a, b)| {
            assert!(near(a.0, b.0));
            let height = |y: f64, player: usize| (frame[player].2 - y) / (frame[player].2 - frame[player].3);
            (half * part(a.0) / (1.0 - part(a.0)), [height(a.1, 0), height(b.1, 1)])
        });
        found.push(curve.collect());
    }
    found
}

/// The distance of a point from being its own logit response in Chicken with these payoffs.
fn miss([r, s, t, p]: [f64; 4], lambda: f64, first: [f64; 2]) -> f64 {
    let response = |other: f64| {
        let gain = other * (r - t) + (1.0 - other) * (s - p);
        1.0 / (1.0 + (-lambda * gain).exp())
    };
    (first[0] - response(first[1])).abs().max((first[1] - response(first[0])).abs())
}

#[test]
fn every_point_of_every_branch_is_an_equilibrium_and_the_pitchfork_is_where_theory_puts_it() {
    // λ* by mpmath and by Gambit's path; the probability of swerving there is 1 − 0.41586811501119.
    for (name, payoffs, own, fork, swerve) in [
        (
            "textbook/aumann-chicken",
            [6.0, 2.0, 7.0, 0.0],
            1.0,
            1.372_183_549_418_14,
            1.0 - 0.415_868_115_011_19,
        ),
        ("textbook/chicken-ordinal", [3.0, 2.0, 4.0, 1.0], 3.0, 2.0, 0.5),
    ] {
        let settings = [format!("actor.left.rationality={own}"), format!("actor.right.rationality={own}")];
        let figures = stage(name, &settings.each_ref().map(String::as_str));
        let scene = scene(&figures, "logit-branches");
        let found = branches(&scene, own);
        assert_eq!(found.len(), 4, "{name}: the trunk and three branches");
        for (lambda, first) in found.iter().flatten() {
            // A point of the page is exact to a part in millions; near the split that is the root of it.
            assert!(miss(payoffs, *lambda, *first) < 1e-3, "{name}: {first:?} at {lambda}");
        }
        let trunk = found[0].last().unwrap();
        assert!((trunk.0 - fork).abs() < 1e-4 && (trunk.1[0] - swerve).abs() < 1e-3, "{name}: {trunk:?}");
        assert!(found[1..].iter().all(|branch| (branch[0].0 - fork).abs() < 1e-4), "{name}");
        // Only the trunk's own continuation is unstable, so dashed.
        let is_dashed = |number: usize| {
            let name = format!("branch/0/{number}");
            matches!(scene.named(&name).next(), Some(Shape::Line { dash: Some(_), .. }))
        };
        assert_eq!([0, 1, 2, 3].map(is_dashed), [false, false, true, false], "{name}");
        // The split is marked where it is, and said.
        let split = dots(&scene, "split/0")[0];
        let last = lines(&scene, "branch/0/0")[0].last().copied().unwrap();
        assert!((split.0 - last.0).abs() < 1e-3 && (split.1 - last.1).abs() < 0.2, "{split:?} {last:?}");
        let said = format!("pitchfork at λ = {fork:.2}");
        assert!(scene.texts().any(|text| text == said), "{said}");
        // Ends are the three Nash equilibria.
        let right = lines(&scene, "percent/0")[0][1].0;
        let ends = middles(&scene, "nash/0");
        assert!(ends.len() == 3 && ends.iter().all(|end| near(end.0, right)), "{ends:?}");
    }
}

#[test]
fn the_equilibria_at_the_scenarios_rationality_are_on_its_line() {
    let settings = ["actor.left.rationality=3", "actor.right.rationality=3"];
    let scene = scene(&stage("textbook/chicken-ordinal", &settings), "logit-branches");
    let percent = lines(&scene, "percent/0");
    let (bottom, top) = (percent[0][0].1, percent[4][0].1);
    let x = lines(&scene, "marker/0")[0][0].0;
    let mut found: Vec<f64> =
        dots(&scene, "own/0").iter().map(|dot| (bottom - dot.1) / (bottom - top)).collect();
    found.sort_by(f64::total_cmp);
    assert!(dots(&scene, "own/0").iter().all(|dot| near(dot.0, x)));
    // TB4b: .9293 / .0707.
    for (found, known) in found.iter().zip([0.0707, 0.5, 0.9293]) {
        assert!((found - known).abs() < 6e-5, "{found}");
    }
    let Shape::Zone { says, .. } = scene.named("zone/0/39").next().unwrap() else { panic!("a zone") };
    assert!(says.starts_with("Left driver: probability of “Swerve”\nλ = "), "{says}");
    assert!(says.contains("50\u{a0}% (principal, unstable)"), "{says}");
}

#[test]
fn where_the_sides_differ_two_branches_appear_apart_from_the_principal_one() {
    let settings = ["actor.left.payoff.against.right.straight.straight=-2"];
    let scene = scene(&stage("textbook/aumann-chicken", &settings), "logit-branches");
    assert!(scene.texts().any(|text| text.starts_with("two appear at λ = ")));
    assert!(!scene.texts().any(|text| text.contains("pitchfork")));
    assert_eq!(dots(&scene, "split/0").len(), 1);
}

#[test]
fn larger_games_and_games_with_tracks_have_room_too() {
    for name in ["korea-2018", "cuba-1962", "textbook/tsebelis", "textbook/inspection", "textbook/stag-hunt"]
    {
        let figures = stage(name, if name == "korea-2018" { &["rounds=1", "foresight=1"] } else { &[] });
        for (kind, _) in draw_all(&figures) {
            scene(&figures, kind.name());
        }
    }
}

#[test]
fn three_actors_have_no_plane_and_hostile_labels_do_no_harm() {
    let mut figures = stage("textbook/chicken", &[]);
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte & <others> ".repeat(3);
    for label in ["<script>alert(1)</script>", "\u{1b}[31m\u{202e}", "", long.as_str()] {
        figures.title = label.into();
        figures.moment = label.into();
        for player in &mut figures.pair.players {
            player.label = label.into();
            player.moves.fill(label.into());
        }
        for (kind, chart) in draw_all(&figures) {
            let svg = chart.svg();
            assert!(
                !svg.contains("<script") && !svg.contains('\u{1b}') && !svg.contains('\u{202e}'),
                "{kind}"
            );
            scene(&figures, kind.name());
        }
    }
    let third = figures.pair.players[0].clone();
    figures.pair.players.push(third);
    assert!(draw_all(&figures).is_empty());
}

/// The whole scenario.
fn diagnosed(name: &str, settings: &[&str]) -> DiagnosisFigures {
    let mut request = Request::new(name);
    request.settings = settings.iter().map(|&setting| setting.to_owned()).collect();
    Solution::find(&request).unwrap().diagnosis().unwrap()
}

#[test]
fn layers_of_games_are_as_high_as_their_probabilities_and_as_large_as_their_shares_of_time() {
    let figures = diagnosed("korea-2018", &["rounds=8", "foresight=2"]);
    let chart = draw(&figures, Kind::GamesOverTime).unwrap();
    kept("korea-games-over-time", &chart);
    let scene = chart.scene();
    in_every_form("games", |style| draw_in(&figures, Kind::GamesOverTime, style).unwrap());
    assert_eq!(figures.pairs.len(), 4);
    for pair in &figures.pairs {
        let id = pair.types.join("-");
        let panel = format!("ended/{id}");
        let [Shape::Rect { h: all, .. }] = scene.named(&panel).collect::<Vec<_>>()[..] else {
            panic!("{id} has a panel")
        };
        let prefix = format!("game/{id}/");
        let mut by_round = [0.0; 8];
        for mark in scene.marks.iter().filter(|mark| mark.name.starts_with(&prefix)) {
            let Shape::Rect { x, h, .. } = mark.shape else { panic!("{}", mark.name) };
            // Columns are told apart by where they are.
            let zones = (1..=8).map(|t| format!("zone/{id}/{t}"));
            let at = zones.enumerate().find(|(_, zone)| {
                matches!(scene.named(zone).next(), Some(Shape::Zone { x: left, w, .. }) if *left <= x && x <= left + w)
            });
            by_round[at.unwrap().0] += h / all;
        }
        for (t, (drawn, going)) in by_round.iter().zip(&pair.going_by_round).enumerate() {
            assert!((drawn - going).abs() < 1e-3, "{id} in round {}: {drawn} of {going}", t + 1);
        }
        // The area of a game is its share of time.
        let name = &pair.classes[0].name;
        let own: f64 = scene
            .named(&format!("game/{id}/{name}"))
            .map(|shape| if let Shape::Rect { h, .. } = shape { h / all } else { panic!("{name}") })
            .sum();
        let same = pair.classes.iter().filter(|class| class.name == *name);
        let share: f64 = same.map(|class| class.share).sum();
        assert!((own / pair.expected_rounds - share).abs() < 1e-9, "{name}: {own}");
        let says = format!("{name}: ");
        let zone = format!("zone/{id}/1");
        let Some(Shape::Zone { says: told, .. }) = scene.named(&zone).next() else { panic!("a zone") };
        let first: f64 =
            pair.classes.iter().filter(|class| class.name == *name).map(|class| class.by_round[0]).sum();
        assert_eq!(told.contains(&says), first > 0.0, "{told}");
    }
}

#[test]
fn a_repeated_game_fills_its_panel_and_a_long_one_is_drawn_as_an_area() {
    for (rounds, is_area) in [("rounds=12", false), ("rounds=200", true)] {
        let figures = diagnosed("textbook/chicken", &[rounds]);
        let chart = draw(&figures, Kind::GamesOverTime).unwrap();
        kept("chicken-games-over-time", &chart);
        in_every_form("games-long", |style| draw_in(&figures, Kind::GamesOverTime, style).unwrap());
        let [Shape::Rect { y, h, .. }] = chart.scene().named("ended/all").collect::<Vec<_>>()[..] else {
            panic!()
        };
        for shape in chart.scene().named("game/all/Chicken") {
            match shape {
                Shape::Rect { y: top, h: own, .. } => {
                    assert!(!is_area && near(*top, *y) && near(own - h, 0.0));
                }
                Shape::Area { points, .. } => {
                    assert!(is_area && points.iter().all(|point| near(point.1, *y) || near(point.1, y + h)));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn where_nobody_can_concede_there_are_no_games_to_draw() {
    assert!(draw(&diagnosed("textbook/gamblers-ruin", &["rounds=20"]), Kind::GamesOverTime).is_none());
}
