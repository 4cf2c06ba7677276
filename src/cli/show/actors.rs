//! The actors of a briefing: types, moves, payoffs.

use super::marks::Marks;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::{Words, effect_name, percent, plain};
use standoff::scenario::{Actor, ActorType, Amount, Effect, Scenario};
use std::io;

/// Tells of one actor.
pub(super) fn actor(screen: &mut Screen, scenario: &Scenario, marks: &Marks, index: usize) -> io::Result<()> {
    let actor = &scenario.actors[index];
    let teller = Teller { scenario, actor, marks, words: Words::of(scenario) };
    screen.styled(HEADING, &format!("{} ({})", actor.label, actor.id))?;
    for kind in &actor.types {
        screen.paragraph("  ", "      ", &teller.kind(kind))?;
    }
    screen.paragraph("  ", "      ", &format!("Moves: {}", teller.moves().join("; ")))?;
    for (when, items) in teller.payoffs() {
        if !items.is_empty() {
            screen.paragraph("  ", "      ", &format!("{when}: {}", items.join("; ")))?;
        }
    }
    Ok(())
}

struct Teller<'a> {
    scenario: &'a Scenario,
    actor: &'a Actor,
    marks: &'a Marks,
    words: Words<'a>,
}

impl Teller<'_> {
    /// How a type plays: `Type Hardliner (hardliner), 60 %: equilibrium, discount 0.96, rationality 0.5`.
    fn kind(&self, kind: &ActorType) -> String {
        let play = format!(
            "{}, discount {}{}, rationality {}{}",
            self.words.strategy(&kind.strategy),
            plain(kind.discount),
            self.mark("discount"),
            plain(kind.rationality),
            self.mark("rationality"),
        );
        if kind.id.is_empty() {
            return format!("Plays {play}");
        }
        let mark = self.marks.at(&format!("actor.{}.type.{}.prior", self.actor.id, kind.id));
        format!("Type {} ({}), {}{mark}: {play}", kind.label, kind.id, percent(kind.prior))
    }

    /// What it can do: `Lift some sanctions (concede; if Sanctions at least 1): Sanctions −1`.
    fn moves(&self) -> Vec<String> {
        let mut moves = Vec::new();
        for (index, named) in self.actor.moves.iter().enumerate() {
            let Some(one) = self.actor.types.iter().find_map(|kind| kind.moves[index].as_ref()) else {
                continue;
            };
            let when = match self.words.condition(&one.when) {
                when if when.is_empty() => when,
                when => format!(", if {when}"),
            };
            let effects: Vec<String> =
                one.effects.iter().map(|effect| self.words.whole_effect(effect)).collect();
            let effects =
                if effects.is_empty() { String::new() } else { format!(": {}", effects.join(", ")) };
            moves.push(format!(
                "{} ({}{when}){effects}{}",
                named.label,
                one.stance.id(),
                self.mark(&format!("move.{}", named.id))
            ));
        }
        moves
    }

    /// What it gets, and when.
    fn payoffs(&self) -> Vec<(String, Vec<String>)> {
        let (scenario, actor) = (self.scenario, self.actor);
        let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
        let tracks = scenario.tracks.iter().enumerate().filter_map(|(track, named)| {
            let text = |kind: &ActorType| self.per_level(&kind.payoff.track[track], track);
            self.item("", &format!("payoff.track.{}", named.id), text)
        });
        let round = self.item("", "payoff.round", |kind| self.amount(&kind.payoff.round));
        let moves = actor.moves.iter().enumerate().filter_map(|(index, named)| {
            self.item(&named.label, &format!("payoff.move.{}", named.id), |kind| {
                self.amount(&kind.payoff.moves[index])
            })
        });
        let first = &actor.types[0].payoff;
        let against = first.against.iter().enumerate().filter_map(|(cell, written)| {
            let (own, other) = (&actor.moves[written.own_move], &scenario.actors[written.other]);
            let theirs = &other.moves[written.other_move];
            let path = format!("payoff.against.{}.{}.{}", other.id, own.id, theirs.id);
            self.item(&format!("{} against {}", own.label, theirs.label), &path, |kind| {
                kind.payoff.against.get(cell).map_or_else(String::new, |cell| self.words.amount(&cell.amount))
            })
        });
        let rules = first.rule.iter().filter_map(|(id, _)| {
            self.item(&self.name_of(id), &format!("payoff.rule.{id}"), |kind| {
                let found = kind.payoff.rule.iter().find(|(other, _)| other == id);
                found.map_or_else(String::new, |(_, amount)| self.amount(amount))
            })
        });
        let outcomes = scenario.outcomes.iter().enumerate().filter_map(|(index, named)| {
            self.item(&named.label, &format!("payoff.outcome.{}", named.id), |kind| {
                self.amount(&kind.payoff.outcome[index])
            })
        });
        vec![
            (format!("Gets each {unit}"), tracks.chain(round).collect()),
            ("Gets for a move".to_owned(), moves.collect()),
            ("Gets for pairs of moves".to_owned(), against.collect()),
            ("Gets when it happens".to_owned(), rules.collect()),
            ("Gets at the end".to_owned(), outcomes.collect()),
        ]
    }

    /// An item of payoff, told once where all types agree; nothing where it is zero for all.
    fn item(&self, label: &str, path: &str, text: impl Fn(&ActorType) -> String) -> Option<String> {
        let types = &self.actor.types;
        let texts: Vec<String> = types.iter().map(text).collect();
        if texts.iter().all(String::is_empty) {
            return None;
        }
        let shown = |text: &String| if text.is_empty() { "0".to_owned() } else { text.clone() };
        let told = if texts.iter().all(|text| *text == texts[0]) {
            shown(&texts[0])
        } else {
            let of = |(kind, text): (&ActorType, &String)| format!("{} ({})", shown(text), kind.label);
            types.iter().zip(&texts).map(of).collect::<Vec<_>>().join(" or ")
        };
        let blank = if label.is_empty() { "" } else { " " };
        Some(format!("{label}{blank}{told}{}", self.mark(path)))
    }

    /// The name of the effect with this id, wherever it stands.
    fn name_of(&self, id: &str) -> String {
        fn find<'a>(effects: &'a [Effect], id: &str) -> Option<&'a Effect> {
            effects.iter().find_map(|effect| match effect.id.as_deref() == Some(id) {
                true => Some(effect),
                false => find(&effect.otherwise, id),
            })
        }
        let mut of_moves =
            self.scenario.actors.iter().flat_map(|actor| &actor.types).flat_map(|kind| &kind.moves).flatten();
        let found =
            find(&self.scenario.rules, id).or_else(|| of_moves.find_map(|one| find(&one.effects, id)));
        found.map_or_else(|| id.to_owned(), |effect| effect_name(&effect.key, true, &effect.label))
    }

    fn amount(&self, amount: &Amount) -> String {
        if amount.is_zero() { String::new() } else { self.words.amount(amount) }
    }

    /// `−0.5 a level of Arsenal`, or the value at each level.
    fn per_level(&self, values: &[f64], track: usize) -> String {
        let named = &self.scenario.tracks[track];
        if values.iter().all(|&value| value == 0.0) {
            return String::new();
        }
        let by_level = Amount::ByLevel { track, values: values.to_vec() };
        let each = match (values, named.low) {
            ([first, ..], low) if low != 0 => first / f64::from(low),
            ([_, second, ..], _) => *second,
            _ => return self.words.amount(&by_level),
        };
        let linear = values.iter().enumerate().all(|(at, value)| {
            (value - each * f64::from(named.low + at as i32)).abs() <= 1e-9 * each.abs().max(1.0)
        });
        if linear {
            format!("{} a level of {}", plain(each), named.label)
        } else {
            self.words.amount(&by_level)
        }
    }

    /// The mark of a path of the actor, or of one of its types.
    fn mark(&self, path: &str) -> &'static str {
        let id = &self.actor.id;
        let own = self.marks.at(&format!("actor.{id}.{path}"));
        let of_types =
            self.actor.types.iter().map(|kind| self.marks.at(&format!("actor.{id}.type.{}.{path}", kind.id)));
        std::iter::once(own).chain(of_types).find(|mark| !mark.is_empty()).unwrap_or("")
    }
}
