//! The charts: what is drawn equals the data, words neither collide nor leave the page, the same data give the same
//! bytes, and no label or number however odd does harm.

mod forms;
mod geometry;
mod page;
mod sample;
mod solved;
mod study;
mod timeline;

use standoff::chart::scene::Scene;
use standoff::chart::{Kind, draw, draw_all};
use standoff::results::Summary;

/// Every sample with its name.
fn samples() -> Vec<(&'static str, Summary)> {
    let mut exact = sample::korea();
    exact.plays = 0;
    vec![
        ("korea", sample::korea()),
        ("exact", exact),
        ("repeated", sample::repeated(200)),
        ("long", sample::repeated(2000)),
        ("crowded", sample::crowded()),
        ("one", sample::one_round()),
        ("wordy", sample::wordy()),
    ]
}

fn scene(summary: &Summary, kind: Kind) -> Scene {
    draw(summary, kind).unwrap_or_else(|| panic!("{kind} is drawn")).scene().clone()
}

/// With `CHARTS_TO=/some/folder`, every picture, to look at.
#[test]
fn every_sample_is_drawn() {
    let folder = std::env::var_os("CHARTS_TO").map(std::path::PathBuf::from);
    for (name, summary) in samples() {
        for (stem, chart) in draw_all(&summary) {
            assert!(chart.svg().starts_with("<svg"));
            if let Some(folder) = &folder {
                std::fs::create_dir_all(folder).unwrap();
                std::fs::write(folder.join(format!("{name}-{stem}.svg")), chart.svg()).unwrap();
                std::fs::write(folder.join(format!("{name}-{stem}.png")), chart.png(144)).unwrap();
            }
        }
    }
}

#[test]
fn a_chart_without_anything_to_show_is_not_drawn() {
    let mut summary = sample::repeated(20);
    assert!(draw(&summary, Kind::TracksOverTime).is_none(), "no tracks");
    let stems: Vec<&str> = draw_all(&summary).into_iter().map(|(kind, _)| kind.name()).collect();
    assert_eq!(
        stems,
        [
            "outcome-shares",
            "outcomes-over-time",
            "payoffs-by-outcome",
            "payoffs-as-plane",
            "moves-over-time",
            "first-times"
        ]
    );
    summary.outcomes.clear();
    summary.actors.clear();
    summary.moves.clear();
    assert!(draw_all(&summary).is_empty());
}

#[test]
fn a_kind_is_found_by_its_name_and_a_wrong_name_hears_the_right_ones() {
    for kind in Kind::ALL {
        assert_eq!(kind.name().parse(), Ok(kind));
    }
    let error = "outcomes".parse::<Kind>().unwrap_err().to_string();
    assert!(error.starts_with("no chart is named `outcomes`; the charts are outcome-shares, "), "{error}");
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    for (_, summary) in samples().into_iter().take(1) {
        for (one, other) in draw_all(&summary).into_iter().zip(draw_all(&summary)) {
            assert_eq!(one.1.svg(), other.1.svg());
            assert_eq!(one.1.png(96), other.1.png(96));
        }
    }
}

#[test]
fn alternative_texts_hold_the_numbers() {
    let chart = draw(&sample::korea(), Kind::OutcomeShares).unwrap();
    assert_eq!(chart.title(), "United States and North Korea, November 2018: How plays end");
    let alt = chart.alt().replace('\u{a0}', " ");
    assert!(alt.starts_with("10,000 plays, 95 % intervals in brackets: Complete deal 0"), "{alt}");
    assert!(alt.contains("Staged deal alive 18 % (17–19 %)"), "{alt}");
}
