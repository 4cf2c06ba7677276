//! Nominal 95 % intervals hold the truth in 93 to 97 of 100 simulated studies.

use super::models::{Dice, ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ishigami};
use standoff::study::design::{Design, Saltelli, Scramble};
use standoff::study::estimate::Estimate;
use standoff::study::paired::Measured;
use standoff::study::sampled::Results;
use standoff::study::sobol_indices::{Finding, Layout, replicated};
use standoff::study::tipping::Search;

const STUDIES: u64 = 400;

/// Holds the share of studies whose interval has the truth to be nominal.
#[track_caller]
fn assert_covers(what: &str, mut study: impl FnMut(&mut Dice) -> (Estimate, f64)) {
    let mut dice = Dice::new(2018);
    let held = (0..STUDIES).filter(|_| {
        let (estimate, truth) = study(&mut dice);
        estimate.holds(truth)
    });
    let share = held.count() as f64 / STUDIES as f64;
    assert!((0.93..=0.97).contains(&share), "{what}: {share}");
}

#[test]
fn intervals_of_shares_cover() {
    for truth in [0.02, 0.25, 0.5] {
        assert_covers(&format!("a share of {truth}"), |dice| {
            let events = (0..1000).map(|_| dice.unit() < truth).collect();
            (Measured::Events(events).estimate().unwrap(), truth)
        });
    }
}

#[test]
fn intervals_of_paired_differences_cover() {
    // Payoffs with common luck: the first policy gets 0.3 more on average, by an amount that varies from play to play.
    assert_covers("a difference of payoffs", |dice| {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..40 {
            let common = 10.0 * dice.normal();
            there.push(common + dice.normal());
            here.push(common + 0.3 - dice.unit().ln() - 1.0);
        }
        (Measured::Sample(here).beyond(&Measured::Sample(there)).unwrap(), 0.3)
    });
    // Outcomes with common luck: the event has chance 0.3 here and 0.2 there.
    assert_covers("a difference of shares", |dice| {
        let luck: Vec<f64> = (0..500).map(|_| dice.unit()).collect();
        let own: Vec<f64> = (0..500).map(|_| dice.unit()).collect();
        let here = luck.iter().map(|&luck| luck < 0.3).collect();
        let there =
            luck.iter().zip(&own).map(|(&luck, &own)| if own < 0.1 { own < 0.02 } else { luck < 0.2 });
        (Measured::Events(here).beyond(&Measured::Events(there.collect())).unwrap(), 0.1)
    });
}

#[test]
fn intervals_of_tipping_points_cover() {
    // The share of plays with an event is x²; it passes ¼ at ½.
    let search = Search { low: 0.0, high: 1.0, points: 6, tolerance: 1e-3, threshold: 0.25 };
    assert_covers("where a share tips", |dice| {
        let luck: Vec<f64> = (0..1000).map(|_| dice.unit()).collect();
        let share = |x: f64| Measured::Events(luck.iter().map(|&luck| luck < x * x).collect()).estimate();
        let found = search.find(share).unwrap();
        assert_eq!(found.points.len(), 1);
        (found.points[0].at, 0.5)
    });
    // One policy gets more than another by 2 (x − 0.4) on average; both meet the same luck, which matters more where x is
    // large, and slopes differ between plays.
    let search = Search { low: 0.0, high: 1.0, points: 6, tolerance: 1e-4, threshold: 0.0 };
    assert_covers("where a difference tips", |dice| {
        let luck: Vec<(f64, f64)> = (0..50).map(|_| (dice.normal(), dice.normal())).collect();
        let difference = |x: f64| {
            let play = |&(level, slope): &(f64, f64)| (2.0 + slope) * (x - 0.4) + 0.5 * (1.0 + x) * level;
            Measured::Sample(luck.iter().map(play).collect()).estimate()
        };
        let found = search.find(difference).unwrap();
        assert_eq!(found.points.len(), 1);
        (found.points[0].at, 0.4)
    });
}

#[test]
fn intervals_of_indices_from_replicates_cover() {
    let layout = Layout { factors: 3, second_order: false };
    let mut seed = 0;
    let mut held = 0;
    for _ in 0..STUDIES {
        let studies: Vec<Vec<f64>> = (0..8)
            .map(|_| {
                seed += 1;
                let design = Saltelli::new(3, 64, false, Scramble::Owen { seed }).unwrap();
                design.all().iter().map(|point| ishigami(point)).collect()
            })
            .collect();
        let results: Vec<Results<'_>> = studies.iter().map(|study| Results::Exact(study)).collect();
        let Finding::Indices(found) = replicated(layout, &results).unwrap() else {
            panic!("there is variance");
        };
        let known = [
            (found.first[0], ISHIGAMI_FIRST[0]),
            (found.first[1], ISHIGAMI_FIRST[1]),
            (found.total[0], ISHIGAMI_TOTAL[0]),
            (found.total[2], ISHIGAMI_TOTAL[2]),
        ];
        held += known.iter().filter(|(estimate, truth)| estimate.holds(*truth)).count() as u32;
    }
    let share = f64::from(held) / (4 * STUDIES) as f64;
    assert!((0.93..=0.97).contains(&share), "{share}");
}
