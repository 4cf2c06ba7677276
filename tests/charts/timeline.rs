//! One play: what is drawn equals what was played, and beliefs are Bayes' rule.

use standoff::chart::scene::{Scene, Shape};
use standoff::chart::{Kind, Subject, draw, draw_in};
use standoff::results::Replay;
use standoff::run::{Stage, replay};
use standoff::scenario::Request;

use super::forms::in_every_form;

/// Two types that can be told apart by what they do, and one that always does as the other did.
const TYPES: &str = r#"
title  = "Who is it?"
rounds = 6

[actor.left]
strategy = { mixed = { stay = 0.5, leave = 0.5 } }
move.stay  = {}
move.leave = { stance = "concede" }

[actor.right]
move.stay  = {}
move.leave = { stance = "concede" }
[actor.right.type.stern]
prior    = 0.5
strategy = { mixed = { stay = 0.9, leave = 0.1 } }
[actor.right.type.mild]
prior    = 0.3
strategy = { mixed = { stay = 0.4, leave = 0.6 } }
[actor.right.type.mirror]
prior    = 0.2
strategy = "tit-for-tat"

[[outcome]]
id        = "over"
otherwise = true
"#;

fn stage(request: &Request) -> Stage {
    Stage::set(request).unwrap_or_else(|error| panic!("{error}"))
}

fn typed() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("types.toml");
    std::fs::write(&path, TYPES).unwrap();
    stage(&Request::new(path.to_str().unwrap()))
}

/// A scenario with everything in it that nobody has to solve.
fn korea() -> Stage {
    let mut request = Request::new("korea-2018/as-told");
    for actor in ["us", "dprk"] {
        request.strategies.push(format!("{actor}=random"));
    }
    stage(&request)
}

#[test]
fn beliefs_are_worked_out_by_the_rule_of_bayes() {
    let stage = typed();
    let mut excluded = 0;
    for number in 1..=20 {
        let play = replay(&stage, 7, number).unwrap();
        let [belief] = &play.beliefs[..] else { panic!("one actor has types") };
        assert_eq!((belief.actor, belief.types.len(), belief.by_round.len()), (1, 3, 7));
        assert_eq!(belief.by_round[0], [0.5, 0.3, 0.2], "at first the priors");
        let mut weights = [0.5, 0.3, 0.2];
        let mut others_last = "leave".to_owned();
        for (round, after) in play.rounds.iter().zip(&belief.by_round[1..]) {
            let [left, right] = [0, 1].map(|actor| round.picks[actor].id.clone());
            // The mirror begins by conceding, and then does what the other did.
            let of_mirror = if right == others_last { 1.0 } else { 0.0 };
            let of_right = if right == "stay" { [0.9, 0.4, of_mirror] } else { [0.1, 0.6, of_mirror] };
            for (weight, likelihood) in weights.iter_mut().zip(of_right) {
                *weight *= likelihood;
            }
            others_last = left;
            let all: f64 = weights.iter().sum();
            for (weight, believed) in weights.iter().zip(after) {
                assert!((weight / all - believed).abs() < 1e-12, "{weights:?} {after:?}");
            }
        }
        excluded += usize::from(weights[2] == 0.0);
    }
    assert!(excluded > 5, "what a type never does excludes it");
}

#[test]
fn the_type_that_was_drawn_is_believed_more_in_the_mean() {
    // The mean of the belief in the true type grows: a property of Bayes' rule under the true prior.
    let stage = typed();
    let truth = |at: fn(&Replay) -> &Vec<f64>| {
        let believed = |number| {
            let play = replay(&stage, 3, number).unwrap();
            let which = play.beliefs[0].types.iter().position(|id| *id == play.types[1]).unwrap();
            at(&play)[which]
        };
        (1..=200).map(believed).sum::<f64>() / 200.0
    };
    let (first, last) =
        (truth(|play| &play.beliefs[0].by_round[0]), truth(|play| &play.beliefs[0].by_round[6]));
    assert!((0.33..0.43).contains(&first) && last > first + 0.2, "{first} {last}");
}

fn line(scene: &Scene, name: &str) -> Vec<(f64, f64)> {
    match scene.named(name).collect::<Vec<_>>()[..] {
        [Shape::Line { points, .. }] => points.clone(),
        ref other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn tracks_moves_and_beliefs_stand_in_the_column_of_their_round() {
    let stage = korea();
    let play = replay(&stage, 2018, 17).unwrap();
    let chart = draw(Subject::Play(&stage.scenario, &play), Kind::Timeline).unwrap();
    let scene = chart.scene();
    let last = play.rounds.len();
    let zones: Vec<(f64, f64, String)> = (1..=last)
        .map(|round| match scene.named(&format!("zone/{round}")).next() {
            Some(Shape::Zone { x, w, says, .. }) => (*x, x + w, says.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    for (track, named) in stage.scenario.tracks.iter().enumerate() {
        let steps = line(scene, &format!("track/{}", named.id));
        assert_eq!(steps.len(), 2 * (last + 1));
        let level = |at: usize| if at == 0 { play.start[track] } else { play.rounds[at - 1].levels[track] };
        let floor =
            line(scene, &format!("track/{}", named.id)).iter().map(|point| point.1).fold(0.0, f64::max);
        let lowest = (0..=last).map(level).min().unwrap();
        for at in 0..=last {
            let pair = &steps[2 * at..2 * at + 2];
            assert!(pair[0].1 == pair[1].1);
            if let Some(zone) = zones.get(at) {
                assert!((pair[0].0 - zone.0).abs() < 1e-6 && (pair[1].0 - zone.1).abs() < 1e-6);
            }
            assert_eq!(level(at) == lowest, (pair[0].1 - floor).abs() < 1e-6, "{} at {at}", named.id);
        }
    }
    let mut made = 0;
    for (actor, named) in stage.scenario.actors.iter().enumerate() {
        for round in &play.rounds {
            let pick = &round.picks[actor];
            let name = format!("move/{}/{}/{}", named.id, pick.id, round.round);
            let Some(Shape::Rect { x, w, .. }) = scene.named(&name).next() else { panic!("{name}") };
            let (from, to, says) = &zones[round.round as usize - 1];
            assert!(from <= x && x + w <= *to, "{name}");
            assert!(says.contains(&named.moves[pick.index].label), "{says}");
            made += 1;
        }
    }
    assert_eq!(made, scene.marks.iter().filter(|mark| mark.name.starts_with("move/")).count());
    for belief in &play.beliefs {
        let id = &stage.scenario.actors[belief.actor].id;
        let grid: Vec<f64> = scene
            .named(&format!("percent/{id}"))
            .map(|shape| match shape {
                Shape::Line { points, .. } => points[0].1,
                other => panic!("{other:?}"),
            })
            .collect();
        for (n, kind) in belief.types.iter().enumerate() {
            let steps = line(scene, &format!("belief/{id}/{kind}"));
            for (at, all) in belief.by_round.iter().enumerate() {
                let y = grid[0] + (grid[2] - grid[0]) * all[n];
                assert!((steps[2 * at].1 - y).abs() < 1e-6, "{kind} at {at}");
            }
        }
    }
    let came_up = play.rounds.iter().flat_map(|round| &round.happenings);
    let named = came_up.filter(|one| one.came_up() && !one.name.is_empty()).count();
    let drawn = scene.marks.iter().filter(|mark| mark.name.starts_with("happened/")).count();
    assert!(drawn > 0 && drawn <= named);
    assert!(chart.alt().contains("What an observer believes"), "{}", chart.alt());
}

#[test]
fn a_play_fits_every_size() {
    for (name, stage) in
        [("korea", korea()), ("types", typed()), ("brink", stage(&Request::new("textbook/brinkmanship")))]
    {
        for number in [1, 2, 17] {
            let play = replay(&stage, 2018, number).unwrap();
            let draw =
                |style: &_| draw_in(Subject::Play(&stage.scenario, &play), Kind::Timeline, style).unwrap();
            in_every_form(&format!("{name}-timeline-{number}"), draw);
        }
    }
}
