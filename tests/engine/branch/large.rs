//! Nearly rational play: λ × range up to a million. How often the product has no answer, by size and decade, and whether
//! its answers are right where the reference decides.

use super::compare::{Score, one_shot};
use super::one_shot::drawn;
use std::collections::BTreeMap;

const SIZES: [[usize; 2]; 4] = [[2, 3], [3, 3], [4, 4], [6, 6]];

/// So many games of each size, the logarithm of λ × range uniform: a score for each size and decade.
fn scores(games: u64) -> BTreeMap<([usize; 2], i32), Score> {
    let mut scores: BTreeMap<_, Score> = BTreeMap::new();
    for (place, size) in SIZES.into_iter().enumerate() {
        for number in 0..games {
            let game = drawn(4_000_000 + 100_000 * place as u64 + number, &size, 1.0, 1e6);
            let range = game.game().range();
            let score = scores.entry((size, range.max(1.0).log10() as i32)).or_default();
            score.add(&format!("large-{size:?}-{number}, range {range:.1e}"), &game.text(), one_shot(&game));
        }
    }
    scores
}

/// At most one of a thousand without an answer, and none wrong.
fn expect_answers(scores: &BTreeMap<([usize; 2], i32), Score>) {
    let mut all = Score::default();
    for score in scores.values() {
        all.join(score);
    }
    let allowed = all.count() / 1000;
    all.expect_right_but(allowed);
}

#[test]
fn nearly_rational_play_has_an_answer_and_the_right_one() {
    expect_answers(&scores(15));
}

#[test]
#[ignore = "4,000 games and their slow reference: minutes"]
fn nearly_rational_play_has_an_answer_and_the_right_one_in_thousands_of_games() {
    let scores = scores(1000);
    for ((size, decade), score) in &scores {
        score.tell(&format!("{}x{}, λ × range from 1e{decade}", size[0], size[1]));
    }
    expect_answers(&scores);
}
