//! Conditions: lists of statements that must all hold.
//!
//! `TRACK OP LEVEL` and `round OP N`, `ACTOR plays MOVE or MOVE`, `ACTOR avoids MOVE or MOVE`,
//! `ACTOR concedes|holds|escalates`.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::limits;
use crate::scenario::model::{Atom, Comparison, Condition, Stance, TrackIndex};
use crate::scenario::place::Place;
use crate::scenario::suggest;

/// What a condition can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Tracks and the round: moves are not chosen yet.
    State,
    /// The moves of this round, too.
    StateAndMoves,
}

/// Longest first: `>` is the start of `>=`.
const SIGNS: [(&str, Comparison); 6] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("==", Comparison::Equal),
    ("!=", Comparison::Unequal),
    (">", Comparison::Above),
    ("<", Comparison::Below),
];

/// Reads a list of statements.
pub(super) fn condition(reader: &mut Reader, node: &Node, sight: Sight) -> Condition {
    let Some(list) = reader.list(node, "`when`") else { return Condition::default() };
    if list.len() > limits::CONDITIONS {
        let message = format!(
            "`when` lists {} conditions; the most is {}. Two bounds say all there is to say of a track.",
            list.len(),
            limits::CONDITIONS
        );
        reader.problem(&node.place, message);
        return Condition::default();
    }
    let mut atoms = Vec::new();
    for item in list {
        let Some(text) = reader.text(item, "A condition", limits::PROSE) else { continue };
        let atom = atom(reader, text, &item.place);
        if sight == Sight::State && matches!(atom, Some(Atom::Plays { .. } | Atom::Takes { .. })) {
            let message = "This condition looks at moves, but here no move of the round is chosen yet: only tracks and `round` are \
                           known.";
            reader.problem(&item.place, message);
        }
        atoms.extend(atom);
    }
    Condition(atoms)
}

fn atom(reader: &mut Reader, text: &str, place: &Place) -> Option<Atom> {
    match text.find(['<', '>', '=', '!']) {
        Some(at) => compared(reader, text, at, place),
        None => moved(reader, text, place),
    }
}

/// `TRACK OP LEVEL` or `round OP N`, the sign at byte `at`.
fn compared(reader: &mut Reader, text: &str, at: usize, place: &Place) -> Option<Atom> {
    let (name, rest) = (text[..at].trim(), &text[at..]);
    let Some((sign, comparison)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) else {
        let message = format!(
            "The condition {} compares with none of `>=`, `<=`, `>`, `<`, `==` and `!=`.",
            suggest::quote(text)
        );
        reader.problem(place, message);
        return None;
    };
    let (comparison, right) = (*comparison, rest[sign.len()..].trim());
    if name.is_empty() || right.is_empty() {
        return malformed(reader, text, place);
    }
    if name == "round" {
        let Ok(round) = right.parse() else {
            reader.problem(
                place,
                format!("`round` is compared with a whole number, not with {}.", suggest::quote(right)),
            );
            return None;
        };
        return Some(Atom::Round { comparison, round });
    }
    let track = reader.track(name, place)?;
    let level = reader.level(track, right, place)?;
    warn_impossible(reader, text, place, track, comparison, level);
    Some(Atom::Track { track, comparison, level })
}

/// What an actor does.
fn moved(reader: &mut Reader, text: &str, place: &Place) -> Option<Atom> {
    const VERBS: [&str; 5] = ["plays", "avoids", "concedes", "holds", "escalates"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let [actor, verb, rest @ ..] = &words[..] else { return malformed(reader, text, place) };
    if !VERBS.contains(verb) && !reader.names.has_actor(actor) {
        return malformed(reader, text, place);
    }
    if !VERBS.contains(verb) {
        reader.report.unknown(place, "A condition has no verb", verb, VERBS.into_iter());
        return None;
    }
    let actor = reader.actor(actor, place)?;
    let stance = match *verb {
        "concedes" => Some(Stance::Concede),
        "holds" => Some(Stance::Hold),
        "escalates" => Some(Stance::Escalate),
        _ => None,
    };
    if let Some(stance) = stance {
        return if rest.is_empty() {
            Some(Atom::Takes { actor, stance })
        } else {
            malformed(reader, text, place)
        };
    }
    let mut moves = Vec::new();
    for (position, word) in rest.iter().enumerate() {
        if position % 2 == 0 {
            moves.extend(reader.made(actor, word, place));
        } else if *word != "or" {
            return malformed(reader, text, place);
        }
    }
    // Alternatives and the words between them make an odd number.
    if rest.len() % 2 == 0 {
        malformed(reader, text, place)
    } else {
        Some(Atom::Plays { actor, moves, avoids: *verb == "avoids" })
    }
}

/// Warns of a comparison that no level of the track satisfies.
fn warn_impossible(
    reader: &mut Reader,
    text: &str,
    place: &Place,
    track: TrackIndex,
    comparison: Comparison,
    level: i32,
) {
    let Some(track) = reader.names.track(track) else { return };
    if !(track.low..=track.high).any(|possible| comparison.holds(possible, level)) {
        let (id, low, high) = (&track.id, track.low, track.high);
        let message = format!("{} never holds: `{id}` goes from {low} to {high}.", suggest::quote(text));
        reader.report.warning(place, message);
    }
}

fn malformed(reader: &mut Reader, text: &str, place: &Place) -> Option<Atom> {
    let message = format!(
        "{} is not a condition. Conditions are `TRACK >= LEVEL` (also `<=`, `>`, `<`, `==`, `!=`), `round >= N`, `ACTOR plays \
         MOVE or MOVE`, `ACTOR avoids MOVE`, and `ACTOR concedes`, `holds` or `escalates`.",
        suggest::quote(text)
    );
    reader.problem(place, message);
    None
}

#[cfg(test)]
mod tests {
    use super::super::track::tracks;
    use super::*;
    use crate::scenario::document::parse;

    const NAMES: &str = r#"
        [track.talks]
        range = [-1, 1]
        start = 0
        levels = ["broken off", "", "text ready"]
        [actor.us.move.hold]
        [actor.us.move.relief]
        [actor.dprk.move.test]
    "#;

    fn read(text: &str) -> Result<Atom, String> {
        let root = parse("names", NAMES).unwrap();
        let mut reader = Reader::default();
        tracks(&mut reader, root.get("track").unwrap());
        reader.names.gather(&root);
        let list = parse("test", &format!("when = [{text:?}]")).unwrap();
        let condition = condition(&mut reader, list.get("when").unwrap(), Sight::StateAndMoves);
        reader.report.finish().map_err(|problems| problems.0[0].message.clone())?;
        Ok(condition.0[0].clone())
    }

    #[test]
    fn a_track_is_compared_with_a_number_or_a_named_level() {
        let expected = |comparison, level| Ok(Atom::Track { track: 0, comparison, level });
        assert_eq!(read("talks >= 1"), expected(Comparison::AtLeast, 1));
        assert_eq!(read("talks!=-1"), expected(Comparison::Unequal, -1));
        assert_eq!(read("talks < text ready"), expected(Comparison::Below, 1));
        assert_eq!(read(" talks  ==  broken off "), expected(Comparison::Equal, -1));
    }

    #[test]
    fn rounds_are_compared_with_numbers() {
        assert_eq!(read("round > 12"), Ok(Atom::Round { comparison: Comparison::Above, round: 12 }));
        assert!(read("round > text ready").is_err());
    }

    #[test]
    fn actors_play_and_avoid_moves_and_take_stances() {
        let plays = |actor, moves, avoids| Ok(Atom::Plays { actor, moves, avoids });
        assert_eq!(read("us plays hold or relief"), plays(0, vec![0, 1], false));
        assert_eq!(read("dprk avoids test"), plays(1, vec![0], true));
        assert_eq!(read("dprk escalates"), Ok(Atom::Takes { actor: 1, stance: Stance::Escalate }));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in [
            "",
            "talks",
            ">= 1",
            "talks = 1",
            "us",
            "us plays",
            "us plays hold,relief",
            "us holds hold",
            "dprk plays hold",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
