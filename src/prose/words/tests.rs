//! What rules and strategies read like.

use super::Words;
use crate::scenario::load_text;

const TEXT: &str = r#"
    title = "Test"
    rounds = 3
    [track.talks]
    label = "Talks"
    range = [0, 5]
    start = 1
    [track.tension]
    label = "Tension"
    range = [0, 2]
    start = 0
    [actor.a]
    label = "Left"
    strategy = { tit-for-tat = { noise = 0.05 } }
    [actor.a.move.wait]
    label = "Wait"
    [actor.a.move.bend]
    label = "Bend"
    [actor.b]
    [actor.b.move.wait]
    [[rule]]
    when = ["talks >= 1", "talks < 4", "a plays wait or bend", "b holds", "round > 1"]
    chance = { base = 0.1, per = { tension = 0.05 } }
    set = { tension = 1 }
    shift = { talks = -2 }
    else = [ { chance = { by = "tension", levels = [0, 0.5, 1] }, outcome = "end" } ]
    [[rule]]
    when = ["talks != 2", "tension <= 1", "a avoids bend"]
    shift = { talks = 1 }
    [[outcome]]
    id = "end"
    label = "The end"
    otherwise = true
"#;

#[test]
fn rules_read_like_sentences() {
    let scenario = load_text("test", TEXT).unwrap().scenario;
    let words = Words::of(&scenario);
    let told = |rule: usize| words.whole_effect(&scenario.rules[rule]).replace('\u{a0}', " ");
    assert_eq!(
        told(0),
        "if Talks 1 to 3, Left plays Wait or Bend, b holds and round > 1: 10 % + 5 % × Tension: Tension to 1, Talks −2; \
         otherwise 0, 50, 100 % by Tension: the play ends: The end"
    );
    assert_eq!(told(1), "if Talks other than 2, Tension at most 1 and Left does not play Bend: Talks +1");
    let strategy = words.strategy(&scenario.actors[0].types[0].strategy);
    assert_eq!(strategy.replace('\u{a0}', " "), "tit-for-tat, noise 5 %");
}
